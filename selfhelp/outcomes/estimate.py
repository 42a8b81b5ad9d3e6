"""From the counts of blurred answers back to shares, with their intervals (docs/operators/outcomes.md, *The formulas*).

With `k` categories a phone sends the true one with probability P = 1/2, else one of the others, each with probability
q = 1/(2(k − 1)). Of the reported shares r the true ones are estimated as (r − q)/(P − q) (Warner 1965).
"""

from collections.abc import Sequence
from math import sqrt
from operator import mul
from typing import Final

import msgspec

P: Final = 0.5
"""A coin: the answer goes as it is, or another one does."""

Z: Final = 1.959963984540054
"""Of a two-sided interval that covers the truth 95 times in 100."""


DOUBT: Final = 4.0
"""Standard errors beyond what phones can send: by chance alone so far once in some thousands of tables."""

PHONES: Final = (1.0, 1.0, 2.0, 0.0)
VAULTS: Final = (0.0, 1.0, 1.0, 0.0)
"""How many phones, and how many vaults, stand behind each answer to `k`."""

TIED: Final = 1 / 6
"""Two blurred answers of one person to a question of four go together no more than this, whatever is true: of what is
reported a third is the truth, and the rest is spread evenly (docs/operators/outcomes.md, *The formulas*)."""


class Estimate(msgspec.Struct, frozen=True):
    """A share between 0 and 1, with its interval; `uncut` is the three as they came out, which chance may have put
    beside 0 and 1."""

    share: float
    low: float
    high: float
    uncut: tuple[float, float, float]


class Interval(msgspec.Struct, frozen=True):
    """By what something is multiplied, or has changed, with the interval of that."""

    by: float
    low: float
    high: float


def other(k: int) -> float:
    """Return the probability with which each category that is not the true one is sent."""
    return (1 - P) / (k - 1)


def shares(reported: Sequence[int]) -> list[float]:
    """Return the estimated true shares of all categories. They add up to 1; by chance one may be below 0 or above 1."""
    n, q = sum(reported), other(len(reported))
    return [(count / n - q) / (P - q) for count in reported]


def is_doubtful(reported: Sequence[int]) -> bool:
    """Return whether phones alone cannot have sent these: whatever is true, each category is sent with a chance between
    q and P. Only a crude flood shows so; one that keeps the proportions does not."""
    n, q = sum(reported), other(len(reported))
    most, least = P + DOUBT * sqrt(P * (1 - P) / n), q - DOUBT * sqrt(q * (1 - q) / n)
    return max(reported) / n > most or min(reported) / n < least


def share_within(reported: Sequence[int], category: int, group: Sequence[int]) -> Estimate | None:
    """Return the share of `category` among those whose true answer is in `group`; None when the counts say nothing of
    it."""
    categories = range(len(reported))
    found = _ratio(
        reported, [float(one == category) for one in categories], [float(one in group) for one in categories]
    )
    return None if found is None else _within_bounds(*found)


def phones_per_vault(reported: Sequence[int], waves: int) -> Interval | None:
    """Return how many phones have a diary for each vault there is, of the answers to `k`, two phones or more counted as
    two: 1 at the least, for each vault has a phone. None when the counts say nothing of it. `waves`: at how many of
    them the answers were given."""
    found = _ratio(reported, PHONES, VAULTS, 1 + (waves - 1) * TIED)
    if found is None:
        return None
    share, low, high = found
    if share < 1:  # as far above 1 as it reaches below the share, or it would claim too much
        high = max(high, 1 + (share - low))
    return Interval(max(share, 1.0), max(low, 1.0), high)


def _ratio(
    reported: Sequence[int], over: Sequence[float], under: Sequence[float], spread: float = 1.0
) -> tuple[float, float, float] | None:
    """Σ over·π divided by Σ under·π, of the true shares π, with its bounds; None when the counts say nothing of it.

    A ratio of two estimates, so its interval is Fieller's (1954): all R for which Σ (over − R·under)·π differs from 0
    by no more than chance does, with the variance of multinomial counts, times `spread`.
    """
    n, q = sum(reported), other(len(reported))
    rates = [count / n for count in reported]
    x, y = (sum(map(mul, each, rates)) for each in (over, under))
    above, below = x - q * sum(over), y - q * sum(under)
    if below <= 0:
        return None
    c = Z * Z / n * spread
    # The R with (above − R·below)² ≤ c · variance(R): between the roots of a·R² − 2b·R + d.
    a = below * below - c * (sum(map(mul, map(mul, under, under), rates)) - y * y)
    b = above * below - c * (sum(map(mul, map(mul, over, under), rates)) - x * y)
    d = above * above - c * (sum(map(mul, map(mul, over, over), rates)) - x * x)
    if a <= 0:
        return None
    half = sqrt(max(b * b - a * d, 0)) / a
    return above / below, b / a - half, b / a + half


def _within_bounds(share: float, low: float, high: float) -> Estimate:
    """Between 0 and 1. An interval that chance has put beside them keeps its half width, or it would claim too much."""
    uncut = (share, low, high)
    kept = min(max(share, 0.0), 1.0)
    if high <= 0:
        high = share - low
    if low >= 1:
        low = 1 - (high - share)
    return Estimate(kept, min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0), uncut)


def change(before: Estimate, after: Estimate) -> Interval:
    """`after` less `before`, of different people, between −1 and 1: the interval is made of both (MOVER, Zou and Donner
    2008). Of what was not cut, or the cuts would stay in the difference."""
    (first, first_low, first_high), (then, then_low, then_high) = before.uncut, after.uncut
    by = then - first
    return Interval(
        min(max(by, -1.0), 1.0),
        max(by - sqrt((then - then_low) ** 2 + (first_high - first) ** 2), -1.0),
        min(by + sqrt((then_high - then) ** 2 + (first - first_low) ** 2), 1.0),
    )
