"""What is counted and logged about requests: method, route template, status, problem, duration. Never path or person.

Metrics are served by a little server of their own on 127.0.0.1, so that no reverse proxy can give them away.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

from selfhelp.http.problems import PROBLEMS
from selfhelp.logs import log

LABELS: Final = ("method", "route", "status")
_METHODS: Final = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"})
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def _known(method: str) -> str:
    """The method, if it is one; a stranger's invention would be a label, and a value in the log."""
    return method if method in _METHODS else "other"


class RequestMetrics:
    """Requests by method, route template and status, and how long they took; observed by `http.edge.Edge`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._count = Counter("selfhelp_requests", "Answered requests.", LABELS, registry=registry)
        self._seconds = Histogram(
            "selfhelp_request_seconds", "Time to the answer.", ("route",), registry=registry, buckets=_BUCKETS
        )
        self._problems = Counter("selfhelp_problems", "Answers that said no.", ("problem",), registry=registry)
        for name in PROBLEMS:
            self._problems.labels(name)

    def __call__(self, method: str, route: str, status: int, seconds: float, problem: str = "") -> None:
        self._count.labels(_known(method), route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if problem:
            self._problems.labels(problem).inc()


@contextmanager
def metrics_server(registry: CollectorRegistry, port: int) -> Iterator[None]:
    """Serve `/metrics` on 127.0.0.1:`port` while inside."""
    server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def log_request(method: str, route: str, status: int, seconds: float, problem: str = "") -> None:
    """One line a request, for operators who asked for it (`log_requests`)."""
    del problem  # the status says enough
    log().info("request", method=_known(method), route=route, status=status, duration_ms=round(seconds * 1000, 1))
