"""Every language has the same steps, fields, options, links and sources, in the same order. Only the words differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from selfhelp.modules.kinds import WORDS
from selfhelp.modules.layout import Block, Line, Step, Written
from selfhelp.modules.markdown import SOURCE
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK


@dataclass(frozen=True)
class _Item:
    """Something that must stand in every language; `says` is how a message names it."""

    says: str
    line: int


def check_locales(pack: Pack, messages: Messages) -> None:
    """Each text against its first language."""
    for text in pack.texts:
        first, *others = text.written.values()
        for other in others:
            _compare_texts(first, other, messages)


def _compare_texts(first: Written, other: Written, messages: Messages) -> None:
    _compare_lines(first.locale, first.intro, other, other.line, other.intro, messages)
    steps = [_Item(_step_says(step), step.line) for step in first.steps]
    others = [_Item(_step_says(step), step.line) for step in other.steps]
    _compare(first.locale, other.file, steps, others, _end(other), messages)
    for step in first.steps:
        twin = other.step(step.id)
        if twin is None or twin.kind != step.kind:
            continue
        _compare_lines(first.locale, step.body, other, twin.line, twin.body, messages)
        ours = list(_items(step.block)) if step.block else []
        theirs = list(_items(twin.block)) if twin.block else []
        end = theirs[-1].line + 1 if theirs else twin.line
        _compare(first.locale, other.file, ours, theirs, end, messages)


def _step_says(step: Step) -> str:
    return f"step «{step.id}» ({step.kind or 'practice'})"


def _end(written: Written) -> int:
    return written.steps[-1].line if written.steps else written.line


def _items(block: Block) -> Iterator[_Item]:
    yield _Item(f"a {block.form} block", block.line)
    for field in block.fields:
        yield _Item(f"«{field.name}»" if field.name in WORDS else f"«{field.name}: {field.value}»", field.line)
    for option in block.options:
        yield _Item(f"option «{option.code}»", option.line)
        if option.label is not None:
            yield _Item(f"a label for «{option.code}»", option.line)
        if option.reply is not None:
            yield _Item(f"a reply to «{option.code}»", option.reply.number)
            for mark in _marks([option.reply]):
                yield _Item(f"{mark} in the reply to «{option.code}»", option.reply.number)
        if option.go is not None:
            yield _Item(f"«go: {option.go.value}»", option.go.line)


def _compare(
    locale: str, file: str, ours: Sequence[_Item], theirs: Sequence[_Item], end: int, messages: Messages
) -> None:
    """Tells at `file`'s lines what `ours` (in `locale`) has and `theirs` lacks, and the other way."""
    matcher = SequenceMatcher(None, [item.says for item in ours], [item.says for item in theirs], autojunk=False)
    for what, first, last, start, stop in matcher.get_opcodes():
        if what == "equal":
            continue
        line = theirs[start].line if start < len(theirs) else end
        for item in ours[first:last]:
            messages.error(file, line, f"{locale} has {item.says} here", "add the line")
        for item in theirs[start:stop]:
            messages.error(file, item.line, f"{locale} has no {item.says} here", f"take it out, or add it to {locale}")


def _marks(lines: Sequence[Line]) -> list[str]:
    """Links and sources of these lines, sorted: word order differs between languages."""
    found = [f"the link ({link['to']})" for line in lines for link in LINK.finditer(line.text)]
    found += [f"the source [^{mark['id']}]" for line in lines for mark in SOURCE.finditer(line.text)]
    return sorted(found)


def _compare_lines(
    locale: str, ours: Sequence[Line], other: Written, line: int, theirs: Sequence[Line], messages: Messages
) -> None:
    here, there = Counter(_marks(ours)), Counter(_marks(theirs))
    for mark in here - there:
        messages.error(other.file, line, f"{locale} has {mark} in this step", "add it")
    for mark in there - here:
        messages.error(
            other.file, line, f"{locale} does not have {mark} in this step", f"take it out, or add it to {locale}"
        )
