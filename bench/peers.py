"""What the server is measured against, each behind Litestar on uvicorn with the server's own security headers.

`empty` is the framework as its guides have it: it reads nothing and returns `{}`. The others read and answer with the
server's own code, so that only the store is compared: `null` has no database; `raw` is sqlite3 with group commit and
the same access and put rule by hand; `orm` is SQLModel with aiosqlite as their guides write it, one session and one
commit a request (with WAL and synchronous=FULL, so that it promises the same).

Run as `python -m bench.peers <name> <port> <file>`.
"""

import asyncio
import contextlib
import hmac
import queue
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import uvicorn
from litestar import Litestar, post
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from selfhelp.boxes import BoxRequest, Refusal
from selfhelp.boxes.admission import box_request
from selfhelp.boxes.sealed import is_sealed
from selfhelp.diary.schema import Conflict, Refused, Sync, SyncAnswer
from selfhelp.diary.sync import expected
from selfhelp.diary.tables import Record, Vault
from selfhelp.heap import freeze_heap
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import Problem
from selfhelp.http.routing import AnyRequest, JsonAnswer, read_json
from selfhelp.http.security_headers import SecurityHeaders

PATH: Final = "/api/vaults/{box_id:str}/sync"
LIMIT: Final = 1024 * 1024
Lifespan = Callable[[Litestar], contextlib.AbstractAsyncContextManager[None]]


@post(PATH, status_code=200)
async def empty(request: AnyRequest) -> dict[str, str]:
    """The framework alone."""
    return {}


@post(PATH, status_code=200)
async def null(request: AnyRequest) -> ASGIApp:
    """Everything but a database."""
    box_request(request)
    asked = await read_json(request, Sync, LIMIT)
    return JsonAnswer(SyncAnswer(log=asked.log or "", cursor=0, more=False, accepted=[put.id for put in asked.puts]))


def connect(file: str) -> sqlite3.Connection:
    """A connection with the server's own pragmas."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def apply_raw(connection: sqlite3.Connection, box: BoxRequest, asked: Sync) -> SyncAnswer | Refusal:
    """Access, put rule, counters: the statements of `selfhelp.diary.sync`, by hand."""
    row = connection.execute(
        "SELECT auth, seq, records, bytes, created, used, (SELECT id FROM log) FROM vault WHERE id = ?", (box.id,)
    ).fetchone()
    if row is None or not hmac.compare_digest(row[0], box.auth):
        return Refusal.NO_SUCH_BOX
    _, seq, records, size, _, used, log = row
    answer = SyncAnswer(log=log.hex(), cursor=0, more=True)
    if asked.log != answer.log or asked.cursor > seq:
        return answer
    before = seq
    for put in asked.puts:
        sealed, record_id = put.sealed, bytes.fromhex(put.id)
        if not is_sealed(sealed):
            answer.refused.append(Refused(put.id, "bad-seal"))
            continue
        stored = connection.execute(
            "SELECT version, sealed FROM record WHERE vault = ? AND id = ?", (box.id, record_id)
        ).fetchone()
        version, held = stored or (0, None)
        if version == put.version and held == sealed:
            answer.accepted.append(put.id)
            continue
        if expected(put) != version:
            answer.conflicts.append(Conflict(put.id, version, held))
            continue
        growth = len(sealed) - len(held or b"")
        if (held is None and records >= 10**9) or (growth > 0 and size + growth > 10**12):
            answer.refused.append(Refused(put.id, "vault-full"))
            continue
        seq, size, records = seq + 1, size + growth, records + (held is None)
        if held is None:
            connection.execute(
                "INSERT INTO record (vault, id, version, seq, sealed) VALUES (?, ?, ?, ?, ?)",
                (box.id, record_id, put.version, seq, sealed),
            )
        else:
            connection.execute(
                "UPDATE record SET version = ?, seq = ?, sealed = ? WHERE vault = ? AND id = ?",
                (put.version, seq, sealed, box.id, record_id),
            )
        answer.accepted.append(put.id)
    connection.execute(
        "UPDATE vault SET seq = ?, records = ?, bytes = ?, used = ? WHERE id = ?", (seq, records, size, used, box.id)
    )
    if asked.cursor == before:
        answer.cursor, answer.more = seq, False
    return answer


class RawWriter:
    """A thread that commits for everybody who is waiting."""

    def __init__(self, file: str) -> None:
        self.loop = asyncio.get_running_loop()
        self.waiting: queue.SimpleQueue[tuple[BoxRequest, Sync, asyncio.Future[Any]] | None] = queue.SimpleQueue()
        self.connection = connect(file)
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        while (first := self.waiting.get()) is not None:
            batch = [first]
            with contextlib.suppress(queue.Empty):
                while len(batch) < 256 and (more := self.waiting.get_nowait()) is not None:
                    batch.append(more)
            self.connection.execute("BEGIN IMMEDIATE")
            answers = [(future, apply_raw(self.connection, box, asked)) for box, asked, future in batch]
            self.connection.execute("COMMIT")
            self.loop.call_soon_threadsafe(self.answer, answers)

    @staticmethod
    def answer(answers: list[tuple["asyncio.Future[Any]", SyncAnswer | Refusal]]) -> None:
        for future, answer in answers:
            if not future.done():
                future.set_result(answer)


def raw(file: str) -> tuple[Any, Lifespan]:
    """sqlite3 with group commit."""
    writer: RawWriter

    @contextlib.asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        nonlocal writer
        writer = RawWriter(file)
        yield
        writer.waiting.put(None)
        writer.thread.join()

    @post(PATH, status_code=200)
    async def sync(request: AnyRequest) -> ASGIApp:
        box = box_request(request)
        asked = await read_json(request, Sync, LIMIT)
        future: asyncio.Future[SyncAnswer | Refusal] = writer.loop.create_future()
        writer.waiting.put((box, asked, future))
        answer = await future
        if isinstance(answer, Refusal):
            raise Problem(answer.value)
        return JsonAnswer(answer)

    return sync, lifespan


def orm(file: str) -> tuple[Any, Lifespan]:
    """SQLModel and aiosqlite, a session and a commit a request."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{file}", connect_args={"timeout": 60})

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @contextlib.asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    @post(PATH, status_code=200)
    async def sync(request: AnyRequest) -> ASGIApp:
        box = box_request(request)
        asked = await read_json(request, Sync, LIMIT)
        answer = SyncAnswer(log=asked.log or "", cursor=0, more=False)
        async with AsyncSession(engine) as session:
            vault = await session.get(Vault, box.id)
            if vault is None or not hmac.compare_digest(vault.auth, box.auth):
                raise Problem("no-such-box")
            for put in asked.puts:
                key = {"vault": box.id, "id": bytes.fromhex(put.id)}
                record = await session.get(Record, key)
                if expected(put) != (record.version if record else 0):
                    answer.conflicts.append(Conflict(put.id, record.version if record else 0, None))
                    continue
                vault.seq += 1
                if record is None:
                    vault.records += 1
                    session.add(Record(**key, version=put.version, seq=vault.seq, sealed=put.sealed))
                else:
                    record.version, record.seq, record.sealed = put.version, vault.seq, put.sealed
                answer.accepted.append(put.id)
            answer.cursor = vault.seq
            await session.commit()
        return JsonAnswer(answer)

    return sync, lifespan


def main(name: str, port: int, file: str) -> None:
    """Serve one peer."""
    handler, lifespan = {"raw": raw, "orm": orm}[name](file) if name in {"raw", "orm"} else (globals()[name], None)
    app = Litestar(
        [handler],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=LIMIT,
        lifespan=[lifespan] if lifespan else [],
        on_startup=[freeze_heap],
        exception_handlers={Problem: answer_problem, HTTPException: answer_http_exception},
    )
    app.asgi_handler = SecurityHeaders(https=False)(app.asgi_handler)
    uvicorn.run(
        app,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
