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
_DO: Final = (
    "Ring or open each (`selfhelp content directory`), and write the day under [rung]: docs/operators/overlay.md."
)


def help_directory(pack: Pack, today: date, launch: bool) -> Iterator[Finding]:
    """A warning for entries that were last rung over half a year ago; at launch an error for those not rung yet."""
    days = {service.id: service.rung for service in pack.services if service.rung is not None}
    old = sorted((id for id, day in days.items() if today - day > OLD), key=lambda id: days[id])
    waiting = [service.id for service in pack.services if service.rung is None]
    if old:
        yield Finding(
            "warning",
            f"help directory: {counted(len(old), 'service')} last rung or opened over half a year ago: {_some(old)}",
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
        known = [f"rung or opened on {min(days.values())} or later"] if days else []
        unknown = [f"nobody has rung or opened {len(waiting)} of {len(pack.services)}"] if waiting else []
        yield Finding("fine", f"help directory: {'; '.join(known + unknown)}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
