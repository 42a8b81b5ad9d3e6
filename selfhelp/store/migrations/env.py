"""Alembic's entry. The server passes its own connection; `alembic -c … revision` opens one of the settings'."""

import os

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from selfhelp.settings import load
from selfhelp.store.engine import engine_of
from selfhelp.store.migrate import import_tables


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    import_tables()
    with engine_of(load(os.environ), writes=True) as engine, engine.begin() as opened:
        run(opened)
