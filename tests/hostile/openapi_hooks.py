"""What schemathesis cannot know by itself, loaded into its own process (SCHEMATHESIS_HOOKS) by test_openapi.py.

Of the good requests of an operation the first, and then every second one, is pointed at a box that is there, with its
own secret; the first has a body that is known to be right, so that no draw of examples leaves a route without its 2xx.
Rules between fields, which no JSON schema can say, are kept for good requests; bad ones go out as they were made. Each
answer is noted in a file.
"""

import os
from collections import Counter
from functools import cache
from typing import Any

import httpx
import schemathesis
from schemathesis import Case, HookContext, Response

from tests.coach.seeds import COACH, COACH_SECRET, invitation
from tests.hostile.samples import Box, body_for, channel_body, tomorrow

NOTES = "OPENAPI_NOTES"
"""The environment variable that names the file: a line of method, address and status for each answer."""

SERVER = "OPENAPI_SERVER"

_good: Counter[str] = Counter()
"""How many good requests of each operation went out."""


@cache
def _server() -> httpx.Client:
    """One client for all: making one reads every certificate authority there is."""
    return httpx.Client(base_url=os.environ[SERVER], timeout=60)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    _keep_rules(case)
    number = _good[case.operation.label]
    _good[case.operation.label] += 1
    # A drawn channel may be there, made by a drawn request, and has not the nudge that is skipped.
    if number % 2 == 0 or case.operation.path.endswith("/skip"):
        _point_at_what_is_there(case)
    if number == 0:
        _make_right(case)


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    with open(os.environ[NOTES], "a") as notes:  # noqa: PTH123 - a line at once
        notes.write(f"{case.method.upper()} {case.operation.path} {response.status_code}\n")


def _point_at_what_is_there(case: Case[Any]) -> None:
    path, http = case.operation.path, _server()
    if path == "/content/{name}":
        bundle: str = http.get("/api/content/nb").json()["bundle"]
        case.path_parameters["name"] = bundle.rsplit("/", 1)[1]
    elif path == "/api/content/{locale}":
        case.path_parameters["locale"] = "nb"
    elif path.startswith("/api/coaches/{box_id}"):
        _point_at_a_coach(case, http)
    elif path == "/api/invitation":
        case.headers["Authorization"] = f"Bearer {invitation()}"
    elif "{box_id}" in path:
        box = Box(path.split("/")[2])
        made = body_for("PUT", f"/api/{box.kind}/{{box_id}}", "")
        http.put(f"/api/{box.kind}/{box.id}", headers=_with(box), json=made).raise_for_status()
        case.path_parameters["box_id"] = box.id
        case.headers.update(_with(box))
        if path.endswith("/skip"):
            body: Any = case.body
            body |= {"id": channel_body()["nudges"][0]["id"], "until": tomorrow()}  # at most 400 days away


def _make_right(case: Case[Any]) -> None:
    """No query, and the body of samples.py where the operation has one."""
    case.query.clear()
    if isinstance(case.body, dict):
        case.body = body_for(case.method.upper(), case.operation.path, _server().get("/api/log").json()["log"])


def _point_at_a_coach(case: Case[Any], http: httpx.Client) -> None:
    """The coach who was there before the server started, or a new one where none may stay; a thread sealed to them."""
    path, box = case.operation.path, Box("coaches", COACH, COACH_SECRET)
    if path == "/api/coaches/{box_id}":
        box = Box("coaches")
        if case.method.upper() != "PUT":
            made = body_for("PUT", path, "")
            http.put(f"/api/coaches/{box.id}", headers=_with(box), json=made).raise_for_status()
    if "{thread_id}" in path:
        thread = Box("threads")
        made = body_for("PUT", "/api/threads/{box_id}", "")
        http.put(f"/api/threads/{thread.id}", headers=_with(thread), json=made).raise_for_status()
        case.path_parameters["thread_id"] = thread.id
    case.path_parameters["box_id"] = box.id
    case.headers.update(_with(box))


def _with(box: Box) -> dict[str, str]:
    return {"Authorization": f"Bearer {box.secret}"}


def _keep_rules(case: Case[Any]) -> None:
    """JSON Schema takes 1.0 for an integer and knows nothing of curves, zones and hosts, nor of `log` without `seq`."""
    if case.operation.path == "/api/vaults/{box_id}" and case.query and not {"log", "seq"} <= set(case.query):
        case.query.clear()
    if not isinstance(case.body, dict):
        return
    body: Any = _with_integers(case.body)
    if case.operation.path == "/api/vaults/{box_id}/sync":
        puts = {put["id"]: put for put in body["puts"]}
        body["puts"] = [put for put in puts.values() if put.get("base", 0) < put["version"]]
    if case.operation.path == "/api/channels/{box_id}/skip":
        body["until"] = min(body["until"], tomorrow())  # at most 400 days ahead; ISO dates sort as text
    if case.method.upper() == "PUT" and case.operation.path == "/api/channels/{box_id}":
        real = channel_body()
        body |= {name: real[name] for name in ("endpoint", "p256dh", "timezone", "locale")}
        counted = [nudge for nudge in body["nudges"] if nudge["kind"] == "comeback"][1:]  # one a channel
        others = [nudge for nudge in body["nudges"] if not any(nudge is one for one in counted)]
        body["nudges"] = [_ringing(nudge, place) for place, nudge in enumerate(others[:20])]
    if case.operation.path.startswith(("/api/threads", "/api/coaches")):
        # What is sealed has a certain length, a coach must be there, a number is the next one, a place is not ahead.
        if "answers" in body:
            body["answers"] = 0
        body |= body_for(case.method.upper(), case.operation.path, "") or {}
    case.body = body


def _ringing(nudge: dict[str, Any], place: int) -> dict[str, Any]:
    """`daily` and `weekly` repeat, `comeback` has a time alone, the others ring once; no id comes twice."""
    named = {"id": f"{place:016x}", "kind": nudge["kind"]}
    if nudge["kind"] == "comeback":
        return named | {"at": nudge.get("at") or "18:00"}
    if nudge["kind"] not in {"daily", "weekly"}:
        return named | {"once": f"{tomorrow()}T12:00"}
    return named | {"at": nudge.get("at") or "20:00", "days": ["mon"]}


def _with_integers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_integers(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_integers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
