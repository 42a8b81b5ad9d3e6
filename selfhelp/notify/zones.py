"""When tzdata changes, every `next_at` is derived anew: the truth is a local time and a zone, the instant only follows.

The edition by which the stored instants were derived stands in the database. It is a hash of the rules themselves: the
version that a package or a system tells is not the same everywhere, and is not what counts.
"""

import hashlib
import zoneinfo
from datetime import datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import bindparam, delete, insert, literal_column, select, tuple_
from sqlmodel import Session, col

from selfhelp.notify import rows, wish
from selfhelp.notify.rows import NudgeRow, Opening, zone_of
from selfhelp.notify.tables import ACTIVE, Channel, Nudge, ZoneRules
from selfhelp.store import Prepared, Store

BATCH: Final = 200
"""Nudges in one transaction, about 10 ms, so that the writer is never held for long."""

_EDITION = Prepared(select(col(ZoneRules.edition)))
_FORGET = Prepared(delete(ZoneRules))
_REMEMBER = Prepared(insert(ZoneRules).values(edition=bindparam("new_edition")))
_PAGE = Prepared(
    select(*rows.COLUMNS, col(Channel.timezone), col(Channel.opened), col(Channel.unanswered))
    # The channel first: its row is locked before its nudges', as by a PUT.
    .select_from(Channel)
    .join(Nudge, col(Nudge.channel) == col(Channel.id))
    .where(
        col(Channel.state) == bindparam("active"),
        tuple_(col(Nudge.channel), col(Nudge.id)) > tuple_(bindparam("last_channel"), bindparam("last_nudge")),
    )
    .order_by(col(Nudge.channel), col(Nudge.id))
    .limit(bindparam("most"))
    .offset(literal_column("0"))  # else SQLAlchemy binds the offset, which SQLite wants said
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
    wish.zones.cache_clear()


async def follow(store: Store, now: datetime, current: str) -> int:
    """Derive every `next_at` anew if the database was last at another edition than `current`; how many changed.

    The edition is written last: a start that was cut short begins again.
    """
    if await store.read(_edition) == current:
        return 0
    changed = 0
    last: tuple[bytes, bytes] | None = (b"", b"")
    while last is not None:
        count, last = await store.write(partial(_derive_some, after=last, now=now))
        changed += count
    await store.write(partial(_remember, current=current))
    return changed


def _edition(session: Session) -> str | None:
    found = _EDITION.first(session)
    return None if found is None else found[0]


def _remember(session: Session, current: str) -> None:
    _FORGET.run(session)
    _REMEMBER.run(session, new_edition=current)


def _derive_some(session: Session, after: tuple[bytes, bytes], now: datetime) -> tuple[int, tuple[bytes, bytes] | None]:
    """The nudges after `after`: how many changed, and where to go on; None at the end."""
    page = _PAGE.all(session, active=ACTIVE, last_channel=after[0], last_nudge=after[1], most=BATCH)
    changed = 0
    for *columns, timezone, opened, unanswered in page:
        nudge = NudgeRow(*columns)
        try:
            derived = nudge.anew(zone_of(timezone), now, Opening(opened, unanswered))
        except ZoneInfoNotFoundError:  # Gone from tzdata: that channel falls silent.
            derived = nudge._replace(next_nominal=None, next_at=None)
        if derived != nudge:
            rows.move(session, derived)
            changed += 1
    return changed, (page[-1][0], page[-1][1]) if len(page) == BATCH else None
