"""What is deleted is gone: the rows at once, the bytes after the night."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from selfhelp.boxes import TOMBSTONES_FILE, Tombstone, Tombstones, month_of
from selfhelp.boxes.access import tombstone_of
from selfhelp.diary.service import erase_unused_vaults
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.settings import Settings
from selfhelp.store import NoRow, Statement, Store
from tests.conftest import after_the_next_read, with_settings
from tests.diary.conftest import NOW, make_api
from tests.diary.device import Device, bearer

pytestmark = pytest.mark.pure

SET_USED = Statement(update(Vault).where(col(Vault.id) == bindparam("box")).values(used=bindparam("used")), NoRow)
RECORDS = 40


def rows(session: Session) -> list[bytes]:
    """The ids of everything that is kept, and the graves."""
    kept = [*session.exec(select(Slot.id)), *session.exec(select(Vault.id)), *session.exec(select(Record.id))]
    return kept + list(session.exec(select(Tombstone.id)))


async def fill(device: Device) -> list[bytes]:
    """A slot and a vault with records and edits of them; every sealed text there ever was."""
    await device.put_slot()
    sealed = []
    for version in (1, 2):
        for n in range(RECORDS):
            record_id = device.vault.record_id(f"record/{n}")
            sealed.append(device.sealed(record_id, version, size=100 * (n + 1)))
            await device.sync(device.put(record_id, version, sealed=sealed[-1]))
    return sealed


async def test_a_deletion_leaves_no_row_but_the_graves(device: Device, store: Store) -> None:
    await fill(device)
    await device.api.delete(device.slot_url, headers=bearer(device.slot.auth))
    assert (await device.delete_vault()).status_code == 204
    assert sorted(await store.read(rows)) == sorted([tombstone_of(device.slot.id), tombstone_of(device.vault.id)])


def found(folder: Path, sealed: list[bytes]) -> list[str]:
    """The files in which some 16 bytes of the sealed texts are left, tried at every sixteenth byte."""
    pieces = {one[at : at + 16] for one in sealed for at in range(1, len(one) - 16, 16)}
    held = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return [name for name, content in held.items() if any(piece in content for piece in pieces)]


def free_pages(session: Session) -> int:
    return int(session.connection().exec_driver_sql("PRAGMA freelist_count").scalar_one())


@pytest.mark.slow
async def test_after_the_night_no_byte_of_a_deleted_vault_is_left(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, low_disk=0)
    store = await Store.open(settings)
    async with make_api(settings, store) as api:
        stays, goes = await Device(api).create(), await Device(api).create()
        kept, sealed = await fill(stays), await fill(goes)
        assert found(tmp_path, sealed)  # the search finds what is there
        await goes.delete_vault()
        assert await store.read(free_pages) > 0
        await store.compact()
        assert await store.read(free_pages) == 0  # rewritten whole: secure_delete alone leaves fragments now and then
        assert found(tmp_path, sealed) == []
        assert found(tmp_path, kept)
        assert len(await stays.everything()) == RECORDS
    await store.close()


@pytest.mark.slow
async def test_a_deletion_empties_the_wal_at_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, low_disk=0)
    store = await Store.open(settings)
    async with make_api(settings, store) as api:
        device = await Device(api).create()
        await fill(device)
        assert (tmp_path / "selfhelp.db-wal").stat().st_size > 0
        await device.delete_vault()
        await store.write(lambda _session: None)  # the checkpoint follows the answer; this comes after it
        assert (tmp_path / "selfhelp.db-wal").stat().st_size == 0
    await store.close()


async def test_a_vault_unused_for_24_months_is_erased_and_a_slot_is_not(
    device: Device, api: httpx.AsyncClient, store: Store, settings: Settings
) -> None:
    tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
    await device.put_slot()
    now = datetime(2028, 3, 1, tzinfo=UTC)
    fresh = await Device(api).create()
    for one, month in ((device, month_of(datetime(2026, 3, 31, tzinfo=UTC))), (fresh, month_of(now) - 23)):
        await store.write(lambda session, one=one, month=month: SET_USED.run(session, box=one.vault.id, used=month))  # type: ignore[misc]
    assert await erase_unused_vaults(store, tombstones, now) == 1
    assert await erase_unused_vaults(store, tombstones, now) == 0
    assert (await device.post([])).status_code == 410
    assert (await fresh.post([])).status_code == 200
    assert (await api.get(device.slot_url, headers=bearer(device.slot.auth))).status_code == 200
    assert list(tombstones.hashes()) == [tombstone_of(device.vault.id)]


async def test_a_vault_that_is_used_after_it_was_found_unused_is_not_erased(
    device: Device, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody comes back after two years in the very night in which the vault would go."""
    tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
    await store.write(lambda session: SET_USED.run(session, box=device.vault.id, used=month_of(NOW) - 24))

    async def come_back() -> None:
        assert (await device.sync(device.put(bytes(16))))["accepted"] == [bytes(16).hex()]

    after_the_next_read(store, monkeypatch, come_back)
    assert await erase_unused_vaults(store, tombstones, NOW) == 0
    assert list(await device.everything()) == [bytes(16).hex()]
    assert list(tombstones.hashes()) == []


async def test_asking_for_news_counts_as_use(device: Device, store: Store) -> None:
    this_month = month_of(NOW)

    def used(session: Session) -> int:
        return session.exec(select(Vault.used).where(Vault.id == device.vault.id)).one()

    await store.write(lambda session: SET_USED.run(session, box=device.vault.id, used=this_month - 23))
    assert (await device.sync())["changes"] == []
    assert await store.read(used) == this_month


async def test_no_time_but_the_month_is_kept(device: Device, store: Store) -> None:
    await fill(device)

    def vault(session: Session) -> dict[str, object]:
        return session.exec(select(Vault).where(Vault.id == device.vault.id)).one().model_dump()

    kept = await store.read(vault)
    this_month = month_of(NOW)
    assert kept.keys() == {"id", "auth", "seq", "records", "bytes", "created", "used"}
    assert (kept["seq"], kept["records"], kept["created"], kept["used"]) == (
        2 * RECORDS,
        RECORDS,
        this_month,
        this_month,
    )


async def test_a_young_vault_holds_less_and_one_of_two_months_ago_all(settings: Settings, store: Store) -> None:
    small = with_settings(settings, vault_records_first_month=1, vault_records=2)
    async with make_api(small, store, lambda: NOW) as api:
        device = await Device(api).create()
        a, b, c = (device.put(bytes([n]) * 16) for n in range(3))
        assert len((await device.sync(a, b))["accepted"]) == 1
        grown = Statement(
            update(Vault).where(col(Vault.id) == bindparam("box")).values(created=bindparam("month")), NoRow
        )
        month = month_of(NOW) - 2
        await store.write(lambda session: grown.run(session, box=device.vault.id, month=month))
        answer = await device.sync(b, c)
        assert len(answer["accepted"]) == 1
        assert [one["type"] for one in answer["refused"]] == ["vault-full"]
