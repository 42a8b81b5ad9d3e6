"""`selfhelp content …`: the commands of authors and reviewers. Each prints lines; 0 done, 1 refused."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from selfhelp.console import told
from selfhelp.modules import remove, sign, skeleton, table
from selfhelp.modules.find import opened, text_named
from selfhelp.modules.pack import Genre


def _done(work: Callable[[], Iterable[str]]) -> int:
    def lines() -> Iterator[str]:
        # All of it, or why not.
        yield from list(work())

    return told(lines())


def show_table(content: Path, id: str | None, *, wide: bool, overlay: Path | None = None) -> int:
    """One line a text and language, or all there is to say of one text."""
    if id is not None:
        return _done(lambda: table.of_text(text_named(opened(content, overlay), id)))
    return _done(lambda: table.wide(opened(content, overlay)) if wide else table.narrow(opened(content, overlay)))


def new(content: Path, genre: Genre, id: str, programme: str) -> int:
    """The skeleton of a text."""
    return _done(lambda: skeleton.make(content, genre, id, programme))


def drop_text(content: Path, id: str) -> int:
    """Takes out a text that was never locked."""
    return _done(lambda: remove.drop(content, id))


def show_directory(content: Path, overlay: Path | None = None) -> int:
    """Every service with what is to be rung or opened, and when that was done."""
    return _done(lambda: table.of_directory(opened(content, overlay)))


def sign_text(content: Path, id: str, role: str, overlay: Path | None = None) -> int:
    """A reviewer's signature."""
    return _done(lambda: sign.sign(content, id, role, datetime.now(UTC).date(), overlay))
