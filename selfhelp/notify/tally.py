"""Metrics that one thread counts into and another reads now and then, without prometheus_client's locks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector


class Tally(Collector):
    """What `observe` was told, by the `buckets` (upper bounds, rising; what lies beyond the last is counted too)."""

    def __init__(self, name: str, about: str, buckets: Sequence[float], registry: CollectorRegistry) -> None:
        self._name = name
        self._about = about
        self._bounds = tuple(map(float, buckets))
        self._counts = [0] * (len(buckets) + 1)
        self._sum = 0.0
        registry.register(self)

    def observe(self, value: float) -> None:
        """Count one."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def describe(self) -> Iterator[HistogramMetricFamily]:
        """The registry asks for the name."""
        yield HistogramMetricFamily(self._name, self._about)

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """What has been counted so far."""
        upto = [*map(str, self._bounds), "+Inf"]
        buckets = [*zip(upto, accumulate(self._counts), strict=True)]
        yield HistogramMetricFamily(self._name, self._about, buckets=buckets, sum_value=self._sum)


class Counts(Collector):
    """A counter for each of `values`, which are those of the one `label`."""

    def __init__(self, name: str, about: str, label: str, values: Iterable[str], registry: CollectorRegistry) -> None:
        self._name = name
        self._about = about
        self._label = label
        self._counts = dict.fromkeys(values, 0)
        registry.register(self)

    def add(self, value: str) -> None:
        """Count one."""
        self._counts[value] += 1

    def describe(self) -> Iterator[CounterMetricFamily]:
        """The registry asks for the name."""
        yield CounterMetricFamily(self._name, self._about)

    def collect(self) -> Iterator[CounterMetricFamily]:
        """What has been counted so far."""
        family = CounterMetricFamily(self._name, self._about, labels=[self._label])
        for value, count in self._counts.items():
            family.add_metric([value], count)
        yield family
