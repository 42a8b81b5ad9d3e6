"""Requests as bytes: odd headers, paths and lengths. An answer of the list or the end of the connection, never 500.

What is no HTTP never reaches the app; uvicorn answers that with a 400 of its own.
"""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from selfhelp.settings import Settings
from tests.hostile.odd_requests import BOX, JSON, ODD, SECRET, request
from tests.hostile.test_lying_client import Answer, complaint
from tests.live import Live, live_server

pytestmark = pytest.mark.slow  # the whole server is started in the full run only


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path_factory.mktemp("data"), jobs=False)) as live:
        yield live


async def ask(server: Live, raw: bytes) -> Answer | None:
    """The first answer to these bytes; None when the connection ended without one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.settings.port)
    try:
        writer.write(raw)
        async with asyncio.timeout(60):
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head.split(b" ", 2)[1])
            fields = (line.partition(b":") for line in head.split(b"\r\n")[1:] if line)
            headers = {name.decode().lower(): value.strip().decode("latin-1") for name, _, value in fields}
            length = 0 if status in {204, 304} else int(headers.get("content-length", "0"))
            body = await (reader.readexactly(length) if length else reader.read()) if status >= 400 else b""
            return Answer(status, headers, body)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    finally:
        writer.close()


async def is_well(server: Live) -> bool:
    async with httpx.AsyncClient(base_url=server.url) as http:
        return (await http.get("/health")).is_success and b"fault" not in server.log.read_bytes()


@pytest.mark.parametrize("name", ODD)
async def test_what_is_odd_is_answered_and_hurts_nobody(server: Live, name: str) -> None:
    raw, expected = ODD[name]
    answer = await ask(server, raw)
    assert answer is not None, "no answer"
    assert answer.status in expected, answer
    assert complaint(answer) == ""
    assert await is_well(server)


async def test_a_body_that_never_comes_holds_up_nobody_else(server: Live) -> None:
    head = request(f"PUT /api/slots/{BOX} HTTP/1.1", SECRET, JSON, "Content-Length: 1000", body=b"{")
    waiting = [await asyncio.open_connection("127.0.0.1", server.settings.port) for _ in range(50)]
    for _, writer in waiting:
        writer.write(head)
        await writer.drain()
    assert await is_well(server)
    for _, writer in waiting:
        writer.close()
    assert await is_well(server)
