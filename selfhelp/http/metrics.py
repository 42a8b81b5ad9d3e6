"""Count and log requests: method, route template, status, problem, duration; never a path or a person.

Metrics are served on 127.0.0.1 by a small server of their own, so that no reverse proxy can publish them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

from selfhelp.http.health import HEALTH_PATH as HEALTH
from selfhelp.http.problems import PROBLEMS
from selfhelp.logs import log

LABELS: Final = ("method", "route", "status")
_METHODS: Final = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"})
LOT: Final = 100
"""Requests that are shown together. A frequent reader then mostly learns only how many lots came since."""

BOXES: Final = "boxes"
"""The one route label of all boxes except for sync: the kind of box would tell a sign-in from a visit."""

_SYNC: Final = "/api/vaults/{box_id}/sync"
_AT_ONCE: Final = frozenset({"fault", "overloaded"})  # problems for which an operator may be woken
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def _known(method: str) -> str:
    """Return the method, if it is one: an invented one would become a label, and a value in the log."""
    return method if method in _METHODS else "other"


class RequestMetrics:
    """An observer that counts requests by method, route and status, and their durations. Shown in lots of LOT."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._count = Counter("selfhelp_requests", "Answered requests.", LABELS, registry=registry)
        self._seconds = Histogram(
            "selfhelp_request_seconds", "Time to the answer.", ("route",), registry=registry, buckets=_BUCKETS
        )
        self._problems = Counter("selfhelp_problems", "Requests that were refused.", ("problem",), registry=registry)
        for name in PROBLEMS:
            self._problems.labels(name)

    def __call__(self, method: str, route: str, status: int, seconds: float, problem: str = "") -> None:
        if problem in _AT_ONCE:
            self._problems.labels(problem).inc()
            problem = ""
        if "_id}" in route and route != _SYNC:
            route = BOXES
        show = partial(self._show, _known(method), route, str(status), seconds, problem)
        if route == HEALTH:  # The operator's health checks must not fill a lot with one person's request.
            show()
            return
        self._waiting.append(show)
        if len(self._waiting) >= LOT:
            for one in self._waiting:
                one()
            self._waiting.clear()

    def _show(self, method: str, route: str, status: str, seconds: float, problem: str) -> None:
        self._count.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)
        if problem:
            self._problems.labels(problem).inc()


@contextmanager
def metrics_server(registry: CollectorRegistry, port: int) -> Iterator[None]:
    """Serve `/metrics` on 127.0.0.1:`port` while the context is open."""
    server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def log_request(method: str, route: str, status: int, seconds: float, problem: str = "") -> None:
    """Log one line a request, for operators who asked for it (`log_requests`)."""
    del problem  # the status says enough
    log().info("request", method=_known(method), route=route, status=status, duration_ms=round(seconds * 1000, 1))
