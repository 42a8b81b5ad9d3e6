"""`coach erase` beside what a server has written, on both databases: the thread, and what waits to be told of it."""

import asyncio
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from selfhelp.boxes import Refusal
from selfhelp.coach import messages, threads
from selfhelp.notify.keys import CHANNEL_FILE
from selfhelp.notify.services import keys_folder
from selfhelp.runtime import Runtime
from tests.coach.operator import Operator
from tests.coach.tied import Somebody, outbox
from tests.conftest import ON_BOTH, with_settings

pytestmark = [pytest.mark.slow, pytest.mark.pure]

TABLES = ("thread", "envelope", "message", "opening", "note")


@pytest.fixture
def operator(
    runtime: Runtime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Operator:
    return Operator(tmp_path, with_settings(runtime.settings, content=tmp_path / "content"), monkeypatch, capsys)


async def counted(runtime: Runtime) -> list[int]:
    return await runtime.store.read(
        lambda session: [session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]
    )


async def two_who_are_told(runtime: Runtime) -> tuple[Somebody, Somebody]:
    """Two threads with an answer each, tied to one channel."""
    kept, gone = await Somebody(runtime).arrive(), await Somebody(runtime).arrive()
    gone.channel = kept.channel
    for one in (kept, gone):
        await (await one.be_told()).be_answered()
    assert len(await outbox(runtime)) == 2
    return kept, gone


@ON_BOTH
async def test_what_waits_for_the_threads_channel_goes_with_it_and_nothing_else(
    runtime: Runtime,
    operator: Operator,
) -> None:
    kept, gone = await two_who_are_told(runtime)
    before = await counted(runtime)
    asked = await asyncio.to_thread(operator.done, "erase", gone.thread.id.hex(), "--dry-run")
    assert "with 2 messages" in asked.out
    assert "is cancelled" in asked.out
    assert (await counted(runtime), len(await outbox(runtime))) == (before, 2)
    await asyncio.to_thread(operator.done, "erase", gone.thread.id.hex())
    assert len(await outbox(runtime)) == 1
    assert await counted(runtime) == [before[0] - 1, before[1] - 1, before[2] - 2, before[3] - 1, 0]
    shown = partial(messages.show, after=0, notifier=runtime.services.notifier)
    assert await runtime.store.read(partial(shown, box=gone.thread)) is Refusal.BOX_DELETED
    there = await runtime.store.read(partial(shown, box=kept.thread))
    assert not isinstance(there, Refusal)
    assert there.tell
    read = partial(threads.read, box=kept.thread, seq=2, notifier=runtime.services.notifier)
    assert await runtime.store.write(read, kept.thread.id) is None
    assert await outbox(runtime) == []


async def test_a_thread_that_names_no_channel_needs_no_key(runtime: Runtime, operator: Operator) -> None:
    somebody = await Somebody(runtime).arrive()
    (keys_folder(runtime.settings) / CHANNEL_FILE).write_bytes(b"?")
    await asyncio.to_thread(operator.done, "erase", somebody.thread.id.hex())
    assert await counted(runtime) == [1, 1, 0, 0, 0]  # the thread of the seeds


async def test_without_the_key_that_tells_the_push_nothing_is_erased(runtime: Runtime, operator: Operator) -> None:
    _, gone = await two_who_are_told(runtime)
    before = await counted(runtime)
    (keys_folder(runtime.settings) / CHANNEL_FILE).write_bytes(b"?")
    said = await asyncio.to_thread(operator.refused, "erase", gone.thread.id.hex())
    assert said.endswith("must hold exactly 32 bytes. Nothing was deleted.\n")
    assert (await counted(runtime), len(await outbox(runtime))) == (before, 2)
    assert not list(runtime.tombstones.hashes())


async def test_a_pack_that_cannot_be_read_keeps_no_thread(
    runtime: Runtime,
    operator: Operator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    somebody = await Somebody(runtime).arrive()
    operator.author.write("pack.toml", "?")
    await asyncio.to_thread(operator.done, "erase", somebody.thread.id.hex())
    assert len(list(runtime.tombstones.hashes())) == 1


@ON_BOTH
async def test_what_the_driver_says_is_told_in_words(
    runtime: Runtime,
    operator: Operator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def met(*_: object) -> None:
        raise psycopg.errors.DeadlockDetected

    somebody = await Somebody(runtime).arrive()
    monkeypatch.setattr(threads, "erase", met)
    said = await asyncio.to_thread(operator.refused, "erase", somebody.thread.id.hex())
    assert "The database is busy" in said
