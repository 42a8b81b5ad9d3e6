"""A connection that is slow, or goes after the first screen.

Help is there already, what is missing leaves no blank page, and no screen stands before its words.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

NB = Words("nb")
WITHOUT_A_WORKER = "delete Navigator.prototype.serviceWorker;"
LOST = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to (load resource|fetch)"


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    """A browser that runs no service worker, so that nothing is kept but what was asked for."""
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, before=WITHOUT_A_WORKER)
    phone.expect_faults(LOST)
    yield phone
    phone.close()


def _numbers_stand(phone: Phone) -> None:
    """Somebody to ring, the way out and the way to try again."""
    for number in ("113", "112"):
        expect(phone.page.locator(f"main a[href='tel:{number}']")).to_be_visible()
    expect(phone.page.locator(".leave")).to_be_visible()
    expect(phone.page.get_by_role("button", name=Words(phone.locale)("try_again"))).to_be_visible()


def test_the_urge_and_crisis_help_need_no_connection_after_the_first_screen(phone: Phone) -> None:
    phone.open()
    phone.page.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.page.locator(".big").click()
    expect(phone.page.get_by_role("heading", name="Hvor sterk er trangen nå?")).to_be_visible()
    phone.press(NB("crisis_help"))
    expect(phone.page.get_by_role("heading", name="Krisehjelp")).to_be_visible()
    expect(phone.page.locator("a[href='tel:113']").first).to_be_visible()


def test_a_screen_that_cannot_be_had_says_so_and_comes_when_the_connection_is_back(phone: Phone) -> None:
    phone.open()
    phone.page.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.press(NB("first_begin"))
    expect(phone.page.get_by_role("heading", name="Siden kom ikke fram")).to_be_focused()
    _numbers_stand(phone)
    assert phone.axe() == []
    phone.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name=NB("what_title"))).to_be_visible()


@pytest.mark.parametrize("phone", ["en"], indirect=True)
def test_a_screen_that_the_server_no_longer_has_is_found_by_loading_the_page_anew(phone: Phone) -> None:
    words = Words(phone.locale)
    phone.open()
    phone.page.route("**/assets/What-*.js", lambda route: route.fulfill(status=404))
    phone.press(words("first_begin"))
    expect(phone.page.get_by_role("heading", name="This page did not get through")).to_be_visible()
    phone.page.evaluate("document.body.dataset.old = 'page'")
    phone.press(words("try_again"))
    expect(phone.page.locator("body:not([data-old]) .big")).to_be_visible()


def test_a_part_of_the_app_that_is_missing_is_not_blamed_on_the_file(phone: Phone) -> None:
    phone.open("/#/import")
    phone.page.route("**/assets/envelope-*.js", lambda route: route.abort())
    phone.page.locator("input[type=file]").set_input_files(
        {"name": "fotfeste.dat", "mimeType": "application/octet-stream", "buffer": bytes(64)}
    )
    said = phone.page.get_by_role("alert")
    expect(said).to_have_text(re.compile("^Filen er det ikke noe galt med, men en del av appen er ikke lastet ned"))
    expect(phone.page.locator("#file-chosen")).to_have_text("Valgt: fotfeste.dat")


def test_texts_that_cannot_be_had_leave_the_numbers_that_matter(phone: Phone) -> None:
    broken = True

    def content(route: Route) -> None:
        if broken:
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/api/content/**", content)
    phone.open()
    expect(phone.page.get_by_role("heading", name="Tekstene kom ikke fram")).to_be_visible()
    _numbers_stand(phone)
    broken = False
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.page.locator(".big")).to_be_visible()


@pytest.fixture
def held(phone: Phone) -> Iterator[list[Route]]:
    """The texts are asked for and do not come until whoever holds them lets go."""
    routes: list[Route] = []
    phone.page.route("**/content/*.json", lambda route: routes.append(route))
    yield routes
    assert routes


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
    assert set(phone.page.evaluate(ASKED)) == {"index", "first"}
    # With everything at hand and nothing kept it is not read either, but for the code that looks whether anything is.
    phone.worker_ready()
    phone.page.reload()
    phone.page.locator(".big").wait_for()
    assert set(phone.page.evaluate(ASKED)) <= {"index", "first", "vaults", "vault"}
    phone.close()


def test_the_first_screen_stands_before_the_texts_and_what_needs_them_waits(phone: Phone, held: list[Route]) -> None:
    phone.open()
    expect(phone.page.get_by_role("heading", name=NB("first_title"))).to_be_visible()
    phone.press(NB("first_begin"))
    phone.choose(NB("what_again"))
    phone.press(NB("continue"))
    expect(phone.page.get_by_role("heading", name=NB("what_title"))).to_be_visible()
    phone.press(NB("back"))
    phone.page.locator(".big").click()
    expect(phone.page.locator("html[data-screen='urge']")).to_be_attached()
    expect(phone.page.get_by_role("heading")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(phone.page.get_by_role("heading", name="Hvor sterk er trangen nå?")).to_be_focused()


def test_an_answer_that_was_pressed_before_the_texts_goes_on_when_they_come(phone: Phone, held: list[Route]) -> None:
    phone.open()
    phone.press(NB("first_begin"))
    phone.choose(NB("what_afraid"))
    phone.press(NB("continue"))
    for route in held:
        route.continue_()
    expect(phone.page.locator("html[data-screen='text']")).to_be_attached()
    expect(phone.page.locator("h1")).to_be_focused()


def test_an_app_that_cannot_start_still_says_whom_to_ring(phone: Phone) -> None:
    phone.page.route("**/assets/*.js", lambda route: route.abort())
    phone.page.goto(phone.origin)
    expect(phone.page.locator("main a[href='tel:113']").first).to_be_hidden()
    expect(phone.page.locator("main a[href='tel:113']").first).to_be_visible(timeout=10_000)


def _only_words(phone: Phone) -> None:
    """What a screen says for want of a word is the name of it: `first_begin`."""
    assert re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", phone.page.inner_text("body")) == []


@pytest.mark.parametrize(("locale", "other"), [("nb", "en"), ("en", "nb")])
def test_a_slow_visit_shows_no_screen_before_its_words_in_either_language(
    browser: Browser, live: Live, locale: Locale, other: Locale
) -> None:
    phone = Phone.take(browser, live.url, locale, before=WITHOUT_A_WORKER)
    words, theirs = Words(locale), Words(other)
    held: dict[str, list[Route]] = {"nb": [], "en": []}

    def hold(route: Route) -> None:
        held["nb" if "/nb-" in route.request.url else "en"].append(route)

    phone.page.route(re.compile(r"/assets/(nb|en)-[^/]*\.js$"), hold)
    phone.open()
    expect(phone.page.get_by_role("heading", name=words("first_title"))).to_be_visible()
    phone.press("Norsk" if other == "nb" else "English")
    expect(phone.page.get_by_role("link", name=theirs("first_begin"))).to_be_visible()
    _only_words(phone)
    phone.press("Norsk" if locale == "nb" else "English")
    phone.press(words("first_begin"))
    expect(phone.page.locator("html[data-screen='what']")).to_be_attached()
    phone.page.wait_for_timeout(300)
    _only_words(phone)
    expect(phone.page.get_by_role("heading")).to_have_count(0)
    for route in held[locale]:
        route.continue_()
    expect(phone.page.get_by_role("heading", name=words("what_title"))).to_be_visible()
    phone.open("/#/language")
    phone.choose("English" if other == "en" else "Norsk (bokmål)")
    phone.page.wait_for_timeout(300)
    _only_words(phone)
    expect(phone.page.get_by_role("heading", name=words("language_title"))).to_be_visible()
    for route in held[other]:
        route.continue_()
    expect(phone.page.get_by_role("heading", name=theirs("language_title"))).to_be_visible()
    _only_words(phone)
    phone.close()
