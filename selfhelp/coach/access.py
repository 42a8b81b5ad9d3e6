"""Which threads a coach may see and write in.

Who is asking is looked at first, then whether the thread is sealed to them: one that is not, and one that never was,
get the same refusal.
"""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, outerjoin, select
from sqlmodel import Session, col

from selfhelp.boxes import Access, BoxRequest, Refusal
from selfhelp.boxes.access import is_grave
from selfhelp.coach import messages
from selfhelp.coach.coaches import admitted, not_active
from selfhelp.coach.readers import READERS, ids
from selfhelp.coach.refusal import Refused
from selfhelp.coach.tables import Coach, Envelope, Thread
from selfhelp.store import Statement

_ITS_ENVELOPE: Final = (col(Envelope.coach) == col(Coach.id)) & (col(Envelope.thread) == bindparam("thread"))
_LOOK = Access(
    Coach,
    *(Coach.state, Coach.expires, Thread.seq, Thread.read_u, Thread.read_c, Thread.last_note, READERS),
    beside=outerjoin(outerjoin(Coach, Envelope, _ITS_ENVELOPE), Thread, col(Thread.id) == col(Envelope.thread)),
)
_HOLD = Statement(
    select(col(Thread.id), *(getattr(Thread, name) for name in messages.COUNTERS), col(Thread.read_c))
    .add_columns(col(Thread.last_note))
    .join(Envelope, col(Envelope.thread) == col(Thread.id))
    .where(col(Thread.id) == bindparam("thread"), col(Envelope.coach) == bindparam("coach"))
    .with_for_update(of=Thread)
)


class Seen(NamedTuple):
    """A thread that is sealed to the coach who asks."""

    seq: int
    read_u: int
    read_c: int
    last_note: int
    coaches: list[str]


class Held(NamedTuple):
    """The same, locked for one who writes."""

    counters: messages.Counters
    read_c: int
    last_note: int


def look(session: Session, box: BoxRequest, thread: bytes, now: datetime) -> Seen | Refused:
    """The thread, for a coach who may see it."""
    found = _LOOK.read(session, box.id, box.auth, thread=thread)
    if isinstance(found, Refusal):
        return found
    state, expires, seq, read_u, read_c, last_note, readers = found
    refused = not_active(state, expires, now)
    if refused is not None:
        return refused
    return _refused(session, thread) if seq is None else Seen(seq, read_u, read_c, last_note, ids(readers))


def hold(session: Session, box: BoxRequest, thread: bytes, now: datetime) -> Held | Refused:
    """The thread, locked, for a coach who may write in it."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    row = _HOLD.first(session, thread=thread, coach=box.id)
    if row is None:
        return _refused(session, thread)
    return Held(messages.Counters(*row[1:-2]), *row[-2:])


def _refused(session: Session, thread: bytes) -> Refusal:
    return Refusal.BOX_DELETED if is_grave(session, thread) else Refusal.NO_SUCH_BOX
