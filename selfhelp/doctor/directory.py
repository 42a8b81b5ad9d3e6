"""How long ago somebody made sure that the help which the app names is there."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from selfhelp.finding import Finding
from selfhelp.modules.messages import counted
from selfhelp.modules.pack import Pack

OLD: Final = timedelta(days=183)
"""How often each service is to be rung or opened."""

_NAMED: Final = 5
_DO: Final = "Ring or open each (`selfhelp content directory`), and write the day under [rung]: docs/overlay.md."


def help_directory(pack: Pack, today: date, launch: bool) -> Iterator[Finding]:
    """A warning for entries that nobody has looked at for half a year; at launch an error for those not rung yet."""
    old = sorted((one for one in pack.services if today - one.checked > OLD), key=lambda one: one.checked)
    waiting = [service.id for service in pack.services if service.id not in pack.rung]
    if old:
        yield Finding(
            "warning",
            f"help directory: {counted(len(old), 'service')} last checked over half a year ago: "
            f"{_some([service.id for service in old])}",
            "Somebody in danger may ring a number that nobody answers.",
            _DO,
        )
    if waiting and launch:
        yield Finding(
            "error",
            f"help directory: nobody has rung or opened {counted(len(waiting), 'service')}: {_some(waiting)}",
            "Of these a source was read, and no more. Whether anybody answers is not known.",
            _DO,
        )
    if pack.services and not old:
        oldest = min(service.checked for service in pack.services)
        how = f"; of {len(waiting)} a source was read, and nobody has rung or opened them" if waiting else ""
        yield Finding("fine", f"help directory: looked at on {oldest} or later{how}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
