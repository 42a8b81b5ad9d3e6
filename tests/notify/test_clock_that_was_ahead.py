"""A clock that was a month ahead and is right again: no reminder waits for the month to pass, if it rang or not."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from selfhelp.notify import reconcile as reconcile_module
from selfhelp.notify import service as channels
from selfhelp.notify.reconcile import reconcile
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

pytestmark = pytest.mark.pure

REPEATING: dict[str, dict[str, Any]] = {
    "daily": DAILY_AT_EIGHT,
    "weekly": {"kind": "weekly", "at": "20:00", "days": ["wed"]},
    "own": {"kind": "own", "at": "20:00", "days": ["wed", "fri"]},
}
FALSE_EVENING = {"daily": "2027-03-05", "weekly": "2027-03-10", "own": "2027-03-05"}
ahead_and_rang = pytest.mark.parametrize("rang", [False, True], ids=["passed over", "rang"])


async def back(harness: PushHarness, days: int) -> None:
    """The clock is put right, and the scheduler notices (`tests/test_scheduler.py`) or is started."""
    harness.jump(days=-days)
    await reconcile(harness.store, harness.now)
    await harness.prepare()
    await harness.send()


async def evening(harness: PushHarness, day: str) -> int:
    """How many reminders arrive that evening."""
    before = len(harness.push.received)
    harness.at(f"{day}T19:45")
    await harness.run_until(f"{day}T20:15")
    return len(harness.push.received) - before


@pytest.mark.parametrize("kind", REPEATING)
@ahead_and_rang
async def test_what_repeats_rings_on_its_next_evening(harness: PushHarness, kind: str, rang: bool) -> None:
    await harness.channel(nudge(**REPEATING[kind]))
    harness.jump(days=30)
    await harness.prepare()
    if rang:
        before = harness.seconds
        assert await evening(harness, FALSE_EVENING[kind]) == 1
        harness.jump(seconds=before - harness.seconds)
    await back(harness, 30)
    assert await evening(harness, "2027-02-03") == 1
    if kind == "daily":
        assert await evening(harness, "2027-02-04") == 1


@ahead_and_rang
@pytest.mark.parametrize("kind", ["step", "own"])
async def test_what_rings_once_rings_at_its_time(harness: PushHarness, kind: str, rang: bool) -> None:
    await harness.channel(nudge(kind=kind, once="2027-02-10T20:00"))
    days = 7 if rang else 30
    harness.jump(days=days)
    if rang:
        before = harness.seconds
        assert await evening(harness, "2027-02-10") == 1
        harness.jump(seconds=before - harness.seconds)
    await harness.prepare()
    await back(harness, days)
    assert await evening(harness, "2027-02-10") == 1


async def test_a_comeback_is_counted_from_the_last_opening_again(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(kind="comeback", at="20:00"))
    harness.jump(days=31)
    await harness.prepare()
    assert await harness.coming(box) == [None]
    await back(harness, 31)
    assert await harness.coming(box) == ["2027-02-06"]


@ON_BOTH
async def test_an_opening_by_the_false_clock_does_not_hold_comebacks_back(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(kind="comeback", at="20:00"))
    harness.jump(days=60)
    await harness.store.write(partial(channels.seen, box=box, now=harness.now))
    await back(harness, 60)
    assert (await harness.row(box))["opened"] == "2027-02-03"
    assert await harness.coming(box) == ["2027-02-06"]


@ON_BOTH
async def test_a_message_for_a_false_evening_does_not_wait_for_it(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="20:00", days=["fri"]))
    harness.jump(days=30, hours=8)
    await harness.prepare()
    await harness.prepare()
    assert len(await harness.outbox()) == 2
    harness.jump(hours=-8)
    await back(harness, 30)
    assert await harness.outbox() == []
    assert sorted(filter(None, await harness.coming(box))) == ["2027-02-03", "2027-02-05"]


async def test_what_is_rightly_far_away_stays(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(**DAILY_AT_EIGHT),
        nudge(kind="weekly", at="09:00", days=["wed"]),
        nudge(kind="own", once="2027-12-01T19:30"),
        nudge(kind="comeback", at="20:00"),
    )
    daily = next(row for row in await harness.nudges(box) if row.kind == "daily")
    skip = partial(
        channels.skip, box=box, nudge_id=daily.id, until=harness.now.date().replace(month=4), now=harness.now
    )
    await harness.store.write(skip)
    before = await harness.nudges(box)
    assert await reconcile(harness.store, harness.now) == 0
    assert await harness.nudges(box) == before


async def test_a_channel_that_is_silent_stays_silent(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(kind="own", once="2027-02-10T20:00"), nudge(kind="comeback", at="20:00"))

    def pause(session: Session) -> None:
        session.execute(text("UPDATE channel SET state = 'paused'"))
        session.execute(text("UPDATE nudge SET next_at = NULL, next_nominal = NULL"))

    await harness.store.write(pause)
    assert await reconcile(harness.store, harness.now) == 0
    assert await harness.coming(box) == [None, None]


async def test_every_channel_is_reached_however_many_there_are(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile_module, "PAGE", 2)
    boxes: list[BoxRequest] = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(10)]
    right = [await harness.coming(box) for box in boxes]
    harness.jump(days=30)
    await harness.prepare()
    harness.jump(days=-30)
    assert await reconcile(harness.store, harness.now) == 10
    assert [await harness.coming(box) for box in boxes] == right
    assert await reconcile(harness.store, harness.now) == 0
