"""docs/operators/backups.md: every command on it runs, in the order of the page, and does what the page says."""

import asyncio
import re
import shlex
import subprocess
from pathlib import Path
from typing import Final

import pytest

from selfhelp.admin.databases import backing
from selfhelp.boxes import TOMBSTONES_FILE
from selfhelp.settings import Settings
from selfhelp.store import in_use
from tests.admin.people import come, fill, held, of_people, people
from tests.admin.prompt import Prompt
from tests.conftest import with_settings
from tests.postgres import Cluster

PAGE: Final = (Path(__file__).parents[2] / "docs" / "operators" / "backups.md").read_text(encoding="utf-8")


NOT_HERE: Final = ("podman ",)
"""Of a container: the page says that nobody has run these lines, and tests/deploy what runs inside."""


def commands() -> list[str]:
    """Every line of every block that can be run, in order."""
    blocks = re.findall(r"^```sh\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if not line.startswith(NOT_HERE)]


class Reader:
    """An operator who follows the page, and knows which words on it stand for others."""

    def __init__(self, prompt: Prompt, folder: Path, postgresql: str) -> None:
        self.prompt = prompt
        self.folder = folder
        self.words = {
            "/media/": f"{folder}/",
            "/tmp/trial": f"{folder}/trial",
            "postgresql+psycopg://fotfeste@db.example.org/fotfeste": postgresql,
        }

    def run(self, line: str) -> str:
        """What a line of the page printed."""
        if "BACKUP" in line:
            newest = max(file.name for file in (self.folder / "backups" / "selfhelp").iterdir())
            line = line.replace("BACKUP", newest)
        for word, stands_for in self.words.items():
            line = line.replace(word, stands_for)
        words = shlex.split(line)
        if words[0].startswith("SELFHELP_DATA="):
            mine = self.prompt.settings
            self.prompt.use(with_settings(mine, data=Path(words[0].partition("=")[2])))
            said = self.prompt.done(*words[2:])
            self.prompt.use(mine)
            return said
        if words[0] == "selfhelp":
            return self.prompt.done(*words[1:])
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout


@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_every_command_on_the_page_does_what_the_page_says(
    settings: Settings, prompt: Prompt, tmp_path: Path, postgres: Cluster
) -> None:
    asyncio.run(fill(settings, people(2)))
    before = of_people(held(settings))
    for disk in ("backups", "elsewhere"):
        (tmp_path / disk).mkdir()
    (settings.data / "graves").touch()
    name = postgres.new_database()
    reader = Reader(prompt, tmp_path, postgres.url(name))
    for line in commands():
        if line == "selfhelp move --to sqlite":
            # What the page says between the two: the settings name the new database, and the old one is erased.
            assert of_people(held(with_settings(settings, database=postgres.url(name)))) == before
            prompt.use(with_settings(settings, database=postgres.url(name)))
            (settings.data / "selfhelp.db").unlink()
        reader.run(line)
        if line.startswith("selfhelp backup"):
            come(settings, people(1, seed=2)[0])  # and is not in the backup
        elif line.startswith("selfhelp "):
            assert of_people(held(settings)) == before, line
        if line == "selfhelp move --to sqlite":
            prompt.use(settings)
    postgres.drop(name)


def test_the_page_has_every_command_and_every_option_of_it() -> None:
    shown = set(shlex.split(" ".join(commands())))
    assert shown >= {"backup", "restore", "move", "--keys", "--keep", "--replace", "--graves", "--to"}


def test_what_the_page_says_of_names_is_what_the_code_does() -> None:
    (example,) = re.findall(r"`(selfhelp-\S+)`", PAGE)
    assert backing.NAME.fullmatch(example)
    assert f"the file `{in_use.IN_USE_FILE}`" in PAGE
    assert f"`{TOMBSTONES_FILE}`: the list" in PAGE
