"""What else can be done with a channel: all but PUT (`put.py`). Refusals and wrong fields are returned, not raised."""

import secrets
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import case, func, update
from sqlmodel import Session, col, select

from selfhelp.boxes import Access, Box, BoxRequest, Eraser, Refusal, Tombstones, month_text
from selfhelp.http.problems import FieldError
from selfhelp.notify import rows, tables
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import NewMessage, post
from selfhelp.notify.prepare import nexts
from selfhelp.notify.recurrence import AS_CHOSEN
from selfhelp.notify.rows import Opening, zone_of
from selfhelp.notify.schema import ChannelOut, NudgeOut
from selfhelp.notify.subscription import unseal
from selfhelp.notify.tables import Channel
from selfhelp.notify.validation import FURTHEST, Wrong
from selfhelp.notify.webpush import TEST, Composer

TEST_IS_OF_USE: Final = 600
"""Seconds; a test push that comes later would puzzle."""


PLAIN: Final = Access(Channel)
_STATE = Access(
    Channel,
    *(Channel.state, Channel.last_sent, Channel.last_answer),
    *(Channel.timezone, Channel.last_day, Channel.opened, Channel.unanswered),
)
_SEEN = Access(Channel, Channel.timezone, Channel.opened, Channel.unanswered, Channel.state)
_SKIP = Access(Channel, Channel.timezone, Channel.state, Channel.opened, Channel.unanswered)
_TARGET = Access(Channel, Channel.sealed, Channel.locale, Channel.timezone, Channel.state)


def show(session: Session, box: BoxRequest) -> ChannelOut | Refusal:
    """How delivery goes, for `GET`."""
    found = _STATE.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    state, last_sent, last_answer, timezone, last_day, *opened = found
    stored, waiting = rows.nudges_of(session, box.id, lock=False), rows.waiting(session, box.id)
    try:
        coming = nexts(stored, waiting, zone_of(timezone), last_day, Opening(*opened))
    except ZoneInfoNotFoundError:  # Gone from tzdata: it will fall silent.
        coming = {}
    nudges = [NudgeOut(nudge.id.hex(), nudge.kind, _iso(coming.get(nudge.id))) for nudge in stored]
    return ChannelOut(state, state == tables.PAUSED, _iso(last_sent), last_answer, nudges)


def is_seen(session: Session, box: BoxRequest, now: datetime) -> bool | Refusal:
    """Whether `seen` would change nothing: then no write is needed."""
    found = _SEEN.read(session, box.id, box.auth)
    if isinstance(found, Refusal):
        return found
    timezone, opened, unanswered, state = found
    return bool(opened == _today(timezone, now) and unanswered == 0 and state != tables.PAUSED)


def seen(session: Session, box: BoxRequest, now: datetime) -> Refusal | None:
    """The app was opened: nothing is unanswered, the chosen times hold again, and comebacks are counted from today."""
    held = _SEEN.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    timezone, _, unanswered, state = held
    wakes = state == tables.PAUSED
    opening = Opening(_today(timezone, now), 0)
    changes = {"opened": opening.day, "unanswered": opening.unanswered}
    if wakes:
        changes |= {"state": tables.ACTIVE, "paused_at": None}
    session.exec(update(Channel).where(col(Channel.id) == box.id).values(changes))
    if not wakes and state != tables.ACTIVE:
        return None
    anew = {"comeback", "daily"} if unanswered >= AS_CHOSEN else {"comeback"}
    rows.drop_prepared(session, box.id, kind="comeback")
    for nudge in rows.nudges_of(session, box.id, lock=True):
        if wakes or nudge.kind in anew:
            # Fresh: nothing calls somebody back for a minute that had passed when they came.
            rows.move(session, nudge.derived(zone_of(timezone), now, opening, fresh=True))
    return None


def skip(session: Session, box: BoxRequest, nudge_id: bytes, until: date, now: datetime) -> Wrong | Refusal | None:
    """The nudge is not needed before the local date `until`; what was prepared for it goes."""
    held = _SKIP.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    timezone, state, *opened = held
    zone = zone_of(timezone)
    if until > (now.astimezone(zone) + FURTHEST).date():
        return [FieldError("until", f"More than {FURTHEST.days} days away.")]
    if all(nudge.id != nudge_id for nudge in rows.nudges_of(session, box.id, lock=True)):
        return [FieldError("id", "This channel has no such nudge.")]
    rows.drop_prepared(session, box.id, nudge=nudge_id)
    for nudge in rows.nudges_of(session, box.id, lock=True):
        if nudge.id == nudge_id:
            skipped = nudge._replace(skip_until=until.isoformat())
            active = state == tables.ACTIVE
            rows.move(session, skipped.derived(zone, now, Opening(*opened)) if active else skipped)
    return None


def test(session: Session, box: BoxRequest, *, now: datetime, keys: Keys, composer: Composer) -> Wrong | Refusal | None:
    """One push now, prepared here and sent within a second."""
    held = _TARGET.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    sealed, locale, timezone, state = held
    subscription = unseal(sealed, box.id, keys) if sealed is not None and state == tables.ACTIVE else None
    if subscription is None:
        return [FieldError("endpoint", "No working subscription. Subscribe again on the device.")]
    tag = secrets.token_bytes(16)
    due = rows.seconds(now)
    message = NewMessage(
        channel=box.id,
        tag=tag,
        nudge=None,
        kind=TEST,
        nominal=_today(timezone, now),
        before=None,
        due=due,
        deadline=due + TEST_IS_OF_USE,
        topic=keys.topic(box.id, tag),
        body=composer.compose(subscription, locale, TEST, tag),
    )
    post(session, message)
    return None


def delete(session: Session, box: BoxRequest, graves: Tombstones) -> Refusal | None:
    """Everything of the channel goes, and a grave stays."""
    held = PLAIN.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        return held
    rows.erase(session, box.id)
    graves.record(session, box.id)
    return None


def used_in(session: Session, month: int) -> tuple[int, int]:
    """How many channels belong to a phone on which the app was opened in `month`: at least, and at most. Only the last
    opening is known: of a channel that is older than the month and was opened after it nobody can tell."""
    created, opened = col(Channel.created), col(Channel.opened)
    surely = (opened < f"{month_text(month + 1)}-01") | (created == month)
    possible = select(func.count(case((surely, 1))), func.count()).where(
        opened >= f"{month_text(month)}-01", created <= month
    )
    return session.exec(possible).one()


def _today(timezone: str, now: datetime) -> str:
    return now.astimezone(zone_of(timezone)).date().isoformat()


def _iso(moment: int | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


ERASERS: Final[dict[type[Box], Eraser]] = {Channel: rows.erase}
"""For the replay of graves after a restore."""
