"""Slots and vaults: kept, fetched, destroyed, retired. What sync does stands in `sync.py`."""

from enum import Enum
from typing import Final, NamedTuple

from sqlalchemy import bindparam, case, delete, func, or_, select, update
from sqlmodel import Session, col

from selfhelp.boxes import Access, Box, BoxRequest, Eraser, NewBox, Refusal, Tombstones
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.store import Statement
from selfhelp.store.epoch import Epoch

KEPT_MONTHS: Final = 24
"""A vault that nobody has used for so many months is erased."""

SLOT: Final = Access(Slot, Slot.sealed)
VAULT: Final = Access(Vault, Vault.seq, select(col(Epoch.id)).scalar_subquery())

_NEW_SLOT = NewBox(Slot, "sealed")
_REPLACE_SLOT = Statement(update(Slot).where(col(Slot.id) == bindparam("box")).values(sealed=bindparam("sealed")))
_NEW_VAULT = NewBox(Vault, "seq", "records", "bytes", "created", "used")

_LOG = Statement(select(col(Epoch.id)))
_USED = Statement(select(col(Vault.used)).where(col(Vault.id) == bindparam("id")).with_for_update())
_UNUSED = Statement(select(col(Vault.id)).where(col(Vault.used) <= bindparam("month")).order_by(col(Vault.id)))

_USED_IN = Statement(
    select(
        func.sum(
            case((or_(col(Vault.used) == bindparam("month"), col(Vault.created) == bindparam("month")), 1), else_=0)
        ),
        func.count(),
    ).where(col(Vault.used) >= bindparam("month"), col(Vault.created) <= bindparam("month"))
)

_ERASE_SLOT = Statement(delete(Slot).where(col(Slot.id) == bindparam("id")))
_ERASE_RECORDS = Statement(delete(Record).where(col(Record.vault) == bindparam("id")))
_ERASE_VAULT = Statement(delete(Vault).where(col(Vault.id) == bindparam("id")))


class Done(Enum):
    """What a call did that has nothing to tell."""

    CREATED = "created"
    KEPT = "kept"
    DESTROYED = "destroyed"
    HAS_GROWN = "vault-has-grown"
    """Not destroyed: the vault or the log is not the one that the caller saw last."""


class Seen(NamedTuple):
    """Where its owner saw a vault last: the log id (32 hex digits) and the vault's seq."""

    log: str
    seq: int


def log_id(session: Session) -> bytes:
    """The log id, 16 bytes."""
    row = _LOG.first(session)
    assert row is not None, "every store settles its log when it is opened"
    found: bytes = row[0]
    return found


def fetch_slot(session: Session, box: BoxRequest) -> bytes | Refusal:
    """The sealed master key."""
    row = SLOT.read(session, box.id, box.auth)
    return row if isinstance(row, Refusal) else row[0]


def replace_slot(session: Session, box: BoxRequest, sealed: bytes) -> Done | Refusal:
    """Seal another master key into an existing slot."""
    row = SLOT.lock(session, box.id, box.auth)
    if isinstance(row, Refusal):
        return row
    _REPLACE_SLOT.run(session, box=box.id, sealed=sealed)
    return Done.KEPT


def create_slot(session: Session, box: BoxRequest, sealed: bytes) -> Done | Refusal:
    """Create the slot; replace it when somebody with the same secret was faster."""
    made = _NEW_SLOT.make(session, id=box.id, auth=box.auth, sealed=sealed)
    if isinstance(made, Refusal):
        return made
    return Done.CREATED if made else replace_slot(session, box, sealed)


def create_vault(session: Session, box: BoxRequest, month: int) -> Done | Refusal:
    """Create an empty vault; nothing happens when there is one that this secret opens."""
    made = _NEW_VAULT.make(session, id=box.id, auth=box.auth, seq=0, records=0, bytes=0, created=month, used=month)
    if isinstance(made, Refusal):
        return made
    if made:
        return Done.CREATED
    row = VAULT.lock(session, box.id, box.auth)
    return row if isinstance(row, Refusal) else Done.KEPT


def destroy_slot(session: Session, box: BoxRequest, graves: Tombstones) -> Done | Refusal:
    """Erase the slot and leave a grave."""
    row = SLOT.lock(session, box.id, box.auth)
    if isinstance(row, Refusal):
        return row
    erase_slot(session, box.id)
    graves.record(session, box.id)
    return Done.DESTROYED


def destroy_vault(session: Session, box: BoxRequest, seen: Seen | None, graves: Tombstones) -> Done | Refusal:
    """Erase the vault with every record and leave a grave; with `seen`, only if nothing was put since."""
    row = VAULT.lock(session, box.id, box.auth)
    if isinstance(row, Refusal):
        return row
    seq, log = row
    if seen is not None and seen != Seen(log.hex(), seq):
        return Done.HAS_GROWN
    erase_vault(session, box.id)
    graves.record(session, box.id)
    return Done.DESTROYED


def erase_slot(session: Session, box_id: bytes) -> None:
    """Take the slot's row away."""
    _ERASE_SLOT.run(session, id=box_id)


def erase_vault(session: Session, box_id: bytes) -> None:
    """Take the vault and its records away."""
    _ERASE_RECORDS.run(session, id=box_id)
    _ERASE_VAULT.run(session, id=box_id)


ERASERS: Final[dict[type[Box], Eraser]] = {Slot: erase_slot, Vault: erase_vault}
"""How each kind of box of this slice is erased; the replay of graves asks for it."""


def unused_vaults(session: Session, month: int) -> list[bytes]:
    """The ids of vaults whose last use lies KEPT_MONTHS or more before `month`."""
    return [row[0] for row in _UNUSED.all(session, month=month - KEPT_MONTHS)]


def retire_vault(session: Session, box_id: bytes, month: int, graves: Tombstones) -> bool:
    """Erase one vault, unless it was used after all; whether it was erased."""
    row = _USED.first(session, id=box_id)
    if row is None or row[0] > month - KEPT_MONTHS:
        return False
    erase_vault(session, box_id)
    graves.record(session, box_id)
    return True


def used_in(session: Session, month: int) -> tuple[int, int]:
    """How many vaults were used in `month`: at least, and at most. Only the last use is known: of one that is
    older than the month and was used after it nobody can tell."""
    row = _USED_IN.first(session, month=month)
    assert row is not None, "a count always answers"
    return int(row[0] or 0), int(row[1])
