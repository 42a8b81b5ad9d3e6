"""To whom a thread is sealed: one value of the statement that finds the thread.

Fifty rows of a statement of their own took as long as the rest of an answer without news; to write each id in hex, and
not all of them at once, took longer than to find them.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import String, exists, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ColumnElement
from sqlmodel import col

from selfhelp.coach.tables import ACTIVE, Coach, Envelope, Thread


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


def unread_without(coach: bytes, now: datetime) -> ColumnElement[bool]:
    """Whether no coach who is active can read the `Thread`, `coach` left out."""
    active = (col(Coach.id) != coach, col(Coach.state) == ACTIVE, col(Coach.expires) > now.timestamp())
    its = (col(_EVERY.thread) == col(Thread.id), col(_EVERY.coach) == col(Coach.id))
    return ~exists().where(*its, *active).correlate(Thread)


def ids(readers: str | None) -> list[str]:
    """The ids of the coaches, in hex and in their order."""
    digits = readers or ""
    return sorted(digits[at : at + _ID] for at in range(0, len(digits), _ID))
