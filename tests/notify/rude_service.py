"""What answers on a port and is no push service: silent, gone in the middle, or talking nonsense. Real TLS."""

import socket
import ssl
import struct
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.patience import PATIENCE

RESET_AT_ONCE = "reset at once"
RESET_AFTER_THE_REQUEST = "reset after the request"
CLOSED_WITHOUT_A_WORD = "closed without a word"
NONSENSE = "nonsense"
SILENCE = "silence"

MANNERS = (RESET_AT_ONCE, RESET_AFTER_THE_REQUEST, CLOSED_WITHOUT_A_WORD, NONSENSE, SILENCE)


class RudeService:
    """One that behaves by `manner` to everybody; `connections` counts who came."""

    def __init__(self, manner: str, certificate: Path, key: Path) -> None:
        self._manner = manner
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._held: list[socket.socket] = []
        self.connections = 0
        self._came = threading.Event()
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for one in self._held:
            one.close()

    def has_come(self) -> None:
        """Blocks until somebody has come."""
        assert self._came.wait(PATIENCE)

    def _serve(self) -> None:
        while True:
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._came.set()
            try:
                self._treat(one)
            except OSError:
                one.close()

    def _treat(self, one: socket.socket) -> None:
        if self._manner == RESET_AT_ONCE:
            _reset(one)
            return
        secure = self._context.wrap_socket(one, server_side=True)
        if self._manner == SILENCE:
            self._held.append(secure)
            return
        secure.recv(65_536)
        if self._manner == RESET_AFTER_THE_REQUEST:
            _reset(secure)
            return
        if self._manner == NONSENSE:
            secure.sendall(b"no such protocol\r\n\r\n")
        secure.close()


def _reset(one: socket.socket) -> None:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    one.close()
