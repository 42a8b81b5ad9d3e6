"""What takes the last traces out of a SQLite file (docs/threat-model.md)."""

from typing import Any

from sqlalchemy import Engine


def vacuum(engine: Engine) -> None:
    """Rewrite the whole file in the order of its keys, then empty the WAL. Writers wait meanwhile; readers go on."""
    _outside_transaction(engine, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def checkpoint(engine: Engine) -> None:
    """Empty the WAL into the file."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def bring_in(engine: Engine) -> None:
    """Bring into the file what no reader needs in the WAL. Nobody waits, neither readers nor writers."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(PASSIVE)")


def _outside_transaction(engine: Engine, *statements: str) -> None:
    connection: Any = engine.raw_connection()
    try:
        for statement in statements:
            connection.driver_connection.execute(statement).fetchall()
    finally:
        connection.close()
