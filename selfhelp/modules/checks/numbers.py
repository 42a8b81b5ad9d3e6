"""Check that telephone numbers in texts are those of directory.toml."""

import re
from collections.abc import Iterator

from selfhelp.modules.contact import spoken
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK, Passage, passages
from selfhelp.modules.sheets import ServiceSheet

_RUN = re.compile(r"\d(?:[ -]?\d)*")
_NOT_DIGITS = re.compile(r"\D")
LOOSE = re.compile(
    r"(?<![\d.,–-])"
    r"(?:11[0-9] ?\d{3}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{8}|020-?\d{2}(?: ?\d{2}){2}|0\d{4})"
    r"(?![\d.,–-]\d)"
)
"""What looks like a telephone number."""


def _said(words: str) -> Iterator[str]:
    """Yield runs of at least three digits; shorter ones are ages and counts."""
    for run in _RUN.findall(words):
        if len(_NOT_DIGITS.sub("", run)) >= 3:
            yield run


def _compare(file: str, line: int, words: str, service: ServiceSheet, messages: Messages) -> None:
    for run in _said(words):
        if _NOT_DIGITS.sub("", run) != (service.phone or "").removeprefix("+"):
            right = spoken(service.phone) if service.phone else "without a number"
            messages.error(file, line, f"{run} is not {service.id} ({right})", "copy from directory.toml")


def check_numbers(pack: Pack, messages: Messages) -> None:
    """Check the telephone numbers in all texts."""
    for _, written in pack.written():
        for passage in passages(written):
            check_in_links(pack, written.file, passage, messages)
            if passage.role != "label":
                check_loose(written.file, passage.line, LINK.sub("", passage.raw), messages)
        for step in written.steps:
            for option in step.block.options if step.block else []:
                rung = step.block is not None and step.block.value("becomes") == "call"
                service = pack.service(option.code) if rung else None
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


def check_loose(file: str, line: int, words: str, messages: Messages) -> None:
    """Check a number in `words` outside a link."""
    for run in LOOSE.findall(words):
        messages.error(
            file, line, f"the number {run} stands in the text", "write [words](help:id) and keep it in directory.toml"
        )
