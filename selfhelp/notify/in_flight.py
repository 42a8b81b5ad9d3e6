"""Messages on their way: so many at once, and what has come of them is collected as it comes: the slow do not hold up
the quick."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

W = TypeVar("W")
T = TypeVar("T")

GATHER: Final = 0.02
"""Seconds in which further ends are waited for after the first, so that they are dealt with together."""

ENOUGH: Final = 250
"""So many are not waited for: the others are carried meanwhile."""


class InFlight(Generic[W, T]):
    """At most `at_once` carriers that each take the next piece of work until there is none; leaving the `with` cancels
    those that have not ended. `faults` are the exceptions that pieces have ended with."""

    def __init__(self, carry: Callable[[W], Coroutine[None, None, T]], at_once: int) -> None:
        self.faults: list[Exception] = []
        self._carry = carry
        self._at_once = at_once
        self._waiting: deque[W] = deque()
        self._carriers: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._landed: list[T] = []
        self._enough = 0
        self._waiter: asyncio.Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for carrier in self._carriers:
            carrier.cancel()

    def __len__(self) -> int:
        """How many pieces have not been handed out by `landed`."""
        return self._under_way + len(self._landed)

    def start(self, work: Iterable[W]) -> None:
        """Set these on their way, in their order."""
        before = len(self._waiting)
        self._waiting.extend(work)
        self._under_way += len(self._waiting) - before
        for _ in range(min(len(self._waiting), self._at_once - len(self._carriers))):
            carrier = asyncio.create_task(self._fly())
            self._carriers.add(carrier)
            carrier.add_done_callback(self._carriers.discard)

    async def landed(self, seconds: float) -> list[T]:
        """What has come of those that have ended, after the first of them or after `seconds`."""
        await self._wait_for(1, seconds)
        if self._landed:
            await self._wait_for(ENOUGH, GATHER)
        landed, self._landed = self._landed, []
        return landed

    async def _wait_for(self, enough: int, seconds: float) -> None:
        """Until so many have landed, or all, or the time is over."""
        self._enough = enough
        if self._is_enough():
            return
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        timer = loop.call_later(seconds, self._wake)
        try:
            await self._waiter
        finally:
            timer.cancel()
            self._waiter = None

    def _is_enough(self) -> bool:
        return len(self._landed) >= self._enough or not self._under_way

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _fly(self) -> None:
        while self._waiting:
            work = self._waiting.popleft()
            try:
                what = await self._carry(work)
            except Exception as fault:
                self.faults.append(fault)
            else:
                self._landed.append(what)
            self._under_way -= 1
            if self._is_enough():
                self._wake()
