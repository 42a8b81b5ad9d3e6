"""Coaches: invited, certified and revoked by the operator. Each is a box made with an invitation, shown to its own
device and, while it is active, to everybody."""

import hashlib
import secrets
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import delete, exists, func
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import Session, col, select

from selfhelp.boxes import Access, BoxRequest, Outcome, Refusal, RefusalOrErrors, create, month_of
from selfhelp.coach.schema import Coaches, CoachOut, CoachState
from selfhelp.coach.tables import ACTIVE, REVOKED, Coach, CoachInvitation, Envelope, Note, Thread
from selfhelp.http.problems import FieldError
from selfhelp.store import after_commit_checkpoint


class CoachRow(NamedTuple):
    """What decides whether a coach is admitted."""

    auth: bytes
    state: str
    expires: int | None


COACH: Final = Access(CoachRow, Coach, col(Coach.state), col(Coach.expires))


def active(session: Session, now: datetime) -> Coaches:
    """Return the active coaches: those to whom a thread may be sealed."""
    found = session.exec(select(Coach).where(where_active(now)).order_by(col(Coach.id)))
    return Coaches([CoachOut(one.id.hex(), one.public_key, one.expires or 0, one.certificate or b"") for one in found])


def is_invited(session: Session, secret: bytes, now: datetime) -> bool:
    """Return whether an unused and unexpired invitation has a secret with this SHA-256."""
    found = session.get(CoachInvitation, secret)
    return found is not None and found.until > now.timestamp()


def enrol(
    session: Session, box: BoxRequest, invitation: bytes, public_key: bytes, now: datetime
) -> Outcome | RefusalOrErrors:
    """Make a coach who waits for a certificate; do nothing when there is one with this key.

    `invitation` is the 32-byte secret; it is used up.
    """
    known = COACH.locked(session, box)
    if not isinstance(known, Refusal):
        return Outcome.KEPT if known.public_key == public_key else [FieldError("public_key", "Not this coach's key")]
    invited = session.get(CoachInvitation, hashlib.sha256(invitation).digest(), with_for_update=True)
    free = COACH.probe(session, box)
    if isinstance(free, Refusal):
        return free
    if invited is None or invited.until <= now.timestamp():
        return Refusal.NO_INVITATION
    label, month = invited.label, month_of(now)
    made = create(session, Coach(id=box.id, auth=box.auth, public_key=public_key, label=label, created=month))
    if isinstance(made, Refusal):
        return made
    if not made:  # Another process was faster; what it committed is seen now.
        return enrol(session, box, invitation, public_key, now)
    session.delete(invited)
    session.flush()
    return Outcome.MADE


def standing(session: Session, box: BoxRequest, now: datetime) -> CoachState | Refusal:
    """Return a coach's state for their own device, revoked or not."""
    coach = COACH.opened(session, box)
    if isinstance(coach, Refusal):
        return coach
    others = [one for one in active(session, now).coaches if one.id != box.id.hex()]
    alone = waiting_alone(session, box.id, now)
    is_expired = coach.expires is not None and coach.expires <= now.timestamp()
    return CoachState(coach.state, is_expired, coach.public_key, coach.certificate, coach.expires, others, alone)


def leave(session: Session, box: BoxRequest) -> Refusal | None:
    """End the coach for good, by their own device."""
    row = COACH.lock(session, box)
    if isinstance(row, Refusal):
        return row
    revoke(session, box.id)
    return None


def admitted(session: Session, box: BoxRequest, now: datetime) -> Refusal | None:
    """Return None for a coach who may read and write threads, otherwise the refusal."""
    coach = COACH.read(session, box)
    if isinstance(coach, Refusal):
        return coach
    return None if is_active(coach.state, coach.expires, now) else Refusal.NOT_ACTIVE


def is_active(state: str, expires: int | None, now: datetime) -> bool:
    """Return whether a coach in this state, whose certificate ends then, may read and write threads."""
    return state == ACTIVE and expires is not None and expires > int(now.timestamp())


def where_active(now: datetime) -> ColumnElement[bool]:
    """Return the same as `is_active`, as a condition on `Coach`."""
    return (col(Coach.state) == ACTIVE) & (col(Coach.expires) > int(now.timestamp()))


def erase(session: Session, coach_id: bytes) -> None:
    """Delete every row of the coach but the answers, which belong to the threads. The caller leaves the tombstone."""
    _erase_sealed(session, coach_id)
    session.exec(delete(Coach).where(col(Coach.id) == coach_id))


def invite(session: Session, label: str, until: int) -> str:
    """Store a new invitation, valid once and before `until` (seconds since 1970); return its secret, 64 hex digits."""
    secret = secrets.token_bytes(32)
    session.add(CoachInvitation(id=hashlib.sha256(secret).digest(), label=label, until=until))
    session.flush()
    return secret.hex()


def uninvite(session: Session, label: str) -> int:
    """Delete the unused invitations with this label; return how many."""
    gone = session.exec(delete(CoachInvitation).where(col(CoachInvitation.label) == label))
    return gone.rowcount


def certify(session: Session, coach_id: bytes, certificate: bytes, expires: int) -> bool:
    """Store a coach's certificate, whose signature has been checked; return False for a missing or revoked coach."""
    coach = session.get(Coach, coach_id, with_for_update=True)
    if coach is None or coach.state == REVOKED:
        return False
    coach.certificate, coach.expires, coach.state = certificate, expires, ACTIVE
    session.flush()
    return True


def active_besides(session: Session, coach_id: bytes, now: datetime) -> int:
    """Return how many other coaches are active."""
    others = col(Coach.id) != coach_id
    return session.exec(select(func.count()).select_from(Coach).where(others, where_active(now))).one()


def waiting_alone(session: Session, coach_id: bytes, now: datetime) -> int:
    """Count waiting threads that only this active coach can read."""
    theirs = (col(Envelope.thread) == col(Thread.id)) & (col(Envelope.coach) == coach_id)
    waiting = (col(Thread.waits_since).is_not(None), unread_without(coach_id, now))
    return session.exec(select(func.count()).select_from(Thread).join(Envelope, theirs).where(*waiting)).one()


def unread_without(coach: bytes, now: datetime) -> ColumnElement[bool]:
    """Return the condition that no active coach but `coach` can read the `Thread`."""
    its = aliased(Envelope)  # the caller may have joined the envelopes
    reads = (col(its.thread) == col(Thread.id), col(its.coach) == col(Coach.id), col(Coach.id) != coach)
    return ~exists().where(*reads, where_active(now)).correlate(Thread)


def revoke(session: Session, coach_id: bytes) -> bool:
    """Revoke a coach for good and delete what was sealed to them; return False when there is no such coach."""
    coach = session.get(Coach, coach_id, with_for_update=True)
    if coach is None:
        return False
    coach.state = REVOKED
    session.flush()
    _erase_sealed(session, coach_id)
    after_commit_checkpoint(session)
    return True


def _erase_sealed(session: Session, coach_id: bytes) -> None:
    for table in (Envelope, Note):
        session.exec(delete(table).where(col(table.coach) == coach_id))
