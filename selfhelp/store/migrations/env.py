"""Alembic's entry. The server passes its own connection; the command line (`alembic revision`) opens one."""

import importlib
import os
import pkgutil

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import selfhelp
from selfhelp.settings import load
from selfhelp.store.engine import database_url, writing_engine


def import_tables() -> None:
    """Every slice's tables, found by their place (`selfhelp.<slice>.tables`): the store knows no slice by name."""
    for module in pkgutil.iter_modules(selfhelp.__path__):
        if module.ispkg and importlib.util.find_spec(f"selfhelp.{module.name}.tables"):
            importlib.import_module(f"selfhelp.{module.name}.tables")
    importlib.import_module("selfhelp.store.log")


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    import_tables()
    with writing_engine(database_url(load(os.environ))).begin() as opened:
        run(opened)
