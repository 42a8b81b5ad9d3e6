"""Canaries: words that nobody writes by chance, and the search for them wherever something is kept or sent.

A canary is looked for in every form in which a program would write it down without meaning to: as UTF-8 in any case,
as UTF-16, as base64 at each of the three places it can have in a longer text, as hex, as `\\u` escapes. What is sealed
with a good key shows none of these.
"""

import base64
import secrets
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 7
"""Bytes below which a needle could be met by chance."""


def word(length: int = 20) -> str:
    """Letters that stand nowhere else."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(length))


def number(length: int = 16) -> str:
    """Digits that stand nowhere else, and that a telephone field takes."""
    return "".join(secrets.choice(string.digits) for _ in range(length))


@dataclass(frozen=True)
class Canary:
    """What is looked for under a name: a text, or bytes that have no text."""

    name: str
    value: str | bytes


def forms(value: str | bytes) -> dict[str, bytes]:
    """Every way of writing `value`, by a name for it."""
    if isinstance(value, bytes):
        return {"raw": value, **_coded(value)}
    written: dict[str, bytes] = {}
    for case, text in {"": value, " in capitals": value.upper(), " in small letters": value.lower()}.items():
        if case and text == value:
            continue
        written |= {
            f"UTF-8{case}": text.encode(),
            f"UTF-16{case}": text.encode("utf-16-le"),
            f"UTF-16, big end first{case}": text.encode("utf-16-be"),
            f"\\u escapes{case}": "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
            f"\\u escapes, capital digits{case}": "".join(f"\\u{ord(letter):04X}" for letter in text).encode(),
            **{f"{form}{case}": needle for form, needle in _coded(text.encode()).items()},
        }
    return written


def _coded(raw: bytes) -> dict[str, bytes]:
    coded = {"hex": raw.hex().encode(), "hex in capitals": raw.hex().upper().encode()}
    for offset in range(3):
        # Only the characters that depend on nothing but `raw`: not those that share bits with what stands around it.
        first, last = -(-offset * 8 // 6), (offset + len(raw)) * 8 // 6
        standard = base64.b64encode(bytes(offset) + raw)[first:last]
        coded[f"base64 at {offset}"] = standard
        coded[f"base64 of addresses at {offset}"] = standard.translate(bytes.maketrans(b"+/", b"-_"))
    return coded


@dataclass(frozen=True)
class Found:
    """A canary that got out: which, where, and how it was written."""

    canary: str
    place: str
    form: str


class Search:
    """Looks for some canaries in whatever it is given."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._needles: dict[bytes, tuple[str, str]] = {}
        for canary in canaries:
            for form, needle in forms(canary.value).items():
                if len(needle) < ENOUGH:
                    raise ValueError(f"{canary.name} is too short to be looked for as {form}")
                self._needles.setdefault(needle, (canary.name, form))

    def through(self, places: Mapping[str, bytes]) -> list[Found]:
        """What is found in `places` (name → bytes); empty when nothing got out."""
        return list(self._all(places))

    def _all(self, places: Mapping[str, bytes]) -> Iterator[Found]:
        for place, hay in places.items():
            for needle, (name, form) in self._needles.items():
                if needle in hay:
                    yield Found(name, place, form)
