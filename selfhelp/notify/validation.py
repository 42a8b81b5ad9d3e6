"""Parse and validate request bodies; name every wrong field."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain
from typing import Final, TypeAlias
from zoneinfo import available_timezones

import msgspec

from selfhelp.http.problems import FieldError
from selfhelp.notify.recurrence import NudgeRow
from selfhelp.notify.schema import ChannelIn, NudgeIn, SkipIn
from selfhelp.notify.subscription import AllowList, EndpointRefused, Subscription, base64url, normal, origin_of
from selfhelp.organisation import is_point

MOST_NUDGES: Final = 20
FURTHEST: Final = timedelta(days=400)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REPEATING: Final = frozenset({"daily", "weekly", "own"})
SINGLE: Final = frozenset({"step", "own"})
COUNTED: Final = frozenset({"comeback"})
"""Kinds whose dates the server counts from the last opening of the app."""

CHOSEN_KINDS: Final = REPEATING | SINGLE | COUNTED

_NUDGE_ID: Final = re.compile(r"[0-9a-f]{16}")
_MINUTE: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LOCAL_MINUTE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_NO_ID: Final = "Not 8 bytes in lower-case hex."

Wrong: TypeAlias = list[FieldError]
"""Errors, field by field."""

Faults: TypeAlias = Iterator[tuple[str, str]]
"""Wrong fields, each with what is wrong with it."""


class ChannelRequest(msgspec.Struct, frozen=True):
    """A whole channel as chosen; its nudges are in the order of the body."""

    subscription: Subscription
    timezone: str
    locale: str
    nudges: tuple[NudgeRow, ...]


@cache
def zones() -> frozenset[str]:
    """Return the IANA zones that this server knows."""
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


def read_channel(body: ChannelIn, allowed: AllowList, locales: Collection[str]) -> ChannelRequest | Wrong:
    """Return the valid channel, or every wrong field. Whether a `once` has passed is checked later."""
    faults = chain(_faults_of_channel(body, allowed, locales), _faults_of_nudges(body.nudges))
    if errors := [FieldError(field, detail) for field, detail in faults]:
        return errors
    subscription = Subscription(normal(body.endpoint), body.p256dh.rstrip("="), body.auth.rstrip("="))
    return ChannelRequest(subscription, body.timezone, body.locale, tuple(map(_row, body.nudges)))


def read_skip(body: SkipIn) -> tuple[bytes, date] | Wrong:
    """Return the nudge's id and the first date on which it may ring again."""
    errors: Wrong = []
    if not _NUDGE_ID.fullmatch(body.id):
        errors.append(FieldError("id", _NO_ID))
    until = _moment(_DATE, body.until)
    if until is None:
        errors.append(FieldError("until", "Not a date like 2026-12-01."))
    if until is None or errors:
        return errors
    return bytes.fromhex(body.id), until.date()


def _faults_of_channel(body: ChannelIn, allowed: AllowList, locales: Collection[str]) -> Faults:
    try:
        origin_of(body.endpoint, allowed)
    except EndpointRefused as error:
        yield "endpoint", str(error)
    if not is_point(base64url(body.p256dh) or b""):
        yield "p256dh", "Not a point on P-256 (65 bytes, base64url)."
    if len(base64url(body.auth) or b"") != 16:
        yield "auth", "Not 16 bytes in base64url."
    if body.timezone not in zones():
        yield "timezone", "Not an IANA time zone that this server knows."
    if body.locale not in locales:
        yield "locale", f"One of: {', '.join(sorted(locales))}."
    if len(body.nudges) > MOST_NUDGES:
        yield "nudges", f"At most {MOST_NUDGES}."


def _faults_of_nudges(nudges: Sequence[NudgeIn]) -> Faults:
    ids: set[str] = set()
    for place, nudge in enumerate(nudges):
        for field, detail in _faults_of(nudge):
            yield f"nudges[{place}].{field}", detail
        if nudge.id in ids:
            yield f"nudges[{place}].id", "The same id twice."
        ids.add(nudge.id)
    for second in [place for place, nudge in enumerate(nudges) if nudge.kind in COUNTED][1:]:
        yield f"nudges[{second}].kind", "One comeback a channel."


def _faults_of(nudge: NudgeIn) -> Faults:
    if not _NUDGE_ID.fullmatch(nudge.id):
        yield "id", _NO_ID
    if nudge.kind not in CHOSEN_KINDS:
        yield "kind", f"One of: {', '.join(sorted(CHOSEN_KINDS))}."
    elif nudge.kind in COUNTED:
        counted = f"A {nudge.kind} nudge has none: its dates are counted from the last opening."
        yield from _superfluous({"days": nudge.days, "once": nudge.once}, counted)
        yield from _faults_of_minute(nudge)
    elif nudge.once is not None:
        if nudge.kind not in SINGLE:
            yield "once", f"A {nudge.kind} nudge repeats: give at and days."
        yield from _superfluous({"at": nudge.at, "days": nudge.days}, "Not together with once.")
        if _moment(_LOCAL_MINUTE, nudge.once) is None:
            yield "once", "Not a local minute like 2026-12-01T19:30."
    elif nudge.kind not in REPEATING:
        yield "once", f"A {nudge.kind} nudge rings once: give its local minute."
    else:
        yield from _faults_of_minute(nudge)
        days = nudge.days or []
        if not days or len(set(days)) != len(days) or any(day not in WEEKDAYS for day in days):
            yield "days", f"One or more of {', '.join(WEEKDAYS)}, each once."
        elif nudge.kind == "weekly" and len(days) > 1:
            yield "days", "A weekly nudge has one day."


def _superfluous(given: dict[str, object], detail: str) -> Faults:
    return ((field, detail) for field, value in given.items() if value is not None)


def _faults_of_minute(nudge: NudgeIn) -> Faults:
    if not _MINUTE.fullmatch(nudge.at or ""):
        yield "at", "Not a whole minute like 20:00."


def _row(nudge: NudgeIn) -> NudgeRow:
    """Return a nudge without faults as it is stored, of no channel yet and without its next ringing."""
    once, at = (None, nudge.at or "") if nudge.once is None else nudge.once.split("T")
    hour, minute = at.split(":")
    days = sum(1 << WEEKDAYS.index(day) for day in nudge.days or ())
    return NudgeRow(b"", bytes.fromhex(nudge.id), nudge.kind, int(hour) * 60 + int(minute), days, once)


def _moment(form: re.Pattern[str], text: str) -> datetime | None:
    """Parse a local date or minute; None when it has another form than `form`, or there is no such date."""
    try:
        return datetime.fromisoformat(text) if form.fullmatch(text) else None
    except ValueError:
        return None
