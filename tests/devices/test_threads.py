"""People and coaches with the shipped thread code, the operator at the command line, and the real server."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlmodel import Session

from selfhelp.coach import orgkey, status
from selfhelp.settings import Settings
from selfhelp.store.commands import reading
from tests.coach.operator import Operator
from tests.coach.pack import name_organisation
from tests.conftest import with_settings
from tests.devices.phones import Phone
from tests.drawn import lives
from tests.live import Live, live_server

pytestmark = pytest.mark.pure

PROGRAM = Path(__file__).with_name("threads.ts")

OK = {"ok": True}


class Practice:
    """A server with an organisation, and everybody who talks to it."""

    def __init__(self, operator: Operator, key: str, live: Live, all_of_them: Phone) -> None:
        self.operator = operator
        self.live = live
        self.ask = all_of_them.ask
        self.place = {"server": live.url, "organisation": {"key": key}}
        self.coaches: dict[str, str] = {}
        self.people: list[str] = []

    def coach(self, who: str) -> str:
        """A certified coach at an open desk; the id."""
        enrolled = self.ask("enrol", who=who, invitation=self.operator.invite(who), **self.place)
        assert enrolled["ok"], enrolled
        self.operator.certify(who)
        standing = self.ask("standing", who=who)["standing"]
        assert (standing["state"], standing["certified"]) == ("active", True)
        return str(enrolled["id"])

    def person(self, who: str = "he") -> str:
        """Somebody whose thread the server has; its id."""
        self.ask("person", who=who, **self.place)
        assert self.ask("begin", who=who, text="Jeg vil slutte.") == OK
        assert self.ask("refresh", who=who) == OK
        return str(self.show(who)["id"])

    def show(self, who: str = "he") -> dict[str, Any]:
        shown: dict[str, Any] = self.ask("show", who=who)
        return shown

    def letters(self, who: str = "he") -> list[str]:
        assert self.ask("refresh", who=who) == OK
        shown = self.show(who)
        assert shown["findings"] == []
        letters: list[str] = shown["letters"]
        return letters

    def status(self, thread: str) -> int:
        """What a stranger is told of a thread: 410 where there is a grave."""
        headers = {"Authorization": f"Bearer {'0' * 64}"}
        return httpx.get(f"{self.live.url}/api/threads/{thread}", headers=headers).status_code


@pytest.fixture
def practice(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Practice]:
    monkeypatch.setattr(orgkey, "ROUNDS", 2_048)  # a password of the tests need not withstand anybody
    content = tmp_path / "content"
    own = with_settings(settings, content=content, public_url="https://fotfeste.no")
    operator = Operator(tmp_path, own, monkeypatch, capsys)
    name_organisation(operator.author)
    key = operator.make_key()
    with live_server(own) as live, closing(Phone(PROGRAM)) as phone:
        yield Practice(operator, key, live, phone)


@pytest.mark.slow
def test_a_person_writes_a_coach_answers_and_both_read_and_take_back(practice: Practice) -> None:
    kari = practice.coach("Kari")
    thread = practice.person()
    (line,) = practice.ask("inbox", who="Kari")
    assert (line["thread"], line["opening"]["alias"], line["unread"]) == (thread, "Stille bjørk 47", True)
    assert practice.ask("open", who="Kari", thread=thread)["letters"] == ["u Jeg vil slutte."]
    assert practice.ask("readByCoach", who="Kari", thread=thread, n=1) == OK
    assert practice.ask("answer", who="Kari", thread=thread, text="Fint.") == OK
    assert practice.letters() == ["u Jeg vil slutte.", "c Fint."]
    shown = practice.show()
    assert (shown["unread"], shown["read"], shown["readers"]) == (1, 1, [kari])
    practice.ask("read", who="he")
    assert practice.ask("write", who="he", text="angrer") == OK
    assert practice.ask("withdraw", who="he", text="angrer") == OK
    assert practice.ask("answer", who="Kari", thread=thread, text="feil") == OK
    assert practice.ask("takeBack", who="Kari", thread=thread, n=2) == OK
    expected = ["u Jeg vil slutte.", "c Fint.", "u withdrawn", "c withdrawn"]
    assert practice.letters() == expected
    opened = practice.ask("open", who="Kari", thread=thread)
    assert (opened["letters"], opened["findings"]) == (expected, [])
    assert practice.ask("recheck", who="he") == OK
    assert practice.letters() == expected


@pytest.mark.slow
def test_what_was_sent_without_an_answer_is_there_once(practice: Practice) -> None:
    practice.coach("Kari")
    thread = practice.person()
    practice.ask("inbox", who="Kari")
    practice.ask("write", who="he", text="en", lose=1)
    assert practice.ask("write", who="he", text="to") == OK
    assert practice.ask("answer", who="Kari", thread=thread, text="svar", lose=1) == {"ok": False, "why": "offline"}
    assert practice.ask("answer", who="Kari", thread=thread, text="svar") == OK
    assert practice.letters() == ["u Jeg vil slutte.", "u en", "u to", "c svar"]


@pytest.mark.slow
def test_two_coaches_share_a_thread_with_notes_and_the_second_answer_waits(practice: Practice) -> None:
    kari = practice.coach("Kari")
    practice.coach("Ola")
    thread = practice.person()
    for who in ("Kari", "Ola"):
        practice.ask("inbox", who=who)
        practice.ask("open", who=who, thread=thread)
    assert practice.ask("answer", who="Kari", thread=thread, text="først") == OK
    assert practice.ask("answer", who="Ola", thread=thread, text="også") == {"ok": False, "why": "answered"}
    for note in ({"kind": "note", "text": "Sov dårlig"}, {"kind": "handed", "to": kari}):
        assert practice.ask("note", who="Ola", thread=thread, note=note) == OK
    opened = practice.ask("open", who="Kari", thread=thread)
    assert [(note["content"]["kind"], note["proven"]) for note in opened["notes"]] == [("note", True), ("handed", True)]
    assert (opened["handed"], opened["findings"]) == (kari, [])
    assert practice.letters() == ["u Jeg vil slutte.", "c først"]


DEEDS = st.one_of(
    st.just(("write", "")),
    st.tuples(
        st.sampled_from(["answer", "take back", "set aside", "take up", "read", "hand over"]),
        st.sampled_from(["Kari", "Ola"]),
    ),
)


@pytest.mark.slow
@examples(max_examples=lives(2), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=4, max_size=12))
def test_the_server_counts_whom_every_laptop_lists_whatever_is_done(
    practice: Practice, deeds: list[tuple[str, str]]
) -> None:
    """`asked`: the places of what the person has written; `answers`: each coach's, with the place it answers up to."""
    if not practice.coaches:
        practice.coaches = {who: practice.coach(who) for who in ("Kari", "Ola")}
    who_writes = f"person {len(practice.people)}"
    practice.people.append(practice.person(who_writes))
    thread = practice.people[-1]
    asked, answers, aside, seq, number = [1], dict[int, tuple[str, int]](), 0, 1, 0
    for does, who in deeds:
        if who:
            practice.ask("inbox", who=who)
            practice.ask("open", who=who, thread=thread)
        mine = [n for n, (by, _) in answers.items() if by == who]
        if does == "write":
            assert practice.ask("write", who=who_writes, text="Er noen der?") == OK
            seq += 1
            asked.append(seq)
        elif does == "answer":
            assert practice.ask("answer", who=who, thread=thread, text=f"{seq}") == OK
            number += 1
            answers[number] = (who, seq)
            seq += 1
        elif does == "take back" and mine:
            assert practice.ask("takeBack", who=who, thread=thread, n=mine[-1]) == OK
            del answers[mine[-1]]
            number += 1
            seq += 1
        elif does in ("set aside", "take up"):
            aside = seq if does == "set aside" else 0
            note = {"kind": "waiting", "on": True, "seq": seq} if aside else {"kind": "waiting", "on": False}
            assert practice.ask("note", who=who, thread=thread, note=note) == OK
        elif does == "read":
            assert practice.ask("readByCoach", who=who, thread=thread, n=seq) == OK
        elif does == "hand over":
            to = practice.coaches["Ola"]
            assert practice.ask("note", who=who, thread=thread, note={"kind": "handed", "to": to}) == OK

        waits = asked[-1] > max((up_to for _, up_to in answers.values()), default=0)
        with reading(practice.live.settings) as connection, Session(connection) as session:
            counted = status.read(session, datetime.now(UTC)).waiting
        for laptop in ("Kari", "Ola"):
            lines = practice.ask("inbox", who=laptop)
            assert len([line for line in lines if line["waitsSince"]]) == counted
            (line,) = [line for line in lines if line["thread"] == thread]
            assert bool(line["waitsSince"]) is waits
            assert practice.ask("open", who=laptop, thread=thread)["waiting"] is (aside >= asked[-1])


@pytest.mark.slow
def test_a_revoked_coach_a_new_thread_for_those_who_remain_and_a_grave(practice: Practice) -> None:
    kari, ola = practice.coach("Kari"), practice.coach("Ola")
    thread = practice.person()
    practice.ask("inbox", who="Kari")
    assert practice.ask("answer", who="Kari", thread=thread, text="fra Kari") == OK
    assert practice.letters() == ["u Jeg vil slutte.", "c fra Kari"]
    practice.operator.done("revoke", "Kari", "--yes")
    assert practice.ask("inbox", who="Kari") == {"ok": False, "why": "not-active"}
    assert practice.ask("standing", who="Kari")["standing"]["state"] == "revoked"
    assert practice.ask("refresh", who="he") == OK
    shown = practice.show()
    assert (shown["renewal"], shown["readers"]) == ("coach-gone", [ola])
    assert shown["findings"] == [{"code": "coach-gone", "coach": kari}]
    assert practice.ask("renew", who="he", carry=True) == OK
    letters = practice.letters()
    assert letters[:2] == ["earlier u Jeg vil slutte.", "earlier c fra Kari"]
    (line,) = practice.ask("inbox", who="Ola")
    assert line["thread"] == practice.show()["id"] != thread
    assert practice.ask("open", who="Ola", thread=line["thread"])["letters"] == ["u Jeg vil slutte.", "u carried"]
    assert practice.status(thread) == 410


@pytest.mark.slow
def test_a_coach_who_comes_later_is_let_in_and_house_is_moved_and_all_is_erased(practice: Practice) -> None:
    practice.coach("Kari")
    thread = practice.person()
    ola = practice.coach("Ola")
    assert practice.ask("inbox", who="Ola") == []
    assert practice.ask("admit", who="he", coaches=[ola]) == OK
    (line,) = practice.ask("inbox", who="Ola")
    assert line["thread"] == thread
    assert ola in practice.show()["readers"]
    assert practice.ask("moveHouse", who="he") == "idle"
    assert practice.show()["renewal"] == "moved"
    assert practice.ask("renew", who="he", carry=False) == OK
    assert practice.letters() == ["earlier u Jeg vil slutte.", "u "]
    assert practice.status(thread) == 410
    moved = practice.show()["id"]
    assert {line["thread"] for line in practice.ask("inbox", who="Kari")} == {moved}
    assert practice.ask("deleteEverything", who="he") == 0
    assert practice.ask("inbox", who="Kari") == []
    assert practice.status(moved) == 410


@pytest.mark.slow
def test_only_a_channel_that_the_server_knows_is_told_of_answers(practice: Practice) -> None:
    practice.coach("Kari")
    practice.person()
    channel = {"id": "c" * 32, "auth": "d" * 64}
    assert practice.ask("tell", who="he", channel=channel) == {"ok": False, "why": "no-channel"}
    assert practice.ask("tell", who="he", channel=None) == OK


@pytest.mark.slow
def test_no_word_of_a_thread_is_anywhere_on_the_server(practice: Practice) -> None:
    practice.coach("Kari")
    thread = practice.person()
    practice.ask("inbox", who="Kari")
    practice.ask("write", who="he", text="Kanariblomst")
    practice.ask("answer", who="Kari", thread=thread, text="Kanarisvar")
    practice.ask("note", who="Kari", thread=thread, note={"kind": "note", "text": "Kanarinotat"})
    practice.live.stop()
    for file in practice.live.settings.data.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert b"Kanari" not in held, file
            assert "bjørk".encode() not in held, file
