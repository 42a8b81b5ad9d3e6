"""When one nudge rings, from a chosen local time and an IANA zone to instants in UTC, and its stored row.

The person's choice (`Rule`) and zone are stored; every instant is derived from them, and derived again when tzdata
changes. Nothing here reads a clock. APScheduler's CronTrigger is not used because it rings twice in the autumn fold.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from selfhelp.notify.tables import Nudge
from selfhelp.store import NoRow, Statement

NIGHT_FROM = time(23)
LATE_FROM = time(22, 30)
USEFUL_FOR = timedelta(hours=2)
USEFUL_LATE = timedelta(minutes=30)
SPREAD_SECONDS = 600
COMEBACKS = (3, 7, 14, 30)
"""Days after the app was last opened on which a comeback rings; then never."""

AS_CHOSEN = 7
"""How many daily nudges may stay unanswered before they become fewer."""

MOST_UNANSWERED = 18
"""How many unanswered nudges pause the whole channel."""

zone_of = lru_cache(maxsize=1024)(ZoneInfo)


def stored_zone(name: str) -> ZoneInfo | None:
    """Return a channel's zone; None when it has gone from tzdata, and the channel is silent."""
    try:
        return zone_of(name)
    except ZoneInfoNotFoundError:
        return None


BELIEVED: Final = timedelta(days=2)
"""How far a stored ringing date may be ahead of UTC's. A zone is at most a day ahead; a second day allows for clocks
that differ. A date further ahead is from a clock that was wrong."""

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


class Ring(msgspec.Struct, frozen=True):
    """One ringing: its local date, the chosen minute, the minute it is sent, and its deadline."""

    nominal: date
    chosen: datetime
    due: datetime
    deadline: datetime


@lru_cache(maxsize=4096)  # most share few minutes and zones; rules that were read again are another `zone`
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
    """Return whether any minute in `zone` has this date; a zone that moves across the date line skips one."""
    noon = datetime.combine(day, time(12)).replace(tzinfo=zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _end_of_gap(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the transition in (`low`, `high`], by bisection on the zone's offset, exact to the second."""
    after = high.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def spread(channel: bytes, day: date) -> timedelta:
    """Return 0 … 10 minutes, the same all day for one channel: easier on the push services, and harder to correlate."""
    digest = hashlib.sha256(b"spread" + channel + day.isoformat().encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:8], "big") % (SPREAD_SECONDS + 1))


def ring(rule: Rule, zone: ZoneInfo, channel: bytes, day: date) -> Ring:
    """Return the nudge's ringing for `day`.

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


def rings(rule: Rule, zone: ZoneInfo, channel: bytes, first: date, opened: date) -> Iterator[Ring]:
    """Yield the ringings for dates from `first` on, each date once; what repeats up to about two weeks ahead.

    A comeback's dates are counted from `opened`. A single date that the zone skips rings on the following one.
    """
    if rule.days:
        for ahead in range(_SEARCH_DAYS):
            day = first + ahead * _ONE_DAY
            if day.weekday() in rule.days and lived(day, zone):
                yield ring(rule, zone, channel, day)
        return
    for single in [rule.once] if rule.once is not None else [opened + days * _ONE_DAY for days in COMEBACKS]:
        day = single if lived(single, zone) else single + _ONE_DAY
        if day >= first:
            yield ring(rule, zone, channel, day)


def spacing(unanswered: int) -> int:
    """Return the least days between a daily nudge and the one before it, when `unanswered` came before it.

    The first seven come as chosen, seven more every second day, four more weekly.
    """
    if unanswered < AS_CHOSEN:
        return 1
    return 2 if unanswered < _EVERY_SECOND_DAY_UNTIL else 7


#: At most one of these rings on a local date, the earlier in the list before the later; `own` is never held back.
ONE_A_DAY = ("weekly", "step", "comeback", "daily")


class LastOpening(NamedTuple):
    """The last opening of the app: its local date, and how many daily nudges were sent since."""

    day: str
    unanswered: int


class NudgeRow(NamedTuple):
    """One stored nudge, in the order of its columns."""

    channel: bytes
    id: bytes
    kind: str
    at: int
    days: int
    once: str | None = None
    skip_until: str | None = None
    last_nominal: str | None = None
    next_nominal: str | None = None
    next_at: int | None = None

    @property
    def rule(self) -> Rule:
        """The person's choice."""
        return _rule(self.at, self.days, self.once)

    def next(
        self, zone: ZoneInfo, now: datetime, opening: LastOpening, *, passed: str | None = None, fresh: bool = False
    ) -> Ring | None:
        """Return the first ringing that is still of use at `now`, or None when there is none.

        It never rings twice for one date, not before a skip is over, and not for `passed`, the date on which it stays
        silent. A `fresh` nudge, just chosen, does not ring for a minute that has already passed; any other may be
        late, up to its deadline.
        """
        today = now.date()
        # The day before today's date is included: a night ring of 23:50 may still be of use after midnight.
        firsts = [now.astimezone(zone).date() - _ONE_DAY]
        firsts += [day + _ONE_DAY for day in map(as_date, (believed(self.last_nominal, today), passed)) if day]
        firsts += [day for day in (as_date(self.skip_until), self.spaced(opening.unanswered, today)) if day]
        for found in rings(self.rule, zone, self.channel, max(firsts), date.fromisoformat(opening.day)):
            if (found.chosen >= now) if fresh else (found.deadline > now):
                return found
        return None

    def spaced(self, unanswered: int, today: date) -> date | None:
        """Return the first date that is far enough from the last one, for a daily nudge that is left unanswered."""
        last = as_date(believed(self.last_nominal, today))
        return None if last is None or self.kind != "daily" else last + timedelta(days=spacing(unanswered))

    def derived(self, zone: ZoneInfo | None, now: datetime, opening: LastOpening, *, fresh: bool = False) -> "NudgeRow":
        """Return the nudge with `next_nominal` and `next_at` derived again, silent without a zone. What is late only
        because of this is due now, not overdue."""
        derived = self.coming(self.next(zone, now, opening, fresh=fresh) if zone else None)
        return derived if derived.next_at is None else derived._replace(next_at=max(derived.next_at, seconds(now)))

    def coming(self, found: Ring | None) -> "NudgeRow":
        """Return the nudge with this as its next ringing."""
        if found is None:
            return self._replace(next_nominal=None, next_at=None)
        return self._replace(next_nominal=found.nominal.isoformat(), next_at=seconds(found.due))


@lru_cache(maxsize=4096)  # most share few times
def _rule(at: int, days: int, once: str | None) -> Rule:
    return Rule(time(*divmod(at, 60)), frozenset(day for day in range(7) if days >> day & 1), as_date(once))


NUDGE_COLUMNS: Final = tuple(getattr(Nudge, name) for name in NudgeRow._fields)

_MOVE = Statement(
    update(Nudge)
    .where(col(Nudge.channel) == bindparam("channel"), col(Nudge.id) == bindparam("id"))
    .values({name: bindparam(name) for name in ("skip_until", "last_nominal", "next_nominal", "next_at")}),
    NoRow,
)


def seconds(moment: datetime) -> int:
    """Return whole seconds since 1970."""
    return int(moment.timestamp())


def as_date(text: str | None) -> date | None:
    """Parse a stored local date."""
    return None if text is None else date.fromisoformat(text)


def believed(day: str | None, today: date) -> str | None:
    """Return a stored local date; None when there is none, or when it cannot have come by `today`."""
    return None if day is None or day > (today + BELIEVED).isoformat() else day


def store_next(session: Session, *nudges: NudgeRow) -> None:
    """Store what changes from ringing to ringing."""
    if nudges:
        _MOVE.many(session, [nudge._asdict() for nudge in nudges])
