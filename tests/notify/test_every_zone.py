"""Whole sequences of rings in every zone that tzdata has, beside clocks that know nothing but what a wall shows."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from selfhelp.notify.recurrence import COMEBACKS, Ring, Rule
from selfhelp.notify.validation import zones
from tests.drawn import lives
from tests.notify.ringing import next_ring
from tests.notify.wall_clock import Walks, Wall, transitions

pytestmark = pytest.mark.slow

ZONES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})
HARD = (
    *("Europe/Berlin", "Europe/Oslo", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"),
    *("Africa/Casablanca", "America/Nuuk", "America/Godthab", "Antarctica/Troll", "Africa/Cairo", "Asia/Beirut"),
)
DAY = timedelta(days=1)
EACH_TAKES_SECONDS = (Phase.explicit, Phase.reuse, Phase.generate)
"""Every example goes through every zone: too long to look for a smaller one, and the zone is named."""

NIGHT, MORNING, LATE = time(23), time(7), time(22, 30)
TIMES = st.one_of(
    st.times(),
    st.sampled_from([time(0), time(0, 30), time(1, 30), time(2), time(2, 15), time(2, 30), time(3), time(7), time(20)]),
    st.sampled_from([time(22, 30), time(22, 31), time(22, 55), time(22, 59), time(23), time(23, 59), time(6, 59)]),
).map(lambda at: at.replace(second=0, microsecond=0))
WEEKDAYS = st.one_of(st.just(frozenset(range(7))), st.frozensets(st.integers(0, 6), min_size=1))


def sequence(
    rule: Rule, zone: ZoneInfo, channel: bytes, first: datetime, last: datetime, opened: date | None = None
) -> list[Ring]:
    """The rings in [first, last], as the push sender asks for them: each after the one before has rung."""
    found: list[Ring] = []
    now = first
    while True:
        after = found[-1].nominal if found else None
        following = next_ring(rule, zone, channel, now, after=after, opened=opened, fresh=not found)
        if following is None or following.chosen > last:
            return found
        found.append(following)
        now = max(now, following.due)


def as_the_wall_has_it(wall: Wall, day: date, at: time, channel: bytes) -> Ring:
    """What the four sentences about spread, deadline and night say of one date, by the other clock."""
    chosen = wall.first_reached(datetime.combine(day, at))
    shown = next(low + (chosen - start) for start, low, high in reversed(list(wall)) if start <= chosen)
    night = wall.first_reached(datetime.combine(shown.date(), NIGHT))
    digest = hashlib.sha256(b"spread" + channel + day.isoformat().encode()).digest()
    due = chosen + timedelta(seconds=int.from_bytes(digest[:8], "big") % 601)
    end = night if chosen < night else wall.first_reached(datetime.combine(shown.date() + DAY, time()))
    due = min(due, max(chosen, end - timedelta(seconds=1)))
    late = shown.time() > LATE
    return Ring(day, chosen, due, due + timedelta(minutes=30) if late else min(due + timedelta(hours=2), night))


def windows(zone: ZoneInfo, year: int, which: int, before: int) -> tuple[datetime, datetime]:
    """Three weeks around one of the year's changes of the clock, or from a day of its own where it never changes."""
    changes = list(transitions(zone, date(year, 1, 1), date(year + 1, 1, 1)))
    around = changes[which % len(changes)] if changes else datetime(year, 1 + which % 12, 1, tzinfo=UTC)
    first = around - before * DAY
    return first, first + 21 * DAY


@pytest.mark.slow
@settings(max_examples=lives(1), deadline=None, phases=EACH_TAKES_SECONDS)
@given(
    TIMES,
    WEEKDAYS,
    st.integers(1995, 2037),
    st.integers(0, 11),
    st.integers(1, 18),
    st.binary(min_size=16, max_size=16),
)
def test_in_every_zone_every_ring_of_three_weeks_is_the_one_that_the_wall_says(
    at: time, days: frozenset[int], year: int, which: int, before: int, channel: bytes
) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        first, last = windows(zone, year, which, before)
        wall = Wall(zone, first - 2 * DAY, last + 5 * DAY)
        begin = first.astimezone(zone).date() - DAY
        dates = [day for day in (begin + n * DAY for n in range(24)) if wall.shows(day) and day.weekday() in days]
        expected = [as_the_wall_has_it(wall, day, at, channel) for day in dates]
        found = sequence(Rule(at, days), zone, channel, first, last)
        assert found == [each for each in expected if first <= each.chosen <= last], name
        for each in found:
            assert not at_night(each.due.astimezone(zone).time()) or at_night(each.chosen.astimezone(zone).time()), name


def at_night(at: time) -> bool:
    return at >= NIGHT or at < MORNING


@pytest.mark.slow
@settings(max_examples=lives(1), deadline=None, phases=EACH_TAKES_SECONDS)
@given(TIMES, st.integers(1995, 2037), st.integers(0, 11), st.integers(1, 18), st.integers(0, 20))
def test_in_every_zone_comebacks_and_single_nudges_ring_on_their_dates(
    at: time, year: int, which: int, before: int, ahead: int
) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        first, _ = windows(zone, year, which, before)
        wall = Wall(zone, first - 2 * DAY, first + 36 * DAY)
        opened = first.astimezone(zone).date()
        lasting = first + 33 * DAY
        for rule, singles in (
            (Rule(at), [opened + days * DAY for days in COMEBACKS]),
            (Rule(at, once=opened + ahead * DAY), [opened + ahead * DAY]),
        ):
            moved = [day if wall.shows(day) else day + DAY for day in singles]
            expected = [as_the_wall_has_it(wall, day, at, bytes(16)) for day in moved]
            found = sequence(rule, zone, bytes(16), first, lasting, opened=opened)
            assert found == [each for each in expected if each.chosen >= first], name


@pytest.mark.parametrize("name", HARD)
def test_minute_by_minute_the_hard_zones_ring_when_the_wall_first_shows_the_time(name: str) -> None:
    zone = ZoneInfo(name)
    changes = list(transitions(zone, date(2009, 1, 1), date(2031, 1, 1))) or [datetime(2027, 3, 28, tzinfo=UTC)]
    times = [time(0), time(0, 30), time(1), time(1, 45), time(2), time(2, 15), time(2, 59), time(3), time(12)]
    walks = Walks(zone, [*times, time(23, 30)])
    for change in changes:
        first, last = change - 2 * DAY, change + 3 * DAY
        tomorrow = first.astimezone(zone).date() + DAY
        for at, rung in walks.rung(first, last).items():
            found = sequence(Rule(at, frozenset(range(7))), zone, bytes(16), first, last)
            assert [(each.nominal, each.chosen) for each in found if each.nominal >= tomorrow] == rung, (change, at)


@pytest.mark.parametrize("name", HARD)
def test_the_clock_that_walks_hours_shows_what_the_one_that_walks_minutes_shows(name: str) -> None:
    zone = ZoneInfo(name)
    walks = Walks(zone, [time(0, 15), time(2, 30), time(23, 59)])
    for change in list(transitions(zone, date(2009, 1, 1), date(2031, 1, 1)))[-12:]:
        first, last = change - 2 * DAY, change + 3 * DAY
        wall = Wall(zone, first, last)
        for at, rung in walks.rung(first, last - DAY).items():
            for day, moment in rung:
                assert wall.shows(day)
                assert wall.first_reached(datetime.combine(day, at)) == moment


def test_every_zone_that_can_be_chosen_is_swept() -> None:
    assert set(ZONES) == zones()
    assert len(ZONES) > 400
