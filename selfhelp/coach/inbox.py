"""What a coach does: list threads, read one, answer, note that it was read."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select, tuple_
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest, RefusalOrErrors
from selfhelp.boxes.sealed import within_budget
from selfhelp.coach import messages, notes, threads
from selfhelp.coach.coaches import admitted
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.schema import CURSOR, MAX_LINES, AfterBoth, AnswerIn, CoachThreadOut, Inbox, InboxLine
from selfhelp.coach.tables import Envelope, FirstMessage, Thread
from selfhelp.store import Statement


class _Line(NamedTuple):
    id: bytes
    envelope: bytes
    seq: int
    read_c: int
    read_u: int
    waits_since: str | None
    last_day: str
    answered_by: bytes | None
    opening: bytes | None
    last_note: int


# An expression, so that SQLite looks no thread up by it: it would gather the coach's envelopes and sort their threads.
_ITS_THREAD: Final = func.coalesce(col(Thread.id), col(Thread.id))
_LINES: Final[Any] = (
    select(
        *(col(Thread.id), col(Envelope.sealed).label("envelope"), col(Thread.seq), col(Thread.read_c)),
        *(col(Thread.read_u), col(Thread.waits_since), col(Thread.last_day), col(Thread.answered_by)),
        *(col(FirstMessage.sealed).label("opening"), col(Thread.last_note)),
    )
    .join(Envelope, col(Envelope.thread) == _ITS_THREAD)
    .outerjoin(FirstMessage, col(FirstMessage.thread) == col(Thread.id))
    .where(col(Envelope.coach) == bindparam("coach"))
    .limit(MAX_LINES + 1)
)
_BY_WAIT: Final = (col(Thread.waits_since), col(Thread.last_day), col(Thread.id))
_BY_DAY: Final = (col(Thread.last_day), col(Thread.id))
_LAST: Final[tuple[Any, Any]] = (bindparam("day"), bindparam("thread"))
_WAITING: Final = Statement(
    _LINES.where(col(Thread.waits_since).is_not(None), tuple_(*_BY_WAIT) > tuple_(bindparam("since"), *_LAST)).order_by(
        *_BY_WAIT
    ),
    _Line,
)
_RESTING: Final = Statement(
    _LINES.where(col(Thread.waits_since).is_(None), tuple_(*_BY_DAY) < tuple_(*_LAST)).order_by(
        *(one.desc() for one in _BY_DAY)
    ),
    _Line,
)


class InboxCursor(NamedTuple):
    """The last thread that was shown: since when it waits (None: it does not), the day of its last message, its id."""

    since: str | None
    day: str
    thread: bytes

    def __str__(self) -> str:
        return f"{f'w{self.since}' if self.since else 'r'}{self.day}{self.thread.hex()}"


FIRST_WAITING: Final = InboxCursor("", "", b"")
FIRST_RESTING: Final = InboxCursor(None, "9999-99-99", b"")


def cursor_of(text: str) -> InboxCursor | None:
    """Parse what `str` made of a cursor; return None for anything else."""
    match = re.fullmatch(CURSOR, text)
    return InboxCursor(match[1], match[2], bytes.fromhex(match[3])) if match else None


def inbox(session: Session, box: BoxRequest, cursor: InboxCursor, now: datetime) -> Inbox | RefusalOrErrors:
    """Return the threads after `cursor`, up to 40, within the budget of an answer."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    shown, more = within_budget(_lines(session, box.id, cursor), lambda line: len(line.opening or b""), MAX_LINES)
    last = shown[-1] if more else None
    following = None if last is None else str(InboxCursor(last.waits_since, last.last_day, last.id))
    return Inbox([_shown(line) for line in shown], following)


def _shown(line: _Line) -> InboxLine:
    return InboxLine(
        thread=line.id.hex(),
        envelope=line.envelope,
        seq=line.seq,
        read_c=line.read_c,
        read_u=line.read_u,
        waits_since=line.waits_since,
        day=line.last_day,
        answered_by=line.answered_by.hex() if line.answered_by else None,
        opening=line.opening,
        notes=line.last_note,
    )


def _lines(session: Session, coach: bytes, cursor: InboxCursor) -> Iterator[_Line]:
    """Yield those after `cursor` that wait, the longest first, then the others, the latest first."""
    if cursor.since is not None:
        yield from _WAITING.each(session, coach=coach, since=cursor.since, day=cursor.day, thread=cursor.thread)
        cursor = FIRST_RESTING
    yield from _RESTING.each(session, coach=coach, day=cursor.day, thread=cursor.thread)


def show(
    session: Session, box: BoxRequest, thread: bytes, asked: AfterBoth, now: datetime
) -> CoachThreadOut | RefusalOrErrors:
    """Return the thread for a coach, with the notes sealed to them."""
    found = threads.read_for_coach(session, box, thread, now)
    if not isinstance(found, threads.CoachThreadRow):
        return found
    page, more = messages.page(session, thread, found.seq, asked.after)
    written, more_notes = notes.page(session, thread, found.last_note, box.id, asked.notes)
    return CoachThreadOut(
        seq=found.seq,
        read_u=found.read_u,
        read_c=found.read_c,
        coaches=threads.ids_of(found.coaches),
        messages=page,
        more=more,
        notes=written,
        more_notes=more_notes,
    )


def answer(
    session: Session, box: BoxRequest, thread: bytes, asked: AnswerIn, now: datetime, notifier: Notifier
) -> messages.Stored | RefusalOrErrors:
    """Store a coach's message to the person. Unless it is quiet, the answered person no longer waits, and the channel
    chosen for it is notified."""
    found = threads.lock_for_coach(session, box, thread, now)
    if not isinstance(found, Thread):
        return found
    stored = messages.write(session, found, asked, box.id, now)
    if not isinstance(stored, messages.Stored) or not stored.new or asked.quiet or found.channel is None:
        return stored
    # Its row is locked after the thread's. Should another process lock them the other way round, PostgreSQL fails one
    # of the two batches, and the store runs it again.
    if not notifier.notify(session, found.channel, thread, now):
        threads.untie(session, found)
    return stored


def read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> RefusalOrErrors | None:
    """Note that a coach has read up to `seq`."""
    found = threads.lock_for_coach(session, box, thread, now)
    if not isinstance(found, Thread):
        return found
    if wrong := threads.beyond(seq, found.seq):
        return wrong
    found.read_c = max(found.read_c, seq)
    return None
