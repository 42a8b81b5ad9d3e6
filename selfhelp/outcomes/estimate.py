"""Estimate shares and their intervals from counts of randomised answers (docs/operators/outcomes.md, *The formulas*).

With `k` categories a phone sends the true one with probability P = 1/2, else one of the others, each with probability q
= 1/(2(k − 1)). From the reported shares r the true ones are estimated as (r − q)/(P − q) (Warner 1965).
"""

from collections.abc import Sequence
from math import sqrt
from operator import mul
from typing import Final

import msgspec

P: Final = 0.5
"""The probability that the true answer is sent, and not another one."""

Z: Final = 1.959963984540054
"""The quantile of a two-sided interval that covers the truth 95 times in 100."""


DOUBT: Final = 4.0
"""Standard errors beyond what phones can send: chance goes so far once in some thousands of tables."""

PHONES: Final = (1.0, 1.0, 2.0, 0.0)
VAULTS: Final = (0.0, 1.0, 1.0, 0.0)
"""How many phones, and how many vaults, each answer to `k` stands for."""

TIED: Final = 1 / 6
"""The largest correlation of two randomised answers of one person to a question of four: a third of the reports is the
truth, and the rest is spread evenly (docs/operators/outcomes.md, *The formulas*)."""


class Estimate(msgspec.Struct, frozen=True):
    """A share between 0 and 1, with its interval; `uncut` has the three as computed, which may by chance lie outside 0
    and 1."""

    share: float
    low: float
    high: float
    uncut: tuple[float, float, float]


class Interval(msgspec.Struct, frozen=True):
    """A factor or a change, with its interval."""

    by: float
    low: float
    high: float


def other(k: int) -> float:
    """Return the probability with which each false category is sent."""
    return (1 - P) / (k - 1)


def is_doubtful(reported: Sequence[int]) -> bool:
    """Return whether phones alone cannot have sent these: each category is sent with a probability between q and P,
    whatever is true. This shows only a crude flood, not one that keeps the proportions."""
    n, q = sum(reported), other(len(reported))
    most, least = P + DOUBT * sqrt(P * (1 - P) / n), q - DOUBT * sqrt(q * (1 - q) / n)
    return max(reported) / n > most or min(reported) / n < least


def share_within(reported: Sequence[int], category: int, group: Sequence[int]) -> Estimate | None:
    """Return the share of `category` among those whose true answer is in `group`; None when the counts cannot tell."""
    categories = range(len(reported))
    found = _ratio(
        reported, [float(one == category) for one in categories], [float(one in group) for one in categories]
    )
    return None if found is None else _within_bounds(*found)


def phones_per_vault(reported: Sequence[int], waves: int) -> Interval | None:
    """Return how many phones have a diary for each vault, from the answers to `k`, counting two or more phones as two:
    at least 1, for each vault has a phone. None when the counts cannot tell. `waves`: at how many waves the answers
    were given."""
    found = _ratio(reported, PHONES, VAULTS, 1 + (waves - 1) * TIED)
    if found is None:
        return None
    share, low, high = found
    if share < 1:  # as far above 1 as it reaches below the share, so that it does not claim too much
        high = max(high, 1 + (share - low))
    return Interval(max(share, 1.0), max(low, 1.0), high)


def _ratio(
    reported: Sequence[int], over: Sequence[float], under: Sequence[float], spread: float = 1.0
) -> tuple[float, float, float] | None:
    """Return Σ over·π divided by Σ under·π, of the true shares π, with its bounds; None when the counts cannot tell.

    It is a ratio of two estimates, so its interval is Fieller's (1954): all R for which Σ (over − R·under)·π differs
    from 0 by no more than chance does, with the variance of multinomial counts, times `spread`.
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
    """Cut to 0 to 1. An interval that chance has put outside keeps its half width, or it would claim too much."""
    uncut = (share, low, high)
    kept = min(max(share, 0.0), 1.0)
    if high <= 0:
        high = share - low
    if low >= 1:
        low = 1 - (high - share)
    return Estimate(kept, min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0), uncut)


def change(before: Estimate, after: Estimate) -> Interval:
    """Return `after` less `before`, of different people, between −1 and 1: the interval is made of both (MOVER, Zou and
    Donner 2008). It uses the uncut values, so that the cuts do not stay in the difference."""
    (first, first_low, first_high), (then, then_low, then_high) = before.uncut, after.uncut
    by = then - first
    return Interval(
        min(max(by, -1.0), 1.0),
        max(by - sqrt((then - then_low) ** 2 + (first_high - first) ** 2), -1.0),
        min(by + sqrt((then_high - then) ** 2 + (first - first_low) ** 2), 1.0),
    )
