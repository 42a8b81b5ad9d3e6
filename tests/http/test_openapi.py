"""The OpenAPI document says what the handlers themselves read."""

from typing import Annotated, Any

import msgspec
from litestar import Litestar, Request, post
from litestar.openapi import OpenAPIConfig

from selfhelp.http.openapi import operation, schema_of


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    n: Annotated[int, msgspec.Meta(ge=1)]


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    inner: list[Inner]


@post("/api/things/{box_id:str}", operation_class=operation(Outer, {200: Inner, 204: None}, ["too-many-new"]))
async def handler(request: Request[Any, Any, Any]) -> None:
    """Does a thing."""


def document() -> dict[str, Any]:
    app = Litestar([handler], openapi_config=OpenAPIConfig(title="t", version="1"))
    return app.openapi_schema.to_schema()


def test_body_answers_parameters_and_problems_are_described() -> None:
    described = document()["paths"]["/api/things/{box_id}"]["post"]
    assert described["requestBody"]["content"]["application/json"]["schema"] == schema_of(Outer)
    assert [(one["name"], one["in"]) for one in described["parameters"]] == [
        ("box_id", "path"),
        ("Authorization", "header"),
    ]
    assert described["responses"]["200"]["content"]["application/json"]["schema"] == schema_of(Inner)
    assert "content" not in described["responses"]["204"]
    statuses = (200, 204, 400, 401, 403, 404, 410, 413, 415, 422, 429, 503)
    assert described["responses"].keys() == {str(status) for status in statuses}
    assert "no-such-page" in described["responses"]["404"]["description"]


def test_a_schema_stands_alone() -> None:
    schema = schema_of(Outer)
    assert "$ref" not in repr(schema)
    assert schema["properties"]["inner"]["items"]["properties"]["n"] == {"type": "integer", "minimum": 1}
    assert schema["additionalProperties"] is False
