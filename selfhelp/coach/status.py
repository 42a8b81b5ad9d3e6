"""Count coaching, for the operator's command line and the metrics. The counts tell nothing of a person."""

from datetime import UTC, date, datetime
from typing import Final

import msgspec
from sqlmodel import Session, col, func, select

from selfhelp.coach.coaches import is_active, unread_without
from selfhelp.coach.tables import ACTIVE, COACH_STATES, Coach, Thread

EXPIRED: Final = "expired"


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
