"""Messages: stored under a number that is given once, and read page by page.

A number is what a seal is bound to, so the server holds to one rule for both directions: `n` is one more than the last;
the same again, byte for byte, is a retry and changes nothing; whatever else would take a number twice is refused.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import UNSET
from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from selfhelp.boxes import Access, BoxRequest, Refusal
from selfhelp.coach import threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.readers import READERS, ids
from selfhelp.coach.refusal import Refused, ThreadError
from selfhelp.coach.schema import ANSWER_BUDGET, MAX_PAGE, AnswerIn, MessageIn, MessageOut, ThreadOut
from selfhelp.coach.tables import COACH, PERSON, Message, Opening, Thread, day_of
from selfhelp.http.problems import FieldError
from selfhelp.store import Statement

T = TypeVar("T")

MOST: Final = 2_000
"""Messages of one direction in a thread."""

MOST_A_DAY: Final = 200
"""Messages of one direction in a thread and day."""

MOST_BYTES: Final = 8 * 1024**2
"""Sealed bytes of a thread to which its person may still add. A coach may add to twice as many: whoever has filled a
thread can be answered."""

COUNTERS: Final = ("seq", "last_u", "last_c", "answered_by", "waits_since", "channel", "weight")
_POST = Access(Thread, *(getattr(Thread, name) for name in COUNTERS))
_PAGE = Access(Thread, Thread.seq, Thread.read_u, Thread.read_c, Thread.channel, READERS)

_STORED = Statement(
    select(col(Message.seq), col(Message.coach), col(Message.day), col(Message.sealed)).where(
        col(Message.thread) == bindparam("thread"),
        col(Message.direction) == bindparam("way"),
        col(Message.n) == bindparam("number"),
    )
)
_LATER = Statement(
    select(col(Message.day))
    .where(
        col(Message.thread) == bindparam("thread"),
        col(Message.seq) > bindparam("after"),
        col(Message.direction) == bindparam("way"),
    )
    .order_by(col(Message.seq))
    .limit(1)
)
_ANSWERER = Statement(
    select(col(Message.coach))
    .where(
        col(Message.thread) == bindparam("thread"),
        col(Message.seq) <= bindparam("until"),
        col(Message.direction) == bindparam("way"),
    )
    .order_by(col(Message.seq).desc())
    .limit(1)
)
_INSERT = Statement(
    insert(Message).values(
        {name: bindparam(name) for name in ("thread", "seq", "direction", "n", "coach", "day", "sealed")}
    )
)
_OPEN = Statement(insert(Opening).values(thread=bindparam("thread"), sealed=bindparam("sealed")))
_COUNT = Statement(
    update(Thread)
    .where(col(Thread.id) == bindparam("box"))
    .values(
        {
            name: bindparam(name)
            for name in ("seq", "last_u", "last_c", "last_day", "answered_by", "waits_since", "weight")
        }
    )
)
_MESSAGES = Statement(
    select(*(getattr(Message, name) for name in ("seq", "direction", "n", "coach", "day", "sealed")))
    .where(col(Message.thread) == bindparam("thread"), col(Message.seq) > bindparam("after"))
    .order_by(col(Message.seq))
    .limit(MAX_PAGE + 1)
)


class Counters(NamedTuple):
    """What a thread that is locked has counted so far."""

    seq: int
    last_u: int
    last_c: int
    answered_by: bytes | None
    waits_since: str | None
    channel: bytes | None
    weight: int


class Stored(NamedTuple):
    """Where a message stands, and whether it is there since now."""

    seq: int
    new: bool


def post(session: Session, box: BoxRequest, asked: MessageIn, now: datetime) -> Stored | Refused:
    """The person writes."""
    held = _POST.lock(session, box.id, box.auth)
    return held if isinstance(held, Refusal) else _post(session, box.id, Counters(*held), asked, None, now)


def answer(
    session: Session, thread: bytes, counters: Counters, asked: AnswerIn, coach: bytes, now: datetime, bell: Notifier
) -> Stored | Refused:
    """A coach writes in a thread that is locked: who was answered waits no more, and the channel that is to be told
    rings, unless it is quiet."""
    stored = _post(session, thread, counters, asked, coach, now)
    rings = isinstance(stored, Stored) and stored.new and not asked.quiet
    channel = counters.channel if rings else None
    # Its row is locked after the thread's. Should another process lock them the other way round, PostgreSQL fails one
    # of the two batches, and the store runs it again.
    if channel is not None and not bell.ring(session, channel, thread, now):
        threads.untie(session, thread)
    return stored


def _post(
    session: Session, thread: bytes, counters: Counters, asked: MessageIn, coach: bytes | None, now: datetime
) -> Stored | Refused:
    way, last = (PERSON, counters.last_u) if coach is None else (COACH, counters.last_c)
    if asked.n > last + 1:
        return [FieldError("n", f"The next is {last + 1}")]
    if asked.n <= last:
        found = _STORED.first(session, thread=thread, way=way, number=asked.n)
        if found is None or (found[1], found[3]) != (coach, asked.sealed):
            return ThreadError.NUMBER_TAKEN
        return Stored(found[0], new=False)
    if isinstance(asked, AnswerIn) and asked.answers is not UNSET and asked.answers > counters.seq:
        return [FieldError("answers", f"The thread ends at {counters.seq}")]
    weight = counters.weight + len(asked.sealed)
    if asked.n > MOST or weight > (MOST_BYTES if coach is None else 2 * MOST_BYTES):
        return ThreadError.THREAD_FULL
    today = day_of(now)
    if asked.n > MOST_A_DAY:
        before = _STORED.first(session, thread=thread, way=way, number=asked.n - MOST_A_DAY)
        if before is not None and before[2] == today:
            return ThreadError.TOO_OFTEN
    since, answerer = _waits(session, thread, counters, asked, coach, today)
    seq = counters.seq + 1
    _INSERT.run(session, thread=thread, seq=seq, direction=way, n=asked.n, coach=coach, day=today, sealed=asked.sealed)
    if coach is None and asked.n == 1:
        _OPEN.run(session, thread=thread, sealed=asked.sealed)
    _COUNT.run(
        session,
        box=thread,
        seq=seq,
        last_u=asked.n if coach is None else counters.last_u,
        last_c=counters.last_c if coach is None else asked.n,
        last_day=today,
        answered_by=answerer,
        waits_since=since,
        weight=weight,
    )
    return Stored(seq, new=True)


def _waits(
    session: Session, thread: bytes, counters: Counters, asked: MessageIn, coach: bytes | None, today: str
) -> tuple[str | None, bytes | None]:
    """Since when the person waits once this is written, and who answered last."""
    since, answerer = counters.waits_since, counters.answered_by
    if coach is None or not isinstance(asked, AnswerIn):
        return (today if since is None and not asked.quiet else since), answerer
    if asked.quiet:
        return (since, answerer) if asked.answers is UNSET else _taken_back(session, thread, counters, asked.answers)
    answers = counters.seq if asked.answers is UNSET else asked.answers
    if answers == 0:
        return since, answerer
    later = None if since is None or answers == counters.seq else _first_after(session, thread, answers)
    return (None if since is None or later is None else max(since, later)), coach


def _taken_back(session: Session, thread: bytes, counters: Counters, answers: int) -> tuple[str | None, bytes | None]:
    """The same once nothing answers what the person wrote after the seq `answers`."""
    since, later = counters.waits_since, _first_after(session, thread, answers)
    if later is None:
        return since, counters.answered_by
    before = _ANSWERER.first(session, thread=thread, until=answers, way=COACH)
    return (later if since is None else min(since, later)), before[0] if before else None


def _first_after(session: Session, thread: bytes, seq: int) -> str | None:
    """The day of the person's first message after `seq`."""
    found = _LATER.first(session, thread=thread, after=seq, way=PERSON)
    return found[0] if found else None


def show(session: Session, box: BoxRequest, after: int, bell: Notifier) -> ThreadOut | Refusal:
    """The thread for its person."""
    found = _PAGE.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    seq, read_u, read_c, channel, readers = found
    messages, more = page(session, box.id, after) if after < seq else ([], False)
    return ThreadOut(
        seq=seq,
        read_u=read_u,
        read_c=read_c,
        tell=channel is not None and bell.rings(session, channel),
        coaches=ids(readers),
        messages=messages,
        more=more,
    )


def page(session: Session, thread: bytes, after: int) -> tuple[list[MessageOut], bool]:
    """The messages after the seq `after`, up to 100 within the budget of an answer; whether there are more."""
    return within_budget(_MESSAGES.each(session, thread=thread, after=after), _message, weighed=-1)


def _message(seq: int, way: str, n: int, coach: bytes | None, day: str, sealed: bytes) -> MessageOut:
    return MessageOut(seq, way, n, day, sealed, coach.hex() if coach else UNSET)


def within_budget(
    rows: Iterable[tuple[Any, ...]], made_of: Callable[..., T], *, weighed: int, most: int = MAX_PAGE
) -> tuple[list[T], bool]:
    """What is `made_of` the first rows, at most `most` and within the budget of an answer (of the bytes in the column
    `weighed`), but one at least; whether any are left."""
    taken: list[T] = []
    spent = 0
    for row in rows:
        spent += len(row[weighed] or b"")
        if len(taken) == most or (taken and spent > ANSWER_BUDGET):
            return taken, True
        taken.append(made_of(*row))
    return taken, False
