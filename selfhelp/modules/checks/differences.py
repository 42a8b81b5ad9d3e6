"""What one language has and another lacks, one finding for each slip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from selfhelp.modules.layout import Written
from selfhelp.modules.messages import Messages


@dataclass(frozen=True)
class Item:
    """Something that must stand in every language, in the same order.

    `says` names it in a message; two that say the same are the same. `part_of` says what it comes and goes with.
    """

    says: str
    line: int = field(compare=False)
    part_of: str = field(default="", compare=False)


@dataclass(frozen=True)
class _Change:
    """These items of one language stand where those of the other do; either may be none. The lines: there and here."""

    ours: list[Item]
    theirs: list[Item]
    here: int
    there: int


def compare(
    first: Written,
    other: Written,
    ours: Sequence[Item],
    theirs: Sequence[Item],
    ends: tuple[int, int],
    messages: Messages,
) -> None:
    """Tells at `other`'s lines how `theirs` differ from `ours`. `ends`: where one more would stand, in each file."""
    changes = list(_changes(ours, theirs, ends))
    lacking = {item.says for change in changes for item in change.ours}
    moved = lacking & {item.says for change in changes for item in change.theirs}
    locale, name = first.locale, first.file.rpartition("/")[2]
    twins = {item.says: item.line for item in ours}
    for change in changes:
        mine = [item for item in change.ours if item.says not in moved]
        extra = [item for item in change.theirs if item.says not in moved]
        for item in change.theirs:
            if item.says in moved:
                what = f"{item.says} stands in another place in {locale}"
                messages.error(other.file, item.line, what, f"keep to the order of {name}:{twins[item.says]}")
        pairs = min(len(mine), len(extra)) if len(mine) == len(extra) else 0
        for one, item in zip(mine[:pairs], extra[:pairs], strict=True):
            what = f"{locale} has {one.says} here, not {item.says}"
            messages.error(other.file, item.line, what, f"make it like {name}:{one.line}")
        for item in mine[pairs:]:
            messages.error(
                other.file, change.there, f"{locale} has {item.says} here", f"add it, as in {name}:{item.line}"
            )
        for item in extra[pairs:]:
            what = f"{locale} has no {item.says.removeprefix('a ')} here"
            messages.error(other.file, item.line, what, f"take it out, or add it at {name}:{change.here}")


def _changes(ours: Sequence[Item], theirs: Sequence[Item], ends: tuple[int, int]) -> Iterator[_Change]:
    """Yield where the two differ. What belongs to something that differs is not named besides."""
    matcher = SequenceMatcher(None, [item.says for item in ours], [item.says for item in theirs], autojunk=False)
    places = [place for place in matcher.get_opcodes() if place[0] != "equal"]
    differ = {item.says for _, first, last, start, stop in places for item in (*ours[first:last], *theirs[start:stop])}
    for _, first, last, start, stop in places:
        yield _Change(
            [item for item in ours[first:last] if item.part_of not in differ],
            [item for item in theirs[start:stop] if item.part_of not in differ],
            ours[first].line if first < len(ours) else ends[0],
            theirs[start].line if start < len(theirs) else ends[1],
        )
