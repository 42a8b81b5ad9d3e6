"""A device's push subscription: reading what the browser sent, and sealing it for the database."""

import base64
import binascii
import re
import secrets
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from selfhelp.notify.keys import Keys

_URL_SAFE: Final = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_BUCKETS: Final = (512, 1024, 2560)
"""Plaintext sizes at rest, in bytes: the length of an endpoint would tell the maker of the browser."""


class Subscription(msgspec.Struct, frozen=True, array_like=True):
    """PushSubscription.toJSON(): address, the device's P-256 point (`p256dh`) and secret (`auth`), both base64url."""

    endpoint: str
    p256dh: str
    auth: str


_DECODER: Final = msgspec.json.Decoder(Subscription)


def base64url(text: str) -> bytes | None:
    """The bytes of base64url with or without padding, or None."""
    if not _URL_SAFE.fullmatch(text):
        return None
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        return None


def is_point(p256dh: str) -> bool:
    """Whether it is an uncompressed point that lies on P-256 (RFC 8291, 3.2): 65 bytes, the first 04."""
    raw = base64url(p256dh)
    if raw is None or len(raw) != 65 or raw[0] != 4:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return True


def seal(subscription: Subscription, channel: bytes, keys: Keys) -> bytes:
    """iv ‖ AES-256-GCM of the subscription, padded with spaces; bound to its channel: rows cannot be swapped."""
    plain = msgspec.json.encode(subscription)
    padded = plain.ljust(next(size for size in _BUCKETS if size >= len(plain)))
    iv = secrets.token_bytes(12)
    return iv + keys.endpoint.encrypt(iv, padded, b"selfhelp/v1 channel\0" + channel)


def unseal(sealed: bytes, channel: bytes, keys: Keys) -> Subscription | None:
    """The subscription, or None when the key file is another than the one it was sealed with (a restore)."""
    try:
        plain = keys.endpoint.decrypt(sealed[:12], sealed[12:], b"selfhelp/v1 channel\0" + channel)
    except InvalidTag:
        return None
    return _DECODER.decode(plain)
