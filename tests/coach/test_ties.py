"""What a copy of the database tells of who belongs to whom: nothing, unless a person chose to be told of answers.

The whole runtime, as it serves: a vault, a channel and a thread of one person, an answer, and what rings for it.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import LargeBinary, select
from sqlmodel import Session, SQLModel

from selfhelp.boxes import BoxRequest, Refusal
from selfhelp.coach import messages
from selfhelp.runtime import Runtime
from tests.coach.tied import Somebody, outbox

pytestmark = [pytest.mark.slow, pytest.mark.pure]


def places(session: Session, wanted: bytes) -> Iterator[str]:
    """Every column of bytes in which these 16 bytes stand, or a part of something longer is them."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, LargeBinary):
                for (value,) in session.execute(select(column).where(column.is_not(None))):
                    if wanted in bytes(value):
                        yield f"{table.name}.{column.name}"


async def where(runtime: Runtime, box: BoxRequest) -> set[str]:
    return await runtime.store.read(lambda session: set(places(session, box.id)))


async def test_no_table_of_one_box_names_another(runtime: Runtime) -> None:
    somebody = await Somebody(runtime).arrive()
    await somebody.be_answered()
    assert await where(runtime, somebody.vault) == {"vault.id"}
    assert await where(runtime, somebody.channel) == {"channel.id"}
    assert await where(runtime, somebody.thread) == {"thread.id", "envelope.thread", "message.thread", "opening.thread"}
    assert await outbox(runtime) == []


async def test_whoever_chose_to_be_told_ties_one_channel_to_one_thread_and_no_vault(runtime: Runtime) -> None:
    somebody, other = await (await Somebody(runtime).arrive()).be_told(), await Somebody(runtime).arrive()
    for one in (somebody, other):
        await one.be_answered()
    assert await where(runtime, somebody.channel) == {"channel.id", "thread.channel", "outbox.channel"}
    assert await where(runtime, somebody.thread) == {"thread.id", "envelope.thread", "message.thread", "opening.thread"}
    assert await where(runtime, somebody.vault) == {"vault.id"}
    assert await where(runtime, other.channel) == {"channel.id"}
    (row,) = await outbox(runtime)
    assert (row["kind"], bytes(row["channel"])) == ("coach", somebody.channel.id)


async def test_an_answer_and_what_rings_for_it_are_stored_together_or_not_at_all(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = await (await Somebody(runtime).arrive()).be_told()

    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("no words")

    with monkeypatch.context() as patched:
        patched.setattr(type(runtime.services.composer), "compose", broken)
        with pytest.raises(RuntimeError, match="no words"):
            await somebody.be_answered()
    assert await outbox(runtime) == []
    shown = await runtime.store.read(
        partial(messages.show, box=somebody.thread, after=0, notifier=runtime.services.notifier)
    )
    assert not isinstance(shown, Refusal)
    assert [one.from_ for one in shown.messages] == ["u"]
    await somebody.be_answered()
    assert len(await outbox(runtime)) == 1
