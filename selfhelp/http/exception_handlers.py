"""Turn every exception that leaves a handler into a problem document.

The answer contains nothing of the exception: not its text, its values or its place.
"""

from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException

from selfhelp.http.problems import PROBLEMS, Problem
from selfhelp.http.routing import AnyRequest
from selfhelp.logs import log_fault

MEDIA_TYPE = "application/problem+json"

_NAMES = {status: name for name, (status, _) in reversed(PROBLEMS.items())}
"""By status, the problem for a request that fails before any handler runs: the first of the list with that status."""


def answer_problem(request: AnyRequest, problem: Problem) -> Response[bytes]:
    """Answer with the problem document; 503 always says when to come back."""
    scope: Any = request.scope
    scope["problem"] = problem.name  # for the middleware, which counts
    headers = dict(problem.headers)
    if problem.status == 503:
        headers.setdefault("Retry-After", "2")
    body = msgspec.json.encode(problem.document())
    return Response(body, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def answer_http_exception(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Answer one of Litestar's own refusals: no route, wrong method, body too large."""
    if error.status_code >= 500 and error.status_code != 503:
        return answer_fault(request, error)
    name = _NAMES.get(error.status_code, "bad-request")
    return answer_problem(request, Problem(name, headers=error.headers))


def answer_fault(request: AnyRequest, error: Exception) -> Response[bytes]:
    """Answer 500 to a fault of ours, without saying what it was. The log gets its type and place."""
    log_fault(error)
    return answer_problem(request, Problem("fault"))
