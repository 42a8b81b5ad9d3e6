"""An operator with a server's data, on both databases, and a folder for backups."""

from pathlib import Path

import pytest

from selfhelp.settings import Settings
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


@pytest.fixture
async def backup(settings: Settings, prompt: Prompt, backups: Path) -> Path:
    """Of a server with three people."""
    await fill(settings, people(3))
    prompt.done("backup", backups)
    return only(backups)
