"""Every answer that a push service may give, against a scripted one: what becomes of message and channel."""

import asyncio
import threading
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest

from selfhelp.boxes import BoxRequest
from selfhelp.notify import delivery
from selfhelp.notify.keys import Keys
from selfhelp.notify.subscription import Subscription, unseal
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

DUE = "2027-02-03T20:10:01"


async def ring(harness: PushHarness, count: int = 1) -> list[BoxRequest]:
    """`count` channels whose daily nudge is due, prepared."""
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(count)]
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(DUE)
    return boxes


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_taken_is_noted_and_the_message_is_finished(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(status)
    await harness.send()
    row = await harness.row(box)
    assert (row["last_answer"], row["last_sent"], row["unanswered"]) == (status, int(harness.seconds), 1)
    assert await harness.outbox() == []


@pytest.mark.parametrize("status", [404, 410])
async def test_gone_erases_the_subscription_at_once_and_says_so(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(status)
    await harness.send()
    row = await harness.row(box)
    assert (row["sealed"], row["fingerprint"], row["state"], row["last_answer"]) == (None, None, "gone", status)
    shown = await harness.show(box)
    assert (shown.state, shown.last_answer, shown.nudges[0].next) == ("gone", status, None)
    await harness.run_until("2027-02-05T21:00", step=3600)
    assert len(harness.push.received) == 1


async def test_a_gone_channel_works_again_with_a_new_subscription(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await harness.channel(chosen)
    harness.push.script(410)
    await harness.run_until(DUE, step=600)
    await harness.put(harness.push.subscribe(), chosen, box=box)
    shown = await harness.show(box)
    assert shown.state == "active"
    assert shown.nudges[0].next is not None
    assert shown.nudges[0].next.startswith("2027-02-04"), "it rang today already"


@pytest.mark.slow
async def test_an_old_subscription_that_is_gone_does_not_harm_the_new_one(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(DUE)
    device.script(Answer(410, when=(answered := threading.Event())))

    async def renew() -> None:
        await harness.push.arrive(1)
        await harness.put(harness.push.subscribe(), chosen, box=box)
        answered.set()

    await asyncio.gather(harness.send(), renew())
    assert (await harness.show(box)).state == "active"


@pytest.mark.slow
@pytest.mark.parametrize("status", [400, 413, 418, 301, 307, 308])
async def test_our_own_mistake_is_not_retried_and_raises_an_alarm(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(Answer(status, {"Location": harness.push.endpoint("/elsewhere")}))
    await harness.send()
    await harness.run_until("2027-02-03T22:30", step=300)
    assert len(harness.push.received) == 1
    assert (await harness.show(box)).state == "active"
    assert (await harness.show(box)).last_answer == status
    assert harness.alarms("faulty-message") == 1


@pytest.mark.parametrize("status", [401, 403])
async def test_one_channel_refused_alone_asks_for_a_new_subscription(harness: PushHarness, status: int) -> None:
    boxes = await ring(harness, 4)
    harness.push.script(status, 201, 201, 201)
    await harness.send()
    refused = harness.push.received[0].device
    refused.script(status)
    await harness.run_until("2027-02-03T20:12", step=10)
    states = [(await harness.show(box)).state for box in boxes]
    assert sorted(states) == ["active", "active", "active", "resubscribe"]
    assert harness.alarms("circuit-open") == 0
    assert len(harness.push.received) == 5
    await harness.run_until("2027-02-04T20:12", step=1800)
    assert len(harness.push.received) == 8, "the other three"


async def test_a_first_refusal_waits_also_after_an_answer_that_said_nothing(harness: PushHarness) -> None:
    boxes = await ring(harness, 4)
    harness.push.script(503, 201, 201, 201)
    await harness.send()
    failed = next(got.device for got in harness.push.received if got.status == 503)
    failed.script(403)
    await harness.run_until("2027-02-03T20:12", step=10)
    assert [(await harness.show(box)).state for box in boxes] == ["active"] * 4
    assert sum(got.status == 201 for got in harness.push.received) == 4


async def test_many_refused_at_once_open_the_circuit_and_blame_no_channel(harness: PushHarness) -> None:
    boxes = await ring(harness, 5)
    await harness.known()
    harness.push.script(*[403] * 5)
    await harness.send()
    assert harness.alarms("circuit-open") == 1
    assert harness.sender.circuits.open_circuits() == [harness.push.origin]
    tried = len(harness.push.received)
    harness.pass_by(seconds=200)
    await harness.send()
    assert len(harness.push.received) == tried, "the host is left alone"
    await harness.run_until("2027-02-03T20:30", step=10)
    assert harness.sender.circuits.open_circuits() == []
    assert [(await harness.show(box)).state for box in boxes] == ["active"] * 5
    assert sum(got.status == 201 for got in harness.push.received) == 5


async def test_an_open_circuit_lets_one_message_through_to_try(harness: PushHarness) -> None:
    await ring(harness, 6)
    await harness.known()
    harness.push.script(*[403] * 20)
    await harness.send()
    tried = len(harness.push.received)
    await harness.run_until("2027-02-03T20:15:30", step=5)
    assert len(harness.push.received) - tried == 1


async def test_whoever_is_refused_over_and_over_does_not_keep_the_circuit_open_for_everybody(
    harness: PushHarness,
) -> None:
    """A stranger may give addresses that a service refuses, as many and as often as he likes: whoever has not been
    refused yet is tried before them."""
    for _ in range(4):
        hours = ("19:00", "19:45", "20:30", "21:15")
        _, stranger = await harness.channel(*(nudge(kind="own", once=f"2027-02-03T{at}") for at in hours))
        stranger.script(*[403] * 400)
    await harness.known()
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(3)]
    harness.at("2027-02-03T18:59")
    await harness.run_until("2027-02-03T20:00", step=60)
    assert harness.sender.circuits.open_circuits() == [harness.push.origin]
    await harness.run_until("2027-02-03T20:21", step=5)
    assert [(await harness.show(box)).last_answer for box in boxes] == [201] * 3


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_a_throttled_channel_rests_as_long_as_it_asked_for(harness: PushHarness, form: str) -> None:
    await ring(harness, 3)
    asked = "600" if form == "seconds" else format_datetime(harness.now + timedelta(minutes=10), usegmt=True)
    harness.push.script(*[Answer(429, {"Retry-After": asked})] * 3)
    await harness.send()
    harness.push.unscript()
    tried = len(harness.push.received)
    harness.pass_by(seconds=598)
    await harness.send()
    assert len(harness.push.received) == tried
    harness.pass_by(seconds=70)
    await harness.send()
    assert sum(got.status == 201 for got in harness.push.received) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 0])
async def test_a_service_in_trouble_is_tried_again_with_growing_pauses(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(*[status] * 5)
    for _ in range(400):
        await harness.send()
        harness.pass_by(seconds=1)
    times = [got.at for got in harness.push.received]
    assert len(times) == 6
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert all(2.0 * 2**n <= pause <= 5.0 * 2**n + 3 for n, pause in enumerate(pauses)), pauses
    assert (await harness.show(box)).last_answer == 201
    assert len({got.headers["topic"] for got in harness.push.received}) == 1
    assert len({got.notification["tag"] for got in harness.push.received}) == 1


async def test_retries_end_with_the_deadline(harness: PushHarness) -> None:
    [box] = await ring(harness)
    harness.push.script(*[503] * 200)
    await harness.run_until("2027-02-04T12:00", step=60)
    assert await harness.outbox() == []
    assert harness.push.received[-1].at - harness.push.received[0].at <= 7200
    assert (await harness.show(box)).last_answer == 503


async def test_nobody_at_the_other_end_is_told_as_unreachable(harness: PushHarness) -> None:
    device = harness.push.subscribe()
    device.endpoint = "https://localhost:9/push/x"
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), device=device)
    harness.at(DUE)
    await harness.prepare()
    await harness.send()
    assert (await harness.show(box)).last_answer == 0
    assert len(await harness.outbox()) == 1


async def test_a_fault_with_one_message_does_not_cost_the_others_their_answers(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ring(harness, 3)
    real, calls = harness.sender.delivery._post, []

    async def faulty(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 1:
            raise RuntimeError("planted")
        return await real(*given)

    monkeypatch.setattr(harness.sender.delivery, "_post", faulty)
    with pytest.raises(RuntimeError, match="planted"):
        await harness.send()
    assert len(harness.push.received) == 2
    assert len(await harness.outbox()) == 1


async def test_an_address_that_is_a_fault_does_not_cost_the_others_their_messages(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ring(harness, 3)
    first = (await harness.outbox())[0]["channel"]

    def faulty(sealed: bytes, channel: bytes, keys: Keys) -> Subscription | None:
        if channel == first:
            raise RuntimeError("planted")
        return unseal(sealed, channel, keys)

    monkeypatch.setattr(delivery, "unseal", faulty)
    with pytest.raises(RuntimeError, match="planted"):
        await harness.send()
    assert len(harness.push.received) == 2
    assert [row["channel"] for row in await harness.outbox()] == [first]
