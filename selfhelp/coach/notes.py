"""Notes: what coaches tell each other about a thread, sealed to each of them, never to the person."""

from datetime import datetime
from enum import Enum
from typing import Final

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest
from selfhelp.coach import messages, threads
from selfhelp.coach.access import Held, hold
from selfhelp.coach.refusal import Refused, ThreadError
from selfhelp.coach.schema import MAX_PAGE, NoteIn, NoteOut
from selfhelp.coach.tables import Note, Thread, day_of
from selfhelp.http.problems import FieldError
from selfhelp.store import Statement

MOST: Final = 2_000
"""Notes of a thread."""

_STORED = Statement(
    select(col(Note.coach), col(Note.author), col(Note.sealed)).where(
        col(Note.thread) == bindparam("thread"), col(Note.n) == bindparam("number")
    )
)
_INSERT = Statement(
    insert(Note).values({name: bindparam(name) for name in ("thread", "coach", "n", "author", "day", "sealed")})
)
_COUNT = Statement(
    update(Thread)
    .where(col(Thread.id) == bindparam("box"))
    .values(last_note=bindparam("n"), weight=bindparam("new_weight"))
)
_PAGE = Statement(
    select(*(getattr(Note, name) for name in ("n", "author", "day", "sealed")))
    .where(
        col(Note.thread) == bindparam("thread"),
        col(Note.coach) == bindparam("to_coach"),
        col(Note.n) > bindparam("after"),
    )
    .order_by(col(Note.n))
    .limit(MAX_PAGE + 1)
)


class Outcome(Enum):
    """What a POST did."""

    WRITTEN = "written"
    KNOWN = "known"


def write(session: Session, box: BoxRequest, thread: bytes, asked: NoteIn, now: datetime) -> Outcome | Refused:
    """A coach writes to coaches of the thread, oneself too if one wants to read it again."""
    held = hold(session, box, thread, now)
    if not isinstance(held, Held):
        return held
    sealed = {bytes.fromhex(one.coach): one.sealed for one in asked.envelopes}
    if asked.n > held.last_note + 1:
        return [FieldError("n", f"The next is {held.last_note + 1}")]
    if asked.n <= held.last_note:
        stored = _STORED.all(session, thread=thread, number=asked.n)
        # To some it may be gone since: then what is left is compared.
        same = all(author == box.id and sealed.get(coach) == written for coach, author, written in stored)
        return Outcome.KNOWN if stored and same else ThreadError.NUMBER_TAKEN
    there = set(threads.coaches_of(session, thread))
    strangers = [at for at, one in enumerate(asked.envelopes) if one.coach not in there]
    if strangers:
        return [FieldError(f"envelopes[{at}].coach", "Not a coach of this thread") for at in strangers]
    weight = held.counters.weight + sum(map(len, sealed.values()))
    if asked.n > MOST or weight > 2 * messages.MOST_BYTES:
        return ThreadError.THREAD_FULL
    day = day_of(now)
    _INSERT.many(
        session,
        [
            {"thread": thread, "coach": coach, "n": asked.n, "author": box.id, "day": day, "sealed": one}
            for coach, one in sorted(sealed.items())
        ],
    )
    _COUNT.run(session, box=thread, n=asked.n, new_weight=weight)
    return Outcome.WRITTEN


def page(session: Session, thread: bytes, coach: bytes, after: int) -> tuple[list[NoteOut], bool]:
    """The notes sealed to this coach after the number `after`, up to 100 within the budget of an answer; whether there
    are more."""
    rows = _PAGE.each(session, thread=thread, to_coach=coach, after=after)
    return messages.within_budget(rows, _note, weighed=-1)


def _note(n: int, author: bytes, day: str, sealed: bytes) -> NoteOut:
    return NoteOut(n, author.hex(), day, sealed)
