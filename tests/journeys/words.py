"""The words of the screens, by the client's own keys. What a test promises it writes out in full instead."""

from functools import cache
from pathlib import Path

import msgspec

SOURCE = Path(__file__).parents[2] / "pwa" / "src"


@cache
def messages(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob(f"words/{locale}.json")):
        found |= msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    return found


class Words:
    """`words("first_begin")`, `words("log_saved", strength=6, moment="i kveld")`; with `n` the right plural."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def __call__(self, key: str, **values: object) -> str:
        known = messages(self.locale)
        text = known[key] if key in known else known[f"{key}_{'one' if values['n'] == 1 else 'other'}"]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
