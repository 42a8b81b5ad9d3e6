"""Clients that take nothing of what they asked for, or never end what they began: what the server holds for them stays
bounded, and everybody else is served. No proxy stands in front."""

import base64
import secrets
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import msgspec
import pytest

from selfhelp.settings import Settings
from tests.hostile.samples import Box
from tests.http.test_connections import deaf
from tests.live import Live, live_server

pytestmark = pytest.mark.slow  # the whole server is started in the full run only

READERS = 250
MOST = 100 * 10**6
"""Bytes that all of them together may cost, in the process and in the kernel."""

LARGEST = 65_536 + 29
RECORDS = 40


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path, jobs=False)) as live:
        yield live


async def full_vault(http: httpx.AsyncClient) -> tuple[Box, bytes]:
    """A vault that holds more than a page, and the request for its first page, as bytes."""
    box = Box("vaults")
    headers = {"Authorization": f"Bearer {box.secret}"}
    (await http.put(f"/api/vaults/{box.id}", json={}, headers=headers)).raise_for_status()
    log = (await http.get("/api/log")).json()["log"]
    sealed = base64.b64encode(b"\x01" + secrets.token_bytes(LARGEST - 1)).decode()
    for _ in range(RECORDS // 10):
        puts = [{"id": secrets.token_hex(16), "base": 0, "version": 1, "sealed": sealed} for _ in range(10)]
        body = {"log": log, "cursor": 0, "puts": puts}
        (await http.post(f"/api/vaults/{box.id}/sync", json=body, headers=headers)).raise_for_status()
    asked = msgspec.json.encode({"log": log, "cursor": 0, "puts": []})
    head = f"POST /api/vaults/{box.id}/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {box.secret}\r\n"
    length = f"Content-Type: application/json\r\nContent-Length: {len(asked)}\r\n\r\n"
    return box, (head + length).encode() + asked


def held(server: Live) -> int:
    """Bytes in the server's process, and in the kernel for its connections: what was sent and not taken."""
    status = Path(f"/proc/{server.process}/status").read_text()
    (resident,) = [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")]
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    port = f":{server.settings.port:04X}"
    return resident + sum(int(row[4].split(":")[0], 16) for row in rows if row[1].endswith(port))


def is_taken(one: socket.socket, more: bytes) -> bool:
    """Whether the server still takes what is sent."""
    try:
        one.sendall(more)
    except ConnectionError:
        return False
    return True


async def answered(http: httpx.AsyncClient, box: Box) -> None:
    """Others are served, and the vault's owner too, who reads."""
    for _ in range(20):
        assert (await http.get("/api/log")).status_code == 200
    body = {"log": (await http.get("/api/log")).json()["log"], "cursor": 0, "puts": []}
    headers = {"Authorization": f"Bearer {box.secret}"}
    page = await http.post(f"/api/vaults/{box.id}/sync", json=body, headers=headers)
    assert page.json()["changes"]


async def test_readers_that_never_read_cost_little_and_hold_up_nobody(server: Live) -> None:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        box, request = await full_vault(http)
        await answered(http, box)
        before = held(server)
        most = 0
        with ExitStack() as open_:
            for n in range(READERS):
                open_.enter_context(deaf(server.settings.port, request))
                if n % 10 == 9:
                    await answered(http, box)
                    most = max(most, held(server) - before)
            assert most < MOST


async def test_bodies_that_never_end_cost_little_and_hold_up_nobody(server: Live) -> None:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        box, request = await full_vault(http)
        await answered(http, box)
        before = held(server)
        head = request.split(b"Content-Length")[0] + b"Content-Length: 1048576\r\n\r\n"
        with ExitStack() as open_:
            for n in range(READERS):
                open_.enter_context(deaf(server.settings.port, head + bytes(1_000_000)))
                if n % 50 == 49:
                    await answered(http, box)
            assert held(server) - before < MOST


@pytest.mark.parametrize("end", ["of the line", "of one header", "of the headers", "after a body in pieces"])
async def test_a_head_without_end_is_refused_and_not_kept(server: Live, end: str) -> None:
    start, more = {
        "of the line": (b"GET /", b"a" * 1024),
        "of one header": (b"GET /api/log HTTP/1.1\r\nHost: x\r\nX-A: ", b"a" * 1024),
        "of the headers": (b"GET /api/log HTTP/1.1\r\n", b"X:\r\n" * 256),
        "after a body in pieces": (
            b"POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-A: ",
            b"a" * 1024,
        ),
    }[end]
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        (await http.get("/api/log")).raise_for_status()
        before = held(server)
        with socket.create_connection(("127.0.0.1", server.settings.port), timeout=30) as one:
            one.sendall(start + more * 512)
            # Of a page that is not there the answer is known before the request ends.
            assert one.recv(4096).split()[1] in {b"431", b"404"}
            while is_taken(one, more * 128):
                assert held(server) - before < 10 * 1024**2
        assert (await http.get("/api/log")).status_code == 200
