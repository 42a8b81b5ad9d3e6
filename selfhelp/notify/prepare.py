"""Prepare: encrypt what is due within ten minutes into the outbox, so that at its minute only HTTP is left."""

import secrets
import time
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import bindparam, literal_column, select
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import NewMessage, put_messages
from selfhelp.notify.reconcile import anew
from selfhelp.notify.recurrence import (
    AS_CHOSEN,
    NUDGE_COLUMNS,
    ONE_A_DAY,
    LastOpening,
    NudgeRow,
    as_date,
    believed,
    ring,
    seconds,
    store_next,
    stored_zone,
)
from selfhelp.notify.subscription import Composer, tag_of, topic_of, unseal
from selfhelp.notify.tables import Channel, Nudge, Outbox
from selfhelp.store import Id, SetStatement, Statement, among

AHEAD: Final = timedelta(minutes=10)

PREPARED_AT_ONCE: Final = 100
"""Most messages in one transaction; half a millisecond each, on an idle core."""

ENOUGH: Final = 0.035
"""Seconds in one transaction after which no more messages are encrypted. Other writes wait meanwhile, and inserting the
messages takes about the rest of 50 ms. The next transaction takes the others."""


class DueNudge(NamedTuple):
    """A nudge that is due within ten minutes, and what is needed of its channel."""

    channel: bytes
    id: bytes
    sealed: bytes | None
    timezone: str
    locale: str
    last_day: str | None
    opened: str
    unanswered: int


class _Coming(NamedTuple):
    channel: bytes
    kind: str
    nominal: str


_DUE_NUDGES = Statement(
    select(col(Nudge.channel), col(Nudge.id), *(getattr(Channel, name) for name in DueNudge._fields[2:]))
    .join(Channel, col(Channel.id) == col(Nudge.channel))
    .where(col(Nudge.next_at) <= bindparam("horizon"))
    .order_by(col(Nudge.next_at))
    .limit(bindparam("most"))
    # The channel's row too: two workers must not prepare nudges of one channel at the same time, and a PUT has to wait.
    .with_for_update(skip_locked=True),
    DueNudge,
)
_DUE = Statement(
    select(col(Nudge.id))
    .where(col(Nudge.next_at) <= bindparam("horizon"))
    .order_by(col(Nudge.next_at))  # otherwise PostgreSQL reads the whole table when it expects that much is due
    .limit(literal_column("1")),
    Id,
)
_NUDGES = SetStatement(select(*NUDGE_COLUMNS).where(among(Nudge.channel)), NudgeRow)
_WAITING = SetStatement(
    select(col(Outbox.channel), col(Outbox.kind), col(Outbox.nominal)).where(among(Outbox.channel)), _Coming
)


def is_due(session: Session, now: datetime) -> bool:
    """Return whether there is anything to prepare. It only reads, so that an idle server writes nothing."""
    return _DUE.first(session, horizon=seconds(now + AHEAD)) is not None


def prepare(
    session: Session,
    *,
    now: datetime,
    keys: Keys,
    composer: Composer,
    most: int = PREPARED_AT_ONCE,
    elapsed: Callable[[], float] = time.perf_counter,
) -> int:
    """Prepare up to `most` nudges that are due soon, or as many as fit into `ENOUGH` of the seconds that `elapsed`
    gives; return how many moved on to their next ringing."""
    began = elapsed()
    due = _DUE_NUDGES.all(session, horizon=seconds(now + AHEAD), most=most)
    channels = _Channels(session, {one.channel for one in due})
    messages: list[NewMessage] = []
    moved: list[NudgeRow] = []
    silent: set[bytes] = set()
    done = 0
    for one in due:
        nudge, opening = channels.nudges[one.channel][one.id], LastOpening(one.opened, one.unanswered)
        if done and elapsed() - began > ENOUGH:
            break
        done += 1
        if nudge.channel in silent:
            continue
        zone = stored_zone(one.timezone)
        if zone is None:
            rows.silence(session, nudge.channel)
            silent.add(nudge.channel)
            continue
        nominal = as_date(nudge.next_nominal)
        assert nominal is not None
        # From the rule, not from `next_at`: another tzdata may have moved it since.
        found = ring(nudge.rule, zone, nudge.channel, nominal)
        if found.due > now + AHEAD:
            moved.append(channels.keep(anew(nudge, zone, now, opening)))
            continue
        rung = nudge.last_nominal
        if found.deadline > now and not channels.holds_back(nudge, nominal, one.last_day, opening):
            subscription = unseal(one.sealed, nudge.channel, keys)
            if subscription is None:  # Sealed with a key file that is no longer here: the device has to repair it.
                rows.lose_subscription(session, nudge.channel)
                silent.add(nudge.channel)
                continue
            day = nominal.isoformat()
            message = NewMessage(
                channel=nudge.channel,
                tag=secrets.token_bytes(16),
                nudge=nudge.id,
                kind=nudge.kind,
                nominal=day,
                before=nudge.last_nominal,
                # `next_at` is later when it was derived after its minute: then nothing was late.
                due=max(seconds(found.due), min(nudge.next_at or 0, seconds(now))),
                deadline=seconds(found.deadline),
                topic=topic_of(nudge.channel, nudge.id + day.encode(), keys),
                body=composer.compose(subscription, one.locale, nudge.kind, tag_of(nudge.id, day, keys)),
            )
            messages.append(message)
            channels.is_coming(nudge)
            rung = nudge.next_nominal
        ringing = nudge._replace(last_nominal=rung)
        following = ringing.coming(ringing.next(zone, now, opening, passed=nudge.next_nominal))
        moved.append(channels.keep(following))
    put_messages(session, *(message for message in messages if message.channel not in silent))
    store_next(session, *(nudge for nudge in moved if nudge.channel not in silent))
    return done


class _Channels:
    """The nudges and messages of these channels, kept up to date while a batch is prepared."""

    def __init__(self, session: Session, channels: Collection[bytes]) -> None:
        ids = [(channel,) for channel in sorted(channels)]
        self.nudges: dict[bytes, dict[bytes, NudgeRow]] = {}
        for nudge in _NUDGES.all(session, ids):
            self.keep(nudge)
        self._coming: dict[bytes, set[str]] = {}
        for one in _WAITING.all(session, ids):
            if one.kind in ONE_A_DAY:
                self._coming.setdefault(one.channel, set()).add(one.nominal)

    def keep(self, nudge: NudgeRow) -> NudgeRow:
        """Store the nudge's present state, and return it."""
        self.nudges.setdefault(nudge.channel, {})[nudge.id] = nudge
        return nudge

    def is_coming(self, nudge: NudgeRow) -> None:
        """Note that its message will be in the outbox."""
        if nudge.kind in ONE_A_DAY and nudge.next_nominal is not None:
            self._coming.setdefault(nudge.channel, set()).add(nudge.next_nominal)

    def holds_back(self, nudge: NudgeRow, nominal: date, last_day: str | None, opening: LastOpening) -> bool:
        """Return `is_held_back` for this channel's nudges and messages."""
        if nudge.kind not in ONE_A_DAY:
            return False
        others, coming = self.nudges[nudge.channel].values(), self._coming.get(nudge.channel, ())
        return is_held_back(nudge, nominal, others, coming, last_day, opening)


def gives_way(kind: str, to: str) -> bool:
    """Return whether a nudge of `kind` stays silent on a date on which one of kind `to` will ring."""
    return kind in ONE_A_DAY and to in ONE_A_DAY and ONE_A_DAY.index(to) < ONE_A_DAY.index(kind)


def is_held_back(
    nudge: NudgeRow,
    nominal: date,
    others: Collection[NudgeRow],
    coming: Collection[str],
    last_day: str | None,
    opening: LastOpening,
) -> bool:
    """Return whether a nudge of ONE_A_DAY gives way to a push that was sent that day (`last_day`), is prepared for it
    (dates in `coming`), or has precedence.

    A daily one that is left unanswered keeps its distance from every daily one of the channel.
    """
    day = nominal.isoformat()
    last = believed(last_day, nominal)
    if (last is not None and last >= day) or day in coming:
        return True
    if any(gives_way(nudge.kind, one.kind) and one.next_nominal == day and one.id != nudge.id for one in others):
        return True
    if nudge.kind != "daily" or opening.unanswered < AS_CHOSEN:
        return False
    firsts = (one.spaced(opening.unanswered, nominal) for one in others)
    return any(first is not None and nominal < first for first in firsts)
