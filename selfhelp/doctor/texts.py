"""Whether the texts are those that came with this version, or a copy in which the operator has written."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from selfhelp.finding import Finding
from selfhelp.settings import Settings

SHIPPED: Final = Settings().content
"""The pack that came with this version."""

_NAMED: Final = 5


def own(settings: Settings, launch: bool) -> Iterator[Finding]:
    """A warning for a copy that differs: no release corrects it."""
    del launch
    if settings.content.resolve() == SHIPPED.resolve():
        yield Finding("fine", f"texts: those that came with version {version('selfhelp')}")
        return
    other = _differing(settings.content, SHIPPED)
    if not other:
        yield Finding("fine", f"texts: a copy, {settings.content}, the same as came with version {version('selfhelp')}")
        return
    named = ", ".join(other[:_NAMED]) + (f" and {len(other) - _NAMED} more" if len(other) > _NAMED else "")
    yield Finding(
        "warning",
        f"texts: a copy of your own, {settings.content}; not as in version {version('selfhelp')}: {named}",
        "What a release corrects does not reach people here, and `selfhelp verify` calls these texts not its own.",
        "After an upgrade copy the new texts and write your change into them, or take `content` out of the settings "
        "when the release has it: docs/authors/content-governance.md.",
    )


def _differing(one: Path, other: Path) -> list[str]:
    """The texts and sheets that are other in the two, or in one alone."""
    first, second = _files(one), _files(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def _files(pack: Path) -> dict[str, bytes]:
    found = [file for file in pack.rglob("*") if file.suffix in (".md", ".toml")]
    return {file.relative_to(pack).as_posix(): file.read_bytes() for file in found}
