"""How many boxes one network, and a wider one around it, may make, without writing down who made them.

Networks are counted under HMAC(address) with a key that is made anew every day and lives in memory only; the counts
go every hour.
"""

import hmac
import ipaddress
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from litestar import Request

from selfhelp.boxes.room import Room
from selfhelp.http.problems import Problem
from selfhelp.settings import Settings

HOUR: Final = 3_600
DAY: Final = 86_400
NARROW: Final = {4: 32, 6: 56}
"""By version of IP, the bits of an address that name one customer; the rest is theirs to change as they like."""

WIDE: Final = {4: 16, 6: 48}
"""The bits that name what one customer may have many of: a provider's or a data centre's network."""

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class Creations:
    """The hour's count per network, and whether there is `room`. `clock` gives seconds since the epoch."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time, *, room: Room | None = None) -> None:
        self._settings = settings
        self.room = room or Room(settings)
        self._proxies: Networks = tuple(
            ipaddress.ip_network(part.strip(), strict=False)
            for part in settings.trusted_proxy.split(",")
            if part.strip()
        )
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
        sender = self._sender(request)
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

    def _sender(self, request: Request[Any, Any, Any]) -> str:
        """The address the request came from: the peer, or what the trusted proxies say they had it from."""
        peer = request.client.host if request.client else ""
        chain = [part.strip() for line in request.headers.getall("x-forwarded-for", []) for part in line.split(",")]
        while chain and self._is_proxy(peer):
            peer = chain.pop()
        return peer

    def _is_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies if network.version == parsed.version)


def network_of(address: str, bits: Mapping[int, int] = NARROW) -> str:
    """What is counted as one network: so many bits of the address by its version, or a text that is none as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, bits[parsed.version]), strict=False))
