"""The three keys of sending: files beside the database, made once with mode 0600.

| file | what it is | if it is lost |
| --- | --- | --- |
| `vapid.pem` | P-256 key that names this server to the push services (RFC 8292) | every device must subscribe again |
| `endpoint.key` | AES-256-GCM key of endpoints at rest; **never in a backup** | endpoints are lost; devices repair |
| `channel.key` | HMAC key of endpoint fingerprints, topics and tags | the same endpoint could be stored twice |

While `selfhelp keys rotate` is at work, or was cut short, what is to take their place lies beside them: `next.key`
(endpoint and channel, 64 bytes; **never in a backup**) or `next.pem`. Nothing starts then.
"""

import secrets
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from selfhelp.durable import read_or_make, take_away

VAPID_FILE: Final = "vapid.pem"
ENDPOINT_FILE: Final = "endpoint.key"
CHANNEL_FILE: Final = "channel.key"
KEY_FILES: Final = (VAPID_FILE, ENDPOINT_FILE, CHANNEL_FILE)
NEXT_KEY_FILE: Final = "next.key"
NEXT_VAPID_FILE: Final = "next.pem"


class Keys:
    """The keys in memory. `load` makes what is missing; two processes that start together agree on one file."""

    def __init__(self, vapid: ec.EllipticCurvePrivateKey, endpoint: bytes, channel: bytes) -> None:
        self.vapid = vapid
        self.endpoint = AESGCM(endpoint)
        self.channel = channel

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the keys in `folder` (mode 0700). ValueError names a file with other contents, or an interrupted
        rotation: using one half of its keys would lose something."""
        for file, which in ((NEXT_KEY_FILE, "endpoint"), (NEXT_VAPID_FILE, "vapid")):
            if (folder / file).exists():
                do = f"Run `selfhelp keys rotate {which} --yes` again; nothing is lost"
                raise ValueError(f"{folder / file}: a rotation of this key was cut short. {do}.")
        return cls.read(folder)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the keys in `folder`, also while a rotation is unfinished: for the rotation itself."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = read_or_make(folder / VAPID_FILE, new_vapid)
        try:
            vapid = serialization.load_pem_private_key(pem, password=None)
        except ValueError as error:
            raise ValueError(f"{folder / VAPID_FILE} is not a private key in PEM form.") from error
        if not isinstance(vapid, ec.EllipticCurvePrivateKey) or not isinstance(vapid.curve, ec.SECP256R1):
            raise ValueError(f"{folder / VAPID_FILE} is not a P-256 key.")
        return cls(vapid, _secret(folder / ENDPOINT_FILE), _secret(folder / CHANNEL_FILE))


def what_is_lost(folder: Path) -> str | None:
    """Return which key files are missing in `folder`, and what to do; None when all are there."""
    missing = [folder / name for name in KEY_FILES if not (folder / name).exists()]
    if not missing:
        return None
    rotate = dict.fromkeys("vapid" if file.name == VAPID_FILE else "endpoint" for file in missing)
    verb = "is" if len(missing) == 1 else "are"
    return (
        f"{', '.join(map(str, missing))} {verb} missing. With new keys, phones that have reminders would get no more of"
        " them, so none is made by itself.\n"
        f"→ Is there a copy? Put it back into {folder}; `selfhelp restore BACKUP --keys FOLDER` does that too.\n"
        "→ A new server, without reminders yet? `selfhelp init` makes the keys.\n"
        f"→ Lost for good? {' and '.join(f'`selfhelp keys rotate {which} --yes`' for which in rotate)}: each phone gets"
        " reminders again once the app has been opened on it."
    )


def new_vapid() -> bytes:
    """Return a P-256 key in PEM form."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _secret(file: Path) -> bytes:
    secret = read_or_make(file, lambda: secrets.token_bytes(32))
    if len(secret) != 32:
        raise ValueError(f"{file} must hold exactly 32 bytes.")
    return secret


def sweep(folder: Path) -> None:
    """Remove unfinished files of killed processes; only while nothing else runs."""
    for name in (VAPID_FILE, "vapid.until-", ENDPOINT_FILE, CHANNEL_FILE, NEXT_KEY_FILE, NEXT_VAPID_FILE):
        for left in folder.glob(f".{name}*"):
            take_away(left)
