"""Counting one report, once."""

from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col

from selfhelp.outcomes.tables import Count, Counted
from selfhelp.store import insert_new

EARLIEST = 2026 * 12
"""January 2026. There was no Fotfeste before: a clock that says so is wrong, and nothing is counted by it."""

KEPT_MONTHS = 5
"""How many whole months a one-time id is known after its own. Another phone of the same person that was without a
connection may answer as late as the wave can be (28 to 56 days after it opened), wait 14 days, and keep it for 60."""


def count(session: Session, once: bytes, report: str, month: int) -> bool:
    """Count it, unless one came under this id before, whatever that one said; whether it was counted. `once`: SHA-256
    of the id."""
    if not insert_new(session, Counted(id=once, month=month)):
        return False
    insert_new(session, Count(month=month, report=report, n=0))
    session.execute(update(Count).where(col(Count.month) == month, col(Count.report) == report).values(n=Count.n + 1))
    return True


def forget(session: Session, month: int) -> int:
    """Forget the ids of months that are over, as of `month`; how many."""
    gone: Any = session.execute(delete(Counted).where(col(Counted.month) < month - KEPT_MONTHS))
    return int(gone.rowcount)
