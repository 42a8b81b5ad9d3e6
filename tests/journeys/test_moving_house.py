"""Somebody else knows the code: the diary moves to another one, and the phones follow it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import at_rest, go, log, open_entry, sign_in, sync, take_code, type_back
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser


def opened(phone: Phone, code: str, words: Words) -> None:
    go(phone, "signin")
    phone.page.fill("#code", code)
    phone.press(words("signin_open"))
    expect(phone.page.get_by_text(words("signin_done_title"))).to_be_visible()


def refused(phone: Phone, code: str, words: Words) -> None:
    """The code opens nothing, and what is on this phone is as it was."""
    go(phone, "signin")
    phone.page.fill("#code", code)
    phone.press(words("signin_open"))
    expect(phone.page.get_by_text(words("signin_unknown"))).to_be_visible()


@pytest.mark.parametrize("locale", BOTH)
def test_a_diary_moves_to_another_code_and_the_other_phone_follows_with_what_it_had_not_sent(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    mine, theirs = (
        Phone.take(browser, live.url, locale, worker=True),
        Phone.take(browser, live.url, locale, worker=True),
    )
    for phone in (mine, theirs):
        # What is gone answers so, and the browser writes it down.
        phone.expect_faults("410|404")
        phone.open()
        phone.worker_ready()
    log(mine, 6, "før flyttingen")
    old = take_code(mine)
    sign_in(theirs, old)

    sync(theirs)
    sync(mine)
    go(mine, "today")
    mine.press(words("new_device_yes"))

    # The other phone writes where there is no connection.
    theirs.expect_faults("ERR_INTERNET_DISCONNECTED")
    theirs.context.set_offline(True)
    log(theirs, 4, "skrevet uten nett")

    # This one moves where there is none either: the move waits, says so, and the old code still opens the copy.
    mine.expect_faults("ERR_INTERNET_DISCONNECTED")
    go(mine, "today")
    expect(mine.page.get_by_text(words("move_look"))).to_have_count(0)
    mine.context.set_offline(True)
    go(mine, "more")
    mine.press(re.compile("^" + words("known_row")))
    expect(mine.page.get_by_role("heading", name=words("known_title"))).to_be_visible()
    mine.press(words("known_make"))
    new = type_back(mine)
    expect(mine.page.get_by_role("heading", name=words("moving_title"))).to_be_visible()
    expect(mine.page.get_by_text(words("moving_offline"))).to_be_visible()
    mine.press(words("moving_go_on"))
    expect(mine.page.get_by_text(words("move_notice"), exact=False)).to_be_visible()
    log(mine, 2, "skrevet under flyttingen")

    at_rest(mine)
    # The app is thrown away in the middle of it, and goes on by itself when there is a connection.
    mine.context.set_offline(False)
    mine.page.reload()
    expect(mine.page.get_by_text(words("moved_notice"), exact=False)).to_be_visible()
    mine.press(words("moved_good"))
    expect(mine.page.get_by_text(words("moved_notice"), exact=False)).to_have_count(0)

    # The other phone meets what is left of the old vault, and asks for the new code. A wrong one loses nothing.
    theirs.context.set_offline(False)
    go(theirs, "today")
    theirs.page.evaluate("dispatchEvent(new Event('online'))")
    theirs.press(words("warn_erased_do"))
    theirs.press(words("erased_code"))
    theirs.page.fill("#code", old)
    theirs.press(words("signin_open"))
    expect(theirs.page.get_by_text(words("signin_unknown"))).to_be_visible()
    theirs.page.fill("#code", new)
    theirs.press(words("signin_open"))
    expect(theirs.page.get_by_text(words("signin_done_title"))).to_be_visible()
    theirs.page.locator(".dock .btn.main").click()

    # Both have all of it, each entry once.
    sync(theirs)
    sync(mine)
    for phone in (mine, theirs):
        for text in ("før flyttingen", "skrevet uten nett", "skrevet under flyttingen"):
            expect(open_entry(phone, text)).to_have_value(text)
        go(phone, "diary")
        expect(phone.page.locator("main .rows .row")).to_have_count(3)

    # The phone that moved knows the other one as it did before, and is not asked about it.
    go(mine, "today")
    expect(mine.page.get_by_role("region", name=words("devices_new"))).to_have_count(0)
    theirs.close()
    mine.close()
    stranger = Phone.take(browser, live.url, locale)
    stranger.open()
    stranger.expect_faults("410|404")
    refused(stranger, old, words)
    stranger.close()


@pytest.mark.parametrize("locale", BOTH)
def test_a_device_that_nobody_knows_is_asked_about_and_the_answer_no_leads_to_another_code(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    mine, theirs = Phone.take(browser, live.url, locale), Phone.take(browser, live.url, locale)
    mine.open()
    go(mine, "code")
    mine.press(words("code_make"))
    old = type_back(mine)
    expect(mine.page.get_by_text(words("code_done_title"))).to_be_visible()
    theirs.expect_faults("410|404")
    theirs.open()
    opened(theirs, old, words)
    sync(theirs)
    sync(mine)
    go(mine, "today")
    asked = mine.page.get_by_role("region", name=words("devices_new"))
    expect(asked).to_contain_text(words("device_android") if "Android" in _agent(theirs) else words("device_linux"))
    asked.get_by_role("button", name=words("new_device_no")).click()
    expect(mine.page.get_by_text(words("known_device"))).to_be_visible()
    mine.press(words("known_make"))
    new = type_back(mine)
    expect(mine.page.get_by_role("heading", name=words("moved_title"))).to_be_visible()
    mine.press(words("moving_go_on"))
    expect(mine.page.get_by_text(words("moved_notice"), exact=False)).to_have_count(0)
    expect(asked).to_have_count(0)
    theirs.page.evaluate("dispatchEvent(new Event('online'))")
    go(theirs, "today")
    expect(theirs.page.get_by_text(words("warn_erased"), exact=False)).to_be_visible()
    theirs.close()
    stranger = Phone.take(browser, live.url, locale)
    stranger.open()
    stranger.expect_faults("410|404")
    refused(stranger, old, words)
    opened(stranger, new, words)
    stranger.close()
    mine.close()


def _agent(phone: Phone) -> str:
    agent: str = phone.page.evaluate("navigator.userAgent")
    return agent
