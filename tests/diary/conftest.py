"""The routes of the diary on an open store, without the rest of the house."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException
from prometheus_client import CollectorRegistry

from selfhelp.boxes import TOMBSTONES_FILE, Tombstones
from selfhelp.boxes.admission import CreationLimits
from selfhelp.diary.routes import ROUTES, Diary, Puts
from selfhelp.diary.sync import Limits
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount, utc_now
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from tests.diary.device import Device

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
"""The time of the server under test."""


def answer_overloaded(request: Request[Any, Any, Any], _error: Overloaded) -> Response[bytes]:
    return answer_problem(request, Problem("overloaded"))


def make_api(settings: Settings, store: Store, now: Callable[[], datetime] = utc_now) -> httpx.AsyncClient:
    """A client of an app that has these routes and nothing else, and takes what `now` says for the time."""
    tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
    creations = CreationLimits(settings, lambda: now().timestamp())
    diary = Diary(store, tombstones, creations, Limits.of(settings), Puts(CollectorRegistry()), now)
    app = Litestar(
        mount(ROUTES, diary),
        openapi_config=None,
        request_max_body_size=1024**2,
        exception_handlers={
            Problem: answer_problem,
            HTTPException: answer_http_exception,
            Overloaded: answer_overloaded,
        },
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(cast(Any, app)), base_url="http://test")


@pytest.fixture
async def api(settings: Settings, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with make_api(settings, store, lambda: NOW) as client:
        yield client


@pytest.fixture
async def device(api: httpx.AsyncClient) -> Device:
    """A device whose vault is there and empty."""
    return await Device(api).create()
