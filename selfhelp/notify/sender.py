"""The courier: at the minute, HTTP only. One client, HTTP/2 where the service speaks it, no redirects, no proxies."""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Self, TypeVar

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.response import Response
from sqlmodel import Session

from selfhelp.notify import outbox, tables
from selfhelp.notify.alarms import LATE, Alarms
from selfhelp.notify.circuit_breakers import CircuitBreakers
from selfhelp.notify.classify import (
    DOUBT,
    UNREACHABLE,
    Verdict,
    backoff,
    classify_response,
    rest,
    retry_after,
    time_to_live,
)
from selfhelp.notify.endpoint import AllowList, EndpointRefused, is_usual, origin_of
from selfhelp.notify.in_flight import InFlight
from selfhelp.notify.keys import Keys
from selfhelp.notify.metrics import Metrics
from selfhelp.notify.outbox import DeliveryResult, LeasedMessage
from selfhelp.notify.payload import Composer
from selfhelp.notify.prepare import ENOUGH, is_due, prepare
from selfhelp.notify.subscription import unseal
from selfhelp.notify.vapid import VapidHeaders
from selfhelp.store import Overloaded, Store

T = TypeVar("T")

AT_ONCE: Final = 300
"""Requests on their way at the same time: connections over round-trip time is the limit on a real network."""

TIMEOUT: Final = timedelta(seconds=20)
CONNECT_TIMEOUT: Final = timedelta(seconds=10)

MOST_HELD: Final = 1_000
"""Messages under a lease at the same time: while the database is asked for more, there is enough to carry."""

FEWEST: Final = 50
"""Messages that are settled and taken in one transaction at least, however slow that was the last time."""

WAITS_AT_MOST: Final = 20.0
"""Seconds. Whatever has waited for so long behind slow answers is given back unsent: a request may take 20 more, and
what came of it must be written down before the lease is over."""

ALWAYS: Final = {
    "Content-Encoding": "aes128gcm",
    "Content-Type": "application/octet-stream",
    "Urgency": "normal",
}
"""Headers that are the same for every message to everybody."""

BUSY_TRIES: Final = 10
BUSY_PAUSE: Final = 1.0
"""How many times, and how many seconds apart, it is tried again to write down what has landed while the database is
busy: within the lease's last twenty seconds. What is given up then is sent once more, though the service has it."""

LAST: Final = b"\xff" * 16
"""The place of `prepare` among those who share a transaction. It waits for nobody's rows, and holds many: whoever waits
does so before it, or two processes would wait for each other in a circle."""

LOOK_AGAIN: Final = 1.0
"""Seconds after which it is asked what has come due, while slow answers are awaited."""


def client_builder(test_ca: Path | None = None, timeout: timedelta = TIMEOUT) -> ClientBuilder:
    """The one HTTP client of a process. `test_ca` is trusted besides the public authorities (tests only); `timeout` is
    that of a whole request."""
    builder = (
        ClientBuilder()
        .follow_redirects(False)
        .no_proxy()
        .https_only(True)
        .http2(True)
        .referer(False)
        .gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .user_agent("selfhelp")
        .default_headers(ALWAYS)
        .timeout(timeout)
        .connect_timeout(min(CONNECT_TIMEOUT, timeout))
        .pool_max_idle_per_host(AT_ONCE)
    )
    if test_ca is not None:
        builder = builder.add_root_certificate_pem(test_ca.read_bytes())
    return builder


def http_client(test_ca: Path | None = None, timeout: timedelta = TIMEOUT) -> Client:
    """`client_builder`, built."""
    return client_builder(test_ca, timeout).build()


def fitting(count: int, seconds: float) -> int:
    """How many messages the next transaction settles and takes, when `count` took the writer so many `seconds`: those
    who write wait for it."""
    return max(FEWEST, min(MOST_HELD, int(count * ENOUGH / max(seconds, 1e-6))))


class AddressedMessage(NamedTuple):
    """A message and where it goes. `taken` is when this process took it, on the courier's own clock."""

    errand: LeasedMessage
    endpoint: str
    origin: str
    taken: float


def _timed(session: Session, work: Callable[[Session], T]) -> tuple[T, float]:
    """What comes of `work`, and how many seconds it took."""
    began = time.perf_counter()
    return work(session), time.perf_counter() - began


class PushSender:
    """Prepares, sends and settles, on one store. `clock` gives seconds since 1970; `elapsed` seconds that only go
    forward, by which push services are left alone: somebody may set the clock of this machine meanwhile."""

    def __init__(
        self,
        store: Store,
        keys: Keys,
        composer: Composer,
        allowed: AllowList,
        contact: str,
        client: Client,
        metrics: Metrics,
        *,
        clock: Callable[[], float] = time.time,
        elapsed: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ) -> None:
        self._store = store
        self._keys = keys
        self._composer = composer
        self._allowed = allowed
        self._client = client
        self._metrics = metrics
        self._clock = clock
        self._elapsed = elapsed
        self._chance = chance or random.Random()  # noqa: S311 - jitter, not a secret
        self._vapid = VapidHeaders(keys.vapid, contact, clock)
        self._fits = MOST_HELD
        self._looked = elapsed()
        self._is_leaving = False
        self.hosts = CircuitBreakers(elapsed)
        self.alarms = Alarms(metrics, clock, elapsed)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    def silent_for(self) -> float:
        """Seconds since `send` last looked at what is due; while it carries it looks too."""
        return self._elapsed() - self._looked

    def leave(self) -> None:
        """The process is about to end: nothing more is taken, and what is not on its way yet is given back unsent."""
        self._is_leaving = True

    async def prepare(self) -> int:
        """Lay everything that is due within ten minutes into the outbox; return how many nudges moved on.

        That it failed is an alarm, because reminders stay away without a word.
        """
        total, claimed = 0, 1
        now = datetime.fromtimestamp(self._clock(), UTC)
        try:
            while claimed and await self._store.read(partial(is_due, now=now)):
                work = partial(prepare, now=now, keys=self._keys, composer=self._composer)
                claimed = await self._store.write(work, LAST)
                total += claimed
        except Exception:
            self.alarms.sound("prepare-failed")
            raise
        self._metrics.prepared.inc(total)
        return total

    async def send(self) -> int:
        """Send everything whose minute has come; how many messages were taken out of the outbox for it.

        Messages are taken and settled while others are on their way, so that a slow service holds up its own alone.
        """
        total = 0
        settled: list[DeliveryResult] = []
        with InFlight(self._carry, AT_ONCE) as flights:
            while True:
                some, rest = settled[: self._fits], settled[self._fits :]
                room = 0 if self._is_leaving else MOST_HELD - len(flights) - len(rest)
                errands, late = await self._patiently(some, room)
                total += len(errands)
                settled = rest + self._start(errands, flights)
                if not flights and not late and not settled:
                    break
                if not rest:
                    settled += await flights.landed(LOOK_AGAIN)
        if flights.faults:  # A fault costs its own message a lease, and the others nothing.
            raise flights.faults[0]
        return total

    async def _patiently(self, settled: list[DeliveryResult], room: int) -> tuple[list[LeasedMessage], int]:
        """`_exchange`, again while the database is busy: the answers to messages must not be lost."""
        for _ in range(BUSY_TRIES if settled else 0):
            try:
                return await self._exchange(settled, room)
            except Overloaded:  # a deadlock again and again, or a server that is started anew
                await asyncio.sleep(BUSY_PAUSE)
        return await self._exchange(settled, room)

    async def _exchange(self, settled: list[DeliveryResult], room: int) -> tuple[list[LeasedMessage], int]:
        """Settle what has landed and take up to `room` more, in one transaction; what was taken, and how many were
        dropped as too late."""
        now = int(self._clock())
        self._looked = self._elapsed()
        if not settled and (room <= 0 or not await self._store.read(partial(outbox.is_waiting, now=now))):
            return [], 0
        room = min(room, max(self._fits - len(settled), FEWEST))
        work = partial(outbox.exchange, settled=settled, now=now, most=room)
        (errands, late), seconds = await self._store.write(partial(_timed, work=work))
        self._fits = fitting(len(settled) + len(errands), seconds)
        if late:
            self._metrics.late.inc(late)
            self.alarms.sound("too-late", count=late)
        self._metrics.open.set(len(self.hosts.open_circuits()))
        return errands, late

    def _start(
        self, errands: list[LeasedMessage], flights: InFlight[AddressedMessage, DeliveryResult]
    ) -> list[DeliveryResult]:
        """Set on their way those that have an address; what becomes of the others.

        All addresses are read before anything is sent, because the same work in between costs more (ADR 19).
        """
        taken = self._elapsed()
        letters, settled = [], []
        for errand in errands:
            try:
                addressed = self._address(errand, taken)
            except Exception as fault:
                flights.faults.append(fault)
                continue
            if isinstance(addressed, AddressedMessage):
                letters.append(addressed)
            else:
                settled.append(addressed)
        flights.start(letters)
        return settled

    def _address(self, errand: LeasedMessage, taken: float) -> AddressedMessage | DeliveryResult:
        subscription = unseal(errand.sealed, errand.channel, self._keys)
        if subscription is None:
            return DeliveryResult(errand, None, state=tables.GONE)
        try:
            origin = origin_of(subscription.endpoint, self._allowed)
        except EndpointRefused:  # Stored when the operator's list was longer, or written by somebody else.
            self.alarms.sound("endpoint-refused")
            return DeliveryResult(errand, None, state=tables.GONE)
        if not is_usual(subscription.endpoint, self._allowed):
            errand = errand._replace(since=None)
        return AddressedMessage(errand, subscription.endpoint, origin, taken)

    async def _carry(self, letter: AddressedMessage) -> DeliveryResult:
        """One message to its push service, and what that means for it."""
        errand, endpoint, origin, taken = letter
        started = self._elapsed()
        if self._is_leaving or started - taken > WAITS_AT_MOST:
            return DeliveryResult(errand, None, retry=int(self._clock()))
        until = self.hosts[origin].wait(started, errand.channel)
        if until is not None:
            return DeliveryResult(errand, None, retry=int(self._clock() + until - started) + 1)
        response = await self._post(endpoint, origin, errand)
        ended = self._elapsed()
        self._metrics.send_time.observe(ended - started)
        status = UNREACHABLE if response is None else response.status
        verdict = classify_response(status, origin)
        self._metrics.answers.labels(verdict.value).inc()
        if verdict is Verdict.TAKEN:
            return self._taken(errand, origin, status, ended)
        pause = None if response is None else retry_after(response.headers, self._clock())
        return self._not_taken(errand, origin, verdict, status, pause)

    async def _post(self, endpoint: str, origin: str, errand: LeasedMessage) -> Response | None:
        """The push service's answer; None when there was none."""
        headers = {
            "Authorization": self._vapid.authorization(origin),
            "TTL": str(time_to_live(errand.deadline, self._clock())),
            "Topic": errand.topic,
        }
        try:
            return await self._client.post(endpoint).headers(headers).body_bytes(errand.body).build().send()
        except (PyreqwestError, OSError):
            return None

    def _taken(self, errand: LeasedMessage, origin: str, status: int, elapsed: float) -> DeliveryResult:
        self.hosts[origin].accepted(elapsed)
        lateness = max(self._clock() - errand.due, 0)
        self._metrics.lateness.observe(lateness)
        if lateness > LATE:
            self._alarm("late", origin)
        return DeliveryResult(errand, status, taken=True)

    def _not_taken(
        self, errand: LeasedMessage, origin: str, verdict: Verdict, status: int, pause: float | None
    ) -> DeliveryResult:
        if verdict is Verdict.GONE:
            return DeliveryResult(errand, status, state=tables.GONE)
        if verdict is Verdict.THROTTLED:
            elapsed = self._elapsed()
            until = self.hosts[origin].throttled(errand.channel, errand.since, rest(pause, self._chance), elapsed)
            return DeliveryResult(errand, status, retry=int(self._clock() + until - elapsed) + 1)
        if verdict is Verdict.RETRY:
            wait = max(backoff(errand.attempts, self._chance), pause or 0.0)
            return DeliveryResult(errand, status, retry=int(self._clock() + wait) + 1)
        if verdict is Verdict.REFUSED:
            return self._refused(errand, origin, status)
        self._alarm("faulty-message", origin, status)
        return DeliveryResult(errand, status)

    def _refused(self, errand: LeasedMessage, origin: str, status: int) -> DeliveryResult:
        """Our key was refused: by the service to everybody, or for this subscription alone?"""
        host = self.hosts[origin]
        was_open, again = host.is_open, host.has_refused(errand.channel, self._elapsed())
        if host.refused(errand.channel, errand.since, self._elapsed()):
            if not was_open:
                self._alarm("circuit-open", origin, status)
            return DeliveryResult(errand, status, retry=self._after_the_pause(origin))
        if host.takes_nothing():
            self._alarm("key-refused", origin, status)
        if not again:
            return DeliveryResult(errand, status, retry=int(self._clock() + DOUBT))
        return DeliveryResult(errand, status, state=tables.RESUBSCRIBE)

    def _after_the_pause(self, origin: str) -> int:
        """The second, on the outbox's clock, in which `origin` may be asked again."""
        _, seconds = self.hosts[origin].state(self._elapsed())
        return int(self._clock() + seconds) + 1

    def _alarm(self, reason: str, origin: str, status: int | None = None) -> None:
        host = origin.removeprefix("https://")
        self.alarms.sound(reason, host, service=self._allowed.name_of(host), status=status)
