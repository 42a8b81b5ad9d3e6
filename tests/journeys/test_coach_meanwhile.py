"""What comes while a coach works is shown before anything is sent; what cannot be opened is counted apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update
from sqlmodel import Session

from selfhelp.coach.tables import Envelope
from selfhelp.store.engine import database_url, writing_engine
from tests.journeys.coach_desk import Desk
from tests.journeys.coach_house import House, coach_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with coach_house(tmp_path) as house:
        yield house


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
