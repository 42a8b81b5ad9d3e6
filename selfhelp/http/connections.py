"""Limit what one connection may cost, with no proxy in front (docs/engineers/adr/0034-slow-clients.md).

uvicorn's protocol takes a head of any size, waits for ever for the end of a request, and keeps what a client does not
read. Here the size of a head is limited, the time for a request to arrive, and the total bytes of unfinished requests
and unread answers. The kernel ends a connection whose client reads nothing.
"""

import asyncio
import socket
from collections import Counter
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from selfhelp.http.client_address import TrustedProxies, network_of

MAX_HEAD: Final = 32 * 1024
"""Most bytes of a request besides its body: the first line and headers, or what stands between pieces of a body."""

TOO_LARGE: Final = b"The head of the request is too large."

MAX_HELD: Final = 32 * 1024**2
"""Most bytes that the process keeps for all slow clients together."""

COMES_WITHIN: Final = 60.0
"""Seconds for a request to arrive completely. Proxies give a body as long."""

SEND_BUFFER: Final = 64 * 1024
"""Bytes of an answer that the kernel buffers for a connection. It doubles the number; by default it takes megabytes."""

UNREAD_MS: Final = 30_000
"""Milliseconds in which a client must read some of what waits for it."""

_PER_HEADER: Final = 32  # bytes counted for each header besides its own, as HTTP/2 does
_LINGER: Final = 1.0  # seconds before closing: an immediate close would lose the answer while the client still sends
_PIPELINED: Final = 8  # pipelined requests before the first answer; browsers and proxies send none


def bounded(listener: socket.socket) -> None:
    """Limit what the kernel buffers for each connection that `listener` accepts, and for how long."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MS)


class SlowClients:
    """Counts the bytes kept for each slow client. Above `most`, the network with most of them loses its longest idle
    connection, so that a flood from one does not end the connections of others."""

    def __init__(self, proxies: TrustedProxies, most: int = MAX_HELD) -> None:
        self.proxies = proxies
        self.total = 0
        self._most = most
        self._connections: dict[Connection, tuple[str, int]] = {}  # the longest idle first
        self._networks: Counter[str] = Counter()

    def count(self, connection: "Connection", size: int) -> None:
        """Count `size` bytes as now kept for `connection`."""
        network, before = self._connections.pop(connection, ("", 0))
        if before:
            self.total -= before
            self._networks[network] -= before
            if not self._networks[network]:
                del self._networks[network]
        if size:
            network = connection.network()
            self._connections[connection] = (network, size)
            self._networks[network] += size
            self.total += size
        while self.total > self._most:
            ((heaviest, _),) = self._networks.most_common(1)
            slowest = next(one for one, (network, _) in self._connections.items() if network == heaviest)
            self.count(slowest, 0)
            slowest.transport.abort()


class Connection(HttpToolsProtocol):
    """uvicorn's protocol with these limits."""

    def __init__(self, *arguments: Any, held: SlowClients, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._held = held
        self._head = 0  # bytes of this request's head, counted by header
        self._apart = 0  # bytes of this request that were received and are no body
        self._body = 0  # bytes of its body until it is complete
        self._is_coming = False
        self._is_too_large = False
        self._deadline: asyncio.TimerHandle | None = None

    def network(self) -> str:
        """Return the network that the present request came from."""
        headers = self.headers or ()
        forwarded = [value.decode("latin-1") for name, value in headers if name == b"x-forwarded-for"]
        return network_of(self._held.proxies.client_address(self.client[0] if self.client else "", forwarded))

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop counting what is kept for this connection."""
        super().connection_lost(exc)
        self._came()
        self._held.count(self, 0)

    def data_received(self, data: bytes) -> None:
        """Parse within the limits."""
        if self._is_too_large:
            return
        self._apart += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self._is_too_large:
            return
        if self._is_coming:
            if self._apart > MAX_HEAD:
                self._refuse_head()
                return
            self._weigh()
        # Empty lines are no request, but they stop uvicorn's own timeout for the next one.
        if self._is_coming or self.cycle is None or self.cycle.response_complete:
            self._expect()

    def on_message_begin(self) -> None:
        """Start counting; what arrived with the end of the previous request is not part of it."""
        super().on_message_begin()
        self._head = self._apart = self._body = 0
        self._is_coming = True

    def on_url(self, url: bytes) -> None:
        """Count the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header, or a trailer after a chunked body."""
        self._count(len(name) + len(value) + _PER_HEADER)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Start to answer, unless the client sends many requests and reads no answers."""
        if self.flow.write_paused or len(self.pipeline) >= _PIPELINED:
            self.transport.abort()
            raise ConnectionAbortedError
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count what is kept until the request is complete."""
        self._apart -= len(body)
        if not self.cycle.response_complete:
            self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop waiting for the request."""
        self._came()
        self._weigh()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Count what the client has not read."""
        super().pause_writing()
        self._weigh()

    def resume_writing(self) -> None:
        """Count again, once it has read nearly all."""
        super().resume_writing()
        self._weigh()

    def send_400_response(self, msg: str) -> None:
        """Answer 400, unless 431 was answered already."""
        if not (self._is_too_large or self.transport.is_closing()):
            super().send_400_response(msg)

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MAX_HEAD:
            self._refuse_head()
            raise ValueError

    def _refuse_head(self) -> None:
        """Answer 431 and end the connection, with time for the client to read it: what else it sends is dropped."""
        self._is_too_large = True
        lines = (STATUS_LINE[431], b"content-type: text/plain; charset=utf-8\r\n", b"connection: close\r\n")
        self.transport.write(b"%scontent-length: %d\r\n\r\n%s" % (b"".join(lines), len(TOO_LARGE), TOO_LARGE))
        self.loop.call_later(_LINGER, self.transport.close)

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(COMES_WITHIN, self.transport.abort)

    def _came(self) -> None:
        self._is_coming = False
        self._body = 0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _weigh(self) -> None:
        unread = self.transport.get_write_buffer_size() if self.flow.write_paused else 0
        self._held.count(self, self._body + unread)
