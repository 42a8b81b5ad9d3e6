"""A text file as written: headings, prose and blocks, not interpreted yet, and its words in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from selfhelp.modules.markdown import SOURCE

VALID_NAME: Final = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
"""The name of a text, a step, an answer or an option: small letters, digits and single hyphens."""

WORDS: Final = frozenset(
    {"ask", "hint", "low", "high", "if", "then", "done", "empty", "do", "when", "smallest", "obstacle", "next"}
)
"""Fields that a reader sees. All others must be the same in every language."""

PassageRole = Literal["title", "prose", "field", "label", "reply"]

LINK = re.compile(r"(?P<image>!)?\[(?P<words>[^\[\]^][^\[\]]*)\]\((?P<to>[^()\s]*)\)")
_VIGNETTE = re.compile(r"^>\s*\*\*(?:Et eksempel|An example)\.\*\*")
_MARKS = re.compile(r"^\s*(?:>\s*)?(?:(?:[-*]|\d+\.)\s+)?")


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


@dataclass(frozen=True)
class Passage:
    """One line of words."""

    line: int
    raw: str
    role: PassageRole

    @cached_property
    def plain(self) -> str:
        """The words without list marks, stars, link targets and source marks."""
        words = _MARKS.sub("", self.raw)
        if "[" in words:
            words = LINK.sub(lambda link: link["words"], SOURCE.sub("", words))
        return words.replace("**", "").replace("*", "").strip()

    @property
    def is_vignette(self) -> bool:
        """Whether it belongs to an invented example."""
        return _VIGNETTE.match(self.raw) is not None


def passages(written: Written) -> Iterator[Passage]:
    """Yield every line that a reader can see, in the order of the file."""
    yield Passage(written.line, written.title, "title")
    yield from _prose(written.intro)
    for step in written.steps:
        yield from of_step(step)


def of_step(step: SourceStep) -> Iterator[Passage]:
    """Yield every line of one step that a reader can see: title, prose, then fields, labels and replies."""
    yield Passage(step.line, step.title, "title")
    yield from _prose(step.body)
    for one in step.fields.values():
        if one.name in WORDS:
            yield Passage(one.line, one.value, "field")
    for option in step.options:
        if option.label is not None:
            yield Passage(option.line, option.label, "label")
        if option.reply is not None:
            yield Passage(option.reply.number, option.reply.text, "reply")


def _prose(lines: list[SourceLine]) -> Iterator[Passage]:
    yield from (Passage(line.number, line.text, "prose") for line in lines if line.text.strip())
