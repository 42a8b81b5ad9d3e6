"""A diary that is too long to be opened at once: Today stands on its last months, and everything else on all of it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from bench.ten_years import NEEDLE, put_ten_years, snapshot_rests
from tests.journeys.doing import NB, go, log, sign_in
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The manifest and the bundle that it names.
TEXTS_FETCHED = "() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/content/')).length"

RECORDS = 1_050
"""More than are opened at once; one in five hundred has the word that is searched for."""


def test_older_entries_are_there_on_whatever_screen_the_app_opens_and_whenever_they_are_asked_for(
    browser: Browser, live: Live
) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    sign_in(phone, put_ten_years(live.url, date(2026, 11, 25), RECORDS))
    phone.page.wait_for_function(snapshot_rests(2), polling=200)

    # From Today: the page itself asks for what a diary opens with, and what lies below the first screenful comes too.
    go(phone, "today")
    phone.page.reload()
    phone.page.locator(".hold").wait_for()
    assert phone.page.locator("link[data-ahead]").count() > 0
    # What the page asks for ahead is what the app then takes: the texts are fetched once.
    assert phone.page.evaluate(TEXTS_FETCHED) == 2
    expect(phone.page.get_by_text(NB("mood_title"), exact=True)).to_be_visible()
    log(phone, 6, "skrevet før resten var her")

    # From a screen that counts all of it.
    for opened, shown in ("insights", "main figure"), ("diary", "main .rows .row"):
        go(phone, opened)
        phone.page.reload()
        expect(phone.page.locator(shown).first).to_be_visible()
    phone.press(NB("diary_search"))
    phone.page.fill("#search-words", NEEDLE)
    expect(phone.page.locator("main .rows mark")).to_have_count(3)
    phone.page.locator("main .rows .row").last.click()
    expect(phone.page.locator("main .own")).to_have_text(re.compile(NEEDLE))
    phone.close()
