"""PUT: a channel is replaced as a whole, the same again changes nothing, and an endpoint has one channel."""

from datetime import datetime
from enum import Enum
from typing import Final, NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from selfhelp.boxes import Access, BoxRequest, NewBox, Refusal, Tombstones, month_of
from selfhelp.http.problems import FieldError
from selfhelp.notify import rows, tables
from selfhelp.notify.events import COACH
from selfhelp.notify.keys import Keys
from selfhelp.notify.recurrence import MOST_UNANSWERED
from selfhelp.notify.rows import NudgeRow, Opening, zone_of
from selfhelp.notify.subscription import Subscription, seal, unseal
from selfhelp.notify.tables import Channel
from selfhelp.notify.validation import ChannelWish, ValidNudge, Wrong


class Outcome(Enum):
    """What a PUT did."""

    MADE = "made"
    REPLACED = "replaced"


CHANNEL: Final = Access(
    Channel,
    *(Channel.sealed, Channel.timezone, Channel.locale, Channel.state, Channel.paused_at),
    *(Channel.last_answer, Channel.opened, Channel.unanswered),
)
_CREATION = NewBox(
    Channel,
    *("fingerprint", "sealed", "timezone", "locale", "state", "paused_at", "opened", "unanswered"),
    *("last_day", "last_sent", "last_answer", "created"),
)


class _Owner(NamedTuple):
    """The channel that has the endpoint now, and leaves what must not ring again to the one that takes it over."""

    id: bytes
    nudges: list[NudgeRow]
    last_day: str | None


def put(
    session: Session, box: BoxRequest, wish: ChannelWish, *, now: datetime, keys: Keys, graves: Tombstones
) -> Outcome | Wrong | Refusal:
    """Create or replace the channel as a whole; the same again changes nothing.

    It does not say that the app was opened (a worker repairs channels too): a pause for want of answers goes on.
    """
    held = CHANNEL.lock(session, box.id, box.auth)
    if isinstance(held, Refusal):
        if CHANNEL.probe(session, box.id, box.auth) is False:
            return _make(session, box, wish, now, keys, graves)
        return held
    sealed, timezone, locale, state, paused_at, last_answer, *opened = held
    opening = Opening(*opened)
    subscription = None if sealed is None else unseal(sealed, box.id, keys)
    stored = rows.nudges_of(session, box.id, lock=True)
    if (subscription, timezone, locale) == (wish.subscription, wish.timezone, wish.locale) and _chosen(stored) == {
        nudge.id: (nudge.kind, nudge.rule) for nudge in wish.nudges
    }:
        return Outcome.REPLACED
    owner = _owner(session, wish.subscription, keys, besides=box.id)
    if isinstance(owner, list):
        return owner
    wrong = _too_old(wish, stored, now)
    if wrong:
        return wrong
    inherited = _take_over(session, owner, graves)
    if owner is not None and owner.last_day is not None:
        rows.rang(session, box.id, owner.last_day)
    still_refused = state == tables.RESUBSCRIBE and subscription == wish.subscription
    if still_refused:
        new_state = tables.RESUBSCRIBE
    else:
        new_state = tables.PAUSED if opening.unanswered >= MOST_UNANSWERED else tables.ACTIVE
    active = new_state == tables.ACTIVE
    changes = {
        "fingerprint": keys.fingerprint(wish.subscription.endpoint),
        "sealed": sealed if subscription == wish.subscription else seal(wish.subscription, box.id, keys),
        "timezone": wish.timezone,
        "locale": wish.locale,
        "state": new_state,
        "paused_at": None if active else paused_at or rows.seconds(now),
        # What was answered to another address says nothing of this one.
        "last_answer": last_answer if subscription == wish.subscription else None,
    }
    session.exec(update(Channel).where(col(Channel.id) == box.id).values(changes))
    # What was encrypted for this very subscription, and is no reminder, has nothing to do with the reminders' edit.
    rows.drop_prepared(session, box.id, keep=COACH if subscription == wish.subscription else None)
    known = {nudge.id: nudge for nudge in (*inherited, *rows.nudges_of(session, box.id, lock=True))}
    # Whoever brings a lost channel back holds the phone: nothing rings for a minute that has passed.
    back = subscription is None or state == tables.RESUBSCRIBE
    nudges = [_row(box.id, nudge, known.get(nudge.id), wish, now, opening, fresh=back) for nudge in wish.nudges]
    rows.replace_nudges(session, box.id, nudges if active else [nudge.coming(None) for nudge in nudges])
    return Outcome.REPLACED


def _make(
    session: Session, box: BoxRequest, wish: ChannelWish, now: datetime, keys: Keys, graves: Tombstones
) -> Outcome | Wrong | Refusal:
    owner = _owner(session, wish.subscription, keys, besides=box.id)
    if isinstance(owner, list):
        return owner
    wrong = _too_old(wish, owner.nudges if owner else [], now)
    if wrong:
        return wrong
    fingerprint = keys.fingerprint(wish.subscription.endpoint)
    opening = Opening(now.astimezone(zone_of(wish.timezone)).date().isoformat(), 0)
    made = _CREATION.make(
        session,
        id=box.id,
        auth=box.auth,
        # An owner has it until the new channel is there: one that is refused must not cost the owner anything.
        fingerprint=None if owner else fingerprint,
        sealed=seal(wish.subscription, box.id, keys),
        timezone=wish.timezone,
        locale=wish.locale,
        state=tables.ACTIVE,
        paused_at=None,
        opened=opening.day,
        unanswered=opening.unanswered,
        last_day=owner.last_day if owner else None,
        last_sent=None,
        last_answer=None,
        created=month_of(now),
    )
    if isinstance(made, Refusal):
        return made
    if not made:  # Another process was faster, with this id or this endpoint: what it committed is seen now.
        return put(session, box, wish, now=now, keys=keys, graves=graves)
    known = {nudge.id: nudge for nudge in _take_over(session, owner, graves)}
    if owner is not None:
        session.exec(update(Channel).where(col(Channel.id) == box.id).values(fingerprint=fingerprint))
    nudges = [_row(box.id, nudge, known.get(nudge.id), wish, now, opening) for nudge in wish.nudges]
    rows.replace_nudges(session, box.id, nudges)
    return Outcome.MADE


def _owner(session: Session, subscription: Subscription, keys: Keys, *, besides: bytes) -> _Owner | Wrong | None:
    """The other channel with the very same subscription, if there is one; wrong when its keys are other keys."""
    whose = select(Channel.id, Channel.sealed, Channel.last_day)
    known = whose.where(Channel.fingerprint == keys.fingerprint(subscription.endpoint))
    found = session.exec(known.with_for_update()).first()
    if found is None:
        return None
    channel, sealed, last_day = found
    stored = None if sealed is None else unseal(sealed, channel, keys)
    if channel == besides and stored is None:  # The key file was lost; the device repairs its channel.
        return None
    if stored != subscription:
        return [FieldError("endpoint", "Known with other keys. Subscribe again on the device.")]
    return None if channel == besides else _Owner(channel, rows.nudges_of(session, channel, lock=True), last_day)


def _take_over(session: Session, owner: _Owner | None, graves: Tombstones) -> list[NudgeRow]:
    """The owner makes way; its nudges, after what was prepared for them was dropped."""
    if owner is None:
        return []
    rows.drop_prepared(session, owner.id)
    nudges = rows.nudges_of(session, owner.id, lock=True)
    rows.erase(session, owner.id)
    graves.record(session, owner.id)
    return nudges


def _too_old(wish: ChannelWish, stored: list[NudgeRow], now: datetime) -> Wrong:
    """Single minutes that have passed; one that the server knows already may stand, it has rung or was missed."""
    local = now.astimezone(zone_of(wish.timezone)).replace(tzinfo=None)
    known = _chosen(stored)
    wrong = (n.too_old(local) for n in wish.nudges if known.get(n.id) != (n.kind, n.rule))
    return [error for error in wrong if error is not None]


def _chosen(nudges: list[NudgeRow]) -> dict[bytes, tuple[str, object]]:
    return {nudge.id: (nudge.kind, nudge.rule) for nudge in nudges}


def _row(
    channel: bytes,
    nudge: ValidNudge,
    known: NudgeRow | None,
    wish: ChannelWish,
    now: datetime,
    opening: Opening,
    *,
    fresh: bool = False,
) -> NudgeRow:
    rule = nudge.rule
    row = NudgeRow(
        channel=channel,
        id=nudge.id,
        kind=nudge.kind,
        at=rule.at.hour * 60 + rule.at.minute,
        days=sum(1 << day for day in rule.days),
        once=rule.once.isoformat() if rule.once else None,
        skip_until=known.skip_until if known else None,
        last_nominal=known.last_nominal if known else None,
        next_nominal=None,
        next_at=None,
    )
    return row.derived(zone_of(wish.timezone), now, opening, fresh=fresh or known is None or known.rule != rule)
