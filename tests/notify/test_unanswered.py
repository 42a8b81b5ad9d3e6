"""Unanswered nudges stop by themselves: seven as chosen, seven every second day, four weekly, then a pause."""

from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.notify import service as channels
from selfhelp.notify.recurrence import spacing
from selfhelp.notify.service import blank_silent_endpoints
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

pytestmark = pytest.mark.pure

WORKDAYS = DAILY_AT_EIGHT | {"days": ["mon", "tue", "wed", "thu", "fri"]}


def days_of(harness: PushHarness, kind: str = "daily") -> list[date]:
    """The dates on which nudges of this kind arrived."""
    return [date.fromisoformat(day) for what, day in harness.rung() if what == kind]


async def leave_unanswered(harness: PushHarness, box: BoxRequest, count: int) -> None:
    """As if so many daily nudges had been sent since the app was last opened."""

    def work(session: Session) -> None:
        values = {"count": count, "id": box.id}
        session.execute(text("UPDATE channel SET unanswered = :count WHERE id = :id"), values)

    await harness.store.write(work)


async def evenings(harness: PushHarness, first: str, count: int) -> None:
    """Let `count` evenings go by from `first`."""
    for ahead in range(count):
        day = date.fromisoformat(first) + timedelta(days=ahead)
        harness.at(f"{day}T19:50")
        await harness.run_until(f"{day}T20:11", step=600)


def test_the_spacing_is_that_of_the_count() -> None:
    assert [spacing(count) for count in range(18)] == [1] * 7 + [2] * 7 + [7] * 4


async def test_seven_come_as_chosen_seven_every_second_day_four_weekly_and_then_the_channel_is_paused(
    harness: PushHarness,
) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="12:00", days=["mon"]))
    await evenings(harness, "2027-02-03", 60)
    dates = days_of(harness)
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    assert gaps == [1] * 6 + [2] * 7 + [7] * 4
    shown = await harness.show(box)
    assert (shown.state, shown.paused) == ("paused", True)
    assert [nudge.next for nudge in shown.nudges] == [None, None]
    assert await harness.outbox() == []
    assert (await harness.row(box))["paused_at"] is not None


async def test_days_that_were_not_chosen_stay_without_a_nudge(harness: PushHarness) -> None:
    await harness.channel(nudge(**WORKDAYS))
    await evenings(harness, "2027-02-03", 84)
    dates = days_of(harness)
    assert len(dates) == 18
    assert all(day.weekday() < 5 for day in dates)
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    assert all(2 <= gap <= 4 for gap in gaps[6:13])
    assert all(7 <= gap <= 9 for gap in gaps[13:])


async def test_two_daily_nudges_keep_their_distance_from_each_other(harness: PushHarness) -> None:
    week, weekend = DAILY_AT_EIGHT | {"days": ["tue", "thu"]}, DAILY_AT_EIGHT | {"days": ["wed", "fri"]}
    box, _ = await harness.channel(nudge(**week), nudge(**weekend))
    await leave_unanswered(harness, box, 8)
    await evenings(harness, "2027-02-03", 10)
    assert [day.isoformat() for day in days_of(harness)] == ["2027-02-03", "2027-02-05", "2027-02-09", "2027-02-11"]


@ON_BOTH
async def test_opening_the_app_brings_the_chosen_times_back(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await leave_unanswered(harness, box, 14)
    await evenings(harness, "2027-02-03", 1)
    assert await harness.coming(box) == ["2027-02-10"]
    harness.at("2027-02-04T09:00")
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-02-04"]
    await evenings(harness, "2027-02-04", 3)
    assert len(days_of(harness)) == 4


async def test_opening_the_app_ends_the_pause_and_rings_for_nothing_that_has_passed(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(**DAILY_AT_EIGHT | {"at": "09:00"}),
        nudge(kind="weekly", at="18:00", days=["fri"]),
        nudge(kind="comeback", at="18:00"),
    )
    await leave_unanswered(harness, box, 17)
    harness.at("2027-02-04T08:59")
    await harness.run_until("2027-02-04T09:11", step=60)
    assert (await harness.show(box)).state == "paused"
    harness.at("2027-03-04T10:00")
    await harness.opened(box)
    shown, row = await harness.show(box), await harness.row(box)
    assert (shown.state, row["paused_at"], row["unanswered"]) == ("active", None, 0)
    nexts = {nudge.kind: row.next_nominal for nudge, row in zip(shown.nudges, await harness.nudges(box), strict=True)}
    assert nexts == {"daily": "2027-03-05", "weekly": "2027-03-05", "comeback": "2027-03-07"}


@ON_BOTH
async def test_a_replacement_that_repairs_does_not_end_the_pause(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    await leave_unanswered(harness, box, 17)
    await evenings(harness, "2027-02-03", 1)
    since = (await harness.row(box))["paused_at"]
    harness.pass_by(days=100)
    for device_now, locale in ((device, "nb"), (device, "en"), (harness.push.subscribe(), "nb")):
        assert (await harness.put(device_now, chosen, box=box, locale=locale))[1] is Outcome.KEPT
        assert (await harness.show(box)).state == "paused"
        assert await harness.coming(box) == [None]
        assert (await harness.row(box))["paused_at"] == since, "its 180 days do not begin anew"


@ON_BOTH
async def test_a_channel_whose_endpoint_was_erased_in_its_pause_is_still_paused_when_it_is_repaired(
    harness: PushHarness,
) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    await leave_unanswered(harness, box, 17)
    await evenings(harness, "2027-02-03", 1)
    harness.pass_by(days=179)
    assert await blank_silent_endpoints(harness.store, harness.now) == 0
    harness.pass_by(days=1)
    assert await blank_silent_endpoints(harness.store, harness.now) == 1
    row = await harness.row(box)
    assert (row["state"], row["sealed"], row["fingerprint"]) == ("gone", None, None)
    await harness.put(device, chosen, box=box)
    assert (await harness.show(box)).state == "paused"
    await harness.opened(box)
    assert (await harness.show(box)).state == "active"


@pytest.mark.parametrize("kind", ["weekly", "own"])
async def test_a_channel_without_a_daily_nudge_never_falls_silent_by_itself(harness: PushHarness, kind: str) -> None:
    box, _ = await harness.channel(nudge(kind=kind, at="20:00", days=["wed"]))
    for week in range(20):
        await evenings(harness, str(date(2027, 2, 3) + timedelta(weeks=week)), 1)
    assert len(days_of(harness, kind)) == 20
    assert (await harness.show(box)).state == "active"


async def test_a_message_that_no_service_took_is_not_counted(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await leave_unanswered(harness, box, 6)
    device.script(413)
    await evenings(harness, "2027-02-03", 1)
    assert (await harness.row(box))["unanswered"] == 6
    assert await harness.coming(box) == ["2027-02-04"], "the seventh still comes as chosen"


async def test_the_next_date_is_told_as_it_will_be(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    for count, expected in ((6, "2027-02-05"), (13, "2027-02-12")):
        await leave_unanswered(harness, box, count)
        await evenings(harness, (await harness.coming(box))[0] or "", 1)
        assert await harness.coming(box) == [expected]


async def test_a_skip_in_the_back_off_never_rings_sooner_than_the_count_allows(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await harness.channel(chosen)
    await leave_unanswered(harness, box, 14)
    await evenings(harness, "2027-02-03", 1)
    for until, expected in (("2027-02-05", "2027-02-10"), ("2027-02-15", "2027-02-15")):
        work = partial(
            channels.skip,
            box=box,
            nudge_id=bytes.fromhex(chosen.id),
            until=date.fromisoformat(until),
            now=harness.now,
        )
        assert await harness.store.write(work, box.id) is None
        assert await harness.coming(box) == [expected]
