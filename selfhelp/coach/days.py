"""Days: the only times that are kept of a thread."""

from datetime import UTC, datetime


def day_of(now: datetime) -> str:
    """The day of a moment in UTC, as `YYYY-MM-DD`."""
    return now.astimezone(UTC).date().isoformat()
