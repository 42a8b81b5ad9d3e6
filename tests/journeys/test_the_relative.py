"""Somebody close to him, from the link to a week of own days; and the way in when something has just happened.

In the relatives' app no link leads to a screen of urges or purchases, and none of its screens says a word of them.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HIS = re.compile(r"trang|kjøp|glipp|\burges?\b|purchase|\bbought|\blapse|\bslip(ped|s)?\b", re.IGNORECASE)
"""What only his own app speaks of."""

CLOSED = (
    "log",
    "more-about",
    "urge/wave",
    "urge/waiting",
    "urge/alternative",
    "text/page/lapse",
    "text/module/first-hold",
)
"""Screens of his, asked for by an old link."""

LINKS = """() => [...document.querySelectorAll('a[href^="#/"]')].map(
  (it) => decodeURIComponent(it.getAttribute('href').slice(2)))"""

# What a service says of itself is in the pack: some are for him and for those close to him.
SAID = """() => {
  const copy = document.body.cloneNode(true);
  for (const it of copy.querySelectorAll('.row.call')) it.remove();
  return copy.textContent;
}"""


def before(days: int) -> str:
    """The date so many days ago, on the phone's calendar."""
    return (datetime.now(ZoneInfo("Europe/Oslo")) - timedelta(days=days)).date().isoformat()


def answer(phone: Phone, name: str, at: int) -> None:
    """The answer at this place, from the left."""
    phone.page.locator(f"input[name={name}]").nth(at).check(force=True)


def title(phone: Phone) -> str:
    return phone.page.locator("h1").first.inner_text()


def every_screen(phone: Phone) -> set[str]:
    """Follows every link there is; the routes it came to. Of a text one step is enough: its words are the pack's."""
    seen: set[str] = set()
    ahead = ["today", "programme", "diary", "insights", "more"]
    while ahead:
        route = ahead.pop()
        if route in seen:
            continue
        seen.add(route)
        go(phone, route)
        if not route.startswith("text/"):
            said = phone.page.evaluate(SAID)
            assert not HIS.search(said), f"{route}: {said}"
        for link in phone.page.evaluate(LINKS):
            ahead.append("/".join(link.split("/")[:3]) if link.startswith("text/") else link)
    return seen


@pytest.mark.parametrize("locale", BOTH)
def test_a_relative_has_an_app_of_their_own(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True)
    page = phone.page
    phone.open()
    phone.press(words("first_begin"))
    phone.choose("Jeg er pårørende" if locale == "nb" else "I’m a partner, relative or friend")
    phone.press(words("continue"))
    expect(page.locator("h1")).to_have_text("Akkurat nå" if locale == "nb" else "Right now")
    expect(page.locator("body")).to_have_attribute("data-face", "near")

    go(phone, "today")
    first = page.locator(".step").first
    expect(first).to_contain_text("Steg 1 av" if locale == "nb" else "Step 1 of")
    expect(page.locator(".hold")).to_contain_text("Pust, finn ro, ring noen" if locale == "nb" else "ring someone")
    # One press is an answer, and it is there when one comes back.
    answer(phone, "sleep", 1)
    phone.press(words("near_more"))
    expect(page.locator("input[name=sleep]").nth(1)).to_be_checked()
    answer(phone, "talked", 0)
    # A very low mood asks the safety question; a better one takes it away.
    answer(phone, "mood", 1)
    expect(page.locator("input[name=safety-thoughts]").first).to_be_attached()
    answer(phone, "mood", 6)
    expect(page.locator("input[name=safety-thoughts]")).to_have_count(0)
    # Own limits stand in own words, and one says oneself how it went.
    phone.press(words("near_limits_make"))
    limit = phone.page.locator("main input[type=checkbox]").first
    limit.check(force=True)
    page.get_by_text(words("answer_kept"), exact=True).wait_for()
    phone.press(words("done"))
    expect(page.locator("main .own").first).to_be_visible()
    answer(phone, "limits", 1)
    phone.press(words("done"))
    # The focus is back on the line that led away.
    page.wait_for_function("document.documentElement.dataset.screen === 'today'")
    expect(page.locator("input[name=limits]").nth(1)).to_be_checked()

    # Seven days of which the nights after a talk were good.
    for days in range(1, 8):
        go(phone, f"checkin/{before(days)}")
        expect(page.locator("h1")).to_have_text(words("checkin_title_then"))
        answer(phone, "sleep", 2 if days % 2 else 0)
        answer(phone, "talked", 1 if days % 2 else 0)
        phone.press(words("done"))
        page.wait_for_function("document.documentElement.dataset.screen === 'today'")
    go(phone, "today")
    expect(page.locator(".lead")).to_have_text(
        "De siste fire ukene sov du bedre natten etter at du hadde snakket med noen."
        if locale == "nb"
        else "Over the last four weeks you slept better the night after you had talked to someone."
    )
    go(phone, "insights")
    summary = page.locator(".lead").first
    expect(summary).to_have_text("Du sov godt 4 av 7 netter." if locale == "nb" else "You slept well on 4 of 7 nights.")
    assert page.locator("table.plain").count() >= 1
    go(phone, "diary")
    rows = page.locator("main .rows .row")
    expect(rows).to_have_count(8)
    # A day can be corrected, and taken away.
    rows.nth(1).click()
    answer(phone, "sleep", 0)
    phone.press(words("done"))
    expect(rows.nth(1)).to_contain_text("Søvn: dårlig" if locale == "nb" else "Sleep: badly")
    rows.nth(7).click()
    phone.press(words("entry_remove"))
    expect(rows).to_have_count(7)

    seen = every_screen(phone)
    assert {"today", "programme", "diary", "insights", "more", "urge", "help", "checkin", "reminders"} <= seen
    assert not seen & set(CLOSED)
    for route in CLOSED:
        go(phone, route)
        expect(page.locator(".hold")).to_be_visible()

    # The list of all that the texts build on names those of this face alone.
    go(phone, "text/page/about")
    expect(page.locator(".source-list li").first).to_be_visible()
    named = page.locator(".source-list").inner_text()
    for one in (
        ("Et første grep", "Bølgen", "Glippen") if locale == "nb" else ("A first foothold", "The wave", "The lapse")
    ):
        assert one not in named, named

    # Who can use the app, and who has not tried it, stands a press from More.
    go(phone, "more")
    phone.press(re.compile("^" + re.escape(words("more_for_all"))))
    expect(page.locator("h1")).to_have_text(words("more_for_all_small"))
    expect(page.get_by_text("WCAG 2.2")).to_be_visible()

    # What was answered can be changed, and with it the face.
    go(phone, "more")
    phone.press(re.compile("^" + re.escape(words("what_title"))))
    phone.choose(words("what_again"))
    phone.press(words("save"))
    expect(page.locator("h1")).to_have_text(words("tab_more"))
    go(phone, "today")
    expect(page.locator(".hold")).to_contain_text(words("hold_log"))
    assert page.locator("body").get_attribute("data-face") is None
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_something_has_just_happened_safety_first_then_the_page_then_the_first_exercise(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True)
    phone.open()
    phone.press(words("first_begin"))
    assert phone.page.get_by_label(words("what_police"), exact=True).count() == 0
    phone.page.get_by_label(words("what_happened")).first.check(force=True)
    phone.choose(words("what_found-out"))
    phone.choose(words("what_police"))
    phone.press(words("continue"))
    # The answer is kept, which makes a diary; the way on is the same.
    phone.page.locator("input[name=safety-thoughts]").nth(0).check(force=True)
    phone.press(words("continue"))
    expect(phone.page.locator("h1")).to_have_text(words("safety_no"))
    titles = ["Politiet", "Noen har funnet det ut"] if locale == "nb" else ["The police", "Someone has found out"]
    for one in titles:
        phone.press(words("continue"))
        expect(phone.page.locator("h1")).to_have_text(one)
    phone.press(words("continue"))
    expect(phone.page.locator("h1")).to_have_text("Et første grep" if locale == "nb" else "A first foothold")
    go(phone, "what/change")
    expect(phone.page.get_by_label(words("what_police"), exact=True)).to_be_checked()
    phone.close()


@pytest.mark.parametrize("way", ["after the answer", "past the answer", "there and back"])
def test_a_safety_plan_made_on_the_way_in_loses_neither_the_answer_nor_the_way(
    browser: Browser, live: Live, way: str
) -> None:
    words = Words("nb")
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), "nb", reduced_motion=True)
    page = phone.page
    question = page.locator("input[name=safety-thoughts]")
    at = page.locator("h1")
    phone.open()
    phone.press(words("first_begin"))
    phone.page.get_by_label(words("what_happened")).first.check(force=True)
    phone.choose(words("what_threatened"))
    phone.choose(words("what_police"))
    phone.press(words("continue"))
    question.nth(1 if way == "past the answer" else 2).check(force=True)
    if way == "past the answer":
        phone.press(words("safety_plan"))
        expect(at).to_have_text("Hva er de første tegnene?")
        phone.press(words("back"))
        expect(question.nth(1)).to_be_checked()
        phone.press(words("safety_plan"))
    else:
        phone.press(words("continue"))
        expect(page.locator(".dock a[href='tel:113']")).to_be_visible()
        phone.press(words("safety_plan_make"))
    expect(at).to_have_text("Hva er de første tegnene?")
    if way == "there and back":
        phone.press(words("back"))
        expect(question.nth(2)).to_be_checked()
        phone.press(words("continue"))
        phone.press(words("continue"))
        expect(at).to_have_text("Noen truer meg")
        # Made from the page that asks, the plan leads back to that page, and the page goes on.
        phone.press(words("safety_plan_make"))
    page.locator("main .choice input").first.check(force=True)
    phone.press(words("done"))
    for title in ("Noen truer meg", "Politiet", "Et første grep"):
        expect(at).to_have_text(title)
        if title != "Et første grep":
            phone.press(words("continue"))
    go(phone, "today")
    expect(page.get_by_role("heading", name="Trygghetsplanen", exact=True)).to_be_visible()
    go(phone, "text/page/safety")
    expect(question.nth(1 if way == "past the answer" else 2)).to_be_checked()
    phone.close()


def test_the_lowest_answer_leads_to_the_safety_question_and_tonights_choice_stands_on_today(
    browser: Browser, live: Live
) -> None:
    words = Words("nb")
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    page = phone.page
    main = page.locator(".dock .btn.main")
    phone.open()
    phone.press(words("first_begin"))
    phone.choose(words("what_relative"))
    phone.press(words("continue"))
    go(phone, "text/module/right-now/how-now")
    answer(phone, "near-now", 0)
    expect(main).to_have_text("Er du trygg?")
    answer(phone, "near-now", 7)
    expect(main).to_have_text(words("continue"))
    answer(phone, "near-now", 1)
    main.click()
    expect(page.locator("html")).to_have_attribute("data-screen", "text")
    expect(page.get_by_text(words("safety_no"))).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Er du trygg?")
    go(phone, "text/module/right-now/tonight")
    phone.choose("Spise litt og drikke vann")
    go(phone, "today")
    chosen = page.locator("main .part", has=page.get_by_role("heading", name=words("tonight"), exact=True))
    expect(chosen).to_contain_text("Spise litt og drikke vann")
    expect(page.locator("main .step .meta")).to_contain_text(words("today_page", step=4, of=9).lower())
    phone.close()
