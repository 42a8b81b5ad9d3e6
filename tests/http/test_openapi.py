"""The OpenAPI document says what the table of routes says."""

from typing import Annotated

import msgspec
from litestar import Litestar
from litestar.openapi import OpenAPIConfig

from selfhelp.boxes.admission import BOX, BoxCall
from selfhelp.http.openapi import schema_of
from selfhelp.http.routing import Route, mount


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    n: Annotated[int, msgspec.Meta(ge=1)]


class After(msgspec.Struct, forbid_unknown_fields=True):
    after: int = 0


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    inner: list[Inner]


async def handle(_services: None, _call: BoxCall[Outer]) -> None:
    """Do a thing."""


ROUTE = Route(
    "POST", "/api/things/{box_id:str}", handle, BOX, Outer, 99, {200: Inner, 204: None}, ("too-many-new",), After
)


def test_body_answers_parameters_and_problems_are_described() -> None:
    app = Litestar(mount([ROUTE], None), openapi_config=OpenAPIConfig(title="t", version="1"))
    described = app.openapi_schema.to_schema()["paths"]["/api/things/{box_id}"]["post"]
    assert described["requestBody"]["content"]["application/json"]["schema"] == schema_of(Outer)
    assert [(one["name"], one["in"]) for one in described["parameters"]] == [
        ("box_id", "path"),
        ("Authorization", "header"),
        ("after", "query"),
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
