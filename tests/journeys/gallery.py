"""Pictures of every screen, for people to look at: `make gallery` writes .shots/<locale>-<width>-<theme>/ and one page
with all of them, .shots/index.html; the last of it is the page of the parts.

`python -m tests.journeys.gallery texts` takes every step of every text instead, into .shots/texts-<locale>-<width>/.

`python -m tests.journeys.gallery readme` takes docs/today.png anew, and `python -m tests.journeys.gallery look` the
screens that docs/engineers/design.md shows beside their drawings.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, sync_playwright

from selfhelp.settings import Settings
from tests.journeys.album import album
from tests.journeys.coached import Organisation, coached_pack
from tests.journeys.filled import filled_diary
from tests.journeys.parts_page import FACES, open_parts, parts_served
from tests.journeys.phone import CHROMIUM, Locale, Phone, launch
from tests.journeys.push import subscribing
from tests.journeys.reached import twice_as_large
from tests.journeys.texts import every_text, show
from tests.journeys.tour import tour
from tests.journeys.words import Words
from tests.live import live_server
from tests.notify.push_service import PushService

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / ".shots"
README_PICTURE = ROOT / "docs" / "today.png"
LOOK = ROOT / "docs" / "engineers" / "look"
DRAWN = {
    "first": "first",
    "what": "what",
    "today": "today",
    "urge/how-strong": "strength",
    "urge/wave-own": "wave",
    "log": "log",
    "more-about": "logged",
    "text/page/lapse/chain": "chain",
    "text/page/lapse": "lapse",
    "insights": "insights",
    "text/page/safety-yes": "safety",
    "code/show": "code",
    "today/near": "near",
    "lock/shut": "lock",
}
"""The stops of the tour of which there is a drawing, and its file."""
LOCALES: tuple[Locale, ...] = ("nb", "en")
# In a picture of the whole length the foot would stand across the middle.
LOOSE = """() => {
  const loose = new CSSStyleSheet();
  loose.replaceSync('.top, .foot { position: static !important }');
  document.adoptedStyleSheets = [loose];
}"""
SIZES = ((390, 844), (320, 640))
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def pictures(page: Page, locale: Locale, name: str, number: int) -> None:
    """One stop in both sizes and themes, and small with text at 200 %: as it stands, and the whole length of it when it
    is longer than the screen."""
    file = f"{number:02}-{name.replace('/', '-')}"
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            folder = SHOTS / f"{locale}-{width}-{theme}"
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{file}.png")
            if width == 390 and theme == "light" and page.evaluate("document.body.scrollHeight > innerHeight + 8"):
                page.evaluate(LOOSE)
                page.screenshot(path=folder / f"{file}-whole.png", full_page=True)
                page.evaluate("document.adoptedStyleSheets = []")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    with twice_as_large(page):
        page.screenshot(path=SHOTS / f"{locale}-{width}-large" / f"{file}.png")
    page.set_viewport_size({"width": 390, "height": 844})


def parts(browser: Browser, locales: tuple[Locale, ...] = LOCALES) -> None:
    """The page with every part of the design language, at its whole length."""
    with parts_served() as address:
        page = browser.new_page(reduced_motion="reduce", device_scale_factor=2)
        for locale in locales:
            for face in FACES:
                open_parts(page, address, locale, face)
                page.evaluate(LOOSE)
                for width, height in SIZES:
                    page.set_viewport_size({"width": width, "height": height})
                    for theme in THEMES:
                        page.emulate_media(color_scheme=theme)
                        folder = SHOTS / f"{locale}-{width}-{theme}"
                        folder.mkdir(parents=True, exist_ok=True)
                        page.screenshot(path=folder / f"parts-{face}.png", full_page=True)
        page.close()


def readme_picture() -> None:
    """«I dag» one evening, with a diary of seven weeks."""
    evening = datetime.now(ZoneInfo("Europe/Oslo")).replace(hour=19, minute=30)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = launch(playwright)
        with live_server(Settings(data=Path(data), jobs=False)) as live:
            code = filled_diary(live.url, "nb", evening.date())
            phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
            phone.page.clock.set_fixed_time(evening)
            phone.open("/#/signin")
            phone.page.fill("#code", code)
            phone.page.locator(".dock .btn.main").click()
            phone.page.locator("h1", has_text=Words("nb")("signin_done_title")).wait_for()
            phone.page.locator(".dock .btn.main").click()
            phone.page.locator(".hold").wait_for()
            phone.picture(README_PICTURE)
            phone.context.close()
        browser.close()


def toured(locales: tuple[Locale, ...]) -> Iterator[tuple[Page, Locale, str, int]]:
    """The page at each stop of the tour, its language, and the name and number of the stop."""
    today = datetime.now(ZoneInfo("Europe/Oslo")).date()
    with tempfile.TemporaryDirectory() as data, PushService() as service, sync_playwright() as playwright:
        organisation = Organisation()
        content = coached_pack(Path(data) / "content", organisation)
        settings = Settings(data=Path(data) / "server", content=content, jobs=False, push_test_ca=service.ca)
        settings.data.mkdir()
        browser = launch(playwright, CHROMIUM)
        with live_server(settings) as live:
            for locale in locales:
                code = filled_diary(live.url, locale, today)
                origin = live.url.replace("127.0.0.1", "localhost")
                phone = Phone.take(
                    browser, origin, locale, reduced_motion=True, before=subscribing(service.subscribe()), worker=True
                )
                with organisation.coach(live, f"Kari {locale}") as coach:
                    for number, stop in enumerate(tour(phone, Words(locale), code, coach)):
                        yield phone.page, locale, stop.name, number
                phone.context.close()
                sys.stdout.write(f"{locale}: {number + 1} screens\n")
        browser.close()


def look() -> None:
    """The screens of which there is a drawing, as small files."""
    for page, _, name, _ in toured(("nb",)):
        if name in DRAWN:
            page.screenshot(path=LOOK / f"{DRAWN[name]}-built.jpg", type="jpeg", quality=80, scale="css")


def texts(locales: tuple[Locale, ...] = LOCALES) -> None:
    """Every page and step at its whole length, in both sizes."""
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = launch(playwright)
        with live_server(Settings(data=Path(data), jobs=False)) as live:
            for locale in locales:
                phone = Phone.take(browser, live.url, locale, reduced_motion=True)
                phone.open()
                for text in every_text(locale):
                    show(phone, text)
                    phone.page.evaluate(LOOSE)
                    for width, height in SIZES:
                        phone.page.set_viewport_size({"width": width, "height": height})
                        file = SHOTS / f"texts-{locale}-{width}" / f"{text.name}.png"
                        file.parent.mkdir(parents=True, exist_ok=True)
                        phone.page.screenshot(path=file, full_page=True, scale="css")
                    phone.page.evaluate("document.adoptedStyleSheets = []")
                phone.context.close()
                sys.stdout.write(f"{SHOTS}: texts in {locale}\n")
        browser.close()


def main(locales: tuple[Locale, ...] = LOCALES) -> None:
    for folder in SHOTS.glob("*-*-*"):  # pictures of screens that are no more
        shutil.rmtree(folder)
    for page, locale, name, number in toured(locales):
        pictures(page, locale, name, number)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        parts(browser, locales)
        browser.close()
    sys.stdout.write(f"{album(SHOTS)}\n")


if __name__ == "__main__":
    if "readme" in sys.argv:
        readme_picture()
    elif "look" in sys.argv:
        look()
    elif "texts" in sys.argv:
        texts()
    else:
        main()
