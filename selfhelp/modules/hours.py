"""Opening hours: `hours` and `chat` in directory.toml as minutes of the week, and in words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from selfhelp.modules.messages import did_you_mean
from selfhelp.modules.schema import OpenRange
from selfhelp.modules.sheets import OpeningTime

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


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


def ranges(openings: Sequence[OpeningTime]) -> list[OpenRange]:
    """Return the openings as ranges. ValueError names the field that is wrong."""
    found = [OpenRange(_days(one.days), *_span(one)) for one in openings]
    if not found:
        raise ValueError("there is no time in it; leave it out when the hours are not known")
    _refuse_overlap(found)
    return found


def _days(words: str) -> tuple[int, ...]:
    """Parse `mon-fri`, `sat`, `mon, wed-thu`."""
    found: list[int] = []
    for part in words.split(","):
        ends = [name.strip() for name in part.split("-", 1)]
        for name in ends:
            if name not in DAYS:
                raise ValueError(f"days: «{name}» in «{words}» is no day of the week{did_you_mean(name, DAYS)}")
        first, last = DAYS.index(ends[0]) + 1, DAYS.index(ends[-1]) + 1
        if first > last:
            raise ValueError(f"days: «{part.strip()}» goes backwards; write the parts of the week apart, with a comma")
        found += range(first, last + 1)
    for day in found:
        if found.count(day) > 1:
            raise ValueError(f"days: «{words}» has {DAYS[day - 1]} twice")
    return tuple(sorted(found))


def _span(one: OpeningTime) -> tuple[int, int]:
    start, end = _minutes("from", one.from_), _minutes("to", one.to)
    if start == _DAY:
        raise ValueError("from: a day begins at 0:00, and 24:00 is its end")
    if one.next_day:
        if end > start:
            raise ValueError(f"to: {one.from_} to {one.to} the next day is longer than a day")
        return start, end + _DAY
    if end <= start:
        raise ValueError(f"to: {one.to} is not after {one.from_}; past midnight also write next_day = true")
    return start, end


def _minutes(field: str, words: str) -> int:
    match = _CLOCK.fullmatch(words)
    minutes = int(match[1]) * 60 + int(match[2]) if match else _WEEK
    if minutes > _DAY:
        raise ValueError(f"{field}: «{words}» is no time of day; write it as 9:00 or 14:30")
    return minutes


def _refuse_overlap(found: Sequence[OpenRange]) -> None:
    """Raise ValueError for overlapping ranges; the week is a ring: what begins on Sunday may end on Monday."""
    spans = sorted(
        (
            (day - 1) * _DAY + one.from_,
            (day - 1) * _DAY + one.to,
            f"{DAYS[day - 1]} {_clock(one.from_)}–{_clock(one.to)}",
        )
        for one in found
        for day in one.days
    )
    first, end, said = spans[0]
    for (_, before_ends, before), (start, _, after) in pairwise([*spans, (first + _WEEK, end + _WEEK, said)]):
        if start < before_ends:
            raise ValueError(f"{before} and {after} overlap")


def _clock(minute: int) -> str:
    hour = minute // 60 if minute <= _DAY else minute // 60 - 24
    return f"{hour}:{minute % 60:02}"


def ranges_in_words(found: Sequence[OpenRange], locale: str) -> str:
    """Return words such as `Hverdager 11–14.30 og 15–18`, `Weekdays 9:00–15:00, Tuesday also 18:00–21:00`."""
    words = _WORDS.get(locale, _WORDS["en"])
    said: list[str] = []
    before: set[int] = set()
    for days in dict.fromkeys(one.days for one in found):
        times = [f"{_time(one.from_, locale)}–{_time(one.to, locale)}" for one in found if one.days == days]
        also = f" {words.also}" if before.issuperset(days) else ""
        before.update(days)
        said.append(f"{_days_in_words(days, words)}{also} {_list(times, words.and_)}")
    whole = ", ".join(said)
    return whole[:1].upper() + whole[1:]


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
