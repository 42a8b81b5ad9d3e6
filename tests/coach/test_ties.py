"""What a copy of the database tells of who belongs to whom: nothing, unless a person chose to be told of answers.

The whole house, as it serves: a vault, a channel and a thread of one person, an answer, and what rings for it.
"""

import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import LargeBinary, select, text
from sqlmodel import Session, SQLModel

from selfhelp.boxes import BoxRequest, Refusal, month_of
from selfhelp.coach import inbox, messages, threads
from selfhelp.coach.schema import AnswerIn, EnvelopeIn, MessageIn
from selfhelp.diary import service as diary
from selfhelp.house import House, opened
from selfhelp.notify.endpoint import allow_list
from selfhelp.notify.put import Outcome, put
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.wish import read_channel
from selfhelp.settings import Settings
from tests.coach.seeds import COACH, COACH_SECRET, auth, seed
from tests.hostile.samples import channel_body

SEALED: Final = b"\x01" + bytes(284)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    seed(settings)
    async with opened(settings, CollectorRegistry()) as house:
        yield house


class Somebody:
    """A person's vault, channel and thread."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.vault, self.channel, self.thread = (
            BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32)) for _ in range(3)
        )

    async def arrive(self) -> "Somebody":
        now, store = datetime.now(UTC), self.house.store
        await store.write(partial(diary.create_vault, box=self.vault, month=month_of(now)), self.vault.id)
        wish = read_channel(ChannelIn(**channel_body() | {"nudges": []}), allow_list(), {"nb", "en"})
        assert not isinstance(wish, list)
        channel = partial(
            put, box=self.channel, wish=wish, now=now, keys=self.house.office.keys, graves=self.house.graves
        )
        assert await store.write(channel, self.channel.id) is Outcome.MADE
        envelopes = [EnvelopeIn(COACH, bytes(113))]
        made = await store.write(partial(threads.put, box=self.thread, envelopes=envelopes, now=now), self.thread.id)
        assert made is threads.Outcome.MADE
        await store.write(partial(messages.post, box=self.thread, asked=MessageIn(1, SEALED), now=now), self.thread.id)
        return self

    async def be_told(self) -> "Somebody":
        work = partial(threads.tell, box=self.thread, channel=self.channel.id, bell=self.house.office.bell)
        assert await self.house.store.write(work, self.thread.id) is None
        return self

    async def be_answered(self, n: int = 1) -> None:
        work = partial(
            inbox.answer,
            box=BoxRequest(bytes.fromhex(COACH), auth(COACH_SECRET)),
            thread=self.thread.id,
            asked=AnswerIn(n, SEALED),
            now=datetime.now(UTC),
            bell=self.house.office.bell,
        )
        assert isinstance(await self.house.store.write(work, self.thread.id), messages.Stored)


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


async def outbox(house: House) -> list[dict[str, Any]]:
    def fetch(session: Session) -> list[dict[str, Any]]:
        return [dict(row) for row in session.execute(text("SELECT channel, kind FROM outbox")).mappings()]

    return await house.store.read(fetch)
