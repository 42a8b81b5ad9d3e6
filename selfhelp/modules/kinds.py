"""The kinds of step: the fields that each must and may have, and how each field is parsed."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, get_args

from selfhelp.modules.layout import VALID_NAME, Field, SourceStep
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.sheets import Place

PLACES: Final = frozenset(get_args(Place))


class Kind(NamedTuple):
    """A kind of step: the names of its fields, and what its `-` lines are, empty when there are none."""

    must: str
    may: str = ""
    options: str = ""


_COMMON = "ask hint show plan keep"
KINDS: Final[Mapping[str, Kind]] = {
    "write": Kind("answer minutes ask", f"lines {_COMMON}"),
    "choose": Kind("answer minutes ask", f"pick options own {_COMMON}", "choices"),
    "scale": Kind("answer minutes ask low high", _COMMON, "ranges"),
    "list": Kind("answer minutes ask", f"most becomes options own {_COMMON}", "suggestions"),
    "table": Kind("answer minutes form", _COMMON, "boxes"),
    "ifthen": Kind("answer minutes if then", f"start options own {_COMMON}", "suggestions"),
    "practise": Kind("tool minutes", "done"),
    "review": Kind("show", "empty"),
}
PRACTICE: Final = Kind("do when smallest obstacle next", "show always", "smallest")
STEP_KINDS: Final = frozenset({"read", *KINDS})


def read_names(value: str) -> list[str]:
    """Parse `reason, barrier` into a list; ValueError when one is no name."""
    found = [part.strip() for part in value.split(",")]
    for name in found:
        if not VALID_NAME.match(name):
            raise ValueError(f"«{name}» is no name: small letters, digits and hyphens, with commas between")
    return found


def number(value: str, least: int, most: int) -> int:
    """Parse a whole number in [`least`, `most`]; ValueError when it is none."""
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ValueError(f"«{value}» is no whole number from {least} to {most}")
    return int(value)


def pick(value: str) -> tuple[int, int | None]:
    """Parse `1` → (1, 1), `1-3` → (1, 3), `any` → (0, None), which is as many as there are."""
    if value == "any":
        return 0, None
    found = re.fullmatch(r"([1-9])(?:-([1-9]))?", value)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise ValueError(f"«{value}» is no pick: 1, 1-3 or any")
    return int(found[1]), int(found[2] or found[1])


def scale_range(code: str) -> tuple[int, int]:
    """Parse `0..2` into (0, 2), within 0 to 10; ValueError when it is none."""
    found = re.fullmatch(r"(\d+)\.\.(\d+)", code)
    if found is None or not 0 <= int(found[1]) <= int(found[2]) <= 10:
        raise ValueError(f"«{code}» is no range within 0..10")
    return int(found[1]), int(found[2])


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        """Return the value, if it is one of those allowed."""
        if value not in allowed:
            raise ValueError(f"«{value}» is not one of {', '.join(allowed)}{did_you_mean(value, allowed)}")
        return value

    return read


def _places(value: str) -> list[str]:
    for place in read_names(value):
        if place not in PLACES:
            raise ValueError(f"the plan has no place «{place}»{did_you_mean(place, PLACES)}")
    return read_names(value)


def _name(value: str) -> str:
    if not VALID_NAME.match(value):
        raise ValueError(f"«{value}» is no name: small letters, digits and hyphens")
    return value


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "answer": _name,
    "minutes": lambda value: number(value, 1, 30),
    "lines": lambda value: number(value, 1, 20),
    "most": lambda value: number(value, 1, 20),
    "pick": pick,
    "show": read_names,
    "start": _name,
    "tool": _name,
    "options": _name,
    "plan": _places,
    "keep": _one_of("device", "none"),
    "own": lambda value: _one_of("no", "yes")(value) == "yes",
    "always": lambda value: _one_of("yes")(value) == "yes",
    "becomes": _one_of("call", "time"),
    "form": _one_of("balance", "chain", "record"),
}


def read_field(field: Field) -> Any:
    """Return what the field says: a name, a number, names …, or its words. ValueError when it cannot be read."""
    return _READ.get(field.name, str)(field.value)


def check_block(file: str, name: str, kind: Kind, step: SourceStep, messages: Messages) -> None:
    """Report missing, unknown and unreadable fields of a step of `kind` (called `name`)."""
    known = [*kind.must.split(), *kind.may.split()]
    missing = {one for one in kind.must.split() if one not in step.fields}
    for field in step.fields.values():
        if field.name not in known:
            near = did_you_mean(field.name, known)
            messages.error(file, field.line, f"«{field.name}» is no field of {name}{near}", "correct it")
            missing.difference_update(get_close_matches(field.name, known, n=1, cutoff=0.5))
            continue
        try:
            read_field(field)
        except ValueError as error:
            messages.error(file, field.line, f"{field.name}: {error}", "correct it")
    for one in sorted(missing):
        messages.error(file, step.opened, f"{name} must have «{one}»", f"write a line «{one}: …» in this block")
    if step.options and not kind.options:
        messages.error(file, step.options[0].line, f"{name} has no «-» lines", "take them out")
