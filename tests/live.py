"""The real server, as `uvicorn` runs it, in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec

from selfhelp.settings import Settings
from tests.postgres import free_port

ROOT = Path(__file__).parent.parent


class Live:
    """A server under `url`; `kill` is kill -9, `stop` a polite SIGTERM, `start` begins again on the same data."""

    def __init__(self, settings: Settings) -> None:
        self.settings = msgspec.structs.replace(settings, host="127.0.0.1", port=free_port())
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self.log = self.settings.data / "server.out"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait for the first answer."""
        environ = {**os.environ, **as_environment(self.settings)}
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "selfhelp.cli", "serve"], cwd=ROOT, env=environ, stdout=out, stderr=out
            )
        deadline = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{self.url}/health")
                return
            except httpx.TransportError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError(f"the server did not start: {self.log.read_text()}") from None
                time.sleep(0.05)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
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
def live_server(settings: Settings) -> Iterator[Live]:
    """Start the server, stop it politely afterwards."""
    live = Live(settings)
    live.start()
    try:
        yield live
    finally:
        live.stop()
