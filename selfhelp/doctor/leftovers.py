"""Old databases and former keys, which lie there until somebody erases them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from selfhelp.admin.backup import last_backup
from selfhelp.admin.databases.apart import BEFORE, KEY_FILES
from selfhelp.admin.databases.postgresql_target import ASIDE
from selfhelp.finding import Finding
from selfhelp.notify.services import keys_folder
from selfhelp.ownership import to_run
from selfhelp.settings import Settings
from selfhelp.store.commands import reading
from selfhelp.store.engine import SQLITE_FILE

_HOLDS: Final = "What people delete now is still in it, for whoever can read it."


def kept(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Each is named until it is gone."""
    del launch
    old = [*_files(settings), *_schemas(settings)]
    for name, erase in old:
        yield Finding("warning", f"old database: {name} is still there", _HOLDS, f"When the new one is well: {erase}")
    others = _other_keys(settings)
    for key in others:
        yield Finding(
            "warning",
            f"another key: {key} is not the key that this server uses",
            "Unless somebody changed it on purpose, phones that subscribed under this one get no reminders.",
            "Put it back: docs/operating.md, «A key is lost». If it was changed on purpose: `selfhelp backup`, then"
            " erase this one.",
        )
    former = sorted(keys_folder(settings).glob("vapid.until-*"))
    for key in former:
        yield Finding(
            "warning",
            f"former key: {key}, which `keys rotate vapid` has put aside",
            "Whoever has it can still send reminders in this server's name to phones that have not subscribed anew.",
            "`selfhelp keys rotate vapid --undo` goes back to it. When nobody needs that any more:"
            f" {to_run('rm', key)}",
        )
    if not (old or others or former):
        yield Finding("fine", "old database, former keys: none left to erase")


def _files(settings: Settings) -> Iterator[tuple[str, str]]:
    found = sorted(settings.data.glob(f"{SQLITE_FILE}.before_*"))
    if settings.database and (settings.data / SQLITE_FILE).is_file():
        found.append(settings.data / SQLITE_FILE)
    for file in found:
        yield str(file), to_run("rm", file)


def _schemas(settings: Settings) -> Iterator[tuple[str, str]]:
    if not settings.database:
        return
    try:
        with reading(settings) as connection:
            names = inspect(connection).get_schema_names()
    except SQLAlchemyError:  # `database` says it.
        return
    for name in names:
        if name.startswith(ASIDE):
            yield f"the schema {name}", f"DROP SCHEMA {name} CASCADE, in psql."


def _other_keys(settings: Settings) -> list[Path]:
    last = last_backup(settings)
    if last is None or last.keys is None:
        return []
    ours = {name: keys_folder(settings) / name for name in KEY_FILES}
    try:
        differing = [
            last.keys / name
            for name, key in ours.items()
            if key.is_file() and (last.keys / name).is_file() and key.read_bytes() != (last.keys / name).read_bytes()
        ]
    except OSError:  # whoever asks may not read them
        differing = []
    return differing + sorted(file for name in KEY_FILES for file in last.keys.glob(f"{name}{BEFORE}*"))
