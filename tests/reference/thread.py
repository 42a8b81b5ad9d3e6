"""Threads between a person and coaches, and what vouches for a coach (docs/engineers/protocol.md, *Threads*)."""

import json
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.reference import hpke
from tests.reference.protocol import CannotOpen, derive, open_with, pad, seal_with, unpad

Direction = Literal["u", "c"]

_HASH: Final = ec.ECDSA(SHA256())


def envelope_info(thread_id: bytes) -> bytes:
    """What binds an envelope to its thread."""
    return b"selfhelp/v1 thread\0" + thread_id


def note_info(thread_id: bytes, n: int) -> bytes:
    """What binds a note between coaches to its thread and its number."""
    return b"selfhelp/v1 note\0" + thread_id + n.to_bytes(4)


class ThreadKeys:
    """What a coach has of a thread: its id and CK (32 bytes), which opens every message."""

    def __init__(self, thread_id: bytes, key: bytes) -> None:
        self.id = thread_id
        self.key = key

    def _aad(self, direction: Direction, n: int) -> bytes:
        return b"selfhelp/v1 message\0" + self.id + direction.encode() + n.to_bytes(4)

    def message_key(self, direction: Direction) -> bytes:
        return derive(self.key, "message/" + direction, 32)

    def seal(self, direction: Direction, n: int, message: dict[str, Any] | str, iv: bytes | None = None) -> bytes:
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        return seal_with(self.message_key(direction), pad(text.encode()), self._aad(direction, n), iv)

    def open(self, direction: Direction, n: int, sealed: bytes) -> dict[str, Any]:
        """Raises CannotOpen."""
        plain = unpad(open_with(self.message_key(direction), sealed, self._aad(direction, n)))
        opened: dict[str, Any] = json.loads(plain)
        return opened

    def seal_note(self, coach: bytes, n: int, note: dict[str, Any]) -> bytes:
        """A note for one coach, by the 65 bytes of that coach's public key."""
        text = json.dumps(note, ensure_ascii=False, separators=(",", ":"))
        return hpke.seal(coach, note_info(self.id, n), pad(text.encode()))

    def open_note(self, coach: ec.EllipticCurvePrivateKey, n: int, sealed: bytes) -> dict[str, Any]:
        """Raises CannotOpen."""
        try:
            opened: dict[str, Any] = json.loads(unpad(hpke.open_(coach, note_info(self.id, n), sealed)))
        except hpke.CannotOpen as error:
            raise CannotOpen("another coach's, thread's or number's") from error
        return opened


class Thread(ThreadKeys):
    """What the person's device has of a thread: TS (32 bytes)."""

    def __init__(self, secret: bytes) -> None:
        super().__init__(derive(secret, "thread/id", 16), derive(secret, "thread/key", 32))
        self.auth = derive(secret, "thread/auth", 32)

    def envelope(self, coach: bytes) -> bytes:
        """CK for the coach with this public key: 113 bytes."""
        return hpke.seal(coach, envelope_info(self.id), self.key)


def open_envelope(coach: ec.EllipticCurvePrivateKey, thread_id: bytes, sealed: bytes) -> ThreadKeys:
    """Raises CannotOpen."""
    try:
        return ThreadKeys(thread_id, hpke.open_(coach, envelope_info(thread_id), sealed))
    except hpke.CannotOpen as error:
        raise CannotOpen("another coach's or thread's envelope") from error


def _sign(key: ec.EllipticCurvePrivateKey, words: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(words, _HASH))
    return r.to_bytes(32) + s.to_bytes(32)


def _holds(key: bytes, words: bytes, signature: bytes) -> bool:
    if len(signature) != 64:
        return False
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    try:
        hpke.public(key).verify(der, words, _HASH)
    except (InvalidSignature, ValueError):
        return False
    return True


def _certified(coach: bytes, expires: int) -> bytes:
    return b"selfhelp/v1 coach\0" + coach + expires.to_bytes(4)


def certify(organisation: ec.EllipticCurvePrivateKey, coach: bytes, expires: int) -> bytes:
    """The organisation's word for a coach's public key until `expires` (seconds since 1970): r ‖ s, 64 bytes."""
    return _sign(organisation, _certified(coach, expires))


def is_coach(organisation: bytes, coach: bytes, expires: int, certificate: bytes, now: int) -> bool:
    """Whether `certificate` vouches for `coach` at `now`."""
    return now < expires and _holds(organisation, _certified(coach, expires), certificate)


def succeed(before: ec.EllipticCurvePrivateKey, after: bytes) -> bytes:
    """The old organisation key's word for the new one."""
    return _sign(before, b"selfhelp/v1 organisation\0" + after)


def leads_to(pinned: bytes, key: bytes, succession: list[tuple[bytes, bytes]]) -> bool:
    """Whether a device that has `pinned` may take `key`: it is the same, or signed step by step from it."""
    trusted = pinned
    for after, signature in succession:
        if trusted == key:
            break
        if _holds(trusted, b"selfhelp/v1 organisation\0" + after, signature):
            trusted = after
    return trusted == key
