"""One statement for many rows, on both databases."""

from typing import NamedTuple

import pytest
from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col

from selfhelp.diary.tables import Record, Vault
from selfhelp.store import NoRow, SetStatement, Store, among


class Told(NamedTuple):
    id: bytes
    version: int


OF_A_KEY = among(Record.vault, Record.id)
MARK = SetStatement(update(Record).where(OF_A_KEY).values(version=bindparam("new")), NoRow)
TELL = SetStatement(
    select(col(Record.id), col(Record.version))
    .where(OF_A_KEY, col(Record.seq) >= bindparam("from"))
    .order_by(col(Record.id)),
    Told,
)
DROP = SetStatement(delete(Record).where(among(Record.id)), NoRow)

BOX = bytes(16)


def name(number: int) -> bytes:
    return number.to_bytes(16)


async def fill(store: Store, count: int) -> None:
    def work(session: Session) -> None:
        session.add(Vault(id=BOX, auth=bytes(32), seq=count, records=count, bytes=0, created=0, used=0))
        session.flush()
        session.add_all(Record(vault=BOX, id=name(n), version=1, seq=n, sealed=b"") for n in range(count))

    await store.write(work)


async def versions(store: Store) -> dict[int, int]:
    def fetch(session: Session) -> dict[int, int]:
        found = session.execute(select(col(Record.id), col(Record.version)))
        return {int.from_bytes(record): version for record, version in found}

    return await store.read(fetch)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 33, 256, 257, 600])
async def test_a_statement_reaches_the_rows_of_its_keys_and_no_others(store: Store, count: int) -> None:
    await fill(store, 601)
    keys = [(BOX, name(number)) for number in range(count)]
    await store.write(lambda session: MARK.run(session, keys, new=2))
    assert await versions(store) == {n: 2 if n < count else 1 for n in range(601)}
    told = await store.read(lambda session: TELL.all(session, keys, **{"from": 2}))
    assert [(int.from_bytes(record), version) for record, version in told] == [(n, 2) for n in range(2, count)]
    await store.write(lambda session: DROP.run(session, [(name(number),) for number in range(count)]))
    assert len(await versions(store)) == 601 - count
