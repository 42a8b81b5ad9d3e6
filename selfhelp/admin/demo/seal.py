"""A phone's keys, code, padding and seals in Python (docs/engineers/protocol.md, *Keys*).

For `selfhelp demo`, which has no browser. The server itself never derives a key and never opens anything.
"""

import hashlib
import secrets
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SALT: Final = b"selfhelp/v1"
_SUITE: Final = b"\x01"
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32."""

_BUCKETS: Final = tuple(256 << n for n in range(9))
_LENGTH: Final = 4
"""Bytes before a padded plaintext that hold its length."""


def derive(secret: bytes, info: bytes, length: int) -> bytes:
    """Return `length` bytes of HKDF-SHA256 (RFC 5869) with the protocol's salt."""
    return HKDF(SHA256(), length, _SALT, info).derive(secret)


def recovery_code(secret: bytes) -> str:
    """Return 16 bytes as a recovery code: seven groups of four digits, the last twelve bits a checksum."""
    check = int.from_bytes(hashlib.sha256(b"selfhelp/v1 code" + secret).digest()[:2]) >> 4
    number = int.from_bytes(secret) << 12 | check
    digits = [_DIGITS[number >> shift & 31] for shift in range(135, -5, -5)]
    return "-".join("".join(digits[first : first + 4]) for first in range(0, len(digits), 4))


def padded(plain: bytes) -> bytes:
    """Return length, plaintext, zeros up to the next of nine sizes. ValueError when it is longer than the largest."""
    size = next((bucket for bucket in _BUCKETS if bucket >= len(plain) + _LENGTH), None)
    if size is None:
        raise ValueError("longer than the largest record")
    return (len(plain).to_bytes(_LENGTH) + plain).ljust(size, b"\0")


def _seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    iv = secrets.token_bytes(12)
    return _SUITE + iv + AESGCM(key).encrypt(iv, plain, place)


class SlotSeal:
    """The slot that a recovery secret (16 bytes) opens."""

    def __init__(self, secret: bytes) -> None:
        self.id = derive(secret, b"slot/id", 16)
        self.auth = derive(secret, b"slot/auth", 32)
        self._key = derive(secret, b"slot/key", 32)

    def seal(self, master_key: bytes) -> bytes:
        """Return the master key as the slot keeps it, 61 bytes."""
        return _seal(self._key, master_key, b"selfhelp/v1 slot\0" + self.id)


class VaultSeal:
    """The vault of a master key (32 bytes)."""

    def __init__(self, master_key: bytes) -> None:
        self._master_key = master_key
        self.id = derive(master_key, b"vault/id", 16)
        self.auth = derive(master_key, b"vault/auth", 32)

    def record_id(self, name: str) -> bytes:
        """Return the id of a record that exists once per person: `progress`, `checkin/2026-12-01`."""
        return derive(self._master_key, b"record-id/" + name.encode(), 16)

    def seal(self, record_id: bytes, version: int, record: dict[str, Any]) -> bytes:
        """Return a record sealed as it leaves the phone."""
        place = b"selfhelp/v1 record\0" + self.id + record_id + version.to_bytes(4)
        key = derive(self._master_key, b"record/" + record_id, 32)
        return _seal(key, padded(msgspec.json.encode(record)), place)
