"""Run the jobs of one table on APScheduler, on the server's own event loop.

A job that fails is logged and runs again at its next time. It never runs twice at once, and a late one runs once.
APScheduler plans by the machine's clock, which somebody may set: ADR 43 says what is done about that.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from prometheus_client import CollectorRegistry, Counter, Gauge

from selfhelp.logs import log_fault, place

LOG_EVERY: Final = 60.0
"""Seconds between two log lines about the same fault of the same job: some jobs run every second."""

LOOK_EVERY: Final = 1.0
"""Seconds, on a clock that nobody can set, between two checks whether the machine's clock was set back."""

PUT_BACK: Final = timedelta(hours=1)
"""A clock that was set back by so much was ahead before: the jobs of the start run again."""

BEAT_EVERY: Final = 1.0
"""Seconds between two heartbeats of the event loop."""

Work = Callable[[], Awaitable[object]]


class Job(msgspec.Struct, frozen=True):
    """A job that runs every `seconds`, or once a day `at` "HH:MM" UTC. Exactly one of the two is given.

    `at_start`: it also runs when the scheduler starts.
    """

    name: str
    run: Work
    seconds: float = 0
    at: str = ""
    at_start: bool = False

    def trigger(self, now: datetime) -> Any:
        """Return APScheduler's trigger, planned from `now`."""
        if self.at:
            hour, minute = self.at.split(":")
            return CronTrigger(hour=int(hour), minute=int(minute), timezone="UTC")
        return FixedInterval(seconds=self.seconds, start_date=now + timedelta(seconds=self.seconds), timezone="UTC")


class FixedInterval(IntervalTrigger):  # type: ignore[misc]
    """APScheduler's trigger, which would count every missed run after the clock was set forward."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the time after the previous one, or after `now` when that has passed."""
        following: datetime = super().get_next_fire_time(previous_fire_time, now)
        return following if following > now else now + self.interval


class JobMonitor:
    """Counts and logs failures of jobs and steps, and counts the seconds since each job last succeeded, in `registry`,
    which another thread reads; it also shows when the event loop stalls. `elapsed` gives monotonic seconds."""

    def __init__(self, registry: CollectorRegistry, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._beaten = elapsed()
        self._ended: dict[str, float] = {}
        self._logged: dict[tuple[str, str, str], tuple[float, int]] = {}  # when, and how often since
        self._failed = Counter(
            "selfhelp_jobs_failed", "Times that a job, or a step of the night, failed.", ["task"], registry=registry
        )
        still = Gauge("selfhelp_loop_still_seconds", "Since the event loop last ran.", registry=registry)
        still.set_function(lambda: self._elapsed() - self._beaten)
        self._ages = Gauge(
            "selfhelp_job_age_seconds",
            "Since a job last ended well, or the scheduler began.",
            ["task"],
            registry=registry,
        )

    def begin(self, jobs: Iterable[str], steps: Iterable[str]) -> None:
        """Start the age of each of these jobs, and a count for each job and step."""
        self._ended = dict.fromkeys(jobs, self._elapsed())
        for task in (*self._ended, *steps):
            self._failed.labels(task)
        for job in self._ended:
            self._ages.labels(job).set_function(partial(self._age, job))

    async def beat(self) -> None:
        """Send heartbeats from the event loop, until cancelled."""
        while True:
            self._beaten = self._elapsed()
            await asyncio.sleep(BEAT_EVERY)

    async def run(self, name: str, work: Work) -> None:
        """Run `work`; count an exception, log its type and place, and do not raise it."""
        try:
            await work()
        except Exception as error:
            self._failed.labels(name).inc()
            self._log(name, error)
        else:
            if name in self._ended:  # a step has no age
                self._ended[name] = self._elapsed()

    def _age(self, job: str) -> float:
        return self._elapsed() - self._ended[job]

    def _log(self, name: str, error: Exception) -> None:
        fault, now = (name, type(error).__name__, place(error)), self._elapsed()
        logged, unlogged = self._logged.get(fault, (-LOG_EVERY, 0))
        if now - logged < LOG_EVERY:
            self._logged[fault] = (logged, unlogged + 1)
            return
        self._logged[fault] = (now, 0)
        log_fault(error, "job-failed", job=name, count=unlogged + 1)


class Scheduler:
    """Runs `jobs` between `start` and `drain`, both in the loop whose store the jobs use."""

    def __init__(self, jobs: Sequence[Job], monitor: JobMonitor | None = None) -> None:
        rules = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self.apscheduler = AsyncIOScheduler(timezone="UTC", job_defaults=rules)
        self._jobs = jobs
        self._monitor = monitor or JobMonitor(CollectorRegistry())
        self._running: set[asyncio.Task[object]] = set()
        self._follower: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Plan every job."""
        now = datetime.now(UTC)
        for job in self._jobs:
            first = {"next_run_time": now} if job.at_start else {}
            self.apscheduler.add_job(partial(self._run, job), job.trigger(now), id=job.name, name=job.name, **first)
        self.apscheduler.start()
        self._follower = asyncio.create_task(self._follow_clock(now))

    async def drain(self, seconds: float) -> None:
        """Start no more jobs; cancel those that still run after `seconds`."""
        if self._follower is not None:
            self._follower.cancel()
        self.apscheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        self.apscheduler.shutdown(wait=False)

    async def _run(self, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        with suppress(asyncio.CancelledError):  # with the scheduler: APScheduler would log it as a fault
            try:
                await self._monitor.run(job.name, job.run)
            finally:
                self._running.discard(task)

    async def _follow_clock(self, seen: datetime) -> None:
        """Plan every job again when the clock was set back: otherwise each would wait for its former time."""

        async def look() -> None:
            nonlocal seen
            now = datetime.now(UTC)
            if now < seen:
                for job in self._jobs:
                    self.apscheduler.reschedule_job(job.name, trigger=job.trigger(now))
                    if job.at_start and seen - now >= PUT_BACK:
                        self.apscheduler.modify_job(job.name, next_run_time=now)
            seen = now

        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._monitor.run("machine-clock", look)
