"""What comes while a coach works is shown before anything is sent; what cannot be opened is counted apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update
from sqlmodel import Session

from selfhelp.coach.tables import Envelope
from selfhelp.store.engine import database_url, writing_engine
from tests.journeys.coach_desk import UNCOVERED, Desk
from tests.journeys.coach_house import House, coach_house
from tests.journeys.phone import Locale, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with coach_house(tmp_path) as house:
        yield house


@pytest.fixture(params=["nb", "en"])
def locale(request: pytest.FixtureRequest) -> Locale:
    found: Locale = request.param
    return found


def test_a_message_that_comes_while_an_answer_is_written_is_read_first(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    person = house.person("Jeg lovet å slutte i sommer.", locale="nb")
    desk.fetch()
    page.locator(".line").click()
    page.locator("#answer").fill("Fint at du skriver.")
    person.write({"kind": "text", "text": "Jeg orker ikke mer."})
    desk.press("Control+Enter")
    expect(page.locator("#name")).to_be_focused()
    desk.type("Ida")
    desk.press("Control+Enter")
    desk.told("why_written")
    expect(page.get_by_text("Jeg orker ikke mer.")).to_be_visible()
    expect(page.locator("#answer")).to_have_value("Fint at du skriver.")
    assert person.answers() == []
    desk.usable()
    page.locator("#answer").fill("Er du trygg nå?")
    desk.press("Control+Enter")
    desk.told("sent")
    assert [it["text"] for it in person.answers()] == ["Er du trygg nå?"]
    desk.close()


def test_a_thread_that_cannot_be_opened_is_counted_apart_and_shows_its_number(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    person = house.person()
    engine = writing_engine(database_url(house.live.settings))
    with Session(engine) as session, session.begin():
        session.execute(update(Envelope).values(sealed=bytes(113)))
    engine.dispose()
    desk.fetch()
    expect(page.get_by_text(desk.says("shut", n=1))).to_be_visible()
    expect(page.locator(".line")).to_have_count(0)
    desk.usable()
    page.get_by_label(desk.says("view_all")).check(force=True)
    page.locator(".line").click()
    expect(page.get_by_text(desk.says("why_unopened", thread=person.thread.id.hex()))).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    desk.usable()
    desk.close()


def test_a_console_that_stands_open_while_the_organisations_key_is_changed_goes_on(
    browser: Browser, house: House
) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    house.change_key("Ida")
    desk.press("l")
    desk.unlock()
    desk.titled("inbox_title")
    person = house.person()
    desk.fetch()
    expect(desk.page.locator(".line")).to_contain_text(person.alias)
    expect(desk.page.locator("section.notice")).to_have_count(0)
    desk.close()


def test_a_message_that_comes_after_a_thread_was_set_aside_waits_until_it_is_answered(
    browser: Browser, house: House, locale: Locale
) -> None:
    """Opening the thread and going back again, with the new message below the window, takes it off no list."""
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    person = house.person("Jeg vet ikke hvor jeg skal begynne. " * 40, locale=locale)
    desk.fetch()
    page.locator(".line").click()
    page.locator("#answer").fill("Fint at du skriver. " * 60)
    desk.press("Control+Enter")
    desk.type("Ida")
    # Nothing is answered that has not been on the screen to its end, and the person is not told that it was read.
    desk.press("Control+Enter")
    desk.told("unseen")
    assert (person.answers(), person.seq_read()) == ([], 0)
    page.locator(".scrolls").hover()
    page.mouse.wheel(0, 5_000)
    until(lambda: person.seq_read() == 1, page)
    page.locator("#name").focus()
    desk.press("Control+Enter")
    desk.told("sent")
    page.get_by_role("button", name=desk.says("put_aside_go"), exact=True).click()
    desk.told("put_aside")
    page.locator(".turns .back").first.click()
    expect(page.get_by_text(desk.says("empty_waiting"))).to_be_visible()
    until(lambda: person.seq_read() == 2, page)

    person.write({"kind": "text", "text": "Jeg vil ikke leve mer."})
    desk.fetch()
    waiting = page.get_by_label(f"{desk.says('view_waiting')} (1)")
    expect(waiting).to_be_checked()
    # Drawn where nobody looks: the page is behind another one.
    page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })")
    page.locator(".line").click()
    message = page.get_by_text("Jeg vil ikke leve mer.")
    expect(message).to_be_in_viewport(ratio=1)
    page.locator(".turns .back").first.click()
    desk.fetch()
    expect(waiting).to_be_checked()
    assert person.seq_read() == 2, "nobody has seen it"

    page.evaluate("delete document.visibilityState")
    page.locator(".line").click()
    expect(message).to_be_in_viewport(ratio=1)
    assert message.evaluate(UNCOVERED), "the new message stands under something"
    desk.press("Shift")
    until(lambda: person.seq_read() == 3, page)
    page.locator(".turns .back").first.click()
    desk.fetch()
    # Read is not answered.
    expect(waiting).to_be_checked()
    expect(page.locator(".line")).to_contain_text([person.alias])
    assert house.waiting() == 1
    desk.close()


def test_what_is_fetched_while_nobody_is_at_the_laptop_is_not_told_as_read(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb")
    page = desk.page
    page.clock.install()
    desk.in_the_inbox()
    person = house.person("Hei.", locale="nb")
    desk.fetch()
    page.locator(".line").click()
    expect(page.locator(".letters .said")).to_be_visible()
    page.locator("#answer").click()
    until(lambda: person.seq_read() == 1, page)
    person.write({"kind": "text", "text": "Jeg orker ikke mer."})
    # Nobody touches it while it is fetched and drawn.
    page.clock.run_for(125_000)
    expect(page.get_by_text("Jeg orker ikke mer.")).to_be_in_viewport(ratio=1)
    page.clock.run_for(125_000)
    assert person.seq_read() == 1, "nobody has seen it"
    page.keyboard.press("Shift")
    until(lambda: person.seq_read() == 2, page)
    desk.close()


def test_what_came_while_a_note_failed_is_shown_at_once(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    person = house.person("Hei.", locale="nb")
    desk.fetch()
    page.locator(".line").click()
    page.locator("#name").fill("Ida")
    person.write({"kind": "text", "text": "Jeg orker ikke mer."})
    desk.phone.expect_faults("Failed to load resource|ERR_FAILED")
    page.route("**/notes", lambda route: route.abort())
    page.get_by_role("button", name=desk.says("put_aside_go"), exact=True).click()
    expect(page.get_by_text("Jeg orker ikke mer.")).to_be_visible()
    expect(page.get_by_text(desk.says("why_offline"))).to_be_visible()
    desk.close()


def test_a_hand_over_is_in_a_list_of_its_own_and_the_inbox_fetches_by_itself(
    browser: Browser, house: House, locale: Locale
) -> None:
    ida, per = (Desk(browser, house, locale) for _ in range(2))
    per.page.clock.install()
    for desk, label in ((ida, "Ida"), (per, "Per")):
        desk.in_the_inbox(label)
    person = house.person()
    ida.fetch()
    ida.page.locator(".line").click()
    ida.page.locator("#name").fill("Ida")
    ida.page.locator("#answer").fill("Hei.")
    ida.press("Control+Enter")
    ida.told("sent")
    ida.page.locator("#hand").select_option(house.line("Per").id)
    ida.page.get_by_role("button", name=ida.says("hand_go"), exact=True).click()
    ida.told("handed_done")

    page = per.page
    mine = page.get_by_label(per.says("view_mine"))
    expect(page.get_by_label(f"{per.says('view_mine')} (0)")).to_be_visible()
    page.clock.run_for(125_000)
    expect(page.get_by_label(f"{per.says('view_mine')} (1)")).to_be_visible()
    expect(page.get_by_label(f"{per.says('view_waiting')} (0)")).to_be_checked()
    mine.check(force=True)
    line = page.locator(".line")
    expect(line).to_contain_text([person.alias])
    expect(line).to_contain_text([per.says("mark_handed_you")])
    per.usable()
    # Who handed it over has a name, though nothing of hers has been read but a note.
    line.click()
    expect(page.locator(".notes")).to_contain_text("Ida")

    # It says when it looked last, and that it could not.
    page.locator(".turns .back").first.click()
    expect(page.get_by_text(per.says("fetched_at", time="").rstrip(". "))).to_be_visible()
    per.phone.expect_faults("Failed to load resource|ERR_FAILED")
    page.route("**/api/coaches/**", lambda route: route.abort())
    page.clock.run_for(125_000)
    expect(page.get_by_text(per.says("why_offline"))).to_be_visible()
    per.usable()
    page.unroute("**/api/coaches/**")
    person.write({"kind": "text", "text": "Er du der?"})
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text(per.says("why_offline"))).to_have_count(0)
    expect(page.get_by_label(f"{per.says('view_waiting')} (1)")).to_be_visible()
    for desk in (ida, per):
        desk.close()


def test_a_conversation_that_its_person_has_deleted_is_gone_from_the_screen(
    browser: Browser, house: House, locale: Locale
) -> None:
    desk = Desk(browser, house, locale).in_the_inbox()
    page = desk.page
    person = house.person("Ligger våken.")
    desk.fetch()
    page.locator(".line").click()
    page.locator("#answer").fill("Jeg har lest det du")
    desk.phone.expect_faults("410")
    person.deletes()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text(desk.says("why_deleted"))).to_be_visible()
    expect(page.locator("#answer")).to_have_count(0)
    assert "Ligger våken" not in page.content()
    desk.usable()
    desk.close()


def test_the_answer_can_be_sent_and_is_seen_without_scrolling_on_a_small_laptop(
    browser: Browser, house: House, locale: Locale
) -> None:
    desk = Desk(browser, house, locale, width=1280, height=720).in_the_inbox()
    page = desk.page
    person = house.person("Det er vanskelig å si. " * 30, locale=locale)
    desk.fetch()
    page.locator(".line").click()
    page.locator("#name").fill("Ida")
    send = page.locator(".compose .btn.main")
    expect(send).to_be_in_viewport(ratio=1)
    page.locator(".scrolls").hover()
    page.mouse.wheel(0, 5_000)
    until(lambda: person.seq_read() == 1, page)
    page.locator("#answer").fill("Takk for at du skriver.")
    desk.press("Control+Enter")
    desk.told("sent")
    answer = page.locator(".letters .answer .said")
    expect(answer).to_be_in_viewport(ratio=1)
    assert answer.evaluate(UNCOVERED), "what was sent stands under something"
    expect(send).to_be_in_viewport(ratio=1)
    desk.close()
