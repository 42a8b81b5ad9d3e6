"""What a coach sees and does: the inbox, a thread of it, an answer, and that it was read."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, literal_column, select, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest
from selfhelp.coach import messages, notes, threads
from selfhelp.coach.access import Held, found
from selfhelp.coach.bell import Bell
from selfhelp.coach.coaches import admitted
from selfhelp.coach.refusal import Refused
from selfhelp.coach.schema import MAX_PAGE, CoachThreadOut, Inbox, InboxLine, MessageIn
from selfhelp.coach.tables import COACH, PERSON, Envelope, Message, Thread
from selfhelp.store import Prepared

_CURSOR: Final = re.compile(r"([wr])([0-9]{4}-[0-9]{2}-[0-9]{2})([0-9a-f]{32})")

_OPENING, _LATEST = aliased(Message), aliased(Message)
_LINES: Final = (
    select(
        *(col(column) for column in (Thread.id, Envelope.sealed, Thread.seq, Thread.read_c, Thread.read_u)),
        *(col(column) for column in (Thread.waits_since, Thread.last_day, Thread.last_note)),
        col(_LATEST.coach),
        col(_OPENING.sealed),
    )
    .select_from(Thread)
    .join(Envelope, (col(Envelope.thread) == col(Thread.id)) & (col(Envelope.coach) == bindparam("coach")))
    .outerjoin(
        _LATEST,
        (col(_LATEST.thread) == col(Thread.id))
        & (col(_LATEST.direction) == literal_column(f"'{COACH}'"))
        & (col(_LATEST.n) == col(Thread.last_c)),
    )
    .outerjoin(
        _OPENING,
        (col(_OPENING.thread) == col(Thread.id))
        & (col(_OPENING.direction) == literal_column(f"'{PERSON}'"))
        & (col(_OPENING.n) == literal_column("1")),
    )
)
_PLACE: Final = tuple_(bindparam("day"), bindparam("thread"))
_WAITING = Prepared(
    _LINES.where(col(Thread.waits_since).is_not(None), tuple_(col(Thread.waits_since), col(Thread.id)) > _PLACE)
    .order_by(col(Thread.waits_since), col(Thread.id))
    .limit(MAX_PAGE + 1)
)
_RESTING = Prepared(
    _LINES.where(col(Thread.waits_since).is_(None), tuple_(col(Thread.last_day), col(Thread.id)) < _PLACE)
    .order_by(col(Thread.last_day).desc(), col(Thread.id).desc())
    .limit(MAX_PAGE + 1)
)
_READ = Prepared(update(Thread).where(col(Thread.id) == bindparam("box")).values(read_c=bindparam("seq")))


class Cursor(NamedTuple):
    """The last thread that was shown: among those that wait or the others, its day and its id."""

    waits: bool
    day: str
    thread: bytes

    def __str__(self) -> str:
        return f"{'w' if self.waits else 'r'}{self.day}{self.thread.hex()}"


FIRST_WAITING: Final = Cursor(True, "", b"")
FIRST_RESTING: Final = Cursor(False, "9999-99-99", b"")


def cursor_of(text: str) -> Cursor | None:
    """What `str` made of a cursor; None when it did not."""
    match = _CURSOR.fullmatch(text)
    return Cursor(match[1] == "w", match[2], bytes.fromhex(match[3])) if match else None


def inbox(session: Session, box: BoxRequest, cursor: Cursor, now: datetime) -> Inbox | Refused:
    """The threads after `cursor`, up to 100 and 1 MiB of openings."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    shown, more = messages.within_budget(_from(session, box.id, cursor))
    if not more:
        return Inbox(shown, None)
    last = shown[-1]
    place = Cursor(last.waits_since is not None, last.waits_since or last.day, bytes.fromhex(last.thread))
    return Inbox(shown, str(place))


def _from(session: Session, coach: bytes, cursor: Cursor) -> Iterator[tuple[int, InboxLine]]:
    if cursor.waits:
        for row in _WAITING.each(session, coach=coach, day=cursor.day, thread=cursor.thread):
            yield _line(row)
        cursor = FIRST_RESTING
    for row in _RESTING.each(session, coach=coach, day=cursor.day, thread=cursor.thread):
        yield _line(row)


def _line(row: tuple[Any, ...]) -> tuple[int, InboxLine]:
    thread, envelope, seq, read_c, read_u, waits_since, day, notes, answered_by, opening = row
    line = InboxLine(
        thread=thread.hex(),
        envelope=envelope,
        seq=seq,
        read_c=read_c,
        read_u=read_u,
        waits_since=waits_since,
        day=day,
        answered_by=answered_by.hex() if answered_by else None,
        opening=opening,
        notes=notes,
    )
    return len(opening or b""), line


def show(
    session: Session, box: BoxRequest, thread: bytes, after: int, after_note: int, now: datetime
) -> CoachThreadOut | Refused:
    """The thread for a coach, with the notes sealed to them."""
    seen = found(session, box, thread, now, lock=False)
    if not isinstance(seen, Held):
        return seen
    page, more = messages.page(session, thread, after)
    written, more_notes = notes.page(session, thread, box.id, after_note)
    return CoachThreadOut(
        seq=seen.counters.seq,
        read_u=seen.read_u,
        read_c=seen.read_c,
        coaches=threads.coaches_of(session, thread),
        messages=page,
        more=more,
        notes=written,
        more_notes=more_notes,
    )


def answer(
    session: Session, box: BoxRequest, thread: bytes, asked: MessageIn, now: datetime, bell: Bell
) -> messages.Stored | Refused:
    """A coach writes to the person."""
    held = found(session, box, thread, now, lock=True)
    if not isinstance(held, Held):
        return held
    return messages.answer(session, thread, held.counters, asked, box.id, now, bell)


def is_read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> bool | Refused:
    """Whether `read` would change nothing: then no write is needed."""
    seen = found(session, box, thread, now, lock=False)
    if not isinstance(seen, Held):
        return seen
    return threads.beyond(seq, seen.counters.seq) or seq <= seen.read_c


def read(session: Session, box: BoxRequest, thread: bytes, seq: int, now: datetime) -> Refused | None:
    """A coach has read up to `seq`."""
    held = found(session, box, thread, now, lock=True)
    if not isinstance(held, Held):
        return held
    if wrong := threads.beyond(seq, held.counters.seq):
        return wrong
    if seq > held.read_c:
        _READ.run(session, box=thread, seq=seq)
    return None
