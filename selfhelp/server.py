"""Run `selfhelp serve` and `selfhelp worker`, from the first printed line to the exit status."""

import asyncio
import errno
import os
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, cast

import psycopg
import uvicorn
import uvloop
from litestar import Litestar
from prometheus_client import CollectorRegistry

from selfhelp.app import create_app, start_error
from selfhelp.console import Stopped
from selfhelp.heap import freeze_heap
from selfhelp.http.client_address import TrustedProxies
from selfhelp.http.connections import Connection, SlowClients, bounded
from selfhelp.logs import configure
from selfhelp.modules.bundles import BrokenPack
from selfhelp.ownership import ROOT, not_ours, unopened
from selfhelp.runtime import open_runtime, ticking
from selfhelp.settings import Settings, SettingsError, wrong_setting
from selfhelp.store.engine import sqlite_file
from selfhelp.store.faults import CannotOpen, driver_error, is_full

_REQUESTS_END_WITHIN: Final = 10  # seconds after the signal to stop
_KEEP_ALIVE: Final = 65  # seconds; longer than the minute after which reverse proxies close, so that they close first


class _Announcing(uvicorn.Server):
    """uvicorn, which prints its address once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind, open the app, and print its address."""
        await super().startup(sockets)
        if self.started:
            freeze_heap()
            print(f"Fotfeste: {self._address}", flush=True)
            _tell_systemd()


def _tell_systemd() -> None:
    """Notify systemd that the server answers, if it waits for that (`Type=notify`)."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    # A container may inherit a name that leads nowhere.
    if place.startswith(("/", "@")):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as teller, suppress(OSError):
            teller.sendto(b"READY=1", f"\0{place[1:]}" if place.startswith("@") else place)


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket. Raises SettingsError when `host` is not this machine's, OSError when `port` is
    taken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise SettingsError(wrong_setting("host", host, "no such name")) from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bounded(listener)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise SettingsError(wrong_setting("host", host, "not of this machine")) from error
        raise
    return listener


def address_of(settings: Settings, host: str, port: int) -> str:
    """Return what to open in a browser: `localhost` for this machine's own addresses (push and passkeys need that
    name)."""
    local = host in {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"}  # noqa: S104 - compared, not bound
    here = f"http://{'localhost' if local else host}:{port}"
    return f"{settings.public_url} (here: {here})" if settings.public_url.startswith("https:") else here


def uvicorn_config(app: Litestar, settings: Settings) -> uvicorn.Config:
    """Return uvicorn's configuration for `app`."""
    held = SlowClients(TrustedProxies(settings.trusted_proxy))
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=cast("type[asyncio.Protocol]", partial(Connection, held=held)),
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_REQUESTS_END_WITHIN,
        timeout_keep_alive=_KEEP_ALIVE,
    )


def serve(settings: Settings, host: str, port: int) -> int:
    """Serve until SIGINT or SIGTERM; then answer running requests, drain the store and return the exit status.

    Raises SettingsError for a wrong setting, Stopped for anything else that prevents the start.
    """
    configure()
    _check_owner(settings, "serve")
    try:
        listener = bind(host, port)
    except OSError as error:
        raise Stopped(
            f"{host}:{port} cannot be used: {error.strerror}. Choose another with --port or SELFHELP_PORT."
        ) from error
    if not (settings.pwa / "index.html").is_file():
        print(f"The app is not built: {settings.pwa} has no index.html. `make run` builds it.", file=sys.stderr)
    app = create_app(settings)
    server = _Announcing(uvicorn_config(app, settings), address_of(settings, host, listener.getsockname()[1]))
    # uvicorn raises the signal again when it has drained; the exit status is 0 then.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    except SystemExit as end:  # 0: SIGTERM, after the drain; anything else: the start failed
        failed = start_error(app)
        if isinstance(failed, SettingsError):
            raise failed from None
        if failed is not None and end.code:
            raise Stopped(_explain(failed, settings)) from failed
        if failed is not None:  # It failed as it stopped, and was told to stop all the same.
            print(_explain(failed, settings), file=sys.stderr)
        return min(int(end.code or 0), 1)
    return 0


def work(settings: Settings) -> int:
    """Run the scheduler alone until SIGINT or SIGTERM; return the exit status. Raises SettingsError and Stopped."""
    configure()
    _check_owner(settings, "worker")
    try:
        uvloop.run(_work(settings))
    except SettingsError:
        raise
    except Exception as error:
        raise Stopped(_explain(error, settings)) from error
    return 0


async def _work(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with open_runtime(settings, CollectorRegistry()) as runtime, ticking(runtime):
        print("Fotfeste: the clock is running", flush=True)
        await stopped.wait()


def _check_owner(settings: Settings, command: str) -> None:
    """Raise Stopped if root is about to make files in another user's folder that nobody else could open."""
    said = not_ours(settings.data, sqlite_file(settings), command) if os.geteuid() == ROOT else None
    if said is not None:
        raise Stopped(said)


def _explain(error: BaseException, settings: Settings) -> str:
    """Return what kept it from starting, in words for the person who started it."""
    if is_full(error) and not isinstance(driver_error(error), psycopg.Error):
        file = error.filename if isinstance(error, OSError) else None
        return f"Could not start: {file or settings.data}: the disk is full. Make room."
    if isinstance(error, BrokenPack):
        return f"{error}\nThe content pack cannot be served. `selfhelp content check` says the same."
    if isinstance(error, CannotOpen):
        return str(error)
    if isinstance(error, PermissionError) and error.filename:
        return f"Could not start: {unopened(Path(error.filename))}. `selfhelp doctor` says what to do."
    said = str(error).strip().splitlines()
    return f"Could not start: {type(error).__name__}: {said[0] if said else ''}\n`selfhelp doctor` looks closer."
