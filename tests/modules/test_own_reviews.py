"""What an operator has had read and rung stands in the overlay: a release is not edited, an upgrade takes none away."""

from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import missing_roles
from tests.modules.small_pack import Author
from tests.modules.test_overlay import HOUSE, Operator


@pytest.fixture
def operator(author: Author, monkeypatch: pytest.MonkeyPatch) -> Operator:
    made = Operator(author)
    monkeypatch.setenv("SELFHELP_CONTENT", str(author.root))
    monkeypatch.setenv("SELFHELP_OVERLAY", str(made.folder))
    return made


def pack(operator: Operator) -> Pack:
    found = load_pack(operator.pack.root, Messages(), operator.folder)
    assert found is not None
    return found


def drafts(operator: Operator) -> list[str]:
    return [text.id for text in pack(operator).texts if missing_roles(text)]


def sign(id: str) -> int:
    return main(["content", "sign", id, "--as", "psychologist"])


def shipped(operator: Operator) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in operator.pack.root.rglob("*") if file.is_file()}


def test_a_signature_is_kept_in_the_overlay_and_the_release_is_not_touched(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    before = shipped(operator)
    assert drafts(operator) == ["hold", "crisis", "wave"]
    assert sign("wave") == sign("page:crisis") == 0
    assert f"kept in {operator.folder}/reviews.toml" in capsys.readouterr().out
    assert (drafts(operator), operator.found()) == (["hold"], [])
    assert operator.bundle()["tools"]["wave"]["draft"] is False
    assert shipped(operator) == before


def test_it_outlives_an_upgrade_that_leaves_the_words_alone_and_no_other(operator: Operator) -> None:
    for id in ("wave", "crisis"):
        assert sign(id) == 0
    operator.pack.change("pack.toml", "1.0.0", "1.1.0")
    operator.pack.change("tools/wave/tool.toml", "minutes = 1", "minutes = 2")
    operator.pack.change("pages/crisis/en.md", "Ring.", "Ring now.")
    assert drafts(operator) == ["hold", "crisis"]
    told = operator.the_message(warning=True)
    assert told == ("reviews.toml", 10, "«page:crisis»: the psychologist signed words that have changed since")
    assert sign("crisis") == 0  # read again: the older one is history
    assert (drafts(operator), operator.found()) == (["hold"], [])


def test_a_signature_of_a_text_that_the_pack_has_let_go_of_keeps_nothing_from_starting(operator: Operator) -> None:
    row = f'[[signed]]\ntext = "tool:gone"\nrole = "lawyer"\ndate = 2026-11-25\nhash = "{"0" * 64}"\n'
    operator.write("reviews.toml", row)
    assert operator.the_message(warning=True) == (
        "reviews.toml",
        2,
        "«tool:gone» was signed, and the pack has it no more",
    )
    operator.write("reviews.toml", row.replace("lawyer", "developer"))
    assert operator.the_message(warning=False)[:2] == ("reviews.toml", 3)
    operator.write("reviews.toml", "[signd]\n")
    assert operator.the_message(warning=False) == ("reviews.toml", 1, "«signd» is no field here")


@pytest.mark.parametrize("own", [True, False])
def test_where_it_cannot_be_written_it_is_said_what_to_do(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own: bool
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    if not own:
        monkeypatch.delenv("SELFHELP_OVERLAY")
    assert sign("wave") == 1
    do = "make it yours" if own else "name a folder of your own in the setting `overlay`; a release is not edited"
    assert capsys.readouterr().err.endswith(f"cannot be written (Permission denied): {do}\n")


def test_what_was_rung_is_listed_with_its_day_and_what_was_not(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    def listed() -> list[list[str]]:
        assert main(["content", "directory"]) == 0
        return [line.split() for line in capsys.readouterr().out.splitlines()]

    assert listed() == [
        ["service", "rung", "source", "ring", "hours", "open"],
        ["mental-helse", "not", "yet", "2021", "116123", "–", "–"],
        ["1", "service,", "1", "not", "rung", "or", "opened", "yet"],
    ]
    operator.write("directory.toml", HOUSE + "[rung]\nmental-helse = 2026-11-27\n")
    assert operator.found() == []
    assert [line[1] for line in listed()[1:3]] == ["2026-11-27", "2026-11-25"]
    assert operator.bundle()["directory"][0]["rung"] == "2026-11-27"
    operator.write("directory.toml", "[rung]\nmental-helse = 2026-11-27\ngone = 2026-11-27\n")
    assert operator.the_message(warning=True) == ("directory.toml", 3, "rung: there is no service «gone»")
    operator.write("directory.toml", "[rung]\nmental-helse = 2099-01-01\n")
    assert operator.the_message(warning=False) == ("directory.toml", 2, "rung: «mental-helse» on a day to come")
