"""Check that figures have sources, that cited sources are listed, and that listed sources are cited."""

import re
from datetime import date

from selfhelp.modules.checks.links import LOOSE
from selfhelp.modules.layout import LINK, Passage, passages
from selfhelp.modules.markdown import SOURCE
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import is_to_come

_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:%|prosent|per ?cent|timer|hours)"
    r"|\b(?:\d+|to|tre|fire|fem|seks|sju|åtte|ni) av (?:ti|hundre|\d+)\b"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine) (?:out of|of|in) (?:ten|a hundred|\d+)\b"
    r"|\b(?:1[3-9]|[2-9]\d|\d{3,})\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:under|over|fylt|yngre enn|eldre enn|younger than|older than|aged?)\s+\d{1,2}\b|\b\d{1,2} (?:år|years)\b",
    re.IGNORECASE,
)


def is_figure(passage: Passage) -> bool:
    """Return whether it has a share, a span of hours or any number over twelve. Ages, telephones, list marks and
    vignettes are exempt."""
    if passage.role in ("label", "title") or passage.is_vignette:
        return False
    words = re.sub(r"^\s*\d+\.\s", "", LOOSE.sub("", LINK.sub("", SOURCE.sub("", passage.raw))))
    return _FIGURE.search(_AGE.sub("", words)) is not None


def check_sources(pack: Pack, messages: Messages, today: date) -> None:
    """Check that every figure is cited, every mark listed, and every source cited with a past date."""
    for text in pack.texts:
        listed = {source.id for source in text.sheet.sources}
        cited: set[str] = set()
        for written in text.written.values():
            for passage in passages(written):
                here = written.file, passage.line
                marks = [mark["id"] for mark in SOURCE.finditer(passage.raw)]
                cited.update(marks)
                what = f"«{{}}» is not among the sources of {text.toml.file}"
                messages.unknown(here, what, marks, listed, "list it, or correct the name")
                if not marks and is_figure(passage):
                    messages.error(*here, "a figure without [^source]", "cite it or drop it")
        ids = [(source.id, text.toml.at("sources", at, "id")) for at, source in enumerate(text.sheet.sources)]
        messages.twice(ids, "«{}» is listed twice", "keep one")
        for at, source in enumerate(text.sheet.sources):
            here = text.toml.at("sources", at, "id")
            if source.id not in cited:
                messages.error(*here, f"nobody cites «{source.id}»", "cite or remove it")
            if source.year is None and source.checked is None:
                what = f"«{source.id}» has neither year nor checked"
                messages.error(*here, what, "a web page has the day it was read")
            if source.checked is not None and is_to_come(source.checked, today):
                what = f"«{source.id}» was checked on a day to come"
                messages.error(*text.toml.at("sources", at, "checked"), what, "write the day it was")
