"""Days on which somebody says to have looked."""

from datetime import date, timedelta


def is_to_come(day: date, today: date) -> bool:
    """Whether no author can have lived `day` yet. `today` is UTC's; east of it tomorrow has begun."""
    return day > today + timedelta(days=1)
