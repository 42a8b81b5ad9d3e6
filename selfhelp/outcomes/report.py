"""What `selfhelp report` says: estimated shares of the answers that may be shown, and how many boxes were in use."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select
from sqlmodel import col

from selfhelp.boxes import month_of
from selfhelp.outcomes.estimate import Change, Estimate, change, is_doubtful, share_within
from selfhelp.outcomes.questions import QUESTIONS, WAVES, Question
from selfhelp.outcomes.release import Counts, blocks, rounded, shown
from selfhelp.outcomes.tables import Count, InUse
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, reading_engine


class Row(msgspec.Struct, frozen=True):
    """One category. `within` is its share among the answers of its group; None when the counts say nothing of it.

    `since_start`: the share less that at the start, where both are known; of other people than these.
    """

    category: int
    reported: int
    within: Estimate | None
    since_start: Change | None


class Asked(msgspec.Struct, frozen=True):
    """A question at a wave. `first` and `last`: the months of its blocks; None, and no rows, when none may be shown.

    `is_doubtful`: phones alone cannot have sent these.
    """

    question: Question
    wave: str
    first: int | None
    last: int | None
    n: int
    rows: tuple[Row, ...]
    is_doubtful: bool = False


class Used(msgspec.Struct, frozen=True):
    """How many boxes of a kind were in use in a month, in tens: at least, at most. None: fewer than ten, or perhaps."""

    month: int
    kind: str
    between: tuple[int, int] | None


class Report(msgspec.Struct, frozen=True):
    """The window that was asked for (months), and all that may be shown of it."""

    first: int
    last: int
    asked: tuple[Asked, ...]
    used: tuple[Used, ...]


def read(settings: Settings, first: int, last: int, now: datetime) -> Report:
    """From the database of `settings`, which must be there with this version's schema; SQLAlchemyError otherwise."""
    engine = reading_engine(database_url(settings))
    try:
        with engine.begin() as connection:
            return report(connection, first, last, month_of(now))
    finally:
        engine.dispose()


def report(connection: Connection, first: int, last: int, running: int) -> Report:
    """As of `running`, the month that is not over."""
    counts = {
        (row.month, row.report): row.n
        for row in connection.execute(select(col(Count.month), col(Count.report), col(Count.n)))
    }
    used = connection.execute(
        select(col(InUse.month), col(InUse.kind), col(InUse.least), col(InUse.most))
        .where(col(InUse.month) >= first, col(InUse.month) <= last)
        .order_by(col(InUse.kind).desc(), col(InUse.month))
    )
    return Report(
        first,
        last,
        tuple(_asked(counts, first, last, running)),
        tuple(Used(row.month, row.kind, rounded(row.least, row.most)) for row in used),
    )


def _asked(counts: Counts, first: int, last: int, running: int) -> Iterator[Asked]:
    cut = {wave: blocks(counts, wave, running) for wave in WAVES}
    for question in QUESTIONS:
        start: dict[int, Estimate | None] = {}
        for wave in question.waves:
            block = shown(cut[wave][question.code], first, last)
            if block is None:
                yield Asked(question, wave, None, None, 0, ())
                continue
            found = {
                category: share_within(block.reported, category, group)
                for group in (*question.groups, tuple(range(question.k)))
                for category in group
                if len(group) < question.k or category == question.k - 1
            }
            rows = tuple(
                Row(category, block.reported[category], found[category], _since(start.get(category), found[category]))
                for category in range(question.k)
            )
            if wave == WAVES[0]:
                start = found
            n = sum(block.reported)
            yield Asked(question, wave, block.first, block.last, n, rows, is_doubtful(block.reported))


def _since(before: Estimate | None, after: Estimate | None) -> Change | None:
    return change(before, after) if before and after else None
