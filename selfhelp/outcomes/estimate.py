"""From the counts of blurred answers back to shares, with their intervals (docs/outcomes.md, *The formulas*).

With `k` categories a phone sends the true one with probability P = 1/2, else one of the others, each with probability
q = 1/(2(k − 1)). Of the reported shares r the true ones are estimated as (r − q)/(P − q) (Warner 1965).
"""

from collections.abc import Sequence
from math import sqrt
from typing import Final

import msgspec

P: Final = 0.5
"""A coin: the answer goes as it is, or another one does."""

Z: Final = 1.959963984540054
"""Of a two-sided interval that covers the truth 95 times in 100."""


DOUBT: Final = 4.0
"""Standard errors beyond what phones can send: by chance alone so far once in some thousands of tables."""


class Estimate(msgspec.Struct, frozen=True):
    """A share between 0 and 1, with its interval; `uncut` is the three as they came out, which chance may have put
    beside 0 and 1."""

    share: float
    low: float
    high: float
    uncut: tuple[float, float, float]


class Change(msgspec.Struct, frozen=True):
    """A difference of two shares, between −1 and 1, with its interval."""

    by: float
    low: float
    high: float


def other(k: int) -> float:
    """The probability with which each category that is not the true one is sent."""
    return (1 - P) / (k - 1)


def shares(reported: Sequence[int]) -> list[float]:
    """The estimated true shares of all categories. They add up to 1; by chance one may be below 0 or above 1."""
    n, q = sum(reported), other(len(reported))
    return [(count / n - q) / (P - q) for count in reported]


def is_doubtful(reported: Sequence[int]) -> bool:
    """Whether phones alone cannot have sent these: whatever is true, each category is sent with a chance between q and
    P. Only a crude flood shows so; one that keeps the proportions does not."""
    n, q = sum(reported), other(len(reported))
    most, least = P + DOUBT * sqrt(P * (1 - P) / n), q - DOUBT * sqrt(q * (1 - q) / n)
    return max(reported) / n > most or min(reported) / n < least


def share_within(reported: Sequence[int], category: int, group: Sequence[int]) -> Estimate | None:
    """The share of `category` among the people whose true answer is in `group`; None when the counts say nothing of it.

    A ratio of two estimates, so its interval is Fieller's (1954): all R for which π_category − R · Σ π_group differs
    from 0 by no more than chance does, with the variance of multinomial counts.
    """
    k, n = len(reported), sum(reported)
    q = other(k)
    rate = reported[category] / n
    summed = sum(reported[one] for one in group) / n
    over, under = rate - q, summed - len(group) * q
    if under <= 0:
        return None
    c = Z * Z / n
    # The R with (over − R·under)² ≤ c · variance(R): between the roots of a·R² − 2b·R + d.
    a = under * under - c * summed * (1 - summed)
    b = over * under - c * rate * (1 - summed)
    d = over * over - c * rate * (1 - rate)
    if a <= 0:
        return None
    half = sqrt(max(b * b - a * d, 0)) / a
    return _within_bounds(over / under, b / a - half, b / a + half)


def _within_bounds(share: float, low: float, high: float) -> Estimate:
    """Between 0 and 1. An interval that chance has put beside them keeps its half width, or it would claim too much."""
    uncut = (share, low, high)
    kept = min(max(share, 0.0), 1.0)
    if high <= 0:
        high = share - low
    if low >= 1:
        low = 1 - (high - share)
    return Estimate(kept, min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0), uncut)


def change(before: Estimate, after: Estimate) -> Change:
    """`after` less `before`, of different people: the interval is made of both (MOVER, Zou and Donner 2008). Of what
    was not cut, or the cuts would stay in the difference."""
    (first, first_low, first_high), (then, then_low, then_high) = before.uncut, after.uncut
    by = then - first
    return Change(
        min(max(by, -1.0), 1.0),
        max(by - sqrt((then - then_low) ** 2 + (first_high - first) ** 2), -1.0),
        min(by + sqrt((then_high - then) ** 2 + (first - first_low) ** 2), 1.0),
    )
