"""To whom a thread is sealed, as one value of the statement that finds the thread: fifty rows of a statement of their
own took as long as the rest of an answer without news."""

from typing import Any, Final

from sqlalchemy import String, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import col

from selfhelp.coach.tables import Envelope, Thread


class _Hexes(ColumnElement[str]):
    """A column of bytes over all rows, in hex with commas between."""

    type = String()
    inherit_cache = False

    def __init__(self, column: Any) -> None:
        self.column = column


@compiles(_Hexes, "sqlite")
def _on_sqlite(element: _Hexes, compiler: Any, **how: Any) -> str:
    return f"group_concat(hex({compiler.process(element.column, **how)}))"


@compiles(_Hexes, "postgresql")
def _on_postgresql(element: _Hexes, compiler: Any, **how: Any) -> str:
    return f"string_agg(encode({compiler.process(element.column, **how)}, 'hex'), ',')"


_EVERY: Final = aliased(Envelope)

READERS: Final = (
    select(_Hexes(_EVERY.coach))
    .select_from(_EVERY)
    .where(col(_EVERY.thread) == col(Thread.id))
    .correlate(Thread)
    .scalar_subquery()
)
"""Beside the columns of a `Thread`; `ids` reads it."""


def ids(readers: str | None) -> list[str]:
    """The ids of the coaches, in hex and in their order."""
    return sorted(readers.lower().split(",")) if readers else []
