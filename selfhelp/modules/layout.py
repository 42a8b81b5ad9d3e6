"""A text file as written: headings, prose and blocks, each with its line, not interpreted yet."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

NAME: Final = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
"""The name of a text, a step, an answer or an option: small letters, digits and single hyphens."""


@dataclass(frozen=True)
class SourceLine:
    """One line of words; `number` counts from 1 in its file."""

    number: int
    text: str


@dataclass(frozen=True)
class Field:
    """`name: value` in a block."""

    name: str
    value: str
    line: int


@dataclass
class SourceOption:
    """`- code = label` with the lines below it. For a scale the code is a range, `0..2`."""

    code: str
    label: str | None
    line: int
    reply: SourceLine | None = None
    go: SourceLine | None = None


@dataclass
class SourceStep:
    """From one `##` heading to the next, with the block at its end, if there is one: an exercise or the practice.

    `kind` is empty for the practice of the week; `opened` is the block's first line.
    """

    id: str
    kind: str
    title: str
    line: int
    body: list[SourceLine] = field(default_factory=list)
    form: Literal["", "exercise", "practice"] = ""
    opened: int = 0
    fields: dict[str, Field] = field(default_factory=dict)
    options: list[SourceOption] = field(default_factory=list)

    @property
    def is_practice(self) -> bool:
        """Whether it is the practice of the week."""
        return self.form == "practice"

    def value(self, name: str, default: str = "") -> str:
        """Return the value of a field of the block, or `default`."""
        return self.fields[name].value if name in self.fields else default


@dataclass
class Written:
    """One text in one language."""

    file: str
    locale: str
    title: str = ""
    line: int = 1
    intro: list[SourceLine] = field(default_factory=list)
    steps: list[SourceStep] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    """Lines that ended with `{quoted}`: they quote somebody else."""
