"""Two tabs of one phone, and a page that is thrown out: no word is lost unsaid.

Two phones, and a phone that is full: pwa/src/app/apart.test.tsx.
"""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, log, open_entry
from tests.journeys.patient import patient_worker
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def _both_stand(phone: Phone, *texts: str) -> None:
    expect(phone.page.get_by_text(NB("rivals_written_apart")).first).to_be_visible()
    expect(phone.page.get_by_role("button", name=NB("rivals_keep_both"))).to_be_visible()
    for text in texts:
        expect(phone.page.locator("main .own", has_text=text)).to_be_visible()


def test_two_tabs_of_one_phone_lose_neither_text(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    log(phone, 6, "")
    field = open_entry(phone)
    field.focus()
    page = phone.context.new_page()
    tab = Phone(phone.context, page, phone.origin, "nb")
    tab.open()
    there = open_entry(tab)
    there.press_sequentially("i den andre fanen")
    there.blur()
    # Whether it has reached the first tab or not: it was not seen there.
    field.press_sequentially("i den første fanen")
    field.blur()
    for each in (phone, tab):
        _both_stand(each, "i den første fanen", "i den andre fanen")
    phone.close()


def test_a_page_that_is_loaded_anew_waits_for_what_the_old_one_writes(browser: Browser, light: Live) -> None:
    """The worker holds it: half a second has not passed, and nobody has left the field."""
    phone = Phone.take(browser, light.url, "nb", worker=True)
    phone.open()
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    patient_worker(phone)
    log(phone, 6, "")
    said = "tom leilighet"
    open_entry(phone).press_sequentially(said)
    for more in (", i", " går", " også"):
        phone.page.reload()
        expect(open_entry(phone)).to_have_value(said)
        field = open_entry(phone)
        field.press("End")
        field.press_sequentially(more)
        said += more
    phone.page.reload()
    expect(open_entry(phone)).to_have_value(said)
    phone.close()
