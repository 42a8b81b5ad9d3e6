"""Check the public address, and the site there as a phone sees it: certificate, headers, what must stay hidden."""

import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from selfhelp.admin.site_client import Unreachable, Untrusted, Visit, certificate_end
from selfhelp.finding import Finding, and_more, counted
from selfhelp.http.security_headers import headers_of
from selfhelp.settings import Settings

PATHS: Final = ("/", "/coach", "/sw.js", "/health", "/api/coaches")
"""A page, the console, the worker, and answers of the API: one of each kind that has headers of its own."""

SOON: Final = 14
"""Days left of a certificate below which the proxy should have renewed it."""

_DAY: Final = 86_400
_PROXY: Final = "Let the proxy pass on what the app sends, as deploy/Caddyfile does."

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def public_address(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that nobody comes past the reverse proxy; at launch also that the address is https with a name."""
    if settings.public_url.startswith("https:") and settings.host not in _THIS_MACHINE:
        yield Finding.warning(
            f"host: {settings.host} listens to other machines too",
            "Anyone who comes past the reverse proxy is served without https and without its limits.",
            "Set SELFHELP_HOST=127.0.0.1, unless only the proxy can come here: on a network of its own, or in a"
            " container whose port is given to this machine alone.",
        )
    if not launch:
        return
    if not settings.public_url.startswith("https:"):
        yield Finding.error(
            f"public_url: {settings.public_url} is not https",
            "Browsers give encryption, offline use and reminders to https sites alone.",
            "Put a reverse proxy with a certificate in front and set SELFHELP_PUBLIC_URL=https://…",
        )
    elif not settings.trusted_proxy:
        yield Finding.warning(
            "trusted_proxy: none",
            "Everyone seems to come from the proxy's address, and shares its one limit for new diaries.",
            "Set SELFHELP_TRUSTED_PROXY to the proxy's address.",
        )
    else:
        yield Finding("fine", f"public_url: {settings.public_url}")
    if settings.push_test_ca is not None:
        yield Finding.error(
            f"push_test_ca: {settings.push_test_ca}",
            "It is for tests: the server then also writes to addresses of its own machine that a stranger names.",
            "Take push_test_ca out of the settings.",
        )


def site(url: str, http_port: int = 80) -> Iterator[Finding]:
    """Check the site at `url`, an https origin. `http_port`: where http is answered."""
    visit = Visit(url, direct=True)
    try:
        ends = certificate_end(url)
        health = visit.get("/health")
    except Untrusted as error:
        yield Finding.error(
            f"{url}: browsers refuse its certificate ({error})",
            "The app opens for nobody, and phones that have it already get nothing new.",
            "Look into the proxy's log: journalctl -u caddy. Its name must lead here, and ports 80 and 443 be open.",
        )
        return
    except Unreachable as error:
        yield Finding.error(
            f"{url}: not to be reached ({error})",
            "Nobody can open it; or the network does not let a machine reach itself by its name: try a phone.",
            "Make the name lead to this machine, open ports 80 and 443, and see that the proxy runs.",
        )
        return
    yield from _certificate(url, (ends - time.time()) / _DAY)
    if health.status == 200:
        yield Finding("fine", f"{url}/health: 200")
    else:
        yield Finding.error(
            f"{url}/health: {health.status}",
            "The proxy does not reach the app, or the app cannot serve.",
            "systemctl status selfhelp; journalctl -u selfhelp",
        )
        return
    try:
        yield from _headers(visit)
        yield from _figures(visit)
    except Unreachable as error:
        yield Finding.error(f"{url}: broke off ({error})", "It was reached a moment ago.", "Run this again.")
        return
    yield from _plain(url, http_port)


def _certificate(url: str, days: float) -> Iterator[Finding]:
    left = counted(int(days), "day")
    if days < SOON:
        yield Finding.warning(
            f"{url}: its certificate ends in {left}",
            "After that the app opens for nobody. A proxy renews it a month before.",
            "Look into the proxy's log: journalctl -u caddy. Ports 80 and 443 must be open.",
        )
    else:
        yield Finding("fine", f"{url}: certificate valid, {left} left")


def _headers(visit: Visit) -> Iterator[Finding]:
    wrong: list[str] = []
    for path in PATHS:
        answer = visit.get(path)
        for name, value in headers_of(path, https=True).items():
            match answer.all(name):
                case []:
                    wrong.append(f"{name} is missing at {path}")
                case [only] if only != value:
                    wrong.append(f"{name} is changed at {path}")
                case [_, _, *_]:
                    wrong.append(f"{name} comes twice at {path}")
        if answer.all("set-cookie"):
            wrong.append(f"set-cookie is added at {path}")
    if wrong:
        yield Finding.error(
            f"headers: {wrong[0]}{and_more(wrong)}",
            "They are what keeps other sites, frames and foreign scripts away from what people write.",
            _PROXY,
        )
    else:
        yield Finding("fine", f"headers: complete, each once, at {', '.join(PATHS)}")


def _figures(visit: Visit) -> Iterator[Finding]:
    status = visit.get("/metrics").status
    if status == 200:
        yield Finding.error(
            f"{visit.url}/metrics: anyone can read it",
            "It tells how many people do what, and when.",
            "Take it out of the proxy's configuration: it is for 127.0.0.1 alone.",
        )
    else:
        yield Finding("fine", f"{visit.url}/metrics: {status}, not for strangers")


def _plain(url: str, port: int) -> Iterator[Finding]:
    host = urlsplit(url).hostname or ""
    plain = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        answer = Visit(plain, direct=True).get("/coach")
    except Unreachable as error:
        yield Finding.warning(
            f"http: not answered ({str(error).partition(' (os error')[0]})",
            "Who types the name alone may see an error, and many certificates are renewed by way of port 80.",
            "Open port 80; the proxy leads from there to https.",
        )
        return
    led = urlsplit(answer.first("location"))
    if answer.status in (301, 308) and (led.scheme, led.hostname) == ("https", host):
        yield Finding("fine", "http: leads to https")
    else:
        yield Finding.error(
            f"http: answers {answer.status} and does not lead to https",
            "Anyone on the way can put an app of their own in place of this one.",
            "Let the proxy answer http with a redirect to https alone.",
        )
