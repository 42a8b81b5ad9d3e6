"""What the courier's own watchman does: sees whether work is left lying, and writes down what an operator may ask for.

Written is what changed, never a message: a row a push service (`tables.PushHost`), and nothing while all is well.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify.circuit_breakers import FINE, CircuitBreakers
from selfhelp.notify.metrics import LATE, Alarm, Alarms, Metrics
from selfhelp.notify.tables import Nudge, Outbox, PushHost
from selfhelp.store import Statement, Store

KEPT: Final = 30 * 86_400
"""Seconds after which what was noted is no news to anybody."""

SILENT_AT_MOST: Final = 120.0
"""Seconds. A courier looks every second; one that has not for so long hangs, or nobody runs it any more."""

_FIRST_DUE = Statement(select(func.min(col(Nudge.next_at))))
_FIRST_TO_SEND = Statement(select(func.min(col(Outbox.not_before))))
_OUTBOX = Statement(select(func.count(col(Outbox.not_before))))
_ROW: Final = col(PushHost.host) == bindparam("name")
_MAKE = Statement(
    insert(PushHost).values(host=bindparam("name"), state=literal_column(f"'{FINE}'"), noted=bindparam("now")),
    " ON CONFLICT (host) DO NOTHING",
)
_STATE = Statement(
    update(PushHost)
    .where(_ROW)
    .values(state=bindparam("new_state"), until=bindparam("new_until"), noted=bindparam("now"))
)
_ALARM = Statement(
    update(PushHost).where(_ROW).values(alarm=bindparam("reason"), alarmed_at=bindparam("at"), noted=bindparam("now"))
)
_FORGET = Statement(
    delete(PushHost).where(
        (col(PushHost.noted) < bindparam("old"))
        | ((col(PushHost.state) == literal_column(f"'{FINE}'")) & col(PushHost.alarm).is_(None))
    )
)


class BacklogMonitor:
    """One process's. `clock` gives seconds since 1970, `silent_for` those since its courier has looked."""

    def __init__(
        self,
        store: Store,
        hosts: CircuitBreakers,
        alarms: Alarms,
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
        silent_for: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._store = store
        self._hosts = hosts
        self._alarms = alarms
        self._metrics = metrics
        self._clock = clock
        self._silent_for = silent_for
        self._suspects: set[str] = set()

    @property
    def is_well(self) -> bool:
        """Whether the courier looks at what is due, by a clock that nobody can set."""
        return self._silent_for() <= SILENT_AT_MOST

    async def look(self) -> None:
        """Sound an alarm for work that is left lying, and write down what changed."""
        now = int(self._clock())
        due, to_send, ready = await self._store.read(
            lambda session: (_oldest(_FIRST_DUE, session), _oldest(_FIRST_TO_SEND, session), _oldest(_OUTBOX, session))
        )
        self._metrics.outbox.set(ready or 0)
        self._metrics.overdue.set(max(now - to_send, 0) if to_send is not None else 0)
        found = {
            reason
            for reason, first in (("prepare-behind", due), ("outbox-stuck", to_send))
            if first is not None and first < now - LATE
        }
        if not self.is_well:
            found.add("courier-silent")
        # At two looks in a row: when the clock was set forward, or the machine slept, all is late for a moment.
        for reason in sorted(found & self._suspects):
            self._alarms.sound(reason)
        self._suspects = found
        await self.write_down()

    async def write_down(self) -> None:
        """What changed since the last time, if anything did."""
        states, alarms = self._hosts.news(), self._alarms.news()
        if states or alarms:
            await self._store.write(partial(_write_down, states=states, alarms=alarms, now=int(self._clock())))


def _oldest(statement: Statement, session: Session) -> int | None:
    found = statement.first(session)
    return None if found is None else found[0]


def _write_down(session: Session, states: Sequence[tuple[str, str, float]], alarms: Sequence[Alarm], now: int) -> None:
    # In the order of the names: two couriers that write about the same services do not wait for each other in a circle.
    for origin, state, seconds in sorted(states):
        host = origin.removeprefix("https://")
        until = None if state == FINE else int(now + seconds) + 1
        if _STATE.run(session, name=host, new_state=state, new_until=until, now=now) or state == FINE:
            continue
        _MAKE.run(session, name=host, now=now)
        _STATE.run(session, name=host, new_state=state, new_until=until, now=now)
    for alarm in sorted(alarms, key=lambda alarm: alarm.host):
        _MAKE.run(session, name=alarm.host, now=now)
        _ALARM.run(session, name=alarm.host, reason=alarm.reason, at=alarm.at, now=now)
    _FORGET.run(session, old=now - KEPT)
