"""The schema, brought up to date at every start by whichever process comes first."""

import importlib.util
import pkgutil
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

import selfhelp

MIGRATIONS: Final = Path(__file__).parent / "migrations"

_LOCK: Final = 0x73656C66
"""The number of PostgreSQL's advisory lock («self»); SQLite's lock is the transaction itself (BEGIN IMMEDIATE)."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run what is missing up to `revision`, all in one transaction: it is all there afterwards, or nothing is."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def import_tables() -> None:
    """Every slice's tables, found by their place (`selfhelp.<slice>.tables`): the store knows no slice by name."""
    for module in pkgutil.iter_modules(selfhelp.__path__):
        if module.ispkg and importlib.util.find_spec(f"selfhelp.{module.name}.tables"):
            importlib.import_module(f"selfhelp.{module.name}.tables")
    importlib.import_module("selfhelp.store.log")
