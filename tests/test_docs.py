"""Pages that must say what the code does."""

import re
import subprocess

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


def test_every_page_that_the_code_cites_is_there() -> None:
    sources = ["selfhelp", "pwa/src", "pwa/build", "tests", "bench", "docs", "README.md", "Makefile"]
    listed = subprocess.run(["git", "ls-files", *sources], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = [ROOT / name for name in listed.splitlines() if not name.startswith("tests/vectors/")]
    missing = []
    for file in texts:
        if file.suffix in {".py", ".ts", ".tsx", ".md", ""} and file.exists():
            cited = re.findall(r"\b(?:design|evidence|docs)/[\w./-]+\.(?:md|py)\b", file.read_text(encoding="utf-8"))
            missing += [f"{file.name}: {page}" for page in cited if not (ROOT / page).exists()]
    assert missing == []
