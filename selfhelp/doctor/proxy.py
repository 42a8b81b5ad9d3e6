"""Check that the reverse proxy's configuration records neither who was here nor what they opened."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from selfhelp.doctor.nginx import Unread, nested_blocks, read_nginx, said, server_name, servers
from selfhelp.finding import Finding
from selfhelp.settings import Settings

_ACCESS_WHY: Final = (
    "It writes down who opens an app that nobody may be known to use. Anyone who gets the file knows them."
)
_FAULT_WHY: Final = "A fault's line quotes the visitor's address and the page that was asked for."
_DEBUG_WHY: Final = "Such lines tell of each connection, with the visitor's address."
_QUIET_LEVELS: Final = ("crit", "alert", "emerg")


def check_proxy(settings: Settings, file: Path | None) -> Iterator[Finding]:
    """Check `file`: a Caddyfile, or nginx's configuration; None when the operator has not said where it is."""
    if file is None:
        yield Finding.warning(
            "proxy: its configuration was not looked at",
            "An access log there would write down every visitor.",
            "Name it: `selfhelp doctor --launch --proxy /etc/caddy/Caddyfile`",
        )
        return
    try:
        text = file.read_text(encoding="utf-8")
        is_nginx = file.suffix == ".conf" or re.search(r"^\s*(http|server|events)\s*\{", text, re.MULTILINE) is not None
        findings = [*(_nginx(settings, file) if is_nginx else _caddy(settings, file))]
    except (OSError, UnicodeDecodeError, Unread) as error:
        yield Finding.warning(
            f"proxy: {file} cannot be read ({getattr(error, 'strerror', None) or error})",
            "An access log there would write down every visitor.",
            "Run this as a user who may read it, on the machine on which the proxy is; or look yourself.",
        )
        return
    yield from findings or [Finding("fine", f"proxy: {file} keeps no access log, and no visitor in its fault lines")]


def _caddy(settings: Settings, file: Path) -> Iterator[Finding]:
    adapted = _adapted(file)
    servers = adapted.get("apps", {}).get("http", {}).get("servers", {})
    if any("logs" in server for server in servers.values()):
        yield Finding.error(f"proxy: {file} has an access log", _ACCESS_WHY, "Take `log` out of the site.")
    loggers = {"default": {}} | adapted.get("logging", {}).get("logs", {})
    if any(logger.get("level", "").upper() == "DEBUG" and not _discards(logger) for logger in loggers.values()):
        do = "Take `debug` and `level DEBUG` out."
        yield Finding.error(f"proxy: {file} lets Caddy write all that helps with debugging", _DEBUG_WHY, do)
    if any(_tells_of_visitors(logger) for logger in loggers.values()):
        do = "Begin the Caddyfile with the first block of deploy/Caddyfile: `log default { exclude http }`."
        yield Finding.error(f"proxy: {file} lets Caddy write of faults in http", _FAULT_WHY, do)
    yield from _figures(settings, file, re.findall(r'"dial": ?"[^"]*:(\d+)"', json.dumps(adapted)))


def _discards(logger: dict[str, Any]) -> bool:
    return bool(logger.get("writer", {}).get("output") == "discard")


def _tells_of_visitors(logger: dict[str, Any]) -> bool:
    if _discards(logger):
        return False
    named: list[str] = logger.get("include", [])
    if named:
        # The includes of an access log have been reported already.
        return any(name == "http" or (name.startswith("http.") and ".access" not in name) for name in named)
    return "http" not in logger.get("exclude", [])


def _adapted(file: Path) -> dict[str, Any]:
    """Return the Caddyfile as Caddy itself understands it."""
    command = ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(file)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 - no shell
        adapted: dict[str, Any] = json.loads(done.stdout)
    except FileNotFoundError as error:
        raise Unread("there is no caddy on this machine to read it with") from error
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise Unread("Caddy does not understand it: caddy validate says why") from error
    return adapted


def _nginx(settings: Settings, file: Path) -> Iterator[Finding]:
    whole, unread = read_nginx(file)
    for name in unread:
        yield Finding.warning(
            f"proxy: {name}, which {file} includes, was not read",
            "An access log there would write down every visitor.",
            "Name the main file, usually --proxy /etc/nginx/nginx.conf, as a user who may read what it includes.",
        )
    directives = [words for block in nested_blocks(whole) for words in block.lines if len(words) > 1]
    served = servers(whole)
    logs = [words for words in directives if words[0] == "access_log"]
    if any(words[1:2] != ["off"] for words in logs):
        yield Finding.error(f"proxy: {file} has an access log", _ACCESS_WHY, "access_log off; and no other access_log.")
    elif unsaid := [chain for chain in served if not said(chain, "access_log")]:
        do = "access_log off; in its http block, since nginx keeps a log where nothing is said."
        yield Finding.error(f"proxy: {file} has an access log{server_name(unsaid[0])}", _ACCESS_WHY, do)
    faults = [words for words in directives if words[0] == "error_log"]
    loud = any(words[1] != "/dev/null" and words[-1] not in _QUIET_LEVELS for words in faults)
    if loud or not all(said(chain, "error_log") for chain in served):
        do = "error_log /var/log/nginx/error.log crit; before or in its http block."
        yield Finding.error(f"proxy: {file} lets nginx write of faults", _FAULT_WHY, do)
    if not any(words[0] == "proxy_set_header" and words[1].lower() == "x-forwarded-for" for words in directives):
        yield Finding.warning(
            f"proxy: {file} does not pass on who asks",
            "Everyone then shares the proxy's address, and one limit for new boxes.",
            "proxy_set_header X-Forwarded-For $remote_addr; beside proxy_pass. The app keeps it in memory alone.",
        )
    passed = [words[1] for words in directives if words[0] == "proxy_pass"]
    yield from _figures(settings, file, re.findall(r":(\d+)", " ".join(passed)))


def _figures(settings: Settings, file: Path, ports: list[str]) -> Iterator[Finding]:
    if settings.metrics_port and str(settings.metrics_port) in ports:
        yield Finding.error(
            f"proxy: {file} leads to metrics_port",
            "Anyone could read how many people do what, and when.",
            "Let it lead to the app's port alone.",
        )
