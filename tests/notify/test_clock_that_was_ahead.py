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
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

REPEATING: dict[str, dict[str, Any]] = {
    "daily": DAILY_AT_EIGHT,
    "weekly": {"kind": "weekly", "at": "20:00", "days": ["wed"]},
    "own": {"kind": "own", "at": "20:00", "days": ["wed", "fri"]},
}
FALSE_EVENING = {"daily": "2027-03-05", "weekly": "2027-03-10", "own": "2027-03-05"}
ahead_and_rang = pytest.mark.parametrize("rang", [False, True], ids=["passed over", "rang"])


async def back(office: Office, days: int) -> None:
    """The clock is put right, and the scheduler notices (`tests/test_scheduler.py`) or is started."""
    office.jump(days=-days)
    await reconcile(office.store, office.now)
    await office.prepare()
    await office.send()


async def evening(office: Office, day: str) -> int:
    """How many reminders arrive that evening."""
    before = len(office.push.received)
    office.at(f"{day}T19:45")
    await office.run_until(f"{day}T20:15")
    return len(office.push.received) - before


@pytest.mark.parametrize("kind", REPEATING)
@ahead_and_rang
async def test_what_repeats_rings_on_its_next_evening(office: Office, kind: str, rang: bool) -> None:
    await office.channel(nudge(**REPEATING[kind]))
    office.jump(days=30)
    await office.prepare()
    if rang:
        before = office.seconds
        assert await evening(office, FALSE_EVENING[kind]) == 1
        office.jump(seconds=before - office.seconds)
    await back(office, 30)
    assert await evening(office, "2027-02-03") == 1
    if kind == "daily":
        assert await evening(office, "2027-02-04") == 1


@ahead_and_rang
@pytest.mark.parametrize("kind", ["step", "own"])
async def test_what_rings_once_rings_at_its_time(office: Office, kind: str, rang: bool) -> None:
    await office.channel(nudge(kind=kind, once="2027-02-10T20:00"))
    days = 7 if rang else 30
    office.jump(days=days)
    if rang:
        before = office.seconds
        assert await evening(office, "2027-02-10") == 1
        office.jump(seconds=before - office.seconds)
    await office.prepare()
    await back(office, days)
    assert await evening(office, "2027-02-10") == 1


async def test_a_comeback_is_counted_from_the_last_opening_again(office: Office) -> None:
    box, _ = await office.channel(nudge(kind="comeback", at="20:00"))
    office.jump(days=31)
    await office.prepare()
    assert await office.coming(box) == [None]
    await back(office, 31)
    assert await office.coming(box) == ["2027-02-06"]


async def test_an_opening_by_the_false_clock_does_not_hold_comebacks_back(office: Office) -> None:
    box, _ = await office.channel(nudge(kind="comeback", at="20:00"))
    office.jump(days=60)
    await office.store.write(partial(channels.seen, box=box, now=office.now))
    await back(office, 60)
    assert (await office.row(box))["opened"] == "2027-02-03"
    assert await office.coming(box) == ["2027-02-06"]


async def test_a_message_for_a_false_evening_does_not_wait_for_it(office: Office) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="20:00", days=["fri"]))
    office.jump(days=30, hours=8)
    await office.prepare()
    await office.prepare()
    assert len(await office.outbox()) == 2
    office.jump(hours=-8)
    await back(office, 30)
    assert await office.outbox() == []
    assert sorted(filter(None, await office.coming(box))) == ["2027-02-03", "2027-02-05"]


async def test_what_is_rightly_far_away_stays(office: Office) -> None:
    box, _ = await office.channel(
        nudge(**DAILY_AT_EIGHT),
        nudge(kind="weekly", at="09:00", days=["wed"]),
        nudge(kind="own", once="2027-12-01T19:30"),
        nudge(kind="comeback", at="20:00"),
    )
    daily = next(row for row in await office.nudges(box) if row.kind == "daily")
    skip = partial(channels.skip, box=box, nudge_id=daily.id, until=office.now.date().replace(month=4), now=office.now)
    await office.store.write(skip)
    before = await office.nudges(box)
    assert await reconcile(office.store, office.now) == 0
    assert await office.nudges(box) == before


async def test_a_channel_that_is_silent_stays_silent(office: Office) -> None:
    box, _ = await office.channel(nudge(kind="own", once="2027-02-10T20:00"), nudge(kind="comeback", at="20:00"))

    def pause(session: Session) -> None:
        session.execute(text("UPDATE channel SET state = 'paused'"))
        session.execute(text("UPDATE nudge SET next_at = NULL, next_nominal = NULL"))

    await office.store.write(pause)
    assert await reconcile(office.store, office.now) == 0
    assert await office.coming(box) == [None, None]


async def test_every_channel_is_reached_however_many_there_are(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile_module, "PAGE", 2)
    boxes: list[BoxRequest] = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(10)]
    right = [await office.coming(box) for box in boxes]
    office.jump(days=30)
    await office.prepare()
    office.jump(days=-30)
    assert await reconcile(office.store, office.now) == 10
    assert [await office.coming(box) for box in boxes] == right
    assert await reconcile(office.store, office.now) == 0
