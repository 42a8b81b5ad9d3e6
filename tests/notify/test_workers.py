"""Two processes on one PostgreSQL: each takes what the other has not, and nobody waits. (SQLite has one writer.)"""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from selfhelp.boxes import BoxRequest
from selfhelp.notify import outbox
from selfhelp.notify.outbox import LeasedMessage
from selfhelp.notify.prepare import prepare
from selfhelp.notify.service import blank_silent_endpoints
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.held import held
from tests.patience import PATIENCE

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True),
]


@pytest.fixture
async def other(settings: Settings) -> AsyncIterator[Store]:
    """The store of a second process."""
    opened = await Store.open(settings)
    yield opened
    await opened.close()


async def test_what_one_prepares_another_passes_over_without_waiting(harness: PushHarness, other: Store) -> None:
    for _ in range(4):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:11")
    # Both are prepared, however slow the machine is.
    no_time = partial(prepare, elapsed=lambda: 0.0)
    work = partial(no_time, now=harness.now, keys=harness.keys, composer=harness.composer, most=2)
    with held() as first:
        preparing = asyncio.create_task(harness.store.write(first.around(work)))
        await first.reached()
        assert await asyncio.wait_for(other.write(work), PATIENCE) == 2
        first.let_go()
        assert await preparing == 2
    assert len({row["channel"] for row in await harness.outbox()}) == 4


async def test_what_one_sends_another_passes_over_without_waiting(harness: PushHarness, other: Store) -> None:
    for _ in range(4):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:11")
    await harness.prepare()
    work = partial(outbox.take, now=int(harness.seconds), most=2)
    with held() as first:
        taking = asyncio.create_task(harness.store.write(first.around(work)))
        await first.reached()
        theirs, _ = await asyncio.wait_for(other.write(work), PATIENCE)
        first.let_go()
        ours, _ = await taking
    assert len(tags(ours) | tags(theirs)) == 4


async def test_a_channel_that_subscribes_anew_in_the_night_its_endpoint_would_go_is_kept(
    harness: PushHarness, other: Store
) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    device.script(403, 403)
    await harness.run_until("2027-02-03T20:15", step=30)
    harness.pass_by(days=181)
    with held() as renewing:
        subscription = harness.push.subscribe()
        putting = asyncio.create_task(harness.put(subscription, chosen, box=box, around=renewing.around))
        await renewing.reached()
        assert await asyncio.wait_for(blank_silent_endpoints(other, harness.now), PATIENCE) == 0
        renewing.let_go()
        await putting
    assert await kept(harness, box)


async def kept(harness: PushHarness, box: BoxRequest) -> bool:
    row = await harness.row(box)
    return row["state"] == "active" and row["sealed"] is not None


def tags(errands: list[LeasedMessage]) -> set[bytes]:
    return {errand.tag for errand in errands}
