"""Check that every link, button and tool leads somewhere that exists in this pack, and that telephone numbers are those
of directory.toml."""

import re

from selfhelp.modules.contact import spoken
from selfhelp.modules.layout import LINK, Passage, Written, passages
from selfhelp.modules.markdown import LINK_KINDS, target
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import ServiceSheet

_BROKEN = re.compile(r"\]\s+\(|\[[^\[\]^]+\]\[")


_RUN = re.compile(r"\d(?:[ -]?\d)*")
LOOSE = re.compile(
    r"(?<![\d.,–-])"
    r"(?:11[0-9] ?\d{3}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{8}|020-?\d{2}(?: ?\d{2}){2}|0\d{4})"
    r"(?![\d.,–-]\d)"
)
"""What looks like a telephone number."""


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


def check_numbers(pack: Pack, messages: Messages) -> None:
    """Check the telephone numbers in all texts."""
    for _, written in pack.written():
        for passage in passages(written):
            check_in_links(pack, written.file, passage, messages)
            if passage.role != "label":
                check_loose(written.file, passage.line, LINK.sub("", passage.raw), messages)
        for step in written.steps:
            rings = step.value("becomes") == "call"
            for option in step.options:
                service = pack.service(option.code) if rings else None
                if service is not None and option.label is not None:
                    _compare(written.file, option.line, option.label, service, messages)
                elif option.label is not None:
                    check_loose(written.file, option.line, option.label, messages)


def check_in_links(pack: Pack, file: str, passage: Passage, messages: Messages) -> None:
    """Check that a number in the words of a link to a service is the one that is dialled."""
    for link in LINK.finditer(passage.raw):
        kind, _, id = link["to"].partition(":")
        service = pack.service(id) if kind == "help" else None
        if service is not None:
            _compare(file, passage.line, link["words"], service, messages)


def _compare(file: str, line: int, words: str, service: ServiceSheet, messages: Messages) -> None:
    for run in _RUN.findall(words):
        digits = re.sub(r"\D", "", run)
        if len(digits) >= 3 and digits != (service.phone or "").removeprefix("+"):  # shorter: an age or a count
            right = spoken(service.phone) if service.phone else "without a number"
            messages.error(file, line, f"{run} is not {service.id} ({right})", "copy from directory.toml")


def check_loose(file: str, line: int, words: str, messages: Messages) -> None:
    """Check a number in `words` outside a link."""
    for run in LOOSE.findall(words):
        do = "write [words](help:id) and keep it in directory.toml"
        messages.error(file, line, f"the number {run} stands in the text", do)
