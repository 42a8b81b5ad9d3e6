"""Which counts may be shown: fixed blocks of whole quarters, with no small number in them.

Anybody who may ask for any window could ask for two that differ by a month, and subtract. So time is cut before anybody
asks: a *block* of a wave begins where the one before it ended, and ends with the first quarter at which every category
of all its questions was reported at least `LEAST` times. Every phone answers all questions of a wave, so if each
question had its own blocks, those of one could be subtracted from another's. A window shows the sum of the blocks that
lie in it completely. The difference of any two windows is a sum of blocks.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from selfhelp.outcomes.questions import QUESTIONS, Question

LEAST: Final = 10
"""No smaller number is shown, or follows from what is shown."""

QUARTER: Final = 3

Counts = Mapping[tuple[int, str], int]
"""How often a report was received in a month: (month, report) → n."""


class QuarterBlock(msgspec.Struct, frozen=True):
    """The answers to one question at one wave in some quarters. `first` and `last` are months."""

    first: int
    last: int
    reported: tuple[int, ...]
    """By category."""

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum(self.reported)


def quarter_blocks(counts: Counts, wave: str, running: int) -> dict[str, list[QuarterBlock]]:
    """Return all blocks of a wave by the question's code, oldest first. `running`: the month that is not over yet.

    A quarter that is over changes no more, so a block that stood once stands for good.
    """
    asked = [question for question in QUESTIONS if wave in question.waves]
    cut: dict[str, list[QuarterBlock]] = {question.code: [] for question in asked}
    # From the very first quarter, so that the first answer at a wave does not show when it was received.
    start = quarter_of(min((month for month, _ in counts), default=running))
    for quarter in range(start, quarter_of(running), QUARTER):
        reported = {one.code: _reported(counts, wave, one, start, quarter + QUARTER) for one in asked}
        if min(map(min, reported.values())) >= LEAST:
            for code, of_all in reported.items():
                cut[code].append(QuarterBlock(start, quarter + QUARTER - 1, of_all))
            start = quarter + QUARTER
    return cut


def _reported(counts: Counts, wave: str, question: Question, first: int, end: int) -> tuple[int, ...]:
    """Count the reports by category, from the month `first` until before `end`."""
    reports = (f"{wave}{question.code}{category}" for category in range(question.k))
    return tuple(sum(counts.get((month, report), 0) for month in range(first, end)) for report in reports)


def quarter_of(month: int) -> int:
    """Return the first month of its quarter."""
    return month - month % QUARTER


def shown(cut: Sequence[QuarterBlock], first: int, last: int) -> QuarterBlock | None:
    """Return what a window from `first` to `last` shows: the sum of the blocks that lie in it completely; None without
    any."""
    return summed([block for block in cut if first <= block.first and block.last <= last])


def summed(parts: Sequence[QuarterBlock]) -> QuarterBlock | None:
    """Return these blocks of one question as one; None without any."""
    if not parts:
        return None
    reported = tuple(map(sum, zip(*(block.reported for block in parts), strict=True)))
    return QuarterBlock(min(block.first for block in parts), max(block.last for block in parts), reported)


def rounded(least: int, most: int) -> tuple[int, int] | None:
    """Return the range `least` to `most` in tens, rounded outward. None when it may be below ten."""
    if least < LEAST:
        return None
    return least - least % LEAST, most + -most % LEAST
