"""A person and coaches as the server sees them: ids, secrets, and bytes that say nothing."""

import base64
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from selfhelp.coach import coaches
from selfhelp.store import Store

NINETY_DAYS: Final = timedelta(days=90)
BY_ANY_CLOCK: Final = timedelta(days=36_500)
"""Of a certificate that is looked at by the machine's clock, not by the test's."""


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def sealed(bucket: int = 0) -> str:
    """A message as a device seals it: the suite, then noise, in one of the nine lengths."""
    return b64(b"\x01" + secrets.token_bytes(28 + 256 * 2**bucket))


def sealed_note(bucket: int = 0) -> str:
    return b64(b"\x04" + secrets.token_bytes(80 + 256 * 2**bucket))


def public_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def problem(answer: httpx.Response) -> tuple[int, str, list[str]]:
    """Status, name and named fields of a problem document."""
    document = answer.json()
    fields = [error["field"] for error in document.get("errors", [])]
    return answer.status_code, document["type"].removeprefix("/problems/"), fields


@dataclass
class Clock:
    """The time of the server under test."""

    now: datetime = datetime(2027, 2, 3, 11, tzinfo=UTC)

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)

    @property
    def today(self) -> str:
        return self.now.date().isoformat()


@dataclass
class Caller:
    """Somebody with an id and a secret."""

    api: httpx.AsyncClient
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    async def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        return await self.api.request(method, path, headers={"Authorization": f"Bearer {self.secret}"}, **more)


@dataclass
class Person(Caller):
    """A person's thread."""

    async def ask(self, method: str, tail: str = "", **more: Any) -> httpx.Response:
        return await self.call(method, f"/api/threads/{self.id}{tail}", **more)

    async def open(self, *coaches: "CoachDevice", expected: int = 201) -> "Person":
        envelopes = [{"coach": coach.id, "sealed": b64(secrets.token_bytes(113))} for coach in coaches]
        answer = await self.ask("PUT", json={"envelopes": envelopes})
        assert answer.status_code == expected, answer.text
        return self

    async def write(self, n: int, text: str | None = None, **more: Any) -> httpx.Response:
        return await self.ask("POST", "/messages", json={"n": n, "sealed": sealed() if text is None else text} | more)

    async def seen(self, after: int | None = None) -> dict[str, Any]:
        answer = await self.ask("GET", params={} if after is None else {"after": after})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def read(self, seq: int) -> httpx.Response:
        return await self.ask("POST", "/read", json={"seq": seq})


@dataclass
class CoachDevice(Caller):
    """A coach's device."""

    key: bytes = field(default_factory=public_key)

    async def ask(self, method: str, tail: str = "", **more: Any) -> httpx.Response:
        return await self.call(method, f"/api/coaches/{self.id}{tail}", **more)

    async def enrol(self, invitation: str) -> httpx.Response:
        return await self.ask("PUT", json={"invitation": invitation, "public_key": b64(self.key)})

    async def inbox(self, after: str | None = None) -> dict[str, Any]:
        answer = await self.ask("GET", "/threads", params={} if after is None else {"after": after})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def in_thread(self, thread: Person, method: str, tail: str = "", **more: Any) -> httpx.Response:
        return await self.ask(method, f"/threads/{thread.id}{tail}", **more)

    async def seen(self, thread: Person, **asked: int) -> dict[str, Any]:
        answer = await self.in_thread(thread, "GET", params=asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def answer(self, thread: Person, n: int, text: str | None = None, **more: Any) -> httpx.Response:
        body = {"n": n, "sealed": sealed() if text is None else text} | more
        return await self.in_thread(thread, "POST", "/messages", json=body)

    async def note(self, thread: Person, n: int, *to: "CoachDevice", text: str | None = None) -> httpx.Response:
        envelopes = [{"coach": coach.id, "sealed": sealed_note() if text is None else text} for coach in to]
        return await self.in_thread(thread, "POST", "/notes", json={"n": n, "envelopes": envelopes})


@dataclass
class Practice:
    """The operator, the coaches and whoever comes."""

    api: httpx.AsyncClient
    store: Store
    clock: Clock

    async def invite(self, label: str = "A", **span: float) -> str:
        until = self.clock.now + timedelta(**span or {"hours": 48})
        return await self.store.write(partial(coaches.invite, label=label, until=int(until.timestamp())))

    async def waiting_coach(self) -> CoachDevice:
        coach = CoachDevice(self.api)
        answer = await coach.enrol(await self.invite())
        assert answer.status_code == 201, answer.text
        return coach

    async def certify(self, coach: CoachDevice, span: timedelta = NINETY_DAYS) -> bool:
        expires = int((self.clock.now + span).timestamp())
        work = partial(
            coaches.certify, coach_id=bytes.fromhex(coach.id), certificate=secrets.token_bytes(64), expires=expires
        )
        return await self.store.write(work)

    async def coach(self, span: timedelta = NINETY_DAYS) -> CoachDevice:
        coach = await self.waiting_coach()
        assert await self.certify(coach, span)
        return coach

    async def revoke(self, coach: CoachDevice) -> bool:
        return await self.store.write(partial(coaches.revoke, coach_id=bytes.fromhex(coach.id)))

    async def person(self, *coaches: CoachDevice) -> Person:
        return await Person(self.api).open(*coaches)
