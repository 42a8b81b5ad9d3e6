"""Add the security headers to every answer, and notify observers (metrics, log) of it.

One layer around the whole app: Litestar runs middleware only for routes that exist, and a 404 needs the same headers.
It is on the hot path, so the header lists are built once.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Final

from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils import normalize_path

from selfhelp.http.routing import LABEL

CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        # A recording of his own voice, or one of the pack, which has no address but the one that the page makes for it.
        "media-src blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types app-worker",
    )
)
API_CSP: Final = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

# Powerful features are off, except the wake lock that keeps the screen on during the urge timer, and the microphone for
# a recording that a person makes for himself (ADR 49).
PERMISSIONS: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), midi=(), "
    "payment=(), serial=(), usb=(), xr-spatial-tracking=(), microphone=(self), screen-wake-lock=(self)"
)

_BOTH: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_PAGES: Final = {
    "content-security-policy": CSP,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": PERMISSIONS,
}
_API: Final = {"content-security-policy": API_CSP}
_HSTS: Final = {"strict-transport-security": "max-age=63072000; includeSubDomains"}

Headers = list[tuple[bytes, bytes]]


def headers_of(path: str, *, https: bool) -> dict[str, str]:
    """Return the headers of every answer at `path`. A proxy in front must let them through."""
    return _BOTH | (_API if is_api(path) else _PAGES) | (_HSTS if https else {})


Observer = Callable[[str, str, int, float, str], None]
"""Called after each answer: method, route template, status, seconds, and the problem's name for a refusal."""


def is_api(path: str) -> bool:
    """Return whether the router takes `path` for an address below /api: it merges slashes, so `//api/log` is one."""
    if path.startswith("/api/"):
        return True
    return path != "/" and f"{normalize_path(path)}/".startswith("/api/")


def _route(scope: Any) -> str:
    """Return the route's label, else its template, or "-". All files of the app share one label: a chunk is named like
    the screen that loads it."""
    handler = scope.get("route_handler")
    return (handler and handler.opt.get(LABEL)) or scope.get("path_template") or "-"


def _allowing(headers: Headers, scope: Any) -> Headers:
    """Return the headers with every method of the route in `Allow`: Litestar names only the first handler's."""
    template = scope.get("path_template")
    methods = {
        name for route in scope["litestar_app"].routes if route.path_format == template for name in route.methods
    }
    if not methods:
        return headers
    allow = (b"allow", ", ".join(sorted(methods)).encode())
    return [allow if name == b"allow" else (name, value) for name, value in headers]


class SecurityHeaders(ASGIMiddleware):
    """Middleware around the app: `app.asgi_handler = SecurityHeaders(https=…, observers=…)(app.asgi_handler)`."""

    def __init__(self, *, https: bool, observers: tuple[Observer, ...] = ()) -> None:
        self._pages, self._api = (
            [(name.encode(), value.encode()) for name, value in headers_of(path, https=https).items()]
            for path in ("/", "/api/")
        )
        self._observers = observers

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Add the headers to the answer's first message; call the observers when the answer is sent."""
        plain: Any = scope
        private = is_api(plain["path"])
        added = self._api if private else self._pages
        status = 500
        started = perf_counter()

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                nonlocal status
                status = message["status"]
                headers = [*message["headers"], *added]
                if private and not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
                if plain["method"] == "OPTIONS":
                    headers = _allowing(headers, plain)
                message["headers"] = headers
            await send(message)

        try:
            await next_app(scope, receive, sealed)
        finally:
            if self._observers:
                spent = perf_counter() - started
                for observe in self._observers:
                    observe(plain["method"], _route(plain), status, spent, plain.get("problem", ""))
