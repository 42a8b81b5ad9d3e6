"""`selfhelp demo`: check that the database is fresh, start a server on it and put a made-up diary there by HTTP."""

import base64
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlmodel import select

from selfhelp.admin.databases.replacing import filled
from selfhelp.admin.databases.rows import tables_of
from selfhelp.admin.demo import DEMO_FILE
from selfhelp.admin.demo.diary import Entry, entries
from selfhelp.admin.demo.seal import SlotSeal, VaultSeal, recovery_code
from selfhelp.admin.site_client import Unreachable, Visit
from selfhelp.boxes import TOMBSTONES_FILE
from selfhelp.console import Stopped, progress
from selfhelp.durable import write_whole
from selfhelp.settings import Settings
from selfhelp.store.commands import is_there, session_of
from selfhelp.store.epoch import Epoch

_LANGUAGES: Final = {"nb": "Bokmål", "en": "English"}

_PUTS: Final = 100
"""Records in one request, the most that the server takes."""

_TAG: Final = "de30de30"
"""The tag of the device that wrote all of it."""

_ANNOUNCED: Final = "Fotfeste: "


def demo(settings: Settings, file: Path | None, locale: str, server: str | None, *, on_public: bool) -> None:
    """Fill the database and print the code that opens the diary. `file`: the settings, for a server that is started.

    Raises Stopped when the database is not empty, when people may come to it, or when the diary cannot be made.
    """
    if settings.public_url.startswith("https:") and not on_public:
        raise Stopped(
            f"public_url is {settings.public_url}: people may come to this server, and the made-up diary would lie"
            " among theirs. Nothing was written.\n"
            "Try it on your own computer: SELFHELP_PUBLIC_URL=http://localhost:8000 SELFHELP_DATA=demo selfhelp demo\n"
            "If nobody has been let in yet, and you begin with an empty database before that: --on-public."
        )
    _must_be_empty(settings)
    with _server(server, file) as url:
        try:
            code, count, days = _put_all(Visit(url, direct=True), locale, settings)
        except Unreachable as error:
            raise Stopped(f"No answer from {url}: is it where the server runs?") from error
    where = server or f"http://localhost:{settings.port}"
    print(
        f"The diary of a made-up person is on the server: {count} records of {days} days, "
        f"in {_LANGUAGES[locale]}.\n\n"
        f"  Open   {where}/#/signin{'' if server else '   (after `selfhelp serve`)'}\n"
        f"  Code   {code}\n\n"
        "For looking only. The code stands on this screen, and anyone who has it can read the diary. Let no people in\n"
        "on this database: for them, begin with an empty data folder (on PostgreSQL, with an empty database as well)."
    )


def _must_be_empty(settings: Settings) -> None:
    """Raise Stopped when there is, or ever was, a box or anything else of people's here."""
    tombstones = settings.data / TOMBSTONES_FILE
    if tombstones.exists() and tombstones.stat().st_size:
        raise Stopped(f"{tombstones} names boxes that people deleted: this is no fresh database. Nothing was written.")
    if not is_there(settings):
        return
    with session_of(settings) as session:
        connection = session.connection()
        for name in filled(connection, tables_of(connection)):
            raise Stopped(
                f"The database is not empty: there is something in `{name}`. Nothing was written.\n"
                "Take a fresh one, such as SELFHELP_DATA=demo-data selfhelp demo."
            )


@contextmanager
def _server(named: str | None, file: Path | None) -> Iterator[str]:
    """Yield a server's address: the one named, or that of one run meanwhile on the settings of `file`."""
    if named:
        yield named.rstrip("/")
        return
    command = [sys.executable, "-m", "selfhelp"]
    if file:
        command += ["--settings", str(file)]
    meanwhile = {"SELFHELP_JOBS": "false", "SELFHELP_METRICS_PORT": "0", "SELFHELP_PUBLIC_URL": "http://localhost:8000"}
    process = subprocess.Popen(  # noqa: S603 - this very program
        [*command, "serve", "--host", "127.0.0.1", "--port", "0"],
        env={**os.environ, **meanwhile},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith(_ANNOUNCED)), "")
        if not said:
            raise Stopped("The server did not start; nothing was written.")
        yield said.removeprefix(_ANNOUNCED).strip().replace("localhost", "127.0.0.1")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def _put_all(site: Visit, locale: str, settings: Settings) -> tuple[str, int, int]:
    """Put slot, vault and every record; return the recovery code, how many records, and over how many days."""
    log = _ask(site, "GET", "/api/log")["log"]
    if bytes.fromhex(log) != _log_of(settings):
        raise Stopped("That server runs on another database than these settings name. Nothing was written.")
    bundle = _ask(site, "GET", _ask(site, "GET", f"/api/content/{locale}")["bundle"])
    recovery, master_key = secrets.token_bytes(16), secrets.token_bytes(32)
    slot, vault = SlotSeal(recovery), VaultSeal(master_key)
    today = datetime.now().astimezone().date()
    story = list(entries(today, locale, bundle))
    first, last = min(entry.at for entry in story), max(entry.at for entry in story)
    story.append(Entry("keys", first, {"R": recovery.hex()}, "keys"))
    address, auth = f"/api/vaults/{vault.id.hex()}", vault.auth.hex()
    write_whole(settings.data / DEMO_FILE, f"{today}\n".encode())
    _ask(site, "PUT", address, auth, {})
    batches = [story[begin : begin + _PUTS] for begin in range(0, len(story), _PUTS)]
    with progress("writing the diary", batches, lambda: len(batches)) as waiting:
        for batch in waiting:
            puts = [_put(vault, entry) for entry in batch]
            answer = _ask(site, "POST", f"{address}/sync", auth, {"log": log, "cursor": 0, "puts": puts})
            if len(answer["accepted"]) != len(puts):
                raise Stopped("The server did not take all of it. Are the limits of a vault very low?")
    sealed = base64.b64encode(slot.seal(master_key)).decode()
    _ask(site, "PUT", f"/api/slots/{slot.id.hex()}", slot.auth.hex(), {"sealed": sealed})
    return recovery_code(recovery), len(story), (last.date() - first.date()).days + 1


def _put(vault: VaultSeal, entry: Entry) -> dict[str, Any]:
    record = vault.record_id(entry.name) if entry.name else secrets.token_bytes(16)
    stamp = [round(entry.at.timestamp() * 1000), _TAG]
    plain = {"kind": entry.kind, "fields": entry.fields, "stamps": dict.fromkeys(entry.fields, stamp)}
    sealed = base64.b64encode(vault.seal(record, 1, plain)).decode()
    return {"id": record.hex(), "base": 0, "version": 1, "sealed": sealed}


def _ask(site: Visit, method: str, path: str, secret: str = "", body: object = None) -> Any:
    """Return the answer's body. Raises Stopped when the server refuses."""
    answer = site.ask(method, path, secret, body)
    if answer.status >= 300:
        said = msgspec.json.decode(answer.body) if "json" in answer.first("content-type") else {}
        raise Stopped(f"The server said no ({answer.status}): {said.get('detail') or said.get('title') or path}")
    return msgspec.json.decode(answer.body) if answer.status == 200 else None


def _log_of(settings: Settings) -> bytes | None:
    """Return the log id in the settings' database; None when there is no such database yet."""
    try:
        with session_of(settings) as session:
            return session.exec(select(Epoch.id)).one_or_none()
    except Stopped:
        return None
