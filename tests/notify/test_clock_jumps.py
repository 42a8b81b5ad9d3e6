"""The machine's clock jumps, or its worker sleeps: what is stale is dropped, the next one rings, none rings twice."""

from typing import Any

import pytest

from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

KINDS: dict[str, dict[str, Any]] = {
    "daily": DAILY_AT_EIGHT,
    "weekly": {"kind": "weekly", "at": "20:00", "days": ["wed"]},
    "step": {"kind": "step", "once": "2027-02-03T20:00"},
    "own, once": {"kind": "own", "once": "2027-02-03T20:00"},
    "own, weekly": {"kind": "own", "at": "20:00", "days": ["wed"]},
}
NEXT = {
    "daily": "2027-02-04",
    "weekly": "2027-02-10",
    "step": None,
    "own, once": None,
    "own, weekly": "2027-02-10",
}
every_kind = pytest.mark.parametrize("kind", KINDS)


async def wake(office: Office) -> None:
    """What a worker does when it is back."""
    for _ in range(3):
        await office.prepare()
        await office.send()


@every_kind
@pytest.mark.parametrize("was_prepared", [False, True])
async def test_a_worker_asleep_for_26_hours_drops_what_is_stale_and_rings_what_comes_next(
    office: Office, kind: str, was_prepared: bool
) -> None:
    box, _ = await office.channel(nudge(**KINDS[kind]))
    office.at("2027-02-03T19:59:59")
    if was_prepared:
        await office.prepare()
        assert len(await office.outbox()) == 1
    office.pass_by(hours=26)
    await wake(office)
    assert await office.outbox() == []
    next_day = NEXT[kind]
    if kind == "daily":  # 21:59:59 of the next day: that one is still of use for a moment
        assert office.rung() == [("daily", "2027-02-04")]
        next_day = "2027-02-05"
    else:
        assert office.push.received == []
    assert await office.coming(box) == [next_day]
    if next_day is not None:
        office.at(f"{next_day}T19:30")
        before = len(office.push.received)
        await office.run_until(f"{next_day}T20:30")
        assert len(office.push.received) == before + 1


async def test_a_comeback_that_was_slept_over_is_dropped_and_the_next_one_rings(office: Office) -> None:
    box, _ = await office.channel(nudge(kind="comeback", at="20:00"))
    office.at("2027-02-06T19:59:59")
    office.pass_by(hours=26)
    await wake(office)
    assert office.push.received == []
    assert await office.coming(box) == ["2027-02-10"]


async def test_a_clock_that_jumps_a_day_ahead_and_back_rings_no_date_twice(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT))
    office.jump(days=1)
    await office.run_until("2027-02-04T20:15")
    assert office.rung() == [("daily", "2027-02-04")]
    office.jump(days=-1)
    await office.run_until("2027-02-05T19:00")
    assert len(office.push.received) == 1
    await office.run_until("2027-02-05T20:15")
    assert office.rung() == [("daily", "2027-02-04"), ("daily", "2027-02-05")]


async def test_a_clock_that_jumps_a_day_back_after_a_ring_rings_again_only_for_the_next_date(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.run_until("2027-02-03T20:15")
    office.jump(days=-1)
    await office.run_until("2027-02-04T19:00")
    assert office.rung() == [("daily", "2027-02-03")]
    await office.run_until("2027-02-04T20:15")
    assert office.rung() == [("daily", "2027-02-03"), ("daily", "2027-02-04")]


async def test_a_clock_that_jumps_a_day_back_with_a_message_prepared_sends_it_once_in_its_minute(
    office: Office,
) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT))
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    office.jump(days=-1)
    await office.run_until("2027-02-03T19:59")
    assert office.push.received == []
    await office.run_until("2027-02-04T19:00")
    assert office.rung() == [("daily", "2027-02-03")]


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_jumps_while_messages_wait_for_another_try_sends_each_at_most_once(
    office: Office, days: int
) -> None:
    _, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    device.script(503)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    office.seconds = (await office.outbox())[0]["due"]
    await office.send()
    assert [got.status for got in office.push.received] == [503]
    assert len(await office.outbox()) == 1
    office.jump(days=days)
    await office.run_until("2027-02-05T12:00")
    taken = [day for (_, day), got in zip(office.rung(), office.push.received, strict=True) if got.status == 201]
    assert taken == {1: ["2027-02-04"], -1: ["2027-02-03", "2027-02-04"]}[days]
    assert await office.outbox() == []
