"""Check that telephone numbers in texts are those of directory.toml."""

import re

from selfhelp.modules.contact import spoken
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK, Passage, passages
from selfhelp.modules.sheets import ServiceSheet

_RUN = re.compile(r"\d(?:[ -]?\d)*")
LOOSE = re.compile(
    r"(?<![\d.,–-])"
    r"(?:11[0-9] ?\d{3}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{8}|020-?\d{2}(?: ?\d{2}){2}|0\d{4})"
    r"(?![\d.,–-]\d)"
)
"""What looks like a telephone number."""


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
