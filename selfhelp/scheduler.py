"""Run the jobs of one table on APScheduler, on the server's own event loop.

A job that fails is logged and runs again at its next time. It never runs twice at once, and one that was late runs
once. APScheduler plans by the machine's clock, which somebody may set: ADR 8 says what is done about that.
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
"""Seconds, which no clock can change, between two looks whether the machine's clock was put back."""

PUT_BACK: Final = timedelta(hours=1)
"""A clock that was put back by so much was ahead before: what runs at the start runs again."""

BEAT_EVERY: Final = 1.0
"""Seconds between two signs of life of the event loop."""

Work = Callable[[], Awaitable[object]]


class Job(msgspec.Struct, frozen=True):
    """Something to run: every `seconds`, or once a day `at` "HH:MM" UTC. Exactly one of the two is given.

    `at_start`: it runs when the scheduler starts, too.
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
        return Interval(seconds=self.seconds, start_date=now + timedelta(seconds=self.seconds), timezone="UTC")


class Interval(IntervalTrigger):  # type: ignore[misc]
    """APScheduler's own, which would count each time that was missed since the clock was put forward."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the time after the previous one, or after `now` when that is over."""
        following: datetime = super().get_next_fire_time(previous_fire_time, now)
        return following if following > now else now + self.interval


class SchedulerMetrics:
    """Jobs that failed, and how long ago each ended well, in `registry`, which another thread asks.

    They tell also when the event loop stands still. `elapsed` gives seconds that only go forward.
    """

    def __init__(self, registry: CollectorRegistry, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._beaten = elapsed()
        self._ended: dict[str, float] = {}
        self._failed = Counter(
            "selfhelp_jobs_failed", "Times that a job, or a step of the night, failed.", ["task"], registry=registry
        )
        still = Gauge(
            "selfhelp_loop_still_seconds", "Since the event loop last gave a sign of life.", registry=registry
        )
        still.set_function(lambda: self._elapsed() - self._beaten)
        self._ages = Gauge(
            "selfhelp_job_age_seconds",
            "Since a job last ended well, or the scheduler began.",
            ["task"],
            registry=registry,
        )

    def begin(self, jobs: Iterable[str], steps: Iterable[str]) -> None:
        """Give each of these jobs an age from now on, and each job and step a count."""
        self._ended = dict.fromkeys(jobs, self._elapsed())
        for task in (*self._ended, *steps):
            self._failed.labels(task)
        for job in self._ended:
            self._ages.labels(job).set_function(partial(self._age, job))

    def failed(self, task: str) -> None:
        """Count a failure of a job or a step."""
        self._failed.labels(task).inc()

    def ended(self, job: str) -> None:
        """Note that a job ended well; a step has no age."""
        if job in self._ended:
            self._ended[job] = self._elapsed()

    async def beat(self) -> None:
        """Give signs of life from the event loop, until cancelled."""
        while True:
            self._beaten = self._elapsed()
            await asyncio.sleep(BEAT_EVERY)

    def _age(self, job: str) -> float:
        return self._elapsed() - self._ended[job]


class Faults:
    """Counts and logs what goes wrong with jobs and steps. `elapsed` gives seconds that only go forward."""

    def __init__(self, metrics: SchedulerMetrics, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._metrics = metrics
        self._elapsed = elapsed
        self._logged: dict[tuple[str, str, str], float] = {}
        self._unlogged: dict[tuple[str, str, str], int] = {}

    async def guard(self, name: str, work: Work) -> None:
        """Run `work`; an exception is counted, logged by type and place, and goes no further."""
        try:
            await work()
        except Exception as error:
            self._metrics.failed(name)
            self._log(name, error)
        else:
            self._metrics.ended(name)

    def _log(self, name: str, error: Exception) -> None:
        fault, now = (name, type(error).__name__, place(error)), self._elapsed()
        met = self._unlogged.pop(fault, 0) + 1
        if now - self._logged.get(fault, -LOG_EVERY) < LOG_EVERY:
            self._unlogged[fault] = met
            return
        self._logged[fault] = now
        log_fault(error, "job-failed", job=name, count=met)


class Scheduler:
    """Runs `jobs` between `start` and `drain`, both in the loop whose store the jobs use."""

    def __init__(self, jobs: Sequence[Job], metrics: SchedulerMetrics | None = None) -> None:
        rules = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self.apscheduler = AsyncIOScheduler(timezone="UTC", job_defaults=rules)
        self._jobs = jobs
        self._faults = Faults(metrics or SchedulerMetrics(CollectorRegistry()))
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
        """Begin no job any more; those that run have so many seconds to end, and are cancelled then."""
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
                await self._faults.guard(job.name, job.run)
            finally:
                self._running.discard(task)

    async def _follow_clock(self, seen: datetime) -> None:
        """Plan every job anew when the clock was put back: each would wait for the time that it showed before."""

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
            await self._faults.guard("clock", look)
