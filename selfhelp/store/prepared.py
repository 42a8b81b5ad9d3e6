"""Prepared statements: a Core statement compiled once per database, run on the driver's own cursor.

The tables stay SQLModel; only the hot path comes here, because the Session reaches 0.26 of what raw sqlite3 does under
load, Core 0.7 and this 0.95 (measured, ADR 3). Values go to the driver as they are, so only `bytes`,
`int`, `str` and None may be bound.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import ClauseElement
from sqlmodel import Session

Value: TypeAlias = bytes | int | str | None

_DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    "postgresql": postgresql.dialect(paramstyle="format"),  # type: ignore[no-untyped-call]
}


def bind_driver(session: Session, driver: Any, dialect: str) -> None:
    """Let prepared statements of this session run on `driver`, the DBAPI connection of its transaction."""
    session.info["driver"] = driver
    session.info["dialect"] = dialect


class _Text(NamedTuple):
    """SQL, how its parameters are picked in their order, and the values that the statement itself holds (a LIMIT)."""

    sql: str
    pick: Callable[[dict[str, Value]], tuple[Value, ...]]
    constants: dict[str, Value]


def _picker(names: tuple[str, ...]) -> Callable[[dict[str, Value]], tuple[Value, ...]]:
    """From values by name, those of `names` in order. `itemgetter` of fewer than two gives no tuple."""
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)


class Prepared:
    """One statement for both databases. `suffix` is SQL that both take and Core cannot say."""

    def __init__(self, statement: Any, suffix: str = "") -> None:
        self._texts = {name: self._compile(statement, dialect, suffix) for name, dialect in _DIALECTS.items()}

    @staticmethod
    def _compile(statement: ClauseElement, dialect: Dialect, suffix: str) -> "_Text":
        compiled = statement.compile(dialect=dialect)
        names = tuple(compiled.positiontup or ())  # type: ignore[attr-defined]
        constants = {name: compiled.params[name] for name in names if compiled.params.get(name) is not None}
        return _Text(str(compiled) + suffix, _picker(names), constants)

    def _execute(self, session: Session, values: dict[str, Value]) -> Any:
        bound = session.info
        text, pick, constants = self._texts[bound["dialect"]]
        if constants:
            values = constants | values
        return bound["driver"].execute(text, pick(values))

    def first(self, session: Session, **values: Value) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self._execute(session, values).fetchone()
        return row

    def all(self, session: Session, **values: Value) -> list[tuple[Any, ...]]:
        """Every row."""
        rows: list[tuple[Any, ...]] = self._execute(session, values).fetchall()
        return rows

    def each(self, session: Session, **values: Value) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, for a caller that may stop early."""
        cursor = self._execute(session, values)
        try:
            yield from cursor
        finally:
            cursor.close()

    def run(self, session: Session, **values: Value) -> int:
        """Run a statement that returns nothing; the number of rows it touched."""
        count: int = self._execute(session, values).rowcount
        return count

    def many(self, session: Session, rows: Sequence[dict[str, Value]]) -> None:
        """Run the statement once for each of `rows` (one round trip on PostgreSQL)."""
        if len(rows) == 1:
            self._execute(session, rows[0])
            return
        text, pick, constants = self._texts[session.info["dialect"]]
        session.info["driver"].cursor().executemany(text, (pick(constants | row) for row in rows))
