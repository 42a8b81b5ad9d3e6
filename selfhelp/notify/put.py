"""PUT: replace a channel as a whole; the same again changes nothing, and an endpoint has one channel."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from selfhelp.boxes import BoxRequest, Outcome, Refusal, RefusalOrErrors, Tombstones, create, month_of
from selfhelp.http.problems import FieldError
from selfhelp.notify import rows, tables
from selfhelp.notify.events import COACH_KIND
from selfhelp.notify.keys import Keys
from selfhelp.notify.outbox import furthest_from
from selfhelp.notify.recurrence import MOST_UNANSWERED, LastOpening, NudgeRow, Rule, seconds, zone_of
from selfhelp.notify.rows import opening_of
from selfhelp.notify.service import CHANNEL
from selfhelp.notify.subscription import Subscription, fingerprint_of, seal_subscription, unseal
from selfhelp.notify.tables import Channel
from selfhelp.notify.validation import FURTHEST, ChannelRequest, Wrong


def put_channel(
    session: Session, box: BoxRequest, request: ChannelRequest, *, now: datetime, keys: Keys, tombstones: Tombstones
) -> Outcome | RefusalOrErrors:
    """Create or replace the channel as a whole; the same again changes nothing.

    It does not say that the app was opened (a worker repairs channels too): a pause for want of answers goes on.
    """
    channel = CHANNEL.locked(session, box)
    if isinstance(channel, Refusal):
        if CHANNEL.probe(session, box) is False:
            return _make(session, box, request, now, keys, tombstones)
        return channel
    opening = opening_of(channel)
    subscription = unseal(channel.sealed, box.id, keys)
    stored = rows.nudges_of(session, box.id, lock=True)
    is_same = subscription == request.subscription
    is_here = (channel.timezone, channel.locale) == (request.timezone, request.locale)
    if is_same and is_here and _chosen(stored) == _chosen(request.nudges):
        return Outcome.KEPT
    owner = _owner(session, request.subscription, keys, besides=box.id)
    if isinstance(owner, list):
        return owner
    wrong = _too_old(request, stored, now)
    if wrong:
        return wrong
    if owner is not None and owner.last_day is not None:  # It has had its one push of that date.
        last = channel.last_day
        if last is None or not owner.last_day < last <= furthest_from(owner.last_day):
            channel.last_day = owner.last_day
    inherited = _take_over(session, owner, tombstones)
    was = channel.state
    if was != tables.RESUBSCRIBE or not is_same:
        channel.state = tables.PAUSED if opening.unanswered >= MOST_UNANSWERED else tables.ACTIVE
    active = channel.state == tables.ACTIVE
    channel.fingerprint = fingerprint_of(request.subscription.endpoint, keys)
    channel.timezone, channel.locale = request.timezone, request.locale
    channel.paused_at = None if active else channel.paused_at or seconds(now)
    if not is_same:
        channel.sealed = seal_subscription(request.subscription, box.id, keys)
        channel.last_answer = None  # an answer for another address says nothing about this one
    # A push that is no reminder, encrypted for this very subscription, is not affected by an edit of reminders.
    rows.drop_prepared(session, box.id, keep=COACH_KIND if is_same else None)
    known = {nudge.id: nudge for nudge in (*inherited, *rows.nudges_of(session, box.id, lock=True))}
    # Whoever brings a lost channel back holds the phone: nothing rings for a past minute.
    back = subscription is None or was == tables.RESUBSCRIBE
    nudges = [_row(box.id, nudge, known.get(nudge.id), request, now, opening, fresh=back) for nudge in request.nudges]
    rows.replace_nudges(session, box.id, nudges if active else [nudge.coming(None) for nudge in nudges])
    return Outcome.KEPT


def _make(
    session: Session, box: BoxRequest, request: ChannelRequest, now: datetime, keys: Keys, tombstones: Tombstones
) -> Outcome | RefusalOrErrors:
    owner = _owner(session, request.subscription, keys, besides=box.id)
    if isinstance(owner, list):
        return owner
    wrong = _too_old(request, rows.nudges_of(session, owner.id, lock=True) if owner else [], now)
    if wrong:
        return wrong
    fingerprint = fingerprint_of(request.subscription.endpoint, keys)
    channel = Channel(
        id=box.id,
        auth=box.auth,
        # An owner keeps it until the new channel exists: a refused one must not cost the owner anything.
        fingerprint=None if owner else fingerprint,
        sealed=seal_subscription(request.subscription, box.id, keys),
        timezone=request.timezone,
        locale=request.locale,
        state=tables.ACTIVE,
        opened=now.astimezone(zone_of(request.timezone)).date().isoformat(),
        last_day=owner.last_day if owner else None,
        created=month_of(now),
    )
    made = create(session, channel)
    if isinstance(made, Refusal):
        return made
    if not made:  # Another process was faster, with this id or this endpoint: what it committed is seen now.
        return put_channel(session, box, request, now=now, keys=keys, tombstones=tombstones)
    known = {nudge.id: nudge for nudge in _take_over(session, owner, tombstones)}
    if owner is not None:
        session.get_one(Channel, box.id).fingerprint = fingerprint
    opening = opening_of(channel)
    nudges = [_row(box.id, nudge, known.get(nudge.id), request, now, opening) for nudge in request.nudges]
    rows.replace_nudges(session, box.id, nudges)
    return Outcome.MADE


def _owner(session: Session, subscription: Subscription, keys: Keys, *, besides: bytes) -> Channel | Wrong | None:
    """Return the other channel with the same subscription, if there is one; wrong when its keys differ. Its successor
    learns from it what must not ring again."""
    fingerprint = fingerprint_of(subscription.endpoint, keys)
    found = session.exec(select(Channel).where(Channel.fingerprint == fingerprint).with_for_update()).first()
    if found is None or found.sealed is None:
        return None
    stored = unseal(found.sealed, found.id, keys)
    if found.id == besides and stored is None:  # The key file was lost; the device repairs its channel.
        return None
    if stored != subscription:
        return [FieldError("endpoint", "Known with other keys. Subscribe again on the device.")]
    return None if found.id == besides else found


def _take_over(session: Session, owner: Channel | None, tombstones: Tombstones) -> list[NudgeRow]:
    """Delete `owner`, the other channel with this subscription, and what was prepared for it; return its nudges."""
    if owner is None:
        return []
    rows.drop_prepared(session, owner.id)
    nudges = rows.nudges_of(session, owner.id, lock=True)
    rows.erase(session, owner.id)
    tombstones.record(session, owner.id)
    return nudges


def _too_old(request: ChannelRequest, stored: list[NudgeRow], now: datetime) -> Wrong:
    """Return an error for single minutes that have passed; a stored one may stay: it has rung or was missed."""
    local = now.astimezone(zone_of(request.timezone)).replace(tzinfo=None)
    known, wrong = _chosen(stored), []
    for place, nudge in enumerate(request.nudges):
        once = nudge.rule.once
        if once is None or known.get(nudge.id) == (nudge.kind, nudge.rule):
            continue
        minute = datetime.combine(once, nudge.rule.at)
        if minute < local:
            wrong.append(FieldError(f"nudges[{place}].once", "In the past."))
        elif minute > local + FURTHEST:
            wrong.append(FieldError(f"nudges[{place}].once", f"More than {FURTHEST.days} days away."))
    return wrong


def _chosen(nudges: Sequence[NudgeRow]) -> dict[bytes, tuple[str, Rule]]:
    return {nudge.id: (nudge.kind, nudge.rule) for nudge in nudges}


def _row(
    channel: bytes,
    nudge: NudgeRow,
    known: NudgeRow | None,
    request: ChannelRequest,
    now: datetime,
    opening: LastOpening,
    *,
    fresh: bool = False,
) -> NudgeRow:
    """Return a chosen nudge as it is stored, with what is `known` of it."""
    row = nudge._replace(channel=channel)
    if known is not None:
        row = row._replace(skip_until=known.skip_until, last_nominal=known.last_nominal)
    fresh = fresh or known is None or known.rule != nudge.rule
    return row.derived(zone_of(request.timezone), now, opening, fresh=fresh)
