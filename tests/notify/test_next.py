"""What `GET` promises is what comes: a reminder that will give way to another of its date is told for the next one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from tests.notify.conftest import DAILY_AT_EIGHT, OSLO, PushHarness, nudge

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

SUNDAY_AT_SIX = {"kind": "weekly", "at": "18:00", "days": ["sun"]}


async def told(harness: PushHarness, box: BoxRequest) -> dict[str, str | None]:
    """For each kind the date in Oslo that `GET` tells."""
    shown = await harness.show(box)
    return {each.kind: None if each.next is None else local_date(each.next) for each in shown.nudges}


def local_date(moment: str) -> str:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(OSLO).date().isoformat()


async def set_back(harness: PushHarness, box: BoxRequest, **values: Any) -> None:
    def work(session: Session) -> None:
        for name, value in values.items():
            session.execute(text(f"UPDATE channel SET {name} = :value WHERE id = :id"), {"value": value, "id": box.id})

    await harness.store.write(work)


async def test_after_the_weekly_one_has_rung_the_daily_one_is_not_promised_for_that_evening(
    harness: PushHarness,
) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**SUNDAY_AT_SIX))
    harness.at("2027-02-07T17:55")
    await harness.run_until("2027-02-07T18:15", step=60)
    assert harness.rung()[-1] == ("weekly", "2027-02-07")
    assert await told(harness, box) == {"daily": "2027-02-08", "weekly": "2027-02-14"}


@pytest.mark.parametrize("at", ["18:00", "21:00"])
async def test_a_daily_one_is_not_promised_for_the_date_of_the_weekly_one(harness: PushHarness, at: str) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**SUNDAY_AT_SIX | {"at": at, "days": ["wed"]}))
    assert await told(harness, box) == {"daily": "2027-02-04", "weekly": "2027-02-03"}


async def test_a_message_that_is_prepared_keeps_its_date_and_the_daily_one_gives_way_to_it(
    harness: PushHarness,
) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**SUNDAY_AT_SIX | {"days": ["wed"]}))
    harness.at("2027-02-03T17:59:59")
    await harness.prepare()
    assert len(await harness.outbox()) == 1
    assert await told(harness, box) == {"daily": "2027-02-04", "weekly": "2027-02-03"}


async def test_what_gives_way_on_each_of_its_dates_is_promised_for_none(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(**DAILY_AT_EIGHT | {"days": ["wed"]}),
        nudge(**SUNDAY_AT_SIX | {"days": ["wed"]}),
        nudge(kind="step", once="2027-02-03T21:30"),
    )
    assert await told(harness, box) == {"daily": None, "weekly": "2027-02-03", "step": None}


async def test_own_reminders_are_promised_whatever_else_rings(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(kind="own", at="19:00", days=["wed"]), nudge(**SUNDAY_AT_SIX | {"days": ["wed"]})
    )
    assert await told(harness, box) == {"own": "2027-02-03", "weekly": "2027-02-03"}


async def test_a_date_that_another_kind_has_used_is_not_promised(harness: PushHarness) -> None:
    """The nudge that rang is not among the chosen ones any more."""
    chosen = nudge(**DAILY_AT_EIGHT | {"at": "14:00"})
    box, device = await harness.channel(chosen)
    await harness.run_until("2027-02-03T14:15")
    await harness.put(device, nudge(**DAILY_AT_EIGHT), box=box)
    assert await told(harness, box) == {"daily": "2027-02-04"}


async def test_of_two_daily_ones_the_later_is_promised_for_no_date(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**DAILY_AT_EIGHT | {"at": "14:00"}))
    nexts = sorted(each.next or "" for each in (await harness.show(box)).nudges)
    assert nexts[0] == ""
    assert local_date(nexts[1]) == "2027-02-03"


async def test_daily_ones_that_keep_their_distance_are_promised_with_it(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(**DAILY_AT_EIGHT | {"days": ["wed"]}), nudge(**DAILY_AT_EIGHT | {"days": ["thu", "fri"]})
    )
    await set_back(harness, box, unanswered=8)
    harness.at("2027-02-03T19:55")
    await harness.run_until("2027-02-03T20:15", step=60)
    nexts = sorted(local_date(each.next or "") for each in (await harness.show(box)).nudges)
    assert nexts == ["2027-02-05", "2027-02-10"]


async def test_a_channel_whose_zone_is_not_known_any_more_is_still_told(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await set_back(harness, box, timezone="Mars/Olympus")
    assert await told(harness, box) == {"daily": None}


async def test_twenty_reminders_of_one_minute_are_told_with_bounded_work(harness: PushHarness) -> None:
    box, _ = await harness.channel(*(nudge(**DAILY_AT_EIGHT) for _ in range(20)))
    nexts = [each.next for each in (await harness.show(box)).nudges]
    assert len([moment for moment in nexts if moment is not None]) == 1
    assert [local_date(moment) for moment in nexts if moment is not None] == ["2027-02-03"]
