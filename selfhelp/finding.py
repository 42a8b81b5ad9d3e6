"""What `selfhelp doctor` says of one thing that it looked at."""

from typing import Literal

import msgspec

Level = Literal["error", "warning", "fine"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. `why` and `do` are empty when it is fine."""

    level: Level
    what: str
    why: str = ""
    do: str = ""

    def __str__(self) -> str:
        mark = {"error": "✗", "warning": "!", "fine": "✓"}[self.level]
        more = [f"    {line}" for line in (self.why, f"→ {self.do}" if self.do else "") if line]
        return "\n".join([f"{mark} {self.what}", *more])
