"""The commands of authors and reviewers: a skeleton that passes, a table that says what there is, a signature."""

import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.review import missing_roles
from tests.modules.small_pack import MODULE, Author

Run = Callable[..., int]
PROGRAMME = "programmes/stop/programme.toml"


@pytest.fixture
def run(author: Author, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`selfhelp content …` on the author's pack, with a place of its own for what is set aside."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
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
    assert author.check() == []
    assert "# [[sources]]" in author.read(file)
    assert place is None or '["hold", "sleep-better"]' in author.read(place)


def test_a_new_page_stands_in_help(author: Author, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "page", "nights") == 0
    assert 'next: add "nights" to «stop» in' in capsys.readouterr().out
    assert [message.what for message in author.errors()] == ["nobody can reach «nights»"]
    author.write("pack.toml", author.read("pack.toml") + '[help] # order\nstop = [\n  "crisis", # first\n]\n')
    assert run("new", "page", "mornings") == 0
    assert '  "crisis", # first\n  "mornings",\n]\n' in author.read("pack.toml")
    pack = load_pack(author.root, Messages())
    assert pack is not None
    assert pack.sheet.help["stop"] == ["crisis", "mornings"]


def test_a_new_module_says_that_the_tracks_decide_who_is_offered_it(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("new", "module", "first") == 0
    assert "tracks" not in capsys.readouterr().out
    author.write(PROGRAMME, f'{author.read(PROGRAMME)}[tracks]\nonce = ["hold"]\nagain = ["hold"]\n')
    tracks = author.read(PROGRAMME).partition("[tracks]")[2]
    assert run("new", "module", "second") == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "«tracks» in the same file decides who is offered it, and it is in none of them yet: "
        'put "second" into the lines it is for (once, again)'
    )
    assert author.read(PROGRAMME).partition("[tracks]")[2] == tracks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["hold"]', '["hold", "sleep"]'),
        ('["hold",]', '["hold", "sleep"]'),
        ('[\n  "hold"  # the first\n]', '[\n  "hold",  # the first\n  "sleep"\n]'),
        ('[\n  "hold",  # the first\n]', '[\n  "hold",  # the first\n  "sleep",\n]'),
        ('[ # order\n    "hold",\n    # the end\n]', '[ # order\n    "hold",\n    # the end\n    "sleep"\n]'),
        ('[\n  "hold"]', '[\n  "hold",\n  "sleep"]'),
    ],
)
def test_a_list_stays_as_readable_as_it_was(author: Author, run: Run, before: str, after: str) -> None:
    author.change(PROGRAMME, '["hold"]', before)
    whole = author.read(PROGRAMME)
    assert run("new", "module", "sleep") == 0
    assert author.read(PROGRAMME) == whole.replace(before, after)
    assert run("drop", "sleep") == 0
    assert tomllib.loads(author.read(PROGRAMME)) == tomllib.loads(whole)
    assert "sleep" not in author.read(PROGRAMME)


@pytest.mark.parametrize("list_of_one", ['[ "hold",  # the first\n]', '["hold"  # the first\n  ,\n]'])
def test_a_list_that_tomlkit_would_break_is_left_to_the_author(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str], list_of_one: str
) -> None:
    author.change(PROGRAMME, '["hold"]', list_of_one)
    whole = author.read(PROGRAMME)
    assert run("new", "module", "sleep") == 0
    assert author.read(PROGRAMME) == whole
    assert 'next: add "sleep" to «modules» in' in capsys.readouterr().out


def test_a_page_that_was_never_locked_is_dropped_without_a_trace(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    author.write("pack.toml", author.read("pack.toml") + '[help] # order\nstop = [\n  "crisis", # first\n]\n')
    before = _files(author)
    assert run("new", "page", "nights") == 0
    author.change("pack.toml", '"nights",', '"nights", # in the dark')
    capsys.readouterr()
    assert run("drop", "nights") == 0
    assert _files(author) == before
    out, kept = capsys.readouterr().out.splitlines()
    assert out == f"took out {author.root}/pages/nights, and its name from pack.toml"
    assert (Path(kept.split(" lie in ")[1].split(" until ")[0]) / "nb.md").is_file()


def test_a_module_is_dropped_from_every_list_of_its_programme(author: Author, run: Run) -> None:
    author.write(PROGRAMME, author.read(PROGRAMME) + '[tracks]\nonce = ["hold"]\nagain = ["hold"]\n')
    before = _files(author)
    assert run("new", "module", "nights") == 0
    author.change(PROGRAMME, 'once = ["hold"]', 'once = ["nights", "hold"]')
    author.change(PROGRAMME, 'again = ["hold"]', 'again = ["hold", "nights"]')
    assert run("drop", "nights") == 0
    assert _files(author) == before


def test_a_side_path_and_a_booster_are_dropped_from_their_tables(author: Author, run: Run) -> None:
    assert run("new", "module", "path") == 0
    author.change(PROGRAMME, '["hold", "path"]', '["hold"]\nside = ["path"]')
    tables = '[offers]\npath = { triggers = ["bored"] } # then\n[boosters]\npath = 28\n'
    author.write(PROGRAMME, author.read(PROGRAMME) + tables)
    assert author.errors() == []
    assert run("drop", "path") == 0
    assert author.read(PROGRAMME).endswith('["hold"]\nside = []\n[offers]\n[boosters]\n')
    assert author.check() == []


def test_a_text_that_is_locked_is_not_dropped(author: Author, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    author.lock()
    capsys.readouterr()
    before = _files(author)
    assert run("drop", "wave") == 1
    line = author.line("ids.lock", "tool pack wave")
    assert capsys.readouterr().err == (
        "«wave» is locked, and people's answers rest under it. To let it go for good, "
        f"write «retired» at the end of ids.lock:{line}, then drop it.\n"
    )
    assert _files(author) == before
    author.change("ids.lock", "tool pack wave", "tool pack wave retired")
    assert run("drop", "wave") == 0
    assert author.check() == []


def test_a_text_that_others_lead_to_is_not_dropped(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    author.change("pages/crisis/nb.md", "Ring.", "Se [Bølgen](tool:wave).")
    before = _files(author)
    assert run("drop", "wave") == 1
    told = capsys.readouterr().err
    assert told.startswith("«wave» is in use. Without it:\n  pages/crisis/nb.md:2: there is no tool «wave»\n")
    assert _files(author) == before


@pytest.mark.parametrize("arguments", [("table",), ("drop", "hold"), ("sign", "hold", "--as", "psychologist")])
def test_a_pack_that_cannot_be_read_is_told_as_that(
    author: Author, run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    author.change("codes.toml", '"Alkohol"', '"Alkohol')
    assert run(*arguments) == 1
    assert capsys.readouterr().err == f"{author.root} cannot be read: `selfhelp content check` says why\n"


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
    before = _files(author)
    assert run("new", *arguments) == 1
    assert capsys.readouterr().err.startswith(told)
    assert _files(author) == before


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
    assert run("table", "--wide") == 0
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


def test_the_table_fits_a_window(author: Author, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    author.change(f"{MODULE}/module.toml", '["psychologist"]', '["psychologist", "lawyer", "person who has sold sex"]')
    assert run("new", "tool", "-".join(["calm"] * 5)) == 0
    capsys.readouterr()
    assert run("table") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["text", "language", "words", "minutes", "LIX/ease", "steps", "unsigned"]
    assert max(map(len, lines)) <= 100
    unsigned = lines[0].index("unsigned")
    assert [line[unsigned:] for line in lines[1:4]] == [
        "psychologist, lawyer,",
        "person who has sold sex",
        "psychologist",
    ]
    assert lines[-1].endswith("; 4 not reviewed")


def test_the_table_says_all_there_is_of_one_text(author: Author, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "hold") == 0
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert list(told) == (
        ["text", "language", "words", "minutes", "LIX/ease", "steps", "kinds", "makes", "uses", "sources", "unsigned"]
    )
    assert (told["text"], told["language"], told["steps"]) == ("module hold", "nb / en", "4")
    assert (told["makes"], told["uses"]) == ("reason trigger", "reason")
    assert run("table", "hodl") == 1
    assert capsys.readouterr().err == "there is no text «hodl»\n"


def _files(author: Author) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in author.root.rglob("*") if path.is_file()}


def _missing(author: Author) -> list[str]:
    pack = load_pack(author.root, Messages())
    assert pack is not None
    return list(missing_roles(next(text for text in pack.texts if text.id == "hold")))
