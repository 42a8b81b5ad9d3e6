"""What the clock runs for the nudges: three interval jobs of the courier, and one a day. Never a job a reminder."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias

from sqlalchemy import bindparam, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.tables import GONE, Channel
from selfhelp.notify.zones import FEWEST, fitting
from selfhelp.store import SetStatement, Statement, Store, among

PREPARE_EVERY: Final = 30
"""Seconds between two runs of `PushSender.prepare`; any number of processes may run it."""

SEND_EVERY: Final = 1
"""Seconds between two runs of `PushSender.send`, which carries what is due and what is due again."""

WATCH_EVERY: Final = 10
"""Seconds between two runs of `Watch.look`."""

SILENT_FOR: Final = timedelta(days=180)

BATCH: Final = 100
"""The most endpoints in one transaction. Each takes so many that whoever waits for the writer hardly notices."""

_SILENT = Statement(
    select(col(Channel.id))
    .where(col(Channel.paused_at) <= bindparam("before"), col(Channel.sealed).is_not(None))
    .order_by(col(Channel.paused_at))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
    .with_for_update(skip_locked=True)
)
# All at once: PostgreSQL is asked once. Their nudges are silent already, and nothing of theirs lies in the outbox.
_ERASE = SetStatement(
    update(Channel)
    .where(among(Channel.id))
    .values(
        state=bindparam("new_state"),
        paused_at=bindparam("nothing"),
        sealed=bindparam("nothing"),
        fingerprint=bindparam("nothing"),
    )
)

Timed: TypeAlias = Callable[[int, float], None]
"""Told of each batch: how many endpoints, and the seconds until it was durable."""


async def retire(store: Store, now: datetime, *, most: int = BATCH, timed: Timed | None = None) -> int:
    """Erase the endpoint of every channel that has been paused, or refused, for 180 days; how many there were.

    In batches of at most `most`, each as large as fits into `zones.AIM` by the time of the one before. What was erased
    stays in SQLite's log until the night's checkpoint, which is the next step: emptying the log after each batch would
    hold up everybody.
    """
    before = rows.seconds(now - SILENT_FOR)
    total, size = 0, min(FEWEST, most)
    while True:
        began = time.perf_counter()
        count = await store.write(partial(_retire_some, before=before, most=size))
        seconds = time.perf_counter() - began
        total += count
        if timed is not None:
            timed(count, seconds)
        if count < size:
            return total
        await store.bring_in()
        size = min(fitting(size, seconds), most)


def _retire_some(session: Session, before: int, most: int) -> int:
    found = _SILENT.all(session, before=before, most=most)
    _ERASE.run(session, found, new_state=GONE, nothing=None)
    return len(found)
