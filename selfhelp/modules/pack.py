"""The content pack in memory, as written, before checks and compiling: sheets of facts, and texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from selfhelp.modules import sheets
from selfhelp.modules.layout import SourceStep, Written
from selfhelp.modules.toml_file import TomlFile, TomlPart

Genre = Literal["module", "page", "tool", "guide", "consent"]
"""Only coaches read a `guide`; a person agrees to the `consent` before writing to one."""

Labels = dict[str, dict[str, sheets.Words]]
"""`codes[list][code][locale]`"""


@dataclass(frozen=True)
class Recording:
    """A recording of a text in one language: what its table says, at `path` of `toml`, and the bytes of its file."""

    sheet: sheets.AudioSheet
    raw: bytes
    toml: TomlFile
    path: tuple[TomlPart, ...]


@dataclass
class TextSource:
    """One text in all its languages. `raw` is each language's file as bytes, for the reviewers' hash; `audio` has the
    recordings by language."""

    genre: Genre
    sheet: sheets.TextSheet
    toml: TomlFile
    written: dict[str, Written]
    raw: dict[str, bytes]
    audio: dict[str, Recording] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id in diaries and links."""
        return self.sheet.id

    def first(self) -> Written:
        """Return the first language; what must be the same in all is read from here."""
        return next(iter(self.written.values()))

    def answers(self) -> Iterator[tuple[str, SourceStep]]:
        """Yield every answer that the text makes, with its step."""
        for step in self.first().steps:
            if "answer" in step.fields:
                yield step.value("answer"), step


@dataclass(frozen=True)
class ProgrammeSource:
    """A programme: which modules, in which order."""

    sheet: sheets.ProgrammeSheet
    toml: TomlFile


@dataclass
class Pack:
    """Everything under `root`. `files` are the TOML files by their path in the pack, for the lines of messages."""

    root: Path
    sheet: sheets.PackSheet
    programmes: list[ProgrammeSource] = field(default_factory=list)
    texts: list[TextSource] = field(default_factory=list)
    codes: Labels = field(default_factory=dict)
    services: list[sheets.ServiceSheet] = field(default_factory=list)
    nudges: dict[str, Labels] = field(default_factory=dict)
    measures: list[sheets.MeasureSheet] = field(default_factory=list)
    forbidden: dict[str, dict[str, str]] = field(default_factory=dict)
    checkin: sheets.CheckinSheet | None = None
    """None: this pack has no texts for coach check-ins."""
    replies: dict[str, sheets.ReplySheet] = field(default_factory=dict)
    files: dict[str, TomlFile] = field(default_factory=dict)
    places: list[tuple[TomlFile, int]] = field(default_factory=list)
    """For each service its file, the pack's or the operator's, and its number there."""
    own: TomlFile | None = None
    """The operator's pack.toml (`overlay.py`)."""

    def file_of(self, *path: TomlPart) -> TomlFile:
        """Return the pack.toml, the pack's or the operator's, where the field at `path` applies, or would be written if
        neither has it."""
        shipped = self.files["pack.toml"]
        if self.own is None or (self.own.value(*path) is None and shipped.value(*path)):
            return shipped
        return self.own if path[0] in self.own.data else shipped

    def of(self, genre: Genre) -> list[TextSource]:
        """Return the texts of one genre."""
        return [text for text in self.texts if text.genre == genre]

    def ids(self, genre: Genre) -> set[str]:
        """Return the ids of one genre."""
        return {text.id for text in self.of(genre)}

    def service(self, id: str) -> sheets.ServiceSheet | None:
        """Return a service of the directory."""
        return next((one for one in self.services if one.id == id), None)

    def written(self) -> Iterator[tuple[TextSource, Written]]:
        """Yield every text in each of its languages."""
        for text in self.texts:
            for written in text.written.values():
                yield text, written
