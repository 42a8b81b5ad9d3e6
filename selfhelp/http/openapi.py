"""Write the OpenAPI document from the table of routes.

Litestar would derive it from the handlers' types. Here requests are read in the protocol's order of checks, so the
document is written from the msgspec structs that read them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Final

import msgspec
from litestar import MediaType, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Operation
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler

from selfhelp.http.problems import PROBLEMS, ProblemDocument

_BODY_PROBLEMS: Final = ("bad-request", "too-large", "not-json", "invalid")


def operation(
    *,
    body: Any,
    answers: Mapping[int, Any],
    problems: Sequence[str],
    parameters: Sequence[Mapping[str, Any]],
    query: Any,
) -> type[Operation]:
    """Return an `operation_class` for a handler.

    `body`, `query` and the values of `answers` (status → type, None: none) are msgspec types; `problems` are names that
    it may answer with beside those of the body; `parameters` are OpenAPI parameter objects besides those of the query.
    """
    asked = schema_of(query)["properties"] if query else {}
    names = {*problems, "overloaded", *(_BODY_PROBLEMS if body else ())}
    said: dict[str, Any] = {
        "parameters": [*parameters, *({"name": name, "in": "query", "schema": it} for name, it in asked.items())],
        "responses": _answers(answers) | _problems(names),
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
    """Return the JSON schema of a msgspec type, with its references inlined (no type here is recursive)."""
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


class _DocumentOnly(Router):
    """Serves the OpenAPI document. Litestar adds an HTML page at every other address below; here those are 404."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        is_page = isinstance(value, HTTPRouteHandler) and value.media_type is MediaType.HTML
        return [] if is_page else super().register(value)


def document_config() -> OpenAPIConfig:
    """Return the configuration that serves the document at `/schema/openapi.json`, and no HTML page."""
    return OpenAPIConfig(
        title="Fotfeste",
        version=version("selfhelp"),
        description="Boxes of sealed bytes. Errors are problem documents (docs/engineers/problems.md).",
        openapi_router=_DocumentOnly("/schema", route_handlers=[], include_in_schema=False),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )
