"""Who runs the app stands in it, for whoever opens it: before anything is written, in both languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Stiftelsen Nattåpent"
ADDRESS = "Storgata 1, 0155 Oslo"
CONTACT = "henvendelserompersonvernogaltannet@nattaapent.example.no"


def test_the_app_says_who_runs_it_in_both_languages(browser: Browser, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    lines = f'[organisation]\nname = "{NAME}"\naddress = "{ADDRESS}"\ncontact = "{CONTACT}"\n'
    (overlay / "pack.toml").write_text(lines, encoding="utf-8")
    with live_server(Settings(data=tmp_path, overlay=overlay, jobs=False)) as live:
        languages: tuple[Locale, ...] = ("nb", "en")
        for locale in languages:
            _seen(Phone.take(browser, live.url, locale, width=320, height=640, dark=locale == "en"), Words(locale))


def _seen(phone: Phone, words: Words) -> None:
    phone.open()
    page = phone.page
    phone.press(words("first_privacy"), "link")
    part = page.locator("main section", has=page.get_by_role("heading", name=words("who_title"), exact=True))
    expect(part).to_contain_text(words("who_runs", name=NAME))
    expect(part).to_contain_text(ADDRESS)
    expect(part).to_contain_text(words("who_mail"))
    link = part.get_by_role("link", name=CONTACT, exact=True)
    assert link.get_attribute("href") == f"mailto:{CONTACT}"  # no word beforehand
    assert link.get_attribute("rel") == "noreferrer noopener"
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert NAME not in page.title()
    assert phone.axe() == []
    page.emulate_media(media="print")
    expect(link).to_be_visible()
    phone.close()
