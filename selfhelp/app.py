"""Wire the slices into one Litestar app.

The app opens its runtime in its lifespan and, when `settings.jobs` says so, runs the scheduler beside it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry

from selfhelp.boxes.admission import CreationLimits
from selfhelp.coach import routes as coach
from selfhelp.diary import routes as diary
from selfhelp.diary.service import epoch_id
from selfhelp.diary.sync import Limits
from selfhelp.http import health, static_files
from selfhelp.http.exception_handlers import answer_fault, answer_http_exception, answer_problem
from selfhelp.http.metrics import RequestMetrics, log_request
from selfhelp.http.openapi import document_config
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount
from selfhelp.http.security_headers import Observer, SecurityHeaders
from selfhelp.modules import routes as modules
from selfhelp.modules.watch import follow
from selfhelp.notify import routes as notify
from selfhelp.outcomes import routes as outcomes
from selfhelp.runtime import Runtime, open_runtime, ticking
from selfhelp.settings import Settings
from selfhelp.store import Overloaded

MAX_BODY: Final = 1024**2
"""The largest body any route takes, in bytes (a sync of 100 puts)."""

_START_ERROR: Final = "start_error"


def _routes(runtime: Runtime, registry: CollectorRegistry) -> list[HTTPRouteHandler]:
    """Return the routes that need an open runtime."""
    creations = CreationLimits(runtime.settings, room=runtime.room)
    store, tombstones, services, bundles = runtime.store, runtime.tombstones, runtime.services, runtime.bundles
    limits, locales = Limits.of(runtime.settings), frozenset(bundles.locales)
    channels = notify.Channels(
        store, tombstones, creations, services.keys, services.composer, services.allowed, locales
    )
    return [
        *mount(health.ROUTES, lambda: _serves(runtime)),
        *mount(modules.ROUTES, bundles),
        *mount(diary.ROUTES, diary.Diary(store, tombstones, creations, limits, diary.Puts(registry))),
        *mount(notify.ROUTES, channels),
        *mount(outcomes.ROUTES, outcomes.Outcomes(store, creations)),
        *coach.routes(coach.Coaching(store, tombstones, creations, services.notifier, lambda: bundles.has_coaches)),
    ]


async def _serves(runtime: Runtime) -> None:
    # A row of a table: `SELECT 1` answers even when nothing in SQLite's file can be read any more.
    await runtime.store.read(epoch_id)
    if runtime.settings.jobs and not runtime.services.backlog.is_well:
        raise Problem("overloaded", "The scheduler has stopped sending reminders.")


def create_app(settings: Settings) -> Litestar:
    """Return the web server. Its runtime is opened when it starts, drained and closed when it stops."""
    registry = CollectorRegistry()
    observers: list[Observer] = [log_request] if settings.log_requests else []
    if settings.metrics_port:
        observers.append(RequestMetrics(registry))

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        """Open the runtime; drain and close it at the end."""
        try:
            async with AsyncExitStack() as stack:
                runtime = await stack.enter_async_context(open_runtime(settings, registry))
                for handler in _routes(runtime, registry):
                    app.register(handler)
                if settings.watch_content:
                    edits = follow(settings.content, runtime.bundles, overlay=settings.overlay)
                    stack.callback(asyncio.create_task(edits).cancel)
                if settings.jobs:
                    await stack.enter_async_context(ticking(runtime))
                yield
        except Exception as error:
            app.state[_START_ERROR] = error
            raise

    app = Litestar(
        static_files.routes(settings.pwa),
        lifespan=[lifespan],
        openapi_config=document_config() if settings.openapi else None,
        logging_config=None,
        request_max_body_size=MAX_BODY,
        exception_handlers={
            Problem: answer_problem,
            Overloaded: lambda request, _error: answer_problem(request, Problem("overloaded")),
            HTTPException: answer_http_exception,
            Exception: answer_fault,
        },
    )
    # Outermost: Litestar runs middleware only for routes that exist, and a 404 needs the headers too.
    edge = SecurityHeaders(https=settings.public_url.startswith("https:"), observers=tuple(observers))
    app.asgi_handler = edge(app.asgi_handler)
    return app


def start_error(app: Litestar) -> Exception | None:
    """Return the error that kept the app from starting, for the person who started it."""
    error: Exception | None = app.state.get(_START_ERROR)
    return error
