"""The schema, brought up to date at every start by whichever process comes first."""

import importlib.util
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

import selfhelp
from selfhelp.store.engine import BUSY_MS

MIGRATIONS: Final = Path(__file__).parent / "migrations"

PATIENCE_MS: Final = 120_000
"""How long a start waits, on SQLite, for another process that is bringing the schema up to date, in milliseconds."""

LOCK: Final = 0x73656C66
"""The number of PostgreSQL's advisory lock («self»); SQLite's lock is the transaction itself (BEGIN IMMEDIATE)."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing up to `revision`, all in one transaction: it is all there afterwards, or nothing is."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection, _patient(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _patient(connection: Connection) -> Iterator[None]:
    """A large database takes longer to bring up to date than any statement waits otherwise."""
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
    """Every slice's tables, found by their place (`selfhelp.<slice>.tables`): the store knows no slice by name."""
    for module in pkgutil.iter_modules(selfhelp.__path__):
        if module.ispkg and importlib.util.find_spec(f"selfhelp.{module.name}.tables"):
            importlib.import_module(f"selfhelp.{module.name}.tables")
    importlib.import_module("selfhelp.store.log")
