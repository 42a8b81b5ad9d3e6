"""Operations on a whole channel, its nudges and prepared messages, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, update
from sqlmodel import Session, col, select

from selfhelp.notify.recurrence import MOST_UNANSWERED, NUDGE_COLUMNS, LastOpening, NudgeRow, store_next, stored_zone
from selfhelp.notify.tables import GONE, PAUSED, Channel, Nudge, Outbox
from selfhelp.store import Statement

CHECKPOINT_AFTER: Final = 1_000
"""Written channels after which SQLite's log is checkpointed beside the writer, which would otherwise do it."""


def count_endpoints(session: Session) -> int:
    """Return how many channels have an endpoint."""
    return session.exec(select(func.count()).where(col(Channel.sealed).is_not(None))).one()


WITHOUT_ENDPOINT: Final[dict[str, str | None]] = {"state": GONE, "paused_at": None, "sealed": None, "fingerprint": None}
"""A channel without an endpoint and its keys; it is kept so that `GET` can say so."""


class ChannelRow(NamedTuple):
    """The values from which a channel's reminders are derived."""

    id: bytes
    state: str
    timezone: str
    opened: str
    unanswered: int
    last_day: str | None


CHANNEL_COLUMNS: Final = tuple(getattr(Channel, name) for name in ChannelRow._fields)

_NUDGES = Statement(
    select(*NUDGE_COLUMNS).where(col(Nudge.channel) == bindparam("box")).order_by(col(Nudge.id)).with_for_update(),
    NudgeRow,
)
_NUDGES_ONLY_READ = Statement(
    select(*NUDGE_COLUMNS).where(col(Nudge.channel) == bindparam("box")).order_by(col(Nudge.id)), NudgeRow
)


def opening_of(channel: Channel | ChannelRow) -> LastOpening:
    """Return the last opening of the app behind `channel`."""
    return LastOpening(channel.opened, channel.unanswered)


def nudges_of(session: Session, channel: bytes, *, lock: bool) -> list[NudgeRow]:
    """Return every nudge of the channel, by id; locked for a caller that will change them."""
    return (_NUDGES if lock else _NUDGES_ONLY_READ).all(session, box=channel)


def waiting(session: Session, channel: bytes) -> Sequence[Outbox]:
    """Return the channel's prepared messages."""
    return session.exec(select(Outbox).where(Outbox.channel == channel)).all()


def replace_nudges(session: Session, channel: bytes, nudges: list[NudgeRow]) -> None:
    """Replace the channel's nudges with these."""
    session.exec(delete(Nudge).where(col(Nudge.channel) == channel))
    if nudges:
        session.exec(insert(Nudge), params=[nudge._asdict() for nudge in nudges])


def silence(session: Session, channel: bytes, **why: str | int | None) -> None:
    """Silence every nudge of the channel and drop what was prepared; `why` are values of the channel to store."""
    drop_prepared(session, channel)
    session.exec(update(Nudge).where(col(Nudge.channel) == channel).values(next_nominal=None, next_at=None))
    if why:
        session.exec(update(Channel).where(col(Channel.id) == channel).values(why))


def back_off(session: Session, channel: ChannelRow, now: int) -> None:
    """Space out the daily nudges of a channel, which has left many unanswered, and at last pause it."""
    if channel.unanswered >= MOST_UNANSWERED:
        silence(session, channel.id, state=PAUSED, paused_at=now)
        return
    zone = stored_zone(channel.timezone)
    moment, opening = datetime.fromtimestamp(now, UTC), opening_of(channel)
    for nudge in nudges_of(session, channel.id, lock=True):
        if nudge.kind == "daily":
            store_next(session, nudge.derived(zone, moment, opening))


def lose_subscription(session: Session, channel: bytes) -> None:
    """Erase the endpoint and its keys."""
    silence(session, channel, **WITHOUT_ENDPOINT)


def drop_prepared(
    session: Session, channel: bytes, *, nudge: bytes | None = None, kind: str | None = None, keep: str | None = None
) -> None:
    """Drop the channel's messages, all or those of one nudge or kind; never those of the kind `keep`.

    No push service is known to have taken what lies here: `last_nominal` is put back, so that an edit does not cost the
    person today's reminder. If it was taken after all, what is prepared anew has its tag and takes its place.
    """
    for one in session.exec(select(Outbox).where(Outbox.channel == channel).with_for_update()).all():
        if one.kind == keep or nudge not in (None, one.nudge) or kind not in (None, one.kind):
            continue
        its_nudge = (col(Nudge.channel) == channel, col(Nudge.id) == one.nudge)
        rung = col(Nudge.last_nominal) == one.nominal
        session.exec(update(Nudge).where(*its_nudge, rung).values(last_nominal=one.before))
        session.exec(delete(Outbox).where(col(Outbox.channel) == channel, col(Outbox.tag) == one.tag))


def erase(session: Session, channel: bytes) -> None:
    """Delete every row of the channel. The caller leaves the tombstone."""
    nudges_of(session, channel, lock=True)
    session.exec(delete(Outbox).where(col(Outbox.channel) == channel))
    session.exec(delete(Nudge).where(col(Nudge.channel) == channel))
    session.exec(delete(Channel).where(col(Channel.id) == channel))
