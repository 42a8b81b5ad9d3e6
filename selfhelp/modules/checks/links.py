"""Check that every link, button and tool leads somewhere that exists in this pack."""

import re

from selfhelp.modules.layout import Written
from selfhelp.modules.markdown import LINK_KINDS, Target, target
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.passages import LINK, passages

_BROKEN = re.compile(r"\]\s+\(|\[[^\[\]^]+\]\[")


def check_links(pack: Pack, messages: Messages) -> None:
    """Check links, buttons, tools and the steps that a sheet names."""
    for text, written in pack.written():
        check_linked(pack, written, messages)
        _check_blocks(pack, written, messages)
        if written is text.first():
            _check_sheet(text, messages)


def check_linked(pack: Pack, written: Written, messages: Messages) -> None:
    """Check the links among the words of one text in one language."""
    for passage in passages(written):
        for link in LINK.finditer(passage.raw):
            if not link["image"]:
                _check_target(pack, written, passage.line, link["to"], messages)
        if _BROKEN.search(passage.raw):
            messages.error(
                written.file, passage.line, "a broken link", "write [words](page:id) without a space between"
            )


def _check_target(pack: Pack, written: Written, line: int, href: str, messages: Messages) -> None:
    to = target(href)
    if to is None:
        kinds = ", ".join(f"{kind}:" for kind in LINK_KINDS)
        messages.error(
            written.file, line, f"«{href}» is no link of ours{did_you_mean(href, LINK_KINDS)}", f"#step, {kinds}"
        )
        return
    known = _known(pack, written, to)
    if to.id not in known:
        what = f"there is no {to.kind} «{to.id}»{did_you_mean(to.id, known)}"
        messages.error(written.file, line, what, "correct it, or write what it leads to")


def _known(pack: Pack, written: Written, to: Target) -> set[str]:
    if to.kind == "step":
        return {step.id for step in written.steps}
    if to.kind == "help":
        return {service.id for service in pack.services}
    return pack.ids(to.kind)


def _check_blocks(pack: Pack, written: Written, messages: Messages) -> None:
    for step in written.steps:
        if step.block is None:
            continue
        for option in step.block.options:
            if option.go is not None:
                _check_target(pack, written, option.go.line, option.go.value, messages)
        tool = step.block.field("tool")
        if tool is not None and tool.value not in pack.ids("tool"):
            what = f"there is no tool «{tool.value}»{did_you_mean(tool.value, pack.ids('tool'))}"
            messages.error(written.file, tool.line, what, "correct it")


def _check_sheet(text: TextSource, messages: Messages) -> None:
    """Check that `ask_safety_after`, `ends` and `later.from` name steps of this text."""
    steps = {step.id for step in text.first().steps}
    named = [(getattr(text.sheet, field), text.toml.at(field)) for field in ("ask_safety_after", "ends")]
    named += [(later.from_, text.toml.at("later", at, "from")) for at, later in enumerate(text.sheet.later)]
    for name, here in named:
        if name is not None and name not in steps:
            messages.error(*here, f"there is no step «{name}»{did_you_mean(name, steps)}", "correct it")
