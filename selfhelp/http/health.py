"""`GET /health`: whether this process can serve, which it can only when the database answers."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler, route

from selfhelp.http.problems import Problem
from selfhelp.logs import log_fault

Ask = Callable[[], Awaitable[object]]
"""Asks the database for something; raises when it cannot."""

_PATIENCE: Final = 2.0  # seconds


class Health(msgspec.Struct):
    """The body of a good answer."""

    status: str = "ok"


def routes(ask: Ask) -> list[HTTPRouteHandler]:
    """GET and HEAD /health: 200 when `ask` answers within two seconds, else 503."""

    @route("/health", http_method=["GET", "HEAD"], tags=["operator"])
    async def health(request: Request[Any, Any, Any]) -> Response[Health | None]:
        try:
            await asyncio.wait_for(ask(), _PATIENCE)
        except Exception as error:
            log_fault(error, "health")
            raise Problem("overloaded", "The database does not answer.") from error
        body = None if request.method == "HEAD" else Health()
        return Response(body, headers={"Cache-Control": "no-store"})

    return [health]
