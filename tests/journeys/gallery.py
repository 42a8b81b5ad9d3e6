"""Pictures of every screen, for people to look at: `make gallery` writes .shots/<locale>-<width>-<theme>/…png."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, sync_playwright

from selfhelp.settings import Settings
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Locale, Phone, launch
from tests.journeys.push import subscribing
from tests.journeys.tour import tour
from tests.journeys.words import Words
from tests.live import live_server
from tests.notify.push_service import PushService

SHOTS = Path(__file__).parents[2] / ".shots"
LOCALES: tuple[Locale, ...] = ("nb", "en")
SIZES = ((390, 844), (320, 640))


def pictures(page: Page, locale: Locale, name: str, number: int) -> None:
    """One stop in both sizes and themes: as it stands, and the whole length of it when it is longer than the screen."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            folder = SHOTS / f"{locale}-{width}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            file = f"{number:02}-{name.replace('/', '-')}"
            page.screenshot(path=folder / f"{file}.png")
            if width == 390 and theme == "light" and page.evaluate("document.body.scrollHeight > innerHeight + 8"):
                page.screenshot(path=folder / f"{file}-whole.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})


def main(locales: tuple[Locale, ...] = LOCALES) -> None:
    today = datetime.now(ZoneInfo("Europe/Oslo")).date()
    with tempfile.TemporaryDirectory() as data, PushService() as service, sync_playwright() as playwright:
        settings = Settings(data=Path(data), jobs=False, push_test_ca=service.ca)
        browser = launch(playwright)
        with live_server(settings) as live:
            for locale in locales:
                code = filled_diary(live.url, locale, today)
                origin = live.url.replace("127.0.0.1", "localhost")
                phone = Phone.take(
                    browser, origin, locale, reduced_motion=True, before=subscribing(service.subscribe())
                )
                for number, stop in enumerate(tour(phone, Words(locale), code)):
                    pictures(phone.page, locale, stop.name, number)
                phone.context.close()
                sys.stdout.write(f"{SHOTS}: {locale}\n")
        browser.close()


if __name__ == "__main__":
    main()
