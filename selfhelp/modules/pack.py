"""The content pack in memory, as written: sheets of facts and texts of words, before checks and compiling."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from selfhelp.modules import sheets
from selfhelp.modules.layout import Step, Written
from selfhelp.modules.toml_file import Key, TomlFile

Genre = Literal["module", "page", "tool", "guide", "consent"]
"""`guide` is for coaches alone; `consent` is what a person agrees to before writing to one."""

Labels = dict[str, dict[str, sheets.Words]]
"""`codes[list][code][locale]`"""


@dataclass(frozen=True)
class Text:
    """One text in all its languages. `raw` is each language's file as bytes, for the reviewers' hash."""

    genre: Genre
    sheet: sheets.TextSheet
    toml: TomlFile
    written: dict[str, Written]
    raw: dict[str, bytes]

    @property
    def id(self) -> str:
        """Its name in the diary and in links."""
        return self.sheet.id

    def first(self) -> Written:
        """Return the first language; what must be alike in all is read from here."""
        return next(iter(self.written.values()))

    def answers(self) -> Iterator[tuple[str, Step]]:
        """Yield every answer that it makes, with the step that makes it."""
        for step in self.first().steps:
            if step.block is not None and step.block.field("answer") is not None:
                yield step.block.value("answer"), step


@dataclass(frozen=True)
class Programme:
    """A programme: which modules, in which order."""

    sheet: sheets.ProgrammeSheet
    toml: TomlFile


@dataclass
class Pack:
    """Everything under `root`. `files` holds the TOML files by their path in the pack, for lines in messages."""

    root: Path
    sheet: sheets.PackSheet
    programmes: list[Programme] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    codes: Labels = field(default_factory=dict)
    services: list[sheets.ServiceSheet] = field(default_factory=list)
    nudges: dict[str, dict[str, dict[str, sheets.Words]]] = field(default_factory=dict)
    measures: list[sheets.MeasureSheet] = field(default_factory=list)
    forbidden: dict[str, dict[str, str]] = field(default_factory=dict)
    checkin: sheets.CheckinSheet | None = None
    """None: this pack has no texts for coach check-ins."""
    replies: dict[str, sheets.ReplySheet] = field(default_factory=dict)
    files: dict[str, TomlFile] = field(default_factory=dict)
    places: list[tuple[TomlFile, int]] = field(default_factory=list)
    """For each service the file that it stands in, the pack's or the operator's, and its number there."""
    own: TomlFile | None = None
    """The operator's pack.toml (`overlay.py`)."""

    def told_in(self, *path: Key) -> TomlFile:
        """Return the pack's pack.toml or the operator's: where the field at `path` counts, or would be written if
        neither has it."""
        shipped = self.files["pack.toml"]
        if self.own is None or (_at(self.own, path) is None and _at(shipped, path)):
            return shipped
        return self.own if path[0] in self.own.data else shipped

    def of(self, genre: Genre) -> list[Text]:
        """Return the texts of one genre."""
        return [text for text in self.texts if text.genre == genre]

    def ids(self, genre: Genre) -> set[str]:
        """Return the ids of one genre."""
        return {text.id for text in self.of(genre)}

    def service(self, id: str) -> sheets.ServiceSheet | None:
        """Return a service of the directory."""
        return next((one for one in self.services if one.id == id), None)

    def written(self) -> Iterator[tuple[Text, Written]]:
        """Yield every text in each of its languages."""
        for text in self.texts:
            for written in text.written.values():
                yield text, written


def _at(toml: TomlFile, path: tuple[Key, ...]) -> Any:
    found: Any = toml.data
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found
