"""What is open while a process serves or works, and what the clock does with it."""

import asyncio
import errno
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, ProcessCollector

from selfhelp.boxes import GRAVES_FILE, Box, Eraser, Graves, replay, unburied
from selfhelp.boxes.capacity import Room
from selfhelp.coach import jobs as coach
from selfhelp.coach.jobs import retire_coaches, retire_threads, untie_threads
from selfhelp.coach.status import COUNT_EVERY
from selfhelp.coach.status import Metrics as CoachMetrics
from selfhelp.diary import service as diary
from selfhelp.diary.jobs import retire_vaults
from selfhelp.http.observe import metrics_server
from selfhelp.logs import log_fault
from selfhelp.maintenance_log import NIGHT, note
from selfhelp.modules.bundles import Shelf, open_shelf
from selfhelp.notify import service as notify
from selfhelp.notify.jobs import PREPARE_EVERY, SEND_EVERY, WATCH_EVERY
from selfhelp.notify.payload import Text
from selfhelp.notify.services import Office, open_office
from selfhelp.outcomes.jobs import UsedIn, count_in_use, forget_ids
from selfhelp.scheduler import Job, guarded, make_clock
from selfhelp.scheduler_metrics import ClockMetrics
from selfhelp.settings import Settings, SettingsError, make_sure_of_places, refusal
from selfhelp.store import Store
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import DiskMetrics, StoreMetrics

ERASERS: Final[dict[type[Box], Eraser]] = {**diary.ERASERS, **notify.ERASERS, **coach.ERASERS}
"""How each kind of box is erased."""

USED_IN: Final[dict[str, UsedIn]] = {"vaults": diary.used_in, "channels": notify.used_in}
"""What tells how many devices there are, as far as anything does (docs/outcomes.md)."""


DRAIN: Final = 22.0
"""Seconds that a running job has to end when the process is stopped: a push on its way ends after 20, and what came of
it is written down then. What is cut off is sent again by the next process."""


class House(msgspec.Struct, frozen=True):
    """What is open while the server runs, or the worker."""

    settings: Settings
    store: Store
    graves: Graves
    shelf: Shelf
    office: Office
    coaching: CoachMetrics
    ticks: ClockMetrics
    room: Room


@asynccontextmanager
async def opened(settings: Settings, registry: CollectorRegistry) -> AsyncIterator[House]:
    """The store, migrated and open, and what stands on it; drained and closed afterwards. Raises SettingsError.

    Before anybody is served, the grave file is replayed: the database may be an older copy that was put back by hand,
    with boxes in it that their owners have deleted since.
    """
    make_sure_of_places(settings)
    shelf = await asyncio.to_thread(open_shelf, settings.content, settings.overlay, watched=settings.watch_content)
    async with AsyncExitStack() as stack:
        store = await Store.open(settings)
        stack.push_async_callback(store.close)
        StoreMetrics(store, registry)
        DiskMetrics(settings, registry)
        ProcessCollector(registry=registry)
        ticks = ClockMetrics(registry)
        stack.callback(asyncio.create_task(ticks.beat()).cancel)
        room = Room(settings)
        stack.callback(asyncio.create_task(room.follow(store, registry)).cancel)
        graves = Graves(settings.data / GRAVES_FILE)
        if await store.read(lambda session: unburied(session, graves.hashes())):
            await store.write(lambda session: replay(session, graves.hashes(), ERASERS))
        office = await stack.enter_async_context(
            open_office(settings, store, lambda locale, kind: _neutral(shelf, locale, kind), shelf.locales, registry)
        )
        if settings.metrics_port:
            try:
                stack.enter_context(metrics_server(registry, settings.metrics_port))
            except OSError as error:
                why = "each process on a machine needs its own" if error.errno == errno.EADDRINUSE else error.strerror
                raise SettingsError(refusal("metrics_port", settings.metrics_port, str(why))) from error
        yield House(settings, store, graves, shelf, office, CoachMetrics(registry), ticks, room)


def _neutral(shelf: Shelf, locale: str, kind: str) -> Text:
    """What a push says when the phone does not write a sentence of its own. A test says what an `own` nudge says, and a
    language that the pack has lost is answered in its first."""
    bundle = shelf.locale(locale) or shelf.locale(shelf.locales[0])
    assert bundle is not None
    return Text(bundle.title, bundle.neutral.get(kind) or bundle.neutral["own"])


def jobs(house: House) -> list[Job]:
    """Everything the clock runs."""
    office, nightly = house.office, house.settings.compact_at
    return [
        Job("prepare", office.prepare, seconds=PREPARE_EVERY, at_start=True),
        Job("send", office.courier.send, seconds=SEND_EVERY),
        Job("watch", office.watch.look, seconds=WATCH_EVERY),
        Job("coaches", lambda: house.coaching.count(house.store), seconds=COUNT_EVERY, at_start=True),
        Job("threads", lambda: house.coaching.count_threads(house.store), at=nightly, at_start=True),
        Job("zones", lambda: _noted(house, "zones", office.follow_zones), at=nightly, at_start=True),
        Job("night", lambda: _noted(house, NIGHT, lambda: night(house)), at=nightly),
    ]


def night_steps(house: House) -> dict[str, Callable[[], Awaitable[object]]]:
    """What is done once a day, by name and in this order: take what is over its time, then rewrite the file, so that
    nothing of it stays in a page."""
    store, graves, bell = house.store, house.graves, house.office.bell
    return {
        "retire-vaults": lambda: retire_vaults(store, graves),
        "retire-threads": lambda: retire_threads(store, graves, bell),
        "untie-threads": lambda: untie_threads(store, bell),
        "retire-coaches": lambda: retire_coaches(store, graves),
        "retire-endpoints": house.office.retire,
        "forget-ids": lambda: forget_ids(store),
        "count-in-use": lambda: count_in_use(store, USED_IN),
        "checkpoint": house.store.checkpoint,
        "compact": lambda: _compact(house),
    }


async def night(house: House) -> None:
    """Every step of the night. One that fails is counted and logged under its name, and keeps no other from being
    taken."""
    for name, step in night_steps(house).items():
        await guarded(name, partial(_noted, house, name, step), house.ticks)


async def _noted(house: House, name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do a day's work, and leave in the data folder how it ended. Being stopped with the clock is no end."""
    try:
        await work()
    except Exception:
        await _note(house, name, failed=True)
        raise
    await _note(house, name, failed=False)


async def _note(house: House, name: str, *, failed: bool) -> None:
    try:
        await asyncio.to_thread(note, house.settings.data, name, failed=failed)
    except OSError as error:  # a full disk, say; doctor sees that by itself
        log_fault(error, "note-failed", job=name)


async def _compact(house: House) -> None:
    file = sqlite_file(house.settings)
    size = file.stat().st_size if file else 0
    if house.settings.compacts_on(datetime.now(UTC).weekday(), size):
        await house.store.compact()


@asynccontextmanager
async def ticking(house: House) -> AsyncIterator[None]:
    """The clock runs while inside."""
    every = jobs(house)
    house.ticks.begin([job.name for job in every], night_steps(house))
    clock = make_clock(every, house.ticks)
    clock.start()
    try:
        yield
    finally:
        house.office.courier.leave()
        await clock.drain(DRAIN)


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """The clock without the web server, for `selfhelp worker`."""
    async with opened(settings, CollectorRegistry()) as house, ticking(house):
        yield
