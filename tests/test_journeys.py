"""The files that a sync and a push pass through are those that the page on the two journeys lists."""

import asyncio
import re
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any, Final

import httpx
import pytest
import uvicorn
from prometheus_client import CollectorRegistry
from sqlmodel import Session

import selfhelp
from selfhelp import scheduler
from selfhelp.app import create_app
from selfhelp.runtime import PREPARE_EVERY, Runtime, jobs
from selfhelp.scheduler import JobMonitor, Scheduler, Work
from selfhelp.server import bind, uvicorn_config
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.writer import QueuedCall, Writer
from tests.diary.device import Device
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, harness, nudge, push, push_service  # noqa: F401 - fixtures

CODE: Final = Path(selfhelp.__file__).parent
PAGE: Final = CODE.parent / "docs" / "engineers" / "journeys.md"
MOST: Final = 12


def listed(title: str) -> list[str]:
    """The files in the first column of the table under this heading."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"## {title}\n")
    return re.findall(r"^\| `([^`]+)`", rest.partition("\n## ")[0], re.MULTILINE)


ON_POSTGRESQL: Final = {"store/engine.py"}
"""What the page adds for PostgreSQL: the connection that waits for the database's answers."""

COALESCED: Final = {"diary/coalesced.py"}
"""What it adds for syncs that PostgreSQL does together."""


class Passed:
    """The files of the server in which a function was called while `watching`, in every thread begun meanwhile."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self._is_watching = False

    def note(self, frame: FrameType, event: str, _arg: Any) -> None:
        if self._is_watching and event == "call":
            file = frame.f_code.co_filename
            if file.startswith(str(CODE)):
                self.files.add(file.removeprefix(f"{CODE}/"))

    @contextmanager
    def watching(self) -> Iterator[None]:
        self._is_watching = True
        yield
        self._is_watching = False


def check(passed: Passed, title: str, settings: Settings, others: Collection[str] = ()) -> None:
    """Compare what was passed with the table under this heading, and what the page says beside it."""
    files = listed(title)
    assert passed.files == {*files, *(ON_POSTGRESQL if settings.database else ()), *others}
    assert len(files) <= MOST
    for file in (*ON_POSTGRESQL, *COALESCED, "runtime.py"):
        assert f"`{file}`" in PAGE.read_text(encoding="utf-8")


@pytest.fixture
def passed() -> Iterator[Passed]:
    found = Passed()
    before = sys.getprofile()
    threading.setprofile(found.note)
    sys.setprofile(found.note)
    yield found
    sys.setprofile(before)
    threading.setprofile(None)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The real server in a thread of this process; its address."""
    listener = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn_config(create_app(settings), settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


async def test_a_sync_passes_the_files_that_are_listed(
    settings: Settings, passed: Passed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "BEAT_EVERY", 3_600)  # no beat of the loop falls between
    with serving(settings) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            device = await Device(client).create()
            await device.post([device.put(bytes(16))])
            with passed.watching():
                answer = await device.post([device.put(bytes([1]) * 16)])
            assert answer.json()["accepted"] == [(bytes([1]) * 16).hex()]
    check(passed, "A sync", settings)


@pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
async def test_syncs_that_are_done_together_pass_one_file_more(
    settings: Settings, passed: Passed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "BEAT_EVERY", 3_600)
    written, run = 0, Writer.run
    all_wait = threading.Event()

    async def count(store: Store, fn: Callable[[Session], Any], key: bytes = b"") -> Any:
        nonlocal written
        written += 1
        if written == 3:
            asyncio.get_running_loop().call_soon(all_wait.set)
        return await write(store, fn, key)

    def wait(writer: Writer, calls: list[QueuedCall]) -> None:
        all_wait.wait()
        run(writer, calls)

    with serving(settings) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            devices = [await Device(client).create() for _ in range(3)]
            for device in devices:
                await device.post([device.put(bytes(16))])
            write = Store.write
            monkeypatch.setattr(Store, "write", count)
            monkeypatch.setattr(Writer, "run", wait)
            with passed.watching():
                await asyncio.gather(*(device.post([device.put(bytes([1]) * 16)]) for device in devices))
    check(passed, "A sync", settings, COALESCED)


async def open_readers(store: Store) -> None:
    """Let both reading threads open their connections."""
    entered, leave = threading.Event(), threading.Event()

    def wait(_session: Session) -> None:
        entered.set()
        leave.wait()

    first = asyncio.create_task(store.read(wait))
    await asyncio.to_thread(entered.wait)
    await store.read(lambda _session: None)
    leave.set()
    await first


class Awaited(JobMonitor):
    """Says when a job has run."""

    def __init__(self) -> None:
        super().__init__(CollectorRegistry())
        self.has_run = asyncio.Event()

    async def run(self, name: str, work: Work) -> None:
        await super().run(name, work)
        if name in ("prepare", "send"):
            self.has_run.set()


async def run_once(runtime: Runtime, name: str, passed: Passed) -> None:
    """Plan this job of the real table as a start does, and follow it when it runs."""
    monitor = Awaited()
    scheduler = Scheduler([job for job in jobs(runtime) if job.name == name], monitor)
    scheduler.start()
    with passed.watching():
        await monitor.has_run.wait()
    await scheduler.drain(1)


async def test_a_push_passes_the_files_that_are_listed(
    settings: Settings,
    passed: Passed,
    harness: PushHarness,  # noqa: F811
) -> None:
    services = SimpleNamespace(sender=harness.sender, backlog=harness.watch)
    runtime: Any = SimpleNamespace(store=harness.store, services=services, settings=settings)
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await open_readers(harness.store)
    harness.at("2027-02-03T19:59")
    await run_once(runtime, "prepare", passed)
    (message,) = await harness.outbox()
    harness.seconds = message["due"]
    await run_once(runtime, "send", passed)
    assert harness.rung() == [("daily", "2027-02-03")]
    check(passed, "A push", settings)
    assert f"`prepare` every {PREPARE_EVERY} seconds" in PAGE.read_text(encoding="utf-8")
