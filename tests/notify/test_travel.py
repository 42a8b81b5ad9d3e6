"""A phone that flies: the chosen time is that of the place it is in, and no date of the calendar is used twice."""

from datetime import datetime
from functools import partial

import pytest

from selfhelp.boxes import BoxRequest
from selfhelp.notify import outbox
from selfhelp.notify.schema import NudgeIn
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Device

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.pure

OSLO, SAO_PAULO = "Europe/Oslo", "America/Sao_Paulo"
"""In February Oslo is four hours ahead, and neither changes its clock."""

EARLY = DAILY_AT_EIGHT | {"at": "00:30"}


async def live_in(harness: PushHarness, zone: str, *nudges: NudgeIn) -> tuple[BoxRequest, Device]:
    """A phone that has its channel in this zone."""
    device = harness.push.subscribe()
    box, _ = await harness.put(device, *nudges, timezone=zone)
    return box, device


async def let_ring(harness: PushHarness, box: BoxRequest, until: str) -> list[str | None]:
    """Let the clock go until `until` in UTC; the dates that the channel's nudges rang for, in order."""
    dates: list[str | None] = []
    end = datetime.fromisoformat(until + "+00:00").timestamp()
    while harness.seconds < end:
        harness.seconds = min(harness.seconds + 300, end)
        before = len(harness.push.received)
        await harness.prepare()
        await harness.send()
        if len(harness.push.received) > before:
            dates.append((await harness.row(box))["last_day"])
    return dates


def at_utc(harness: PushHarness, text: str) -> None:
    harness.seconds = datetime.fromisoformat(text + "+00:00").timestamp()


WEST_IN_THE_EVENING = (DAILY_AT_EIGHT, OSLO, SAO_PAULO, "2027-02-03T18:30", "2027-02-03T19:15", "2027-02-05T00:00")
WEST_OVER_MIDNIGHT = (EARLY, OSLO, SAO_PAULO, "2027-02-03T23:00", "2027-02-03T23:45", "2027-02-05T04:00")
EAST_OVER_MIDNIGHT = (DAILY_AT_EIGHT, SAO_PAULO, OSLO, "2027-02-03T22:30", "2027-02-03T23:15", "2027-02-04T20:00")
EAST_IN_THE_NIGHT = (EARLY, SAO_PAULO, OSLO, "2027-02-03T03:00", "2027-02-03T03:45", "2027-02-04T00:00")
"""What was chosen, from where to where; in UTC the start, the landing and the end."""


@pytest.mark.parametrize(
    ("flight", "rung", "rings"),
    [
        pytest.param(WEST_IN_THE_EVENING, "2027-02-03", "2027-02-04", id="eight o'clock comes again that day"),
        pytest.param(WEST_OVER_MIDNIGHT, "2027-02-04", "2027-02-05", id="half past midnight of that date comes again"),
        pytest.param(EAST_OVER_MIDNIGHT, "2027-02-03", "2027-02-04", id="the new date has its own eight o'clock"),
        pytest.param(EAST_IN_THE_NIGHT, "2027-02-03", "2027-02-04", id="the next date comes sooner"),
    ],
)
async def test_after_a_flight_a_nudge_does_not_ring_again_for_its_date(
    harness: PushHarness, flight: tuple[dict[str, object], str, str, str, str, str], rung: str, rings: str
) -> None:
    chosen, home, away, start, landing, end = flight
    at_utc(harness, start)
    one = nudge(**chosen)
    box, device = await live_in(harness, home, one)
    assert await let_ring(harness, box, landing) == [rung]
    await harness.put(device, one, box=box, timezone=away)
    assert await let_ring(harness, box, end) == [rings]


@pytest.mark.parametrize(
    ("home", "start", "away", "dates"),
    [
        (OSLO, "2027-02-03T18:00", SAO_PAULO, ["2027-02-03", "2027-02-04"]),
        (SAO_PAULO, "2027-02-03T18:00", OSLO, ["2027-02-03", "2027-02-04"]),
        (SAO_PAULO, "2027-02-03T22:10", OSLO, ["2027-02-04"]),
    ],
)
async def test_a_flight_before_it_rang_moves_it_to_the_time_of_the_new_place(
    harness: PushHarness, home: str, start: str, away: str, dates: list[str]
) -> None:
    at_utc(harness, start)
    one = nudge(**DAILY_AT_EIGHT)
    box, device = await live_in(harness, home, one)
    await harness.put(device, one, box=box, timezone=away)
    assert await let_ring(harness, box, "2027-02-04T23:30") == dates


@ON_BOTH
async def test_a_flight_after_it_was_prepared_drops_the_message_and_rings_once(harness: PushHarness) -> None:
    at_utc(harness, "2027-02-03T18:59")
    one = nudge(**DAILY_AT_EIGHT)
    box, device = await live_in(harness, OSLO, one)
    await harness.prepare()
    assert len(await harness.outbox()) == 1
    await harness.put(device, one, box=box, timezone=SAO_PAULO)
    assert await harness.outbox() == []
    assert await let_ring(harness, box, "2027-02-03T22:59") == []
    assert await let_ring(harness, box, "2027-02-04T12:00") == ["2027-02-03"]


async def test_a_flight_over_the_date_line_and_back_uses_no_date_twice(harness: PushHarness) -> None:
    at_utc(harness, "2027-02-03T05:00")
    one = nudge(**DAILY_AT_EIGHT)
    box, device = await live_in(harness, "Pacific/Auckland", one)
    assert await let_ring(harness, box, "2027-02-03T08:00") == ["2027-02-03"]
    await harness.put(device, one, box=box, timezone="Pacific/Honolulu")
    assert await let_ring(harness, box, "2027-02-04T08:00") == [], "the 3rd once more"
    await harness.put(device, one, box=box, timezone="Pacific/Auckland")
    assert await let_ring(harness, box, "2027-02-04T09:15") == ["2027-02-04"]


async def test_after_a_push_for_a_date_no_other_rings_for_the_date_before_but_what_the_person_armed(
    harness: PushHarness,
) -> None:
    at_utc(harness, "2027-02-03T23:00")
    early, weekly = nudge(**EARLY), nudge(kind="weekly", at="22:00", days=["wed"])
    box, device = await live_in(harness, OSLO, early)
    assert await let_ring(harness, box, "2027-02-03T23:45") == ["2027-02-04"]
    own = nudge(kind="own", once="2027-02-03T21:30")
    await harness.put(device, early, weekly, own, box=box, timezone=SAO_PAULO)
    await let_ring(harness, box, "2027-02-05T03:00")
    assert [kind for kind, _ in harness.rung()] == ["daily", "own"]
    assert (await harness.row(box))["last_day"] == "2027-02-04"
    await let_ring(harness, box, "2027-02-05T03:45")
    assert (await harness.row(box))["last_day"] == "2027-02-05"


async def test_a_message_on_its_way_when_the_phone_lands_counts_as_the_push_of_its_day(harness: PushHarness) -> None:
    at_utc(harness, "2027-02-03T18:59")
    one = nudge(**DAILY_AT_EIGHT)
    box, device = await live_in(harness, OSLO, one)
    await harness.prepare()
    [row] = await harness.outbox()
    harness.seconds = row["due"]
    taken, _ = await harness.store.write(partial(outbox.take, now=row["due"], most=9))
    assert len(taken) == 1
    await harness.put(device, nudge(**DAILY_AT_EIGHT), box=box, timezone=SAO_PAULO)
    results = [outbox.DeliveryResult(taken[0], 201, taken=True)]
    await harness.store.write(partial(outbox.store_results, results=results, now=row["due"]))
    assert await let_ring(harness, box, "2027-02-04T12:00") == []
