"""Findings of `selfhelp doctor` and `selfhelp verify`, and counts and lists in words."""

from collections.abc import Iterable, Sized
from typing import Final, Literal, Self

import msgspec

Level = Literal["error", "warning", "fine"]

_NAMED: Final = 5
"""The most names that a list spells out."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was checked. `why` and `do` are empty when it is fine."""

    level: Level
    what: str
    why: str = ""
    do: str = ""

    @classmethod
    def error(cls, what: str, why: str, do: str) -> Self:
        """Return a finding that must be corrected."""
        return cls("error", what, why, do)

    @classmethod
    def warning(cls, what: str, why: str, do: str) -> Self:
        """Return a finding that should be considered."""
        return cls("warning", what, why, do)

    def __str__(self) -> str:
        mark = {"error": "✗", "warning": "!", "fine": "✓"}[self.level]
        more = [f"    {line}" for line in (self.why, f"→ {self.do}" if self.do else "") if line]
        return "\n".join([f"{mark} {self.what}", *more])


def counted(number: int, noun: str) -> str:
    """Return `1 example`, `2 examples`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def and_more(found: Sized) -> str:
    """Return `, and 2 more` for three names of which one is spelled out; nothing for a single name."""
    return f", and {len(found) - 1} more" if len(found) > 1 else ""


def some(names: Iterable[str]) -> str:
    """Return the first of the sorted names, and how many more there are."""
    listed = sorted(names)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more
