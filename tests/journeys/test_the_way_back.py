"""The phone's own back button, and coming back to where one was."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def _phone_back(phone: Phone) -> None:
    """The phone's back button: Chromium gives the page's close watcher the same request for the Escape key."""
    # The screen's name stands before the screen does.
    phone.page.locator("a.back").wait_for()
    phone.page.keyboard.press("Escape")


def _screen(phone: Phone, name: str) -> None:
    phone.page.wait_for_function("name => document.documentElement.dataset.screen === name", arg=name)


def test_the_phones_back_goes_one_screen_back_and_leaves_no_track_in_the_history(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open("/#/log")
    phone.log_strength(6)
    phone.page.locator(".saved").wait_for()
    phone.press(NB("done"))
    _screen(phone, "today")
    length = phone.page.evaluate("history.length")
    phone.page.locator(".tabs a").nth(4).click()
    _screen(phone, "more")
    phone.page.locator('main a[href="#/storage"]').click()
    _screen(phone, "storage")
    _phone_back(phone)
    _screen(phone, "more")
    # A ride goes back stage by stage, as by the words at the top.
    phone.page.locator(".tabs a").first.click()
    phone.page.locator('.hold a[href="#/urge"]').click()
    _screen(phone, "urge")
    title = phone.page.locator("h1")
    way = title.inner_text()
    phone.press(NB("something_else"))
    expect(title).not_to_have_text(way)
    _phone_back(phone)
    expect(title).to_have_text(way)
    _phone_back(phone)
    _screen(phone, "today")
    assert phone.page.evaluate("history.length") == length
    phone.close()


def test_on_a_computer_the_escape_key_leaves_no_screen(browser: Browser, live: Live) -> None:
    context = browser.new_context(service_workers="block", locale="nb-NO")
    page = context.new_page()
    page.goto(f"{live.url}/#/help")
    page.locator("h1").first.wait_for()
    page.keyboard.press("Escape")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.documentElement.dataset.screen") == "help"
    context.close()


def test_who_comes_back_from_a_page_finds_the_place_that_led_there(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open("/#/text/page/crisis")
    link = phone.page.locator('main a[href="#/text/page/safety"]').first
    # The press itself may bring the link into the middle.
    phone.page.evaluate(
        "addEventListener('click', () => { globalThis.left = scrollY; }, { capture: true, once: true })"
    )
    link.click()
    expect(phone.page.locator("h1").first).to_have_text("Er du trygg?")
    before = phone.page.evaluate("globalThis.left")
    assert before > 200, "the link is far down the page"
    assert phone.page.evaluate("scrollY") == 0
    phone.press(NB("back"))
    phone.page.wait_for_function("y => Math.abs(scrollY - y) < 2", arg=before)
    expect(phone.page.locator('main a[href="#/text/page/safety"]').first).to_be_focused()
    phone.close()
