"""The clock: a handful of jobs that run at intervals or at one time of the day, on the server's own event loop.

A job's fault is logged and the job runs again at its next time; a job never runs twice at once, and one that was late
runs once.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from selfhelp.logs import log_fault

_RULES: Final = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Job(msgspec.Struct, frozen=True):
    """Something to run: every `seconds`, or once a day `at` "HH:MM" UTC. Exactly one of the two is given."""

    name: str
    run: Callable[[], Awaitable[object]]
    seconds: float = 0
    at: str = ""

    def trigger(self) -> Any:
        if self.at:
            hour, minute = self.at.split(":")
            return CronTrigger(hour=int(hour), minute=int(minute), timezone="UTC")
        return IntervalTrigger(seconds=self.seconds, timezone="UTC")

    async def guarded(self) -> None:
        """Run it; what goes wrong is logged by type and place."""
        try:
            await self.run()
        except Exception as error:
            log_fault(error, "job-failed", job=self.name)


def make_clock(jobs: Sequence[Job]) -> AsyncIOScheduler:
    """A clock that has not been started. Start and shut it down in the loop whose store the jobs use."""
    clock = AsyncIOScheduler(timezone="UTC", job_defaults=_RULES)
    for job in jobs:
        clock.add_job(job.guarded, job.trigger(), id=job.name, name=job.name)
    return clock
