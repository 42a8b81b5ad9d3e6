"""How much room there is left, for new boxes and for those that are there: by the disk, and by the operator's budget.

Below the first mark new boxes are refused, below the second nothing grows either. Edits that do not grow, and
deletions, are taken for as long as the disk takes them.
"""

import asyncio
import shutil
from typing import Final

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.http.problems import Problem
from selfhelp.logs import log_fault
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import sqlite_bytes

EVERY: Final = 60.0
"""Seconds between two looks at the size of a PostgreSQL database."""

POSTGRESQL_BYTES: Final = text("SELECT pg_database_size(current_database())")


class Capacity:
    """What the disk under the data folder and the budget for the database leave."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file = sqlite_file(settings)
        self._measured = 0

    def refuse_new(self) -> None:
        """Problem `overloaded` when there is no room for a new box."""
        if self._is_below(self._settings.low_disk, self._settings.budget_for_new):
            raise _no_room("new boxes")

    def refuse_growth(self) -> None:
        """Problem `overloaded` when there is no room for anything to grow."""
        if self.is_full:
            raise _no_room("anything that grows")

    @property
    def is_full(self) -> bool:
        """Whether nothing may grow."""
        return self._is_below(self._settings.full_disk, self._settings.database_budget)

    def _is_below(self, mark: int, budget: int) -> bool:
        disk = shutil.disk_usage(self._settings.data)
        if disk.free < self._settings.disk_bytes(mark, disk.total):
            return True
        return budget > 0 and (sqlite_bytes(self._file) if self._file else self._measured) > budget

    async def follow(self, store: Store, registry: CollectorRegistry) -> None:
        """On PostgreSQL, and with a budget: look at the size of the database for as long as the server runs."""
        if self._file or not self._settings.database_budget:
            return
        size = Gauge("selfhelp_database_bytes", "The PostgreSQL database.", registry=registry)
        while True:
            try:
                size.set(await self.measure(store))
            except Exception as error:
                log_fault(error, "size-unknown")
            await asyncio.sleep(EVERY)

    async def measure(self, store: Store) -> int:
        """Look at the size of the PostgreSQL database now; what it is."""
        self._measured = await store.read(database_bytes)
        return self._measured


def database_bytes(session: Session) -> int:
    """The size of the PostgreSQL database."""
    return int(session.connection().execute(POSTGRESQL_BYTES).scalar_one())


def _no_room(what: str) -> Problem:
    return Problem("overloaded", f"There is no room for {what} for now.", headers={"Retry-After": "3600"})
