"""What is said in reply to a choice stands where it is seen."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.phone import Phone, tick, until
from tests.live import Live

pytestmark = pytest.mark.browser


def test_the_reply_to_the_choice_just_made_stands_above_the_foot(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    page = phone.page
    phone.open()
    go(phone, "text/module/when-urge-comes/helped")
    aloud = page.locator("main .reply[role=status]")
    expect(aloud).to_be_attached()

    def seen() -> bool:
        """Its words, not only what they answer."""
        words, foot = aloud.locator(".prose").bounding_box(), page.locator(".foot").bounding_box()
        return words is not None and foot is not None and words["y"] + 20 < foot["y"]

    for at in (0, 3, 1):
        chip = page.locator("main .chips label").nth(at)
        tick(chip.locator("input"))
        expect(aloud.locator(".meta")).to_have_text(chip.inner_text().strip())
        until(seen, page)
    assert phone.axe() == []
    phone.close()
