"""Independent clocks that share no mistake. One walks UTC minute by minute and reads the wall, slow and plain; another
walks hour by hour and looks at minutes only where the hours do not follow each other."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def minutes(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Every UTC minute in [first, last] with what the wall clock of `zone` shows then (naive)."""
    moment = first
    while moment <= last:
        yield moment, moment.astimezone(zone).replace(tzinfo=None)
        moment += MINUTE


def first_reached_each(day: date, times: Sequence[time], zone: ZoneInfo) -> list[datetime | None]:
    """For each of `times` the first UTC minute whose wall shows it or later; None when none carries `day`."""
    wanted = [datetime.combine(day, at) for at in times]
    reached: list[datetime | None] = [None] * len(wanted)
    around = datetime.combine(day, time(), UTC)
    seen = False
    for moment, wall in minutes(around - 26 * HOUR, around + 52 * HOUR, zone):
        seen = seen or wall.date() == day
        for place, each in enumerate(wanted):
            if reached[place] is None and wall >= each:
                reached[place] = moment
        if seen and None not in reached:
            break
    return reached if seen else [None] * len(wanted)


def shown_from(first: datetime, last: datetime, zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    """The offset of `zone` in each quarter of an hour in [first, last]."""
    quarters = int((last - first) / (HOUR / 4))
    return tuple((first + quarter * HOUR / 4).astimezone(zone).utcoffset() for quarter in range(quarters + 1))


def shown_around(day: date, zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    """The offset of `zone` in each quarter of an hour that `first_reached_each` walks for `day`."""
    start = datetime.combine(day, time(), UTC)
    return shown_from(start - 26 * HOUR, start + 52 * HOUR, zone)


def first_reached(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The first UTC minute whose wall shows `day` `at` or later; None when no minute carries `day`."""
    return first_reached_each(day, [at], zone)[0]


def transitions(zone: ZoneInfo, first: date, last: date) -> Iterator[datetime]:
    """The UTC hours in [first, last] after which the offset of `zone` is another one."""
    moment, end = datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)
    offset = moment.astimezone(zone).utcoffset()
    while moment < end:
        following = moment + 12 * HOUR
        changed = following.astimezone(zone).utcoffset()
        if changed != offset:
            yield moment
        moment, offset = following, changed


Rung = list[tuple[date, datetime]]
"""Dates and the minutes in which a bell rang."""


def rung_minutes(first: datetime, last: datetime, times: Sequence[time], zone: ZoneInfo) -> dict[time, Rung]:
    """For each of `times` a bell that knows nothing but the wall: at every minute it looks whether the time of the next
    date has come. A date that never showed on the wall has no bell."""
    rung: dict[time, Rung] = {at: [] for at in times}
    shown: set[date] = set()
    tomorrow = first.astimezone(zone).date() + timedelta(days=1)
    coming = {at: datetime.combine(tomorrow, at) for at in times}
    for moment, wall in minutes(first, last, zone):
        shown.add(wall.date())
        for at in times:
            while wall >= coming[at]:
                rung[at].append((coming[at].date(), moment))
                coming[at] += timedelta(days=1)
    return {at: [(day, moment) for day, moment in found if day in shown] for at, found in rung.items()}


class Walks:
    """What `rung_minutes` says, walked once for all stretches of a zone in which the wall shows the same from the same
    time of the day on."""

    def __init__(self, zone: ZoneInfo, times: Sequence[time]) -> None:
        self._zone, self._times = zone, times
        self._walked: dict[object, tuple[datetime, dict[time, Rung]]] = {}

    def rung(self, first: datetime, last: datetime) -> dict[time, Rung]:
        alike = (first.time(), shown_from(first, last, self._zone))
        if alike not in self._walked:
            self._walked[alike] = first, rung_minutes(first, last, self._times, self._zone)
        begun, rung = self._walked[alike]
        by = first - begun
        return {at: [(day + by, moment + by) for day, moment in found] for at, found in rung.items()}


class Wall:
    """What the wall of `zone` shows in [first, last], as stretches of minutes that follow each other."""

    def __init__(self, zone: ZoneInfo, first: datetime, last: datetime) -> None:
        self._stretches = [(first, first.astimezone(zone).utcoffset() or timedelta())]
        self._last = last
        moment = first
        while moment < last:
            if (moment + HOUR).astimezone(zone).utcoffset() != self._stretches[-1][1]:
                for minute, wall in minutes(moment + MINUTE, moment + HOUR, zone):
                    offset = wall - minute.replace(tzinfo=None)
                    if offset != self._stretches[-1][1]:
                        self._stretches.append((minute, offset))
            moment += HOUR

    def __iter__(self) -> Iterator[tuple[datetime, datetime, datetime]]:
        """Each stretch: its first UTC minute, and its first wall time and the one it ends before (naive)."""
        ends = [start for start, _ in self._stretches[1:]] + [self._last]
        for (start, offset), end in zip(self._stretches, ends, strict=True):
            yield start, start.replace(tzinfo=None) + offset, end.replace(tzinfo=None) + offset

    def shows(self, day: date) -> bool:
        """Whether any minute carries this date."""
        begin = datetime.combine(day, time())
        return any(low < begin + timedelta(days=1) and begin < high for _, low, high in self)

    def first_reached(self, wanted: datetime) -> datetime:
        """The first UTC minute whose wall shows `wanted` (naive) or later."""
        for start, low, high in self:
            if wanted < high:
                return start + max(wanted - low, timedelta())
        raise AssertionError("beyond the stretch that was walked")
