"""Many rows in one statement, each column an array: for what PostgreSQL does together (`queue.Coalesced`)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql
from sqlmodel import Session, SQLModel

from selfhelp.store.statements import Value

Row = Mapping[str, Value]


def _arrays(table: type[SQLModel], names: Sequence[str]) -> str:
    """`unnest` of a parameter for each column, in the column's own type."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    columns: Any = table.__table__.columns  # type: ignore[attr-defined]
    return f"unnest({', '.join(f'CAST(%s AS {columns[name].type.compile(dialect)}[])' for name in names)})"


class AddRows:
    """Inserts rows of `table`; one whose key is there already is left alone. PostgreSQL only."""

    def __init__(self, table: type[SQLModel], *names: str) -> None:
        columns = ", ".join(names)
        self._names = names
        self._sql = (
            f"INSERT INTO {table.__tablename__} ({columns}) SELECT * FROM {_arrays(table, names)} "  # noqa: S608
            f"ON CONFLICT DO NOTHING RETURNING {names[0]}"
        )

    def run(self, session: Session, rows: Sequence[Row]) -> set[Value]:
        """The first column of those that were inserted."""
        if not rows:
            return set()
        return {found for (found,) in session.info["driver"].execute(self._sql, _columns(self._names, rows))}


class ChangeRows:
    """Sets columns of rows of `table`, which are known by the first of `names`. PostgreSQL only."""

    def __init__(self, table: type[SQLModel], *names: str) -> None:
        key, *rest = names
        self._names = names
        self._sql = (
            f"UPDATE {table.__tablename__} AS old SET {', '.join(f'{name} = new.{name}' for name in rest)} "  # noqa: S608
            f"FROM {_arrays(table, names)} AS new({', '.join(names)}) WHERE old.{key} = new.{key}"
        )

    def run(self, session: Session, rows: Sequence[Row]) -> None:
        """Set them."""
        if rows:
            session.info["driver"].execute(self._sql, _columns(self._names, rows))


def _columns(names: Sequence[str], rows: Sequence[Row]) -> list[list[Value]]:
    return [[row[name] for row in rows] for name in names]
