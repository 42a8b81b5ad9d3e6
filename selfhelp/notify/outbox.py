"""The outbox: a sender takes messages under a lease, and settles what became of them.

A crash lets the lease run out and the message is taken again: at least once, with the same topic and tag. `attempts` is
the fence: what a sender learned about an earlier attempt cannot undo a later one.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import bindparam, delete, insert, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows, tables
from selfhelp.notify.clock import ONE_A_DAY
from selfhelp.notify.tables import Channel, Outbox, database_now
from selfhelp.store import Prepared

LEASE: Final = 60
"""Seconds on the database's clock; a request ends after 20."""

_COLUMNS: Final = ("channel", "tag", "nudge", "kind", "nominal", "before", "due", "deadline", "topic", "body")
_FRESH: Final[dict[str, Any]] = {name: literal_column("0") for name in ("lease", "attempts")}
_POST = Prepared(insert(Outbox).values({name: bindparam(name) for name in (*_COLUMNS, "not_before")} | _FRESH))
_READY: Final = (col(Outbox.not_before) <= bindparam("now"), col(Outbox.lease) < database_now())
_WAITING = Prepared(
    select(literal_column("1"))
    .select_from(Outbox)
    .where(*_READY)
    .limit(literal_column("1"))
    .offset(literal_column("0"))
)
_TAKEN: Final = ("channel", "tag", "attempts", "kind", "nominal", "due", "deadline", "topic", "body")
_TAKE = Prepared(
    select(
        *(getattr(Outbox, name) for name in _TAKEN),
        col(Channel.sealed),
    )
    .join(Channel, col(Channel.id) == col(Outbox.channel))
    .where(*_READY)
    .order_by(col(Outbox.not_before))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
    .with_for_update(of=Outbox, skip_locked=True)
)
_ROW = (col(Outbox.channel) == bindparam("box"), col(Outbox.tag) == bindparam("of_tag"))
_LEASE = Prepared(
    update(Outbox)
    .where(*_ROW)
    .values(lease=database_now() + literal_column(str(LEASE)), attempts=col(Outbox.attempts) + literal_column("1"))
)
_DONE = Prepared(delete(Outbox).where(*_ROW))
_AGAIN = Prepared(
    update(Outbox)
    .where(*_ROW, col(Outbox.attempts) == bindparam("mine"))
    .values(not_before=bindparam("later"), attempts=bindparam("counted"), lease=literal_column("0"))
)
_CHANNEL = col(Channel.id) == bindparam("box")
_SAME = (_CHANNEL, col(Channel.sealed) == bindparam("old"))
_ANSWER = Prepared(update(Channel).where(_CHANNEL).values(last_answer=bindparam("answer")))
_SENT = Prepared(update(Channel).where(_CHANNEL).values(last_answer=bindparam("answer"), last_sent=bindparam("moment")))
_SENT_FOR_THE_DAY = Prepared(
    update(Channel)
    .where(_CHANNEL)
    .values(
        last_answer=bindparam("answer"),
        last_sent=bindparam("moment"),
        last_day=rows.later_day("day"),
        unanswered=col(Channel.unanswered) + bindparam("counts"),
    )
    .returning(col(Channel.state), col(Channel.timezone), col(Channel.opened), col(Channel.unanswered))
)
_STILL_THE_SAME = Prepared(select(col(Channel.id)).where(*_SAME).with_for_update())
_STATE = Prepared(update(Channel).where(_CHANNEL).values(state=bindparam("new_state"), paused_at=bindparam("moment")))


class Errand(NamedTuple):
    """One message that a sender holds."""

    channel: bytes
    tag: bytes
    attempts: int
    """With this one."""
    kind: str
    nominal: str
    due: int
    deadline: int
    topic: str
    body: bytes
    sealed: bytes
    """The subscription that it was encrypted for."""


class Settled(msgspec.Struct, frozen=True):
    """What became of one errand. `answer` is the service's status, 0 for none, None when nothing was sent.

    `state` is the channel's new state when its subscription is over (GONE) or refused (RESUBSCRIBE); `retry` is when to
    try again, and `take` drops it when that is too late; without either the message is finished. `taken` says that the
    service has it.
    """

    errand: Errand
    answer: int | None
    taken: bool = False
    state: str | None = None
    retry: int | None = None


def post(session: Session, *, due: int, **columns: bytes | int | str | None) -> None:
    """Lay one message into the outbox."""
    _POST.run(session, due=due, not_before=due, **columns)


def is_waiting(session: Session, now: int) -> bool:
    """Whether there is anything to take: a read, so that an idle server writes nothing."""
    return _WAITING.first(session, now=now) is not None


def take(session: Session, now: int, most: int) -> tuple[list[Errand], int]:
    """Up to `most` messages whose minute has come, leased; and how many were dropped as too late."""
    found = _TAKE.all(session, now=now, most=most)
    errands, late = [], 0
    for channel, tag, attempts, kind, nominal, due, deadline, topic, body, sealed in found:
        if deadline <= now or sealed is None:
            _DONE.run(session, box=channel, of_tag=tag)
            late += 1
        else:
            errands.append(Errand(channel, tag, attempts + 1, kind, nominal, due, deadline, topic, body, sealed))
    if errands:
        _LEASE.many(session, [{"box": errand.channel, "of_tag": errand.tag} for errand in errands])
    return errands, late


def exchange(session: Session, settled: Sequence[Settled], now: int, most: int) -> tuple[list[Errand], int]:
    """`settle` and `take` in one transaction."""
    settle(session, settled, now)
    return take(session, now, most) if most > 0 else ([], 0)


def settle(session: Session, settled: Sequence[Settled], now: int) -> None:
    """Write down what became of the errands, each channel in the order of its id."""
    for item in sorted(settled, key=lambda item: item.errand.channel):
        _settle(session, item, now)


def _settle(session: Session, item: Settled, now: int) -> None:
    errand, box = item.errand, item.errand.channel
    if item.state is not None:
        # A device that has subscribed anew meanwhile is not punished for its old subscription.
        if _STILL_THE_SAME.first(session, box=box, old=errand.sealed) is not None:
            if item.state == tables.GONE:
                rows.lose_subscription(session, box)
            else:
                rows.silence(session, box)
                _STATE.run(session, box=box, new_state=item.state, moment=now)
            _ANSWER.run(session, box=box, answer=item.answer)
        return
    # The channel's row first and the outbox's second, as a PUT locks them.
    if item.taken:
        _note_taken(session, errand, item.answer, now)
    elif item.answer is not None:
        _ANSWER.run(session, box=box, answer=item.answer)
    if item.retry is not None:
        sent = item.answer is not None
        counted = errand.attempts if sent else errand.attempts - 1
        _AGAIN.run(session, box=box, of_tag=errand.tag, mine=errand.attempts, later=item.retry, counted=counted)
    else:
        _DONE.run(session, box=box, of_tag=errand.tag)


def _note_taken(session: Session, errand: Errand, answer: int | None, now: int) -> None:
    box = errand.channel
    if errand.kind in ONE_A_DAY:
        counts = int(errand.kind == "daily")
        sent = _SENT_FOR_THE_DAY.all(session, box=box, answer=answer, moment=now, day=errand.nominal, counts=counts)
        for state, timezone, opened, unanswered in sent:
            if counts and state == tables.ACTIVE:
                rows.back_off(session, box, timezone, rows.Opening(opened, unanswered), now)
    elif errand.kind == "own":
        _SENT.run(session, box=box, answer=answer, moment=now)
    else:  # A test is sent when the person asks: its time would say when they had the app open.
        _ANSWER.run(session, box=box, answer=answer)
