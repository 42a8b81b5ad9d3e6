"""A coach has answered: the phone that asked for it is told, in words that say nothing, and not in the night."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.notify import rows
from selfhelp.notify import service as channels
from selfhelp.notify.events import COACH_KIND, EventNotifier, soonest
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Device

pytestmark = pytest.mark.pure

THREAD = bytes(range(16))
OTHER = bytes(range(16, 32))


class Ringer:
    """The notifier, and the channel that asked to be told."""

    def __init__(self, harness: PushHarness, box: BoxRequest, device: Device) -> None:
        self.harness, self.box, self.device = harness, box, device
        self.notifier = EventNotifier(harness.keys, harness.composer)

    async def ring(self, about: bytes = THREAD, channel: bytes | None = None) -> bool:
        channel = channel or self.box.id
        return await self.harness.store.write(
            partial(self.notifier.notify, channel=channel, about=about, now=self.harness.now), channel
        )

    async def hush(self, about: bytes = THREAD) -> None:
        await self.harness.store.write(partial(self.notifier.cancel, channel=self.box.id, about=about), self.box.id)

    async def waiting(self) -> list[dict[str, Any]]:
        return [row for row in await self.harness.outbox() if row["kind"] == COACH_KIND]


@pytest.fixture
async def ringer(harness: PushHarness) -> Ringer:
    return Ringer(harness, *await harness.channel(nudge(**DAILY_AT_EIGHT)))


async def test_an_answer_rings_within_ten_minutes_and_says_nothing_of_itself(
    harness: PushHarness, ringer: Ringer
) -> None:
    assert await ringer.ring()
    await harness.run_until("2027-02-03T12:10", step=30)
    await harness.run_until("2027-02-03T20:10", step=300)
    told, daily = harness.push.received
    assert told.device is ringer.device
    assert told.notification["body"] == daily.notification["body"]  # the words of the tests' pack, whatever the kind
    assert told.notification["data"] == {"kind": "coach"}
    assert set(told.headers) == set(daily.headers)
    assert (len(told.body), len(told.plain)) == (len(daily.body), len(daily.plain))
    assert told.headers["topic"] != daily.headers["topic"]
    assert datetime.fromtimestamp(told.at, UTC) <= datetime(2027, 2, 3, 11, 10, tzinfo=UTC) + timedelta(seconds=30)


async def test_one_message_about_a_thread_waits_at_a_time(harness: PushHarness, ringer: Ringer) -> None:
    for _ in range(3):
        assert await ringer.ring()
    assert len(await ringer.waiting()) == 1
    await ringer.ring(OTHER)
    assert len(await ringer.waiting()) == 2
    await harness.run_until("2027-02-03T12:15", step=60)
    assert len(harness.push.received) == 2
    await ringer.ring()
    assert len(await ringer.waiting()) == 1
    await harness.run_until("2027-02-03T12:30", step=60)
    about_one = [got.notification["tag"] for got in harness.push.received]
    assert len(harness.push.received) == 3
    assert about_one[2] in about_one[:2]  # on the phone it takes the place of the earlier one about the same


async def test_the_outbox_does_not_say_which_thread_it_was(harness: PushHarness, ringer: Ringer) -> None:
    await ringer.ring()
    (row,) = await ringer.waiting()
    assert THREAD not in b"".join(value for value in row.values() if isinstance(value, bytes))


async def test_what_waits_is_taken_back_and_nothing_else(harness: PushHarness, ringer: Ringer) -> None:
    await ringer.ring()
    await ringer.ring(OTHER)
    await harness.run_until("2027-02-03T19:59", step=3600)
    harness.push.received.clear()
    harness.at("2027-02-03T19:59")
    await harness.prepare()
    await ringer.ring()
    await ringer.hush()
    assert [row["kind"] for row in await harness.outbox()] == ["daily"]
    await ringer.hush()  # nothing waits: nothing happens
    assert [row["kind"] for row in await harness.outbox()] == ["daily"]


async def test_an_edit_of_the_reminders_keeps_it_and_another_subscription_does_not(
    harness: PushHarness, ringer: Ringer
) -> None:
    await ringer.ring()
    _, outcome = await harness.put(ringer.device, nudge(kind="daily", at="21:00", days=["mon"]), box=ringer.box)
    assert outcome is Outcome.KEPT
    assert len(await ringer.waiting()) == 1
    await harness.put(harness.push.subscribe(), nudge(**DAILY_AT_EIGHT), box=ringer.box)
    assert await ringer.waiting() == []


async def test_it_does_not_take_the_one_push_of_the_day_nor_count_as_unanswered(
    harness: PushHarness, ringer: Ringer
) -> None:
    for _ in range(20):
        await ringer.ring()
        await harness.run_until((harness.now + timedelta(hours=2, minutes=15)).strftime("%Y-%m-%dT%H:%M"), step=60)
        if (await harness.row(ringer.box))["unanswered"]:
            break
    found = [kind for kind, day in harness.rung() if day == "2027-02-03"]
    assert found.count("daily") == 1
    assert found.count("coach") > 3
    assert (await harness.row(ringer.box))["unanswered"] == 1  # the daily one


@pytest.mark.parametrize("state", ["paused", "resubscribe", "gone"])
async def test_a_channel_that_is_silent_stays_silent(harness: PushHarness, ringer: Ringer, state: str) -> None:
    def change(session: Session) -> None:
        session.execute(text("UPDATE channel SET state = :state"), {"state": state})

    assert await harness.store.read(lambda session: ringer.notifier.is_heard(session, ringer.box.id))
    await harness.store.write(change)
    assert not await harness.store.read(lambda session: ringer.notifier.is_heard(session, ringer.box.id))
    assert await ringer.ring()
    assert await harness.outbox() == []


async def test_a_channel_without_its_key_file_is_lost_as_for_every_reminder(
    harness: PushHarness, ringer: Ringer
) -> None:
    await harness.store.write(lambda session: rows.lose_subscription(session, ringer.box.id))
    assert not await harness.store.read(lambda session: ringer.notifier.is_heard(session, ringer.box.id))
    assert await ringer.ring()
    assert await ringer.waiting() == []


async def test_a_channel_that_is_gone_is_said_to_be_gone(harness: PushHarness, ringer: Ringer) -> None:
    assert await harness.store.read(lambda session: ringer.notifier.exists(session, ringer.box.id))
    assert not await ringer.ring(channel=bytes(16))
    await ringer.ring()
    await harness.store.write(partial(channels.delete, box=ringer.box, tombstones=harness.tombstones), ringer.box.id)
    assert not await ringer.ring()
    assert not await harness.store.read(lambda session: ringer.notifier.exists(session, ringer.box.id))
    assert await harness.outbox() == []


OSLO = ZoneInfo("Europe/Oslo")


def local(zone: ZoneInfo) -> Callable[[str], datetime]:
    return lambda words: datetime.fromisoformat(words).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        ("2027-02-03T12:00", "2027-02-03T12:00", "2027-02-03T12:10"),
        ("2027-02-03T22:15", "2027-02-03T22:15", "2027-02-03T22:25"),
        ("2027-02-03T22:30", "2027-02-04T07:00", "2027-02-04T07:10"),
        ("2027-02-03T23:30", "2027-02-04T07:00", "2027-02-04T07:10"),
        ("2027-02-03T03:00", "2027-02-03T07:00", "2027-02-03T07:10"),
        ("2027-02-03T06:49", "2027-02-03T07:00", "2027-02-03T07:10"),
        ("2027-03-28T01:59", "2027-03-28T07:00", "2027-03-28T07:10"),
    ],
)
@pytest.mark.parametrize("channel", [bytes([n]) * 16 for n in range(4)])
def test_by_day_it_rings_soon_and_by_night_in_the_morning(now: str, first: str, last: str, channel: bytes) -> None:
    at = local(OSLO)
    found = soonest(OSLO, channel, at(now).astimezone(UTC))
    assert at(first) <= found.due.astimezone(OSLO) <= at(last)
    assert found.nominal == found.due.astimezone(OSLO).date()


@given(
    seconds=st.integers(0, 2 * 366 * 86_400),
    name=st.sampled_from(["Europe/Oslo", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"]),
    channel=st.binary(min_size=16, max_size=16),
)
def test_nothing_rings_in_the_night_or_is_of_use_in_it(seconds: int, name: str, channel: bytes) -> None:
    zone, moment = ZoneInfo(name), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    found = soonest(zone, channel, moment)
    due, deadline = found.due.astimezone(zone), found.deadline.astimezone(zone)
    assert moment <= found.due <= moment + timedelta(hours=11)
    assert 7 <= due.hour < 23
    assert due.date() == deadline.date()
    assert (deadline.hour, deadline.minute) <= (23, 0)
    assert timedelta(minutes=30) <= found.deadline - found.due <= timedelta(hours=2)
