"""content/forbidden.toml holds for every word that a person may meet: texts, lock screens, the interface."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfhelp.modules.checks.words import check_written
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from tests.modules.small_pack import Author
from tests.pages import ROOT

FORBIDDEN = tomllib.loads((ROOT / "content" / "forbidden.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = load(ROOT / "content", Messages())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("nb", "Bli der en stund. Ingen trenger noe av deg nå."),
        ("nb", "Gå til et menneske, eller be et menneske komme."),
        ("nb", "Er du redd for livet til den andre?"),
        ("nb", "Følg én liten trang med Bølgen."),
        ("nb", "Vent helst med sex til du har sagt det."),
        ("nb", "Gratis helsehjelp og sosial hjelp."),
        ("en", "Nobody needs anything from you now."),
        ("en", "Is the urge here now? Open Hard right now."),
        ("en", "You don’t have to explain yourself to the police."),
        ("en", "Put off sex until you’ve said it, if you can."),
    ],
)
def test_a_sentence_that_may_harm_does_not_come_back(pack: Pack, locale: str, words: str) -> None:
    messages = Messages()
    check_written(pack, Written("text.md", locale, intro=[SourceLine(1, words)]), messages)
    assert messages.errors


def test_a_forbidden_word_is_told_of_what_a_lock_screen_shows(author: Author) -> None:
    author.change("nudges.toml", "Tid for en pause?", "Torsk?")
    assert author.the_error().endswith(": «Torsk»: write «en som kjøper sex»")


def interface(locale: str) -> Iterator[tuple[str, str]]:
    source = ROOT / "pwa" / "src"
    files: list[Path] = [*source.rglob(f"words/{locale}.json"), source / "console" / "messages" / f"{locale}.json"]
    assert len(files) > 10
    for file in files:
        for key, words in json.loads(file.read_text(encoding="utf-8")).items():
            yield key, re.sub(r"\{\w+\}", "", words)


def replaced(section: str, locale: str) -> set[str]:
    """The words that a table of docs/terms.md says are never used."""
    _, _, part = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8").partition(f"\n## {section}\n")
    cells = [line.strip("|").split("|") for line in part.partition("\n## ")[0].splitlines() if line.startswith("| **")]
    assert len(cells) > 20
    return {word.strip() for row in cells for word in row[2 + (locale == "en")].split(",") if word.strip()}


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_word_that_the_term_sheet_has_replaced_is_refused_in_texts(locale: str) -> None:
    assert replaced("Everywhere", locale) - FORBIDDEN[locale].keys() == set()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_interface_says_no_word_that_a_text_may_not_say_or_that_the_term_sheet_has_replaced(locale: str) -> None:
    never = sorted(FORBIDDEN[locale].keys() | replaced("On the screens", locale), key=len, reverse=True)
    found = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, never))})(?![\w-])", re.IGNORECASE)
    told = [f"{key}: «{at[0]}» in «{words}»" for key, words in interface(locale) if (at := found.search(words))]
    assert told == []
