"""The commands of authors and reviewers: a skeleton that passes, a table that says what there is, a signature."""

from collections.abc import Callable

import pytest

from selfhelp.cli import main
from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages
from selfhelp.modules.review import missing_roles
from tests.modules.small_pack import MODULE, Author

Run = Callable[..., int]


@pytest.fixture
def run(author: Author, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`selfhelp content …` on the author's pack."""
    monkeypatch.setenv("SELFHELP_CONTENT", str(author.root))
    return lambda *arguments: main(["content", *arguments])


@pytest.mark.parametrize(
    ("genre", "file", "place"),
    [
        ("module", "programmes/stop/02-sleep-better/module.toml", "programmes/stop/programme.toml"),
        ("tool", "tools/sleep-better/tool.toml", None),
    ],
)
def test_a_new_text_passes_the_check_as_it_is(
    author: Author, run: Run, genre: str, file: str, place: str | None
) -> None:
    assert run("new", genre, "sleep-better") == 0
    assert (author.root / file).is_file()
    assert author.errors() == []
    assert place is None or '["hold", "sleep-better"]' in author.read(place)


def test_a_new_page_stands_in_help(author: Author, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "page", "nights") == 0
    assert 'next: add "nights" to «stop» in' in capsys.readouterr().out
    assert [message.what for message in author.errors()] == ["nobody can reach «nights»"]
    author.write("pack.toml", author.read("pack.toml") + '[help] # order\nstop = [\n  "crisis", # first\n]\n')
    assert run("new", "page", "mornings") == 0
    assert "# first" in author.read("pack.toml")
    pack = load(author.root, Messages())
    assert pack is not None
    assert pack.sheet.help["stop"] == ["crisis", "mornings"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("module", "hold"), "there is a module «hold» already: choose another id"),
        (("module", "Sov Bedre"), "«Sov Bedre» is no id"),
        (("module", "sleep", "--programme", "far"), "there is no programme «far»"),
    ],
)
def test_a_new_text_harms_no_old_one(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    before = {path: path.read_bytes() for path in author.root.rglob("*") if path.is_file()}
    assert run("new", *arguments) == 1
    assert capsys.readouterr().err.startswith(told)
    assert {path: path.read_bytes() for path in author.root.rglob("*") if path.is_file()} == before


def test_a_signature_makes_a_text_reviewed_until_a_word_changes(author: Author, run: Run) -> None:
    assert run("sign", "hold", "--as", "psychologist") == 0
    assert author.errors() == []
    assert _missing(author) == []
    author.change(f"{MODULE}/en.md", "Choose one reason.", "Choose a reason.")
    assert _missing(author) == ["psychologist"]
    assert run("sign", "hold", "--as", "psychologist") == 0
    assert _missing(author) == []


@pytest.mark.parametrize(
    ("id", "role", "told"),
    [
        ("hold", "developer", "«developer» is no role: psychologist, lawyer"),
        ("hold", "lawyer", "«hold» needs psychologist, not a lawyer"),
        ("hodl", "psychologist", "there is no text «hodl»"),
    ],
)
def test_only_a_role_that_is_asked_for_signs(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str], id: str, role: str, told: str
) -> None:
    assert run("sign", id, "--as", role) == 1
    assert capsys.readouterr().err.startswith(told)
    assert _missing(author) == ["psychologist"]


def test_the_table_says_of_each_text_how_long_how_heavy_and_what_becomes_of_it(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("table") == 0
    heads, nb, en, *rest, sums = capsys.readouterr().out.splitlines()
    assert heads.split() == (
        ["text", "language", "words", "minutes", "LIX/ease", "steps", "kinds", "makes", "uses", "sources", "unsigned"]
    )
    assert nb.split()[:3] == ["module", "hold", "nb"]
    assert "list choose read practice" in nb
    assert nb.split()[-5:] == ["reason", "trigger", "reason", "1", "psychologist"]
    assert en.split()[0] == "en"
    assert len(rest) == 4
    assert sums.startswith("3 texts, ")
    assert sums.endswith("; 3 not reviewed")


def _missing(author: Author) -> list[str]:
    pack = load(author.root, Messages())
    assert pack is not None
    return list(missing_roles(next(text for text in pack.texts if text.id == "hold")))
