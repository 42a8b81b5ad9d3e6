"""Whether the operator's notice in the app stands, is to come, or has been forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from selfhelp.finding import Finding
from selfhelp.modules.load import front_alone
from selfhelp.modules.messages import Messages
from selfhelp.modules.notice import ZONE, begins, ends
from selfhelp.settings import Settings

_LONG: Final = timedelta(weeks=4)


def standing(settings: Settings, launch: bool) -> Iterator[Finding]:
    """A warning for one that is over, or stands for longer than people go on reading it."""
    del launch
    pack = front_alone(settings.content, settings.overlay, Messages())
    if pack is None:  # `content` says it.
        return
    if pack.sheet.notice is None:
        yield Finding("fine", "notice: none")
        return
    try:
        begin, end = begins(pack.sheet.notice), ends(pack.sheet.notice)
    except ValueError:  # `content` says it.
        return
    now = datetime.now(UTC)
    where = pack.told_in("notice").file
    since, until = (f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" for at in (begin, end))
    if end <= now:
        yield Finding(
            "warning",
            f"notice: over since {until}",
            "No phone shows it any more.",
            f"Take [notice] out of {where}, or write a new one.",
        )
    elif end - begin > _LONG:
        yield Finding(
            "warning",
            f"notice: from {since} until {until}, which is more than {_LONG.days // 7} weeks",
            "What stands there always is not read any more, and the next notice is not seen either.",
            f"Write an earlier `until` in {where}; what is to stay belongs in the texts or the help directory.",
        )
    elif now < begin:
        yield Finding("fine", f"notice: to come, from {since} until {until}")
    else:
        yield Finding("fine", f"notice: shown until {until}")
