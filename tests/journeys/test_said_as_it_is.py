"""What waits for a connection is never said to have happened, and is said to have happened when it has."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, confirm_code, go, log, sign_in, take_code
from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

# What is to be done with the old code while the new one waits, and when that one works.
OLD_ONE = {
    "nb": ("Ta vare på den gamle til da.", "Den gamle virker ikke lenger og kan kastes."),
    "en": ("Keep the old one until then.", "The old one no longer does, so you can throw it away."),
}


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    """A phone with one entry, and everything that is needed without a connection."""
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, worker=True)
    phone.expect_faults(r"ERR_INTERNET_DISCONNECTED|status of 4(04|10)")
    phone.open()
    phone.worker_ready()
    log(phone, 6, "")
    yield phone
    phone.close()


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_code_made_offline_works_when_the_phone_has_been_online_and_the_screen_says_so_by_itself(
    phone: Phone,
) -> None:
    words = Words(phone.locale)
    phone.context.set_offline(True)
    confirm_code(phone)
    expect(phone.page.get_by_role("heading", name=words("code_made_title"), exact=True)).to_be_visible()
    expect(phone.page.get_by_text(words("code_waits"), exact=True)).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name=words("code_done_title"), exact=True)).to_be_visible()
    # The next one: the old is still the one that opens.
    go(phone, "more")
    phone.context.set_offline(True)
    confirm_code(phone)
    expect(phone.page.get_by_text(OLD_ONE[phone.locale][0])).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.page.get_by_text(OLD_ONE[phone.locale][1])).to_be_visible()


def test_a_copy_given_up_offline_is_erased_later_and_the_screen_says_which(phone: Phone) -> None:
    take_code(phone)
    phone.context.set_offline(True)
    go(phone, "consents")
    phone.press(NB("consents_withdraw"))
    expect(phone.page.get_by_text("Til da virker koden.")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.page.get_by_text("koden virker ikke lenger.")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("phone", ["en"], indirect=True)
def test_what_is_still_to_be_erased_from_before_is_not_called_nothing(phone: Phone) -> None:
    words = Words(phone.locale)
    take_code(phone)
    go(phone, "delete")
    expect(phone.page.get_by_text("The sealed copy and the code. As soon as the phone is online.")).to_be_visible()
    phone.context.set_offline(True)
    go(phone, "consents")
    phone.press(words("consents_withdraw"))
    expect(phone.page.get_by_text(words("consents_copy_goes"))).to_be_visible()
    go(phone, "delete")
    expect(phone.page.get_by_text(words("goodbye", n=2))).to_be_visible()


def test_what_was_deleted_offline_is_still_said_to_be_on_the_server_after_a_reload(phone: Phone) -> None:
    words = Words(phone.locale)
    still_there = words("goodbye", n=2)
    take_code(phone)
    phone.context.set_offline(True)
    go(phone, "delete")
    phone.press(words("delete_now"))
    expect(phone.page.get_by_role("heading", name=words("deleted_title"))).to_be_visible()
    expect(phone.page.get_by_text(still_there)).to_be_visible()
    phone.page.reload()
    expect(phone.page.locator(".big")).to_be_visible()
    expect(phone.page.get_by_text(still_there)).to_be_visible()
    go(phone, "delete")
    expect(phone.page.get_by_role("heading", name=words("deleted_title"))).to_be_visible()
    expect(phone.page.get_by_text(still_there)).to_be_visible()
    assert phone.page.get_by_text(words("deleted_all")).count() == 0
    phone.context.set_offline(False)
    expect(phone.page.get_by_text(still_there)).to_have_count(0, timeout=15_000)


def test_a_diary_that_was_only_here_is_not_said_to_be_erased_on_the_server(phone: Phone) -> None:
    go(phone, "delete")
    phone.press(NB("delete_now"))
    expect(phone.page.get_by_role("heading", name=NB("deleted_title"))).to_be_visible()
    phone.page.wait_for_timeout(800)
    assert phone.page.get_by_text(NB("deleted_all")).count() == 0


def test_a_list_that_cannot_be_read_is_not_taken_for_an_empty_one(phone: Phone) -> None:
    take_code(phone)
    go(phone, "delete")
    phone.page.evaluate("""() => {
      const all = IDBObjectStore.prototype.getAll;
      IDBObjectStore.prototype.getAll = function (...given) {
        if (this.name === 'goodbye' && !globalThis.mended) throw new DOMException('no', 'UnknownError');
        return all.apply(this, given);
      };
    }""")
    phone.press(NB("delete_now"))
    expect(phone.page.get_by_role("heading", name=NB("deleted_title"))).to_be_visible()
    phone.page.wait_for_timeout(800)
    assert phone.page.get_by_text(NB("deleted_all")).count() == 0
    phone.page.evaluate("globalThis.mended = true")
    expect(phone.page.get_by_text(NB("deleted_all"))).to_be_visible(timeout=15_000)


def test_kept_as_a_new_diary_nothing_is_agreed_to_and_a_code_is_offered_again(
    browser: Browser, live: Live, phone: Phone
) -> None:
    go(phone, "text/module/first-hold/reason")
    phone.page.get_by_label(NB("own_words")).first.fill("Jeg vil slippe å skjule noe.")
    expect(phone.page.get_by_text(NB("answer_kept"), exact=True)).to_be_visible()
    code = take_code(phone)
    other = Phone.take(browser, live.url, "nb")
    other.open()
    sign_in(other, code)
    go(other, "delete")
    other.press(NB("delete_now"))
    expect(other.page.get_by_text(NB("deleted_all"))).to_be_visible()
    other.close()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    go(phone, "today")
    phone.press(NB("warn_erased_do"))
    phone.press(NB("erased_keep"))
    expect(phone.page.get_by_role("button", name=NB("code_make"))).to_be_visible()
    go(phone, "consents")
    expect(phone.page.get_by_text(NB("consents_never")).first).to_be_visible()
    go(phone, "today")
    expect(phone.page.get_by_text(NB("warn_no-code"))).to_be_visible()
