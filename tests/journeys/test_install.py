"""The way to the home screen and the window of another app, as they are drawn on a small phone. What they say, and that
nothing is kept, is tested without a browser (pwa/src/features/more/Install.test.tsx).
"""

from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB
from tests.journeys.phone import Phone
from tests.journeys.usable import axe, small_targets, too_wide
from tests.live import Live

pytestmark = pytest.mark.browser

APPLE: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
SAFARI: Final = f"{APPLE} Version/18.6 Mobile/15E148 Safari/604.1"
FACEBOOK: Final = f"{APPLE} Mobile/22G86 [FBAN/FBIOS;FBAV/530.0.0;FBBV/1;FBDV/iPhone15,3]"


@pytest.mark.parametrize(("agent", "title"), [(SAFARI, "install_title"), (FACEBOOK, "inside_title")])
def test_the_ways_out_of_a_browser_fit_a_small_phone(browser: Browser, live: Live, agent: str, title: str) -> None:
    """By day and by night; the tour of all screens walks with another browser, which is shown another guide."""
    phone = Phone.take(browser, live.url, "nb", width=320, height=640, dark=True, user_agent=agent)
    page = phone.page
    phone.open()
    if agent == FACEBOOK:
        # What this is stands above the foot without a finger.
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.get_by_text(NB("first_for"))).to_be_visible()
        what, foot = page.get_by_text(NB("first_for")).bounding_box(), page.locator(".foot").bounding_box()
        assert what
        assert foot
        assert what["y"] + what["height"] <= foot["y"]
        assert axe(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live.url}/#/install")
    expect(page.get_by_role("heading", name=NB(title))).to_be_visible()
    assert axe(page) + small_targets(page) + too_wide(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    assert axe(page) + small_targets(page) + too_wide(page) == []
    phone.close()
