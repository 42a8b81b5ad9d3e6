"""The clock: a handful of jobs that run at intervals or at one time of the day, on the server's own event loop.

A job's fault is logged and the job runs again at its next time; a job never runs twice at once, and one that was late
runs once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from selfhelp.logs import log_fault

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

    async def guarded(self) -> None:
        """Run it; what goes wrong is logged by type and place. Being stopped with the clock is nothing wrong."""
        with suppress(asyncio.CancelledError):
            await guarded(self.name, self.run)


async def guarded(name: str, run: Callable[[], Awaitable[object]]) -> None:
    """Run the job `name`, or one step of it; what goes wrong is logged by type and place, and goes no further."""
    try:
        await run()
    except Exception as error:
        log_fault(error, "job-failed", job=name)


def make_clock(jobs: Sequence[Job]) -> AsyncIOScheduler:
    """A clock that has not been started. Start and shut it down in the loop whose store the jobs use."""
    clock = AsyncIOScheduler(timezone="UTC", job_defaults=_RULES)
    for job in jobs:
        first = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
        clock.add_job(job.guarded, job.trigger(), id=job.name, name=job.name, **first)
    return clock
