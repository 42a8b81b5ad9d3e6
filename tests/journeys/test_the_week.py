"""The week is told by one function: what stands on the lock screen stands in Insights and on paper, word for word.

How it compares is told in numbers there, for which a lock screen has no room.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.devices.phones import phones
from tests.journeys.filled import Filling
from tests.journeys.phone import BOTH, Locale, Phone, tick
from tests.journeys.words import Words
from tests.journeys.worker import Worker
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.whole_browser]

COMPARED = re.compile("enn forrige uke|than the week before")
IN_NUMBERS = re.compile("Uken før kom trangen |The week before, the urge came ")
SPACES = re.compile(r"\s+")


def plain(words: str) -> str:
    """With the spaces that hold «6 av 7» together as they are typed."""
    return SPACES.sub(" ", words)


def said(notice: str) -> list[str]:
    return [it if it.endswith(".") else f"{it}." for it in notice.split(". ")]


@pytest.mark.parametrize("locale", BOTH)
def test_the_lock_screen_insights_and_the_sheet_say_the_same_of_a_week(
    browser: Browser, light: Live, locale: Locale
) -> None:
    words = Words(locale)
    with phones(1) as (node,):
        node.ask("new", server=light.url)
        filling = Filling(node, locale, datetime.now(ZoneInfo("Europe/Oslo")).date())
        filling.write()
        settings = {"what": ["again"], "locale": locale, "style": "full"}
        node.ask("write", name="settings", kind="settings", fields=settings)
        node.ask("create", kind="purchase", fields={"date": filling.before(2), "part": "day"})
        code = node.ask("code")
        assert node.ask("sync") == "idle"
    origin = light.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, locale, reduced_motion=True, worker=True)
    worker = Worker(phone.page, origin)
    phone.open("/#/signin")
    phone.worker_ready()
    phone.page.fill("#code", code)
    phone.press(words("signin_open"))
    phone.page.get_by_text(words("signin_done_title")).wait_for()
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator(".hold").wait_for()

    worker.patient().push("weekly")
    [notice] = worker.notices()
    sentences = said(notice["body"])
    assert len(sentences) >= 4, sentences
    # Others may read it: what passed is told as elsewhere, and the purchase is not.
    passed = sentences.pop(1)
    compared = [it for it in sentences if COMPARED.search(it)]
    assert len(compared) == 1
    sentences.remove(compared[0])
    came = re.search(r"\d+", passed)
    assert came, passed
    beside = re.compile(rf"{came[0]} (andre ganger|other times)")
    told = re.sub(r"uten (logget )?kjøp|without a (logged )?purchase", "", passed)
    assert not re.search("kjøp|purchase", told), passed

    phone.page.evaluate("location.hash = '#/insights'")
    week = phone.page.locator(".part", has=phone.page.get_by_role("heading", name=words("seven_title"), exact=True))
    expect(week).to_be_visible()
    whole = plain(week.inner_text())
    assert [it for it in sentences if it not in whole] == []
    assert beside.search(whole)
    assert IN_NUMBERS.search(whole)

    phone.page.evaluate("location.hash = '#/summary'")
    sheet = phone.page.locator(".sheet section", has=phone.page.get_by_role("heading", name=words("summary_week")))
    expect(sheet).to_be_visible()
    assert not re.search(r"kjøp|purchase", plain(sheet.inner_text()))
    tick(phone.page.get_by_label(words("summary_purchases"), exact=True))
    expect(sheet).to_contain_text(re.compile("kjøp|purchase"))
    paper = plain(sheet.inner_text())
    assert [it for it in sentences if it not in paper] == []
    assert beside.search(paper)
    assert IN_NUMBERS.search(paper)
    phone.close()
