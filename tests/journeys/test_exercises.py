"""The exercises: each kind answered, left, taken up again, changed and kept; and the calendar that reminds."""

import asyncio
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Playwright, expect

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.journeys.doing import go
from tests.journeys.exercise_pack import EVENING, FIRST, LAST, build
from tests.journeys.phone import CHROMIUM, FLAGS, Locale, Phone, until
from tests.journeys.push import deliver, next_week, shown, subscribing
from tests.journeys.usable import axe, small_targets, too_wide
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWN: Final = {
    "nb": {"letter": "Kjære meg. Ring først.", "thought": "Det er jo helg", "evening": "Alene på hytta"},
    "en": {"letter": "Dear me. Ring first.", "thought": "It is the weekend", "evening": "Alone in the cabin"},
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def live(tmp_path: Path, pack: Path, service: PushService) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path, content=pack, jobs=False, push_test_ca=service.ca)) as live:
        yield live


class Walker:
    """Somebody in the module of every kind, on a phone of 320 px."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page = phone.page
        self.words = Words(phone.locale)
        self.faults: list[str] = []

    def main(self, select: str, has_text: str | None = None) -> Locator:
        return self.page.locator(f"main {select}", has_text=has_text)

    def step(self, step: str, module: str = FIRST) -> None:
        go(self.phone, f"text/module/{module}/{step}")

    def on(self) -> None:
        """«Videre»; before that whatever is wrong with the screen that is left."""
        self.look()
        before = self.main(".meta").first.inner_text()
        self.phone.press(self.words("continue"), "button")
        expect(self.main(".meta").first).not_to_have_text(before)

    def look(self, deep: bool = False) -> None:
        where = self.page.locator("h1").first.inner_text()
        found = too_wide(self.page) + small_targets(self.page) + (axe(self.page) if deep else [])
        self.faults += [f"{where}: {it}" for it in found]
        self.page.evaluate("scrollTo(0, 0)")

    def own(self, text: str) -> None:
        self.page.get_by_label(self.words("own_words"), exact=True).last.fill(text)

    def pick(self, at: int) -> None:
        self.main(".exercise > .choices > .choice input").nth(at).check(force=True)

    def kept(self) -> None:
        self.page.get_by_text(self.words("answer_kept"), exact=True).wait_for()


def _choose_and_take_back(walker: Walker, own: dict[str, str]) -> None:
    """Two of three with their replies, own words, gone and back again."""
    words, page = walker.words, walker.page
    walker.pick(0)
    second = walker.main(".choice").nth(1)
    second.scroll_into_view_if_needed()
    walker.pick(1)
    expect(walker.main(".reply.beneath:not(:empty)")).to_have_count(2)
    expect(walker.main(".reply[role=status]").first).to_contain_text(re.compile(r"\w"))
    walker.own(own["thought"])
    page.get_by_label(words("one_more"), exact=True).fill("xx")
    walker.phone.press(words("own_remove_this", words=own["thought"]), "button")
    expect(page.get_by_text(words("own_taken", words=own["thought"]))).to_be_visible()
    expect(page.get_by_label(words("own_words"), exact=True)).to_have_value("xx")
    walker.phone.press(words("undo"), "button")
    expect(page.get_by_label(words("own_words"), exact=True)).to_have_value(own["thought"])
    page.get_by_label(words("one_more"), exact=True).last.fill("xy")
    walker.kept()


def _one_in_place_of_the_other(walker: Walker) -> None:
    """A choice takes the place of own words, and gives it back."""
    walker.pick(0)
    walker.own("abc")
    expect(walker.main(".choice input:checked")).to_have_count(0)
    walker.kept()
    walker.pick(1)
    expect(walker.page.get_by_label(walker.words("own_words"), exact=True)).to_have_value("")
    walker.phone.press(walker.words("undo"), "button")
    expect(walker.page.get_by_label(walker.words("own_words"), exact=True)).to_have_value("abc")
    expect(walker.main(".choice input:checked")).to_have_count(0)


def _stays_under_the_finger(walker: Walker) -> None:
    """A reply that comes, and one that goes, move nothing that is pressed."""
    for step in ("cause", "thoughts", "plan"):
        walker.step(step)
        for at in (1, 0, 1):
            pressed = walker.main(".exercise > .choices > .choice").nth(at)
            before = pressed.bounding_box()
            pressed.click()
            walker.page.wait_for_timeout(60)
            after = pressed.bounding_box()
            assert before is not None
            assert after is not None
            assert after["y"] == before["y"]


def _place(walker: Walker, day: int, at: str | None = None) -> None:
    """The open thing gets a weekday, Monday = 0, and a time."""
    walker.main(".place .chips input").nth(day).check(force=True)
    if at:
        walker.main(".place input[type=time]").fill(at)


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_every_kind_is_answered_left_resumed_changed_and_kept(browser: Browser, live: Live, locale: Locale) -> None:
    own = OWN[locale]
    phone = Phone.take(browser, live.url, locale, width=320, height=1500, reduced_motion=True, worker=True)
    phone.open()
    phone.worker_ready()
    walker = Walker(phone)
    page, words = phone.page, walker.words
    walker.step("read")
    walker.on()
    walker.main("textarea").fill(own["letter"])
    walker.on()
    _choose_and_take_back(walker, own)
    walker.on()
    _one_in_place_of_the_other(walker)
    walker.on()

    # Left in the middle, and taken up again where it was.
    go(phone, "today")
    go(phone, f"text/module/{FIRST}")
    walker.pick(0)
    walker.own("Kim")
    walker.main("input[type=tel]").last.fill("41234567")
    walker.kept()
    walker.on()

    walker.pick(0)
    now = datetime.now(ZoneInfo("Europe/Oslo"))
    _place(walker, (now.weekday() + 2) % 7, "20:30")
    walker.own(own["evening"])
    walker.main(".times button.row").last.click()
    walker.main(".place .three input").last.check(force=True)
    walker.main("input[type=date]").fill((now + timedelta(days=8)).date().isoformat())
    expect(walker.main(".calendar td.hard")).to_have_count(3)
    cell = walker.main(".calendar td", has_text=own["evening"])
    expect(cell).to_contain_text(words("day_at", day=own["evening"], at="20:00"))
    walker.kept()
    walker.look(deep=True)
    # The time goes where the words go, and goes with them.
    page.get_by_label(words("own_words"), exact=True).fill(own["evening"] + " 2")
    expect(walker.main(".times .row", has_text=own["evening"] + " 2")).to_contain_text("20:00")
    walker.on()
    walker.pick(0)
    _place(walker, 0)
    walker.on()

    # The first half begins with the answer before it, and may be another choice or own words.
    expect(walker.main(".joined .own").first).to_have_text("abc")
    walker.pick(0)
    walker.main(".joined > .plain-link").click()
    walker.main(".first-half .choice input").nth(1).check(force=True)
    walker.main(".first-half input[maxlength]").fill("def")
    expect(walker.main(".joined .own").first).to_have_text("def")
    walker.kept()
    walker.look(deep=True)
    walker.on()

    for at, field in enumerate(walker.main("textarea").all()):
        field.fill(f"box {at}")
    walker.look(deep=True)
    left, right = (walker.main("textarea").nth(at).bounding_box() for at in (0, 1))
    assert left is not None
    assert right is not None
    assert right["x"] > left["x"]
    assert abs(right["y"] - left["y"]) < 3
    walker.on()
    for name, first in (("next_link", "link"), ("next_box", "thought")):
        walker.main("textarea").fill(f"{first} 1")
        phone.press(words(name), "button")
        expect(walker.main("li .answer")).to_have_text(f"{first} 1")
        walker.main("textarea").fill(f"{first} 2")
        phone.press(words(name), "button")
        walker.main("textarea").fill(f"{first} 3")
        walker.on()

    # Without a connection and from a cold start all of it is there, and can be changed.
    live.kill()
    phone.expect_faults(r"Failed to load resource|ERR_CONNECTION")
    page.reload()
    go(phone, f"text/module/{LAST}/sure")
    phone.strength(7)
    walker.kept()
    walker.on()
    expect(walker.main(".chain.given li")).to_have_count(3)
    expect(walker.main(".form.given li")).to_have_count(3)
    expect(walker.main(".columns dd")).to_have_text([f"box {at}" for at in range(4)])
    for text in (own["letter"], own["thought"], "xx", "xy", "abc", "def", "Kim", own["evening"] + " 2", "7"):
        expect(walker.main(".shown .own", text).first).to_be_visible()
    walker.look(deep=True)
    walker.main(".shown section", has_text=own["letter"]).get_by_role("link").click()
    walker.main("textarea").fill(own["letter"] + " 2")
    phone.press(words("done"), "button")
    expect(walker.main(".shown .own", own["letter"] + " 2")).to_be_visible()
    page.reload()

    # Each line of the plan leads back to the step it came from.
    go(phone, "plan")
    walker.look(deep=True)
    expect(walker.main(".calendar td.hard")).to_have_count(3)
    walker.main(".plan-row", has_text=own["letter"] + " 2").click()
    expect(walker.main("textarea")).to_have_value(own["letter"] + " 2")
    _stays_under_the_finger(walker)
    assert not walker.faults, "\n".join(walker.faults)
    phone.close()


@pytest.fixture
def zone() -> str:
    """A zone in which it is between eight and nine in the evening."""
    ahead = (20 - datetime.now(UTC).hour + 12) % 24 - 12
    # The signs of these zones are turned about.
    return f"Etc/GMT{-ahead:+d}"


@pytest.fixture
def evening(playwright: Playwright, live: Live, service: PushService, zone: str) -> Iterator[Phone]:
    """A phone on which it is evening."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, headless=True, args=FLAGS, env={**os.environ, "TZ": zone}
    )
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, "nb", before=subscribing(service.subscribe()), timezone=zone, worker=True)
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()
    browser.close()


def _nudges(live: Live) -> list[tuple[Any, ...]]:
    """What the server holds of them: id, kind, minute of the day, days, date."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        found = database.execute("SELECT id, kind, at, days, once FROM nudge ORDER BY at").fetchall()
    return [tuple(row) for row in found]


def _puts(phone: Phone) -> list[dict[str, Any]]:
    """What the phone has told the server of its reminders."""
    return [json.loads(body) for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body]


def test_the_calendar_arms_own_reminders_and_the_phone_says_what_they_are(
    evening: Phone, live: Live, service: PushService, zone: str
) -> None:
    phone, walker = evening, Walker(evening)
    words, page = walker.words, evening.page
    # Rings next week: the minute has just passed, and its notice may still come today.
    now = datetime.now(ZoneInfo(zone))
    clock = (now - timedelta(minutes=1)).strftime("%H:%M")

    walker.step("barrier", "first-hold")
    walker.pick(0)
    walker.step("plan")
    walker.pick(0)
    walker.step("evenings")
    walker.pick(0)
    _place(walker, now.weekday(), clock)
    walker.own("Alene på hytta")
    walker.main(".times button.row").last.click()
    _place(walker, now.weekday(), "23:30")
    expect(page.get_by_text("aldri hva den gjelder")).to_be_visible()
    walker.main(".remind").get_by_label("Ja", exact=True).check(force=True)
    expect(page.get_by_text("Påminnelser er av på denne telefonen")).to_be_visible()
    walker.kept()
    phone.press("Se på påminnelser", "link")

    # Nothing but one's own is chosen, and that is enough to turn reminders on.
    for kind in ("daily", "weekly"):
        page.get_by_label(re.compile("^" + re.escape(words(f"reminders_{kind}")))).first.set_checked(False, force=True)
    own = page.get_by_role("group", name=words("own_title")).locator("label")
    expect(own).to_have_count(2)
    expect(own.locator("input:checked")).to_have_count(2)
    walker.look(deep=True)
    phone.press("Slå på påminnelser")
    until(lambda: len(_nudges(live)) == 2, page)
    until(lambda: bool(_puts(phone)), page)
    puts = _puts(phone)
    assert [sorted(nudge) for nudge in puts[-1]["nudges"]] == [["at", "days", "id", "kind"]] * 2
    assert {nudge["kind"] for nudge in puts[-1]["nudges"]} == {"own"}
    first, second = _nudges(live)
    assert first[1:] == ("own", int(clock[:2]) * 60 + int(clock[3:]), 1 << now.weekday(), None)
    assert second[2] == 23 * 60 + 30

    # One is switched off here; the other is still armed.
    own.nth(1).locator("input").set_checked(False, force=True)
    until(lambda: len(_nudges(live)) == 1, page)
    own.nth(1).locator("input").set_checked(True, force=True)
    until(lambda: len(_nudges(live)) == 2, page)

    # Tonight shows the evening with its plan and the barrier.
    go(phone, "today")
    tonight = page.locator(".part", has=page.get_by_role("heading", name="I kveld", exact=True))
    expect(tonight).to_contain_text("Når lønnen kommer")
    expect(tonight).to_contain_text("Dra til søsteren min")
    expect(tonight).to_contain_text("Mobilen i et annet rom i natt")
    walker.look(deep=True)
    assert not walker.faults, "\n".join(walker.faults)

    # What comes over the wire says nothing; the phone writes the words.
    server = live.settings
    live.stop()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, next_week(server, service)).result()
    service.wait(1)
    message = service.received[0]
    assert service.complaints == []
    assert message.notification["data"] == {"kind": "own"}
    assert "kveld" not in message.plain.decode()
    live.start()
    deliver(phone, message.plain.decode())
    assert shown(phone) == [("Fotfeste", EVENING)]

    # Another time keeps the reminder, and what is taken away takes its reminder along.
    [id_] = [row[0] for row in _nudges(live) if row[2] == 23 * 60 + 30]
    walker.step("evenings")
    walker.main(".times button.row").last.click()
    _place(walker, now.weekday(), "23:15")
    until(lambda: (id_, 23 * 60 + 15) in [(row[0], row[2]) for row in _nudges(live)], page)
    phone.press(words("own_remove_this", words="Alene på hytta"), "button")
    until(lambda: len(_nudges(live)) == 1, page)
    walker.main(".remind").get_by_label("Nei", exact=True).check(force=True)
    until(lambda: _nudges(live) == [], page)


@pytest.mark.parametrize("less", [True, False], ids=["less motion", "motion"])
def test_a_reply_under_the_foot_is_brought_up_and_what_was_pressed_stays_in_sight(
    browser: Browser, live: Live, less: bool
) -> None:
    phone = Phone.take(browser, live.url, "nb", width=320, height=640, reduced_motion=less)
    page = phone.page
    phone.open()
    go(phone, "text/module/first-hold/barrier")
    page.evaluate("scrollBy = ((by) => (how) => { window.how = how.behavior; by.call(window, how); })(scrollBy); 0")
    pressed = page.locator("main .exercise label").first
    pressed.click()
    reply = page.locator("main .exercise .reply .prose")
    expect(reply).to_be_visible()
    foot, bar = (page.locator(it).bounding_box() for it in (".foot", ".top"))
    assert foot
    assert bar

    def both_seen() -> bool:
        words, label = reply.bounding_box(), pressed.bounding_box()
        assert words
        assert label
        return words["y"] + 24 < foot["y"] and label["y"] >= bar["y"] + bar["height"] - 1

    until(both_seen, page)
    assert page.evaluate("how") == ("instant" if less else "smooth")
    phone.close()
