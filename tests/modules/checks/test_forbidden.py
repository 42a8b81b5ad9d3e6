"""content/forbidden.toml holds for every word that a person may meet: texts, lock screens, the interface; docs/terms.md
also for what commands say."""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from selfhelp.cli import tree
from selfhelp.modules.checks.words import check_written
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from tests.modules.small_pack import Author
from tests.pages import ROOT

FORBIDDEN = tomllib.loads((ROOT / "content" / "forbidden.toml").read_text(encoding="utf-8"))

TO_MACHINES: Final = frozenset(
    {
        # Refusals that a phone or the console reads, in the words of the protocol: docs/engineers/problems.md.
        *("http/openapi.py", "http/problems.py", "notify/service.py", "notify/validation.py"),
        *("coach/messages.py", "coach/notes.py", "coach/routes.py", "coach/threads.py"),
        # Metrics, named as the protocol names things.
        *("coach/metrics.py", "notify/metrics.py"),
    }
)
"""What speaks to no operator and no author; all other modules may."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = load_pack(ROOT / "content", Messages())
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


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_word_that_the_term_sheet_has_replaced_is_refused_in_texts(locale: str) -> None:
    assert replaced("Everywhere", locale) - FORBIDDEN[locale].keys() == set()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_interface_says_no_word_that_a_text_may_not_say_or_that_the_term_sheet_has_replaced(locale: str) -> None:
    found = any_of(FORBIDDEN[locale].keys() | replaced("On the screens", locale))
    told = [f"{key}: «{at[0]}» in «{words}»" for key, words in interface(locale) if (at := found.search(words))]
    assert told == []


def said_in(source: str) -> Iterator[tuple[int, str]]:
    """The sentences of a module, and the nouns that it counts: no docstring, no name of a column or a file."""
    module = list(ast.walk(ast.parse(source)))
    docstrings = {id(node.value) for node in module if isinstance(node, ast.Expr)}
    for node in module:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if " " in node.value:
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "counted":
            nouns = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from ((node.lineno, noun) for noun in nouns if isinstance(noun, str))


def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """All that `--help` says of a command and those under it, but the names of commands and options."""
    context = click.Context(command)
    for words in (command.help, command.short_help, command.epilog):
        yield name, words or ""
    for parameter in command.params:
        yield name, parameter.make_metavar(context)
        yield name, getattr(parameter, "help", None) or ""
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from helps(inner, f"{name} {inner.name}")


def test_no_command_says_a_word_that_the_term_sheet_has_replaced() -> None:
    found = any_of(replaced("Everywhere", "en") | {"erase", "erased", "erases", "erasing"})
    package = ROOT / "selfhelp"
    said = [
        (f"{file.relative_to(package)}:{line}", words)
        for file in sorted(package.rglob("*.py"))
        if file.relative_to(package).as_posix() not in TO_MACHINES
        for line, words in said_in(file.read_text(encoding="utf-8"))
    ]
    said += [("content new", (package / "modules/authoring/templates/en.md").read_text(encoding="utf-8"))]
    said += helps(tree, "selfhelp")
    assert len(said) > 1000
    told = [f"{at}: «{word[0]}» in «{words}»" for at, words in said if (word := found.search(without_code(words)))]
    assert told == []


def without_code(words: str) -> str:
    """The sentence without what one types: `selfhelp nudges status`."""
    return re.sub(r"`[^`]*`", "", words)
