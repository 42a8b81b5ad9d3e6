"""A transaction that is held open in the middle of a test."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlmodel import Session

from tests.patience import PATIENCE

T = TypeVar("T")


class Held:
    """A write of which the work is done and the commit waits until `let_go`."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._go = threading.Event()

    def around(self, work: Callable[[Session], T]) -> Callable[[Session], T]:
        def slowly(session: Session) -> T:
            result = work(session)
            self._done.set()
            self._go.wait(PATIENCE)
            return result

        return slowly

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._done.wait, PATIENCE)

    def let_go(self) -> None:
        self._go.set()


@contextmanager
def held() -> Iterator[Held]:
    one = Held()
    try:
        yield one
    finally:
        one.let_go()
