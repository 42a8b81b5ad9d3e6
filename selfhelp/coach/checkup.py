"""Check coaching for `selfhelp doctor`: coaches whom phones trust, certificates that last, people who are answered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from selfhelp.coach import status
from selfhelp.coach.certificate import WARNED_DAYS
from selfhelp.coach.list_coaches import CoachLine, coach_lines
from selfhelp.coach.schema import MAX_COACHES
from selfhelp.console import Stopped
from selfhelp.finding import Finding, counted
from selfhelp.settings import Settings
from selfhelp.store.commands import is_there, session_of

LONG_WAIT: Final = 7
"""Days without an answer from which the operator is warned, whatever was promised."""


_CERTIFICATES: Final = (
    ("waiting", "waiting for a certificate", "They can read nothing and reply to nobody until then."),
    ("over", "certificate over", "They can read nothing and reply to nobody."),
    ("old key", "certificate not signed by the key in pack.toml", "No phone believes them."),
    (
        "active",
        f"certificate ends within {WARNED_DAYS} days",
        "After that they can read nothing and reply to nobody.",
    ),
)
"""By a coach's state: what is wrong with the certificate, and why that matters."""

_NOTHING: Final = status.CoachStatus(threads=0, waiting=0, oldest=0, unread=0, coaches={})


def look_over(settings: Settings, organisation: bytes | None, *, launch: bool) -> Iterator[Finding]:
    """Yield findings. `organisation` is the pack's key. Nothing when the database cannot be read: another check says
    so."""
    try:
        lines, counts = _seen(settings, organisation)
    except Stopped:
        return
    living = [line for line in lines if line.state != "revoked"]
    if organisation is None:
        yield from _switched_off(living, counts.threads)
        return
    wrong = list(_wrong(living, counts, launch=launch))
    yield from wrong
    if not wrong:
        lasting = [line.days_left or 0 for line in living if line.state == "active"]
        first = counted(min(lasting), "day")
        yield Finding("fine", f"coaches: {len(lasting)} active, the first certificate ends in {first}")


def _seen(settings: Settings, organisation: bytes | None) -> tuple[list[CoachLine], status.CoachStatus]:
    """Return all coaches, and the counts; nothing before the first start."""
    if not is_there(settings):
        return [], _NOTHING
    now = datetime.now(UTC)
    with session_of(settings) as session:
        return coach_lines(session, organisation, now), status.read(session, now)


def _switched_off(living: list[CoachLine], threads: int) -> Iterator[Finding]:
    if threads:
        yield Finding.warning(
            f"coaches: {counted(threads, 'conversation')}, and pack.toml has no organisation.key",
            "Anyone who wrote can still read and delete what stands there, and nobody will reply.",
            "Put the key back if someone is to reply. A conversation goes when the person deletes it, or after 180"
            " days.",
        )
    if living:
        yield Finding.warning(
            f"coaches: {', '.join(line.label for line in living)}, and pack.toml has no organisation.key",
            "Without it the app shows no coach to anyone, and nobody can be certified.",
            "`selfhelp coach org-key FILE`, on a machine that is never online; docs/operators/coaches.md has the rest.",
        )
    elif not threads:
        yield Finding("fine", "coaches: none, pack.toml has no organisation.key")


def _wrong(living: list[CoachLine], counts: status.CoachStatus, *, launch: bool) -> Iterator[Finding]:
    if not any(line.state == "active" for line in living):
        yield Finding(
            "error" if launch else "warning",
            "coaches: none active, and pack.toml has an organisation.key",
            "The app says that someone replies, and there is nobody to write to.",
            "`selfhelp coach invite --label NAME`, then certify; or take the key out of pack.toml.",
        )
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
    for state, says, why in _CERTIFICATES:
        labels = [line.label for line in living if line.state == state and line.needs_certificate]
        if labels:
            do = "`selfhelp coach list` has the command that certifies each."
            yield Finding.warning(f"coaches: {', '.join(labels)}: {says}", why, do)
    if counts.oldest > LONG_WAIT:
        yield Finding.warning(
            f"coaches: someone has waited {counts.oldest} days for a reply",
            "They were promised one.",
            "Ask the coaches; `selfhelp coach list` counts the conversations.",
        )
    if counts.unread:
        ways = counted(counts.unread, "conversation")
        yield Finding.warning(
            f"coaches: in {ways} someone whom no active coach can read waits for a reply",
            "They were promised one, and no inbox shows what they wrote.",
            "If a coach's certificate is over, `selfhelp coach certify`. Else the app offers each of them the coaches"
            " who are active, when it is opened; see that there is one.",
        )
