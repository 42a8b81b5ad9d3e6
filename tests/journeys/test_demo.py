"""Whoever looks around with `selfhelp demo` sees an app that has been used for months."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.admin.demo.diary import read_story
from selfhelp.cli import main
from selfhelp.settings import Settings
from tests.journeys.doing import WHOLE, go, sign_in
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.words import Words
from tests.live import as_environment, live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOTS = os.environ.get("SHOTS")
"""A folder for pictures of what it shows."""


@pytest.mark.parametrize("locale", BOTH)
def test_the_printed_code_opens_a_diary_with_today_and_insights_filled(
    browser: Browser,
    locale: Locale,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings, words = Settings(data=tmp_path, jobs=False), Words(locale)
    with live_server(settings) as live:
        for name, value in as_environment(settings).items():
            monkeypatch.setenv(name, value)
        assert main(["demo", "--server", live.url, "--locale", locale]) == 0
        (code,) = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", capsys.readouterr().out)
        phone = Phone.take(browser, live.url, locale, reduced_motion=True)
        phone.open()
        sign_in(phone, code)

        go(phone, "today")
        page = phone.page
        expect(page.get_by_text(words("plan_whole"), exact=True).first).to_be_visible()
        expect(page.get_by_text(read_story().words[locale].answers["reason"], exact=True)).to_be_visible()
        expect(page.locator(".share")).to_be_visible()
        _picture(phone, f"demo-today-{locale}")

        go(phone, "insights")
        page.wait_for_function(WHOLE)
        assert page.locator("main figure").count() >= 4
        # What is unfolded may hold more to unfold.
        folded = page.locator("main :not(.longer) > details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        expect(page.locator("main :not(.longer) > details > summary:only-child")).to_have_count(0)
        assert page.locator("main figure table").count() >= 4
        _picture(phone, f"demo-insights-{locale}")

        for screen in ("plan", "programme", "diary"):
            go(phone, screen)
            _picture(phone, f"demo-{screen}-{locale}")
        phone.close()


def _picture(phone: Phone, name: str) -> None:
    if SHOTS:
        phone.page.wait_for_timeout(300)
        phone.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
