"""A slow push service holds up its own messages alone, and nobody's lease runs out under a sender that is at work."""

import asyncio
import threading

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import delivery
from selfhelp.notify import sender as sender_module
from selfhelp.notify.delivery import PUSH_TIMEOUT, WAITS_AT_MOST
from selfhelp.notify.outbox import LEASE
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer, Device

pytestmark = pytest.mark.pure

AFTER_EIGHT = "2027-02-03T20:10:01"


async def held(harness: PushHarness) -> int:
    """How many messages are under a lease."""

    def fetch(session: Session) -> int:
        return int(session.execute(text("SELECT count(*) FROM outbox WHERE lease > 0")).scalar_one())

    return await harness.store.read(fetch)


def test_the_last_of_those_that_are_held_has_ended_before_its_lease() -> None:
    assert WAITS_AT_MOST + PUSH_TIMEOUT.total_seconds() <= LEASE - 15, "and what has landed must still be written down"


async def test_what_has_waited_too_long_behind_a_slow_answer_is_given_back_and_sent_later(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    monkeypatch.setattr(delivery, "WAITS_AT_MOST", 1)
    answered: dict[Device, threading.Event] = {}
    for _ in range(3):
        _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
        answered[device] = threading.Event()
        device.script(Answer(201, when=answered[device]))
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    sending, attempts = asyncio.create_task(harness.send()), set()
    while not sending.done():
        for got in harness.push.received:
            if not answered[got.device].is_set():
                attempts |= {row["attempts"] for row in await harness.outbox()}
                harness.pass_by(seconds=2)
                answered[got.device].set()
        await asyncio.sleep(0.02)
    assert await sending == 3 + 2 + 1, "two were given back, and then one"
    assert max(attempts) == 1, "what was not sent was not tried"
    assert len(harness.push.received) == 3
    assert await harness.outbox() == []


async def test_a_quick_answer_is_stored_while_a_slow_one_is_awaited(harness: PushHarness) -> None:
    _, slow = await harness.channel(nudge(**DAILY_AT_EIGHT))
    quick, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    slow.script(Answer(201, when=(answered := threading.Event())))
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    sending = asyncio.create_task(harness.send())
    await harness.push.arrive(2)
    for _ in range(500):
        if (await harness.show(quick)).last_answer is not None:
            break
        await asyncio.sleep(0.02)
    assert not sending.done()
    assert (await harness.show(quick)).last_answer == 201
    assert len(await harness.outbox()) == 1
    answered.set()
    assert await sending == 2
    assert await harness.outbox() == []


@pytest.mark.slow
async def test_what_comes_due_while_a_slow_answer_is_awaited_is_sent(harness: PushHarness) -> None:
    _, slow = await harness.channel(nudge(**DAILY_AT_EIGHT))
    slow.script(Answer(201, when=(answered := threading.Event())))
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    sending = asyncio.create_task(harness.send())
    await harness.push.arrive(1)
    await harness.channel(nudge(kind="own", once="2027-02-03T20:15"))
    harness.at("2027-02-03T20:26")
    await harness.prepare()
    await harness.push.arrive(2)
    assert not sending.done()
    answered.set()
    assert await sending == 2


@pytest.mark.slow
async def test_no_more_is_held_than_a_lease_can_carry(harness: PushHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    monkeypatch.setattr(sender_module, "MOST_HELD", 2)
    for _ in range(5):
        _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
        device.script(Answer(201, seconds=0.3))
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    sending, seen = asyncio.create_task(harness.send()), set()
    while not sending.done():
        seen.add(await held(harness))
        await asyncio.sleep(0.02)
    assert max(seen) == 2
    assert await sending == 5
