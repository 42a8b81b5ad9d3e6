"""The coaches as the operator sees them: who is invited, who waits, whose certificate ends. Nothing of any thread."""

from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import select
from sqlmodel import Session, col

from selfhelp.coach import certificate, queries, tables
from selfhelp.organisation import fingerprint, vouches, written

State = Literal["invited", "waiting", "active", "over", "old key", "revoked"]
"""*over*: the certificate has ended. *old key*: the key in pack.toml has not signed it, so no phone believes it."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One coach, or one invitation that nobody has used yet (`hours_left`; no id)."""

    label: str
    state: State
    id: str = ""
    fingerprint: str = ""
    public_key: str = ""
    days_left: int | None = None
    hours_left: int | None = None

    @property
    def needs_certificate(self) -> bool:
        """Whether the operator should sign now."""
        ends = self.days_left is not None and self.days_left <= certificate.WARNED_DAYS
        return self.state in ("waiting", "over", "old key") or (self.state == "active" and ends)


def roll(session: Session, organisation: bytes | None, now: datetime) -> list[Line]:
    """Everyone, by label; revoked ones last. `organisation` is the pack's key; without one no certificate is judged."""
    lines = [_line(row, organisation, now) for row in queries.coaches(session)]
    lines += [_invitation(*found, now) for found in _invitations(session, now)]
    return sorted(lines, key=lambda line: (line.state == "revoked", line.label, line.id))


def _line(row: queries.CoachRow, organisation: bytes | None, now: datetime) -> Line:
    left = None
    if row.expires is not None and row.state == tables.ACTIVE:
        left = certificate.days_left(row.expires, now)
    return Line(
        label=row.label,
        state=_state(row, organisation, now),
        id=row.id.hex(),
        fingerprint=fingerprint(row.public_key),
        public_key=written(row.public_key),
        days_left=left,
    )


def _state(row: queries.CoachRow, organisation: bytes | None, now: datetime) -> State:
    if row.state != tables.ACTIVE:
        return "revoked" if row.state == tables.REVOKED else "waiting"
    if row.certificate is None or row.expires is None or row.is_expired(now):
        return "over"
    if organisation is not None and not vouches(organisation, row.public_key, row.expires, row.certificate):
        return "old key"
    return "active"


def _invitations(session: Session, now: datetime) -> list[tuple[str, int]]:
    label, until = col(tables.CoachInvitation.label), col(tables.CoachInvitation.until)
    found = session.execute(select(label, until).where(until > int(now.timestamp())))
    return [(str(row[0]), int(row[1])) for row in found]


def _invitation(label: str, until: int, now: datetime) -> Line:
    return Line(label=label, state="invited", hours_left=int(until - now.timestamp()) // 3_600)
