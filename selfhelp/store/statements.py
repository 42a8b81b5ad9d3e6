"""Statements: a Core statement compiled once per database, run on the driver's own cursor.

Only the hot path uses them; everything else uses the Session of the same transaction (ADR 3 has the costs). Values go
to the driver unchanged, so only `bytes`, `int`, `str` and None may be bound. A row is a NamedTuple whose fields are
named like the columns: a renamed column is a type error where it is selected and where it is read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import Dialect, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import NullType
from sqlmodel import Session, SQLModel

Value: TypeAlias = bytes | int | str | None
Key: TypeAlias = tuple[bytes, ...]


class NoRow(NamedTuple):
    """The row of a statement that returns nothing."""


class Id(NamedTuple):
    """The row of a statement of which only a key is needed, or whether there is a row."""

    id: bytes


R = TypeVar("R", bound=tuple[Any, ...])

_SQLITE: Final[Dialect] = sqlite.dialect(paramstyle="qmark")
_POSTGRESQL: Final[Dialect] = postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
_DIALECTS: Final = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def bind_driver(session: Session, driver: Any, dialect: str) -> None:
    """Let the statements of this session run on `driver`, the DBAPI connection of its transaction."""
    session.info["driver"] = driver
    session.info["dialect"] = dialect


class _Text(NamedTuple):
    """SQL, how its parameters are picked in order, and the values that the statement itself holds (a LIMIT)."""

    sql: str
    pick: Callable[[dict[str, Value]], tuple[Value, ...]]
    constants: dict[str, Value]


def _picker(names: tuple[str, ...]) -> Callable[[dict[str, Value]], tuple[Value, ...]]:
    """Return a function that picks the values of `names` in order. `itemgetter` of fewer than two gives no tuple."""
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)


class _Rows(Generic[R]):
    """A statement's result: `row`s, whose fields must be its columns."""

    def __init__(self, statement: Any, row: type[R]) -> None:
        columns, fields = tuple(statement.exported_columns.keys()), row._fields  # type: ignore[attr-defined]
        if columns != fields:
            raise TypeError(f"The columns {columns} are no {row.__name__} of {fields}")
        self._row: Callable[[Iterable[Any]], R] = row._make  # type: ignore[attr-defined]


class Statement(_Rows[R]):
    """One statement for both databases. A constant in it is bound like a parameter, unless it is a `literal_column`,
    which PostgreSQL's planner sees."""

    def __init__(self, statement: Any, row: type[R]) -> None:
        super().__init__(statement, row)
        self._texts = {name: self._compile(statement, dialect) for name, dialect in _DIALECTS.items()}

    @staticmethod
    def _compile(statement: Any, dialect: Dialect) -> _Text:
        compiled = statement.compile(dialect=dialect)
        names = tuple(compiled.positiontup or ())
        constants = {name: compiled.params[name] for name in names if compiled.params.get(name) is not None}
        return _Text(str(compiled), _picker(names), constants)

    def _execute(self, session: Session, values: dict[str, Value]) -> Any:
        bound = session.info
        text, pick, constants = self._texts[bound["dialect"]]
        if constants:
            values = constants | values
        return bound["driver"].execute(text, pick(values))

    def first(self, session: Session, **values: Value) -> R | None:
        """Return the first row, or None."""
        found = self._execute(session, values).fetchone()
        return None if found is None else self._row(found)

    def all(self, session: Session, **values: Value) -> list[R]:
        """Return every row."""
        return list(map(self._row, self._execute(session, values).fetchall()))

    def each(self, session: Session, **values: Value) -> Iterator[R]:
        """Yield the rows one by one, for a caller that may stop early."""
        cursor = self._execute(session, values)
        try:
            yield from map(self._row, cursor)
        finally:
            cursor.close()

    def run(self, session: Session, **values: Value) -> int:
        """Run a statement that returns nothing; return the number of affected rows."""
        count: int = self._execute(session, values).rowcount
        return count

    def many(self, session: Session, rows: Sequence[dict[str, Value]]) -> None:
        """Run the statement once for each of `rows` (one round trip on PostgreSQL)."""
        if len(rows) == 1:
            self._execute(session, rows[0])
            return
        text, pick, constants = self._texts[session.info["dialect"]]
        session.info["driver"].cursor().executemany(text, (pick(constants | row) for row in rows))


_KEY: Final = "key_"
_SETS: Final = (4, 32, 256)
"""How many keys a statement on SQLite takes: the smallest that holds them all, else several of the largest. The rest is
padded with the last key, which changes nothing in a set."""


class among(ColumnElement[Any]):
    """The condition that `columns`, all of bytes, are one of the keys that a SetStatement is given."""

    type = NullType()  # SQLite compares a Boolean with 1, and then uses no index
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
    """SQL, and the names of the parameters before and after the keys."""

    sql: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class SetStatement(_Rows[R]):
    """One statement for many rows: the `among` in its WHERE is the set of their keys.

    SQLite runs them in one step, which releases the interpreter; PostgreSQL gets one query. A constant in it must be a
    `literal_column`.
    """

    def __init__(self, statement: Any, row: type[R]) -> None:
        super().__init__(statement, row)
        self._sqlite = [(size, self._compile(statement, _SQLITE, size)) for size in _SETS]
        self._postgresql = self._compile(statement, _POSTGRESQL, 0)

    @staticmethod
    def _compile(statement: Any, dialect: Dialect, keys: int) -> _SetText:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"keys": keys})
        names = tuple(compiled.positiontup or ())
        places = [place for place, name in enumerate(names) if name.startswith(_KEY)]
        return _SetText(str(compiled), names[: places[0]], names[places[-1] + 1 :])

    def run(self, session: Session, keys: Sequence[Key], **values: Value) -> None:
        """Run the statement for the rows with these keys."""
        for _ in self._executed(session, keys, values):
            pass

    def all(self, session: Session, keys: Sequence[Key], **values: Value) -> list[R]:
        """Return the result rows for these keys."""
        return [self._row(row) for cursor in self._executed(session, keys, values) for row in cursor.fetchall()]

    def lock(self, session: Session, keys: Sequence[Key], **values: Value) -> None:
        """Lock the rows with these keys; nothing on SQLite, which has one writer."""
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


def _arrays(table: type[SQLModel], names: Sequence[str]) -> str:
    """Return `unnest` of a parameter for each column, with the column's own type."""
    columns: Any = table.__table__.columns  # type: ignore[attr-defined]
    return f"unnest({', '.join(f'CAST(%s AS {columns[name].type.compile(_POSTGRESQL)}[])' for name in names)})"


def _columns(names: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> list[list[Value]]:
    return [[row[name] for row in rows] for name in names]


class AddRows:
    """Inserts rows of `table`, each column an array; rows whose key exists are left alone. PostgreSQL only."""

    def __init__(self, table: type[SQLModel], *names: str) -> None:
        columns = ", ".join(names)
        self._names = names
        self._sql = (
            f"INSERT INTO {table.__tablename__} ({columns}) SELECT * FROM {_arrays(table, names)} "  # noqa: S608
            f"ON CONFLICT DO NOTHING RETURNING {names[0]}"
        )

    def run(self, session: Session, rows: Sequence[Mapping[str, Value]]) -> set[Value]:
        """Insert them; return the first column of those inserted."""
        if not rows:
            return set()
        return {found for (found,) in session.info["driver"].execute(self._sql, _columns(self._names, rows))}


class ChangeRows:
    """Updates columns of rows of `table`, whose key is the first of `names`. PostgreSQL only."""

    def __init__(self, table: type[SQLModel], *names: str) -> None:
        key, *rest = names
        self._names = names
        self._sql = (
            f"UPDATE {table.__tablename__} AS old SET {', '.join(f'{name} = new.{name}' for name in rest)} "  # noqa: S608
            f"FROM {_arrays(table, names)} AS new({', '.join(names)}) WHERE old.{key} = new.{key}"
        )

    def run(self, session: Session, rows: Sequence[Mapping[str, Value]]) -> None:
        """Update them."""
        if rows:
            session.info["driver"].execute(self._sql, _columns(self._names, rows))


def insert_new(session: Session, *rows: SQLModel) -> int:
    """Insert the rows of one table whose keys do not exist yet, outside the hot path; return how many those were."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    table: Any = type(rows[0]).__table__  # type: ignore[attr-defined]
    added = insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    return len(session.exec(added, params=[row.model_dump() for row in rows]).all())
