"""The one place where slices are wired; nothing else knows Litestar's app.

`create_app(settings)` is the web server: it opens what it serves from in its lifespan and, when `settings.jobs` says
so, runs the clock beside it. `working(settings)` is the clock alone.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import msgspec
from litestar import Litestar, MediaType, Response, Router
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import GRAVES_FILE, Creations, Graves
from selfhelp.clock import Job, make_clock
from selfhelp.diary import routes as diary
from selfhelp.diary.jobs import retire_vaults
from selfhelp.diary.sync import Limits
from selfhelp.http import health, shell
from selfhelp.http.edge import Edge, Observer
from selfhelp.http.observe import RequestMetrics, log_request, metrics_server
from selfhelp.http.problems import Problem
from selfhelp.http.refusals import AnyRequest, answer_fault, answer_http_exception, answer_problem
from selfhelp.modules import routes as modules
from selfhelp.modules.shelf import Shelf, open_shelf
from selfhelp.modules.watch import follow
from selfhelp.notify.jobs import PREPARE_EVERY, SEND_EVERY
from selfhelp.notify.office import Office, open_office
from selfhelp.notify.payload import Text
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
    shelf: Shelf
    office: Office


@asynccontextmanager
async def opened(settings: Settings, registry: CollectorRegistry) -> AsyncIterator[House]:
    """The store, migrated and open, and what stands on it; drained and closed afterwards."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    shelf = await asyncio.to_thread(open_shelf, settings.content)
    async with AsyncExitStack() as stack:
        store = await Store.open(settings)
        stack.push_async_callback(store.close)
        office = await stack.enter_async_context(
            open_office(settings, store, lambda locale, kind: _neutral(shelf, locale, kind), shelf.locales, registry)
        )
        if settings.metrics_port:
            stack.enter_context(metrics_server(registry, settings.metrics_port))
        yield House(settings, store, Graves(settings.data / GRAVES_FILE), shelf, office)


def _neutral(shelf: Shelf, locale: str, kind: str) -> Text:
    """What a push says when the phone does not write a sentence of its own. A test says what an `own` nudge says, and a
    language that the pack has lost is answered in its first."""
    bundle = shelf.locale(locale) or shelf.locale(shelf.locales[0])
    assert bundle is not None
    return Text(bundle.title, bundle.neutral.get(kind) or bundle.neutral["own"])


def jobs(house: House) -> list[Job]:
    """Everything the clock runs."""
    courier = house.office.courier
    return [
        Job("prepare", courier.prepare, seconds=PREPARE_EVERY),
        Job("send", courier.send, seconds=SEND_EVERY),
        Job("night", lambda: night(house), at=house.settings.compact_at),
    ]


async def night(house: House) -> None:
    """Once a day: take what is over its time, then rewrite the file, so that nothing of it stays in a page."""
    await retire_vaults(house.store, house.graves)
    await house.office.retire()
    await house.store.checkpoint()
    file = sqlite_file(house.settings)
    size = file.stat().st_size if file else 0
    if house.settings.compacts_on(datetime.now(UTC).weekday(), size):
        await house.store.compact()


@asynccontextmanager
async def _ticking(house: House) -> AsyncIterator[None]:
    """The clock runs while inside."""
    clock = make_clock(jobs(house))
    clock.start()
    try:
        yield
    finally:
        clock.shutdown(wait=False)


@asynccontextmanager
async def _following(house: House) -> AsyncIterator[None]:
    """An author's edits are served while inside."""
    task = asyncio.create_task(follow(house.settings.content, house.shelf))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """The clock without the web server, for `selfhelp worker`."""
    async with opened(settings, CollectorRegistry()) as house, _ticking(house):
        yield


def _routes(house: House) -> list[HTTPRouteHandler]:
    """The routes that need something open."""
    creations = Creations(house.settings)
    return [
        *health.routes(lambda: house.store.read(_ask)),
        *modules.routes(house.shelf),
        *diary.routes(house.store, house.graves, creations, Limits.of(house.settings)),
        *house.office.routes(house.graves, creations),
    ]


def _ask(session: Session) -> int:
    return int(session.connection().execute(text("SELECT 1")).scalar_one())


def _answer_overloaded(request: AnyRequest, error: Overloaded) -> Response[bytes]:
    return answer_problem(request, Problem("overloaded", headers={"Retry-After": str(error.retry_after)}))


class _DocumentOnly(Router):
    """Where the OpenAPI document is served. Litestar adds an HTML page for every other address below; here those are
    404 as anywhere."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        is_page = isinstance(value, HTTPRouteHandler) and value.media_type is MediaType.HTML
        return [] if is_page else super().register(value)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Fotfeste",
        version=version("selfhelp"),
        description="Boxes of sealed bytes. Errors are problem documents (docs/problems.md).",
        openapi_router=_DocumentOnly("/schema", route_handlers=[], include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )


def create_app(settings: Settings) -> Litestar:
    """The web server. Everything it holds is opened when it starts and closed, drained, when it stops."""
    registry = CollectorRegistry()
    observers: list[Observer] = [log_request] if settings.log_requests else []
    if settings.metrics_port:
        observers.append(RequestMetrics(registry))

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        try:
            async with AsyncExitStack() as stack:
                house = await stack.enter_async_context(opened(settings, registry))
                for handler in _routes(house):
                    app.register(handler)
                if settings.watch_content:
                    await stack.enter_async_context(_following(house))
                if settings.jobs:
                    await stack.enter_async_context(_ticking(house))
                yield
        except Exception as error:
            app.state[_START_ERROR] = error
            raise

    app = Litestar(
        shell.routes(settings.pwa),
        lifespan=[lifespan],
        openapi_config=_openapi() if settings.openapi else None,
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
