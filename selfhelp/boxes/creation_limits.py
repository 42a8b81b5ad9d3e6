"""How many boxes one network, and a wider one around it, may make, without writing down who made them.

Networks are counted under HMAC(address) with a key that is made anew every day and lives in memory only; the counts
go every hour.
"""

import hmac
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

from litestar import Request

from selfhelp.boxes.capacity import Capacity
from selfhelp.http.client_address import NARROW, WIDE, TrustedProxies, network_of
from selfhelp.http.problems import Problem
from selfhelp.settings import Settings

HOUR: Final = 3_600
DAY: Final = 86_400


class CreationLimits:
    """The hour's count per network, and whether there is `room`. `clock` gives seconds since the epoch."""

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.time, *, room: Capacity | None = None
    ) -> None:
        self._settings = settings
        self.room = room or Capacity(settings)
        self._proxies = TrustedProxies(settings.trusted_proxy)
        self._clock = clock
        self._day = self._hour = -1
        self._key = b""
        self._counts: dict[bytes, int] = {}

    def admit(self, request: Request[Any, Any, Any]) -> None:
        """Count one creation; problems `too-many-new` and `overloaded`, with Retry-After.

        Call it when a box is about to be made, not for every PUT.
        """
        self.room.refuse_new()
        now = int(self._clock())
        self._turn(now)
        peer = request.client.host if request.client else ""
        sender = self._proxies.client_address(peer, request.headers.getall("x-forwarded-for", []))
        counts = []
        for bits, most in (
            (NARROW, self._settings.creations_per_hour),
            (WIDE, self._settings.creations_per_hour_wide),
        ):
            mark = hmac.digest(self._key, network_of(sender, bits).encode(), "sha256")
            count = self._counts.get(mark, 0)
            if count >= most:
                raise Problem("too-many-new", headers={"Retry-After": str(HOUR - now % HOUR)})
            counts.append((mark, count + 1))
        self._counts.update(counts)

    def _turn(self, now: int) -> None:
        if now // DAY != self._day:
            self._day, self._key = now // DAY, secrets.token_bytes(32)
        if now // HOUR != self._hour:
            self._hour, self._counts = now // HOUR, {}
