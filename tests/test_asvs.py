"""docs/engineers/asvs.md has every item of the standard's levels 1 and 2 once, and names nothing that is not there."""

import re
from typing import Final, NamedTuple

import pytest

from tests.pages import ROOT
from tests.test_docs import says_nothing_false

PAGE: Final = (ROOT / "docs" / "engineers" / "asvs.md").read_text(encoding="utf-8")
NUMBERS: Final = ROOT / "tests" / "asvs-5.0.0.txt"
ANSWERS: Final = {"met", "**not met**", "does not apply", "the operator's"}


class Row(NamedTuple):
    """One line of the table."""

    item: str
    level: str
    asks: str
    answer: str
    how: str
    shown: str


ROWS: Final = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


def standard() -> dict[str, str]:
    """Level by number, of every item of the standard."""
    lines = NUMBERS.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines if not line.startswith("#"))


def test_every_item_of_levels_1_and_2_stands_in_the_table_once() -> None:
    items = [row.item for row in ROWS]
    assert len(set(items)) == len(items)
    assert {row.item: row.level for row in ROWS}.items() <= standard().items()
    assert {number for number, level in standard().items() if level in "12"} <= set(items)


def test_whatever_is_called_met_is_shown_and_by_something_that_is_there() -> None:
    for row in ROWS:
        named = re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.\w+(?:::\w+)?)`", f"{row.how} {row.shown}")
        assert row.answer in ANSWERS, row
        assert row.answer != "met" or re.search(r"`[\w./-]+\.\w+", row.shown), row
        assert row.how or row.answer == "met", row
        assert [one for one in named if "/" in one and not says_nothing_false(one)] == [], row


def test_what_is_not_met_stands_in_the_list_above_the_table_and_nothing_else() -> None:
    listed = re.findall(r"\b\d+\.\d+\.\d+\b", PAGE.partition("## Not met")[2].partition("\n## ")[0])
    assert sorted(listed) == sorted(row.item for row in ROWS if row.answer == "**not met**")


@pytest.mark.parametrize("level", ["12", "3"])
def test_the_numbers_above_the_table_are_those_of_the_table(level: str) -> None:
    rows = [row for row in ROWS if row.level in level]
    missed = sum(row.answer == "**not met**" for row in rows)
    without = sum(of in level for of in standard().values()) - len(rows)
    assert f"{len(ROWS)} rows" in PAGE
    said = {
        "12": f"Of {len(rows)} items of levels 1 and 2, {missed} are not met",
        "3": f"{missed} of the level 3 items here",
    }
    assert said[level] in PAGE
    assert level == "12" or f"The {without} items of level 3 without a row" in PAGE
