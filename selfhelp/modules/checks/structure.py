"""Check the form of each text: kinds, blocks, options, the practice last, supported Markdown."""

import re
from typing import Final

from selfhelp.modules.checks.reading import sentences
from selfhelp.modules.kinds import KINDS, PRACTICE, STEP_KINDS, check_block, pick, scale_range
from selfhelp.modules.layout import NAME, SourceBlock, SourceLine, SourceOption, SourceStep, Written
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Genre, Pack
from selfhelp.modules.passages import passages

_REFUSED = (
    (re.compile(r"!\["), "an image has", "describe it in words"),
    (re.compile(r"<[a-zA-Z/!][^>]*>"), "HTML has", "use Markdown: **bold**, lists, > quotes"),
    (re.compile(r"https?://|www\."), "a web address has", "put it in directory.toml or in [[sources]] and point there"),
    (re.compile(r"`"), "code marks have", "write **bold** or «quotes»"),
    (re.compile(r"^(?: {4}|\t)"), "a deep indent has", "begin the line at the margin"),
)


_ALONE = re.compile(r"\[[^\[\]]+\]\([^()\s]+\)")

MOST_FIRST: Final = 2
"""Sentences under the title of a folded page, before its button."""


def check_structure(pack: Pack, messages: Messages) -> None:
    """Check each text by itself: its intro, its steps, its practice."""
    for text, written in pack.written():
        check_marks(written, messages)
        if not any(line.text.strip() for line in written.intro):
            messages.error(
                written.file, written.line, "there is no paragraph under the title", "write one: lists show it"
            )
        for step in written.steps:
            _check_step(pack, written, step, messages)
        _check_practice(text.genre, written, messages)
        if text.sheet.folded:
            _check_folded(written, messages)
    for text in pack.texts:
        for name, value in (("offered", text.sheet.offered), ("pause", text.sheet.pause)):
            if value and text.genre != "tool":
                messages.error(*text.toml.at(name), f"«{name}» belongs to tools alone", "take it out")
        if text.sheet.ask_safety_after and text.genre == "tool":
            what = "«ask_safety_after» belongs to modules and pages"
            messages.error(*text.toml.at("ask_safety_after"), what, "take it out")
        if text.sheet.ends and text.genre != "module":
            messages.error(*text.toml.at("ends"), "«ends» belongs to modules alone", "take it out")
        if text.sheet.folded and text.genre != "page":
            messages.error(*text.toml.at("folded"), "«folded» belongs to pages alone", "take it out")


def check_marks(written: Written, messages: Messages) -> None:
    """Report images, HTML and other unsupported Markdown."""
    for passage in passages(written):
        refused = [(what, do) for pattern, what, do in _REFUSED if pattern.search(passage.raw)]
        for what, do in refused[:1]:  # an image contains an address too
            messages.error(written.file, passage.line, f"{what} no place in a text", do)


def _check_folded(written: Written, messages: Messages) -> None:
    """Check what a page that is opened in need begins with, and what its steps are folded under."""
    said = [line for line in written.intro if line.text.strip()]
    *words, last = said or [SourceLine(written.line, "")]
    if not _ALONE.fullmatch(last.text.strip()):
        what = "a folded page begins without a button"
        do = "end the words under the title with one link alone: [What to do](help:id)"
        messages.error(written.file, last.number, what, do)
        words = said
    if (count := sentences(line.text for line in words)) > MOST_FIRST:
        what = f"{count} sentences before the button of a folded page"
        messages.error(written.file, written.line, what, f"say in {MOST_FIRST} what to do now, and move the rest down")
    for step in written.steps:
        if not step.title.endswith("?"):
            what = f"«{step.title}» is no question: a folded page answers the reader's own"
            messages.error(written.file, step.line, what, "write the question that the step answers")


def _check_practice(genre: Genre, written: Written, messages: Messages) -> None:
    last = written.steps[-1] if written.steps else None
    for step in written.steps:
        if step.is_practice and (genre != "module" or step is not last):
            do = "move it to the end" if genre == "module" else "only modules have one"
            messages.error(written.file, step.line, "the practice stands in the wrong place", do)
    if last is None:
        messages.error(
            written.file, written.line, "the text has no steps", "write «## Title {#id kind=read}» and words"
        )
    elif genre == "module" and not last.is_practice:
        do = "end the module with «## … {#practice}» and a ```practice block"
        messages.error(written.file, last.line, "the last step is not the practice of the week", do)


def _check_step(pack: Pack, written: Written, step: SourceStep, messages: Messages) -> None:
    file, block = written.file, step.block
    if step.is_practice and block is not None:
        if step.kind or step.id != "practice":
            messages.error(file, step.line, "the practice has no kind and the id «practice»", "write {#practice}")
        check_block(file, "practice", PRACTICE, block, messages)
        _check_smallest(pack, file, block, messages)
    elif step.kind not in STEP_KINDS:
        what = f"«{step.kind}» is no kind of step{did_you_mean(step.kind, STEP_KINDS)}"
        if not step.kind:
            what = "this step has no kind"
        if not step.kind and not step.id:
            return  # reported already: the whole {#id kind=…} is missing
        do = f"write kind=… in the heading's {{…}}: one of {', '.join(sorted(STEP_KINDS))}"
        messages.error(file, step.line, what, do)
    elif step.kind == "read":
        if block is not None:
            messages.error(file, block.line, "read has no block", "take it out, or name the kind of exercise")
        elif not any(line.text.strip() for line in step.body):
            messages.error(file, step.line, "the step is empty", "write it, or take the heading out")
    elif block is None:
        messages.error(file, step.line, f"{step.kind} must have a block", "open one with ```exercise")
    else:
        check_block(file, step.kind, KINDS[step.kind], block, messages)
        _check_options(pack, file, step.kind, block, messages)


def _check_smallest(pack: Pack, file: str, block: SourceBlock, messages: Messages) -> None:
    """Check the lines that say what is smallest for a choice: each is one of an answer that the practice shows."""
    shown = [one.strip() for one in block.value("show").split(",")]
    made = [step.block for text in pack.texts for name, step in text.answers() if name in shown and step.block]
    choices = {code for one in made for code in pack.codes.get(one.value("options"), {})}
    choices |= {option.code for one in made for option in one.options}
    seen: set[str] = set()
    for option in block.options:
        if option.code in seen:
            messages.error(file, option.line, f"«{option.code}» stands here twice", "keep one")
        elif option.code not in choices:
            what = f"«{option.code}» is no choice of what the practice shows{did_you_mean(option.code, choices)}"
            messages.error(file, option.line, what, "correct it, or take it out")
        elif option.label is None:
            messages.error(file, option.line, f"«{option.code}» has no words", "write «- code = words»")
        seen.add(option.code)
        for below in (option.reply and option.reply.number, option.go and option.go.line):
            if below:
                messages.error(file, below, "the practice has no replies and no buttons", "take the line out")


def _check_options(pack: Pack, file: str, kind: str, block: SourceBlock, messages: Messages) -> None:
    of = KINDS[kind].options
    seen: set[str] = set()
    for option in block.options:
        if option.code in seen:
            messages.error(file, option.line, f"«{option.code}» stands here twice", "give each its own code")
        seen.add(option.code)
        if of == "ranges":
            _check_range(file, option, messages)
        elif not NAME.match(option.code):
            messages.error(file, option.line, f"«{option.code}» is no code", "small letters, digits and hyphens")
        elif of:
            _check_label(pack, file, block, option, messages)
        if of == "boxes" and option.go is not None:
            messages.error(file, option.go.line, "a box has no button", "take the line out")
    _check_room(pack, file, kind, block, messages)


def _check_range(file: str, option: SourceOption, messages: Messages) -> None:
    try:
        scale_range(option.code)
    except ValueError as error:
        messages.error(file, option.line, str(error), "write «- 0..2» and its reply below")
    if option.label is not None:
        messages.error(file, option.line, "a range has no label", "write its reply on the next line, after «  > »")
    if option.reply is None:
        messages.error(
            file, option.line, f"nothing is said to {option.code}", "write its reply on the next line, after «  > »"
        )


def _check_label(pack: Pack, file: str, block: SourceBlock, option: SourceOption, messages: Messages) -> None:
    name = block.value("options")
    shared = pack.codes.get(name, {})
    if option.code in shared and option.label is not None:
        where = pack.files["codes.toml"]
        line = where.line(name, option.code)
        messages.error(file, option.line, f"«{option.code}» has its label in codes.toml:{line}", "remove the label")
    if option.code not in shared and option.label is None:
        near = did_you_mean(option.code, shared)
        messages.error(file, option.line, f"«{option.code}» has no label{near}", "write «- code = label»")


def _check_room(pack: Pack, file: str, kind: str, block: SourceBlock, messages: Messages) -> None:
    lists = block.field("options")
    if lists is not None and lists.value not in pack.codes:
        near = did_you_mean(lists.value, pack.codes)
        messages.error(file, lists.line, f"codes.toml has no list «{lists.value}»{near}", "correct it")
    count = len({*pack.codes.get(block.value("options"), {}), *(option.code for option in block.options)})
    if kind == "choose" and count < 2:
        messages.error(file, block.line, "there is nothing to choose between", "write at least two «- code = label»")
    if kind == "table" and count < 2:
        messages.error(file, block.line, "a table has at least two boxes", "write «- code = label» for each")
    if kind == "choose" and block.field("pick") is not None:
        _check_pick(file, block, count, messages)


def _check_pick(file: str, block: SourceBlock, count: int, messages: Messages) -> None:
    field = block.field("pick")
    assert field is not None
    try:
        most = pick(field.value)[1]
    except ValueError:
        return  # reported already, with the field
    if most is not None and most > count:
        messages.error(file, field.line, f"pick: {most} of {count} choices", "lower it, or add choices")
