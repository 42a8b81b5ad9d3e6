"""The machine's clock jumps, or its worker sleeps: what is stale is dropped, the next one rings, none rings twice."""

from typing import Any

import pytest

from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

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


async def wake(harness: PushHarness) -> None:
    """What a worker does when it is back."""
    for _ in range(3):
        await harness.prepare()
        await harness.send()


@every_kind
@pytest.mark.parametrize("was_prepared", [False, True])
async def test_a_worker_asleep_for_26_hours_drops_what_is_stale_and_rings_what_comes_next(
    harness: PushHarness, kind: str, was_prepared: bool
) -> None:
    box, _ = await harness.channel(nudge(**KINDS[kind]))
    harness.at("2027-02-03T19:59:59")
    if was_prepared:
        await harness.prepare()
        assert len(await harness.outbox()) == 1
    harness.pass_by(hours=26)
    await wake(harness)
    assert await harness.outbox() == []
    next_day = NEXT[kind]
    if kind == "daily":  # 21:59:59 of the next day: that one is still of use for a moment
        assert harness.rung() == [("daily", "2027-02-04")]
        next_day = "2027-02-05"
    else:
        assert harness.push.received == []
    assert await harness.coming(box) == [next_day]
    if next_day is not None:
        harness.at(f"{next_day}T19:30")
        before = len(harness.push.received)
        await harness.run_until(f"{next_day}T20:30")
        assert len(harness.push.received) == before + 1


async def test_a_comeback_that_was_slept_over_is_dropped_and_the_next_one_rings(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(kind="comeback", at="20:00"))
    harness.at("2027-02-06T19:59:59")
    harness.pass_by(hours=26)
    await wake(harness)
    assert harness.push.received == []
    assert await harness.coming(box) == ["2027-02-10"]


async def test_a_clock_that_jumps_a_day_ahead_and_back_rings_no_date_twice(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.jump(days=1)
    await harness.run_until("2027-02-04T20:15")
    assert harness.rung() == [("daily", "2027-02-04")]
    harness.jump(days=-1)
    await harness.run_until("2027-02-05T19:00")
    assert len(harness.push.received) == 1
    await harness.run_until("2027-02-05T20:15")
    assert harness.rung() == [("daily", "2027-02-04"), ("daily", "2027-02-05")]


async def test_a_clock_that_jumps_a_day_back_after_a_ring_rings_again_only_for_the_next_date(
    harness: PushHarness,
) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:15")
    harness.jump(days=-1)
    await harness.run_until("2027-02-04T19:00")
    assert harness.rung() == [("daily", "2027-02-03")]
    await harness.run_until("2027-02-04T20:15")
    assert harness.rung() == [("daily", "2027-02-03"), ("daily", "2027-02-04")]


async def test_a_clock_that_jumps_a_day_back_with_a_message_prepared_sends_it_once_in_its_minute(
    harness: PushHarness,
) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.jump(days=-1)
    await harness.run_until("2027-02-03T19:59")
    assert harness.push.received == []
    await harness.run_until("2027-02-04T19:00")
    assert harness.rung() == [("daily", "2027-02-03")]


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_jumps_while_messages_wait_for_another_try_sends_each_at_most_once(
    harness: PushHarness, days: int
) -> None:
    _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    device.script(503)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.seconds = (await harness.outbox())[0]["due"]
    await harness.send()
    assert [got.status for got in harness.push.received] == [503]
    assert len(await harness.outbox()) == 1
    harness.jump(days=days)
    await harness.run_until("2027-02-05T12:00")
    taken = [day for (_, day), got in zip(harness.rung(), harness.push.received, strict=True) if got.status == 201]
    assert taken == {1: ["2027-02-04"], -1: ["2027-02-03", "2027-02-04"]}[days]
    assert await harness.outbox() == []
