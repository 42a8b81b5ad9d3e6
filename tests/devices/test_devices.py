"""Several phones, a bad network and a server that is set back in time: all converge, and no edit vanishes.

The phones run the vault code that is shipped (`device.ts`) over real HTTP against the real server.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.conftest import with_settings
from tests.devices.phones import Phone, phones
from tests.drawn import lives
from tests.live import Live, live_server

pytestmark = pytest.mark.pure

PHONES = 3
FAULTS = st.lists(st.sampled_from(["lose", "drop", "twice", "late", "none"]), max_size=3)
SKEWS = st.integers(-5_000, 5_000)
TEXT_FIELDS = ("text", "did_text")
SINGLETONS = ("plan", "checkin/2026-11-25")


@dataclass
class Written:
    """What was written in one life, and which of it somebody saw when it was replaced or removed."""

    texts: dict[str, str] = field(default_factory=dict)
    """text → id of its record"""
    numbers: dict[str, set[int]] = field(default_factory=dict)
    """id → every strength it was ever given"""
    seen: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def may_be_gone(self, text: str) -> bool:
        # A removal erases what has a lower stamp, seen or not: that is what removing means.
        return text in self.seen or self.texts[text] in self.removed


def shown(entry: dict[str, Any]) -> dict[str, list[str]]:
    """The texts of one record by field, alternatives included."""
    texts: dict[str, list[str]] = {name: [] for name in TEXT_FIELDS}
    for name in TEXT_FIELDS:
        if name in entry["fields"]:
            texts[name].append(entry["fields"][name])
    for line in entry["also"]:
        texts[line["field"]].append(line["text"])
    return texts


class Life(RuleBasedStateMachine):
    """One person's phones. The first has the diary, the others sign in with its code."""

    live: ClassVar[Live]
    hand: ClassVar[list[Phone]]
    backups: ClassVar[Path | None]
    """Where copies of the database are kept; None when the database cannot be set back by copying a file."""

    def __init__(self) -> None:
        super().__init__()
        self.number = itertools.count()
        self.written = Written()
        self.copies: list[Path] = []
        self.set_back = False

    @initialize(skews=st.tuples(*[SKEWS] * PHONES))
    def buy_phones(self, skews: tuple[int, ...]) -> None:
        # The oldest copy is younger than nothing: the vault is not in it.
        self._back_up()
        for phone, skew in zip(self.hand, skews, strict=True):
            phone.ask("new", server=self.live.url, skew=skew)
        self.code = self.hand[0].ask("code")
        for _ in range(2):
            self.create(0, 5)
        assert self.hand[0].ask("sync") == "idle"
        for phone in self.hand[1:]:
            assert phone.ask("signIn", code=self.code) == "ok"

    @rule(phone=st.integers(0, PHONES - 1), strength=st.integers(0, 10))
    def create(self, phone: int, strength: int) -> None:
        text = self._text()
        id_ = self.hand[phone].ask("create", kind="urge", fields={"text": text, "strength": strength})
        self.written.texts[text] = id_
        self.written.numbers.setdefault(id_, set()).add(strength)

    @rule(phone=st.integers(0, PHONES - 1), name=st.sampled_from(SINGLETONS), which=st.sampled_from(TEXT_FIELDS))
    def write_what_exists_once(self, phone: int, name: str, which: str) -> None:
        text = self._text()
        known = {entry["id"]: entry for entry in self._entries(phone)}
        id_ = self.hand[phone].ask("write", name=name, kind=name.partition("/")[0], fields={which: text})
        self._replaced(known.get(id_), which)
        self.written.texts[text] = id_

    @rule(
        editing=st.lists(st.integers(0, PHONES - 1), min_size=1, max_size=6),
        place=st.integers(0, 50),
        which=st.sampled_from((*TEXT_FIELDS, "strength")),
    )
    def edit_apart(self, editing: list[int], place: int, which: str) -> None:
        """One record, on several phones, several times on the same."""
        entry = self._pick(editing[0], place)
        for phone in editing if entry else ():
            known = {mine["id"]: mine for mine in self._entries(phone)}
            if entry is not None and entry["id"] in known:
                self._edit(phone, known[entry["id"]], which)

    @rule(phone=st.integers(0, PHONES - 1), place=st.integers(0, 50))
    def remove(self, phone: int, place: int) -> None:
        entry = self._pick(phone, place)
        if entry is not None:
            self.written.removed.add(entry["id"])
            self.hand[phone].ask("remove", id=entry["id"])

    @rule(phone=st.integers(0, PHONES - 1), faults=FAULTS)
    def sync(self, phone: int, faults: list[str]) -> None:
        assert self.hand[phone].ask("sync", faults=faults) in ("idle", "offline")

    @rule(phone=st.integers(0, PHONES - 1), place=st.integers(0, 50), faults=FAULTS)
    def edit_before_and_while_a_sync_is_under_way(self, phone: int, place: int, faults: list[str]) -> None:
        entry = self._pick(phone, place)
        if entry is None:
            return
        before = self._edit(phone, entry, "text")
        text = self._text()
        edit = {"id": entry["id"], "fields": {"text": text}}
        state = self.hand[phone].ask("sync", faults=faults, meanwhile=edit)
        assert state in ("idle", "offline")
        now = next((mine for mine in self._entries(phone) if mine["id"] == entry["id"]), None)
        # When no request got through there was no meanwhile.
        if now is not None and text in shown(now)["text"]:
            self.written.seen.add(before)
            self.written.texts[text] = entry["id"]

    @rule(phone=st.integers(0, PHONES - 1))
    def lost_requests_arrive_after_all(self, phone: int) -> None:
        self.hand[phone].ask("arriveLate")

    @rule(phone=st.integers(0, PHONES - 1), after=st.integers(0, 12))
    def the_app_dies_while_it_syncs(self, phone: int, after: int) -> None:
        self.hand[phone].ask("crash", after=after)

    @precondition(lambda self: self.backups is not None and len(self.copies) < 4)
    @rule()
    def back_up(self) -> None:
        self._back_up()

    @precondition(lambda self: self.backups is not None and not self.set_back)
    @rule(place=st.integers(0, 3), in_place=st.booleans())
    def set_the_server_back(self, place: int, in_place: bool) -> None:
        """An older copy of the database: moved in as a restore would, or copied over the file that was there."""
        self.set_back = True
        copy = self.copies[place % len(self.copies)]
        file = self.live.settings.data / SQLITE_FILE
        self.live.stop()
        for leftover in (file.with_name(f"{SQLITE_FILE}-wal"), file.with_name(f"{SQLITE_FILE}-shm")):
            leftover.unlink(missing_ok=True)
        if in_place:
            shutil.copyfile(copy, file)
        else:
            beside = file.with_name("restored.db")
            shutil.copyfile(copy, beside)
            beside.replace(file)
        self.live.start()

    def teardown(self) -> None:
        if hasattr(self, "code"):
            self._converge()

    def _converge(self) -> None:
        for _ in range(4):
            for phone in self.hand:
                assert phone.ask("sync") == "idle"
        dumps = [self._dump(phone) for phone in range(PHONES)]
        for dump in dumps:
            assert dump["troubles"] == []
            assert dump["rolledBack"] is False
        entries = [sorted(dump["entries"], key=lambda entry: entry["id"]) for dump in dumps]
        assert entries[0] == entries[1] == entries[2], "the phones do not show the same"
        self._nothing_vanished(entries[0])
        # And somebody who lost every phone has it all.
        fresh = self.hand[0]
        fresh.ask("new", server=self.live.url)
        assert fresh.ask("signIn", code=self.code) == "ok"
        mine = [entry for entry in self._entries(0) if entry["kind"] != "device"]
        assert sorted(mine, key=lambda entry: entry["id"]) == [e for e in entries[1] if e["kind"] != "device"]

    def _nothing_vanished(self, entries: list[dict[str, Any]]) -> None:
        visible = {text for entry in entries for texts in shown(entry).values() for text in texts}
        lost = {text for text in self.written.texts if text not in visible and not self.written.may_be_gone(text)}
        assert not lost, f"vanished: {lost}"
        by_id = {entry["id"]: entry for entry in entries}
        for id_, numbers in self.written.numbers.items():
            if id_ not in self.written.removed:
                assert by_id[id_]["fields"]["strength"] in numbers

    def _edit(self, phone: int, entry: dict[str, Any], which: str) -> str:
        if which == "strength":
            strength = next(self.number)
            self.written.numbers.setdefault(entry["id"], set()).add(strength)
            self.hand[phone].ask("edit", id=entry["id"], fields={which: strength})
            return str(strength)
        text = self._text()
        self._replaced(entry, which)
        self.written.texts[text] = entry["id"]
        self.hand[phone].ask("edit", id=entry["id"], fields={which: text})
        return text

    def _text(self) -> str:
        return f"text {next(self.number)}"

    def _replaced(self, entry: dict[str, Any] | None, which: str) -> None:
        if entry is not None and which in entry["fields"]:
            self.written.seen.add(entry["fields"][which])

    def _dump(self, phone: int) -> dict[str, Any]:
        dump: dict[str, Any] = self.hand[phone].ask("dump")
        return dump

    def _entries(self, phone: int) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self._dump(phone)["entries"]
        return entries

    def _pick(self, phone: int, place: int) -> dict[str, Any] | None:
        known = [entry for entry in self._entries(phone) if entry["kind"] not in ("keys", "device")]
        known.sort(key=lambda entry: str(entry["id"]))
        return known[place % len(known)] if known else None

    def _back_up(self) -> None:
        if self.backups is None:
            return
        copy = self.backups / f"copy-{next(_COPIES)}.db"
        with sqlite3.connect(self.live.settings.data / SQLITE_FILE) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
        source.close()
        self.copies.append(copy)


_COPIES = itertools.count()


@pytest.fixture(scope="module")
def hand() -> Iterator[list[Phone]]:
    with phones(PHONES) as made:
        yield made


def run(live: Live, hand: list[Phone], backups: Path | None, examples: int) -> None:
    """Play lives against this server."""
    machine: type[Life] = type("ThisLife", (Life,), {"live": live, "hand": hand, "backups": backups})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=lives(examples),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.hypothesis
@pytest.mark.slow
def test_phones_converge_and_no_edit_vanishes_whatever_the_network_does(hand: list[Phone], settings: Settings) -> None:
    with live_server(with_settings(settings, creations_per_hour=1_000_000, creations_per_hour_wide=1_000_000)) as live:
        run(live, hand, None, examples=6)


@pytest.mark.hypothesis
@pytest.mark.slow
def test_phones_heal_a_server_that_was_set_back(hand: list[Phone], tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with live_server(
        Settings(data=data, jobs=False, creations_per_hour=1_000_000, creations_per_hour_wide=1_000_000)
    ) as live:
        run(live, hand, tmp_path, examples=4)
