"""Parse `[notice]` of pack.toml: when it is shown, in Norway's time, and its words for the app."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from selfhelp.modules.markdown import Inline, Paragraph, blocks
from selfhelp.modules.sheets import NoticeSheet

ZONE: Final = ZoneInfo("Europe/Oslo")


def begins(sheet: NoticeSheet) -> datetime:
    """Return the first moment at which it is shown, in UTC. A date means its first minute. ValueError for anything
    else."""
    return _moment(sheet.from_, timedelta(0))


def ends(sheet: NoticeSheet) -> datetime:
    """Return the first moment at which it is over, in UTC. A date is shown to its end. ValueError for anything else."""
    return _moment(sheet.until, timedelta(days=1))


def _moment(value: Any, later: timedelta) -> datetime:
    try:
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=ZONE)).astimezone(UTC)
        if isinstance(value, date):
            return datetime.combine(value + later, time.min, ZONE).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"«{value}» is too far away") from None
    raise ValueError(f"«{value}» is no date, with or without a time")


def notice_words(text: str) -> list[Inline]:
    """Return the words of its single paragraph. ValueError for anything else."""
    match blocks(text):
        case [Paragraph(words)]:
            return words
    raise ValueError("it is not one paragraph of words")
