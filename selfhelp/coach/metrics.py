"""Metrics of coaches and threads. They tell nothing of a person."""

from datetime import UTC, datetime
from typing import Final

from prometheus_client import CollectorRegistry, Gauge

from selfhelp.coach import status
from selfhelp.store import Store

COUNT_EVERY: Final = 300
"""Seconds between two counts of the coaches. Threads are counted once a day: the figures may be read every few seconds,
and a fresh count would tell when a person wrote."""


class CoachMetrics:
    """The counts of `status.py` as gauges in `registry`, as of the last `count` and `count_threads`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._threads = Gauge("selfhelp_threads", "Threads between a person and coaches.", registry=registry)
        self._waiting = Gauge("selfhelp_threads_waiting", "Threads that wait for an answer.", registry=registry)
        self._oldest = Gauge("selfhelp_threads_oldest_days", "Days of the longest wait.", registry=registry)
        self._coaches = Gauge("selfhelp_coaches", "Coaches, by state.", ["state"], registry=registry)

    async def count(self, store: Store) -> None:
        """Count the coaches again."""
        for state, number in (await self._read(store)).coaches.items():
            self._coaches.labels(state).set(number)

    async def count_threads(self, store: Store) -> None:
        """Count the threads again."""
        found = await self._read(store)
        self._threads.set(found.threads)
        self._waiting.set(found.waiting)
        self._oldest.set(found.oldest)

    async def _read(self, store: Store) -> status.CoachStatus:
        return await store.read(lambda session: status.read(session, datetime.now(UTC)))
