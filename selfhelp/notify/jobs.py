"""How often the jobs of this slice run, and the one that runs once a day. Never a job for each reminder."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from selfhelp.notify.recurrence import seconds
from selfhelp.notify.tables import GONE, Channel
from selfhelp.store import Store

PREPARE_EVERY: Final = 30
"""Seconds between two runs of `PushSender.prepare`; any number of processes may run it."""

SEND_EVERY: Final = 1
"""Seconds between two runs of `PushSender.send`, which carries what is due and what is due again."""

WATCH_EVERY: Final = 10
"""Seconds between two runs of `BacklogMonitor.look`."""

SILENT_FOR: Final = timedelta(days=180)

BATCH: Final = 20
"""Endpoints in one transaction: so few that whoever waits for the writer hardly notices."""


async def retire_endpoints(store: Store, now: datetime) -> int:
    """Erase the endpoint of every channel that has been paused, or refused, for 180 days; return how many there were.

    What was erased stays in SQLite's log until the night's checkpoint, a later step: emptying the log after each batch
    would hold up everybody.
    """
    work = partial(_retire_some, before=seconds(now - SILENT_FOR), most=BATCH)
    total = 0
    while (count := await store.write(work)) == BATCH:
        total += count
        await store.bring_in()
    return total + count


def _retire_some(session: Session, before: int, most: int) -> int:
    found = session.exec(_silent_since(before, most)).all()
    # Their nudges are silent already, and nothing of theirs lies in the outbox.
    session.exec(
        update(Channel)
        .where(col(Channel.id).in_(found))
        .values(state=GONE, paused_at=None, sealed=None, fingerprint=None)
    )
    return len(found)


def _silent_since(before: int, most: int) -> SelectOfScalar[bytes]:
    """Return what finds channels that have been silent since `before` and still have an endpoint."""
    return (
        select(Channel.id)
        .where(col(Channel.paused_at) <= before, col(Channel.sealed).is_not(None))
        .order_by(col(Channel.paused_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
