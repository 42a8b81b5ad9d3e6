"""The one place where slices are wired; nothing else knows Litestar's app.

`create_app(settings)` is the web server: it opens what it serves from in its lifespan and, when `settings.jobs` says
so, runs the clock beside it. `working(settings)` is the clock alone.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import msgspec
from litestar import Litestar, Response
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import GRAVES_FILE, Creations, Graves
from selfhelp.clock import Job, make_clock
from selfhelp.http import health, shell
from selfhelp.http.edge import Edge, Observer
from selfhelp.http.observe import RequestMetrics, log_request, metrics_server
from selfhelp.http.problems import Problem
from selfhelp.http.refusals import AnyRequest, answer_fault, answer_http_exception, answer_problem
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from selfhelp.store.engine import sqlite_file

MAX_BODY: Final = 1024**2
"""The largest body any route takes, in bytes (a sync of 100 puts)."""

_START_ERROR: Final = "start_error"


class House(msgspec.Struct, frozen=True):
    """What is open while the server runs, or the worker."""

    settings: Settings
    store: Store
    graves: Graves


def make_data_folder(settings: Settings) -> None:
    """The data folder, for this user alone."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    """The store, migrated and open, and what stands on it; drained and closed afterwards."""
    make_data_folder(settings)
    store = await Store.open(settings)
    try:
        yield House(settings, store, Graves(settings.data / GRAVES_FILE))
    finally:
        await store.close()


def jobs(house: House) -> list[Job]:
    """Everything the clock runs."""
    return [Job("night", lambda: night(house), at=house.settings.compact_at)]


async def night(house: House) -> None:
    """Once a day: take what is over its time, then rewrite the file, so that nothing of it stays in a page."""
    await house.store.checkpoint()
    file = sqlite_file(house.settings)
    size = file.stat().st_size if file else 0
    if house.settings.compacts_on(datetime.now(UTC).weekday(), size):
        await house.store.compact()


@asynccontextmanager
async def ticking(house: House) -> AsyncIterator[None]:
    """The clock runs while inside."""
    clock = make_clock(jobs(house))
    clock.start()
    try:
        yield
    finally:
        clock.shutdown(wait=False)


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """The clock without the web server, for `selfhelp worker`."""
    async with opened(settings) as house, ticking(house):
        yield


def _routes(house: House) -> list[HTTPRouteHandler]:
    """The routes that need something open."""
    Creations(house.settings)
    return [*health.routes(lambda: house.store.read(_ask))]


def _ask(session: Session) -> int:
    return int(session.connection().execute(text("SELECT 1")).scalar_one())


def _answer_overloaded(request: AnyRequest, error: Overloaded) -> Response[bytes]:
    return answer_problem(request, Problem("overloaded", headers={"Retry-After": str(error.retry_after)}))


def create_app(settings: Settings) -> Litestar:
    """The web server. Everything it holds is opened when it starts and closed, drained, when it stops."""
    observers: list[Observer] = [log_request] if settings.log_requests else []
    registry = CollectorRegistry()
    if settings.metrics_port:
        observers.append(RequestMetrics(registry))

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        try:
            async with AsyncExitStack() as stack:
                house = await stack.enter_async_context(opened(settings))
                for handler in _routes(house):
                    app.register(handler)
                if settings.metrics_port:
                    stack.enter_context(metrics_server(registry, settings.metrics_port))
                if settings.jobs:
                    await stack.enter_async_context(ticking(house))
                yield
        except Exception as error:
            app.state[_START_ERROR] = error
            raise

    app = Litestar(
        shell.routes(settings.pwa),
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MAX_BODY,
        exception_handlers={
            Problem: answer_problem,
            Overloaded: _answer_overloaded,
            HTTPException: answer_http_exception,
            Exception: answer_fault,
        },
    )
    # Around everything: Litestar runs middleware only for routes that exist, and a 404 needs the headers too.
    edge = Edge(https=settings.public_url.startswith("https:"), observers=tuple(observers))
    app.asgi_handler = edge(app.asgi_handler)
    return app


def start_error(app: Litestar) -> Exception | None:
    """What kept the app from starting, for the person who started it."""
    error: Exception | None = app.state.get(_START_ERROR)
    return error
