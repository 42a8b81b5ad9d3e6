"""«Lukk raskt»: from wherever one is, at once, and nothing is left to come back to."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.phone import Locale, Phone, until
from tests.live import Live

pytestmark = pytest.mark.browser

AWAY = {"nb": "https://www.yr.no/", "en": "https://www.bbc.com/weather"}


class Door:
    """Stands before the page that quick exit goes to, so that nothing leaves the machine. `shut`: nothing comes of it,
    as without a connection, and what is left of the app can be seen (a browser on its way to a page answers nothing).
    """

    def __init__(self, phone: Phone, *, shut: bool = False) -> None:
        self.phone = phone
        self.asked: list[str] = []
        self.shut = shut
        phone.context.route(lambda url: not url.startswith(phone.origin), self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if self.shut:
            route.abort("aborted")
        else:
            route.fulfill(content_type="text/html", body="<title>Været</title><p>Sol")

    def gone(self) -> None:
        """Waits until the other page has been asked for, once, and nothing else has."""
        away = AWAY[self.phone.locale]
        until(lambda: bool(self.asked), self.phone.page)
        if not self.shut:
            self.phone.page.wait_for_url(away)
        assert self.asked == [away]
        assert self.phone.faults == [f"foreign request: {away}"]
        self.phone.faults.clear()


def _keys_in_memory(phone: Phone) -> int:
    """Keys that live in the page's memory, after the browser has swept it."""
    session = phone.context.new_cdp_session(phone.page)
    prototype = session.send("Runtime.evaluate", {"expression": "CryptoKey.prototype"})["result"]["objectId"]
    found: dict[str, Any] = session.send("Runtime.queryObjects", {"prototypeObjectId": prototype})["objects"]
    of = {"objectId": found["objectId"], "functionDeclaration": "function () { return this.length; }"}
    count: int = session.send("Runtime.callFunctionOn", {**of, "returnByValue": True})["result"]["value"]
    session.detach()
    return count


def _by_button(phone: Phone) -> None:
    phone.page.locator(".leave").click(no_wait_after=True)


def _by_keys(phone: Phone) -> None:
    for _ in range(3):
        phone.page.keyboard.press("Shift")


def _to_today(phone: Phone) -> None:
    """Something kept, and then the day."""
    phone.page.locator(".big").click()
    phone.strength(7)
    phone.page.locator(".dock .main").click()
    phone.page.locator(".dock .main").click()
    phone.page.locator(".dock .main").click()
    phone.strength(3)
    phone.page.locator(".dock .main").click()
    phone.page.locator(".dock .main").click()
    expect(phone.page.locator("main .choices")).to_be_visible()


def _in_the_wave(phone: Phone) -> None:
    phone.page.locator(".big").click()
    phone.strength(7)
    phone.page.locator(".dock .main").click()
    phone.page.locator(".dock .main").click()
    expect(phone.page.get_by_role("timer")).to_be_visible()


@pytest.mark.parametrize("locale", ["nb", "en"])
@pytest.mark.parametrize("leave", [_by_button, _by_keys])
@pytest.mark.parametrize("place", [_to_today, _in_the_wave])
def test_quick_exit_leaves_nothing_to_come_back_to(
    browser: Browser, live: Live, locale: Locale, place: Callable[[Phone], None], leave: Callable[[Phone], None]
) -> None:
    phone = Phone.take(browser, live.url, locale)
    door = Door(phone)
    phone.open()
    phone.worker_ready()
    length = phone.page.evaluate("history.length")
    place(phone)
    leave(phone)
    door.gone()
    assert phone.page.evaluate("history.length") == length
    phone.page.go_back()
    assert phone.page.url == "about:blank", "back leads to where one was before the app"
    phone.close()


@pytest.mark.parametrize("leave", [_by_button, _by_keys])
def test_quick_exit_empties_the_page_and_drops_the_keys_without_waiting_for_the_other(
    browser: Browser, live: Live, leave: Callable[[Phone], None]
) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone, shut=True)
    phone.open()
    _to_today(phone)
    assert _keys_in_memory(phone) > 0
    leave(phone)
    door.gone()
    assert phone.page.evaluate("document.body.childNodes.length") == 0
    assert phone.page.evaluate("[document.title.trim(), history.state]") == ["", None]
    until(lambda: _keys_in_memory(phone) == 0, phone.page)
    phone.close()


def test_three_shifts_among_other_keys_or_far_apart_do_not_leave(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone)
    phone.open()
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        phone.page.keyboard.press(key)
    phone.page.wait_for_timeout(300)
    assert door.asked == []
    expect(phone.page.locator("h1")).to_be_visible()
    phone.close()


def test_what_was_written_is_there_when_one_opens_the_app_again(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone)
    phone.open()
    phone.page.goto(f"{live.url}/#/log")
    phone.strength(6)
    phone.page.locator(".dock .btn.main").click()
    phone.page.get_by_label("Tanker", exact=True).fill("halvferdig setning")
    _by_button(phone)
    door.gone()
    phone.open("/#/diary")
    expect(phone.page.get_by_text("halvferdig setning")).to_be_visible()
    phone.close()
