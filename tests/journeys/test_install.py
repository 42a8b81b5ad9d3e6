"""The way to the home screen, the window of another app, and what the browser promises to keep."""

import re
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go, log
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.usable import axe, small_targets, too_wide
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

APPLE: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
SAFARI: Final = f"{APPLE} Version/18.6 Mobile/15E148 Safari/604.1"
FACEBOOK: Final = f"{APPLE} Mobile/22G86 [FBAN/FBIOS;FBAV/530.0.0;FBBV/1;FBDV/iPhone15,3]"
ANDROID: Final = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
CHROME: Final = f"{ANDROID} Mobile Safari/537.36"
INSTAGRAM: Final = f"{ANDROID} Mobile Safari/537.36 Instagram 400.0.0.40.77 Android"

# As on an iPhone, where the app was opened from the home screen.
STANDALONE: Final = "Object.defineProperty(navigator, 'standalone', { get: () => true });"

# Counts what the phone is asked, and answers as it is told.
STORAGE: Final = """
window.asked = 0;
Object.assign(StorageManager.prototype, {
  persisted: async () => window.asked > 0 && %(grants)s,
  persist: async () => { window.asked += 1; return %(grants)s; },
  estimate: async () => ({ usage: 2_340_000, quota: 1e9 }),
});
"""

SEVEN: Final = {"nb": "sju dager", "en": "seven days"}

USED: Final = {"nb": "2,3 MB", "en": "2.3 MB"}

KEPT: Final = """async () => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open('fotfeste');
    asked.onsuccess = () => done(asked.result);
  });
  const count = (store) => new Promise((done) => {
    const asked = open.transaction(store).objectStore(store).count();
    asked.onsuccess = () => done(asked.result);
  });
  const counts = [await count('keys'), await count('meta'), await count('records'), await count('here')];
  open.close();
  return counts.reduce((sum, it) => sum + it);
}"""


def _kept(phone: Phone) -> int:
    """Rows of a diary on this phone; what stands outside it (the mask, the language) is not counted."""
    count: int = phone.page.evaluate(KEPT)
    return count


def _stands(phone: Phone, screen: str) -> None:
    phone.page.wait_for_function("it => document.documentElement.dataset.screen === it", arg=screen)


def _fits_a_small_phone(phone: Phone) -> None:
    """By day and by night; the tour of all screens walks with another browser, which is shown another guide."""
    themes: tuple[tuple[int, int, Literal["dark", "light"]], ...] = ((320, 640, "dark"), (390, 844, "light"))
    for width, height, colours in themes:
        phone.page.set_viewport_size({"width": width, "height": height})
        phone.page.emulate_media(color_scheme=colours)
        assert axe(phone.page) + small_targets(phone.page) + too_wide(phone.page) == []


def _answer_what(phone: Phone) -> None:
    go(phone, "what")
    phone.choose(Words(phone.locale)("what_again"))
    phone.page.locator(".dock .btn.main").click()


GUIDE: Final = {
    "nb": (
        "sletter det du skriver her, når du ikke har vært innom på sju dager",
        "Den begynner tom.",
        "«Legg til på Hjem-skjerm»",
    ),
    "en": (
        "erases what you write here when you have not been back for seven days",
        "It starts empty.",
        "‘Add to Home Screen’",
    ),
}


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_on_an_iphone_the_guide_comes_before_anything_is_kept(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=SAFARI)
    phone.open()
    _answer_what(phone)
    expect(phone.page.get_by_role("heading", name=words("install_title"))).to_be_visible()
    for said in GUIDE[locale]:
        expect(phone.page.get_by_text(said)).to_be_visible()
    assert phone.page.locator("ol.guide svg[role=img]").count() == 4
    _fits_a_small_phone(phone)
    # The name is chosen in time, and one comes back to the guide and on in the row.
    phone.page.get_by_role("link", name=words("install_name_small")).click()
    phone.choose("Pust", exact=False)
    phone.press(words("back"))
    expect(phone.page.get_by_role("link", name=words("install_name_small"))).to_contain_text("Pust")
    expect(phone.page.get_by_role("img", name=words("install_pic_home", name="Pust"))).to_be_visible()
    assert _kept(phone) == 0
    phone.press(words("install_here"))
    _stands(phone, "text")

    # With something kept, the way to take it along is shown: a code, or a file for this phone alone.
    log(phone, 5, "")
    go(phone, "install")
    expect(phone.page.get_by_role("heading", name=words("install_carry"))).to_be_visible()
    expect(phone.page.get_by_role("link", name=words("install_carry_make_link"))).to_have_attribute("href", "#/code")
    expect(phone.page.get_by_role("link", name=words("install_carry_file_link"))).to_have_attribute("href", "#/move")
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_from_the_home_screen_the_guide_has_nothing_to_say(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=SAFARI, before=STANDALONE)
    phone.open("/?m=vaner")
    _answer_what(phone)
    _stands(phone, "text")
    go(phone, "more")
    expect(phone.page.get_by_role("link", name=words("install_title"))).to_have_count(0)
    go(phone, "install")
    expect(phone.page.get_by_role("heading", name=words("install_already_title"))).to_be_visible()
    # What becomes of the icon that is there when another name is chosen, and of the diary in it.
    log(phone, 5, "")
    go(phone, "mask")
    expect(phone.page.get_by_text(words("mask_again"))).to_be_visible()
    expect(phone.page.get_by_text(words("mask_again_iphone"))).to_be_visible()
    expect(phone.page.get_by_role("link", name=words("install_carry_file_link"))).to_be_visible()
    go(phone, "storage")
    expect(phone.page.get_by_text(words("storage_erases_icon"))).to_be_visible()
    expect(phone.page.get_by_text(SEVEN[locale])).to_have_count(0)
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_elsewhere_it_is_offered_once_after_the_first_exercise_and_the_browser_is_asked_by_our_button_alone(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=CHROME)
    phone.open()
    offer = phone.page.get_by_role("heading", name=words("install_offer"))
    go(phone, "what")
    phone.choose(words("what_relative"))
    phone.page.locator(".dock .btn.main").click()
    _stands(phone, "text")
    go(phone, "checkin")
    phone.page.locator("main input[name=sleep]").first.check(force=True)
    go(phone, "today")
    expect(offer).to_have_count(0)
    go(phone, "code")
    phone.press(words("code_only_here"))
    phone.press(words("here_choose"))
    _stands(phone, "today")
    expect(offer).to_be_visible()
    phone.press(words("install_offer_show"))
    expect(phone.page.get_by_text(DOTS[locale])).to_be_visible()
    add = phone.page.get_by_role("button", name=words("install_now"))
    expect(add).to_have_count(0)

    # The browser's own question is held until the button is pressed; under another name it is not used.
    phone.page.evaluate(
        """() => {
          const event = new Event('beforeinstallprompt', { cancelable: true });
          event.prompt = async () => { window.prompted = (window.prompted ?? 0) + 1; return { outcome: 'dismissed' }; };
          dispatchEvent(event);
          window.held = event.defaultPrevented;
        }"""
    )
    assert phone.page.evaluate("window.held") is True, "no banner comes by itself"
    expect(add).to_be_visible()
    assert phone.page.evaluate("window.prompted") is None
    phone.page.get_by_role("link", name=words("install_name_small")).click()
    phone.choose("Vaner", exact=False)
    phone.press(words("back"))
    expect(add).to_have_count(0)
    go(phone, "mask")
    phone.choose("Fotfeste", exact=False)
    phone.press(words("back"))
    add.click()
    expect(phone.page.get_by_text(words("install_refused"))).to_be_visible()
    assert phone.page.evaluate("window.prompted") == 1
    phone.page.evaluate("dispatchEvent(new Event('appinstalled'))")
    expect(phone.page.get_by_text(words("install_done", name="Fotfeste"))).to_be_visible()

    go(phone, "today")
    expect(offer).to_have_count(0)
    phone.open()
    go(phone, "today")
    expect(phone.page.locator(".hold")).to_be_visible()
    expect(offer).to_have_count(0)
    phone.close()


DOTS: Final = {
    "nb": "Trykk på de tre prikkene øverst til høyre.",
    "en": "Press the three dots at the top right.",
}


# Where one is, the way out in that app's menu, and what such an app may see.
INSIDE: Final = {
    "nb": ("Du er inne i %s. Her kan ingenting lagres.", "«Åpne i %s»", "%s kan også følge med"),
    "en": ("You are inside %s. Nothing can be kept here.", "‘Open in %s’", "%s may also watch what you do"),
}


@pytest.mark.parametrize(
    ("agent", "app", "menu", "locale"),
    [
        (FACEBOOK, "Facebook", "Safari", "nb"),
        (INSTAGRAM, "Instagram", "Chrome", "nb"),
        (FACEBOOK, "Facebook", "Safari", "en"),
    ],
)
def test_inside_another_app_nothing_is_kept_and_the_way_out_is_shown(
    browser: Browser, live: Live, agent: str, app: str, menu: str, locale: Locale
) -> None:
    words = Words(locale)
    where, way_out, watched = INSIDE[locale]
    phone = Phone.take(browser, live.url, locale, user_agent=agent)
    phone.open()
    expect(phone.page.get_by_text(where % app)).to_be_visible()
    expect(phone.page.get_by_role("link", name=words("first_code"))).to_have_count(0)
    # What this is stands above the foot without a finger.
    what = phone.page.get_by_text(words("first_for")).bounding_box()
    foot = phone.page.locator(".foot").bounding_box()
    assert what
    assert foot
    assert what["y"] + what["height"] <= foot["y"]
    assert axe(phone.page) == []

    # The first press of the way in says it, not one after questions.
    title = phone.page.get_by_role("heading", name=words("inside_title"))
    phone.press(words("first_begin"))
    expect(title).to_be_visible()
    phone.press(words("inside_what"))
    expect(phone.page.get_by_role("link", name=words("what_under_18"))).to_be_visible()
    phone.press(words("back"))
    expect(title).to_be_visible()
    phone.press(words("crisis_help"))
    expect(phone.page.get_by_role("link", name=re.compile("113")).first).to_be_visible()
    go(phone, "first")

    # Help works: the urge tool to its end, which does not offer to keep the ride, and the directory.
    phone.page.locator(".big").click()
    phone.strength(7)
    for _ in range(3):
        phone.page.locator(".dock .main").click()
    phone.strength(3)
    phone.page.locator(".dock .main").click()
    expect(phone.page.locator(".fall")).to_be_visible()
    expect(phone.page.get_by_role("button", name=words("keep_ride"))).to_have_count(0)
    go(phone, "help")
    expect(phone.page.get_by_role("link", name=re.compile("113")).first).to_be_visible()

    # Wherever something would be kept stands the way out.
    _answer_what(phone)
    expect(title).to_be_visible()
    phone.press(words("back"))
    expect(title).to_have_count(0)
    for screen in ("log", "signin", "code", "checkin", "more", "mask"):
        phone.page.goto(f"{live.url}/#/{screen}")
        expect(title).to_be_visible()
    expect(phone.page.get_by_text(way_out % menu)).to_be_visible()
    expect(phone.page.get_by_text(watched % app)).to_be_visible()
    _fits_a_small_phone(phone)
    phone.press(words("inside_copy"))
    expect(phone.page.get_by_text(words("inside_copied", browser=menu))).to_be_visible()
    assert phone.page.evaluate("navigator.clipboard.readText()") == f"{live.url}/"
    assert _kept(phone) == 0
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_inside_another_app_somebody_close_reads_the_programme_and_nothing_is_kept(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=FACEBOOK)
    phone.open()
    phone.press(words("first_begin"))
    phone.press(words("inside_what"))
    phone.choose(words("what_relative"))
    phone.page.locator(".dock .btn.main").click()
    _stands(phone, "programme")
    expect(phone.page.get_by_role("heading", name=words("tab_programme"))).to_be_visible()
    assert phone.page.get_by_role("navigation").count() == 0, "no tab that leads to what is kept"
    expect(phone.page.get_by_text(words("my_plan"))).to_have_count(0)
    _fits_a_small_phone(phone)
    phone.page.locator(".dock .btn.main").click()
    _stands(phone, "text")
    expect(phone.page.get_by_role("heading", name=words("inside_title"))).to_have_count(0)
    phone.press(words("back"))
    _stands(phone, "programme")
    # Back leads to the word about how to leave the window, which opens the programme again, and then to the beginning.
    phone.press(words("back"))
    phone.press(words("inside_programme"))
    _stands(phone, "programme")
    phone.press(words("back"))
    phone.press(words("back"))
    _stands(phone, "first")
    assert _kept(phone) == 0
    phone.close()


REDDIT: Final = (
    "Mozilla/5.0 (Linux; Android 10; K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 "
    "Mobile Safari/537.36"
)


@pytest.mark.parametrize(("agent", "locale"), [(REDDIT, "nb"), (f"{APPLE} Mobile/15E148", "en")])
def test_the_window_of_an_app_that_does_not_say_its_name_is_known_too(
    browser: Browser, live: Live, agent: str, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=agent)
    phone.open()
    expect(phone.page.get_by_text(words("inside_first_some"))).to_be_visible()
    phone.press(words("first_begin"))
    expect(phone.page.get_by_text(words("inside_read_some"))).to_be_visible()
    expect(phone.page.get_by_text(words("inside_watched_some"))).to_be_visible()
    _fits_a_small_phone(phone)
    phone.close()
    if "iPhone" in agent:
        home = Phone.take(browser, live.url, locale, user_agent=agent, before=STANDALONE)
        home.open()
        expect(home.page.get_by_role("link", name=words("first_code"))).to_be_visible()
        home.close()


KEEPS: Final = (CHROME, "true", "storage_small_kept", "storage_kept", "storage_make_code")
MAY_LOSE: Final = (CHROME, "false", "storage_small_loose", "storage_loose", "storage_ask")
SEVEN_DAYS: Final = (SAFARI, "false", "storage_small_seven", "storage_seven", "install_title")


@pytest.mark.parametrize(
    ("agent", "grants", "small", "said", "does", "locale"),
    [(*KEEPS, "nb"), (*MAY_LOSE, "nb"), (*SEVEN_DAYS, "nb"), (*MAY_LOSE, "en"), (*SEVEN_DAYS, "en")],
    ids=["kept-nb", "loose-nb", "seven days-nb", "loose-en", "seven days-en"],
)
def test_what_the_browser_promises_is_said_in_words_with_one_thing_to_do(
    browser: Browser, live: Live, agent: str, grants: str, small: str, said: str, does: str, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, user_agent=agent, before=STORAGE % {"grants": grants})
    phone.open()
    go(phone, "storage")
    expect(phone.page.get_by_text(words("storage_nothing"))).to_be_visible()
    assert phone.page.evaluate("window.asked") == 0, "there is nothing to keep yet"
    log(phone, 5, "")
    until(lambda: phone.page.evaluate("window.asked") == 1, phone.page)  # once the first thing was kept
    go(phone, "more")
    row = phone.page.get_by_role("link", name=words("storage_title"))
    expect(row).to_contain_text(words(small))
    row.click()
    expect(phone.page.locator("main [role=status]").first).to_contain_text(words(said))
    expect(phone.page.get_by_text(words("storage_used", size=USED[locale]))).to_be_visible()
    expect(phone.page.get_by_text(words("storage_no_code"))).to_be_visible()
    expect(phone.page.locator("main .btn")).to_have_text([words(does)])
    if does == "storage_ask":
        phone.press(words(does))
        expect(phone.page.get_by_text(words("storage_refused"))).to_be_visible()
        expect(phone.page.locator("main .btn")).to_have_text([words("install_title")])
    phone.close()
