"""After the night a copy of the SQLite file does not tell which boxes belong to one person.

A person's boxes are made within seconds of each other, so whatever is left of the order of creation would tie them
together. The first test is the proof: the file is the same, byte for byte, in whatever order the boxes were made. The
others look as somebody with a copy would, and show that there is something to find before the night.
"""

import random
from itertools import combinations
from pathlib import Path
from statistics import correlation
from typing import Any, Final

import pytest
from sqlalchemy import bindparam, update
from sqlmodel import Session, SQLModel

from selfhelp.coach.tables import Coach, Envelope, Message, Thread
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.notify.tables import Channel, Nudge
from selfhelp.settings import Settings
from selfhelp.store import NoRow, Statement, Store
from selfhelp.store.engine import SQLITE_FILE
from selfhelp.store.epoch import Epoch

PERSONS: Final = 400
PAGE: Final = 4096
COUNTERS: Final = ((24, 28), (40, 44), (92, 96))
"""Bytes of the file's header that count its changes, and those of its schema."""

YOUNG: Final = 25
"""As many as find room in one page."""

CHANCE: Final = 0.2
"""Three to four times the standard deviation of what persons who have nothing in common would show."""

SLOT, VAULT, CHANNEL, THREAD = 0, 1, 3, 4
"""A box's place among those of a person."""

COACH: Final = bytes(16)

LOG_OF_ALL: Final = Statement(update(Epoch).values(id=bindparam("id"), count=bindparam("count")), NoRow)

Boxes = list[list[SQLModel]]


def boxes_of(dice: random.Random) -> Boxes:
    """What one person makes, a box after the other: slot, vault with a record, channel with a reminder."""
    vault, channel = dice.randbytes(16), dice.randbytes(16)
    plain: dict[str, Any] = {"timezone": "Europe/Oslo", "locale": "nb", "state": "active", "opened": "2026-11-01"}
    plain |= dict.fromkeys(("paused_at", "last_day", "last_sent", "last_answer"))
    return [
        [Slot(id=dice.randbytes(16), auth=dice.randbytes(32), sealed=dice.randbytes(61))],
        [Vault(id=vault, auth=dice.randbytes(32), seq=1, records=1, bytes=285, created=24322, used=24322)],
        [Record(vault=vault, id=dice.randbytes(16), version=1, seq=1, sealed=dice.randbytes(285))],
        [
            Channel(
                id=channel,
                auth=dice.randbytes(32),
                fingerprint=dice.randbytes(32),
                sealed=dice.randbytes(300),
                unanswered=0,
                created=24322,
                **plain,
            ),
            Nudge(
                channel=channel,
                id=dice.randbytes(8),
                kind="daily",
                at=1200,
                days=127,
                next_at=1_800_000_000,
                **dict.fromkeys(("once", "skip_until", "last_nominal", "next_nominal")),
            ),
        ],
        _thread_of(random.Random(vault.hex())),
    ]


def _thread_of(dice: random.Random) -> list[SQLModel]:
    """A thread with one coach and one message."""
    thread = dice.randbytes(16)
    counters: dict[str, Any] = dict.fromkeys(("last_c", "last_note", "read_u", "read_c"), 0)
    nothing: dict[str, Any] = dict.fromkeys(("answered_by", "channel"))
    day: dict[str, Any] = {"last_day": "2026-11-01", "waits_since": "2026-11-01", "created": 24322}
    return [
        Thread(id=thread, auth=dice.randbytes(32), seq=1, last_u=1, weight=285, **counters, **nothing, **day),
        Envelope(thread=thread, coach=COACH, sealed=dice.randbytes(113)),
        Message(thread=thread, seq=1, direction="u", n=1, coach=None, day="2026-11-01", sealed=dice.randbytes(285)),
    ]


async def make(folder: Path, persons: list[Boxes]) -> Store:
    """A store in which these persons made their boxes, in this order, each box in a commit of its own."""
    store = await Store.open(Settings(data=folder))
    plain: dict[str, Any] = {"state": "active", "label": "", "created": 0, "certificate": None, "expires": None}
    coach: Boxes = [[Coach(id=COACH, auth=bytes(32), public_key=bytes(65), **plain)]]
    await store.write(lambda session: put(session, coach[0]))
    for person in persons:
        for box in person:
            await store.write(lambda session, box=box: put(session, box))  # type: ignore[misc]
    # The log id is random and no person's.
    await store.write(lambda session: LOG_OF_ALL.run(session, id=bytes(16), count=0))
    await store.checkpoint()
    return store


def put(session: Session, box: list[SQLModel]) -> None:
    for one in box:
        session.add(type(one)(**one.model_dump()))
        session.flush()


def content(folder: Path) -> bytes:
    """The file without its counters; the WAL must be empty."""
    assert (folder / f"{SQLITE_FILE}-wal").stat().st_size == 0
    raw = bytearray((folder / SQLITE_FILE).read_bytes())
    for start, end in COUNTERS:
        raw[start:end] = bytes(end - start)
    return bytes(raw)


@pytest.mark.slow
async def test_after_the_night_the_file_is_the_same_in_whatever_order_boxes_were_made(tmp_path: Path) -> None:
    dice = random.Random(17)
    persons = [boxes_of(dice) for _ in range(PERSONS)]
    shuffled = random.Random(18).sample(persons, PERSONS)
    stores = [await make(tmp_path / "a", persons), await make(tmp_path / "b", shuffled)]
    assert content(tmp_path / "a") != content(tmp_path / "b")  # before the night the order is in there
    for store in stores:
        await store.compact()
    assert content(tmp_path / "a") == content(tmp_path / "b")
    for store in stores:
        await store.close()


def ids_of(persons: list[Boxes], kind: int) -> list[bytes]:
    """The ids of everybody's box of one kind, in the order of creation."""
    return [person[kind][0].id for person in persons]  # type: ignore[attr-defined]


def ranks(values: list[int]) -> list[float]:
    """The place of each of `values` among them; equal ones share theirs."""
    return [sum(other < value for other in values) + values.count(value) / 2 for value in values]


def by_page(raw: bytes, ids: list[bytes]) -> float:
    """The rank correlation of the order of `ids` with the numbers of their pages, −1 to 1."""
    return correlation(ranks(list(range(len(ids)))), ranks([raw.index(box_id) // PAGE for box_id in ids]))


def by_cell(raw: bytes, ids: list[bytes]) -> float:
    """How often the later of two `ids` in one page lies before the earlier, 0 to 1: SQLite fills pages from the end."""
    places = [raw.index(box_id) for box_id in ids]
    pairs = [(one, other) for one, other in combinations(places, 2) if one // PAGE == other // PAGE]
    return sum(other < one for one, other in pairs) / len(pairs)


async def test_on_a_young_server_the_order_of_cells_tells_who_came_first_until_the_night(tmp_path: Path) -> None:
    dice = random.Random(19)
    persons = [boxes_of(dice) for _ in range(YOUNG)]
    store = await make(tmp_path, persons)
    raw = content(tmp_path)
    assert [by_cell(raw, ids) for ids in (ids_of(persons, SLOT), ids_of(persons, VAULT))] == [1, 1]
    await store.compact()
    raw = content(tmp_path)
    for ids in (ids_of(persons, SLOT), ids_of(persons, VAULT)):
        assert abs(by_cell(raw, ids) - 0.5) < CHANCE
        assert by_cell(raw, sorted(ids)) == 1  # what they do follow is the order of the ids
    await store.close()


@pytest.mark.slow
async def test_after_the_night_pages_follow_the_ids_and_not_who_came_first(tmp_path: Path) -> None:
    dice = random.Random(20)
    persons = [boxes_of(dice) for _ in range(PERSONS)]
    store = await make(tmp_path, persons)
    await store.compact()
    raw = content(tmp_path)
    for kind in (SLOT, VAULT, CHANNEL, THREAD):
        ids = ids_of(persons, kind)
        assert abs(by_page(raw, ids)) < CHANCE
        assert by_page(raw, sorted(ids)) > 0.7  # some lie in the inner pages of a tree, or in an index as well
    await store.close()
