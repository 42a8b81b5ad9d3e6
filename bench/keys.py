"""Rows by their keys: `python -m bench.keys`. Prints what special ways of the store cost beside the plain ones.

One transaction updates 250 records and reads them again, as a settling of pushes does with its messages; another
inserts 250 tombstones, every second of which exists. On SQLite and on PostgreSQL, interleaved, microseconds a row (the
least of the rounds, with the median).
"""

import argparse
import asyncio
import secrets
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from selfhelp.boxes.tables import Tombstone
from selfhelp.diary.tables import Record, Vault
from selfhelp.settings import Settings
from selfhelp.store import NoRow, SetStatement, Statement, Store, among, insert_new
from tests.postgres import cluster

ROWS: Final = 250
BOX: Final = bytes(16)
KEYS: Final = [(BOX, number.to_bytes(16)) for number in range(ROWS)]


class _Found(NamedTuple):
    id: bytes
    version: int


_ONE: Final = (col(Record.vault) == bindparam("vault"), col(Record.id) == bindparam("record"))
_ALL: Final = among(Record.vault, Record.id)
CHANGE_ONE: Final = Statement(update(Record).where(*_ONE).values(version=bindparam("new")), NoRow)
READ_ONE: Final = Statement(select(col(Record.id), col(Record.version)).where(*_ONE), _Found)
CHANGE_ALL: Final = SetStatement(update(Record).where(_ALL).values(version=bindparam("new")), NoRow)
READ_ALL: Final = SetStatement(select(col(Record.id), col(Record.version)).where(_ALL), _Found)


def _fill(session: Session) -> None:
    session.add(Vault(id=BOX, auth=bytes(32), seq=ROWS, records=ROWS, bytes=0, created=0, used=0))
    session.flush()
    session.add_all(Record(vault=BOX, id=key, version=1, seq=n, sealed=b"") for n, (_, key) in enumerate(KEYS))


def _one_by_one(session: Session) -> None:
    CHANGE_ONE.many(session, [{"vault": vault, "record": record, "new": 2} for vault, record in KEYS])
    for vault, record in KEYS:
        READ_ONE.first(session, vault=vault, record=record)


def _together(session: Session) -> None:
    CHANGE_ALL.run(session, KEYS, new=2)
    READ_ALL.all(session, KEYS)


def _as_objects(session: Session, keys: list[bytes]) -> None:
    for key in keys:
        try:
            with session.begin_nested():  # an error would end a transaction of PostgreSQL
                session.add(Tombstone(id=key))
        except IntegrityError:
            continue


def _insert_new(session: Session, keys: list[bytes]) -> None:
    insert_new(session, *(Tombstone(id=key) for key in keys))


WAYS: Final[dict[str, Callable[[Session], None]]] = {"one statement a row": _one_by_one, "one for all": _together}
INSERTS: Final[dict[str, Callable[..., None]]] = {"an object in a savepoint": _as_objects, "`insert_new`": _insert_new}


async def _measure(settings: Settings, rounds: int) -> dict[str, list[float]]:
    """Microseconds a row, of each way and round; its transaction and the hop to the writer included."""
    store = await Store.open(settings)
    took: dict[str, list[float]] = defaultdict(list)
    try:
        await store.write(_fill)
        for _ in range(rounds):
            for name, way in WAYS.items():
                began = perf_counter()
                await store.write(way)
                took[name].append(1e6 * (perf_counter() - began) / ROWS)
            for name, insert in INSERTS.items():
                keys = [secrets.token_bytes(32) for _ in range(ROWS)]
                await store.write(partial(_insert_new, keys=keys[::2]))
                began = perf_counter()
                await store.write(partial(insert, keys=keys))
                took[name].append(1e6 * (perf_counter() - began) / ROWS)
    finally:
        await store.close()
    return took


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, cluster() as server:
        of_its_own, beside = Path(folder) / "SQLite", Path(folder) / "PostgreSQL"
        for data in of_its_own, beside:
            data.mkdir()
        databases = {
            "SQLite": Settings(data=of_its_own, jobs=False),
            "PostgreSQL": Settings(data=beside, database=server.url(server.new_database()), jobs=False),
        }
        for name, settings in databases.items():
            for way, took in asyncio.run(_measure(settings, rounds)).items():
                print(f"{name:<12}{way:<26}{min(took):>8.1f} µs a row (median {median(took):.1f})")


if __name__ == "__main__":
    main()
