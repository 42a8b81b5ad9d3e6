"""An independent clock: walks UTC minute by minute and reads the wall. Slow and plain: it shares no mistake."""

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
    return reached if seen else [None] * len(wanted)


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
