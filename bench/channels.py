"""Channels by the hundred thousand, laid straight into the real tables: what PUTs would have written, sooner."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlmodel import Session, SQLModel

from bench.report import now
from selfhelp.boxes import month_of
from selfhelp.notify.keys import Keys
from selfhelp.notify.recurrence import Rule, ring, seconds, zone_of
from selfhelp.notify.subscription import Subscription, fingerprint_of, seal_subscription
from selfhelp.notify.tables import ACTIVE, Channel, Nudge
from selfhelp.store import Store

_AT_ONCE: Final = 5_000
"""Channels in one transaction."""


class Chosen(NamedTuple):
    """One channel with one daily nudge: whose device it is, where it lives, when it rings, and on which date next."""

    subscription: Subscription
    timezone: str
    at: time
    on: date


async def fill(store: Store, keys: Keys, channels: Iterable[Chosen]) -> int:
    """Lay in the channels, in the order of their ids; how many there were."""
    count, rest = 0, iter(channels)
    while some := list(islice(rest, _AT_ONCE)):
        ids = sorted(secrets.token_bytes(16) for _ in some)
        both = [_rows(box, chosen, keys) for box, chosen in zip(ids, some, strict=True)]
        await store.write(partial(_insert, model=Channel, values=[channel for channel, _ in both]))
        await store.write(partial(_insert, model=Nudge, values=[nudge for _, nudge in both]))
        count += len(some)
    return count


def _rows(box: bytes, chosen: Chosen, keys: Keys) -> tuple[dict[str, Any], dict[str, Any]]:
    channel = {
        "id": box,
        "auth": secrets.token_bytes(32),
        "fingerprint": fingerprint_of(chosen.subscription.endpoint, keys),
        "sealed": seal_subscription(chosen.subscription, box, keys),
        "timezone": chosen.timezone,
        "locale": "nb",
        "state": ACTIVE,
        "opened": chosen.on.isoformat(),
        "unanswered": 0,
        "created": month_of(now()),
    }
    rule = Rule(chosen.at, frozenset(range(7)))
    nudge = {
        "channel": box,
        "id": secrets.token_bytes(8),
        "kind": "daily",
        "at": chosen.at.hour * 60 + chosen.at.minute,
        "days": 127,
        "next_nominal": chosen.on.isoformat(),
        "next_at": seconds(ring(rule, zone_of(chosen.timezone), box, chosen.on).due),
    }
    return channel, nudge


def _insert(session: Session, model: type[SQLModel], values: Sequence[dict[str, Any]]) -> None:
    """Every column of the table, those that are not named empty; by COPY on PostgreSQL."""
    columns = [column.name for column in model.__table__.columns]  # type: ignore[attr-defined]
    table = model.__tablename__
    driver = session.info["driver"]
    rows: Iterator[tuple[Any, ...]] = (tuple(row.get(name) for name in columns) for row in values)
    if session.info["dialect"] == "postgresql":
        with driver.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        driver.cursor().executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
