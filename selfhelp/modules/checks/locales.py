"""Check that all languages have the same steps, fields, options, links and sources, in the same order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from selfhelp.modules.kinds import WORDS
from selfhelp.modules.layout import SourceBlock, SourceLine, SourceStep, Written
from selfhelp.modules.markdown import SOURCE
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK


@dataclass(frozen=True)
class _Item:
    """Something that every language must have, in the same order.

    `says` names it in a message; two with the same `says` are the same. `part_of` is the item that it belongs to.
    """

    says: str
    line: int = field(compare=False)
    part_of: str = field(default="", compare=False)


@dataclass(frozen=True)
class _Change:
    """Items of one language in the place of the other's; either may be none. The lines: there and here."""

    ours: list[_Item]
    theirs: list[_Item]
    here: int
    there: int


def check_locales(pack: Pack, messages: Messages) -> None:
    """Compare each text with its first language. A step with a mistake of its own is skipped until it is corrected."""
    for text in pack.texts:
        first, *others = text.written.values()
        for other in others:
            _compare_texts(first, other, messages)


def _compare_texts(first: Written, other: Written, messages: Messages) -> None:
    wrong, wrong_there = messages.lines(first.file), messages.lines(other.file)
    if not wrong and not wrong_there:
        steps = [_Item(_step_says(step), step.line) for step in first.steps]
        theirs = [_Item(_step_says(step), step.line) for step in other.steps]
        _compare_items(first, other, steps, theirs, (_end(first), _end(other)), messages)
    if not _has(wrong, first, None) and not _has(wrong_there, other, None):
        _compare_marks(first, first.intro, other, other.line, other.intro, messages)
    for step in first.steps:
        twin = other.step(step.id)
        if twin is None or twin.kind != step.kind or _has(wrong, first, step) or _has(wrong_there, other, twin):
            continue
        _compare_marks(first, step.body, other, twin.line, twin.body, messages)
        ours = list(_items(step.block)) if step.block else []
        theirs = list(_items(twin.block)) if twin.block else []
        ends = (_last(ours, step) + 1, _last(theirs, twin) + 1)
        _compare_items(first, other, ours, theirs, ends, messages)


def _has(wrong: set[int], written: Written, step: SourceStep | None) -> bool:
    """Return whether one of these lines is in the step, or before the first one."""
    starts = [0 if step is None else step.line, *(one.line for one in written.steps)]
    end = min((line for line in starts[1:] if line > starts[0]), default=None)
    return any(line >= starts[0] and (end is None or line < end) for line in wrong)


def _step_says(step: SourceStep) -> str:
    return f"step «{step.id}» ({step.kind or 'practice'})"


def _end(written: Written) -> int:
    return written.steps[-1].line if written.steps else written.line


def _last(items: Sequence[_Item], step: SourceStep) -> int:
    return items[-1].line if items else step.line


def _items(block: SourceBlock) -> Iterator[_Item]:
    whole = f"a {block.form} block"
    yield _Item(whole, block.line)
    for one in block.fields:
        says = f"«{one.name}»" if one.name in WORDS else f"«{one.name}: {one.value}»"
        yield _Item(says, one.line, whole)
    for option in block.options:
        says = f"option «{option.code}»"
        yield _Item(says, option.line, whole)
        if option.label is not None:
            yield _Item(f"a label for «{option.code}»", option.line, says)
        if option.reply is not None:
            reply = f"a reply to «{option.code}»"
            yield _Item(reply, option.reply.number, says)
            for mark, line in _marks([option.reply]):
                yield _Item(f"{mark} in the reply to «{option.code}»", line, reply)
        if option.go is not None:
            yield _Item(f"«go: {option.go.value}»", option.go.line, says)


def _marks(lines: Sequence[SourceLine]) -> list[tuple[str, int]]:
    """Return links and sources of these lines with their lines, sorted: word order differs between languages."""
    found = [(f"the link ({link['to']})", line.number) for line in lines for link in LINK.finditer(line.text)]
    found += [(f"the source [^{mark['id']}]", line.number) for line in lines for mark in SOURCE.finditer(line.text)]
    return sorted(found)


def _compare_marks(
    first: Written,
    ours: Sequence[SourceLine],
    other: Written,
    line: int,
    theirs: Sequence[SourceLine],
    messages: Messages,
) -> None:
    here, there = _marks(ours), _marks(theirs)
    count, count_there = Counter(mark for mark, _ in here), Counter(mark for mark, _ in there)
    name = first.file.rpartition("/")[2]
    for mark in count - count_there:
        messages.error(
            other.file, line, f"{first.locale} has {mark} in this step", f"add it, as in {name}:{dict(here)[mark]}"
        )
    for mark in count_there - count:
        what = f"{first.locale} does not have {mark} in this step"
        messages.error(other.file, dict(there)[mark], what, f"take it out, or add it to the same step of {name}")


def _compare_items(
    first: Written,
    other: Written,
    ours: Sequence[_Item],
    theirs: Sequence[_Item],
    ends: tuple[int, int],
    messages: Messages,
) -> None:
    """Report at `other`'s lines how `theirs` differ from `ours`. `ends`: where one more would stand, in each file."""
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


def _changes(ours: Sequence[_Item], theirs: Sequence[_Item], ends: tuple[int, int]) -> Iterator[_Change]:
    """Yield where the two differ. Parts of an item that differs are not reported besides."""
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
