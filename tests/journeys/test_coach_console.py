"""The coaches' console, with the real server: from the link to the last answer, by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import delete, update
from sqlmodel import col

from selfhelp.coach.tables import Note
from selfhelp.store.engine import database_url, writing_engine
from tests.journeys.coach_desk import PASSPHRASE, PATIENCE, UNCOVERED, Desk
from tests.journeys.coach_house import House, coach_house
from tests.journeys.phone import Locale, Phone, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What rests on the machine of drafts, as it is sealed.
SEALED = """() => new Promise((tell, fail) => {
  const opening = indexedDB.open('fotfeste-coach');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('desk').objectStore('desk').get('desk');
    asked.onsuccess = () => {
      opening.result.close();
      tell(String(asked.result));
    };
  };
})"""

TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with coach_house(tmp_path) as house:
        yield house


@pytest.fixture(params=["nb", "en"])
def locale(request: pytest.FixtureRequest) -> Locale:
    found: Locale = request.param
    return found


def test_an_invitation_becomes_a_coach(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale, stretched=True)
    page = desk.page
    desk.open(house.invite("Ida"))
    desk.titled("invited_title")
    assert page.url == f"{house.url}/coach", "the secret of the link has left the address"
    desk.usable()

    desk.tab_to("#passphrase")
    desk.type("for kort")
    desk.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(desk.says("why_weak", n=12))
    page.locator("#passphrase").fill(PASSPHRASE)
    desk.press("Tab")
    desk.type(PASSPHRASE)
    desk.press("Enter")

    desk.titled("backup_title")
    code = page.locator(".code").inner_text()
    desk.usable()
    # Not on before the sheet is put away.
    page.locator(".btn.main").press("Enter")
    expect(page.locator("h1")).to_have_text(desk.says("backup_title"))
    desk.tab_to("input[type=checkbox]")
    desk.press("Space", "Tab", "Enter")

    desk.titled("waiting_title")
    desk.usable()
    expect(page.locator(".print")).to_have_text(house.line("Ida").fingerprint)
    house.certify("Ida")
    desk.tab_to(".btn.main")
    desk.press("Enter")
    desk.titled("inbox_title")
    expect(page.get_by_text(desk.says("empty_waiting"))).to_be_visible()
    desk.usable()

    # A second use of the link is refused, and the code opens the same coach on another machine.
    other = Desk(browser, house, locale)
    other.open()
    other.titled("none_title")
    other.usable()
    other.tab_to(".btn")
    other.press("Enter")
    other.titled("restore_title")
    other.tab_to("#code")
    other.type(code)
    other.press("Tab")
    other.type(PASSPHRASE)
    other.press("Tab")
    other.type(PASSPHRASE)
    other.usable()
    # What is wrong is said at the field that it is wrong in.
    other.page.locator("#code").fill("ABCD")
    other.page.locator("#passphrase").focus()
    other.press("Enter")
    expect(other.page.locator("#code-error")).to_have_text(other.says("why_code"))
    expect(other.page.locator("#code")).to_be_focused()
    expect(other.page.locator("#passphrase-error")).to_have_count(0)
    other.page.locator("#code").fill(code)
    other.press("Enter")
    other.titled("inbox_title")
    other.close()
    assert not any(PASSPHRASE in body or code in body for _, body in desk.phone.sent)
    desk.close()


def test_a_link_works_once(browser: Browser, house: House) -> None:
    link = house.invite("Ida")
    first, late, second = (Desk(browser, house, "nb") for _ in range(3))
    for desk in (first, late):
        desk.open(link)
        desk.titled("invited_title")
    late.phone.expect_faults("403")
    for desk, title in ((first, "backup_title"), (late, "spent_title")):
        desk.page.locator("#passphrase").fill(PASSPHRASE)
        desk.page.locator("#again").fill(PASSPHRASE)
        desk.press("Enter")
        desk.titled(title)
    # Nobody is asked for a passphrase that a used link needs no more.
    second.phone.expect_faults("403")
    second.open(link)
    second.titled("spent_title")
    second.usable()
    for desk in (first, late, second):
        desk.close()


def test_what_a_person_would_rather_not_say_is_called_not_told(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    person = house.person("Hei.", locale=None, programme=None, about=["start", "limits"])
    desk.fetch()
    line = desk.page.locator(".line", has_text=person.alias)
    expect(line).to_contain_text(f"{desk.says('programme_untold')} · {desk.says('speaks_untold')}")
    line.click()
    expect(desk.page.locator("h1", has_text=person.alias)).to_be_visible()
    for name in ("known_programme", "known_language"):
        fact = desk.page.locator(".facts > div", has_text=desk.says(name))
        expect(fact).to_contain_text(desk.says("untold"))
    # What it is about has its words all the same, of whichever face.
    expect(desk.page.locator("main")).not_to_contain_text("limits")
    desk.usable()
    desk.close()


def test_a_message_is_answered_with_the_keyboard_alone(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    person = house.person("Jeg lovet å slutte i sommer.", locale=locale, about=["pattern"])
    desk.fetch()
    line = page.locator(".line")
    expect(line).to_contain_text([person.alias])
    expect(line).to_contain_text([desk.says("waits_today")])
    desk.usable()

    desk.press("j")
    expect(line).to_be_focused()
    desk.press("Enter")
    expect(page.locator("h1", has_text=person.alias)).to_be_focused()
    expect(page.get_by_text("Jeg lovet å slutte i sommer.")).to_be_visible()
    desk.usable()

    # A draft of the pack has places: until each is filled in, nothing is sent.
    desk.tab_to("#draft")
    desk.press("ArrowDown", "Tab", "Enter")
    field = page.locator("#answer")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"\[\["))
    desk.usable()
    desk.press("Control+Enter")
    page.wait_for_timeout(300)
    assert person.answers() == []
    page.locator("#answer").fill("Takk for at du skriver. Hva er vanskeligst nå?")
    desk.press("Control+Enter")
    expect(page.locator("#name")).to_be_focused()
    desk.type("Ida")
    desk.press("Control+Enter")
    desk.told("sent")
    answer = page.locator(".letters .answer .said")
    expect(answer).to_be_in_viewport(ratio=1)
    assert answer.evaluate(UNCOVERED), "what was sent stands under something"
    assert person.answers() == [
        {"kind": "text", "name": "Ida", "text": "Takk for at du skriver. Hva er vanskeligst nå?", "answers": 1}
    ]
    expect(field).to_have_value("")

    person.reads()
    # An agreement, a note, putting aside, and the answer taken back.
    page.get_by_label(desk.says("sort_agreement"), exact=True).check(force=True)
    page.locator("#answer").fill("Vi snakkes igjen.")
    expect(page.get_by_role("button", name=desk.says("lack_date"))).to_be_visible()
    tomorrow = page.evaluate("new Date(Date.now() + 86400000).toISOString().slice(0, 10)")
    page.locator("#day").select_option(tomorrow)
    page.locator("#time").fill("halv sju")
    expect(page.get_by_role("alert")).to_have_text(desk.says("lack_clock"))
    page.locator("#time").fill("18.30")
    desk.press("Control+Enter")
    until(lambda: len(person.answers()) == 2, page)
    assert person.answers()[1] == {
        "kind": "agreement",
        "name": "Ida",
        "text": "Vi snakkes igjen.",
        "date": tomorrow,
        "time": "18:30",
        "answers": 2,
    }
    desk.press("Escape", "n")
    expect(page.locator("#note")).to_be_focused()
    desk.type("Spør om søvnen neste gang.")
    desk.press("Control+Enter")
    desk.told("noted")
    expect(page.locator(".notes")).to_contain_text("Spør om søvnen neste gang.")
    page.get_by_role("button", name=desk.says("put_aside_go")).press("Enter")
    desk.told("put_aside")

    page.get_by_role("button", name=re.compile(f"^{desk.says('withdraw')}:")).first.press("Enter")
    expect(page.locator(".sure .btn").first).to_be_focused()
    desk.press("Tab", "Enter")
    desk.told("withdrawn")
    assert person.answers()[2] == {"withdrew": 1}
    expect(page.get_by_text(desk.says("withdrew_coach"))).to_be_focused()
    desk.usable()

    desk.press("Escape", "Escape")
    desk.titled("inbox_title")
    assert not any("Takk for at du skriver" in body or "søvnen" in body for _, body in desk.phone.sent)
    desk.close()


def test_two_coaches_write_to_each_other_and_hand_over(browser: Browser, house: House) -> None:
    ida, per = (Desk(browser, house, "nb").in_the_inbox(name) for name in ("Ida", "Per"))
    person = house.person()
    # Her console was open when he was certified.
    ida.fetch()
    expect(ida.page.get_by_role("status")).to_be_empty()
    ida.page.locator(".line").click()
    ida.page.locator("#note").fill("Kan du ta denne?")
    ida.press("Control+Enter")
    ida.told("noted")
    hand = ida.page.locator("#hand")
    hand.select_option(house.line("Per").id)
    ida.page.get_by_role("button", name=ida.says("hand_go")).click()
    ida.told("handed_done")

    per.fetch()
    line = per.page.locator(".line")
    expect(line).to_contain_text(per.says("mark_handed_you"))
    expect(line).to_contain_text(per.says("mark_notes"))
    line.click()
    expect(per.page.get_by_text(per.says("handed_you"), exact=True)).to_be_visible()
    expect(per.page.locator(".notes")).to_contain_text("Kan du ta denne?")
    per.page.get_by_role("button", name=per.says("hand_back")).press("Enter")
    per.told("handed_back")
    expect(per.page.get_by_text(per.says("handed_none"))).to_be_focused()

    # Ida answers while Per writes: his is not sent over hers.
    per.page.locator("#answer").fill("Hei fra Per")
    per.page.locator("#name").fill("Per")
    ida.page.locator("#answer").fill("Hei fra Ida")
    ida.page.locator("#name").fill("Ida")
    ida.press("Control+Enter")
    ida.told("sent")
    per.phone.expect_faults("409")
    per.page.locator("#answer").focus()
    per.press("Control+Enter")
    per.told("why_answered")
    expect(per.page.get_by_text("Hei fra Ida")).to_be_visible()
    expect(per.page.locator("#answer")).to_have_value("Hei fra Per")
    per.press("Control+Enter")
    per.told("sent")
    assert [it["text"] for it in person.answers()] == ["Hei fra Ida", "Hei fra Per"]
    for desk in (ida, per):
        desk.close()


def test_what_was_begun_is_there_after_a_lock(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    house.person("Ligger våken.")
    desk.fetch()
    page.locator(".line").click()
    page.locator("#answer").focus()
    desk.type("Jeg har lest det du")
    desk.press("Shift", "Shift", "Shift")
    desk.titled("unlock_title")
    assert "Ligger våken" not in page.content()
    desk.usable()
    desk.tab_to("#passphrase")
    desk.type("ikke den riktige setningen")
    desk.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(desk.says("why_passphrase"))
    page.locator("#passphrase").fill(PASSPHRASE)
    desk.press("Enter")
    desk.titled("inbox_title")
    page.locator(".line").click()
    expect(page.locator("#answer")).to_have_value("Jeg har lest det du")
    desk.close()


def test_what_is_being_written_survives_the_page_and_another_tab_and_is_said_when_it_cannot(
    browser: Browser, house: House
) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    house.person("Ligger våken.")
    desk.fetch()
    # Nothing waits for a timer: a page that goes has none any more. Drawing has its own, which are short.
    page.evaluate("""() => {
      const real = window.setTimeout;
      window.setTimeout = (work, wait, ...given) => wait > 100 ? 0 : real(work, wait, ...given);
    }""")
    page.locator(".line").click()
    expect(page.locator("#answer")).to_be_visible()
    before = page.evaluate(SEALED)
    page.locator("#answer").fill("Jeg har lest det du")
    until(lambda: page.evaluate(SEALED) != before, page)
    page.reload()
    desk.unlock()
    page.locator(".line").click()
    expect(page.locator("#answer")).to_have_value("Jeg har lest det du")

    other = page.context.new_page()
    other.goto(f"{house.url}/coach")
    other.locator("#passphrase").fill(PASSPHRASE)
    other.locator(".btn.main").click()
    other.locator(".line").click(timeout=PATIENCE)
    other.locator("#note").fill("Ringer i morgen.")
    expect(page.locator("#note")).to_have_value("Ringer i morgen.")
    page.locator("#answer").fill("Jeg har lest det du skrev.")
    expect(other.locator("#answer")).to_have_value("Jeg har lest det du skrev.")
    expect(other.locator("#note")).to_have_value("Ringer i morgen.")
    other.close()

    page.evaluate("""() => {
      window.setInterval = () => 0;
      window.put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    }""")
    page.locator("#answer").fill("Jeg har lest det du skrev. Takk.")
    said = page.get_by_role("alert").filter(has_text=desk.says("unkept"))
    expect(said).to_be_visible()
    desk.usable()
    page.evaluate("""() => {
      IDBObjectStore.prototype.put = window.put;
      dispatchEvent(new PageTransitionEvent('pagehide'));
    }""")
    expect(said).to_have_count(0)
    page.reload()
    desk.unlock()
    page.locator(".line").click()
    expect(page.locator("#answer")).to_have_value("Jeg har lest det du skrev. Takk.")
    desk.close()


def test_ten_minutes_without_a_touch_lock(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb")
    desk.page.clock.install()
    desk.in_the_inbox()
    desk.page.clock.run_for(9 * 60_000)
    desk.titled("inbox_title")
    desk.page.clock.run_for(2 * 60_000)
    desk.titled("unlock_title")
    desk.close()


def test_what_does_not_add_up_is_said(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    person = house.person("Den første.")
    # The second message was sealed for another place, as a server that moves messages would have it.
    person.send(2, person.thread.seal("u", 7, {"kind": "text", "text": "Flyttet hit."}))
    person.n = 2
    person.write({"kind": "song", "text": "Fra en nyere app."})
    desk.fetch()
    desk.page.locator(".line").click()
    notice = desk.page.locator("section.notice")
    expect(notice).to_contain_text(desk.says("f_unreadable"))
    expect(desk.page.get_by_text("Den første.")).to_be_visible()
    expect(desk.page.get_by_text(desk.says("unknown_message"))).to_be_visible()
    assert "Flyttet hit" not in desk.page.content()
    desk.usable()
    desk.close()


def test_a_note_that_is_held_back_or_given_to_another_author_is_said(
    browser: Browser, house: House, locale: Locale
) -> None:
    ida, per = (Desk(browser, house, locale).in_the_inbox(name) for name in ("Ida", "Per"))
    house.person()
    ida.page.reload()
    ida.unlock()
    ida.page.locator(".line").click()
    for text in ("Den første.", "Den andre.", "Den tredje."):
        ida.page.locator("#note").fill(text)
        ida.press("Control+Enter")
        expect(ida.page.locator(".notes")).to_contain_text(text)
    reader = bytes.fromhex(house.line("Per").id)
    to_per = col(Note.coach) == reader
    engine = writing_engine(database_url(house.live.settings))
    with engine.begin() as connection:
        connection.execute(update(Note).where(to_per, col(Note.n) == 1).values(author=reader))
        connection.execute(delete(Note).where(to_per, col(Note.n) == 2))
    engine.dispose()

    per.fetch()
    per.page.locator(".line").click()
    expect(per.page.locator("section.notice")).to_contain_text(per.says("f_notes"))
    expect(per.page.locator(".notes")).to_contain_text("Den tredje.")
    expect(per.page.locator(".notes li").first).to_contain_text(per.says("unproven"))
    expect(per.page.get_by_text(per.says("note_lost", n=1, numbers=2))).to_be_visible()
    assert "Den første" not in per.page.content()
    per.usable()
    for desk in (ida, per):
        desk.close()


def test_a_certificate_that_ends_is_said_in_time_and_plainly(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale)
    desk.enrol("Ida")
    desk.titled("waiting_title")
    house.certify("Ida", days=9)
    desk.tab_to(".btn.main")
    desk.press("Enter")
    desk.titled("inbox_title")
    days = house.line("Ida").days_left
    expect(desk.page.get_by_text(desk.says("renew", n=days))).to_be_visible()
    expect(desk.page.locator(".notice .print")).to_have_text(house.line("Ida").fingerprint)
    desk.usable()

    desk.phone.expect_faults("403")
    house.certify_in_the_past("Ida")
    desk.fetch()
    desk.titled("expired_title")
    desk.usable()
    house.certify("Ida")
    desk.tab_to(".btn.main")
    desk.press("Enter")
    desk.titled("inbox_title")

    person = house.person()
    desk.fetch()
    expect(desk.page.locator(".line")).to_contain_text(person.alias)
    house.revoke("Ida")
    desk.fetch()
    desk.titled("revoked_title")
    expect(desk.page.locator(".ways .way")).to_have_text([desk.says("lock")])
    desk.usable()
    # Nothing of anybody is kept for the next time.
    desk.press("l")
    desk.unlock()
    desk.titled("revoked_title")
    assert person.alias not in desk.page.content()
    desk.close()


def test_nobody_is_shown_before_the_server_has_answered(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    person = house.person()
    desk.fetch()
    expect(page.locator(".line")).to_contain_text(person.alias)
    desk.press("l")
    desk.titled("unlock_title")
    desk.phone.expect_faults("Failed to load resource|ERR_FAILED")
    page.route("**/api/coaches/**", lambda route: route.abort())
    desk.unlock()
    desk.titled("inbox_title")
    expect(page.get_by_text(desk.says("why_offline"))).to_be_visible()
    expect(page.get_by_text(desk.says("resting"))).to_be_visible()
    assert person.alias not in page.content()
    desk.usable()
    page.unroute("**/api/coaches/**")
    desk.fetch()
    expect(page.locator(".line")).to_contain_text(person.alias)
    desk.close()


def test_the_handbook_is_one_key_away_and_leads_on(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    house.person()
    desk.fetch()
    page.locator(".line").click()
    page.locator("#answer").fill("Halvveis")
    desk.press("Escape", "h")
    guide = httpx.get(f"{house.url}/api/content/{locale}").json()["coach"]
    title = httpx.get(f"{house.url}{guide}").json()["guide"]["title"]
    expect(page.locator("h1", has_text=title)).to_be_focused()
    desk.usable()
    # A link leads to a page of the app, read here; the browser's own way leads back.
    page.locator(".prose button.inline").first.click()
    expect(page.locator("h1")).not_to_have_text(title)
    expect(page.locator("h1")).to_be_focused()
    desk.usable()
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)
    desk.press("Escape")
    expect(page.locator("#answer")).to_have_value("Halvveis")
    desk.press("Escape", "?")
    desk.titled("nav_keys")
    desk.usable()
    desk.close()


def test_a_coach_leaves_a_machine_or_stops(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    page.get_by_role("button", name=desk.says("nav_device")).click()
    desk.titled("device_title")
    desk.usable()
    page.locator("#code-passphrase").fill(PASSPHRASE)
    desk.press("Enter")
    expect(page.locator(".code")).to_be_visible()
    code = page.locator(".code").inner_text()
    page.get_by_role("button", name=desk.says("forget"), exact=True).click()
    desk.usable()
    page.get_by_role("button", name=desk.says("forget_yes")).click()
    desk.titled("none_title")
    assert house.line("Ida").state == "active"
    page.reload()
    desk.titled("none_title")

    page.get_by_role("button", name=desk.says("use_code")).click()
    page.locator("#code").fill(code)
    page.locator("#passphrase").fill(PASSPHRASE)
    page.locator("#again").fill(PASSPHRASE)
    desk.press("Enter")
    desk.titled("inbox_title")
    house.person()
    page.get_by_role("button", name=desk.says("nav_device")).click()
    page.get_by_role("button", name=desk.says("resign"), exact=True).click()
    expect(page.locator(".sure")).to_contain_text(desk.says("resign_alone", n=1))
    desk.usable()
    page.get_by_role("button", name=desk.says("resign_yes")).click()
    desk.titled("none_title")
    assert house.line("Ida").state == "revoked"
    desk.close()


def test_a_disk_that_fails_is_not_told_as_a_wrong_passphrase(browser: Browser, house: House, locale: Locale) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    page.get_by_role("button", name=desk.says("nav_device")).click()
    desk.titled("device_title")
    alert = page.get_by_role("alert")
    break_ = """method => {
      window.whole = { ...window.whole, [method]: IDBObjectStore.prototype[method] };
      IDBObjectStore.prototype[method] = () => { throw new DOMException('gone', 'UnknownError'); };
    }"""
    mend = "method => { IDBObjectStore.prototype[method] = window.whole[method]; }"

    page.evaluate(break_, "get")
    page.locator("#code-passphrase").fill(PASSPHRASE)
    desk.press("Enter")
    expect(alert).to_have_text(desk.says("why_disk"))
    expect(page.locator("#code-passphrase")).to_have_value(PASSPHRASE)
    desk.usable()
    page.evaluate(mend, "get")
    desk.press("Enter")
    expect(page.locator(".code")).to_be_visible()
    expect(alert).to_have_count(0)

    page.evaluate(break_, "put")
    for field, words in (("present", PASSPHRASE), ("next", f"{PASSPHRASE} til"), ("next-again", f"{PASSPHRASE} til")):
        page.locator(f"#{field}").fill(words)
    desk.press("Enter")
    expect(alert).to_have_text(desk.says("why_disk"))
    expect(page.locator("#present")).to_have_value(PASSPHRASE)
    expect(page.locator("#next-again")).to_have_value(f"{PASSPHRASE} til")
    page.evaluate(mend, "put")
    desk.press("Enter")
    desk.told("passphrase_changed")
    expect(alert).to_have_count(0)

    desk.press("Shift", "Shift", "Shift")
    desk.titled("unlock_title")
    page.evaluate(break_, "get")
    page.locator("#passphrase").fill(f"{PASSPHRASE} til")
    desk.press("Enter")
    expect(alert).to_have_text(desk.says("why_disk"))
    desk.close()


def test_only_what_is_looked_at_is_drawn(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb", **TABLET).in_the_inbox()
    for number in range(105):
        house.person(alias=f"Rolig bjørk {number}")
    desk.fetch()
    lines = desk.page.locator(".line")
    expect(desk.page.get_by_role("button", name="(40 av 105 vises)")).to_be_visible()
    expect(lines).to_have_count(40)
    desk.usable()
    desk.page.get_by_role("button", name="(40 av 105 vises)").press("Enter")
    expect(lines).to_have_count(80)
    expect(lines.nth(40)).to_be_focused()
    desk.page.locator("#search").fill("bjørk 104")
    expect(lines).to_have_count(1)
    desk.close()


def test_the_app_keeps_nothing_of_the_console_and_does_not_swallow_it(browser: Browser, house: House) -> None:
    phone = Phone.take(browser, house.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    kept = phone.page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname)))).flat()"""
    )
    assert "/" in kept
    assert [path for path in kept if "coach" in path] == []
    assert not any("/assets/coach/" in url for url, _ in phone.sent)
    phone.page.goto(f"{house.url}/coach")
    expect(phone.page.locator("h1")).to_have_text("Du trenger en invitasjon")
    phone.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, TABLET, {"width": 640, "height": 400}])
def test_a_thread_can_be_read_and_answered_in_any_light(
    browser: Browser, house: House, size: dict[str, int], dark: bool
) -> None:
    """640 × 400 is a laptop whose browser shows everything at 200 %; at 400 % it is 320 px wide."""
    desk = Desk(browser, house, "nb", **size, dark=dark).in_the_inbox()
    person = house.person("Jeg vet ikke hvor jeg skal begynne. " * 8, alias="Forsiktig strandsnegl 77")
    person.write({"kind": "rhythm", "every": "week"})
    person.write({"kind": "checkin", "how": 3, "practice_text": "Gikk ikke.", "question_text": "Hva nå?"})
    person.write({"kind": "summary", "lines": ["Trang: 14 ganger", "Gikk over uten kjøp: 12 av 14"]})
    desk.fetch()
    desk.usable()
    desk.page.locator(".line").click()
    expect(desk.page.get_by_text("Gikk ikke.")).to_be_visible()
    desk.usable()
    if size["width"] == 640:
        desk.page.set_viewport_size({"width": 320, "height": 640})
        desk.page.locator("label", has_text=desk.says("sort_agreement")).click()
        expect(desk.page.locator("#time")).to_be_visible()
        desk.usable()
        desk.page.locator(".turns .back").first.click()
        expect(desk.page.locator(".line")).to_be_visible()
        desk.usable()
    desk.close()
