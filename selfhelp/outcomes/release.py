"""What of the counts may be shown: blocks cut once and for all, of whole quarters, with no small number in them.

Whoever may ask for any window could ask for two that differ by a month, and subtract. So time is cut before anybody
asks: a *block* begins where the one before it ended, and ends with the first quarter at which every category in it was
reported at least `LEAST` times. A window shows the blocks that lie in it whole, added up. Whatever windows are
subtracted from each other, what is left is a sum of blocks.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from selfhelp.outcomes.questions import Question

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


def blocks(counts: Counts, wave: str, question: Question, running: int) -> list[Block]:
    """All blocks of a question at a wave, oldest first. `running`: the month that is not over yet.

    A quarter that is over changes no more, so a block that stood once stands for good.
    """
    return list(_blocks(counts, [f"{wave}{question.code}{one}" for one in range(question.k)], running))


def _blocks(counts: Counts, reports: Sequence[str], running: int) -> Iterator[Block]:
    # From the first quarter of all, so that the first answer to one question does not show when it came.
    start = quarter_of(min((month for month, _ in counts), default=running))
    reported = [0] * len(reports)
    for quarter in range(start, quarter_of(running), QUARTER):
        for place, report in enumerate(reports):
            reported[place] += sum(counts.get((quarter + month, report), 0) for month in range(QUARTER))
        if min(reported) >= LEAST:
            yield Block(start, quarter + QUARTER - 1, tuple(reported))
            start, reported = quarter + QUARTER, [0] * len(reports)


def quarter_of(month: int) -> int:
    """The first month of its quarter."""
    return month - month % QUARTER


def shown(cut: Sequence[Block], first: int, last: int) -> Block | None:
    """What a window from `first` to `last` shows: the blocks that lie in it whole, as one. None when there is none."""
    inside = [block for block in cut if first <= block.first and block.last <= last]
    if not inside:
        return None
    reported = tuple(map(sum, zip(*(block.reported for block in inside), strict=True)))
    return Block(inside[0].first, inside[-1].last, reported)


def rounded(least: int, most: int) -> tuple[int, int] | None:
    """A count that is between `least` and `most`, to tens: down and up. None when it may be below ten."""
    if least < LEAST:
        return None
    return least - least % LEAST, most + -most % LEAST
