"""docs/operators/overlay.md: every command on it runs, in the order of the page, and every example can be copied."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import fields

from selfhelp.cli import main
from selfhelp.modules.authoring.check import check_once
from selfhelp.modules.overlay import OwnSheet
from selfhelp.modules.review import OwnSignature
from selfhelp.modules.sheets import NoticeSheet, OrganisationSheet
from selfhelp.notify import rotate_vapid_key
from selfhelp.notify.tables import ACTIVE, RESUBSCRIBE
from selfhelp.settings import Settings, load
from tests.admin.phones import Phone, new_device, opened, rows
from tests.modules.recorded import TONE

PAGE: Final = (Path(__file__).parents[2] / "docs" / "operators" / "overlay.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert all(line.startswith("selfhelp ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def is_started() -> bool:
    return Path("data/selfhelp.db").exists()


async def test_every_command_on_the_page_does_what_the_page_says(
    tmp_path: Path, small_content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELFHELP_CONTENT", str(small_content))
    phone, said = Phone(new_device()), ""
    for arguments in commands():
        if arguments[0] == "keys" and not is_started():
            await opened(load({}), phone)  # the page has had the server started
        capsys.readouterr()
        status = main(arguments)
        said = capsys.readouterr().out
        # There is no app in this checkout, and nobody has signed the texts: doctor says so.
        assert status == 0 or arguments[0] == "doctor", (arguments, said)
        assert ("Nothing was" in said) == ("--dry-run" in arguments), said
        state = rows(load({}))[phone.box.id]["state"] if is_started() else ACTIVE
        assert state == (RESUBSCRIBE if arguments == ["keys", "rotate", "vapid", "--yes"] else ACTIVE)
    assert "Done: 0 must subscribe again, 1 are active again." in said
    assert rotate_vapid_key.former(Path("data/keys")) is not None


def test_the_page_has_every_action_of_these_commands() -> None:
    shown = {tuple(word for word in arguments[:3] if not word.startswith("-")) for arguments in commands()}
    assert shown >= {("init",), ("keys", "rotate", "endpoint"), ("keys", "rotate", "vapid"), ("content", "check")}
    assert "--undo" in PAGE


@pytest.mark.slow
def test_the_examples_can_be_copied_over_the_shipped_pack(tmp_path: Path) -> None:
    pack, directory, rung, _, notice = blocks("toml")
    (tmp_path / "pack.toml").write_text(pack + notice, "utf-8")
    (tmp_path / "directory.toml").write_text(directory + rung, "utf-8")
    assert check_once(Settings().content, overlay=tmp_path).messages.found == []
    assert tomllib.loads(directory)["hide"]


@pytest.mark.slow
def test_the_recording_on_the_page_is_taken_with_the_lines_that_the_check_names(tmp_path: Path) -> None:
    [recording] = (it.replace(".m4a", ".ogg") for it in blocks("toml") if "voice" in it)
    (tmp_path / tomllib.loads(recording)["listen-ground"]["nb"]["file"]).write_bytes(TONE)
    sheet = tmp_path / "audio.toml"
    sheet.write_text(recording, "utf-8")
    [missing] = check_once(Settings().content, overlay=tmp_path).messages.found
    assert "without sha256, bytes, transcript" in missing.what
    sheet.write_text(recording + missing.do.partition("\n")[2], "utf-8")
    assert check_once(Settings().content, overlay=tmp_path).messages.found == []


def test_the_page_names_every_field_that_an_overlay_may_have() -> None:
    for field in (
        *OwnSheet.__struct_fields__,
        *OrganisationSheet.__struct_fields__,
        *(field.encode_name for field in fields(NoticeSheet)),
        *OwnSignature.__struct_fields__,
        "rung",
    ):
        assert f"`{field}`" in PAGE or f"[{field}]" in PAGE
