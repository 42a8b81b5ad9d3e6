"""The outbox: a sender takes messages under a lease, and stores their results.

After a crash the lease runs out and the message is taken again: at least once, with the same topic and tag. `attempts`
is the fence: the result of an earlier attempt cannot undo a later one.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import bindparam, case, delete, insert, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows, tables
from selfhelp.notify.recurrence import AS_CHOSEN, BELIEVED, ONE_A_DAY
from selfhelp.notify.subscription import TEST
from selfhelp.notify.tables import Channel, Outbox, database_now
from selfhelp.store import Id, NoRow, SetStatement, Statement, Value, among
from selfhelp.store.statements import Key

LEASE: Final = 60
"""Seconds on the database's clock; a request ends after 20."""


class NewMessage(NamedTuple):
    """One message for the outbox; `tables.Outbox` describes the columns."""

    channel: bytes
    tag: bytes
    nudge: bytes | None
    kind: str
    nominal: str
    before: str | None
    due: int
    deadline: int
    topic: str
    body: bytes


TAKEN: Final = (200, 201, 202)
"""Statuses of a message that the push service has."""


class _Name(NamedTuple):
    """The primary key of a message."""

    channel: bytes
    tag: bytes


class LeasedMessage(NamedTuple):
    """One message under a sender's lease."""

    channel: bytes
    tag: bytes
    attempts: int
    """Including this one."""
    kind: str
    nominal: str
    due: int
    deadline: int
    topic: str
    body: bytes
    sealed: bytes
    """The subscription that the message was encrypted for."""
    since: int | None
    """The month in which the channel was made; None unless the last message for this subscription was taken."""


def furthest_from(day: str) -> str:
    """Return the last date that a channel's `last_day` may have when the date is `day`."""
    return (date.fromisoformat(day) + BELIEVED).isoformat()


_FRESH: Final[dict[str, Any]] = {name: literal_column("0") for name in ("lease", "attempts")}
_POST = Statement(
    insert(Outbox).values({name: bindparam(name) for name in (*NewMessage._fields, "not_before")} | _FRESH), NoRow
)
_READY: Final = (col(Outbox.not_before) <= bindparam("now"), col(Outbox.lease) < database_now())
_WAITING = Statement(
    select(col(Outbox.tag).label("id"))
    .where(*_READY)
    .order_by(col(Outbox.not_before))  # otherwise PostgreSQL reads the whole table when it expects that much is due
    .limit(literal_column("1")),
    Id,
)
_CARRIED: Final = ("kind", "nominal", "due", "deadline", "topic", "body")
_WAS_TAKEN: Final = col(Channel.last_answer).in_([literal_column(str(status)) for status in TAKEN])
_TAKE = Statement(
    select(
        col(Outbox.channel),
        col(Outbox.tag),
        (col(Outbox.attempts) + literal_column("1")).label("attempts"),
        *(getattr(Outbox, name) for name in _CARRIED),
        col(Channel.sealed),
        case((_WAS_TAKEN, col(Channel.created))).label("since"),
    )
    .join(Channel, col(Channel.id) == col(Outbox.channel))
    .where(*_READY)
    .order_by(col(Outbox.not_before))
    .limit(bindparam("most"))
    .with_for_update(of=Outbox, skip_locked=True),
    LeasedMessage,
)
_ROW = (col(Outbox.channel) == bindparam("box"), col(Outbox.tag) == bindparam("of_tag"))
_ROWS = among(Outbox.channel, Outbox.tag)
_LEASE = SetStatement(
    update(Outbox)
    .where(_ROWS)
    .values(lease=database_now() + literal_column(str(LEASE)), attempts=col(Outbox.attempts) + literal_column("1")),
    NoRow,
)
_DONE = SetStatement(delete(Outbox).where(_ROWS).returning(col(Outbox.channel), col(Outbox.tag)), _Name)
_AGAIN = Statement(
    update(Outbox)
    .where(*_ROW, col(Outbox.attempts) == bindparam("mine"))
    .values(not_before=bindparam("later"), attempts=bindparam("counted"), lease=literal_column("0")),
    NoRow,
)
_CHANNELS = among(Channel.id)
_LOCK = SetStatement(select(col(Channel.id)).where(_CHANNELS).order_by(col(Channel.id)).with_for_update(), Id)
_ANSWER = SetStatement(update(Channel).where(_CHANNELS).values(last_answer=bindparam("answer")), NoRow)
_SENT = SetStatement(
    update(Channel).where(_CHANNELS).values(last_answer=bindparam("answer"), last_sent=bindparam("moment")), NoRow
)
# A later date that is stored stays (a phone that flew westwards), up to `furthest_from` the day.
_IS_LATER: Final = (col(Channel.last_day) > bindparam("day")) & (col(Channel.last_day) <= bindparam("furthest"))
_SENT_FOR_THE_DAY = SetStatement(
    update(Channel)
    .where(_CHANNELS)
    .values(
        last_answer=bindparam("answer"),
        last_sent=bindparam("moment"),
        last_day=case((_IS_LATER, col(Channel.last_day)), else_=bindparam("day")),
        unanswered=col(Channel.unanswered) + bindparam("counts"),
    ),
    NoRow,
)
_UNANSWERED = SetStatement(
    select(*rows.CHANNEL_COLUMNS)
    .where(_CHANNELS, col(Channel.state) == bindparam("active"), col(Channel.unanswered) >= bindparam("many"))
    .order_by(col(Channel.id)),
    rows.ChannelRow,
)


class DeliveryResult(msgspec.Struct, frozen=True):
    """The result of one message. `answer` is the service's status, 0 for none, None when nothing was sent.

    `state` is the channel's new state when its subscription has ended (GONE) or was refused (RESUBSCRIBE); `retry` is
    when to try again, and `take` drops the message when that is too late; without either the message is finished.
    `taken` says that the service has it.
    """

    message: LeasedMessage
    answer: int | None
    taken: bool = False
    state: str | None = None
    retry: int | None = None


def put_messages(session: Session, *messages: NewMessage) -> None:
    """Put these messages into the outbox."""
    if messages:
        _POST.many(session, [message._asdict() | {"not_before": message.due} for message in messages])


def is_waiting(session: Session, now: int) -> bool:
    """Return whether there is anything to take. It only reads, so that an idle server writes nothing."""
    return _WAITING.first(session, now=now) is not None


def take(session: Session, now: int, most: int) -> tuple[list[LeasedMessage], int]:
    """Lease up to `most` messages that are due and return them, and how many were dropped as too late."""
    messages: list[LeasedMessage] = []
    late: list[Key] = []
    for message in _TAKE.all(session, now=now, most=most):
        if message.deadline <= now or message.sealed is None:
            late.append(message[:2])
        else:
            messages.append(message)
    _DONE.all(session, late)
    _LEASE.run(session, [message[:2] for message in messages])
    return messages, len(late)


def exchange(
    session: Session, results: Sequence[DeliveryResult], now: int, most: int
) -> tuple[list[LeasedMessage], int]:
    """Run `store_results` and `take` in one transaction."""
    store_results(session, results, now)
    return take(session, now, most) if most > 0 else ([], 0)


def store_results(session: Session, results: Sequence[DeliveryResult], now: int) -> None:
    """Store the results of messages, for each kind of outcome all channels at once.

    Lock channels in id order, then the outbox, as a PUT and other workers do.
    """
    results = sorted(results, key=lambda item: item.message[:2])
    _LOCK.lock(session, [(item.message.channel,) for item in results])
    # After a lost lease two processes may store results of one message. The one that deletes the row counts it.
    ended: set[Key] = set(
        _DONE.all(session, [item.message[:2] for item in results if item.state is None and item.retry is None])
    )
    again: list[dict[str, Value]] = []
    outcomes: dict[_Outcome, list[Key]] = {}
    met: Counter[bytes] = Counter()
    for item in results:
        message = item.message
        if item.state is not None:
            _end(session, item, item.state, now)
            continue
        if item.answer is not None:
            # A channel with two messages is written twice.
            outcome = _Outcome(met[message.channel], item.answer, *_counts(item, first=message[:2] in ended))
            if item.taken:
                ended.discard(message[:2])
            met[message.channel] += 1
            outcomes.setdefault(outcome, []).append(message[:1])
        if item.retry is not None:
            counted = message.attempts if item.answer is not None else message.attempts - 1
            which: dict[str, Value] = {"box": message.channel, "of_tag": message.tag, "mine": message.attempts}
            again.append(which | {"later": item.retry, "counted": counted})
    for outcome in sorted(outcomes):
        _note(session, outcome, outcomes[outcome], now)
    if again:
        _AGAIN.many(session, again)


class _Outcome(NamedTuple):
    """Values that one statement writes for many channels. `turn` numbers the messages of one channel."""

    turn: int
    answer: int
    sent: bool
    """Whether the time is stored. That of a test push would say when the person had the app open."""
    day: str
    """The local date whose one push this is; empty when it is none."""
    daily: bool


def _counts(item: DeliveryResult, *, first: bool) -> tuple[bool, str, bool]:
    """Return how the message counts: `sent`, `day` and `daily` of its outcome. `first`: it had no result before."""
    kind = item.message.kind
    if not item.taken or kind == TEST:
        return False, "", False
    return True, item.message.nominal if kind in ONE_A_DAY else "", first and kind == "daily"


def _note(session: Session, outcome: _Outcome, channels: list[Key], now: int) -> None:
    _, answer, sent, day, daily = outcome
    if day:
        furthest = furthest_from(day)
        _SENT_FOR_THE_DAY.run(
            session, channels, answer=answer, moment=now, day=day, furthest=furthest, counts=int(daily)
        )
    elif sent:
        _SENT.run(session, channels, answer=answer, moment=now)
    else:
        _ANSWER.run(session, channels, answer=answer)
    if daily:
        for row in _UNANSWERED.all(session, channels, active=tables.ACTIVE, many=AS_CHOSEN):
            rows.back_off(session, row, now)


def _end(session: Session, item: DeliveryResult, state: str, now: int) -> None:
    """End the subscription, unless the device has subscribed again meanwhile."""
    box = item.message.channel
    channel = session.get(Channel, box, with_for_update=True)
    if channel is None or channel.sealed != item.message.sealed:
        return
    if state == tables.GONE:
        rows.lose_subscription(session, box)
    else:
        rows.silence(session, box, state=state, paused_at=now)
    _ANSWER.run(session, [(box,)], answer=item.answer)
