"""The cryptography of docs/engineers/protocol.md in Python: the other half that the known answers are held against.

The server never derives a key; this stands with the tests, which need a second implementation and a client.
"""

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SALT: Final = b"selfhelp/v1"
SUITE: Final = b"\x01"
CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BUCKETS: Final = tuple(256 * 2**n for n in range(9))


class CannotOpen(Exception):
    """Sealed bytes that are not what they should be: another suite, key, id or version, a broken padding."""


class BadCode(ValueError):
    """A recovery code that cannot be read."""


def derive(secret: bytes, info: str | bytes, length: int) -> bytes:
    """HKDF-SHA256 (RFC 5869) with the protocol's salt."""
    info = info.encode() if isinstance(info, str) else info
    prk = hmac.digest(SALT, secret, "sha256")
    out, block, n = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes([n]), "sha256")
        out, n = out + block, n + 1
    return out[:length]


def _check_bits(secret: bytes) -> int:
    digest = hashlib.sha256(b"selfhelp/v1 code" + secret).digest()
    return int.from_bytes(digest[:2]) >> 4


def write_code(secret: bytes) -> str:
    """16 bytes as seven groups of four digits: 128 bits and 12 bits to check them."""
    number = int.from_bytes(secret) << 12 | _check_bits(secret)
    digits = "".join(CROCKFORD[number >> 5 * (27 - n) & 31] for n in range(28))
    return "-".join(digits[n : n + 4] for n in range(0, 28, 4))


def read_code(code: str) -> bytes:
    """The 16 bytes of a code, however it was typed. Raises BadCode."""
    if not code.isascii():
        raise BadCode("not ASCII")
    plain = code.upper().replace(" ", "").replace("-", "").translate(str.maketrans("OIL", "011"))
    if not re.fullmatch(f"[{CROCKFORD}]{{28}}", plain):
        raise BadCode("not 28 digits")
    number = 0
    for digit in plain:
        number = number << 5 | CROCKFORD.index(digit)
    secret = (number >> 12).to_bytes(16)
    if number & 0xFFF != _check_bits(secret):
        raise BadCode("the check digits do not fit")
    return secret


def seal_with(key: bytes, plain: bytes, aad: bytes, iv: bytes | None) -> bytes:
    """Suite ‖ iv ‖ AES-256-GCM."""
    iv = secrets.token_bytes(12) if iv is None else iv
    return SUITE + iv + AESGCM(key).encrypt(iv, plain, aad)


def open_with(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The plaintext. Raises CannotOpen."""
    if sealed[:1] != SUITE:
        raise CannotOpen("unknown suite")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], aad)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("another key, or changed on the way") from error


class SlotKeys:
    """What a recovery secret R (16 bytes) opens."""

    def __init__(self, secret: bytes) -> None:
        self.id = derive(secret, "slot/id", 16)
        self.auth = derive(secret, "slot/auth", 32)
        self.key = derive(secret, "slot/key", 32)

    def seal(self, master_key: bytes, iv: bytes | None = None) -> bytes:
        return seal_with(self.key, master_key, b"selfhelp/v1 slot\0" + self.id, iv)

    def open(self, sealed: bytes) -> bytes:
        return open_with(self.key, sealed, b"selfhelp/v1 slot\0" + self.id)


class LockKey:
    """What a PIN opens on its phone. Without a cost (KiB, passes) it is a lock of the first form."""

    def __init__(self, pin: str, salt: bytes, cost: tuple[int, int] | None = None) -> None:
        memory, passes = cost or (19 * 1024, 2)
        stretching = Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory)
        self.key = stretching.derive(unicodedata.normalize("NFKC", pin).encode())
        self.suite = b"\2" if cost else b"\1"
        bound = b"\0" + memory.to_bytes(4) + passes.to_bytes(4) if cost else b""
        self.place = b"selfhelp/v1 lock" + bound

    def seal(self, master_key: bytes, iv: bytes | None = None) -> bytes:
        return self.suite + seal_with(self.key, master_key, self.place, iv)[1:]

    def open(self, sealed: bytes) -> bytes:
        if sealed[:1] != self.suite:
            raise CannotOpen("another form of lock")
        return open_with(self.key, b"\1" + sealed[1:], self.place)


def pad(plain: bytes) -> bytes:
    """Length, plaintext, zeros up to the next bucket. Raises ValueError beyond 65,532 bytes."""
    bucket = next((size for size in BUCKETS if size >= len(plain) + 4), None)
    if bucket is None:
        raise ValueError("longer than the largest bucket")
    return (len(plain).to_bytes(4) + plain).ljust(bucket, b"\0")


def unpad(padded: bytes) -> bytes:
    """The plaintext. Raises CannotOpen when length, bucket or zeros are not as `pad` makes them."""
    length = int.from_bytes(padded[:4])
    plain = padded[4 : 4 + length]
    if len(padded) not in BUCKETS or len(plain) != length or pad(plain) != padded:
        raise CannotOpen("broken padding")
    return plain


class VaultKeys:
    """What a master key MK (32 bytes) opens."""

    def __init__(self, master_key: bytes) -> None:
        self.master_key = master_key
        self.id = derive(master_key, "vault/id", 16)
        self.auth = derive(master_key, "vault/auth", 32)

    def record_id(self, name: str) -> bytes:
        """The id of what exists once per person: `plan`, `checkin/2026-12-01`, …"""
        return derive(self.master_key, "record-id/" + name, 16)

    def record_key(self, record_id: bytes) -> bytes:
        return derive(self.master_key, b"record/" + record_id, 32)

    def _aad(self, record_id: bytes, version: int) -> bytes:
        return b"selfhelp/v1 record\0" + self.id + record_id + version.to_bytes(4)

    def seal(self, record_id: bytes, version: int, record: dict[str, Any] | str, iv: bytes | None = None) -> bytes:
        text = record if isinstance(record, str) else json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return seal_with(self.record_key(record_id), pad(text.encode()), self._aad(record_id, version), iv)

    def open(self, record_id: bytes, version: int, sealed: bytes) -> dict[str, Any]:
        """Raises CannotOpen."""
        plain = unpad(open_with(self.record_key(record_id), sealed, self._aad(record_id, version)))
        opened: dict[str, Any] = json.loads(plain)
        return opened
