"""The organisation's key, and what it signs (docs/engineers/protocol.md, *Threads*). No file, no database.

A public key is the 65 bytes of an uncompressed point on P-256; a signature is ECDSA with SHA-256 as r ‖ s, 64 bytes.
"""

import base64
import binascii
import hashlib
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PUBLIC: Final = 65
"""Bytes of a public key."""

SIGNATURE: Final = 64
"""Bytes of a signature."""

_COACH: Final = b"selfhelp/v1 coach\0"
_SUCCESSOR: Final = b"selfhelp/v1 organisation\0"
_HASH: Final = ec.ECDSA(SHA256())


class Trust(msgspec.Struct, frozen=True):
    """The organisation's keys in pack.toml: `succession` (key, signature) leads from `first` to `key`.

    All None and empty where there are no coaches.
    """

    key: bytes | None = None
    first: bytes | None = None
    succession: tuple[tuple[bytes, bytes], ...] = ()


class Malformed(ValueError):
    """Words that are no key or signature; `str()` says what is wrong."""


def public_key(words: str) -> bytes:
    """Decode a public key in standard base64 to its 65 bytes. Malformed when they are no point on the curve."""
    encoded = _bytes(words, PUBLIC)
    _point(encoded)
    return encoded


def is_point(encoded: bytes) -> bool:
    """Return whether these are the 65 bytes of an uncompressed point on the curve."""
    try:
        _point(encoded)
    except Malformed:
        return False
    return len(encoded) == PUBLIC and encoded[0] == 4


def signature(words: str) -> bytes:
    """Decode a signature in standard base64 to its 64 bytes."""
    return _bytes(words, SIGNATURE)


def written(raw: bytes) -> str:
    """Return a key or a signature in standard base64, as `public_key` and `signature` read it."""
    return base64.b64encode(raw).decode()


def public_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public key of a private one."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def fingerprint(public: bytes) -> str:
    """Return the fingerprint that two people compare: the first 16 bytes of SHA-256 in hex, in groups of four."""
    return hashlib.sha256(public).digest()[:16].hex(" ", 2)


def sign_certificate(key: ec.EllipticCurvePrivateKey, coach: bytes, expires: int) -> bytes:
    """Return the certificate in which `key` vouches for a coach's public key until `expires` (seconds since 1970)."""
    return _sign(key, _certified(coach, expires))


def vouches(key: bytes, coach: bytes, expires: int, certificate: bytes) -> bool:
    """Return whether the public key `key` has signed `certificate`. Does not check the date."""
    return _holds(key, _certified(coach, expires), certificate)


def hand_over(key: ec.EllipticCurvePrivateKey, successor: bytes) -> bytes:
    """Return the old key's signature over its successor's public key."""
    return _sign(key, _SUCCESSOR + successor)


def hands_over(key: bytes, successor: bytes, signed: bytes) -> bool:
    """Return whether `signed` is the signature of the public key `key` over `successor`."""
    return _holds(key, _SUCCESSOR + successor, signed)


def _bytes(words: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("is not base64") from error
    if len(raw) != length:
        raise Malformed(f"holds {len(raw)} bytes, not {length}")
    if written(raw) != words:  # The last letter has unused bits, and the app accepts one form only.
        raise Malformed("is not base64 in its one form")
    return raw


def _point(encoded: bytes) -> ec.EllipticCurvePublicKey:
    # A compressed point is 33 bytes: the length has refused it already, and 65 with another first byte raise here.
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), encoded)
    except ValueError as error:
        raise Malformed("is no point on the curve P-256") from error


def _certified(coach: bytes, expires: int) -> bytes:
    return _COACH + coach + expires.to_bytes(4)


def _sign(key: ec.EllipticCurvePrivateKey, words: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(words, _HASH))
    return r.to_bytes(32) + s.to_bytes(32)


def _holds(key: bytes, words: bytes, signed: bytes) -> bool:
    if len(signed) != SIGNATURE:
        return False
    der = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    try:
        _point(key).verify(der, words, _HASH)
    except InvalidSignature:
        return False
    return True
