"""Whatever goes wrong, the answer is a problem document of the list, and says nothing about the inside."""

import pytest
from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.testing import RequestFactory, TestClient

from selfhelp.app import MAX_BODY
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import PROBLEMS, Problem
from tests.http.conftest import CANARY

Client = TestClient[Litestar]


def name_of(answer: object) -> str:
    """The problem's name, after checking that the document is whole."""
    status, document = answer.status_code, answer.json()  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    name = str(document["type"].removeprefix("/problems/"))
    assert (status, document["title"]) == PROBLEMS[name]
    assert document["status"] == status
    return name


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/nothing", "no-such-page"),
        ("GET", "/api/nothing", "no-such-page"),
        ("GET", "/api/counted/three", "no-such-page"),
        ("PUT", "/", "wrong-method"),
        ("DELETE", "/health", "wrong-method"),
        ("BREW", "/", "wrong-method"),
        ("GET", "/api/broken", "fault"),
    ],
)
def test_every_refusal_of_the_framework_is_a_problem_document(
    client: Client, method: str, path: str, name: str
) -> None:
    assert name_of(client.request(method, path)) == name


def test_a_wrong_method_is_told_which_ones_there_are(client: Client) -> None:
    assert {"GET", "HEAD"} <= set(client.put("/").headers["allow"].split(", "))


def test_whoever_asks_for_the_methods_is_told_all_of_them(client: Client) -> None:
    answer = client.options(f"/api/slots/{'0' * 32}")
    assert answer.headers["allow"] == "DELETE, GET, OPTIONS, PUT"
    assert client.options("/api/log").headers["allow"] == "GET, OPTIONS"


def test_a_mistake_of_ours_leaks_nothing(client: Client) -> None:
    answer = client.get("/api/broken")
    assert answer.json() == {"type": "/problems/fault", "title": PROBLEMS["fault"][1], "status": 500}
    assert CANARY not in answer.text + str(answer.headers)


def test_a_body_over_the_limit_is_refused_by_its_length(client: Client) -> None:
    assert name_of(client.post("/api/read-all", content=b"0" * (MAX_BODY + 1))) == "too-large"


def test_a_body_over_the_limit_is_refused_when_it_comes_in_pieces(client: Client) -> None:
    pieces = (b"0" * 400_000 for _ in range(3))
    assert name_of(client.post("/api/read-all", content=pieces)) == "too-large"


def test_a_broken_host_header_is_a_bad_request(client: Client) -> None:
    assert name_of(client.get("/", headers={"host": "a b"})) == "bad-request"


def test_the_head_of_a_refusal_has_no_body(client: Client) -> None:
    answer = client.head("/nothing")
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "bad-request"),
        (401, "no-secret"),
        (403, "cross-site"),
        (404, "no-such-page"),
        (405, "wrong-method"),
        (413, "too-large"),
        (415, "not-json"),
        (418, "bad-request"),
        (422, "invalid"),
        (429, "too-many-new"),
        (500, "fault"),
        (502, "fault"),
        (503, "overloaded"),
    ],
)
def test_whatever_status_the_framework_raises_has_a_name(status: int, name: str) -> None:
    answer = answer_http_exception(RequestFactory().get("/"), HTTPException(CANARY, status_code=status))
    assert answer.status_code == PROBLEMS[name][0]
    assert f"/problems/{name}".encode() in answer.content
    assert CANARY.encode() not in answer.content


def test_too_busy_always_says_when_to_come_back() -> None:
    request = RequestFactory().get("/")
    assert answer_problem(request, Problem("overloaded")).headers["Retry-After"] == "2"
    assert answer_problem(request, Problem("overloaded", headers={"Retry-After": "60"})).headers["Retry-After"] == "60"
