"""The scheduler runs each job at its time, one at a time, and survives its faults."""

import asyncio
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

import apscheduler.schedulers.base
import pytest
import structlog
from prometheus_client import CollectorRegistry

from selfhelp import logs
from selfhelp import scheduler as clock_module
from selfhelp.notify.sender import PushSender
from selfhelp.runtime import open_runtime, ticking
from selfhelp.scheduler import Job, JobMonitor, Scheduler
from selfhelp.settings import Settings
from tests.patience import PATIENCE

pytestmark = pytest.mark.pure


class Wall(datetime):
    """What the clock of the machine shows; `by` is how far it has been put forward."""

    by = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """The time that is shown."""
        return datetime.now(tz) + cls.by  # type: ignore[return-value]


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Wall]]:
    """The clock as the scheduler reads it; right again afterwards."""
    for module in (clock_module, apscheduler.schedulers.base):
        monkeypatch.setattr(module, "datetime", Wall)
    yield Wall
    Wall.by = timedelta(0)


@pytest.mark.slow
async def test_a_job_never_runs_twice_at_once() -> None:
    running = most = runs = 0

    async def slow() -> None:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        await asyncio.sleep(0.12)
        running -= 1
        if runs == 3:
            thrice.set()

    thrice = asyncio.Event()
    scheduler = Scheduler([Job("slow", slow, seconds=0.05)])
    scheduler.start()
    await asyncio.wait_for(thrice.wait(), PATIENCE)
    await scheduler.drain(0)
    assert most == 1


async def test_a_fault_is_logged_by_type_and_the_job_runs_again() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    runs = 0

    async def broken() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            thrice.set()
        raise ValueError("kanarifugl")

    thrice = asyncio.Event()
    scheduler = Scheduler([Job("broken", broken, seconds=0.03)])
    scheduler.start()
    await asyncio.wait_for(thrice.wait(), PATIENCE)
    await scheduler.drain(0)
    structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert {(line["event"], line["job"], line["error"]) for line in lines} == {("job-failed", "broken", "ValueError")}
    assert b"kanarifugl" not in stream.getvalue()


async def test_the_same_fault_is_logged_once_a_minute_and_another_at_once() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    now = 0.0
    monitor = JobMonitor(CollectorRegistry(), lambda: now)
    error: Exception = ValueError("kanarifugl")

    async def broken() -> None:
        raise error

    for second in range(120):
        now = float(second)
        error = KeyError("x") if second == 30 else ValueError("x")
        await monitor.run("send", broken)
    await monitor.run("other", broken)
    structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["job"], line["error"], line["count"]) for line in lines] == [
        ("send", "ValueError", 1),
        ("send", "KeyError", 1),
        ("send", "ValueError", 59),
        ("other", "ValueError", 1),
    ]


async def test_a_job_that_fails_is_counted_and_grows_old_and_a_loop_that_stands_is_seen_from_outside_it() -> None:
    registry, now = CollectorRegistry(), 0.0
    monitor = JobMonitor(registry, lambda: now)
    assert registry.get_sample_value("selfhelp_job_age_seconds", {"task": "prepare"}) is None, "no scheduler runs here"
    monitor.begin(["prepare"], ["retire-vaults"])
    fails = True

    async def prepare() -> None:
        if fails:
            raise ValueError

    def read(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"selfhelp_{name}", labels)

    beating = asyncio.create_task(monitor.beat())
    await asyncio.sleep(0)
    now = 700.0  # the loop has no turn in between, as when it hangs
    assert read("loop_still_seconds") == 700
    await monitor.run("prepare", prepare)
    assert (read("jobs_failed_total", task="prepare"), read("job_age_seconds", task="prepare")) == (1, 700)
    fails = False
    await monitor.run("prepare", prepare)
    assert (read("jobs_failed_total", task="prepare"), read("job_age_seconds", task="prepare")) == (1, 0)
    assert read("jobs_failed_total", task="retire-vaults") == 0
    beating.cancel()


async def test_the_loop_of_an_open_runtime_gives_signs_of_life(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[int] = []

    async def beat(self: JobMonitor) -> None:
        beats.append(1)

    monkeypatch.setattr(JobMonitor, "beat", beat)
    async with open_runtime(settings, CollectorRegistry()):
        await asyncio.sleep(0)
    assert beats == [1]


async def test_a_job_that_is_under_way_when_the_clock_is_stopped_is_no_fault() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    begun = asyncio.Event()

    async def long() -> None:
        begun.set()
        await asyncio.sleep(60)

    scheduler = Scheduler([Job("long", long, seconds=60, at_start=True)])
    scheduler.start()
    await begun.wait()
    await scheduler.drain(0)
    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    structlog.reset_defaults()
    assert stream.getvalue() == b""


async def test_a_daily_job_runs_at_its_time_in_utc() -> None:
    async def nothing() -> None: ...

    scheduler = Scheduler([Job("night", nothing, at="03:30")])
    before = datetime.now(UTC)
    scheduler.start()
    due = scheduler.apscheduler.get_job("night").next_run_time
    await scheduler.drain(0)
    assert (due.utcoffset(), due.hour, due.minute) == (timedelta(0), 3, 30)
    assert before < due <= datetime.now(UTC) + timedelta(days=1)


async def runs_again(count: list[int], more: int) -> bool:
    """Whether the job runs `more` times from now on."""
    before = len(count)
    for _ in range(600):
        if len(count) >= before + more:
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.mark.slow
async def test_a_clock_that_is_put_back_an_hour_stops_no_job(wall: type[Wall], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "LOOK_EVERY", 0.05)
    runs: list[int] = []

    async def run() -> None:
        runs.append(1)

    scheduler = Scheduler([Job("send", run, seconds=0.1)])
    scheduler.start()
    try:
        assert await runs_again(runs, 2)
        wall.by = timedelta(hours=-1)
        assert await runs_again(runs, 2)
        wall.by = timedelta(days=3)
        assert await runs_again(runs, 2)
    finally:
        await scheduler.drain(0)


@pytest.mark.slow
async def test_the_sender_goes_on_when_the_clock_is_put_back(
    settings: Settings, wall: type[Wall], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []
    send = PushSender.send

    async def counted(self: PushSender) -> int:
        runs.append(1)
        return await send(self)

    monkeypatch.setattr(PushSender, "send", counted)
    async with open_runtime(settings, CollectorRegistry()) as runtime, ticking(runtime):
        assert await runs_again(runs, 1)
        wall.by = timedelta(hours=-1)
        assert await runs_again(runs, 2)


@pytest.mark.parametrize(("back", "runs_again"), [(timedelta(hours=1), 1), (timedelta(minutes=59), 0)])
async def test_what_runs_at_the_start_runs_again_when_the_clock_was_put_back_by_an_hour(
    wall: type[Wall], monkeypatch: pytest.MonkeyPatch, back: timedelta, runs_again: int
) -> None:
    """By a clock that was ahead reminders were passed over, or rang."""
    monkeypatch.setattr(clock_module, "LOOK_EVERY", 0.01)
    runs: list[int] = []
    begun, planned = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        runs.append(1)
        begun.set()

    async def often() -> None:
        if wall.by:
            planned.set()

    scheduler = Scheduler([Job("zones", run, at="03:30", at_start=True), Job("send", often, seconds=0.1)])
    scheduler.start()
    await asyncio.wait_for(begun.wait(), PATIENCE)
    wall.by = -back - timedelta(seconds=45)  # of which what passed since the scheduler last looked is taken off
    await asyncio.wait_for(planned.wait(), PATIENCE)
    await scheduler.drain(PATIENCE)
    assert len(runs) == 1 + runs_again


async def test_planning_anew_that_fails_is_tried_again(wall: type[Wall], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "LOOK_EVERY", 0.01)
    again = asyncio.Event()

    async def often() -> None:
        if wall.by:
            again.set()

    scheduler = Scheduler([Job("send", often, seconds=0.1)])
    scheduler.start()
    plan = scheduler.apscheduler.reschedule_job

    def fails_once(*_: object, **__: object) -> None:
        monkeypatch.setattr(scheduler.apscheduler, "reschedule_job", plan)
        raise RuntimeError

    monkeypatch.setattr(scheduler.apscheduler, "reschedule_job", fails_once)
    wall.by = timedelta(hours=-1)
    await asyncio.wait_for(again.wait(), PATIENCE)
    await scheduler.drain(PATIENCE)


async def test_a_night_that_was_planned_by_a_clock_that_was_ahead_is_planned_anew(
    wall: type[Wall], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_module, "LOOK_EVERY", 0.01)

    async def nothing() -> None: ...

    wall.by = timedelta(days=30)
    scheduler = Scheduler([Job("night", nothing, at="03:30")])
    scheduler.start()
    wall.by = timedelta(0)
    before = datetime.now(UTC)
    for _ in range(3000):
        due = scheduler.apscheduler.get_job("night").next_run_time
        if due - datetime.now(UTC) <= timedelta(days=1):
            break
        await asyncio.sleep(0.01)
    await scheduler.drain(0)
    assert before < due <= datetime.now(UTC) + timedelta(days=1)


def test_what_a_clock_that_was_put_forward_has_missed_is_one_time() -> None:
    """Else a month would be counted second by second, and nothing else be done meanwhile."""

    async def nothing() -> None: ...

    now = datetime(2027, 2, 3, tzinfo=UTC)
    trigger = Job("send", nothing, seconds=1).trigger(now)
    assert trigger.get_next_fire_time(now - timedelta(days=30), now) > now
    assert trigger.get_next_fire_time(now, now) == now + timedelta(seconds=1)
