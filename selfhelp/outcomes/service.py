"""Counting one report, once."""

from sqlalchemy import bindparam, delete, insert
from sqlmodel import Session, col

from selfhelp.outcomes.tables import Count, Counted
from selfhelp.store import Statement

EARLIEST = 2026 * 12
"""January 2026. There was no Fotfeste before: a clock that says so is wrong, and nothing is counted by it."""

KEPT_MONTHS = 5
"""How many whole months a one-time id is known after its own. Another phone of the same person that was without a
connection may answer as late as the wave can be (28 to 56 days after it opened), wait 14 days, and keep it for 60."""

_NOTE = Statement(
    insert(Counted).values(id=bindparam("once"), month=bindparam("month")), suffix=" ON CONFLICT DO NOTHING"
)
_COUNT = Statement(
    insert(Count).values(month=bindparam("month"), report=bindparam("report"), n=bindparam("one")),
    suffix=" ON CONFLICT (month, report) DO UPDATE SET n = outcome_count.n + 1",
)
_FORGET = Statement(delete(Counted).where(col(Counted.month) < bindparam("month")))


def count(session: Session, once: bytes, report: str, month: int) -> bool:
    """Count it, unless one came under this id before, whatever that one said; whether it was counted. `once`: SHA-256
    of the id."""
    if _NOTE.run(session, once=once, month=month) == 0:
        return False
    _COUNT.run(session, month=month, report=report, one=1)
    return True


def forget(session: Session, month: int) -> int:
    """Forget the ids of months that are over, as of `month`; how many."""
    return _FORGET.run(session, month=month - KEPT_MONTHS)
