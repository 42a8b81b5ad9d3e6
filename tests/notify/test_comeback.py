"""Comebacks: 3, 7, 14 and 30 days after the app was last opened, then never. Opening the app begins anew."""

from datetime import date
from functools import partial

import pytest

from selfhelp.notify import service as channels
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.pure

COMEBACK = {"kind": "comeback", "at": "18:00"}
"""Made on Wednesday, 3 February: it rings on the 6th, 10th and 17th, and on 5 March."""


async def test_a_comeback_rings_three_seven_fourteen_and_thirty_days_after_the_last_opening_and_never_again(
    harness: PushHarness,
) -> None:
    box, _ = await harness.channel(nudge(**COMEBACK))
    dates = ["2027-02-06", "2027-02-10", "2027-02-17", "2027-03-05"]
    for day in dates:
        assert await harness.coming(box) == [day]
        harness.at(f"{day}T12:00")
        await harness.run_until(f"{day}T18:15")
    assert harness.rung() == [("comeback", day) for day in dates]
    assert await harness.coming(box) == [None]
    await harness.run_until("2027-06-01T12:00", step=86400)
    assert len(harness.push.received) == 4


async def test_a_comeback_rings_within_ten_minutes_of_its_local_time(harness: PushHarness) -> None:
    await harness.channel(nudge(**COMEBACK))
    await harness.run_until("2027-02-06T17:59:59", step=3600)
    assert harness.push.received == []
    await harness.run_until("2027-02-06T18:10", step=60)
    assert len(harness.push.received) == 1


@ON_BOTH
async def test_opening_the_app_counts_the_days_anew(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**COMEBACK))
    harness.at("2027-02-05T09:00")
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-02-08"]
    await harness.run_until("2027-02-08T18:11", step=600)
    assert len(harness.push.received) == 1
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-02-11"]


@pytest.mark.slow
async def test_after_the_last_comeback_only_an_opening_brings_another(harness: PushHarness) -> None:
    chosen = nudge(**COMEBACK)
    box, device = await harness.channel(chosen)
    await harness.run_until("2027-03-06T12:00", step=1200)
    assert len(harness.push.received) == 4
    await harness.put(device, chosen, box=box, locale="en")
    assert await harness.coming(box) == [None], "a repaired channel is no opening"
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-03-09"]


async def test_opening_the_app_drops_the_comeback_that_was_prepared_and_no_other(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**COMEBACK), nudge(kind="own", once="2027-02-06T18:00"))
    harness.at("2027-02-06T17:59:59")
    await harness.prepare()
    assert sorted(row["kind"] for row in await harness.outbox()) == ["comeback", "own"]
    await harness.opened(box)
    assert [row["kind"] for row in await harness.outbox()] == ["own"]
    await harness.run_until("2027-02-06T23:00", step=60)
    assert harness.rung() == [("own", "2027-02-06")]
    assert sorted(filter(None, await harness.coming(box))) == ["2027-02-09"]


async def test_a_second_opening_on_one_day_writes_nothing_and_leaves_no_comeback_of_an_older_date(
    harness: PushHarness,
) -> None:
    box, device = await harness.channel(nudge(**COMEBACK))
    harness.at("2027-02-06T17:55")
    await harness.prepare()
    await harness.opened(box)
    assert await harness.store.read(partial(channels.is_seen, box=box, now=harness.now)) is True
    assert await harness.outbox() == []
    await harness.prepare()
    assert await harness.outbox() == []
    await harness.put(device, nudge(**COMEBACK), box=box)
    assert await harness.coming(box) == ["2027-02-09"]
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-02-09"]


async def test_a_comeback_chosen_in_a_repair_is_counted_from_the_last_opening_and_not_from_the_repair(
    harness: PushHarness,
) -> None:
    box, device = await harness.channel()
    harness.at("2027-02-08T12:00")
    await harness.put(device, nudge(**COMEBACK), box=box)
    assert await harness.coming(box) == ["2027-02-10"]


@pytest.mark.parametrize(
    ("other", "rings"),
    [
        ({"kind": "weekly", "at": "21:00", "days": ["sat"]}, "weekly"),
        ({"kind": "step", "once": "2027-02-06T21:00"}, "step"),
        (DAILY_AT_EIGHT | {"days": ["sat"]}, "comeback"),
        (DAILY_AT_EIGHT | {"days": ["sat"], "at": "09:00"}, "comeback"),
    ],
)
async def test_weekly_and_step_come_before_a_comeback_and_a_comeback_before_the_daily_one(
    harness: PushHarness, other: dict[str, object], rings: str
) -> None:
    await harness.channel(nudge(**COMEBACK), nudge(**other))
    harness.at("2027-02-06T08:00")
    await harness.run_until("2027-02-06T23:30")
    assert harness.rung() == [(rings, "2027-02-06")]


async def test_a_skipped_comeback_leaves_the_later_ones(harness: PushHarness) -> None:
    chosen = nudge(**COMEBACK)
    box, _ = await harness.channel(chosen)
    harness.at("2027-02-06T17:55")
    await harness.prepare()
    work = partial(channels.skip, box=box, nudge_id=bytes.fromhex(chosen.id), until=date(2027, 2, 7), now=harness.now)
    assert await harness.store.write(work, box.id) is None
    assert await harness.outbox() == []
    assert await harness.coming(box) == ["2027-02-10"]


async def test_who_has_taken_the_comeback_out_gets_none(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**COMEBACK))
    harness.at("2027-02-06T17:55")
    await harness.prepare()
    await harness.put(device, box=box)
    assert await harness.outbox() == []
    await harness.run_until("2027-03-10T12:00", step=3600)
    assert harness.push.received == []
