"""What PostgreSQL does together is what each sync would have done alone."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import TOMBSTONES_FILE, BoxRequest, Refusal, Tombstones, month_of
from selfhelp.diary.coalesced import sync_together
from selfhelp.diary.schema import Put, Seen, Sync, SyncAnswer
from selfhelp.diary.service import create_vault, destroy_vault, epoch_id
from selfhelp.diary.sync import Allowance, Limits, SyncRequest, sync
from selfhelp.settings import Settings
from selfhelp.store import Coalesced, Store
from tests.notify.held import held

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("settings", ["postgresql"], indirect=True)]

TODAY = date(2026, 11, 30)
NEXT_MONTH = date(2026, 12, 1)
LIMITS = Limits(Allowance(3, 10_000), Allowance(100, 10**6))
SEALED = b"\x01" + bytes(284)


def put(version: int = 1, id: str = "", sealed: bytes = SEALED) -> Put:
    return Put(id or secrets.token_hex(16), version, sealed)


async def vault(store: Store) -> BoxRequest:
    box = BoxRequest(secrets.token_bytes(16), sha256(secrets.token_bytes(32)).digest())
    await store.write(partial(create_vault, box=box, month=month_of(TODAY)), box.id)
    return box


def tables(session: Session) -> list[Any]:
    return [
        tuple(map(tuple, session.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).all()))
        for name in ("vault", "record")
    ]


async def test_the_answers_and_the_tables_are_those_of_one_after_another(settings: Settings, store: Store) -> None:
    log = (await store.read(epoch_id)).hex()
    known = "0a" * 16

    def sync_of(box: BoxRequest, *puts: Put, cursor: int = 0, of: str | None = log, today: date = TODAY) -> SyncRequest:
        return SyncRequest(box, Sync(of, cursor, list(puts)), LIMITS, today)

    held = await vault(store)  # has one record already
    await store.write(partial(sync, request=sync_of(held, put(id=known))), held.id)
    full = await vault(store)
    await store.write(partial(sync, request=sync_of(full, put(), put(), put())), full.id)
    gone = await vault(store)
    tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
    await store.write(partial(destroy_vault, box=gone, seen=Seen(), tombstones=tombstones), gone.id)
    one, two, shared, poll = [await vault(store) for _ in range(4)]
    wrong = BoxRequest((await vault(store)).id, sha256(b"another").digest())
    near = await vault(store)
    near = near._replace(auth=near.auth[:-1] + bytes([near.auth[-1] ^ 1]))
    nobody = BoxRequest(secrets.token_bytes(16), sha256(b"nobody").digest())
    calls = [
        sync_of(one, put()),
        sync_of(two, put(), today=NEXT_MONTH),
        sync_of(shared, put()),
        sync_of(shared, put()),
        sync_of(held, put(id=known), cursor=1),
        sync_of(held, put(id=known, sealed=SEALED[:-1] + b"x"), cursor=1),
        sync_of(full, put(), cursor=3),
        sync_of(gone, put()),
        sync_of(wrong, put()),
        sync_of(near, put()),
        sync_of(nobody, put()),
        sync_of(await vault(store), put(), of="00" * 16),
        sync_of(await vault(store), put(), cursor=7),
        sync_of(await vault(store), put(version=3)),
        sync_of(await vault(store), put(sealed=b"\x02" + SEALED[1:])),
        sync_of(await vault(store), put(), put()),
        sync_of(await vault(store), put(sealed=b"\x01" + bytes(28 + 16_384))),
        sync_of(poll),
    ]
    calls.sort(key=lambda call: call.box.id)

    def compare(session: Session) -> tuple[list[Any], ...]:
        session.execute(text("SAVEPOINT before"))
        alone = [sync(session, call) for call in calls]
        after_alone = tables(session)
        session.execute(text("ROLLBACK TO before"))
        together = sync_together(session, calls)
        return alone, after_alone, together, tables(session)

    alone, after_alone, together, after_together = await store.write(compare)
    assert together == alone
    assert after_together == after_alone
    answers = [answer for answer in together if isinstance(answer, SyncAnswer)]
    assert sum(len(answer.accepted) for answer in answers) == 7
    assert sum(len(answer.conflicts) for answer in answers) == 2
    assert sorted(refused.type for answer in answers for refused in answer.refused) == [
        *("bad-seal", "vault-full", "vault-full"),
    ]
    assert {answer for answer in together if isinstance(answer, Refusal)} == {Refusal.NO_SUCH_BOX, Refusal.BOX_DELETED}


async def test_those_that_wait_are_done_together_and_each_gets_its_own_answer(store: Store) -> None:
    log = (await store.read(epoch_id)).hex()
    boxes = [await vault(store) for _ in range(40)]
    sizes: list[int] = []

    def counted(session: Session, calls: Sequence[SyncRequest]) -> list[SyncAnswer | Refusal]:
        sizes.append(len(calls))
        return sync_together(session, calls)

    puts = [put() for _ in boxes]
    with held() as first:
        holding = asyncio.create_task(store.write(first.around(lambda _session: None)))
        await first.reached()
        waiting = asyncio.gather(
            *(
                store.write(Coalesced(sync, counted, SyncRequest(box, Sync(log, 0, [one]), LIMITS, TODAY)), box.id)
                for box, one in zip(boxes, puts, strict=True)
            )
        )
        await asyncio.sleep(0)
        first.let_go()
        await holding
        answers = await waiting
    assert sizes == [len(boxes)]
    assert [answer.accepted for answer in answers if isinstance(answer, SyncAnswer)] == [[one.id] for one in puts]


async def test_one_that_breaks_spoils_nothing_of_the_others(store: Store) -> None:
    log = (await store.read(epoch_id)).hex()
    boxes = [await vault(store) for _ in range(8)]

    def broken(_session: Session) -> SyncAnswer | Refusal:
        raise ValueError

    requests = [SyncRequest(box, Sync(log, 0, [put()]), LIMITS, TODAY) for box in boxes]
    answers = await asyncio.gather(
        *(store.write(Coalesced(sync, sync_together, request), request.box.id) for request in requests),
        store.write(broken, boxes[3].id),
        return_exceptions=True,
    )
    assert isinstance(answers.pop(), ValueError)
    assert all(isinstance(answer, SyncAnswer) and len(answer.accepted) == 1 for answer in answers)
