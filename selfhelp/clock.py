"""The clock: a handful of jobs that run at intervals or at one time of the day, on the server's own event loop.

A job's fault is logged and the job runs again at its next time; a job never runs twice at once, and one that was late
runs once. The same fault of a job is logged once a minute, with how often it was met: some jobs run every second.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import msgspec
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from selfhelp.logs import log_fault, place

SAY_EVERY: Final = 60.0
"""Seconds between two log lines about the same fault of the same job."""

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
        return IntervalTrigger(seconds=self.seconds, timezone="UTC")


class Faults:
    """What goes wrong with the jobs of one clock. `elapsed` gives seconds that only go forward."""

    def __init__(self, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._said: dict[tuple[str, str, str], float] = {}
        self._unsaid: dict[tuple[str, str, str], int] = {}

    async def run(self, job: Job) -> None:
        """Run it; what goes wrong is logged by type and place. Being stopped with the clock is nothing wrong."""
        with suppress(asyncio.CancelledError):
            try:
                await job.run()
            except Exception as error:
                self._say(job.name, error)

    def _say(self, name: str, error: Exception) -> None:
        fault, now = (name, type(error).__name__, place(error)), self._elapsed()
        met = self._unsaid.pop(fault, 0) + 1
        if now - self._said.get(fault, -SAY_EVERY) < SAY_EVERY:
            self._unsaid[fault] = met
            return
        self._said[fault] = now
        log_fault(error, "job-failed", job=name, count=met)


async def guarded(name: str, run: Callable[[], Awaitable[object]]) -> None:
    """Run the step `name` of a job; what goes wrong is logged by type and place, and goes no further."""
    try:
        await run()
    except Exception as error:
        log_fault(error, "job-failed", job=name)


def make_clock(jobs: Sequence[Job]) -> AsyncIOScheduler:
    """A clock that has not been started. Start and shut it down in the loop whose store the jobs use."""
    clock = AsyncIOScheduler(timezone="UTC", job_defaults=_RULES)
    faults = Faults()
    for job in jobs:
        first = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
        clock.add_job(partial(faults.run, job), job.trigger(), id=job.name, name=job.name, **first)
    return clock
