"""The clock against the wall: gaps, folds, skipped dates, spread, deadline, the night, one push a day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfhelp.notify.prepare import gives_way
from selfhelp.notify.recurrence import Ring, Rule, instant, lived, ring, rings, spread
from tests.drawn import lives
from tests.notify.ringing import next_ring
from tests.notify.wall_clock import first_reached, first_reached_each, shown_around, transitions

BERLIN = ZoneInfo("Europe/Berlin")
OSLO = ZoneInfo("Europe/Oslo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
APIA = ZoneInfo("Pacific/Apia")
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
CHANNEL = bytes(range(16))
DAILY = frozenset(range(7))

WALKED: dict[tuple[timedelta | None, ...], tuple[date, list[datetime | None]]] = {}
"""Days around which the walls of some zones show the same in every quarter of an hour are walked once."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        (BERLIN, date(2027, 3, 28), time(2, 30), "2027-03-28T01:00"),
        (BERLIN, date(2027, 10, 31), time(2, 30), "2027-10-31T00:30"),
        (BERLIN, date(2027, 7, 1), time(20), "2027-07-01T18:00"),
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),
        (LORD_HOWE, date(2027, 4, 4), time(1, 45), "2027-04-03T14:45"),
        (SAO_PAULO, date(2018, 11, 4), time(0, 30), "2018-11-04T03:00"),
        (SAO_PAULO, date(2018, 2, 17), time(23, 30), "2018-02-18T01:30"),
        (APIA, date(2011, 12, 29), time(20), "2011-12-30T06:00"),
        (APIA, date(2011, 12, 31), time(20), "2011-12-31T06:00"),
    ],
)
def test_a_known_time_becomes_the_known_instant(zone: ZoneInfo, day: date, at: time, expected: str) -> None:
    assert instant(day, at, zone) == utc(expected)


def test_a_repeating_nudge_has_no_ring_for_a_date_that_the_zone_skips() -> None:
    found = rings(Rule(time(20), DAILY), APIA, CHANNEL, date(2011, 12, 28), date(2011, 12, 28))
    assert [next(found).nominal.day for _ in range(3)] == [28, 29, 31]


def test_a_single_nudge_for_a_skipped_date_rings_at_the_same_time_of_the_following_date() -> None:
    opened = date(2011, 12, 1)
    [found] = rings(Rule(time(19, 30), once=date(2011, 12, 30)), APIA, CHANNEL, opened, opened)
    assert found.chosen == utc("2011-12-31T05:30")


@pytest.mark.slow
@settings(max_examples=lives(60), deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(1993, 1, 1), date(2037, 12, 1)), st.times())
def test_any_time_in_any_zone_rings_when_the_wall_first_reaches_it(name: str, day: date, at: time) -> None:
    zone, at = ZoneInfo(name), at.replace(second=0, microsecond=0)
    expected = first_reached(day, at, zone)
    assert lived(day, zone) == (expected is not None)
    if expected is not None:
        assert instant(day, at, zone) == expected


@pytest.mark.slow
@settings(max_examples=lives(24), deadline=None)
@given(st.sampled_from(ZONES), st.integers(1995, 2036), st.integers(-90, 150), st.integers(0, 3))
def test_times_around_a_change_of_the_clock_ring_when_the_wall_first_reaches_them(
    name: str, year: int, minutes: int, which: int
) -> None:
    zone = ZoneInfo(name)
    changes = list(transitions(zone, date(year, 1, 1), date(year + 1, 1, 1)))
    if not changes:
        return
    change = changes[which % len(changes)]
    wall = (change + timedelta(hours=6, minutes=4 * minutes)).astimezone(zone)
    for day in (wall.date(), wall.date() + timedelta(days=1)):
        expected = first_reached(day, wall.time(), zone)
        if expected is not None:
            assert instant(day, wall.time(), zone) == expected


@pytest.mark.slow
@pytest.mark.parametrize("region", sorted({name.partition("/")[0] for name in ZONES if "/" in name}))
def test_every_zone_keeps_the_rule_through_every_change_until_2030(region: str) -> None:
    times = [time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(3), time(22, 45), time(23, 30)]
    for name in ZONES:
        if not name.startswith(region + "/"):
            continue
        zone = ZoneInfo(name)
        for change in transitions(zone, date(2025, 1, 1), date(2030, 1, 1)):
            local = change.astimezone(zone).date()
            for day in (local, local + timedelta(days=1)):
                around = shown_around(day, zone)
                if around not in WALKED:
                    WALKED[around] = day, first_reached_each(day, times, zone)
                walked, reached = WALKED[around]
                expected = [moment and moment + (day - walked) for moment in reached]
                assert [instant(day, at, zone) for at in times] == expected, (name, day)


@settings(max_examples=lives(24), deadline=None)
@given(
    st.sampled_from(ZONES),
    st.dates(date(1995, 1, 1), date(2036, 12, 1)),
    st.times(),
    st.binary(min_size=16, max_size=16),
)
def test_a_daily_nudge_rings_once_for_every_date_and_in_order(name: str, day: date, at: time, channel: bytes) -> None:
    zone, rule = ZoneInfo(name), Rule(at.replace(second=0, microsecond=0), DAILY)
    now = datetime.combine(day, time(), UTC)
    seen: list[Ring] = []
    for _ in range(9):
        found = next_ring(rule, zone, channel, now, after=seen[-1].nominal if seen else None)
        assert found is not None
        seen.append(found)
        now = max(now, found.due)
    dates = [found.nominal for found in seen]
    gaps = {(later - earlier).days for earlier, later in pairwise(dates)}
    assert gaps <= ({1, 2} if any(not lived(dates[0] + timedelta(days=n), zone) for n in range(11)) else {1})
    assert all(earlier.chosen < later.chosen for earlier, later in pairwise(seen))


@settings(max_examples=lives(80), deadline=None)
@given(
    st.sampled_from(ZONES),
    st.dates(date(2020, 1, 1), date(2036, 12, 1)),
    st.times(),
    st.binary(min_size=16, max_size=16),
)
def test_the_spread_is_never_before_the_chosen_minute_nor_into_the_night(
    name: str, day: date, at: time, channel: bytes
) -> None:
    zone, at = ZoneInfo(name), at.replace(second=0, microsecond=0)
    found = ring(Rule(at, DAILY), zone, channel, day)
    assert timedelta() <= found.due - found.chosen <= timedelta(minutes=10)
    assert found.due < found.deadline <= found.due + timedelta(hours=2)
    chosen, due = found.chosen.astimezone(zone), found.due.astimezone(zone)
    if time(7) <= chosen.time() < time(23):
        assert time(7) <= due.time() < time(23)
    if time(7) <= chosen.time() <= time(22, 30):
        assert found.deadline.astimezone(zone).time() <= time(23)


def test_a_time_just_before_eleven_is_not_spread_into_the_night() -> None:
    found = [ring(Rule(time(22, 55), DAILY), OSLO, bytes([n]) * 16, date(2027, 2, 3)) for n in range(100)]
    latest = max(each.due for each in found)
    assert utc("2027-02-03T21:59") < latest < utc("2027-02-03T22:00")


@pytest.mark.parametrize("at", [time(23, 50), time(23, 55), time(23, 59)])
@pytest.mark.parametrize("day", [date(2027, 2, 3), date(2018, 11, 3)])
def test_a_time_just_before_midnight_is_not_spread_into_the_following_day(at: time, day: date) -> None:
    """The phone asks how today has been; in Sao Paulo the following day began at one, on 4 November 2018."""
    for zone in (OSLO, SAO_PAULO):
        found = [ring(Rule(at, DAILY), zone, bytes([n]) * 16, day).due.astimezone(zone) for n in range(100)]
        assert {each.date() for each in found} == {day}
        assert min(each.time() for each in found) >= at
        assert max(each.time() for each in found) > time(23, 59)


def test_the_spread_is_the_same_all_day_and_another_tomorrow() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(200)]
    assert spread(CHANNEL, days[0]) == spread(CHANNEL, days[0])
    seconds = [spread(CHANNEL, day).total_seconds() for day in days]
    assert min(seconds) < 30
    assert max(seconds) > 570
    assert len(set(seconds)) > 150


@pytest.mark.parametrize(
    ("at", "useful"),
    [
        (time(12), timedelta(hours=2)),
        (time(22, 31), timedelta(minutes=30)),
        (time(23, 50), timedelta(minutes=30)),
        (time(3), timedelta(hours=2)),
    ],
)
def test_a_reminder_is_of_use_for_two_hours_or_half_an_hour_when_late(at: time, useful: timedelta) -> None:
    found = ring(Rule(at, DAILY), OSLO, CHANNEL, date(2027, 2, 3))
    assert found.deadline - found.due == useful


def test_a_late_worker_sends_after_eleven_only_what_was_chosen_for_later_than_half_past_ten() -> None:
    eleven = utc("2027-02-03T22:00")
    for at in (time(22, minute) for minute in range(60)):
        deadlines = [ring(Rule(at, DAILY), OSLO, bytes([n]) * 16, date(2027, 2, 3)).deadline for n in range(50)]
        assert all(deadline <= eleven for deadline in deadlines) == (at <= time(22, 30)), at


def test_a_reminder_of_the_evening_is_of_no_use_after_eleven() -> None:
    found = ring(Rule(time(21, 45), DAILY), OSLO, CHANNEL, date(2027, 2, 3))
    assert found.deadline == utc("2027-02-03T22:00")


def test_a_late_worker_still_rings_until_the_deadline_and_then_waits_for_the_next_date() -> None:
    rule, day = Rule(time(20), DAILY), date(2027, 2, 3)
    today = ring(rule, OSLO, CHANNEL, day)
    assert next_ring(rule, OSLO, CHANNEL, today.deadline - timedelta(seconds=1)) == today
    following = next_ring(rule, OSLO, CHANNEL, today.deadline)
    assert following is not None
    assert following.nominal == day + timedelta(days=1)


def test_a_time_just_chosen_does_not_ring_for_a_minute_that_has_passed() -> None:
    rule, now = Rule(time(20), DAILY), utc("2027-02-03T19:00:01")
    kept, fresh = (next_ring(rule, OSLO, CHANNEL, now, fresh=value) for value in (False, True))
    assert kept is not None
    assert fresh is not None
    assert (kept.nominal.day, fresh.nominal.day) == (3, 4)


def test_a_night_ring_may_still_come_after_midnight() -> None:
    found = next_ring(Rule(time(23, 50), DAILY), OSLO, CHANNEL, utc("2027-02-03T23:05"))
    assert found is not None
    assert found.nominal == date(2027, 2, 3)


def test_never_twice_for_one_date_and_not_before_the_skip_is_over() -> None:
    rule, now = Rule(time(20), DAILY), utc("2027-02-03T12:00")
    again = next_ring(rule, OSLO, CHANNEL, now, after=date(2027, 2, 3))
    skipped = next_ring(rule, OSLO, CHANNEL, now, until=date(2027, 2, 6))
    assert again is not None
    assert skipped is not None
    assert (again.nominal.day, skipped.nominal.day) == (4, 6)


def test_once_is_once() -> None:
    rule, now = Rule(time(19, 30), once=date(2027, 2, 3)), utc("2027-02-03T12:00")
    assert next_ring(rule, OSLO, CHANNEL, now) == ring(rule, OSLO, CHANNEL, date(2027, 2, 3))
    assert next_ring(rule, OSLO, CHANNEL, now, after=date(2027, 2, 3)) is None
    assert next_ring(rule, OSLO, CHANNEL, now + timedelta(days=1)) is None


def test_a_weekly_nudge_finds_its_weekday() -> None:
    found = next_ring(Rule(time(18), frozenset({6})), OSLO, CHANNEL, utc("2027-02-03T12:00"))
    assert found is not None
    assert found.nominal == date(2027, 2, 7)


def test_moving_to_another_zone_keeps_the_local_time() -> None:
    rule, now = Rule(time(20), DAILY), utc("2027-02-03T12:00")
    for zone in (OSLO, SAO_PAULO, LORD_HOWE):
        found = next_ring(rule, zone, CHANNEL, now)
        assert found is not None
        assert found.chosen.astimezone(zone).time() == time(20)


def test_weekly_comes_before_step_then_comeback_then_daily_and_own_is_never_held_back() -> None:
    assert gives_way("daily", "weekly")
    assert gives_way("daily", "comeback")
    assert gives_way("comeback", "step")
    assert not gives_way("comeback", "daily")
    assert gives_way("daily", "step")
    assert gives_way("step", "weekly")
    assert not gives_way("weekly", "daily")
    assert not gives_way("own", "weekly")
    assert not gives_way("daily", "own")
