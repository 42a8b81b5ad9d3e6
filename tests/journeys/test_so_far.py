"""The hill at the head of Today leaves room for the day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.devices.phones import phones
from tests.journeys.doing import NB, sign_in, sync
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Where a part begins, and where what stands fast at the foot does.
BEGINS = "it => it.getBoundingClientRect().top"
# Between the land of the hill and the first part.
AIR = 10


def name_evening(server: str, code: str, today: date) -> None:
    """He writes that tomorrow evening may be hard, so that Today offers to plan it."""
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(today + timedelta(days=1)).weekday()]
    where = {"programme": "stop", "module": "harder", "step": "risky-evenings", "answer": "risky-evenings"}
    given = {"at": today.isoformat(), "codes": ["payday"], "times": {"payday": f"{day} 20:00"}}
    with phones(1) as [node]:
        node.ask("new", server=server)
        assert node.ask("signIn", code=code) == "ok"
        node.ask("write", name="answer/stop/harder/risky-evenings", kind="answer", fields=where | given)
        assert node.ask("sync") == "idle"


def test_everything_of_today_begins_in_the_first_screen(browser: Browser, live: Live) -> None:
    """Also with the offer to plan an evening."""
    # At night Today also tells of the evening before.
    evening = datetime.now(ZoneInfo("Europe/Oslo")).replace(hour=19, minute=30)
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    phone.page.clock.set_fixed_time(evening)
    phone.open()
    code = filled_diary(live.url, "nb", evening.date())
    sign_in(phone, code)
    page = phone.page
    # Who can open this phone is asked first until it is answered, which a phone of the tests does by itself.
    page.get_by_role("link", name=NB("shared_title")).click()
    for offered in (False, True):
        if offered:
            name_evening(live.url, code, evening.date())
            sync(phone)
            # He did so on another device, which Today asks about.
            phone.press(NB("new_device_yes"))
        page.locator("main > .so-far .ledge").wait_for(state="attached")
        expect(page.locator("main .part > h2").nth(3)).to_have_text(NB("plan_title"))
        expect(page.get_by_role("heading", name=NB("evening_before"), exact=True)).to_have_count(int(offered))
        foot = page.locator(".hold").evaluate(BEGINS)
        begins = [it.evaluate(BEGINS) for it in page.locator("main .part").all()[:4]]
        assert max(begins) < foot, f"the parts begin at {begins}, the foot at {foot}"
        land = page.locator("main > .so-far").evaluate("it => it.getBoundingClientRect().bottom")
        assert begins[0] - land >= AIR, f"the land ends at {land}, the first part begins at {begins[0]}"
    # On a small phone the step and the hill are lower, and the second part begins in the first screen too.
    page.set_viewport_size({"width": 320, "height": 640})
    heading = page.locator("main .part > h2").nth(1).evaluate("it => it.getBoundingClientRect().bottom")
    assert heading < page.locator(".hold").evaluate(BEGINS)
    phone.close()
