"""The clock: a handful of jobs that run at intervals or at one time of the day, on the server's own event loop.

A job's fault is logged and the job runs again at its next time; a job never runs twice at once, and one that was late
runs once. The same fault of a job is logged once a minute, with how often it was met: some jobs run every second.

APScheduler plans by the machine's clock, which somebody may set. A clock that is put back would leave every job waiting
for a time that is far away then: whatever is further away than its interval is put right within a second.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from prometheus_client import CollectorRegistry

from selfhelp.logs import log_fault, place
from selfhelp.scheduler_metrics import SchedulerMetrics

SAY_EVERY: Final = 60.0
"""Seconds between two log lines about the same fault of the same job."""

LOOK_EVERY: Final = 1.0
"""Seconds, which no clock can change, between two looks whether a job waits for a time that is too far away."""

_DAY: Final = timedelta(days=1)
_RULES: Final = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Job(msgspec.Struct, frozen=True):
    """Something to run: every `seconds`, or once a day `at` "HH:MM" UTC. Exactly one of the two is given.

    `at_start`: the first time is when the clock starts.
    """

    name: str
    run: Callable[[], Awaitable[object]]
    seconds: float = 0
    at: str = ""
    at_start: bool = False

    def trigger(self) -> Any:
        """APScheduler's form of when it runs."""
        if self.at:
            hour, minute = self.at.split(":")
            return CronTrigger(hour=int(hour), minute=int(minute), timezone="UTC")
        return Every(self.seconds)

    @property
    def longest(self) -> timedelta:
        """How far away its next time is at most."""
        return _DAY if self.at else timedelta(seconds=self.seconds)


class Every(BaseTrigger):  # type: ignore[misc]
    """Every so many seconds. However far the clock was put forward, what was missed is one time: APScheduler's own
    interval would count every second of it."""

    def __init__(self, seconds: float) -> None:
        self._span = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The time after the previous one, or after `now` when that is over."""
        following = (previous_fire_time or now) + self._span
        return following if following > now else now + self._span


class Faults:
    """What goes wrong with the jobs of one clock. `elapsed` gives seconds that only go forward."""

    def __init__(self, elapsed: Callable[[], float] = time.monotonic, metrics: SchedulerMetrics | None = None) -> None:
        self._metrics = metrics or SchedulerMetrics(CollectorRegistry())
        self._elapsed = elapsed
        self._said: dict[tuple[str, str, str], float] = {}
        self._unsaid: dict[tuple[str, str, str], int] = {}

    async def run(self, job: Job) -> None:
        """Run it; what goes wrong is counted and logged by type and place. Being stopped with the clock is no fault."""
        with suppress(asyncio.CancelledError):
            try:
                await job.run()
            except Exception as error:
                self._metrics.failed(job.name)
                self._say(job.name, error)
            else:
                self._metrics.ended(job.name)

    def _say(self, name: str, error: Exception) -> None:
        fault, now = (name, type(error).__name__, place(error)), self._elapsed()
        met = self._unsaid.pop(fault, 0) + 1
        if now - self._said.get(fault, -SAY_EVERY) < SAY_EVERY:
            self._unsaid[fault] = met
            return
        self._said[fault] = now
        log_fault(error, "job-failed", job=name, count=met)


async def guarded(name: str, run: Callable[[], Awaitable[object]], metrics: SchedulerMetrics) -> None:
    """Run the step `name` of a job; what goes wrong is counted, logged by type and place, and goes no further."""
    try:
        await run()
    except Exception as error:
        metrics.failed(name)
        log_fault(error, "job-failed", job=name)


class Clock(AsyncIOScheduler):  # type: ignore[misc]
    """APScheduler's, and whoever sees to it that no job waits for a time from before the clock was put back."""

    def __init__(self, jobs: Sequence[Job], metrics: SchedulerMetrics | None = None) -> None:
        super().__init__(timezone="UTC", job_defaults=_RULES)
        self._longest = {job.name: job.longest for job in jobs}
        self._keeper: asyncio.Task[None] | None = None
        self._faults = Faults(metrics=metrics)
        self._running: set[asyncio.Task[object]] = set()
        for job in jobs:
            first = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
            self.add_job(partial(self._run, job), job.trigger(), id=job.name, name=job.name, **first)

    def start(self, paused: bool = False) -> None:
        """In the loop whose store the jobs use."""
        super().start(paused)
        self._keeper = asyncio.create_task(self._keep())

    def shutdown(self, wait: bool = True) -> None:
        """No job begins from now on, and those that run are cancelled."""
        if self._keeper is not None:
            self._keeper.cancel()
        super().shutdown(wait)

    async def drain(self, seconds: float) -> None:
        """No job begins from now on; those that run have so many seconds to end, and are cancelled then."""
        self.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        self.shutdown(wait=False)

    async def _run(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await self._faults.run(job)
        finally:
            self._running.discard(task)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                self._put_right(datetime.now(UTC))
            except Exception as error:
                log_fault(error, "job-failed", job="clock")

    def _put_right(self, now: datetime) -> None:
        for job in self.get_jobs():
            longest = self._longest[job.id]
            if job.next_run_time is not None and job.next_run_time > now + longest:
                job.modify(next_run_time=now if longest < _DAY else job.trigger.get_next_fire_time(None, now))


def make_clock(jobs: Sequence[Job], metrics: SchedulerMetrics | None = None) -> Clock:
    """A clock that has not been started. Start and shut it down in the loop whose store the jobs use."""
    return Clock(jobs, metrics)
