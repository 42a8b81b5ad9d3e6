"""The writer thread: all waiting calls run in one transaction, are committed once, and only then answered.

A refusal is a return value and spoils no batch. It is committed like any other, so a function refuses before it writes,
or takes back what it wrote (a savepoint, as `boxes.create` does). An exception is a fault: the batch is rolled back,
and each of its calls runs again in a transaction of its own. Only the caller whose call fails again gets the exception.
Temporary faults (a row that another process holds, a disk without room for this one) are treated the same. Ancestor:
datasette's single write thread (`database.py`).
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Generic, TypeVar

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import RootTransaction
from sqlmodel import Session

from selfhelp.logs import log_fault
from selfhelp.store.durability import Checkpoints, HighWater, count_batch
from selfhelp.store.faults import Overloaded, driver_error, is_disconnect, is_passing
from selfhelp.store.statements import bind_driver

Asked = TypeVar("Asked")
Told = TypeVar("Told")

TRIES: Final = 3
PAUSE: Final = 0.05
"""Seconds before a batch that met a busy database is run again."""

REPLAY: Final = 10.0
"""Longest time a batch is replayed one by one, in seconds. The rest then get Overloaded, so that the queue moves on."""

_AUTOCHECKPOINT: Final = 10_000
"""Pages of WAL (40 MB) at which SQLite checkpoints by itself, in the middle of a commit: only if ours fails."""

_CHECKPOINT: Final = "checkpoint"


def after_commit_checkpoint(session: Session) -> None:
    """Request, from within a write, that SQLite's WAL be emptied after this commit: it must not keep deleted rows."""
    session.info[_CHECKPOINT] = True


class _CommitFailed(Exception):
    """COMMIT was sent and failed; whether it happened is not known."""


@dataclass(slots=True, eq=False)
class QueuedCall:
    """One queued call: the function, the key that orders it, and the future that its caller awaits. `outcome` is the
    answer: a result, or the exception that the call raised."""

    fn: Callable[[Session], Any]
    key: bytes
    future: "asyncio.Future[Any]"
    outcome: Any = None

    def answer(self) -> None:
        """Set the future's outcome, on the loop. A caller that has left is ignored."""
        if self.future.done():
            return
        if isinstance(self.outcome, BaseException):
            self.future.set_exception(self.outcome)
        else:
            self.future.set_result(self.outcome)


@dataclass(slots=True, frozen=True)
class Coalesced(Generic[Asked, Told]):
    """A call of the writer that PostgreSQL runs in a few statements with others of its kind: there each statement is a
    round trip to another process, which costs more than its work.

    `together` runs all that were `asked`, in the order of their keys; it returns what `alone` would have for each.
    """

    alone: Callable[[Session, Asked], Told]
    together: Callable[[Session, Sequence[Asked]], list[Told]]
    asked: Asked

    def __call__(self, session: Session) -> Told:
        """Run this one by itself."""
        return self.alone(session, self.asked)


def _flush_call(session: Session) -> None:
    """Flush a call's changes, and expire what it loaded before the next one."""
    if session.in_transaction():  # statements alone leave the session untouched
        session.flush()
        session.expunge_all()


class Writer:
    """Runs batches on one connection that nothing else uses."""

    def __init__(self, engine: Engine, highwater: HighWater) -> None:
        self._engine = engine
        self._dialect = engine.dialect.name
        self._highwater = highwater
        self._connection: Connection | None = None
        self._checkpoints = Checkpoints()
        self._has_begun = False  # BEGIN has succeeded: a later failure may be the fault of one call

    def run(self, jobs: list[QueuedCall]) -> None:
        """Commit them together; one by one when one of them fails."""
        if self._dialect == "postgresql":
            # Every process locks boxes in the order of their keys, so that they cannot deadlock.
            jobs.sort(key=lambda job: job.key)
        if self._is_done(jobs):
            return
        until = time.monotonic() + REPLAY
        for n, job in enumerate(jobs):
            if time.monotonic() > until:
                self._fail(jobs[n:], TimeoutError())
                return
            self._is_done([job])

    def _is_done(self, jobs: Sequence[QueuedCall]) -> bool:
        """Commit them together and set their outcomes, faults too; return False when one of several fails."""
        try:
            self._commit(jobs)
        except _CommitFailed as error:
            self._fail(jobs, error)
        except Exception as error:
            if len(jobs) > 1 and self._may_be_of_one(error):
                return False
            if is_passing(error):
                self._fail(jobs, error)
            else:
                jobs[0].outcome = error
        return True

    def _may_be_of_one(self, error: Exception) -> bool:
        return not is_passing(error) or (self._has_begun and not is_disconnect(error))

    def after(self) -> bool:
        """Checkpoint SQLite's WAL while nobody waits for an answer; return whether that must be tried again."""
        if self._dialect != "sqlite" or self._connection is None:
            return False
        return self._checkpoints.run(self._driver())

    def close(self) -> None:
        """Close the connection; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _commit(self, jobs: Sequence[QueuedCall]) -> None:
        """Run `jobs` in one transaction, again as a whole if the database was busy."""
        for left in reversed(range(TRIES)):
            try:
                self._transaction(jobs)
                return
            except Exception as error:
                if isinstance(error, _CommitFailed) or not is_passing(error) or not left:
                    raise
                if len(jobs) > 1 and self._may_be_of_one(error):
                    raise
                if isinstance(driver_error(error), LockNotAvailable):
                    raise  # it has waited long enough
                time.sleep(PAUSE)

    def _transaction(self, jobs: Sequence[QueuedCall]) -> None:
        self._has_begun = False
        try:
            driver = self._driver()
            assert self._connection is not None
            transaction = self._connection.begin()
            self._has_begun = True
            changes = driver.total_changes if self._dialect == "sqlite" else 0
            session = Session(bind=self._connection, autoflush=False, expire_on_commit=False)
            bind_driver(session, driver, self._dialect)
            try:
                self._run(session, jobs)
                count = count_batch(driver, self._dialect, changes)
            except BaseException:
                session.close()
                self._roll_back(transaction)
                raise
            if session.info.get(_CHECKPOINT):
                self._checkpoints.must_empty = True
            try:
                transaction.commit()
            except Exception as error:
                session.close()
                if is_disconnect(error) or not is_passing(error):
                    raise _CommitFailed from error
                transaction.rollback()  # refused for now (busy, serialization): certainly not committed
                raise
            session.close()
        except Exception as error:
            if isinstance(error, _CommitFailed) or is_disconnect(error):
                self.close()
            raise
        if count is not None:
            self._note(count)

    def _run(self, session: Session, jobs: Sequence[QueuedCall]) -> None:
        """Run them; on PostgreSQL adjacent calls of one kind together."""
        for together, some in groupby(jobs, self._together):
            alike = list(some)
            if together is None or len(alike) == 1:
                for job in alike:
                    job.outcome = job.fn(session)
                    _flush_call(session)
                continue
            asked = [job.fn.asked for job in alike]  # type: ignore[attr-defined]
            for job, outcome in zip(alike, together(session, asked), strict=True):
                job.outcome = outcome
            _flush_call(session)

    def _together(self, job: QueuedCall) -> Callable[[Session, Sequence[Any]], list[Any]] | None:
        return job.fn.together if self._dialect == "postgresql" and isinstance(job.fn, Coalesced) else None

    def _roll_back(self, transaction: RootTransaction) -> None:
        """Roll back; drop a connection that cannot even do that."""
        try:
            transaction.rollback()
        except Exception as error:
            log_fault(error, "rollback-failed")
            self.close()

    def _note(self, count: int) -> None:
        """Update the high-water file. The batch is committed: a fault here must not run it again."""
        try:
            self._highwater.write_count(count)
        except OSError as error:
            log_fault(error, "high-water-failed")

    def _driver(self) -> Any:
        """Return the driver's connection, opened at first use and again after a loss."""
        if self._connection is None:
            self._connection = self._engine.connect()
            driver: Any = self._connection.connection.dbapi_connection
            if self._dialect == "sqlite":
                driver.execute(f"PRAGMA wal_autocheckpoint = {_AUTOCHECKPOINT}")
            self._checkpoints.changes = 0
        return self._connection.connection.dbapi_connection

    @staticmethod
    def _fail(jobs: Sequence[QueuedCall], cause: BaseException) -> None:
        overloaded = Overloaded()
        overloaded.__cause__ = cause
        for job in jobs:
            job.outcome = overloaded
