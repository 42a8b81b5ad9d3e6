"""Coalesced sync for PostgreSQL: waiting calls run together (docs/engineers/adr/0028-coalesced-sync.md).

The rules are those of `sync`. Only the common case is here: one new entry from a device that has seen everything.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from selfhelp.boxes import Refusal, month_of
from selfhelp.boxes.sealed import is_sealed
from selfhelp.diary.schema import SyncAnswer
from selfhelp.diary.sync import VAULT, VAULT_COLUMNS, SyncRequest, VaultRow, expected, sync
from selfhelp.diary.tables import Record, Vault
from selfhelp.store import AddRows, ChangeRows, SetStatement, Value, among

_LOCKED_VAULTS = SetStatement(
    select(col(Vault.auth), *VAULT_COLUMNS)
    .where(among(col(Vault.id)))
    .order_by(col(Vault.id))
    .with_for_update(of=Vault),
    VaultRow,
)
_ADD = AddRows(Record, "vault", "id", "version", "seq", "sealed")
_COUNT_MANY = ChangeRows(Vault, "id", "seq", "records", "bytes", "used")


def sync_together(session: Session, calls: Sequence[SyncRequest]) -> list[SyncAnswer | Refusal]:
    """Run the common calls (`_is_fresh`), one a vault, in three statements, and every other by itself afterwards.

    All vaults are locked first, in the order of their ids, as every process does.
    """
    rows = {row.id: row for row in _LOCKED_VAULTS.all(session, sorted({(call.box.id,) for call in calls}))}
    fresh: dict[bytes, SyncRequest] = {}
    for call in calls:
        row = rows.get(call.box.id)
        if row is not None and call.box.id not in fresh and _is_fresh(call, row):
            fresh[call.box.id] = call
    puts = {vault: call.asked.puts[0] for vault, call in fresh.items()}
    added = _ADD.run(
        session,
        [
            {
                "vault": vault,
                "id": bytes.fromhex(put.id),
                "version": put.version,
                "seq": rows[vault].seq + 1,
                "sealed": put.sealed,
            }
            for vault, put in puts.items()
        ],
    )
    counted: list[dict[str, Value]] = []
    answers: dict[int, SyncAnswer] = {}
    for vault, call in fresh.items():
        if vault not in added:
            continue  # there is such a record: the put rule decides
        row, put = rows[vault], puts[vault]
        seq, size, used = row.seq + 1, row.bytes + len(put.sealed), max(row.used, month_of(call.today))
        counted.append({"id": vault, "seq": seq, "records": row.records + 1, "bytes": size, "used": used})
        answers[id(call)] = SyncAnswer(row.epoch.hex(), cursor=seq, more=False, accepted=[put.id])
    _COUNT_MANY.run(session, counted)
    return [answers.get(id(call)) or sync(session, call) for call in calls]


def _is_fresh(call: SyncRequest, row: VaultRow) -> bool:
    """Return whether it is the common case: one new entry, from a device that has seen everything, in a vault with
    room."""
    if len(call.asked.puts) != 1 or call.asked.cursor != row.seq or call.asked.log != row.epoch.hex():
        return False
    put, allowance = call.asked.puts[0], call.limits.allowance(row.created, call.today)
    return (
        VAULT.opens(row, call.box)
        and expected(put) == 0
        and is_sealed(put.sealed)
        and row.records < allowance.records
        and row.bytes + len(put.sealed) <= allowance.bytes
    )
