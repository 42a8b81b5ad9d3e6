"""Sync as PostgreSQL does it best: what waits is done together (docs/engineers/adr/0028-coalesced-sync.md).

The rules are those of `sync`. Here is only its everyday case, one new entry of a device that has seen everything.
"""

import hmac
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest, Refusal
from selfhelp.boxes.tables import is_sealed
from selfhelp.diary.schema import Sync, SyncAnswer
from selfhelp.diary.sync import Limits, sync
from selfhelp.diary.tables import Record, Vault
from selfhelp.store import AddRows, ChangeRows, Coalesced, SetStatement, among
from selfhelp.store.epoch import Epoch

_HOLD = SetStatement(
    select(
        *(col(column) for column in (Vault.id, Vault.auth, Vault.seq, Vault.records, Vault.bytes)),
        *(col(Vault.created), col(Vault.used), select(col(Epoch.id)).scalar_subquery()),
    )
    .where(among(col(Vault.id)))
    .order_by(col(Vault.id))
    .with_for_update(of=Vault)
)
_ADD = AddRows(Record, "vault", "id", "version", "seq", "sealed")
_COUNT_MANY = ChangeRows(Vault, "id", "seq", "records", "bytes", "used")


class SyncCall(Coalesced):
    """A sync request as a call of the store's writer."""

    __slots__ = ("asked", "box", "limits", "month")

    def __init__(self, box: BoxRequest, asked: Sync, limits: Limits, month: int) -> None:
        self.box = box
        self.asked = asked
        self.limits = limits
        self.month = month

    def __call__(self, session: Session) -> SyncAnswer | Refusal:
        """`sync`."""
        return sync(session, self.box, self.asked, self.limits, self.month)

    @classmethod
    def together(cls, session: Session, calls: Sequence["SyncCall"]) -> list[SyncAnswer | Refusal]:
        """The everyday ones (`_fresh`), one a vault, in three statements; every other by itself, afterwards.

        All vaults are locked first, in the order of their ids, as every process does.
        """
        rows = {row[0]: row[1:] for row in _HOLD.all(session, sorted({(call.box.id,) for call in calls}))}
        fresh: dict[bytes, SyncCall] = {}
        for call in calls:
            row = rows.get(call.box.id)
            if row is not None and call.box.id not in fresh and call._is_fresh(row):
                fresh[call.box.id] = call
        puts = {vault: call.asked.puts[0] for vault, call in fresh.items()}
        added = _ADD.run(
            session,
            [
                {
                    "vault": vault,
                    "id": bytes.fromhex(put.id),
                    "version": put.version,
                    "seq": rows[vault][1] + 1,
                    "sealed": put.sealed,
                }
                for vault, put in puts.items()
            ],
        )
        counted, answers = [], {}
        for vault, call in fresh.items():
            if vault not in added:
                continue  # there is such a record: the put rule decides
            _, seq, records, size, _, used, log = rows[vault]
            size += len(puts[vault].sealed)
            counted.append(
                {"id": vault, "seq": seq + 1, "records": records + 1, "bytes": size, "used": max(used, call.month)}
            )
            answers[id(call)] = SyncAnswer(log.hex(), cursor=seq + 1, more=False, accepted=[puts[vault].id])
        _COUNT_MANY.run(session, counted)
        return [answers.get(id(call)) or call(session) for call in calls]

    def _is_fresh(self, row: tuple[Any, ...]) -> bool:
        """One new entry, from a device that has seen everything, in a vault that has room: what a tap makes."""
        auth, seq, records, size, created, _, log = row
        if len(self.asked.puts) != 1 or self.asked.cursor != seq or self.asked.log != log.hex():
            return False
        put, allowance = self.asked.puts[0], self.limits.allowance(created, self.month)
        return (
            hmac.compare_digest(auth, self.box.auth)
            and put.over == 0
            and is_sealed(put.sealed)
            and records < allowance.records
            and size + len(put.sealed) <= allowance.bytes
        )
