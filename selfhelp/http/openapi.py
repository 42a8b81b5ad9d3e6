"""The OpenAPI document of handlers that read their own requests.

A handler takes the bare request, because the order of checks is the protocol's and not the framework's. What it takes
and answers is therefore said here, from the same msgspec structs that do the reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from litestar.openapi.spec import Operation

from selfhelp.http.problems import PROBLEMS, ProblemDocument

_BOX_PROBLEMS: Final = ("no-secret", "cross-site", "no-such-page", "no-such-box", "box-deleted")
_BODY_PROBLEMS: Final = ("bad-request", "too-large", "not-json", "invalid")

_BOX_ID: Final[dict[str, Any]] = {
    "name": "box_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$", "minLength": 32, "maxLength": 32},
}

SECRET: Final[dict[str, Any]] = {
    "name": "Authorization",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^Bearer [0-9a-f]{64}$", "minLength": 71, "maxLength": 71},
}


def operation(
    body: Any = None,
    answers: Mapping[int, Any] | None = None,
    problems: Sequence[str] = (),
    *,
    box: bool = True,
    query: Sequence[Mapping[str, Any]] = (),
) -> type[Operation]:
    """An `operation_class` for a handler.

    `body` and the values of `answers` (status → type, None: no body; by default 204) are msgspec types; `problems` are
    names that the handler may answer beside those that follow from `body` and `box` (a route with `{box_id}` and a
    secret); `query` are OpenAPI parameter objects, `SECRET` among them where there is a secret and no box.
    """
    names = {*problems, "overloaded", *(_BODY_PROBLEMS if body else ()), *(_BOX_PROBLEMS if box else ())}
    said: dict[str, Any] = {
        "parameters": [*([_BOX_ID, SECRET] if box else []), *query],
        "responses": _answers(answers or {204: None}) | _problems(names),
    }
    if body:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema_of(body)}}}

    @dataclass
    class Described(Operation):
        def to_schema(self) -> dict[str, Any]:
            return super().to_schema() | said

    return Described


@cache
def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema of a msgspec type, with its references written out in place (no type here holds itself)."""
    schema = msgspec.json.schema(kind)
    parts = schema.pop("$defs", {})

    def spelled(node: Any) -> Any:
        if isinstance(node, list):
            return [spelled(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return spelled(parts[node["$ref"].rsplit("/", 1)[1]])
        return {key: spelled(value) for key, value in node.items()}

    written: dict[str, Any] = spelled(schema)
    return written


def _answers(answers: Mapping[int, Any]) -> dict[str, Any]:
    return {
        str(status): {"description": "Done"}
        | ({"content": {"application/json": {"schema": schema_of(kind)}}} if kind else {})
        for status, kind in answers.items()
    }


def _problems(names: set[str]) -> dict[str, Any]:
    by_status: dict[int, list[str]] = {}
    for name in sorted(names):
        by_status.setdefault(PROBLEMS[name][0], []).append(name)
    return {
        str(status): {
            "description": " · ".join(f"`{name}`: {PROBLEMS[name][1]}" for name in listed),
            "content": {"application/problem+json": {"schema": schema_of(ProblemDocument)}},
        }
        for status, listed in by_status.items()
    }
