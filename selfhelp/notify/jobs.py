"""What the clock runs for the nudges: three interval jobs of the courier, and one a day. Never a job a reminder."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import bindparam, literal_column, select
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.tables import Channel
from selfhelp.store import Prepared, Store, after_commit_checkpoint

PREPARE_EVERY: Final = 30
"""Seconds between two runs of `Courier.prepare`; any number of processes may run it."""

SEND_EVERY: Final = 1
"""Seconds between two runs of `Courier.send`, which carries what is due and what is due again."""

WATCH_EVERY: Final = 10
"""Seconds between two runs of `Watch.look`."""

SILENT_FOR: Final = timedelta(days=180)
BATCH: Final = 200

_SILENT = Prepared(
    select(col(Channel.id))
    .where(col(Channel.paused_at) <= bindparam("before"), col(Channel.sealed).is_not(None))
    .order_by(col(Channel.paused_at))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
    .with_for_update(skip_locked=True)
)


async def retire(store: Store, now: datetime) -> int:
    """Erase the endpoint of every channel that has been paused, or refused, for 180 days; how many there were."""
    before = rows.seconds(now - SILENT_FOR)
    total, count = 0, BATCH
    while count == BATCH:
        count = await store.write(partial(_retire_some, before=before))
        total += count
    return total


def _retire_some(session: Session, before: int) -> int:
    found = _SILENT.all(session, before=before, most=BATCH)
    for (channel,) in found:
        rows.lose_subscription(session, channel)
    if found:
        after_commit_checkpoint(session)
    return len(found)
