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
    go: Field | None = None


@dataclass
class SourceBlock:
    """The exercise (or practice) at the end of a step."""

    form: Literal["exercise", "practice"]
    line: int
    fields: list[Field] = field(default_factory=list)
    options: list[SourceOption] = field(default_factory=list)

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if there is one."""
        return next((one for one in self.fields if one.name == name), None)

    def value(self, name: str, default: str = "") -> str:
        """Return the field's value, or `default`."""
        found = self.field(name)
        return default if found is None else found.value


@dataclass
class SourceStep:
    """From one `##` heading to the next. `kind` is empty for the practice of the week."""

    id: str
    kind: str
    title: str
    line: int
    body: list[SourceLine] = field(default_factory=list)
    block: SourceBlock | None = None

    @property
    def is_practice(self) -> bool:
        """Whether it is the practice of the week."""
        return self.block is not None and self.block.form == "practice"


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

    def step(self, id: str) -> SourceStep | None:
        """Return the step with this id."""
        return next((step for step in self.steps if step.id == id), None)
