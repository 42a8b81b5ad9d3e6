"""A real PostgreSQL for the tests: a cluster of its own in a temporary folder, durable as in production unless a test
can do without."""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

USER = "postgres"

FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""What no test can see that does not crash the server."""

_EMPTY = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid, 60000) FROM pg_stat_activity  -- milliseconds until it is gone with its locks
        WHERE datname = current_database() AND pid != pg_backend_pid() AND backend_type = 'client backend';
    SET LOCAL session_replication_role = replica;  -- no foreign keys meanwhile
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename != 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""


def memory() -> Path:
    """A folder in memory, where there is room; many containers have 64 MB."""
    place = Path("/dev/shm")
    has_room = place.is_dir() and shutil.disk_usage(place).free > 2 * 2**30
    return place if has_room else Path("/tmp")


def binaries() -> Path:
    """Where initdb and postgres lie; the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL is not installed: apt install postgresql")
    return Path(on_path).resolve().parent


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on just now.

    It lies below the ports that Linux gives to connections (32768 and on): one of them could take it before the server
    does that is told to listen there. For the same reason it is this process's until that ends: no other that asks here
    is given it, also while the server that had it is being started again.
    """
    given = _given()
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            # On the byte of its number; the kernel lets go when the process ends.
            fcntl.lockf(given.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            if port not in given.ports:
                given.ports.add(port)
                return port


class _Given(NamedTuple):
    """The file in which the processes of this machine's tests lock their ports, and those of this one."""

    file: int
    ports: set[int]


@cache
def _given() -> _Given:
    return _Given(os.open(f"/tmp/fotfeste-tests-ports-{os.geteuid()}", os.O_RDWR | os.O_CREAT, 0o600), set())


class Cluster:
    """A running server. `url(name)` is a database in it for `Settings.database`."""

    def __init__(self, folder: Path, port: int, options: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = port
        self.options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the superuser, outside a transaction."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname=database, autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def ask(self, question: str, database: str = "postgres") -> Any:
        """The one value that a query gives."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname=database) as connection:
            row = connection.execute(question.encode()).fetchone()
            assert row is not None
            return row[0]

    def new_database(self, template: str = "template1") -> str:
        """Create a database; its name."""
        self._count += 1
        name = f"test_{os.getpid()}_{self._count}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def empty(self, name: str) -> None:
        """Delete every row but the schema's version, whoever still holds a connection."""
        self.execute(_EMPTY, name)

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "64MB",
            "max_connections": "60",
            **self.options,
        }
        self._process = subprocess.Popen(
            [binaries() / "postgres", "-D", self.folder / "data", *(f"--{k}={v}" for k, v in options.items())],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
            **_as_user(),
        )
        deadline = time.monotonic() + 30
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    @property
    def process(self) -> int:
        """The postmaster's id, the parent of all of the server's processes."""
        assert self._process is not None
        return self._process.pid

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT is a fast shutdown, SIGQUIT an immediate one (as a crash)."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None


@contextmanager
def cluster(*, durable: bool = True) -> Iterator[Cluster]:
    """Make a cluster, start it, and take everything away afterwards. One that is not durable lies in memory where there
    is room, and is for tests that neither crash nor measure it."""
    # Not pytest's tmp_path: when root runs the tests, the server's own user must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="selfhelp-postgres-", dir="/tmp" if durable else memory()))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(USER)
            os.chown(folder, account.pw_uid, account.pw_gid)
        subprocess.run(
            [
                binaries() / "initdb",
                "-D",
                folder / "data",
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-instructions",
                *([] if durable else ["--no-sync"]),
            ],
            check=True,
            capture_output=True,
            **_as_user(),
        )
        running = Cluster(folder, free_port(), {} if durable else FAST)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user() -> dict[str, Any]:
    # initdb and postgres refuse to run as root.
    return {"user": USER, "group": USER, "cwd": "/tmp"} if os.geteuid() == 0 else {}
