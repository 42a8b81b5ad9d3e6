"""`selfhelp nudges status`: counts of reminders. It tells nothing of a person, and writes nothing."""

import time
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, func, select

from selfhelp.boxes import DAY, HOUR
from selfhelp.notify import tables
from selfhelp.notify.circuit_breakers import OPEN, PAUSED
from selfhelp.notify.tables import Channel, Nudge, Outbox, PushHost
from selfhelp.settings import Settings
from selfhelp.store.commands import session_of

CHANNEL_STATES: Final = (tables.ACTIVE, tables.PAUSED, tables.RESUBSCRIBE, tables.GONE)

LATE_IN_STATUS: Final = 60
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
        """One day before `at`, in the same form, so that the two compare as strings."""
        return _iso(int(datetime.fromisoformat(self.at).timestamp()) - DAY)

    def __str__(self) -> str:
        channels = ", ".join(f"{self.channels[state]} {state}" for state in CHANNEL_STATES)
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
    """Return the status in the settings' database. Raises Stopped, as `session_of` does."""
    with session_of(settings) as session:
        return read(session, int(time.time()))


def read(session: Session, now: int) -> PushStatus:
    """Return the status as of `now`, in seconds since 1970, from one snapshot."""
    by_state = dict(session.exec(select(Channel.state, func.count()).group_by(Channel.state)).all())
    due, next_at = col(Outbox.due), col(Nudge.next_at)
    hour = (next_at >= now) & (next_at < now + HOUR), (due >= now) & (due < now + HOUR)
    late = next_at < now - LATE_IN_STATUS, due < now - LATE_IN_STATUS
    state, until = col(PushHost.state), col(PushHost.until)
    left_alone = ((state == PAUSED) & (until > now)) | ((state == OPEN) & (until > now - OPEN_IS_NEWS))
    hosts = session.exec(select(PushHost).where(left_alone).order_by(PushHost.host)).all()
    latest = (col(PushHost.alarmed_at).desc(), col(PushHost.host))
    alarm = session.exec(select(PushHost).where(col(PushHost.alarm).is_not(None)).order_by(*latest)).first()
    return PushStatus(
        at=_iso(now),
        channels={state: by_state.get(state, 0) for state in CHANNEL_STATES},
        due_in_an_hour=_count(session, Nudge, hour[0]) + _count(session, Outbox, hour[1]),
        late=_count(session, Nudge, late[0]) + _count(session, Outbox, late[1]),
        outbox=_count(session, Outbox),
        hosts=[HostStatus(host.host, host.state, _iso(host.until)) for host in hosts],
        last_alarm=LastAlarm(alarm.alarm or "", alarm.host, _iso(alarm.alarmed_at)) if alarm else None,
    )


def _count(session: Session, table: type[SQLModel], *where: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()


def _iso(moment: int | None) -> str:
    return datetime.fromtimestamp(moment or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
