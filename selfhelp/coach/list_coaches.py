"""Coaches as the operator sees them: who is invited, who waits, whose certificate ends. Nothing about threads."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

import msgspec
from sqlmodel import Session, col, select

from selfhelp.coach import certificate, status, tables
from selfhelp.coach.coaches import is_active
from selfhelp.finding import counted
from selfhelp.organisation import fingerprint, vouches, written

SHOWN_OF_ID: Final = 8

State = Literal["invited", "waiting", "active", "over", "old key", "revoked"]
"""*over*: the certificate has expired. *old key*: the key in pack.toml did not sign it, so phones do not trust it."""


class CoachLine(msgspec.Struct, frozen=True, omit_defaults=True):
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


def coach_lines(session: Session, organisation: bytes | None, now: datetime) -> list[CoachLine]:
    """Return all by label, revoked ones last. `organisation` is the pack's key; without it no certificate is judged."""
    lines = [_line(coach, organisation, now) for coach in session.exec(select(tables.Coach))]
    is_open = col(tables.CoachInvitation.until) > int(now.timestamp())
    for invitation in session.exec(select(tables.CoachInvitation).where(is_open)):
        left = int(invitation.until - now.timestamp()) // 3_600
        lines.append(CoachLine(label=invitation.label, state="invited", hours_left=left))
    return sorted(lines, key=lambda line: (line.state == "revoked", line.label, line.id))


def _line(coach: tables.Coach, organisation: bytes | None, now: datetime) -> CoachLine:
    lasts = coach.expires if coach.state == tables.ACTIVE else None
    return CoachLine(
        label=coach.label,
        state=_state(coach, organisation, now),
        id=coach.id.hex(),
        fingerprint=fingerprint(coach.public_key),
        public_key=written(coach.public_key),
        days_left=None if lasts is None else certificate.days_left(lasts, now),
    )


def _state(coach: tables.Coach, organisation: bytes | None, now: datetime) -> State:
    if coach.state != tables.ACTIVE:
        return "revoked" if coach.state == tables.REVOKED else "waiting"
    if coach.certificate is None or coach.expires is None or not is_active(coach.state, coach.expires, now):
        return "over"
    if organisation is not None and not vouches(organisation, coach.public_key, coach.expires, coach.certificate):
        return "old key"
    return "active"


def list_lines(lines: list[CoachLine], counts: status.CoachStatus) -> Iterator[str]:
    """Yield what `coach list` prints: all coaches, how many threads wait, and what to do next."""
    if not lines:
        yield "No coach and no open invitation. `selfhelp coach invite --label NAME` begins."
        return
    width = max(len("label"), *(len(line.label) for line in lines))
    yield f"{'label':<{width}}  state    days left  id        fingerprint"
    for line in lines:
        days = "" if line.days_left is None else str(line.days_left)
        row = f"{line.label:<{width}}  {line.state:<7}  {days:>9}  {line.id[:SHOWN_OF_ID]:<8}  {line.fingerprint}"
        yield row.rstrip()
    yield f"\n{_threads(counts)}"
    for line in lines:
        if line.state == "invited":
            left = counted(line.hours_left or 0, "more hour")
            yield f"\n{line.label} has an invitation that nobody has used, good for {left}."
        if line.needs_certificate:
            yield from _what_to_do(line)


def _threads(counts: status.CoachStatus) -> str:
    oldest = f", the oldest for {counted(counts.oldest, 'day')}" if counts.waiting else ""
    said = f"{counted(counts.threads, 'conversation')}, {counts.waiting} waiting for a reply{oldest}."
    if not counts.unread:
        return said
    return (
        f"{said}\nNo active coach can read {counts.unread} of those waiting, and no inbox shows them. A coach whose "
        "certificate is over can, once certified.\nElse the app offers each person another coach, when it is opened."
    )


def _what_to_do(line: CoachLine) -> Iterator[str]:
    why = {
        "waiting": "waits for a certificate",
        "over": "can neither read nor write: the certificate is over",
        "old key": "is believed by no phone: the key in pack.toml has not signed the certificate",
        "active": f"has {counted(line.days_left or 0, 'day')} left",
    }[line.state]
    yield f"\n{line.label} {why}. Have {line.label} read the fingerprint to you. If it is the one above:"
    yield f"  selfhelp coach certify {line.id[:SHOWN_OF_ID]} --key FILE"
    yield "or, on the machine that has the key:"
    yield f"  selfhelp coach sign --public-key {line.public_key} --key FILE"
