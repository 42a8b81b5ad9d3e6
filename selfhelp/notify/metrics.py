"""What the courier counts: numbers only, never a channel."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The courier's metrics, in `registry`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.prepared = Counter("selfhelp_nudges_claimed", "Nudges that came due and moved on.", registry=registry)
        self.answers = Counter(
            "selfhelp_push_answers", "Answers of push services, by what they mean.", ["verdict"], registry=registry
        )
        self.late = Counter("selfhelp_pushes_too_late", "Messages whose deadline passed unsent.", registry=registry)
        self.alarms = Counter("selfhelp_push_alarms", "What an operator must see to.", ["reason"], registry=registry)
        self.open = Gauge(
            "selfhelp_push_circuits_open", "Push services that refuse this server's key now.", registry=registry
        )
        self.lateness = Histogram(
            "selfhelp_push_lateness_seconds",
            "From the second a message was due to the push service's yes.",
            buckets=(1, 2, 5, 10, 30, 60, 300, 1800, 7200),
            registry=registry,
        )
