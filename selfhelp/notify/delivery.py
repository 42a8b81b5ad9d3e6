"""Send one message to its push service, and return what the answer means for it. ADR 41 has the reasons."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.response import Response

from selfhelp.notify import tables
from selfhelp.notify.circuit_breakers import CircuitBreakers
from selfhelp.notify.keys import Keys
from selfhelp.notify.metrics import LATE_ALARM, Alarms, PushMetrics, Verdict
from selfhelp.notify.outbox import TAKEN, DeliveryResult, LeasedMessage
from selfhelp.notify.subscription import AllowList, EndpointRefused, is_usual, origin_of, unseal

AT_ONCE: Final = 300
"""Most requests on their way at the same time: connections over round-trip time is the limit on a real network."""

PUSH_TIMEOUT: Final = timedelta(seconds=20)
PUSH_CONNECT_TIMEOUT: Final = timedelta(seconds=10)

WAITS_AT_MOST: Final = 20.0
"""Seconds. A message that has waited for so long behind slow answers is given back unsent: a request may take 20 more,
and its result must be stored before the lease ends."""

FIXED_HEADERS: Final = {
    "Content-Encoding": "aes128gcm",
    "Content-Type": "application/octet-stream",
    "Urgency": "normal",
}
"""Headers that are the same for every message to everybody."""

FIRST_BACKOFF: Final = 5.0
"""Seconds before the second attempt; doubled at each further attempt."""

LONGEST_BACKOFF: Final = 900.0

SECOND_TRY: Final = 60.0
"""Seconds before a refused message is tried once more, while it is found out whether the service refuses everybody."""

LONGEST_PAUSE: Final = 7_200.0
"""Seconds. No reminder is of use for longer."""

VALID_FOR: Final = 12 * 3_600
"""Seconds; the services refuse more than 24 hours."""

MOST_SIGNED: Final = 1_000
"""Most headers that are kept. Strangers may choose names below a suffix of the allow-list."""

UNREACHABLE: Final = 0
"""The status when there was none: time-out, reset, no connection."""


def classify_response(status: int, origin: str) -> Verdict:
    """Return the verdict on `status` (UNREACHABLE for none) from the service at `origin`."""
    if status in TAKEN:
        return Verdict.TAKEN
    if status in (404, 410):
        return Verdict.GONE
    if status in (401, 403):
        return Verdict.REFUSED
    if status == 429 or (status == 406 and origin.endswith(".notify.windows.com")):
        return Verdict.THROTTLED
    if status == UNREACHABLE or status >= 500:
        return Verdict.RETRY
    return Verdict.FAULTY


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3); None if unreadable."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), LONGEST_PAUSE)


def rest(asked: float | None, chance: random.Random) -> float:
    """Return how many seconds a throttled channel rests: what was asked for (a minute by default) and up to a tenth
    more, so that not all come back in the same second."""
    seconds = 60.0 if asked is None else max(asked, 1.0)
    return seconds + chance.uniform(0, max(seconds / 10, 1.0))


def backoff(attempts: int, chance: random.Random) -> float:
    """Return the seconds to the next attempt after `attempts` failed ones: exponential, random in the upper half."""
    longest = min(FIRST_BACKOFF * 2.0 ** (attempts - 1), LONGEST_BACKOFF)
    return chance.uniform(longest / 2, longest)


def time_to_live(deadline: int, now: float) -> int:
    """Return the TTL header: seconds to the deadline, at least 60 (WNS refuses 0) and at most 7200."""
    return int(min(max(deadline - now, 60), 7_200))


def client_builder(test_ca: Path | None = None, timeout: timedelta = PUSH_TIMEOUT) -> ClientBuilder:
    """Return the builder of a process's HTTP client: no redirects, no proxies, HTTP/2 where the service supports it.

    `test_ca` is trusted besides the public authorities (tests only); `timeout` is that of a whole request.
    """
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
        .default_headers(FIXED_HEADERS)
        .timeout(timeout)
        .connect_timeout(min(PUSH_CONNECT_TIMEOUT, timeout))
        .pool_max_idle_per_host(AT_ONCE)
    )
    return builder if test_ca is None else builder.add_root_certificate_pem(test_ca.read_bytes())


@dataclass(eq=False)
class VapidHeaders:
    """One signed header an origin, renewed at half its life. `contact` is the `sub` (mailto: or https:)."""

    key: ec.EllipticCurvePrivateKey
    contact: str
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self._vapid = Vapid02(self.key)
        self._headers: dict[str, tuple[float, str]] = {}

    def authorization(self, origin: str) -> str:
        """Return `vapid t=…,k=…` for `origin` (`https://host` or, in tests, `https://localhost:port`)."""
        now = self.clock()
        signed, header = self._headers.get(origin, (now, ""))
        # Also when the clock was set back: a token signed before that may be valid for longer than the services accept.
        if not header or not signed <= now < signed + VALID_FOR / 2:
            # A new dict every time, because the signer may write `aud` into the one it is given.
            claims = {"aud": origin, "exp": int(now) + VALID_FOR, "sub": self.contact}
            header = self._vapid.sign(claims)["Authorization"]
            if len(self._headers) >= MOST_SIGNED:
                self._headers.clear()
            self._headers[origin] = (now, header)
        return header


class AddressedMessage(NamedTuple):
    """A message and its address. `taken` is when this process took it, on a monotonic clock."""

    message: LeasedMessage
    endpoint: str
    origin: str
    taken: float


@dataclass(eq=False)
class Delivery:
    """One process's connection to the push services. `clock` gives seconds since 1970; `elapsed` monotonic seconds, for
    pauses: somebody may set this machine's clock meanwhile."""

    keys: Keys
    allowed: AllowList
    contact: str
    client: Client
    metrics: PushMetrics
    clock: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic
    chance: random.Random = field(default_factory=random.Random)  # jitter, not a secret
    is_leaving: bool = False
    """Whether messages that are not on their way yet are given back unsent."""

    def __post_init__(self) -> None:
        self._vapid = VapidHeaders(self.keys.vapid, self.contact, self.clock)
        self.circuits = CircuitBreakers(self.elapsed)
        self.alarms = Alarms(self.metrics, self.clock, self.elapsed)

    def address(self, message: LeasedMessage, taken: float) -> AddressedMessage | DeliveryResult:
        """Return the message with its address, or its result when it has none."""
        subscription = unseal(message.sealed, message.channel, self.keys)
        if subscription is None:
            return DeliveryResult(message, None, state=tables.GONE)
        try:
            origin = origin_of(subscription.endpoint, self.allowed)
        except EndpointRefused:  # Stored when the operator's list was longer, or by somebody else.
            self.alarms.sound("endpoint-refused")
            return DeliveryResult(message, None, state=tables.GONE)
        if not is_usual(subscription.endpoint, self.allowed):
            message = message._replace(since=None)
        return AddressedMessage(message, subscription.endpoint, origin, taken)

    async def deliver(self, addressed: AddressedMessage) -> DeliveryResult:
        """Send the message unless its service must be left alone; return the result for the message."""
        message, endpoint, origin, taken = addressed
        started = self.elapsed()
        if self.is_leaving or started - taken > WAITS_AT_MOST:
            return DeliveryResult(message, None, retry=int(self.clock()))
        until = self.circuits[origin].wait(started, message.channel)
        if until is not None:
            return DeliveryResult(message, None, retry=self._instant(until))
        response = await self._post(endpoint, origin, message)
        self.metrics.send_time.observe(self.elapsed() - started)
        status = UNREACHABLE if response is None else response.status
        verdict = classify_response(status, origin)
        self.metrics.answers[verdict].inc()
        if verdict is Verdict.TAKEN:
            return self._taken(message, origin, status)
        pause = None if response is None else retry_after(response.headers, self.clock())
        return self._not_taken(message, origin, verdict, status, pause)

    async def _post(self, endpoint: str, origin: str, message: LeasedMessage) -> Response | None:
        """Return the push service's answer; None when there was none."""
        headers = {
            "Authorization": self._vapid.authorization(origin),
            "TTL": str(time_to_live(message.deadline, self.clock())),
            "Topic": message.topic,
        }
        try:
            return await self.client.post(endpoint).headers(headers).body_bytes(message.body).build().send()
        except (PyreqwestError, OSError):
            return None

    def _taken(self, message: LeasedMessage, origin: str, status: int) -> DeliveryResult:
        self.circuits[origin].accepted(self.elapsed())
        lateness = max(self.clock() - message.due, 0)
        self.metrics.lateness.observe(lateness)
        if lateness > LATE_ALARM:
            self._alarm("late", origin)
        return DeliveryResult(message, status, taken=True)

    def _not_taken(
        self, message: LeasedMessage, origin: str, verdict: Verdict, status: int, pause: float | None
    ) -> DeliveryResult:
        if verdict is Verdict.GONE:
            return DeliveryResult(message, status, state=tables.GONE)
        if verdict is Verdict.THROTTLED:
            seconds = rest(pause, self.chance)
            until = self.circuits[origin].throttled(message.channel, message.since, seconds, self.elapsed())
            return DeliveryResult(message, status, retry=self._instant(until))
        if verdict is Verdict.RETRY:
            wait = max(backoff(message.attempts, self.chance), pause or 0.0)
            return DeliveryResult(message, status, retry=int(self.clock() + wait) + 1)
        if verdict is Verdict.REFUSED:
            return self._refused(message, origin, status)
        self._alarm("faulty-message", origin, status)
        return DeliveryResult(message, status)

    def _refused(self, message: LeasedMessage, origin: str, status: int) -> DeliveryResult:
        """Return the result of a refused key: the service refuses everybody, or this subscription alone."""
        breaker, now = self.circuits[origin], self.elapsed()
        was_open, again = breaker.is_open, breaker.has_refused(message.channel, now)
        if breaker.refused(message.channel, message.since, now):
            if not was_open:
                self._alarm("circuit-open", origin, status)
            _, seconds = breaker.state(now)
            return DeliveryResult(message, status, retry=self._instant(now + seconds))
        if breaker.takes_nothing():
            self._alarm("key-refused", origin, status)
        if not again:
            return DeliveryResult(message, status, retry=int(self.clock() + SECOND_TRY))
        return DeliveryResult(message, status, state=tables.RESUBSCRIBE)

    def _instant(self, elapsed: float) -> int:
        """Return the second on the outbox's clock after this instant on the monotonic one."""
        return int(self.clock() + elapsed - self.elapsed()) + 1

    def _alarm(self, reason: str, origin: str, status: int | None = None) -> None:
        host = origin.removeprefix("https://")
        self.alarms.sound(reason, host, service=self.allowed.name_of(host), status=status)
