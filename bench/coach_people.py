"""2,000 threads and 50 coaches, for `bench.coach`: sealed by the protocol's second implementation (tests/reference),
each thread to every coach as the app does it, and put into a database by the server's own functions."""

import asyncio
import random
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome, month_of
from selfhelp.boxes.sealed import SEALED_LENGTHS
from selfhelp.coach import certificate, coaches, inbox, messages, threads
from selfhelp.coach.schema import AnswerIn, EnvelopeIn
from selfhelp.diary.schema import Put, Sync
from selfhelp.diary.service import create_vault
from selfhelp.diary.sync import Allowance, Limits, SyncRequest, sync
from selfhelp.organisation import public_of
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.reference.thread import Thread

THREADS: Final = 2_000
COACHES: Final = 50
LONG: Final = 21
"""Messages of the threads that are read; the others have 1 to 9."""

READ: Final = 16
"""So many threads are as long; the first of them waits longest."""

PUTS: Final = 100
WITHOUT_LIMIT: Final = Limits(Allowance(10**9, 10**12), Allowance(10**9, 10**12))

_WORDS: Final = re.findall(
    r"\w+",
    "jeg vet ikke hvor jeg skal begynne men det har gått for langt igjen og jeg vil slutte før noen merker det "
    "kveldene er verst når huset er stille og jeg har lovet meg selv det samme så mange ganger",
)


class Known(NamedTuple):
    """A coach whose device is not of this process: the server's id in hex, and the public key."""

    id: str
    public_key: bytes


@dataclass
class Coach:
    """A coach whose secret and key are known here."""

    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def box(self) -> BoxRequest:
        return BoxRequest(self.id, sha256(self.secret).digest())


class Said(NamedTuple):
    """One message as it was sealed: so many days ago, by the person or a coach."""

    days: int
    coach: Coach | None
    n: int
    sealed: bytes


@dataclass
class Written:
    """A thread with everything that was sealed in it."""

    thread: Thread
    envelopes: list[EnvelopeIn]
    said: list[Said]

    @property
    def box(self) -> BoxRequest:
        return BoxRequest(self.thread.id, sha256(self.thread.auth).digest())


class NoNotifier:
    """No thread here is tied to a channel."""

    def exists(self, session: Session, channel: bytes) -> bool:
        return False

    def is_heard(self, session: Session, channel: bytes) -> bool:
        return False

    def notify(self, session: Session, channel: bytes, about: bytes, now: datetime) -> bool:
        return False

    def cancel(self, session: Session, channel: bytes, about: bytes) -> None:
        return None


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(12, 70))).capitalize() + "."


def _said(chance: random.Random, number: int, staff: Sequence[Coach], thread: Thread) -> Iterator[Said]:
    """The first waits longest; of the others every second one has been answered."""
    count = LONG if number < READ else chance.randint(1, 9)
    days = 25 if number == 0 else chance.randint(1, 24)
    waits = number < READ or number % 2 == 0
    u = c = 0
    for at in range(count):
        by_coach = at > 0 and (count - at) % 2 == (0 if waits else 1)
        ago = days + (count - 1 - at) // 2
        text = _text(chance)
        if by_coach:
            c += 1
            content: dict[str, Any] = {"kind": "text", "name": "Kari", "text": text}
            yield Said(ago, chance.choice(staff), c, thread.seal("c", c, content))
        else:
            u += 1
            content = {"kind": "text", "text": text}
            if u == 1:
                alias = f"Rolig bjørk {number}"
                about = ["start"]
                content = {"kind": "opening", "alias": alias, "programme": "stop", "locale": "nb", "about": about}
                content["text"] = text
            yield Said(ago, None, u, thread.seal("u", u, content))


def seal(staff: Sequence[Coach], others: Sequence[Known], count: int) -> Iterator[Written]:
    """So many threads, for the `staff` and `others`."""
    chance = random.Random(6)
    keys = [(coach.id.hex(), public_of(coach.key)) for coach in staff] + [(one.id, one.public_key) for one in others]
    for number in range(count):
        thread = Thread(secrets.token_bytes(32))
        envelopes = [EnvelopeIn(id_, thread.envelope(key)) for id_, key in keys]
        yield Written(thread, envelopes, list(_said(chance, number, staff, thread)))


async def hire(
    store: Store, organisation: ec.EllipticCurvePrivateKey, some: Sequence[tuple[BoxRequest, bytes]]
) -> None:
    """Invitations, keys and certificates for coaches with these boxes and public keys."""
    now = datetime.now(UTC)

    def one(session: Session, box: BoxRequest, key: bytes) -> None:
        invitation = bytes.fromhex(coaches.invite(session, "", int(now.timestamp()) + 3600))
        coaches.enrol(session, box, invitation, key, now)
        signed = certificate.sign(organisation, key, certificate.end(now, 90))
        coaches.certify(session, box.id, signed.signature, signed.expires)

    for box, key in some:
        await store.write(partial(one, box=box, key=key), box.id)


def _write(session: Session, written: Written, today: datetime) -> None:
    def at(days: int) -> datetime:
        return today - timedelta(days=days)

    made = threads.put(session, written.box, written.envelopes, today)
    if made is not Outcome.MADE:
        raise RuntimeError(f"a thread was refused: {made}")
    for said in written.said:
        asked = AnswerIn(said.n, said.sealed)
        kept = (
            messages.post(session, written.box, asked, at(said.days))
            if said.coach is None
            else inbox.answer(session, said.coach.box, written.thread.id, asked, at(said.days), NoNotifier())
        )
        if not isinstance(kept, messages.Stored):
            raise RuntimeError(f"a message was refused: {kept}")


async def fill(settings: Settings, every: Sequence[Written]) -> None:
    """Put them into the database of `settings`, which has the coaches."""
    store = await Store.open(settings)
    today = datetime.now(UTC)
    try:
        for first in range(0, len(every), 64):
            some = every[first : first + 64]
            work = [store.write(partial(_write, written=one, today=today), one.thread.id) for one in some]
            await asyncio.gather(*work)
    finally:
        await store.close()


def as_heavy(items: int, total: int) -> list[int]:
    """Lengths of so many sealed records that come to `total` bytes together, or nearly."""
    ordered = sorted(SEALED_LENGTHS)
    small = max(length for length in ordered if length <= max(total / items, ordered[0]))
    large = ordered[min(ordered.index(small) + 1, len(ordered) - 1)]
    more = min(max(round((total - items * small) / (large - small)), 0), items)
    return [large] * more + [small] * (items - more)


async def make_vault(store: Store, log: str, lengths: Sequence[int]) -> tuple[str, str]:
    """A vault with a record of each length; id and secret in hex."""
    box_id, secret = secrets.token_bytes(16), secrets.token_bytes(32)
    box, today = BoxRequest(box_id, sha256(secret).digest()), datetime.now(UTC).date()
    await store.write(partial(create_vault, box=box, month=month_of(today)), box_id)
    puts = [Put(secrets.token_hex(16), 1, b"\x01" + secrets.token_bytes(length - 1), base=0) for length in lengths]
    for first in range(0, len(puts), PUTS):
        asked = Sync(log, 0, puts[first : first + PUTS])
        await store.write(partial(sync, request=SyncRequest(box, asked, WITHOUT_LIMIT, today)), box_id)
    return box_id.hex(), secret.hex()
