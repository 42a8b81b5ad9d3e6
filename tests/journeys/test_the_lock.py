"""The lock where only a browser can tell: the real stretching, the worker, two tabs, the files, and how the pad stands.

What its screens do is in pwa/src/features/lock/ and pwa/src/features/lock/Shared.test.tsx.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import NB, go, log, open_entry
from tests.journeys.locking import (
    LONG,
    PIN,
    QUICK,
    WRAPPED,
    come_back,
    holding,
    key_in,
    leave,
    locked,
    new_pin,
    on_disk,
    press_pin,
    set_lock,
)
from tests.journeys.phone import CHROMIUM, FLAGS, NO, Phone, until
from tests.journeys.test_leaving_at_once import _keys_in_memory as keys_in_memory
from tests.journeys.usable import axe
from tests.journeys.words import Words
from tests.journeys.worker import Worker
from tests.live import Live

pytestmark = pytest.mark.browser

OWN = "Jeg vil slippe å skjule noe"
EIGHT = "60221407"

SHOW = "navigator.serviceWorker.ready.then((it) => it.showNotification('Fotfeste', { body: 'Uken din' }))"
SHOWN = "navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map((it) => it.body))"

SEEN = "getComputedStyle(document.body).visibility"
SCREEN = "document.documentElement.dataset.screen"


def _rests(page: Page, by: str, keys: list[str]) -> None:
    """Waits until the disk holds a diary wrapped by this."""

    def holds() -> bool:
        disk = on_disk(page)
        return bool((disk["by"], disk["keys"]) == (by, keys))

    until(holds, page)


@pytest.mark.whole_browser
def test_a_pin_in_the_first_minutes_keeps_all_that_was_typed_and_what_rings_says_nothing(
    browser: Browser, live: Live
) -> None:
    """With the real stretching of a PIN, and the worker."""
    phone = Phone.take(browser, live.url, "nb", asks=True, worker=True)
    page = phone.page
    worker = Worker(page, live.url)
    phone.open()
    phone.worker_ready()
    phone.press(NB("first_begin"))
    phone.choose(NB("what_again"))
    phone.press(NB("continue"))
    phone.press(NB("shared_yes"))
    new_pin(page, NB)
    # The row goes on with the first exercise, and the diary has been made under the lock.
    expect(page.locator(".progress")).to_be_visible()
    _rests(page, "lock", [])

    # Left: covered at once, and with «at once» locked, the words that were typed a moment ago kept.
    go(phone, "lock")
    phone.choose(NB("lock_delay_0"))
    expect(page.get_by_label(NB("lock_delay_0"), exact=True)).to_be_checked()
    go(phone, "text/module/first-hold/reason")
    own = page.get_by_label(NB("own_words")).first
    own.press_sequentially(OWN)
    leave(page)
    until(lambda: page.evaluate(SEEN) == "hidden", page)
    page.locator(".mask h1").wait_for(state="attached")
    come_back(page)
    locked(page)
    expect(page).to_have_title("Fotfeste")
    assert axe(page) == []
    assert OWN not in page.content()
    until(lambda: keys_in_memory(phone) == 0, page)

    # A reminder says what the server sent.
    worker.push("weekly", body="Et lite øyeblikk?")
    until(lambda: [it["body"] for it in worker.notices()] == ["Et lite øyeblikk?"], page)

    # The right PIN, by keyboard: the screen that stood, with the words.
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_label(NB("own_words")).first).to_have_value(OWN)
    until(lambda: page.evaluate(SCREEN) == "text", page)

    # A press on a reminder lands on the lock, and behind the PIN where it leads.
    go(phone, "lock")
    phone.press(NB("lock_now"))
    locked(page)
    worker.push("weekly", tag="next")
    until(lambda: "next" in [it["tag"] for it in worker.notices()], page)
    worker.click("next")
    until(lambda: page.evaluate(SCREEN) == "insights", page)
    locked(page)
    press_pin(page, PIN)
    expect(page.get_by_role("heading", level=1, name=NB("tab_insights"))).to_be_visible()

    # Four words are drawn without a connection.
    go(phone, "lock")
    phone.expect_faults("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    phone.press(NB("lock_to_words"))
    press_pin(page, PIN)
    expect(page.locator(".lock-words li")).to_have_count(4)
    assert axe(page) == []
    phone.close()


# What is pressed and would stand under the edge, or under the foot, if this line or that were said.
UNDER = """lines => {
  const said = document.querySelector('.pin-said [role=status]');
  const instead = document.createElement('p');
  said.style.display = 'none';
  said.after(instead);
  const end = document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight;
  const under = [];
  for (const line of lines) {
    instead.textContent = line;
    for (const it of document.querySelectorAll('.keys button, .pin-other button'))
      if (it.getBoundingClientRect().bottom > end) under.push(`${it.textContent || 'erase'}: ${line}`);
  }
  instead.remove();
  said.style.display = '';
  return scrollY > 0 ? ['scrolled', ...under] : under;
}"""


def _under(page: Page, *lines: str) -> None:
    """Nothing that is pressed stands under the foot, whichever of these is said above it."""
    assert page.evaluate(UNDER, ["", *lines]) == []


def test_the_whole_pad_stands_on_the_smallest_phone_whatever_is_said_above_it(browser: Browser, live: Live) -> None:
    """What is said is measured in both languages."""
    phone = Phone.take(browser, live.url, "nb", width=320, height=568, asks=True, before=QUICK)
    page = phone.page
    phone.open("/#/log")
    phone.press(NB("shared_yes"))
    new, known = [], []
    for words in (NB, Words("en")):
        new += [words(it) for it in ("pin_not_set", "pin_going_on")]
        new += [words("pin_so_far", n=28), words("pin_differs_long", was=10, now=12)]
        new += [f"{words('pin_is_six')} {words('pin_making')}"]
        new += [words(f"pin_weak_{why}") for why in ("repeat", "run", "date", "common")]
        known += [words("pin_failed"), words("pin_wrong", n=4)]
    title = page.get_by_role("heading", name=NB("pin_again_title"))
    expect(page.locator(".keys")).to_be_visible()
    pad = page.locator(".keys").bounding_box()
    _under(page, *new)
    # At once: a digit that came late would find the first six taken.
    page.locator("#pin").fill(LONG + EIGHT)
    expect(page.locator(".pin .on")).to_have_count(12)
    _under(page, *new)
    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    # From one stage to the next the pad stays under the thumb.
    assert page.locator(".keys").bounding_box() == pad
    _under(page, *new)
    page.keyboard.type(LONG + "\n")
    expect(page.locator(".keys .take")).to_be_visible()
    _under(page, *new)
    page.keyboard.type(f"{LONG}{EIGHT}\n")
    expect(page.get_by_role("heading", name=NB("log_title"))).to_be_visible()
    # The diary is made under it a moment after the screen stands.
    _rests(page, "lock", [])

    # At the lock too, where five wrong ones bring a wait.
    page.reload()
    locked(page)
    _under(page, *known)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for left in (4, 3, 2, 1, 0):
        page.keyboard.type("000000\n")
        expect(page.get_by_text(NB("pin_wrong", n=left) if left else NB("pin_wrong_wait"))).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("Du kan prøve igjen om")
    _under(page, NB("pin_wrong_wait"), Words("en")("pin_wrong_wait"))
    phone.close()


@pytest.mark.whole_browser
def test_every_tab_locks_at_once_and_opens_by_itself(browser: Browser, light: Live) -> None:
    phone = Phone.take(browser, light.url.replace("127.0.0.1", "localhost"), "nb", before=QUICK, worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "i begge faner")
    other = Phone(phone.context, phone.context.new_page(), phone.origin, "nb")
    other.open()
    field = open_entry(other)
    expect(field).to_have_value("i begge faner")
    field.press_sequentially(" og mer")
    # Set in one tab it is shut in the other, and the words that were half typed there are kept.
    phone.page.evaluate(SHOW)
    set_lock(phone, NB)
    until(lambda: phone.page.evaluate(SHOWN) == [], phone.page)
    locked(other.page)
    assert "i begge faner" not in other.page.content()
    press_pin(other.page, PIN)
    expect(other.page.get_by_label(NB("about_thoughts"), exact=True)).to_have_value("i begge faner og mer")
    go(phone, "lock")
    phone.page.evaluate(SHOW)
    phone.press(NB("lock_now"))
    until(lambda: phone.page.evaluate(SHOWN) == [], phone.page)
    locked(phone.page)
    locked(other.page)
    # A lock that is taken away in one is gone in the other.
    press_pin(other.page, PIN)
    expect(other.page.get_by_label(NB("about_thoughts"), exact=True)).to_be_visible()
    go(other, "lock")
    other.press(NB("lock_remove"))
    press_pin(other.page, PIN)
    other.press(NB("lock_remove"))
    expect(other.page.get_by_text(NB("lock_removed"))).to_be_visible()
    expect(phone.page.get_by_role("heading", name=NB("lock_title"))).to_be_visible()
    assert other.faults == []
    phone.close()


# What is made to be deleted, so that the browser merges its files (compact.ts), is refused.
NO_SWEEP = """const open = indexedDB.open.bind(indexedDB);
indexedDB.open = (name, version) => {
  if (name.includes(' sweep')) throw new DOMException('closed', 'InvalidStateError');
  return open(name, version);
};"""


def _opened(browser: Browser, live: Live, profile: Path, *scripts: str) -> Phone:
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, locale="nb-NO", viewport={"width": 390, "height": 844}
    )
    for script in (NO, *scripts):
        context.add_init_script(script)
    phone = Phone(context, context.pages[0], live.url, "nb")
    phone.open()
    return phone


def test_after_the_lock_is_set_no_key_is_left_in_the_browsers_files(
    browser: Browser, light: Live, tmp_path: Path
) -> None:
    phone = _opened(browser, light, tmp_path)
    phone.worker_ready()
    log(phone, 6, "")
    sealed = bytes(phone.page.evaluate(WRAPPED))
    phone.context.close()
    # The search finds what is there.
    key = key_in(tmp_path, sealed)
    # The browser is closed before it has merged its files.
    phone = _opened(browser, light, tmp_path, NO_SWEEP)
    set_lock(phone, NB)
    phone.context.close()
    assert holding(tmp_path, key) != []
    phone = _opened(browser, light, tmp_path)
    locked(phone.page)
    # It does so after it has answered.
    until(lambda: holding(tmp_path, key) == [], phone.page)
    phone.context.close()
    assert holding(tmp_path, key) == []
