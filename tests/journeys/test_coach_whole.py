"""The whole of it, as it happens to people: an organisation gets a key and two coaches, somebody writes to them, is
answered, told by push and reminded; one coach goes, the other goes on; and in the end nothing is left but graves.

With the environment variable SHOTS, the path of a folder, both sides of every step are pictured there.
"""

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, expect

from selfhelp.boxes.access import tombstone_of
from selfhelp.store.engine import SQLITE_FILE
from tests.hostile.evidence import rows
from tests.journeys.coach_desk import PATIENCE, Desk
from tests.journeys.coach_office import Office, coach_office
from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone, tick, until
from tests.journeys.push import subscribing
from tests.journeys.words import Words
from tests.journeys.worker import Worker
from tests.notify.push_service import PushService, Received

pytestmark = [pytest.mark.browser, pytest.mark.whole_browser, pytest.mark.slow]

APP: Final = "Fotfeste"
OF_A_THREAD: Final = ("thread", "opening", "envelope", "message", "note")


@dataclass(frozen=True)
class Told:
    """What people write to each other, and what they are then told, in the words of one language."""

    first: str
    answer: str
    agreement: str
    regretted: str
    after: str
    two_readers: str
    one_reader: str
    read: str
    ring: str
    news: str
    of_ida: str
    of_per: str
    reminded: str
    said_yes: str
    taken_back: str
    no_coach: str
    a_coach_is_gone: str
    before: str
    erased: str
    nobody: str


TOLD: Final[dict[str, Told]] = {
    "nb": Told(
        first="Det er verst om kvelden, når de andre sover. Jeg vet ikke hvor jeg skal begynne.",
        answer="Takk for at du skrev. Hva pleier du å gjøre den siste timen før du legger deg?",
        agreement="Legg mobilen på kjøkkenet klokka ti",
        regretted="Jeg heter Ola Nordmann og bor på Moss.",
        after="Hei. Jeg har lest det du og Ida skrev. Hvordan gikk det med mobilen?",
        two_readers="2 veiledere kan lese det du skriver.",
        one_reader="Én veileder kan lese det du skriver.",
        read="Lest av en veileder",
        ring="Påminnelse",
        news="Du har fått et svar",
        of_ida="Fra Ida",
        of_per="Fra Per",
        reminded="Du blir minnet på det",
        said_yes="Sa ja til avtalen",
        taken_back="Den som skriver, angret sendingen.",
        no_coach="Du er ikke veileder lenger",
        a_coach_is_gone="En som kunne lese samtalen, er ikke veileder lenger.",
        before="meldinger fra samtalen før denne",
        erased="Samtalen er slettet",
        nobody="Ingen samtaler nå.",
    ),
    "en": Told(
        first="It’s worst at night, when the others are asleep. I don’t know where to begin.",
        answer="Thank you for writing. What do you usually do in the last hour before bed?",
        agreement="Put the phone in the kitchen at ten",
        regretted="My name is John Smith and I live in Moss.",
        after="Hello. I have read what you and Ida wrote. How did it go with the phone?",
        two_readers="2 coaches can read what you write.",
        one_reader="One coach can read what you write.",
        read="Read by a coach",
        ring="Reminder",
        news="You have a reply",
        of_ida="From Ida",
        of_per="From Per",
        reminded="You’ll be reminded",
        said_yes="Said yes to the suggestion",
        taken_back="Unsent by the person writing.",
        no_coach="You’re no longer a coach",
        a_coach_is_gone="Someone who could read this is no longer a coach.",
        before="messages from the earlier conversation",
        erased="The conversation has been deleted",
        nobody="No conversations now.",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("locale", BOTH)
def test_from_the_key_of_an_organisation_to_the_grave_of_a_conversation(
    browser: Browser, tmp_path: Path, light_app: Path, locale: Locale
) -> None:
    told, words, snap = TOLD[locale], Words(locale), Album(locale)
    with PushService() as push, coach_office(tmp_path, push.ca, light_app) as office:
        ida, per = (_hired(browser, office, locale, name, snap) for name in ("Ida", "Per"))
        person = Phone.take(browser, office.url, locale, before=subscribing(push.subscribe()), worker=True)
        lock_screen = Worker(person.page, office.url)
        person.open()
        person.worker_ready()

        _begin(person, told, snap)
        go(person, "coach/who")
        expect(person.page.get_by_text(told.two_readers)).to_be_visible()
        snap("who", person)
        _be_told(person, snap)

        _has_come(office, person, letters=1)
        alias = _opens(ida, snap, "inbox")
        _see(ida.page.locator(".letter"), told.first)
        snap("opened", ida)
        _is_there(ida, office)
        _look(person)
        _see(person.page.locator(".coach-letter"), told.read)
        snap("read-by-a-coach", person)

        go(person, "more")
        _answers(ida, told.answer, name="Ida")
        snap("answered", ida)
        _rings(lock_screen, office, push, told, alias)
        _reads_the_news(person, told.answer, told.of_ida, told, snap)

        day = _proposes(ida, told.agreement)
        snap("proposed", ida)
        _look(person)
        snap("proposal", person)
        person.press(words("coach_agree_yes"))
        _see(person.page.locator(".coach-letter"), told.reminded)
        snap("accepted", person)
        go(person, "reminders")
        expect(person.page.get_by_label(told.agreement)).to_be_checked()
        snap("reminders", person)
        until(lambda: _own_reminders(office) == [(day.isoformat(), 22 * 60)], person.page)
        _has_come(office, person, letters=2)
        _opens(ida)
        _see(ida.page.locator(".letter"), told.said_yes)
        snap("said-yes", ida)

        go(person, "coach")
        _writes(person, told.regretted)
        snap("regretted", person)
        _opens(ida)
        _see(ida.page.locator(".letter"), told.regretted)
        _takes_back(person, told.regretted, snap)
        _has_come(office, person, letters=4)
        _opens(ida)
        _see(ida.page.locator(".letter"), told.taken_back)
        assert told.regretted not in ida.page.content()
        snap("taken-back", ida)

        old = _thread(office)
        ida.phone.expect_faults("403")
        office.revoke("Ida")
        ida.page.reload()
        ida.unlock()
        expect(ida.page.get_by_role("heading", name=told.no_coach)).to_be_visible(timeout=PATIENCE)
        assert alias not in ida.page.content()
        snap("revoked", ida)
        _begins_anew(person, told, snap)
        until(lambda: _threads(office) not in ([], [old]) and old not in _threads(office), person.page)
        new = _thread(office)
        # What was said yes to is one's own, whoever proposed it.
        go(person, "reminders")
        expect(person.page.get_by_label(told.agreement)).to_be_checked()
        until(lambda: _own_reminders(office) == [(day.isoformat(), 22 * 60)], person.page)

        _has_come(office, person, letters=2)
        assert _opens(per, snap, "inbox-of-the-other") == alias
        per.page.get_by_text(told.before).click()
        carried = per.page.locator(".carried")
        for text in (told.answer, told.agreement):
            expect(carried).to_contain_text(text)
        _see(per.page.locator(".letter"), told.first)
        assert told.regretted not in per.page.content()
        snap("carried", per)
        go(person, "more")
        _answers(per, told.after, name="Per")
        snap("answered-by-the-other", per)
        _rings(lock_screen, office, push, told, alias)
        _reads_the_news(person, told.after, told.of_per, told, snap)

        _deletes(person, told, snap)
        until(lambda: _threads(office) == [], person.page)
        _nothing_but_graves(office, old, new)
        go(person, "reminders")
        expect(person.page.get_by_text(told.agreement)).to_have_count(0)
        until(lambda: _own_reminders(office) == [], person.page)
        _to_the_inbox(per)
        per.fetch()
        expect(per.page.get_by_text(told.nobody)).to_be_visible()
        expect(per.page.get_by_text(alias)).to_have_count(0)
        snap("nobody", per)

        texts = (told.first, told.answer, told.agreement, told.regretted, told.after, alias)
        for phone in (ida.phone, per.phone, person):
            assert not [body for _, body in phone.sent if any(text in body for text in texts)]
            phone.close()


class Album:
    """Pictures in the order of the story, when somebody wants to look at them."""

    def __init__(self, locale: Locale) -> None:
        folder = os.environ.get("SHOTS")
        self._folder = Path(folder, locale) if folder else None
        self._numbers = count(1)

    def __call__(self, step: str, whose: Desk | Phone) -> None:
        if self._folder is None:
            return
        phone, side = (whose.phone, "coach") if isinstance(whose, Desk) else (whose, "person")
        name = f"{next(self._numbers):02}-{side}-{step}"
        phone.page.wait_for_timeout(400)
        phone.picture(self._folder / f"{name}.png")
        phone.page.screenshot(path=self._folder / "whole" / f"{name}.png", full_page=True)


# ——— the coaches ———


def _hired(browser: Browser, office: Office, locale: Locale, name: str, snap: Album) -> Desk:
    """Invited, certified by the fingerprint that stands on the coach's own screen, at the empty inbox."""
    desk = Desk(browser, office, locale)
    desk.enrol(name)
    desk.titled("waiting_title")
    snap(f"waiting-{name}", desk)
    expect(desk.page.locator(".print")).to_have_text(re.compile(r"\S"))
    office.certify(name, read_aloud=desk.page.locator(".print").inner_text())
    desk.page.locator(".btn.main").click()
    desk.titled("inbox_title")
    snap(f"inbox-{name}", desk)
    return desk


def _opens(desk: Desk, snap: Album | None = None, picture: str = "") -> str:
    """Back to the inbox, fetches, and opens the only thread, waiting or not; the alias."""
    _to_the_inbox(desk)
    tick(desk.page.get_by_label(re.compile("^" + re.escape(desk.says("view_all")))).first)
    desk.fetch()
    line = desk.page.locator(".line")
    expect(line).to_have_count(1)
    alias = line.locator(".alias b").inner_text()
    if snap:
        snap(picture, desk)
    line.click()
    expect(desk.page.locator("h1", has_text=alias)).to_be_focused()
    desk.page.locator("#answer").wait_for()
    return alias


def _is_there(desk: Desk, office: Office) -> None:
    """A key tells that somebody is at the screen, as soon as it listens for one; then what stands there is read.
    Control: three presses of Shift would lock."""

    def has_read() -> bool:
        desk.press("Control")
        return _asked(office, "SELECT read_c FROM thread") == [(1,)]

    until(has_read, desk.page)


def _to_the_inbox(desk: Desk) -> None:
    desk.press("Escape", "Escape")
    desk.page.locator("#search").wait_for()


def _answers(desk: Desk, text: str, name: str) -> None:
    # A coach reads to the end before answering; long messages end below the window.
    desk.page.locator("[data-end]").last.scroll_into_view_if_needed()
    expect(desk.page.locator("[data-end]").last).to_be_in_viewport()
    desk.press("Control")
    desk.page.locator("#answer").fill(text)
    desk.page.locator("#name").fill(name)
    desk.page.locator("#answer").press("Control+Enter")
    desk.told("sent")
    _see(desk.page.locator(".letter.sent"), text)


def _proposes(desk: Desk, text: str) -> date:
    """An agreement in five days at ten in the evening; its day."""
    day = date.fromisoformat(desk.page.evaluate("new Date().toLocaleDateString('sv')")) + timedelta(days=5)
    tick(desk.page.get_by_label(desk.says("sort_agreement"), exact=True))
    desk.page.locator("#day").select_option(day.isoformat())
    desk.page.locator("#time").fill("22:00")
    desk.page.locator("#answer").fill(text)
    desk.page.locator("#answer").press("Control+Enter")
    _see(desk.page.locator(".letter.sent"), text)
    return day


# ——— the person ———


def _look(person: Phone) -> None:
    """As when the phone comes online."""
    person.page.evaluate("dispatchEvent(new Event('online'))")


def _begin(person: Phone, told: Told, snap: Album) -> None:
    """Agrees, says what it is about, and sends the first words."""
    words = Words(person.locale)
    go(person, "coach")
    snap("consent", person)
    person.press(words("coach_agree"))
    tick(person.page.locator("main .choices input, main .chips input").nth(2))
    snap("about", person)
    person.press(words("coach_next"))
    person.page.locator("#coach-first").fill(told.first)
    expect(person.page.get_by_text(told.two_readers)).to_be_visible()
    snap("first-words", person)
    person.press(words("coach_send"))
    _see(person.page.locator(".coach-letter"), told.first)
    snap("begun", person)


def _be_told(person: Phone, snap: Album) -> None:
    """Reminders are turned on, and answers are to be told."""
    words = Words(person.locale)
    go(person, "coach/tell")
    snap("tell", person)
    person.press(words("coach_reminders_on"))
    person.press(words("reminders_turn_on"))
    person.page.get_by_text(words("reminders_delivery")).wait_for()
    person.page.get_by_text(words("reminders_next").split("{")[0]).wait_for()
    go(person, "coach/tell")
    person.press(words("coach_tell_on"))
    expect(person.page.get_by_text(words("coach_tell_done"))).to_be_visible()
    snap("told", person)
    go(person, "coach")


def _rings(lock_screen: Worker, office: Office, push: PushService, told: Told, alias: str) -> None:
    """One more answer has rung: neutral and filled up on the wire, neutral on the lock screen, where it is touched."""
    before = len(_of_coaches(push))

    def rang() -> bool:
        _write(office, "UPDATE outbox SET not_before = 0 WHERE kind = 'coach'")  # it would take minutes
        return len(_of_coaches(push)) > before

    until(rang, lock_screen.page)
    [message] = _of_coaches(push)[before:]
    assert (len(message.plain), len(message.body)) == (1024, 1127)
    for word in (told.first, told.answer, told.after, alias, "Ida", "Per"):
        assert word not in message.plain.decode()
    lock_screen.deliver(message.plain.decode())
    tag = message.notification["tag"]
    lock_screen.shows(lambda all: [(it["title"], it["body"]) for it in all if it["tag"] == tag] == [(APP, told.ring)])
    lock_screen.click(tag)


def _of_coaches(push: PushService) -> list[Received]:
    assert push.complaints == []
    return [one for one in push.received if one.notification["data"] == {"kind": "coach"}]


def _reads_the_news(person: Phone, text: str, by: str, told: Told, snap: Album) -> None:
    """A touch on the notification has led to Today, where it stands."""
    person.page.wait_for_function("() => document.documentElement.dataset.screen === 'today'")
    expect(person.page.get_by_text(told.news)).to_be_visible()
    snap("news", person)
    person.press(re.compile(told.news))
    letter = person.page.locator(".coach-letter", has_text=text)
    expect(letter.get_by_role("heading", name=by)).to_be_visible()
    snap("answer", person)


def _writes(person: Phone, text: str) -> None:
    words = Words(person.locale)
    person.page.get_by_label(words("coach_field"), exact=True).fill(text)
    person.press(words("coach_send"))
    letter = person.page.locator(".coach-letter", has_text=text)
    expect(letter.get_by_text(words("coach_sent"), exact=True)).to_be_visible()


def _takes_back(person: Phone, text: str, snap: Album) -> None:
    words = Words(person.locale)
    mine = person.page.locator(".coach-letter", has_text=text)
    mine.get_by_role("button", name=words("coach_withdraw")).click()
    snap("take-back", person)
    person.press(words("coach_withdraw_yes"))
    expect(person.page.get_by_text(words("coach_withdrew_you"))).to_be_visible()
    expect(mine).to_have_count(0)
    snap("taken-back", person)


def _begins_anew(person: Phone, told: Told, snap: Album) -> None:
    """With the coach who remains, who is given what was written."""
    words = Words(person.locale)
    _look(person)
    expect(person.page.get_by_text(told.a_coach_is_gone)).to_be_visible()
    snap("a-coach-is-gone", person)
    person.press(words("coach_renew"), "link")
    person.choose(words("coach_carry"), exact=False)
    snap("anew", person)
    person.press(words("coach_renew"), "button")
    expect(person.page.get_by_role("heading", name=words("coach_title"))).to_be_visible()
    expect(person.page.get_by_text(told.a_coach_is_gone)).to_have_count(0)
    for text in (told.first, told.answer):
        _see(person.page.locator(".coach-letter"), text)
    snap("begun-anew", person)
    go(person, "coach/who")
    expect(person.page.get_by_text(told.one_reader)).to_be_visible()


def _deletes(person: Phone, told: Told, snap: Album) -> None:
    words = Words(person.locale)
    person.press(re.compile("^" + re.escape(words("coach_close"))), "link")
    snap("close", person)
    person.press(words("coach_close_yes"))
    expect(person.page.get_by_role("heading", name=told.erased)).to_be_visible()
    snap("closed", person)


def _see(some: Locator, text: str) -> None:
    expect(some.filter(has_text=text).first).to_be_visible()


# ——— the server ———


def _asked(office: Office, question: str) -> list[Any]:
    with closing(sqlite3.connect(office.live.settings.data / SQLITE_FILE)) as database:
        return database.execute(question).fetchall()


def _write(office: Office, change: str) -> None:
    with closing(sqlite3.connect(office.live.settings.data / SQLITE_FILE, timeout=30)) as database, database:
        database.execute(change)


def _threads(office: Office) -> list[bytes]:
    return [id for (id,) in _asked(office, "SELECT id FROM thread")]


def _thread(office: Office) -> bytes:
    [thread] = _threads(office)
    return thread


def _has_come(office: Office, person: Phone, letters: int) -> None:
    """So many of the person's messages are on the server."""
    until(lambda: _asked(office, "SELECT count(*) FROM message WHERE direction = 'u'") == [(letters,)], person.page)


def _own_reminders(office: Office) -> list[tuple[str, int]]:
    return _asked(office, "SELECT once, at FROM nudge WHERE kind = 'own'")


def _nothing_but_graves(office: Office, *threads: bytes) -> None:
    """Of these threads, in the whole database."""
    for table in OF_A_THREAD:
        assert _asked(office, f'SELECT * FROM "{table}"') == [], table
    assert {id for (id,) in _asked(office, "SELECT id FROM grave")} >= {tombstone_of(thread) for thread in threads}
    kept = rows(office.live.settings)["rows"]
    assert not [thread for thread in threads if thread in kept]
    assert _asked(office, "SELECT * FROM outbox WHERE kind = 'coach'") == []
