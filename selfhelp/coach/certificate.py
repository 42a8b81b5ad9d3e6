"""A coach's certificate: the organisation's signature over a public key, valid until a day at most 90 days away.

Between two machines it is one word, `<end>.<signature>`: seconds since 1970, and 64 bytes in base64.
"""

import re
from datetime import UTC, datetime
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from selfhelp.console import Stopped
from selfhelp.organisation import Malformed, sign_certificate, signature, vouches, written

MOST_DAYS: Final = 90
"""The most days that a certificate lasts."""

WARNED_DAYS: Final = 14
"""Days before the end from which the operator is warned."""

_DAY: Final = 86_400
_WORD: Final = re.compile(r"(?P<end>[0-9]{1,10})\.(?P<signature>\S+)")


class Certificate(msgspec.Struct, frozen=True):
    """`expires` in seconds since 1970; `signature` is r ‖ s."""

    expires: int
    signature: bytes

    def __str__(self) -> str:
        return f"{self.expires}.{written(self.signature)}"


def end(now: datetime, days: int) -> int:
    """Return the midnight (UTC) that begins the day `days` from today: at most `days` away, in seconds since 1970."""
    return int(now.timestamp()) // _DAY * _DAY + days * _DAY


def sign(key: ec.EllipticCurvePrivateKey, coach: bytes, expires: int) -> Certificate:
    """Return the certificate of the coach with the public key `coach`."""
    return Certificate(expires, sign_certificate(key, coach, expires))


def read(word: str) -> Certificate:
    """Return the certificate that `coach sign` printed. Raises Stopped when it is cut or is something else."""
    found = _WORD.fullmatch(word.strip())
    if found is None or int(found["end"]) >= 2**32:
        raise Stopped("--certificate: this is none. Copy the whole word that `selfhelp coach sign` printed.")
    try:
        return Certificate(int(found["end"]), signature(found["signature"]))
    except Malformed as error:
        raise Stopped(f"--certificate: its signature {error}. Copy the whole word once more.") from error


def check(certificate: Certificate, organisation: bytes, coach: bytes, now: datetime) -> None:
    """Raise Stopped unless the pack's key vouches for `coach` in it, for 0 to 90 days from now."""
    if not vouches(organisation, coach, certificate.expires, certificate.signature):
        raise Stopped(
            "--certificate: the key in pack.toml has not signed this for this coach. Sign the public key that "
            "`selfhelp coach list` shows, with the key that belongs to pack.toml."
        )
    if certificate.expires <= now.timestamp():
        raise Stopped(f"--certificate: it ended on {day(certificate.expires)}. Sign a new one.")
    if certificate.expires > now.timestamp() + MOST_DAYS * _DAY:
        raise Stopped(f"--certificate: it ends on {day(certificate.expires)}, over {MOST_DAYS} days away. Sign again.")


def days_left(expires: int, now: datetime) -> int:
    """Return the whole days until the end: 0 on the last day and after it."""
    return max(0, int(expires - now.timestamp()) // _DAY)


def day(moment: int) -> str:
    """Return the date in UTC."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
