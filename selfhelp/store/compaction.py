"""What takes the last traces out of a SQLite file (docs/engineers/threat-model.md)."""

import sqlite3
from typing import Any

from sqlalchemy import Engine


def vacuum(engine: Engine) -> None:
    """Rewrite the whole file in the order of its keys, then empty the WAL. Readers go on. Writers wait for as long as
    their tries last (three times `engine.BUSY_MS`), in whichever process they are, and are told to come back then:
    `Overloaded`, a 503 with Retry-After. Nothing of theirs is lost, and phones send it again.

    sqlite3.DatabaseError when the file is damaged: rewritten without what cannot be read, it would look whole.
    """
    _look_through(engine)
    _outside_transaction(engine, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def checkpoint(engine: Engine) -> None:
    """Empty the WAL into the file."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def bring_in(engine: Engine) -> None:
    """Bring into the file what no reader needs in the WAL. Nobody waits, neither readers nor writers."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(PASSIVE)")


def _look_through(engine: Engine) -> None:
    connection: Any = engine.raw_connection()
    try:
        ((found,),) = connection.driver_connection.execute("PRAGMA quick_check(1)").fetchall()
    finally:
        connection.close()
    if found != "ok":
        raise sqlite3.DatabaseError(f"not rewritten, it is damaged: {found}")


def _outside_transaction(engine: Engine, *statements: str) -> None:
    connection: Any = engine.raw_connection()
    try:
        for statement in statements:
            connection.driver_connection.execute(statement).fetchall()
    finally:
        connection.close()
