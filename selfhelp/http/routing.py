"""The routes of a slice as one table, for the router and the OpenAPI document.

Each slice lists its `Route`s, and `mount` makes Litestar handlers of them. A request is checked in the protocol's
order, not the framework's: address, site and secret, then the body's size, media type, form and fields, or the query.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeAlias, TypeVar

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Method, Receive, Scope, Send

from selfhelp.http.openapi import operation
from selfhelp.http.problems import FieldError, Outcome, Problem, Refusal, RefusalOrErrors

A = TypeVar("A")
B = TypeVar("B")
Q = TypeVar("Q", bound=msgspec.Struct)
T = TypeVar("T")

AnyRequest: TypeAlias = Request[Any, Any, Any]

Result: TypeAlias = ASGIApp | msgspec.Struct | Outcome | RefusalOrErrors | None
"""What a handler returns; `respond` makes the answer of it."""

First: TypeAlias = Callable[[AnyRequest], Awaitable[None]]
"""Runs before anything else; a Problem ends the request. Litestar's guards would cost a third of a short answer: each
copies the handler, and a plain function runs in a thread."""

LABEL: Final = "label"
"""The key of a route's label in the `opt` of its handler."""

GET_HEAD: Final[Sequence[Method]] = ("GET", "HEAD")

SMALL_BODY: Final = 4 * 1024
"""Largest body in bytes that holds nothing of variable length and nothing sealed to many."""

MADE: Final = {201: None, 204: None}
"""The answers of a PUT: created, or already there."""

_JSON: Final = (b"content-type", b"application/json")

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_FIELD = re.compile(r"(?:unknown|required) field `(?P<name>[^`]*)`")

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What the decoder raises for bytes that are no JSON, no UTF-8, or nested too deep."""


class Requirement(msgspec.Struct, frozen=True):
    """What a request must show before its body is read: the form of an id, the site, a secret.

    `check` returns what the request is about, or raises one of the `problems`; `parameters` are the OpenAPI parameter
    objects of what it looks at.
    """

    check: Callable[[AnyRequest], Any]
    problems: tuple[str, ...] = ()
    parameters: tuple[dict[str, Any], ...] = ()


NOTHING: Final = Requirement(lambda _request: None)


class Call(msgspec.Struct, Generic[A, B]):
    """A request that has passed its route's checks, what the checks returned, and its body."""

    request: AnyRequest
    target: A
    body: B


class QueryCall(Call[A, None], Generic[A, Q]):
    """A call of a route that takes a query."""

    query: Q


class Route(msgspec.Struct, frozen=True):
    """One address and method.

    `handler` is called with what `mount` was given and a `Call`, with a `query` a `QueryCall`, and `respond` makes the
    answer of its result. `body`, `query` and the values of `answers` (status → type, None: no body) are msgspec types;
    `limit` is the largest body (bytes); `problems` are names that the handler may answer with besides those of its
    requirement, body and query. A `label` replaces the path in metrics and logs, and leaves the route out of the
    OpenAPI document. `requires` is checked before the handler runs: NOTHING is open to everybody.
    """

    method: Method | Sequence[Method]
    path: str | list[str]
    handler: Callable[[Any, Any], Awaitable[Result]]
    requires: Requirement
    body: Any = None
    limit: int = SMALL_BODY
    answers: Mapping[int, Any] = msgspec.field(default_factory=lambda: {204: None})
    problems: tuple[str, ...] = ()
    query: type[msgspec.Struct] | None = None
    tags: tuple[str, ...] = ()
    label: str | None = None


def mount(routes: Iterable[Route], services: Any, first: First | None = None) -> list[HTTPRouteHandler]:
    """Return Litestar's handlers of `routes`, working with `services`."""
    return [_handler(route, services, first) for route in routes]


def _handler(route: Route, services: Any, first: First | None) -> HTTPRouteHandler:
    async def handle(request: AnyRequest) -> ASGIApp:
        target = route.requires.check(request)
        body = await read_json(request, route.body, route.limit) if route.body else None
        call = (
            Call(request, target, body)
            if route.query is None
            else QueryCall(request, target, body, _read_query(request, route.query))
        )
        return respond(await route.handler(services, call))

    handle.__name__ = route.handler.__name__  # the OpenAPI document shows it
    return HTTPRouteHandler(
        route.path,
        http_method=route.method,
        before_request=first,
        include_in_schema=route.label is None,
        opt={LABEL: route.label},
        operation_class=operation(
            body=route.body,
            query=route.query,
            answers=route.answers,
            problems=(*route.problems, *route.requires.problems, *(("invalid",) if route.query else ())),
            parameters=route.requires.parameters,
        ),
        status_code=200,
        tags=route.tags,
    )(handle)


def _field_error(error: msgspec.ValidationError) -> FieldError:
    """Return msgspec's error as field and detail: «… - at `$.puts[3].version`» becomes `puts[3].version`."""
    match = _AT.match(str(error))
    assert match is not None
    what, path = match["what"], match["path"] or ""
    named = _FIELD.search(what)
    if named:
        path = f"{path}.{named['name']}" if path else named["name"]
    return FieldError(path or "body", what)


def _decode(raw: bytes, kind: type[T]) -> T:
    """Decode `raw` as a `kind`; Problem `bad-request` when it is no JSON object, `invalid` (with the field) if it
    misfits."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        try:
            plain: object = msgspec.json.decode(raw)
        except _UNREADABLE:
            plain = None
        if not isinstance(plain, dict):
            raise Problem("bad-request", "The body must be one JSON object.") from error
        raise Problem("invalid", errors=[_field_error(error)]) from error
    except _UNREADABLE as error:
        raise Problem("bad-request", "The body must be one JSON object.") from error


async def read_json(request: AnyRequest, kind: type[T], limit: int) -> T:
    """Return the body as a `kind`. `limit` is in bytes; problems `too-large`, `not-json`, `bad-request`, `invalid`."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit)
    raw = await _read(request, limit)
    media = request.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    if media != "application/json":
        raise Problem("not-json", "Send Content-Type: application/json.")
    return _decode(raw, kind)


async def _read(request: AnyRequest, limit: int) -> bytes:
    """Return the body. Litestar's `body()` answers 500 when the client leaves, and logs it as our fault."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise Problem("bad-request", "The body did not arrive whole.")  # the client has left
        chunks.append(message["body"])
        size += len(chunks[-1])
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"At most {limit} bytes.")


def _read_query(request: AnyRequest, kind: type[Q]) -> Q:
    """Return the query as the struct `kind`, each parameter at most once, and no others, so that a misspelt one is not
    ignored. Problem `invalid`."""
    given, names = request.query_params, kind.__struct_fields__
    errors = [FieldError(name, "Not taken here") for name in given if name not in names]
    errors += [FieldError(name, "Given twice") for name in names if len(given.getall(name, [])) > 1]
    if errors:
        raise Problem("invalid", errors=errors)
    try:
        asked = msgspec.convert(dict(given), kind, strict=False)
    except msgspec.ValidationError as error:
        raise Problem("invalid", errors=[_field_error(error)]) from error
    # msgspec takes 1e3 and 5.0 too.
    errors = [
        FieldError(name, "Expected digits alone")
        for name, text in given.items()
        if isinstance(getattr(asked, name), int) and not text.isdecimal()
    ]
    if errors:
        raise Problem("invalid", errors=errors)
    return asked


def respond(result: Result) -> ASGIApp:
    """Return the answer that `result` stands for: a struct as JSON; 201 for what was made, 204 for what was there
    already and for None. Raises the problem of a refusal."""
    done = or_problem(result)
    if isinstance(done, msgspec.Struct):
        return JsonAnswer(done)
    if done is None or isinstance(done, Outcome):
        return ASGIResponse(status_code=201 if done is Outcome.MADE else 204)
    return done


def or_problem(result: T | RefusalOrErrors) -> T:
    """Return what a store function returned; raise its refusal or its wrong fields as a problem."""
    if isinstance(result, Refusal):
        raise Problem(result.value)
    if isinstance(result, list):
        raise Problem("invalid", errors=result)
    return result


class JsonAnswer:
    """An ASGI app that answers with one JSON object. Litestar's response costs a tenth of a short answer (ADR 9)."""

    __slots__ = ("_body", "_status")

    def __init__(self, content: msgspec.Struct, status: int = 200) -> None:
        self._body = msgspec.json.encode(content)
        self._status = status

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        length = (b"content-length", b"%d" % len(self._body))
        start: Any = {"type": "http.response.start", "status": self._status, "headers": [_JSON, length]}
        body: Any = {"type": "http.response.body", "body": self._body, "more_body": False}
        await send(start)
        await send(body)


def utc_now() -> datetime:
    """Return the time at which a request is handled; tests replace it."""
    return datetime.now(UTC)
