"""Prepare messages that are due soon, send those that are due, and store their results."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final, Self, TypeVar

from sqlmodel import Session

from selfhelp.notify import delivery, outbox
from selfhelp.notify.delivery import AddressedMessage, Delivery
from selfhelp.notify.outbox import DeliveryResult, LeasedMessage
from selfhelp.notify.prepare import ENOUGH, is_due, prepare
from selfhelp.notify.subscription import Composer
from selfhelp.store import Overloaded, Store

T = TypeVar("T")

MOST_HELD: Final = 1_000
"""Most messages under a lease at the same time: enough to send while the database is asked for more."""

FEWEST: Final = 50
"""Fewest results and messages that are stored and taken in one transaction, however slow the last one was."""

BUSY_TRIES: Final = 10
BUSY_PAUSE: Final = 1.0
"""How many times, and how many seconds apart, storing results is retried while the database is busy, within the lease's
last twenty seconds. What is given up then is sent once more, though the service has it."""

LAST: Final = b"\xff" * 16
"""Sorts `prepare` last in a batch: it locks many rows, and must not hold them while another call waits for a lock."""

LOOK_AGAIN: Final = 1.0
"""Seconds between two looks at what has come due while slow answers are awaited."""

STORE_AFTER: Final = 0.02
"""Seconds to wait for further answers after the first, so that their results are stored together."""

STORE_TOGETHER: Final = 250
"""Answers after which no others are waited for: sending goes on while they are stored (ADR 19)."""


def fitting(count: int, seconds: float) -> int:
    """Return how many results and messages the next transaction stores and takes, when `count` of them took the writer
    `seconds`: other writes wait for it."""
    return max(FEWEST, min(MOST_HELD, int(count * ENOUGH / max(seconds, 1e-6))))


def _timed(session: Session, work: Callable[[Session], T]) -> tuple[T, float]:
    """Return the result of `work`, and how many seconds it took."""
    began = time.perf_counter()
    return work(session), time.perf_counter() - began


@dataclass(eq=False)
class PushSender:
    """Prepares and sends messages and stores their results, with the keys, metrics and clocks of its delivery."""

    store: Store
    composer: Composer
    delivery: Delivery

    def __post_init__(self) -> None:
        self._fits = MOST_HELD
        self._looked = self.delivery.elapsed()
        self.circuits = self.delivery.circuits
        self.alarms = self.delivery.alarms

    def silent_for(self) -> float:
        """Return the seconds since `send` last looked at what is due; it also looks while it sends."""
        return self.delivery.elapsed() - self._looked

    def leave(self) -> None:
        """Take no more messages, and give back unsent those not on their way yet: the process is about to end."""
        self.delivery.is_leaving = True

    async def prepare(self) -> int:
        """Put everything that is due within ten minutes into the outbox; return how many nudges moved on.

        A failure is an alarm, because reminders would stay away without notice.
        """
        total, prepared = 0, 1
        now = datetime.fromtimestamp(self.delivery.clock(), UTC)
        try:
            while prepared and await self.store.read(partial(is_due, now=now)):
                work = partial(prepare, now=now, keys=self.delivery.keys, composer=self.composer)
                prepared = await self.store.write(work, LAST)
                total += prepared
        except Exception:
            self.alarms.sound("prepare-failed")
            raise
        self.delivery.metrics.prepared.inc(total)
        return total

    async def send(self) -> int:
        """Send everything that is due; return how many messages were taken out of the outbox.

        Messages are taken, and results stored, while others are on their way: a slow service delays only its own. A
        message whose sending fails unexpectedly stays in the outbox until its lease ends; the others go on, and the
        fault is raised at the end.
        """
        total = 0
        results: list[DeliveryResult] = []
        with InFlight(self.delivery) as flight:
            while True:
                some, rest = results[: self._fits], results[self._fits :]
                room = 0 if self.delivery.is_leaving else MOST_HELD - len(flight) - len(rest)
                messages, late = await self._exchange(some, room)
                total += len(messages)
                results = rest + flight.start(messages, self.delivery.elapsed())
                if not flight and not late and not results:
                    break
                if not rest:
                    results += await flight.results(LOOK_AGAIN)
        if flight.faults:
            raise flight.faults[0]
        return total

    async def _exchange(self, results: list[DeliveryResult], room: int) -> tuple[list[LeasedMessage], int]:
        """Store the results and take up to `room` more messages, in one transaction; return these, and how many were
        dropped as too late. Retry while the database is busy: results must not be lost."""
        for _ in range(BUSY_TRIES if results else 0):
            try:
                return await self._try_exchange(results, room)
            except Overloaded:  # repeated deadlocks, or a server that restarts
                await asyncio.sleep(BUSY_PAUSE)
        return await self._try_exchange(results, room)

    async def _try_exchange(self, results: list[DeliveryResult], room: int) -> tuple[list[LeasedMessage], int]:
        now = int(self.delivery.clock())
        self._looked = self.delivery.elapsed()
        if not results and (room <= 0 or not await self.store.read(partial(outbox.is_waiting, now=now))):
            return [], 0
        room = min(room, max(self._fits - len(results), FEWEST))
        work = partial(outbox.exchange, results=results, now=now, most=room)
        (messages, late), seconds = await self.store.write(partial(_timed, work=work))
        self._fits = fitting(len(results) + len(messages), seconds)
        if late:
            self.delivery.metrics.late.inc(late)
            self.alarms.sound("too-late", count=late)
        self.delivery.metrics.open.set(len(self.circuits.open_circuits()))
        return messages, late


class InFlight:
    """Messages that are delivered concurrently, by at most `AT_ONCE` tasks that each take one after the other (ADR 19);
    leaving the `with` cancels unfinished ones.

    Results are collected as they come. `faults` are the exceptions of failed deliveries.
    """

    def __init__(self, delivery: Delivery) -> None:
        self.faults: list[Exception] = []
        self._delivery = delivery
        self._waiting: deque[AddressedMessage] = deque()
        self._tasks: list[asyncio.Task[None]] = []
        self._under_way = 0
        self._results: list[DeliveryResult] = []
        self._came = asyncio.Event()
        self._many = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()

    def __len__(self) -> int:
        """Return how many have not been returned by `results`."""
        return self._under_way + len(self._results)

    def start(self, messages: Iterable[LeasedMessage], taken: float) -> list[DeliveryResult]:
        """Start to send those that have an address; return the results of the others.

        All addresses are read before anything is sent, because the same work in between costs more (ADR 19).
        """
        results: list[DeliveryResult] = []
        for message in messages:
            try:
                found = self._delivery.address(message, taken)
            except Exception as fault:
                self.faults.append(fault)
                continue
            if isinstance(found, AddressedMessage):
                self._waiting.append(found)
                self._under_way += 1
            else:
                results.append(found)
        self._tasks = [task for task in self._tasks if not task.done()]
        for _ in range(min(len(self._waiting), delivery.AT_ONCE - len(self._tasks))):
            self._tasks.append(asyncio.create_task(self._deliver()))
        return results

    async def results(self, seconds: float) -> list[DeliveryResult]:
        """Return the results of ended deliveries, soon after the first of them, or after `seconds`."""
        if self._under_way:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._came.wait()
        if self._under_way and self._results:
            with suppress(TimeoutError):
                async with asyncio.timeout(STORE_AFTER):
                    await self._many.wait()
        results, self._results = self._results, []
        self._came.clear()
        self._many.clear()
        return results

    async def _deliver(self) -> None:
        while self._waiting:
            try:
                result = await self._delivery.deliver(self._waiting.popleft())
            except Exception as fault:
                self.faults.append(fault)
            else:
                self._results.append(result)
            self._under_way -= 1
            self._came.set()
            if len(self._results) >= STORE_TOGETHER or not self._under_way:
                self._many.set()
