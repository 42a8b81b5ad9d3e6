"""Faults that nobody is shown are kept on the phone, without a word of the person's, and copied by hand."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go, log
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

FAILS = "dispatchEvent(new ErrorEvent('error', { error: new RangeError('mine ord om Ola') }))"

# How many records that never leave the phone are on its disk.
KEPT = """() => new Promise((tell) => {
  indexedDB.open('fotfeste').onsuccess = ({ target: { result: database } }) => {
    database.transaction('here').objectStore('here').count().onsuccess = ({ target }) => {
      database.close();
      tell(target.result);
    };
  };
})"""


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_fault_is_kept_without_words_and_can_be_copied_and_deleted(
    browser: Browser, live: Live, locale: Locale
) -> None:
    phone, words = Phone.take(browser, live.url, locale, width=320), Words(locale)
    page = phone.page
    phone.open()
    log(phone, 5, "")
    go(phone, "more")
    expect(page.get_by_role("heading", name=words("more_about"), exact=True)).to_be_visible()
    title = page.locator("summary", has_text=words("faults_title", n=1))
    expect(title).to_have_count(0)
    go(phone, "diary")
    before = page.evaluate(KEPT)
    page.evaluate(FAILS)
    page.evaluate(FAILS)
    go(phone, "more")
    title.click()
    line = page.locator("details li", has_text="uncaught RangeError · diary ·")
    expect(line).to_contain_text("2×")
    assert "Ola" not in page.locator("main").inner_text()
    assert phone.axe() == []
    phone.press(words("faults_copy"))
    expect(page.get_by_text(words("faults_copied"))).to_be_visible()
    assert "uncaught RangeError · diary ·" in page.evaluate("navigator.clipboard.readText()")
    # It rests on the phone, and goes when it is told to.
    until(lambda: page.evaluate(KEPT) > before, page)
    page.reload()
    go(phone, "more")
    title.click()
    expect(line).to_be_visible()
    phone.press(words("faults_forget"))
    expect(title).to_have_count(0)
    until(lambda: page.evaluate(KEPT) == before, page)
    page.reload()
    go(phone, "more")
    expect(title).to_have_count(0)
    phone.close()
