"""Push because something happened, not at a chosen time: so far only for a coach's answer.

This module knows no threads. The caller names the subject in bytes, and the outbox stores an HMAC of them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from selfhelp.notify import rows
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import NewMessage, put_messages
from selfhelp.notify.recurrence import (
    LATE_FROM,
    NIGHT_FROM,
    USEFUL_FOR,
    Ring,
    Rule,
    instant,
    ring,
    seconds,
    spread,
    stored_zone,
)
from selfhelp.notify.subscription import Composer, tag_of, topic_of, unseal
from selfhelp.notify.tables import ACTIVE, Channel

COACH_KIND: Final = "coach"
"""The kind; its words are always neutral."""

MORNING: Final = time(7)
MARK_BYTES: Final = 8


@dataclass(eq=False)
class PendingNotices:
    """Drops waiting pushes within the caller's transaction."""

    keys: Keys

    def cancel(self, session: Session, channel: bytes, about: bytes) -> None:
        """Drop what is waiting about this subject."""
        mark = self._mark(about)
        if self._is_waiting(session, channel, mark):
            rows.drop_prepared(session, channel, nudge=mark)

    def _mark(self, about: bytes) -> bytes:
        return tag_of(about, COACH_KIND, self.keys)[:MARK_BYTES]

    @staticmethod
    def _is_waiting(session: Session, channel: bytes, mark: bytes) -> bool:
        return any(message.nudge == mark and message.kind == COACH_KIND for message in rows.waiting(session, channel))


@dataclass(eq=False)
class EventNotifier(PendingNotices):
    """Sends pushes to a channel within the caller's transaction."""

    composer: Composer

    def exists(self, session: Session, channel: bytes) -> bool:
        """Return whether there is such a channel."""
        return session.exec(select(Channel.id).where(Channel.id == channel)).first() is not None

    def is_heard(self, session: Session, channel: bytes) -> bool:
        """Return whether the channel exists and a push would not stay silent: it is active and has a subscription."""
        is_loud = (Channel.id == channel, Channel.state == ACTIVE, col(Channel.sealed).is_not(None))
        return session.exec(select(Channel.id).where(*is_loud)).first() is not None

    def notify(self, session: Session, channel: bytes, about: bytes, now: datetime) -> bool:
        """Put a message into the outbox, unless one about the same waits there; return False when the channel is gone.

        A channel that is paused, refused or without a subscription stays silent, as for every reminder.
        """
        target = session.exec(select(Channel).where(Channel.id == channel).with_for_update()).first()
        if target is None:
            return False
        mark = self._mark(about)
        if target.state != ACTIVE or self._is_waiting(session, channel, mark):
            return True
        subscription = unseal(target.sealed, channel, self.keys)
        if subscription is None:  # Sealed with a key file that is no longer here: the device has to repair it.
            rows.lose_subscription(session, channel)
            return True
        zone = stored_zone(target.timezone)
        if zone is None:
            return True
        found = soonest(zone, channel, now)
        day, tag = found.nominal.isoformat(), secrets.token_bytes(16)
        message = NewMessage(
            channel=channel,
            tag=tag,
            nudge=mark,
            kind=COACH_KIND,
            nominal=day,
            before=None,
            due=seconds(found.due),
            deadline=seconds(found.deadline),
            topic=topic_of(channel, tag, self.keys),
            body=self.composer.compose(subscription, target.locale, COACH_KIND, tag_of(mark, day, self.keys)),
        )
        put_messages(session, message)
        return True


def soonest(zone: ZoneInfo, channel: bytes, now: datetime) -> Ring:
    """Return when a push without a chosen time may ring: within ten minutes by day, else from seven in the morning.

    It also waits late in the evening: few see what comes half an hour before the night.
    """
    due = now + spread(channel, now.astimezone(zone).date())
    wall = due.astimezone(zone)
    if MORNING <= wall.time() < LATE_FROM:
        return Ring(wall.date(), now, due, min(due + USEFUL_FOR, instant(wall.date(), NIGHT_FROM, zone)))
    day = wall.date() + timedelta(days=wall.time() >= LATE_FROM)
    return ring(Rule(MORNING, once=day), zone, channel, day)
