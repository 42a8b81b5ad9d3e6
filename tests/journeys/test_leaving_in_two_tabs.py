"""«Lukk raskt» in one of two tabs: both leave; where a lock is set no key stays, and both come back locked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go, log, open_entry
from tests.journeys.locking import PIN, QUICK, locked, press_pin, set_lock
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.test_leaving_at_once import AWAY, ONE_TRY, Door
from tests.journeys.test_leaving_at_once import _by_button as by_button
from tests.journeys.test_leaving_at_once import _by_keys as by_keys
from tests.journeys.test_leaving_at_once import _keys_in_memory as keys_in_memory
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser


def _two_tabs(
    browser: Browser, live: Live, locale: Locale, *, before: str = "", worker: bool = True
) -> tuple[Phone, Phone]:
    """With a lock set in the first and opened in the second, where an entry stands open."""
    words = Words(locale)
    first = Phone.take(browser, live.url, locale, before=QUICK + before, worker=worker)
    first.open()
    if worker:
        first.worker_ready()
    log(first, 6, "")
    set_lock(first, words)
    second = Phone(first.context, first.context.new_page(), first.origin, locale)
    second.page.on("pageerror", lambda error: first.faults.append(f"page error in the second tab: {error}"))
    second.open()
    locked(second.page)
    press_pin(second.page, PIN)
    expect(second.page.locator(".hold")).to_be_visible()
    return first, second


def _emptied(tab: Phone) -> None:
    """Waits until nothing is drawn in it and no key is left in its memory."""
    until(lambda: bool(tab.page.evaluate("document.body.childNodes.length === 0")), tab.page)
    until(lambda: keys_in_memory(tab) == 0, tab.page)


@pytest.mark.parametrize(("locale", "leave"), [("nb", by_button), pytest.param("en", by_keys, marks=pytest.mark.deep)])
def test_both_tabs_leave_and_both_come_back_to_the_lock_with_the_words_that_were_half_typed(
    browser: Browser, light: Live, locale: Locale, leave: Callable[[Phone], None]
) -> None:
    first, second = _two_tabs(browser, light, locale, before=ONE_TRY)
    door = Door(first, waits=True)
    go(first, "diary")
    open_entry(second).press_sequentially("halvferdig")
    leave(first)
    door.gone(second.page)

    for tab in (first, second):
        tab.open()
        locked(tab.page)
        assert "halvferdig" not in tab.page.content()
    press_pin(second.page, PIN)
    expect(second.page.locator(".hold")).to_be_visible()
    expect(open_entry(second)).to_have_value("halvferdig")
    # The first has not been opened by that.
    locked(first.page)
    first.close()


def test_in_neither_tab_a_key_stays_while_the_other_page_does_not_answer(browser: Browser, live: Live) -> None:
    first, second = _two_tabs(browser, live, "nb", before=ONE_TRY, worker=False)
    Door(first, shut=True)
    for tab in (first, second):
        assert keys_in_memory(tab) > 0
    by_button(second)
    for tab in (first, second):
        _emptied(tab)
    first.faults.clear()
    first.close()


def test_a_tab_that_has_kept_nothing_yet_leaves_with_the_other_and_tells_it(browser: Browser, live: Live) -> None:
    """Before the vault's code is here: what stands on the screen is ours all the same."""
    first = Phone.take(browser, live.url, "nb")
    Door(first)
    first.context.route("**/assets/vault-*.js", lambda route: None)  # on its way for ever
    first.open()
    second = Phone(first.context, first.context.new_page(), first.origin, "nb")
    for one, other in ((first, second), (second, first)):
        one.open()
        other.open()
        by_button(one)
        # Both, or the next address would come into the way of this one.
        for tab in (one, other):
            tab.page.wait_for_url(AWAY["nb"])
    first.faults.clear()
    first.close()
