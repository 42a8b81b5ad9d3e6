"""What the courier counts: numbers only, never a channel."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from selfhelp.notify.classify import Verdict

REASONS: Final = (
    *("circuit-open", "key-refused", "faulty-message", "endpoint-refused", "late", "too-late", "prepare-failed"),
    *("prepare-behind", "outbox-stuck", "courier-silent"),
)
"""Every reason of an alarm; `notify.alarms` says what each means. All are there from the start, at nothing: of a series
that begins at 1, Prometheus sees no increase."""

LATENESS: Final = (1, 2, 5, 10, 30, 60, 300, 1800, 7200)
"""Seconds. `send` looks every second, so 1 and 2 are on time; from 5 to 30 are the first attempts anew; 60 is a lease
that ran out (a worker died); 300 raises an alarm; 7200 is the longest deadline."""

SEND_TIME: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""Seconds. A service near by answers within 25 ms, one over the ocean within 250; 10 is the limit of a connection that
is being made, 20 that of the whole request, so that what timed out stands beyond the last."""


class Metrics:
    """The courier's metrics, in `registry`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.prepared = Counter("selfhelp_nudges_claimed", "Nudges that came due and moved on.", registry=registry)
        self.answers = Counter(
            "selfhelp_push_answers", "Answers of push services, by what they mean.", ["verdict"], registry=registry
        )
        for verdict in Verdict:
            self.answers.labels(verdict.value)
        self.late = Counter("selfhelp_pushes_too_late", "Messages whose deadline passed unsent.", registry=registry)
        self.alarms = Counter("selfhelp_push_alarms", "What an operator must see to.", ["reason"], registry=registry)
        for reason in REASONS:
            self.alarms.labels(reason)
        self.open = Gauge(
            "selfhelp_push_circuits_open", "Push services that refuse this server's key now.", registry=registry
        )
        self.overdue = Gauge(
            "selfhelp_push_overdue_seconds", "How long the oldest message that is due has waited.", registry=registry
        )
        self.outbox = Gauge("selfhelp_push_outbox", "Messages that are ready and not sent yet.", registry=registry)
        self.lateness = Histogram(
            "selfhelp_push_lateness_seconds",
            "From the second a message was due to the push service's yes.",
            buckets=LATENESS,
            registry=registry,
        )
        self.send_time = Histogram(
            "selfhelp_push_send_seconds",
            "From the beginning of one request to its answer, or to its end without one.",
            buckets=SEND_TIME,
            registry=registry,
        )
