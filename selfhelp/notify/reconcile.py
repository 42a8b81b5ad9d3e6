"""Correct the stored times of reminders after tzdata or the machine's clock has changed.

A reminder is a local time in a zone; `next_at` is derived from both. It is wrong after tzdata has changed, and after
the machine's clock was ahead: reminders were then passed over, or rang, for dates that have not come, and would wait
until those dates have passed. Deriving it again finds both. A second run changes nothing. `runtime.jobs` runs it at
every start, once a day, and when the clock was set back by an hour or more.

All channels are checked in the order of their keys, in transactions that only read. Those that differ are locked,
derived again and written, a few in one transaction. Any number of processes may do so at once.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows, validation
from selfhelp.notify.recurrence import (
    BELIEVED,
    NUDGE_COLUMNS,
    LastOpening,
    NudgeRow,
    as_date,
    believed,
    lived,
    ring,
    seconds,
    store_next,
    stored_zone,
    zone_of,
)
from selfhelp.notify.rows import CHANNEL_COLUMNS, ChannelRow
from selfhelp.notify.tables import ACTIVE, Channel, Nudge, Outbox
from selfhelp.store import Id, SetStatement, Statement, Store, among

PAGE: Final = 20
"""Channels in one reading transaction, and at most in the writing one that follows it, during which other writes wait.
With twenty reminders each, the most that a channel may have, both take a few milliseconds (bench.million)."""


_CHANNELS = Statement(
    select(*CHANNEL_COLUMNS)
    .where(col(Channel.id) > bindparam("last"))
    .order_by(col(Channel.id))
    .limit(bindparam("most")),
    ChannelRow,
)
# Two scans along two keys: joined, PostgreSQL would read every channel from the first one on for each page.
_NUDGES = Statement(
    select(*NUDGE_COLUMNS)
    .where(col(Nudge.channel) > bindparam("last"), col(Nudge.channel) <= bindparam("final"))
    .order_by(col(Nudge.channel), col(Nudge.id)),
    NudgeRow,
)
# Every process locks channels in the order of their keys, so that they cannot deadlock.
_LOCK_CHANNELS = SetStatement(
    select(*CHANNEL_COLUMNS).where(among(col(Channel.id))).order_by(col(Channel.id)).with_for_update(of=Channel),
    ChannelRow,
)
_LOCK_NUDGES = SetStatement(
    select(*NUDGE_COLUMNS)
    .where(among(col(Nudge.channel)))
    .order_by(col(Nudge.channel), col(Nudge.id))
    .with_for_update(of=Nudge),
    NudgeRow,
)
_PREPARED = Statement(select(col(Outbox.channel).label("id")).where(col(Outbox.not_before) > bindparam("far")), Id)


def anew(nudge: NudgeRow, zone: ZoneInfo | None, now: datetime, opening: LastOpening) -> NudgeRow:
    """Return the nudge by the zone's present rules: for the same date as before, as long as that is possible.

    A date further away than the rule allows is replaced: the clock was ahead when it was derived.
    """
    nominal = as_date(nudge.next_nominal)
    if nominal is None or zone is None:  # It has rung, or its zone is or was unknown, or a clock ahead passed it over.
        return nudge.derived(zone, now, opening, fresh=True)
    if nudge.once is None and nominal > now.date() + BELIEVED:
        soonest = nudge.derived(zone, now, opening, fresh=True)
        if soonest.next_nominal is not None and soonest.next_nominal < nominal.isoformat():
            return soonest
    found = ring(nudge.rule, zone, nudge.channel, nominal)
    if found.deadline > now and lived(nominal, zone):
        return nudge.coming(found)
    return nudge.derived(zone, now, opening)


def _believed_days(channel: ChannelRow, today: date) -> tuple[str, str | None]:
    """Return `opened` and `last_day`, without dates that lie impossibly far ahead."""
    return believed(channel.opened, today) or today.isoformat(), believed(channel.last_day, today)


def _corrections(channel: ChannelRow, nudges: Sequence[NudgeRow], now: datetime) -> list[NudgeRow]:
    """Return those of `nudges` that change when they are derived again, as they become.

    What is due is left to `prepare`, which derives it too.
    """
    if channel.state != ACTIVE:
        return []
    today = now.date()
    coming = [nudge for nudge in nudges if nudge.next_at is None or nudge.next_at > seconds(now)]
    opening = LastOpening(_believed_days(channel, today)[0], channel.unanswered)
    zone = stored_zone(channel.timezone)
    believable = (nudge._replace(last_nominal=believed(nudge.last_nominal, today)) for nudge in coming)
    derived = [anew(nudge, zone, now, opening) for nudge in believable]
    return [right for right, nudge in zip(derived, coming, strict=True) if right != nudge]


async def reconcile(store: Store, now: datetime) -> int:
    """Check every channel by this machine's present rules; return how many reminders changed."""
    forget_rules()
    changed = in_log = 0
    far = await store.read(partial(_prepared_far, now=now))
    last: bytes | None = b""
    while last is not None:
        found, last = await store.read(partial(_look, after=last, now=now, far=far))
        if found:
            changed += await store.write(partial(_correct, channels=found, now=now, far=far))
            in_log += len(found)
        if in_log >= rows.CHECKPOINT_AFTER:
            await store.checkpoint_passively()
            in_log = 0
    return changed


def forget_rules() -> None:
    """Drop the zones' rules that this process has cached; the next use reads them again."""
    ZoneInfo.clear_cache()
    zone_of.cache_clear()
    validation.zones.cache_clear()


def _prepared_far(session: Session, now: datetime) -> frozenset[bytes]:
    """Return the channels with a message that is prepared for a distant time."""
    return frozenset(row.id for row in _PREPARED.all(session, far=seconds(now + BELIEVED)))


def _by_channel(nudges: Sequence[NudgeRow]) -> dict[bytes, list[NudgeRow]]:
    found: dict[bytes, list[NudgeRow]] = {}
    for nudge in nudges:
        found.setdefault(nudge.channel, []).append(nudge)
    return found


def _look(session: Session, after: bytes, now: datetime, far: frozenset[bytes]) -> tuple[list[bytes], bytes | None]:
    """Return those of the next channels that need a correction, and the last one checked; None at the end."""
    channels = _CHANNELS.all(session, last=after, most=PAGE)
    if not channels:
        return [], None
    nudges = _by_channel(_NUDGES.all(session, last=after, final=channels[-1].id))
    found = [
        channel.id
        for channel in channels
        if channel.id in far
        or _believed_days(channel, now.date()) != (channel.opened, channel.last_day)
        or _corrections(channel, nudges.get(channel.id, []), now)
    ]
    return found, channels[-1].id


def _correct(session: Session, channels: Sequence[bytes], now: datetime, far: frozenset[bytes]) -> int:
    """Correct these channels; return how many reminders changed."""
    keys = [(box,) for box in channels]
    # The channels first, as in a PUT: their rows are locked before their nudges'.
    locked = _LOCK_CHANNELS.all(session, keys)
    for box in far.intersection(channels):
        _drop_distant(session, box, seconds(now + BELIEVED))
    nudges = _by_channel(_LOCK_NUDGES.all(session, keys))
    changed: list[NudgeRow] = []
    for channel in locked:
        opened, last_day = _believed_days(channel, now.date())
        if (opened, last_day) != (channel.opened, channel.last_day):
            session.exec(update(Channel).where(col(Channel.id) == channel.id).values(opened=opened, last_day=last_day))
        changed += _corrections(channel, nudges.get(channel.id, []), now)
    store_next(session, *changed)
    return len(changed)


def _drop_distant(session: Session, channel: bytes, far: int) -> None:
    """Drop the channel's messages that are due later than `far`."""
    for message in rows.waiting(session, channel):
        if message.due > far and message.nudge is not None:
            rows.drop_prepared(session, channel, nudge=message.nudge)
    session.exec(delete(Outbox).where(col(Outbox.channel) == channel, col(Outbox.due) > far))
