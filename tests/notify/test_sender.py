"""From a chosen minute to the phone: prepare, send, leases, and what never leaves this server."""

import asyncio
import threading
from collections.abc import Sequence
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session

import selfhelp.notify.sender as sender_module
from selfhelp.notify import outbox
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import LEASE
from selfhelp.notify.prepare import ENOUGH, prepare
from selfhelp.notify.sender import FEWEST, MOST_HELD, fitting
from selfhelp.notify.subscription import allow_list
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_rules import claims_of
from tests.notify.push_service import Answer

pytestmark = pytest.mark.pure

EIGHT = "2027-02-03T20:00"
AFTER_EIGHT = "2027-02-03T20:10:01"


async def test_a_daily_nudge_reaches_the_phone_at_its_minute_and_the_next_one_stands(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T19:59:59")
    assert harness.push.received == []
    await harness.run_until(AFTER_EIGHT, step=30)
    [got] = harness.push.received
    assert got.device is device
    assert len(got.plain) == 1024
    assert got.message == {
        "web_push": 8030,
        "mutable": True,
        "notification": {
            "title": "Fotfeste",
            "body": "Tid for en liten pause?",
            "navigate": "http://localhost:8000/#/today",
            "lang": "nb",
            "tag": got.notification["tag"],
            "data": {"kind": "daily"},
        },
    }
    shown = await harness.show(box)
    assert shown.state == "active"
    assert shown.last_answer == 201
    assert shown.last_sent is not None
    assert shown.nudges[0].next is not None
    assert shown.nudges[0].next.startswith("2027-02-04T19:")
    assert await harness.outbox() == []


async def test_every_kind_has_the_same_size_and_the_same_headers(harness: PushHarness) -> None:
    for chosen in (
        DAILY_AT_EIGHT,
        {"kind": "weekly", "at": "20:00", "days": ["wed"]},
        {"kind": "step", "once": EIGHT},
        {"kind": "own", "once": EIGHT},
        {"kind": "own", "at": "20:00", "days": ["wed"]},
    ):
        await harness.channel(nudge(**chosen))
    await harness.run_until("2027-02-03T20:15")
    received = harness.push.received
    assert sorted(got.notification["data"]["kind"] for got in received) == ["daily", "own", "own", "step", "weekly"]
    assert {len(got.body) for got in received} == {1127}
    alike = [{name: value for name, value in got.headers.items() if name not in ("topic", "ttl")} for got in received]
    assert all(headers == alike[0] for headers in alike)
    assert len({got.headers["topic"] for got in received}) == 5
    assert len({got.notification["tag"] for got in received}) == 5


async def test_each_message_is_encrypted_under_a_key_of_its_own(harness: PushHarness) -> None:
    _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-05T20:11", step=600)
    bodies = [got.body for got in harness.push.received if got.device is device]
    assert len(bodies) == 3
    assert len({body[21:86] for body in bodies}) == 3
    assert len({body[:16] for body in bodies}) == 3


async def test_the_time_to_live_is_what_is_left_until_the_deadline(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T19:59:59")
    [row] = await harness.outbox()
    harness.seconds = row["due"] + 100.0
    await harness.send()
    assert harness.push.received[0].headers["ttl"] == "7100"


async def test_the_key_of_this_server_is_signed_once_per_service_and_renewed_at_half_its_life(
    harness: PushHarness,
) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="10:00", days=["thu"]))
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-04T10:11", step=600)
    first, second, third = (got.headers["authorization"] for got in harness.push.received)
    assert first == second != third
    assert claims_of(first)["aud"] == harness.push.origin
    assert claims_of(first)["sub"] == "mailto:operator@example.org"


async def test_a_message_is_encrypted_before_its_minute_and_only_sent_then(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:00", step=60)
    [row] = await harness.outbox()
    assert len(row["body"]) == 1127
    harness.seconds = row["due"] - 1
    assert await harness.send() == 0
    harness.seconds = row["due"]
    assert await harness.send() == 1


async def test_two_days_of_one_reminder_have_two_topics(harness: PushHarness) -> None:
    """A push service that still holds yesterday's would let today's take its place, and whoever watches would see that
    both are of one reminder."""
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-06T12:00", step=600)
    topics = [got.headers["topic"] for got in harness.push.received]
    assert len(topics) == len(set(topics)) == 6


async def test_what_is_prepared_is_still_shown_as_coming(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    coming = (await harness.show(box)).nudges[0].next
    await harness.run_until("2027-02-03T19:59:59")
    assert len(await harness.outbox()) == 1
    assert (await harness.show(box)).nudges[0].next == coming


async def test_an_idle_sender_writes_nothing(harness: PushHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    monkeypatch.setattr(harness.store, "write", None)
    assert await harness.prepare() == 0
    assert await harness.send() == 0


async def test_a_sender_that_died_is_followed_by_another_with_the_same_topic_and_tag(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T19:59:59")
    [row] = await harness.outbox()
    harness.seconds = row["due"]
    harness.push.script(Answer(201, when=(answered := threading.Event())))
    dying = asyncio.create_task(harness.send())
    [first] = await harness.push.arrive(1)
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    answered.set()
    assert await harness.send() == 0, "the lease still runs"

    def let_the_lease_run_out(session: Session) -> None:
        session.execute(text(f"UPDATE outbox SET lease = lease - {LEASE + 1}"))

    await harness.store.write(let_the_lease_run_out)
    async with harness.another_sender() as other:
        assert await other.send() == 1
    second = harness.push.received[1]
    assert first.headers["topic"] == second.headers["topic"]
    assert first.notification["tag"] == second.notification["tag"]
    assert await harness.outbox() == []


@ON_BOTH
async def test_two_senders_never_carry_the_same_message(harness: PushHarness) -> None:
    for _ in range(12):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T19:59:59")
    async with harness.another_sender() as other:
        await asyncio.gather(harness.prepare(), other.prepare())
        harness.at(AFTER_EIGHT)
        await asyncio.gather(harness.send(), other.send())
    assert len({got.device.endpoint for got in harness.push.received}) == len(harness.push.received) == 12


async def test_a_worker_asleep_beyond_the_deadline_sends_nothing_and_goes_on_the_next_day(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T22:30")
    await harness.prepare()
    assert await harness.outbox() == []
    [row] = await harness.nudges(box)
    assert (row.last_nominal, row.next_nominal) == (None, "2027-02-04")


async def test_a_prepared_message_is_dropped_when_its_deadline_has_passed(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T19:59:59")
    harness.at("2027-02-03T22:30")
    await harness.send()
    assert harness.push.received == []
    assert await harness.outbox() == []


async def test_a_worker_that_was_late_still_sends_before_the_deadline(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T21:30")
    await harness.prepare()
    await harness.send()
    assert len(harness.push.received) == 1


async def test_an_endpoint_is_checked_again_when_it_is_sent(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.sender.delivery.allowed = allow_list()
    await harness.run_until("2027-02-03T20:15")
    assert harness.push.received == []
    assert (await harness.show(box)).state == "gone"


@ON_BOTH
async def test_after_a_restore_without_the_key_file_the_channel_asks_for_a_new_subscription(
    harness: PushHarness,
) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    folder = harness.tombstones.path.parent / "keys"
    (folder / "endpoint.key").unlink()
    harness.keys = Keys.load(folder)
    async with harness.another_sender() as sender:
        harness.at("2027-02-03T20:11")
        await sender.prepare()
    assert (await harness.show(box)).state == "gone"
    await harness.put(device, nudge(**DAILY_AT_EIGHT), box=box)
    assert (await harness.show(box)).state == "active"


async def test_a_zone_that_tzdata_has_lost_does_not_hold_up_the_others(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.channel(nudge(**DAILY_AT_EIGHT))

    def lose_the_zone(session: Session) -> None:
        session.execute(text("UPDATE channel SET timezone = 'Mars/Olympus' WHERE id = :id"), {"id": box.id})

    await harness.store.write(lose_the_zone)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    await harness.send()
    assert len(harness.push.received) == 1


@pytest.mark.slow
async def test_a_hundred_and_fifty_due_at_once_are_prepared_in_one_run(harness: PushHarness) -> None:
    for _ in range(150):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:11")
    assert await harness.prepare() == 150
    await harness.send()
    assert len(harness.push.received) == 150


async def test_a_slow_batch_ends_early_and_the_others_are_prepared_by_the_next(harness: PushHarness) -> None:
    """People's writes wait for the writer while messages are encrypted."""
    for _ in range(8):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:00:00")
    ticks = iter(range(1_000))
    work = partial(
        prepare,
        now=harness.now,
        keys=harness.keys,
        composer=harness.composer,
        elapsed=lambda: next(ticks) * ENOUGH / 2,
    )
    assert await harness.store.write(work) == 3
    assert len(await harness.outbox()) == 3
    assert await harness.prepare() == 5
    assert len(await harness.outbox()) == 8


@pytest.mark.parametrize(
    ("count", "seconds", "fits"),
    [
        (1_200, ENOUGH, MOST_HELD),
        (600, 2 * ENOUGH, 300),
        (1_000, 1.6, FEWEST),
        (300, 0.0, MOST_HELD),
        (0, 0.001, FEWEST),
    ],
)
def test_as_many_are_stored_and_taken_as_there_is_time_for(count: int, seconds: float, fits: int) -> None:
    assert fitting(count, seconds) == fits


async def test_a_slow_database_gets_smaller_transactions_and_every_message_arrives(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender_module, "FEWEST", 7)
    monkeypatch.setattr(sender_module, "ENOUGH", 0.0)
    for _ in range(40):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at(EIGHT)
    await harness.prepare()
    harness.at(AFTER_EIGHT)
    sizes: list[tuple[int, int]] = []
    exchange = outbox.exchange

    def noted(
        session: Session, results: Sequence[outbox.DeliveryResult], now: int, most: int
    ) -> tuple[list[outbox.LeasedMessage], int]:
        sizes.append((len(results), most))
        return exchange(session, results, now, most)

    monkeypatch.setattr(outbox, "exchange", noted)
    assert await harness.send() == 40
    assert len(harness.push.received) == 40
    assert await harness.outbox() == []
    assert all(stored <= 7 and most <= 7 for stored, most in sizes[1:])
