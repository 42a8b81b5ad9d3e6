"""A full disk: a deletion happens whole or not at all, and the server lives on when there is room again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from selfhelp.boxes import TOMBSTONES_FILE
from selfhelp.boxes.access import tombstone_of
from selfhelp.settings import Settings
from selfhelp.store import Store, durability
from tests.conftest import with_settings
from tests.diary.conftest import make_api
from tests.diary.device import Device, bearer
from tests.small_disk import SmallDisk, small_disk
from tests.store.wal import is_emptied

OLDER = [f"{n:064x}" for n in range(63)]
"""As many lines as leave one byte of a page of 4,096: the next line needs room that a full disk has not."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder) as made:
        yield made


@pytest.fixture
def on_disk(settings: Settings, disk: SmallDisk) -> Settings:
    return with_settings(settings, data=disk.folder / "data", low_disk=0, full_disk=0)


@pytest.fixture
async def open_store(on_disk: Settings) -> AsyncIterator[Store]:
    opened = await Store.open(on_disk)
    yield opened
    await opened.close()


@pytest.fixture
async def device(on_disk: Settings, open_store: Store) -> AsyncIterator[Device]:
    async with make_api(on_disk, open_store) as api:
        device = await Device(api).create()
        await device.put_slot()
        yield device


async def delete_slot(device: Device) -> httpx.Response:
    return await device.api.delete(device.slot_url, headers=bearer(device.slot.auth))


async def test_a_deletion_without_room_for_its_grave_is_refused_and_nothing_of_it_stays(
    device: Device, disk: SmallDisk, on_disk: Settings
) -> None:
    tombstones = on_disk.data / TOMBSTONES_FILE
    tombstones.write_text("".join(f"{line}\n" for line in OLDER))
    disk.fill()
    for refused in (await delete_slot(device), await device.delete_vault()):
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/overloaded")
        assert "Retry-After" in refused.headers
    assert tombstones.read_text().splitlines() == OLDER
    assert tombstones.read_text().endswith("\n")
    assert (await device.api.get(device.slot_url, headers=bearer(device.slot.auth))).status_code == 200
    disk.free()
    assert (await delete_slot(device)).status_code == 204
    assert (await device.delete_vault()).status_code == 204
    dug = [tombstone_of(device.slot.id).hex(), tombstone_of(device.vault.id).hex()]
    assert tombstones.read_text().splitlines() == OLDER + dug


@pytest.mark.slow
async def test_a_wal_that_finds_no_room_in_the_file_waits_until_there_is(
    disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durability, "AGAIN", 0.05)
    settings = Settings(data=disk.folder / "data", low_disk=0, full_disk=0)
    wal = settings.data / "selfhelp.db-wal"
    store = await Store.open(settings)
    async with make_api(settings, store) as api:
        device = await Device(api).create()
        await device.put_slot()
        while wal.stat().st_size < 1_500_000:
            await device.sync(*(device.put(n.to_bytes(16), base=0, size=4_000) for n in range(100)))
            await device.sync(device.put(wal.stat().st_size.to_bytes(16), size=60_000))
        disk.fill(leave=100_000)
        assert (await delete_slot(device)).status_code == 204
        for n in range(3):  # the writer has met the full disk in the meantime, and answers on
            await asyncio.sleep(0.1)
            answer = await device.post([device.put((1 << 64 | n).to_bytes(16))])
            assert answer.status_code in {200, 503}
        assert wal.stat().st_size > 0
        disk.free()
        assert await asyncio.to_thread(is_emptied, wal)
        assert (await device.sync(device.put(b"after" * 3 + b"!")))["accepted"]
        assert (await device.api.get(device.slot_url, headers=bearer(device.slot.auth))).status_code == 410
    await store.close()
