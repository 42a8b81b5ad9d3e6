"""`Store`: the two calls that everything above the database is written with."""

import asyncio
from collections.abc import Callable
from typing import Final, Self, TypeVar

from psycopg.errors import LockNotAvailable
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from selfhelp.settings import Settings
from selfhelp.store import checkpoints, epoch, in_use, migrate
from selfhelp.store.engine import database_url, keep_private, reading_engine, writing_engine
from selfhelp.store.faults import CannotOpen
from selfhelp.store.highwater import HighWater
from selfhelp.store.queue import Queue
from selfhelp.store.reader import Reader
from selfhelp.store.writer import Writer

T = TypeVar("T")

READERS: Final = 2
"""Reading threads: a second one, so that a long read does not hold up the short ones."""

HIGH_WATER_FILE: Final = "high-water"


class Store:
    """An open database. Belongs to the event loop in which it was opened.

    `fn` gets a `sqlmodel.Session` inside a transaction. It may run more than once, returns plain structs (never rows
    that are tied to the session), *returns* refusals, and raises only for faults.
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
        """Bring the schema up to date (under a lock), settle the log id, start the threads. Raises CannotOpen."""
        return cls(*await asyncio.to_thread(_prepare, settings))

    async def read(self, fn: Callable[[Session], T]) -> T:
        """`fn`'s result, from one snapshot that is not older than this call. Raises Overloaded."""
        return await self._reads.submit(fn)

    async def write(self, fn: Callable[[Session], T], key: bytes = b"") -> T:
        """`fn`'s result, after what it wrote is durable. `key` is the id of the one box that `fn` locks.

        Raises Overloaded when the queue is full, the store is closing or the database stays busy; after a commit that
        never answered, too: then it may have happened, and the caller should ask again.
        """
        return await self._writes.submit(fn, key)

    async def compact(self) -> None:
        """Rewrite the SQLite file so that neither deleted bytes nor the order of creation remain. Nothing on
        PostgreSQL, whose autovacuum does what can be done."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(checkpoints.vacuum, self._engines[0])

    async def checkpoint(self) -> None:
        """Empty SQLite's write-ahead log into the file."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(checkpoints.checkpoint, self._engines[0])

    async def bring_in(self) -> None:
        """Bring SQLite's write-ahead log into the file beside the writer, for a job that writes much: the writer would
        do so between two batches, while others wait."""
        if self.dialect == "sqlite":
            await asyncio.to_thread(checkpoints.bring_in, self._engines[0])

    async def close(self) -> None:
        """Refuse what comes, commit and answer what is waiting, then let the database go."""
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
        starting = writing_engine(url)
        in_use.share(starting)
        migrate.upgrade(starting)
        highwater = HighWater(settings.data / HIGH_WATER_FILE)
        epoch.settle(starting, settings, highwater)
        engine, read_engine = writing_engine(url, serving=True), reading_engine(url, serving=True)
        in_use.share(engine)
        in_use.share(read_engine)
        # From here on this one says that the database is in use: it stays in the pool.
        engine.connect().close()
        starting.dispose()
    except Exception as error:
        hold.close()
        if isinstance(error, OperationalError) and isinstance(error.orig, LockNotAvailable):
            raise CannotOpen(in_use.REPLACED) from error
        raise
    return engine, read_engine, highwater, hold
