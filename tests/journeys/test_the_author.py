"""An author, beside the running app: what is saved is on the screen, what is broken leaves the last good text there."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.modules.authoring.new import make_text
from selfhelp.settings import Settings
from tests.journeys.phone import Phone, until
from tests.live import live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 120_000
"""Milliseconds for a save to come to the screen: the whole pack is checked before."""


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_the_author_saves_is_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    content, data = Path(shutil.copytree(Settings().content, tmp_path / "content")), tmp_path / "data"
    data.mkdir()
    with live_server(Settings(data=data, jobs=False, content=content, watch_content=True)) as live:
        phone = Phone.take(browser, live.url, "nb")
        _writes(phone, content, data / "server.out")
        phone.close()


def _writes(phone: Phone, content: Path, log: Path) -> None:
    """`log`: what the server says."""
    page, words = phone.page, content / "programmes/stop/01-et-forste-grep/nb.md"
    page.goto(f"{phone.origin}/#/text/module/first-hold/barrier")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Sett opp en sperre")

    edit(words, "## Sett opp en sperre", "## En sperre for kvelden")
    expect(title).to_have_text("En sperre for kvelden", timeout=PATIENCE)

    # A mistake, then the same place mended: the good text stays until then.
    edit(words, "## En sperre for kvelden {#barrier kind=choose}", "## Feil {#barrier kind=chose}")
    edit(words, "## Hvorfor vil du slutte eller la være?", "## Hva er grunnen?")
    until(lambda: "content-broken" in log.read_text(), page)
    expect(title).to_have_text("En sperre for kvelden")
    edit(words, "## Feil {#barrier kind=chose}", "## Sperren {#barrier kind=choose}")
    expect(title).to_have_text("Sperren", timeout=PATIENCE)

    # A new module stands in the programme.
    page.goto(f"{phone.origin}/#/programme")
    expect(page.get_by_text("Et første grep").first).to_be_visible()
    make_text(content, "module", "sleep-better")
    expect(page.get_by_text("Ny tekst")).to_be_visible(timeout=PATIENCE)
