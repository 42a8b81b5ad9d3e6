"""A diary that moves house on the real server, on phones with the shipped vault code: killed at any moment, with lost
answers, while the other phones write. Nothing vanishes or is doubled, and no code but the last one opens anything.
"""

import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.devices.phones import Phone, phones
from tests.drawn import lives
from tests.live import Live, live_server

pytestmark = pytest.mark.pure

PHONES = 3
FAULTS = st.lists(st.sampled_from(["lose", "drop", "twice", "late", "none", "none"]), max_size=6)
ONCE = ("plan", "checkin/2026-11-25")
TEXTS = ("text", "did_text")


@dataclass
class Written:
    """What was written in one life. A record has another id after every move, and is told by a number in it."""

    texts: dict[str, int | str] = field(default_factory=dict)
    """text → the number in its record, or the name of what exists once"""
    seen: set[str] = field(default_factory=set)
    removed: set[int | str] = field(default_factory=set)

    def may_be_gone(self, text: str) -> bool:
        return text in self.seen or self.texts[text] in self.removed


def of_record(entry: dict[str, Any]) -> int | str | None:
    """The number or name by which a record is told apart."""
    fields = entry["fields"]
    if entry["kind"] == "checkin" or "date" in fields:
        return "checkin/2026-11-25"
    which = {"plan": "plan"}.get(entry["kind"], fields.get("number"))
    assert which is None or isinstance(which, int | str)
    return which


def shown(entry: dict[str, Any]) -> list[str]:
    """Every text of a record, alternatives too."""
    own = [entry["fields"][name] for name in TEXTS if name in entry["fields"]]
    return [*own, *(line["text"] for line in entry["also"])]


class Moves(RuleBasedStateMachine):
    """One person's phones, any of which may move house. Only one is at it at a time, as one person is."""

    live: ClassVar[Live]
    hand: ClassVar[list[Phone]]

    def __init__(self) -> None:
        super().__init__()
        self.number = itertools.count()
        self.written = Written()
        self.old: list[str] = []
        self.mover = 0

    @initialize()
    def buy_phones(self) -> None:
        # Earlier lives have left one house each.
        self.before = self._boxes()
        for phone in self.hand:
            phone.ask("new", server=self.live.url)
        self.code: str = self.hand[0].ask("code")
        for _ in range(2):
            self.create(0)
        assert self.hand[0].ask("sync") == "idle"
        for phone in self.hand[1:]:
            assert phone.ask("signIn", code=self.code) == "ok"

    @rule(phone=st.integers(0, PHONES - 1))
    def create(self, phone: int) -> None:
        number = next(self.number)
        text = f"text {number}"
        self.hand[phone].ask("create", kind="urge", fields={"text": text, "number": number})
        self.written.texts[text] = number

    @rule(phone=st.integers(0, PHONES - 1), name=st.sampled_from(ONCE), which=st.sampled_from(TEXTS))
    def write_what_exists_once(self, phone: int, name: str, which: str) -> None:
        kind, _, date = name.partition("/")
        text = f"text {next(self.number)}"
        for entry in self._entries(phone):
            if of_record(entry) == name and which in entry["fields"]:
                self.written.seen.add(entry["fields"][which])
        self.hand[phone].ask("write", name=name, kind=kind, fields={which: text, **({"date": date} if date else {})})
        self.written.texts[text] = name

    @rule(phone=st.integers(0, PHONES - 1), place=st.integers(0, 20), which=st.sampled_from(TEXTS))
    def edit(self, phone: int, place: int, which: str) -> None:
        entry = self._pick(phone, place)
        record = of_record(entry) if entry is not None else None
        if entry is None or record is None:
            return
        if which in entry["fields"]:
            self.written.seen.add(entry["fields"][which])
        text = f"text {next(self.number)}"
        self.hand[phone].ask("edit", id=entry["id"], fields={which: text})
        self.written.texts[text] = record

    @rule(phone=st.integers(0, PHONES - 1), place=st.integers(0, 20))
    def remove(self, phone: int, place: int) -> None:
        entry = self._pick(phone, place)
        record = of_record(entry) if entry is not None else None
        if entry is not None and record is not None:
            self.written.removed.add(record)
            self.hand[phone].ask("remove", id=entry["id"])

    @rule(phone=st.integers(0, PHONES - 1), faults=FAULTS)
    def sync(self, phone: int, faults: list[str]) -> None:
        assert self.hand[phone].ask("sync", faults=faults) in ("idle", "offline", "erased", "gone")

    @rule(phone=st.integers(0, PHONES - 1))
    def lost_requests_arrive_after_all(self, phone: int) -> None:
        self.hand[phone].ask("arriveLate")

    @rule(phone=st.integers(0, PHONES - 1), after=st.none() | st.integers(0, 60), faults=FAULTS)
    def move_house(self, phone: int, after: int | None, faults: list[str]) -> None:
        if len(self.old) > 2 or not self._stands(phone):
            return
        more = {} if after is None else {"after": after}
        answer = self.hand[phone].ask("moveHouse", faults=faults, **more)
        if answer["moved"]:
            self.old.append(self.code)
            self.code = answer["code"]
            self.mover = phone

    @rule(phone=st.integers(0, PHONES - 1), after=st.integers(0, 30))
    def the_app_dies_while_it_syncs(self, phone: int, after: int) -> None:
        self.hand[phone].ask("crash", after=after)

    @rule(phone=st.integers(0, PHONES - 1))
    def type_the_new_code(self, phone: int) -> None:
        if self._dump(phone)["state"] == "erased":
            assert self.hand[phone].ask("signIn", code=self.code, local="add") in ("ok", "unknown", "offline")

    def teardown(self) -> None:
        if not hasattr(self, "code"):
            return
        for phone in self.hand:
            phone.ask("arriveLate")
        for _ in range(5):
            assert self.hand[self.mover].ask("sync") == "idle"
            for phone in self.hand:
                if phone.ask("sync") == "erased":
                    assert phone.ask("signIn", code=self.code, local="add") == "ok"
        dumps = [self._dump(phone) for phone in range(PHONES)]
        for dump in dumps:
            assert dump["troubles"] == []
            assert dump["moving"] is None
        entries = [sorted(self._of_the_person(dump), key=lambda entry: entry["id"]) for dump in dumps]
        assert entries[0] == entries[1] == entries[2], "the phones do not show the same"
        self._once_and_all(entries[0])
        fresh = self.hand[0]
        fresh.ask("new", server=self.live.url)
        for code in self.old:
            assert fresh.ask("signIn", code=code) == "unknown"
        assert fresh.ask("signIn", code=self.code) == "ok"
        assert sorted(self._of_the_person(self._dump(0)), key=lambda entry: entry["id"]) == entries[1]
        assert self._boxes() == {kind: count + 1 for kind, count in self.before.items()}

    def _once_and_all(self, entries: list[dict[str, Any]]) -> None:
        visible = Counter(text for entry in entries for text in shown(entry))
        lost = {text for text in self.written.texts if text not in visible and not self.written.may_be_gone(text)}
        assert not lost, f"vanished: {lost}"
        assert max(visible.values(), default=1) == 1, f"doubled: {visible.most_common(3)}"
        records = Counter(of_record(entry) for entry in entries if of_record(entry) is not None)
        assert max(records.values(), default=1) == 1, f"doubled: {records.most_common(3)}"

    def _boxes(self) -> dict[str, int]:
        """How many vaults and slots the server has."""
        counts = {}
        with closing(sqlite3.connect(self.live.settings.data / SQLITE_FILE)) as database:
            for kind in ("vault", "slot"):
                [(counts[kind],)] = database.execute(f"select count(*) from {kind}")
        return counts

    def _stands(self, phone: int) -> bool:
        """Whether this phone has the diary's present house, and nobody is in the middle of a move."""
        dumps = [self._dump(phone), self._dump(self.mover)]
        return self.hand[phone].ask("sync") == "idle" and all(dump["moving"] is None for dump in dumps)

    @staticmethod
    def _of_the_person(dump: dict[str, Any]) -> list[dict[str, Any]]:
        return [entry for entry in dump["entries"] if entry["kind"] not in ("keys", "device")]

    def _dump(self, phone: int) -> dict[str, Any]:
        dump: dict[str, Any] = self.hand[phone].ask("dump")
        return dump

    def _entries(self, phone: int) -> list[dict[str, Any]]:
        return self._of_the_person(self._dump(phone))

    def _pick(self, phone: int, place: int) -> dict[str, Any] | None:
        known = sorted(self._entries(phone), key=lambda entry: str(entry["id"]))
        return known[place % len(known)] if known else None


@pytest.fixture(scope="module")
def hand() -> Iterator[list[Phone]]:
    with phones(PHONES) as made:
        yield made


@pytest.mark.hypothesis
@pytest.mark.slow
def test_a_house_move_survives_whatever_happens_to_it(hand: list[Phone], tmp_path: Path) -> None:
    with live_server(
        Settings(data=tmp_path, jobs=False, creations_per_hour=1_000_000, creations_per_hour_wide=1_000_000)
    ) as live:
        machine: type[Moves] = type("TheseMoves", (Moves,), {"live": live, "hand": hand})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=lives(10),
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.slow
def test_a_phone_that_leaves_takes_nothing_along_that_others_need(live: Live) -> None:
    with phones(2) as (one, two):
        one.ask("new", server=live.url)
        one.ask("create", kind="urge", fields={"text": "before"})
        code = one.ask("code")
        assert one.ask("sync") == "idle"
        two.ask("new", server=live.url)
        assert two.ask("signIn", code=code) == "ok"
        two.ask("create", kind="urge", fields={"text": "not sent yet"})
        assert two.ask("leave") is True
        assert one.ask("sync") == "idle"
        entries = one.ask("dump")["entries"]
        assert sorted(entry["fields"]["text"] for entry in entries if entry["kind"] == "urge") == [
            "before",
            "not sent yet",
        ]
        assert sum(entry["kind"] == "device" for entry in entries) == 1
