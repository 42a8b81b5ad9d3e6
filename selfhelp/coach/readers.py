"""To whom a thread is sealed: one value of the statement that finds the thread.

Fifty rows of a statement of their own took as long as the rest of an answer without news; to write each id in hex, and
not all of them at once, took longer than to find them.
"""

from typing import Any, Final

from sqlalchemy import String, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import col

from selfhelp.coach.tables import Envelope, Thread


class hex_of_all(ColumnElement[str]):
    """A column of bytes in lower-case hex, all rows one after the other."""

    type = String()
    inherit_cache = False

    def __init__(self, column: Any) -> None:
        self.column = column


@compiles(hex_of_all, "sqlite")
def _on_sqlite(element: hex_of_all, compiler: Any, **how: Any) -> str:
    return f"lower(hex(group_concat({compiler.process(element.column, **how)}, '')))"


@compiles(hex_of_all, "postgresql")
def _on_postgresql(element: hex_of_all, compiler: Any, **how: Any) -> str:
    return f"encode(string_agg({compiler.process(element.column, **how)}, ''), 'hex')"


_ID: Final = 32
"""Digits of an id."""

_EVERY: Final = aliased(Envelope)

READERS: Final = (
    select(hex_of_all(_EVERY.coach))
    .select_from(_EVERY)
    .where(col(_EVERY.thread) == col(Thread.id))
    .correlate(Thread)
    .scalar_subquery()
)
"""Beside the columns of a `Thread`; `ids` reads it."""


def ids(readers: str | None) -> list[str]:
    """The ids of the coaches, in hex and in their order."""
    digits = readers or ""
    return sorted(digits[at : at + _ID] for at in range(0, len(digits), _ID))
