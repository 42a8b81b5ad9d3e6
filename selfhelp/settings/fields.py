"""The settings themselves: one frozen struct, each field with its description and what is allowed."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Final, get_type_hints
from urllib.parse import urlsplit

import msgspec

PREFIX: Final = "SELFHELP_"

_PACKAGE: Final = Path(__file__).parent.parent
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PUSH_HOST: Final = re.compile(r"(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*")
_EVERYBODYS: Final = re.compile(r"\*\.(ac|co|com|edu|gov|go|ne|net|or|org)\.[a-z]{2}")
"""Suffixes under which anybody may register a name, as far as that shows without the list of public suffixes."""
_LARGE: Final = 2 * 1024**3  # bytes; a VACUUM of more takes over a quarter of an hour

_Flag = Annotated[bool, "`true` or `false`"]
_Port = Annotated[int, msgspec.Meta(ge=0, le=65535), "0 to 65535"]
_Positive = Annotated[int, msgspec.Meta(ge=1), "1 or more"]
_Share = Annotated[int, msgspec.Meta(ge=0), "a share like `10%` (a number up to 100 is one), or a size like `2GiB`"]


def _shipped(inside: str, checkout: str) -> Path:
    """Return the path of something shipped with the code: in the installed package, else in the checkout around it."""
    packed = _PACKAGE / inside
    return packed if packed.is_dir() else _PACKAGE.parent / checkout


class SettingsError(ValueError):
    """A setting that prevents the start; the text names it and says what is allowed."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an operator can choose: of each what is allowed, then what it is, in words for the error message and
    the page. Made by `load`; tests make it directly."""

    data: Annotated[
        Path,
        "a folder",
        "The one folder that holds the database, the keys and the list of deletions. Made at the start.",
    ] = Path("data")
    database: Annotated[
        str,
        "nothing, or `postgresql+psycopg://user:password@host/name`",
        "The database. Empty: SQLite, the file `selfhelp.db` in `data`. PostgreSQL for several machines.",
    ] = ""
    host: Annotated[str, "an IP address or a host name of this machine", "The address `selfhelp serve` listens on."] = (
        "127.0.0.1"
    )
    port: Annotated[_Port, "The port `selfhelp serve` listens on; 0 takes a free one."] = 8000
    public_url: Annotated[
        str,
        "`https://name` or `http://localhost:port`, without a path",
        "The address people open. With https, answers carry HSTS.",
    ] = "http://localhost:8000"
    trusted_proxy: Annotated[
        str,
        "nothing, or IP addresses and networks with commas between: `127.0.0.1, 10.0.0.0/8`",
        "The reverse proxies in front, whose X-Forwarded-For is believed when new boxes are counted.",
    ] = ""
    content: Annotated[
        Path, "a folder that holds `pack.toml`", "The content pack: programmes, tools, pages, directory."
    ] = _shipped("content", "content")
    overlay: Annotated[
        Path | None,
        "nothing, or a folder that `selfhelp init` makes",
        "The operator's own in the content pack: name, masks, who runs it, help directory (docs/operators/overlay.md).",
    ] = None
    watch_content: Annotated[_Flag, "Serve an author's edits of the content pack at once, without a new start."] = False
    pwa: Annotated[
        Path, "a folder that holds `index.html` (made by `make run`)", "The built app that is served at `/`."
    ] = _shipped("pwa", "pwa/dist")
    openapi: Annotated[_Flag, "Serve the OpenAPI document at `/schema/openapi.json`."] = False
    jobs: Annotated[
        _Flag, "Run the scheduler (reminders, retention, compaction) in the web process. False where a worker does."
    ] = True
    log_requests: Annotated[
        _Flag, "One log line a request: method, route template, status, duration. False: only faults leave a line."
    ] = False
    metrics_port: Annotated[
        _Port,
        "Serve `/metrics` (Prometheus) on this port of 127.0.0.1, and nowhere else; 0 switches it off. Each process"
        " on a machine, `serve` and every `worker`, needs its own.",
    ] = 0
    creations_per_hour: Annotated[
        _Positive,
        "New boxes an hour from one address (IPv6: one /56). A mobile carrier puts thousands of people behind one.",
    ] = 300
    creations_per_hour_wide: Annotated[
        _Positive,
        "New boxes an hour from one wider network (IPv4: one /16; IPv6: one /48), for anyone who has many addresses.",
    ] = 3_000
    low_disk: Annotated[_Share, "Below this much free disk new boxes are refused; everything else goes on."] = 10
    full_disk: Annotated[
        _Share,
        "Below this much free disk no vault and no person's conversation may grow either. Edits that do not grow, "
        "coaches' replies and deletions go on.",
    ] = 5
    database_budget: Annotated[
        int,
        msgspec.Meta(ge=0),
        "0, or a size like `20GiB`",
        "The most that the database may have, as a bound on what strangers can fill. From nine tenths of it new boxes "
        "are refused; above it vaults and persons' conversations may not grow either. 0: no bound but the disk.",
    ] = 0
    vault_records_first_month: Annotated[
        _Positive,
        "Records a vault may hold in the calendar month of its creation. In the month after, it grows day by day to"
        " `vault_records`.",
    ] = 2_000
    vault_bytes_first_month: Annotated[
        int,
        msgspec.Meta(ge=1),
        "a size like `4MiB`",
        "Encrypted bytes a vault may hold in the calendar month of its creation. In the month after, it grows day "
        "by day to `vault_bytes`.",
    ] = 4 * 1024**2
    vault_records: Annotated[_Positive, "Records a vault may hold later."] = 50_000
    vault_bytes: Annotated[
        int, msgspec.Meta(ge=1), "a size like `32MiB`", "Encrypted bytes a vault may hold later."
    ] = 32 * 1024**2
    compact_at: Annotated[
        str,
        "a time of day like `03:30`",
        "When the nightly work runs, in UTC: reminders by the present time zones, retention, compaction.",
    ] = "03:30"
    compact_large_on: Annotated[
        str,
        "mon, tue, wed, thu, fri, sat or sun",
        "The one night a week on which a SQLite file over 2 GiB is compacted.",
    ] = "sun"
    push_contact: Annotated[
        str,
        "`mailto:name@host` or `https://…`",
        "Whom a push service may write to about this server (VAPID `sub`). Apple refuses a made-up one.",
    ] = "mailto:operator@localhost"
    push_hosts: Annotated[
        tuple[str, ...],
        "host names with commas between: `push.example.org, *.push.example.net`; no whole domain such as `*.org`",
        "Push services beyond Google, Mozilla, Microsoft and Apple. A leading `*.` takes every name below.",
    ] = ()
    push_test_ca: Annotated[
        Path | None,
        "nothing, or a PEM file",
        "For tests only: a CA file; with it, push services on https://localhost (any port) are reached too.",
    ] = None

    def __post_init__(self) -> None:
        for name, ok in (
            ("database", self.database == "" or is_database(self.database)),
            ("public_url", is_origin(self.public_url)),
            ("trusted_proxy", are_networks(self.trusted_proxy)),
            ("compact_at", re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", self.compact_at) is not None),
            ("compact_large_on", self.compact_large_on in _DAYS),
            ("push_contact", re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://[^\s/]+\S*", self.push_contact) is not None),
            (
                "push_hosts",
                all(_PUSH_HOST.fullmatch(host) and not _EVERYBODYS.fullmatch(host) for host in self.push_hosts),
            ),
        ):
            if not ok:
                raise SettingsError(wrong_setting(name, getattr(self, name)))

    @staticmethod
    def disk_bytes(mark: int, total: int) -> int:
        """Return the free bytes that `low_disk` or `full_disk` stands for on a disk of `total` bytes."""
        return total * mark // 100 if mark <= 100 else mark

    @property
    def budget_for_new(self) -> int:
        """The size of the database above which new boxes are refused; 0 without a budget."""
        return self.database_budget * 9 // 10

    def compacts_on(self, weekday: int, size: int) -> bool:
        """Return whether a SQLite file of `size` bytes is compacted in the night of `weekday` (Monday is 0)."""
        return size <= _LARGE or _DAYS[weekday] == self.compact_large_on


def described() -> dict[str, tuple[str, str]]:
    """Return each setting's description and allowed values, in the order of the struct."""
    said = {name: hint.__metadata__ for name, hint in get_type_hints(Settings, include_extras=True).items()}
    return {name: (said[name][-1], said[name][-2]) for name in setting_names()}


def setting_names() -> tuple[str, ...]:
    """Return every setting's name, in the order of the struct."""
    return Settings.__struct_fields__


def wrong_setting(name: str, value: object, why: str = "") -> str:
    """Return the error for a setting: its name, what was given (never a database's password), `why` not, what is
    allowed."""
    written = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    shown = "•••" if name == "database" else repr(written)
    said = f"{name} ({PREFIX}{name.upper()}): {shown} cannot be taken" + (f" ({why})" if why else "")
    return f"{said}. Allowed: {described()[name][1]}."


def is_database(url: str) -> bool:
    """Return whether it is `postgresql+psycopg://…` with a valid port."""
    try:
        urlsplit(url).port  # noqa: B018 - a port that is no number raises here
    except ValueError:
        return False
    return url.startswith("postgresql+psycopg://")


def is_origin(url: str) -> bool:
    """Return whether it is a scheme and a host without a path; http is for this machine only."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - a port that is no number raises here
    except ValueError:
        return False
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return plain and bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and local))


def are_networks(listed: str) -> bool:
    """Return whether it lists IP addresses and networks with commas between; none is fine."""
    try:
        for network in filter(None, (part.strip() for part in listed.split(","))):
            ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return True
