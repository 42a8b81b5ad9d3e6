"""Two marks of the disk and a budget for the database: first nobody new is taken, then nothing grows."""

import asyncio
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest
from litestar.testing import TestClient
from prometheus_client import CollectorRegistry

from selfhelp.app import create_app
from selfhelp.boxes.admission import Capacity
from selfhelp.http.problems import Problem
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import postgresql_bytes, sqlite_bytes
from tests.conftest import ON_BOTH, with_settings
from tests.http import site
from tests.patience import PATIENCE

pytestmark = pytest.mark.pure


def takes(room: Capacity) -> tuple[bool, bool]:
    """Whether it has room for a new box, and for growth."""
    taken = []
    for ask in (room.refuse_new, room.refuse_growth):
        with suppress(Problem):
            ask()
            taken.append(ask)
    assert (room.refuse_growth in taken) is not room.is_full
    return room.refuse_new in taken, room.refuse_growth in taken


def test_the_refusal_says_when_to_come_back(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        Capacity(Settings(data=tmp_path, low_disk=100)).refuse_new()
    assert (refused.value.name, refused.value.headers) == ("overloaded", {"Retry-After": "3600"})


@pytest.mark.parametrize(
    ("free", "taken"), [(100, (True, True)), (99, (False, True)), (50, (False, True)), (49, (False, False))]
)
def test_below_the_first_mark_nobody_new_is_taken_and_below_the_second_nothing_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, taken: tuple[bool, bool]
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(total=1000, used=1000 - free, free=free))
    assert takes(Capacity(Settings(data=tmp_path))) == taken


async def with_budget(settings: Settings, store: Store, budget: int) -> tuple[bool, bool]:
    """What it takes with this budget alone."""
    room = Capacity(with_settings(settings, low_disk=0, full_disk=0, database_budget=budget))
    if settings.database:
        await room.measure(store)
    return takes(room)


@ON_BOTH
async def test_above_nine_tenths_of_the_budget_nobody_new_is_taken_and_above_it_nothing_grows(
    settings: Settings, store: Store
) -> None:
    file = sqlite_file(settings)
    size = sqlite_bytes(file) if file else await store.read(lambda session: postgresql_bytes(session.connection()))
    assert size > 2**16
    assert await with_budget(settings, store, size * 9 // 10) == (False, False)
    assert await with_budget(settings, store, size * 21 // 20) == (False, True)
    assert await with_budget(settings, store, size * 5 // 4) == (True, True)
    assert await with_budget(settings, store, 0) == (True, True)


@pytest.mark.parametrize("budget", [0, 1])
async def test_with_a_budget_a_server_on_postgresql_looks_at_the_size_by_itself_and_shows_it(
    settings: Settings, store: Store, budget: int
) -> None:
    registry = CollectorRegistry()
    room = Capacity(with_settings(settings, low_disk=0, full_disk=0, database_budget=budget))
    following = asyncio.create_task(room.follow(store, registry))
    if not settings.database or not budget:
        await following
        assert registry.get_sample_value("selfhelp_database_bytes") is None
        return
    while not room.is_full:
        await asyncio.wait([following], timeout=0.01)
    following.cancel()
    # PostgreSQL grows and shrinks by itself between two looks.
    shown = registry.get_sample_value("selfhelp_database_bytes")
    assert shown
    assert abs(shown - await room.measure(store)) < shown / 4


def test_a_server_that_is_started_with_too_small_a_budget_takes_nobody_new(
    settings: Settings, small_content: Path, tmp_path: Path
) -> None:
    """With everything wired as in life: on PostgreSQL the size is looked at in the background."""
    small = with_settings(
        settings,
        content=small_content,
        pwa=site.build(tmp_path / "dist"),
        low_disk=0,
        database_budget=1024,
        creations_per_hour=1_000_000,
        creations_per_hour_wide=1_000_000,
    )
    with TestClient(create_app(small)) as client:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            vault = f"/api/vaults/{secrets.token_hex(16)}"
            status = client.put(vault, json={}, headers={"Authorization": f"Bearer {'0b' * 32}"}).status_code
            if status != 201:
                break
        assert status == 503
