"""Rotate the endpoint key: reseal every stored endpoint and renew its fingerprint, while nothing else runs.

The new keys stay in `next.key` until all is done. Each step may be interrupted, and the next call goes on from there:
an endpoint that opens with the new key is left as it is, and the old key is deleted only after every endpoint has been
opened with the new one.
"""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import bindparam, text, update
from sqlmodel import Session, col, select

from selfhelp.console import progress
from selfhelp.durable import read_or_make, take_away, write_whole
from selfhelp.notify.keys import (
    CHANNEL_FILE,
    ENDPOINT_FILE,
    NEXT_KEY_FILE,
    Keys,
    sweep,
)
from selfhelp.notify.rows import count_endpoints
from selfhelp.notify.subscription import fingerprint_of, seal_subscription, unseal
from selfhelp.notify.tables import Channel

ROWS_AT_ONCE: Final = 1_000
"""Endpoints in one transaction."""

_LENGTH: Final = 32
_SEALED: Final = (
    select(col(Channel.id), col(Channel.sealed), col(Channel.fingerprint))
    .where(col(Channel.sealed).is_not(None), col(Channel.id) > bindparam("last"))
    .order_by(col(Channel.id))
    .limit(bindparam("most"))
)
_RESEAL: Final = (
    update(Channel)
    .where(col(Channel.id) == bindparam("box"))
    .values(sealed=bindparam("new_sealed"), fingerprint=bindparam("new_fingerprint"))
)


class _Stored(NamedTuple):
    id: bytes
    sealed: bytes
    fingerprint: bytes


class Resealed(NamedTuple):
    """How many endpoints open with the new key now, and how many the old one could not open either."""

    kept: int
    lost: int


class NotVerified(Exception):
    """A resealed endpoint does not open; the old key is still in its place."""


def rotate(folder: Path, session: Session) -> Resealed:
    """Rotate the endpoint and channel keys in `folder`, or finish a rotation; `session` must be alone.

    Raises NotVerified.
    """
    fresh = read_or_make(folder / NEXT_KEY_FILE, lambda: secrets.token_bytes(2 * _LENGTH))
    old = Keys.read(folder)
    new = Keys(old.vapid, fresh[:_LENGTH], fresh[_LENGTH:])
    with progress("encrypting the push addresses", _batches(session), lambda: _count(session)) as batches:
        lost = sum(_reseal(session, batch, old, new) for batch in batches)
    with progress("opening each again", _batches(session), lambda: _count(session)) as batches:
        found = [_opens(row, new) for batch in batches for row in batch]
    if found.count(False) != lost:
        raise NotVerified(f"{found.count(False)} endpoints do not open with the new key, and {lost} did not before")
    write_whole(folder / CHANNEL_FILE, fresh[_LENGTH:])
    write_whole(folder / ENDPOINT_FILE, fresh[:_LENGTH])
    take_away(folder / NEXT_KEY_FILE)
    sweep(folder)
    _sweep(session)
    return Resealed(found.count(True), lost)


def _count(session: Session) -> int:
    """Return how many batches there are."""
    with session.begin():
        return -(-count_endpoints(session) // ROWS_AT_ONCE)


def _batches(session: Session) -> Iterator[Sequence[_Stored]]:
    """Yield every channel with an endpoint, in the order of the ids, each batch in a transaction of its own."""
    last = b""
    while True:
        with session.begin():
            rows = [_Stored._make(row) for row in session.exec(_SEALED, params={"last": last, "most": ROWS_AT_ONCE})]
            if not rows:
                return
            yield rows
        last = rows[-1].id


def _reseal(session: Session, rows: Sequence[_Stored], old: Keys, new: Keys) -> int:
    """Reseal these endpoints; return how many could not be opened."""
    changes, lost = [], 0
    for row in rows:
        if _opens(row, new):
            continue
        subscription = unseal(row.sealed, row.id, old)
        if subscription is None:
            lost += 1
            continue
        fingerprint = fingerprint_of(subscription.endpoint, new)
        changes.append(
            {"box": row.id, "new_sealed": seal_subscription(subscription, row.id, new), "new_fingerprint": fingerprint}
        )
    if changes:
        session.connection().execute(_RESEAL, changes)
    return lost


def _opens(row: _Stored, keys: Keys) -> bool:
    """Return whether the endpoint is sealed and fingerprinted with these keys."""
    subscription = unseal(row.sealed, row.id, keys)
    return subscription is not None and row.fingerprint == fingerprint_of(subscription.endpoint, keys)


def _sweep(session: Session) -> None:
    """Overwrite what was sealed with the old key: SQLite does so by itself, PostgreSQL must be told."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"}).execute(text("VACUUM channel"))
