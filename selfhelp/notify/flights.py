"""Tasks on their way, collected as they end: the slow do not hold up the quick."""

import asyncio
from collections.abc import Coroutine, Iterator
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

T = TypeVar("T")

GATHER: Final = 0.02
"""Seconds in which further ends are waited for after the first, so that they are dealt with together."""

ENOUGH: Final = 100
"""So many are not waited for."""


class Flights(Generic[T]):
    """Any number of tasks; leaving the `with` cancels those that have not ended."""

    def __init__(self) -> None:
        self._flying: set[asyncio.Task[T]] = set()
        self._landed: list[asyncio.Task[T]] = []
        self._some = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._flying:
            task.cancel()

    def __len__(self) -> int:
        """How many have not been handed out by `landed`."""
        return len(self._flying) + len(self._landed)

    def start(self, work: Coroutine[None, None, T]) -> None:
        """Set `work` on its way."""
        task = asyncio.create_task(work)
        self._flying.add(task)
        task.add_done_callback(self._land)

    async def landed(self, seconds: float) -> Iterator[T | BaseException]:
        """What has come of those that have ended, after the first of them or after `seconds`: a result or a fault."""
        try:
            await asyncio.wait_for(self._some.wait(), seconds)
            if len(self._landed) < ENOUGH:
                await asyncio.sleep(GATHER)
        except TimeoutError:
            pass
        landed, self._landed = self._landed, []
        self._some.clear()
        return (task.exception() or task.result() for task in landed)

    def _land(self, task: asyncio.Task[T]) -> None:
        self._flying.discard(task)
        self._landed.append(task)
        self._some.set()
