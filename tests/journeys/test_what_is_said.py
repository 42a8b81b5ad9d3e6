"""What the app says about itself holds where it is said: about the plan, the lock screen, the card and the question."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import log
from tests.journeys.filled import filled_diary
from tests.journeys.phone import Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

NB = Words("nb")
QUESTION = "Har du tanker om å ta livet ditt?"


@pytest.fixture(scope="module")
def code(live: Live) -> str:
    return filled_diary(live.url, "nb", datetime.now(ZoneInfo("Europe/Oslo")).date())


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Phone]:
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    phone.open()
    yield phone
    phone.close()


def _go(phone: Phone, path: str) -> None:
    phone.page.goto(f"{phone.origin}/#/{path}")
    expect(phone.page.locator("h1").first).to_be_visible()


def _sign_in(phone: Phone, code: str) -> None:
    _go(phone, "signin")
    phone.page.fill("#code", code)
    phone.press(NB("signin_open"))
    expect(phone.page.get_by_role("heading", name=NB("signin_done_title"))).to_be_visible()
    phone.press(NB("continue"))
    expect(phone.page.locator(".hold")).to_be_visible()


def test_a_mood_corrected_to_a_very_low_one_asks_the_safety_question(phone: Phone) -> None:
    _go(phone, "checkin")
    for field in ("mood", "peak", "control"):
        phone.page.locator(f"input[name={field}][value='6']").check(force=True)
    phone.press(NB("save"))
    expect(phone.page.locator(".hold")).to_be_visible()
    _go(phone, "diary")
    phone.page.locator("main .rows .row").first.click()
    expect(phone.page.get_by_role("heading", name=NB("entry_title"))).to_be_visible()
    phone.page.locator("input[name=peak][value='0']").check(force=True)
    expect(phone.page.get_by_text(QUESTION)).to_have_count(0)
    phone.page.locator("input[name=mood][value='0']").check(force=True)
    expect(phone.page.get_by_text(QUESTION)).to_be_visible()
    phone.choose("Ja")
    expect(phone.page.locator("main a[href='tel:113']").first).to_be_visible()


def test_a_module_asks_the_safety_question_after_the_step_that_it_names(phone: Phone) -> None:
    _go(phone, "text/module/after-the-police/start")
    expect(phone.page.get_by_role("heading", name=QUESTION)).to_be_visible()
    phone.choose("Litt")
    expect(phone.page.get_by_role("link", name=NB("safety_plan_make"))).to_be_visible()
    phone.choose("Ja")
    expect(phone.page.locator(".dock a[href='tel:113']")).to_be_visible()
    assert phone.axe() == []
    phone.press(NB("continue"))
    expect(phone.page.get_by_role("heading", name="Hva er tyngst nå?")).to_be_visible()
    expect(phone.page.get_by_text(QUESTION)).to_have_count(0)
    expect(phone.page.locator(".dock a[href='tel:113']")).to_have_count(0)
    assert not [url for url, _ in phone.sent if "/api/" in url and "/api/content/" not in url]


def test_each_of_several_choices_keeps_its_reply_and_the_one_just_made_is_said(phone: Phone) -> None:
    said = phone.page.locator("main .reply:not(:empty)")
    # One a line: each reply under its own choice.
    _go(phone, "text/module/just-this-once/thoughts")
    for thought in ("«Bare denne gangen»", "«Dette er den siste»"):
        phone.choose(thought)
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_contain_text("Den sa kanskje det samme sist.")
    expect(said.nth(1)).to_contain_text("Da kan den forrige være den siste.")
    # Close together: the last one is said, the others stay under it, each with what it answers.
    _go(phone, "text/module/when-urge-comes/helped")
    aloud = phone.page.locator("main .reply[role=status]")
    expect(aloud).to_be_attached()
    for n, at in enumerate((0, 3, 1), 1):
        chip = phone.page.locator("main .chips label").nth(at)
        chip.locator("input").check(force=True)
        expect(said).to_have_count(n)
        expect(aloud).to_have_count(1)
        expect(aloud.locator(".meta")).to_have_text(chip.inner_text().strip())
        # Its words, not only what they answer, stand above the foot.
        words, foot = aloud.locator(".prose").bounding_box(), phone.page.locator(".foot").bounding_box()
        assert words is not None
        assert foot is not None
        assert words["y"] + 20 < foot["y"]
    assert phone.axe() == []
    phone.page.locator("main .chips label").nth(1).locator("input").uncheck(force=True)
    expect(said).to_have_count(2)


def test_the_safety_plan_is_promised_on_today_only_when_it_will_stand_there(phone: Phone) -> None:
    # With a diary: before there is one, nothing is kept without having asked who can open the phone.
    log(phone, 4, "")
    _go(phone, "text/page/safety/my-plan")
    expect(phone.page.get_by_text(NB("safety_kept"))).to_be_visible()
    _go(phone, "text/page/safety")
    phone.choose("Litt")
    phone.press(NB("continue"))
    phone.press(NB("safety_plan_make"))
    expect(phone.page.get_by_text(re.compile("^Planen står under «I dag» til "))).to_be_visible()
    _go(phone, "today")
    expect(phone.page.get_by_role("heading", name="Trygghetsplanen")).to_be_visible()


def test_a_safety_plan_stands_on_today_without_any_answer_and_the_answer_whichever_way_one_leaves(phone: Phone) -> None:
    standing = phone.page.get_by_role("heading", name="Trygghetsplanen", exact=True)
    _go(phone, "text/page/safety")
    phone.press(NB("safety_plan"))
    phone.page.locator("main .choice input").first.check(force=True)
    expect(phone.page.get_by_text(re.compile("^Planen står under «I dag» til "))).to_be_visible()
    phone.press(NB("done"))
    expect(standing).to_be_visible()
    _go(phone, "text/page/safety/signs")
    phone.page.locator("main .choice input").first.uncheck(force=True)
    _go(phone, "today")
    expect(standing).to_have_count(0)
    # Chosen, and left at once by the way back; a later «nei» changes nothing.
    for answer in ("Litt", "Nei"):
        _go(phone, "text/page/safety")
        phone.choose(answer)
        phone.press(NB("back"))
        _go(phone, "today")
        expect(standing).to_be_visible()


def test_who_is_under_18_is_told_that_the_safety_plan_is_not_kept(phone: Phone) -> None:
    phone.press(NB("first_begin"))
    phone.press(NB("what_under_18"))
    expect(phone.page.get_by_role("heading", name="Du er under 18", exact=True)).to_be_visible()
    phone.page.locator("main a", has_text="Er du trygg?").click()
    phone.choose("Litt")
    phone.press(NB("continue"))
    phone.press(NB("safety_plan_make"))
    expect(phone.page.get_by_text(NB("safety_not_kept"))).to_be_visible()
    assert "I dag" not in phone.page.locator("main").inner_text()


def test_the_fullest_lock_screen_is_shown_with_all_that_will_stand_on_it(phone: Phone) -> None:
    _go(phone, "reminders")
    phone.choose(NB("reminders_style_full"))
    shown = phone.page.locator(".lock-screen")
    expect(shown).to_contain_text("Trangen gikk over uten kjøp 6 av 7 ganger. Ingenting er nullstilt.")
    expect(shown).to_contain_text("Roligere enn forrige uke. Det som hjalp mest: «Bølgen».")
    expect(shown).not_to_contain_text("Et første grep")
    phone.choose(NB("reminders_style_discreet"))
    expect(shown).not_to_contain_text("Bølgen")


def test_the_whole_card_stands_by_when_it_is_hard(phone: Phone, code: str) -> None:
    _sign_in(phone, code)
    phone.page.locator(".hold .main").click()
    phone.strength(7)
    phone.press(NB("continue"))
    phone.page.locator("main button.row", has_text="Planen min").click()
    card = phone.page.locator("main .part", has_text=NB("my_card"))
    for line in ("Jeg vil slippe å skjule noe.", "Gå ut i ti minutter", "Laderen står i gangen fra klokka 22."):
        expect(card.get_by_text(line)).to_be_visible()


def test_a_finding_is_said_once_and_its_drawing_not_at_all(phone: Phone, code: str) -> None:
    _sign_in(phone, code)
    _go(phone, "insights")
    finding = phone.page.locator(".part", has=phone.page.locator(".weeks")).locator(".finding")
    words = finding.inner_text().replace("\u00a0", " ")
    spoken = phone.page.locator("main").aria_snapshot().replace("\u00a0", " ")
    # The figure is named by its caption, which is there once.
    assert len([line for line in spoken.splitlines() if words in line and "- figure" not in line]) == 1
    assert "- img" not in spoken
