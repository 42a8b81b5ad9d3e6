"""A page that SQLite gives in one step has the rows that it gives one by one, on both databases."""

import pytest
from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from selfhelp.diary.tables import Record, Vault
from selfhelp.store import PageStatement, Statement, Store

BOX = bytes(16)
ODD = [b"", bytes(9), b"\x00\xff'\"\\", bytes(range(256)), b"\xc3\x28" * 700]
"""No bytes, zeros, quotes, what is no UTF-8: each is to be cut out of the others whole."""

OTHER = aliased(Record)
WORDS = "«a\"b\\c'd»\n"
ROWS = (
    select(col(Record.id), col(Record.version), literal(WORDS), col(OTHER.sealed), col(Record.sealed))
    .outerjoin(OTHER, (col(OTHER.vault) == col(Record.vault)) & (col(OTHER.seq) == col(Record.seq) + 2))
    .where(col(Record.vault) == bindparam("vault"), col(Record.seq) > bindparam("after"))
    .order_by(col(Record.seq).desc())
    .limit(4)
)
PLAIN, PAGE = Statement(ROWS), PageStatement(ROWS)


@pytest.mark.parametrize("after", [-1, 1, 99])
async def test_a_page_is_what_its_rows_are_one_by_one(store: Store, after: int) -> None:
    def fill(session: Session) -> None:
        session.add(Vault(id=BOX, auth=bytes(32), seq=5, records=5, bytes=0, created=0, used=0))
        session.flush()
        session.add_all(
            Record(vault=BOX, id=bytes([n] * 16), version=n, seq=n, sealed=odd) for n, odd in enumerate(ODD)
        )

    await store.write(fill)
    told = await store.read(lambda session: list(PAGE.each(session, vault=BOX, after=after)))
    seqs = [n for n in (4, 3, 2, 1, 0) if n > after][:4]
    assert told == [(bytes([n] * 16), n, WORDS, ODD[n + 2] if n < 3 else None, ODD[n]) for n in seqs]
    assert told == await store.read(lambda session: list(PLAIN.each(session, vault=BOX, after=after)))
