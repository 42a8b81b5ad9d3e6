"""A line that doctor advises can be pasted as it stands, also where a name has a space in it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfhelp.doctor.backups import kept
from selfhelp.doctor.files import of_others, settings_readable
from selfhelp.doctor.machine import data_folder
from selfhelp.finding import Finding
from selfhelp.notify.keys import KEY_FILES
from selfhelp.settings import Settings


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Everything in it may be read and changed by others, and an old database lies there."""
    folder = tmp_path / "Fot's feste"
    for name in ("my data/keys", "content", "dist"):
        (folder / name).mkdir(parents=True)
    keys = [f"my data/keys/{name}" for name in KEY_FILES]
    for name in (*keys, "my data/selfhelp.db.before_1", "content/pack.toml"):
        (folder / name).touch()
    (folder / "selfhelp.toml").write_text('database = "postgresql+psycopg://me:secret@host/name"\n')
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777)
    return folder


def wrong(house: Path) -> Iterator[Finding]:
    settings = Settings(data=house / "my data", content=house / "content", pwa=house / "dist")
    for check in (data_folder, of_others, kept):
        yield from (finding for finding in check(settings, False) if finding.level != "fine")
    yield from (finding for finding in settings_readable(house / "selfhelp.toml") if finding.level != "fine")


def test_what_doctor_advises_can_be_pasted(house: Path) -> None:
    told = list(wrong(house))
    assert len(told) >= 6
    for finding in told:
        line = finding.do.removeprefix("When the new one is well: ")
        subprocess.run(["/bin/sh", "-c", line], check=True)
    assert list(wrong(house)) == []
