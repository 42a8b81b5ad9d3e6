"""Fixtures of the nudges: a push service, a push sender whose clock the test sets, and channels to fill."""

import random
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from math import ceil, inf
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from prometheus_client import CollectorRegistry
from pyreqwest.client import Client
from sqlalchemy import func, select, update
from sqlmodel import Session, col

from selfhelp.boxes import BoxRequest, Outcome, Refusal, Tombstones, month_of
from selfhelp.http.problems import FieldError
from selfhelp.notify import service as channels
from selfhelp.notify.backlog import BacklogMonitor
from selfhelp.notify.delivery import Delivery, client_builder
from selfhelp.notify.keys import Keys
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.prepare import AHEAD
from selfhelp.notify.put import put_channel
from selfhelp.notify.recurrence import NudgeRow
from selfhelp.notify.rows import nudges_of
from selfhelp.notify.schema import ChannelIn, ChannelOut, NudgeIn
from selfhelp.notify.sender import PushSender
from selfhelp.notify.subscription import Composer, LockScreenText, allow_list
from selfhelp.notify.tables import Channel, Nudge, Outbox
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.notify.push_service import Device, PushService

OSLO = ZoneInfo("Europe/Oslo")
DAILY_AT_EIGHT = {"kind": "daily", "at": "20:00", "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}


def words(locale: str, kind: str) -> LockScreenText:
    return LockScreenText("Fotfeste", {"nb": "Tid for en liten pause?", "en": "Time for a short break?"}[locale])


def nudge(**chosen: Any) -> NudgeIn:
    """A nudge with a new id."""
    return NudgeIn(**{"id": secrets.token_hex(8)} | chosen)


Work: TypeAlias = Callable[[Session], Outcome | Refusal | list[FieldError]]


def coming(session: Session) -> float:
    """When there is something to prepare or to send."""
    prepared = session.execute(select(func.min(Nudge.next_at))).scalar()
    sent = session.execute(select(func.min(Outbox.not_before))).scalar()
    return min(inf if prepared is None else prepared - AHEAD.total_seconds(), inf if sent is None else sent)


@dataclass
class PushHarness:
    """A store, a push sender and a push service, on a clock that stands still until the test moves it."""

    store: Store
    keys: Keys
    tombstones: Tombstones
    push: PushService
    client: Client
    registry: CollectorRegistry
    seconds: float
    jumped: float = 0
    made: int = 0
    composer: Composer = field(default_factory=lambda: Composer(words, "http://localhost:8000/#/today"))

    def __post_init__(self) -> None:
        self.sender = self._sender(self.client)
        self.watch = BacklogMonitor(
            self.store,
            self.sender.circuits,
            self.sender.alarms,
            PushMetrics(CollectorRegistry()),
            lambda: self.seconds,
            self.sender.silent_for,
        )

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    @asynccontextmanager
    async def another_sender(self, client: Client | None = None) -> AsyncIterator[PushSender]:
        """A second process's sender."""
        client = client or client_builder(self.push.ca).build()
        try:
            yield self._sender(client)
        finally:
            await client.close()

    def _sender(self, client: Client) -> PushSender:
        delivery = Delivery(
            self.keys,
            allow_list(localhost=True),
            "mailto:operator@example.org",
            client,
            PushMetrics(CollectorRegistry() if hasattr(self, "sender") else self.registry),
            clock=lambda: self.seconds,
            elapsed=lambda: self.seconds - self.jumped,
            chance=random.Random(1),
        )
        return PushSender(self.store, self.composer, delivery)

    def at(self, text: str) -> None:
        """Set the clock: local time in Oslo, winter."""
        self.seconds = (datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=1)).timestamp()

    def pass_by(self, **span: float) -> None:
        self.seconds += timedelta(**span).total_seconds()

    def jump(self, **span: float) -> None:
        """Somebody sets the clock of the machine; no time passes."""
        by = timedelta(**span).total_seconds()
        self.seconds += by
        self.jumped += by

    async def put(
        self,
        device: Device,
        *nudges: NudgeIn,
        box: BoxRequest | None = None,
        around: Callable[[Work], Work] = lambda work: work,
        **other: Any,
    ) -> tuple[BoxRequest, Outcome | Refusal | list[FieldError]]:
        """PUT a channel for `device`; the box, and what came of it. `around` may wrap what runs in the transaction."""
        if box is None:  # The same ids in every run, so that the spread is the same.
            self.made += 1
            box = BoxRequest(self.made.to_bytes(16), secrets.token_bytes(32))
        given = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
        body = ChannelIn(**given | {"timezone": "Europe/Oslo", "locale": "nb", "nudges": list(nudges)} | other)
        request = read_channel(body, allow_list(localhost=True), {"nb", "en"})
        assert not isinstance(request, list), request
        work = partial(put_channel, box=box, request=request, now=self.now, keys=self.keys, tombstones=self.tombstones)
        return box, await self.store.write(around(work), box.id)

    async def channel(self, *nudges: NudgeIn, device: Device | None = None) -> tuple[BoxRequest, Device]:
        """A new channel with these nudges."""
        device = device or self.push.subscribe()
        box, outcome = await self.put(device, *nudges)
        assert outcome is Outcome.MADE
        return box, device

    async def show(self, box: BoxRequest) -> ChannelOut:
        found = await self.store.read(partial(channels.show, box=box))
        assert isinstance(found, ChannelOut)
        return found

    async def row(self, box: BoxRequest) -> dict[str, Any]:
        """The channel's row."""

        def fetch(session: Session) -> dict[str, Any]:
            table = Channel.__table__  # type: ignore[attr-defined]
            return dict(session.execute(select(table).where(table.c.id == box.id)).mappings().one())

        return await self.store.read(fetch)

    async def known(self, months: int = 2) -> None:
        """The push service has taken a message for every channel that is there; they were made in so many months."""
        this_month = month_of(self.now)

        def age(session: Session) -> None:
            for place, channel in enumerate(session.execute(select(col(Channel.id))).scalars().all()):
                values = {"last_answer": 201, "created": this_month - place % months}
                session.execute(update(Channel).where(col(Channel.id) == channel).values(values))

        await self.store.write(age)

    async def nudges(self, box: BoxRequest) -> list[NudgeRow]:
        return await self.store.read(lambda session: nudges_of(session, box.id, lock=False))

    async def outbox(self) -> list[dict[str, Any]]:
        """Every row of the outbox."""

        def fetch(session: Session) -> list[dict[str, Any]]:
            table = Outbox.__table__  # type: ignore[attr-defined]
            return [dict(row) for row in session.execute(select(table).order_by(table.c.due)).mappings()]

        return await self.store.read(fetch)

    async def prepare(self) -> int:
        return await self.sender.prepare()

    async def send(self) -> int:
        return await self.sender.send()

    async def run_until(self, end: str, step: float = 300) -> None:
        """Let the clock go, and prepare and send on the way, at those of its steps at which there is anything to do."""
        last = (datetime.fromisoformat(end).replace(tzinfo=UTC) - timedelta(hours=1)).timestamp()
        while self.seconds < last:
            idle = min(await self.store.read(coming), last) - self.seconds
            self.seconds = min(self.seconds + max(ceil(idle / step), 1) * step, last)
            await self.prepare()
            await self.send()

    def rung(self) -> list[tuple[str, str]]:
        """Kind and date in Oslo of what arrived, in order."""
        return [
            (got.notification["data"]["kind"], datetime.fromtimestamp(got.at, OSLO).date().isoformat())
            for got in self.push.received
        ]

    async def opened(self, box: BoxRequest) -> None:
        """The app is opened: as the route does, without a write when nothing would change."""
        if not await self.store.read(partial(channels.is_seen, box=box, now=self.now)):
            await self.store.write(partial(channels.seen, box=box, now=self.now), box.id)

    async def coming(self, box: BoxRequest) -> list[str | None]:
        """For each nudge the date that it rings for next."""
        return [row.next_nominal for row in await self.nudges(box)]

    def alarms(self, reason: str) -> float:
        return self.registry.get_sample_value("selfhelp_push_alarms_total", {"reason": reason}) or 0


@pytest.fixture(scope="session")
def push_service() -> Iterator[PushService]:
    """One for all tests of a worker: to stop it takes a sixth of a second."""
    with PushService() as service:
        yield service


@pytest.fixture
def push(push_service: PushService) -> Iterator[PushService]:
    """A push service; at the end it must not have complained."""
    push_service.forget()
    yield push_service
    assert push_service.complaints == []
    assert push_service.others == []


@pytest.fixture
async def harness(store: Store, settings: Settings, push: PushService) -> AsyncIterator[PushHarness]:
    """Everything open, at noon of Wednesday, 3 February 2027 in Oslo."""
    keys = Keys.load(settings.data / "keys")
    tombstones = Tombstones(settings.data / "graves")
    async with client_builder(push.ca).build() as client:
        opened = PushHarness(store, keys, tombstones, push, client, CollectorRegistry(), 0)
        push.clock = lambda: opened.seconds
        opened.at("2027-02-03T12:00")
        yield opened
