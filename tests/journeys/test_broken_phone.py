"""Phones that keep nothing, run full, lose a key or the time: help stands, it is said, and no word is lost unsaid."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, WHOLE, go, log, open_entry, sign_in, sync, take_code
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"
# What Lockdown Mode takes away, by what has been seen of it.
LOCKDOWN = (
    NO_DATABASE
    + """
delete Navigator.prototype.serviceWorker;
Object.defineProperty(globalThis, 'caches', { value: undefined });
Object.defineProperty(globalThis, 'WebAssembly', { value: undefined });
Object.defineProperty(Navigator.prototype, 'storage', { value: undefined });
"""
)
REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
NO_KEYS = """
for (const name of ['put', 'add']) {
  const write = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (value, ...rest) {
    if (value instanceof CryptoKey) throw new DOMException('no keys here', 'DataCloneError');
    return write.call(this, value, ...rest);
  };
}
"""
# Some browsers never answer.
SILENT = "IDBFactory.prototype.open = () => new EventTarget();"


BROKEN = {
    "no database": NO_DATABASE,
    "refused": REFUSED,
    "no keys": NO_KEYS,
    "silent": SILENT,
    "lockdown": LOCKDOWN,
}


@pytest.mark.parametrize(
    ("locale", "broken"),
    # A private window refuses; how it is said does not hang on why.
    [*(("nb", name) for name in BROKEN), ("en", "refused")],
)
def test_a_browser_that_keeps_nothing_says_so_first_and_help_stands(
    browser: Browser, live: Live, locale: Locale, broken: str
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, before=BROKEN[broken])
    phone.open()
    said = phone.page.get_by_text(words("refused_storage"))
    expect(said).to_be_visible()
    phone.page.locator(".big").click()
    phone.strength(7)
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator(".dock .btn.main").click()
    expect(phone.page.get_by_role("button", name=words("pause"))).to_be_visible()
    go(phone, "help")
    expect(phone.page.locator("main a[href='tel:116117']").first).to_be_visible()
    go(phone, "text/module/first-hold/reason")
    expect(said).to_be_visible()
    phone.page.get_by_label(words("own_words")).first.fill("Jeg vil slippe å skjule noe.")
    expect(phone.page.get_by_role("alert")).to_contain_text(words("kept_not_here"))
    expect(phone.page.get_by_label(words("own_words")).first).to_have_value("Jeg vil slippe å skjule noe.")
    go(phone, "log")
    expect(said).to_be_visible()
    phone.log_strength(4)
    expect(phone.page.get_by_role("alert")).to_contain_text(words("kept_not_here"))
    go(phone, "today")
    expect(said).to_be_visible()
    phone.close()


# Something else on the phone takes what room there is, and gives it back.
FILL = """async () => {
  const opened = await new Promise((done) => {
    const open = indexedDB.open('photos', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('all', { autoIncrement: true });
    open.onsuccess = () => done(open.result);
  });
  for (let size = 65536; size >= 256; ) {
    const fits = await new Promise((done) => {
      const write = opened.transaction('all', 'readwrite');
      write.objectStore('all').put(crypto.getRandomValues(new Uint8Array(size)));
      write.oncomplete = () => done(true);
      write.onabort = () => done(false);
    });
    if (!fits) size /= 2;
  }
  opened.close();
}"""
EMPTY = """() => new Promise((done) => {
  indexedDB.deleteDatabase('photos').onsuccess = () => done(true);
})"""


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_phone_that_runs_full_keeps_the_words_on_the_screen_until_there_is_room(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, worker=True)
    phone.expect_faults("QuotaExceeded")
    session = phone.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": live.url, "quotaSize": 6_000_000})
    phone.open()
    phone.worker_ready()
    log(phone, 6, "før")
    go(phone, "text/module/first-hold/reason")
    phone.page.evaluate(FILL)
    field = phone.page.get_by_label(words("own_words")).first
    field.fill("Dette er det ikke plass til.")
    expect(phone.page.get_by_role("alert")).to_contain_text(words("kept_not_full"))
    expect(field).to_have_value("Dette er det ikke plass til.")
    go(phone, "today")
    expect(phone.page.locator(".notices > .notice")).to_have_text(words("warn_phone-full"))
    go(phone, "urge")
    expect(phone.page.locator("fieldset.ten")).to_be_visible()
    go(phone, "text/module/first-hold/reason")
    expect(field).to_have_value("Dette er det ikke plass til.")
    # There is room again: nothing has to be pressed.
    phone.page.evaluate(EMPTY)
    expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible(timeout=15_000)
    go(phone, "today")
    expect(phone.page.get_by_text(words("warn_phone-full"))).to_have_count(0)
    phone.page.reload()
    go(phone, "text/module/first-hold/reason")
    expect(field).to_have_value("Dette er det ikke plass til.")
    phone.close()


LOSE_THE_KEY = """() => new Promise((done) => {
  const open = indexedDB.open('fotfeste');
  open.onsuccess = () => {
    const write = open.result.transaction('keys', 'readwrite');
    write.objectStore('keys').clear();
    write.oncomplete = () => { open.result.close(); done(true); };
  };
})"""
# As an app of next year would, in another tab.
UPGRADE = """() => new Promise((done) => {
  const open = indexedDB.open('fotfeste', 99);
  open.onsuccess = () => { open.result.close(); done(true); };
})"""


def test_a_key_that_is_lost_is_named_and_the_code_opens_what_is_here(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en")
    phone.open()
    log(phone, 6, "fra før nøkkelen ble borte")
    code = take_code(phone)
    phone.page.evaluate(LOSE_THE_KEY)
    phone.page.reload()
    expect(phone.page.get_by_text(words("refused_lost_key"))).to_be_visible()
    phone.page.locator(".notice a").click()
    phone.page.fill("#code", code)
    phone.press(words("signin_open"))
    expect(phone.page.get_by_text(words("signin_done_title"))).to_be_visible()
    expect(open_entry(phone)).to_have_value("fra før nøkkelen ble borte")
    phone.close()


def test_a_newer_app_in_another_tab_is_said_and_the_words_stay(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    log(phone, 6, "")
    field = open_entry(phone)
    phone.page.evaluate(UPGRADE)
    field.fill("skrevet i den gamle fanen")
    expect(phone.page.get_by_role("alert")).to_contain_text(NB("kept_not_newer"))
    expect(field).to_have_value("skrevet i den gamle fanen")
    phone.page.reload()
    expect(phone.page.get_by_text(NB("refused_newer"))).to_be_visible()
    with phone.page.expect_event("load"):
        phone.press(NB("outdated_do"))
    phone.page.locator(".big").click()
    expect(phone.page.locator("fieldset.ten")).to_be_visible()
    phone.close()


def _at(phone: Phone, moment: datetime) -> None:
    """The app is opened anew with the phone's clock at this moment."""
    phone.page.clock.set_fixed_time(moment)
    phone.page.reload()
    phone.page.locator("h1").first.wait_for()


def _writes(phone: Phone, text: str) -> None:
    field = open_entry(phone)
    field.fill(text)
    phone.press(Words(phone.locale)("done"))
    phone.page.locator("html[data-screen='diary']").wait_for(state="attached")


def _no_odd_dates(phone: Phone) -> None:
    for screen in ("today", "diary", "insights", "programme", "reminders", "plan", "devices"):
        go(phone, screen)
        phone.page.wait_for_function(WHOLE)
        stands = phone.page.locator("main").inner_text()
        assert not any(odd in stands for odd in ("Invalid", "NaN", "undefined", "1970")), f"{screen}: {stands}"


# The long way round in one language; in the other the clock is set back alone.
YEARS = {"nb": [(-1, "et år for tidlig"), (1, "et år for sent")], "en": [(-1, "a year early")]}
SET_IT_RIGHT = {"nb": "Rett datoen i telefonens innstillinger.", "en": "Set the date right in the phone’s settings."}


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_clock_that_is_a_year_wrong_is_said_and_the_latest_words_win_all_the_same(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    now = datetime.now(UTC)
    phone, other = Phone.take(browser, live.url, locale), Phone.take(browser, live.url, locale)
    phone.open()
    log(phone, 6, "skrevet til riktig tid")
    other.open()
    sign_in(other, take_code(phone))
    wrong = phone.page.get_by_text(SET_IT_RIGHT[locale])
    for years, text in YEARS[locale]:
        _at(phone, now + timedelta(days=365 * years))
        go(phone, "today")
        expect(wrong).to_be_visible()
        _no_odd_dates(phone)
        _writes(phone, text)
        sync(phone)
        sync(other)
        expect(open_entry(other)).to_have_value(text)
        _writes(other, f"{text}, og så på den andre")
        sync(other)
        sync(phone)
        expect(open_entry(phone)).to_have_value(f"{text}, og så på den andre")
        assert phone.page.get_by_role("button", name=words("rivals_keep_both")).count() == 0
    _at(phone, now)
    go(phone, "today")
    sync(phone)
    expect(wrong).to_have_count(0)
    _writes(phone, "til riktig tid igjen")
    sync(phone)
    sync(other)
    expect(open_entry(other)).to_have_value("til riktig tid igjen")
    _no_odd_dates(phone)
    phone.close()
    other.close()


def test_without_a_server_the_diary_speaks_against_the_clock_until_he_says_that_it_is_right(
    browser: Browser, live: Live
) -> None:
    now = datetime.now(UTC)
    phone = Phone.take(browser, live.url, "nb")
    phone.page.clock.set_fixed_time(now + timedelta(days=40))
    phone.open()
    log(phone, 6, "skrevet med klokka foran")
    _at(phone, now)
    go(phone, "today")
    said = phone.page.get_by_text("men det siste i dagboken er fra")
    expect(said).to_be_visible()
    phone.press(NB("warn_clock_do"))
    expect(said).to_have_count(0)
    _at(phone, now)
    go(phone, "today")
    phone.page.locator(".hold").wait_for()
    expect(said).to_have_count(0)
    phone.close()


def test_what_was_typed_first_does_not_wait_for_the_end_of_it(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    # Before it has come, nothing waits.
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    log(phone, 6, "")
    field = open_entry(phone)
    phone.page.evaluate("""() => {
      const put = IDBObjectStore.prototype.put;
      globalThis.writes = 0;
      IDBObjectStore.prototype.put = function (...given) {
        if (this.name === 'records') writes++;
        return put.apply(this, given);
      };
    }""")
    # Somebody who never pauses.
    field.press_sequentially("uten en eneste pause, lenge og vel, og vel så det", delay=60)
    until(lambda: phone.page.evaluate("writes") > 1, phone.page, 1)
    phone.close()
