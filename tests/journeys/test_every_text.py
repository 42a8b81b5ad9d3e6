"""Every step of every module, every page and every tool at every width, in both languages."""

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.phone import Locale, Phone
from tests.journeys.texts import every_text, show
from tests.journeys.usable import small_targets, too_wide
from tests.live import Live

SIZES: tuple[ViewportSize, ...] = (
    {"width": 320, "height": 640},
    {"width": 390, "height": 844},
    {"width": 768, "height": 1024},
    {"width": 1280, "height": 800},
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long, pytest.mark.deep]


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_every_text_can_be_read_and_answered_at_every_width(browser: Browser, live: Live, locale: Locale) -> None:
    phone = Phone.take(browser, live.url, locale, width=320, height=640, reduced_motion=True)
    phone.open()
    faults = []
    for text in every_text(locale):
        show(phone, text)
        found = []
        for size in SIZES:
            phone.page.set_viewport_size(size)
            found += [f"{size['width']}: {it}" for it in too_wide(phone.page) + small_targets(phone.page)]
        if text.path.startswith("text/module") and phone.page.locator("h1").inner_text() != text.title:
            found.append(f"the title is «{phone.page.locator('h1').inner_text()}»")
        faults += [f"{text.name}: {it}" for it in found]
    assert not faults, "\n".join(faults)
    phone.close()
