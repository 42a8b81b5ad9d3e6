"""A reader thread: the reads that are waiting share one hop and one snapshot.

One hop a read costs 2.6 times an empty endpoint under load, gathered reads 1.3 times (measured).
"""

from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from selfhelp.store.faults import Overloaded, is_disconnect, is_passing
from selfhelp.store.statements import bind_driver
from selfhelp.store.writer import Fault, Job


class Reader:
    """Runs batches of reads on one connection that cannot write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def run(self, jobs: list[Job]) -> None:
        """Run them on one snapshot, again on a fresh connection when that one is gone."""
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
        """Let the connection go; the next batch opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _snapshot(self, jobs: list[Job]) -> None:
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
                        job.outcome = Fault(error)
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
            # Though there is nothing to commit: after a rollback psycopg forgets which statements it has prepared, and
            # PostgreSQL plans each anew, which takes it longer than to answer (ADR 3).
            if transaction.is_active:
                transaction.commit()
        finally:
            if transaction.is_active:
                transaction.rollback()

    @staticmethod
    def _fail(jobs: list[Job], error: BaseException) -> None:
        for job in jobs:
            job.outcome = Fault(Overloaded() if is_passing(error) else error)
