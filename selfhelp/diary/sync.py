"""Sync: the put rule, the answer budget and the cursor (docs/engineers/protocol.md, *Sync*).

All of it runs in one transaction under the lock of the vault's row, on compiled statements. The rules were simulated
against restores, lost answers and races, and simpler ones lost edits; change one only when `tests/devices` stays green.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from selfhelp.boxes import Access, BoxRequest, Refusal, month_of
from selfhelp.boxes.sealed import ANSWER_BUDGET, is_sealed, within_budget
from selfhelp.diary.schema import MAX_CHANGES, Change, Conflict, Put, Refused, Sync, SyncAnswer
from selfhelp.diary.tables import Record, Vault
from selfhelp.settings import Settings
from selfhelp.store import NoRow, SetStatement, Statement, Value, among
from selfhelp.store.epoch import Epoch


class VaultRow(NamedTuple):
    """A vault's counters, as they are stored; `epoch` is its id."""

    auth: bytes
    id: bytes
    epoch: bytes
    seq: int
    records: int
    bytes: int
    created: int
    used: int


VAULT_COLUMNS: Final[tuple[Any, ...]] = (
    col(Vault.id),
    select(col(Epoch.id)).scalar_subquery().label("epoch"),
    *(col(Vault.seq), col(Vault.records), col(Vault.bytes), col(Vault.created), col(Vault.used)),
)
VAULT: Final = Access(VaultRow, Vault, *VAULT_COLUMNS)


class _Stored(NamedTuple):
    id: bytes
    version: int
    sealed: bytes


class _Changed(NamedTuple):
    id: bytes
    version: int
    seq: int
    sealed: bytes


_STORED = SetStatement(
    select(col(Record.id), col(Record.version), col(Record.sealed)).where(among(col(Record.vault), col(Record.id))),
    _Stored,
)
_INSERT = Statement(
    insert(Record).values({name: bindparam(name) for name in ("vault", "id", "version", "seq", "sealed")}), NoRow
)
_UPDATE = Statement(
    update(Record)
    .where(col(Record.vault) == bindparam("vault"), col(Record.id) == bindparam("id"))
    .values(version=bindparam("version"), seq=bindparam("seq"), sealed=bindparam("sealed")),
    NoRow,
)
_COUNT = Statement(
    update(Vault)
    .where(col(Vault.id) == bindparam("box"))
    .values({name: bindparam(name) for name in ("seq", "records", "bytes", "used")}),
    NoRow,
)
_CHANGES = Statement(
    select(col(Record.id), col(Record.version), col(Record.seq), col(Record.sealed))
    .where(col(Record.vault) == bindparam("vault"), col(Record.seq) > bindparam("cursor"))
    .order_by(col(Record.seq))
    .limit(MAX_CHANGES + 1),
    _Changed,
)


class Allowance(NamedTuple):
    """What a vault may hold: number of records, and sealed bytes."""

    records: int
    bytes: int


class Limits(NamedTuple):
    """The allowance in the calendar month of a vault's creation, and from the month after the next on."""

    first_month: Allowance
    later: Allowance

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Return the limits an operator has set."""
        return cls(
            Allowance(settings.vault_records_first_month, settings.vault_bytes_first_month),
            Allowance(settings.vault_records, settings.vault_bytes),
        )

    def allowance(self, created: int, today: date) -> Allowance:
        """Return what a vault of the month `created` may hold. In the month between it grows daily: only the month of
        creation is stored, and a vault made on the 30th must not have it all on the 1st."""
        month = month_of(today)
        if month <= created:
            return self.first_month
        if month > created + 1:
            return self.later
        passed, days = today.day - 1, monthrange(today.year, today.month)[1]
        return Allowance(*(a + (b - a) * passed // days for a, b in zip(self.first_month, self.later, strict=True)))


NO_GROWTH: Final = Limits(Allowance(0, 0), Allowance(0, 0))
"""The limits of all vaults while the server has no room: only what does not grow is taken."""


class _Vault(msgspec.Struct):
    """A vault's counters while its puts are applied."""

    seq: int
    records: int
    bytes: int


class SyncRequest(NamedTuple):
    """The request, the vault it is for, its limits and the day (UTC)."""

    box: BoxRequest
    asked: Sync
    limits: Limits
    today: date


def look(session: Session, box: BoxRequest, asked: Sync, month: int) -> SyncAnswer | Refusal | None:
    """Return the answer to a request without puts, read only; None when a write is needed, for the first use in
    `month`."""
    row = VAULT.read(session, box)
    if isinstance(row, Refusal):
        return row
    if row.used < month:
        return None
    answer = SyncAnswer(log=row.epoch.hex(), cursor=0, more=True)
    if asked.log == answer.log and asked.cursor <= row.seq:
        _page(session, box.id, asked.cursor, row.seq, 0, answer)
    return answer


def sync(session: Session, request: SyncRequest) -> SyncAnswer | Refusal:
    """Apply the puts, each by itself, and answer with what changed after the cursor."""
    box, asked, limits, today = request
    row = VAULT.lock(session, box)
    if isinstance(row, Refusal):
        return row
    vault = _Vault(row.seq, row.records, row.bytes)
    answer = SyncAnswer(log=row.epoch.hex(), cursor=0, more=True)
    same_history = asked.log == answer.log and asked.cursor <= row.seq
    spent = 0
    if same_history and asked.puts:
        spent = _apply(session, box.id, asked.puts, vault, limits.allowance(row.created, today), answer)
    used = max(row.used, month_of(today))
    if vault.seq != row.seq or row.used < used:
        _COUNT.run(session, box=box.id, seq=vault.seq, records=vault.records, bytes=vault.bytes, used=used)
    if same_history:
        # A device that has seen everything needs no query: only its own puts came after.
        _page(session, box.id, vault.seq if asked.cursor == row.seq else asked.cursor, vault.seq, spent, answer)
    return answer


def expected(put: Put) -> int:
    """Return the version that `put` expects to replace."""
    return put.version - 1 if put.base is msgspec.UNSET else put.base


def _apply(
    session: Session, vault_id: bytes, puts: Sequence[Put], vault: _Vault, allowance: Allowance, answer: SyncAnswer
) -> int:
    """Apply the put rule to each of `puts`, as far as the budget of conflicts goes; return their sealed bytes."""
    found = _STORED.all(session, [(vault_id, bytes.fromhex(put.id)) for put in puts])
    stored = {row.id: (row.version, row.sealed) for row in found}
    new: list[dict[str, Value]] = []
    changed: list[dict[str, Value]] = []
    spent = 0
    for put in puts:
        put_id, sealed = bytes.fromhex(put.id), put.sealed
        if not is_sealed(sealed):
            answer.refused.append(Refused(put.id, "bad-seal"))
            continue
        version, held = stored.get(put_id, (0, None))
        if version == put.version and held == sealed:
            answer.accepted.append(put.id)
            continue
        if expected(put) != version:
            spent += len(held or b"")
            if spent > ANSWER_BUDGET:
                spent = ANSWER_BUDGET
                break
            answer.conflicts.append(Conflict(put.id, version, held))
            continue
        growth = len(sealed) - len(held or b"")
        if (held is None and vault.records >= allowance.records) or (
            growth > 0 and vault.bytes + growth > allowance.bytes
        ):
            answer.refused.append(Refused(put.id, "vault-full"))
            continue
        vault.seq += 1
        vault.bytes += growth
        if held is None:
            vault.records += 1
        rows = new if held is None else changed
        rows.append({"vault": vault_id, "id": put_id, "version": put.version, "seq": vault.seq, "sealed": sealed})
        answer.accepted.append(put.id)
    if new:
        _INSERT.many(session, new)
    if changed:
        _UPDATE.many(session, changed)
    return spent


def _page(session: Session, vault_id: bytes, cursor: int, seq: int, spent: int, answer: SyncAnswer) -> None:
    """Add the changes after `cursor` to `answer`, up to 200 and within what `spent` has left of the budget; at least
    one, because a page that does not move the cursor leads a device nowhere."""
    answer.cursor, answer.more = seq, False
    if cursor == seq:
        return
    rows = _CHANGES.each(session, vault=vault_id, cursor=cursor)
    changed, answer.more = within_budget(rows, lambda row: len(row.sealed), MAX_CHANGES, spent)
    answer.changes = [Change(row.id.hex(), row.version, row.sealed) for row in changed]
    if answer.more:
        answer.cursor = changed[-1].seq
