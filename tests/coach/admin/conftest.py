"""An operator in front of a server that has been started once."""

import shutil
from pathlib import Path

import pytest

from selfhelp.coach import orgkey
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.coach.admin.operator import Operator
from tests.http import site


@pytest.fixture
def operator(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Operator:
    monkeypatch.setattr(orgkey, "ROUNDS", 2_048)  # a password of the tests need not withstand anybody
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, data / SQLITE_FILE)
    settings = Settings(
        data=data, content=tmp_path / "content", pwa=site.build(tmp_path / "dist"), public_url="https://fotfeste.no"
    )
    return Operator(tmp_path, settings, monkeypatch, capsys)
