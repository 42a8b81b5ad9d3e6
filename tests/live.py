"""The real server, as `selfhelp serve` runs it, in a process of its own."""

import os
import signal
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import msgspec

from selfhelp.settings import PREFIX, Settings
from selfhelp.store.store import LIMIT
from tests.postgres import free_port

ROOT = Path(__file__).parent.parent

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For a client of a server without TLS: to read the machine's certificates costs it 25 ms of processor."""

_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forked"])


def _serve(environ: dict[str, str], log: Path, limit: int) -> None:
    # In the process that forks it is there already; here it would be read for nothing.
    from tests.forked import serve

    serve(environ, log, limit)


def _command(arguments: list[str], environ: dict[str, str], folder: Path, out: Path, error: Path) -> None:
    from tests.forked import command

    command(arguments, environ, folder, out, error)


def printed(arguments: list[str], folder: Path) -> str:
    """What `selfhelp …` says in this folder, in a process of its own, with no setting from around it; it must end well
    and warn of nothing."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    with TemporaryDirectory() as said:
        out, error = Path(said, "out"), Path(said, "error")
        process = _FORKING.Process(target=_command, args=(arguments, environ, folder, out, error))
        process.start()
        process.join()
        assert (process.exitcode, error.read_text()) == (0, ""), f"{arguments}: {out.read_text()}{error.read_text()}"
        return out.read_text()


class Live:
    """A server under `url`; `kill` is kill -9, `stop` a polite SIGTERM, `start` begins again on the same data.

    `limit` is how many calls of its store may be under way."""

    def __init__(self, settings: Settings, limit: int = LIMIT) -> None:
        self._limit = limit
        self.settings = msgspec.structs.replace(settings, host="127.0.0.1", port=free_port())
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self.log = self.settings.data / "server.out"
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        """Start and wait for the first answer."""
        environ = {**os.environ, **as_environment(self.settings)}
        self._process = _FORKING.Process(target=_serve, args=(environ, self.log, self._limit), daemon=True)
        self._process.start()
        # The first one waits for the process that they are all forked from, which reads and compresses everything.
        deadline = time.monotonic() + 180
        while True:
            try:
                httpx.get(f"{self.url}/health", verify=NO_TLS)
                return
            except httpx.TransportError:
                if time.monotonic() > deadline or not self._process.is_alive():
                    raise RuntimeError(f"the server did not start: {self.log.read_text()}") from None
                time.sleep(0.05)

    @property
    def process(self) -> int:
        """The id of the server's process."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Connections are taken and nothing is answered."""
        os.kill(self.process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process, signal.SIGCONT)

    def kill(self) -> None:
        self._end(signal.SIGKILL, -signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM, 0)

    def _end(self, how: signal.Signals, status: int) -> None:
        if self._process is not None:
            os.kill(self.process, how)
            self._process.join(timeout=120)
            assert self._process.exitcode == status, f"the server ended with {self._process.exitcode}"
            self._process = None


def as_environment(settings: Settings) -> dict[str, str]:
    """The settings as `SELFHELP_…` variables, as an operator would write them."""
    plain = msgspec.to_builtins(settings, enc_hook=str)
    return {
        f"SELFHELP_{name.upper()}": ",".join(value)
        if isinstance(value, list | tuple)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
        for name, value in plain.items()
        if value is not None
    }


@contextmanager
def live_server(settings: Settings, limit: int = LIMIT) -> Iterator[Live]:
    """Start the server, stop it politely afterwards."""
    live = Live(settings, limit)
    live.start()
    try:
        yield live
    finally:
        live.stop()
