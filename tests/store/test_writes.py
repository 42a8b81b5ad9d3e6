"""The writer: nothing is lost, a fault is its own caller's, and what cannot be taken is said at once."""

import asyncio
import contextlib
import threading

import pytest
from sqlmodel import Session, select

from selfhelp.boxes import Tombstone
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from selfhelp.store.store import LIMIT
from tests.patience import PATIENCE
from tests.store.rows import INSERT, number, row, stored


class Gate:
    """Holds the writer thread inside a write until it is opened."""

    def __init__(self, store: Store) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()
        self.task = asyncio.ensure_future(store.write(self._wait))

    def _wait(self, _session: Session) -> None:
        self.entered.set()
        self.opened.wait(PATIENCE)

    async def is_shut(self) -> None:
        assert await asyncio.to_thread(self.entered.wait, PATIENCE)


async def test_concurrent_writes_lose_nothing(store: Store) -> None:
    # Read, add, write, as the default async path did when 98 of 100 increments vanished.
    def increment(session: Session) -> int:
        session.add(Tombstone(id=number(len(session.exec(select(Tombstone.id)).all()))))
        return 1

    assert sum(await asyncio.gather(*(store.write(increment) for _ in range(200)))) == 200
    assert await stored(store) == [number(n) for n in range(200)]


async def test_a_write_is_read_back_at_once(store: Store) -> None:
    for n in range(20):
        await store.write(row(n))
        assert len(await stored(store)) == n + 1


async def test_a_fault_in_a_batch_hits_only_the_guilty_caller(store: Store) -> None:
    gate = Gate(store)
    await gate.is_shut()

    def good(n: int) -> int:
        return n

    def write(n: int) -> "asyncio.Task[int]":
        def fn(session: Session) -> int:
            INSERT.run(session, id=number(n))
            if n % 10 == 3:
                raise RuntimeError(f"fault {n}")
            return good(n)

        return asyncio.ensure_future(store.write(fn))

    tasks = [write(n) for n in range(30)]
    gate.opened.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await gate.task
    for n, result in enumerate(results):
        if n % 10 == 3:
            assert isinstance(result, RuntimeError)
            assert str(result) == f"fault {n}"
        else:
            assert result == n
    assert await stored(store) == [number(n) for n in range(30) if n % 10 != 3]


async def test_a_statement_that_fails_does_not_spoil_its_batch(store: Store) -> None:
    gate = Gate(store)
    await gate.is_shut()
    tasks = [
        asyncio.ensure_future(store.write(row(n)))
        for n in (1, 2, 2, 3)  # the second 2 breaks the primary key
    ]
    gate.opened.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await gate.task
    assert [isinstance(result, Exception) for result in results] == [False, False, True, False]
    assert await stored(store) == [number(1), number(2), number(3)]


async def test_a_refusal_is_returned_and_spoils_nothing(store: Store) -> None:
    runs = []

    def refuse(_session: Session) -> str:
        runs.append(1)
        return "no-such-box"

    gate = Gate(store)
    await gate.is_shut()
    refused = asyncio.ensure_future(store.write(refuse))
    kept = asyncio.ensure_future(store.write(row(1)))
    gate.opened.set()
    assert (await refused, await kept) == ("no-such-box", 1)
    assert len(runs) == 1


async def test_a_full_queue_refuses_at_once(store: Store) -> None:
    gate = Gate(store)
    await gate.is_shut()
    waiting = [asyncio.ensure_future(store.write(row(n))) for n in range(LIMIT - 1)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await store.write(row(LIMIT))
    gate.opened.set()
    await asyncio.gather(*waiting)
    # There is room again, and nobody who was taken was lost.
    await store.write(row(LIMIT + 1))
    assert len(await stored(store)) == LIMIT


async def test_a_caller_that_left_is_ignored(store: Store) -> None:
    gate = Gate(store)
    await gate.is_shut()
    gone = asyncio.ensure_future(store.write(row(1)))
    stays = asyncio.ensure_future(store.write(row(2)))
    await asyncio.sleep(0)
    gone.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await gone
    gate.opened.set()
    assert await stays == 1
    assert await store.write(row(3)) == 1


async def test_shutdown_drains_what_was_taken_and_refuses_the_rest(settings: Settings) -> None:
    store = await Store.open(settings)
    gate = Gate(store)
    await gate.is_shut()
    taken = [asyncio.ensure_future(store.write(row(n))) for n in range(300)]
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(store.close())
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await store.write(row(999))
    gate.opened.set()
    await closing
    assert [await one for one in taken] == [1] * 300
    again = await Store.open(settings)
    assert len(await stored(again)) == 300
    await again.close()


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await store.read(row(1))
    assert await stored(store) == []


async def test_a_fault_in_a_read_hits_only_its_own_caller(store: Store) -> None:
    def fault(session: Session) -> int:
        return int(session.connection().exec_driver_sql("SELECT nonsense").scalar_one())

    results = await asyncio.gather(
        *(stored(store) for _ in range(10)),
        store.read(fault),
        *(stored(store) for _ in range(10)),
        return_exceptions=True,
    )
    assert [isinstance(result, Exception) for result in results] == [False] * 10 + [True] + [False] * 10
