"""How uvicorn is run: what only the real process can show."""

from collections.abc import Iterator

import httpx
import pytest

from selfhelp.settings import Settings
from tests.hostile.samples import MASTER_KEY_SEALED, Box
from tests.live import Live, live_server

pytestmark = pytest.mark.slow

LOOK_ALIKES = ("192.0.2.7", "198.51.100.8, 192.0.2.9", "2001:db8::1")


PATHS = ("/health", "/api/log", "/nothing", "/api/slots/x")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that lets one address make one box an hour, and trusts no proxy."""
    data = tmp_path_factory.mktemp("edge")
    with live_server(Settings(data=data, jobs=False, creations_per_hour=1)) as server:
        yield server


def create(live: Live, headers: dict[str, str]) -> int:
    box = Box("slots")
    return httpx.put(
        f"{live.url}/api/slots/{box.id}",
        json={"sealed": MASTER_KEY_SEALED},
        headers={"Authorization": f"Bearer {box.secret}", **headers},
    ).status_code


def test_an_address_of_ones_own_choice_buys_no_further_box(live: Live) -> None:
    assert create(live, {}) == 201
    for address in LOOK_ALIKES:
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            assert create(live, {name: address}) == 429


def test_no_answer_names_the_server(live: Live) -> None:
    assert [path for path in PATHS if "server" in httpx.get(live.url + path).headers] == []


def test_no_request_leaves_a_line(live: Live) -> None:
    for path in PATHS:
        httpx.get(live.url + path)
    assert [line for line in live.log.read_text().splitlines() if not line.startswith("Fotfeste: http")] == []
