"""`Store`: the two calls to the database, their queue, and the reading thread.

All waiting calls run together: one hop and one transaction serve many callers. The count of calls under way is kept on
the event loop, so nothing here needs a lock.
"""

import asyncio
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Final, Self, TypeVar

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from selfhelp.logs import log_fault
from selfhelp.settings import Settings
from selfhelp.store import durability, epoch, in_use, migrate
from selfhelp.store.durability import HighWater
from selfhelp.store.engine import database_url, engine_of, keep_private, reading_engine, writing_engine
from selfhelp.store.faults import CannotOpen, Overloaded, is_disconnect, is_passing
from selfhelp.store.statements import bind_driver
from selfhelp.store.writer import QueuedCall, Writer

T = TypeVar("T")

LIMIT: Final = 1_000
"""Most calls under way; further ones are refused."""

GATHER: Final = 256
"""Most calls that share one transaction; limits how long the first of them waits for the last."""

READERS: Final = 2
"""Reading threads: two, so that a long read does not delay the short ones."""

HIGH_WATER_FILE: Final = "high-water"


class Reader:
    """Runs batches of reads on one connection that cannot write: waiting reads share one hop and one snapshot.

    One hop a read costs 2.6 times an empty endpoint under load, batched reads 1.3 times (measured).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def run(self, jobs: list[QueuedCall]) -> None:
        """Run them on one snapshot; if the connection is gone, again on a fresh one."""
        try:
            self._snapshot(jobs)
        except Exception as error:
            if not is_disconnect(error):
                self._fail(jobs, error)
                return
            self.close()
            try:
                self._snapshot(jobs)  # on a fresh connection
            except Exception as again:
                self.close()
                self._fail(jobs, again)

    def after(self) -> bool:
        """Do nothing: a read leaves nothing to do."""
        return False

    def close(self) -> None:
        """Close the connection; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _snapshot(self, jobs: list[QueuedCall]) -> None:
        if self._connection is None:
            self._connection = self._engine.connect()
        driver: Any = self._connection.connection.dbapi_connection
        transaction = self._connection.begin()
        try:
            with Session(bind=self._connection, autoflush=False) as session:
                bind_driver(session, driver, self._engine.dialect.name)
                for n, job in enumerate(jobs):
                    try:
                        job.outcome = job.fn(session)
                    except Exception as error:
                        job.outcome = error
                        if self._engine.dialect.name == "postgresql":
                            # A failed statement ends a PostgreSQL transaction: the others begin a new one.
                            if is_disconnect(error):
                                raise
                            transaction.rollback()
                            if rest := jobs[n + 1 :]:
                                self._snapshot(rest)
                            return
                    if session.in_transaction():
                        session.expunge_all()
            # Commit, though there is nothing to commit: after a rollback psycopg forgets its prepared statements, and
            # PostgreSQL plans each again, which takes it longer than to answer (ADR 3).
            if transaction.is_active:
                transaction.commit()
        finally:
            if transaction.is_active:
                transaction.rollback()

    @staticmethod
    def _fail(jobs: list[QueuedCall], error: BaseException) -> None:
        for job in jobs:
            job.outcome = Overloaded() if is_passing(error) else error


class Queue:
    """A queue in front of one or more threads, each with its own reader or writer.

    Its `run` sets the outcome of every job and never raises because of one. `after` does work after the callers have
    been answered, and returns whether some of it is left.

    `under_way` counts waiting and running calls; `done`, `batches`, `refused` and `failed` count since the start.
    """

    def __init__(self, name: str, make: Callable[[], Reader | Writer], threads: int = 1) -> None:
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[QueuedCall | None] = SimpleQueue()
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
        """Queue `fn`; return a future of its result. Raises Overloaded when the queue is full or closing."""
        if self._closing or self.under_way >= LIMIT:
            self.refused += 1
            raise Overloaded
        self.under_way += 1
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(QueuedCall(fn, key, future))
        return future

    async def close(self) -> None:
        """Refuse new calls, run and answer the waiting ones, stop the threads."""
        self._closing = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        await asyncio.sleep(0)  # the last answers are already scheduled on this loop

    def _serve(self, worker: Reader | Writer) -> None:
        open_ = True
        is_left = False
        while open_:
            try:
                first = self._jobs.get(timeout=durability.AGAIN if is_left else None)
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
    def _after(worker: Reader | Writer) -> bool:
        """Run `after`; a fault in it must not end the thread, which all callers need."""
        try:
            return worker.after()
        except Exception as error:
            log_fault(error, "after-batch-failed")
            return False

    def _answer(self, jobs: list[QueuedCall]) -> None:
        self.under_way -= len(jobs)
        self.done += len(jobs)
        self.batches += 1
        for job in jobs:
            self.failed += isinstance(job.outcome, BaseException)
            job.answer()


class Store:
    """An open database. It belongs to the event loop in which it was opened.

    `fn` gets a `sqlmodel.Session` inside a transaction. It may run more than once, returns plain structs (never rows
    bound to the session), *returns* refusals, and raises only for faults. It refuses before it writes: what it has
    written by then is committed.
    """

    def __init__(self, write_engine: Engine, read_engine: Engine, highwater: HighWater, hold: in_use.Hold) -> None:
        self.dialect = write_engine.dialect.name
        self._engines = (write_engine, read_engine)
        self._hold = hold
        self._highwater = highwater
        self._reads = Queue("reader", lambda: Reader(read_engine), READERS)
        self._writes = Queue("writer", lambda: Writer(write_engine, highwater))
        self.queues = (("reader", self._reads), ("writer", self._writes))

    @classmethod
    async def open(cls, settings: Settings) -> Self:
        """Upgrade the schema (under a lock), check the log id, start the threads. Raises CannotOpen."""
        return cls(*await asyncio.to_thread(_prepare, settings))

    async def read(self, fn: Callable[[Session], T]) -> T:
        """Return `fn`'s result, from one snapshot that is not older than this call. Raises Overloaded."""
        return await self._reads.submit(fn)

    async def write(self, fn: Callable[[Session], T], key: bytes = b"") -> T:
        """Return `fn`'s result, once its writes are durable. `key` is the id of the one box that `fn` locks.

        Raises Overloaded when the queue is full, the store is closing or the database stays busy; also after a commit
        that was never answered: it may have happened, and the caller should ask again.
        """
        return await self._writes.submit(fn, key)

    async def compact(self) -> None:
        """Rewrite the SQLite file so that neither deleted bytes nor the order of creation remain. Nothing on
        PostgreSQL, whose autovacuum does what can be done."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(durability.vacuum, self._engines[0])

    async def checkpoint(self) -> None:
        """Checkpoint and empty SQLite's write-ahead log."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(durability.checkpoint, self._engines[0])

    async def checkpoint_passively(self) -> None:
        """Checkpoint SQLite's write-ahead log beside the writer, for a job that writes much: the writer would do it
        between two batches, while others wait."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(durability.checkpoint_passively, self._engines[0])

    async def close(self) -> None:
        """Refuse new calls, commit and answer the waiting ones, then close the database."""
        await self._writes.close()
        await self._reads.close()
        self._highwater.close()
        for engine in self._engines:
            engine.dispose()
        self._hold.close()


def _prepare(settings: Settings) -> tuple[Engine, Engine, HighWater, in_use.Hold]:
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    hold = in_use.Hold(settings.data)
    try:
        keep_private(settings)
        url = database_url(settings)
        with engine_of(settings, writes=True) as starting:
            in_use.share(starting)
            migrate.upgrade(starting)
            highwater = HighWater(settings.data / HIGH_WATER_FILE)
            epoch.check_epoch(starting, settings, highwater)
            engine, read_engine = writing_engine(url, serving=True), reading_engine(url, serving=True)
            in_use.share(engine)
            in_use.share(read_engine)
            # From here on this connection marks the database as in use: it stays in the pool.
            engine.connect().close()
    except Exception as error:
        hold.close()
        if isinstance(error, OperationalError) and isinstance(error.orig, LockNotAvailable):
            raise CannotOpen(in_use.REPLACED) from error
        raise
    return engine, read_engine, highwater, hold
