"""How work crosses from the event loop to a database thread and back.

Whatever is waiting crosses together: one hop and one transaction serve many callers. The count of what is under way
lives on the loop, so nothing here needs a lock.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlmodel import Session

from selfhelp.logs import log_fault

T = TypeVar("T")
Asked = TypeVar("Asked")
Told = TypeVar("Told")

LIMIT: Final = 1_000
"""Calls under way before a further one is refused."""

GATHER: Final = 256
"""The most calls that share one transaction; bounds how long the first of them waits for the last."""


AGAIN: Final = 1.0
"""Seconds after which an idle thread takes up again what was left."""


class Overloaded(Exception):
    """The store cannot take this now: queue full, closing, or the database stayed busy. `retry_after` is in seconds."""

    retry_after: int = 2


class Job:
    """One call on its way: the function, the key that orders it, and the future that its caller awaits."""

    __slots__ = ("fn", "future", "key", "outcome")

    def __init__(self, fn: Callable[[Session], Any], key: bytes, future: "asyncio.Future[Any]") -> None:
        self.fn = fn
        self.key = key
        self.future = future
        self.outcome: Any = None  # what to answer: a result, or a Fault

    def answer(self) -> None:
        """Hand the outcome over, on the loop. A caller who has left is not waited for."""
        if self.future.done():
            return
        if isinstance(self.outcome, Fault):
            self.future.set_exception(self.outcome.error)
        else:
            self.future.set_result(self.outcome)


@dataclass(slots=True, frozen=True)
class Coalesced(Generic[Asked, Told]):
    """A call of the writer that PostgreSQL does in a few statements with others of its kind: there each statement is a
    message to another process and back, which costs more than what it does.

    `together` does all that were `asked`, in the order of their keys; it returns what `alone` would have for each.
    """

    alone: Callable[[Session, Asked], Told]
    together: Callable[[Session, Sequence[Asked]], list[Told]]
    asked: Asked

    def __call__(self, session: Session) -> Told:
        """This one by itself."""
        return self.alone(session, self.asked)


class Fault:
    """An outcome that is an exception."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error


class Worker(Protocol):
    """What a database thread does. `run` sets every job's outcome; it never raises on account of one."""

    def run(self, jobs: list[Job]) -> None:
        """Do all of `jobs` in one transaction and set the outcome of each."""

    def after(self) -> bool:
        """Work that callers need not wait for, done once they have been answered. True: some is left, ask again."""

    def close(self) -> None:
        """Let the connection go; nothing is run afterwards."""


class Queue:
    """A queue in front of one or more threads, each with a worker of its own.

    `under_way` is what waits or is being done now; `done`, `batches`, `refused` and `failed` count since the start.
    """

    def __init__(self, name: str, make: Callable[[], Worker], threads: int = 1) -> None:
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._closing = False
        self.under_way = 0
        self.done = self.batches = self.refused = self.failed = 0
        self._threads = [
            threading.Thread(target=self._serve, args=(make(),), name=f"{name}-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[[Session], T], key: bytes = b"") -> "asyncio.Future[T]":
        """Queue `fn`; a future of its result. Raises Overloaded when the queue is full or closing."""
        if self._closing or self.under_way >= LIMIT:
            self.refused += 1
            raise Overloaded
        self.under_way += 1
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(Job(fn, key, future))
        return future

    async def close(self) -> None:
        """Refuse what comes, finish what is waiting, answer it, stop the threads."""
        self._closing = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        await asyncio.sleep(0)  # the last answers are already scheduled on this loop

    def _serve(self, worker: Worker) -> None:
        open_ = True
        is_left = False
        while open_:
            try:
                first = self._jobs.get(timeout=AGAIN if is_left else None)
            except Empty:
                is_left = self._after(worker)
                continue
            if first is None:
                break
            jobs = [first]
            while len(jobs) < GATHER:
                try:
                    job = self._jobs.get_nowait()
                except Empty:
                    break
                if job is None:
                    open_ = False
                    break
                jobs.append(job)
            worker.run(jobs)
            self._loop.call_soon_threadsafe(self._answer, jobs)
            is_left = self._after(worker)
        worker.close()

    @staticmethod
    def _after(worker: Worker) -> bool:
        """What goes wrong when nobody waits for it must not end the thread that everybody waits for."""
        try:
            return worker.after()
        except Exception as error:
            log_fault(error, "after-batch-failed")
            return False

    def _answer(self, jobs: list[Job]) -> None:
        self.under_way -= len(jobs)
        self.done += len(jobs)
        self.batches += 1
        for job in jobs:
            self.failed += isinstance(job.outcome, Fault)
            job.answer()
