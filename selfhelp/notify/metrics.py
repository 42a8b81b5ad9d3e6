"""Metrics and alarms of pushes, never by channel.

An alarm is counted each time, logged now and then, and stored for `selfhelp nudges status`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from selfhelp.logs import log

ALARM_REASONS: Final = {
    "circuit-open": "a push service refuses this server's key for everybody (401, 403)",
    "key-refused": "a push service refused this server's key for several channels and took no message meanwhile",
    "faulty-message": "a push service calls a message wrong (400, 413, a redirect, whatever has no meaning here)",
    "endpoint-refused": "a stored endpoint is on no push service of the list any more; nothing was sent",
    "late": "a message reached its push service more than five minutes after its minute",
    "too-late": "messages were dropped because their deadline had passed",
    "prepare-failed": "preparing raised an exception",
    "prepare-behind": "a nudge that was due five minutes ago has not been prepared",
    "outbox-stuck": "a message that was to be sent five minutes ago lies in the outbox",
    "courier-silent": "nobody has looked at what is due for two minutes",
}
"""Every reason of an alarm, and what happened. All exist from the start, at 0: Prometheus sees no increase in a series
that begins at 1."""

LATENESS: Final = (1, 2, 5, 10, 30, 60, 300, 1800, 7200)
"""Seconds. `send` looks every second, so 1 and 2 are on time; 5 to 30 are the first retries; 60 is a lease that ran out
(a worker died); 300 raises an alarm; 7200 is the longest deadline."""

SEND_TIME: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""Seconds. A nearby service answers within 25 ms, one overseas within 250; 10 is the limit for connecting, 20 that of
the whole request, so that time-outs are beyond the last bucket."""

SAY_EVERY: Final = 600.0
"""Seconds between two log lines for the same reason and service: a thousand messages may fail in one second."""

LATE_ALARM: Final = 300
"""Seconds. The spread over ten minutes is not lateness: a message is due after it."""


class Verdict(StrEnum):
    """The meaning of a push service's answer."""

    TAKEN = "taken"
    """200, 201, 202: the service has it, the phone may not."""

    GONE = "gone"
    """404, 410: the subscription has ended."""

    FAULTY = "faulty"
    """400, 413 and other unexpected ones, redirects too: our mistake, and a retry would repeat it."""

    REFUSED = "refused"
    """401, 403: our key, for everybody or for this subscription alone."""

    THROTTLED = "throttled"
    """429, and 406 from WNS: this channel must rest, or the whole service."""

    RETRY = "retry"
    """5xx, time-out, reset."""


class PushMetrics:
    """The sender's metrics, in `registry`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter, gauge = partial(Counter, registry=registry), partial(Gauge, registry=registry)
        histogram = partial(Histogram, registry=registry)
        self.prepared = counter("selfhelp_nudges_claimed", "Nudges that came due and moved on.")
        answers = counter("selfhelp_push_answers", "Answers of push services, by what they mean.", ["verdict"])
        self.answers = {verdict: answers.labels(verdict.value) for verdict in Verdict}
        self.late = counter("selfhelp_pushes_too_late", "Messages whose deadline passed unsent.")
        self.alarms = counter("selfhelp_push_alarms", "What an operator must see to.", ["reason"])
        for reason in ALARM_REASONS:
            self.alarms.labels(reason)
        self.open = gauge("selfhelp_push_circuits_open", "Push services that refuse this server's key now.")
        self.overdue = gauge("selfhelp_push_overdue_seconds", "How long the oldest message that is due has waited.")
        self.outbox = gauge("selfhelp_push_outbox", "Messages that are ready and not sent yet.")
        self.lateness = histogram(
            "selfhelp_push_lateness_seconds",
            "From the second a message was due until its push service accepted it.",
            buckets=LATENESS,
        )
        self.send_time = histogram(
            "selfhelp_push_send_seconds",
            "From the beginning of one request to its answer, or to its end without one.",
            buckets=SEND_TIME,
        )


class Alarm(msgspec.Struct, frozen=True):
    """The last alarm of one reason and host. `host` is empty when no single push service is concerned."""

    reason: str
    host: str
    at: int


@dataclass(eq=False)
class Alarms:
    """The alarms of one process. `clock` is seconds since 1970, `elapsed` monotonic seconds."""

    metrics: PushMetrics
    clock: Callable[[], float]
    elapsed: Callable[[], float]

    def __post_init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[float, int]] = {}  # when it was logged, and how many came since
        self._news: dict[str, Alarm] = {}

    def sound(
        self, reason: str, host: str = "", *, service: str = "", status: int | None = None, count: int = 1
    ) -> None:
        """Note `count` occurrences. `service` is the allow-list's name for `host`: strangers choose names below it, and
        the log has none of theirs."""
        self.metrics.alarms.labels(reason).inc(count)
        logged, now = service or host, self.elapsed()
        key = (reason, logged)
        said, unsaid = self._said.get(key, (-SAY_EVERY, 0))
        if now - said < SAY_EVERY:
            self._said[key] = (said, unsaid + count)
            return
        self._said[key] = (now, 0)
        more: dict[str, str | int] = {"host": logged} if logged else {}
        if status is not None:
            more["status"] = status
        log().error("push-alarm", job=reason, count=unsaid + count, **more)
        self._news[host] = Alarm(reason, host, int(self.clock()))

    def news(self) -> list[Alarm]:
        """Return the last alarm of every host since the previous call."""
        news, self._news = self._news, {}
        return list(news.values())
