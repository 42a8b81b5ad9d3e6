"""A channel that is put anew while something is on its way: today's reminder is not lost, and never shown as two."""

import asyncio
import threading
from datetime import date
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import outbox
from selfhelp.notify import service as channels
from selfhelp.notify.metrics import LATE_ALARM
from selfhelp.notify.outbox import LEASE
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer

pytestmark = pytest.mark.pure

AFTER_EIGHT = "2027-02-03T20:10:01"
KINDS = [DAILY_AT_EIGHT, {"kind": "own", "once": "2027-02-03T20:00"}]
every_kind = pytest.mark.parametrize("chosen", KINDS, ids=["daily", "own"])


def tags(harness: PushHarness) -> list[str]:
    return [got.notification["tag"] for got in harness.push.received]


async def die_after_taking(harness: PushHarness) -> None:
    """A worker takes what is due and is heard of no more; its lease runs out."""
    await harness.store.write(partial(outbox.take, now=int(harness.seconds), most=10))

    def let_the_lease_run_out(session: Session) -> None:
        session.execute(text(f"UPDATE outbox SET lease = lease - {LEASE + 1}"))

    await harness.store.write(let_the_lease_run_out)


@every_kind
async def test_what_the_service_may_have_taken_is_sent_again_after_an_edit_under_the_same_tag(
    harness: PushHarness, chosen: dict[str, object]
) -> None:
    given = nudge(**chosen)
    box, device = await harness.channel(given)
    device.script(0)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(AFTER_EIGHT)
    await harness.send()
    assert (await harness.show(box)).last_answer == 0
    await harness.put(device, given, box=box, locale="en")
    await harness.run_until("2027-02-03T20:15", step=30)
    assert [got.notification["lang"] for got in harness.push.received] == ["nb", "en"]
    assert len(set(tags(harness))) == 1


@every_kind
async def test_what_a_worker_took_before_it_died_is_not_lost_by_an_edit(
    harness: PushHarness, chosen: dict[str, object]
) -> None:
    given = nudge(**chosen)
    box, device = await harness.channel(given)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    await die_after_taking(harness)
    await harness.put(device, given, box=box, locale="en")
    await harness.run_until("2027-02-03T20:15", step=30)
    assert [got.notification["lang"] for got in harness.push.received] == ["en"]


@pytest.mark.slow
@every_kind
@ON_BOTH
async def test_an_edit_while_a_message_is_on_its_way_shows_one_notification(
    harness: PushHarness, chosen: dict[str, object]
) -> None:
    given = nudge(**chosen)
    box, device = await harness.channel(given)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    device.script(Answer(201, when=(answered := threading.Event())))

    async def edit() -> None:
        await harness.push.arrive(1)
        await harness.put(device, given, box=box, locale="en")
        answered.set()

    await asyncio.gather(harness.send(), edit())
    await harness.run_until("2027-02-04T19:00", step=600)
    assert len(set(tags(harness))) == 1
    assert (await harness.row(box))["unanswered"] <= 1


async def test_a_new_subscription_gets_what_was_on_its_way_to_the_old_one(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, old = await harness.channel(chosen)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    old.script(503)
    await harness.send()
    new = harness.push.subscribe()
    await harness.put(new, chosen, box=box)
    await harness.run_until("2027-02-03T20:15", step=30)
    assert [got.device for got in harness.push.received] == [old, new]
    assert len(set(tags(harness))) == 1


@ON_BOTH
async def test_a_changed_channel_id_keeps_the_tag_of_what_may_be_on_its_way(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    _, device = await harness.channel(chosen)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    device.script(0)
    await harness.send()
    await harness.put(device, chosen)
    await harness.run_until("2027-02-03T20:15", step=30)
    assert len(tags(harness)) == 2
    assert len(set(tags(harness))) == 1


async def test_each_date_and_each_reminder_has_a_tag_of_its_own_and_each_test_too(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="12:30", days=["wed", "thu"]))
    await harness.run_until("2027-02-04T20:15", step=600)
    for _ in range(2):
        work = partial(channels.test, box=box, now=harness.now, keys=harness.keys, composer=harness.composer)
        assert await harness.store.write(work, box.id) is None
    await harness.send()
    assert len(tags(harness)) == 6
    assert len(set(tags(harness))) == 6


@pytest.mark.slow
@ON_BOTH
async def test_an_edit_with_the_same_subscription_does_not_hide_that_it_is_gone(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    device.script(Answer(410, when=(answered := threading.Event())))

    async def edit() -> None:
        await harness.push.arrive(1)
        await harness.put(device, chosen, box=box, locale="en")
        answered.set()

    await asyncio.gather(harness.send(), edit())
    assert (await harness.show(box)).state == "gone"


@pytest.mark.parametrize("answers", [(410,), (403, 403)], ids=["gone", "resubscribe"])
async def test_whoever_turns_reminders_on_again_is_not_rung_for_a_minute_that_has_passed(
    harness: PushHarness, answers: tuple[int, ...]
) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen, nudge(kind="own", at="12:30", days=["wed"]))
    device.script(*answers)
    await harness.run_until("2027-02-03T12:50", step=30)
    assert (await harness.show(box)).state in ("gone", "resubscribe")
    harness.at("2027-02-03T21:30")
    await harness.put(harness.push.subscribe(), chosen, box=box)
    await harness.opened(box)
    assert await harness.coming(box) == ["2027-02-04"]
    await harness.run_until("2027-02-03T23:00", step=60)
    assert len(harness.push.received) == len(answers)


@ON_BOTH
async def test_whoever_turns_reminders_on_again_before_the_minute_is_rung(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen, nudge(kind="own", at="12:30", days=["wed"]))
    device.script(410)
    await harness.run_until("2027-02-03T12:50", step=30)
    await harness.put(harness.push.subscribe(), chosen, box=box)
    await harness.run_until("2027-02-03T20:15")
    assert harness.rung()[-1] == ("daily", "2027-02-03")


async def test_what_a_late_edit_brings_late_is_no_fault_of_the_operators(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    device.script(503)
    harness.at(AFTER_EIGHT)
    await harness.send()
    harness.pass_by(seconds=4 * LATE_ALARM)
    await harness.put(device, chosen, box=box, locale="en")
    await harness.watch.look()
    await harness.prepare()
    await harness.send()
    assert [got.status for got in harness.push.received] == [503, 201]
    assert harness.alarms("late") == 0


async def test_a_skip_that_is_taken_back_late_is_no_fault_of_the_operators(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await harness.channel(chosen)
    for at, until in (("2027-02-03T19:00", "2027-02-04"), ("2027-02-03T21:00", "2027-02-03")):
        harness.at(at)
        day, which = date.fromisoformat(until), bytes.fromhex(chosen.id)
        work = partial(channels.skip, box=box, nudge_id=which, until=day, now=harness.now)
        assert await harness.store.write(work, box.id) is None
    await harness.prepare()
    await harness.send()
    assert len(harness.push.received) == 1
    assert harness.alarms("late") == 0


async def test_a_worker_that_was_late_is_told_to_the_operator(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T21:00")
    await harness.prepare()
    await harness.send()
    assert harness.alarms("late") == 1


async def test_one_push_a_day_holds_across_a_changed_channel_id(harness: PushHarness) -> None:
    _, device = await harness.channel(nudge(**DAILY_AT_EIGHT | {"at": "14:00"}))
    await harness.run_until("2027-02-03T14:15")
    await harness.put(device, nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T23:30")
    assert harness.rung() == [("daily", "2027-02-03")]


@ON_BOTH
async def test_one_push_a_day_holds_when_another_channel_takes_the_endpoint_over(harness: PushHarness) -> None:
    other, _ = await harness.channel(nudge(kind="own", at="13:00", days=["mon"]))
    _, device = await harness.channel(nudge(**DAILY_AT_EIGHT | {"at": "14:00"}))
    await harness.run_until("2027-02-03T14:15")
    await harness.put(device, nudge(**DAILY_AT_EIGHT), box=other)
    await harness.run_until("2027-02-03T23:30")
    assert harness.rung() == [("daily", "2027-02-03")]


@ON_BOTH
async def test_what_was_answered_to_another_address_is_said_of_the_new_one_no_more(harness: PushHarness) -> None:
    given = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(given)
    device.script(403)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(AFTER_EIGHT)
    await harness.send()
    assert (await harness.show(box)).last_answer == 403
    await harness.put(device, given, box=box, locale="en")
    assert (await harness.show(box)).last_answer == 403
    await harness.put(harness.push.subscribe(), given, box=box, locale="en")
    assert (await harness.show(box)).last_answer is None
