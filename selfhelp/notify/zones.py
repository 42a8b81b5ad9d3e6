"""When tzdata changes, every `next_at` is derived anew: the truth is a local time and a zone, the instant only follows.

The edition by which the stored instants were derived stands in the database. It is a hash of the rules themselves: the
version that a package or a system tells is not the same everywhere, and is not what counts.
"""

import asyncio
import hashlib
import secrets
import time
import zoneinfo
from datetime import datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import bindparam, delete, insert, literal_column, select, update
from sqlmodel import Session, col

from selfhelp.notify import rows, validation
from selfhelp.notify.rows import NudgeRow, Opening, zone_of
from selfhelp.notify.tables import ACTIVE, Channel, Nudge, ZoneRules, database_now
from selfhelp.store import Statement, Store

FEWEST: Final = 5
BATCH: Final = 100
"""Channels in one transaction: so many that it takes about `AIM`."""

AIM: Final = 0.015
"""Seconds, so that whoever waits for the writer, or for one of these channels, hardly notices."""

BRING_IN: Final = 1_000
"""Changed nudges after which SQLite's log is brought into the file beside the writer, which would else do so."""

MOST: Final = 200
"""Nudges in one transaction, however many each channel has; a channel has fewer."""

LEASE: Final = 60
"""Seconds on the database's clock for which one process may go on; every batch renews it."""

PAUSE: Final = 1.0
"""Seconds between two looks whether another process is done."""

# A lease that ends later than any can is from a clock that was ahead.
_HELD: Final = col(ZoneRules.lease).between(database_now(), database_now() + literal_column(str(LEASE)))
_LOOK = Statement(select(col(ZoneRules.edition), _HELD))
_HOLDERS = Statement(select(col(ZoneRules.edition), _HELD).with_for_update())
_BEGIN = Statement(insert(ZoneRules).values(edition=bindparam("none")), suffix=" ON CONFLICT DO NOTHING")
_CLAIM = Statement(update(ZoneRules).values(holder=bindparam("me"), lease=database_now() + literal_column(str(LEASE))))
_RENEW = Statement(
    update(ZoneRules)
    .where(col(ZoneRules.holder) == bindparam("me"))
    .values(lease=database_now() + literal_column(str(LEASE)))
)
_FORGET = Statement(delete(ZoneRules))
_REMEMBER = Statement(insert(ZoneRules).values(edition=bindparam("new_edition")))
# Two walks along two keys: joined, PostgreSQL would read every channel from the first one on, for each batch anew.
_CHANNELS = Statement(
    select(
        *(col(Channel.id), col(Channel.state), col(Channel.timezone), col(Channel.opened), col(Channel.unanswered)),
    )
    .where(col(Channel.id) > bindparam("last"))
    .order_by(col(Channel.id))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
    .with_for_update()
)
_NUDGES = Statement(
    select(*rows.COLUMNS)
    .where(col(Nudge.channel) > bindparam("last"), col(Nudge.channel) <= bindparam("final"))
    .order_by(col(Nudge.channel), col(Nudge.id))
    .limit(bindparam("most"))
    .offset(literal_column("0"))
    .with_for_update()
)


def edition() -> str:
    """What the rules of all zones are on this machine at this moment, as a hash (64 hex digits)."""
    digest = hashlib.sha256()
    for name in sorted(available_timezones()):
        digest.update(name.encode() + hashlib.sha256(_rules(name)).digest())
    return digest.hexdigest()


def _rules(name: str) -> bytes:
    """The bytes that `ZoneInfo(name)` reads: the system's, else those of the package `tzdata`."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, name)
        if file.is_file():
            return file.read_bytes()
    return files("tzdata.zoneinfo").joinpath(name).read_bytes()


def forget_rules() -> None:
    """Let go of the rules that this process has read; the next use reads them anew."""
    ZoneInfo.clear_cache()
    zone_of.cache_clear()
    validation.zones.cache_clear()


async def follow(store: Store, now: datetime, current: str) -> int:
    """Derive every `next_at` anew if the database was last at another edition than `current`; how many changed.

    Of any number of processes one does it, and the others wait until it is done: then they find nothing to do. The
    edition is written last: what was cut short is begun again, by whoever looks when its lease is over.
    """
    me = secrets.token_bytes(16)
    while (busy := await store.read(partial(_is_busy, current=current))) is not None:
        if not busy and await store.write(partial(_claim, me=me, current=current)):
            changed = await _derive_all(store, now, current, me)
            if changed is not None:
                return changed
        await asyncio.sleep(PAUSE)
    return 0


def fitting(size: int, seconds: float) -> int:
    """How many channels the next batch has, when one of `size` took `seconds`."""
    return max(FEWEST, min(BATCH, 2 * size, int(size * AIM / max(seconds, 1e-6))))


async def _derive_all(store: Store, now: datetime, current: str, me: bytes) -> int | None:
    """How many changed; None when this process slept for so long that another has taken over."""
    changed, size, in_log = 0, FEWEST, 0
    last: bytes | None = b""
    while last is not None:
        done = await store.write(partial(_derive_some, after=last, now=now, me=me, most=size))
        if done is None:
            return None
        changed, in_log = changed + done.changed, in_log + done.changed
        if in_log >= BRING_IN:
            await store.bring_in()
            in_log = 0
        last, size = done.last, fitting(size, done.seconds)
    return changed if await store.write(partial(_remember, current=current, me=me)) else None


def _is_busy(session: Session, current: str) -> bool | None:
    """Whether another process is at it; None when the database is at `current`."""
    found = _LOOK.all(session)
    return None if any(edition == current for edition, _ in found) else any(held for _, held in found)


def _claim(session: Session, me: bytes, current: str) -> bool:
    """Whether it is this process that derives."""
    _BEGIN.run(session, none="")
    found = _HOLDERS.all(session)
    if any(edition == current or held for edition, held in found):
        return False
    _CLAIM.run(session, me=me)
    return True


def _remember(session: Session, current: str, me: bytes) -> bool:
    if _RENEW.run(session, me=me) == 0:
        return False
    _FORGET.run(session)
    _REMEMBER.run(session, new_edition=current)
    return True


class _Batch(NamedTuple):
    """How many nudges changed, after which channel to go on (None at the end), and how long it took."""

    changed: int
    last: bytes | None
    seconds: float


def _derive_some(session: Session, after: bytes, now: datetime, me: bytes, most: int) -> _Batch | None:
    """The channels after `after`; None when this process slept for so long that another has taken over."""
    began = time.perf_counter()
    if _RENEW.run(session, me=me) == 0:
        return None
    # The channels first: their rows are locked before their nudges', as by a PUT.
    channels = {id_: facts for id_, *facts in _CHANNELS.all(session, last=after, most=most)}
    if not channels:
        return _Batch(0, None, 0)
    last = max(channels)
    nudges = [NudgeRow(*row) for row in _NUDGES.all(session, last=after, final=last, most=MOST)]
    if len(nudges) == MOST:  # The last channel may have more: it waits for the next batch.
        last = max(id_ for id_ in channels if id_ < nudges[-1].channel)
        nudges = [nudge for nudge in nudges if nudge.channel <= last]
    changed: list[NudgeRow] = []
    place = after
    for nudge in nudges:
        if nudge.channel != place and place != after and time.perf_counter() - began > AIM:
            last = place  # Whole channels, and no more of them than there was time for.
            break
        place = nudge.channel
        # A channel that was made since the first look is not among them: it was derived as it was made.
        state, timezone, *opened = channels.get(nudge.channel, (None, ""))
        if state != ACTIVE:
            continue
        try:
            derived = nudge.anew(zone_of(timezone), now, Opening(*opened))
        except ZoneInfoNotFoundError:  # Gone from tzdata: that channel falls silent.
            derived = nudge.coming(None)
        if derived != nudge:
            changed.append(derived)
    rows.move(session, *changed)
    return _Batch(len(changed), last, time.perf_counter() - began)
