"""Prepare: what is due within ten minutes is encrypted and laid into the outbox; at its minute only HTTP is left."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import bindparam, literal_column, select
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.clock import AS_CHOSEN, ONE_A_DAY, gives_way, ring
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import post
from selfhelp.notify.payload import Composer
from selfhelp.notify.rows import NudgeRow, Opening, zone_of
from selfhelp.notify.subscription import unseal
from selfhelp.notify.tables import Channel, Nudge, Outbox
from selfhelp.store import Prepared

AHEAD: Final = timedelta(minutes=10)

BATCH: Final = 100
"""Messages in one transaction: about 15 ms of encryption, so that the writer is never held for long."""

_CHANNEL: Final = (
    *(col(Channel.sealed), col(Channel.timezone), col(Channel.locale), col(Channel.last_day)),
    *(col(Channel.opened), col(Channel.unanswered)),
)
_CLAIM = Prepared(
    select(*rows.COLUMNS, *_CHANNEL)
    .join(Channel, col(Channel.id) == col(Nudge.channel))
    .where(col(Nudge.next_at) <= bindparam("horizon"))
    .order_by(col(Nudge.next_at))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
    # The channel's row too: two workers must not prepare two nudges of one channel side by side, and a PUT has to wait.
    .with_for_update(skip_locked=True)
)
_DUE = Prepared(
    select(literal_column("1"))
    .select_from(Nudge)
    .where(col(Nudge.next_at) <= bindparam("horizon"))
    .limit(literal_column("1"))
    .offset(literal_column("0"))
)
_OTHERS = Prepared(
    select(col(Nudge.kind)).where(
        col(Nudge.channel) == bindparam("box"),
        col(Nudge.id) != bindparam("nudge"),
        col(Nudge.next_nominal) == bindparam("nominal"),
    )
)
_WAITING = Prepared(
    select(col(Outbox.kind)).where(col(Outbox.channel) == bindparam("box"), col(Outbox.nominal) == bindparam("nominal"))
)
_DAILY = Prepared(
    select(*rows.COLUMNS).where(col(Nudge.channel) == bindparam("box"), col(Nudge.kind) == literal_column("'daily'"))
)


def is_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to prepare: a read, so that an idle server writes nothing."""
    return _DUE.first(session, horizon=rows.seconds(now + AHEAD)) is not None


def prepare(session: Session, *, now: datetime, keys: Keys, composer: Composer, most: int = BATCH) -> int:
    """Claim up to `most` nudges that are due soon; how many there were. Each has moved on to its next ringing."""
    claimed = _CLAIM.all(session, horizon=rows.seconds(now + AHEAD), most=most)
    for row in claimed:
        nudge = NudgeRow(*row[: len(rows.COLUMNS)])
        sealed, timezone, locale, last_day, *opened = row[len(rows.COLUMNS) :]
        opening = Opening(*opened)
        try:
            zone = zone_of(timezone)
        except ZoneInfoNotFoundError:  # Gone from tzdata: one channel falls silent, and does not hold up the others.
            rows.silence(session, nudge.channel)
            continue
        nominal = rows.as_date(nudge.next_nominal)
        assert nominal is not None
        # From the truth, not from `next_at`: another tzdata may have moved it since.
        found = ring(nudge.rule, zone, nudge.channel, nominal)
        rung = nudge.last_nominal
        if found.due > now + AHEAD:
            rows.move(session, nudge.anew(zone, now, opening))
            continue
        if found.deadline > now and not _is_held_back(session, nudge, nominal, last_day, opening):
            subscription = None if sealed is None else unseal(sealed, nudge.channel, keys)
            if subscription is None:  # Sealed with a key file that is no longer here: the device has to repair it.
                rows.lose_subscription(session, nudge.channel)
                continue
            tag = secrets.token_bytes(16)
            post(
                session,
                channel=nudge.channel,
                tag=tag,
                nudge=nudge.id,
                kind=nudge.kind,
                nominal=nudge.next_nominal,
                before=nudge.last_nominal,
                due=rows.seconds(found.due),
                deadline=rows.seconds(found.deadline),
                topic=keys.topic(nudge.channel, nudge.id + nominal.isoformat().encode()),
                body=composer.compose(subscription, locale, nudge.kind, tag),
            )
            rung = nudge.next_nominal
        done = nudge._replace(last_nominal=rung)
        rows.move(session, done.coming(done.next(zone, now, opening, passed=nudge.next_nominal)))
    return len(claimed)


def _is_held_back(session: Session, nudge: NudgeRow, nominal: date, last_day: str | None, opening: Opening) -> bool:
    """At most one push a day besides `own`: it gives way to what rang that day, is about to, or comes before it.

    A daily one that is left unanswered keeps its distance from every daily one of the channel.
    """
    if nudge.kind not in ONE_A_DAY:
        return False
    if last_day is not None and last_day >= nominal.isoformat():
        return True
    if any(kind in ONE_A_DAY for (kind,) in _WAITING.all(session, box=nudge.channel, nominal=nudge.next_nominal)):
        return True
    others = _OTHERS.all(session, box=nudge.channel, nudge=nudge.id, nominal=nudge.next_nominal)
    if any(gives_way(nudge.kind, kind) for (kind,) in others):
        return True
    if nudge.kind != "daily" or opening.unanswered < AS_CHOSEN:
        return False
    daily = (NudgeRow(*row).spaced(opening.unanswered) for row in _DAILY.all(session, box=nudge.channel))
    return any(first is not None and nominal < first for first in daily)
