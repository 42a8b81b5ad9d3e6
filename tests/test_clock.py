"""The clock runs each job at its time, one at a time, and survives its faults."""

import asyncio
import io
import json
from datetime import UTC, datetime, timedelta

import structlog

from selfhelp import logs
from selfhelp.clock import Faults, Job, make_clock


async def test_a_job_never_runs_twice_at_once() -> None:
    running = most = runs = 0

    async def slow() -> None:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        await asyncio.sleep(0.12)
        running -= 1

    clock = make_clock([Job("slow", slow, seconds=0.05)])
    clock.start()
    await asyncio.sleep(0.5)
    clock.shutdown(wait=False)
    assert runs >= 2
    assert most == 1


async def test_a_fault_is_logged_by_type_and_the_job_runs_again() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    runs = 0

    async def broken() -> None:
        nonlocal runs
        runs += 1
        raise ValueError("kanarifugl")

    clock = make_clock([Job("broken", broken, seconds=0.03)])
    clock.start()
    await asyncio.sleep(0.25)
    clock.shutdown(wait=False)
    structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert runs >= 2
    assert {(line["event"], line["job"], line["error"]) for line in lines} == {("job-failed", "broken", "ValueError")}
    assert b"kanarifugl" not in stream.getvalue()


async def test_the_same_fault_is_logged_once_a_minute_and_another_at_once() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    now = 0.0
    faults = Faults(lambda: now)
    error: Exception = ValueError("kanarifugl")

    async def broken() -> None:
        raise error

    job = Job("send", broken, seconds=1)
    for second in range(120):
        now = float(second)
        error = KeyError("x") if second == 30 else ValueError("x")
        await faults.run(job)
    await faults.run(Job("other", broken, seconds=1))
    structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["job"], line["error"], line["count"]) for line in lines] == [
        ("send", "ValueError", 1),
        ("send", "KeyError", 1),
        ("send", "ValueError", 59),
        ("other", "ValueError", 1),
    ]


async def test_a_job_that_is_under_way_when_the_clock_is_stopped_is_no_fault() -> None:
    stream = io.BytesIO()
    logs.configure(stream)
    begun = asyncio.Event()

    async def long() -> None:
        begun.set()
        await asyncio.sleep(60)

    clock = make_clock([Job("long", long, seconds=60, at_start=True)])
    clock.start()
    await begun.wait()
    clock.shutdown(wait=False)
    await asyncio.sleep(0.05)
    structlog.reset_defaults()
    assert stream.getvalue() == b""


async def test_a_daily_job_runs_at_its_time_in_utc() -> None:
    async def nothing() -> None: ...

    clock = make_clock([Job("night", nothing, at="03:30")])
    clock.start(paused=True)
    due = clock.get_job("night").next_run_time
    clock.shutdown(wait=False)
    assert (due.utcoffset(), due.hour, due.minute) == (timedelta(0), 3, 30)
    assert timedelta(0) < due - datetime.now(UTC) <= timedelta(days=1)
