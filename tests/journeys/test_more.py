"""The code, another phone, consents and deletion, in both languages; axe on every screen under More."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import without_server
from tests.journeys.phone import Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

EN = Words("en")


def _go(phone: Phone, screen: str) -> None:
    phone.page.goto(f"{phone.origin}/#/{screen}")
    expect(phone.page.locator("h1").first).to_be_visible()


def _log(phone: Phone) -> None:
    _go(phone, "log")
    phone.log_strength(6)
    expect(phone.page.locator(".saved")).to_be_visible()


def _show_code(phone: Phone) -> str:
    _go(phone, "code")
    phone.page.locator(".btn.main").click()
    groups = phone.page.locator("ol.code li")
    expect(groups).to_have_count(7)
    return "-".join(groups.all_inner_texts())


def _type_back(phone: Phone, code: str) -> None:
    label = phone.page.locator("label[for=group]").inner_text()
    [digit] = re.findall(r"\d", label)
    phone.page.fill("#group", f" {code.split('-')[int(digit) - 1].lower()}")
    phone.page.locator(".btn.main").click()


def _take_code(phone: Phone) -> str:
    code = _show_code(phone)
    phone.page.locator(".btn.main").click()
    _type_back(phone, code)
    expect(phone.page.locator("#group")).to_have_count(0)
    return code


def test_nothing_reaches_the_server_before_the_code_is_typed_back(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    _log(phone)
    code = _show_code(phone)
    phone.press("Jeg har den")
    phone.page.fill("#group", "0000")
    phone.press("Bekreft koden")
    expect(phone.page.get_by_role("alert")).to_be_visible()
    assert not [url for url, _ in phone.sent if "/api/slots/" in url or "/api/vaults/" in url]
    _type_back(phone, code)
    expect(phone.page.get_by_role("heading", name="Koden virker")).to_be_visible()
    _go(phone, "more")
    expect(phone.page.get_by_text("Kopien på serveren er oppdatert")).to_be_visible()
    phone.close()


def test_the_code_opens_the_diary_on_another_phone_however_it_is_typed(browser: Browser, live: Live) -> None:
    first = Phone.take(browser, live.url, "nb")
    first.open()
    _log(first)
    code = _take_code(first)
    _go(first, "more")
    expect(first.page.get_by_text("Kopien på serveren er oppdatert")).to_be_visible()
    second = Phone.take(browser, live.url, "en")
    second.open()
    _go(second, "signin")
    second.page.fill("#code", code[:9])
    second.press("Open the diary")
    expect(second.page.get_by_role("alert")).to_contain_text("There are 8 characters here")
    second.page.fill("#code", code.lower().replace("-", "  ").replace("0", "o").replace("1", "l"))
    second.press("Open the diary")
    expect(second.page.get_by_text(re.compile("^(Last entry|Siste innføring): "))).to_be_visible()
    second.close()
    first.close()


def test_a_new_code_kills_the_old(browser: Browser, live: Live) -> None:
    first = Phone.take(browser, live.url, "en")
    first.open()
    _log(first)
    old = _take_code(first)
    _go(first, "more")
    expect(first.page.get_by_text(EN("sync_idle"))).to_be_visible()
    new = _take_code(first)
    assert new != old
    _go(first, "more")
    expect(first.page.get_by_text(EN("sync_idle"))).to_be_visible()
    second = Phone.take(browser, live.url, "en")
    second.expect_faults("/api/slots/")
    second.open()
    _go(second, "signin")
    second.page.fill("#code", old)
    second.press("Open the diary")
    expect(second.page.get_by_role("alert")).to_contain_text("No diary opens with this code")
    second.page.fill("#code", new)
    second.press("Open the diary")
    expect(second.page.get_by_role("heading", name="The diary is open")).to_be_visible()
    second.close()
    first.close()


def test_only_on_this_phone_is_a_choice_that_can_be_changed_later(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    _log(phone)
    _go(phone, "code")
    phone.press("Bare på denne telefonen")
    phone.press("Behold den bare her")
    expect(phone.page.get_by_role("button", name="Behold den bare her")).to_have_count(0)
    _go(phone, "consents")
    expect(phone.page.get_by_text("Du sa nei eller trakk det tilbake i dag.")).to_be_visible()
    _take_code(phone)
    _go(phone, "consents")
    expect(phone.page.get_by_text("Du sa ja i dag.")).to_be_visible()
    phone.close()


def test_withdrawing_the_copy_erases_it_and_keeps_the_diary(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "en")
    phone.open()
    _log(phone)
    code = _take_code(phone)
    _go(phone, "more")
    expect(phone.page.get_by_text(EN("sync_idle"))).to_be_visible()
    _go(phone, "consents")
    phone.press(EN("consents_withdraw"))
    expect(phone.page.get_by_text("The copy on the server has been erased.")).to_be_visible()
    _go(phone, "more")
    expect(phone.page.get_by_text(EN("sync_local"))).to_be_visible()
    expect(phone.page.get_by_text("not yet erased on the server")).to_have_count(0)
    _go(phone, "diary")
    expect(phone.page.get_by_text("Today").first).to_be_visible()
    second = Phone.take(browser, live.url, "en")
    second.expect_faults("/api/slots/")
    second.open()
    _go(second, "signin")
    second.page.fill("#code", code)
    second.press("Open the diary")
    expect(second.page.get_by_role("alert")).to_contain_text("No diary opens")
    second.close()
    phone.close()


def test_deleting_without_a_connection_says_what_is_left_until_it_is_gone(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    _log(phone)
    _take_code(phone)
    _go(phone, "more")
    expect(phone.page.get_by_text("Kopien på serveren er oppdatert")).to_be_visible()
    with without_server(live, phone):
        _go(phone, "delete")
        phone.press("Slett alt nå")
        expect(phone.page.get_by_text("ikke slettet på serveren ennå")).to_be_visible()
    expect(phone.page.get_by_text("Det er også slettet på serveren.")).to_be_visible(timeout=20_000)
    phone.close()
