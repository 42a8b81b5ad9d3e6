"""What the clock runs for the threads: what is over its time goes, and the rest is counted."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import Session, col

from selfhelp.boxes import Box, Eraser, Tombstones, month_of
from selfhelp.coach import coaches, queries, threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.tables import COACH, PERSON, REVOKED, Coach, Message, Thread, day_of
from selfhelp.store import Statement, Store

KEPT_FOR: Final = timedelta(days=30)
"""After the last message."""

KEPT_UNREAD_FOR: Final = timedelta(days=180)
"""After a last message that the other side has not read, and while the person waits for an answer."""

REVOKED_FOR: Final = timedelta(days=180)
"""A revoked coach is remembered for so long after the certificate's end, and can be told so."""

REVOKED_MONTHS: Final = 6
"""One who never had a certificate: from the month of the invitation."""

_THREAD: Final = (
    select(col(Thread.id), col(Thread.channel))
    .outerjoin(Message, (col(Message.thread) == col(Thread.id)) & (col(Message.seq) == col(Thread.seq)))
    .where(
        col(Thread.last_day) <= bindparam("read_before"),
        or_(
            col(Thread.last_day) <= bindparam("before"),
            and_(
                # Read is not answered.
                col(Thread.waits_since).is_(None),
                or_(
                    col(Message.direction).is_(None),
                    (col(Message.direction) == bindparam("person")) & (col(Thread.read_c) >= col(Thread.seq)),
                    (col(Message.direction) == bindparam("coach")) & (col(Thread.read_u) >= col(Thread.seq)),
                ),
            ),
        ),
    )
)
_OVER = Statement(_THREAD.order_by(col(Thread.id)))
_IS_OVER = Statement(_THREAD.where(col(Thread.id) == bindparam("box")).with_for_update(of=Thread))
_FORGOTTEN = Statement(
    select(col(Coach.id))
    .where(
        col(Coach.state) == bindparam("revoked"),
        or_(
            col(Coach.expires) <= bindparam("before"),
            col(Coach.expires).is_(None) & (col(Coach.created) <= bindparam("month")),
        ),
    )
    .order_by(col(Coach.id))
)
_TIED = Statement(select(col(Thread.id), col(Thread.channel)).where(col(Thread.channel).is_not(None)))
_HELD = Statement(select(col(Thread.channel)).where(col(Thread.id) == bindparam("box")).with_for_update())

ERASERS: Final[dict[type[Box], Eraser]] = {Thread: threads.erase, Coach: coaches.erase}
"""How each kind of box of this slice is erased; the replay of graves asks for it."""


async def retire_threads(store: Store, graves: Tombstones, bell: Notifier, now: datetime | None = None) -> int:
    """Erase the threads in which nothing was written for 30 days, or 180 when the last message was not read or the
    person waits for an answer (daily); how many."""
    moment = now or datetime.now(UTC)
    retired = 0
    for thread in await store.read(partial(_over, now=moment)):
        work = partial(_retire, thread=thread, now=moment, graves=graves, bell=bell)
        retired += await store.write(work, thread)
    return retired


async def untie_threads(store: Store, bell: Notifier) -> int:
    """Let no thread name a channel that is gone (daily); how many did."""
    untied = 0
    for thread in await store.read(partial(_orphans, bell=bell)):
        untied += await store.write(partial(_untie, thread=thread, bell=bell), thread)
    return untied


async def retire_coaches(store: Store, graves: Tombstones, now: datetime | None = None) -> int:
    """Forget the invitations that are over, and the coaches who were revoked long ago (daily); how many coaches."""
    moment = now or datetime.now(UTC)
    await store.write(partial(queries.over, now=moment))
    forgotten = await store.read(partial(_forgotten, now=moment))
    for coach in forgotten:
        await store.write(partial(_forget, coach=coach, graves=graves), coach)
    return len(forgotten)


def _days(now: datetime) -> dict[str, bytes | int | str | None]:
    return {
        "read_before": day_of(now - KEPT_FOR),
        "before": day_of(now - KEPT_UNREAD_FOR),
        "person": PERSON,
        "coach": COACH,
    }


def _over(session: Session, now: datetime) -> list[bytes]:
    return [row[0] for row in _OVER.all(session, **_days(now))]


def _retire(session: Session, thread: bytes, now: datetime, graves: Tombstones, bell: Notifier) -> bool:
    """Erase one thread, unless somebody wrote after all; whether it was erased."""
    row = _IS_OVER.first(session, box=thread, **_days(now))
    if row is None:
        return False
    threads.bury(session, thread, row[1], graves, bell)
    return True


def _orphans(session: Session, bell: Notifier) -> list[bytes]:
    return [thread for thread, channel in _TIED.all(session) if not bell.knows(session, channel)]


def _untie(session: Session, thread: bytes, bell: Notifier) -> bool:
    row = _HELD.first(session, box=thread)
    if row is None or row[0] is None or bell.knows(session, row[0]):
        return False
    threads.untie(session, thread)
    return True


def _forgotten(session: Session, now: datetime) -> list[bytes]:
    before, month = int((now - REVOKED_FOR).timestamp()), month_of(now) - REVOKED_MONTHS
    return [row[0] for row in _FORGOTTEN.all(session, revoked=REVOKED, before=before, month=month)]


def _forget(session: Session, coach: bytes, graves: Tombstones) -> None:
    coaches.erase(session, coach)
    graves.record(session, coach)
