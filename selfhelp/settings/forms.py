"""What a setting must look like, where a type alone does not say it."""

import ipaddress
from urllib.parse import urlsplit


def is_database(url: str) -> bool:
    """`postgresql+psycopg://…` with a port that is one."""
    try:
        urlsplit(url).port  # noqa: B018 - a port that is no number raises here
    except ValueError:
        return False
    return url.startswith("postgresql+psycopg://")


def is_origin(url: str) -> bool:
    """A scheme and a host, without a path; http only for this machine."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - a port that is no number raises here
    except ValueError:
        return False
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return plain and bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and local))


def are_networks(listed: str) -> bool:
    """IP addresses and networks with commas between; none is fine."""
    try:
        for network in filter(None, (part.strip() for part in listed.split(","))):
            ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return True
