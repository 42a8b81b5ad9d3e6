"""Rows for any table of any schema, awkward ones among them, tied to each other as they must be."""

import random
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, String, Table, insert

from selfhelp.admin.databases.rows import tables_of

ROWS: Final = 4
TEXTS: Final = ("", "æøå «ser» 🌊", "tab\tand\nline \\N \\. 'quoted' \"twice\"", "Europe/Oslo")
NUMBERS: Final = (0, -1, 2**31 - 1, 1_800_000_000)
LARGE: Final = (0, -1, 2**53 - 1, 2**62)


def fill_all(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Put rows into every table; what was put, by table."""
    dice = random.Random(7)
    made: dict[str, list[dict[str, Any]]] = {}
    for table in tables_of(connection):
        made[table.name] = [_row(dice, table, n, made) for n in range(ROWS)]
        connection.execute(insert(table), made[table.name])
    return made


def _row(dice: random.Random, table: Table, n: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {column.name: _value(dice, column, n, made) for column in table.columns}


def _value(dice: random.Random, column: "Column[Any]", n: int, made: dict[str, list[dict[str, Any]]]) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name][n][key.column.name]
    if column.nullable and n == 0:
        return None
    match column.type:
        case LargeBinary():
            return b"\0\xff\\x" + dice.randbytes(28) if column.primary_key or n else b""
        case String():
            return f"{TEXTS[n]}{n}" if column.primary_key else TEXTS[n]
        case BigInteger():
            return LARGE[n]
        case Integer():
            return NUMBERS[n]
    raise AssertionError(f"{column} is of a type that no test has copied: {column.type!r}")
