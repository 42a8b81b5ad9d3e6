"""Everything that a server leaves behind and sends out, as bytes by place, for the search for canaries.

A text in a database file may be cut in two by the end of a page; so the rows are read out as well.
"""

import sqlite3
from pathlib import Path
from typing import Any

import httpx
import psycopg
from sqlalchemy import make_url

from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file
from tests.notify.push_service import Received
from tests.postgres import Cluster


def _plain(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def rows(settings: Settings) -> dict[str, bytes]:
    """Every value of every table, one a line."""
    found: list[bytes] = []
    file = sqlite_file(settings)
    if file is not None:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for (table,) in tables:
                found += [_plain(value) for row in connection.execute(f'SELECT * FROM "{table}"') for value in row]
    else:
        url = make_url(settings.database).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url) as server:
            names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in names:
                for row in server.execute(f'SELECT * FROM "{table}"'.encode()):
                    found += [_plain(value) for value in row]
    return {"rows": b"\n".join(found)}


def files(folder: Path, name: str) -> dict[str, bytes]:
    """Every file below `folder`. One that goes away while it is read held nothing that stays."""
    found: dict[str, bytes] = {}
    for file in sorted(folder.rglob("*")):
        try:
            if file.is_file():
                found[f"{name}/{file.relative_to(folder)}"] = file.read_bytes()
        except FileNotFoundError:
            continue
    return found


def cluster_files(cluster: Cluster) -> dict[str, bytes]:
    """What PostgreSQL has on the disk, its write-ahead log and its own log too."""
    cluster.execute("CHECKPOINT")
    return files(cluster.folder, "PostgreSQL")


def metrics(settings: Settings) -> dict[str, bytes]:
    """What the operator's monitoring reads."""
    return {"metrics": httpx.get(f"http://127.0.0.1:{settings.metrics_port}/metrics").content}


def pushes(received: list[Received]) -> dict[str, bytes]:
    """What the push service saw, and what only the phone can read."""
    return {
        "push headers": "\n".join(
            f"{name}: {value}" for one in received for name, value in one.headers.items()
        ).encode(),
        "push bodies": b"\n".join(one.body for one in received),
        "push bodies, decrypted": b"\n".join(one.plain for one in received),
    }
