"""The table of routes says what each handler is given: nothing else checks a handler against its line."""

from types import NoneType
from typing import get_args, get_origin, get_type_hints

import pytest

from selfhelp.coach.routes import ALWAYS, WITH_COACHES
from selfhelp.diary import routes as diary
from selfhelp.http.routing import Call, QueryCall, Route
from selfhelp.modules import routes as modules
from selfhelp.notify import routes as notify
from selfhelp.outcomes import routes as outcomes

ROUTES = [*ALWAYS, *WITH_COACHES, *diary.ROUTES, *modules.ROUTES, *notify.ROUTES, *outcomes.ROUTES]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.handler.__name__)
def test_a_handler_expects_the_body_or_the_query_of_its_line(route: Route) -> None:
    _, call, _ = get_type_hints(route.handler).values()
    kind, (_, expected) = get_origin(call), get_args(call)
    assert (kind, expected) == ((Call, route.body or NoneType) if route.query is None else (QueryCall, route.query))
    assert not (route.body and route.query)
