"""Access tells a stranger nothing, and a tombstone says the same to everybody."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Refusal, Tombstones
from selfhelp.boxes.access import BoxRow
from selfhelp.diary import service
from selfhelp.diary.schema import SlotBody
from selfhelp.diary.sync import VAULT
from selfhelp.store import Statement, Store
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure

MINE = BoxRequest(b"i" * 16, hashlib.sha256(b"mine").digest())
WRONG = MINE._replace(auth=hashlib.sha256(b"wrong").digest())
MISSING = MINE._replace(id=b"m" * 16)
SEALED = bytes(61)


@pytest.fixture(autouse=True)
async def slot(store: Store) -> None:
    await store.write(lambda session: service.put_slot(session, MINE, SEALED), MINE.id)


@pytest.mark.parametrize("box", [WRONG, MISSING], ids=["wrong", "missing"])
async def test_a_wrong_secret_and_a_missing_box_are_the_same_refusal(store: Store, box: BoxRequest) -> None:
    for ask in (service.SLOT.read, service.SLOT.lock):
        assert await store.write(lambda session, ask=ask: ask(session, box)) is Refusal.NO_SUCH_BOX  # type: ignore[misc]


@ON_BOTH
async def test_a_box_that_is_deleted_while_it_is_opened_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.SLOT, "read", lambda _session, box: BoxRow(box.auth))
    assert await store.read(lambda session: service.SLOT.opened(session, MISSING)) is Refusal.NO_SUCH_BOX


async def test_every_byte_of_the_stored_hash_is_compared(store: Store) -> None:
    for place in range(32):
        near = MINE._replace(auth=bytes(byte ^ (n == place) for n, byte in enumerate(MINE.auth)))
        for ask in (service.SLOT.read, service.SLOT.lock, service.SLOT.probe):
            answer = await store.write(lambda session, ask=ask, near=near: ask(session, near))  # type: ignore[misc]
            assert answer is Refusal.NO_SUCH_BOX, (place, ask)


@ON_BOTH
async def test_a_missing_box_takes_the_same_statements_as_a_wrong_secret(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[Statement[Any]] = []
    first = Statement.first

    def noted(statement: Statement[Any], session: Session, **values: Any) -> Any:
        run.append(statement)
        return first(statement, session, **values)

    monkeypatch.setattr(Statement, "first", noted)
    for ask in (service.SLOT.read, service.SLOT.lock, service.SLOT.probe):
        taken = []
        for box in (WRONG, MISSING):
            run.clear()
            await store.write(lambda session, ask=ask, box=box: ask(session, box))  # type: ignore[misc]
            taken.append(list(run))
        assert taken[0] == taken[1]
        assert len(taken[0]) == 2


async def test_the_right_secret_gets_the_columns(store: Store) -> None:
    assert await store.read(lambda session: service.SLOT.read(session, MINE)) == (MINE.auth, SEALED)
    assert await store.write(lambda session: service.SLOT.lock(session, MINE)) == (MINE.auth, SEALED)


async def test_a_put_learns_whether_the_id_is_free(store: Store) -> None:
    assert await store.read(lambda session: service.SLOT.probe(session, MINE)) is True
    assert await store.read(lambda session: service.SLOT.probe(session, MISSING)) is False
    assert await store.read(lambda session: service.SLOT.probe(session, WRONG)) is Refusal.NO_SUCH_BOX


async def test_a_grave_is_the_same_to_everybody_and_for_every_kind_of_box(store: Store, tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    await store.write(lambda session: service.destroy_slot(session, MINE, tombstones), MINE.id)
    for box in (MINE, WRONG):
        assert await store.read(lambda session, box=box: service.SLOT.read(session, box)) is Refusal.BOX_DELETED  # type: ignore[misc]
        assert await store.read(lambda session, box=box: service.SLOT.probe(session, box)) is Refusal.BOX_DELETED  # type: ignore[misc]
        assert await store.read(lambda session, box=box: VAULT.probe(session, box)) is Refusal.BOX_DELETED  # type: ignore[misc]


async def test_creation_with_a_taken_id_changes_nothing(store: Store) -> None:
    taken = await store.write(lambda session: service.put_slot(session, WRONG, b"x" * 61))
    assert taken is Refusal.NO_SUCH_BOX
    assert await store.read(lambda session: service.fetch_slot(session, MINE)) == SlotBody(SEALED)
