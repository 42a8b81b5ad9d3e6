"""An operator with a server's data, on both databases, and a folder for backups."""

import asyncio
import shutil
from pathlib import Path

import pytest

from selfhelp.admin.databases.backing import back_up
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.admin.people import fill, people
from tests.admin.prompt import Prompt, only


@pytest.fixture
def prompt(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Prompt:
    settings.data.chmod(0o700)
    return Prompt(settings, monkeypatch, capsys)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="session")
def three_people(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A data folder on SQLite with three people, and a folder with its backup, to be copied."""
    made = tmp_path_factory.mktemp("three")
    for name in ("data", "backups"):
        (made / name).mkdir(mode=0o700)
    shutil.copy(sqlite_template, made / "data" / SQLITE_FILE)
    settings = Settings(data=made / "data")
    asyncio.run(fill(settings, people(3)))
    list(back_up(settings, made / "backups", keys=None, keep=None))
    return made


@pytest.fixture
def backup(request: pytest.FixtureRequest, settings: Settings, prompt: Prompt, backups: Path) -> Path:
    """Of a server with three people."""
    if settings.database:
        asyncio.run(fill(settings, people(3)))
        prompt.done("backup", backups)
    else:
        made: Path = request.getfixturevalue("three_people")
        shutil.copytree(made / "data", settings.data, dirs_exist_ok=True)
        shutil.copytree(made / "backups", backups, dirs_exist_ok=True)
    return only(backups)
