"""Statements: a Core statement compiled once per database, run on the driver's own cursor.

The tables stay SQLModel; only the hot path comes here, because the Session reaches 0.26 of what raw sqlite3 does under
load, Core 0.7 and this 0.95 (measured, ADR 3). Values go to the driver as they are, so only `bytes`,
`int`, `str` and None may be bound.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Dialect, LargeBinary, bindparam, cast, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ClauseElement, ColumnElement
from sqlalchemy.types import NullType
from sqlmodel import Session

Value: TypeAlias = bytes | int | str | None
Key: TypeAlias = tuple[bytes, ...]

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


class Statement:
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


class PageStatement(Statement):
    """A select of some tens of rows of many columns. SQLite answers in one step: the driver lets go of the interpreter
    at each step and takes it back, which among busy threads costs more than the row (ADR 3). What is of type
    LargeBinary comes one behind the other in one value, all else as JSON in another, with the lengths of the first:
    both of one pass over the rows, which come in the order of the select since it has a LIMIT.
    """

    def __init__(self, statement: Any) -> None:
        super().__init__(statement)
        columns = list(statement.subquery().c)
        self._sealed = [place for place, column in enumerate(columns) if isinstance(column.type, LargeBinary)]
        parts: Iterator[Any] = (func.coalesce(columns[place], text("x''")) for place in self._sealed)
        whole = reduce(lambda before, part: before.concat(part), parts)
        told = [func.length(column) if n in self._sealed else column for n, column in enumerate(columns)]
        packed = select(
            func.json_group_array(func.json_array(*told)), cast(func.group_concat(whole, text("''")), LargeBinary)
        )
        self._packed = self._compile(packed, _DIALECTS["sqlite"], "")

    def each(self, session: Session, **values: Value) -> Iterator[tuple[Any, ...]]:
        """The rows one by one; on SQLite all of them have been read."""
        bound = session.info
        if bound["dialect"] != "sqlite":
            yield from super().each(session, **values)
            return
        sql, pick, constants = self._packed
        told, whole = bound["driver"].execute(sql, pick(constants | values)).fetchone()
        at = 0
        for row in msgspec.json.decode(told):
            for place in self._sealed:
                if row[place] is not None:
                    end = at + row[place]
                    row[place] = whole[at:end]
                    at = end
            yield tuple(row)


_KEY: Final = "key_"
_SETS: Final = (4, 32, 256)
"""How many keys a statement on SQLite takes: the smallest that holds them all, else several of the largest. What is
left over is filled with the last key, which in a set changes nothing."""


class among(ColumnElement[Any]):
    """Whether `columns`, all of bytes, are one of the keys that a SetStatement is given."""

    type = NullType()  # a Boolean is compared with 1 on SQLite, and then no index is used
    inherit_cache = False

    def __init__(self, *columns: Any) -> None:
        self.columns = columns


@compiles(among, "sqlite")
def _among_values(element: among, compiler: Any, *, keys: int, **how: Any) -> str:
    columns = ", ".join(compiler.process(column, **how) for column in element.columns)
    marks = (compiler.process(bindparam(f"{_KEY}{n}"), **how) for n in range(keys * len(element.columns)))
    rows = ", ".join(f"({', '.join(row)})" for row in zip(*[marks] * len(element.columns), strict=True))
    return f"({columns}) IN (VALUES {rows})"


@compiles(among, "postgresql")
def _among_arrays(element: among, compiler: Any, *, keys: int, **how: Any) -> str:  # noqa: ARG001 - as above
    columns = ", ".join(compiler.process(column, **how) for column in element.columns)
    marks = (compiler.process(bindparam(f"{_KEY}{n}"), **how) for n in range(len(element.columns)))
    arrays = ", ".join(f"CAST({mark} AS BYTEA[])" for mark in marks)
    return f"({columns}) IN (SELECT * FROM unnest({arrays}))"  # noqa: S608 - names of columns and marks


class _SetText(NamedTuple):
    """SQL, and the names of the parameters before the keys and after them."""

    sql: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class SetStatement:
    """One statement for many rows: the `among` in its WHERE is the set of their keys.

    SQLite does all of them in one step, during which the interpreter is free for others; PostgreSQL is asked once.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._sqlite = [(size, self._compile(statement, "sqlite", size)) for size in _SETS]
        self._postgresql = self._compile(statement, "postgresql", 0)

    @staticmethod
    def _compile(statement: ClauseElement, dialect: str, keys: int) -> _SetText:
        compiled = statement.compile(dialect=_DIALECTS[dialect], compile_kwargs={"keys": keys})
        names = tuple(compiled.positiontup or ())  # type: ignore[attr-defined]
        places = [place for place, name in enumerate(names) if name.startswith(_KEY)]
        return _SetText(str(compiled), names[: places[0]], names[places[-1] + 1 :])

    def run(self, session: Session, keys: Sequence[Key], **values: Value) -> None:
        """Run it for the rows with these keys."""
        for _ in self._executed(session, keys, values):
            pass

    def all(self, session: Session, keys: Sequence[Key], **values: Value) -> list[tuple[Any, ...]]:
        """What it returns of the rows with these keys."""
        return [row for cursor in self._executed(session, keys, values) for row in cursor.fetchall()]

    def lock(self, session: Session, keys: Sequence[Key], **values: Value) -> None:
        """Run it for its locks: nothing on SQLite, which has one writer."""
        if session.info["dialect"] == "postgresql":
            self.run(session, keys, **values)

    def _executed(self, session: Session, keys: Sequence[Key], values: dict[str, Value]) -> Iterator[Any]:
        if not keys:
            return
        driver = session.info["driver"]
        if session.info["dialect"] == "postgresql":
            sql, before, after = self._postgresql
            arrays = map(list, zip(*keys, strict=True))
            yield driver.execute(sql, (*(values[name] for name in before), *arrays, *(values[name] for name in after)))
            return
        for first in range(0, len(keys), _SETS[-1]):
            some = keys[first : first + _SETS[-1]]
            size, (sql, before, after) = next(fitting for fitting in self._sqlite if fitting[0] >= len(some))
            given = chain(some, [some[-1]] * (size - len(some)))
            yield driver.execute(
                sql,
                (*(values[n] for n in before), *chain.from_iterable(given), *(values[n] for n in after)),
            )
