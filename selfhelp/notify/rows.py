"""Read, derive, write and drop a channel's nudges and what is prepared for them, inside the caller's transaction."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import bindparam, case, delete, insert, update
from sqlmodel import Session, col, select

from selfhelp.notify.recurrence import AS_CHOSEN, MOST_UNANSWERED, Ring, Rule, lived, next_ring, ring, spacing
from selfhelp.notify.tables import GONE, PAUSED, Channel, Nudge, Outbox
from selfhelp.store import NoRow, Statement

zone_of = lru_cache(maxsize=1024)(ZoneInfo)

BELIEVED: Final = timedelta(days=2)
"""How far ahead of UTC's date one for which something rang may be. A zone is at most a day ahead; a second day is
allowed for clocks that differ. A date further ahead is from a clock that was wrong."""


class Opening(NamedTuple):
    """The last time that the app was opened: its local date, and how many daily nudges were sent since."""

    day: str
    unanswered: int


def opening_of(channel: Channel) -> Opening:
    """Return the last opening of the app behind `channel`."""
    return Opening(channel.opened, channel.unanswered)


class NudgeRow(NamedTuple):
    """One stored nudge, in the order of its columns."""

    channel: bytes
    id: bytes
    kind: str
    at: int
    days: int
    once: str | None
    skip_until: str | None
    last_nominal: str | None
    next_nominal: str | None
    next_at: int | None

    @property
    def rule(self) -> Rule:
        """What the person chose."""
        return _rule(self.at, self.days, self.once)

    def next(
        self, zone: ZoneInfo, now: datetime, opening: Opening, *, passed: str | None = None, fresh: bool = False
    ) -> Ring | None:
        """Its next ringing. `passed` is a date that it lets go by in silence."""
        today = now.date()
        after = max(filter(None, (believed(self.last_nominal, today), as_date(passed))), default=None)
        return next_ring(
            self.rule,
            zone,
            self.channel,
            now,
            after=after,
            until=max(filter(None, (as_date(self.skip_until), self.spaced(opening.unanswered, today))), default=None),
            opened=as_date(opening.day),
            fresh=fresh,
        )

    def spaced(self, unanswered: int, today: date) -> date | None:
        """Return the first date that is far enough from the last one, for a daily nudge that is left unanswered."""
        last = believed(self.last_nominal, today)
        return None if last is None or self.kind != "daily" else last + timedelta(days=spacing(unanswered))

    def derived(self, zone: ZoneInfo, now: datetime, opening: Opening, *, fresh: bool = False) -> "NudgeRow":
        """Return the same with `next_nominal` and `next_at` anew. What comes late only by this is due now, not
        overdue."""
        derived = self.coming(self.next(zone, now, opening, fresh=fresh))
        return derived if derived.next_at is None else derived._replace(next_at=max(derived.next_at, seconds(now)))

    def anew(self, zone: ZoneInfo, now: datetime, opening: Opening) -> "NudgeRow":
        """Return the same by other rules of the zone: it rings for the date that it would have rung for, while that can
        be.

        Not for a date that is further away than what was chosen allows: the clock was ahead when that was derived.
        """
        nominal = as_date(self.next_nominal)
        if nominal is None:  # It has rung, or its zone was unknown, or it was passed over by a clock that was ahead.
            return self.derived(zone, now, opening, fresh=True)
        if self.once is None and nominal > now.date() + BELIEVED:
            soonest = self.derived(zone, now, opening, fresh=True)
            if soonest.next_nominal is not None and soonest.next_nominal < nominal.isoformat():
                return soonest
        found = ring(self.rule, zone, self.channel, nominal)
        if found.deadline > now and lived(nominal, zone):
            return self.coming(found)
        return self.derived(zone, now, opening)

    def coming(self, found: Ring | None) -> "NudgeRow":
        """Return the same with this as its next ringing."""
        if found is None:
            return self._replace(next_nominal=None, next_at=None)
        return self._replace(next_nominal=found.nominal.isoformat(), next_at=seconds(found.due))


class Waiting(NamedTuple):
    """What a prepared message stands for; `nudge` is None for a test push."""

    nudge: bytes | None
    kind: str
    nominal: str
    due: int


def later_day(name: str) -> Any:
    """For `last_day`: the parameter `name`, unless a later date stands there already (a phone that flew westwards), up
    to the parameter `furthest` (`furthest_from`)."""
    stored: Any = col(Channel.last_day)
    day: Any = bindparam(name)
    return case(((stored > day) & (stored <= bindparam("furthest")), stored), else_=day)


def furthest_from(day: str) -> str:
    """Return the last date that is believed when it is `day`."""
    return (date.fromisoformat(day) + BELIEVED).isoformat()


@lru_cache(maxsize=4096)  # few times are chosen by many
def _rule(at: int, days: int, once: str | None) -> Rule:
    return Rule(time(*divmod(at, 60)), frozenset(day for day in range(7) if days >> day & 1), as_date(once))


COLUMNS: Final = tuple(getattr(Nudge, name) for name in NudgeRow._fields)

_NUDGES = Statement(
    select(*COLUMNS).where(col(Nudge.channel) == bindparam("box")).order_by(col(Nudge.id)).with_for_update(),
    NudgeRow,
)
_NUDGES_ONLY_READ = Statement(
    select(*COLUMNS).where(col(Nudge.channel) == bindparam("box")).order_by(col(Nudge.id)), NudgeRow
)
_INSERT = Statement(insert(Nudge).values({name: bindparam(name) for name in NudgeRow._fields}), NoRow)
_MOVE = Statement(
    update(Nudge)
    .where(col(Nudge.channel) == bindparam("channel"), col(Nudge.id) == bindparam("id"))
    .values({name: bindparam(name) for name in ("skip_until", "last_nominal", "next_nominal", "next_at")}),
    NoRow,
)
_WAITING = Statement(
    select(*(getattr(Outbox, name) for name in Waiting._fields)).where(col(Outbox.channel) == bindparam("box")),
    Waiting,
)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


def as_date(text: str | None) -> date | None:
    """Return a local date as it is stored."""
    return None if text is None else date.fromisoformat(text)


def believed(day: str | None, today: date) -> date | None:
    """Return a date for which something rang; None when there is none, or when it cannot have come by `today`."""
    found = as_date(day)
    return None if found is None or found > today + BELIEVED else found


def nudges_of(session: Session, channel: bytes, *, lock: bool) -> list[NudgeRow]:
    """Return every nudge of the channel, by id; locked for a caller that will change them."""
    return (_NUDGES if lock else _NUDGES_ONLY_READ).all(session, box=channel)


def waiting(session: Session, channel: bytes) -> list[Waiting]:
    """Return the channel's messages that are prepared already."""
    return _WAITING.all(session, box=channel)


def rang(session: Session, channel: bytes, day: str) -> None:
    """Note that the channel has had its one push of this local date."""
    later = update(Channel).where(col(Channel.id) == channel).values(last_day=later_day("nominal"))
    session.exec(later, params={"nominal": day, "furthest": furthest_from(day)})


def replace_nudges(session: Session, channel: bytes, nudges: list[NudgeRow]) -> None:
    """Store these nudges, and no others, for the channel."""
    session.exec(delete(Nudge).where(col(Nudge.channel) == channel))
    if nudges:
        _INSERT.many(session, [nudge._asdict() for nudge in nudges])


def move(session: Session, *nudges: NudgeRow) -> None:
    """Write what changes from ringing to ringing."""
    if nudges:
        _MOVE.many(session, [nudge._asdict() for nudge in nudges])


def silence(session: Session, channel: bytes) -> None:
    """Let no nudge of the channel ring; what was prepared goes."""
    drop_prepared(session, channel)
    session.exec(update(Nudge).where(col(Nudge.channel) == channel).values(next_nominal=None, next_at=None))


def set_state(session: Session, channel: bytes, state: str, paused_at: int) -> None:
    """Store that nothing is sent to the channel, why, and since when."""
    session.exec(update(Channel).where(col(Channel.id) == channel).values(state=state, paused_at=paused_at))


def back_off(session: Session, channel: bytes, timezone: str, opening: Opening, now: int) -> None:
    """After a daily nudge was sent: when many are unanswered the next come further apart, and at last none."""
    if opening.unanswered >= MOST_UNANSWERED:
        silence(session, channel)
        set_state(session, channel, PAUSED, now)
    elif opening.unanswered >= AS_CHOSEN:
        try:
            zone = zone_of(timezone)
        except ZoneInfoNotFoundError:  # Gone from tzdata: it is silent already, or will be when it is due.
            return
        moment = datetime.fromtimestamp(now, UTC)
        for nudge in nudges_of(session, channel, lock=True):
            if nudge.kind == "daily":
                move(session, nudge.derived(zone, moment, opening))


def lose_subscription(session: Session, channel: bytes) -> None:
    """Erase the endpoint and its keys; the channel remains, so that `GET` can say so."""
    silence(session, channel)
    erased = {"state": GONE, "paused_at": None, "sealed": None, "fingerprint": None}
    session.exec(update(Channel).where(col(Channel.id) == channel).values(erased))


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
    """Delete every row of the channel. The grave is not its business."""
    nudges_of(session, channel, lock=True)
    session.exec(delete(Outbox).where(col(Outbox.channel) == channel))
    session.exec(delete(Nudge).where(col(Nudge.channel) == channel))
    session.exec(delete(Channel).where(col(Channel.id) == channel))
