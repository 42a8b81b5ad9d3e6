"""The words of a text in reading order, line by line, without Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from selfhelp.modules.kinds import WORDS
from selfhelp.modules.layout import SourceLine, SourceStep, Written
from selfhelp.modules.markdown import SOURCE

Role = Literal["title", "prose", "field", "label", "reply"]

LINK = re.compile(r"(?P<image>!)?\[(?P<words>[^\[\]^][^\[\]]*)\]\((?P<to>[^()\s]*)\)")
_VIGNETTE = re.compile(r"^>\s*\*\*(?:Et eksempel|An example)\.\*\*")
_MARKS = re.compile(r"^\s*(?:>\s*)?(?:(?:[-*]|\d+\.)\s+)?")


@dataclass(frozen=True)
class Passage:
    """One line of words. `step` is None before the first step."""

    step: SourceStep | None
    line: int
    raw: str
    role: Role

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
    yield Passage(None, written.line, written.title, "title")
    yield from _prose(None, written.intro)
    for step in written.steps:
        yield from of_step(step)


def of_step(step: SourceStep) -> Iterator[Passage]:
    """Yield every line of one step that a reader can see: title, prose, then fields, labels and replies."""
    yield Passage(step, step.line, step.title, "title")
    yield from _prose(step, step.body)
    for field in step.fields.values():
        if field.name in WORDS:
            yield Passage(step, field.line, field.value, "field")
    for option in step.options:
        if option.label is not None:
            yield Passage(step, option.line, option.label, "label")
        if option.reply is not None:
            yield Passage(step, option.reply.number, option.reply.text, "reply")


def _prose(step: SourceStep | None, lines: list[SourceLine]) -> Iterator[Passage]:
    for line in lines:
        if line.text.strip():
            yield Passage(step, line.number, line.text, "prose")
