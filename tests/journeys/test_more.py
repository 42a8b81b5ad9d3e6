"""What is deleted without a connection is said to be left on the server until it is gone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go, log, take_code, without_server
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def test_deleting_without_a_connection_says_what_is_left_until_it_is_gone(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "")
    take_code(phone)
    with without_server(live, phone):
        go(phone, "delete")
        phone.press("Slett alt nå")
        expect(phone.page.get_by_text("ikke slettet hos oss ennå")).to_be_visible()
    expect(phone.page.get_by_text("Det er også slettet hos oss.")).to_be_visible(timeout=20_000)
    phone.close()
