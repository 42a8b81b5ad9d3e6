"""The address that people open, and what belongs to tests alone."""

from collections.abc import Iterator

from selfhelp.finding import Finding
from selfhelp.settings import Settings


def public_address(settings: Settings, launch: bool) -> Iterator[Finding]:
    """At launch: https, and under a name."""
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
            "Behind a reverse proxy everybody shares its address, and one limit for new boxes.",
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
