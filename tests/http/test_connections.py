"""What one connection may cost, and how long: uvicorn's own protocol within our limits, on a real socket."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import pytest
import uvicorn

from selfhelp.http import connections
from selfhelp.http.client_address import TrustedProxies
from selfhelp.http.connections import Connection, SlowClients
from selfhelp.server import bind

ANSWER = bytes(300_000)
ASKED = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers everything with more than the kernel keeps."""
    await receive()
    length = (b"content-length", b"%d" % len(ANSWER))
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": ANSWER})


@asynccontextmanager
async def serving(held: SlowClients) -> AsyncIterator[int]:
    """The port on which it answers."""
    listener = bind("127.0.0.1", 0)
    listener.listen()
    protocol: Any = partial(Connection, held=held)
    server = uvicorn.Server(uvicorn.Config(app, http=protocol, lifespan="off", log_config=None))
    running = asyncio.create_task(server._serve([listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        await running


def deaf(port: int, request: bytes) -> socket.socket:
    """A connection on which `request` was sent and from which nothing is read."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.connect(("127.0.0.1", port))
    one.sendall(request)
    return one


class Watched(SlowClients):
    """Says when something is kept, and when a connection has ended."""

    def __init__(self) -> None:
        super().__init__(TrustedProxies(""))
        self.keeps = asyncio.Event()
        self.ended = asyncio.Event()

    def count(self, connection: Connection, size: int) -> None:
        super().count(connection, size)
        if size:
            self.keeps.set()
        elif connection.transport.is_closing():
            self.ended.set()


@pytest.mark.slow
async def test_who_takes_nothing_of_the_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNREAD_MS", 300)
    held = Watched()
    async with serving(held) as port, asyncio.timeout(30):
        with deaf(port, ASKED):
            await held.keeps.wait()
            await held.ended.wait()
        assert held.total == 0


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"GET / HT", ASKED[:-2], b"\r\n", b"PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"])
async def test_a_request_that_does_not_come_is_not_waited_for(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Watched()
    async with serving(held) as port, asyncio.timeout(30):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASKED)
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(len(ANSWER))
        monkeypatch.setattr(connections, "COMES_WITHIN", 0.2)
        writer.write(sent)
        await held.ended.wait()
        assert held.total == 0
        writer.close()


@pytest.mark.slow
async def test_a_connection_that_asks_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "COMES_WITHIN", 0.2)
    async with serving(Watched()) as port, asyncio.timeout(30):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()


async def test_who_asks_and_asks_and_takes_nothing_is_ended() -> None:
    held = Watched()
    async with serving(held) as port, asyncio.timeout(30):
        with deaf(port, ASKED * 1000):
            await held.ended.wait()
        assert held.total == 0


async def test_requests_that_come_before_the_answer_are_answered_in_their_order() -> None:
    async with serving(Watched()) as port, asyncio.timeout(30):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASKED * 3)
        for _ in range(3):
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
            await reader.readexactly(len(ANSWER))
        writer.close()


class Slow:
    """A connection as `SlowClients` knows it."""

    def __init__(self, network: str) -> None:
        self._network = network
        self.is_cut = False
        self.transport = self

    def network(self) -> str:
        return self._network

    def abort(self) -> None:
        self.is_cut = True


def test_who_floods_ends_no_connection_of_others() -> None:
    held = SlowClients(TrustedProxies(""), most=1000)
    other: Any = Slow("192.0.2.1")
    held.count(other, 300)
    flood: list[Any] = [Slow("192.0.2.66") for _ in range(50)]
    for one in flood:
        held.count(one, 200)
        assert held.total <= 1000
    assert not other.is_cut
    assert [one.is_cut for one in flood] == [True] * 47 + [False] * 3  # those that have stood still longest
    for one in (other, *flood):
        held.count(one, 0)
    assert held.total == 0
