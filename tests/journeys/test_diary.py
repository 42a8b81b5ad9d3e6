"""The diary of years: two presses, the month, what narrows it, search, and what is taken back."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.devices.phones import phones
from tests.journeys.doing import FOLLOW, NB, go, log, sign_in
from tests.journeys.filled import OWN, filled_diary
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OSLO = ZoneInfo("Europe/Oslo")

NOW = datetime(2026, 11, 26, 19, 30, tzinfo=ZoneInfo("Europe/Oslo"))
"""A Thursday. The filled diary's newest day is the Wednesday."""

OLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("urge", {"date": "2024-02-29", "part": "night", "strength": 4, "text": "Åpnet vinduet på kafé Sjøen."}),
    ("urge", {"date": "2026-03-29", "part": "night", "strength": 3}),
    ("kept", {"from": "urge", "field": "text", "text": "En eldre tekst om sjøen."}),
    ("urge", {"text": "Skrevet mens resten ble slettet."}),
)
"""A day that few years have, the night the clock was moved, a text without room, and half a record."""


def with_old_entries(server: str, locale: Locale) -> str:
    """The code of the filled diary, with years before it."""
    code = filled_diary(server, locale, NOW.date())
    with phones(1) as (node,):
        node.ask("new", server=server)
        assert node.ask("signIn", code=code) == "ok"
        for kind, fields in OLD:
            node.ask("create", kind=kind, fields=fields)
        assert node.ask("sync") == "idle"
    return code


def begin(browser: Browser, live: Live, locale: Locale, code: str) -> Phone:
    """A phone in the evening of that Thursday, with that diary on it."""
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True, worker=True)
    phone.page.clock.install(time=NOW)
    phone.open()
    sign_in(phone, code)
    phone.page.locator(".hold").wait_for()
    # From here on all of it happens on this phone, and each journey finds the diary as it was.
    phone.worker_ready()
    phone.expect_faults("ERR_INTERNET_DISCONNECTED|Failed to load resource")
    phone.context.set_offline(True)
    return phone


def rows(page: Page) -> Locator:
    return page.locator("main").get_by_role("link").and_(page.locator(".row"))


def tab_to(page: Page, name: str | re.Pattern[str], key: str = "Tab") -> None:
    """Presses Tab until the focus stands on what has this name."""
    focused = page.locator("*:focus")
    for _ in range(60):
        page.keyboard.press(key)
        named = focused.evaluate("it => (it.labels?.[0] ?? it).innerText.replace(/\\s+/g, ' ').trim()")
        if named == name if isinstance(name, str) else name.search(named):
            return
    raise AssertionError(f"Tab does not come to {name}")


def day(page: Page, name: str) -> Locator:
    return page.get_by_role("table").get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def nb_code(live: Live) -> str:
    return with_old_entries(live.url, "nb")


def test_two_presses_then_ten_seconds_to_take_it_back_and_all_the_time_to_mend_it(
    browser: Browser, live: Live, nb_code: str
) -> None:
    phone = begin(browser, live, "nb", nb_code)
    page = phone.page
    saved = page.get_by_role("status").filter(has_text="Lagret: 7, i kveld")
    phone.press("Skriv ned", "link", exact=False)
    phone.press("7", "button")
    expect(saved).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Er det noe mer du vil huske?")
    expect(page.get_by_text("Ikke skriv navn, nummer eller adresse på andre.")).to_be_visible()
    page.clock.fast_forward(9_000)
    phone.press("Angre", "button")
    expect(page.locator(".hold")).to_be_visible()

    # A finger missed: the number is mended, what else was written stays, and there is nothing left to take back.
    phone.press("Skriv ned", "link", exact=False)
    phone.press("7", "button")
    page.get_by_role("checkbox", name="Stress", exact=True).check(force=True)
    page.clock.fast_forward(11_000)
    expect(saved).to_have_count(0)
    phone.press(re.compile("^Trang 7 I kveld"), "link")
    page.get_by_role("group", name="Hvor sterk var trangen?").get_by_role("radio", name="4").check(force=True)
    phone.press("Ferdig", "button")
    expect(page.get_by_role("link", name=re.compile("^Trang 4 I kveld"))).to_be_visible()
    expect(page.get_by_role("checkbox", name="Stress", exact=True)).to_be_checked()
    phone.press("Ferdig", "button")
    go(phone, "diary")
    expect(rows(page).first).to_have_accessible_name("Trang 4 Kveld · Stress")
    expect(page.get_by_role("link", name=re.compile("^Trang 7 I kveld"))).to_have_count(0)
    phone.close()


def test_the_month_by_finger_and_by_key_and_a_day_that_is_written_about_afterwards(
    browser: Browser, live: Live, nb_code: str
) -> None:
    phone = begin(browser, live, "nb", nb_code)
    page = phone.page
    go(phone, "diary")
    expect(page.get_by_role("radio", name="Liste")).to_be_checked()
    assert page.get_by_role("heading", level=2).all_inner_texts()[:3] == [
        "I går", "Tirsdag 24. november", "Mandag 23. november",
    ]  # fmt: skip
    page.get_by_role("radio", name="Måned").check(force=True)
    expect(page.get_by_role("table", name=re.compile("^November: hvor mange ganger"))).to_be_visible()
    expect(page.locator("[aria-current=date]")).to_have_accessible_name("i dag, ikke skrevet")
    expect(page.get_by_role("table").get_by_text("27", exact=True)).not_to_have_role("button")

    day(page, "i går, skrevet 2 ganger: kveld").click()
    expect(page.get_by_role("heading", level=2, name="I går")).to_be_visible()
    expect(rows(page)).to_have_count(2)
    rows(page).last.click()
    phone.press("Ferdig", "button")
    # Back in the month, with the day still open.
    expect(day(page, "i går, skrevet 2 ganger: kveld")).to_have_attribute("aria-pressed", "true")

    # A day nothing was written on: no date that has not come, and back to the month afterwards.
    day(page, "torsdag 19. november, ikke skrevet").click()
    expect(page.get_by_text("Du har ikke skrevet noe denne dagen.")).to_be_visible()
    phone.press("Skriv om denne dagen", "link")
    phone.press(re.compile("^Torsdag 19. november, .*Endre$"), "button")
    page.get_by_label("Dato", exact=True).last.fill("2026-12-24")
    error = page.get_by_role("alert")
    expect(error).to_have_text("Torsdag 24. desember har ikke vært ennå. Velg i dag eller en tidligere dag.")
    expect(page.get_by_label("Dato", exact=True).last).to_have_accessible_description(re.compile("har ikke vært ennå"))
    strengths = page.get_by_role("group", name="Hvor sterk var trangen?")
    expect(strengths).to_have_accessible_description("Rett datoen først")
    strengths.get_by_role("button").nth(5).click(force=True)
    expect(strengths).to_be_visible()
    page.get_by_label("Dato", exact=True).last.fill("2011-01-01")
    expect(error).to_have_text("Det er for langt tilbake. Velg lørdag 26. november 2016 eller senere.")
    page.get_by_label("Dato", exact=True).last.fill("2026-11-19")
    expect(error).to_have_count(0)
    page.get_by_role("radio", name="Morgen").check(force=True)
    phone.log_strength(5)
    phone.press("Ferdig", "button")
    expect(day(page, "torsdag 19. november, skrevet 1 gang: morgen")).to_have_attribute("aria-pressed", "true")
    phone.press("Svar for denne dagen", "link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan var dagen?")
    for name in ("mood", "peak", "control"):
        page.locator(f"input[name={name}][value='5']").check(force=True)
    phone.press("Lagre", "button")
    expect(day(page, "torsdag 19. november, skrevet 2 ganger: morgen")).to_be_visible()
    expect(page.get_by_role("link", name="Svar for denne dagen")).to_have_count(0)
    phone.press("Angre", "button")
    expect(day(page, "torsdag 19. november, skrevet 1 gang: morgen")).to_be_visible()

    # By key, over the edge of a month; one day of the table takes Tab.
    day(page, "torsdag 19. november, skrevet 1 gang: morgen").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Home", "PageUp"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=2).first).to_have_text("September")
    expect(day(page, "lørdag 26. september, ikke skrevet")).to_be_focused()
    expect(page.locator("table button[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Lørdag 26. september")).to_be_visible()
    page.keyboard.press("Control+ArrowRight")
    expect(day(page, "lørdag 26. september, ikke skrevet")).to_be_focused()

    # By button, to the days that are unlike others.
    phone.press(re.compile("^Neste måned: okt"), "button")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Oktober")
    for _ in range(7):
        phone.press(re.compile("^Forrige måned: "), "button")
    expect(day(page, "søndag 29. mars, skrevet 1 gang: natt")).to_be_visible()
    page.get_by_role("radiogroup", name="År").get_by_role("radio", name="2024").check(force=True)
    phone.press(re.compile("^Forrige måned: feb"), "button")
    day(page, "torsdag 29. februar 2024, skrevet 1 gang: natt").click()
    expect(rows(page)).to_have_accessible_name("Trang 4 Natt · Åpnet vinduet på kafé Sjøen.")
    # The tab begins anew.
    phone.press("Innsikt", "link")
    phone.press("Dagbok", "link")
    expect(page.get_by_role("radio", name="Liste")).to_be_checked()
    phone.close()


def test_what_narrows_it_stays_in_sight_and_goes_with_one_press(browser: Browser, live: Live, nb_code: str) -> None:
    phone = begin(browser, live, "nb", nb_code)
    page = phone.page
    go(phone, "diary")
    phone.press("Filtrer", "button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva vil du se?")
    page.get_by_role("group", name="Hva hjalp?").get_by_role("checkbox", name="Bølgen").check(force=True)
    page.get_by_role("group", name="Tid på dagen").get_by_role("checkbox", name="Kveld").check(force=True)
    phone.press(re.compile(r"^Vis 5 av \d+$"), "button")
    expect(rows(page)).to_have_count(5)
    chosen = page.get_by_role("list", name="Viser bare")
    expect(chosen.get_by_role("button")).to_have_text(["Bølgen", "Kveld", "Fjern alle"])
    page.get_by_role("radio", name="Måned").check(force=True)
    expect(day(page, "tirsdag 24. november, ikke skrevet")).to_be_visible()
    page.get_by_role("radio", name="Liste").check(force=True)
    # An entry changes so that it does not fit any more, and one comes back to what is left.
    rows(page).nth(1).click()
    page.get_by_role("group", name="Hvor sterk var den etterpå?").get_by_role("radio", name="9").check(force=True)
    phone.press("Ferdig", "button")
    expect(rows(page)).to_have_count(4)
    chosen.get_by_role("button", name="Bølgen: fjern").click()
    expect(chosen.get_by_role("button", name="Kveld: fjern")).to_be_focused()
    expect(chosen.get_by_role("button")).to_have_count(1)

    phone.press("Filtrer", "button")
    page.get_by_role("checkbox", name="Dagen").check(force=True)
    expect(page.get_by_role("button", name="Ingenting passer. Fjern noe.")).to_have_attribute("aria-disabled", "true")
    phone.press("Dagbok", "link")
    expect(page.get_by_text("Ingenting i dagboken passer med det du har valgt.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Fjern alle").last.click()
    expect(chosen).to_have_count(0)
    expect(page.get_by_role("button", name="Filtrer")).to_be_focused()

    # Only as much is drawn as one has come to; what has no date stands last.
    assert page.locator("main .part").count() < 30
    last = page.get_by_role("heading", level=2, name="Uten dato")

    def arrived() -> bool:
        page.keyboard.press("End")
        return last.count() > 0

    until(arrived, page)
    expect(last).to_be_visible()
    expect(page.get_by_role("link", name="Trang Skrevet mens resten ble slettet.")).to_be_visible()
    page.get_by_role("link", name="Eldre tekst En eldre tekst om sjøen.").click()
    expect(page.get_by_text("Dette fikk ikke plass der du skrev det.")).to_be_visible()
    phone.close()


def test_what_was_written_is_found_on_the_phone_alone_and_comes_back_whole(
    browser: Browser, live: Live, nb_code: str
) -> None:
    phone = begin(browser, live, "nb", nb_code)
    page = phone.page
    go(phone, "diary")
    phone.press("Søk", "button")
    field = page.get_by_label("Ord du leter etter")
    expect(field).to_be_focused()
    status = page.get_by_role("status").filter(has_text="treff")
    marked = page.locator("mark")
    for query, hits, words in (
        ("apnet KAFE", "1 treff", ["Åpnet", "kafé"]),
        ("sjoen", "2 treff", ["Sjøen", "sjøen"]),
        ("lunsj kollega", "3 treff", ["kollega", "lunsj"] * 3),
        ("lader", "1 treff", ["Lader"]),
        ("vannkoker", "1 treff", ["vannkoker"]),
    ):
        field.fill(query)
        expect(status).to_have_text(hits)
        expect(marked).to_have_text(words)
    field.fill("finnes ikke")
    expect(status).to_have_text("Ingen treff. Prøv færre ord, eller bare en del av et ord.")
    expect(rows(page)).to_have_count(0)

    # To where it was written, and back to what was found.
    field.fill("skjule")
    phone.press(re.compile("^Et første grep: "), "link")
    expect(page.get_by_label("Egne ord", exact=False).first).to_have_value(OWN["nb"]["reason"])
    page.locator(".back").click()
    expect(field).to_have_value("skjule")

    # Deleted and taken back: with the other text that waited beside it.
    field.fill("tomt hus")
    expect(marked).to_have_count(2)
    rows(page).click()
    expect(page.locator("main .own")).to_have_text([re.compile("Satte på|Ringte"), re.compile("Satte på|Ringte")])
    phone.press("Slett det som står her", "button")
    expect(status).to_have_text("Ingen treff. Prøv færre ord, eller bare en del av et ord.")
    phone.press("Angre", "button")
    expect(status).to_have_text("1 treff")
    rows(page).click()
    expect(page.locator("main .own")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Alene hjemme")).to_be_checked()
    page.locator(".back").click()

    field.fill("kanarisøk")
    assert page.evaluate("[history.state, location.href]") == [{"tab": "diary"}, phone.origin + "/"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not any("kanaris" in url + body for url, body in phone.sent)
    phone.press("I dag", "link")
    phone.press("Dagbok", "link")
    phone.press("Søk", "button")
    expect(field).to_have_value("")
    phone.close()


def test_in_english_and_without_a_finger(browser: Browser, live: Live) -> None:
    phone = begin(browser, live, "en", filled_diary(live.url, "en", NOW.date()))
    page = phone.page
    tab_to(page, "Diary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "List")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("table", name=re.compile("^November: how many times you have written"))).to_be_visible()
    tab_to(page, re.compile("^26"))
    page.keyboard.press("ArrowLeft")
    expect(day(page, "yesterday, written 2 times: evening")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, re.compile("^Urge 6, then 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("you wrote"))
    page.keyboard.press("Shift+Tab")
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    expect(day(page, "yesterday, written 2 times: evening")).to_have_attribute("aria-pressed", "true")

    # One is back on the line that led away.
    expect(page.get_by_role("link", name=re.compile("^Urge 6, then 2"))).to_be_focused()
    tab_to(page, "Filter", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Purchase")
    page.keyboard.press("Space")
    tab_to(page, "Show 2 of 25")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Purchase")
    expect(page.locator("*:focus")).to_have_accessible_name("Purchase: remove")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Filter")).to_be_focused()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Words to look for")).to_be_focused()
    page.keyboard.type("KETTLE on")
    expect(page.get_by_role("status").filter(has_text="1 hit")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["kettle", "on"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diary")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    phone.close()


def test_a_relative_finds_changes_and_takes_back_a_day_of_her_own(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), "en", reduced_motion=True)
    page = phone.page
    page.clock.install(time=NOW)
    phone.open()
    go(phone, "what")
    phone.choose(words("what_relative"))
    phone.press(words("continue"))
    go(phone, "checkin")
    page.locator("input[name=sleep]").first.check(force=True)
    page.get_by_label(words("near_note"), exact=True).fill("Rang my sister from the café.")
    # She goes on before it rests: what is kept a moment later does not take her back.
    page.evaluate(f"path => {{ document.querySelector('.dock .btn.main').click(); ({FOLLOW})(path); }}", "diary")
    expect(rows(page)).to_have_count(1)
    phone.press(re.compile("^Another day"), "button")
    page.get_by_label("Date", exact=True).fill("2026-11-30")
    expect(page.get_by_role("alert")).to_contain_text("Monday 30 November has not come yet.")
    page.get_by_label("Date", exact=True).fill("2026-11-12")
    phone.press("Answer for this day", "button")
    expect(page.get_by_text("Thursday 12 November", exact=True)).to_be_visible()
    page.locator("input[name=mood][value='6']").check(force=True)
    phone.press(words("done"))
    expect(rows(page)).to_have_count(2)
    expect(rows(page).last).to_have_accessible_name("Thursday 12 November Mood 6")

    # By the month, and narrowed by what was answered.
    page.get_by_role("radio", name="Month").check(force=True)
    day(page, "Thursday 12 November, answered").click()
    expect(rows(page)).to_have_accessible_name("Thursday 12 November Mood 6")
    day(page, "Thursday 19 November, not answered").click()
    expect(page.get_by_role("link", name="Answer for this day")).to_be_visible()
    phone.press("Filter", "button")
    moods = page.get_by_role("group", name="How were you?")
    moods.get_by_role("checkbox", name="4 to 6").check(force=True)
    phone.press("Show 1 of 2", "button")
    expect(day(page, "today, not answered")).to_be_visible()
    page.get_by_role("radio", name="List").check(force=True)
    expect(rows(page)).to_have_count(1)
    phone.press("Mood: 4 to 6: remove", "button")
    expect(rows(page)).to_have_count(2)

    phone.press("Search", "button")
    page.get_by_label("Words to look for").fill("CAFE")
    expect(page.locator("mark")).to_have_text("café")
    rows(page).click()
    page.locator("input[name=sleep]").nth(2).check(force=True)
    phone.press("Delete this entry", "button")
    expect(page.get_by_role("status").filter(has_text="No hits")).to_be_visible()
    phone.press("Undo", "button")
    expect(page.locator("mark")).to_have_text("café")
    phone.press("Diary", "link")
    expect(rows(page).first).to_have_accessible_name("Today Sleep: well · Rang my sister from the café.")
    phone.close()


def test_a_check_in_that_is_finished_the_next_morning_says_whose_day_it_is(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    page.clock.install(time=NOW)
    phone.open()
    log(phone, 5, "")
    go(phone, "checkin")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan har dagen vært?")
    page.fill("#good", "sola kom")
    page.locator("#good").blur()
    page.clock.fast_forward(13 * 3_600_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan var dagen?")
    expect(page.get_by_text("I går", exact=True)).to_be_visible()
    expect(page.locator("#good")).to_have_value("sola kom")
    phone.close()


def test_what_was_saved_is_said_in_the_language_that_is_chosen_next(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    page.clock.install()
    phone.open()
    go(phone, "log")
    phone.log_strength(6)
    expect(page.locator(".saved")).to_contain_text("Lagret: 6")
    go(phone, "language")
    phone.choose("English")
    expect(page.get_by_role("heading", name=Words("en")("language_title"))).to_be_visible()
    go(phone, "today")
    expect(page.locator(".saved")).to_contain_text("Saved: 6")
    phone.close()


def test_just_after_midnight_an_urge_has_the_date_and_the_part_of_one_instant(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    page.clock.install(time=datetime(2026, 3, 10, 23, 50, tzinfo=OSLO))
    phone.open()
    # Nothing that moves the date on has run yet.
    page.clock.set_system_time(datetime(2026, 3, 11, 0, 0, 20, tzinfo=OSLO))
    page.evaluate(FOLLOW, "log")
    expect(page.get_by_role("heading", name=NB("log_title"))).to_be_visible()
    expect(page.locator("main .rows .row").first).to_contain_text("I dag, natt")
    phone.close()


def test_a_very_low_day_asks_whether_one_is_safe_also_when_the_screen_has_changed(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    phone.open()
    go(phone, "checkin")
    for name in ("mood", "peak", "control"):
        page.locator(f"input[name={name}][value='1']").check(force=True)
    # Elsewhere before it has come to rest.
    page.evaluate(
        """() => {
          document.querySelector('.dock .btn.main').click();
          const link = document.createElement('a');
          link.href = '#/tools';
          document.body.append(link);
          link.click();
          link.remove();
        }"""
    )
    expect(page.get_by_role("heading", name="Er du trygg?")).to_be_visible()
    phone.close()
