"""The courier's metrics are what prometheus_client's own would be."""

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from selfhelp.notify.classify import Verdict
from selfhelp.notify.metrics import LATENESS, SEND_TIME
from selfhelp.notify.tally import Counts, Tally


@pytest.mark.parametrize("buckets", [LATENESS, SEND_TIME])
def test_a_tally_tells_what_a_histogram_tells(buckets: tuple[float, ...]) -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    tally = Tally("waited_seconds", "How long.", buckets, ours)
    histogram = Histogram("waited_seconds", "How long.", buckets=buckets, registry=theirs)
    assert told(ours) == told(theirs)
    for value in (0, 0.0001, 0.01, 0.02, 1, 1.0, 1.5, 4.9, 20, 300.0, 7200, 9000):
        tally.observe(value)
        histogram.observe(value)
    assert told(ours) == told(theirs)
    assert "waited_seconds_count 12.0" in told(ours)


def test_counts_tell_what_a_counter_tells() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    counts = Counts("given_answers", "So many.", "verdict", Verdict, ours)
    counter = Counter("given_answers", "So many.", ["verdict"], registry=theirs)
    each = {verdict: counter.labels(verdict.value) for verdict in Verdict}
    assert told(ours) == told(theirs)
    for verdict in (Verdict.TAKEN, Verdict.GONE, Verdict.TAKEN):
        counts.add(verdict)
        each[verdict].inc()
    assert told(ours) == told(theirs)
    assert 'given_answers_total{verdict="taken"} 2.0' in told(ours)


def test_two_of_the_same_name_are_refused() -> None:
    registry = CollectorRegistry()
    Tally("waited_seconds", "How long.", LATENESS, registry)
    with pytest.raises(ValueError, match="Duplicated"):
        Tally("waited_seconds", "How long.", LATENESS, registry)


def told(registry: CollectorRegistry) -> list[str]:
    """All but when it was made."""
    return [line for line in generate_latest(registry).decode().splitlines() if "_created" not in line]
