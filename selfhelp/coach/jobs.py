"""Scheduled jobs of the threads: erase what has expired, and untie deleted channels."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import delete
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from selfhelp.boxes import Box, Eraser, Tombstones, erase_overdue, month_of
from selfhelp.coach import coaches, threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.tables import FROM_COACH, FROM_PERSON, REVOKED, Coach, CoachInvitation, Message, Thread, day_of
from selfhelp.store import Store

KEPT_FOR: Final = timedelta(days=30)
"""How long a thread is kept after its last message."""

KEPT_UNREAD_FOR: Final = timedelta(days=180)
"""How long a thread is kept whose last message the other side has not read, or whose person waits for an answer."""

REVOKED_FOR: Final = timedelta(days=180)
"""How long a revoked coach is kept after the certificate's end, and can be told so."""

REVOKED_MONTHS: Final = 6
"""How many months a revoked coach who never had a certificate is kept, from the month of the invitation."""

ERASERS: Final[dict[type[Box], Eraser]] = {Thread: threads.erase, Coach: coaches.erase}
"""How each kind of box of this slice is erased, for the replay of tombstones."""


async def erase_expired_threads(store: Store, tombstones: Tombstones, notifier: Notifier, now: datetime) -> int:
    """Erase threads without a new message for 30 days, or 180 when the last one was not read or the person waits for an
    answer (daily); return how many."""

    def erase(session: Session, thread: bytes) -> None:
        threads.end(session, session.get_one(Thread, thread), notifier.cancel)

    last = (col(Message.thread) == col(Thread.id)) & (col(Message.seq) == col(Thread.seq))
    over = select(Thread.id).outerjoin(Message, last).where(_is_over(now))
    return await erase_overdue(store, Thread, over, tombstones, erase)


async def untie_threads(store: Store, notifier: Notifier) -> int:
    """Untie threads from channels that are gone (daily); return how many."""
    untied = 0
    for thread in await store.read(partial(_orphans, notifier=notifier)):
        untied += await store.write(partial(_untie, thread=thread, notifier=notifier), thread)
    return untied


async def erase_revoked_coaches(store: Store, tombstones: Tombstones, now: datetime) -> int:
    """Delete expired invitations and coaches revoked long ago (daily); return how many coaches."""
    expired = delete(CoachInvitation).where(col(CoachInvitation.until) <= int(now.timestamp()))
    await store.write(lambda session: session.exec(expired).rowcount)
    before, month = int((now - REVOKED_FOR).timestamp()), month_of(now) - REVOKED_MONTHS
    is_long_ago = or_(col(Coach.expires) <= before, col(Coach.expires).is_(None) & (col(Coach.created) <= month))
    gone = select(Coach.id).where(Coach.state == REVOKED, is_long_ago)
    return await erase_overdue(store, Coach, gone, tombstones, coaches.erase)


def _is_over(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a Thread, joined to its last Message, has expired."""
    is_answered = or_(
        col(Message.direction).is_(None),
        (col(Message.direction) == FROM_PERSON) & (col(Thread.read_c) >= col(Thread.seq)),
        (col(Message.direction) == FROM_COACH) & (col(Thread.read_u) >= col(Thread.seq)),
    )
    # A message that was read may still wait for its answer.
    is_done = col(Thread.waits_since).is_(None) & is_answered
    return and_(
        col(Thread.last_day) <= day_of(now - KEPT_FOR),
        or_(col(Thread.last_day) <= day_of(now - KEPT_UNREAD_FOR), is_done),
    )


def _orphans(session: Session, notifier: Notifier) -> list[bytes]:
    tied = session.exec(select(Thread.id, Thread.channel).where(col(Thread.channel).is_not(None)))
    return [thread for thread, channel in tied if channel is not None and not notifier.exists(session, channel)]


def _untie(session: Session, thread: bytes, notifier: Notifier) -> bool:
    found = session.get(Thread, thread, with_for_update=True)
    if found is None or found.channel is None or notifier.exists(session, found.channel):
        return False
    threads.untie(session, found)
    return True
