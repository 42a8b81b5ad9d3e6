"""What a server or a worker keeps open while it runs, and the table of its jobs."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, ProcessCollector

from selfhelp.boxes import TOMBSTONES_FILE, Box, Eraser, Tombstones, replay, unrecorded
from selfhelp.boxes.admission import Capacity
from selfhelp.coach import jobs as coach
from selfhelp.coach.jobs import erase_expired_threads, erase_revoked_coaches, untie_threads
from selfhelp.coach.metrics import COUNT_EVERY, CoachMetrics
from selfhelp.diary import service as diary
from selfhelp.diary.service import erase_unused_vaults
from selfhelp.http.metrics import metrics_server
from selfhelp.logs import log_fault
from selfhelp.maintenance_log import NIGHT, record_result
from selfhelp.modules.bundles import Bundles, open_bundles
from selfhelp.notify import service as notify
from selfhelp.notify.reconcile import reconcile
from selfhelp.notify.service import blank_silent_endpoints
from selfhelp.notify.services import NotifyServices, open_services
from selfhelp.notify.subscription import LockScreenText
from selfhelp.outcomes.service import UsedIn, count_in_use, forget_ids
from selfhelp.scheduler import Job, JobMonitor, Scheduler, Work
from selfhelp.settings import Settings, SettingsError, make_sure_of_places, wrong_setting
from selfhelp.store import Store
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import DiskMetrics, StoreMetrics

ERASERS: Final[dict[type[Box], Eraser]] = {**diary.ERASERS, **notify.ERASERS, **coach.ERASERS}
"""How each kind of box is erased."""

USED_IN: Final[dict[str, UsedIn]] = {"vaults": diary.used_in, "channels": notify.used_in}
"""How many boxes of each kind were used in a month, from which devices are counted (docs/operators/outcomes.md)."""

PREPARE_EVERY: Final = 30
"""Seconds between two runs of `PushSender.prepare`; any number of processes may run it."""

SEND_EVERY: Final = 1
"""Seconds between two runs of `PushSender.send`, which sends what is due, retries too."""

WATCH_EVERY: Final = 10
"""Seconds between two runs of `BacklogMonitor.look`."""

JOBS_END_WITHIN: Final = 22.0
"""Seconds that a running job has to end when the process stops: a push on its way ends after 20, and its result is
stored then. What is cut off is sent again by the next process."""


class Runtime(msgspec.Struct, frozen=True):
    """What is open while the server or the worker runs."""

    settings: Settings
    store: Store
    tombstones: Tombstones
    bundles: Bundles
    services: NotifyServices
    coaching: CoachMetrics
    monitor: JobMonitor
    room: Capacity


@asynccontextmanager
async def open_runtime(settings: Settings, registry: CollectorRegistry) -> AsyncIterator[Runtime]:
    """Yield the open, migrated store and what uses it; drain and close them afterwards. Raises SettingsError.

    Before anybody is served, the tombstone file is replayed: the database may be an older copy that was put back by
    hand, with boxes in it that their owners have deleted since.
    """
    make_sure_of_places(settings)
    bundles = await asyncio.to_thread(open_bundles, settings.content, settings.overlay, watched=settings.watch_content)
    async with AsyncExitStack() as stack:
        store = await Store.open(settings)
        stack.push_async_callback(store.close)
        StoreMetrics(store, registry)
        DiskMetrics(settings, registry)
        ProcessCollector(registry=registry)
        monitor = JobMonitor(registry)
        stack.callback(asyncio.create_task(monitor.beat()).cancel)
        room = Capacity(settings)
        stack.callback(asyncio.create_task(room.follow(store, registry)).cancel)
        tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
        if await store.read(lambda session: unrecorded(session, tombstones.hashes())):
            await store.write(lambda session: replay(session, tombstones.hashes(), ERASERS))
        services = await stack.enter_async_context(
            open_services(
                settings, store, lambda locale, kind: _neutral(bundles, locale, kind), bundles.locales, registry
            )
        )
        if settings.metrics_port:
            try:
                stack.enter_context(metrics_server(registry, settings.metrics_port))
            except OSError as error:
                why = "each process on a machine needs its own" if error.errno == errno.EADDRINUSE else error.strerror
                raise SettingsError(wrong_setting("metrics_port", settings.metrics_port, str(why))) from error
        yield Runtime(settings, store, tombstones, bundles, services, CoachMetrics(registry), monitor, room)


def _neutral(bundles: Bundles, locale: str, kind: str) -> LockScreenText:
    """Return what a push says when the phone does not write a sentence of its own. A test push uses the text of `own`.
    A language missing from the pack falls back to its first."""
    bundle = bundles.locale(locale) or bundles.locale(bundles.locales[0])
    assert bundle is not None
    return LockScreenText(bundle.title, bundle.neutral.get(kind) or bundle.neutral["own"])


def jobs(runtime: Runtime) -> list[Job]:
    """Return all jobs of the scheduler."""
    store, services, nightly = runtime.store, runtime.services, runtime.settings.compact_at
    return [
        Job("prepare", services.sender.prepare, seconds=PREPARE_EVERY, at_start=True),
        Job("send", services.sender.send, seconds=SEND_EVERY),
        Job("watch", services.backlog.look, seconds=WATCH_EVERY),
        Job("coaches", lambda: runtime.coaching.count(store), seconds=COUNT_EVERY, at_start=True),
        Job("threads", lambda: runtime.coaching.count_threads(store), at=nightly, at_start=True),
        Job("zones", _noted(runtime, "zones", lambda: reconcile(store, datetime.now(UTC))), at=nightly, at_start=True),
        Job("night", _noted(runtime, NIGHT, lambda: night(runtime)), at=nightly),
    ]


def maintenance_steps(runtime: Runtime) -> dict[str, Work]:
    """Return the daily steps, by name and in this order: delete expired rows, then VACUUM, so that nothing of them
    stays in a page."""
    store, tombstones, notifier = runtime.store, runtime.tombstones, runtime.services.notifier
    return {
        "retire-vaults": lambda: erase_unused_vaults(store, tombstones, datetime.now(UTC)),
        "retire-threads": lambda: erase_expired_threads(store, tombstones, notifier, datetime.now(UTC)),
        "untie-threads": lambda: untie_threads(store, notifier),
        "retire-coaches": lambda: erase_revoked_coaches(store, tombstones, datetime.now(UTC)),
        "retire-endpoints": lambda: blank_silent_endpoints(store, datetime.now(UTC)),
        "forget-ids": lambda: forget_ids(store, datetime.now(UTC)),
        "count-in-use": lambda: count_in_use(store, USED_IN, datetime.now(UTC)),
        "checkpoint": store.checkpoint,
        "compact": lambda: _compact(runtime),
    }


async def night(runtime: Runtime) -> None:
    """Run every step of the night. A failing one is counted and logged under its name, and the others still run."""
    for name, step in maintenance_steps(runtime).items():
        await runtime.monitor.run(name, _noted(runtime, name, step))


def _noted(runtime: Runtime, name: str, work: Work) -> Work:
    """Wrap `work` so that its result is noted in the data folder. Cancellation is not noted."""

    async def noted() -> None:
        try:
            await work()
        except Exception:
            await _note(runtime, name, failed=True)
            raise
        await _note(runtime, name, failed=False)

    return noted


async def _note(runtime: Runtime, name: str, *, failed: bool) -> None:
    try:
        await asyncio.to_thread(record_result, runtime.settings.data, name, failed=failed)
    except OSError as error:  # a full disk, say; doctor reports that by itself
        log_fault(error, "note-failed", job=name)


async def _compact(runtime: Runtime) -> None:
    file = sqlite_file(runtime.settings)
    size = file.stat().st_size if file else 0
    if runtime.settings.compacts_on(datetime.now(UTC).weekday(), size):
        await runtime.store.compact()


@asynccontextmanager
async def ticking(runtime: Runtime) -> AsyncIterator[None]:
    """Run the jobs while the context is open."""
    every = jobs(runtime)
    runtime.monitor.begin([job.name for job in every], maintenance_steps(runtime))
    scheduler = Scheduler(every, runtime.monitor)
    scheduler.start()
    try:
        yield
    finally:
        runtime.services.sender.leave()
        await scheduler.drain(JOBS_END_WITHIN)
