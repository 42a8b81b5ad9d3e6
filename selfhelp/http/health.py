"""`GET /health`: whether this process can serve, which needs an answering database and a running scheduler."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from litestar import Response
from litestar.response.base import ASGIResponse

from selfhelp.http.problems import Problem
from selfhelp.http.routing import GET_HEAD, NOTHING, Call, Route
from selfhelp.logs import log_fault

Ask = Callable[[], Awaitable[object]]
"""Queries the database; raises when that fails, and a Problem when something else has stalled."""

HEALTH_PATH: Final = "/health"

_PATIENCE: Final = 2.0  # seconds


class Health(msgspec.Struct):
    """The body of a good answer."""

    status: str = "ok"


async def health(ask: Ask, call: Call[None, None]) -> ASGIResponse:
    """Return whether this process can serve: 200 when `ask` answers within two seconds, else 503."""
    try:
        await asyncio.wait_for(ask(), _PATIENCE)
    except Exception as error:
        log_fault(error, "health")
        if isinstance(error, Problem):
            raise
        raise Problem("overloaded", "The database does not answer.") from error
    return Response(Health(), headers={"cache-control": "no-store"}).to_asgi_response(None, call.request)


ROUTES: Final = [Route(GET_HEAD, HEALTH_PATH, health, NOTHING, answers={200: Health}, tags=("operator",))]
