"""Check coaching for `selfhelp doctor`: coaches whom phones trust, certificates that last, people who are answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from selfhelp.coach import status
from selfhelp.coach.certificate import WARNED_DAYS
from selfhelp.coach.list_coaches import CoachLine, coach_lines
from selfhelp.coach.schema import MAX_COACHES
from selfhelp.finding import Finding, counted
from selfhelp.settings import Settings
from selfhelp.store.commands import engine_of, is_there

LONG_WAIT: Final = 7
"""Days without an answer from which the operator is warned, whatever was promised."""


def look_over(settings: Settings, organisation: bytes | None, *, launch: bool) -> Iterator[Finding]:
    """Yield findings. `organisation` is the pack's key. Nothing when the database cannot be read: another check says
    so."""
    try:
        lines, seen = _seen(settings, organisation)
    except SQLAlchemyError:
        return
    living = [line for line in lines if line.state != "revoked"]
    if organisation is None:
        yield from _switched_off(living, seen.threads if seen else 0)
        return
    oldest = seen.oldest if seen else 0
    findings = [*_nobody(living, launch=launch), *_too_many(living), *_certificates(living), *_waiting(oldest)]
    findings += _unread(seen.unread if seen else 0)
    if not findings:
        first = min(line.days_left or 0 for line in living if line.state == "active")
        active = sum(line.state == "active" for line in living)
        findings = [Finding("fine", f"coaches: {active} active, the first certificate ends in {counted(first, 'day')}")]
    yield from findings


def _seen(settings: Settings, organisation: bytes | None) -> tuple[list[CoachLine], status.CoachStatus | None]:
    """Return all coaches, and the counts; none before the first start."""
    if not is_there(settings):
        return [], None
    now = datetime.now(UTC)
    with engine_of(settings) as engine, Session(engine) as session:
        return coach_lines(session, organisation, now), status.read(session.connection(), now)


def _switched_off(living: list[CoachLine], threads: int) -> Iterator[Finding]:
    if threads:
        yield Finding.warning(
            f"coaches: {counted(threads, 'conversation')}, and pack.toml has no organisation.key",
            "Anyone who wrote can still read and delete what stands there, and nobody will reply.",
            "Put the key back if someone is to reply. A conversation goes when the person deletes it, or after 180"
            " days.",
        )
    if not living:
        if threads:
            return
        yield Finding("fine", "coaches: none, pack.toml has no organisation.key")
        return
    yield Finding.warning(
        f"coaches: {', '.join(line.label for line in living)}, and pack.toml has no organisation.key",
        "Without it the app shows no coach to anyone, and nobody can be certified.",
        "`selfhelp coach org-key FILE`, on a machine that is never online; docs/operators/coaches.md has the rest.",
    )


def _nobody(living: list[CoachLine], *, launch: bool) -> Iterator[Finding]:
    if not any(line.state == "active" for line in living):
        yield Finding(
            "error" if launch else "warning",
            "coaches: none active, and pack.toml has an organisation.key",
            "The app says that someone replies, and there is nobody to write to.",
            "`selfhelp coach invite --label NAME`, then certify; or take the key out of pack.toml.",
        )


def _too_many(living: list[CoachLine]) -> Iterator[Finding]:
    active = sum(line.state in ("active", "old key") for line in living)
    if active > MAX_COACHES:
        yield Finding.error(
            f"coaches: {active} active, and a conversation is encrypted for {MAX_COACHES} at most",
            "Nobody can begin a conversation, and nobody can let a new coach into one.",
            "`selfhelp coach revoke ID` for those who no longer reply.",
        )
    elif active == MAX_COACHES:
        yield Finding.warning(
            f"coaches: {active} active, as many as a conversation is encrypted for",
            "Nobody else can be certified.",
            "`selfhelp coach revoke ID` for those who no longer reply.",
        )


def _certificates(living: list[CoachLine]) -> Iterator[Finding]:
    for state, says, why in (
        ("waiting", "waiting for a certificate", "They can read nothing and reply to nobody until then."),
        ("over", "certificate over", "They can read nothing and reply to nobody."),
        ("old key", "certificate not signed by the key in pack.toml", "No phone believes them."),
        (
            "active",
            f"certificate ends within {WARNED_DAYS} days",
            "After that they can read nothing and reply to nobody.",
        ),
    ):
        labels = [line.label for line in living if line.state == state and line.needs_certificate]
        if labels:
            do = "`selfhelp coach list` has the command that certifies each."
            yield Finding.warning(f"coaches: {', '.join(labels)}: {says}", why, do)


def _waiting(oldest: int) -> Iterator[Finding]:
    if oldest > LONG_WAIT:
        yield Finding.warning(
            f"coaches: someone has waited {oldest} days for a reply",
            "They were promised one.",
            "Ask the coaches; `selfhelp coach list` counts the conversations.",
        )


def _unread(threads: int) -> Iterator[Finding]:
    if threads:
        yield Finding.warning(
            f"coaches: in {counted(threads, 'conversation')} someone whom no active coach can read waits for a reply",
            "They were promised one, and no inbox shows what they wrote.",
            "If a coach's certificate is over, `selfhelp coach certify`. Else the app offers each of them the coaches"
            " who are active, when it is opened; see that there is one.",
        )
