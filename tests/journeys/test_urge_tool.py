"""The urge tool at full depth: first what has helped most for this trigger, the ride as the course of one's own, a
screen that stays lit, a buzz only where it was chosen, more time where it is wanted, and nothing lost on the way to
crisis help.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import go, log
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.test_tools import NEAR_BY, VOICES
from tests.journeys.usable import axe, small_targets
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

WORDS = Words("nb")

SENSES = """
(() => {
  globalThis.lit = [];
  globalThis.buzzed = [];
  const request = async (kind) => {
    if (globalThis.refuses) throw new DOMException('no battery', 'NotAllowedError');
    lit.push(kind);
    return { release: async () => { lit.push('released'); } };
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  Object.defineProperty(Navigator.prototype, 'vibrate', {
    value: (pattern) => { buzzed.push(pattern); return true; }, configurable: true,
  });
  globalThis.hidden = (is) => {
    Object.defineProperty(document, 'visibilityState', { value: is ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
})();
"""
"""A phone that tells what it was asked to do with its screen and its motor."""


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, before=SENSES, worker=True)
    phone.page.clock.install(time="2026-11-23T12:00:00")
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()


def _rate(phone: Phone, strength: int) -> None:
    phone.strength(strength)
    phone.press(Words(phone.locale)("continue"), "button")


def _open(phone: Phone, way: str) -> None:
    """The way with this title, wherever it stands."""
    row = phone.page.locator(".dock .main, main button.row", has_text=way)
    if not row.count():
        phone.press(Words(phone.locale)("ways_more"), "button")
    row.first.click()


def _ride(phone: Phone, way: str, before: int, after: int, minutes: float, set_off: str = "") -> None:
    """From the beginning to the end of a ride with a diary."""
    words = Words(phone.locale)
    go(phone, "urge")
    _rate(phone, before)
    _open(phone, way)
    phone.page.clock.fast_forward(int(minutes * 60_000))
    phone.page.locator(".dock .main").click()
    _rate(phone, after)
    expect(phone.page.get_by_text(words("ride_saved"))).to_be_visible()
    if set_off:
        phone.page.locator(".set-off").click()
        phone.choose(set_off)
    phone.press(words("close_this"))
    phone.page.locator(".hold").wait_for()


def _said(page: Page) -> str:
    return page.locator("main > .read").first.inner_text()


class Ways(NamedTuple):
    """Three ways and a trigger as they are called, and what is said of the ways: at first nothing, and then more."""

    wave: str
    breathing: str
    waiting: str
    trigger: str
    on_average: str
    last: str
    at_this_time: str
    from_this: str


WAYS: Final = {
    "nb": Ways(
        "Bølgen",
        "Puste rolig",
        "Vente litt",
        "Ensomhet",
        "trinn i snitt",
        "Sist hjalp «Puste rolig». Trangen gikk fra 7 til 4.",
        "Mandag, midt på dagen: Da har trangen falt mest med «Puste rolig», 3 trinn i snitt, 3 ganger.",
        "Når trangen har kommet av «Ensomhet», har den falt 2 trinn i snitt med «Vente litt», 3 ganger.",
    ),
    "en": Ways(
        "The Wave",
        "Slow breathing",
        "Wait a while",
        "Loneliness",
        "on average",
        "Last time ‘Slow breathing’ helped. The urge went from 7 to 4.",
        "Monday, daytime: at this time the urge has fallen most with ‘Slow breathing’, by 3 on average, 3 times.",
        "When the urge has come from ‘Loneliness’, it has fallen by 2 on average with ‘Wait a while’, 3 times.",
    ),
}


@pytest.mark.parametrize("phone", BOTH, indirect=True)
def test_first_stands_what_has_helped_for_this_trigger_and_says_on_what_ground(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    ways = WAYS[phone.locale]
    log(phone, 3, "")
    # Nothing is claimed before there is anything to say.
    go(phone, "urge")
    _rate(phone, 5)
    expect(page.locator(".dock .main")).to_have_text(ways.wave)
    expect(page.get_by_text(re.compile(ways.on_average))).to_have_count(0)
    page.locator(".back").click()
    page.locator(".back").click()

    # Once: what happened last time, and no more than that.
    _ride(phone, ways.breathing, 7, 4, 3)
    go(phone, "urge")
    _rate(phone, 5)
    assert _said(page) == ways.last
    expect(page.locator(".dock .main")).to_have_text(ways.breathing)
    page.locator(".back").click()

    for _ in range(2):
        _ride(phone, ways.breathing, 7, 4, 3)
    for _ in range(3):
        _ride(phone, ways.waiting, 8, 6, 12, set_off=ways.trigger)
    go(phone, "urge")
    _rate(phone, 5)
    expect(page.locator(".dock .main")).to_have_text(ways.breathing)
    assert _said(page) == ways.at_this_time

    # Named, the trigger decides. It is one choice: a radio that can be taken away again.
    trigger = page.get_by_role("radio", name=ways.trigger, exact=True)
    expect(page.get_by_role("radiogroup", name=words("ways_trigger"))).to_be_visible()
    trigger.check(force=True)
    expect(page.locator(".dock .main")).to_have_text(ways.waiting)
    assert _said(page) == ways.from_this
    assert axe(page) == []
    trigger.press("Space")
    expect(trigger).not_to_be_checked()
    expect(page.locator(".dock .main")).to_have_text(ways.breathing)
    trigger.check(force=True)
    page.locator(".dock .main").click()
    page.locator(".dock .main").click()
    _rate(phone, 2)
    expect(page.locator(".set-off small")).to_have_text(ways.trigger)
    page.locator(".saved .btn").wait_for()
    phone.press(words("close_this"))
    go(phone, "diary")
    # Of one part of a day no entry stands before the others.
    page.locator("main .rows .row", has_text=words("diary_urge_after", strength=5, after=2)).click()
    expect(page.get_by_label(ways.trigger, exact=True).first).to_be_checked()


# The drawing for everybody, that one's own comes, one's own, and where that ends.
DRAWN: Final = {
    "nb": (
        "En bølge som stiger",
        "tegnes din egen",
        "Streken går fra 7 ned til 3",
        "3 etter om lag 12 min",
    ),
    "en": (
        "A wave that rises",
        "your own is drawn",
        "The line goes from 7 down to 3",
        "3 after about 12 min",
    ),
}


@pytest.mark.parametrize("phone", BOTH, indirect=True)
def test_the_ride_becomes_the_course_of_ones_own_urges(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    general, to_come, own_course, end = DRAWN[phone.locale]
    go(phone, "urge/wave")
    expect(page.get_by_text(words("course_general"))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(general))).to_be_visible()
    # Nothing is promised to somebody who keeps nothing.
    expect(page.locator("main")).not_to_contain_text(to_come)
    phone.press(words("done"), "button")
    log(phone, 3, "")
    for after, minutes in ((2, 8), (3, 12), (5, 14)):
        _ride(phone, WAYS[phone.locale].wave, 7, after, minutes)
        go(phone, "urge/wave")
        expect(page.locator("p.meta", has_text=to_come)).to_have_count(0 if minutes == 14 else 1)
        phone.press(words("done"), "button")
    go(phone, "urge/wave")
    own = page.get_by_text(words("course_own", **{"from": 7, "to": 3, "minutes": 12, "n": 3}))
    expect(own).to_be_visible()
    drawing = page.get_by_role("img", name=re.compile(own_course))
    expect(drawing).to_be_visible()
    expect(drawing).to_contain_text(end)
    assert axe(page) == []
    assert small_targets(page) == []
    # The clock is as long as the line.
    expect(page.get_by_role("timer")).to_contain_text("12")

    def marker() -> tuple[float, float]:
        here = page.locator("circle.here")
        return float(here.get_attribute("cx") or 0), float(here.get_attribute("cy") or 0)

    x, y = marker()
    page.clock.fast_forward(9 * 60_000)
    page.wait_for_function("x => Number(document.querySelector('circle.here').getAttribute('cx')) > x + 100", arg=x)
    assert marker()[1] > y + 20


def test_with_less_motion_the_marker_jumps_once_a_minute(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "en", reduced_motion=True)
    page = phone.page
    page.clock.install()
    phone.open()
    go(phone, "urge/wave")
    at = "document.querySelector('circle.here').getAttribute('cx')"
    start = page.evaluate(at)
    page.clock.run_for(50_000)
    assert page.evaluate(at) == start
    page.clock.run_for(12_000)
    page.wait_for_function(f"start => {at} !== start", arg=start)
    go(phone, "urge/breathing")
    expect(page.locator(".breath")).to_have_count(0)
    phone.close()


def test_the_screen_stays_lit_while_a_clock_runs_and_only_then(phone: Phone) -> None:
    page = phone.page

    def lit(*expected: str) -> None:
        page.wait_for_function("n => lit.length >= n", arg=len(expected))
        page.wait_for_timeout(50)
        assert page.evaluate("lit") == list(expected)

    so_far: list[str] = []
    for way in ("wave", "waiting", "breathing"):
        go(phone, f"urge/{way}")
        so_far.append("screen")
        lit(*so_far)
        # The browser lets go of it when the app is hidden; it is asked for again when it comes back.
        page.evaluate("hidden(true)")
        lit(*so_far)
        page.evaluate("hidden(false)")
        so_far.append("screen")
        lit(*so_far)
        phone.press(WORDS("pause"), "button")
        so_far.append("released")
        lit(*so_far)
        phone.press(WORDS("go_on"), "button")
        so_far.append("screen")
        lit(*so_far)
        phone.press(WORDS("done"), "button")
        so_far.append("released")
        lit(*so_far)
    # A phone that refuses only goes dark as usual: the words stand, the clock goes on.
    page.evaluate("globalThis.refuses = true")
    go(phone, "urge/waiting")
    page.clock.fast_forward(120_000)
    expect(page.get_by_role("timer")).to_contain_text("13")
    lit(*so_far)


@pytest.mark.parametrize("phone", ["en"], indirect=True)
def test_it_buzzes_only_where_that_was_chosen_and_the_phone_remembers(phone: Phone) -> None:
    words, page = Words(phone.locale), phone.page
    log(phone, 3, "")
    go(phone, "urge/breathing")
    switch = page.get_by_role("switch", name=words("vibrate"), exact=True)
    expect(switch).not_to_be_checked()
    page.clock.run_for(16_000)
    assert page.evaluate("buzzed") == []
    switch.click()
    expect(switch).to_be_checked()
    page.evaluate("buzzed.length = 0")
    page.clock.run_for(11_000)
    page.wait_for_function("() => buzzed.length >= 2")
    assert set(page.evaluate("buzzed")) == {60}
    # At its end three times, and nothing after that.
    page.clock.fast_forward(10 * 60_000)
    page.wait_for_function("() => buzzed.some((it) => Array.isArray(it))")
    phone.press(words("done"), "button")
    page.reload()
    go(phone, "urge/waiting")
    expect(page.get_by_role("switch", name=words("vibrate"), exact=True)).to_be_checked()
    page.get_by_role("switch", name=words("vibrate"), exact=True).click()
    expect(page.get_by_role("switch", name=words("vibrate"), exact=True)).not_to_be_checked()
    page.reload()
    go(phone, "urge/waiting")
    expect(page.get_by_role("switch", name=words("vibrate"), exact=True)).not_to_be_checked()
    # Nobody who comes after has chosen it.
    page.get_by_role("switch", name=words("vibrate"), exact=True).click()
    go(phone, "delete")
    phone.press(words("delete_now"))
    expect(page.get_by_role("heading", name=words("deleted_title"))).to_be_visible()
    go(phone, "urge/waiting")
    expect(page.get_by_role("switch", name=words("vibrate"), exact=True)).not_to_be_checked()
    # Where the phone cannot buzz there is no switch.
    page.evaluate("delete Navigator.prototype.vibrate")
    go(phone, "urge/breathing")
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)


def test_who_wants_more_time_gets_it(phone: Phone) -> None:
    page = phone.page
    page.locator(".big").click()
    _rate(phone, 7)
    _open(phone, "Vente litt")
    page.clock.fast_forward(20 * 60_000)
    expect(page.get_by_role("timer")).to_have_text(WORDS("time_over"))
    phone.press(WORDS("wait_longer", n=5), "button")
    expect(page.get_by_role("timer")).to_contain_text("5")
    expect(page.get_by_role("button", name=WORDS("pause"), exact=True)).to_be_visible()
    page.clock.fast_forward(6 * 60_000)
    phone.press(WORDS("something_else"), "button")
    _open(phone, "Bølgen")
    page.clock.fast_forward(12 * 60_000)
    phone.press(WORDS("one_more_round"), "button")
    expect(page.get_by_role("timer")).to_contain_text("10")


def test_a_ride_broken_off_is_kept_as_what_it_was_if_he_wants(phone: Phone) -> None:
    page = phone.page
    log(phone, 3, "")
    asked = page.locator("section.part", has=page.get_by_role("heading", name=WORDS("broken_off_title")))

    def break_off() -> None:
        go(phone, "urge")
        _rate(phone, 8)
        _open(phone, "Bølgen")
        page.clock.fast_forward(2 * 3_600_000)
        page.reload()
        go(phone, "today")
        expect(asked).to_contain_text("8")

    break_off()
    assert axe(page) == []
    phone.press(WORDS("left_drop"), "button")
    expect(asked).to_have_count(0)
    break_off()
    # It waits through another visit, and another urge is another urge.
    page.reload()
    go(phone, "urge")
    expect(page.locator("fieldset.ten.wall input:checked")).to_have_count(0)
    go(phone, "today")
    phone.press(WORDS("left_keep"), "button")
    expect(asked).to_have_count(0)
    page.reload()
    go(phone, "today")
    expect(asked).to_have_count(0)
    go(phone, "diary")
    lines = page.locator("main .rows .row", has_text=re.compile(r"8\D"))
    expect(lines).to_have_count(1)


def test_crisis_help_is_one_press_away_on_every_stage_and_nothing_starts_over(phone: Phone) -> None:
    page = phone.page
    crisis = page.get_by_role("link", name=WORDS("crisis_help"), exact=True)

    def there_and_back() -> None:
        expect(crisis.first).to_be_visible()
        crisis.first.click()
        page.locator("a[href='tel:113']").first.wait_for()
        phone.press(WORDS("back"))

    page.evaluate(VOICES % NEAR_BY)
    page.locator(".big").click()
    there_and_back()
    _rate(phone, 7)
    there_and_back()
    # A text that is listened to goes on at the same sentence; a tool in steps at the same step. The voice that it was
    # offered for goes before it has begun, so that it is read.
    _open(phone, "Bølgen, lest høyt")
    page.evaluate("speechSynthesis.getVoices = () => []")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    phone.press(WORDS("listen_start"), "button")
    first = page.locator(".said").inner_text()
    page.clock.run_for(30_000)
    page.wait_for_function("first => document.querySelector('.said').textContent !== first", arg=first)
    phone.press(WORDS("pause"), "button")
    here = page.locator(".said").inner_text()
    there_and_back()
    expect(page.locator(".said")).to_have_text(here)
    expect(page.get_by_role("button", name=WORDS("go_on"), exact=True)).to_be_visible()
    phone.press(WORDS("something_else"), "button")
    _open(phone, "Kom deg vekk")
    page.locator(".dock .main").click()
    step = page.locator("h1").first.inner_text()
    there_and_back()
    expect(page.locator("h1").first).to_have_text(step)
    page.get_by_role("button", name=WORDS("way_weaker"), exact=True).click()
    there_and_back()
    _rate(phone, 7)
    there_and_back()
    expect(page.locator("main .fall")).to_be_visible()


def test_a_tool_opened_from_a_row_of_pages_goes_back_into_the_row(phone: Phone) -> None:
    page = phone.page
    go(phone, "what")
    phone.choose(WORDS("what_happened"), exact=False)
    page.get_by_label(WORDS("what_found-out"), exact=True).check(force=True)
    page.locator(".dock .main").click()
    page.wait_for_function("() => document.documentElement.dataset.screen === 'text'")
    before = page.locator("h1").first.inner_text()
    go(phone, "urge")
    _rate(phone, 6)
    page.locator(".dock .main").click()
    page.locator(".dock .main").click()
    _rate(phone, 3)
    page.locator(".dock").get_by_role("button", name=re.compile(f"{WORDS('done')}|{WORDS('keep_not')}")).first.click()
    expect(page.locator("h1").first).to_have_text(before)
    expect(page.locator(".dock .main").first).to_be_visible()
