"""`selfhelp worker` processes that are killed and started again while reminders come due, and what the phones show.

The phones stand at the local push service of the tests: it decrypts, and what has the same tag replaces what a phone
showed before. A lease on a message ends with a minute; here the minutes go by faster, for the dead and the living.
"""

import asyncio
import os
import random
import secrets
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome, Tombstones
from selfhelp.notify.keys import Keys
from selfhelp.notify.put import put_channel
from selfhelp.notify.recurrence import Rule, ring
from selfhelp.notify.schema import ChannelIn, NudgeIn
from selfhelp.notify.services import keys_folder
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import with_settings
from tests.live import as_environment
from tests.notify.push_service import Answer, Device, PushService

WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forked"])


def _work(environ: dict[str, str], log: Path) -> None:
    from tests.forked import work

    work(environ, log)


class Worker:
    """One `selfhelp worker`."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._process: ForkServerProcess = _FORKING.Process(
            target=_work, args=({**os.environ, **as_environment(settings)}, log), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status; None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """The exit status, when it has ended by itself."""
        self._process.join(timeout=120)
        return self.status

    def end(self, how: signal.Signals) -> int | None:
        """The exit status."""
        if self._process.is_alive():
            os.kill(self.pid, how)
        return self.wait()


@dataclass
class Outcomes:
    """What a run came to. Everything that may not be stands in `faults`."""

    faults: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    channels: int = 0
    again: int = 0
    """Messages that a phone had already."""
    said: Counter[str] = field(default_factory=Counter)
    """What the workers logged: event and error."""


class Run:
    """One run on `settings`, which name a PostgreSQL."""

    def __init__(self, settings: Settings, push: PushService, store: Store, seed: int) -> None:
        self._settings = with_settings(settings, push_test_ca=push.ca)
        self._push = push
        self._store = store
        self._chance = random.Random(seed)
        self._keys = Keys.load(keys_folder(settings))
        self._graves = Tombstones(settings.data / "graves")
        self._log = settings.data / "workers.out"
        self._devices: dict[bytes, Device] = {}
        now = datetime.now(UTC)
        hours = 12 - now.hour
        self._zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
        """Where it is about noon: no night cuts a deadline short."""
        local = now.astimezone(ZoneInfo(self._zone))
        self._chosen = (local - timedelta(minutes=5)).replace(second=0, microsecond=0)

    async def channels(self, count: int, first: float, last: float) -> None:
        """`count` more channels whose daily nudge comes due from `first` to `last` seconds from now."""
        await asyncio.gather(*(self._channel(first, last) for _ in range(count)))

    async def _channel(self, first: float, last: float, *, when: threading.Event | None = None) -> Device:
        """One whose push service answers once `when` is set, or does as chance has it."""
        rule = Rule(self._chosen.time(), frozenset(range(7)), None)
        now = time.time()
        while True:
            box = BoxRequest(self._chance.randbytes(16), secrets.token_bytes(32))
            due = ring(rule, ZoneInfo(self._zone), box.id, self._chosen.date()).due.timestamp()
            if first <= due - now <= last:
                break
        device = self._push.subscribe()
        if when:
            device.script(Answer(201, when=when))
        elif self._chance.random() < 0.3:
            device.script(self._chance.choice([Answer(201, seconds=0.3), Answer(503), Answer(0)]))
        daily = NudgeIn(id=secrets.token_hex(8), kind="daily", at=f"{self._chosen:%H:%M}", days=WEEK)
        request = read_channel(
            ChannelIn(device.endpoint, device.p256dh, device.auth, self._zone, "nb", [daily]),
            allow_list(localhost=True),
            {"nb"},
        )
        assert not isinstance(request, list), request
        then = self._chosen - timedelta(minutes=1)
        work = partial(
            put_channel, box=box, request=request, now=then.astimezone(UTC), keys=self._keys, tombstones=self._graves
        )
        assert await self._store.write(work, box.id) is Outcome.MADE
        self._devices[box.id] = device
        return device

    async def chaos(self, workers: int, kills: int, more: int) -> None:
        """`workers` at work: one after another is killed and another started, `kills` times, leases run out, and `more`
        channels come, a few at a time. At the end all are killed at once, with a message on its way to a slow phone."""
        are_dead = threading.Event()
        running = [Worker(self._settings, self._log) for _ in range(workers)]
        for left in reversed(range(kills)):
            await asyncio.sleep(self._chance.uniform(0.05, 0.9))
            number = self._chance.randrange(workers)
            await asyncio.to_thread(running[number].end, signal.SIGKILL)
            running[number] = Worker(self._settings, self._log)
            if self._chance.random() < 0.5:
                await self.let_leases_run_out()
            share = more // (left + 1)
            await self.channels(share, 0, 8)
            more -= share
        slow = await self._channel(0, 8, when=are_dead)
        running.append(Worker(self._settings, self._log))  # which prepares it as it starts, and the others every 30 s
        for _ in range(2_400):
            if any(got.device is slow for got in self._push.received):
                break
            await asyncio.sleep(0.05)
        for one in running:
            await asyncio.to_thread(one.end, signal.SIGKILL)
        are_dead.set()

    async def let_leases_run_out(self) -> None:
        """A minute goes by for every message that somebody holds."""
        held = "SELECT channel, tag FROM outbox WHERE lease > 0 ORDER BY channel, tag FOR UPDATE SKIP LOCKED"
        await self._execute(f"UPDATE outbox SET lease = lease - 61 WHERE (channel, tag) IN ({held})")

    async def finish(self, workers: int, seconds: float) -> list[str]:
        """The last workers go on until nothing is due; what was wrong with how they ended."""
        await self.let_leases_run_out()
        said = self._said_that_they_run()
        running = [Worker(self._settings, self._log) for _ in range(workers)]
        end, left = time.monotonic() + seconds, -1
        while time.monotonic() < end:
            await asyncio.sleep(0.2)
            left = await self._left()
            if left == 0 and self._said_that_they_run() == said + workers:
                break
        ends = [await asyncio.to_thread(one.end, signal.SIGTERM) for one in running]
        faults = [f"a worker ended with {status}" for status in ends if status != 0]
        return [*faults, f"{left} messages are left"] if left else faults

    def _said_that_they_run(self) -> int:
        """How many workers: from then on each ends well when it is told to."""
        return self._log.read_bytes().count(b"the clock is running") if self._log.exists() else 0

    async def _left(self) -> int:
        statement = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM nudge WHERE next_at < :soon)"
        return int((await self._rows(statement, soon=int(time.time()) + 600))[0][0])

    async def outcomes(self) -> Outcomes:
        """What became of every channel."""
        outcomes = Outcomes(channels=len(self._devices), messages=len(self._push.received))
        outcomes.faults.update(self._push.complaints + self._push.others)
        shown: dict[Device, list[str]] = {device: [] for device in self._devices.values()}
        topics: dict[Device, set[str]] = {device: set() for device in self._devices.values()}
        for got in self._push.received:
            if got.status == 201:
                shown[got.device].append(got.notification["tag"])
                if int(got.headers["ttl"]) < 60:
                    outcomes.faults["a message had no time to live"] += 1
            topics[got.device].add(got.headers["topic"])
        for device, tags in shown.items():
            if len(set(tags)) != 1:
                outcomes.faults[f"a phone shows {len(set(tags))} notifications for one reminder"] += 1
            if len(topics[device]) != 1:
                outcomes.faults[f"a reminder went out under {len(topics[device])} topics"] += 1
            outcomes.again += len(tags) - 1
        day = self._chosen.date().isoformat()
        for state, last_day, unanswered, answer in await self._rows(
            "SELECT state, last_day, unanswered, last_answer FROM channel"
        ):
            if (state, last_day, unanswered) != ("active", day, 1):
                outcomes.faults[f"a channel is {state}, rang on {last_day}, counts {unanswered} ({answer})"] += 1
        for line in self._log.read_bytes().splitlines():
            if line.startswith(b"{"):
                entry = msgspec.json.decode(line)
                outcomes.said[
                    f"{entry['event']} {entry.get('job', '')} {entry.get('error', '')} {entry.get('where', '')}"
                ] += 1
        return outcomes

    async def _rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        def fetch(session: Session) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in session.execute(text(statement), values)]

        return await self._store.read(fetch)

    async def _execute(self, statement: str) -> None:
        def write(session: Session) -> None:
            session.execute(text(statement))

        await self._store.write(write)


async def run(settings: Settings, *, seed: int, workers: int, channels: int, kills: int) -> Outcomes:
    """Everything: about a second a kill, and what it takes to finish."""
    store = await Store.open(settings)
    try:
        async with PushService() as push:
            one = Run(settings, push, store, seed)
            await one.channels(channels // 2, 2, 2 + kills)
            await one.chaos(workers, kills, channels - channels // 2)
            faults = await one.finish(workers, 180)
            outcomes = await one.outcomes()
            outcomes.faults.update(faults)
            return outcomes
    finally:
        await store.close()
