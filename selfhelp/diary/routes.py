"""The HTTP interface of slots, vaults and sync. Reads requests, hops to the store, picks the status; no SQL."""

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeAlias

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from selfhelp.boxes import Refusal, Tombstones, answer_for, month_of
from selfhelp.boxes.creation_limits import CreationLimits
from selfhelp.boxes.requests import box_request, refuse_cross_site
from selfhelp.diary import service
from selfhelp.diary import sync as syncing
from selfhelp.diary.coalesced import sync_together
from selfhelp.diary.metrics import Puts
from selfhelp.diary.schema import (
    MAX_BODY,
    MAX_CURSOR,
    MAX_SMALL_BODY,
    LogAnswer,
    NewVault,
    SlotBody,
    Sync,
    SyncAnswer,
)
from selfhelp.diary.service import Done, Seen
from selfhelp.http.body import read_json
from selfhelp.http.openapi import operation
from selfhelp.http.problems import FieldError, Problem
from selfhelp.http.responses import Answer, Bare
from selfhelp.store import Coalesced, Store

AnyRequest: TypeAlias = Request[Any, Any, Any]

_LOG: Final = re.compile(r"[0-9a-f]{32}")
_SEQ: Final = re.compile(r"[0-9]{1,16}")

_SEEN: Final = (
    {"name": "log", "in": "query", "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
    {"name": "seq", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": MAX_CURSOR}},
)


def routes(
    store: Store, graves: Tombstones, creations: CreationLimits, limits: syncing.Limits, puts: Puts
) -> list[HTTPRouteHandler]:
    """The handlers of this slice, on one store."""

    @get("/api/log", operation_class=operation(answers={200: LogAnswer}, problems=["cross-site"], box=False))
    async def fetch_log(request: AnyRequest) -> LogAnswer:
        """The log id, which a restored database changes."""
        refuse_cross_site(request)
        return LogAnswer((await store.read(service.log_id)).hex())

    @put("/api/slots/{box_id:str}", operation_class=_putting(SlotBody))
    async def put_slot(request: AnyRequest) -> Response[None]:
        """Keep a sealed master key: creates the slot, or replaces what the same secret keeps there."""
        box = box_request(request)
        body = await read_json(request, SlotBody, MAX_SMALL_BODY)
        found = await store.read(lambda session: service.SLOT.probe(session, box))
        if found is False:
            creations.admit(request)
            return _done(await store.write(partial(service.create_slot, box=box, sealed=body.sealed), box.id))
        if isinstance(found, Refusal):
            raise answer_for(found)
        return _done(await store.write(partial(service.replace_slot, box=box, sealed=body.sealed), box.id))

    @get("/api/slots/{box_id:str}", operation_class=operation(answers={200: SlotBody}))
    async def get_slot(request: AnyRequest) -> SlotBody:
        """Fetch the sealed master key."""
        box = box_request(request)
        sealed = await store.read(partial(service.fetch_slot, box=box))
        if isinstance(sealed, Refusal):
            raise answer_for(sealed)
        return SlotBody(sealed)

    @delete("/api/slots/{box_id:str}", operation_class=operation())
    async def delete_slot(request: AnyRequest) -> Response[None]:
        """Destroy the slot for good."""
        box = box_request(request)
        return _done(await store.write(partial(service.destroy_slot, box=box, graves=graves), box.id))

    @put("/api/vaults/{box_id:str}", operation_class=_putting(NewVault))
    async def put_vault(request: AnyRequest) -> Response[None]:
        """Create an empty vault; nothing happens when it is there already."""
        box = box_request(request)
        await read_json(request, NewVault, MAX_SMALL_BODY)
        found = await store.read(lambda session: service.VAULT.probe(session, box))
        if found is False:
            creations.admit(request)
            return _done(await store.write(partial(service.create_vault, box=box, month=month_of(_now())), box.id))
        return _done(found if isinstance(found, Refusal) else Done.KEPT)

    @delete("/api/vaults/{box_id:str}", operation_class=operation(problems=["vault-has-grown", "invalid"], query=_SEEN))
    async def delete_vault(request: AnyRequest) -> Response[None]:
        """Destroy the vault with every record; with `log` and `seq`, only if nothing was put since."""
        box = box_request(request)
        seen = _seen(request)
        return _done(await store.write(partial(service.destroy_vault, box=box, seen=seen, graves=graves), box.id))

    @post(
        "/api/vaults/{box_id:str}/sync",
        status_code=200,
        operation_class=operation(Sync, {200: SyncAnswer}),
    )
    async def sync(request: AnyRequest) -> ASGIApp:
        """Put what the device has and fetch what changed after its cursor."""
        box = box_request(request)
        asked = await read_json(request, Sync, MAX_BODY)
        _check_puts(asked)
        now = _now()
        month = month_of(now)
        answer: SyncAnswer | Refusal | None = None
        if not asked.puts:
            answer = await store.read(lambda session: syncing.look(session, box, asked, month))
        if answer is None:
            today = syncing.NO_GROWTH if creations.room.is_full else limits.on(now.date())
            call = Coalesced(syncing.sync, sync_together, syncing.SyncRequest(box, asked, today, month))
            answer = await store.write(call, box.id)
        if isinstance(answer, Refusal):
            raise answer_for(answer)
        puts.count(answer)
        return Answer(answer)

    return [fetch_log, put_slot, get_slot, delete_slot, put_vault, delete_vault, sync]


def _putting(body: type) -> Any:
    return operation(body, {201: None, 204: None}, ["too-many-new"])


def _now() -> datetime:
    return datetime.now(UTC)


def _done(result: Done | Refusal) -> Response[None]:
    if isinstance(result, Refusal):
        raise answer_for(result)
    if result is Done.HAS_GROWN:
        raise Problem("vault-has-grown", "Sync, copy what is new, and ask again.")
    return Bare(201 if result is Done.CREATED else 204)


def _seen(request: AnyRequest) -> Seen | None:
    """`?log=&seq=`, both or neither, and nothing else: a misspelt condition must not delete. Problem `invalid`."""
    asked = request.query_params
    errors = [FieldError(name, "Only `log` and `seq` are taken") for name in asked if name not in {"log", "seq"}]
    errors += [FieldError(name, "Given twice") for name in ("log", "seq") if len(asked.getall(name, [])) > 1]
    if errors:
        raise Problem("invalid", errors=errors)
    log, seq = asked.get("log"), asked.get("seq")
    if log is None and seq is None:
        return None
    if log is None or not _LOG.fullmatch(log):
        errors.append(FieldError("log", "Expected 32 lower-case hex digits, together with `seq`"))
    if seq is None or not _SEQ.fullmatch(seq) or int(seq) > MAX_CURSOR:
        errors.append(FieldError("seq", f"Expected a number from 0 to {MAX_CURSOR}, together with `log`"))
    if errors or log is None or seq is None:
        raise Problem("invalid", errors=errors)
    return Seen(log, int(seq))


def _check_puts(asked: Sync) -> None:
    """What the struct cannot say: `base` lies below `version`, and no id comes twice. Problem `invalid`."""
    ids: set[str] = set()
    errors = []
    for n, one in enumerate(asked.puts):
        if one.over >= one.version:
            errors.append(FieldError(f"puts[{n}].base", "Expected a number below `version`"))
        if one.id in ids:
            errors.append(FieldError(f"puts[{n}].id", "The same id twice"))
        ids.add(one.id)
    if errors:
        raise Problem("invalid", errors=errors)
