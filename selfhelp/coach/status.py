"""Counts of coaching, for the operator's command line and the metrics. They tell nothing of a person."""

from datetime import UTC, date, datetime
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, Gauge
from sqlmodel import Session, col, func, select

from selfhelp.coach.coaches import is_active, unread_without
from selfhelp.coach.tables import ACTIVE, COACH_STATES, Coach, Thread
from selfhelp.store import Store

EXPIRED: Final = "expired"
COUNT_EVERY: Final = 300
"""Seconds between two counts of the coaches for the metrics. Threads are counted once a day: the figures may be read
every few seconds, and a fresh count would tell when a person wrote."""


class CoachStatus(msgspec.Struct, frozen=True):
    """`coaches` by state, and *expired* for active ones whose certificate is over; `oldest` is the longest wait for an
    answer, in days. `unread` counts waiting threads that no active coach can read: they are in nobody's inbox."""

    threads: int
    waiting: int
    oldest: int
    unread: int
    coaches: dict[str, int]


def read(session: Session, now: datetime) -> CoachStatus:
    """Return the counts as of `now`, from one snapshot."""
    waits = col(Thread.waits_since)
    threads, waiting, first = session.exec(select(func.count(), func.count(waits), func.min(waits))).one()
    without_reader = select(func.count()).select_from(Thread).where(waits.is_not(None), unread_without(b"", now))
    unread = session.exec(without_reader).one()
    coaches = dict.fromkeys((*COACH_STATES, EXPIRED), 0)
    for state, expires in session.exec(select(Coach.state, Coach.expires)):
        coaches[EXPIRED if state == ACTIVE and not is_active(state, expires, now) else state] += 1
    oldest = (now.astimezone(UTC).date() - date.fromisoformat(first)).days if first else 0
    return CoachStatus(threads, waiting, max(oldest, 0), unread, coaches)


class CoachMetrics:
    """The same numbers as gauges in `registry`, as of the last `count` and `count_threads`."""

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

    async def _read(self, store: Store) -> CoachStatus:
        return await store.read(lambda session: read(session, datetime.now(UTC)))
