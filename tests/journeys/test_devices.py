"""The list of devices: who is in it, what is asked about, and leaving a device without losing anything."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Route, expect

from bench.ten_years import put_ten_years
from tests.journeys.doing import NB, go, log, open_entry, sign_in, sync, take_code
from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_devices_are_listed_asked_about_once_taken_off_and_left(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    mine, theirs = (Phone.take(browser, live.url, locale, worker=True) for _ in range(2))
    mine.open()
    mine.worker_ready()
    log(mine, 6, "mitt")
    code = take_code(mine)
    theirs.open()
    theirs.worker_ready()
    sign_in(theirs, code)
    log(theirs, 4, "fra den andre")
    sync(theirs)

    # Asked once; the answer yes is kept on this phone, through a new page.
    sync(mine)
    go(mine, "today")
    asked = mine.page.get_by_role("region", name=words("devices_new"))
    asked.get_by_role("button", name=words("new_device_yes")).click()
    expect(asked).to_have_count(0)
    mine.page.reload()
    mine.page.locator(".hold").wait_for()
    go(mine, "devices")
    rows = mine.page.locator("main > .rows > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(words("devices_this"))
    expect(rows.last).to_contain_text(words("date_today"))
    expect(asked).to_have_count(0)

    # Off the list: it comes back when it is used, and is asked about anew.
    rows.last.get_by_role("button").click()
    mine.press(words("device_remove"))
    expect(rows).to_have_count(1)
    sync(mine)
    sync(theirs)
    sync(theirs)
    sync(mine)
    expect(rows).to_have_count(2)
    expect(asked).to_be_visible()
    assert mine.axe() == []

    # With something that only this phone has, leaving warns; what is sent first is not lost.
    theirs.expect_faults("ERR_INTERNET_DISCONNECTED")
    theirs.context.set_offline(True)
    log(theirs, 3, "bare her")
    go(theirs, "devices")
    theirs.press(re.compile("^" + words("devices_leave")))
    theirs.press(words("leave_now"))
    expect(theirs.page.get_by_text(words("leave_unsent", n=1))).to_be_visible()
    theirs.context.set_offline(False)
    theirs.press(words("leave_again"))
    expect(theirs.page.get_by_role("heading", name=words("left_title"))).to_be_visible()
    theirs.press(words("left_home"))
    expect(theirs.page.locator(".big")).to_be_visible()
    sync(mine)
    expect(rows).to_have_count(1)
    expect(open_entry(mine, "bare her")).to_have_value("bare her")

    # Nothing is left there, and the code opens it once more.
    names = theirs.page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    assert names == ["fotfeste"]
    count = """() => new Promise((done) => {
      indexedDB.open('fotfeste').onsuccess = ({ target }) => {
        const stores = ['keys', 'meta', 'records', 'here', 'snapshot', 'goodbye'];
        const read = target.result.transaction(stores);
        Promise.all(stores.map((store) => new Promise((counted) => {
          read.objectStore(store).count().onsuccess = (event) => counted(event.target.result);
        }))).then((all) => { target.result.close(); done(all); });
      };
    })"""
    assert theirs.page.evaluate(count) == [0] * 6
    sign_in(theirs, code)
    expect(open_entry(theirs, "bare her")).to_have_value("bare her")
    theirs.close()
    mine.close()


def test_a_device_that_was_left_does_not_tell_whose_app_it_was(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en")
    phone.open()
    log(phone, 6, "")
    take_code(phone)
    go(phone, "what/change")
    phone.choose(words("what_relative"))
    phone.press(words("save"))
    go(phone, "devices")
    phone.press(re.compile("^" + words("devices_leave")))
    phone.press(words("leave_now"))
    expect(phone.page.get_by_role("heading", name=words("left_title"))).to_be_visible()
    phone.press(words("left_home"))
    expect(phone.page.get_by_text(words("first_for"))).to_be_visible()
    go(phone, "what")
    expect(phone.page.locator("main input:checked")).to_have_count(0)
    phone.close()


def test_a_long_diary_lets_one_in_with_its_first_part_and_survives_a_kill(browser: Browser, live: Live) -> None:
    code = put_ten_years(live.url, date(2026, 11, 25), 650)
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    asked: list[Route] = []

    def hold(route: Route) -> None:
        # The first answer tells the log, the second is the first page; the others do not come.
        asked.append(route)
        if len(asked) <= 2:
            route.continue_()

    phone.context.route("**/sync", hold)
    sign_in(phone, code)
    line = phone.page.get_by_text(NB("coming_fetching"))
    expect(phone.page.locator(".hold")).to_be_visible()
    expect(line).to_be_visible()
    expect(phone.page.get_by_text(NB("today_day"), exact=True)).to_have_count(0)
    go(phone, "insights")
    expect(phone.page.get_by_text(NB("coming_read"))).to_be_visible()
    assert phone.axe() == []
    log(phone, 6, "mens resten er på vei")

    phone.page.reload()
    go(phone, "more")
    expect(line).to_be_visible()
    phone.context.unroute("**/sync", hold)
    phone.page.reload()
    go(phone, "today")
    expect(phone.page.get_by_text(NB("today_day"), exact=True)).to_be_visible(timeout=30_000)
    expect(line).to_have_count(0)
    expect(open_entry(phone, "mens resten er på vei")).to_have_value("mens resten er på vei")
    phone.close()
