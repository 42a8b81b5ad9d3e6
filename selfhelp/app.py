"""The one place where slices are wired; nothing else knows Litestar's app.

`create_app(settings)` is the web server: it opens what it serves from in its lifespan and, when `settings.jobs` says
so, runs the clock beside it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import version
from typing import Final

from litestar import Litestar, MediaType, Response, Router
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler
from prometheus_client import CollectorRegistry

from selfhelp.boxes.creation_limits import CreationLimits
from selfhelp.coach import routes as coach
from selfhelp.diary import routes as diary
from selfhelp.diary.metrics import Puts
from selfhelp.diary.service import log_id
from selfhelp.diary.sync import Limits
from selfhelp.http import health, pwa_files
from selfhelp.http.exception_handlers import AnyRequest, answer_fault, answer_http_exception, answer_problem
from selfhelp.http.observe import RequestMetrics, log_request
from selfhelp.http.problems import Problem
from selfhelp.http.security_headers import Edge, Observer
from selfhelp.modules import routes as modules
from selfhelp.modules.watch import follow
from selfhelp.outcomes import routes as outcomes
from selfhelp.runtime import Runtime, opened, ticking
from selfhelp.settings import Settings
from selfhelp.store import Overloaded

MAX_BODY: Final = 1024**2
"""The largest body any route takes, in bytes (a sync of 100 puts)."""

_START_ERROR: Final = "start_error"


@asynccontextmanager
async def _following(runtime: Runtime) -> AsyncIterator[None]:
    """An author's edits are served while inside."""
    task = asyncio.create_task(follow(runtime.settings.content, runtime.shelf, overlay=runtime.settings.overlay))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _routes(runtime: Runtime, registry: CollectorRegistry) -> list[HTTPRouteHandler]:
    """The routes that need something open."""
    creations = CreationLimits(runtime.settings, room=runtime.room)
    return [
        *health.routes(lambda: _serves(runtime)),
        *modules.routes(runtime.shelf),
        *diary.routes(runtime.store, runtime.graves, creations, Limits.of(runtime.settings), Puts(registry)),
        *runtime.office.routes(runtime.graves, creations),
        *outcomes.routes(runtime.store, creations),
        *coach.routes(runtime.store, runtime.graves, creations, runtime.office.bell, lambda: runtime.shelf.has_coaches),
    ]


async def _serves(runtime: Runtime) -> None:
    # A row of a table: `SELECT 1` answers too when SQLite's file holds nothing that can be read any more.
    await runtime.store.read(log_id)
    if runtime.settings.jobs and not runtime.office.backlog.is_well:
        raise Problem("overloaded", "The clock of the reminders stands still.")


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
        """Open what is served from; closed, drained, at the end."""
        try:
            async with AsyncExitStack() as stack:
                runtime = await stack.enter_async_context(opened(settings, registry))
                for handler in _routes(runtime, registry):
                    app.register(handler)
                if settings.watch_content:
                    await stack.enter_async_context(_following(runtime))
                if settings.jobs:
                    await stack.enter_async_context(ticking(runtime))
                yield
        except Exception as error:
            app.state[_START_ERROR] = error
            raise

    app = Litestar(
        pwa_files.routes(settings.pwa),
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
