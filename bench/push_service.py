"""A push service that costs next to nothing: TLS, HTTP/1.1 or HTTP/2, and 201 to whatever comes.

Run as `python -m bench.push_service <folder> <port> <h1|h2>`, where `folder` holds `localhost.pem` and `localhost.key`.
Each line on its standard input is answered with what it has counted since it began. It reads no more of a request than
says where the next one begins, so that it is not what is measured; `tests/notify/push_service.py` is the strict one.
"""

import asyncio
import os
import re
import ssl
import sys
import time
from pathlib import Path
from typing import Final, cast

import msgspec
import uvloop

_LENGTH: Final = re.compile(rb"content-length: (\d+)\r\n", re.IGNORECASE)
_CREATED: Final = b"HTTP/1.1 201 Created\r\nLocation: /m/1\r\nContent-Length: 0\r\n\r\n"

_PREFACE: Final = 24
_DATA, _HEADERS, _SETTINGS, _PING, _WINDOW = 0, 1, 4, 6, 8
_END_STREAM: Final = 1
_ACK: Final = 1
_AT_ONCE: Final = 100
"""Streams at the same time on a connection, as Google's front ends allow."""

_CREATED_2: Final = b"\x08\x03201\x0f\x1f\x04/m/1\x0f\x0d\x010"
""":status, location and content-length by their numbers in HPACK's fixed table (RFC 7541, A), never indexed anew."""


class Counted(msgspec.Struct):
    """So many messages, bytes of their bodies and CPU seconds."""

    messages: int = 0
    bytes: int = 0
    cpu: float = 0.0


class Http1(asyncio.Protocol):
    """One connection, one request after the other."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._rest = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is one in everything but name

    def data_received(self, data: bytes) -> None:
        data = self._rest + data if self._rest else data
        begin = answered = 0
        while (end := data.find(b"\r\n\r\n", begin)) >= 0:
            found = _LENGTH.search(data, begin, end + 2)
            length = int(found[1]) if found else 0
            if end + 4 + length > len(data):
                break
            begin = end + 4 + length
            answered += 1
            self._counted.bytes += length
        self._rest = data[begin:]
        if answered:
            self._counted.messages += answered
            self._transport.write(_CREATED * answered)


class Http2(asyncio.Protocol):
    """One connection, many streams; the headers are not looked at."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._rest = b""
        self._begun = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        settings = b"\0\x03" + _AT_ONCE.to_bytes(4) + b"\0\x04" + (2**20).to_bytes(4)
        self._transport.write(_frame(_SETTINGS, 0, 0, settings) + _frame(_WINDOW, 0, 0, (2**24).to_bytes(4)))

    def data_received(self, data: bytes) -> None:
        data = self._rest + data if self._rest else data
        at = 0
        if not self._begun and len(data) >= _PREFACE:
            self._begun, at = True, _PREFACE
        out, taken = [], 0
        while self._begun and at + 9 <= len(data):
            length = int.from_bytes(data[at : at + 3])
            end = at + 9 + length
            if end > len(data):
                break
            kind, flags, stream = data[at + 3], data[at + 4], int.from_bytes(data[at + 5 : at + 9])
            if kind == _DATA:
                taken += length
            if kind in (_DATA, _HEADERS) and flags & _END_STREAM:
                self._counted.messages += 1
                out.append(_frame(_HEADERS, 5, stream, _CREATED_2))
            elif kind in (_SETTINGS, _PING) and not flags & _ACK:
                out.append(_frame(kind, _ACK, 0, data[at + 9 : end] if kind == _PING else b""))
            at = end
        self._rest = data[at:]
        if taken:
            self._counted.bytes += taken
            out.append(_frame(_WINDOW, 0, 0, taken.to_bytes(4)))
        if out:
            self._transport.write(b"".join(out))


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3) + bytes((kind, flags)) + stream.to_bytes(4) + payload


async def _serve(folder: Path, port: int, version: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "localhost.pem", folder / "localhost.key")
    context.set_alpn_protocols(["h2"] if version == "h2" else ["http/1.1"])
    counted = Counted()
    protocol = Http2 if version == "h2" else Http1
    loop = asyncio.get_running_loop()
    over = loop.create_future()

    def ask() -> None:
        if not os.read(0, 100):
            over.set_result(None)
            loop.remove_reader(0)
        else:
            counted.cpu = time.process_time()
            sys.stdout.buffer.write(msgspec.json.encode(counted) + b"\n")
            sys.stdout.buffer.flush()

    server = await loop.create_server(lambda: protocol(counted), "127.0.0.1", port, ssl=context, backlog=1000)
    loop.add_reader(0, ask)
    print("ready", flush=True)
    async with server:
        await over
        server.close()


if __name__ == "__main__":
    uvloop.run(_serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
