"""Findings of `selfhelp content check`: where, what is wrong, what to do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class ContentMessage:
    """One finding. `file` is relative to the pack; `line` counts from 1, 0 is the file as a whole."""

    file: str
    line: int
    what: str
    do: str = ""
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        kind = " (warning)" if self.warning else ""
        then = f"\n    → {self.do}" if self.do else ""
        return f"{where}: {self.what}{kind}{then}"


@dataclass
class Messages:
    """Collects findings, so that an author sees all of them at once.

    `locales` are the pack's languages in order, once pack.toml has been read. `misread` are the files with mistakes of
    form: what seems to be missing there may only be misread.
    """

    found: list[ContentMessage] = field(default_factory=list)
    locales: list[str] = field(default_factory=list)
    misread: set[str] = field(default_factory=set)

    def error(self, file: str, line: int, what: str, do: str = "") -> None:
        """Report what must be corrected before the pack can be served. `do` is the advice."""
        self.found.append(ContentMessage(file, line, what, do))

    def warn(self, file: str, line: int, what: str, do: str = "") -> None:
        """Report something to consider."""
        self.found.append(ContentMessage(file, line, what, do, warning=True))

    def unknown(self, at: tuple[str, int], what: str, names: Iterable[str], known: Collection[str], do: str) -> None:
        """Report at `at` each of `names` that is not among `known`; `{}` in `what` stands for the name."""
        for name in names:
            if name not in known:
                self.error(*at, f"{what.replace('{}', name)}{did_you_mean(name, known)}", do)

    def twice(self, places: Iterable[tuple[str, tuple[str, int]]], what: str, do: str) -> None:
        """Report each name that has stood before, at its second place; `{}` in `what` stands for the name."""
        seen: set[str] = set()
        for name, at in places:
            if name in seen:
                self.error(*at, what.replace("{}", name), do)
            seen.add(name)

    @property
    def errors(self) -> list[ContentMessage]:
        """What must be corrected, in the order in which it was found."""
        return [message for message in self.found if not message.warning]

    def lines(self, file: str) -> set[int]:
        """Return the lines of `file` that must be corrected."""
        return {message.line for message in self.errors if message.file == file and message.line}

    def in_order(self) -> list[ContentMessage]:
        """Return each finding once, by folder: first its facts, then its first language, then the others."""
        return sorted(set(self.found), key=self._place)

    def _place(self, message: ContentMessage) -> tuple[str, int, ContentMessage]:
        folder, _, name = message.file.rpartition("/")
        locale, dot, _ = name.partition(".md")
        rank = self.locales.index(locale) + 1 if dot and locale in self.locales else 0
        return folder, rank, message


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return `. Did you mean «ask»?`, to end a sentence without its full stop; empty when no known name is near."""
    near = get_close_matches(wrong, [name for name in known if name != wrong], n=1, cutoff=0.5)
    return f". Did you mean «{near[0]}»?" if near else ""
