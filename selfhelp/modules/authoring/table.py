"""`selfhelp content table`: tables of all texts, for authors and reviewers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from textwrap import wrap
from typing import Final

from selfhelp.finding import counted
from selfhelp.modules.checks.answers import used
from selfhelp.modules.checks.reading import lix, minutes, reading_ease, running_words, split_words
from selfhelp.modules.compile import hours_in_words
from selfhelp.modules.layout import Written, passages
from selfhelp.modules.pack import Genre, Pack, TextSource
from selfhelp.modules.review import missing_roles

GENRES: Final[tuple[Genre, ...]] = ("module", "page", "tool", "guide", "consent")
EACH: Final = ("language", "words", "minutes", "LIX/ease")
"""What differs between languages. LIX in Norwegian (lower is easier), Flesch reading ease in English (higher is)."""

NARROW: Final = ("text", *EACH, "steps", "unsigned")
WIDE: Final = ("text", *EACH, "steps", "kinds", "makes", "uses", "sources", "unsigned")
COLUMNS: Final = 100
"""The columns of a usual window."""


def narrow(pack: Pack) -> list[str]:
    """Return what an author needs daily: length, difficulty and missing signatures, within `COLUMNS`."""
    found = [dict(zip(NARROW, NARROW, strict=True))]
    rows = {text.toml.file: list(_rows(text)) for text in _texts(pack)}
    widest = [max(len(row[head]) for row in (*found, *chain(*rows.values()))) + 2 for head in NARROW[:-1]]
    for text in _texts(pack):
        of_one, roles = rows[text.toml.file], _lines(missing_roles(text), max(24, COLUMNS - sum(widest)))
        for row, role in zip_longest(of_one, roles):
            found.append({**(row or dict.fromkeys(NARROW, "")), "unsigned": role or ""})
    return [*_columns(NARROW, found), _sums(pack)]


def _lines(roles: Sequence[str], room: int) -> list[str]:
    """Return the roles with commas, in lines of `room` letters, without breaking a role."""
    whole = ", ".join(role.replace(" ", "\N{NO-BREAK SPACE}") for role in roles)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(whole, room)]


def wide(pack: Pack) -> list[str]:
    """Return every column, in one line a text and language."""
    rows = [row for text in _texts(pack) for row in _rows(text)]
    return [*_columns(WIDE, [dict(zip(WIDE, WIDE, strict=True)), *rows]), _sums(pack)]


def of_directory(pack: Pack) -> list[str]:
    """Return the services to verify, in the order of the app, with the last verification and the year of the source."""
    heads = ("service", "rung", "source", "ring", "hours", "open")
    rows = [dict(zip(heads, heads, strict=True))]
    for one in pack.services:
        hours, chat = (hours_in_words(times, pack.sheet.locales[0]) for times in (one.hours, one.chat))
        rung, source = one.rung.isoformat() if one.rung else "not yet", str(one.year or "–")
        when = "; chat: ".join(filter(None, (hours or (chat and "–"), chat))) or "–"
        cells = (one.id, rung, source, one.phone or "–", when, one.url or "–")
        rows.append(dict(zip(heads, cells, strict=True)))
    waiting = sum(1 for one in pack.services if one.rung is None)
    return [*_columns(heads, rows), f"{counted(len(pack.services), 'service')}, {waiting} not rung or opened yet"]


def of_text(text: TextSource) -> list[str]:
    """Return every field of one text, one below the other."""
    rows = list(_rows(text))
    width = max(map(len, WIDE))
    return [f"{head.ljust(width)}  {' / '.join(row[head] for row in rows if row[head]) or '–'}" for head in WIDE]


def _texts(pack: Pack) -> list[TextSource]:
    return [text for genre in GENRES for text in pack.of(genre)]


def _sums(pack: Pack) -> str:
    words = Counter(dict.fromkeys(pack.sheet.locales, 0))
    for _, written in pack.written():
        words[written.locale] += _words(written)
    sums = ", ".join(f"{count} words in {locale}" for locale, count in words.items())
    drafts = sum(1 for text in pack.texts if missing_roles(text))
    return f"{counted(len(pack.texts), 'text')}, {sums}; {drafts} not reviewed"


def _words(written: Written) -> int:
    return len(split_words(passage.plain for passage in passages(written)))


def _rows(text: TextSource) -> Iterator[dict[str, str]]:
    """Yield a row a language; the first also has what belongs to the text itself."""
    kinds = Counter("practice" if step.is_practice else step.kind for step in text.first().steps)
    whole = {
        "text": f"{text.genre} {text.id}",
        "steps": str(len(text.first().steps)),
        "kinds": " ".join(f"{kind}×{count}" if count > 1 else kind for kind, count in kinds.items()),
        "makes": " ".join(name for name, _ in text.answers()),
        "uses": " ".join(dict.fromkeys(name for step in text.first().steps for name, _ in used(step))),
        "sources": str(len(text.sheet.sources)),
        "unsigned": ", ".join(missing_roles(text)),
    }
    for locale, written in text.written.items():
        running = running_words(passages(written))
        yield {
            **(whole if written is text.first() else dict.fromkeys(whole, "")),
            "language": locale,
            "words": str(_words(written)),
            "minutes": f"{minutes(written):.1f}",
            "LIX/ease": f"{lix(running) if locale == 'nb' else reading_ease(running):.0f}",
        }


def _columns(heads: Sequence[str], rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield lines with columns as wide as their widest cell, two spaces apart."""
    widths = {head: max(len(row[head]) for row in rows) for head in heads}
    for row in rows:
        yield "  ".join(row[head].ljust(widths[head]) for head in heads).rstrip()
