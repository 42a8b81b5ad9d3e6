"""`selfhelp init`: from an empty folder to a server that can start; what is there is never written over."""

import errno
import io
import os
import stat
import tomllib
from pathlib import Path

import msgspec
import pytest
from prometheus_client import CollectorRegistry

from selfhelp.cli import main
from selfhelp.modules.authoring.check import check_once
from selfhelp.modules.bundles import BrokenPack
from selfhelp.runtime import open_runtime
from selfhelp.settings import SettingsError, load
from tests.admin.test_keys import files
from tests.powerless import folder_of_nobody, powerless

ANSWERS = {"--name": 'Stiftelsen "Fot"', "--public-url": "https://fot.example.no", "--contact": "drift@fot.example.no"}
PEOPLE = {"--postal-address": "Storgata 1, 0155 Oslo", "--public-contact": "22 33 44 55"}
GIVEN = [part for answer in ANSWERS.items() for part in answer]
ALL = GIVEN + [part for answer in PEOPLE.items() for part in answer]
MADE = {
    *("selfhelp.toml", "data/keys/vapid.pem", "data/keys/endpoint.key", "data/keys/channel.key"),
    *("overlay/pack.toml", "overlay/directory.toml"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the command is started in, and nobody at the keyboard."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path


def found() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_three_answers_make_all_that_a_server_needs(small_content: Path) -> None:
    assert main(["init", *GIVEN]) == 0
    assert found().keys() == MADE
    settings = load({})
    assert settings.public_url == "https://fot.example.no"
    assert settings.push_contact == "mailto:drift@fot.example.no"
    assert settings.trusted_proxy == "127.0.0.1"
    assert (settings.data, settings.overlay) == (Path("data"), Path("overlay"))
    assert 'name = "Stiftelsen \\"Fot\\""\n' in Path("overlay/pack.toml").read_text("utf-8")
    result = check_once(small_content, overlay=settings.overlay)
    assert result.messages.found == []
    assert {stat.S_IMODE(Path(name).stat().st_mode) for name in (*MADE, "data", "overlay")} == {0o600, 0o700}


def test_what_is_not_given_is_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("http://localhost:8000\ndrift@fot.no\nStiftelsen\n"))
    assert main(["init"]) == 0
    asked = capsys.readouterr().out
    for words in ("The address that people open", "An e-mail address", "The organisation's name"):
        assert words in asked
    settings = load({})
    assert (settings.public_url, settings.trusted_proxy) == ("http://localhost:8000", "")


def test_an_answer_that_is_wrong_is_asked_for_again_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = io.StringIO("fot.no\nhttps://fot.no\ndrift\ndrift@fot.no\n\nStiftelsen\n\nhuset\n\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    assert main(["init"]) == 0
    assert [line.partition(" ")[0] for line in capsys.readouterr().err.splitlines()] == [
        "public_url",
        "push_contact",
        "name:",
        "public-contact:",
    ]
    assert _organisation().keys() == {"name"}


def test_what_people_see_of_the_organisation_is_asked_for_and_stands_in_the_overlay(
    small_content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "https://fot.no\ndrift@fot.no\nStiftelsen\nStorgata 1, 0155 Oslo\npost@fot.no\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["init"]) == 0
    asked = capsys.readouterr().out
    assert "postal address, as people see it" in asked
    assert "What people write to or ring" in asked
    assert check_once(small_content, overlay=Path("overlay")).messages.found == []
    assert _organisation() == {"name": "Stiftelsen", "address": "Storgata 1, 0155 Oslo", "contact": "post@fot.no"}


def test_what_people_see_may_be_given_or_wait(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", *ALL, "--dry-run"]) == 0
    assert '    address = "Storgata 1, 0155 Oslo"\n    contact = "22 33 44 55"\n' in capsys.readouterr().out
    assert main(["init", *GIVEN]) == 0
    assert _organisation().keys() == {"name"}


def _organisation() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(Path("overlay/pack.toml").read_text("utf-8"))["organisation"]
    return found


@pytest.mark.parametrize(
    ("option", "wrong", "field"),
    [
        ("--name", " ", "name: "),
        ("--name", "to\nlinjer", "name: "),
        ("--name", "x" * 101, "name: "),
        ("--public-url", "http://fot.example.no", "public_url (SELFHELP_PUBLIC_URL): "),
        ("--public-url", "https://fot.example.no/app", "public_url (SELFHELP_PUBLIC_URL): "),
        ("--postal-address", "to\nlinjer", "postal-address: "),
        ("--public-contact", "drift", "public-contact: 'drift' is no e-mail address, https page or telephone number."),
        ("--contact", "drift", "push_contact (SELFHELP_PUSH_CONTACT): "),
        ("--name", None, "name: no answer. Give it with --name."),
        ("--public-url", None, "public-url: no answer. Give it with --public-url."),
        ("--contact", None, "contact: no answer. Give it with --contact."),
    ],
)
def test_a_refusal_names_the_field_and_nothing_is_written(
    option: str, wrong: str | None, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {name: answer for name, answer in (ANSWERS | {option: wrong}).items() if answer is not None}
    assert main(["init", *(part for answer in given.items() for part in answer)]) == 2
    assert capsys.readouterr().err.startswith(field)
    assert found() == {}


def test_ctrl_c_at_a_question_ends_it_without_a_word_too_many(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(_asks: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", pressed)
    assert main(["init"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"
    assert found() == {}


def test_what_cannot_be_written_is_not_said_to_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with folder_of_nobody() as folder, powerless(folder):
        monkeypatch.chdir(folder)
        folder.chmod(0o500)
        assert main(["init", *ALL]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "selfhelp.toml cannot be written: Permission denied.\n")


def test_root_makes_nothing_in_a_folder_of_another_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("selfhelp.ownership.owner_of", lambda path: 4321 if path == Path.cwd() else None)
    assert main(["init", *GIVEN]) == 1
    assert "sudo -u '#4321' selfhelp init" in capsys.readouterr().err
    assert found() == {}


def test_a_dry_run_shows_what_it_would_write_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", *GIVEN, "--dry-run"]) == 0
    said = capsys.readouterr().out
    for name in MADE:
        assert f"would write {name}\n" in said
    assert '    public_url = "https://fot.example.no"\n' in said
    assert not any(Path().iterdir())


@pytest.mark.parametrize("gone", sorted(MADE))
def test_a_second_run_finishes_what_is_missing_and_touches_nothing_else(
    gone: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", *GIVEN]) == 0
    Path("overlay/directory.toml").write_text("# mine\n", "utf-8")
    Path(gone).unlink()
    before = found()
    capsys.readouterr()
    other = ["--name", "Andre", "--public-url", "https://andre.example.no", "--contact", "andre@example.no"]
    assert main(["init", *other]) == 0
    after, said = found(), capsys.readouterr().out
    assert after.keys() == before.keys() | {gone}
    assert {name: after[name] for name in before} == before
    assert f"written {gone}\n" in said
    for name in before:
        assert f"there   {name}\n" in said
    told = "it says public_url = 'https://fot.example.no'; for 'https://andre.example.no', write it there"
    assert (told in said) == (gone != "selfhelp.toml")
    named = """it says name = 'Stiftelsen "Fot"'; for 'Andre', write it there"""
    assert (named in said) == (gone != "overlay/pack.toml")


def test_settings_without_an_overlay_are_left_as_they_are_and_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.toml").write_text('data = "elsewhere"\n', "utf-8")
    assert main(["--settings", "mine.toml", "init"]) == 0
    assert 'Write `overlay = "overlay"` into it and run this again.' in capsys.readouterr().out
    assert {name.partition("/")[0] for name in found()} == {"mine.toml", "elsewhere"}


def test_settings_that_cannot_be_read_stop_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("selfhelp.toml").write_text("port = 'x'\n", "utf-8")
    assert main(["init", *GIVEN]) == 2
    assert capsys.readouterr().err.startswith("port ")
    assert found().keys() == {"selfhelp.toml"}


@pytest.mark.slow
def test_the_examples_in_the_overlay_are_right_once_the_marks_before_them_are_gone(small_content: Path) -> None:
    assert main(["init", *GIVEN]) == 0
    for name in ("pack.toml", "directory.toml"):
        file = Path("overlay", name)
        lines = [line.removeprefix("# ") if "=" in line or "[[" in line else line for line in _lines(file)]
        file.write_text("\n".join(lines), "utf-8")
    shipped = Path(load({}).content)
    messages = check_once(shipped, overlay=Path("overlay")).messages
    assert [message.what for message in messages.errors] == []


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if "docs/" not in line]


def test_keys_that_are_there_are_the_servers_from_then_on() -> None:
    assert main(["init", *GIVEN]) == 0
    before = files(load({}))
    assert main(["init", *GIVEN]) == 0
    assert files(load({})) == before


async def test_the_server_serves_what_stands_in_the_overlay(small_content: Path) -> None:
    assert main(["init", *GIVEN]) == 0
    _write("overlay/pack.toml", 'name = "Fotspor"\n')
    settings = msgspec.structs.replace(load({}), content=small_content)
    async with open_runtime(settings, CollectorRegistry()) as runtime:
        bundle = runtime.bundles.locale("nb")
        assert bundle is not None
        assert bundle.title == "Fotspor"
    _write("overlay/pack.toml", "nme = 1\n")
    with pytest.raises(BrokenPack, match=r"^overlay/pack.toml:1: «nme» is no field here"):
        async with open_runtime(settings, CollectorRegistry()):
            pass
    with pytest.raises(SettingsError, match=r"^overlay .*no such folder"):
        async with open_runtime(msgspec.structs.replace(settings, overlay=Path("gone")), CollectorRegistry()):
            pass


def _write(name: str, words: str) -> None:
    Path(name).write_text(words, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("command", [["content", "check"], ["content", "table"], ["coach", "list"], ["doctor"]])
def test_every_command_that_reads_the_pack_reads_the_overlay(
    command: list[str], small_content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_CONTENT", str(small_content))
    assert main(["init", *GIVEN]) == 0
    right = Path("overlay/pack.toml").read_text("utf-8")
    _write("overlay/pack.toml", "nme = 1\n")
    capsys.readouterr()
    assert main(command) == 1
    said = "".join(capsys.readouterr())
    assert "overlay/pack.toml" in said or command == ["content", "table"], said
    _write("overlay/pack.toml", right)
    # There is no database, and there may be no app.
    assert main(command) in ((0, 1) if command == ["doctor"] else (int(command[0] == "coach"),))
    assert "overlay/" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("which", ["selfhelp.toml", "data/keys/vapid.pem", "overlay/pack.toml"])
def test_a_full_disk_is_said_of_the_file_and_leaves_no_half_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    real = os.fsync

    def full(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().name.startswith(f".{Path(which).name}."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(file)

    monkeypatch.setattr(os, "fsync", full)
    assert main(["init", *GIVEN]) == 1
    assert capsys.readouterr().err == f"{which} cannot be written: No space left on device.\n"
    assert not (folder / which).exists()
