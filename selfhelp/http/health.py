"""`GET /health`: whether this process can serve, which it can only when the database answers and its clock goes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler, route
from litestar.response.base import ASGIResponse

from selfhelp.http.openapi import operation
from selfhelp.http.problems import Problem
from selfhelp.logs import log_fault

Ask = Callable[[], Awaitable[object]]
"""Asks the database for something; raises when it cannot, a Problem when something else stands still."""

PATH: Final = "/health"

_PATIENCE: Final = 2.0  # seconds


class Health(msgspec.Struct):
    """The body of a good answer."""

    status: str = "ok"


_GOOD: Final = msgspec.json.encode(Health())
_HEADERS: Final = {
    "content-type": "application/json",
    "content-length": str(len(_GOOD)),
    "cache-control": "no-store",
}


def routes(ask: Ask) -> list[HTTPRouteHandler]:
    """GET and HEAD /health: 200 when `ask` answers within two seconds, else 503."""

    @route(
        PATH,
        http_method=["GET", "HEAD"],
        tags=["operator"],
        operation_class=operation(answers={200: Health}, box=False),
    )
    async def health(request: Request[Any, Any, Any]) -> ASGIResponse:
        """Whether this process can serve."""
        try:
            await asyncio.wait_for(ask(), _PATIENCE)
        except Exception as error:
            log_fault(error, "health")
            if isinstance(error, Problem):
                raise
            raise Problem("overloaded", "The database does not answer.") from error
        if request.method == "HEAD":
            return ASGIResponse(headers=_HEADERS, is_head_response=True)
        return ASGIResponse(body=_GOOD, headers=_HEADERS)

    return [health]
