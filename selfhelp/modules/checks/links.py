"""Check that every link, button and tool leads somewhere that exists in this pack."""

import re

from selfhelp.modules.layout import Written
from selfhelp.modules.markdown import LINK_KINDS, target
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK, passages

_BROKEN = re.compile(r"\]\s+\(|\[[^\[\]^]+\]\[")


def check_links(pack: Pack, messages: Messages) -> None:
    """Check links, buttons, tools, and that `ask_safety_after`, `ends` and `later.from` name steps of their text."""
    for text, written in pack.written():
        check_linked(pack, written, messages)
        for step in written.steps:
            for go in (option.go for option in step.options if option.go is not None):
                _check_target(pack, written, go.number, go.text, messages)
            if tool := step.fields.get("tool"):
                here = written.file, tool.line
                messages.unknown(here, "there is no tool «{}»", [tool.value], pack.ids("tool"), "correct it")
        if written is not text.first():
            continue
        steps = {step.id for step in written.steps}
        named = [(getattr(text.sheet, field), text.toml.at(field)) for field in ("ask_safety_after", "ends")]
        named += [(later.from_, text.toml.at("later", at, "from")) for at, later in enumerate(text.sheet.later)]
        for name, here in named:
            messages.unknown(here, "there is no step «{}»", [] if name is None else [name], steps, "correct it")


def check_linked(pack: Pack, written: Written, messages: Messages) -> None:
    """Check the links among the words of one text in one language."""
    for passage in passages(written):
        for link in LINK.finditer(passage.raw):
            if not link["image"]:
                _check_target(pack, written, passage.line, link["to"], messages)
        if _BROKEN.search(passage.raw):
            do = "write [words](page:id) without a space between"
            messages.error(written.file, passage.line, "a broken link", do)


def _check_target(pack: Pack, written: Written, line: int, href: str, messages: Messages) -> None:
    to = target(href)
    if to is None:
        kinds = ", ".join(f"{kind}:" for kind in LINK_KINDS)
        what = f"«{href}» is no link of ours{did_you_mean(href, LINK_KINDS)}"
        messages.error(written.file, line, what, f"#step, {kinds}")
        return
    if to.kind == "step":
        known = {step.id for step in written.steps}
    elif to.kind == "help":
        known = {service.id for service in pack.services}
    else:
        known = pack.ids(to.kind)
    do = "correct it, or write what it leads to"
    messages.unknown((written.file, line), f"there is no {to.kind} «{{}}»", [to.id], known, do)
