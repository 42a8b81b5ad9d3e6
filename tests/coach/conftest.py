"""The routes of coaching on an open store, with a clock and a bell that the test holds; and the whole runtime."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.exceptions import HTTPException
from prometheus_client import CollectorRegistry
from sqlmodel import Session

from selfhelp.boxes import TOMBSTONES_FILE, Tombstones
from selfhelp.boxes.admission import CreationLimits
from selfhelp.coach import orgkey
from selfhelp.coach.routes import Coaching, routes
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import Problem
from selfhelp.runtime import Runtime, open_runtime
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import SQLITE_FILE
from tests.coach.operator import Operator
from tests.coach.people import Clock, Practice
from tests.coach.seeds import seed
from tests.conftest import with_settings
from tests.http import site


@dataclass
class Bells:
    """A bell that writes down what it is told; it knows the channels in `known`, and those in `silent` are paused."""

    known: set[bytes] = field(default_factory=set)
    silent: set[bytes] = field(default_factory=set)
    rung: list[tuple[bytes, bytes]] = field(default_factory=list)
    hushed: list[tuple[bytes, bytes]] = field(default_factory=list)

    def exists(self, session: Session, channel: bytes) -> bool:
        return channel in self.known

    def is_heard(self, session: Session, channel: bytes) -> bool:
        return self.exists(session, channel) and channel not in self.silent

    def notify(self, session: Session, channel: bytes, about: bytes, now: datetime) -> bool:
        self.rung.append((channel, about))
        return channel in self.known

    def cancel(self, session: Session, channel: bytes, about: bytes) -> None:
        self.hushed.append((channel, about))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bells() -> Bells:
    return Bells()


@pytest.fixture
def tombstones(settings: Settings) -> Tombstones:
    return Tombstones(settings.data / TOMBSTONES_FILE)


@pytest.fixture
def per_hour() -> int:
    """How many coaches and threads may be made."""
    return 1_000_000


@pytest.fixture
async def api(
    settings: Settings, store: Store, tombstones: Tombstones, bells: Bells, clock: Clock, per_hour: int
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an app that has these routes and nothing else."""
    limits = with_settings(settings, creations_per_hour=per_hour, creations_per_hour_wide=1_000_000)
    creations = CreationLimits(limits, lambda: clock.now.timestamp())
    app = Litestar(
        routes(Coaching(store, tombstones, creations, bells, lambda: True, lambda: clock.now)),
        openapi_config=None,
        request_max_body_size=1024**2,
        exception_handlers={Problem: answer_problem, HTTPException: answer_http_exception},
    )
    transport = httpx.ASGITransport(cast(Any, app))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
def practice(api: httpx.AsyncClient, store: Store, clock: Clock) -> Practice:
    return Practice(api, store, clock)


@pytest.fixture
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    """Everything that is open while a server runs, with a coach and a thread in the database."""
    seed(settings)
    async with open_runtime(settings, CollectorRegistry()) as runtime:
        yield runtime


@pytest.fixture
def operator(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operator:
    """An operator in front of a server that has been started once."""
    monkeypatch.setattr(orgkey, "ROUNDS", 2_048)  # a password of the tests need not withstand anybody
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, data / SQLITE_FILE)
    settings = Settings(
        data=data, content=tmp_path / "content", pwa=site.build(tmp_path / "dist"), public_url="https://fotfeste.no"
    )
    return Operator(tmp_path, settings, monkeypatch, capsys)
