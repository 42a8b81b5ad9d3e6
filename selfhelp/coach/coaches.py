"""Coaches as boxes: made with an invitation, shown to themselves and, while they are active, to everybody."""

import hashlib
from datetime import datetime
from enum import Enum
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session, col

from selfhelp.boxes import Access, BoxRequest, NewBox, Refusal, month_of
from selfhelp.coach import queries
from selfhelp.coach.refusal import Refused, ThreadError
from selfhelp.coach.schema import Coaches, CoachOut, CoachState
from selfhelp.coach.tables import ACTIVE, WAITING, Coach, CoachInvitation, Envelope, Note
from selfhelp.http.problems import FieldError
from selfhelp.store import Statement

COACH: Final = Access(Coach, Coach.state, Coach.expires, Coach.public_key, Coach.certificate)

_CREATION = NewBox(Coach, "public_key", "certificate", "expires", "state", "label", "created")
_INVITED = Statement(
    select(col(CoachInvitation.label), col(CoachInvitation.until))
    .where(col(CoachInvitation.id) == bindparam("id"))
    .with_for_update()
)
_IS_INVITED = Statement(select(col(CoachInvitation.until)).where(col(CoachInvitation.id) == bindparam("id")))
_USE = Statement(delete(CoachInvitation).where(col(CoachInvitation.id) == bindparam("id")))
_FORGET = Statement(delete(Coach).where(col(Coach.id) == bindparam("id")))
_ACTIVE = Statement(
    select(col(Coach.id), col(Coach.public_key), col(Coach.expires), col(Coach.certificate))
    .where(col(Coach.state) == bindparam("active"), col(Coach.expires) > bindparam("now"))
    .order_by(col(Coach.id))
)
_DROP_ENVELOPES = Statement(delete(Envelope).where(col(Envelope.coach) == bindparam("id")))
_DROP_NOTES = Statement(delete(Note).where(col(Note.coach) == bindparam("id")))


class Enrolled(Enum):
    """What a PUT did."""

    NEW = "new"
    KNOWN = "known"


def active(session: Session, now: datetime) -> Coaches:
    """Those to whom a thread may be sealed."""
    found = _ACTIVE.all(session, active=ACTIVE, now=int(now.timestamp()))
    return Coaches([CoachOut(row[0].hex(), *row[1:]) for row in found])


def is_invited(session: Session, secret: bytes, now: datetime) -> bool:
    """Whether there is an invitation with this SHA-256 of its secret that nobody has used, and that is not over."""
    found = _IS_INVITED.first(session, id=secret)
    return found is not None and bool(found[0] > now.timestamp())


def enrol(session: Session, box: BoxRequest, invitation: bytes, public_key: bytes, now: datetime) -> Enrolled | Refused:
    """Make a coach who waits for a certificate; nothing happens when it is there with this key.

    `invitation` is the 32-byte secret; it is used up.
    """
    found = COACH.lock(session, box.id, box.auth)
    if not isinstance(found, Refusal):
        return Enrolled.KNOWN if found[2] == public_key else [FieldError("public_key", "Not this coach's key")]
    secret = hashlib.sha256(invitation).digest()
    invited = _INVITED.first(session, id=secret)
    known = COACH.probe(session, box.id, box.auth)
    if isinstance(known, Refusal):
        return known
    if invited is None or invited[1] <= now.timestamp():
        return ThreadError.NO_INVITATION
    made = _CREATION.make(
        session,
        id=box.id,
        auth=box.auth,
        public_key=public_key,
        certificate=None,
        expires=None,
        state=WAITING,
        label=invited[0],
        created=month_of(now),
    )
    if isinstance(made, Refusal):
        return made
    if not made:  # Another process was faster; what it committed is seen now.
        return enrol(session, box, invitation, public_key, now)
    _USE.run(session, id=secret)
    return Enrolled.NEW


def standing(session: Session, box: BoxRequest, now: datetime) -> CoachState | Refusal:
    """What a coach's own device is told, revoked or not."""
    found = COACH.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    state, expires, public_key, certificate = found
    others = [one for one in active(session, now).coaches if one.id != box.id.hex()]
    alone = queries.waiting_alone(session, box.id, now)
    return CoachState(state, is_over(expires, now), public_key, certificate, expires, others, alone)


def leave(session: Session, box: BoxRequest) -> Refusal | None:
    """The coach's device stops being one, for good."""
    found = COACH.lock(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    queries.revoke(session, box.id)
    return None


def admitted(session: Session, box: BoxRequest, now: datetime) -> ThreadError | Refusal | None:
    """None: this is a coach who may read and write threads."""
    found = COACH.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    return not_active(found[0], found[1], now)


def not_active(state: str, expires: int | None, now: datetime) -> ThreadError | None:
    """None: a coach of this state, with a certificate until `expires`, may read and write threads."""
    return None if state == ACTIVE and not is_over(expires, now) else ThreadError.NOT_ACTIVE


def is_over(expires: int | None, now: datetime) -> bool:
    """Whether a certificate's end has come."""
    return expires is not None and expires <= now.timestamp()


def erase(session: Session, coach_id: bytes) -> None:
    """Every row of the coach but what they answered, which belongs to the threads. The grave is not its business."""
    _DROP_ENVELOPES.run(session, id=coach_id)
    _DROP_NOTES.run(session, id=coach_id)
    _FORGET.run(session, id=coach_id)
