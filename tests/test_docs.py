"""Pages that must say what the code does."""

import re
import subprocess
from pathlib import Path
from typing import Final

from sqlmodel import SQLModel

from selfhelp.doctor.content import OLD
from selfhelp.http.problems import PROBLEMS
from selfhelp.store.migrate import import_tables
from tests.pages import ROOT, SETTINGS_PAGE, settings_page


def test_the_settings_page_is_what_the_code_says() -> None:
    assert SETTINGS_PAGE.read_text(encoding="utf-8") == settings_page()


def test_the_problems_page_lists_exactly_the_problems_of_the_code() -> None:
    page = (ROOT / "docs" / "engineers" / "problems.md").read_text(encoding="utf-8")
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


PAPERS: Final = ("SECURITY.md", "CONTRIBUTING.md", "README.md", "CHANGELOG.md")
"""Pages that stand beside the code and not in docs/."""

_IN_THE_TREE: Final = re.compile(r"^(?:tests|selfhelp(?!/v1)|bench|content|deploy|pwa/(?:src|build|public))/[\w./-]+$")
_PRIMITIVES: Final = (
    r"^\s*(?:import|from) (?:cryptography|hashlib|hmac|secrets|py_vapid|pywebpush)\b",
    r"\bcrypto\??\.(?:subtle|getRandomValues)\b|from '@(?:noble|hpke)/",
)


def papers() -> list[Path]:
    """Every page for people: docs/ with its decisions, and those at the top."""
    return [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in PAPERS)]


def says_nothing_false(cited: str) -> bool:
    """Whether this file or folder is there, and in it the test that is named after `::`."""
    path, _, test = cited.partition("::")
    place = ROOT / path
    if not place.exists():
        return False
    return not test or re.search(rf"^(?:async )?def {re.escape(test)}\(", place.read_text("utf-8"), re.M) is not None


def test_every_test_and_file_that_a_page_names_is_there() -> None:
    missing = []
    for page in papers():
        for cited in re.findall(r"`([^`\s]+)`", page.read_text(encoding="utf-8")):
            if _IN_THE_TREE.match(cited.partition("::")[0]) and not says_nothing_false(cited):
                missing.append(f"{page.name}: {cited}")
    assert missing == []


def test_every_link_from_a_page_leads_somewhere() -> None:
    lost = []
    for page in papers():
        for address in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            file, _, place = address.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = page.parent / file if file else page
            if not target.exists() or (place and place not in anchors(target)):
                lost.append(f"{page.name}: {address}")
    assert lost == []


def test_every_page_has_its_line_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = re.findall(r"\]\(([\w/.-]+\.md)\)", index.read_text(encoding="utf-8"))
    pages = {str(page.relative_to(index.parent)) for page in index.parent.rglob("*.md")} - {index.name}
    assert sorted(set(linked)) == sorted(pages)
    assert len(set(linked)) == len(linked)


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_whatever_uses_cryptography_stands_in_the_inventory() -> None:
    python, client = (re.compile(it, re.M) for it in _PRIMITIVES)
    shipped = [
        *((file, python) for file in (ROOT / "selfhelp").rglob("*.py")),
        *((file, client) for file in (ROOT / "pwa" / "src").rglob("*.ts*") if not is_for_tests(file)),
    ]
    used = {str(file.relative_to(ROOT)) for file, uses in shipped if uses.search(file.read_text(encoding="utf-8"))}
    page = (
        (ROOT / "docs" / "engineers" / "cryptography.md")
        .read_text(encoding="utf-8")
        .partition("## Where it is in the code")[2]
    )
    assert set(re.findall(r"`([\w/.-]+\.tsx?|[\w/.-]+\.py)`", page)) - {"tests/test_docs.py"} == used


def is_for_tests(file: Path) -> bool:
    return ".test." in file.name or file.name.startswith("model") or "testing" in file.parts


def test_every_figure_of_the_state_stands_on_the_page_that_it_names() -> None:
    page = (ROOT / "docs" / "people" / "state.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| .*\]\(\.\./\.\./(bench/\w+\.md)\)\) \|$", page, re.M)
    assert len(rows) == page.partition("## What is weaker")[0].count("](../../bench/") > 0
    for figures, measured in rows:
        there = re.findall(r"[\d.,]*\d", (ROOT / measured).read_text(encoding="utf-8"))
        assert set(figures.split(" and ")) <= set(there), (figures, measured)


def test_the_state_says_of_which_day_and_commit_each_page_of_figures_is() -> None:
    state = (ROOT / "docs" / "people" / "state.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "bench").glob("*.md"))
    for page in pages:
        made = re.search(r", (\d{4}-\d\d-\d\d)(, commit \w+)?", page.read_text(encoding="utf-8"))
        assert made is not None
        assert re.search(rf"`bench/{page.name}` {made[1]}{made[2] or ''}(?! *,)", state), page.name
    leads = (ROOT / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    assert [page.name for page in pages if page.name != "RESULTS.md" and f"({page.name})" not in leads] == []


def test_the_state_says_how_many_items_of_the_standard_are_not_met() -> None:
    missed = (ROOT / "docs" / "engineers" / "asvs.md").read_text(encoding="utf-8").count("| **not met** |")
    assert f"{missed} items are not met" in (ROOT / "docs" / "people" / "state.md").read_text(encoding="utf-8")


def test_every_column_of_the_database_stands_in_the_threat_model() -> None:
    import_tables()
    page = (ROOT / "docs" / "engineers" / "threat-model.md").read_text(encoding="utf-8").partition("## Every column")[2]
    said = {name: re.findall(r"`(\w+)`", rest) for name, rest in re.findall(r"^\| `(\w+)` \|(.*)$", page, re.M)}
    kept = {table.name: [column.name for column in table.columns] for table in SQLModel.metadata.sorted_tables}
    assert {name: sorted(columns) for name, columns in said.items()} == {
        name: sorted(columns) for name, columns in kept.items()
    }


_BOKMAL: Final = {"styret.md", "personvern.md", "tilgjengelighet.md", "vedtak.md"}


def test_the_board_is_told_where_a_link_leads_to_english() -> None:
    unsaid = []
    for name in sorted(_BOKMAL):
        page = (ROOT / "docs" / "people" / name).read_text(encoding="utf-8")
        for link in re.finditer(r"\]\((?P<to>[\w./-]+\.md)[^)]*\)(?P<after>.{0,16})", page):
            if link["to"] not in _BOKMAL and "på engelsk" not in link["after"]:
                unsaid.append(f"{name}: {link['to']}")
    assert unsaid == []


def test_the_lawyer_is_asked_the_same_of_coaches_in_both_languages() -> None:
    """The same numbers, and under each the same sections of law."""

    def asked(page: str, heading: str) -> dict[str, set[str]]:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
        rows = re.findall(r"^(\d+)\. \*\*(.+)$", text, re.M)
        law = re.compile(r"§ ?(\d+(?:-\d+)?)(?: (?:og|and) (\d+))?")
        return {number: {it for found in law.findall(row) for it in found if it} for number, row in rows}

    bokmal = asked("people/vedtak.md", "## 3. Veiledere")
    assert bokmal == asked("operators/coaches.md", "## Before you switch it on")
    assert list(bokmal) == [str(number) for number in range(1, 10)]


def test_every_page_says_how_often_a_number_is_rung() -> None:
    assert OLD.days == 183
    for page, says in {
        "operators/operating.md": "**Every half year** ring or open each service",
        "authors/content-governance.md": "every half year, someone rings or opens each",
        "people/styret.md": "kontroll av numre før åpning og hvert halvår",
        "people/vedtak.md": "ringer eller åpner alle hjelpetilbudene før åpning, og så hvert halvår",
    }.items():
        assert says in (ROOT / "docs" / page).read_text(encoding="utf-8"), page


def test_the_board_reads_of_every_question_that_the_lawyer_is_asked() -> None:
    asked = re.findall(
        r"^- \*\*(L\d+)\.", (ROOT / "docs" / "people" / "privacy-impact.md").read_text(encoding="utf-8"), re.M
    )
    board = (ROOT / "docs" / "people" / "personvern.md").read_text(encoding="utf-8")
    assert asked == [f"L{number}" for number in range(1, len(asked) + 1)]
    assert re.findall(r"\bL\d+\b", board) == asked
