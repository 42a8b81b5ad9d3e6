"""The Authorization header by which a push service knows this server (RFC 8292), signed once in six hours an origin."""

from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

VALID_FOR: Final = 12 * 3_600
"""Seconds; the services refuse more than 24 hours."""

MOST: Final = 1_000
"""Headers that are kept at once. Names below a suffix of the allow-list are for strangers to choose."""


class VapidHeaders:
    """One signed header an origin, renewed at half its life. `contact` is the `sub` (mailto: or https:)."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str, clock: Callable[[], float]) -> None:
        self._vapid = Vapid02(key)
        self._contact = contact
        self._clock = clock
        self._headers: dict[str, tuple[float, str]] = {}

    def authorization(self, origin: str) -> str:
        """`vapid t=…,k=…` for `origin` (`https://host` or, in tests, `https://localhost:port`)."""
        now = self._clock()
        signed, header = self._headers.get(origin, (now, ""))
        # Also when the clock has gone back: what was signed ahead of it may be valid for longer than the services take.
        if not header or not signed <= now < signed + VALID_FOR / 2:
            # A new dict every time: the signer's callers are known to write `aud` into the one they were given.
            claims = {"aud": origin, "exp": int(now) + VALID_FOR, "sub": self._contact}
            header = self._vapid.sign(claims)["Authorization"]
            if len(self._headers) >= MOST:
                self._headers.clear()
            self._headers[origin] = (now, header)
        return header
