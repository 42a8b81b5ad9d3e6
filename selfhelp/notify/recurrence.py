"""When a nudge rings: from a chosen local time and an IANA zone to instants in UTC. Pure; nothing here reads a clock.

The truth is what a person chose (`Rule`) and the zone they live in; every instant is derived from the two, and derived
anew when tzdata changes. APScheduler's CronTrigger is not used because it rings twice in the autumn fold.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

NIGHT_FROM = time(23)
LATE_FROM = time(22, 30)
USEFUL_FOR = timedelta(hours=2)
USEFUL_LATE = timedelta(minutes=30)
SPREAD_SECONDS = 600
COMEBACKS = (3, 7, 14, 30)
"""Days after the app was last opened on which a comeback rings; then never."""

AS_CHOSEN = 7
"""So many daily nudges may stay unanswered before they grow fewer."""

MOST_UNANSWERED = 18
"""After so many the whole channel is paused."""

_EVERY_SECOND_DAY_UNTIL = 14
_ONE_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# A weekday comes back within 7 dates, and no zone skips more than one: a search over 15 finds every repeating nudge.
_SEARCH_DAYS = 15


class Rule(msgspec.Struct, frozen=True):
    """A chosen local time: on `days` (0 = Monday … 6 = Sunday), or once on the date `once` (then `days` is empty).

    With neither it is a comeback's: the dates are counted from the day on which the app was last opened.
    """

    at: time
    days: frozenset[int] = frozenset()
    once: date | None = None

    def singles(self, opened: date | None) -> list[date] | None:
        """Return the dates of what does not repeat, counted from `opened` where they are counted; None for what
        repeats."""
        if self.once is not None:
            return [self.once]
        if self.days:
            return None
        return [] if opened is None else [opened + days * _ONE_DAY for days in COMEBACKS]


class Ring(msgspec.Struct, frozen=True):
    """One ringing: the local date it is for, the chosen minute, the minute it is sent, and the end of its use."""

    nominal: date
    chosen: datetime
    due: datetime
    deadline: datetime


@lru_cache(maxsize=4096)  # few minutes and zones are chosen by many; rules that were read anew are another `zone`
def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which the wall clock of `zone` first reaches `day` `at`.

    A time in the autumn fold is the first of the two. A time in the spring gap is the first instant after the gap; on a
    date that the zone skips altogether (Apia, 30 December 2011) it is the same time of the following date.
    """
    wall = datetime.combine(day, at)
    before = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if before.astimezone(zone).replace(tzinfo=None) == wall or not lived(day, zone):
        return before
    return _end_of_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), before, zone)


@lru_cache(maxsize=4096)
def lived(day: date, zone: ZoneInfo) -> bool:
    """Return whether any minute of `zone` carries this date; a zone that moves across the date line skips one."""
    noon = datetime.combine(day, time(12)).replace(tzinfo=zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _end_of_gap(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the transition in (`low`, `high`], by bisection on the zone's offset; exact to the second."""
    after = high.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def spread(channel: bytes, day: date) -> timedelta:
    """0 … 10 minutes, the same all day for one channel: kinder to the push services, and less to correlate."""
    digest = hashlib.sha256(b"spread" + channel + day.isoformat().encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:8], "big") % (SPREAD_SECONDS + 1))


def ring(rule: Rule, zone: ZoneInfo, channel: bytes, day: date) -> Ring:
    """Return what the nudge does on `day`.

    The spread never carries a time chosen for the evening past 23:00, because nothing rings in the night unless it was
    chosen, nor a later one past midnight: the phone speaks of the day on which it rings.
    """
    chosen = instant(day, rule.at, zone)
    wall = chosen.astimezone(zone)
    night = instant(wall.date(), NIGHT_FROM, zone)
    end = night if chosen < night else instant(wall.date() + _ONE_DAY, time(), zone)
    due = min(chosen + spread(channel, day), max(chosen, end - _SECOND))
    deadline = due + USEFUL_LATE if wall.time() > LATE_FROM else min(due + USEFUL_FOR, night)
    return Ring(day, chosen, due, deadline)


def rings(rule: Rule, zone: ZoneInfo, channel: bytes, first: date, opened: date | None = None) -> Iterator[Ring]:
    """Yield the coming ringings for dates from `first` on: each date once, what repeats at most about two weeks ahead.

    What falls on a date that the zone skips rings on the following one, unless it comes again anyway.
    """
    singles = rule.singles(opened)
    if singles is not None:
        for single in singles:
            day = single if lived(single, zone) else single + _ONE_DAY
            if day >= first:
                yield ring(rule, zone, channel, day)
        return
    for ahead in range(_SEARCH_DAYS):
        day = first + ahead * _ONE_DAY
        if day.weekday() in rule.days and lived(day, zone):
            yield ring(rule, zone, channel, day)


def next_ring(
    rule: Rule,
    zone: ZoneInfo,
    channel: bytes,
    now: datetime,
    *,
    after: date | None = None,
    until: date | None = None,
    opened: date | None = None,
    fresh: bool = False,
) -> Ring | None:
    """Return the first ringing that is still of use at `now`, or None when there is none.

    `after` is the local date it last rang for: never twice for one date. `until` is the first date on which it may ring
    again (a skip). `opened` is the local date on which the app was last opened. A `fresh` rule, just chosen, does not
    ring for a minute that has already passed; any other may be late, up to its deadline.
    """
    # The day before today's date is looked at too: a night ring of 23:50 may still be of use after midnight.
    first = now.astimezone(zone).date() - _ONE_DAY
    if after is not None:
        first = max(first, after + _ONE_DAY)
    if until is not None:
        first = max(first, until)
    for found in rings(rule, zone, channel, first, opened):
        if (found.chosen >= now) if fresh else (found.deadline > now):
            return found
    return None


def spacing(unanswered: int) -> int:
    """Return how many days lie at least between a daily nudge and the one before it, when `unanswered` came before it.

    The first seven come as chosen, seven more every second day, four more weekly.
    """
    if unanswered < AS_CHOSEN:
        return 1
    return 2 if unanswered < _EVERY_SECOND_DAY_UNTIL else 7


#: Of these at most one rings on a local date, the earlier in the list before the later; `own` is not held back.
ONE_A_DAY = ("weekly", "step", "comeback", "daily")


def gives_way(kind: str, to: str) -> bool:
    """Return whether a nudge of `kind` stays silent on a date on which one of kind `to` will ring."""
    return kind in ONE_A_DAY and to in ONE_A_DAY and ONE_A_DAY.index(to) < ONE_A_DAY.index(kind)
