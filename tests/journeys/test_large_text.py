"""Text at 200 % on a phone, in English and on two sizes: what stands fast leaves room to read, and no word is torn
apart or lies on another. On the smaller every screen is seen so in `make test`, in Norwegian (test_every_screen.py).

Who needs it that large often has colours of one's own too: what has been gone through is seen in those."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.doing import WHOLE
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Locale, Phone
from tests.journeys.reached import large
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.deep]

SIZES = ((390, 664), (320, 640))
SCREENS = (
    "today", "urge", "log", "checkin", "diary", "insights", "summary", "more", "code", "reminders", "help", "programme",
    "plan", "urge/wave", "urge/alternative", "text/page/safety", "text/page/crisis", "text/module/first-hold/barrier",
    "text/page/police", "export/readable", "urge/breathing", "sofar",
)  # fmt: skip

# The colour of the page, and of each part of the line that says how far one is.
LINE = "[document.body, ...document.querySelectorAll('.progress i')].map(it => getComputedStyle(it).backgroundColor)"


def _faults(page: Page, screen: str) -> list[str]:
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += large(page)
    return [f"{screen}: {it}" for it in found]


@pytest.mark.parametrize("locale", ["en"])
def test_text_twice_as_large_leaves_room_to_read_and_every_word_whole(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    code = filled_diary(live.url, locale, datetime.now(ZoneInfo("Europe/Oslo")).date())
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True)
    phone.open()
    faults = _faults(phone.page, "first")
    phone.page.goto(f"{phone.origin}/#/signin")
    phone.page.fill("#code", code)
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator("h1", has_text=words("signin_done_title")).wait_for()
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator(".hold").wait_for()
    for screen in SCREENS:
        phone.page.goto(f"{phone.origin}/#/language")
        phone.page.locator("h1", has_text=words("language_title")).wait_for()
        phone.page.goto(f"{phone.origin}/#/{screen}")
        phone.page.locator("h1", has_not_text=words("language_title")).first.wait_for(state="attached")
        phone.page.wait_for_function(WHOLE)
        faults += _faults(phone.page, screen)
        if screen.startswith("text/module"):
            phone.page.emulate_media(forced_colors="active")
            ground, *parts = phone.page.evaluate(LINE)
            faults += (
                [] if ground not in parts and len(set(parts)) == 3 else [f"{screen}, own colours: {parts} on {ground}"]
            )
            phone.page.emulate_media(forced_colors="none")
    phone.page.goto(f"{phone.origin}/#/diary")
    phone.choose(words("diary_view_month"))
    # In the first days of a month nothing has been written in it.
    phone.page.locator("main .turn").first.click()
    phone.page.locator("table.month button:has(.of-day)").first.click()
    faults += _faults(phone.page, "diary by the month")
    phone.press(words("diary_filter"))
    phone.page.locator("h1", has_text=words("filter_title")).wait_for()
    faults += _faults(phone.page, "diary, what to see")
    phone.press(words("tab_diary"))
    phone.press(words("diary_search"))
    phone.page.fill("#search-words", "e")
    phone.page.locator("main .rows mark").first.wait_for()
    faults += _faults(phone.page, "diary, searched")
    assert faults == []
    phone.close()
