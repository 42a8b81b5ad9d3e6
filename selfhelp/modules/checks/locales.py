"""Check that all languages have the same steps, fields, options, links and sources, in the same order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from selfhelp.modules.layout import LINK, WORDS, SourceLine, SourceStep, Written
from selfhelp.modules.markdown import SOURCE
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack


@dataclass(frozen=True)
class _Item:
    """Something that every language must have, in the same order.

    `says` names it in a message; two with the same `says` are the same. `part_of` is the item that it belongs to.
    """

    says: str
    line: int = field(compare=False)
    part_of: str = field(default="", compare=False)


def check_locales(pack: Pack, messages: Messages) -> None:
    """Compare each text with its first language. A step with a mistake of its own is skipped until it is corrected."""
    for text in pack.texts:
        first, *others = text.written.values()
        for other in others:
            _compare_texts(first, other, messages)


def _compare_texts(first: Written, other: Written, messages: Messages) -> None:
    wrong, wrong_there = messages.lines(first.file), messages.lines(other.file)
    if not wrong and not wrong_there:
        ours, theirs = _steps(first), _steps(other)
        _compare_items(first, other, ours, theirs, (_last(ours, first.line), _last(theirs, other.line)), messages)
    if not _has(wrong, first, None) and not _has(wrong_there, other, None):
        _compare_marks(first, first.intro, other, other.line, other.intro, messages)
    twins = {step.id: step for step in reversed(other.steps)}
    for step in first.steps:
        twin = twins.get(step.id)
        if twin is None or twin.kind != step.kind or _has(wrong, first, step) or _has(wrong_there, other, twin):
            continue
        _compare_marks(first, step.body, other, twin.line, twin.body, messages)
        ours, theirs = list(_items(step)), list(_items(twin))
        ends = (_last(ours, step.line) + 1, _last(theirs, twin.line) + 1)
        _compare_items(first, other, ours, theirs, ends, messages)


def _steps(written: Written) -> list[_Item]:
    return [_Item(f"step «{step.id}» ({step.kind or 'practice'})", step.line) for step in written.steps]


def _has(wrong: set[int], written: Written, step: SourceStep | None) -> bool:
    """Return whether one of these lines is in the step, or before the first one."""
    start = 0 if step is None else step.line
    end = min((one.line for one in written.steps if one.line > start), default=None)
    return any(line >= start and (end is None or line < end) for line in wrong)


def _last(items: Sequence[_Item], without: int) -> int:
    return items[-1].line if items else without


def _items(step: SourceStep) -> Iterator[_Item]:
    """Yield what the step's block consists of, if it has one."""
    if not step.form:
        return
    whole = f"a {step.form} block"
    yield _Item(whole, step.opened)
    for one in step.fields.values():
        says = f"«{one.name}»" if one.name in WORDS else f"«{one.name}: {one.value}»"
        yield _Item(says, one.line, whole)
    for option in step.options:
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
            yield _Item(f"«go: {option.go.text}»", option.go.number, says)


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
        what = f"{first.locale} has {mark} in this step"
        messages.error(other.file, line, what, f"add it, as in {name}:{dict(here)[mark]}")
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
    """Report at `other`'s lines how `theirs` differ from `ours`; parts of an item that differs are not told besides.
    `ends`: where one more would stand, in each file."""
    matcher = SequenceMatcher(None, [item.says for item in ours], [item.says for item in theirs], autojunk=False)
    changes = [place for place in matcher.get_opcodes() if place[0] != "equal"]
    lacking = [item for _, begin, end, _, _ in changes for item in ours[begin:end]]
    added = [item for _, _, _, begin, end in changes for item in theirs[begin:end]]
    differ = {item.says for item in (*lacking, *added)}
    lacking = [item for item in lacking if item.part_of not in differ]
    added = [item for item in added if item.part_of not in differ]
    moved = {item.says for item in lacking} & {item.says for item in added}
    locale, name = first.locale, first.file.rpartition("/")[2]
    twins = {item.says: item.line for item in ours}
    for item in added:
        if item.says in moved:
            what = f"{item.says} stands in another place in {locale}"
            messages.error(other.file, item.line, what, f"keep to the order of {name}:{twins[item.says]}")
    for _, begin, end, start, stop in changes:
        mine = [item for item in ours[begin:end] if item.part_of not in differ and item.says not in moved]
        extra = [item for item in theirs[start:stop] if item.part_of not in differ and item.says not in moved]
        here = ours[begin].line if begin < len(ours) else ends[0]
        there = theirs[start].line if start < len(theirs) else ends[1]
        if len(mine) == len(extra):
            for one, item in zip(mine, extra, strict=True):
                what = f"{locale} has {one.says} here, not {item.says}"
                messages.error(other.file, item.line, what, f"make it like {name}:{one.line}")
            continue
        for item in mine:
            what = f"{locale} has {item.says} here"
            messages.error(other.file, there, what, f"add it, as in {name}:{item.line}")
        for item in extra:
            what = f"{locale} has no {item.says.removeprefix('a ')} here"
            messages.error(other.file, item.line, what, f"take it out, or add it at {name}:{here}")
