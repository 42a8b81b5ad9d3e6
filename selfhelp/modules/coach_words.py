"""Placeholders in the coach texts: filled in by the pack when it is compiled, and by the coach before sending."""

import re
from dataclasses import replace
from typing import Final

from selfhelp.modules.contact import spoken
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.sheets import OrganisationSheet

PROMISES: Final = ("organisation", "hours", "promise")
"""What `{…}` in the consent may name: fields of pack.toml's [organisation]."""

PLACEHOLDER = re.compile(r"\{(?P<name>[^{}]*)\}")
"""A name in braces, which the pack fills in."""

PLACE = re.compile(r"\[\[[^\[\]]*[^\s\[\]][^\[\]]*\]\]")
"""A place that the coach fills in, with a hint."""

_MARKS = re.compile(r"([\\\\`*_{}\[\]<>#])")


def numbered(pack: Pack, words: str) -> str:
    """Return the trimmed `words` of a reply, with each `{id}` replaced by that service's telephone number."""

    def number(name: re.Match[str]) -> str:
        """Return the service's number; the check has refused services without one."""
        service = pack.service(name["name"])
        return name[0] if service is None or service.phone is None else spoken(service.phone)

    return PLACEHOLDER.sub(number, words).strip()


def with_promise(text: TextSource, locale: str, organisation: OrganisationSheet) -> TextSource:
    """Return the consent with this operator's promises filled in as plain text, without a final full stop, which the
    text has."""
    promises = {
        "organisation": organisation.name,
        "hours": organisation.coach_hours[locale],
        "promise": organisation.promise[locale],
    }
    plain = {name: _MARKS.sub(r"\\\1", words.strip().removesuffix(".")) for name, words in promises.items()}

    def filled(lines: list[SourceLine]) -> list[SourceLine]:
        """Return the lines with their names filled in."""
        return [SourceLine(line.number, PLACEHOLDER.sub(lambda name: plain[name["name"]], line.text)) for line in lines]

    written = text.written[locale]
    steps = [replace(step, body=filled(step.body)) for step in written.steps]
    return replace(text, written={**text.written, locale: replace(written, intro=filled(written.intro), steps=steps)})


def as_written(pack: Pack, id: str, locale: str) -> Written:
    """Return a reply in the form of a text for the checks, each line with its number in replies.toml."""
    toml, reply = pack.files["coach/replies.toml"], pack.replies[id]
    words = PLACEHOLDER.sub("", reply.words.get(locale, ""))
    # A string in three quotation marks begins on the line below its name.
    first = toml.line(id, "words", locale) + ("\n" in words)
    lines = [SourceLine(number, line) for number, line in enumerate(words.splitlines(), first)]
    return Written(toml.file, locale, reply.title.get(locale, ""), toml.line(id, "title"), lines)
