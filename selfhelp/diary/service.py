"""Create, fetch, destroy and erase slots and vaults. `sync.py` has sync."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import case, delete, func
from sqlmodel import Session, col, or_, select

from selfhelp.boxes import (
    Access,
    Box,
    BoxRequest,
    Eraser,
    Outcome,
    Refusal,
    Tombstones,
    create,
    erase_overdue,
    month_of,
)
from selfhelp.diary.schema import Seen, SlotBody
from selfhelp.diary.sync import VAULT
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.store import Store
from selfhelp.store.epoch import Epoch

VAULT_KEPT_MONTHS: Final = 24
"""A vault that nobody has used for so many months is erased."""


class SlotRow(NamedTuple):
    """A slot that its secret opens."""

    auth: bytes
    sealed: bytes


SLOT: Final = Access(SlotRow, Slot, Slot.sealed)


def epoch_id(session: Session) -> bytes:
    """Return the id of the epoch, 16 bytes; it is sent as `log`."""
    return session.exec(select(Epoch.id)).one()


def fetch_slot(session: Session, box: BoxRequest) -> SlotBody | Refusal:
    """Return the sealed master key."""
    row = SLOT.read(session, box)
    return row if isinstance(row, Refusal) else SlotBody(row.sealed)


def put_slot(session: Session, box: BoxRequest, sealed: bytes) -> Outcome | Refusal:
    """Create the slot, or seal another master key into the one that this secret opens."""
    made = create(session, Slot(id=box.id, auth=box.auth, sealed=sealed))
    if isinstance(made, Refusal):
        return made
    if made:
        return Outcome.MADE
    slot = SLOT.locked(session, box)
    if isinstance(slot, Refusal):
        return slot
    slot.sealed = sealed
    return Outcome.KEPT


def create_vault(session: Session, box: BoxRequest, month: int) -> Outcome | Refusal:
    """Create an empty vault; do nothing when there is one that this secret opens."""
    made = create(session, Vault(id=box.id, auth=box.auth, created=month, used=month))
    if isinstance(made, Refusal):
        return made
    if made:
        return Outcome.MADE
    row = VAULT.lock(session, box)
    return row if isinstance(row, Refusal) else Outcome.KEPT


def destroy_slot(session: Session, box: BoxRequest, tombstones: Tombstones) -> Refusal | None:
    """Erase the slot and leave a tombstone."""
    row = SLOT.lock(session, box)
    if isinstance(row, Refusal):
        return row
    erase_slot(session, box.id)
    tombstones.record(session, box.id)
    return None


def destroy_vault(session: Session, box: BoxRequest, seen: Seen, tombstones: Tombstones) -> Refusal | None:
    """Erase the vault with every record and leave a tombstone; with what was `seen`, only if nothing was put since."""
    row = VAULT.lock(session, box)
    if isinstance(row, Refusal):
        return row
    if seen not in (Seen(), Seen(row.epoch.hex(), row.seq)):
        return Refusal.VAULT_HAS_GROWN
    erase_vault(session, box.id)
    tombstones.record(session, box.id)
    return None


def erase_slot(session: Session, box_id: bytes) -> None:
    """Delete the slot's row."""
    session.exec(delete(Slot).where(col(Slot.id) == box_id))


def erase_vault(session: Session, box_id: bytes) -> None:
    """Delete the vault and its records."""
    session.exec(delete(Record).where(col(Record.vault) == box_id))
    session.exec(delete(Vault).where(col(Vault.id) == box_id))


ERASERS: Final[dict[type[Box], Eraser]] = {Slot: erase_slot, Vault: erase_vault}
"""How each kind of box of this slice is erased, for the replay of tombstones."""


async def erase_unused_vaults(store: Store, tombstones: Tombstones, now: datetime) -> int:
    """Erase vaults unused for 24 months (daily); return how many. Slots are kept: they have 61 bytes."""
    unused = select(Vault.id).where(Vault.used <= month_of(now) - VAULT_KEPT_MONTHS)
    return await erase_overdue(store, Vault, unused, tombstones, erase_vault)


def used_in(session: Session, month: int) -> tuple[int, int]:
    """Return how many vaults were used in `month`: at least, and at most. Only the last use is stored, so a vault made
    before the month and used after it may or may not have been used in it."""
    surely = func.sum(case((or_(col(Vault.used) == month, col(Vault.created) == month), 1), else_=0))
    least, most = session.exec(select(surely, func.count()).where(Vault.used >= month, Vault.created <= month)).one()
    return int(least or 0), int(most)
