"""Telephone numbers stand in directory.toml; wherever a text says one, it is that one."""

import re
from collections.abc import Iterator

from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import LINK, passages
from selfhelp.modules.sheets import ServiceSheet

_RUN = re.compile(r"\d(?:[ -]?\d)*")
_NOT_DIGITS = re.compile(r"\D")
LOOSE = re.compile(
    r"(?<![\d.,–-])"
    r"(?:11[0-9] ?\d{3}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{8}|020-?\d{2}(?: ?\d{2}){2}|0\d{4})"
    r"(?![\d.,–-]\d)"
)
"""What looks like a telephone number."""


def spoken(phone: str) -> str:
    """`116123` as people say it: 116 123 · 22 40 00 40 · 800 33 321 · 02800 · +47 22 40 00 40 · 020-66 77 88.

    The screens write them so too (pwa/src/domain/phone.ts); tests/vectors/phones.json is read by both.
    """
    if re.fullmatch(r"\+47\d{8}", phone):
        return f"+47 {spoken(phone[3:])}"
    if re.fullmatch(r"116\d{3}", phone):
        return f"116 {phone[3:]}"
    if re.fullmatch(r"800\d{5}", phone):
        return f"800 {phone[3:5]} {phone[5:]}"
    if re.fullmatch(r"020\d{6}", phone):
        return f"020-{_pairs(phone[3:])}"
    return _pairs(phone) if re.fullmatch(r"\d{8}", phone) else phone


def _pairs(digits: str) -> str:
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def _said(words: str) -> Iterator[str]:
    """Runs of at least three digits; shorter ones are ages and counts."""
    for run in _RUN.findall(words):
        if len(_NOT_DIGITS.sub("", run)) >= 3:
            yield run


def _compare(file: str, line: int, words: str, service: ServiceSheet, messages: Messages) -> None:
    for run in _said(words):
        if _NOT_DIGITS.sub("", run) != (service.phone or "").removeprefix("+"):
            right = spoken(service.phone) if service.phone else "without a number"
            messages.error(file, line, f"{run} is not {service.id} ({right})", "copy from directory.toml")


def check_numbers(pack: Pack, messages: Messages) -> None:
    """Telephone numbers in texts are those of directory.toml."""
    for _, written in pack.written():
        for passage in passages(written):
            for link in LINK.finditer(passage.raw):
                kind, _, id = link["to"].partition(":")
                service = pack.service(id) if kind == "help" else None
                if service is not None:
                    _compare(written.file, passage.line, link["words"], service, messages)
            if passage.role != "label":
                _check_loose(written.file, passage.line, LINK.sub("", passage.raw), messages)
        for step in written.steps:
            for option in step.block.options if step.block else []:
                rung = step.block is not None and step.block.value("becomes") == "call"
                service = pack.service(option.code) if rung else None
                if service is not None and option.label is not None:
                    _compare(written.file, option.line, option.label, service, messages)
                elif option.label is not None:
                    _check_loose(written.file, option.line, option.label, messages)


def _check_loose(file: str, line: int, words: str, messages: Messages) -> None:
    for run in LOOSE.findall(words):
        messages.error(
            file, line, f"the number {run} stands in the text", "write [words](help:id) and keep it in directory.toml"
        )
