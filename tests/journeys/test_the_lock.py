"""The lock: asked about before anything is kept, shut when one leaves, opened by the PIN alone or by the code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import NB, confirm_code, go, log, open_entry
from tests.journeys.locking import (
    LATER,
    LONG,
    MAKES_NO_KEY,
    PIN,
    QUICK,
    REWRAPPED,
    WRAPPED,
    come_back,
    key_pin,
    keys_that_open,
    leave,
    locked,
    new_pin,
    on_disk,
    press_pin,
    set_lock,
    type_pin,
)
from tests.journeys.phone import CHROMIUM, FLAGS, NO, Locale, Phone, until
from tests.journeys.test_leaving_at_once import _keys_in_memory as keys_in_memory
from tests.journeys.usable import axe
from tests.journeys.words import Words
from tests.journeys.worker import TOLD_NOTHING, Worker
from tests.live import Live

pytestmark = pytest.mark.browser

OWN = "Jeg vil slippe å skjule noe"

PAD = "document.querySelector('.keys').getBoundingClientRect().top + scrollY"
"""Where the pad begins on the page."""

SHOW = "navigator.serviceWorker.ready.then((it) => it.showNotification('Fotfeste', { body: 'Uken din' }))"
SHOWN = "navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map((it) => it.body))"


@pytest.mark.whole_browser
@pytest.mark.parametrize(("locale", "before"), [("nb", ""), ("en", QUICK)], ids=["nb", "en"])
def test_a_pin_in_the_first_minutes_and_the_words_that_were_half_typed(
    browser: Browser, live: Live, locale: Locale, before: str
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, asks=True, before=before, worker=True)
    page = phone.page
    worker = Worker(page, live.url)
    phone.open()
    phone.worker_ready()
    phone.press(words("first_begin"))
    phone.choose(words("what_again"))
    phone.press(words("continue"))
    phone.press(words("shared_yes"))
    expect(page.get_by_text(words("pin_guests"))).to_be_visible()
    # That it goes on by itself is said beforehand; a screen reader goes on at the title. The pad stays.
    first, again = (page.get_by_role("heading", name=words(it)) for it in ("pin_new_title", "pin_again_title"))
    expect(page.get_by_text(words("pin_six_read"))).to_be_visible()
    pad = page.locator(".keys").bounding_box()
    type_pin(page, PIN)
    expect(again).to_be_focused()
    expect(page.get_by_text(words("pin_again_read"))).to_be_visible()
    assert page.locator(".keys").bounding_box() == pad
    # The sixth was a slip: it alone is erased.
    phone.press(words("pin_erase"))
    expect(first).to_be_visible()
    type_pin(page, "9")
    expect(again).to_be_visible()
    # Typed wrong the second time it shuts nobody out: it is typed anew, or another is chosen, as the first was.
    type_pin(page, "271828")
    expect(page.get_by_role("status").filter(has_text=words("pin_differs"))).to_be_visible()
    assert on_disk(page)["by"] is None
    phone.press(words("pin_another"))
    expect(first).to_be_visible()
    expect(page.get_by_text(words("pin_six_read"))).to_be_visible()
    type_pin(page, PIN)
    expect(again).to_be_visible()
    type_pin(page, "271829")
    expect(page.get_by_text(words("pin_differs"))).to_be_visible()
    press_pin(page, PIN)
    # The row goes on with the first exercise, and the diary has been made under the lock.
    expect(page.locator(".progress")).to_be_visible()
    disk = on_disk(page)
    assert (disk["by"], disk["keys"]) == ("lock", [])
    # Of a card that is not made yet nothing is said but that, and how to make it.
    go(phone, "text/module/first-hold/card")
    expect(page.locator("main .empty .btn")).to_be_visible()
    expect(page.locator("main .prose")).to_have_count(0)

    # Left: covered at once, and with «at once» locked, the words that were typed a moment ago kept.
    go(phone, "lock")
    phone.choose(words("lock_delay_0"))
    expect(page.get_by_label(words("lock_delay_0"), exact=True)).to_be_checked()
    go(phone, "text/module/first-hold/reason")
    own = page.get_by_label(words("own_words")).first
    own.press_sequentially(OWN)
    leave(page)
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    page.locator(".mask h1").wait_for(state="attached")
    come_back(page)
    locked(page)
    assert page.title() == "Fotfeste"
    assert axe(page) == []
    assert OWN not in page.content()
    until(lambda: keys_in_memory(phone) == 0, page)

    # A reminder says what the server sent.
    worker.push("weekly", body="Et lite øyeblikk?")
    assert [it["body"] for it in worker.notices()] == ["Et lite øyeblikk?"]

    # The right PIN, by keyboard: the screen that stood, with the words.
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_label(words("own_words")).first).to_have_value(OWN)
    assert page.evaluate("document.documentElement.dataset.screen") == "text"

    # A press on a reminder lands on the lock, and behind the PIN where it leads.
    go(phone, "lock")
    phone.press(words("lock_now"))
    worker.push("weekly", tag="next")
    assert "next" in [it["tag"] for it in worker.notices()]
    worker.click("next")
    until(lambda: page.evaluate("document.documentElement.dataset.screen") == "insights", page)
    locked(page)
    press_pin(page, PIN)
    expect(page.get_by_role("heading", level=1, name=words("tab_insights"))).to_be_visible()
    phone.close()


def _choosing(browser: Browser, live: Live, locale: Locale, before: str) -> Phone:
    """On the way to the log, at «Velg en PIN», on the smallest phone."""
    phone = Phone.take(browser, live.url, locale, width=320, height=568, asks=True, before=before)
    phone.open("/#/log")
    phone.press(Words(locale)("shared_yes"))
    return phone


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_more_digits_and_words_are_as_long_as_one_likes_and_the_second_is_taken_once_it_is_the_same(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = _choosing(browser, live, locale, QUICK)
    page = phone.page
    first, again = (page.get_by_role("heading", name=words(it)) for it in ("pin_new_title", "pin_again_title"))
    pad = page.evaluate(PAD)
    phone.press(words("pin_more"))
    expect(page.get_by_text(words("pin_new_read"))).to_be_visible()
    assert page.evaluate(PAD) == pad
    type_pin(page, "60221407")
    expect(first).to_be_visible()
    page.locator(".keys .take").click()
    expect(again).to_be_focused()
    type_pin(page, "60221408")
    expect(page.get_by_text(words("pin_differs"))).to_be_visible()
    assert page.evaluate(PAD) == pad
    press_pin(page, "60221407")
    expect(page.get_by_role("heading", name=words("log_title"))).to_be_visible()
    assert on_disk(page)["by"] == "lock"

    go(phone, "lock")
    phone.press(words("lock_change"))
    press_pin(page, "60221407")
    expect(first).to_be_visible()
    phone.press(words("pin_letters"))
    expect(page.get_by_text(words("pin_new_read"))).to_be_visible()
    page.locator("#pin").press_sequentially("Over alle hauger")
    expect(first).to_be_visible()
    phone.press(words("pin_next"))
    expect(again).to_be_focused()
    # As long as the first and not the same: it may be mended.
    page.locator("#pin").press_sequentially("Over alle haugar")
    expect(page.locator("#pin")).to_have_value("Over alle haugar")
    page.locator("#pin").press("Backspace")
    page.locator("#pin").press("Backspace")
    page.locator("#pin").press_sequentially("er")
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    assert on_disk(page)["by"] == "lock"
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


Typing = Callable[[Page, str], None]


def _by_keyboard(page: Page, pin: str) -> None:
    page.keyboard.type(pin)


@pytest.mark.parametrize(("locale", "typed"), [("nb", type_pin), ("en", _by_keyboard)], ids=["nb", "en"])
def test_the_pin_is_what_was_typed_however_fast_and_long_and_the_whole_pad_stands_throughout(
    browser: Browser, live: Live, locale: Locale, typed: Typing
) -> None:
    phone = _choosing(browser, live, locale, QUICK)
    the_whole_pad_stands_on_the_smallest_phone_whatever_is_said_above_it(phone)
    phone.press(Words(locale)("shared_yes"))
    a_longer_one_the_second_time_is_not_cut_and_from_then_on_nothing_is_taken_by_itself(phone, typed)
    eight_digits_typed_at_speed_are_the_pin_and_nothing_shorter_opens(phone, typed)
    the_whole_pad_stands_while_wrong_ones_are_typed(phone)
    phone.close()


def the_whole_pad_stands_on_the_smallest_phone_whatever_is_said_above_it(phone: Phone) -> None:
    """From the fresh pad, and back out of it."""
    words, page = Words(phone.locale), phone.page
    new = [
        "", words("pin_not_set"), words("pin_going_on"), words("pin_so_far", n=28),
        words("pin_differs_long", was=10, now=12), f"{words('pin_is_six')} {words('pin_making')}",
        *(words(f"pin_weak_{why}") for why in ("repeat", "run", "date", "common")),
    ]  # fmt: skip
    assert page.evaluate(UNDER, new) == []
    page.keyboard.type(LONG + EIGHT)
    expect(page.locator(".pin .on")).to_have_count(12)
    assert page.evaluate(UNDER, new) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=words("pin_again_title"))).to_be_focused()
    assert page.evaluate(UNDER, new) == []
    page.keyboard.type(LONG + "\n")
    expect(page.locator(".keys .take")).to_be_visible()
    assert page.evaluate(UNDER, new) == []
    for _ in range(2):
        phone.press(words("back"))


def a_longer_one_the_second_time_is_not_cut_and_from_then_on_nothing_is_taken_by_itself(
    phone: Phone, typed: Typing
) -> None:
    """From the fresh pad until the diary is open under it."""
    words, page = Words(phone.locale), phone.page
    page.clock.install()
    again = page.get_by_role("heading", name=words("pin_again_title"))
    typed(page, LONG[:6])
    expect(page.get_by_role("status").filter(has_text=words("pin_going_on"))).to_be_visible()
    expect(again).to_be_focused()
    # What came too late for the first stands as the beginning of the second, and all of it is erased at once.
    typed(page, LONG[6:] + LONG)
    expect(page.get_by_text(words("pin_differs_long", was=6, now=10))).to_be_visible()
    expect(page.locator(".pin .on")).to_have_count(0)
    # As it began: the first six of the eight are what was typed first.
    typed(page, LONG)
    page.clock.fast_forward(60_000)
    expect(page.locator(".pin .on")).to_have_count(8)
    phone.press(words("pin_next"))
    expect(page.get_by_text(words("pin_differs_long", was=6, now=8))).to_be_visible()
    typed(page, LONG[:6])
    page.clock.fast_forward(60_000)
    expect(again).to_be_visible()
    assert on_disk(page)["by"] is None
    # Another one begins as the first did, and the second is taken by itself again.
    phone.press(words("pin_another"))
    expect(page.get_by_text(words("pin_six_read"))).to_be_visible()
    phone.press(words("pin_more"))
    typed(page, LONG)
    phone.press(words("pin_next"))
    expect(again).to_be_focused()
    typed(page, LONG)
    expect(page.get_by_role("heading", name=words("log_title"))).to_be_visible()
    page.reload()
    locked(page)
    press_pin(page, LONG)
    expect(page.locator(".hold")).to_be_visible()


EIGHT = "60221407"


def eight_digits_typed_at_speed_are_the_pin_and_nothing_shorter_opens(phone: Phone, typed: Typing) -> None:
    """In place of the one that is there, until the app is locked with it."""
    words, page = Words(phone.locale), phone.page
    go(phone, "lock")
    phone.press(words("lock_change"))
    assert page.evaluate(UNDER, ["", words("pin_failed"), words("pin_wrong", n=4)]) == []
    press_pin(page, LONG)
    expect(page.get_by_role("heading", name=words("pin_new_title"))).to_be_visible()
    typed(page, EIGHT)
    expect(page.get_by_role("status").filter(has_text=words("pin_so_far", n=len(EIGHT)))).to_be_visible()
    expect(page.get_by_role("heading", name=words("pin_new_title"))).to_be_visible()
    phone.press(words("pin_next"))
    expect(page.get_by_role("heading", name=words("pin_again_title"))).to_be_focused()
    typed(page, EIGHT)
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    page.reload()
    locked(page)
    press_pin(page, EIGHT[:6])
    expect(page.get_by_text(words("pin_wrong", n=4))).to_be_visible()
    press_pin(page, EIGHT)
    expect(page.locator(".hold")).to_be_visible()


# What stands under the pad's wait, up to its number.
WAIT = {"nb": "Du kan prøve igjen om", "en": "You can try again in"}


def the_whole_pad_stands_while_wrong_ones_are_typed(phone: Phone) -> None:
    """At the lock, until there is a wait."""
    words, page = Words(phone.locale), phone.page
    page.reload()
    locked(page)
    assert page.evaluate(UNDER, ["", words("pin_failed"), words("pin_wrong", n=4)]) == []
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for left in (4, 3, 2, 1, 0):
        page.keyboard.type("000000\n")
        expect(page.get_by_text(words("pin_wrong", n=left) if left else words("pin_wrong_wait"))).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text(WAIT[phone.locale])
    assert page.evaluate(UNDER, [words("pin_wrong_wait")]) == []


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_pin_that_is_tried_first_is_refused_with_its_reason_and_one_of_before_opens_and_is_told_of(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = _choosing(browser, live, locale, QUICK)
    page = phone.page
    first = page.get_by_role("heading", name=words("pin_new_title"))
    for pin, why in (("123456", "run"), ("121212", "repeat"), ("290276", "date"), ("159753", "common")):
        type_pin(page, pin)
        expect(page.get_by_role("status").filter(has_text=words(f"pin_weak_{why}"))).to_be_visible()
        expect(first).to_be_visible()
        expect(page.locator(".pin .on")).to_have_count(0)
    assert on_disk(page)["by"] is None
    new_pin(page, words)
    expect(page.get_by_role("heading", name=words("log_title"))).to_be_visible()
    weak = page.get_by_text(words("lock_weak"))
    go(phone, "lock")
    expect(weak).to_have_count(0)
    # As if it had been set before such PINs were refused.
    page.evaluate(REWRAPPED, [PIN, "123456"])
    page.reload()
    locked(page)
    press_pin(page, "123456")
    expect(page.locator(".hold")).to_be_visible()
    go(phone, "lock")
    expect(weak).to_be_visible()
    phone.press(words("lock_change"))
    press_pin(page, "123456")
    new_pin(page, words, "602214")
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    expect(weak).to_have_count(0)
    phone.close()


def _drawn(page: Page) -> list[str]:
    shown = page.locator(".lock-words li")
    expect(shown).to_have_count(4)
    return shown.all_inner_texts()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_four_words_are_shown_typed_back_and_open_in_whatever_case(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, width=320, height=568, asks=True, before=QUICK)
    page = phone.page
    phone.open("/#/log")
    phone.press(words("shared_words"))
    before = _drawn(page)
    phone.press(words("words_others"))
    until(lambda: _drawn(page) != before, page)
    four = _drawn(page)
    assert axe(page) == []
    phone.press(words("words_noted"))
    expect(page.get_by_role("heading", name=words("words_again_title"))).to_be_focused()
    field = page.get_by_label(words("words_label"))
    # Not all of them yet, then not the same, then seen once more.
    field.fill(" ".join(four[:3]))
    expect(page.get_by_role("button", name=words("words_short"))).to_be_visible()
    field.fill(" ".join(reversed(four)))
    phone.press(words("pin_next"))
    expect(page.get_by_role("status").filter(has_text=words("words_differ"))).to_be_visible()
    assert on_disk(page)["by"] is None
    phone.press(words("words_see"))
    assert _drawn(page) == four
    phone.press(words("words_noted"))
    field.fill(", ".join(four).upper())
    phone.press(words("pin_next"))
    expect(page.get_by_role("heading", name=words("log_title"))).to_be_visible()
    assert (on_disk(page)["by"], on_disk(page)["keys"]) == ("lock", [])

    # The lock has a field from the first moment, and no pad.
    page.reload()
    expect(field).to_be_visible()
    expect(page.locator(".keys")).to_have_count(0)
    assert (field.get_attribute("type"), field.get_attribute("autocomplete")) == ("password", "current-password")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    field.fill("en to tre fire")
    phone.press(words("pin_open"))
    expect(page.get_by_text(words("words_wrong", n=4))).to_be_visible()
    field.fill(f"  {' '.join(four).title()} ")
    field.press("Enter")
    expect(page.locator(".hold")).to_be_visible()

    # Changed for a PIN, and back.
    go(phone, "lock")
    expect(page.get_by_text(words("lock_set_words"))).to_be_visible()
    phone.press(words("lock_to_pin"))
    field.fill(" ".join(four))
    phone.press(words("pin_next"))
    key_pin(page, words)
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    phone.press(words("lock_to_words"))
    press_pin(page, PIN)
    _drawn(page)
    phone.close()


@pytest.mark.whole_browser
def test_four_words_are_drawn_without_a_connection(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), "nb", before=QUICK, worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "")
    phone.expect_faults(r"ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    go(phone, "lock")
    phone.press(NB("lock_choose_words"))
    _drawn(phone.page)
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_laptop_that_slept_wakes_locked(browser: Browser, live: Live, locale: Locale) -> None:
    phone = Phone.take(browser, live.url, locale, before=QUICK)
    page = phone.page
    phone.open()
    log(phone, 6, "")
    set_lock(phone, Words(locale))
    # The wall clock has gone on, and the page's own stood still: the first touch does not begin a new count.
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 16 * 60_000; }")
    page.keyboard.press("Tab")
    locked(page)
    phone.close()


def _making(phone: Phone, words: Words) -> None:
    """Six digits twice, up to where the key is being made; how long it is, is said."""
    new_pin(phone.page, words)
    phone.page.wait_for_function("() => held.length > 0")
    line = f"{words('pin_is_six')} {words('pin_making')}"
    expect(phone.page.get_by_role("status").filter(has_text=line)).to_be_visible()


def _making_in_more(phone: Phone, words: Words) -> None:
    """The same on a diary that is there, on a page that was loaded anew."""
    phone.page.reload()
    expect(phone.page.locator(".hold")).to_be_visible()
    go(phone, "more")
    go(phone, "lock")
    phone.press(words("lock_choose"))
    _making(phone, words)


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_while_the_lock_is_being_set_back_is_held_and_a_digit_more_or_another_screen_calls_it_back(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = _choosing(browser, live, locale, QUICK + MAKES_NO_KEY)
    page = phone.page
    again = page.get_by_role("heading", name=words("pin_again_title"))
    _making(phone, words)
    for _ in range(2):
        phone.press(words("back"))
    expect(again).to_be_visible()
    # A digit more calls it back, and no means no.
    type_pin(page, "1")
    page.keyboard.type("8")
    page.evaluate("release()")
    expect(page.get_by_text(words("pin_differs_long", was=6, now=8))).to_be_visible()
    assert on_disk(page)["by"] is None
    for _ in range(2):
        phone.press(words("back"))
    phone.press(words("shared_no"))
    expect(page.get_by_role("heading", name=words("log_title"))).to_be_visible()
    phone.log_strength(4)
    expect(page.locator(".saved")).to_be_visible()
    assert on_disk(page)["by"] == "device"

    # Who goes elsewhere has not set it.
    _making_in_more(phone, words)
    go(phone, "more")
    page.evaluate("release()")
    page.wait_for_function("() => globalThis.made")
    log(phone, 4, "")
    assert on_disk(page)["by"] == "device"

    # Who only pressed back meanwhile has.
    _making_in_more(phone, words)
    for _ in range(2):
        phone.press(words("back"))
    expect(again).to_be_visible()
    page.evaluate("release()")
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    assert on_disk(page)["by"] == "lock"
    phone.close()


def test_wrong_pins_are_slowed_down_over_a_restart_and_a_paste_opens(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", before=QUICK)
    page = phone.page
    page.clock.install()
    phone.open()
    log(phone, 6, "")
    set_lock(phone, NB)
    phone.press(NB("lock_now"))
    locked(page)
    for left in (4, 3, 2, 1):
        press_pin(page, "000000")
        expect(page.get_by_text(NB("pin_wrong", n=left))).to_be_visible()
    press_pin(page, "000000")
    expect(page.get_by_text("Feil PIN.", exact=True)).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("Du kan prøve igjen om")
    # It stands also where the worker had seen nothing yet.
    page.add_init_script(TOLD_NOTHING)
    page.reload()
    expect(page.get_by_role("timer")).to_contain_text("Du kan prøve igjen om")
    # The keys answer nothing meanwhile, and the right PIN is not tried either.
    page.keyboard.type(PIN + "\n")
    assert on_disk(page)["outside"]["tries"]["wrong"] == 5
    # A phone whose clock was set forward before it was opened anew: the wait is sat out all the same.
    page.evaluate(LATER, 31_000)
    page.reload()
    expect(page.get_by_role("timer")).to_contain_text("Du kan prøve igjen om")
    page.keyboard.type(PIN + "\n")
    assert on_disk(page)["outside"]["tries"]["wrong"] == 5
    page.clock.fast_forward(31_000)
    press_pin(page, "000000")
    expect(page.get_by_role("timer")).to_contain_text("60 sekunder")
    page.evaluate(LATER, 7 * 24 * 3_600_000)
    page.reload()
    expect(page.get_by_role("timer")).to_contain_text("60 sekunder")
    page.clock.fast_forward(61_000)
    page.locator("#pin").fill(PIN)
    page.locator(".keys .take").click()
    expect(page.locator(".hold")).to_be_visible()
    assert "tries" not in on_disk(page)["outside"]
    phone.close()


def _chosen(phone: Phone, minutes: int) -> bool:
    """Whether that is what the lock goes by: its screen begins with what has been kept."""
    go(phone, "more")
    go(phone, "lock")
    return phone.page.get_by_label(Words(phone.locale)(f"lock_delay_{minutes}"), exact=True).is_checked()


def _choose_delay(phone: Phone, minutes: int) -> None:
    go(phone, "lock")
    phone.choose(Words(phone.locale)(f"lock_delay_{minutes}"))
    until(lambda: _chosen(phone, minutes), phone.page)


def _away(page: Page, seconds: int) -> None:
    leave(page)
    page.clock.fast_forward(seconds * 1000)
    come_back(page)


def test_away_for_as_long_as_was_chosen_it_locks_and_an_errand_of_its_own_is_not_away(
    browser: Browser, live: Live
) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en", before=QUICK)
    page = phone.page
    page.clock.install()
    phone.open()
    log(phone, 6, "")
    set_lock(phone, words)
    title = page.get_by_role("heading", name=words("lock_title"))
    for minutes in (1, 5, 15):
        _choose_delay(phone, minutes)
        _away(page, minutes * 60 - 20)
        expect(title).to_be_visible()
        _away(page, minutes * 60)
        locked(page)
        press_pin(page, PIN)
        expect(title).to_be_visible()

    # With «at once» a file can be chosen, and what was typed stands; then it locks as before; and an errand has an end.
    _choose_delay(phone, 0)
    go(phone, "import")
    page.fill("#code", "ABCD")
    with page.expect_file_chooser() as choosing:
        page.locator(".file-button").click()
    _away(page, 4 * 60)
    choosing.value.set_files({"name": "fil.dat", "mimeType": "application/octet-stream", "buffer": b"fil"})
    expect(page.get_by_role("alert")).to_contain_text("This file was not made by the app.")
    expect(page.locator("#code")).to_have_value("ABCD")
    _away(page, 0)
    locked(page)
    press_pin(page, PIN)
    with page.expect_file_chooser():
        page.locator(".file-button").click()
    _away(page, 5 * 60)
    locked(page)
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_without_logging_in_two_can_use_one_tablet_and_nothing_is_kept_or_seen(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, before=QUICK)
    page = phone.page
    phone.open()
    log(phone, 6, "dette er eierens")
    set_lock(phone, words)
    phone.press(words("lock_now"))
    before = on_disk(page)
    phone.press(words("lock_guest"))
    expect(page.get_by_role("heading", name=words("guest_title"))).to_be_visible()
    assert axe(page) == []
    # His own screens lead back to the overview, by an old link too.
    for closed in ("today", "diary", "more", "log", "plan", "code", "lock", "text/module/first-hold"):
        page.evaluate("path => { location.hash = '#/' + path }", closed)
        expect(page.get_by_role("heading", name=words("guest_title"))).to_be_visible()
    # The relatives' programme, with its answers in memory.
    phone.press(words("guest_near"), exact=False)
    page.locator("main .step, main .row").first.click()
    page.locator(".dock .btn.main").click()
    fields = page.locator("main input, main textarea")
    for _ in range(12):
        if fields.count():
            break
        page.locator(".dock .btn.main").click()
    fields.first.check(force=True) if fields.first.get_attribute("type") else fields.first.fill("pårørendes svar")
    page.wait_for_timeout(800)
    assert "dette er eierens" not in page.content()
    # The urge tool to its end: nothing is offered for keeping.
    go(phone, "guest")
    phone.press(words("hard_now"))
    phone.strength(7)
    page.locator(".dock .btn.main").click()
    page.locator(".dock .btn.main").click()
    page.locator(".dock .btn.main").click()
    phone.strength(3)
    page.locator(".dock .btn.main").click()
    assert page.get_by_role("button", name=words("keep_ride")).count() == 0
    phone.press(words("done"))
    expect(page.get_by_role("heading", name=words("guest_title"))).to_be_visible()
    after = on_disk(page)
    assert (after["records"], after["here"], after["by"]) == (before["records"], before["here"], "lock")
    # Locked on a text, it opens on Today: what a guest read is not shown to the owner.
    phone.press(words("guest_near"), exact=False)
    page.locator("main .step, main .row").first.click()
    phone.press(words("guest_lock"), "link")
    locked(page)
    press_pin(page, PIN)
    expect(page.locator(".hold")).to_be_visible()
    assert page.evaluate("document.body.dataset.face ?? 'stop'") == "stop"
    expect(open_entry(phone)).to_have_value("dette er eierens")
    # Nobody is to see even the pages: then the lock shows the mask and the PIN alone, also after a start.
    go(phone, "lock")
    page.get_by_label(words("lock_guests")).uncheck()
    expect(page.get_by_text(words("lock_guests_off"))).to_be_visible()
    until(lambda: on_disk(page)["outside"].get("guests") is False, page)
    for lock_again in (lambda: phone.press(words("lock_now")), page.reload):
        lock_again()
        locked(page)
        expect(page.get_by_role("button", name=words("lock_guest"))).to_have_count(0)
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_forgotten_pin_gives_way_to_the_code_and_to_no_other(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, before=QUICK)
    page = phone.page
    phone.open()
    log(phone, 6, "skrevet først")
    code = confirm_code(phone)
    set_lock(phone, words)
    phone.press(words("lock_now"))
    locked(page)
    phone.press(words("lock_forgot"))
    phone.press(words("forgot_open"))
    page.fill("#code", code)
    phone.press(words("signin_open"))
    expect(page.get_by_role("heading", name=words("lock_forgotten_title"))).to_be_visible()
    assert on_disk(page)["by"] == "device"
    phone.press(words("lock_choose"))
    key_pin(page, words, "602214")
    expect(page.locator(".hold")).to_be_visible()
    expect(open_entry(phone)).to_have_value("skrevet først")
    # Changed and taken away: the PIN that is there comes first.
    go(phone, "lock")
    phone.press(words("lock_change"))
    press_pin(page, PIN)
    expect(page.get_by_text(words("pin_wrong", n=4))).to_be_visible()
    press_pin(page, "602214")
    key_pin(page, words, "161803")
    expect(page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()
    phone.press(words("lock_remove"))
    press_pin(page, "161803")
    expect(page.get_by_role("heading", name=words("lock_remove_title"))).to_be_visible()
    phone.press(words("lock_remove"))
    expect(page.get_by_text(words("lock_removed"))).to_be_visible()
    disk = on_disk(page)
    assert (disk["by"], disk["keys"]) == ("device", ["device"])
    page.reload()
    expect(page.locator("h1").first).to_be_visible()
    expect(open_entry(phone)).to_have_value("skrevet først")
    phone.close()


def test_without_a_code_nobody_opens_it_and_the_phone_can_be_emptied(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en", before=QUICK)
    page = phone.page
    phone.open()
    log(phone, 6, "")
    set_lock(phone, words)
    phone.press(words("lock_now"))
    locked(page)
    phone.press(words("lock_forgot"))
    expect(page.get_by_text("Without the PIN nobody can open it. Not even us.")).to_be_visible()
    assert page.get_by_role("button", name=words("forgot_open")).count() == 0
    phone.press(words("forgot_erase"))
    # Presses alone erase nothing: the word must be typed.
    page.locator(".dock .main").click(force=True)
    expect(page.get_by_role("heading", name=words("forgot_erase_title"))).to_be_visible()
    page.fill("#erase", "Delete ")
    phone.press(words("forgot_erase_yes"))
    expect(page.locator(".big")).to_be_visible()
    assert on_disk(page) == {"by": None, "keys": [], "records": 0, "here": 0, "outside": on_disk(page)["outside"]}
    phone.close()


@pytest.mark.whole_browser
def test_every_tab_locks_at_once_and_opens_by_itself(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), "nb", before=QUICK, worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "i begge faner")
    other = Phone(phone.context, phone.context.new_page(), phone.origin, "nb")
    other.open()
    field = open_entry(other)
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


def test_the_question_comes_once_before_anything_is_kept_by_whatever_road(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", asks=True, before=QUICK)
    page = phone.page
    phone.open()
    question = page.get_by_role("heading", name=NB("shared_title"))
    # What is only read, and help, opens at once; a ride lives in memory.
    for free in ("help", "tools", "text/page/crisis", "text/page/safety"):
        go(phone, free)
        assert question.count() == 0
    page.locator("main .three input").nth(1).check(force=True)
    page.wait_for_timeout(400)
    assert (on_disk(page)["by"], question.count()) == (None, 0)
    go(phone, "urge")
    phone.strength(7)
    page.locator(".dock .btn.main").click()
    page.locator(".dock .btn.main").click()
    page.locator(".dock .btn.main").click()
    phone.strength(3)
    page.locator(".dock .btn.main").click()
    assert on_disk(page)["by"] is None
    # Kept: asked first, and one can go back and has lost nothing.
    phone.press(NB("keep_ride"))
    expect(question).to_be_visible()
    phone.press(NB("back"))
    expect(page.get_by_role("button", name=NB("keep_ride"))).to_be_visible()
    phone.press(NB("keep_ride"))
    phone.press(NB("shared_no"))
    expect(page.get_by_role("heading", name=NB("what_title"))).to_be_visible()
    until(lambda: on_disk(page)["by"] == "device", page)
    go(phone, "diary")
    expect(page.locator("main .rows .row")).to_have_count(1)
    # The safety answer that waited came to rest with it.
    assert on_disk(page)["here"] >= 1
    go(phone, "log")
    assert question.count() == 0
    phone.close()
    # By a link to a screen that keeps: the question stands in its place, and then the screen.
    other = Phone.take(browser, live.url, "nb", asks=True, before=QUICK)
    other.open("/#/log")
    expect(other.page.get_by_role("heading", name=NB("shared_title"))).to_be_visible()
    other.press(NB("shared_yes"))
    key_pin(other.page, NB)
    expect(other.page.get_by_role("heading", name=NB("log_title"))).to_be_visible()
    other.log_strength(4)
    expect(other.page.locator(".saved")).to_be_visible()
    assert (on_disk(other.page)["by"], on_disk(other.page)["keys"]) == ("lock", [])
    other.close()


@pytest.mark.parametrize("who", ["what_again", "what_relative"])
def test_what_was_said_of_ones_life_before_the_question_stands_on_today_after_it(
    browser: Browser, live: Live, who: str
) -> None:
    phone = Phone.take(browser, live.url, "nb", asks=True, before=QUICK)
    page = phone.page
    phone.open()
    go(phone, "what")
    phone.choose(NB(who))
    phone.choose(NB("what_happened"), exact=False)
    phone.press(NB("continue"))
    page.locator("main .three input").nth(1).check(force=True)
    page.locator(".dock .btn.main").click()
    assert on_disk(page)["by"] is None
    phone.press(NB("continue"))
    expect(page.get_by_role("heading", name=NB("shared_title"))).to_be_visible()
    phone.press(NB("shared_no"))
    until(lambda: on_disk(page)["here"] == 1, page)
    go(phone, "today")
    page.reload()
    expect(page.get_by_text(NB("standing_empty"))).to_be_visible()
    phone.close()


def _opened(browser: Browser, live: Live, profile: Path) -> Phone:
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, locale="nb-NO", viewport={"width": 390, "height": 844}
    )
    context.add_init_script(NO)
    phone = Phone(context, context.pages[0], live.url, "nb")
    phone.open()
    return phone


def test_after_the_lock_is_set_no_key_is_left_in_the_browsers_files(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    phone = _opened(browser, live, tmp_path)
    phone.worker_ready()
    log(phone, 6, "")
    sealed = bytes(phone.page.evaluate(WRAPPED))
    phone.context.close()
    # The search finds what is there.
    assert keys_that_open(tmp_path, sealed) != []
    phone = _opened(browser, live, tmp_path)
    set_lock(phone, NB)
    phone.context.close()
    phone = _opened(browser, live, tmp_path)
    locked(phone.page)
    phone.context.close()
    assert keys_that_open(tmp_path, sealed) == []
