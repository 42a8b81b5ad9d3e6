"""What became of many messages is written down at once, and of each as if it were alone."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import outbox, sender
from selfhelp.notify.outbox import DeliveryResult, LeasedMessage
from selfhelp.notify.prepare import prepare
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.held import held
from tests.patience import PATIENCE

pytestmark = pytest.mark.pure

T = TypeVar("T")

AFTER_EIGHT = "2027-02-03T20:10:01"
OWN = {"kind": "own", "at": "20:00", "days": ["wed"]}


async def taken(harness: PushHarness, at: str = AFTER_EIGHT) -> list[LeasedMessage]:
    """Everything that is due, under a lease, in the order of the channels."""
    harness.at(at)
    await harness.prepare()
    errands, _ = await harness.store.write(partial(outbox.take, now=int(harness.seconds), most=1000))
    return sorted(errands)


async def under_way(store: Store, count: int) -> None:
    """Until so many writes have been asked for."""
    for _ in range(round(PATIENCE / 0.01)):
        if store._writes.under_way >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody came")


async def write_results(harness: PushHarness, results: list[DeliveryResult]) -> None:
    await harness.store.write(partial(outbox.store_results, results=results, now=int(harness.seconds)))


@pytest.mark.slow
async def test_every_outcome_of_a_large_batch_is_its_own(harness: PushHarness) -> None:
    boxes = [(await harness.channel(nudge(**(OWN if n % 3 == 0 else DAILY_AT_EIGHT))))[0] for n in range(300)]
    errands = await taken(harness)
    statuses = {0: 201, 1: 200, 2: 503, 3: 404, 4: 201}
    later = int(harness.seconds) + 9

    def outcome(n: int, errand: LeasedMessage) -> DeliveryResult:
        status = statuses[n % 5]
        return DeliveryResult(
            errand,
            status,
            taken=status < 300,
            state="gone" if status == 404 else None,
            retry=later if status == 503 else None,
        )

    assert [errand.channel for errand in errands] == [box.id for box in boxes]
    await write_results(harness, [outcome(n, errand) for n, errand in reversed(list(enumerate(errands)))])
    left = {row["channel"]: row for row in await harness.outbox()}
    for n, box in enumerate(boxes):
        row, status, daily = await harness.row(box), statuses[n % 5], n % 3 != 0
        sent = status < 300
        assert row["last_answer"] == status
        assert row["last_sent"] == (int(harness.seconds) if sent else None)
        assert row["unanswered"] == int(sent and daily)
        if status != 404:  # What may have reached the phone counts for its day.
            assert row["last_day"] == ("2027-02-03" if sent and daily else None)
        assert row["state"] == ("gone" if status == 404 else "active")
        assert (box.id in left) == (status == 503)
        if status == 503:
            again = left[box.id]
            assert (again["not_before"], again["attempts"], again["lease"]) == (later, 1, 0)


async def test_two_messages_of_one_channel_that_land_together_both_count(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    [first] = await taken(harness)
    [second] = await taken(harness, "2027-02-04T20:10:01")
    await write_results(harness, [DeliveryResult(second, 201, taken=True), DeliveryResult(first, 201, taken=True)])
    row = await harness.row(box)
    assert (row["unanswered"], row["last_day"]) == (2, "2027-02-04")


async def test_several_messages_of_one_channel_with_the_very_same_outcome_count_one_by_one(
    harness: PushHarness,
) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    errands = [errand for day in (3, 4, 5) for errand in await taken(harness, f"2027-02-0{day}T20:10:01")]
    alike = [errand._replace(nominal=errands[-1].nominal) for errand in errands]
    await write_results(harness, [DeliveryResult(errand, 201, taken=True) for errand in alike])
    row = await harness.row(box)
    assert (row["unanswered"], row["last_day"]) == (3, "2027-02-05")


async def test_what_was_learned_of_an_earlier_attempt_does_not_put_off_a_later_one(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    [errand] = await taken(harness)

    def take_again(session: Session) -> None:
        session.execute(text("UPDATE outbox SET attempts = 2"))

    await harness.store.write(take_again)
    await write_results(harness, [DeliveryResult(errand, 503, retry=int(harness.seconds) + 60)])
    [row] = await harness.outbox()
    assert (row["attempts"], row["not_before"]) == (2, errand.due)


@pytest.mark.postgres
@pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_whoever_stores_results_waits_for_a_channel_without_holding_one_that_comes_later(
    harness: PushHarness, settings: Settings
) -> None:
    """So that two processes that store results of the same channels never wait for each other in a circle."""
    one, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    two, _ = await harness.channel(nudge(**OWN))
    errands = await taken(harness)
    other = await Store.open(settings)

    def lock(session: Session, box: bytes) -> None:
        session.execute(text("SELECT id FROM channel WHERE id = :id FOR UPDATE NOWAIT"), {"id": box})

    def is_somebody_waiting(session: Session) -> bool:
        return bool(session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())

    with held() as first:
        holding = asyncio.create_task(other.write(first.around(partial(lock, box=one.id))))
        await first.reached()
        storing = asyncio.create_task(
            write_results(harness, [DeliveryResult(errand, 201, taken=True) for errand in errands])
        )
        for _ in range(round(PATIENCE / 0.02)):
            if await harness.store.read(is_somebody_waiting):
                break
            await asyncio.sleep(0.02)
        else:
            raise AssertionError("nobody waits")
        third = await Store.open(settings)
        await asyncio.wait_for(third.write(partial(lock, box=two.id)), PATIENCE)
        await third.close()
        first.let_go()
        await holding
        await storing
    await other.close()
    assert await harness.outbox() == []


@pytest.mark.parametrize("together", [False, True])
async def test_a_message_that_two_have_results_of_counts_once(harness: PushHarness, together: bool) -> None:
    """The first was stopped for longer than its lease: both have sent it, and the phone shows it once. Both may be the
    same process."""
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    [first] = await taken(harness)

    def let_the_lease_run_out(session: Session) -> None:
        session.execute(text("UPDATE outbox SET lease = 0"))

    await harness.store.write(let_the_lease_run_out)
    [second] = await taken(harness)
    assert first[:2] == second[:2]
    both = [DeliveryResult(second, 201, taken=True), DeliveryResult(first, 201, taken=True)]
    for some in [both] if together else [[one] for one in both]:
        await write_results(harness, some)
        harness.pass_by(seconds=5)
    row = await harness.row(box)
    assert (row["unanswered"], row["last_answer"], row["last_day"]) == (1, 201, "2027-02-03")
    assert await harness.outbox() == []


async def test_answers_are_written_down_when_the_database_is_busy_for_a_moment(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadlock that came again and again, or a server that is started anew: what has landed is not forgotten, and
    what is on its way is not broken off."""
    monkeypatch.setattr(sender, "BUSY_PAUSE", 0.01)
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(5)]
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    real, calls = harness.store.write, 0

    async def busy(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls in (2, 3, 4):  # the first took the messages
            raise Overloaded
        return await real(*given)

    monkeypatch.setattr(harness.store, "write", busy)
    assert await harness.send() == 5
    assert len(harness.push.received) == 5
    assert await harness.outbox() == []
    assert [(await harness.show(box)).last_answer for box in boxes] == [201] * 5


async def test_a_database_that_stays_busy_is_said(harness: PushHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "BUSY_PAUSE", 0.001)
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at(AFTER_EIGHT)
    await harness.prepare()
    real, calls = harness.store.write, 0

    async def busy(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise Overloaded
        return await real(*given)

    monkeypatch.setattr(harness.store, "write", busy)
    with pytest.raises(Overloaded):
        await harness.send()
    assert calls == 1 + sender.BUSY_TRIES + 1
    assert len(await harness.outbox()) == 1, "another sends it when the lease is over"


@pytest.mark.postgres
@pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_preparing_comes_last_in_a_transaction_that_others_share(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds many channels, and whoever is behind it may have to wait for one."""
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    order: list[str] = []

    def noted(name: str, work: Callable[..., T]) -> Callable[..., T]:
        def run(*given: Any, **named: Any) -> T:
            order.append(name)
            return work(*given, **named)

        return run

    monkeypatch.setattr(sender, "prepare", noted("prepare", prepare))
    monkeypatch.setattr(outbox, "store_results", noted("store", outbox.store_results))
    errands = await taken(harness)
    harness.at("2027-02-04T20:10:01")
    order.clear()
    with held() as first:
        holding = asyncio.create_task(harness.store.write(first.around(lambda session: None)))
        await first.reached()
        preparing = asyncio.create_task(harness.prepare())
        await under_way(harness.store, 2)
        landed = [DeliveryResult(errand, 201, taken=True) for errand in errands]
        work = partial(outbox.exchange, results=landed, now=int(harness.seconds), most=0)
        others = [harness.store.write(work), harness.put(device, nudge(**OWN), box=box, around=partial(noted, "put"))]
        gathered = asyncio.gather(preparing, *others)
        await under_way(harness.store, 4)
        first.let_go()
        await holding
        await gathered
    assert order == ["store", "put", "prepare"]


async def test_a_message_that_a_service_took_once_and_refused_once_counts(harness: PushHarness) -> None:
    """Both by one process, which took its own message anew when the lease was over."""
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    [first] = await taken(harness)
    later = int(harness.seconds) + 9
    await write_results(
        harness, [DeliveryResult(first, 503, retry=later), DeliveryResult(first._replace(attempts=2), 201, taken=True)]
    )
    assert (await harness.row(box))["unanswered"] == 1
    assert await harness.outbox() == []
