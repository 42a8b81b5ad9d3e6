"""A person and a coach to the last word: the app in a browser, the coach's console under Node, the real server."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from selfhelp.coach import desk
from selfhelp.notify.office import hush
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.hostile.canaries import word
from tests.journeys.coached import AtNode, Organisation, coached_pack, revoke
from tests.journeys.doing import go, take_code, without_server
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.push import subscribing
from tests.journeys.usable import axe, small_targets, too_wide, torn
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser]

ORGANISATION = Organisation()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    content = coached_pack(tmp_path_factory.mktemp("pack") / "content", ORGANISATION)
    settings = Settings(data=tmp_path_factory.mktemp("data"), content=content, jobs=False, creations_per_hour=100_000)
    with live_server(settings) as live:
        yield live


@pytest.fixture
def kari(live: Live) -> Iterator[AtNode]:
    with ORGANISATION.coach(live, "Kari") as coach:
        yield coach
        revoke(live, coach)


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    """In `nb`, `en`, or `offline`: with the service worker, for a journey that goes on without a server."""
    how: Locale | Literal["offline"] = getattr(request, "param", "nb")
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, "nb" if how == "offline" else how, worker=how == "offline")
    phone.open()
    if how == "offline":
        phone.worker_ready()
    yield phone
    phone.close()


LABELS = {
    "nb": ("Hva vil du ha hjelp til?", "Det du vil si", "Jeg vet ikke hvor jeg skal begynne"),
    "en": ("What would you like help with?", "What you want to say", "I don’t know where to begin"),
}


def _begin(phone: Phone, text: str, warned: str = "") -> None:
    """Agrees, says what it is about, and sends the first words."""
    words = Words(phone.locale)
    ask, label, about = LABELS[phone.locale]
    go(phone, "coach")
    phone.press(words("coach_agree"))
    expect(phone.page.get_by_role("heading", name=ask)).to_be_visible()
    phone.choose(about)
    phone.press(words("coach_next"))
    phone.page.get_by_label(label, exact=True).fill(text)
    if warned:
        expect(phone.page.get_by_text(warned)).to_be_visible()
    expect(phone.page.get_by_text(words("coach_danger").split("{")[0])).to_be_visible()
    phone.press(words("coach_send"))
    expect(phone.page.get_by_role("heading", name=words("coach_title"))).to_be_visible()


def _write(phone: Phone, text: str) -> None:
    words = Words(phone.locale)
    phone.page.get_by_label(words("coach_field"), exact=True).fill(text)
    phone.press(words("coach_send"))
    expect(phone.page.locator(".coach-letter", has_text=text)).to_be_visible()


def _look(phone: Phone) -> None:
    phone.page.evaluate("dispatchEvent(new Event('online'))")


SPACE_ABOVE_THE_OLD = """() => {
  const [above, part] = ['.meta', '.part'].map((it) => document.querySelector(`main > ${it}`).getBoundingClientRect());
  return part.top - above.bottom;
}"""

NOTHING_OVER_IT = """it => {
  const { left, right, top, bottom } = it.getBoundingClientRect();
  return [top + 1, bottom - 1].every((y) => it.contains(document.elementFromPoint((left + right) / 2, y)));
}"""


def _seen(some: Locator) -> None:
    """It is on the screen, and nothing lies over it: neither the top nor the dock."""
    expect(some).to_be_in_viewport(ratio=1)
    until(lambda: bool(some.evaluate(NOTHING_OVER_IT)), some.page)


def _in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def _threads(live: Live) -> list[str]:
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        return [row[0].hex() for row in database.execute("SELECT id FROM thread")]


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_what_goes_along_with_the_first_message_is_shown_and_can_be_left_out(phone: Phone, kari: AtNode) -> None:
    words = Words(phone.locale)
    ask, label, _ = LABELS[phone.locale]
    go(phone, "coach")
    phone.press(words("coach_agree"))
    expect(phone.page.get_by_role("heading", name=ask)).to_be_visible()
    phone.press(words("coach_next"))
    phone.page.get_by_label(label, exact=True).fill(word())
    along = phone.page.get_by_role("group", name=words("coach_along"))
    told = [words("coach_along_programme_stop"), words(f"coach_along_locale_{phone.locale}")]
    for one in told:
        expect(along.get_by_label(one)).to_be_checked()
    assert axe(phone.page) == []
    for one in told:
        along.locator("label", has_text=one).click()
        expect(along.get_by_label(one)).not_to_be_checked()
    phone.press(words("coach_send"))
    expect(phone.page.get_by_role("heading", name=words("coach_title"))).to_be_visible()
    until(lambda: bool(kari.threads()), phone.page)
    opening = kari.reads()["opening"]
    assert (opening["programme"], opening["locale"], opening["about"]) == (None, None, [])


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_conversation_from_the_first_word_to_its_erasure(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words(phone.locale)
    first, second = word(), word()
    _begin(phone, first)
    until(lambda: bool(kari.threads()), phone.page)
    case = kari.reads()
    assert case["opening"]["about"] == ["start"]
    assert case["letters"][0]["content"]["text"] == first
    _look(phone)
    expect(phone.page.get_by_text(words("coach_read"), exact=True)).to_be_visible()

    kari.says("Takk for at du skrev.\nHva gjør du på fredag?")
    _look(phone)
    answer = phone.page.locator(".coach-letter", has_text="Takk for at du skrev.")
    expect(answer.get_by_role("heading")).to_have_text(words("coach_from", name="Kari"))
    _write(phone, second)
    until(lambda: any(it["content"].get("text") == second for it in kari.reads()["letters"]), phone.page)

    # An hour that has passed promises no reminder.
    kari.answers({"kind": "agreement", "name": "Kari", "text": "I natt", "date": _in_days(0), "time": "00:00"})
    _look(phone)
    passed = phone.page.locator(".coach-letter", has_text="I natt")
    expect(passed.get_by_text(words("coach_passed"))).to_be_visible()
    expect(passed.get_by_role("button")).to_have_count(0)

    # What a coach proposes becomes a reminder of one's own only when it is said yes to.
    soon = _in_days(5)
    kari.answers({"kind": "agreement", "name": "Kari", "text": "Ring legen", "date": soon, "time": "18:30"})
    _look(phone)
    phone.press(words("coach_agree_yes"))
    expect(phone.page.get_by_text(words("coach_reminders_on")).first).to_be_visible()
    until(lambda: any(it["content"]["kind"] == "accepted" for it in kari.reads()["letters"]), phone.page)
    go(phone, "reminders")
    expect(phone.page.get_by_label("Ring legen")).to_be_checked()

    go(phone, "coach")
    mine = phone.page.locator(".coach-letter", has_text=second)
    mine.get_by_role("button", name=words("coach_withdraw")).click()
    phone.press(words("coach_withdraw_yes"))
    expect(phone.page.get_by_text(words("coach_withdrew_you"))).to_be_visible()
    until(lambda: second not in str(kari.reads()), phone.page)

    thread = kari.thread()
    go(phone, "coach/close")
    phone.press(words("coach_close_yes"))
    expect(phone.page.get_by_role("heading", name=words("coach_closed_title"))).to_be_visible()
    until(lambda: thread not in _threads(live), phone.page)
    go(phone, "reminders")
    expect(phone.page.get_by_text("Ring legen")).to_have_count(0)
    # Not one word of it left the phone unsealed.
    assert not [url for url, body in phone.sent if first in url + body or second in url + body]


@pytest.mark.parametrize("carried", [True, False])
def test_one_who_is_no_coach_any_more_is_left_behind_in_a_new_conversation(
    phone: Phone, live: Live, kari: AtNode, carried: bool
) -> None:
    words = Words(phone.locale)
    with ORGANISATION.coach(live, "Ola") as ola:
        first = word()
        _begin(phone, first)
        until(lambda: bool(kari.threads()) and bool(ola.threads()), phone.page)
        agreement = {"kind": "agreement", "name": "Ola", "text": "Ring legen", "date": _in_days(5), "time": None}
        ola.answers(agreement)
        _look(phone)
        phone.press(words("coach_agree_yes"))
        reminded = phone.page.locator(".coach-letter", has_text="Ring legen").get_by_text(words("coach_agreed_off"))
        expect(reminded).to_be_visible()
        old = kari.thread()
        phone.page.locator("#coach-letter").scroll_into_view_if_needed()
        revoke(live, ola)
        _look(phone)
        said = words("coach_renew_coach-gone")
        expect(phone.page.locator("main").get_by_role("status").filter(has_text=said)).to_be_visible()
        # Also to whoever has not scrolled up.
        _seen(phone.page.locator(".dock", has_text=words("coach_found_gone")).get_by_role("link"))
        phone.press(words("coach_renew"))
        if carried:
            phone.choose(words("coach_carry"), exact=False)
        phone.press(words("coach_renew"), "button")
        expect(phone.page.get_by_role("heading", name=words("coach_title"))).to_be_visible()
        until(lambda: kari.threads() not in ([], [old]), phone.page)
        until(lambda: old not in _threads(live), phone.page)
        assert (first in str(kari.reads())) == carried
        # Once, also where the new conversation begins with it; and what was agreed is still said.
        expect(phone.page.locator(".coach-letter", has_text=first)).to_be_visible()
        expect(phone.page.locator(".coach-letter", has_text=words("coach_first"))).to_have_count(int(carried))
        expect(reminded).to_be_visible()
        assert phone.page.evaluate(SPACE_ABOVE_THE_OLD) > 8
        revoke(live, kari)
        _look(phone)
        phone.press(words("coach_renew"))
        phone.press(words("coach_renew"), "button")
        expect(phone.page.get_by_text(words("coach_nobody"))).to_be_visible()


def test_what_has_just_happened_in_a_long_conversation_is_on_the_screen(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    page = phone.page
    _begin(phone, word())
    until(lambda: bool(kari.threads()), page)
    kari.says("En lang linje om mye.\n" * 40)
    _look(phone)
    expect(page.get_by_text("En lang linje")).to_be_visible()
    # Read, since its name stands on the screen.
    expect(page.get_by_role("button", name=words("coach_came", n=1), exact=True)).to_have_count(0)
    go(phone, "today")
    for text in ("Hei igjen", *map(str, range(1, 10))):
        kari.says(text)
    _look(phone)
    phone.press(words("coach_news", n=10))
    name = page.locator(".coach-letter", has_text="Hei igjen").get_by_role("heading")
    expect(name).to_be_focused()
    _seen(name)

    text = word()
    _write(phone, text)
    mine = page.locator(".coach-letter", has_text=text)
    _seen(mine)
    expect(page.locator("main > [role=status]", has_text=words("coach_sent"))).to_have_text(words("coach_sent"))

    ask = mine.get_by_role("button", name=words("coach_withdraw"), exact=True)
    ask.click()
    question = mine.get_by_role("group", name=words("coach_withdraw"))
    expect(question).to_be_focused()
    _seen(question)
    phone.press(words("coach_no"))
    expect(ask).to_be_focused()
    ask.click()
    phone.press(words("coach_withdraw_yes"))
    expect(page.get_by_text(words("coach_withdrew_you"))).to_be_focused()


# As in browsers that hold nothing in place by themselves.
LOOSE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { overflow-anchor: none }');
  document.adoptedStyleSheets.push(sheet);
}"""
TOP = "it => Math.round(it.getBoundingClientRect().top)"


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_an_answer_that_comes_meanwhile_is_said_and_led_to_and_moves_nobody(phone: Phone, kari: AtNode) -> None:
    words = Words(phone.locale)
    page = phone.page
    _begin(phone, "En linje.\n" * 30)
    until(lambda: bool(kari.threads()), page)
    page.evaluate(LOOSE)
    said = page.locator(".dock").get_by_role("status")
    news = page.get_by_role("button", name=words("coach_came", n=1), exact=True)
    expect(said).to_be_empty()

    # To whoever reads further up.
    page.evaluate("scrollTo(0, 0)")
    kari.says("Hei igjen")
    _look(phone)
    expect(said).to_have_text(words("coach_news", n=1))
    assert page.evaluate("scrollY") == 0
    assert axe(page) == []
    assert not kari.reads()["letters"][-1]["read"]
    news.click()
    answer = page.locator(".coach-letter", has_text="Hei igjen").get_by_role("heading")
    expect(answer).to_be_focused()
    _seen(answer)
    expect(news).to_have_count(0)
    until(lambda: kari.reads()["letters"][-1]["read"], page)

    # To whoever writes.
    field = page.locator("#coach-letter")
    field.fill("Jeg tenker")
    field.scroll_into_view_if_needed()
    before = field.evaluate(TOP)
    kari.says("En lang linje om mye.\n" * 40)
    _look(phone)
    expect(said).to_have_text(words("coach_news", n=2))
    expect(news).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("Jeg tenker")
    assert abs(field.evaluate(TOP) - before) <= 1
    # Found without a press.
    page.locator(".coach-letter", has_text="En lang linje").get_by_role("heading").scroll_into_view_if_needed()
    expect(news).to_have_count(0)


def test_why_a_conversation_has_to_begin_anew_is_said_where_one_writes(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    _begin(phone, "En linje.\n" * 40)
    until(lambda: bool(kari.threads()), phone.page)
    field = phone.page.locator("#coach-letter")
    field.fill("Halvveis i en tanke")
    old = kari.thread()
    phone.expect_faults("410")
    list(desk.erase(live.settings, old, lambda: hush(live.settings), dry_run=False))
    _look(phone)
    dock = phone.page.locator(".dock", has_text=words("coach_found_ended"))
    expect(dock).to_contain_text(words("coach_comes_along"))
    _seen(dock.get_by_role("link"))
    assert axe(phone.page) == []
    dock.get_by_role("link").click()
    phone.press(words("coach_renew"), "button")
    until(lambda: kari.threads() not in ([], [old]), phone.page)
    expect(field).to_have_value("Halvveis i en tanke")


def test_a_first_message_that_nobody_can_be_given_is_not_lost(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    page = phone.page
    ask, label, about = LABELS["nb"]
    go(phone, "coach")
    phone.press(words("coach_agree"))
    phone.choose(about)
    phone.press(words("coach_next"))
    page.get_by_label(label, exact=True).fill("Halvveis i en tanke")
    page.get_by_label(label, exact=True).blur()
    revoke(live, kari)
    page.reload()
    go(phone, "coach")
    expect(page.get_by_text(words("coach_none"))).to_be_visible()
    expect(page.get_by_text(words("coach_first_stays"))).to_be_visible()
    with ORGANISATION.coach(live, "Ola") as ola:
        phone.press(words("coach_try"))
        expect(page.get_by_role("heading", name=ask)).to_be_visible()
        phone.press(words("coach_next"))
        expect(page.get_by_label(label, exact=True)).to_have_value("Halvveis i en tanke")
        revoke(live, ola)


def test_whoever_presses_something_away_goes_on_from_what_took_its_place(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    page = phone.page
    _begin(phone, word())
    until(lambda: bool(kari.threads()), page)
    for number in range(1, 10):
        kari.says(f"Svar {number}.")
    kari.answers({"kind": "agreement", "name": "Kari", "text": "Ring legen", "date": _in_days(5), "time": None})
    _look(phone)
    proposal = page.locator(".coach-letter", has_text="Ring legen")
    expect(proposal).to_be_visible()
    phone.press(words("coach_agree_no"))
    expect(proposal.get_by_text(words("coach_declined"))).to_be_focused()
    assert not any(it["content"]["kind"] == "accepted" for it in kari.reads()["letters"])
    phone.press(words("coach_agree_yes"))
    expect(proposal.get_by_text(words("coach_agreed_off"))).to_be_focused()
    until(lambda: any(it["content"]["kind"] == "accepted" for it in kari.reads()["letters"]), page)
    # A reminder that was turned off again leaves what was said yes to.
    go(phone, "reminders")
    page.get_by_label("Ring legen").uncheck(force=True)
    go(phone, "coach")
    expect(proposal.get_by_text(words("coach_was_accepted"))).to_be_visible()
    phone.press(words("coach_remind"))
    expect(proposal.get_by_text(words("coach_agreed_off"))).to_be_focused()
    # How much is shown at once depends on what the phone had read before.
    first = page.locator(".coach-letter").first.get_attribute("id")
    phone.press(words("coach_earlier"))
    last = page.locator(f".coach-letter:has(+ [id='{first}'])").get_by_role("heading")
    expect(last).to_be_focused()
    _seen(last)


def test_when_nobody_of_them_is_left_the_others_are_written_to_only_after_a_yes(
    phone: Phone, live: Live, kari: AtNode
) -> None:
    words = Words("nb")
    first = word()
    _begin(phone, first)
    until(lambda: bool(kari.threads()), phone.page)
    revoke(live, kari)
    with ORGANISATION.coach(live, "Ola") as ola:
        _look(phone)
        # Above the field: nobody reads this, and there is somebody to ring.
        expect(phone.page.get_by_text(words("coach_unread"))).to_be_visible()
        expect(phone.page.get_by_role("link", name=words("coach_call"))).to_be_visible()
        meanwhile = word()
        phone.page.get_by_label(words("coach_field")).fill(meanwhile)
        phone.press(words("coach_send"))
        expect(phone.page.locator(".coach-standing").get_by_text(words("coach_waiting"))).to_be_visible()
        phone.press(words("coach_renew"))
        phone.choose(words("coach_carry"), exact=False)
        phone.press(words("coach_renew"), "button")
        expect(phone.page.get_by_text(words("coach_strangers", n=1, organisation="Stegvis"))).to_be_visible()
        assert ola.threads() == []
        phone.press(words("coach_strangers_yes"))
        until(lambda: bool(ola.threads()), phone.page)
        until(lambda: meanwhile in str(ola.reads()), phone.page)
        assert first in str(ola.reads())
        revoke(live, ola)


def test_two_tabs_that_write_to_a_coach_keep_both_letters(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    second = Phone(phone.context, phone.context.new_page(), phone.origin, "nb")
    second.open()
    go(second, "coach")
    one, two = (tab.page.locator("#coach-letter") for tab in (phone, second))
    one.focus()
    two.fill("fra den andre fanen")
    two.blur()
    second.page.wait_for_timeout(400)
    expect(one).to_have_value("")
    one.fill("fra den første fanen")
    one.blur()
    for tab in (phone, second):
        for text in ("fra den første fanen", "fra den andre fanen"):
            expect(tab.page.locator("main p.own", has_text=text)).to_be_visible()
    phone.press(words("coach_send"))
    expect(phone.page.locator(".coach-letter", has_text="fra den første fanen")).to_be_visible()
    for field in (one, two):
        expect(field).to_have_value("fra den andre fanen")


def test_a_second_conversation_is_not_begun_on_another_phone_and_the_words_stay(
    browser: Browser, phone: Phone, kari: AtNode
) -> None:
    words = Words("nb")
    ask, label, about = LABELS["nb"]
    go(phone, "log")
    phone.log_strength(6)
    code = take_code(phone)
    other = Phone.take(browser, phone.origin, "nb")
    other.open()
    go(other, "signin")
    other.page.fill("#code", code)
    other.press(words("signin_open"))
    expect(other.page.get_by_text(words("signin_done_title"))).to_be_visible()
    go(other, "coach")
    other.press(words("coach_agree"))
    expect(other.page.get_by_role("heading", name=ask)).to_be_visible()
    other.choose(about)
    other.press(words("coach_next"))
    other.page.get_by_label(label, exact=True).fill("Skrevet på den andre telefonen")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    # It comes by itself.
    _look(other)
    expect(other.page.get_by_text(words("coach_held"))).to_be_visible()
    expect(other.page.locator("#coach-letter")).to_have_value("Skrevet på den andre telefonen")
    assert len(kari.threads()) == 1
    go(other, "coach/close")
    other.press(words("coach_close_yes"))
    until(lambda: kari.threads() == [], other.page)
    other.close()


def test_where_coaches_are_no_more_what_was_written_is_read_and_erased(browser: Browser, tmp_path: Path) -> None:
    words = Words("nb")
    content = coached_pack(tmp_path / "content", ORGANISATION)
    settings = Settings(data=tmp_path / "data", content=content, jobs=False)
    settings.data.mkdir()
    with live_server(settings) as live, ORGANISATION.coach(live, "Kari") as kari:
        phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), "nb")
        phone.open()
        first = word()
        _begin(phone, first)
        until(lambda: bool(kari.threads()), phone.page)
        kari.says("Det siste svaret")
        phone.page.locator("#coach-letter").fill("Halvveis i en tanke")
        phone.page.locator("#coach-letter").blur()
        with without_server(live, phone):
            sheet = content / "pack.toml"
            text = sheet.read_text(encoding="utf-8")
            assert ORGANISATION.public in text
            sheet.write_text(text.replace(ORGANISATION.public, ""), encoding="utf-8")
        phone.page.reload()
        go(phone, "more")
        expect(phone.page.get_by_text("Et menneske som svarer")).to_have_count(0)
        phone.page.get_by_role("link", name=words("more_coach_thread")).click()
        expect(phone.page.get_by_text(words("coach_no_more"))).to_be_visible()
        for text in (first, "Det siste svaret"):
            expect(phone.page.locator(".coach-letter", has_text=text)).to_be_visible()
        unsent = phone.page.locator(".part", has=phone.page.get_by_role("heading", name=words("coach_unsent")))
        expect(unsent).to_contain_text("Halvveis i en tanke")
        assert not torn(phone.page) + too_wide(phone.page) + axe(phone.page)
        phone.press(words("coach_close"), "link")
        phone.press(words("coach_close_yes"))
        expect(phone.page.get_by_role("heading", name=words("coach_closed_title"))).to_be_visible()
        until(lambda: _threads(live) == [], phone.page)
        go(phone, "more")
        expect(phone.page.get_by_role("link", name=words("more_coach_thread"))).to_have_count(0)
        phone.close()


@pytest.mark.parametrize("phone", ["offline"], indirect=True)
def test_what_is_written_without_a_connection_goes_by_itself(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    text = word()
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    with without_server(live, phone):
        _write(phone, text)
        waits = phone.page.locator(".coach-letter", has_text=text)
        expect(waits.get_by_text(words("coach_waiting"))).to_be_visible()
        phone.page.reload()
        go(phone, "coach")
        expect(waits).to_be_visible()
    _look(phone)
    expect(waits.get_by_text(words("coach_sent"), exact=True)).to_be_visible()
    until(lambda: text in str(kari.reads()), phone.page)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_nobody_leaves_a_device_with_a_message_that_was_not_sent_without_being_told(phone: Phone, kari: AtNode) -> None:
    words, page = Words(phone.locale), phone.page
    text = word()
    _begin(phone, word())
    until(lambda: bool(kari.threads()), page)
    take_code(phone)
    phone.expect_faults("503")
    overloaded = {"type": "/problems/overloaded", "status": 503}
    page.route("**/messages", lambda route: route.fulfill(status=503, json=overloaded))
    go(phone, "coach")
    _write(phone, text)

    # Said before a file is made.
    for path in ("export/sealed", "move"):
        go(phone, path)
        expect(page.get_by_text(words("sealed_letters", n=1))).to_be_visible()
        assert axe(page) == []

    # Said before anything is erased, and nothing is before the person says so.
    go(phone, "move/erase")
    phone.press(words("move_erase_now"))
    expect(page.get_by_text(words("move_erase_letters", n=1))).to_be_visible()
    expect(page.get_by_role("button", name=words("move_erase_anyway"))).to_be_visible()
    assert axe(page) == []
    go(phone, "devices")
    phone.press(re.compile("^" + words("devices_leave")))
    phone.press(words("leave_now"))
    expect(page.get_by_text(words("leave_letters", n=1))).to_be_visible()
    expect(page.get_by_role("button", name=words("leave_anyway"))).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert (too_wide(page), small_targets(page)) == ([], [])

    # Once the server takes it, it is sent before the device is left.
    page.unroute("**/messages")
    phone.press(words("leave_again"))
    expect(page.get_by_role("heading", name=words("left_title"))).to_be_visible()
    assert text in str(kari.reads())


def test_a_draft_is_still_there_when_the_page_is_opened_anew(phone: Phone, kari: AtNode) -> None:
    text = word()
    _begin(phone, word())
    field = phone.page.get_by_label("Skriv til veilederen", exact=True)
    field.fill(text)
    field.blur()
    phone.page.wait_for_timeout(400)
    phone.page.reload()
    go(phone, "coach")
    expect(field).to_have_value(text)


def test_today_says_that_somebody_has_answered_and_a_lock_says_nothing(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    go(phone, "today")
    kari.says("Hei")
    _look(phone)
    phone.press(words("coach_news", n=1))
    expect(phone.page.get_by_role("heading", name=words("coach_from", name="Kari"))).to_be_visible()
    go(phone, "today")
    expect(phone.page.get_by_text(words("coach_news", n=1))).to_have_count(0)
    go(phone, "lock")
    phone.page.locator(".dock .btn.main").first.click()
    for key in ("pin_again_title", "lock_title"):
        phone.page.fill("#pin", "271828")
        phone.page.get_by_role("heading", name=words(key)).wait_for()
    phone.page.reload()
    phone.page.locator("#pin").wait_for()
    phone.page.goto(f"{phone.origin}/#/coach")
    phone.page.wait_for_function("() => document.documentElement.dataset.screen === 'coach'")
    expect(phone.page.locator("#pin")).to_be_visible()
    assert "veileder" not in phone.page.content().lower()
    phone.press(words("lock_guest"))
    phone.page.goto(f"{phone.origin}/#/help")
    expect(phone.page.get_by_role("heading", name=words("help_title"), exact=True)).to_be_visible()
    expect(phone.page.get_by_role("link", name=words("more_coach"))).to_have_count(0)


def test_the_consent_stands_with_the_others_and_its_withdrawal_erases_the_conversation(
    phone: Phone, live: Live, kari: AtNode
) -> None:
    words = Words("nb")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    thread = kari.thread()
    # «Slett alt» would take it along, and says so although nothing else of the diary is on the server.
    go(phone, "delete")
    expect(phone.page.get_by_text("Samtalen med veilederen. Så snart telefonen er på nett.")).to_be_visible()
    go(phone, "consents")
    part = phone.page.locator(".part", has=phone.page.get_by_role("heading", name="Å skrive til en veileder"))
    part.get_by_role("button", name=words("consents_withdraw")).click()
    expect(part.get_by_text(words("consents_coach_gone"))).to_be_visible()
    until(lambda: thread not in _threads(live), phone.page)
    go(phone, "coach")
    expect(phone.page.get_by_role("button", name=words("coach_agree"))).to_be_visible()


def test_only_what_is_chosen_of_the_plan_and_of_four_weeks_goes_along(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    go(phone, "plan/person")
    phone.page.get_by_label(words("person_name"), exact=True).fill("Ola Dunk")
    phone.page.get_by_label(words("person_phone"), exact=True).fill("412 34 567")
    phone.press(words("save"))
    go(phone, "log")
    phone.log_strength(6)
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    go(phone, "coach/plan")
    # Somebody else's name goes along only when it is chosen, and never with the number.
    expect(phone.page.get_by_role("button", name=words("coach_attach_none"))).to_be_visible()
    phone.choose(words("place_people"), exact=False)
    phone.press(words("coach_attach_send"))
    until(lambda: "Ola Dunk" in str(kari.reads()), phone.page)
    assert "412" not in str([it["content"] for it in kari.reads()["letters"]])
    go(phone, "coach/summary")
    expect(phone.page.get_by_label(words("summary_purchases"))).not_to_be_checked()
    phone.press(words("coach_attach_send"))
    until(lambda: any(it["content"]["kind"] == "summary" for it in kari.reads()["letters"]), phone.page)
    sent = next(it["content"] for it in kari.reads()["letters"] if it["content"]["kind"] == "summary")
    assert words("summary_urges") in sent["lines"]
    assert words("summary_purchases") not in sent["lines"]
    # Nobody can read any more: that is said before the next is sent.
    revoke(live, kari)
    go(phone, "coach")
    _look(phone)
    for screen in ("plan", "summary"):
        go(phone, f"coach/{screen}")
        expect(phone.page.get_by_text(words("coach_unread"))).to_be_visible()
        assert too_wide(phone.page) + torn(phone.page) + axe(phone.page) == []


def test_a_rhythm_is_chosen_and_its_check_in_reaches_the_coach(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    go(phone, "coach/rhythm")
    phone.choose("Hver uke")
    phone.choose(words("coach_remind"), exact=False)
    phone.press(words("save"))
    until(lambda: kari.reads()["rhythm"] == "week", phone.page)
    go(phone, "reminders")
    expect(phone.page.get_by_label("Innsjekking")).to_be_checked()
    go(phone, "coach/checkin")
    phone.strength(6)
    phone.page.get_by_label("Er det noe du vil spørre om?", exact=True).fill("Hva nå?")
    phone.press(words("coach_send"))
    expect(phone.page.locator(".coach-letter", has_text="6 av 10")).to_be_visible()
    until(lambda: "Hva nå?" in str(kari.reads()), phone.page)


def test_a_coach_whom_the_organisation_does_not_know_is_never_let_in_and_that_is_said(
    phone: Phone, live: Live, kari: AtNode
) -> None:
    words = Words("nb")
    with Organisation().coach(live, "Falsk") as other:
        _begin(phone, word(), warned="Serveren viste en veileder som telefonen ikke fikk bekreftet.")
        until(lambda: bool(kari.threads()), phone.page)
        assert other.threads() == []
        # And once more by whoever opens the app anew.
        phone.page.reload()
        go(phone, "coach")
        expect(phone.page.get_by_text(words("coach_found_coach"))).to_be_visible()
        phone.press(words("coach_findings_read"))
        expect(phone.page.get_by_text(words("coach_found_coach"))).to_have_count(0)
        expect(phone.page.locator("h1")).to_be_focused()
        go(phone, "coach/who")
        expect(phone.page.get_by_text("Én veileder kan lese det du skriver.")).to_be_visible()
        expect(phone.page.get_by_text("Tirsdager og torsdager.", exact=True)).to_be_visible()
        revoke(live, other)


Page = dict[str, Any]
STRANGER = "f" * 32


class _Server:
    """Lies about a thread while `lie` is set: what it gives of it is what this makes of the truth."""

    def __init__(self, phone: Phone) -> None:
        self.lie: Callable[[Page], Page] | None = None
        phone.page.route(re.compile(r"/api/threads/[0-9a-f]{32}(\?|$)"), self._answer)

    def _answer(self, route: Route) -> None:
        lie = self.lie
        if route.request.method != "GET" or lie is None:
            return route.continue_()
        answer = route.fetch()
        return route.fulfill(response=answer, json=lie(answer.json()))


def _with(page: Page, **changed: str) -> Page:
    """Every message of it with this said of it."""
    return page | {"messages": [it | changed for it in page["messages"]]}


def _exchanged(page: Page) -> Page:
    if len(page["messages"]) != 2:
        return page
    first, second = page["messages"]
    return page | {"messages": [second | {"seq": first["seq"]}, first | {"seq": second["seq"]}]}


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_what_a_lying_server_does_to_a_conversation_is_said_on_the_screen(
    phone: Phone, live: Live, kari: AtNode
) -> None:
    words, page = Words(phone.locale), phone.page
    server = _Server(phone)
    _begin(phone, word())
    until(lambda: bool(kari.threads()), page)
    kari.says("Den første.")
    _look(phone)
    expect(page.get_by_text("Den første.")).to_be_visible()
    notice = page.get_by_role("region", name=words("coach_findings"))

    def says(*found: str) -> None:
        _look(phone)
        for it in found:
            expect(notice.get_by_text(words(f"coach_found_{it}"))).to_be_visible()
        # What lies about one message may leave a gap for the next.
        told = set(notice.locator("p").all_inner_texts()) - {words("coach_found_missing")}
        assert told == {words(f"coach_found_{it}") for it in found if it != "missing"}
        server.lie = None

    def read() -> None:
        phone.press(words("coach_findings_read"))
        expect(notice).to_have_count(0)

    kari.says("Den andre.")
    kari.says("Den tredje.")
    server.lie = _exchanged
    says("order", "missing")
    assert page.locator(".coach-letter .read").all_inner_texts() == ["Den første.", "Den andre.", "Den tredje."]
    read()

    server.lie = lambda it: it | {"seq": it["seq"] + 1}
    says("missing")
    read()

    server.lie = lambda it: it | {"coaches": [*it["coaches"], STRANGER]}
    says("added")
    expect(notice.get_by_role("link", name=words("coach_renew"))).to_be_visible()
    assert not torn(page) + too_wide(page) + axe(page)
    read()

    # A sentence stands in the place of what a stranger said, and none of its words anywhere.
    kari.says("Ring meg på dette nummeret.")
    server.lie = lambda it: _with(it, coach=STRANGER)
    says("unproven")
    expect(page.locator(".coach-letter").get_by_text(words("coach_unproven"))).to_be_visible()
    assert "Ring meg" not in page.content()
    read()

    kari.node.ask("withdraw", thread=kari.thread(), n=1)
    server.lie = lambda it: _with(it, coach=STRANGER)
    says("unproven", "withdrawal")
    expect(page.get_by_text("Den første.")).to_be_visible()
    read()

    kari.says("Den er skadet.")
    server.lie = lambda it: (
        it | {"messages": [one | {"sealed": one["sealed"][:-8] + "AAAAAAA="} for one in it["messages"]]}
    )
    says("unreadable")
    read()

    server.lie = lambda it: it | {"seq": 1, "messages": []}
    _look(phone)
    expect(page.get_by_text(words("coach_renew_older-thread"))).to_be_visible()
    server.lie = None
    says("older")
    read()

    sheet = live.settings.content / "pack.toml"
    text = sheet.read_text(encoding="utf-8")
    with without_server(live, phone):
        sheet.write_text(text.replace(ORGANISATION.public, Organisation().public), encoding="utf-8")
    try:
        page.reload()
        go(phone, "coach")
        says("organisation")
        # What a coach has said before is not shown as a coach's either.
        expect(page.locator(".coach-letter").get_by_text(words("coach_unproven")).first).to_be_visible()
        assert "Den andre." not in page.content()
    finally:
        with without_server(live, phone):
            sheet.write_text(text, encoding="utf-8")


def test_who_has_joined_reads_nothing_before_the_person_has_let_them_in(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    text = word()
    _begin(phone, text)
    until(lambda: bool(kari.threads()), phone.page)
    with ORGANISATION.coach(live, "Ola") as ola:
        go(phone, "coach/who")
        expect(phone.page.get_by_text(words("coach_newcomers", n=1))).to_be_visible()
        assert ola.threads() == []
        phone.press(words("coach_admit"))
        expect(phone.page.get_by_text(words("coach_readers", n=2))).to_be_focused()
        assert text in str(ola.reads())
        revoke(live, ola)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_new_coach_is_let_in_from_within_the_thread(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words(phone.locale)
    text = word()
    _begin(phone, text)
    until(lambda: bool(kari.threads()), phone.page)
    with ORGANISATION.coach(live, "Ola") as ola:
        go(phone, "more")
        go(phone, "coach")
        asked = phone.page.locator(".notice", has_text=words("coach_newcomers", n=1))
        expect(asked).to_be_visible()
        assert phone.axe() == []
        # Whoever would rather not is left alone until the app is opened again.
        asked.get_by_role("button", name=words("coach_admit_later")).click()
        expect(asked).to_have_count(0)
        phone.page.reload()
        go(phone, "coach")
        asked.get_by_role("button", name=words("coach_admit")).click()
        readers = phone.page.locator("#coach-readers")
        expect(readers).to_be_focused()
        expect(readers).to_have_text(words("coach_readers", n=2))
        assert text in str(ola.reads())
        revoke(live, ola)


def test_a_read_thread_opens_at_its_newest_message(phone: Phone, live: Live, kari: AtNode) -> None:
    text = word()
    _begin(phone, text)
    until(lambda: bool(kari.threads()), phone.page)
    for number in range(4):
        _write(phone, f"{number}. " + "Det er vanskelig å si. " * 12)
    kari.says("Takk for at du skriver.")
    _look(phone)
    answer = phone.page.get_by_text("Takk for at du skriver.")
    answer.scroll_into_view_if_needed()
    _seen(answer)
    go(phone, "more")
    go(phone, "coach")
    _seen(answer)


def _channel(live: Live) -> str | None:
    """The channel that is told of answers in the only thread there is."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        [(channel,)] = database.execute("SELECT channel FROM thread").fetchall()
    return channel and bytes(channel).hex()


def _rings(live: Live) -> list[tuple[str, int]]:
    """What the server rings once of a person's own: the local dates, and the minutes after midnight."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        return database.execute("SELECT once, at FROM nudge WHERE kind = 'own' AND once IS NOT NULL").fetchall()


@pytest.mark.whole_browser
def test_the_server_learns_which_phone_it_is_only_when_the_person_asks_to_be_told(
    browser: Browser, tmp_path: Path
) -> None:
    words = Words("nb")
    with PushService() as service:
        settings = Settings(
            data=tmp_path / "data",
            content=coached_pack(tmp_path / "content", ORGANISATION),
            jobs=False,
            push_test_ca=service.ca,
        )
        settings.data.mkdir()
        with live_server(settings) as live, ORGANISATION.coach(live, "Kari") as kari:
            origin = live.url.replace("127.0.0.1", "localhost")
            phone = Phone.take(browser, origin, "nb", before=subscribing(service.subscribe()), worker=True)
            phone.open()
            phone.worker_ready()
            _begin(phone, word())
            until(lambda: bool(kari.threads()), phone.page)
            go(phone, "coach/tell")
            phone.press(words("coach_reminders_on"))
            phone.press(words("reminders_turn_on"))
            phone.page.get_by_text(words("reminders_delivery")).wait_for()
            assert _channel(live) is None
            expect(phone.page.get_by_text(words("reminders_known_told"))).to_have_count(0)
            go(phone, "coach/tell")
            phone.press(words("coach_tell_on"))
            expect(phone.page.get_by_text(words("coach_tell_done"))).to_be_visible()
            assert _channel(live) is not None
            # What he says yes to rings, after the end of the programme too.
            kari.answers(
                {"kind": "agreement", "name": "Kari", "text": "Ring legen", "date": _in_days(5), "time": "18:30"}
            )
            go(phone, "month")
            phone.press(words("month_end"))
            phone.page.locator("main button.row").click()
            go(phone, "coach")
            _look(phone)
            phone.press(words("coach_agree_yes"))
            reminded = words("coach_agreed").split("{")[0]
            expect(phone.page.get_by_text(reminded)).to_be_visible()
            until(lambda: (_in_days(5), 18 * 60 + 30) in _rings(live), phone.page)
            go(phone, "today")
            phone.press(words("rest_go_on"))
            expect(phone.page.get_by_text(words("rest_ended"))).to_have_count(0)
            go(phone, "reminders")
            expect(phone.page.get_by_text(words("reminders_known_told"))).to_be_visible()
            # A rest from the reminders is none from these, and the page says so.
            expect(phone.page.get_by_text(words("reminders_rest_answers"))).to_have_count(0)
            phone.page.locator("summary", has_text=words("reminders_rest")).click()
            phone.press(words("reminders_rest_week"))
            expect(phone.page.get_by_text(words("reminders_rest_answers"))).to_be_visible()
            # Of what he had said yes to: that it does not come meanwhile, with the way to the rest.
            go(phone, "coach")
            expect(phone.page.get_by_text(words("coach_minded_pause").split("{")[0])).to_be_visible()
            expect(phone.page.get_by_text(reminded)).to_have_count(0)
            expect(phone.page.get_by_role("link", name=words("coach_reminders_see"))).to_be_visible()
            go(phone, "coach/tell")
            phone.press(words("coach_tell_off"))
            expect(phone.page.get_by_role("button", name=words("coach_tell_on"))).to_be_visible()
            assert _channel(live) is None
            phone.close()


def test_nobody_hears_of_coaches_where_the_pack_has_none(browser: Browser, tmp_path: Path) -> None:
    with live_server(Settings(data=tmp_path, jobs=False)) as bare:
        phone = Phone.take(browser, bare.url.replace("127.0.0.1", "localhost"), "nb", worker=True)
        phone.open()
        phone.worker_ready()
        go(phone, "log")
        phone.log_strength(4)
        for screen in ("more", "help", "consents", "today"):
            go(phone, screen)
            expect(phone.page.get_by_text("Skriv til en veileder")).to_have_count(0)
            expect(phone.page.get_by_text("Å skrive til en veileder")).to_have_count(0)
        phone.page.goto(f"{phone.origin}/#/coach")
        phone.page.wait_for_function("() => document.documentElement.dataset.screen === 'coach'")
        expect(phone.page.locator(".hold")).to_be_visible()
        assert not [url for url, _ in phone.sent if "/api/coaches" in url]
        phone.close()


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_every_screen_of_it_is_usable_by_everybody(phone: Phone, kari: AtNode) -> None:
    words = Words(phone.locale)
    _begin(phone, "Det er vanskelig om kvelden.")
    until(lambda: bool(kari.threads()), phone.page)
    kari.says("Takk for at du skrev. Hva gjør du på fredag?")
    soon = _in_days(3)
    kari.answers({"kind": "agreement", "name": "Kari", "text": "Legg bort mobilen", "date": soon, "time": None})
    kari.answers({"kind": "absence", "name": "Kari", "until": soon, "text": "Jeg er på kurs."})
    faults = []
    for screen in ("", "checkin", "plan", "summary", "rhythm", "tell", "who", "renew", "close", "consent"):
        go(phone, f"coach/{screen}" if screen else "coach")
        if not screen:
            _look(phone)
            expect(phone.page.get_by_text(words("coach_absence").split("{")[0])).to_be_visible()
        for width, height, size in ((390, 844, ""), (320, 640, ""), (320, 640, "32px")):
            phone.page.set_viewport_size({"width": width, "height": height})
            phone.page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
            found = too_wide(phone.page) + torn(phone.page)
            if not size:
                found += small_targets(phone.page) + axe(phone.page)
            faults += [f"{screen} {width} {size}: {it}" for it in found]
        phone.page.evaluate("document.documentElement.style.fontSize = ''")
        phone.page.set_viewport_size({"width": 390, "height": 844})
    # While one writes in a text twice as large, the number to ring is in sight, and lies over nothing of the field.
    go(phone, "coach")
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.page.evaluate("document.documentElement.style.fontSize = '32px'")
    field = phone.page.locator("#coach-letter")
    field.focus()
    _seen(phone.page.get_by_role("link", name=words("life_call"), exact=True))
    _seen(field)
    _seen(phone.page.locator("label[for=coach-letter]"))
    _seen(phone.page.locator(".leave"))
    faults += axe(phone.page)
    assert not faults, "\n".join(faults)
