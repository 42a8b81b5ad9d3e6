"""Check whether work is overdue, and store what an operator may ask for.

It writes one row for each push service whose state changed (`tables.PushHost`), and nothing while all is well.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from selfhelp.boxes import DAY
from selfhelp.notify.circuit_breakers import FINE, CircuitBreakers
from selfhelp.notify.metrics import LATE_ALARM, Alarm, Alarms, PushMetrics
from selfhelp.notify.tables import Nudge, Outbox, PushHost
from selfhelp.store import Store, insert_new

HOSTS_KEPT: Final = 30 * DAY
"""Seconds after which the row of a push service is deleted."""

SILENT_AT_MOST: Final = 120.0
"""Seconds. `send` looks every second; after so long without a look it hangs, or nothing runs it any more."""


@dataclass(eq=False)
class BacklogMonitor:
    """The monitor of one process. `clock` gives seconds since 1970, `silent_for` those since `send` last looked."""

    store: Store
    circuits: CircuitBreakers
    alarms: Alarms
    metrics: PushMetrics
    clock: Callable[[], float] = time.time
    silent_for: Callable[[], float] = lambda: 0.0

    def __post_init__(self) -> None:
        self._suspects: set[str] = set()

    @property
    def is_well(self) -> bool:
        """Whether `send` still looks at what is due, by a clock that nobody can set."""
        return self.silent_for() <= SILENT_AT_MOST

    async def look(self) -> None:
        """Sound an alarm for overdue work, and store what changed."""
        now = int(self.clock())
        due, to_send, ready = await self.store.read(_look)
        self.metrics.outbox.set(ready)
        self.metrics.overdue.set(max(now - to_send, 0) if to_send is not None else 0)
        found = {
            reason
            for reason, first in (("prepare-behind", due), ("outbox-stuck", to_send))
            if first is not None and first < now - LATE_ALARM
        }
        if not self.is_well:
            found.add("courier-silent")
        # Only at two looks in a row: when the clock was set forward, or the machine slept, all is late for a moment.
        for reason in sorted(found & self._suspects):
            self.alarms.sound(reason)
        self._suspects = found
        await self.write_down()

    async def write_down(self) -> None:
        """Store what changed since the last time, if anything did."""
        states, alarms = self.circuits.news(), self.alarms.news()
        if states or alarms:
            await self.store.write(partial(_write_down, states=states, alarms=alarms, now=int(self.clock())))


def _look(session: Session) -> tuple[int | None, int | None, int]:
    """Return when the oldest nudge was due, when the oldest message was to be sent, and how many messages there are."""
    due = session.exec(select(func.min(Nudge.next_at))).one()
    to_send, ready = session.exec(select(func.min(Outbox.not_before), func.count(col(Outbox.not_before)))).one()
    return due, to_send, ready


def _write_down(session: Session, states: Sequence[tuple[str, str, float]], alarms: Sequence[Alarm], now: int) -> None:
    # In the order of the names, so that two processes that write about the same services cannot deadlock.
    for origin, state, seconds in sorted(states):
        until = None if state == FINE else int(now + seconds) + 1
        _note(session, origin.removeprefix("https://"), make=state != FINE, state=state, until=until, noted=now)
    for alarm in sorted(alarms, key=lambda alarm: alarm.host):
        _note(session, alarm.host, make=True, alarm=alarm.reason, alarmed_at=alarm.at, noted=now)
    is_over = (col(PushHost.state) == FINE) & col(PushHost.alarm).is_(None)
    session.exec(delete(PushHost).where((col(PushHost.noted) < now - HOSTS_KEPT) | is_over))


def _note(session: Session, host: str, *, make: bool, **values: Any) -> None:
    """Change the row of a push service; make it if it is missing and `make` says so."""
    change = update(PushHost).where(col(PushHost.host) == host).values(values)
    if session.exec(change).rowcount == 0 and make:
        made = insert_new(session, PushHost(host=host, **{"state": FINE} | values))
        if not made:  # Another process made it just now.
            session.exec(change)
