"""Find the address that a request came from: the peer, or what trusted proxies say."""

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Final

NARROW_NETWORK: Final = {4: 32, 6: 56}
"""By IP version, the bits of an address that identify one customer, who may change the rest at will."""

WIDE_NETWORK: Final = {4: 16, 6: 48}
"""By IP version, the bits that identify a provider's or a data centre's network, in which one customer may have many
addresses."""


class TrustedProxies:
    """The proxies of the setting `trusted_proxy`."""

    def __init__(self, trusted_proxy: str) -> None:
        self._proxies = tuple(
            ipaddress.ip_network(part.strip(), strict=False) for part in trusted_proxy.split(",") if part.strip()
        )

    def client_address(self, peer: str, forwarded: Iterable[str]) -> str:
        """Return the sender's address. `forwarded` holds the X-Forwarded-For headers in the order in which they
        came."""
        chain = [part.strip() for line in forwarded for part in line.split(",")]
        while chain and self._is_proxy(peer):
            peer = chain.pop()
        return peer

    def _is_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies if network.version == parsed.version)


def network_of(address: str, bits: Mapping[int, int] = NARROW_NETWORK) -> str:
    """Return the network of `address`, by the bits of its version. A text that is no address is returned unchanged."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, bits[parsed.version]), strict=False))
