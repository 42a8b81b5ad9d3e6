"""Which threads a coach may see and write in.

Who is asking is looked at first, then whether the thread is sealed to them: one that is not, and one that never was,
get the same refusal.
"""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest, Refusal
from selfhelp.boxes.guard import is_grave
from selfhelp.coach import messages
from selfhelp.coach.coaches import admitted
from selfhelp.coach.refusal import Refused
from selfhelp.coach.tables import Envelope, Thread
from selfhelp.store import Prepared

_ENVELOPE: Final = (
    select(col(Thread.id), *(getattr(Thread, name) for name in messages.COUNTERS), col(Thread.read_u))
    .add_columns(col(Thread.read_c), col(Thread.last_note))
    .join(Envelope, col(Envelope.thread) == col(Thread.id))
    .where(col(Thread.id) == bindparam("thread"), col(Envelope.coach) == bindparam("coach"))
)
_LOOK = Prepared(_ENVELOPE)
_HOLD = Prepared(_ENVELOPE.with_for_update(of=Thread))


class Held(NamedTuple):
    """A thread that is sealed to the coach who asks."""

    counters: messages.Counters
    read_u: int
    read_c: int
    last_note: int


def found(session: Session, box: BoxRequest, thread: bytes, now: datetime, *, lock: bool) -> Held | Refused:
    """The thread, for a coach who may see it; locked for one who will write."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    row = (_HOLD if lock else _LOOK).first(session, thread=thread, coach=box.id)
    if row is None:
        return Refusal.BOX_DELETED if is_grave(session, thread) else Refusal.NO_SUCH_BOX
    counters = messages.Counters(*row[1:-3])
    return Held(counters, *row[-3:])
