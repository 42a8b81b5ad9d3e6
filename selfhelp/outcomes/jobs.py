"""What the clock runs for the outcomes: old one-time ids go, and the month that is over is counted once."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

from sqlmodel import Session, select

from selfhelp.boxes import month_of
from selfhelp.outcomes.service import EARLIEST, forget
from selfhelp.outcomes.tables import InUse
from selfhelp.store import Store, insert_new

UsedIn: TypeAlias = Callable[[Session, int], tuple[int, int]]
"""How many boxes of a kind were in use in a month: at least, and at most."""


async def forget_ids(store: Store, now: datetime | None = None) -> int:
    """Forget the one-time ids of months that are over (daily); how many."""
    return await store.write(partial(forget, month=month_of(now or datetime.now(UTC))))


async def count_in_use(store: Store, kinds: Mapping[str, UsedIn], now: datetime | None = None) -> bool:
    """Write down how many boxes of each kind were in use last month, unless that stands already, or the clock is wrong
    (daily). They are counted in a read, so that nobody's write waits for it."""
    month = month_of(now or datetime.now(UTC)) - 1
    counted = await store.read(partial(_counted, kinds=kinds, month=month))
    return bool(counted) and await store.write(partial(_write, counted=counted, month=month))


def _counted(session: Session, kinds: Mapping[str, UsedIn], month: int) -> dict[str, tuple[int, int]]:
    if month < EARLIEST or session.exec(select(InUse.kind).where(InUse.month == month)).first() is not None:
        return {}
    return {kind: used_in(session, month) for kind, used_in in kinds.items()}


def _write(session: Session, counted: Mapping[str, tuple[int, int]], month: int) -> bool:
    # Of two processes that count in the same night the first one's figures stand.
    rows = (InUse(month=month, kind=kind, least=least, most=most) for kind, (least, most) in counted.items())
    return insert_new(session, *rows) > 0
