"""Months: the only times that are kept of a box."""

from datetime import datetime


def month_of(now: datetime) -> int:
    """Months since year 0 of a moment in UTC: year × 12 + month − 1."""
    return now.year * 12 + now.month - 1


def month_text(month: int) -> str:
    """`YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
