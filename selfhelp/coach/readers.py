"""Ids in hex, as answers have them, made by the database: what turns rows into lines in Python then has nothing to do.

To whom a thread is sealed is one value of the statement that finds the thread: fifty rows of a statement of their own
took as long as the rest of an answer without news. So did to write each of the fifty in hex, where once over all does.
"""

from typing import Any, Final

from sqlalchemy import String, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import col

from selfhelp.coach.tables import Envelope, Thread


class in_hex(ColumnElement[str]):
    """A column of bytes in lower-case hex; if they are to be `joined`, those of all rows, one after the other."""

    type = String()
    inherit_cache = False

    def __init__(self, column: Any, *, joined: bool = False) -> None:
        self.column = column
        self.joined = joined


@compiles(in_hex, "sqlite")
def _on_sqlite(element: in_hex, compiler: Any, **how: Any) -> str:
    column = compiler.process(element.column, **how)
    return f"lower(hex(group_concat({column}, '')))" if element.joined else f"lower(hex({column}))"


@compiles(in_hex, "postgresql")
def _on_postgresql(element: in_hex, compiler: Any, **how: Any) -> str:
    column = compiler.process(element.column, **how)
    return f"encode(string_agg({column}, ''), 'hex')" if element.joined else f"encode({column}, 'hex')"


_ID: Final = 32
"""Digits of an id."""

_EVERY: Final = aliased(Envelope)

READERS: Final = (
    select(in_hex(_EVERY.coach, joined=True))
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
