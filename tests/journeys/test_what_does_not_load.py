"""A connection that is slow, or goes after the first screen.

Help is there already, what is missing leaves no blank page, and no screen stands before its words. Texts that do not
come are in pwa/src/app/loading.test.tsx.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.doing import NB
from tests.journeys.phone import Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

WITHOUT_A_WORKER = "delete Navigator.prototype.serviceWorker;"
LOST = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to (load resource|fetch)"


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Phone]:
    """A browser that runs no service worker, so that nothing is kept but what was asked for."""
    phone = Phone.take(browser, live.url, "nb", before=WITHOUT_A_WORKER)
    phone.expect_faults(LOST)
    yield phone
    phone.close()


# What is asked for ahead once the first screen stands has come.
AHEAD = """() => ['/assets/needed-', '/assets/nb-', '/assets/later-', '/assets/vault-', '/content/'].every((part) =>
  performance.getEntriesByType('resource').some((it) => new URL(it.name).pathname.startsWith(part)))"""
# And all that it asks for in turn: the same script once more is there when those are that it needs.
IN_TURN = """Promise.all(performance.getEntriesByType('resource').map((it) => it.name)
  .filter((it) => it.endsWith('.js')).map((it) => import(it))).then(() => true)"""


def test_the_urge_and_crisis_help_need_no_connection_and_what_cannot_be_had_says_so_until_it_is_back(
    phone: Phone,
) -> None:
    page = phone.page
    phone.open()
    page.wait_for_function(AHEAD)
    page.evaluate(IN_TURN)
    phone.context.set_offline(True)
    page.locator(".big").click()
    expect(page.get_by_role("heading", name="Hvor sterk er trangen nå?")).to_be_visible()
    phone.press(NB("crisis_help"))
    expect(page.get_by_role("heading", name="Krisehjelp")).to_be_visible()
    expect(page.locator("a[href='tel:113']").first).to_be_visible()
    page.evaluate("location.hash = '#/first'")
    phone.press(NB("first_begin"))
    expect(page.get_by_role("heading", name="Vi fikk ikke lastet siden")).to_be_focused()
    for number in ("113", "112"):
        expect(page.locator(f"main a[href='tel:{number}']")).to_be_visible()
    expect(page.locator(".leave")).to_be_visible()
    expect(page.get_by_role("button", name=NB("try_again"))).to_be_visible()
    assert phone.axe() == []
    phone.context.set_offline(False)
    expect(page.get_by_role("heading", name=NB("what_title"))).to_be_visible()


def test_a_screen_that_the_server_no_longer_has_is_found_by_loading_the_page_anew(phone: Phone) -> None:
    phone.open()
    phone.page.route("**/assets/WhatScreen-*.js", lambda route: route.fulfill(status=404))
    phone.press(NB("first_begin"))
    expect(phone.page.get_by_role("heading", name="Vi fikk ikke lastet siden")).to_be_visible()
    phone.page.evaluate("document.body.dataset.old = 'page'")
    phone.press(NB("try_again"))
    expect(phone.page.locator("body:not([data-old]) .big")).to_be_visible()


# The scripts and style sheets that were asked for before the first screen stood.
STANDS = """
  new MutationObserver(() => {
    if (document.querySelector('.big')) window.stood ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
"""
ASKED = """() => performance.getEntriesByType('resource')
  .filter((it) => it.startTime < window.stood && /[.](js|css)$/.test(it.name))
  .map((it) => it.name.split('/').pop().split('-')[0])"""


def test_nothing_but_what_the_first_screen_needs_is_asked_for_before_it_stands(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", before=STANDS, worker=True)
    phone.open()
    phone.page.wait_for_function("() => window.stood")
    assert set(phone.page.evaluate(ASKED)) == {"index", "first"}
    # With everything at hand and nothing kept it is not read either, but for the code that looks whether anything is.
    phone.worker_ready()
    phone.page.reload()
    phone.page.wait_for_function("() => window.stood")
    assert set(phone.page.evaluate(ASKED)) <= {"index", "first", "vaults", "vault"}
    phone.close()


def test_an_app_that_cannot_start_still_says_whom_to_ring(phone: Phone) -> None:
    phone.page.route("**/assets/*.js", lambda route: route.abort())
    # It is an animation that brings the words: its clock stands until they have been looked for, and runs fast then.
    clock = phone.context.new_cdp_session(phone.page)
    clock.send("Animation.enable")
    clock.send("Animation.setPlaybackRate", {"playbackRate": 0})
    phone.page.goto(phone.origin)
    ring = phone.page.locator("main a[href='tel:113']").first
    expect(ring).to_be_hidden()
    clock.send("Animation.setPlaybackRate", {"playbackRate": 100})
    expect(ring).to_be_visible()


def _only_words(phone: Phone) -> None:
    """What a screen says for want of a word is the name of it: `first_begin`."""
    assert re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", phone.page.inner_text("body")) == []


def test_a_slow_visit_shows_no_screen_before_its_words_in_either_language(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", before=WITHOUT_A_WORKER)
    english = Words("en")
    held: dict[str, list[Route]] = {"nb": [], "en": []}

    def hold(route: Route) -> None:
        held["nb" if "/nb-" in route.request.url else "en"].append(route)

    phone.page.route(re.compile(r"/assets/(nb|en)-[^/]*\.js$"), hold)
    phone.open()
    expect(phone.page.get_by_role("heading", name=NB("first_title"))).to_be_visible()
    phone.press("English")
    expect(phone.page.get_by_role("link", name=english("first_begin"))).to_be_visible()
    _only_words(phone)
    phone.press("Norsk")
    phone.press(NB("first_begin"))
    expect(phone.page.locator("html[data-screen='what']")).to_be_attached()
    until(lambda: bool(held["nb"]), phone.page)
    _only_words(phone)
    expect(phone.page.get_by_role("heading")).to_have_count(0)
    for route in held["nb"]:
        route.continue_()
    expect(phone.page.get_by_role("heading", name=NB("what_title"))).to_be_visible()
    phone.open("/#/language")
    phone.choose("English")
    until(lambda: bool(held["en"]), phone.page)
    _only_words(phone)
    expect(phone.page.get_by_role("heading", name=NB("language_title"))).to_be_visible()
    for route in held["en"]:
        route.continue_()
    expect(phone.page.get_by_role("heading", name=english("language_title"))).to_be_visible()
    _only_words(phone)
    phone.close()
