"""`selfhelp nudges status`: counts of reminders. It tells nothing of a person, and writes nothing."""

import time
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select
from sqlmodel import SQLModel, col

from selfhelp.notify import tables
from selfhelp.notify.circuit_breakers import OPEN, PAUSED
from selfhelp.notify.tables import Channel, Nudge, Outbox, PushHost
from selfhelp.settings import Settings
from selfhelp.store.commands import reading

STATES: Final = (tables.ACTIVE, tables.PAUSED, tables.RESUBSCRIBE, tables.GONE)

HOUR: Final = 3_600
DAY: Final = 86_400
LATE: Final = 60
"""Seconds after its minute from which a reminder counts as late here; an alarm comes after five minutes."""

OPEN_IS_NEWS: Final = 3_600
"""Seconds after which an open circuit that no process has noted again is left out: its process is gone
(`circuit_breakers.TELL_AGAIN`)."""


class HostStatus(msgspec.Struct, frozen=True):
    """A push service that is left alone. `state`: *open* (it refuses this server's key) or *paused* (it asked)."""

    host: str
    state: str
    until: str


class LastAlarm(msgspec.Struct, frozen=True):
    """`host` is empty when no single push service is concerned."""

    reason: str
    host: str
    at: str


class PushStatus(msgspec.Struct, frozen=True):
    """The whole status, and the form of `--json`. Times are UTC."""

    at: str
    channels: dict[str, int]
    due_in_an_hour: int
    late: int
    outbox: int
    hosts: list[HostStatus]
    last_alarm: LastAlarm | None

    @property
    def a_day_ago(self) -> str:
        """In the form of the times above, which compare as strings."""
        return _iso(int(datetime.fromisoformat(self.at).timestamp()) - DAY)

    def __str__(self) -> str:
        channels = ", ".join(f"{self.channels[state]} {state}" for state in STATES)
        lines = [
            f"channels     {channels}",
            f"due          {self.due_in_an_hour} in the next hour",
            f"late         {self.late}",
            f"outbox       {self.outbox} waiting",
        ]
        for state, title in ((OPEN, "refused by"), (PAUSED, "paused by")):
            found = [host for host in self.hosts if host.state == state]
            said = [f"{host.host} until {host.until}" for host in found] or ["none"]
            lines += [f"{title if first == 0 else '':<13}{text}" for first, text in enumerate(said)]
        alarm = self.last_alarm
        said_last = f"{alarm.reason}{f' at {alarm.host}' if alarm.host else ''}, {alarm.at}" if alarm else "none"
        return "\n".join([*lines, f"last alarm   {said_last}"])


def status(settings: Settings) -> PushStatus:
    """Return the status in the settings' database. SQLAlchemyError if it is missing or has another version's schema."""
    with reading(settings) as connection:
        return read(connection, int(time.time()))


def read(connection: Connection, now: int) -> PushStatus:
    """Return the status as of `now`, in seconds since 1970, from one snapshot."""
    states = select(col(Channel.state), func.count()).group_by(col(Channel.state))
    by_state = {str(state): int(number) for state, number in connection.execute(states)}
    due, next_at = col(Outbox.due), col(Nudge.next_at)
    hour = (next_at >= now) & (next_at < now + HOUR), (due >= now) & (due < now + HOUR)
    late = next_at < now - LATE, due < now - LATE
    return PushStatus(
        at=_iso(now),
        channels={state: by_state.get(state, 0) for state in STATES},
        due_in_an_hour=_count(connection, Nudge, hour[0]) + _count(connection, Outbox, hour[1]),
        late=_count(connection, Nudge, late[0]) + _count(connection, Outbox, late[1]),
        outbox=_count(connection, Outbox),
        hosts=_left_alone(connection, now),
        last_alarm=_last_alarm(connection),
    )


def _count(connection: Connection, table: type[SQLModel], *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _left_alone(connection: Connection, now: int) -> list[HostStatus]:
    state, until = col(PushHost.state), col(PushHost.until)
    found = connection.execute(
        select(col(PushHost.host), state, until)
        .where(
            ((state == PAUSED) & (until > now)) | ((state == OPEN) & (until > now - OPEN_IS_NEWS)),
        )
        .order_by(col(PushHost.host))
    ).all()
    return [HostStatus(host, what, _iso(end)) for host, what, end in found]


def _last_alarm(connection: Connection) -> LastAlarm | None:
    found = connection.execute(
        select(col(PushHost.alarm), col(PushHost.host), col(PushHost.alarmed_at))
        .where(col(PushHost.alarm).is_not(None))
        .order_by(col(PushHost.alarmed_at).desc(), col(PushHost.host))
        .limit(1)
    ).first()
    return LastAlarm(found[0] or "", found[1], _iso(found[2])) if found else None


def _iso(moment: int | None) -> str:
    return datetime.fromtimestamp(moment or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
