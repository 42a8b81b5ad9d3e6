"""What the operator does with coaches: invite, list, certify, revoke. Each is one step of a write transaction."""

import hashlib
import secrets
from datetime import UTC, datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import Session, col

from selfhelp.coach.tables import ACTIVE, REVOKED, Coach, CoachInvitation, Envelope, Note, Thread
from selfhelp.store import after_commit_checkpoint


def invite(session: Session, label: str, until: int) -> str:
    """Write down a new invitation, good once and before `until` (seconds since 1970); its secret, 64 hex digits."""
    secret = secrets.token_bytes(32)
    session.add(CoachInvitation(id=hashlib.sha256(secret).digest(), label=label, until=until))
    session.flush()
    return secret.hex()


def uninvite(session: Session, label: str) -> int:
    """Take back the invitations with this label that nobody has used; how many."""
    gone = session.execute(delete(CoachInvitation).where(col(CoachInvitation.label) == label))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def certify(session: Session, coach_id: bytes, certificate: bytes, expires: int) -> bool:
    """Give a coach a certificate, the first or the next, whose signature has been checked; False when there is no such
    coach, or a revoked one."""
    coach = session.get(Coach, coach_id, with_for_update=True)
    if coach is None or coach.state == REVOKED:
        return False
    coach.certificate, coach.expires, coach.state = certificate, expires, ACTIVE
    session.flush()
    return True


def active_besides(session: Session, coach_id: bytes, now: datetime) -> int:
    """Return how many other coaches are active: those to whom a thread is sealed."""
    others = (col(Coach.id) != coach_id, col(Coach.state) == ACTIVE, col(Coach.expires) > now.timestamp())
    return int(session.execute(select(func.count()).select_from(Coach).where(*others)).scalar_one())


def waiting_alone(session: Session, coach_id: bytes, now: datetime) -> int:
    """In how many threads somebody waits whom, of all active coaches, this one alone can read."""
    theirs = (col(Envelope.thread) == col(Thread.id)) & (col(Envelope.coach) == coach_id)
    waiting = (col(Thread.waits_since).is_not(None), unread_without(coach_id, now))
    return int(
        session.execute(select(func.count()).select_from(Thread).join(Envelope, theirs).where(*waiting)).scalar_one()
    )


def unread_without(coach: bytes, now: datetime) -> ColumnElement[bool]:
    """Return whether no coach who is active can read the `Thread`, `coach` left out."""
    its = aliased(Envelope)  # the caller may have joined the envelopes
    active = (col(Coach.id) != coach, col(Coach.state) == ACTIVE, col(Coach.expires) > now.timestamp())
    return ~exists().where(col(its.thread) == col(Thread.id), col(its.coach) == col(Coach.id), *active).correlate(
        Thread
    )


def revoke(session: Session, coach_id: bytes) -> bool:
    """End a coach, for good: what was sealed to them goes. False when there is no such coach."""
    coach = session.get(Coach, coach_id, with_for_update=True)
    if coach is None:
        return False
    coach.state = REVOKED
    session.flush()
    for table in (Envelope, Note):
        session.execute(delete(table).where(col(table.coach) == coach_id))
    after_commit_checkpoint(session)
    return True


def over(session: Session, now: datetime) -> int:
    """Forget the invitations that nobody used in time; how many."""
    before = int(now.astimezone(UTC).timestamp())
    gone = session.execute(delete(CoachInvitation).where(col(CoachInvitation.until) <= before))
    return int(gone.rowcount)  # type: ignore[attr-defined]
