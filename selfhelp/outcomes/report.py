"""The contents of `selfhelp report`: estimated shares of answers, how many boxes were in use, and the estimated number
of phones with a diary."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil, floor
from typing import Final

import msgspec
from sqlmodel import Session, col, select

from selfhelp.boxes import month_of
from selfhelp.outcomes.estimate import Estimate, Interval, change, is_doubtful, phones_per_vault, share_within
from selfhelp.outcomes.questions import QUESTIONS, WAVES, Question
from selfhelp.outcomes.release import LEAST, Counts, QuarterBlock, quarter_blocks, rounded, shown, summed
from selfhelp.outcomes.service import EARLIEST
from selfhelp.outcomes.tables import Count, InUse
from selfhelp.settings import Settings
from selfhelp.store.commands import session_of

KEPT_QUESTION: Final = next(question for question in QUESTIONS if question.name == "kept")
"""Where the diary is kept: the basis of the estimate of phones."""


class CategoryRow(msgspec.Struct, frozen=True):
    """One category. `within` is its share among the answers of its group; None when the counts cannot tell.

    `since_start`: the share less that at the start, where both are known; those were other people.
    """

    within: Estimate | None
    since_start: Interval | None


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question at a wave, and a row for each category; without `block`, and rows, when none may be shown.

    `is_doubtful`: phones alone cannot have sent these.
    """

    question: Question
    wave: str
    block: QuarterBlock | None
    rows: tuple[CategoryRow, ...] = ()
    is_doubtful: bool = False


class Used(msgspec.Struct, frozen=True):
    """How many boxes of a kind were in use in a month, in tens: at least, at most. None: perhaps fewer than ten."""

    month: int
    kind: str
    between: tuple[int, int] | None


class Month(msgspec.Struct, frozen=True):
    """On how many phones the diary was in a month, in tens; None when that is unknown."""

    month: int
    phones: int | None = None
    low: int | None = None
    high: int | None = None


class Phones(msgspec.Struct, frozen=True):
    """How many phones have the diary, from the vaults in use and the answers to `k`.

    `waves`: those with answers that may be shown, in `block` together; without any there is no factor. `factor` is None
    also where so few have a copy that the counts cannot tell.
    """

    waves: tuple[str, ...]
    block: QuarterBlock | None
    factor: Interval | None
    months: tuple[Month, ...]
    is_doubtful: bool


class OutcomeReport(msgspec.Struct, frozen=True):
    """The requested window (months), and all that may be shown of it."""

    first: int
    last: int
    asked: tuple[AskedQuestion, ...]
    used: tuple[Used, ...]
    phones: Phones


def read_report(settings: Settings, first: int, last: int, now: datetime) -> OutcomeReport:
    """Return the report of the settings' database. Raises Stopped, as `session_of` does."""
    with session_of(settings) as session:
        return make_report(session, first, last, month_of(now))


def make_report(session: Session, first: int, last: int, running: int) -> OutcomeReport:
    """Return the report as of `running`, the month that is not over."""
    counts = {
        (month, said): n
        for month, said, n in session.exec(
            # Counts left by a wrong clock would begin a block that ends with the first quarter of all.
            select(Count.month, Count.report, Count.n).where(col(Count.month) >= EARLIEST)
        )
    }
    used = session.exec(
        select(InUse)
        .where(col(InUse.month) >= max(first, EARLIEST), col(InUse.month) <= last)
        .order_by(col(InUse.kind).desc(), col(InUse.month))
    )
    answers = tuple(_asked(counts, first, last, running))
    in_use = tuple(Used(row.month, row.kind, rounded(row.least, row.most)) for row in used)
    return OutcomeReport(first, last, answers, in_use, _phones(answers, in_use))


def _asked(counts: Counts, first: int, last: int, running: int) -> Iterator[AskedQuestion]:
    cut = {wave: quarter_blocks(counts, wave, running) for wave in WAVES}
    for question in QUESTIONS:
        start: dict[int, Estimate | None] = {}
        for wave in question.waves:
            block = shown(cut[wave][question.code], first, last)
            if block is None:
                yield AskedQuestion(question, wave, None)
                continue
            found = {
                category: share_within(block.reported, category, group)
                for group in (*question.groups, tuple(range(question.k)))
                for category in group
                if len(group) < question.k or category == question.k - 1
            }
            pairs = [(start.get(category), found[category]) for category in range(question.k)]
            rows = tuple(CategoryRow(now, change(before, now) if before and now else None) for before, now in pairs)
            if wave == WAVES[0]:
                start = found
            yield AskedQuestion(question, wave, block, rows, is_doubtful(block.reported))


def _phones(answers: Sequence[AskedQuestion], in_use: Sequence[Used]) -> Phones:
    """Estimate the phones only from what the report shows anyhow, so that it discloses no more."""
    kept = [asked for asked in answers if asked.question == KEPT_QUESTION and asked.block]
    block = summed([asked.block for asked in kept if asked.block])
    factor = phones_per_vault(block.reported, len(kept)) if block else None
    return Phones(
        tuple(asked.wave for asked in kept),
        block,
        factor,
        tuple(_month(used, factor) for used in in_use if used.kind == "vaults"),
        any(asked.is_doubtful for asked in kept),
    )


def _month(used: Used, factor: Interval | None) -> Month:
    if used.between is None or factor is None:
        return Month(used.month)
    return Month(used.month, *multiplied(factor, *used.between))


def multiplied(factor: Interval, least: int, most: int) -> tuple[int, int, int]:
    """Return how many phones there are for so many vaults, in tens, with bounds rounded outward."""
    return (
        round(factor.by * (least + most) / 2 / LEAST) * LEAST,
        floor(factor.low * least / LEAST) * LEAST,
        ceil(factor.high * most / LEAST) * LEAST,
    )
