"""What an operator with coaches has done before the server starts.

Everything has the same ids in every process, so that whoever makes requests knows what is there.
"""

import hashlib
from itertools import count
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlmodel import Session

from selfhelp.coach.tables import ACTIVE, Coach, CoachInvitation, Envelope, Thread
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.migrate import upgrade

POINT: Final = (
    ec.derive_private_key(1, ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
)
"""The curve's generator: nobody's key."""

FAR: Final = 2**40
INVITATIONS: Final = 5_000

_numbers = count()


def named(name: str) -> str:
    """64 hex digits that are the same in every process."""
    return hashlib.sha256(name.encode()).hexdigest()


COACH: Final = named("coach")[:32]
COACH_SECRET: Final = named("coach's secret")
THREAD: Final = named("thread")[:32]
THREAD_SECRET: Final = named("thread's secret")


def invitation() -> str:
    """An invitation that this process has not used yet."""
    return named(f"invitation {next(_numbers)}")


def auth(secret: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(secret)).digest()


def coach_row(id: str, secret: str, **changes: Any) -> Coach:
    """An active coach."""
    plain: dict[str, Any] = {"public_key": POINT, "certificate": bytes(64), "expires": FAR, "state": ACTIVE}
    return Coach(id=bytes.fromhex(id), auth=auth(secret), label="", created=0, **plain | changes)


def thread_rows(id: str, secret: str, *coaches: str) -> list[Thread | Envelope]:
    """A thread in which nothing is written yet, sealed to these coaches."""
    counters = ("seq", "last_u", "last_c", "last_note", "read_u", "read_c", "weight", "created")
    plain: dict[str, Any] = dict.fromkeys(counters, 0) | dict.fromkeys(("answered_by", "waits_since", "channel"))
    thread = bytes.fromhex(id)
    row = Thread(id=thread, auth=auth(secret), last_day="2126-01-01", **plain)
    return [row, *(Envelope(thread=thread, coach=bytes.fromhex(coach), sealed=bytes(113)) for coach in coaches)]


def seed(settings: Settings, invitations: int = INVITATIONS) -> None:
    """One active coach, one thread that is sealed to them, and invitations enough for everybody."""
    engine = writing_engine(database_url(settings))
    upgrade(engine)
    with engine.begin() as connection, Session(bind=connection) as session:
        session.add(coach_row(COACH, COACH_SECRET))
        for number in range(invitations):
            session.add(CoachInvitation(id=auth(named(f"invitation {number}")), label="", until=FAR))
        session.flush()
        for row in thread_rows(THREAD, THREAD_SECRET, COACH):
            session.add(row)
            session.flush()
    engine.dispose()
