"""Threads as boxes: create, reseal to other coaches, read, tie to a channel, erase."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import LargeBinary, bindparam, cast, delete, func, literal_column, outerjoin
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from selfhelp.boxes import Access, BoxRequest, Outcome, Refusal, RefusalOrErrors, Tombstones, create, month_of
from selfhelp.boxes.access import refusal_of
from selfhelp.coach.coaches import is_active
from selfhelp.coach.notifier import Cancel, Notifier
from selfhelp.coach.schema import EnvelopeIn
from selfhelp.coach.tables import FROM_COACH, Coach, Envelope, FirstMessage, Message, Note, Thread, day_of
from selfhelp.http.problems import FieldError
from selfhelp.store import after_commit_checkpoint


class ThreadRow(NamedTuple):
    """A thread as its person reads it. `coaches`: the ids of those to whom it is sealed, one after the other."""

    auth: bytes
    id: bytes
    seq: int
    read_u: int
    read_c: int
    channel: bytes | None
    coaches: bytes | None


class CoachThreadRow(NamedTuple):
    """A coach, and the thread as that coach reads it; `id` is None where it is not sealed to them."""

    auth: bytes
    state: str
    expires: int | None
    id: bytes | None
    seq: int
    read_u: int
    read_c: int
    last_note: int
    coaches: bytes | None


_ID: Final = 16
_SEALED_TO: Final = aliased(Envelope)
_NO_SEPARATOR: Final[Any] = literal_column("''")
# One value with all ids, not a row for each: fifty rows take as long as the rest of an answer without news (ADR 3).
_COACHES: Final = (
    select(cast(func.aggregate_strings(col(_SEALED_TO.coach), _NO_SEPARATOR), LargeBinary))
    .where(col(_SEALED_TO.thread) == col(Thread.id))
    .correlate(Thread)
    .scalar_subquery()
    .label("coaches")
)

THREAD: Final = Access(ThreadRow, Thread, *(getattr(Thread, name) for name in ThreadRow._fields[1:-1]), _COACHES)

_MINE: Final = (col(Envelope.coach) == col(Coach.id)) & (col(Envelope.thread) == bindparam("thread"))
_OF_COACH: Final = Access(
    CoachThreadRow,
    Coach,
    *(Coach.state, Coach.expires, Thread.id, Thread.seq, Thread.read_u, Thread.read_c, Thread.last_note, _COACHES),
    joined=outerjoin(outerjoin(Coach, Envelope, _MINE), Thread, col(Thread.id) == col(Envelope.thread)),
    shared=True,
)


def put(session: Session, box: BoxRequest, envelopes: list[EnvelopeIn], now: datetime) -> Outcome | RefusalOrErrors:
    """Create the thread, or give it exactly these envelopes. Each must be for another coach, and an active one."""
    found = THREAD.lock(session, box)
    is_new = isinstance(found, Refusal)
    if isinstance(found, Refusal) and THREAD.probe(session, box) is not False:
        return found
    wrong = _not_active(session, envelopes, now)
    if wrong:
        return wrong
    if is_new:
        made = create(session, Thread(id=box.id, auth=box.auth, last_day=day_of(now), created=month_of(now)))
        if isinstance(made, Refusal):
            return made
        if not made:  # Another process was faster; what it committed is seen now.
            return put(session, box, envelopes, now)
    else:
        kept = [bytes.fromhex(one.coach) for one in envelopes]
        session.exec(delete(Note).where(col(Note.thread) == box.id, col(Note.coach).not_in(kept)))
        session.exec(delete(Envelope).where(col(Envelope.thread) == box.id))
        after_commit_checkpoint(session)
    session.add_all(Envelope(thread=box.id, coach=bytes.fromhex(one.coach), sealed=one.sealed) for one in envelopes)
    session.flush()
    return Outcome.MADE if is_new else Outcome.KEPT


def _not_active(session: Session, envelopes: list[EnvelopeIn], now: datetime) -> list[FieldError]:
    """Return an error for each that is no active coach. The others' rows are locked: none may be revoked meanwhile."""
    ids = {bytes.fromhex(one.coach) for one in envelopes}
    coaches = session.exec(
        select(Coach).where(col(Coach.id).in_(ids)).order_by(col(Coach.id)).with_for_update(read=True)
    )
    active = {one.id.hex() for one in coaches if is_active(one.state, one.expires, now)}
    return [
        FieldError(f"envelopes[{at}].coach", "Not an active coach")
        for at, one in enumerate(envelopes)
        if one.coach not in active
    ]


def ids_of(coaches: bytes | None) -> list[str]:
    """Return the ids of a row's `coaches`, in hex and in order."""
    all_ids = coaches or b""
    return sorted(all_ids[at : at + _ID].hex() for at in range(0, len(all_ids), _ID))


def read_for_coach(session: Session, box: BoxRequest, thread: bytes, now: datetime) -> CoachThreadRow | RefusalOrErrors:
    """Return the thread, for a coach who may see it.

    The coach is checked first, then whether the thread is sealed to them: a thread that is not and a missing one get
    the same refusal.
    """
    return _sealed_to(session, _OF_COACH.read(session, box, thread=thread), thread, now)


def lock_for_coach(session: Session, box: BoxRequest, thread: bytes, now: datetime) -> Thread | RefusalOrErrors:
    """Return the thread as an object, for a coach who may see it; both are locked until the transaction ends.

    The thread is locked first, as in `put`: what is checked then cannot change.
    """
    locked = session.get(Thread, thread, with_for_update=True)
    found = _sealed_to(session, _OF_COACH.lock(session, box, thread=thread), thread, now)
    return (locked or refusal_of(session, thread)) if isinstance(found, CoachThreadRow) else found


def _sealed_to(
    session: Session, found: CoachThreadRow | Refusal, thread: bytes, now: datetime
) -> CoachThreadRow | RefusalOrErrors:
    if isinstance(found, Refusal):
        return found
    if not is_active(found.state, found.expires, now):
        return Refusal.NOT_ACTIVE
    return refusal_of(session, thread) if found.id is None else found


def read(session: Session, box: BoxRequest, seq: int, notifier: Notifier) -> RefusalOrErrors | None:
    """Note that the person's device has read up to `seq`; once it has read every answer, drop the waiting push."""
    thread = THREAD.locked(session, box)
    if isinstance(thread, Refusal):
        return thread
    if wrong := beyond(seq, thread.seq):
        return wrong
    if seq <= thread.read_u:
        return None
    thread.read_u = seq
    if thread.channel is not None and thread.last_c:
        its = (Message.thread == thread.id, Message.direction == FROM_COACH, Message.n == thread.last_c)
        answered = session.exec(select(Message.seq).where(*its)).first()
        if answered is not None and seq >= answered:
            notifier.cancel(session, thread.channel, thread.id)
    return None


def beyond(seq: int, last: int) -> list[FieldError]:
    """Return an error when `seq` lies beyond the last message."""
    return [] if seq <= last else [FieldError("seq", f"The thread ends at {last}")]


def tell(session: Session, box: BoxRequest, channel: bytes | None, notifier: Notifier) -> RefusalOrErrors | None:
    """Tie the channel that is told of answers, or untie it; drop what waits for the former one."""
    thread = THREAD.locked(session, box)
    if isinstance(thread, Refusal):
        return thread
    if thread.channel == channel:
        return None
    # Its secret is not asked for: only its phone and we know the id, and it is good for no more than a push without
    # content (docs/engineers/adr/0020-threads.md).
    if channel is not None and not notifier.exists(session, channel):
        return [FieldError("channel", "There is no such channel")]
    if thread.channel is not None:
        notifier.cancel(session, thread.channel, thread.id)
    thread.channel = channel
    after_commit_checkpoint(session)
    return None


def untie(session: Session, thread: Thread) -> None:
    """Untie the thread from a channel that is gone."""
    thread.channel = None
    after_commit_checkpoint(session)


def destroy(session: Session, box: BoxRequest, tombstones: Tombstones, notifier: Notifier) -> Refusal | None:
    """Delete everything of the thread, and leave a tombstone."""
    thread = THREAD.locked(session, box)
    if isinstance(thread, Refusal):
        return thread
    end(session, thread, notifier.cancel)
    tombstones.record(session, box.id)
    return None


def remove(session: Session, thread: bytes, tombstones: Tombstones, cancel: Cancel) -> bool:
    """Delete a thread for the operator, who has no secret of it; return False when there is none. `cancel` is called
    where a channel is tied."""
    found = session.get(Thread, thread, with_for_update=True)
    if found is None:
        return False
    end(session, found, cancel)
    tombstones.record(session, thread)
    return True


def end(session: Session, thread: Thread, cancel: Cancel) -> None:
    """Erase a locked thread, with what waits for its channel. The caller leaves the tombstone."""
    if thread.channel is not None:
        cancel(session, thread.channel, thread.id)
    erase(session, thread.id)


def erase(session: Session, thread: bytes) -> None:
    """Delete every row of a locked thread. The caller leaves the tombstone."""
    for table in (Message, FirstMessage, Note, Envelope):
        session.exec(delete(table).where(col(table.thread) == thread))
    session.exec(delete(Thread).where(col(Thread.id) == thread))
