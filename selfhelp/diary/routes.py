"""The HTTP interface of slots, vaults and sync. Reads requests, hops to the store; no SQL."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

import msgspec
from msgspec import UNSET
from prometheus_client import CollectorRegistry, Counter

from selfhelp.boxes import BoxRequest, Outcome, Refusal, RefusalOrErrors, Tombstones, month_of
from selfhelp.boxes.admission import BOX, SAME_SITE, BoxCall, CreationLimits
from selfhelp.diary import service
from selfhelp.diary import sync as syncing
from selfhelp.diary.coalesced import sync_together
from selfhelp.diary.schema import MAX_SYNC_BODY, LogAnswer, NewVault, Seen, SlotBody, Sync, SyncAnswer
from selfhelp.http import metrics
from selfhelp.http.problems import FieldError, Problem
from selfhelp.http.routing import MADE, Call, QueryCall, Route, or_problem, utc_now
from selfhelp.store import Coalesced, Store


class Puts:
    """Counts puts in `registry`, by outcome: *accepted* (a retry, too), *conflict*, *bad-seal* or *vault-full*."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._shown = Counter("selfhelp_puts", "Records put, by what became of them.", ["outcome"], registry=registry)
        for outcome in ("accepted", "conflict", "bad-seal", "vault-full"):
            self._shown.labels(outcome)
        self._syncs = 0
        self._everyday = {"accepted": 0, "conflict": 0}

    def count(self, answer: SyncAnswer) -> None:
        """Count the puts of one sync.

        What is everyday is shown when a lot of syncs have put something, so that one with many puts is not seen by
        itself. What an operator may have to see to is shown at once.
        """
        for refused in answer.refused:
            self._shown.labels(refused.type).inc()
        if not answer.accepted and not answer.conflicts:
            return
        self._everyday["accepted"] += len(answer.accepted)
        self._everyday["conflict"] += len(answer.conflicts)
        self._syncs += 1
        if self._syncs >= metrics.LOT:
            for outcome, count in self._everyday.items():
                self._shown.labels(outcome).inc(count)
            self._syncs, self._everyday = 0, dict.fromkeys(self._everyday, 0)


class Diary(msgspec.Struct, frozen=True):
    """What the handlers work with."""

    store: Store
    tombstones: Tombstones
    creations: CreationLimits
    limits: syncing.Limits
    puts: Puts
    now: Callable[[], datetime] = utc_now


async def fetch_log(diary: Diary, _call: Call[None, None]) -> LogAnswer:
    """Answer with the log id, which changes after a restore."""
    return LogAnswer((await diary.store.read(service.epoch_id)).hex())


async def put_slot(diary: Diary, call: BoxCall[SlotBody]) -> Outcome | Refusal:
    """Keep a sealed master key: create the slot, or replace what the same secret keeps there."""
    box, sealed = call.target, call.body.sealed
    if not or_problem(await diary.store.read(lambda session: service.SLOT.probe(session, box))):
        diary.creations.admit(call.request)
    return await diary.store.write(partial(service.put_slot, box=box, sealed=sealed), box.id)


async def get_slot(diary: Diary, call: BoxCall[None]) -> SlotBody | Refusal:
    """Fetch the sealed master key."""
    return await diary.store.read(partial(service.fetch_slot, box=call.target))


async def delete_slot(diary: Diary, call: BoxCall[None]) -> Refusal | None:
    """Destroy the slot for good."""
    box = call.target
    return await diary.store.write(partial(service.destroy_slot, box=box, tombstones=diary.tombstones), box.id)


async def put_vault(diary: Diary, call: BoxCall[NewVault]) -> Outcome | Refusal:
    """Create an empty vault; nothing happens when it is there already."""
    box = call.target
    if or_problem(await diary.store.read(lambda session: syncing.VAULT.probe(session, box))):
        return Outcome.KEPT
    diary.creations.admit(call.request)
    return await diary.store.write(partial(service.create_vault, box=box, month=month_of(diary.now())), box.id)


async def delete_vault(diary: Diary, call: QueryCall[BoxRequest, Seen]) -> RefusalOrErrors | None:
    """Destroy the vault with every record; with `log` and `seq`, only if nothing was put after them."""
    box, seen = call.target, call.query
    if (seen.log is UNSET) != (seen.seq is UNSET):
        missing, given = ("log", "seq") if seen.log is UNSET else ("seq", "log")
        return [FieldError(missing, f"Expected together with `{given}`")]
    work = partial(service.destroy_vault, box=box, seen=seen, tombstones=diary.tombstones)
    refused = await diary.store.write(work, box.id)
    if refused is Refusal.VAULT_HAS_GROWN:
        raise Problem(refused.value, "Sync, copy what is new, and ask again.")
    return refused


async def sync(diary: Diary, call: BoxCall[Sync]) -> SyncAnswer | Refusal:
    """Put what the device has and fetch what changed after its cursor."""
    box, asked = call.target, call.body
    _check_puts(asked)
    today = diary.now().date()
    answer: SyncAnswer | Refusal | None = None
    if not asked.puts:
        answer = await diary.store.read(lambda session: syncing.look(session, box, asked, month_of(today)))
    if answer is None:
        limits = syncing.NO_GROWTH if diary.creations.room.is_full else diary.limits
        work = Coalesced(syncing.sync, sync_together, syncing.SyncRequest(box, asked, limits, today))
        answer = await diary.store.write(work, box.id)
    if not isinstance(answer, Refusal):
        diary.puts.count(answer)
    return answer


def _check_puts(asked: Sync) -> None:
    """Check what the struct cannot: `base` lies below `version`, and no id comes twice. Problem `invalid`."""
    ids: set[str] = set()
    errors = []
    for n, one in enumerate(asked.puts):
        if syncing.expected(one) >= one.version:
            errors.append(FieldError(f"puts[{n}].base", "Expected a number below `version`"))
        if one.id in ids:
            errors.append(FieldError(f"puts[{n}].id", "The same id twice"))
        ids.add(one.id)
    if errors:
        raise Problem("invalid", errors=errors)


_SLOT: Final = "/api/slots/{box_id:str}"
_VAULT: Final = "/api/vaults/{box_id:str}"

ROUTES: Final = [
    Route("GET", "/api/log", fetch_log, SAME_SITE, answers={200: LogAnswer}),
    Route("PUT", _SLOT, put_slot, BOX, SlotBody, answers=MADE, problems=("too-many-new",)),
    Route("GET", _SLOT, get_slot, BOX, answers={200: SlotBody}),
    Route("DELETE", _SLOT, delete_slot, BOX),
    Route("PUT", _VAULT, put_vault, BOX, NewVault, answers=MADE, problems=("too-many-new",)),
    Route("DELETE", _VAULT, delete_vault, BOX, problems=("vault-has-grown",), query=Seen),
    Route("POST", f"{_VAULT}/sync", sync, BOX, Sync, MAX_SYNC_BODY, answers={200: SyncAnswer}),
]
