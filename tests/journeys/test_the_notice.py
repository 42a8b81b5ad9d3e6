"""What is seldom said is usable by everybody, and what the operator says comes, stays and goes with the service worker.

Where and how long it stands is held in pwa/src/shared/notices/*.test.tsx.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from selfhelp.settings import Settings
from tests.journeys.doing import go, log
from tests.journeys.phone import Phone
from tests.journeys.usable import too_wide
from tests.journeys.words import Words
from tests.live import live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = Words("nb")
SAID = "Natt til 3. desember er appen nede noen timer. Det du skriver, blir værende på telefonen."
NIGHT = datetime(2026, 12, 2, 20, 0, tzinfo=UTC)
"""Nine in the evening in Norway, an hour before it is over."""
OVER = datetime(2026, 12, 2, 22, 0, tzinfo=UTC)

FAILS = "dispatchEvent(new ErrorEvent('error', { error: new RangeError('mine ord om Ola') }))"


def _operator(folder: Path, level: str = "", more: str = "") -> Settings:
    """What the operator says until ten in the evening; nothing without a level."""
    overlay = folder / "overlay"
    overlay.mkdir(exist_ok=True)
    text = f'text = {{ nb = "{SAID}{more}", en = "Down for a few hours.{more}" }}'
    lines = f'[notice]\n{text}\nfrom = 2026-12-01\nuntil = 2026-12-02T22:00:00\nlevel = "{level}"\n'
    (overlay / "pack.toml").write_text(lines if level else "", encoding="utf-8")
    return Settings(data=folder, overlay=overlay, jobs=False)


def _said(phone: Phone) -> Locator:
    return phone.page.locator("main .notice", has_text=SAID)


def _fits(phone: Phone) -> None:
    assert too_wide(phone.page) + phone.axe() == []


def test_what_is_seldom_said_is_usable_on_a_small_phone(browser: Browser, tmp_path: Path) -> None:
    with live_server(_operator(tmp_path, "info")) as live:
        phone = Phone.take(browser, live.url, "nb", width=320, height=640, dark=True)
        page = phone.page
        page.clock.install(time=NIGHT)
        phone.open()
        go(phone, "help")
        expect(_said(phone)).to_be_visible()
        _fits(phone)
        # With the offer of a code below it.
        go(phone, "text/module/first-hold/reason")
        page.get_by_label(WORDS("own_words")).first.fill("Én grunn.")
        expect(page.get_by_text(WORDS("answer_kept"), exact=True)).to_be_visible()
        go(phone, "today")
        expect(_said(phone)).to_be_visible()
        expect(page.locator("main .part", has_text=WORDS("warn_no-code"))).to_be_visible()
        _fits(phone)
        # Faults that nobody was shown, which the clipboard of a browser takes.
        page.evaluate(FAILS)
        go(phone, "more")
        page.locator("summary", has_text=WORDS("faults_title", n=1)).click()
        phone.press(WORDS("faults_copy"))
        expect(page.get_by_text(WORDS("faults_copied"))).to_be_visible()
        assert "uncaught RangeError · today ·" in page.evaluate("navigator.clipboard.readText()")
        _fits(phone)
        phone.close()


def test_a_notice_comes_with_a_connection_stands_without_one_and_is_never_shown_from_old_texts(
    browser: Browser, tmp_path: Path
) -> None:
    with live_server(_operator(tmp_path, "important")) as live:
        phone = Phone.take(browser, live.url, "nb", worker=True)
        phone.page.clock.install(time=NIGHT)
        phone.open()
        phone.worker_ready()
        log(phone, 4, "")
        go(phone, "today")
        expect(_said(phone)).not_to_contain_text("Ring oss")
        # Another one, and none.
        for level, more in (("important", " Ring oss i morgen."), ("", ""), ("important", " Vi er snart tilbake.")):
            live.stop()
            _operator(tmp_path, level, more)
            live.start()
            phone.open()
            go(phone, "today")
            expect(phone.page.locator(".hold")).to_be_visible()
            if level:
                expect(_said(phone)).to_contain_text(more.strip())
            else:
                expect(_said(phone)).to_have_count(0)
        live.kill()
        phone.expect_faults(r"Failed to load resource|ERR_CONNECTION")
        phone.open()
        go(phone, "today")
        expect(_said(phone)).to_contain_text("Vi er snart tilbake.")
        phone.page.clock.set_system_time(OVER)
        phone.open()
        go(phone, "today")
        expect(phone.page.locator(".hold")).to_be_visible()
        expect(_said(phone)).to_have_count(0)
        phone.close()
