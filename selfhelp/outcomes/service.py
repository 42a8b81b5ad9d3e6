"""Count a report once. Jobs forget old one-time ids, and count the boxes in use once a month."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from selfhelp.boxes import month_of
from selfhelp.outcomes.tables import Count, Counted, InUse
from selfhelp.store import Store, insert_new

EARLIEST = 2026 * 12
"""January 2026. Fotfeste did not exist before: an earlier clock is wrong, and nothing is counted by it."""

IDS_KEPT_MONTHS = 5
"""How many whole months a one-time id is kept after its own. Another phone of the same person that was offline may
answer as late as the wave allows (28 to 56 days after it opened), wait 14 days, and keep it for 60."""

UsedIn: TypeAlias = Callable[[Session, int], tuple[int, int]]
"""Returns how many boxes of a kind were in use in a month: at least, and at most."""


def count(session: Session, once: bytes, report: str, month: int) -> bool:
    """Count the report, unless any was received under this id before; return whether it was counted. `once`: SHA-256 of
    the id."""
    if not insert_new(session, Counted(id=once, month=month)):
        return False
    insert_new(session, Count(month=month, report=report, n=0))
    session.exec(update(Count).where(col(Count.month) == month, col(Count.report) == report).values(n=Count.n + 1))
    return True


async def forget_ids(store: Store, now: datetime) -> int:
    """Delete the one-time ids of months that are over (daily); return how many."""
    old = delete(Counted).where(col(Counted.month) < month_of(now) - IDS_KEPT_MONTHS)
    return await store.write(lambda session: session.exec(old).rowcount)


async def count_in_use(store: Store, kinds: Mapping[str, UsedIn], now: datetime) -> bool:
    """Store how many boxes of each kind were in use last month, unless that is stored already or the clock is wrong
    (daily). They are counted in a read, so that no write waits for it."""
    month = month_of(now) - 1
    counted = await store.read(partial(_counted, kinds=kinds, month=month))
    return bool(counted) and await store.write(partial(_write, counted=counted, month=month))


def _counted(session: Session, kinds: Mapping[str, UsedIn], month: int) -> dict[str, tuple[int, int]]:
    if month < EARLIEST or session.exec(select(InUse.kind).where(InUse.month == month)).first() is not None:
        return {}
    return {kind: used_in(session, month) for kind, used_in in kinds.items()}


def _write(session: Session, counted: Mapping[str, tuple[int, int]], month: int) -> bool:
    # If two processes count in the same night, the first one's figures are kept.
    rows = (InUse(month=month, kind=kind, least=least, most=most) for kind, (least, most) in counted.items())
    return insert_new(session, *rows) > 0
