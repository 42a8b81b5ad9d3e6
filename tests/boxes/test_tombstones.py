"""The deleted stay deleted."""

import hashlib
import os
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from selfhelp.boxes import BoxRequest, Outcome, Refusal, Tombstone, Tombstones, replay, unrecorded
from selfhelp.diary import service
from selfhelp.diary.tables import Slot
from selfhelp.store import Store
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure

BOX = BoxRequest(bytes(range(16)), hashlib.sha256(bytes(32)).digest())
OTHER = BoxRequest(bytes(range(1, 17)), BOX.auth)


async def create(store: Store, *boxes: BoxRequest) -> None:
    for box in boxes:
        made = await store.write(lambda session, box=box: service.put_slot(session, box, bytes(61)), box.id)  # type: ignore[misc]
        assert made is Outcome.MADE


async def slots(store: Store) -> list[bytes]:
    return await store.read(lambda session: list(session.exec(select(Slot.id).order_by(col(Slot.id))).all()))


async def test_a_deletion_leaves_a_row_and_a_line_that_say_only_a_hash(store: Store, tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    await create(store, BOX)
    await store.write(lambda session: service.destroy_slot(session, BOX, tombstones), BOX.id)
    grave = hashlib.sha256(BOX.id).digest()
    assert await store.read(lambda session: session.exec(select(Tombstone.id)).all()) == [grave]
    assert (tmp_path / "graves").read_text() == grave.hex() + "\n"
    assert list(tombstones.hashes()) == [grave]
    assert (tmp_path / "graves").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("is_new", [True, False])
@ON_BOTH
async def test_the_line_is_on_the_disk_before_the_commit(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    """Else a power cut between the two could leave a deletion that no restore knows of."""
    tombstones = Tombstones(tmp_path / "graves")
    if not is_new:
        tombstones.path.touch()
    await create(store, BOX)
    order: list[str] = []
    fsync = os.fsync

    def synced(file: int) -> None:
        order.append(f"fsync {Path(f'/proc/self/fd/{file}').readlink().name}, {len(list(tombstones.hashes()))} lines")
        fsync(file)

    event.listen(store._engines[0], "commit", lambda _: order.append("COMMIT"))
    monkeypatch.setattr(os, "fsync", synced)
    await store.write(lambda session: service.destroy_slot(session, BOX, tombstones), BOX.id)
    folder = [f"fsync {tmp_path.name}, 1 lines"] if is_new else []
    assert order == ["fsync graves, 1 lines", *folder, "COMMIT"]


async def test_a_start_with_nothing_to_bury_looks_at_no_box_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    await create(store, BOX, OTHER)
    await store.write(lambda session: service.destroy_slot(session, BOX, tombstones), BOX.id)
    asked: list[str] = []
    event.listen(store._engines[0], "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert await store.read(lambda session: unrecorded(session, tombstones.hashes())) == set()
    assert await store.write(lambda session: replay(session, tombstones.hashes(), service.ERASERS)) == 0
    assert not [statement for statement in asked if "slot" in statement or "vault" in statement]
    (tmp_path / "graves").write_text(hashlib.sha256(OTHER.id).hexdigest() + "\n")
    assert await store.read(lambda session: unrecorded(session, tombstones.hashes())) == {
        hashlib.sha256(OTHER.id).digest()
    }
    assert await store.write(lambda session: replay(session, tombstones.hashes(), service.ERASERS)) == 1
    assert [statement for statement in asked if "slot" in statement]


@ON_BOTH
async def test_a_box_never_comes_back(store: Store, tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    await create(store, BOX)
    await store.write(lambda session: service.destroy_slot(session, BOX, tombstones), BOX.id)
    assert await store.write(lambda session: service.put_slot(session, BOX, bytes(61))) is Refusal.BOX_DELETED
    assert await slots(store) == []


async def test_a_replay_buries_what_a_restore_brought_back(store: Store, tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    await create(store, BOX, OTHER)
    (tmp_path / "graves").write_text(hashlib.sha256(BOX.id).hexdigest() + "\n" + "00" * 32 + "\n")

    def bury(session: Session) -> int:
        return replay(session, tombstones.hashes(), service.ERASERS)

    assert await store.write(bury) == 1
    assert await slots(store) == [OTHER.id]
    assert await store.read(lambda session: service.SLOT.read(session, BOX)) is Refusal.BOX_DELETED
    assert await store.write(bury) == 0


def test_a_torn_line_is_passed_over_and_does_not_swallow_the_next(tmp_path: Path) -> None:
    tombstones = Tombstones(tmp_path / "graves")
    (tmp_path / "graves").write_bytes(b"ab" * 32 + b"\n" + b"cd" * 7)
    tombstones._append(b"ef" * 32)
    assert [grave.hex() for grave in tombstones.hashes()] == ["ab" * 32, "ef" * 32]
    assert list(Tombstones(tmp_path / "none").hashes()) == []
