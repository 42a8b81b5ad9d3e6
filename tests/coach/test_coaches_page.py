"""docs/operators/coaches.md: every command on it runs, in the order of the page, and does what the page says."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Final

import pytest

from selfhelp.cli import main
from selfhelp.modules.checks.organisation import check_keys, trust
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.organisation import fingerprint
from tests.coach.operator import PASSWORD, Coach, Operator, Printed

PAGE: Final = (Path(__file__).parents[2] / "docs" / "operators" / "coaches.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    """The arguments of every command in a block, in order."""
    blocks = re.findall(r"^```sh\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith("selfhelp ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


class Reader:
    """An operator who follows the page, and knows which words on it stand for others."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.words = {"/media/stick": str(operator.folder), "NUMBER": operator.thread().hex()}
        self.coach = Coach()

    def run(self, arguments: list[str]) -> Printed:
        """A command, and what the page says to do with what it prints."""
        for word, stands_for in self.words.items():
            arguments = [argument.replace(word, stands_for) for argument in arguments]
        self.operator.typed = [PASSWORD] * 3
        printed = self.operator.done(*arguments[1:])
        if "--dry-run" in arguments:
            return printed
        match arguments[1]:
            case "org-key" | "rotate":
                self.operator.organise(printed.out[printed.out.index("key = ") :].split("Its fingerprint")[0])
            case "invite":
                self.coach = self.operator.take_up(printed.value(r"/coach#([0-9a-f]{64})$"))
                self.words["FINGERPRINT"] = fingerprint(self.coach.public)
            case "list":
                self.words["PUBLIC_KEY"] = printed.value(r"--public-key (\S+)")
            case "sign":
                self.words["CERTIFICATE"] = printed.value(r"--certificate (\S+)$")
        return printed


def test_every_command_on_the_page_does_what_the_page_says(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfhelp.doctor.examine_from_outside", lambda _settings: [])
    reader = Reader(operator)
    said: dict[str, str] = {}
    for arguments in commands():
        if arguments[0] == "doctor":
            assert main(arguments) in (0, 1)
            continue
        printed = reader.run(arguments)
        said[arguments[1]] = said.get(arguments[1], "") + printed.out
    assert reader.words["FINGERPRINT"] in said["list"]
    assert said["certify"].count("Done. «Kari» can read") == 2
    assert "Nothing was done: --dry-run." in said["revoke"]
    assert "Done. " in said["revoke"]
    after = trust(operator.settings.content)
    assert len(after.succession) == 1
    assert after.first is not None
    assert after.key not in (None, after.first)


def test_the_page_has_every_action(operator: Operator) -> None:
    shown = {arguments[1] for arguments in commands() if arguments[0] == "coach"}
    assert shown == {"org-key", "invite", "list", "certify", "sign", "revoke", "erase", "rotate"}


def test_the_organisation_on_the_page_can_be_copied(operator: Operator) -> None:
    (block,) = re.findall(r"^```toml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert set(tomllib.loads(block)["organisation"]) == {"name", "key", "coach_hours", "promise"}
    operator.author.write("pack.toml", operator.author.read("pack.toml") + block)
    messages = Messages()
    pack = load_pack(operator.author.root, messages)
    assert pack is not None
    check_keys(pack, messages)
    assert messages.errors == []


def test_what_the_page_says_of_numbers_is_what_the_code_does() -> None:
    from selfhelp.coach import admin_cli, certificate, checkup, jobs, orgkey, schema

    assert f"at least {orgkey.SHORTEST} characters" in PAGE
    assert f"for {admin_cli.INVITED_FOR.total_seconds() / 3600:.0f} hours" in PAGE
    assert f"at most {certificate.MOST_DAYS} days" in PAGE
    assert f"within {certificate.WARNED_DAYS} days" in PAGE
    assert f"At most {schema.MAX_COACHES} coaches" in PAGE
    assert checkup.LONG_WAIT == 7
    assert "waited over a week" in PAGE
    assert f"deleted {jobs.KEPT_FOR.days} days after its last message, and {jobs.KEPT_UNREAD_FOR.days} days" in PAGE
