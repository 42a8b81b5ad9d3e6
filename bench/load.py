"""A load generator that costs little: raw HTTP/1.1 on asyncio, one request at a time on each connection.

Run as `python -m bench.load '<Plan as JSON>'`; prints one `Measured` as JSON. It is a process of its own, so that the
server's event loop and this one do not share an interpreter.
"""

import asyncio
import base64
import re
import secrets
import sys
import time
from collections.abc import Iterator
from typing import Final, cast

import msgspec
import uvloop

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Plan(msgspec.Struct):
    """What to do: `kind` is `put`, `poll` or `get`; seconds are counted after `warm_up`."""

    port: int
    kind: str
    path: str
    clients: int
    seconds: float
    warm_up: float
    sealed_bytes: int
    vaults: list[tuple[str, str]]
    """Id and secret of one vault a client, in hex; of a `get` whatever stands for the id in its path."""

    log: str

    cursor: int = 0
    """Where a poll begins: at 0 it is answered with everything."""

    ports: list[int] = []
    """Servers that share the clients in turn, instead of the one at `port`."""


class Measured(msgspec.Struct):
    """Requests that were answered as they should be in the counted time, how many were not, and latencies in ms."""

    done: int
    errors: int
    seconds: float
    p50: float
    p99: float
    acknowledged: int
    """Right answers altogether, the warm-up's too: so many puts must be in the database."""

    first_error: str

    cpu: float = 0.0
    """Microseconds of CPU that the server spent an answer, the kernel's share included; filled in by `bench.sync`."""


def requests(plan: Plan, vault: str, secret: str) -> Iterator[tuple[bytes, bytes]]:
    """One client's requests, each with what a right answer holds."""
    head = (
        f"POST {plan.path.format(id=vault)} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {secret}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    ).encode()
    if plan.kind == "get":
        asked = f"GET {plan.path.format(id=vault)} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {secret}\r\n\r\n"
        while True:
            yield asked.encode(), b"200 OK"
    if plan.kind == "poll":
        body = b'{"log":"%s","cursor":%d,"puts":[]}' % (plan.log.encode(), plan.cursor)
        while True:
            yield head + b"%d\r\n\r\n" % len(body) + body, b"200 OK"
    sealed = base64.b64encode(b"\x01" + secrets.token_bytes(plan.sealed_bytes - 1))
    tail = b'","version":1,"base":0,"sealed":"' + sealed + b'"}]}'
    cursor = 0
    while True:
        record = secrets.token_hex(16).encode()
        body = b'{"log":"%s","cursor":%d,"puts":[{"id":"%s' % (plan.log.encode(), cursor, record) + tail
        cursor += 1
        yield head + b"%d\r\n\r\n" % len(body) + body, b'"accepted":["' + record


class Client(asyncio.Protocol):
    """One connection that asks again as soon as it has been answered."""

    def __init__(self, load: "Load", asked: Iterator[tuple[bytes, bytes]]) -> None:
        self.load = load
        self.asked = asked
        self.buffer = b""
        self.expected = b""
        self.sent = 0.0
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is one in everything but name
        self.ask()

    def ask(self) -> None:
        request, self.expected = next(self.asked)
        self.sent = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        length = _LENGTH.search(self.buffer, 0, end)
        if length is None:
            self.load.count(self.sent, self.buffer)
            self.transport.close()
            return
        if len(self.buffer) < end + 4 + int(length[1]):
            return
        answer, self.buffer = self.buffer, b""
        self.load.count(self.sent, None if self.expected in answer else answer)
        if self.load.is_over:
            self.transport.close()
        else:
            self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.load.left(exc)


class Load:
    """All clients together: what they counted, and when it is over."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.begin = time.perf_counter() + plan.warm_up
        self.end = self.begin + plan.seconds
        self.latencies: list[float] = []
        self.errors = self.acknowledged = 0
        self.first_error = ""
        self.open = plan.clients
        self.over = asyncio.get_running_loop().create_future()

    @property
    def is_over(self) -> bool:
        return time.perf_counter() >= self.end

    def count(self, sent: float, wrong: bytes | None) -> None:
        now = time.perf_counter()
        if wrong is not None:
            self.errors += 1
            self.first_error = self.first_error or wrong[:400].decode(errors="replace")
            return
        self.acknowledged += 1
        if self.begin <= now < self.end:
            self.latencies.append(now - sent)

    def left(self, error: Exception | None) -> None:
        if error is not None or not self.is_over:
            self.errors += 1
            self.first_error = self.first_error or f"connection lost: {error}"
        self.open -= 1
        if not self.open:
            self.over.set_result(None)

    async def run(self) -> Measured:
        loop = asyncio.get_running_loop()
        ports = self.plan.ports or [self.plan.port]
        for number, (vault, secret) in enumerate(self.plan.vaults[: self.plan.clients]):
            asked, port = requests(self.plan, vault, secret), ports[number % len(ports)]
            await loop.create_connection(lambda asked=asked: Client(self, asked), "127.0.0.1", port)  # type: ignore[misc]
        await self.over
        ordered = sorted(self.latencies) or [0.0]
        return Measured(
            done=len(self.latencies),
            errors=self.errors,
            seconds=self.plan.seconds,
            p50=1000 * ordered[len(ordered) // 2],
            p99=1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
            acknowledged=self.acknowledged,
            first_error=self.first_error,
        )


async def _main(plan: Plan) -> Measured:
    return await Load(plan).run()


if __name__ == "__main__":
    given = msgspec.json.decode(sys.argv[1], type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(_main(given))))
