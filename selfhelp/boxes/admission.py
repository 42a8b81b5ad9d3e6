"""Admit a request about a box: check id, site and secret and, for a new box, how many its network has made and whether
there is room.

A request is checked in this order: the form of the id, the site, the form of the secret. Networks are counted under
HMAC(address), with a key that is made anew every day and stays in memory; the counts are dropped every hour. Below the
first mark of free space new boxes are refused, below the second any growth. Edits that do not grow, and deletions, are
taken for as long as the disk takes them.
"""

import asyncio
import hashlib
import hmac
import re
import secrets
import shutil
import time
from binascii import unhexlify
from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from prometheus_client import CollectorRegistry, Gauge

from selfhelp.boxes.access import DAY, HOUR, BoxRequest
from selfhelp.http.client_address import NARROW_NETWORK, WIDE_NETWORK, TrustedProxies, network_of
from selfhelp.http.problems import Problem
from selfhelp.http.routing import AnyRequest, Call, Requirement
from selfhelp.logs import log_fault
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import postgresql_bytes, sqlite_bytes

T = TypeVar("T")

_ID: Final = re.compile(r"[0-9a-f]{32}")
_BEARER: Final = re.compile(r"(?i:bearer) ([0-9a-f]{64})")


def id_in(request: AnyRequest, name: str) -> bytes:
    """Return the id that is called `name` in the address. Problem `no-such-page`."""
    given = request.path_params[name]
    if not _ID.fullmatch(given):
        raise Problem("no-such-page")
    return unhexlify(given)


def refuse_cross_site(request: AnyRequest) -> None:
    """Raise the problem `cross-site` when a browser says that another site's page sent this."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Problem("cross-site")


def secret_of(request: AnyRequest) -> bytes:
    """Return SHA-256 of the secret in `Authorization: Bearer <64 lower-case hex digits>`. Problem `no-secret`."""
    match = _BEARER.fullmatch(request.headers.get("authorization", ""))
    if match is None:
        raise Problem(
            "no-secret",
            "Send Authorization: Bearer and the secret as 64 lower-case hex digits.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return hashlib.sha256(unhexlify(match[1])).digest()


def box_request(request: AnyRequest) -> BoxRequest:
    """Return the box of a route with `{box_id:str}`. Problems `no-such-page`, `cross-site`, `no-secret`."""
    box_id = id_in(request, "box_id")
    refuse_cross_site(request)
    return BoxRequest(box_id, secret_of(request))


def id_parameter(name: str) -> dict[str, Any]:
    """Return the OpenAPI parameter for an id in the address."""
    form = {"type": "string", "pattern": "^[0-9a-f]{32}$", "minLength": 32, "maxLength": 32}
    return {"name": name, "in": "path", "required": True, "schema": form}


SECRET: Final[dict[str, Any]] = {
    "name": "Authorization",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^Bearer [0-9a-f]{64}$", "minLength": 71, "maxLength": 71},
}

SAME_SITE: Final = Requirement(refuse_cross_site, ("cross-site",))

BOX: Final = Requirement(
    box_request,
    ("no-secret", "cross-site", "no-such-page", "no-such-box", "box-deleted"),
    (id_parameter("box_id"), SECRET),
)
"""The id of a box and a secret. `boxes.access` checks in the transaction that they belong together."""

BoxCall: TypeAlias = Call[BoxRequest, T]
"""A call about a box, with this body."""


MEASURE_EVERY: Final = 60.0
"""Seconds between two measurements of a PostgreSQL database."""


class Capacity:
    """The room that the disk of the existing data folder and the database's budget leave."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        size = shutil.disk_usage(settings.data).total
        self._low, self._full = (settings.disk_bytes(mark, size) for mark in (settings.low_disk, settings.full_disk))
        self._file = sqlite_file(settings)
        self._measured = 0

    def refuse_new(self) -> None:
        """Raise the problem `overloaded` when there is no room for a new box."""
        if self._is_below(self._low, self._settings.budget_for_new):
            raise _no_room("new boxes")

    def refuse_growth(self) -> None:
        """Raise the problem `overloaded` when there is no room for anything to grow."""
        if self.is_full:
            raise _no_room("anything that grows")

    @property
    def is_full(self) -> bool:
        """Whether nothing may grow."""
        return self._is_below(self._full, self._settings.database_budget)

    def _is_below(self, free: int, budget: int) -> bool:
        if shutil.disk_usage(self._settings.data).free < free:
            return True
        return budget > 0 and (sqlite_bytes(self._file) if self._file else self._measured) > budget

    async def follow(self, store: Store, registry: CollectorRegistry) -> None:
        """Measure the database for as long as the server runs; on PostgreSQL with a budget only."""
        if self._file or not self._settings.database_budget:
            return
        size = Gauge("selfhelp_database_bytes", "The PostgreSQL database.", registry=registry)
        while True:
            try:
                size.set(await self.measure(store))
            except Exception as error:
                log_fault(error, "size-unknown")
            await asyncio.sleep(MEASURE_EVERY)

    async def measure(self, store: Store) -> int:
        """Measure the PostgreSQL database now; return its size in bytes."""
        self._measured = await store.read(lambda session: postgresql_bytes(session.connection()))
        return self._measured


def _no_room(what: str) -> Problem:
    return Problem("overloaded", f"There is no room for {what} for now.", headers={"Retry-After": "3600"})


class CreationLimits:
    """Counts creations per network and hour, and checks that there is `room`. `clock` gives seconds since the epoch."""

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

    def admit(self, request: AnyRequest) -> None:
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
            (NARROW_NETWORK, self._settings.creations_per_hour),
            (WIDE_NETWORK, self._settings.creations_per_hour_wide),
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
