"""What a coach sees and does: the inbox, a thread of it, an answer, and that it was read."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select, tuple_, update
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest
from selfhelp.coach import messages, notes, threads
from selfhelp.coach.access import Held, Seen, hold, look
from selfhelp.coach.coaches import admitted
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.refusal import Refused
from selfhelp.coach.schema import MAX_LINES, AnswerIn, CoachThreadOut, Inbox, InboxLine
from selfhelp.coach.tables import Envelope, Opening, Thread
from selfhelp.store import PageStatement, Statement

_DATE: Final = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_CURSOR: Final = re.compile(f"(?:w{_DATE}|r){_DATE}([0-9a-f]{{32}})")

# An expression, by which SQLite cannot look a thread up: it would gather the coach's envelopes and sort their threads.
_ITS_THREAD: Final = func.coalesce(col(Thread.id), col(Thread.id))
# In the order of the fields of an InboxLine.
_LINES: Final = (
    select(
        col(Thread.id),
        *(col(column) for column in (Envelope.sealed, Thread.seq, Thread.read_c, Thread.read_u)),
        *(col(column) for column in (Thread.waits_since, Thread.last_day, Thread.answered_by)),
        *(col(column) for column in (Opening.sealed, Thread.last_note)),
    )
    .join(Envelope, col(Envelope.thread) == _ITS_THREAD)
    .outerjoin(Opening, col(Opening.thread) == col(Thread.id))
    .where(col(Envelope.coach) == bindparam("coach"))
)
_OPENING: Final = 8
"""Its place among the columns."""
_REST: Final[tuple[Any, Any]] = (bindparam("day"), bindparam("thread"))
_WAITING = PageStatement(
    _LINES.where(
        col(Thread.waits_since).is_not(None),
        tuple_(col(Thread.waits_since), col(Thread.last_day), col(Thread.id)) > tuple_(bindparam("since"), *_REST),
    )
    .order_by(col(Thread.waits_since), col(Thread.last_day), col(Thread.id))
    .limit(MAX_LINES + 1)
)
_RESTING = PageStatement(
    _LINES.where(col(Thread.waits_since).is_(None), tuple_(col(Thread.last_day), col(Thread.id)) < tuple_(*_REST))
    .order_by(col(Thread.last_day).desc(), col(Thread.id).desc())
    .limit(MAX_LINES + 1)
)
_READ = Statement(update(Thread).where(col(Thread.id) == bindparam("box")).values(read_c=bindparam("seq")))


class Cursor(NamedTuple):
    """The last thread that was shown: since when it waits (None: it does not), the day of its last message, its id."""

    since: str | None
    day: str
    thread: bytes

    def __str__(self) -> str:
        return f"{f'w{self.since}' if self.since else 'r'}{self.day}{self.thread.hex()}"


FIRST_WAITING: Final = Cursor("", "", b"")
FIRST_RESTING: Final = Cursor(None, "9999-99-99", b"")


def cursor_of(text: str) -> Cursor | None:
    """What `str` made of a cursor; None when it did not."""
    match = _CURSOR.fullmatch(text)
    return Cursor(match[1], match[2], bytes.fromhex(match[3])) if match else None


def inbox(session: Session, box: BoxRequest, cursor: Cursor, now: datetime) -> Inbox | Refused:
    """The threads after `cursor`, up to 40, within the budget of an answer."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    shown, more = messages.within_budget(_rows(session, box.id, cursor), _line, weighed=_OPENING, most=MAX_LINES)
    if not more:
        return Inbox(shown, None)
    last = shown[-1]
    return Inbox(shown, str(Cursor(last.waits_since, last.day, bytes.fromhex(last.thread))))


def _line(
    thread: bytes,
    envelope: bytes,
    seq: int,
    read_c: int,
    read_u: int,
    waits_since: str | None,
    day: str,
    answered_by: bytes | None,
    *rest: Any,
) -> InboxLine:
    by = answered_by.hex() if answered_by else None
    return InboxLine(thread.hex(), envelope, seq, read_c, read_u, waits_since, day, by, *rest)


def _rows(session: Session, coach: bytes, cursor: Cursor) -> Iterable[tuple[Any, ...]]:
    if cursor.since is None:
        return _RESTING.each(session, coach=coach, day=cursor.day, thread=cursor.thread)
    waiting = _WAITING.each(session, coach=coach, since=cursor.since, day=cursor.day, thread=cursor.thread)
    return chain(waiting, _rows(session, coach, FIRST_RESTING))


def show(
    session: Session, box: BoxRequest, thread: bytes, after: int, after_note: int, now: datetime
) -> CoachThreadOut | Refused:
    """The thread for a coach, with the notes sealed to them."""
    seen = look(session, box, thread, now)
    if not isinstance(seen, Seen):
        return seen
    page, more = messages.page(session, thread, after) if after < seen.seq else ([], False)
    is_news = after_note < seen.last_note
    written, more_notes = notes.page(session, thread, box.id, after_note) if is_news else ([], False)
    return CoachThreadOut(
        seq=seen.seq,
        read_u=seen.read_u,
        read_c=seen.read_c,
        coaches=seen.coaches,
        messages=page,
        more=more,
        notes=written,
        more_notes=more_notes,
    )


def answer(
    session: Session, box: BoxRequest, thread: bytes, asked: AnswerIn, now: datetime, bell: Notifier
) -> messages.Stored | Refused:
    """A coach writes to the person."""
    held = hold(session, box, thread, now)
    if not isinstance(held, Held):
        return held
    return messages.answer(session, thread, held.counters, asked, box.id, now, bell)


def is_read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> bool | Refused:
    """Whether `read` would change nothing: then no write is needed."""
    seen = look(session, box, thread, now)
    if not isinstance(seen, Seen):
        return seen
    return threads.beyond(seq, seen.seq) or seq <= seen.read_c


def read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> Refused | None:
    """A coach has read up to `seq`."""
    held = hold(session, box, thread, now)
    if not isinstance(held, Held):
        return held
    if wrong := threads.beyond(seq, held.counters.seq):
        return wrong
    if seq > held.read_c:
        _READ.run(session, box=thread, seq=seq)
    return None
