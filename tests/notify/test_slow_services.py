"""A slow push service holds up its own messages alone, and nobody's lease runs out under a sender that is at work."""

import asyncio

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import courier as courier_module
from selfhelp.notify.courier import AT_ONCE, MOST_HELD, TIMEOUT
from selfhelp.notify.outbox import LEASE
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge
from tests.notify.push_service import Answer

SLOW = Answer(201, seconds=2.5)
AFTER_EIGHT = "2027-02-03T20:10:01"


async def held(office: Office) -> int:
    """How many messages are under a lease."""

    def fetch(session: Session) -> int:
        return int(session.execute(text("SELECT count(*) FROM outbox WHERE lease > 0")).scalar_one())

    return await office.store.read(fetch)


def test_the_last_of_those_that_are_held_has_ended_before_its_lease() -> None:
    rounds = -(-MOST_HELD // AT_ONCE)
    assert rounds * TIMEOUT.total_seconds() <= LEASE - 15, "and what has landed must still be written down"


async def test_a_quick_answer_is_settled_while_a_slow_one_is_awaited(office: Office) -> None:
    _, slow = await office.channel(nudge(**DAILY_AT_EIGHT))
    quick, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    slow.script(SLOW)
    office.at(AFTER_EIGHT)
    await office.prepare()
    sending = asyncio.create_task(office.send())
    await office.push.arrive(2)
    await asyncio.sleep(0.5)
    assert not sending.done()
    assert (await office.show(quick)).last_answer == 201
    assert len(await office.outbox()) == 1
    assert await sending == 2
    assert await office.outbox() == []


async def test_what_comes_due_while_a_slow_answer_is_awaited_is_sent(office: Office) -> None:
    _, slow = await office.channel(nudge(**DAILY_AT_EIGHT))
    slow.script(SLOW)
    office.at(AFTER_EIGHT)
    await office.prepare()
    sending = asyncio.create_task(office.send())
    await office.push.arrive(1)
    await office.channel(nudge(kind="own", once="2027-02-03T20:15"))
    office.at("2027-02-03T20:26")
    await office.prepare()
    await office.push.arrive(2, seconds=2)
    assert not sending.done()
    assert await sending == 2


async def test_no_more_is_held_than_a_lease_can_carry(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "AT_ONCE", 1)
    monkeypatch.setattr(courier_module, "MOST_HELD", 2)
    for _ in range(5):
        _, device = await office.channel(nudge(**DAILY_AT_EIGHT))
        device.script(Answer(201, seconds=0.3))
    office.at(AFTER_EIGHT)
    await office.prepare()
    sending, seen = asyncio.create_task(office.send()), set()
    while not sending.done():
        seen.add(await held(office))
        await asyncio.sleep(0.02)
    assert max(seen) == 2
    assert await sending == 5
