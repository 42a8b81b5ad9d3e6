"""Help says who answers now, by Norway's clock, and what is known of each number."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

NAMES = {"nb": ("Pårørendelinjen", "Mental Helse"), "en": ("The relatives’ line", "Mental Helse (mental health line)")}
CLOSES = {"nb": "Åpent nå, til kl.\xa017.", "en": "Open now, until 17:00."}
OPENS = {"nb": "Åpner torsdag kl.\xa010.", "en": "Opens on Thursday at 10:00."}
HOLIDAY = {"nb": "Kan være stengt i dag (helligdag).", "en": "May be closed today (public holiday)."}
ALWAYS = {"nb": "Døgnåpent.", "en": "Open day and night."}


def norway(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, 30, tzinfo=ZoneInfo("Europe/Oslo"))


def row(phone: Phone, name: str) -> Locator:
    return phone.page.locator(".calls > li").filter(has=phone.page.get_by_text(name, exact=True))


@pytest.mark.parametrize("locale", BOTH)
def test_a_phone_abroad_is_told_when_a_line_in_norway_closes_and_the_minute_it_has(
    browser: Browser, live: Live, locale: Locale
) -> None:
    line, always = NAMES[locale]
    phone = Phone.take(browser, live.url, locale, timezone="America/New_York")
    phone.page.clock.install(time=norway(2026, 12, 2, 16, 58))
    phone.open()
    go(phone, "help/relatives")
    expect(row(phone, line)).to_contain_text(CLOSES[locale])
    expect(row(phone, always)).to_contain_text(ALWAYS[locale])
    before = phone.page.locator(".calls b").all_text_contents()
    phone.page.clock.run_for(90_000)
    expect(row(phone, line)).to_contain_text(OPENS[locale])
    assert phone.page.locator(".calls b").all_text_contents() == before, "nothing moves from under a finger"
    # Opened anew, those that are closed stand last.
    go(phone, "help")
    go(phone, "help/relatives")
    expect(phone.page.locator(".calls b").last).to_have_text(line)
    assert phone.axe() == []
    phone.close()


def test_a_phone_that_comes_back_from_the_pocket_says_what_is_true_by_then(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.page.clock.set_fixed_time(norway(2027, 5, 14, 12, 0))
    phone.open()
    go(phone, "help/relatives")
    line = row(phone, NAMES["nb"][0])
    expect(line).to_contain_text(CLOSES["nb"])
    phone.page.clock.set_fixed_time(norway(2027, 5, 17, 12, 0))
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(line).to_contain_text(HOLIDAY["nb"])
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_of_each_service_it_is_said_that_nobody_has_rung_and_of_which_year_the_source_is(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale)
    phone.open()
    go(phone, "help/blackmail")
    centre = phone.page.locator(".calls > li").filter(has=phone.page.locator("a[href='tel:80040008']"))
    expect(centre).to_contain_text(f"{words('not_rung')} {words('source_year', year=2020)}")
    removal = phone.page.locator(".calls > li").filter(has=phone.page.locator("a[href='https://www.slettmeg.no']"))
    expect(removal).to_contain_text(f"{words('not_opened')} {words('source_year', year=2017)}")
    go(phone, "help/interest-children")
    expect(phone.page.locator("a[href='https://detfinneshjelp.no']")).to_be_visible()
    go(phone, "help")
    expect(phone.page.locator(".meta", has_text=words("not_all_rung"))).to_be_visible()
    # Nobody is told of 113 that it has not been tried.
    expect(phone.page.locator("li", has=phone.page.locator("a[href='tel:113']"))).not_to_contain_text(words("not_rung"))
    assert phone.page.locator("a[href^='tel:020']").count() == 0
    phone.close()
