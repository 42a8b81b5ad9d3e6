"""What the operator is told of the clock, also while it stands: jobs that failed, and how long ago each ended well."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

BEAT_EVERY = 1.0
"""Seconds between two signs of life of the event loop."""


class SchedulerMetrics(Collector):
    """Those of one process, in `registry`, which another thread asks. `elapsed` gives seconds that only go forward."""

    def __init__(self, registry: CollectorRegistry, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._beaten = elapsed()
        self._ended: dict[str, float] = {}
        self._failed = Counter(
            "selfhelp_jobs_failed", "Times that a job, or a step of the night, failed.", ["task"], registry=registry
        )
        registry.register(self)

    def begin(self, jobs: Iterable[str], steps: Iterable[str]) -> None:
        """The clock starts with these: from now on each job has an age, and each of both a count."""
        self._ended = dict.fromkeys(jobs, self._elapsed())
        for task in (*self._ended, *steps):
            self._failed.labels(task)

    def failed(self, task: str) -> None:
        """Count one."""
        self._failed.labels(task).inc()

    def ended(self, job: str) -> None:
        """It did its work."""
        if job in self._ended:
            self._ended[job] = self._elapsed()

    async def beat(self) -> None:
        """Give signs of life from the event loop, until cancelled."""
        while True:
            self._beaten = self._elapsed()
            await asyncio.sleep(BEAT_EVERY)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """The registry asks for the names."""
        return self.collect()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """As it is now."""
        now = self._elapsed()
        still = now - self._beaten
        yield GaugeMetricFamily("selfhelp_loop_still_seconds", "Since the event loop last gave a sign of life.", still)
        ages = GaugeMetricFamily(
            "selfhelp_job_age_seconds", "Since a job of the clock last ended well, or the clock began.", labels=["task"]
        )
        for job, ended in self._ended.items():
            ages.add_metric([job], now - ended)
        yield ages
