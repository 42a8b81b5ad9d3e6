"""What one tab does to the diary, the other tab lives with at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, go, log, open_entry, take_code
from tests.journeys.phone import Phone, tick
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def tabs(browser: Browser, live: Live) -> Iterator[tuple[Phone, Phone]]:
    """Two tabs of one phone with one entry."""
    first = Phone.take(browser, live.url, "nb")
    first.open()
    log(first, 6, "i første fane")
    second = Phone(first.context, first.context.new_page(), first.origin, "nb")
    second.page.on("pageerror", lambda error: first.faults.append(f"page error in the second tab: {error}"))
    second.open()
    yield first, second
    first.close()


def _writes_on(tab: Phone) -> None:
    """The tab is whole: an entry comes to rest, and can be changed."""
    log(tab, 3, "skrevet etterpå")
    expect(open_entry(tab, "skrevet etterpå")).to_have_value("skrevet etterpå")


def test_a_diary_deleted_in_one_tab_is_gone_in_the_other_which_begins_anew(tabs: tuple[Phone, Phone]) -> None:
    first, second = tabs
    open_entry(second)
    go(first, "delete")
    first.press(NB("delete_now"))
    expect(first.page.get_by_role("heading", name=NB("deleted_title"))).to_be_visible()
    expect(second.page.locator(".big")).to_be_visible()
    expect(second.page.locator("html[data-screen='first']")).to_be_attached()
    _writes_on(second)


def test_a_consent_withdrawn_in_one_tab_leaves_the_other_writing_in_the_same_diary(tabs: tuple[Phone, Phone]) -> None:
    first, second = tabs
    take_code(first)
    go(second, "more")
    go(first, "consents")
    first.press(NB("consents_withdraw"))
    expect(first.page.get_by_text(NB("consents_copy_gone"))).to_be_visible()
    # The second shows the diary that has no copy; what was pressed before that would be pressed in the old one.
    expect(second.page.get_by_text(NB("sync_local"))).to_be_visible()
    expect(open_entry(second)).to_have_value("i første fane")
    _writes_on(second)
    go(first, "diary")
    expect(first.page.locator("main .rows .row")).to_have_count(2)


def test_signing_in_in_one_tab_shows_that_diary_in_the_other(
    browser: Browser, live: Live, tabs: tuple[Phone, Phone]
) -> None:
    owner = Phone.take(browser, live.url, "nb")
    owner.open()
    log(owner, 8, "på den andre telefonen")
    code = take_code(owner)
    owner.close()
    first, second = tabs
    go(second, "diary")
    go(first, "signin")
    tick(first.page.locator("input[name=local]").nth(1))
    expect(first.page.get_by_text("Bare den du åpner, blir igjen", exact=True)).to_be_visible()
    first.page.fill("#code", code)
    first.press(NB("signin_open"))
    expect(first.page.get_by_text(NB("signin_done_title"))).to_be_visible()
    # The other diary stands there; an entry of the one before could be opened until then.
    expect(second.page.locator("main .rows .row")).to_contain_text("på den andre telefonen")
    expect(open_entry(second)).to_have_value("på den andre telefonen")
    _writes_on(second)


def test_two_tabs_in_the_safety_plan_keep_both_texts_on_the_screen(tabs: tuple[Phone, Phone]) -> None:
    first, _ = tabs
    fields = [tab.page.locator(".own-lines textarea").first for tab in tabs]
    for tab in tabs:
        go(tab, "text/page/safety/alone")
    fields[0].focus()
    fields[1].fill("fra den andre fanen")
    fields[1].blur()
    # The plan at the foot has heard of it; under the fingers nothing moves.
    expect(first.page.get_by_text("fra den andre fanen")).to_be_visible()
    expect(fields[0]).to_have_value("")
    fields[0].fill("fra den første fanen")
    fields[0].blur()
    for tab in tabs:
        for text in ("fra den første fanen", "fra den andre fanen"):
            expect(tab.page.locator("main p.own", has_text=text)).to_be_visible()
    first.press(NB("rivals_keep_both"))
    for tab in tabs:
        kept = tab.page.locator(".own-lines").first.locator("textarea")
        expect(kept.nth(0)).to_have_value("fra den første fanen")
        expect(kept.nth(1)).to_have_value("fra den andre fanen")


def test_two_tabs_in_the_check_in_keep_both_good_things(tabs: tuple[Phone, Phone]) -> None:
    first, second = tabs
    goods = [tab.page.locator("#good") for tab in tabs]
    for tab in tabs:
        go(tab, "checkin")
    goods[0].focus()
    goods[1].focus()
    goods[1].fill("fra den andre fanen")
    goods[1].blur()
    goods[0].fill("fra den første fanen")
    goods[0].blur()
    for tab in tabs:
        for text in ("fra den første fanen", "fra den andre fanen"):
            expect(tab.page.locator("main p.own", has_text=text)).to_be_visible()
    # Saved without a choice, both are in the diary and still asked about.
    first.answer_day(6)
    first.press(NB("save"))
    first.page.locator(".hold").wait_for()
    for text in ("fra den første fanen", "fra den andre fanen"):
        expect(second.page.locator("main p.own", has_text=text)).to_have_count(1)
    second.press(NB("rivals_keep_both"))
    expect(goods[1]).to_have_value("fra den første fanen\n\nfra den andre fanen")
