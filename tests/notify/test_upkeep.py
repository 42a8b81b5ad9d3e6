"""Once a day, endpoints that have been silent for half a year are erased, in batches that hold up nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import astray, jobs, rows, zones
from selfhelp.notify.jobs import BATCH, retire
from selfhelp.notify.zones import AIM, FEWEST
from selfhelp.settings import Settings
from selfhelp.store import Statement, Store
from selfhelp.store.engine import SQLITE_FILE
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge

HALF_A_YEAR = 180 * 86_400


async def silent(office: Office, count: int, since: int = HALF_A_YEAR + 1) -> list[bytes]:
    """The ids of `count` channels that have been paused for `since` seconds."""
    boxes = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(count)]
    ids = [box.id for box in boxes]
    paused_at = int(office.seconds) - since

    def pause(session: Session) -> None:
        for id_ in ids:
            session.execute(
                text("UPDATE channel SET state = 'paused', paused_at = :at WHERE id = :id"),
                {"at": paused_at, "id": id_},
            )

    await office.store.write(pause)
    return ids


async def left(office: Office) -> int:
    """How many channels have an endpoint."""

    def count(session: Session) -> int:
        return int(session.execute(text("SELECT count(*) FROM channel WHERE sealed IS NOT NULL")).scalar_one())

    return await office.store.read(count)


async def test_everything_that_is_over_goes_in_one_night_and_nothing_else(office: Office) -> None:
    await silent(office, 230)
    await silent(office, 3, since=HALF_A_YEAR - 1)
    await office.channel(nudge(**DAILY_AT_EIGHT))
    assert await retire(office.store, office.now) == 230
    assert await left(office) == 4
    assert await retire(office.store, office.now) == 0


async def test_each_batch_is_told_and_none_is_larger_than_was_asked_for(office: Office) -> None:
    await silent(office, 10)
    told: list[tuple[int, float]] = []
    assert (
        await retire(office.store, office.now, most=3, timed=lambda count, seconds: told.append((count, seconds))) == 10
    )
    assert [count for count, _ in told] == [3, 3, 3, 1]
    assert all(seconds > 0 for _, seconds in told)


class SlowStore:
    """A store in which each erased endpoint takes `each` seconds; there are `silent` of them."""

    def __init__(self, silent: int, each: float) -> None:
        self.silent = silent
        self.each = each
        self.now = 0.0
        self.sizes: list[int] = []

    async def write(self, work: Any) -> int:
        most: int = work.keywords["most"]
        done = min(most, self.silent)
        self.silent -= done
        self.now += done * self.each
        self.sizes.append(most)
        return done

    async def bring_in(self) -> None:
        """Nothing is to be done."""


@pytest.mark.parametrize("each", [0.000_01, 0.000_5, 0.002, 0.5])
async def test_a_batch_is_as_large_as_fits_into_its_time(each: float, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SlowStore(3_000, each)
    monkeypatch.setattr("selfhelp.notify.jobs.time.perf_counter", lambda: store.now)
    assert await retire(cast(Store, store), datetime.now(UTC)) == 3_000
    assert store.sizes[0] == FEWEST
    assert max(store.sizes) <= BATCH
    assert all(size * each <= AIM or size == FEWEST for size in store.sizes)
    assert store.sizes[-2] in {FEWEST, BATCH, int(AIM / each)}


def wal(settings: Settings) -> Path:
    return settings.data / f"{SQLITE_FILE}-wal"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_no_batch_empties_the_log_that_is_for_the_end_of_the_night(
    office: Office, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Emptying the log holds up everybody who writes, for as long as it is long."""
    await silent(office, 30)
    asked: list[str] = []

    def watch(name: str) -> Callable[..., Any]:
        async def noted() -> None:
            asked.append(name)

        return noted

    for name in ("bring_in", "checkpoint"):
        monkeypatch.setattr(office.store, name, watch(name))
    assert await retire(office.store, office.now, most=10) == 30
    assert asked == ["bring_in"] * 3
    assert wal(settings).stat().st_size > 0


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_what_was_erased_is_nowhere_in_the_files_after_the_last_step(office: Office, settings: Settings) -> None:
    [id_] = await silent(office, 1)

    def sealed(session: Session) -> bytes:
        return bytes(session.execute(text("SELECT sealed FROM channel WHERE id = :id"), {"id": id_}).scalar_one())

    secret = (await office.store.read(sealed))[20:60]
    await office.store.checkpoint()
    assert secret in (settings.data / SQLITE_FILE).read_bytes()
    await retire(office.store, office.now)
    await office.store.bring_in()
    await office.store.checkpoint()
    assert wal(settings).stat().st_size == 0
    assert secret not in (settings.data / SQLITE_FILE).read_bytes()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement", [jobs._SILENT, zones._CHANNELS, zones._NUDGES, rows._MOVE, astray._SUSPECTS, astray._WAITING]
)
async def test_a_batch_does_not_read_all_there_is(office: Office, statement: Statement) -> None:
    sql = statement._texts["sqlite"].sql

    def plan(session: Session) -> list[str]:
        marks = (1,) * sql.count("?")
        return [row[3] for row in session.info["driver"].execute(f"EXPLAIN QUERY PLAN {sql}", marks).fetchall()]

    told = await office.store.read(plan)
    assert any(step.startswith("SEARCH") for step in told)
    assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in told)
