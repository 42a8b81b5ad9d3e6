"""The files that a sync and a push pass through are those that the page on the two journeys lists."""

import asyncio
import re
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import httpx
import pytest
import uvicorn
from sqlmodel import Session

import selfhelp
from selfhelp import scheduler
from selfhelp.app import create_app
from selfhelp.scheduler import Job, Scheduler
from selfhelp.server import bind, uvicorn_config
from selfhelp.settings import Settings
from selfhelp.store import Store
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
"""Files that the page names for PostgreSQL alone: the connection that waits for the database's answers."""


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


def check(passed: Passed, title: str) -> None:
    """Compare what was passed with the table under this heading."""
    files = listed(title)
    assert passed.files - ON_POSTGRESQL == set(files)
    assert len(files) <= MOST


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
    check(passed, "A sync")


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


async def run_once(work: Callable[[], Awaitable[object]]) -> None:
    """Let the scheduler run it once, at its start."""
    done = asyncio.Event()

    async def noted() -> None:
        await work()
        done.set()

    scheduler = Scheduler([Job("once", noted, seconds=3_600, at_start=True)])
    scheduler.start()
    await done.wait()
    await scheduler.drain(1)


async def test_a_push_passes_the_files_that_are_listed(passed: Passed, harness: PushHarness) -> None:  # noqa: F811
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await open_readers(harness.store)
    harness.at("2027-02-03T19:59")
    with passed.watching():
        await run_once(harness.prepare)
        (message,) = await harness.outbox()
        harness.seconds = message["due"]
        await run_once(harness.send)
    assert harness.rung() == [("daily", "2027-02-03")]
    check(passed, "A push")
