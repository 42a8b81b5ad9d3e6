"""Rotate the VAPID key: subscriptions belong to the old one, and push services refuse them from then on.

Every message to such a channel would be refused, and so many refusals would open the circuit (`circuit_breakers.py`)
for those who have subscribed again, too. So the channels are set to *resubscribe* beforehand, as if each had been
refused. A phone on which the app is opened subscribes again and is active. *Paused* channels are left as they are:
nothing is sent to them, and they too come back when the app is opened.

The old key is kept as `vapid.until-<instant>.pem`; going back to it restores the former active channels. The next key
stays in `next.pem` until all is done; each step may be interrupted, and the next call goes on with it.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, delete, exists, update
from sqlmodel import Session, col, func, select

from selfhelp.durable import read_or_make, take_away, write_whole
from selfhelp.notify.keys import NEXT_VAPID_FILE, VAPID_FILE, Keys, new_vapid, sweep
from selfhelp.notify.tables import ACTIVE, RESUBSCRIBE, Channel, Nudge, Outbox

_ASIDE: Final = re.compile(r"vapid\.until-(\d{8}T\d{6}Z)\.pem")
_INSTANT: Final = "%Y%m%dT%H%M%SZ"

_SUBSCRIBED: Final = (col(Channel.state) == ACTIVE, col(Channel.sealed).is_not(None))


class FormerKey(NamedTuple):
    """A former key: its file, and until when it was used, in seconds since 1970."""

    file: Path
    until: int


class Rekeyed(NamedTuple):
    """How many channels must subscribe again, and how many are active again."""

    refused: int
    restored: int


def former(folder: Path) -> FormerKey | None:
    """Return the key before the present one, if its file still exists."""
    return max(_former_keys(folder), key=lambda key: key.until, default=None)


def is_undoing(folder: Path) -> bool | None:
    """Return whether the interrupted rotation goes back to a former key; None when none was interrupted."""
    file = folder / NEXT_VAPID_FILE
    return _known(folder, file.read_bytes()) is not None if file.exists() else None


def costs(session: Session, since: int | None) -> Rekeyed:
    """Count what a rotation would change; with `since`, what going back to a key used until then would."""
    count = select(func.count()).select_from(Channel)
    refused = session.exec(count.where(*_SUBSCRIBED)).one()
    if since is None:
        return Rekeyed(refused, 0)
    return Rekeyed(refused, session.exec(count.where(*_refused(since))).one())


def rotate(folder: Path, session: Session, now: datetime, back: FormerKey | None = None) -> Rekeyed:
    """Put a new key into `folder`, or a former one `back`, or finish doing so; `session` must be alone.

    The next start derives when the channels that are active again ring.
    """
    coming = read_or_make(folder / NEXT_VAPID_FILE, back.file.read_bytes if back else new_vapid)
    Keys.read(folder)
    present, done = (folder / VAPID_FILE).read_bytes(), Rekeyed(0, 0)
    back = _known(folder, coming)
    if present != coming:
        moment = _put_aside(folder, present, now)
        with session.begin():
            done = Rekeyed(_refuse(session, moment), _restore(session, back.until if back else moment, moment))
        write_whole(folder / VAPID_FILE, coming)
    with session.begin():
        restored = update(Channel).where(col(Channel.state) == ACTIVE, col(Channel.paused_at).is_not(None))
        session.exec(restored.values(paused_at=None))
    if back is not None:
        take_away(back.file)
    take_away(folder / NEXT_VAPID_FILE)
    sweep(folder)
    return done


def _refuse(session: Session, moment: int) -> int:
    """Set every active channel to *resubscribe*, and drop what waits: it is for the old key. Return how many."""
    its_message = (
        col(Outbox.channel) == col(Nudge.channel),
        col(Outbox.nudge) == col(Nudge.id),
        col(Outbox.nominal) == col(Nudge.last_nominal),
    )
    # As everywhere, a reminder that was not sent is not counted as one.
    before = select(func.min(col(Outbox.before))).where(*its_message).scalar_subquery()
    session.exec(update(Nudge).where(exists().where(*its_message)).values(last_nominal=before))
    session.exec(delete(Outbox))
    session.exec(update(Nudge).where(col(Nudge.next_at).is_not(None)).values(next_nominal=None, next_at=None))
    active = update(Channel).where(*_SUBSCRIBED, col(Channel.paused_at).is_(None))
    return session.exec(active.values(state=RESUBSCRIBE, paused_at=moment)).rowcount


def _restore(session: Session, since: int, moment: int) -> int:
    """Set those that were refused since then, before `moment`, to *active*; return how many. They keep `paused_at`,
    which no other active channel has, so a second run does not refuse them."""
    refused = update(Channel).where(*_refused(since), col(Channel.paused_at) < moment)
    return session.exec(refused.values(state=ACTIVE)).rowcount


def _refused(since: int) -> tuple[ColumnElement[bool], ...]:
    return col(Channel.state) == RESUBSCRIBE, col(Channel.sealed).is_not(None), col(Channel.paused_at) >= since


def _put_aside(folder: Path, pem: bytes, now: datetime) -> int:
    """Keep the former key; return the instant in its name, later than any other's."""
    known = _known(folder, pem)
    if known is not None:  # interrupted after this
        return known.until
    last = former(folder)
    until = max(int(now.timestamp()), last.until + 1 if last else 0)
    write_whole(folder / f"vapid.until-{datetime.fromtimestamp(until, UTC):{_INSTANT}}.pem", pem)
    return until


def _known(folder: Path, pem: bytes) -> FormerKey | None:
    return next((key for key in _former_keys(folder) if key.file.read_bytes() == pem), None)


def _former_keys(folder: Path) -> list[FormerKey]:
    found = ((file, _ASIDE.fullmatch(file.name)) for file in folder.glob("vapid.until-*.pem"))
    return [
        FormerKey(file, int(datetime.strptime(name[1], _INSTANT).replace(tzinfo=UTC).timestamp()))
        for file, name in found
        if name is not None
    ]
