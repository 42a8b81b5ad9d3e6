"""Databases with people in them, and what is in a database."""

import random
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, insert, update

from selfhelp.admin.databases.rows import Row, rows_of, tables_of
from selfhelp.admin.databases.sealed import key_in, reader
from selfhelp.admin.databases.sqlite import reading_file, tables_at
from selfhelp.coach.tables import Coach
from selfhelp.notify.keys import Keys
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.commands import reading
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.epoch import Epoch
from selfhelp.store.migrate import revisions
from tests.test_who_is_who import COACH, Boxes, boxes_of

OTHERS = ("log", "push_host", "zone_rules")
"""Tables that hold nothing of anybody's; the last one is of older versions."""

Held = dict[str, list[Row]]
"""The rows of each table, in the order of their keys."""


def people(count: int, seed: int = 1) -> list[Boxes]:
    dice = random.Random(seed)
    return [boxes_of(dice) for _ in range(count)]


async def fill(settings: Settings, persons: list[Boxes], log: bytes | None = None) -> None:
    """A server starts, and these persons come, one after another; the log gets the id `log`."""
    await (await Store.open(settings)).close()
    Keys.load(keys_folder(settings))
    plain: dict[str, Any] = {"state": "active", "label": "", "created": 0, "certificate": None, "expires": None}
    coach = Coach(id=COACH, auth=bytes(32), public_key=bytes(65), **plain)
    come(settings, [[coach], *(box for person in persons for box in person)])
    if log is not None:
        execute(settings, update(Epoch).values(id=log, count=0))


def come(settings: Settings, person: Boxes) -> None:
    """A person comes, past the server, and is kept."""
    execute(settings, *(insert(type(one)).values(**one.model_dump()) for box in person for one in box))


def execute(settings: Settings, *statements: Executable) -> None:
    """Run `statements` on the database of these settings, past the server, in one transaction."""
    engine = writing_engine(database_url(settings))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


def held_on(connection: Connection) -> Held:
    return {table.name: list(rows_of(connection, table)) for table in tables_of(connection)}


def held(settings: Settings) -> Held:
    """What the database of these settings holds, in the tables of this version."""
    with reading(settings) as connection:
        return {table.name: list(rows_of(connection, table)) for table in tables_at(revisions()[0])}


def held_in(backup: Path, settings: Settings) -> Held:
    """What is in a backup that was made with these settings, the sealed rows too."""
    with reading_file(backup) as connection:
        rows = reader(connection, key_in(keys_folder(settings)))
        assert rows is not None
        return {table.name: list(rows(connection, table)) for table in tables_of(connection)}


def of_people(found: Held) -> Held:
    """Without what a server writes by itself."""
    return {name: rows for name, rows in found.items() if name not in OTHERS}
