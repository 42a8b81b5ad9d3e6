"""The HTTP interface of outcomes: one route, which takes one randomised answer and returns nothing."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from selfhelp.boxes import month_of
from selfhelp.boxes.admission import CreationLimits, id_in, id_parameter, refuse_cross_site
from selfhelp.http.problems import Problem
from selfhelp.http.routing import AnyRequest, Call, Requirement, Route, utc_now
from selfhelp.outcomes import service
from selfhelp.outcomes.questions import Report
from selfhelp.store import Store


class Outcomes(msgspec.Struct, frozen=True):
    """What the handler works with."""

    store: Store
    creations: CreationLimits
    now: Callable[[], datetime] = utc_now


def _once(request: AnyRequest) -> bytes:
    """Return SHA-256 of the id that makes a report count once. Problems `no-such-page`, `cross-site`."""
    once = id_in(request, "once_id")
    refuse_cross_site(request)
    return hashlib.sha256(once).digest()


async def put_report(outcomes: Outcomes, call: Call[bytes, Report]) -> None:
    """Count one randomised answer. An id that was used lately counts nothing, so a retry is safe. The answer does not
    tell whether it was used: a retry counts towards the network's hourly limit too, and is refused beyond it."""
    report, month = call.body.report, month_of(outcomes.now())
    if month < service.EARLIEST:
        raise Problem("overloaded", "The clock of this server is wrong.", headers={"Retry-After": "3600"})
    outcomes.creations.admit(call.request)
    work = partial(service.count, once=call.target, report=report, month=month)
    # In the order of reports, so that two processes with the same ones cannot deadlock.
    await outcomes.store.write(work, report.encode())


_ONCE: Final = Requirement(_once, ("no-such-page", "cross-site"), (id_parameter("once_id"),))

ROUTES: Final = [
    Route("PUT", "/api/outcomes/{once_id:str}", put_report, _ONCE, Report, problems=("too-many-new",)),
]
