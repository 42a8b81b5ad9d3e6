"""The hill at the head of Today leaves room for the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, sign_in
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Where a part begins, and where what stands fast at the foot does.
BEGINS = "it => it.getBoundingClientRect().top"


def test_everything_of_today_begins_in_the_first_screen(browser: Browser, live: Live) -> None:
    # At night Today also tells of the evening before.
    evening = datetime.now(ZoneInfo("Europe/Oslo")).replace(hour=19, minute=30)
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    phone.page.clock.set_fixed_time(evening)
    phone.open()
    sign_in(phone, filled_diary(live.url, "nb", evening.date()))
    page = phone.page
    page.locator("main > .so-far .ledge").wait_for(state="attached")
    expect(page.locator("main .part > h2").nth(3)).to_have_text(NB("plan_title"))
    foot = page.locator(".hold").evaluate(BEGINS)
    begins = [it.evaluate(BEGINS) for it in page.locator("main .part").all()[:4]]
    assert max(begins) < foot, f"the parts begin at {begins}, the foot at {foot}"
    phone.close()
