"""Parse and validate request bodies; name every wrong field."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final, TypeAlias
from zoneinfo import available_timezones

import msgspec

from selfhelp.http.problems import FieldError
from selfhelp.notify.recurrence import Rule
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

KINDS: Final = REPEATING | SINGLE | COUNTED

_NUDGE_ID: Final = re.compile(r"[0-9a-f]{16}")
_MINUTE: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LOCAL_MINUTE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Wrong: TypeAlias = list[FieldError]
"""Errors, field by field."""


class ValidNudge(msgspec.Struct, frozen=True):
    """One reminder as chosen; `place` is its position in the body."""

    id: bytes
    kind: str
    rule: Rule
    place: int = 0

    def too_old(self, local: datetime) -> FieldError | None:
        """Return why its single minute cannot be taken at the local time `local` (naive); None when it can."""
        if self.rule.once is None:
            return None
        minute = datetime.combine(self.rule.once, self.rule.at)
        if minute < local:
            return FieldError(f"nudges[{self.place}].once", "In the past.")
        if minute > local + FURTHEST:
            return FieldError(f"nudges[{self.place}].once", f"More than {FURTHEST.days} days away.")
        return None


class ChannelWish(msgspec.Struct, frozen=True):
    """A whole channel as chosen."""

    subscription: Subscription
    timezone: str
    locale: str
    nudges: tuple[ValidNudge, ...]


@cache
def zones() -> frozenset[str]:
    """Return the IANA zones that this server knows."""
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


def read_channel(body: ChannelIn, allowed: AllowList, locales: Collection[str]) -> ChannelWish | Wrong:
    """Return the valid channel, or every wrong field. Whether a `once` has passed is checked later."""
    errors: Wrong = []
    try:
        origin_of(body.endpoint, allowed)
    except EndpointRefused as error:
        _wrong(errors, "endpoint", str(error))
    if not is_point(base64url(body.p256dh) or b""):
        _wrong(errors, "p256dh", "Not a point on P-256 (65 bytes, base64url).")
    if len(base64url(body.auth) or b"") != 16:
        _wrong(errors, "auth", "Not 16 bytes in base64url.")
    if body.timezone not in zones():
        _wrong(errors, "timezone", "Not an IANA time zone that this server knows.")
    if body.locale not in locales:
        _wrong(errors, "locale", f"One of: {', '.join(sorted(locales))}.")
    if len(body.nudges) > MOST_NUDGES:
        _wrong(errors, "nudges", f"At most {MOST_NUDGES}.")
    nudges = [_read_nudge(nudge, place, errors) for place, nudge in enumerate(body.nudges)]
    seen: set[str] = set()
    for place, nudge_in in enumerate(body.nudges):
        if nudge_in.id in seen:
            _wrong(errors, f"nudges[{place}].id", "The same id twice.")
        seen.add(nudge_in.id)
    for second in [place for place, nudge_in in enumerate(body.nudges) if nudge_in.kind in COUNTED][1:]:
        _wrong(errors, f"nudges[{second}].kind", "One comeback a channel.")
    if errors:
        return errors
    subscription = Subscription(normal(body.endpoint), body.p256dh.rstrip("="), body.auth.rstrip("="))
    return ChannelWish(subscription, body.timezone, body.locale, tuple(n for n in nudges if n is not None))


def read_skip(body: SkipIn) -> tuple[bytes, date] | Wrong:
    """Return the nudge's id and the first date on which it may ring again."""
    errors: Wrong = []
    if not _NUDGE_ID.fullmatch(body.id):
        _wrong(errors, "id", "Not 8 bytes in lower-case hex.")
    until = _read_date(body.until) if _DATE.fullmatch(body.until) else None
    if until is None:
        _wrong(errors, "until", "Not a date like 2026-12-01.")
    if until is None or errors:
        return errors
    return bytes.fromhex(body.id), until


def _wrong(errors: Wrong, field: str, detail: str) -> None:
    errors.append(FieldError(field, detail))


def _read_nudge(nudge: NudgeIn, place: int, errors: Wrong) -> ValidNudge | None:
    field = f"nudges[{place}]"
    before = len(errors)
    if not _NUDGE_ID.fullmatch(nudge.id):
        _wrong(errors, f"{field}.id", "Not 8 bytes in lower-case hex.")
    rule = None
    if nudge.kind not in KINDS:
        _wrong(errors, f"{field}.kind", f"One of: {', '.join(sorted(KINDS))}.")
    elif nudge.kind in COUNTED:
        rule = _read_counted(nudge, field, errors)
    elif nudge.once is not None:
        rule = _read_once(nudge, field, errors)
    else:
        rule = _read_repeating(nudge, field, errors)
    if rule is None or len(errors) > before:
        return None
    return ValidNudge(bytes.fromhex(nudge.id), nudge.kind, rule, place)


def _read_once(nudge: NudgeIn, field: str, errors: Wrong) -> Rule | None:
    if nudge.kind not in SINGLE:
        _wrong(errors, f"{field}.once", f"A {nudge.kind} nudge repeats: give at and days.")
    for name, value in (("at", nudge.at), ("days", nudge.days)):
        if value is not None:
            _wrong(errors, f"{field}.{name}", "Not together with once.")
    text = nudge.once or ""
    day = _read_date(text[:10]) if _LOCAL_MINUTE.fullmatch(text) else None
    if day is None:
        _wrong(errors, f"{field}.once", "Not a local minute like 2026-12-01T19:30.")
        return None
    return Rule(time.fromisoformat(text[11:]), once=day)


def _read_counted(nudge: NudgeIn, field: str, errors: Wrong) -> Rule | None:
    for name, value in (("days", nudge.days), ("once", nudge.once)):
        if value is not None:
            _wrong(
                errors,
                f"{field}.{name}",
                f"A {nudge.kind} nudge has none: its dates are counted from the last opening.",
            )
    return _read_at(nudge.at, field, errors)


def _read_at(at: str | None, field: str, errors: Wrong) -> Rule | None:
    if _MINUTE.fullmatch(at or ""):
        return Rule(time.fromisoformat(at or ""))
    _wrong(errors, f"{field}.at", "Not a whole minute like 20:00.")
    return None


def _read_repeating(nudge: NudgeIn, field: str, errors: Wrong) -> Rule | None:
    if nudge.kind not in REPEATING:
        _wrong(errors, f"{field}.once", f"A {nudge.kind} nudge rings once: give its local minute.")
        return None
    days = nudge.days or []
    rule = _read_at(nudge.at, field, errors)
    if not days or len(set(days)) != len(days) or any(day not in WEEKDAYS for day in days):
        _wrong(errors, f"{field}.days", f"One or more of {', '.join(WEEKDAYS)}, each once.")
    elif nudge.kind == "weekly" and len(days) > 1:
        _wrong(errors, f"{field}.days", "A weekly nudge has one day.")
    if rule is None or errors:
        return None
    return Rule(rule.at, frozenset(WEEKDAYS.index(day) for day in days))


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
