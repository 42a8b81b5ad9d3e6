"""Somebody with a vault, a channel and a thread at a server that is whole, and what waits to ring there."""

import secrets
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome, month_of
from selfhelp.coach import inbox, messages, threads
from selfhelp.coach.schema import AnswerIn, EnvelopeIn, MessageIn
from selfhelp.diary import service as diary
from selfhelp.notify.put import put_channel
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import read_channel
from selfhelp.runtime import Runtime
from tests.coach.seeds import COACH, COACH_SECRET, auth
from tests.hostile.samples import channel_body

SEALED: Final = b"\x01" + bytes(284)


class Somebody:
    """A person's vault, channel and thread."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.vault, self.channel, self.thread = (
            BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32)) for _ in range(3)
        )

    async def arrive(self) -> "Somebody":
        now, store = datetime.now(UTC), self.runtime.store
        await store.write(partial(diary.create_vault, box=self.vault, month=month_of(now)), self.vault.id)
        request = read_channel(ChannelIn(**channel_body() | {"nudges": []}), allow_list(), {"nb", "en"})
        assert not isinstance(request, list)
        channel = partial(
            put_channel,
            box=self.channel,
            request=request,
            now=now,
            keys=self.runtime.services.keys,
            tombstones=self.runtime.tombstones,
        )
        assert await store.write(channel, self.channel.id) is Outcome.MADE
        envelopes = [EnvelopeIn(COACH, bytes(113))]
        made = await store.write(partial(threads.put, box=self.thread, envelopes=envelopes, now=now), self.thread.id)
        assert made is Outcome.MADE
        await store.write(partial(messages.post, box=self.thread, asked=MessageIn(1, SEALED), now=now), self.thread.id)
        return self

    async def be_told(self) -> "Somebody":
        work = partial(threads.tell, box=self.thread, channel=self.channel.id, notifier=self.runtime.services.notifier)
        assert await self.runtime.store.write(work, self.thread.id) is None
        return self

    async def be_answered(self, n: int = 1) -> None:
        work = partial(
            inbox.answer,
            box=BoxRequest(bytes.fromhex(COACH), auth(COACH_SECRET)),
            thread=self.thread.id,
            asked=AnswerIn(n, SEALED),
            now=datetime.now(UTC),
            notifier=self.runtime.services.notifier,
        )
        assert isinstance(await self.runtime.store.write(work, self.thread.id), messages.Stored)


async def outbox(runtime: Runtime) -> list[dict[str, Any]]:
    def fetch(session: Session) -> list[dict[str, Any]]:
        return [dict(row) for row in session.execute(text("SELECT channel, kind FROM outbox")).mappings()]

    return await runtime.store.read(fetch)
