"""What was prepared goes when it is not wanted any more, whatever its kind: skip, edit, removal, deletion, opening."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from selfhelp.boxes import BoxRequest
from selfhelp.notify import service as channels
from selfhelp.notify.schema import NudgeIn
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Device

# On one database: test_channels.py, test_sender.py and test_simulated_phones.py run the same statements on both.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

EVENING = "2027-02-06T20:00"
KINDS: dict[str, dict[str, Any]] = {
    "daily": DAILY_AT_EIGHT,
    "weekly": {"kind": "weekly", "at": "20:00", "days": ["sat"]},
    "step": {"kind": "step", "once": EVENING},
    "own, once": {"kind": "own", "once": EVENING},
    "own, weekly": {"kind": "own", "at": "20:00", "days": ["sat"]},
    "comeback": {"kind": "comeback", "at": "20:00"},
}
AGAIN = {
    "daily": "2027-02-07",
    "weekly": "2027-02-13",
    "step": None,
    "own, once": None,
    "own, weekly": "2027-02-13",
    "comeback": "2027-02-10",
}
"""The date after Saturday the 6th."""

every_kind = pytest.mark.parametrize("kind", KINDS)


async def prepared(harness: PushHarness, kind: str) -> tuple[BoxRequest, Device, NudgeIn]:
    """A channel made on Wednesday the 3rd, whose message for Saturday evening lies in the outbox."""
    chosen = nudge(**KINDS[kind])
    box, device = await harness.channel(chosen)
    harness.at("2027-02-06T19:59:59")
    await harness.prepare()
    while not await harness.outbox():  # a daily one that was missed on the days before is passed over first
        assert await harness.prepare()
    [row] = await harness.outbox()
    assert row["nominal"] == "2027-02-06"
    return box, device, chosen


async def rings_that_evening(harness: PushHarness) -> bool:
    await harness.run_until("2027-02-06T23:30", step=60)
    return bool(harness.push.received)


@every_kind
async def test_a_skip_drops_what_was_prepared(harness: PushHarness, kind: str) -> None:
    box, _, chosen = await prepared(harness, kind)
    work = partial(channels.skip, box=box, nudge_id=bytes.fromhex(chosen.id), until=date(2027, 2, 7), now=harness.now)
    assert await harness.store.write(work, box.id) is None
    assert await harness.outbox() == []
    assert await harness.coming(box) == [AGAIN[kind]]
    assert not await rings_that_evening(harness)


@every_kind
async def test_an_edit_drops_what_was_prepared_and_prepares_it_in_the_new_words(
    harness: PushHarness, kind: str
) -> None:
    box, device, chosen = await prepared(harness, kind)
    await harness.put(device, chosen, box=box, locale="en")
    assert await harness.outbox() == []
    assert await rings_that_evening(harness)
    [got] = harness.push.received
    assert got.notification["lang"] == "en"


@every_kind
async def test_a_nudge_that_is_moved_to_later_rings_then_and_not_before(harness: PushHarness, kind: str) -> None:
    box, device, chosen = await prepared(harness, kind)
    later = {"once": "2027-02-06T21:00"} if chosen.once else {"at": "21:00"}
    await harness.put(device, nudge(**KINDS[kind] | later | {"id": chosen.id}), box=box)
    assert await harness.outbox() == []
    await harness.run_until("2027-02-06T20:59", step=60)
    assert harness.push.received == []
    assert await rings_that_evening(harness)
    assert len(harness.push.received) == 1


@every_kind
async def test_a_nudge_that_is_taken_out_drops_what_was_prepared(harness: PushHarness, kind: str) -> None:
    box, device, _ = await prepared(harness, kind)
    await harness.put(device, box=box)
    assert await harness.outbox() == []
    assert not await rings_that_evening(harness)


@every_kind
async def test_a_deleted_channel_drops_what_was_prepared(harness: PushHarness, kind: str) -> None:
    box, _, _ = await prepared(harness, kind)
    assert await harness.store.write(partial(channels.delete, box=box, tombstones=harness.tombstones), box.id) is None
    assert await harness.outbox() == []
    assert not await rings_that_evening(harness)


@every_kind
async def test_an_opening_drops_a_comeback_and_leaves_what_else_was_asked_for(harness: PushHarness, kind: str) -> None:
    box, _, _ = await prepared(harness, kind)
    await harness.opened(box)
    assert bool(await harness.outbox()) == (kind != "comeback")
    assert await rings_that_evening(harness) == (kind != "comeback")


@every_kind
async def test_a_skip_while_it_is_on_its_way_keeps_it_from_coming_a_second_time(
    harness: PushHarness, kind: str
) -> None:
    box, _, chosen = await prepared(harness, kind)
    harness.at("2027-02-06T20:10:01")
    await harness.send()
    assert len(harness.push.received) == 1
    for until in (date(2027, 2, 6), date(2027, 2, 6) - timedelta(days=1)):
        work = partial(channels.skip, box=box, nudge_id=bytes.fromhex(chosen.id), until=until, now=harness.now)
        assert await harness.store.write(work, box.id) is None
        assert await harness.coming(box) == [AGAIN[kind]]
    await rings_that_evening(harness)
    assert len(harness.push.received) == 1
