"""When a service is open: from what an author writes to minutes of the week, and back to words."""

import pytest

from selfhelp.modules.hours import ranges, ranges_in_words
from selfhelp.modules.schema import OpenRange
from selfhelp.modules.sheets import OpeningTime


def opening(days: str, start: str, end: str, next_day: bool = False) -> OpeningTime:
    return OpeningTime(days=days, from_=start, to=end, next_day=next_day)


def test_days_and_times_become_minutes_and_past_midnight_is_written_so() -> None:
    assert ranges([opening("mon, wed-thu", "9:00", "14:30"), opening("sun", "14:30", "1:30", next_day=True)]) == [
        OpenRange((1, 3, 4), 540, 870),
        OpenRange((7,), 870, 1530),
    ]
    assert ranges([opening("mon-sun", "0:00", "24:00")]) == [OpenRange((1, 2, 3, 4, 5, 6, 7), 0, 1440)]


def test_what_ends_when_the_next_begins_does_not_overlap() -> None:
    assert ranges([opening("sun", "20:00", "2:00", next_day=True), opening("mon", "2:00", "3:00")])


@pytest.mark.parametrize(
    ("written", "nb", "en"),
    [
        ([opening("mon-fri", "9:00", "15:00")], "Hverdager 9–15", "Weekdays 9:00–15:00"),
        ([opening("mon-sun", "14:00", "22:00")], "Hver dag 14–22", "Every day 14:00–22:00"),
        (
            [opening("mon-fri", "11:00", "14:30"), opening("mon-fri", "15:00", "18:00")],
            "Hverdager 11–14.30 og 15–18",
            "Weekdays 11:00–14:30 and 15:00–18:00",
        ),
        (
            [opening("mon-fri", "9:00", "15:00"), opening("tue", "18:00", "21:00")],
            "Hverdager 9–15, tirsdag også 18–21",
            "Weekdays 9:00–15:00, Tuesday also 18:00–21:00",
        ),
        (
            [opening("mon-fri", "11:00", "15:00"), opening("mon-sun", "18:00", "22:00")],
            "Hverdager 11–15, hver dag 18–22",
            "Weekdays 11:00–15:00, every day 18:00–22:00",
        ),
        (
            [opening("mon, wed, thu", "15:00", "16:00"), opening("sat-sun", "14:30", "1:30", next_day=True)],
            "Mandag, onsdag og torsdag 15–16, lørdag og søndag 14.30–1.30",
            "Monday, Wednesday and Thursday 15:00–16:00, Saturday and Sunday 14:30–1:30",
        ),
        ([opening("mon-thu", "10:30", "24:00")], "Mandag–torsdag 10.30–24", "Monday to Thursday 10:30–24:00"),
    ],
)
def test_times_are_said_as_people_write_them(written: list[OpeningTime], nb: str, en: str) -> None:
    found = ranges(written)
    assert ranges_in_words(found, "nb") == nb
    assert ranges_in_words(found, "en") == en
