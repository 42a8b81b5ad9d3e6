"""The log id: the name of one unbroken history of the counters in this database.

A restored database has forgotten things that devices saw. The new id tells them to page from the start and to put back
what is missing (docs/engineers/protocol.md, *Sync*). `check_epoch` runs at every start and begins one when something
shows that this is not the database that ran here last; `selfhelp restore` calls `renew` itself.
"""

import secrets
from typing import Final

import psycopg
from sqlalchemy import BigInteger, Engine, delete, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Field, Session, SQLModel, select

from selfhelp.settings import Settings
from selfhelp.store.durability import HighWater, Mark
from selfhelp.store.engine import sqlite_file

LEAP: Final = 1_000_000_000
"""A new epoch adds this much to the count, past what other processes noted of the former one."""


class Epoch(SQLModel, table=True):
    """The one row: the id, and on SQLite the number of batches that ever changed something."""

    __tablename__ = "log"

    id: bytes = Field(primary_key=True)
    count: int = Field(default=0, sa_type=BigInteger)


def check_epoch(engine: Engine, settings: Settings, highwater: HighWater) -> None:
    """Begin an epoch if there is none or if the database is not the one that ran here last; write down which is now."""
    with engine.begin() as connection, Session(bind=connection) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
        log = session.exec(select(Epoch.id)).first()
        identity = _identity(session, settings)
        if log is None or _is_another(highwater, Mark(_count(session), identity), settings):
            renew(session)
        # Before the commit, while the lock is held: another process that starts now must find the mark.
        highwater.begin(Mark(_count(session), identity))


def renew(session: Session) -> bytes:
    """Begin a new epoch within this transaction; return its log id, 16 bytes."""
    id_ = secrets.token_bytes(16)
    count = _count(session) + LEAP
    session.exec(delete(Epoch))
    session.add(Epoch(id=id_, count=count))
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval('log_count', :n)"), {"n": count})
    return id_


def record_database(engine: Engine, settings: Settings, highwater: HighWater) -> None:
    """Write down that the present database is the one that ran here last, so that `check_epoch` finds nothing new."""
    with engine.begin() as connection, Session(bind=connection) as session:
        highwater.begin(Mark(_count(session), _identity(session, settings)))


def _is_another(highwater: HighWater, found: Mark, settings: Settings) -> bool:
    noted = highwater.last()
    if noted is None:
        # A SQLite file without its mark was copied here. A PostgreSQL web process starts on a fresh machine every day,
        # so a missing mark says nothing.
        return sqlite_file(settings) is not None or highwater.path.exists()
    return found.identity != noted.identity or found.batches < noted.batches


def _count(session: Session) -> int:
    if session.get_bind().dialect.name == "postgresql":
        return int(session.scalar(text("SELECT last_value FROM log_count")) or 0)
    return session.exec(select(Epoch.count)).first() or 0


def _identity(session: Session, settings: Settings) -> str:
    """Return what differs in every copy of this database: the file's inode; or cluster, timeline, database, table."""
    file = sqlite_file(settings)
    if file is not None:
        return f"inode-{file.stat().st_ino}"
    found = session.execute(
        text("SELECT oid::bigint, 'log'::regclass::oid::bigint FROM pg_database WHERE datname = current_database()")
    ).one()
    try:
        with session.begin_nested():
            cluster = session.execute(
                text("SELECT system_identifier, timeline_id FROM pg_control_system(), pg_control_checkpoint()")
            ).one()
    except DBAPIError as error:
        # Some hosts do not allow these functions; the database's and the table's own numbers remain.
        if not isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
            raise
        cluster = ("?", "?")  # type: ignore[assignment]
    return "-".join(str(part) for part in (*cluster, *found))
