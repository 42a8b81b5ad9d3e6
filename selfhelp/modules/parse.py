"""Parse a text file line by line into `layout`. A wrong line does not affect the others."""

import re
from typing import Final

from selfhelp.modules.layout import NAME, Field, SourceBlock, SourceLine, SourceOption, SourceStep, Written
from selfhelp.modules.messages import Messages

_FENCE = re.compile(r"^```(?P<form>\S*)\s*$")
_HEADING = re.compile(r"^(?P<marks>#+)\s+(?P<words>.*?)\s*(?:\{(?P<attributes>[^}]*)\})?\s*$")
_OPTION = re.compile(r"^- (?P<code>\S+)(?:\s+=\s+(?P<label>.*\S))?\s*$")
_FIELD = re.compile(r"^(?P<name>[a-z_]+):\s*(?P<value>.*?)\s*$")
_UNDER = re.compile(r"^ {2}(?:> (?P<reply>.*\S)|go:\s*(?P<go>\S+))\s*$")


QUOTED: Final = "{quoted}"


class _Reader:
    """The parser's state between two lines of one file."""

    def __init__(self, file: str, locale: str, messages: Messages) -> None:
        self.written = Written(file, locale)
        self.file = file
        self.messages = messages
        self.step: SourceStep | None = None
        self.block: SourceBlock | None = None
        self.closed = False
        self.empty: int | None = None
        """The first empty line in the open block."""

    def error(self, line: int, what: str, do: str = "") -> None:
        """Report a mistake at a line of this file."""
        self.messages.error(self.file, line, what, do)

    def line(self, number: int, text: str) -> None:
        """Parse the next line."""
        if text.rstrip().endswith(QUOTED):
            self.written.quoted.add(number)
            text = text.rstrip().removesuffix(QUOTED).rstrip()
        heading = _HEADING.match(text)
        if heading:
            self._end_of_step(number)
            self._heading(number, heading)
        elif self.block is not None:
            if text.rstrip() == "```":
                self.block, self.closed = None, True
            else:
                self._in_block(self.block, number, text)
        elif text.startswith("```"):
            self._open_block(number, text)
        else:
            self._prose(number, text)

    def end(self, number: int) -> None:
        """End the file: report what is still open."""
        self._still_open("this block is still open at the end of the file", f"close it on line {number} with ```")
        if not self.written.title:
            self.error(1, "the text has no title", "begin with one line «# Title»")

    def _end_of_step(self, number: int) -> None:
        what = f"this block is still open at the heading on line {number}"
        self._still_open(what, f"close it with ``` on a line of its own above line {number}")
        self.block, self.closed = None, False

    def _still_open(self, what: str, do: str) -> None:
        """Report only this: the block should have ended at its first empty line."""
        if self.block is None:
            return
        if self.empty is not None:
            since = self.empty
            self.messages.found = [one for one in self.messages.found if one.file != self.file or not since <= one.line]
            do = f"close it on line {since} with ```"
        self.error(self.block.line, what, do)

    def _heading(self, number: int, heading: re.Match[str]) -> None:
        depth, words, attributes = len(heading["marks"]), heading["words"], heading["attributes"]
        if depth == 1:
            if self.written.title:
                self.error(number, "a second title", "use «##» for a step")
            self.written.title, self.written.line = words, number
            return
        if depth > 2:
            self.error(number, "nothing is deeper than «##»", "make it a step of its own or bold words")
            return
        id, kind = self._attributes(number, words, attributes or "")
        self.step = SourceStep(id, kind, words, number)
        if any(step.id == id for step in self.written.steps):
            self.error(number, f"a second step is called «{id}»", "give it another id")
        self.written.steps.append(self.step)

    def _attributes(self, number: int, words: str, attributes: str) -> tuple[str, str]:
        id, kind = "", ""
        for part in attributes.split():
            if part.startswith("#"):
                id = part[1:]
            elif part.startswith("kind="):
                kind = part.removeprefix("kind=")
            else:
                self.error(number, f"«{part}» does not belong in a heading", "a heading has {#id kind=…}")
        if not NAME.match(id):
            self.error(
                number, f"the step «{words}» has no id", "write {#id kind=…} after it, in small letters and hyphens"
            )
        return id, kind

    def _open_block(self, number: int, text: str) -> None:
        fence = _FENCE.match(text)
        form = fence["form"] if fence else ""
        if self.step is None:
            self.error(number, "a block before the first step", "move it under a «##» heading")
        elif self.step.block is not None:
            self.error(number, "a second block in this step", "make a step of its own")
        if form not in ("exercise", "practice"):
            self.error(number, f"«{text.strip()}» opens no block", "a block is opened by ```exercise or ```practice")
        self.block, self.empty = SourceBlock("practice" if form == "practice" else "exercise", number), None
        if self.step is not None and self.step.block is None:
            self.step.block = self.block

    def _prose(self, number: int, text: str) -> None:
        if not self.written.title:
            if text.strip():
                self.error(number, "words before the title", "begin with one line «# Title»")
            return
        if self.closed and text.strip():
            self.error(number, "text after the exercise", "move it up, or make a step")
            return
        body = self.written.intro if self.step is None else self.step.body
        body.append(SourceLine(number, text))

    def _in_block(self, block: SourceBlock, number: int, text: str) -> None:
        option, under, field = _OPTION.match(text), _UNDER.match(text), _FIELD.match(text)
        if option:
            block.options.append(SourceOption(option["code"], option["label"], number))
        elif under:
            self._under_option(block, number, under)
        elif field:
            self._field(block, Field(field["name"], field["value"], number))
        elif not text.strip():
            self.empty = self.empty or number
            self.error(number, "an empty line in the block", "take it out")
        else:
            self.error(
                number, f"«{text.strip()}» is neither a field nor an option", "write «field: words» or «- code = label»"
            )

    def _under_option(self, block: SourceBlock, number: int, under: re.Match[str]) -> None:
        if not block.options:
            self.error(number, "a reply without an option above it", "put it under its «- code = label»")
            return
        option = block.options[-1]
        if under["reply"] is not None:
            if option.reply is not None:
                self.error(number, f"a second reply to «{option.code}»", "join the two on one line")
            option.reply = SourceLine(number, under["reply"])
        else:
            option.go = Field("go", under["go"], number)

    def _field(self, block: SourceBlock, field: Field) -> None:
        if block.field(field.name) is not None:
            self.error(field.line, f"«{field.name}» stands here twice", "keep one")
        elif block.options and block.form == "exercise":
            self.error(field.line, f"«{field.name}» stands below the options", "move it above the first «-»")
        elif not field.value:
            self.error(field.line, f"«{field.name}» is empty", "write it, or take the line out")
        else:
            block.fields.append(field)


def parse(file: str, locale: str, source: str, messages: Messages) -> Written:
    """Return the file's layout; report to `messages` what cannot be read, and leave it out."""
    reader = _Reader(file, locale, messages)
    lines = source.splitlines()
    for number, text in enumerate(lines, start=1):
        reader.line(number, text)
    reader.end(len(lines) + 1)
    return reader.written
