"""Upgrade the schema at every start, by whichever process comes first."""

import importlib.util
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

import selfhelp
from selfhelp.store.engine import BUSY_MS
from selfhelp.store.faults import CannotOpen

MIGRATIONS: Final = Path(__file__).parent / "migrations"

PATIENCE_MS: Final = 120_000
"""How long a start waits, on SQLite, for another process that is upgrading the schema, in milliseconds."""

_LOCK: Final = 0x73656C66
"""The number of PostgreSQL's advisory lock («self»); SQLite's lock is the transaction itself (BEGIN IMMEDIATE)."""


NEWER: Final = (
    "The database is of a newer version: its schema is {found}, which this one does not know. "
    "Install that version again, or restore the backup that was made before the upgrade (docs/operators/backups.md)."
)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations up to `revision` in one transaction: all or none of them apply.

    Raises CannotOpen when the schema is a newer version's.
    """
    with engine.connect() as connection, _patient(connection), connection.begin():
        upgrade_within(connection, revision)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations up to `revision` within the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        found = revision_of(connection)
        if found is None or found in revisions():
            raise
        raise CannotOpen(NEWER.format(found=found)) from error


def revision_of(connection: Connection) -> str | None:
    """Return the schema's revision; None in an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """Return every revision that this version knows, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextmanager
def _patient(connection: Connection) -> Iterator[None]:
    """Wait longer than other statements do: the upgrade of a large database takes time."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def import_tables() -> None:
    """Import every slice's tables by their place (`selfhelp.<slice>.tables`): the store names no slice."""
    for module in pkgutil.iter_modules(selfhelp.__path__):
        if module.ispkg and importlib.util.find_spec(f"selfhelp.{module.name}.tables"):
            importlib.import_module(f"selfhelp.{module.name}.tables")
    importlib.import_module("selfhelp.store.epoch")
