"""What a clock that was ahead has left behind: found by how far off it is, and put right.

By such a clock reminders are passed over, or ring, for dates that have not come. When it is right again they would wait
until those dates have passed. Looked for at every start, once a day, and when a courier sees its clock go back.
"""

import time
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import bindparam, delete, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.recurrence import COMEBACKS
from selfhelp.notify.rows import BELIEVED, Opening, believed, zone_of
from selfhelp.notify.tables import ACTIVE, Channel, Nudge, Outbox
from selfhelp.notify.zones import FEWEST, fitting
from selfhelp.store import Statement, Store

AT_ONCE: Final = 500
"""Nudges that one look brings."""

EVERY_DAY: Final = 127
FAR_FOR_DAILY: Final = timedelta(days=3)
FAR_FOR_WEEKLY: Final = timedelta(days=9)
"""What repeats comes within a day, or within a week, unless it is skipped; one more for the zones, one for the hour."""

_next, _once, _last = col(Nudge.next_at), col(Nudge.once), col(Nudge.last_nominal)
_of: Final = col(Channel.id) == col(Nudge.channel)
_opened: Final = select(col(Channel.opened)).where(_of).scalar_subquery()
_state: Final = select(col(Channel.state)).where(_of).scalar_subquery()
_is_daily: Final = (col(Nudge.days) == EVERY_DAY) | (col(Nudge.days) == 0)
_is_far: Final = _once.is_(None) & ((_next > bindparam("far")) | (_is_daily & (_next > bindparam("far_for_daily"))))
_is_to_come: Final = (_once > bindparam("yesterday")) & (_last.is_(None) | (_last != _once))
_is_passed_over: Final = (
    _next.is_(None)
    & (col(Nudge.days) == 0)
    & (_is_to_come | (_once.is_(None) & (_opened >= bindparam("oldest"))))
    & (_state == bindparam("active"))
)
# In the order of the key. What is rightly far away, because it is skipped, is looked at in vain.
_SUSPECTS = Statement(
    select(col(Nudge.channel))
    .where(
        col(Nudge.channel) > bindparam("last"),
        _is_far | (_last > bindparam("furthest")) | _is_passed_over,
    )
    .order_by(col(Nudge.channel))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
)
_WAITING = Statement(select(col(Outbox.channel)).where(col(Outbox.not_before) > bindparam("far")))
_CHANNEL = Statement(
    select(
        *(col(Channel.state), col(Channel.timezone), col(Channel.opened), col(Channel.unanswered)),
        col(Channel.last_day),
    )
    .where(col(Channel.id) == bindparam("box"))
    .with_for_update()
)
_PUT_RIGHT = Statement(
    update(Channel)
    .where(col(Channel.id) == bindparam("box"))
    .values(opened=bindparam("new_opened"), last_day=bindparam("new_last_day"))
)
_DROP = Statement(delete(Outbox).where(col(Outbox.channel) == bindparam("box"), col(Outbox.due) > bindparam("far")))


async def mend(store: Store, now: datetime) -> int:
    """Drop what is prepared for a time that is far off, and derive anew what waits for one; how many nudges changed.

    The search is a read; written is only where something is found, in batches that hold up nobody.
    """
    found = await store.read(partial(_waiting, now=now))
    changed, last, size = 0, b"", FEWEST
    while True:
        while found:
            some, found = found[:size], found[size:]
            count, seconds = await store.write(partial(_mend, channels=some, now=now))
            changed, size = changed + count, fitting(size, seconds)
        found = await store.read(partial(_suspects, last=last, now=now))
        if not found:
            return changed
        last = found[-1]


def _waiting(session: Session, now: datetime) -> list[bytes]:
    return sorted({channel for (channel,) in _WAITING.all(session, far=rows.seconds(now + BELIEVED))})


def _suspects(session: Session, last: bytes, now: datetime) -> list[bytes]:
    """Channels after `last`, by their ids, of which a nudge waits for what is far off, or for nothing where it may."""
    today = now.date()
    found = _SUSPECTS.all(
        session,
        last=last,
        far_for_daily=rows.seconds(now + FAR_FOR_DAILY),
        far=rows.seconds(now + FAR_FOR_WEEKLY),
        furthest=(today + BELIEVED).isoformat(),
        oldest=(today - timedelta(days=COMEBACKS[-1])).isoformat(),
        yesterday=(today - timedelta(days=1)).isoformat(),
        active=ACTIVE,
        most=AT_ONCE,
    )
    return sorted({channel for (channel,) in found})


def _mend(session: Session, channels: list[bytes], now: datetime) -> tuple[int, float]:
    """How many nudges of these channels changed, and how long it took."""
    began = time.perf_counter()
    changed = sum(_mend_one(session, channel, now) for channel in channels)
    return changed, time.perf_counter() - began


def _mend_one(session: Session, channel: bytes, now: datetime) -> int:
    held = _CHANNEL.first(session, box=channel)
    if held is None:
        return 0
    state, timezone, opened, unanswered, last_day = held
    far, today = rows.seconds(now + BELIEVED), now.date()
    for message in rows.waiting(session, channel):
        if message.due > far and message.nudge is not None:
            rows.drop_prepared(session, channel, nudge=message.nudge)
    _DROP.run(session, box=channel, far=far)
    if believed(opened, today) is None or (last_day is not None and believed(last_day, today) is None):
        opened = opened if believed(opened, today) else today.isoformat()
        last_day = last_day if believed(last_day, today) else None
        _PUT_RIGHT.run(session, box=channel, new_opened=opened, new_last_day=last_day)
    if state != ACTIVE:
        return 0
    try:
        zone = zone_of(timezone)
    except ZoneInfoNotFoundError:  # Gone from tzdata: it is silent already, or will be when it is due.
        return 0
    changed = []
    for nudge in rows.nudges_of(session, channel, lock=True):
        last = believed(nudge.last_nominal, today)
        right = nudge._replace(last_nominal=last.isoformat() if last else None)
        right = right.anew(zone, now, Opening(opened, unanswered))
        if right != nudge:
            changed.append(right)
    rows.move(session, *changed)
    return len(changed)
