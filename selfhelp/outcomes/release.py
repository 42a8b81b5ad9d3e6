"""What of the counts may be shown: blocks cut once and for all, of whole quarters, with no small number in them.

Whoever may ask for any window could ask for two that differ by a month, and subtract. So time is cut before anybody
asks: a *block* of a wave begins where the one before it ended, and ends with the first quarter at which every category
of all its questions was reported at least `LEAST` times. Every phone answers all questions of a wave, so if each were
cut for itself, the people of one could be subtracted from those of another. A window shows the blocks that lie in it
whole, added up. Whatever windows are subtracted from each other, what is left is a sum of blocks.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from selfhelp.outcomes.questions import QUESTIONS, Question

LEAST: Final = 10
"""No smaller number is shown, nor comes out of what is shown."""

QUARTER: Final = 3

Counts = Mapping[tuple[int, str], int]
"""How often a report came in a month: (month, report) → n."""


class Block(msgspec.Struct, frozen=True):
    """The answers to one question at one wave in some quarters. `first` and `last` are months."""

    first: int
    last: int
    reported: tuple[int, ...]
    """By category."""


def blocks(counts: Counts, wave: str, running: int) -> dict[str, list[Block]]:
    """Return all blocks of a wave by the code of the question, oldest first. `running`: the month that is not over yet.

    A quarter that is over changes no more, so a block that stood once stands for good.
    """
    asked = [question for question in QUESTIONS if wave in question.waves]
    cut: dict[str, list[Block]] = {question.code: [] for question in asked}
    # From the first quarter of all, so that the first answer at a wave does not show when it came.
    start = quarter_of(min((month for month, _ in counts), default=running))
    for quarter in range(start, quarter_of(running), QUARTER):
        reported = {one.code: _reported(counts, wave, one, start, quarter + QUARTER) for one in asked}
        if min(map(min, reported.values())) >= LEAST:
            for code, of_all in reported.items():
                cut[code].append(Block(start, quarter + QUARTER - 1, of_all))
            start = quarter + QUARTER
    return cut


def _reported(counts: Counts, wave: str, question: Question, first: int, end: int) -> tuple[int, ...]:
    """By category, from the month `first` until before `end`."""
    reports = (f"{wave}{question.code}{category}" for category in range(question.k))
    return tuple(sum(counts.get((month, report), 0) for month in range(first, end)) for report in reports)


def quarter_of(month: int) -> int:
    """Return the first month of its quarter."""
    return month - month % QUARTER


def shown(cut: Sequence[Block], first: int, last: int) -> Block | None:
    """Return what a window from `first` to `last` shows: the blocks that lie in it whole, as one. None when there is
    none."""
    inside = [block for block in cut if first <= block.first and block.last <= last]
    if not inside:
        return None
    reported = tuple(map(sum, zip(*(block.reported for block in inside), strict=True)))
    return Block(inside[0].first, inside[-1].last, reported)


def rounded(least: int, most: int) -> tuple[int, int] | None:
    """Return a count that is between `least` and `most`, to tens: down and up. None when it may be below ten."""
    if least < LEAST:
        return None
    return least - least % LEAST, most + -most % LEAST
