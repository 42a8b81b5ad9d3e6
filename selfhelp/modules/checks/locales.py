"""Every language has the same steps, fields, options, links and sources, in the same order. Only the words differ."""

from collections import Counter
from collections.abc import Iterator, Sequence

from selfhelp.modules.checks.differences import Item, compare
from selfhelp.modules.kinds import WORDS
from selfhelp.modules.layout import Block, Line, Step, Written
from selfhelp.modules.markdown import SOURCE
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK


def check_locales(pack: Pack, messages: Messages) -> None:
    """Each text against its first language. A step with a mistake of its own waits until that is corrected."""
    for text in pack.texts:
        first, *others = text.written.values()
        for other in others:
            _compare_texts(first, other, messages)


def _compare_texts(first: Written, other: Written, messages: Messages) -> None:
    wrong, wrong_there = messages.lines(first.file), messages.lines(other.file)
    if not wrong and not wrong_there:
        steps = [Item(_step_says(step), step.line) for step in first.steps]
        theirs = [Item(_step_says(step), step.line) for step in other.steps]
        compare(first, other, steps, theirs, (_end(first), _end(other)), messages)
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
        compare(first, other, ours, theirs, ends, messages)


def _has(wrong: set[int], written: Written, step: Step | None) -> bool:
    """Return whether one of these lines is in the step, or above the first one."""
    starts = [0 if step is None else step.line, *(one.line for one in written.steps)]
    end = min((line for line in starts[1:] if line > starts[0]), default=None)
    return any(line >= starts[0] and (end is None or line < end) for line in wrong)


def _step_says(step: Step) -> str:
    return f"step «{step.id}» ({step.kind or 'practice'})"


def _end(written: Written) -> int:
    return written.steps[-1].line if written.steps else written.line


def _last(items: Sequence[Item], step: Step) -> int:
    return items[-1].line if items else step.line


def _items(block: Block) -> Iterator[Item]:
    whole = f"a {block.form} block"
    yield Item(whole, block.line)
    for field in block.fields:
        says = f"«{field.name}»" if field.name in WORDS else f"«{field.name}: {field.value}»"
        yield Item(says, field.line, whole)
    for option in block.options:
        says = f"option «{option.code}»"
        yield Item(says, option.line, whole)
        if option.label is not None:
            yield Item(f"a label for «{option.code}»", option.line, says)
        if option.reply is not None:
            reply = f"a reply to «{option.code}»"
            yield Item(reply, option.reply.number, says)
            for mark, line in _marks([option.reply]):
                yield Item(f"{mark} in the reply to «{option.code}»", line, reply)
        if option.go is not None:
            yield Item(f"«go: {option.go.value}»", option.go.line, says)


def _marks(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Links and sources of these lines with their lines, sorted: word order differs between languages."""
    found = [(f"the link ({link['to']})", line.number) for line in lines for link in LINK.finditer(line.text)]
    found += [(f"the source [^{mark['id']}]", line.number) for line in lines for mark in SOURCE.finditer(line.text)]
    return sorted(found)


def _compare_marks(
    first: Written, ours: Sequence[Line], other: Written, line: int, theirs: Sequence[Line], messages: Messages
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
