"""The three keys of the courier: files beside the database, made once with mode 0600.

| file | what it is | if it is lost |
| --- | --- | --- |
| `vapid.pem` | P-256 key that names this server to the push services (RFC 8292) | every device must subscribe again |
| `endpoint.key` | AES-256-GCM key of endpoints at rest; **never in a backup** | endpoints are lost; devices repair |
| `channel.key` | HMAC key of endpoint fingerprints, topics and tags | the same endpoint could be stored twice |
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from selfhelp.store.durable import sync_folder

VAPID_FILE: Final = "vapid.pem"
ENDPOINT_FILE: Final = "endpoint.key"
CHANNEL_FILE: Final = "channel.key"


class Keys:
    """The keys in memory. `load` makes what is missing; two processes that start together agree on one file."""

    def __init__(self, vapid: ec.EllipticCurvePrivateKey, endpoint: bytes, channel: bytes) -> None:
        self.vapid = vapid
        self.endpoint = AESGCM(endpoint)
        self._channel = channel

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The keys in `folder` (mode 0700). ValueError names a file that holds something else."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = _read_or_make(folder / VAPID_FILE, _new_vapid)
        try:
            vapid = serialization.load_pem_private_key(pem, password=None)
        except ValueError as error:
            raise ValueError(f"{folder / VAPID_FILE} is not a private key in PEM form.") from error
        if not isinstance(vapid, ec.EllipticCurvePrivateKey) or not isinstance(vapid.curve, ec.SECP256R1):
            raise ValueError(f"{folder / VAPID_FILE} is not a P-256 key.")
        return cls(vapid, _secret(folder / ENDPOINT_FILE), _secret(folder / CHANNEL_FILE))

    @property
    def application_server_key(self) -> str:
        """What a browser subscribes with: the uncompressed point, base64url without padding, 87 characters."""
        point = self.vapid.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def fingerprint(self, endpoint: str) -> bytes:
        """32 bytes by which the same endpoint is known again without being readable."""
        return hmac.digest(self._channel, b"endpoint" + endpoint.encode(), hashlib.sha256)

    def topic(self, channel: bytes, occurrence: bytes) -> str:
        """The Topic header (RFC 8030, 5.4) of one ringing of one channel: 32 hex digits that mean nothing to others."""
        return hmac.digest(self._channel, b"topic" + channel + occurrence, hashlib.sha256).hex()[:32]

    def tag(self, nudge: bytes, nominal: str) -> bytes:
        """The notification's tag (16 bytes) of one nudge's ringing for one date: the same however often it is prepared,
        under whatever id the channel has. Only the device reads it."""
        return hmac.digest(self._channel, b"tag" + nudge + nominal.encode(), hashlib.sha256)[:16]


def _new_vapid() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _secret(file: Path) -> bytes:
    secret = _read_or_make(file, lambda: secrets.token_bytes(32))
    if len(secret) != 32:
        raise ValueError(f"{file} must hold exactly 32 bytes.")
    return secret


def _read_or_make(file: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of `file`; when it is missing it appears whole, on disk, or not at all."""
    if not file.exists():
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(make())
                new.flush()
                os.fsync(new.fileno())
            with contextlib.suppress(FileExistsError):  # another process was first: then its key counts
                os.link(name, file)
                sync_folder(file.parent)
        finally:
            Path(name).unlink()
    return file.read_bytes()
