"""How many boxes one network may make, without writing down who made them.

Networks are counted under HMAC(address) with a key that is made anew every day and lives in memory only; the counts
go every hour.
"""

import hmac
import ipaddress
import secrets
import shutil
import time
from collections.abc import Callable
from typing import Any, Final

from litestar import Request

from selfhelp.http.problems import Problem
from selfhelp.settings import Settings

HOUR: Final = 3_600
DAY: Final = 86_400
IPV6_SITE: Final = 56
"""The bits of an IPv6 address that name one customer; the rest is theirs to change as they like."""

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


class Creations:
    """The hour's count per network, and the rule for an almost full disk. `clock` gives seconds since the epoch."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
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
        """Count one creation; problems `too-many-new` with Retry-After, and `overloaded` when the disk is almost full.

        Call it when a box is about to be made, not for every PUT.
        """
        disk = shutil.disk_usage(self._settings.data)
        if disk.free < self._settings.low_disk_bytes(disk.total):
            raise Problem(
                "overloaded", "The disk is almost full: no new boxes for now.", headers={"Retry-After": "3600"}
            )
        now = int(self._clock())
        self._turn(now)
        network = network_of(self._sender(request))
        mark = hmac.digest(self._key, network.encode(), "sha256")
        count = self._counts.get(mark, 0)
        if count >= self._settings.creations_per_hour:
            raise Problem("too-many-new", headers={"Retry-After": str(HOUR - now % HOUR)})
        self._counts[mark] = count + 1

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


def network_of(address: str) -> str:
    """What is counted as one network: an IPv4 address, the /56 of an IPv6 address, or the text as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, IPV6_SITE), strict=False))
    return str(parsed)
