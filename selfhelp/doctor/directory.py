"""How long ago somebody made sure that the help which the app names is there."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from selfhelp.finding import Finding
from selfhelp.modules.messages import counted
from selfhelp.modules.sheets import ServiceSheet

OLD: Final = timedelta(days=183)
_NAMED: Final = 5


def last_read(services: Sequence[ServiceSheet], today: date) -> Iterator[Finding]:
    """A warning for entries that nobody has looked at for half a year."""
    old = sorted((service for service in services if today - service.checked > OLD), key=lambda each: each.checked)
    if old:
        named = ", ".join(service.id for service in old[:_NAMED]) + (", …" if len(old) > _NAMED else "")
        yield Finding(
            "warning",
            f"help directory: {counted(len(old), 'service')} last checked over half a year ago: {named}",
            "Somebody in danger may ring a number that nobody answers.",
            "Ring or open each, then write the day into `checked` in directory.toml.",
        )
    elif services:
        oldest = min(service.checked for service in services)
        yield Finding("fine", f"help directory: the oldest entry was checked on {oldest}")
