"""What a copy of the database tells of who belongs to whom: nothing, unless a person chose to be told of answers.

The whole house, as it serves: a vault, a channel and a thread of one person, an answer, and what rings for it.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import LargeBinary, select
from sqlmodel import Session, SQLModel

from selfhelp.boxes import BoxRequest, Refusal
from selfhelp.coach import messages
from selfhelp.runtime import House
from tests.coach.tied import Somebody, outbox

pytestmark = pytest.mark.slow


def places(session: Session, wanted: bytes) -> Iterator[str]:
    """Every column of bytes in which these 16 bytes stand, or a part of something longer is them."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, LargeBinary):
                for (value,) in session.execute(select(column).where(column.is_not(None))):
                    if wanted in bytes(value):
                        yield f"{table.name}.{column.name}"


async def where(house: House, box: BoxRequest) -> set[str]:
    return await house.store.read(lambda session: set(places(session, box.id)))


async def test_no_table_of_one_box_names_another(house: House) -> None:
    somebody = await Somebody(house).arrive()
    await somebody.be_answered()
    assert await where(house, somebody.vault) == {"vault.id"}
    assert await where(house, somebody.channel) == {"channel.id"}
    assert await where(house, somebody.thread) == {"thread.id", "envelope.thread", "message.thread", "opening.thread"}
    assert await outbox(house) == []


async def test_whoever_chose_to_be_told_ties_one_channel_to_one_thread_and_no_vault(house: House) -> None:
    somebody, other = await (await Somebody(house).arrive()).be_told(), await Somebody(house).arrive()
    for one in (somebody, other):
        await one.be_answered()
    assert await where(house, somebody.channel) == {"channel.id", "thread.channel", "outbox.channel"}
    assert await where(house, somebody.thread) == {"thread.id", "envelope.thread", "message.thread", "opening.thread"}
    assert await where(house, somebody.vault) == {"vault.id"}
    assert await where(house, other.channel) == {"channel.id"}
    (row,) = await outbox(house)
    assert (row["kind"], bytes(row["channel"])) == ("coach", somebody.channel.id)


async def test_an_answer_and_what_rings_for_it_are_stored_together_or_not_at_all(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = await (await Somebody(house).arrive()).be_told()

    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("no words")

    with monkeypatch.context() as patched:
        patched.setattr(type(house.office.composer), "compose", broken)
        with pytest.raises(RuntimeError, match="no words"):
            await somebody.be_answered()
    assert await outbox(house) == []
    shown = await house.store.read(partial(messages.show, box=somebody.thread, after=0, bell=house.office.bell))
    assert not isinstance(shown, Refusal)
    assert [one.from_ for one in shown.messages] == ["u"]
    await somebody.be_answered()
    assert len(await outbox(house)) == 1
