"""A phone that runs full for real: the words stay on the screen until there is room.

Phones that keep nothing, lose a key or the time: pwa/src/app/broken.test.tsx.
"""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, at_rest, go, log
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser

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


def test_a_phone_that_runs_full_keeps_the_words_on_the_screen_until_there_is_room(
    browser: Browser, light: Live
) -> None:
    phone = Phone.take(browser, light.url, "nb", worker=True)
    phone.expect_faults("QuotaExceeded")
    session = phone.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": light.url, "quotaSize": 6_000_000})
    phone.open()
    phone.worker_ready()
    log(phone, 6, "før")
    at_rest(phone)
    go(phone, "text/module/first-hold/reason")
    phone.page.evaluate(FILL)
    field = phone.page.get_by_label(NB("own_words")).first
    field.fill("Dette er det ikke plass til.")
    expect(phone.page.get_by_role("alert")).to_contain_text(NB("kept_not_full"))
    expect(field).to_have_value("Dette er det ikke plass til.")
    go(phone, "today")
    expect(phone.page.locator(".notices > .notice")).to_have_text(NB("warn_phone-full"))
    go(phone, "text/module/first-hold/reason")
    expect(field).to_have_value("Dette er det ikke plass til.")
    # There is room again: nothing has to be pressed.
    phone.page.evaluate(EMPTY)
    expect(phone.page.get_by_text(NB("answer_kept"), exact=True)).to_be_visible()
    go(phone, "today")
    expect(phone.page.get_by_text(NB("warn_phone-full"))).to_have_count(0)
    phone.page.reload()
    go(phone, "text/module/first-hold/reason")
    expect(field).to_have_value("Dette er det ikke plass til.")
    phone.close()
