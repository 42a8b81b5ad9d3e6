"""Text at 200 % on a phone, in English and on two sizes: what stands fast leaves room to read, and no word is torn
apart or lies on another; what is pressed first is reached without scrolling. On the smaller every screen is seen so in
`make test`, in Norwegian (test_every_screen.py).

Who needs it that large often has colours of one's own too: what has been gone through is seen in those."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.doing import WHOLE, go
from tests.journeys.filled import filled_diary
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.reached import large, twice_as_large
from tests.journeys.usable import too_wide, torn
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

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


# What a finger reaches of these without scrolling: whole, between the bar and the foot, and under nothing else.
REACHED = """selector => [...document.querySelectorAll(selector)].filter((it) => {
  const { left, top, right, bottom } = it.getBoundingClientRect();
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && it.contains(hit);
}).length"""


@pytest.mark.parametrize("height", [568, 640])
@pytest.mark.parametrize("locale", BOTH)
def test_text_twice_as_large_shows_the_first_thing_to_press(
    browser: Browser, live: Live, locale: Locale, height: int
) -> None:
    phone = Phone.take(browser, live.url, locale, width=320, height=height, reduced_motion=True)
    phone.open()
    faults = []
    for screen, what, many in (
        ("today", ".tabs a", 5),
        ("today", ".hold a", 3),
        ("log", "main .ten button", 3),
        ("urge", ".dock .btn.main", 1),
        ("urge/breathing", ".dock .btn.main", 1),
        ("checkin", "main .ten button", 3),
    ):
        go(phone, screen)
        faults += [f"{screen}: {it}" for it in large(phone.page)]
        with twice_as_large(phone.page):
            reached = phone.page.evaluate(REACHED, what)
        if reached < many:
            faults.append(f"{screen}: {reached} of {what}")
    assert faults == []
    phone.close()


# The title stands in the row of the way out, which is where it is on every screen.
BESIDE = """() => {
  const [title, out] = ['.top h1', '.leave'].map((it) => document.querySelector(it).getBoundingClientRect());
  return title.right <= out.left && title.top < out.bottom && out.top === 8;
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_the_day_stands_beside_the_way_out(browser: Browser, live: Live, width: int) -> None:
    phone = Phone.take(browser, live.url, "nb", width=width, height=640, reduced_motion=True)
    phone.page.clock.set_fixed_time(datetime(2026, 11, 26, 8, tzinfo=ZoneInfo("Europe/Oslo")))
    phone.open()
    go(phone, "today")
    expect(phone.page.locator(".top h1")).to_have_text("Torsdag morgen")
    assert phone.page.evaluate(BESIDE)
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_the_three_answers_are_whole_on_a_small_phone_also_when_chosen(
    browser: Browser, live: Live, locale: Locale
) -> None:
    phone = Phone.take(browser, live.url, locale, width=320, height=640, reduced_motion=True)
    phone.open()
    go(phone, "text/page/safety")
    for answer in phone.page.locator("main .three label").all():
        answer.click()
        assert torn(phone.page) + too_wide(phone.page) == []
    phone.close()


@pytest.mark.slow
@pytest.mark.deep
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
