"""Check the form of each text: kinds, blocks, options, the practice last, supported Markdown."""

import re
from typing import Final

from selfhelp.modules.checks.reading import sentences
from selfhelp.modules.kinds import KINDS, PRACTICE, STEP_KINDS, check_block, read_field, scale_range
from selfhelp.modules.layout import VALID_NAME, SourceLine, SourceOption, SourceStep, Written, passages
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Genre, Pack

_REFUSED = (
    (re.compile(r"!\["), "an image has", "describe it in words"),
    (re.compile(r"<[a-zA-Z/!][^>]*>"), "HTML has", "use Markdown: **bold**, lists, > quotes"),
    (re.compile(r"https?://|www\."), "a web address has", "put it in directory.toml or in [[sources]] and point there"),
    (re.compile(r"`"), "code marks have", "write **bold** or «quotes»"),
    (re.compile(r"^(?: {4}|\t)"), "a deep indent has", "begin the line at the margin"),
)
_ALONE = re.compile(r"\[[^\[\]]+\]\([^()\s]+\)")

_BELONGS: Final[dict[str, tuple[str, tuple[Genre, ...]]]] = {
    "offered": ("tools alone", ("tool",)),
    "pause": ("tools alone", ("tool",)),
    "ask_safety_after": ("modules and pages", ("module", "page", "guide", "consent")),
    "ends": ("modules alone", ("module",)),
    "folded": ("pages alone", ("page",)),
}
"""Fields of a sheet that not every genre has."""

MOST_FIRST: Final = 2
"""Sentences under the title of a folded page, before its button."""


def check_structure(pack: Pack, messages: Messages) -> None:
    """Check each text by itself: its intro, its steps, its practice."""
    for text, written in pack.written():
        check_marks(written, messages)
        if not any(line.text.strip() for line in written.intro):
            what = "there is no paragraph under the title"
            messages.error(written.file, written.line, what, "write one: lists show it")
        for step in written.steps:
            _check_step(pack, written.file, step, messages)
        _check_practice(text.genre, written, messages)
        if text.sheet.folded:
            _check_folded(written, messages)
    for text in pack.texts:
        for name, (whose, genres) in _BELONGS.items():
            if getattr(text.sheet, name) and text.genre not in genres:
                messages.error(*text.toml.at(name), f"«{name}» belongs to {whose}", "take it out")


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
        do = "write «## Title {#id kind=read}» and words"
        messages.error(written.file, written.line, "the text has no steps", do)
    elif genre == "module" and not last.is_practice:
        do = "end the module with «## … {#practice}» and a ```practice block"
        messages.error(written.file, last.line, "the last step is not the practice of the week", do)


def _check_step(pack: Pack, file: str, step: SourceStep, messages: Messages) -> None:
    if step.is_practice:
        if step.kind or step.id != "practice":
            messages.error(file, step.line, "the practice has no kind and the id «practice»", "write {#practice}")
        check_block(file, "practice", PRACTICE, step, messages)
        _check_smallest(pack, file, step, messages)
    elif step.kind not in STEP_KINDS:
        if step.kind or step.id:  # else it is reported already: the whole {#id kind=…} is missing
            what = f"«{step.kind}» is no kind of step{did_you_mean(step.kind, STEP_KINDS)}"
            do = f"write kind=… in the heading's {{…}}: one of {', '.join(sorted(STEP_KINDS))}"
            messages.error(file, step.line, what if step.kind else "this step has no kind", do)
    elif step.kind == "read":
        if step.form:
            messages.error(file, step.opened, "read has no block", "take it out, or name the kind of exercise")
        elif not any(line.text.strip() for line in step.body):
            messages.error(file, step.line, "the step is empty", "write it, or take the heading out")
    elif not step.form:
        messages.error(file, step.line, f"{step.kind} must have a block", "open one with ```exercise")
    else:
        check_block(file, step.kind, KINDS[step.kind], step, messages)
        _check_options(pack, file, step, messages)
        _check_room(pack, file, step, messages)


def _check_smallest(pack: Pack, file: str, practice: SourceStep, messages: Messages) -> None:
    """Check the lines that say what is smallest for a choice: each is one of an answer that the practice shows."""
    shown = [one.strip() for one in practice.value("show").split(",")]
    made = [step for text in pack.texts for name, step in text.answers() if name in shown]
    choices = {code for step in made for code in pack.codes.get(step.value("options"), {})}
    choices |= {option.code for step in made for option in step.options}
    codes = [(option.code, (file, option.line)) for option in practice.options]
    messages.twice(codes, "«{}» stands here twice", "keep one")
    for option in practice.options:
        if option.code not in choices:
            what = f"«{option.code}» is no choice of what the practice shows{did_you_mean(option.code, choices)}"
            messages.error(file, option.line, what, "correct it, or take it out")
        elif option.label is None:
            messages.error(file, option.line, f"«{option.code}» has no words", "write «- code = words»")
        for below in (option.reply, option.go):
            if below is not None:
                messages.error(file, below.number, "the practice has no replies and no buttons", "take the line out")


def _check_options(pack: Pack, file: str, step: SourceStep, messages: Messages) -> None:
    of = KINDS[step.kind].options
    shared = pack.codes.get(step.value("options"), {})
    codes = [(option.code, (file, option.line)) for option in step.options]
    messages.twice(codes, "«{}» stands here twice", "give each its own code")
    for option in step.options:
        code, line = option.code, option.line
        if of == "ranges":
            _check_range(file, option, messages)
        elif not VALID_NAME.match(code):
            messages.error(file, line, f"«{code}» is no code", "small letters, digits and hyphens")
        elif of and code in shared and option.label is not None:
            where = f"codes.toml:{pack.files['codes.toml'].line(step.value('options'), code)}"
            messages.error(file, line, f"«{code}» has its label in {where}", "remove the label")
        elif of and code not in shared and option.label is None:
            messages.error(file, line, f"«{code}» has no label{did_you_mean(code, shared)}", "write «- code = label»")
        if of == "boxes" and option.go is not None:
            messages.error(file, option.go.number, "a box has no button", "take the line out")


def _check_range(file: str, option: SourceOption, messages: Messages) -> None:
    reply = "write its reply on the next line, after «  > »"
    try:
        scale_range(option.code)
    except ValueError as error:
        messages.error(file, option.line, str(error), "write «- 0..2» and its reply below")
    if option.label is not None:
        messages.error(file, option.line, "a range has no label", reply)
    if option.reply is None:
        messages.error(file, option.line, f"nothing is said to {option.code}", reply)


def _check_room(pack: Pack, file: str, step: SourceStep, messages: Messages) -> None:
    listed, picked = step.fields.get("options"), step.fields.get("pick")
    if listed is not None:
        messages.unknown((file, listed.line), "codes.toml has no list «{}»", [listed.value], pack.codes, "correct it")
    count = len({*pack.codes.get(step.value("options"), {}), *(option.code for option in step.options)})
    if step.kind == "choose" and count < 2:
        do = "write at least two «- code = label»"
        messages.error(file, step.opened, "there is nothing to choose between", do)
    if step.kind == "table" and count < 2:
        messages.error(file, step.opened, "a table has at least two boxes", "write «- code = label» for each")
    if step.kind == "choose" and picked is not None:
        try:
            most = read_field(picked)[1] or 0
        except ValueError:
            return  # reported already, with the field
        if most > count:
            messages.error(file, picked.line, f"pick: {most} of {count} choices", "lower it, or add choices")
