"""An urge being ridden is not begun anew because the phone threw the page out: it rests on the disk."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import NB, go, log
from tests.journeys.patient import patient_worker
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def _left(page: Page) -> int:
    """Minutes left on the clock."""
    [minutes] = re.findall(r"\d+", page.get_by_role("timer").inner_text())
    return int(minutes)


def _ride(phone: Phone) -> int:
    """Says how strong it is, on the way that has opened; the minutes it begins with."""
    phone.page.get_by_role("timer").wait_for()
    phone.page.locator(".how-strong").click()
    phone.log_strength(7)
    return _left(phone.page)


@pytest.fixture
def phone(browser: Browser, light: Live) -> Iterator[Phone]:
    phone = Phone.take(browser, light.url, "nb", worker=True)
    phone.page.clock.install()
    phone.open()
    patient_worker(phone)
    yield phone
    phone.close()


def test_with_a_diary_the_ride_outlives_the_page_and_leaves_nothing_when_it_ends(phone: Phone) -> None:
    log(phone, 5, "")
    phone.page.locator(".hold .hold-main").click()
    minutes = _ride(phone)
    phone.page.clock.fast_forward(65_000)
    phone.page.reload()
    expect(phone.page.get_by_role("timer")).to_contain_text(str(minutes - 1))
    # Half an hour later it is not what the app opens with, but what «Vanskelig nå» goes on with.
    phone.page.clock.fast_forward(30 * 60_000)
    phone.page.reload()
    phone.page.locator(".hold .hold-main").click()
    expect(phone.page.get_by_role("timer")).to_have_text(NB("time_over"))
    phone.page.locator(".dock .main").click()
    phone.log_strength(3)
    expect(phone.page.locator("main .fall")).to_be_visible()
    expect(phone.page.get_by_text(NB("ride_saved"))).to_be_visible()
    phone.page.reload()
    phone.page.locator(".hold .hold-main").click()
    expect(phone.page.locator(".how-strong")).to_contain_text(NB("how_strong_small"))
    go(phone, "diary")
    expect(phone.page.locator("main .rows .row", has_text=NB("diary_urge_after", strength=7, after=3))).to_have_count(1)
