"""A process that is stopped lets the pushes that are on their way arrive, so that the next one does not send them
again."""

import asyncio
import threading

import pytest
from prometheus_client import CollectorRegistry

from selfhelp.notify import delivery
from selfhelp.notify.sender import PushSender
from selfhelp.runtime import open_runtime, ticking
from selfhelp.scheduler import Job, Scheduler
from selfhelp.settings import Settings
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer
from tests.patience import PATIENCE

pytestmark = pytest.mark.pure


async def due(harness: PushHarness, *answers: Answer) -> None:
    """A message for each of these answers is due now."""
    for answer in answers:
        _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
        device.script(answer)
    harness.at("2027-02-03T20:30")
    await harness.prepare()


@pytest.mark.slow
async def test_what_is_on_its_way_arrives_and_is_not_sent_again(harness: PushHarness) -> None:
    await due(harness, Answer(201, when=(answered := threading.Event())))
    scheduler = Scheduler([Job("send", harness.send, seconds=0.05)])
    scheduler.start()
    await harness.push.arrive(1)
    harness.sender.leave()
    asyncio.get_running_loop().call_later(0.1, answered.set)
    await scheduler.drain(PATIENCE)
    assert await harness.outbox() == []
    async with harness.another_sender() as other:
        assert await other.send() == 0
    assert len(harness.push.received) == 1


@pytest.mark.slow
async def test_what_has_not_set_out_is_given_back_at_once(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    answered = threading.Event()
    await due(harness, *[Answer(201, when=answered)] * 3)
    scheduler = Scheduler([Job("send", harness.send, seconds=0.05)])
    scheduler.start()
    await harness.push.arrive(1)
    harness.sender.leave()
    answered.set()
    await scheduler.drain(PATIENCE)
    assert [(row["lease"], row["attempts"]) for row in await harness.outbox()] == [(0, 0), (0, 0)]
    async with harness.another_sender() as other:
        assert await other.send() == 2
    assert len(harness.push.received) == 3


async def test_what_does_not_end_is_cut_off() -> None:
    begun, never = asyncio.Event(), asyncio.Event()
    cut_off = asyncio.Event()

    async def hang() -> None:
        begun.set()
        try:
            await never.wait()
        except asyncio.CancelledError:
            cut_off.set()
            raise

    scheduler = Scheduler([Job("send", hang, seconds=1, at_start=True)])
    scheduler.start()
    await begun.wait()
    async with asyncio.timeout(PATIENCE):
        await scheduler.drain(0.1)
        await cut_off.wait()


async def test_no_job_begins_while_another_ends() -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()
    runs = 0

    async def slow() -> None:
        begun.set()
        await goes_on.wait()

    async def quick() -> None:
        nonlocal runs
        runs += 1

    scheduler = Scheduler([Job("slow", slow, seconds=60, at_start=True), Job("quick", quick, seconds=0.01)])
    scheduler.start()
    await begun.wait()
    draining = asyncio.create_task(scheduler.drain(PATIENCE))
    for _ in range(2):  # what the clock had handed over before begins still
        await asyncio.sleep(0)
    before = runs
    asyncio.get_running_loop().call_later(0.2, goes_on.set)
    await draining
    assert runs == before


@pytest.mark.slow
async def test_a_server_that_is_stopped_waits_for_its_jobs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, left = asyncio.Event(), asyncio.Event()
    ends: list[str] = []

    async def send(_self: PushSender) -> int:
        begun.set()
        await left.wait()
        await asyncio.sleep(0.1)
        ends.append("well")
        return 0

    monkeypatch.setattr(PushSender, "send", send)
    monkeypatch.setattr(PushSender, "leave", lambda _self: left.set())
    async with open_runtime(settings, CollectorRegistry()) as runtime, ticking(runtime):
        await begun.wait()
    assert ends == ["well"]
