"""An urge being ridden rests on the disk: a page that the phone threw out goes on with it, and not once it has ended.

What stands on the screens meanwhile, and half an hour later: pwa/src/features/urge/ride.test.tsx.
"""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, at_rest, log
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser


def test_a_ride_outlives_the_page_on_the_disk_until_it_ends(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.page.clock.install()
    phone.open()
    log(phone, 5, "")
    phone.page.locator(".hold .hold-main").click()
    timer = phone.page.get_by_role("timer")
    [minutes] = re.findall(r"\d+", timer.inner_text())
    phone.page.locator(".how-strong").click()
    phone.log_strength(7)
    phone.page.clock.fast_forward(65_000)
    at_rest(phone)
    phone.page.reload()
    expect(timer).to_contain_text(str(int(minutes) - 1))
    phone.page.locator(".dock .main").click()
    phone.log_strength(3)
    expect(phone.page.get_by_text(NB("ride_saved"))).to_be_visible()
    at_rest(phone)
    phone.page.reload()
    phone.page.locator(".hold .hold-main").click()
    expect(phone.page.locator(".how-strong")).to_contain_text(NB("how_strong_small"))
    phone.close()
