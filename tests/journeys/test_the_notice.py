"""What the operator says to everybody stands on Today and in Help, for its time alone, and is read aloud once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from selfhelp.settings import Settings
from tests.journeys.doing import go, log
from tests.journeys.locking import QUICK, locked, set_lock
from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import Live, live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAID = {
    "nb": "Natt til 3. desember er appen nede noen timer. Det du skriver, blir værende på telefonen.",
    "en": "The app is down for a few hours in the night before 3 December. What you write stays on your phone.",
}
NIGHT = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)
"""Nine in the evening in Norway."""

# How often words of a notice came into something that a screen reader reads aloud when words come into it.
HEARD = """
globalThis.heard = 0;
new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes)
    if ([...addedNodes].some((it) => /3 December|3[.] desember/.test(it.textContent ?? '')))
      if (target.closest?.('[role=status], [aria-live]')) globalThis.heard += 1;
}).observe(document, { childList: true, subtree: true });
"""


@contextmanager
def told(folder: Path, level: str) -> Iterator[Live]:
    """A server whose operator says this until ten in the evening."""
    overlay = folder / "overlay"
    overlay.mkdir()
    _write(overlay, level)
    with live_server(Settings(data=folder, overlay=overlay, jobs=False)) as live:
        yield live


def _write(overlay: Path, level: str, more: str = "") -> None:
    text = f'text = {{ nb = "{SAID["nb"]}{more}", en = "{SAID["en"]}{more}" }}'
    lines = f'[notice]\n{text}\nfrom = 2026-12-01\nuntil = 2026-12-02T22:00:00\nlevel = "{level}"\n'
    (overlay / "pack.toml").write_text(lines, encoding="utf-8")


def _take(browser: Browser, live: Live, locale: Locale, *, worker: bool = False) -> Phone:
    small = locale == "en"
    size = (320, 640) if small else (390, 844)
    phone = Phone.take(
        browser, live.url, locale, width=size[0], height=size[1], dark=small, before=HEARD + QUICK, worker=worker
    )
    phone.page.clock.install(time=NIGHT)
    phone.open()
    return phone


def _said(phone: Phone) -> Locator:
    return phone.page.locator("main .notice", has_text=SAID[phone.locale])


def _heard(phone: Phone) -> int:
    found: int = phone.page.evaluate("heard")
    return found


def _fits(phone: Phone) -> None:
    assert phone.page.evaluate("document.scrollingElement.scrollWidth") <= phone.page.evaluate("innerWidth")
    assert phone.axe() == []


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_notice_is_read_aloud_once_and_can_be_put_away(browser: Browser, tmp_path: Path, locale: Locale) -> None:
    words = Words(locale)
    with told(tmp_path, "info") as live:
        phone = _take(browser, live, locale)
        # Nothing is kept yet.
        go(phone, "help")
        expect(_said(phone)).to_be_visible()
        assert words("notice_from") in _said(phone).inner_text()
        _fits(phone)
        log(phone, 4, "")
        go(phone, "today")
        expect(_said(phone)).to_be_visible()
        _fits(phone)
        go(phone, "help")
        expect(_said(phone)).to_be_visible()
        assert _heard(phone) == 1
        assert _said(phone).locator("xpath=ancestor::*[@role]").count() == 0
        go(phone, "today")
        _said(phone).get_by_role("button", name=words("warn_seen"), exact=True).click()
        expect(_said(phone)).to_have_count(0)
        expect(phone.page.locator("h1").first).to_be_focused()
        phone.open()
        go(phone, "help")
        expect(_said(phone)).to_have_count(0)
        phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_an_important_one_stays_until_it_is_over_and_goes_by_itself(
    browser: Browser, tmp_path: Path, locale: Locale
) -> None:
    words = Words(locale)
    with told(tmp_path, "important") as live:
        phone = _take(browser, live, locale)
        phone.press(words("first_begin"))
        phone.choose(words("what_relative"))
        phone.press(words("continue"))
        go(phone, "today")
        expect(phone.page.locator("body")).to_have_attribute("data-face", "near")
        expect(_said(phone)).to_be_visible()
        expect(_said(phone).get_by_role("button")).to_have_count(0)
        _fits(phone)
        phone.page.clock.run_for(59 * 60_000)
        expect(_said(phone)).to_be_visible()
        phone.page.clock.run_for(2 * 60_000)
        expect(_said(phone)).to_have_count(0)
        phone.close()


def test_a_locked_app_with_a_mask_says_nothing_of_it(browser: Browser, tmp_path: Path) -> None:
    words = Words("nb")
    with told(tmp_path, "important") as live:
        phone = _take(browser, live, "nb")
        log(phone, 4, "")
        set_lock(phone, words)
        go(phone, "today")
        expect(_said(phone)).to_be_visible()
        phone.open()
        locked(phone.page)
        expect(_said(phone)).to_have_count(0)
        assert SAID["nb"] not in phone.page.content()
        phone.close()


def test_without_a_connection_it_stands_for_its_time_and_is_never_shown_from_old_texts(
    browser: Browser, tmp_path: Path
) -> None:
    with told(tmp_path, "important") as live:
        phone = _take(browser, live, "nb", worker=True)
        phone.worker_ready()
        log(phone, 4, "")
        live.kill()
        phone.expect_faults(r"Failed to load resource|ERR_CONNECTION")
        phone.open()
        go(phone, "today")
        expect(_said(phone)).to_be_visible()
        phone.page.clock.set_system_time(datetime(2026, 12, 2, 22, 0, tzinfo=UTC))
        phone.open()
        go(phone, "today")
        expect(phone.page.locator(".hold")).to_be_visible()
        expect(_said(phone)).to_have_count(0)
        phone.close()


def test_another_notice_comes_and_goes_at_the_next_start_with_a_connection(browser: Browser, tmp_path: Path) -> None:
    with told(tmp_path, "info") as live:
        phone = _take(browser, live, "nb", worker=True)
        phone.worker_ready()
        log(phone, 4, "")
        go(phone, "today")
        expect(_said(phone)).not_to_contain_text("Ring oss")
        live.stop()
        _write(tmp_path / "overlay", "info", more=" Ring oss i morgen.")
        live.start()
        phone.open()
        go(phone, "today")
        expect(_said(phone)).to_contain_text("Ring oss i morgen.")
        live.stop()
        (tmp_path / "overlay" / "pack.toml").write_text("", encoding="utf-8")
        live.start()
        phone.open()
        go(phone, "today")
        expect(phone.page.locator(".hold")).to_be_visible()
        expect(_said(phone)).to_have_count(0)
        phone.close()
