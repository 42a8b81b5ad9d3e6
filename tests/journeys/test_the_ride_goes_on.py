"""An urge being ridden is not begun anew because one looked for help, or because the phone threw the page out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import NB, go, log
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def _left(page: Page) -> int:
    """Minutes left on the clock."""
    [minutes] = re.findall(r"\d+", page.get_by_role("timer").inner_text())
    return int(minutes)


def _ride(phone: Phone, way: str | None = None) -> int:
    """Rates and opens a way through; the minutes it begins with."""
    phone.strength(7)
    phone.press(NB("continue"))
    phone.page.locator(".dock .main" if way is None else f"main .row:has-text('{way}')").first.click()
    phone.page.get_by_role("timer").wait_for()
    return _left(phone.page)


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Phone]:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.page.clock.install()
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()


def test_crisis_help_and_back_leaves_the_clock_running(phone: Phone) -> None:
    phone.page.locator(".big").click()
    minutes = _ride(phone)
    phone.page.clock.fast_forward(125_000)
    expect(phone.page.get_by_role("timer")).to_contain_text(str(minutes - 2))
    phone.press(NB("crisis_help"))
    phone.page.clock.fast_forward(60_000)
    phone.press(NB("back"))
    expect(phone.page.get_by_role("timer")).to_contain_text(str(minutes - 3))
    phone.press(NB("pause"))
    phone.press(NB("crisis_help"))
    phone.page.clock.fast_forward(120_000)
    phone.press(NB("back"))
    expect(phone.page.get_by_role("timer")).to_contain_text(str(minutes - 3))
    expect(phone.page.get_by_role("button", name=NB("go_on"))).to_be_visible()


def test_with_a_diary_the_ride_outlives_the_page_and_leaves_nothing_when_it_ends(phone: Phone) -> None:
    log(phone, 5, "")
    phone.page.locator(".hold .main").click()
    minutes = _ride(phone)
    phone.page.clock.fast_forward(65_000)
    phone.page.reload()
    expect(phone.page.get_by_role("timer")).to_contain_text(str(minutes - 1))
    # Half an hour later it is not what the app opens with, but what «Vanskelig nå» goes on with.
    phone.page.clock.fast_forward(30 * 60_000)
    phone.page.reload()
    phone.page.locator(".hold .main").click()
    expect(phone.page.get_by_role("timer")).to_have_text(NB("time_over"))
    phone.page.locator(".dock .main").click()
    phone.strength(3)
    phone.press(NB("continue"))
    expect(phone.page.locator("main .fall")).to_be_visible()
    expect(phone.page.get_by_text(NB("ride_saved"))).to_be_visible()
    phone.page.reload()
    phone.page.locator(".hold .main").click()
    expect(phone.page.locator("fieldset.ten.wall input:checked")).to_have_count(0)
    go(phone, "diary")
    expect(phone.page.locator("main .rows .row", has_text=NB("diary_urge_after", strength=7, after=3))).to_have_count(1)


SLOWLY = """() => {
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  const gate = new Promise((open) => { window.openGate = open; });
  crypto.subtle.encrypt = (...given) => gate.then(() => seal(...given));
}"""
"""Nothing is sealed, and so nothing is kept, until the gate is opened: a phone that is very slow."""


def _finish(phone: Phone, after: int) -> None:
    phone.page.locator(".dock .main").click()
    phone.strength(after)
    phone.press(NB("continue"))
    phone.press(NB("done"))


def test_the_next_urge_is_an_entry_of_its_own_though_the_first_was_not_written_yet(phone: Phone) -> None:
    log(phone, 5, "")
    phone.page.locator(".hold .main").click()
    _ride(phone)
    phone.page.evaluate(SLOWLY)
    _finish(phone, 3)
    phone.page.locator(".hold .main").click()
    phone.strength(9)
    phone.press(NB("continue"))
    phone.page.evaluate("window.openGate()")
    phone.page.locator(".dock .main").click()
    phone.page.get_by_role("timer").wait_for()
    _finish(phone, 8)
    go(phone, "diary")
    for strength, after in ((7, 3), (9, 8)):
        row = NB("diary_urge_after", strength=strength, after=after)
        expect(phone.page.locator("main .rows .row", has_text=row)).to_have_count(1)


def test_without_a_diary_nothing_of_a_ride_is_kept(phone: Phone) -> None:
    phone.page.locator(".big").click()
    _ride(phone)
    phone.page.reload()
    expect(phone.page.locator(".big")).to_be_visible()
    assert phone.page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1
    phone.page.locator(".big").click()
    expect(phone.page.locator("fieldset.ten.wall input:checked")).to_have_count(0)


def test_a_ride_whose_strength_was_skipped_leaves_its_trace_in_the_diary(phone: Phone) -> None:
    log(phone, 5, "")
    phone.page.locator(".hold .main").click()
    phone.press(NB("skip_over"))
    phone.press(NB("ways_more"))
    phone.page.locator("main .rows button", has_text="Puste").first.click()
    phone.page.locator(".dock .main").click()
    expect(phone.page.get_by_text(NB("ride_saved"))).to_be_visible()
    phone.press(NB("done"))
    go(phone, "diary")
    line = phone.page.locator("main .rows .row", has_text=NB("diary_urge_half")).filter(has_text="Puste")
    line.click()
    expect(phone.page.get_by_role("heading", name=NB("entry_strength"))).to_be_visible()
    phone.strength(7)
    phone.press(NB("done"))
    expect(phone.page.locator("main .rows .row", has_text=NB("diary_urge", strength=7))).to_have_count(1)
