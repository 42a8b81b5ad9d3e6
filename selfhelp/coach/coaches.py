"""Coaches as boxes: made with an invitation, shown to themselves and, while they are active, to everybody."""

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from selfhelp.boxes import Access, BoxRequest, BoxRow, Outcome, Refusal, Refused, create, month_of
from selfhelp.coach import queries
from selfhelp.coach.schema import Coaches, CoachOut, CoachState
from selfhelp.coach.tables import ACTIVE, WAITING, Coach, CoachInvitation, Envelope, Note
from selfhelp.http.problems import FieldError

COACH: Final = Access(BoxRow, Coach)


def active(session: Session, now: datetime) -> Coaches:
    """Return those to whom a thread may be sealed."""
    is_active = (col(Coach.state) == ACTIVE, col(Coach.expires) > int(now.timestamp()))
    found = session.exec(select(Coach).where(*is_active).order_by(col(Coach.id)))
    return Coaches([CoachOut(one.id.hex(), one.public_key, one.expires or 0, one.certificate or b"") for one in found])


def is_invited(session: Session, secret: bytes, now: datetime) -> bool:
    """Return whether there is an invitation, unused and not over, whose secret has this SHA-256."""
    found = session.get(CoachInvitation, secret)
    return found is not None and found.until > now.timestamp()


def enrol(session: Session, box: BoxRequest, invitation: bytes, public_key: bytes, now: datetime) -> Outcome | Refused:
    """Make a coach who waits for a certificate; nothing happens when it is there with this key.

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
    made = create(
        session,
        Coach(
            id=box.id,
            auth=box.auth,
            public_key=public_key,
            certificate=None,
            expires=None,
            state=WAITING,
            label=invited.label,
            created=month_of(now),
        ),
    )
    if isinstance(made, Refusal):
        return made
    if not made:  # Another process was faster; what it committed is seen now.
        return enrol(session, box, invitation, public_key, now)
    session.delete(invited)
    session.flush()
    return Outcome.MADE


def standing(session: Session, box: BoxRequest, now: datetime) -> CoachState | Refusal:
    """Return what a coach's own device is told, revoked or not."""
    coach = COACH.opened(session, box)
    if isinstance(coach, Refusal):
        return coach
    others = [one for one in active(session, now).coaches if one.id != box.id.hex()]
    alone = queries.waiting_alone(session, box.id, now)
    is_expired = is_over(coach.expires, now)
    return CoachState(coach.state, is_expired, coach.public_key, coach.certificate, coach.expires, others, alone)


def leave(session: Session, box: BoxRequest) -> Refusal | None:
    """Let the coach's device stop being one, for good."""
    row = COACH.lock(session, box)
    if isinstance(row, Refusal):
        return row
    queries.revoke(session, box.id)
    return None


def admitted(session: Session, box: BoxRequest, now: datetime) -> Refusal | None:
    """Return None for a coach who may read and write threads, otherwise the refusal."""
    coach = COACH.opened(session, box)
    if isinstance(coach, Refusal):
        return coach
    return None if coach.state == ACTIVE and not is_over(coach.expires, now) else Refusal.NOT_ACTIVE


def is_over(expires: int | None, now: datetime) -> bool:
    """Return whether a certificate's end has come."""
    return expires is not None and expires <= now.timestamp()


def erase(session: Session, coach_id: bytes) -> None:
    """Every row of the coach but what they answered, which belongs to the threads. The grave is not its business."""
    for table in (Envelope, Note):
        session.execute(delete(table).where(col(table.coach) == coach_id))
    session.execute(delete(Coach).where(col(Coach.id) == coach_id))
