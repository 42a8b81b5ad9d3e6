"""Pages that must say what the code does."""

import re

from selfhelp.http.problems import PROBLEMS
from tests.pages import ROOT, SETTINGS_PAGE, settings_page


def test_the_settings_page_is_what_the_code_says() -> None:
    assert SETTINGS_PAGE.read_text(encoding="utf-8") == settings_page()


def test_the_problems_page_lists_exactly_the_problems_of_the_code() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| ([^|]+) \|", page, re.MULTILINE)
    assert [(name, int(status), title.strip()) for name, status, title in rows] == [
        (name, status, title) for name, (status, title) in PROBLEMS.items()
    ]
