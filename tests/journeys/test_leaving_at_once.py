"""«Lukk raskt»: from wherever one is, at once, and nothing is left to come back to."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.doing import HOLDS
from tests.journeys.phone import Phone, press_shift_thrice, until
from tests.journeys.usable import axe
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

EN = Words("en")

AWAY = {"nb": "https://www.yr.no/", "en": "https://www.bbc.com/weather"}

# The page that the worker keeps, and its heading.
NEAR = {"nb": ("/kjokken.html", "Mål på kjøkkenet"), "en": ("/kitchen.html", "Kitchen measures")}

# As on an iPhone, where the app was opened from the home screen.
STANDALONE = "Object.defineProperty(navigator, 'standalone', { get: () => true });"

# Holds the second try of a page that is blank already: its first one is what is looked at.
ONE_TRY = """
const later = window.setTimeout.bind(window);
window.setTimeout = (act, delay, ...rest) => (delay === 4000 ? 0 : later(act, delay, ...rest));
"""

# How many records of a diary rest on this phone.
RESTS = """() => new Promise((done) => {
  indexedDB.open('fotfeste').onsuccess = ({ target: { result } }) => {
    result.transaction('records').objectStore('records').count().onsuccess = (it) => {
      result.close();
      done(it.target.result);
    };
  };
})"""


class Door:
    """Stands before the page that quick exit goes to, so that nothing leaves the machine. `shut`: nothing comes of it,
    as without a connection, and what is left of the app can be seen (a browser on its way to a page answers nothing).
    `slow`: it never answers. `waits`: it answers in `gone`, when the pages that are left have written. One that answers
    from this machine is here sooner than any site, and no browser lets a page that is gone go on writing.
    """

    def __init__(self, phone: Phone, *, shut: bool = False, slow: bool = False, waits: bool = False) -> None:
        self.phone = phone
        self.asked: list[str] = []
        self.held: list[Route] = []
        self.shut = shut
        self.slow = slow
        self.beside: Page | None = None
        if waits:
            # A page of the same origin that does not go: it can be asked meanwhile.
            self.beside = phone.context.new_page()
            self.beside.goto(f"{phone.origin}/health")
        phone.context.route(lambda url: not url.startswith(phone.origin), self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if self.slow:
            return
        if self.shut:
            route.abort("aborted")
        elif self.beside:
            self.held.append(route)
        else:
            self._let_in(route)

    def _let_in(self, route: Route) -> None:
        route.fulfill(content_type="text/html", body="<title>Været</title><p>Sol")

    def gone(self, *others: Page) -> None:
        """Waits until the other page has been asked for, once in each tab, and nothing else has."""
        away, tabs = AWAY[self.phone.locale], (self.phone.page, *others)
        until(lambda: len(self.asked) == len(tabs), self.phone.page)
        if not self.shut:
            if beside := self.beside:
                until(lambda: not beside.evaluate(HOLDS), beside)
            for route in self.held:
                self._let_in(route)
            for tab in tabs:
                tab.wait_for_url(away)
        assert self.asked == [away] * len(tabs)
        assert self.phone.faults == [f"foreign request: {away}"] * len(tabs)
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
    press_shift_thrice(phone.page)


def _to_today(phone: Phone) -> None:
    """Something kept, and then the day."""
    phone.page.locator(".big").click()
    phone.page.locator(".dock .main").click()
    phone.log_strength(3)
    phone.page.locator(".dock .main").click()
    phone.page.locator(".saved").wait_for()
    phone.page.locator(".dock .main").click()
    expect(phone.page.locator(".hold")).to_be_visible()


def _in_the_wave(phone: Phone) -> None:
    phone.page.locator(".big").click()
    expect(phone.page.get_by_role("timer")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "leave"),
    [
        (_to_today, _by_button),
        (_in_the_wave, _by_keys),
        pytest.param(_to_today, _by_keys, marks=pytest.mark.deep),
        pytest.param(_in_the_wave, _by_button, marks=pytest.mark.deep),
    ],
)
def test_quick_exit_leaves_nothing_to_come_back_to(
    browser: Browser, live: Live, place: Callable[[Phone], None], leave: Callable[[Phone], None]
) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone)
    phone.open()
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
    phone = Phone.take(browser, live.url, "nb", before=ONE_TRY)
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


def test_a_diary_that_is_made_for_the_words_typed_last_is_shut_too(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "en", before=ONE_TRY)
    door = Door(phone, shut=True)
    phone.open("/#/text/module/first-hold/reason")
    # The first word of all and the exit in one breath.
    phone.page.get_by_label(EN("own_words")).first.evaluate(
        """(field) => {
          field.value = 'half a sent';
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          document.querySelector('.leave').click();
        }"""
    )
    door.gone()
    until(lambda: phone.page.evaluate(RESTS) > 0, phone.page)
    until(lambda: _keys_in_memory(phone) == 0, phone.page)
    phone.close()


def test_three_shifts_among_other_keys_or_far_apart_do_not_leave(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone)
    phone.open()
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        phone.page.keyboard.press(key)
    # Whoever leaves is left in the same moment.
    assert not phone.page.evaluate("document.documentElement.classList.contains('left')")
    expect(phone.page.locator("h1")).to_be_visible()
    assert door.asked == []
    phone.close()


def test_what_was_written_is_there_when_one_opens_the_app_again(browser: Browser, light: Live) -> None:
    phone = Phone.take(browser, light.url, "nb", before=ONE_TRY, worker=True)
    door = Door(phone, waits=True)
    phone.open()
    phone.worker_ready()
    phone.page.goto(f"{light.url}/#/log")
    phone.log_strength(6)
    phone.page.get_by_label("Tanker", exact=True).fill("halvferdig setning")
    _by_button(phone)
    door.gone()
    phone.open("/#/diary")
    expect(phone.page.get_by_text("halvferdig setning")).to_be_visible()
    phone.close()


def _near(phone: Phone) -> None:
    """The page of this phone stands, nothing else was asked for, and nothing leads back."""
    path, title = NEAR[phone.locale]
    phone.page.wait_for_url(phone.origin + path)
    expect(phone.page.get_by_role("heading", name=title)).to_be_visible()
    assert phone.page.title() == title
    assert phone.page.evaluate("history.state") is None
    phone.page.go_back()
    assert phone.page.url == "about:blank", "back leads to where one was before the app"


def test_from_the_home_screen_quick_exit_goes_to_a_page_of_this_phone(browser: Browser, live: Live) -> None:
    """A site outside would open in a window over the app, and closing it would lead back."""
    phone = Phone.take(browser, live.url, "en", before=STANDALONE, worker=True)
    phone.open()
    phone.worker_ready()
    _to_today(phone)
    _by_button(phone)
    _near(phone)
    for locale in ("nb", "en"):
        phone.page.goto(phone.origin + NEAR[locale][0])
        assert axe(phone.page) == []
    phone.page.get_by_role("link").click()
    phone.page.wait_for_url(f"{phone.origin}/")
    expect(phone.page.locator("h1").first).to_be_visible()
    phone.close()


def test_without_a_connection_quick_exit_goes_there_too(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    _in_the_wave(phone)
    _by_keys(phone)
    _near(phone)
    phone.close()


def test_a_site_that_never_comes_is_not_waited_for_on_a_blank_page(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    door = Door(phone, slow=True)
    phone.open()
    phone.worker_ready()
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    _by_button(phone)
    _near(phone)
    assert door.asked == [AWAY["nb"]]
    phone.faults.clear()
    phone.close()


def test_the_way_out_is_there_on_every_screen_around_the_app(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", asks=True)
    door = Door(phone)
    for screen in ("install", "mask", "storage", "shared"):
        phone.open(f"/#/{screen}")
        phone.page.wait_for_function("it => document.documentElement.dataset.screen === it", arg=screen)
        expect(phone.page.locator("h1").first).to_be_visible()
        expect(phone.page.locator(".leave")).to_be_visible()
        _by_keys(phone)
        door.gone()
        door.asked.clear()
    phone.close()


def test_a_page_that_comes_back_from_the_browsers_memory_stays_left_and_words_half_typed_are_kept(
    browser: Browser, light: Live
) -> None:
    phone = Phone.take(browser, light.url, "nb", before=ONE_TRY, worker=True)
    door = Door(phone, shut=True)
    phone.open()
    phone.worker_ready()
    phone.page.goto(f"{light.url}/#/log")
    phone.log_strength(6)
    field = phone.page.get_by_label("Tanker", exact=True)
    # The last key and the exit come in one breath: no pause in which it would have been written by itself, and no field
    # that is told that it lost the focus (not every browser tells one that is taken away).
    field.evaluate(
        """(field) => {
          field.value = 'uten pust imellom';
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          document.querySelector('.leave').click();
        }"""
    )
    door.gone()
    until(lambda: _keys_in_memory(phone) == 0, phone.page)
    # What is drawn after that is not seen: here by a link that the page still hears of.
    phone.page.evaluate("location.hash = '#/diary'")
    phone.page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    assert not phone.page.locator("body").is_visible()
    phone.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    until(lambda: len(door.asked) == 2, phone.page)
    phone.faults.clear()
    # A new page, not another place on the one that was left.
    phone.page.goto("about:blank")
    phone.open("/#/diary")
    expect(phone.page.get_by_text("uten pust imellom")).to_be_visible()
    phone.close()


def test_no_other_tab_stays_behind_with_the_diary_on_it(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    door = Door(phone)
    phone.open()
    _to_today(phone)
    other = phone.context.new_page()
    other.goto(f"{live.url}/#/diary")
    expect(other.locator("main .rows .row")).to_be_visible()
    _by_button(phone)
    door.gone(other)
    phone.close()
