"""A reverse proxy in a few lines: each new connection goes to the next server in turn that takes it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Self


class Front:
    """Listens on a port of its own while entered. `taken` counts the connections of each server."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._turn = 0
        self._server: asyncio.Server | None = None
        self.taken: Counter[int] = Counter()
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self._ports:
            port = self._ports[self._turn % len(self._ports)]
            self._turn += 1
            try:
                answers, asks = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue  # it is dead just now
            self.taken[port] += 1
            await asyncio.gather(_pass_on(reader, asks), _pass_on(answers, writer))
            return
        writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side ends, or is killed: then the other is told."""
    with suppress(OSError):
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
    with suppress(OSError):
        writer.close()
