"""The bell: what rings because something has come, not because a time was chosen. A coach's answer is all there is.

It knows no threads: whoever rings says what it is about in bytes that mean nothing here, and in the outbox they stand
as an HMAC.
"""

import secrets
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from selfhelp.notify import rows
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import post
from selfhelp.notify.recurrence import LATE_FROM, NIGHT_FROM, USEFUL_FOR, Ring, Rule, instant, ring, spread
from selfhelp.notify.rows import zone_of
from selfhelp.notify.subscription import unseal
from selfhelp.notify.tables import ACTIVE, Channel, Outbox
from selfhelp.notify.webpush import Composer
from selfhelp.store import Statement

COACH: Final = "coach"
"""The kind; its words are always neutral."""

MORNING: Final = time(7)
MARK_BYTES: Final = 8

_KNOWN = Statement(select(col(Channel.id)).where(col(Channel.id) == bindparam("box")))
_LOUD = Statement(
    select(col(Channel.id)).where(
        col(Channel.id) == bindparam("box"), col(Channel.state) == bindparam("active"), col(Channel.sealed).is_not(None)
    )
)
_TARGET = Statement(
    select(col(Channel.sealed), col(Channel.locale), col(Channel.timezone), col(Channel.state))
    .where(col(Channel.id) == bindparam("box"))
    .with_for_update()
)
_WAITING = Statement(
    select(col(Outbox.tag)).where(
        col(Outbox.channel) == bindparam("box"),
        col(Outbox.nudge) == bindparam("mark"),
        col(Outbox.kind) == bindparam("kind"),
    )
)


class PendingNotices:
    """Takes back, within the caller's transaction, what waits to ring."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def hush(self, session: Session, channel: bytes, about: bytes) -> None:
        """What is waiting about this is of no use any more."""
        mark = self._mark(about)
        if _WAITING.first(session, box=channel, mark=mark, kind=COACH) is not None:
            rows.drop_prepared(session, channel, nudge=mark)

    def _mark(self, about: bytes) -> bytes:
        return self._keys.tag(about, COACH)[:MARK_BYTES]


class EventNotifier(PendingNotices):
    """Rings a channel within the caller's transaction."""

    def __init__(self, keys: Keys, composer: Composer) -> None:
        super().__init__(keys)
        self._composer = composer

    def knows(self, session: Session, channel: bytes) -> bool:
        """Whether there is such a channel."""
        return _KNOWN.first(session, box=channel) is not None

    def rings(self, session: Session, channel: bytes) -> bool:
        """Whether there is such a channel and `ring` would not leave it silent: active, with a subscription."""
        return _LOUD.first(session, box=channel, active=ACTIVE) is not None

    def ring(self, session: Session, channel: bytes, about: bytes, now: datetime) -> bool:
        """Lay a message into the outbox, unless one about the same is waiting already; False when the channel is gone.

        A channel that is paused, refused or without a subscription stays silent, as it does for every reminder.
        """
        target = _TARGET.first(session, box=channel)
        if target is None:
            return False
        sealed, locale, timezone, state = target
        mark = self._mark(about)
        if state != ACTIVE or _WAITING.first(session, box=channel, mark=mark, kind=COACH) is not None:
            return True
        subscription = None if sealed is None else unseal(sealed, channel, self._keys)
        if subscription is None:  # Sealed with a key file that is no longer here: the device has to repair it.
            rows.lose_subscription(session, channel)
            return True
        try:
            found = soonest(zone_of(timezone), channel, now)
        except ZoneInfoNotFoundError:  # Gone from tzdata: `prepare` lets the whole channel fall silent.
            return True
        day, tag = found.nominal.isoformat(), secrets.token_bytes(16)
        post(
            session,
            channel=channel,
            tag=tag,
            nudge=mark,
            kind=COACH,
            nominal=day,
            before=None,
            due=rows.seconds(found.due),
            deadline=rows.seconds(found.deadline),
            topic=self._keys.topic(channel, tag),
            body=self._composer.compose(subscription, locale, COACH, self._keys.tag(mark, day)),
        )
        return True


def soonest(zone: ZoneInfo, channel: bytes, now: datetime) -> Ring:
    """When something that nobody chose a time for may ring: within ten minutes by day, else from seven in the morning.

    Late in the evening it waits too: what has half an hour left before the night is seen by few.
    """
    due = now + spread(channel, now.astimezone(zone).date())
    wall = due.astimezone(zone)
    if MORNING <= wall.time() < LATE_FROM:
        return Ring(wall.date(), now, due, min(due + USEFUL_FOR, instant(wall.date(), NIGHT_FROM, zone)))
    day = wall.date() + timedelta(days=wall.time() >= LATE_FROM)
    return ring(Rule(MORNING, once=day), zone, channel, day)
