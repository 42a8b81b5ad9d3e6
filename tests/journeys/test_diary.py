"""The diary without a finger: by the keyboard alone through list, month, filter and search; and the room it takes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.doing import go, sign_in
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Locale, Phone, tick
from tests.journeys.words import Words
from tests.live import Live

YESTERDAY = "yesterday, 2 entries: evening. Strongest urge 6, mood 6"
pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime(2026, 11, 26, 19, 30, tzinfo=ZoneInfo("Europe/Oslo"))
"""A Thursday. The filled diary's newest day is the Wednesday."""


def begin(browser: Browser, live: Live, locale: Locale, code: str) -> Phone:
    """A phone in the evening of that Thursday, with that diary on it."""
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True, worker=True)
    phone.page.clock.install(time=NOW)
    phone.open()
    sign_in(phone, code)
    phone.page.locator(".hold").wait_for()
    # From here on all of it happens on this phone, and nothing else is written into it.
    phone.worker_ready()
    phone.expect_faults("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    phone.context.set_offline(True)
    return phone


def rows(page: Page) -> Locator:
    return page.locator("main").get_by_role("link").and_(page.locator(".row"))


def tab_to(page: Page, name: str | re.Pattern[str], key: str = "Tab") -> None:
    """Presses Tab until the focus stands on what has this name."""
    focused = page.locator("*:focus")
    for _ in range(60):
        page.keyboard.press(key)
        named = focused.evaluate("it => (it.labels?.[0] ?? it).innerText.replace(/\\s+/g, ' ').trim()")
        if named == name if isinstance(name, str) else name.search(named):
            return
    raise AssertionError(f"Tab does not come to {name}")


def day(page: Page, name: str) -> Locator:
    return page.get_by_role("table").get_by_role("button", name=name, exact=True)


def test_in_english_and_without_a_finger(browser: Browser, live: Live) -> None:
    phone = begin(browser, live, "en", filled_diary(live.url, "en", NOW.date()))
    page = phone.page
    tab_to(page, "Diary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "List")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("table", name=re.compile("^November: the days you wrote something"))).to_be_visible()
    # While today has nothing, the newest day stands open.
    tab_to(page, re.compile("^25"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("*:focus")).to_have_attribute("aria-current", "date")
    page.keyboard.press("ArrowLeft")
    expect(day(page, YESTERDAY)).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, re.compile("^Urge 6, then 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yesterday, evening")
    page.keyboard.press("Shift+Tab")
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    expect(day(page, YESTERDAY)).to_have_attribute("aria-pressed", "true")

    # One is back on the line that led away.
    expect(page.get_by_role("link", name=re.compile("^Urge 6, then 2"))).to_be_focused()
    tab_to(page, "Filter", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="What do you want to see?")).to_be_focused()
    tab_to(page, "Purchase")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Show 2 of 45")).to_be_visible()
    tab_to(page, "Show 2 of 45")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Purchase")
    expect(page.locator("*:focus")).to_have_accessible_name("Purchase: remove")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Filter")).to_be_focused()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search for")).to_be_focused()
    page.keyboard.type("KETTLE on")
    expect(page.get_by_role("status").filter(has_text="1 result")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["kettle", "on"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diary")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    phone.close()


def test_what_was_deleted_is_taken_back_however_far_down_one_reads(browser: Browser, live: Live) -> None:
    phone = begin(browser, live, "nb", filled_diary(live.url, "nb", NOW.date()))
    page, words = phone.page, Words("nb")
    page.set_viewport_size({"width": 320, "height": 640})
    go(phone, "diary")
    rows(page).nth(9).click()
    phone.press(words("entry_remove"))
    undo = page.locator(".saved").get_by_role("button", name=words("undo"))
    undo.wait_for()
    for far in (2000, 0, 900):
        page.evaluate("far => scrollTo(0, far)", far)
        expect(undo).to_be_in_viewport(ratio=1)
    left = rows(page).count()
    undo.click()
    expect(rows(page)).to_have_count(left + 1)
    phone.close()


def test_an_entry_that_is_changed_is_no_long_page(browser: Browser, live: Live) -> None:
    """One with a strength before and after, what came before, where, and what was done: what it has not is folded."""
    phone = begin(browser, live, "nb", filled_diary(live.url, "nb", NOW.date()))
    page, words = phone.page, Words("nb")
    page.set_viewport_size({"width": 390, "height": 844})
    go(phone, "diary")
    page.locator("main .rows .row", has_text=words("diary_urge_after", strength=8, after=5)).click()
    phone.press(words("change"), "link")
    expect(page.locator("main details")).to_be_visible()
    assert page.evaluate("document.body.scrollHeight") < 1300
    # What is folded is asked as what is not.
    page.locator("main details summary").click()
    asked = page.locator("main .part > h2").evaluate_all("all => all.map(it => getComputedStyle(it).font)")
    assert len(asked) > 3
    assert len(set(asked)) == 1
    phone.close()


def test_an_evening_planned_for_later_is_one_row_of_today(browser: Browser, live: Live) -> None:
    """Its place, whom he rings and what comes first are read there; the way to change it comes with a press."""
    phone = begin(browser, live, "nb", filled_diary(live.url, "nb", NOW.date()))
    page = phone.page
    page.set_viewport_size({"width": 390, "height": 844})
    go(phone, "plan/evening/2026-11-28/evening")
    for name in ("place", "first"):
        tick(page.locator(f"input[name='evening-{name}']").first)
    page.fill("#evening-person-own", "Broren min")
    page.locator(".dock .btn.main").click()
    part = page.locator("main details.evening-plan")
    expect(part.locator("summary small")).to_have_text("Hjemme · Broren min · Gå ut i ti minutter")
    assert part.locator("summary").evaluate("it => it.offsetHeight") <= 100
    change = part.locator("a[href*='plan/evening']")
    expect(change).to_be_hidden()
    part.locator("summary").click()
    expect(change).to_be_visible()
    phone.close()
