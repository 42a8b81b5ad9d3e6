"""Threads as boxes: made, resealed to other coaches, read, tied to a channel or not, erased."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session, col

from selfhelp.boxes import Access, BoxRequest, NewBox, Refusal, Tombstones, month_of
from selfhelp.coach.coaches import is_over
from selfhelp.coach.notifier import Notifier, PendingNotices
from selfhelp.coach.refusal import Refused
from selfhelp.coach.schema import EnvelopeIn
from selfhelp.coach.tables import ACTIVE, COACH, Coach, Envelope, Message, Note, Opening, Thread, day_of
from selfhelp.http.problems import FieldError
from selfhelp.store import SetStatement, Statement, after_commit_checkpoint, among

THREAD: Final = Access(Thread, Thread.seq, Thread.last_c, Thread.read_u, Thread.channel)

_CREATION = NewBox(
    Thread,
    *("seq", "last_u", "last_c", "last_note", "read_u", "read_c"),
    *("last_day", "answered_by", "waits_since", "channel", "created", "weight"),
)
_COACHES = SetStatement(
    select(col(Coach.id), col(Coach.state), col(Coach.expires))
    .where(among(Coach.id))
    .order_by(col(Coach.id))
    .with_for_update(read=True)
)
_ENVELOPES = Statement(
    select(col(Envelope.coach)).where(col(Envelope.thread) == bindparam("box")).order_by(col(Envelope.coach))
)
_CLEAR = Statement(delete(Envelope).where(col(Envelope.thread) == bindparam("box")))
_SEAL = Statement(insert(Envelope).values({name: bindparam(name) for name in ("thread", "coach", "sealed")}))
_DROP_NOTES = Statement(
    delete(Note).where(col(Note.thread) == bindparam("box"), col(Note.coach) == bindparam("to_coach"))
)
_ANSWER = Statement(
    select(col(Message.seq)).where(
        col(Message.thread) == bindparam("box"),
        col(Message.direction) == bindparam("answers"),
        col(Message.n) == bindparam("last"),
    )
)
_READ = Statement(update(Thread).where(col(Thread.id) == bindparam("box")).values(read_u=bindparam("seq")))
_TELL = Statement(update(Thread).where(col(Thread.id) == bindparam("box")).values(channel=bindparam("new_channel")))
_LOCK = Statement(select(col(Thread.channel)).where(col(Thread.id) == bindparam("box")).with_for_update())
_ERASE = [
    Statement(delete(table).where(col(column) == bindparam("box")))
    for table, column in (
        *((Message, Message.thread), (Opening, Opening.thread)),
        *((Note, Note.thread), (Envelope, Envelope.thread)),
    )
]
_ERASE_THREAD = Statement(delete(Thread).where(col(Thread.id) == bindparam("box")))


class Outcome(Enum):
    """What a PUT did."""

    MADE = "made"
    RESEALED = "resealed"


def put(session: Session, box: BoxRequest, envelopes: list[EnvelopeIn], now: datetime) -> Outcome | Refused:
    """Make the thread, or let it have exactly these envelopes. Each must be for another coach, and an active one."""
    held = THREAD.lock(session, box.id, box.auth)
    is_new = False
    if isinstance(held, Refusal):
        if THREAD.probe(session, box.id, box.auth) is not False:
            return held
        is_new = True
    wrong = _not_active(session, envelopes, now)
    if wrong:
        return wrong
    if is_new:
        made = _make(session, box, now)
        if isinstance(made, Refusal):
            return made
        if not made:  # Another process was faster; what it committed is seen now.
            return put(session, box, envelopes, now)
    else:
        kept = {bytes.fromhex(one.coach) for one in envelopes}
        for (coach,) in _ENVELOPES.all(session, box=box.id):
            if coach not in kept:
                _DROP_NOTES.run(session, box=box.id, to_coach=coach)
        _CLEAR.run(session, box=box.id)
        after_commit_checkpoint(session)
    _SEAL.many(
        session, [{"thread": box.id, "coach": bytes.fromhex(one.coach), "sealed": one.sealed} for one in envelopes]
    )
    return Outcome.MADE if is_new else Outcome.RESEALED


def _not_active(session: Session, envelopes: list[EnvelopeIn], now: datetime) -> list[FieldError]:
    """The coaches' rows are locked against a revocation: none may be revoked while something is sealed to them."""
    ids = sorted({bytes.fromhex(one.coach) for one in envelopes})
    active = {
        coach.hex()
        for coach, state, expires in _COACHES.all(session, [(coach,) for coach in ids])
        if state == ACTIVE and not is_over(expires, now)
    }
    return [
        FieldError(f"envelopes[{at}].coach", "Not an active coach")
        for at, one in enumerate(envelopes)
        if one.coach not in active
    ]


def _make(session: Session, box: BoxRequest, now: datetime) -> bool | Refusal:
    zeros = dict.fromkeys(("seq", "last_u", "last_c", "last_note", "read_u", "read_c", "weight"), 0)
    return _CREATION.make(
        session,
        id=box.id,
        auth=box.auth,
        **zeros,
        last_day=day_of(now),
        answered_by=None,
        waits_since=None,
        channel=None,
        created=month_of(now),
    )


def coaches_of(session: Session, thread: bytes) -> list[str]:
    """The ids of the coaches to whom the thread is sealed."""
    return [coach.hex() for (coach,) in _ENVELOPES.all(session, box=thread)]


def is_read(session: Session, box: BoxRequest, seq: int) -> bool | Refused:
    """Whether `read` would change nothing: then no write is needed."""
    found = THREAD.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    return beyond(seq, found[0]) or bool(seq <= found[2])


def read(session: Session, box: BoxRequest, seq: int, bell: Notifier) -> Refused | None:
    """The person's device has read up to `seq`; once that is all of the answers nothing needs to ring any more."""
    held = THREAD.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    last_seq, last_c, read_u, channel = held
    if wrong := beyond(seq, last_seq):
        return wrong
    if seq <= read_u:
        return None
    _READ.run(session, box=box.id, seq=seq)
    if channel is not None and last_c:
        found = _ANSWER.first(session, box=box.id, answers=COACH, last=last_c)
        if found is not None and seq >= found[0]:
            bell.hush(session, channel, box.id)
    return None


def beyond(seq: int, last: int) -> list[FieldError]:
    """Nobody has read what is not there."""
    return [] if seq <= last else [FieldError("seq", f"The thread ends at {last}")]


def tell(session: Session, box: BoxRequest, channel: bytes | None, bell: Notifier) -> Refused | None:
    """Tie the channel that is told of answers, or untie it; what waits for the former one goes."""
    held = THREAD.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    former = held[-1]
    if former == channel:
        return None
    if channel is not None and not bell.knows(session, channel):
        return [FieldError("channel", "There is no such channel")]
    if former is not None:
        bell.hush(session, former, box.id)
    _TELL.run(session, box=box.id, new_channel=channel)
    after_commit_checkpoint(session)
    return None


def untie(session: Session, thread: bytes) -> None:
    """The channel is gone: the thread names none."""
    _TELL.run(session, box=thread, new_channel=None)
    after_commit_checkpoint(session)


def destroy(session: Session, box: BoxRequest, graves: Tombstones, bell: Notifier) -> Refusal | None:
    """Everything of the thread goes, and a grave stays."""
    held = THREAD.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    bury(session, box.id, held[-1], graves, bell)
    return None


def remove(session: Session, thread: bytes, graves: Tombstones, hush: Callable[[], PendingNotices]) -> bool:
    """The same for the operator, who has no secret of it; False when it is not there. `hush` is asked for where a
    channel is tied."""
    row = _LOCK.first(session, box=thread)
    if row is None:
        return False
    if row[0] is not None:
        hush().hush(session, row[0], thread)
    erase(session, thread)
    graves.record(session, thread)
    return True


def bury(session: Session, thread: bytes, channel: bytes | None, graves: Tombstones, bell: Notifier) -> None:
    """Erase a thread that is locked, with what waits for its channel, and leave a grave."""
    if channel is not None:
        bell.hush(session, channel, thread)
    erase(session, thread)
    graves.record(session, thread)


def erase(session: Session, thread: bytes) -> None:
    """Every row of the thread. The grave is not its business."""
    _LOCK.first(session, box=thread)
    for statement in _ERASE:
        statement.run(session, box=thread)
    _ERASE_THREAD.run(session, box=thread)
