"""Which threads a coach may see and write in.

Who is asking is looked at first, then whether the thread is sealed to them: one that is not, and one that never was,
get the same refusal.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from selfhelp.boxes import BoxRequest, Refusal, Refused
from selfhelp.boxes.access import is_deleted
from selfhelp.coach.coaches import admitted
from selfhelp.coach.tables import Envelope, Thread


def look(session: Session, box: BoxRequest, thread: bytes, now: datetime, *, lock: bool = False) -> Thread | Refused:
    """Return the thread, for a coach who may see it; locked until the transaction ends for one who writes in it."""
    refused = admitted(session, box, now)
    if refused is not None:
        return refused
    its = (col(Envelope.thread) == col(Thread.id)) & (col(Envelope.coach) == box.id)
    wanted = select(Thread).join(Envelope, its).where(Thread.id == thread)
    found = session.exec(wanted.with_for_update(of=Thread) if lock else wanted).first()
    if found is not None:
        return found
    return Refusal.BOX_DELETED if is_deleted(session, thread) else Refusal.NO_SUCH_BOX
