"""The HTTP interface of outcomes: one route, which takes one blurred answer and gives nothing back."""

import hashlib
import re
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeAlias

from litestar import Request, Response, put
from litestar.handlers import HTTPRouteHandler

from selfhelp.boxes import month_of
from selfhelp.boxes.creation_limits import CreationLimits
from selfhelp.boxes.requests import refuse_cross_site
from selfhelp.http.body import read_json
from selfhelp.http.openapi import operation
from selfhelp.http.problems import Problem
from selfhelp.http.responses import Bare
from selfhelp.outcomes import service
from selfhelp.outcomes.schema import MAX_BODY, Report
from selfhelp.store import Store

AnyRequest: TypeAlias = Request[Any, Any, Any]

_ID: Final = re.compile(r"[0-9a-f]{32}")
_ONCE: Final = {
    "name": "once_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$", "minLength": 32, "maxLength": 32},
}


def routes(store: Store, creations: CreationLimits) -> list[HTTPRouteHandler]:
    """The handler of this slice, on one store."""

    @put(
        "/api/outcomes/{once_id:str}",
        operation_class=operation(
            Report,
            {204: None},
            ["too-many-new", "no-such-page", "cross-site"],
            box=False,
            query=[_ONCE],
        ),
    )
    async def put_report(request: AnyRequest) -> Response[None]:
        """Count one blurred answer. Under an id that was used lately nothing is counted, so a retry is safe; and
        nobody is told whether one was: a retry takes up room in the network's hour too, and is refused when there is
        none."""
        given = request.path_params["once_id"]
        if not _ID.fullmatch(given):
            raise Problem("no-such-page")
        refuse_cross_site(request)
        body = await read_json(request, Report, MAX_BODY)
        once = hashlib.sha256(bytes.fromhex(given)).digest()
        month = month_of(datetime.now(UTC))
        if month < service.EARLIEST:
            raise Problem("overloaded", "The clock of this server is wrong.", headers={"Retry-After": "3600"})
        creations.admit(request)
        work = partial(service.count, once=once, report=body.report, month=month)
        # In the order of reports, so that two processes with the same ones wait for each other.
        await store.write(work, body.report.encode())
        return Bare(204)

    return [put_report]
