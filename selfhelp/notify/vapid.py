"""The Authorization header by which a push service knows this server (RFC 8292), signed once in six hours an origin."""

from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

VALID_FOR: Final = 12 * 3_600
"""Seconds; the services refuse more than 24 hours."""


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
        renew, header = self._headers.get(origin, (0.0, ""))
        if now >= renew:
            # A new dict every time: the signer's callers are known to write `aud` into the one they were given.
            claims = {"aud": origin, "exp": int(now) + VALID_FOR, "sub": self._contact}
            header = self._vapid.sign(claims)["Authorization"]
            self._headers[origin] = (now + VALID_FOR / 2, header)
        return header
