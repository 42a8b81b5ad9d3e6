"""`selfhelp content table`: every text of the pack in one line, for authors and for whoever must vouch for it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from selfhelp.modules.checks.answers import used
from selfhelp.modules.checks.reading import lix, minutes, reading_ease, running_words, words_of
from selfhelp.modules.layout import Written
from selfhelp.modules.pack import Genre, Pack, Text
from selfhelp.modules.passages import passages
from selfhelp.modules.review import missing_roles

GENRES: tuple[Genre, ...] = ("module", "page", "tool")
HEADS = ("text", "language", "words", "minutes", "LIX/ease", "steps", "kinds", "makes", "uses", "sources", "unsigned")


def table(pack: Pack) -> str:
    """One line a text and language: LIX in Norwegian, Flesch reading ease in English; then the pack's sums."""
    rows = [row for genre in GENRES for text in pack.of(genre) for row in _rows(text)]
    words = {locale: sum(int(row[2]) for row in rows if row[1] == locale) for locale in pack.sheet.locales}
    sums = ", ".join(f"{count} words in {locale}" for locale, count in words.items())
    drafts = sum(1 for text in pack.texts if missing_roles(text))
    return f"{_columns([HEADS, *rows])}\n{len(pack.texts)} texts, {sums}; {drafts} not reviewed\n"


def _rows(text: Text) -> Iterator[tuple[str, ...]]:
    for locale, written in text.written.items():
        running = running_words(passages(written))
        weight = lix(running) if locale == "nb" else reading_ease(running)
        first = written is text.first()
        yield (
            f"{text.genre} {text.id}" if first else "",
            locale,
            str(len(words_of(passage.plain for passage in passages(written)))),
            f"{minutes(written):.1f}",
            f"{weight:.0f}",
            str(len(written.steps)) if first else "",
            _kinds(written) if first else "",
            " ".join(name for name, _ in text.answers()) if first else "",
            " ".join(dict.fromkeys(name for step in written.steps for name, _ in used(step))) if first else "",
            str(len(text.sheet.sources)) if first else "",
            ", ".join(missing_roles(text)) if first else "",
        )


def _kinds(written: Written) -> str:
    counts = Counter("practice" if step.is_practice else step.kind for step in written.steps)
    return " ".join(f"{kind}×{count}" if count > 1 else kind for kind, count in counts.items())


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, two spaces apart."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
