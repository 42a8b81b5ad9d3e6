"""The one place where slices are wired; nothing else knows Litestar's app.

`create_app(settings)` is the web server; it opens the store in its lifespan and, when `settings.jobs` says so, runs the
clock beside it.
"""

from litestar import Litestar
from litestar.exceptions import HTTPException

from selfhelp.http import shell
from selfhelp.http.edge import Edge, Observer
from selfhelp.http.observe import log_request
from selfhelp.http.problems import Problem
from selfhelp.http.refusals import answer_fault, answer_http_exception, answer_problem
from selfhelp.settings import Settings

MAX_BODY = 1024**2
"""The largest body any route takes, in bytes (a sync of 100 puts)."""


def create_app(settings: Settings) -> Litestar:
    """The web server. Everything it holds is opened when it starts and closed, drained, when it stops."""
    observers: list[Observer] = []
    if settings.log_requests:
        observers.append(log_request)
    app = Litestar(
        [*shell.routes(settings.pwa)],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MAX_BODY,
        exception_handlers={
            Problem: answer_problem,
            HTTPException: answer_http_exception,
            Exception: answer_fault,
        },
    )
    app.asgi_handler = Edge(https=settings.public_url.startswith("https:"), observers=tuple(observers))(
        app.asgi_handler
    )
    return app
