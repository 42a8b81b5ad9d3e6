"""Opening hours: `hours` and `chat` in directory.toml as minutes of the week, and in words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from selfhelp.modules.messages import did_you_mean
from selfhelp.modules.sheets import OpeningTime

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY: Final = 24 * 60
_WEEK: Final = 7 * DAY
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


class WeekRange(NamedTuple):
    """These days (1 is Monday), from one minute of the day to another; past midnight `end` is over 1440."""

    days: tuple[int, ...]
    start: int
    end: int


class _Words(NamedTuple):
    days: tuple[str, ...]
    weekdays: str
    every_day: str
    and_: str
    also: str
    through: str


_WORDS: Final = {
    "nb": _Words(
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
        "hverdager",
        "hver dag",
        "og",
        "også",
        "–",
    ),
    "en": _Words(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "weekdays",
        "every day",
        "and",
        "also",
        " to ",
    ),
}


def ranges(openings: Sequence[OpeningTime]) -> list[WeekRange]:
    """Return the openings as ranges. ValueError names the field that is wrong."""
    found = [WeekRange(_days(one.days), *_span(one)) for one in openings]
    if not found:
        raise ValueError("there is no time in it; leave it out when the hours are not known")
    _refuse_overlap(found)
    return found


def _days(words: str) -> tuple[int, ...]:
    """Parse `mon-fri`, `sat`, `mon, wed-thu`."""
    found: list[int] = []
    for part in words.split(","):
        ends = [_day(name.strip(), words) for name in part.split("-", 1)]
        if ends[0] > ends[-1]:
            raise ValueError(f"days: «{part.strip()}» goes backwards; write the parts of the week apart, with a comma")
        found += range(ends[0], ends[-1] + 1)
    twice = next((day for day in found if found.count(day) > 1), None)
    if twice is not None:
        raise ValueError(f"days: «{words}» has {DAYS[twice - 1]} twice")
    return tuple(sorted(found))


def _day(name: str, words: str) -> int:
    if name not in DAYS:
        raise ValueError(f"days: «{name}» in «{words}» is no day of the week{did_you_mean(name, DAYS)}")
    return DAYS.index(name) + 1


def _span(one: OpeningTime) -> tuple[int, int]:
    start, end = _minutes("from", one.from_), _minutes("to", one.to)
    if start == DAY:
        raise ValueError("from: a day begins at 0:00, and 24:00 is its end")
    if one.next_day:
        if end > start:
            raise ValueError(f"to: {one.from_} to {one.to} the next day is longer than a day")
        return start, end + DAY
    if end <= start:
        raise ValueError(f"to: {one.to} is not after {one.from_}; past midnight also write next_day = true")
    return start, end


def _minutes(field: str, words: str) -> int:
    match = _CLOCK.fullmatch(words)
    minutes = int(match[1]) * 60 + int(match[2]) if match else _WEEK
    if minutes > DAY:
        raise ValueError(f"{field}: «{words}» is no time of day; write it as 9:00 or 14:30")
    return minutes


def _refuse_overlap(found: Sequence[WeekRange]) -> None:
    """Raise ValueError for overlapping ranges; the week is a ring: what begins on Sunday may end on Monday."""
    spans = sorted(
        ((day - 1) * DAY + one.start, (day - 1) * DAY + one.end, day, one) for one in found for day in one.days
    )
    first = spans[0]
    around = [*spans, (first[0] + _WEEK, first[1] + _WEEK, first[2], first[3])]
    for (_, end, day, one), (start, _, other_day, other) in pairwise(around):
        if start < end:
            raise ValueError(
                f"{DAYS[day - 1]} {_clock(one.start)}–{_clock(one.end)} and "
                f"{DAYS[other_day - 1]} {_clock(other.start)}–{_clock(other.end)} overlap"
            )


def _clock(minute: int) -> str:
    hour = minute // 60 if minute <= DAY else minute // 60 - 24
    return f"{hour}:{minute % 60:02}"


def in_words(found: Sequence[WeekRange], locale: str) -> str:
    """Return words such as `Hverdager 11–14.30 og 15–18`, `Weekdays 9:00–15:00, Tuesday also 18:00–21:00`."""
    words = _WORDS.get(locale, _WORDS["en"])
    said = ", ".join(_groups(found, words, locale))
    return said[:1].upper() + said[1:]


def _groups(found: Sequence[WeekRange], words: _Words, locale: str) -> Iterator[str]:
    before: set[int] = set()
    for days in dict.fromkeys(one.days for one in found):
        times = [f"{_time(one.start, locale)}–{_time(one.end, locale)}" for one in found if one.days == days]
        also = f" {words.also}" if before.issuperset(days) else ""
        before |= set(days)
        yield f"{_days_in_words(days, words)}{also} {_list(times, words.and_)}"


def _days_in_words(days: tuple[int, ...], words: _Words) -> str:
    if days == (1, 2, 3, 4, 5):
        return words.weekdays
    if len(days) == len(DAYS):
        return words.every_day
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{words.days[days[0] - 1]}{words.through}{words.days[days[-1] - 1]}"
    return _list([words.days[day - 1] for day in days], words.and_)


def _list(parts: Sequence[str], and_: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {and_} {parts[-1]}"


def _time(minute: int, locale: str) -> str:
    """Return a time as people write it: 9 and 14.30 in Norwegian, 9:00 and 14:30 elsewhere."""
    said = _clock(minute)
    return said.removesuffix(":00").replace(":", ".") if locale == "nb" else said
