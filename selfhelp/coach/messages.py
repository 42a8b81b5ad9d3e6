"""Messages: each stored under a number that is given once, and read page by page.

A seal is bound to its number, so both directions follow one rule: `n` is one more than the last; the same message
again, byte for byte, is a retry and changes nothing; any other use of a number is refused.
"""

from datetime import datetime
from typing import Final, NamedTuple

from msgspec import UNSET
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from selfhelp.boxes import BoxRequest, Refusal, RefusalOrErrors
from selfhelp.boxes.sealed import within_budget
from selfhelp.coach import threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.schema import MAX_PAGE, AnswerIn, MessageIn, MessageOut, ThreadOut
from selfhelp.coach.tables import FROM_COACH, FROM_PERSON, FirstMessage, Message, Thread, day_of
from selfhelp.http.problems import FieldError
from selfhelp.store import Statement

MOST_MESSAGES: Final = 2_000
"""The most messages of one direction in a thread."""

MOST_A_DAY: Final = 200
"""The most messages of one direction in a thread and day."""

MOST_THREAD_BYTES: Final = 8 * 1024**2
"""Sealed bytes up to which a person may add to a thread. A coach may add to twice as many, so that a full thread can be
answered."""


class _Sent(NamedTuple):
    seq: int
    direction: str
    n: int
    day: str
    sealed: bytes
    coach: bytes | None


_PAGE: Final = Statement(
    select(*(getattr(Message, name) for name in _Sent._fields))
    .where(col(Message.thread) == bindparam("thread"), col(Message.seq) > bindparam("after"))
    .order_by(col(Message.seq))
    .limit(MAX_PAGE + 1),
    _Sent,
)


class Stored(NamedTuple):
    """The number of a message, and whether it was stored just now."""

    seq: int
    new: bool


def post(session: Session, box: BoxRequest, asked: MessageIn, now: datetime) -> Stored | RefusalOrErrors:
    """Store the person's message."""
    thread = threads.THREAD.locked(session, box)
    return thread if isinstance(thread, Refusal) else write(session, thread, asked, None, now)


def write(
    session: Session, thread: Thread, asked: MessageIn, coach: bytes | None, now: datetime
) -> Stored | RefusalOrErrors:
    """Store one message in a locked thread; `coach` is None for the person's own."""
    way, last = (FROM_PERSON, thread.last_u) if coach is None else (FROM_COACH, thread.last_c)
    if asked.n > last + 1:
        return [FieldError("n", f"The next is {last + 1}")]
    if asked.n <= last:
        found = _numbered(session, thread, way, asked.n)
        if found is None or (found.coach, found.sealed) != (coach, asked.sealed):
            return Refusal.NUMBER_TAKEN
        return Stored(found.seq, new=False)
    if isinstance(asked, AnswerIn) and asked.answers is not UNSET and asked.answers > thread.seq:
        return [FieldError("answers", f"The thread ends at {thread.seq}")]
    weight = thread.weight + len(asked.sealed)
    if asked.n > MOST_MESSAGES or weight > (MOST_THREAD_BYTES if coach is None else 2 * MOST_THREAD_BYTES):
        return Refusal.THREAD_FULL
    today = day_of(now)
    before = _numbered(session, thread, way, asked.n - MOST_A_DAY) if asked.n > MOST_A_DAY else None
    if before is not None and before.day == today:
        return Refusal.TOO_OFTEN
    thread.waits_since, thread.answered_by = _waits(session, thread, asked, coach, today)
    thread.seq, thread.weight, thread.last_day = thread.seq + 1, weight, today
    if coach is None:
        thread.last_u = asked.n
    else:
        thread.last_c = asked.n
    message = Message(
        thread=thread.id, seq=thread.seq, direction=way, n=asked.n, coach=coach, day=today, sealed=asked.sealed
    )
    session.add(message)
    if coach is None and asked.n == 1:
        session.add(FirstMessage(thread=thread.id, sealed=asked.sealed))
    session.flush()
    return Stored(thread.seq, new=True)


def _numbered(session: Session, thread: Thread, way: str, n: int) -> Message | None:
    wanted = select(Message).where(Message.thread == thread.id, Message.direction == way, Message.n == n)
    return session.exec(wanted).first()


def _waits(
    session: Session, thread: Thread, asked: MessageIn, coach: bytes | None, today: str
) -> tuple[str | None, bytes | None]:
    """Return since when the person waits once this is written, and who answered last."""
    since, answerer = thread.waits_since, thread.answered_by
    if coach is None or not isinstance(asked, AnswerIn):
        return (today if since is None and not asked.quiet else since), answerer
    if asked.quiet:
        return (since, answerer) if asked.answers is UNSET else _taken_back(session, thread, asked.answers)
    answers = thread.seq if asked.answers is UNSET else asked.answers
    if answers == 0:
        return since, answerer
    later = None if since is None or answers == thread.seq else _first_after(session, thread, answers)
    return (None if since is None or later is None else max(since, later)), coach


def _taken_back(session: Session, thread: Thread, answers: int) -> tuple[str | None, bytes | None]:
    """Return since when the person waits, and who answered last, now that a coach has taken an answer back: messages
    after the seq `answers` have none."""
    since, later = thread.waits_since, _first_after(session, thread, answers)
    if later is None:
        return since, thread.answered_by
    before = session.exec(
        select(Message.coach)
        .where(Message.thread == thread.id, Message.seq <= answers, Message.direction == FROM_COACH)
        .order_by(col(Message.seq).desc())
    ).first()
    return (later if since is None else min(since, later)), before


def _first_after(session: Session, thread: Thread, seq: int) -> str | None:
    """Return the day of the person's first message after `seq`."""
    return session.exec(
        select(Message.day)
        .where(Message.thread == thread.id, Message.seq > seq, Message.direction == FROM_PERSON)
        .order_by(col(Message.seq))
        .limit(1)
    ).first()


def show(session: Session, box: BoxRequest, after: int, notifier: Notifier) -> ThreadOut | Refusal:
    """Return the thread for its person."""
    thread = threads.THREAD.read(session, box)
    if isinstance(thread, Refusal):
        return thread
    shown, more = page(session, thread.id, thread.seq, after)
    return ThreadOut(
        seq=thread.seq,
        read_u=thread.read_u,
        read_c=thread.read_c,
        tell=thread.channel is not None and notifier.is_heard(session, thread.channel),
        coaches=threads.ids_of(thread.coaches),
        messages=shown,
        more=more,
    )


def page(session: Session, thread: bytes, last: int, after: int) -> tuple[list[MessageOut], bool]:
    """Return the messages of a thread whose last seq is `last`, after the seq `after`, up to 100 within an answer's
    budget, and whether there are more."""
    if after >= last:
        return [], False
    found = _PAGE.each(session, thread=thread, after=after)
    rows, more = within_budget(found, lambda row: len(row.sealed), MAX_PAGE)
    return [
        MessageOut(r.seq, r.direction, r.n, r.day, r.sealed, r.coach.hex() if r.coach else UNSET) for r in rows
    ], more
