"""docs/journeys.md: every promise is walked in both languages, by tests that speak what the page says they speak."""

import ast
import re
from collections.abc import Iterable
from functools import cache

from tests.pages import ROOT

PAGE = (ROOT / "docs" / "journeys.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!promise |---)(.+) \| (.+) \|$", PAGE, re.MULTILINE)
NAMES = {"NB": "nb", "EN": "en"}
"""What journeys call the words of one language."""


def walked(shown_by: str) -> list[tuple[str, str, set[str]]]:
    """Each journey of a row: its file, its name, its languages."""
    found = re.findall(r"`(tests/[\w/]+\.py)::(\w+)` ((?:nb|en)(?: en)?)\b", shown_by)
    return [(file, name, set(languages.split())) for file, name, languages in found]


@cache
def functions(file: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {it.name: it for it in tree.body if isinstance(it, ast.FunctionDef)}


def languages_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Those that are named in this code."""
    every = [it for node in nodes for it in ast.walk(node)]
    constants = {it.value for it in every if isinstance(it, ast.Constant) and it.value in ("nb", "en")}
    return {str(it) for it in constants} | {NAMES[it.id] for it in every if isinstance(it, ast.Name) and it.id in NAMES}


def spoken(file: str, name: str) -> set[str]:
    """The languages of a journey: those of its parameters, or else what it and its fixtures name."""
    known = functions(file)
    chosen = languages_in(known[name].decorator_list)
    if chosen:
        return chosen
    fixtures = [it.arg for it in known[name].args.args if it.arg in known]
    return languages_in([known[name]]).union(*(spoken(file, it) for it in fixtures))


def test_every_promise_is_walked_in_both_languages() -> None:
    assert len(ROWS) > 30
    for promise, shown_by in ROWS:
        assert set().union(*(languages for _, _, languages in walked(shown_by))) == {"nb", "en"}, promise


def test_every_journey_speaks_what_the_page_says() -> None:
    for promise, shown_by in ROWS:
        assert shown_by.count("::") == len(walked(shown_by)), promise
        for file, name, languages in walked(shown_by):
            assert languages <= spoken(file, name), f"{name}: {promise}"
