"""Parse a text file line by line into `layout`. A wrong line does not affect the others."""

import re
from typing import Final

from selfhelp.modules.layout import VALID_NAME, Field, SourceLine, SourceOption, SourceStep, Written
from selfhelp.modules.messages import Messages

QUOTED: Final = "{quoted}"
_FENCE = re.compile(r"^```(?P<form>exercise|practice)\s*$")
_HEADING = re.compile(r"^(?P<marks>#+)\s+(?P<words>.*?)\s*(?:\{(?P<attributes>[^}]*)\})?\s*$")
_OPTION = re.compile(r"^- (?P<code>\S+)(?:\s+=\s+(?P<label>.*\S))?\s*$")
_FIELD = re.compile(r"^(?P<name>[a-z_]+):\s*(?P<value>.*?)\s*$")
_UNDER = re.compile(r"^ {2}(?:> (?P<reply>.*\S)|go:\s*(?P<go>\S+))\s*$")


class _Reader:
    """The parser's state between two lines of one file."""

    def __init__(self, file: str, locale: str, messages: Messages) -> None:
        self.written = Written(file, locale)
        self.messages = messages
        self.step: SourceStep | None = None
        self.open: SourceStep | None = None
        """The step whose block is open; one of no text while the block has no place."""
        self.closed = False
        self.empty: int | None = None
        """The first empty line in the open block."""

    def error(self, line: int, what: str, do: str) -> None:
        """Report a mistake at a line of this file."""
        self.messages.error(self.written.file, line, what, do)

    def line(self, number: int, text: str) -> None:
        """Parse the next line."""
        if text.rstrip().endswith(QUOTED):
            self.written.quoted.add(number)
            text = text.rstrip().removesuffix(QUOTED).rstrip()
        heading = _HEADING.match(text)
        if heading:
            what = f"this block is still open at the heading on line {number}"
            self.end_block(what, f"close it with ``` on a line of its own above line {number}")
            self.open, self.closed = None, False
            self._heading(number, heading["marks"], heading["words"], heading["attributes"] or "")
        elif self.open is not None:
            if text.rstrip() == "```":
                self.open, self.closed = None, True
            else:
                self._in_block(self.open, number, text)
        elif text.startswith("```"):
            self._open_block(number, text)
        else:
            self._prose(number, text)

    def end_block(self, what: str, do: str) -> None:
        """Report of a block that is still open only this: it should have ended at its first empty line."""
        if self.open is None:
            return
        if self.empty is not None:
            file, since, found = self.written.file, self.empty, self.messages.found
            self.messages.found = [one for one in found if one.file != file or not since <= one.line]
            do = f"close it on line {since} with ```"
        self.error(self.open.opened, what, do)

    def _heading(self, number: int, marks: str, words: str, attributes: str) -> None:
        if marks == "#":
            if self.written.title:
                self.error(number, "a second title", "use «##» for a step")
            self.written.title, self.written.line = words, number
            return
        if marks != "##":
            self.error(number, "nothing is deeper than «##»", "make it a step of its own or bold words")
            return
        id, kind = "", ""
        for part in attributes.split():
            if part.startswith("#"):
                id = part[1:]
            elif part.startswith("kind="):
                kind = part.removeprefix("kind=")
            else:
                self.error(number, f"«{part}» does not belong in a heading", "a heading has {#id kind=…}")
        if not VALID_NAME.match(id):
            do = "write {#id kind=…} after it, in small letters and hyphens"
            self.error(number, f"the step «{words}» has no id", do)
        if any(step.id == id for step in self.written.steps):
            self.error(number, f"a second step is called «{id}»", "give it another id")
        self.step = SourceStep(id, kind, words, number)
        self.written.steps.append(self.step)

    def _open_block(self, number: int, text: str) -> None:
        self.open, self.empty = SourceStep("", "", "", number), None
        if self.step is None:
            self.error(number, "a block before the first step", "move it under a «##» heading")
        elif self.step.form:
            self.error(number, "a second block in this step", "make a step of its own")
        else:
            self.open = self.step
        fence = _FENCE.match(text)
        if fence is None:
            self.error(number, f"«{text.strip()}» opens no block", "a block is opened by ```exercise or ```practice")
        self.open.opened = number
        self.open.form = "practice" if fence and fence["form"] == "practice" else "exercise"

    def _prose(self, number: int, text: str) -> None:
        if not self.written.title:
            if text.strip():
                self.error(number, "words before the title", "begin with one line «# Title»")
        elif self.closed and text.strip():
            self.error(number, "text after the exercise", "move it up, or make a step")
        else:
            body = self.written.intro if self.step is None else self.step.body
            body.append(SourceLine(number, text))

    def _in_block(self, step: SourceStep, number: int, text: str) -> None:
        option, under, field = _OPTION.match(text), _UNDER.match(text), _FIELD.match(text)
        if option:
            step.options.append(SourceOption(option["code"], option["label"], number))
        elif under and not step.options:
            self.error(number, "a reply without an option above it", "put it under its «- code = label»")
        elif under and under["go"]:
            step.options[-1].go = SourceLine(number, under["go"])
        elif under:
            above = step.options[-1]
            if above.reply is not None:
                self.error(number, f"a second reply to «{above.code}»", "join the two on one line")
            above.reply = SourceLine(number, under["reply"])
        elif field:
            self._field(step, Field(field["name"], field["value"], number))
        elif not text.strip():
            self.empty = self.empty or number
            self.error(number, "an empty line in the block", "take it out")
        else:
            what = f"«{text.strip()}» is neither a field nor an option"
            self.error(number, what, "write «field: words» or «- code = label»")

    def _field(self, step: SourceStep, field: Field) -> None:
        if field.name in step.fields:
            self.error(field.line, f"«{field.name}» stands here twice", "keep one")
        elif step.options and step.form == "exercise":
            self.error(field.line, f"«{field.name}» stands below the options", "move it above the first «-»")
        elif not field.value:
            self.error(field.line, f"«{field.name}» is empty", "write it, or take the line out")
        else:
            step.fields[field.name] = field


def parse(file: str, locale: str, source: str, messages: Messages) -> Written:
    """Return the file's layout; report to `messages` what cannot be read, and leave it out."""
    reader = _Reader(file, locale, messages)
    lines = source.splitlines()
    for number, text in enumerate(lines, start=1):
        reader.line(number, text)
    reader.end_block("this block is still open at the end of the file", f"close it on line {len(lines) + 1} with ```")
    if not reader.written.title:
        reader.error(1, "the text has no title", "begin with one line «# Title»")
    return reader.written
