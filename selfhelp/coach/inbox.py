"""What a coach does: list threads, read one, answer, note that it was read."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from selfhelp.boxes import BoxRequest, RefusalOrErrors
from selfhelp.boxes.sealed import within_budget
from selfhelp.coach import messages, notes, threads
from selfhelp.coach.coaches import admitted, look
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.schema import MAX_LINES, AnswerIn, CoachThreadOut, Inbox, InboxLine
from selfhelp.coach.tables import Envelope, Opening, Thread

_DATE: Final = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_CURSOR: Final = re.compile(f"(?:w{_DATE}|r){_DATE}([0-9a-f]{{32}})")

# An expression, so that SQLite looks no thread up by it: it would gather the coach's envelopes and sort their threads.
_ITS_THREAD: Final = func.coalesce(col(Thread.id), col(Thread.id))


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
    """Parse what `str` made of a cursor; return None for anything else."""
    match = _CURSOR.fullmatch(text)
    return Cursor(match[1], match[2], bytes.fromhex(match[3])) if match else None


def inbox(session: Session, box: BoxRequest, cursor: Cursor, now: datetime) -> Inbox | RefusalOrErrors:
    """Return the threads after `cursor`, up to 40, within the budget of an answer."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    shown, more = within_budget(_rows(session, box.id, cursor), lambda row: len(row[2] or b""), MAX_LINES)
    last = shown[-1][0] if more else None
    following = None if last is None else str(Cursor(last.waits_since, last.last_day, last.id))
    return Inbox([_line(*row) for row in shown], following)


def _line(thread: Thread, envelope: bytes, opening: bytes | None) -> InboxLine:
    return InboxLine(
        thread=thread.id.hex(),
        envelope=envelope,
        seq=thread.seq,
        read_c=thread.read_c,
        read_u=thread.read_u,
        waits_since=thread.waits_since,
        day=thread.last_day,
        answered_by=thread.answered_by.hex() if thread.answered_by else None,
        opening=opening,
        notes=thread.last_note,
    )


Line: TypeAlias = tuple[Thread, bytes, bytes | None]
"""A thread, its envelope and its opening."""


def _rows(session: Session, coach: bytes, cursor: Cursor) -> Iterator[Line]:
    if cursor.since is not None:
        yield from session.exec(_waiting(coach, cursor))
        cursor = FIRST_RESTING
    yield from session.exec(_resting(coach, cursor))


def _lines(coach: bytes) -> Select[Thread, bytes, bytes | None]:
    return (
        select(*(Thread, Envelope.sealed, Opening.sealed))
        .join(Envelope, col(Envelope.thread) == _ITS_THREAD)
        .outerjoin(Opening, col(Opening.thread) == col(Thread.id))
        .where(Envelope.coach == coach)
        .limit(MAX_LINES + 1)
    )


def _waiting(coach: bytes, cursor: Cursor) -> Select[Thread, bytes, bytes | None]:
    """Return the threads after `cursor` that wait, the longest first."""
    place = (col(Thread.waits_since), col(Thread.last_day), col(Thread.id))
    after = tuple_(*place) > tuple_(cursor.since, cursor.day, cursor.thread)
    return _lines(coach).where(col(Thread.waits_since).is_not(None), after).order_by(*place)


def _resting(coach: bytes, cursor: Cursor) -> Select[Thread, bytes, bytes | None]:
    """Return the other threads after `cursor`, the latest first."""
    place = (col(Thread.last_day), col(Thread.id))
    after = tuple_(*place) < tuple_(cursor.day, cursor.thread)
    return _lines(coach).where(col(Thread.waits_since).is_(None), after).order_by(*(one.desc() for one in place))


def show(
    session: Session, box: BoxRequest, thread: bytes, after: int, after_note: int, now: datetime
) -> CoachThreadOut | RefusalOrErrors:
    """Return the thread for a coach, with the notes sealed to them."""
    found = look(session, box, thread, now)
    if not isinstance(found, Thread):
        return found
    page, more = messages.page(session, found, after)
    written, more_notes = notes.page(session, found, box.id, after_note)
    return CoachThreadOut(
        seq=found.seq,
        read_u=found.read_u,
        read_c=found.read_c,
        coaches=threads.coaches_of(session, thread),
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
    found = look(session, box, thread, now, lock=True)
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


def is_read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> bool | RefusalOrErrors:
    """Return whether `read` would change nothing, so that no write is needed."""
    found = look(session, box, thread, now)
    if not isinstance(found, Thread):
        return found
    return threads.beyond(seq, found.seq) or seq <= found.read_c


def read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> RefusalOrErrors | None:
    """Note that a coach has read up to `seq`."""
    found = look(session, box, thread, now, lock=True)
    if not isinstance(found, Thread):
        return found
    if wrong := threads.beyond(seq, found.seq):
        return wrong
    found.read_c = max(found.read_c, seq)
    return None
