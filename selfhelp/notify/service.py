"""Operations on a channel other than PUT (`put.py`). Refusals and wrong fields are returned, not raised."""

import secrets
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, update
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from selfhelp.boxes import Access, Box, BoxRequest, BoxRow, Eraser, Refusal, RefusalOrErrors, Tombstones, month_text
from selfhelp.http.problems import FieldError
from selfhelp.notify import rows, tables
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import NewMessage, put_messages
from selfhelp.notify.prepare import is_held_back
from selfhelp.notify.recurrence import AS_CHOSEN, ONE_A_DAY, LastOpening, NudgeRow, seconds, store_next, stored_zone
from selfhelp.notify.rows import CHECKPOINT_AFTER, opening_of
from selfhelp.notify.schema import ChannelOut, NudgeOut
from selfhelp.notify.subscription import TEST, Composer, topic_of, unseal
from selfhelp.notify.tables import Channel, Outbox
from selfhelp.notify.validation import FURTHEST
from selfhelp.store import Store

TEST_IS_OF_USE: Final = 600
"""Seconds; a later test push would puzzle."""

MOST_TURNS: Final = 15
"""How many dates of a nudge are tried: two weeks of a daily one. One that gives way on all of them has no next."""

SILENT_FOR: Final = timedelta(days=180)

BLANKED_AT_ONCE: Final = 20
"""Endpoints in one transaction: few enough that waiting writes hardly notice."""

CHANNEL: Final = Access(BoxRow, Channel)


def show(session: Session, box: BoxRequest) -> ChannelOut | Refusal:
    """Return the state of delivery, for `GET`."""
    channel = CHANNEL.opened(session, box)
    if isinstance(channel, Refusal):
        return channel
    stored, waiting = rows.nudges_of(session, box.id, lock=False), rows.waiting(session, box.id)
    zone = stored_zone(channel.timezone)
    coming = nexts(stored, waiting, zone, channel.last_day, opening_of(channel)) if zone else {}
    nudges = [NudgeOut(nudge.id.hex(), nudge.kind, _iso(coming.get(nudge.id))) for nudge in stored]
    is_paused = channel.state == tables.PAUSED
    return ChannelOut(channel.state, is_paused, _iso(channel.last_sent), channel.last_answer, nudges)


def is_seen(session: Session, box: BoxRequest, now: datetime) -> bool | Refusal:
    """Return whether `seen` would change nothing, so that no write is needed."""
    channel = CHANNEL.opened(session, box)
    if isinstance(channel, Refusal):
        return channel
    is_today = channel.opened == _today(channel.timezone, now)
    return is_today and channel.unanswered == 0 and channel.state != tables.PAUSED


def seen(session: Session, box: BoxRequest, now: datetime) -> Refusal | None:
    """Note that the app was opened: nothing is unanswered, the chosen times apply again, and comebacks count from
    today."""
    channel = CHANNEL.locked(session, box)
    if isinstance(channel, Refusal):
        return channel
    wakes = channel.state == tables.PAUSED
    anew = {"comeback", "daily"} if channel.unanswered >= AS_CHOSEN else {"comeback"}
    channel.opened, channel.unanswered = _today(channel.timezone, now), 0
    if wakes:
        channel.state, channel.paused_at = tables.ACTIVE, None
    if channel.state != tables.ACTIVE:
        return None
    zone, opening = stored_zone(channel.timezone), opening_of(channel)
    rows.drop_prepared(session, box.id, kind="comeback")
    for nudge in rows.nudges_of(session, box.id, lock=True):
        if wakes or nudge.kind in anew:
            # Fresh: nothing rings for a minute that had passed when the app was opened.
            store_next(session, nudge.derived(zone, now, opening, fresh=True))
    return None


def skip(session: Session, box: BoxRequest, nudge_id: bytes, until: date, now: datetime) -> RefusalOrErrors | None:
    """Skip the nudge until the local date `until`; drop what was prepared for it."""
    channel = CHANNEL.locked(session, box)
    if isinstance(channel, Refusal):
        return channel
    zone = stored_zone(channel.timezone)
    if until > (now.astimezone(zone or UTC) + FURTHEST).date():
        return [FieldError("until", f"More than {FURTHEST.days} days away.")]
    if all(nudge.id != nudge_id for nudge in rows.nudges_of(session, box.id, lock=True)):
        return [FieldError("id", "This channel has no such nudge.")]
    rows.drop_prepared(session, box.id, nudge=nudge_id)
    for nudge in rows.nudges_of(session, box.id, lock=True):
        if nudge.id == nudge_id:
            skipped = nudge._replace(skip_until=until.isoformat())
            active = channel.state == tables.ACTIVE
            store_next(session, skipped.derived(zone, now, opening_of(channel)) if active else skipped)
    return None


def test(session: Session, box: BoxRequest, *, now: datetime, keys: Keys, composer: Composer) -> RefusalOrErrors | None:
    """Prepare one push now; it is sent within a second."""
    channel = CHANNEL.locked(session, box)
    if isinstance(channel, Refusal):
        return channel
    subscription = unseal(channel.sealed, box.id, keys)
    if subscription is None or channel.state != tables.ACTIVE:
        return [FieldError("endpoint", "No working subscription. Subscribe again on the device.")]
    tag = secrets.token_bytes(16)
    due = seconds(now)
    message = NewMessage(
        channel=box.id,
        tag=tag,
        nudge=None,
        kind=TEST,
        nominal=_today(channel.timezone, now),
        before=None,
        due=due,
        deadline=due + TEST_IS_OF_USE,
        topic=topic_of(box.id, tag, keys),
        body=composer.compose(subscription, channel.locale, TEST, tag),
    )
    put_messages(session, message)
    return None


def delete(session: Session, box: BoxRequest, tombstones: Tombstones) -> Refusal | None:
    """Delete everything of the channel, and leave a tombstone."""
    row = CHANNEL.lock(session, box)
    if isinstance(row, Refusal):
        return row
    rows.erase(session, box.id)
    tombstones.record(session, box.id)
    return None


async def blank_silent_endpoints(store: Store, now: datetime) -> int:
    """Blank the endpoint of every channel that has been paused, or refused, for 180 days; return how many.

    Erased data stay in SQLite's log until the night's checkpoint, a later step: emptying the log after each batch would
    delay all writes.
    """
    work = partial(_blank_some, before=seconds(now - SILENT_FOR), most=BLANKED_AT_ONCE)
    total = 0
    while (count := await store.write(work)) == BLANKED_AT_ONCE:
        total += count
        if total % CHECKPOINT_AFTER == 0:
            await store.checkpoint_passively()
    return total + count


def _silent(before: int, most: int) -> SelectOfScalar[bytes]:
    return (
        select(Channel.id)
        .where(col(Channel.paused_at) <= before, col(Channel.sealed).is_not(None))
        .order_by(col(Channel.paused_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def _blank_some(session: Session, before: int, most: int) -> int:
    found = session.exec(_silent(before, most)).all()
    # Their nudges are silent already, and the outbox holds nothing of theirs.
    session.exec(update(Channel).where(col(Channel.id).in_(found)).values(rows.WITHOUT_ENDPOINT))
    return len(found)


def used_in(session: Session, month: int) -> tuple[int, int]:
    """Return how many channels belong to a phone on which the app was opened in `month`: at least, and at most. Only
    the last opening is stored, so a channel made before the month and opened after it may or may not count."""
    first, following = f"{month_text(month)}-01", f"{month_text(month + 1)}-01"
    surely = func.sum(case((or_(col(Channel.opened) < following, col(Channel.created) == month), 1), else_=0))
    wanted = select(surely, func.count()).where(Channel.opened >= first, Channel.created <= month)
    least, most = session.exec(wanted).one()
    return int(least or 0), int(most)


def nexts(
    nudges: Collection[NudgeRow],
    waiting: Collection[Outbox],
    zone: ZoneInfo,
    last_day: str | None,
    opening: LastOpening,
) -> dict[bytes, int]:
    """Return when each nudge will ring, as far as the rows tell; one that will not is left out.

    As `prepare` would, from the earliest on: what is held back, or has rung, moves on to its following date.
    """
    found = {one.id: one.next_at for one in nudges if one.kind not in ONE_A_DAY and one.next_at is not None}
    found |= {one.nudge: one.due for one in waiting if one.nudge is not None}
    coming = {one.nominal for one in waiting if one.kind in ONE_A_DAY}
    stand = {one.id: one for one in nudges if one.kind in ONE_A_DAY}
    for _ in range(MOST_TURNS * len(stand)):
        open_ones = [one for one in stand.values() if one.next_at is not None]
        if all(one.id in found for one in open_ones):
            break
        nudge = min(open_ones, key=_place)
        at, day = _place(nudge)[0], nudge.next_nominal or ""
        done = nudge
        if not is_held_back(nudge, date.fromisoformat(day), stand.values(), coming, last_day, opening):
            found.setdefault(nudge.id, at)
            coming.add(day)
            done = nudge._replace(last_nominal=day)
        following = done.next(zone, datetime.fromtimestamp(at, UTC), opening, passed=day)
        stand[nudge.id] = done.coming(following)
    return found


def _place(nudge: NudgeRow) -> tuple[int, bytes]:
    return nudge.next_at or 0, nudge.id


def _today(timezone: str, now: datetime) -> str:
    return now.astimezone(stored_zone(timezone) or UTC).date().isoformat()


def _iso(moment: int | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


ERASERS: Final[dict[type[Box], Eraser]] = {Channel: rows.erase}
"""How a channel is erased, for the replay of tombstones."""
