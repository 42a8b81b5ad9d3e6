"""What was kept aside, and lies there until somebody erases it: old databases, and keys that were others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from selfhelp.advice import to_run
from selfhelp.finding import Finding
from selfhelp.notify.office import keys_folder
from selfhelp.operating.backup import last_backup
from selfhelp.operating.databases.apart import BEFORE, KEY_FILES
from selfhelp.operating.databases.postgresql_target import ASIDE
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE, database_url, reading_engine

_HOLDS: Final = "What people delete now is still in it, for whoever can read it."


def kept(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Each is named until it is gone."""
    del launch
    old = [*_files(settings), *_schemas(settings)]
    for name, erase in old:
        yield Finding("warning", f"kept aside: {name}", _HOLDS, f"When all is well with the new one: {erase}")
    others = _other_keys(settings)
    for key in others:
        yield Finding(
            "warning",
            f"kept aside: {key}, and the key of this server is another",
            "Was it not changed on purpose, nobody who subscribed under the old key is reminded.",
            "Else put it back: docs/operating.md, «A key is lost». On purpose: `selfhelp backup`, then erase it.",
        )
    if not (old or others):
        yield Finding("fine", "kept aside: no old database, and no other key where the last backup put the keys")


def _files(settings: Settings) -> Iterator[tuple[str, str]]:
    found = sorted(settings.data.glob(f"{SQLITE_FILE}.before_*"))
    if settings.database and (settings.data / SQLITE_FILE).is_file():
        found.append(settings.data / SQLITE_FILE)
    for file in found:
        yield str(file), to_run("rm", file)


def _schemas(settings: Settings) -> Iterator[tuple[str, str]]:
    if not settings.database:
        return
    engine = reading_engine(database_url(settings))
    try:
        with engine.connect() as connection:
            names = inspect(connection).get_schema_names()
    except SQLAlchemyError:  # `database` says it.
        return
    finally:
        engine.dispose()
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
