"""The address that people open, and what belongs to tests alone."""

from collections.abc import Iterator
from typing import Final

from selfhelp.finding import Finding
from selfhelp.settings import Settings

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def public_address(settings: Settings, launch: bool) -> Iterator[Finding]:
    """At launch: https, and under a name. Always: nobody comes past the reverse proxy."""
    if settings.public_url.startswith("https:") and settings.host not in _THIS_MACHINE:
        yield Finding(
            "warning",
            f"host: {settings.host} listens to other machines too",
            "Whoever comes past the reverse proxy is served without https and without its limits.",
            "Set SELFHELP_HOST=127.0.0.1, unless only the proxy can come here: on a network of its own, or in a"
            " container whose port is given to this machine alone.",
        )
    if not launch:
        return
    if not settings.public_url.startswith("https:"):
        yield Finding(
            "error",
            f"public_url: {settings.public_url} is not https",
            "Browsers give encryption, offline use and reminders to https sites alone.",
            "Put a reverse proxy with a certificate in front and set SELFHELP_PUBLIC_URL=https://…",
        )
    elif not settings.trusted_proxy:
        yield Finding(
            "warning",
            "trusted_proxy: none",
            "Everybody seems to come from the proxy's address, and shares its one limit for new diaries.",
            "Set SELFHELP_TRUSTED_PROXY to the proxy's address.",
        )
    else:
        yield Finding("fine", f"public_url: {settings.public_url}")
    if settings.push_test_ca is not None:
        yield Finding(
            "error",
            f"push_test_ca: {settings.push_test_ca}",
            "It is for tests: the server then also writes to addresses of its own machine that a stranger names.",
            "Take push_test_ca out of the settings.",
        )
