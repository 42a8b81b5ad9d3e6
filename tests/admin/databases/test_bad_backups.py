"""`selfhelp restore` with a backup that is not whole, a database that is broken, or no room: nothing gets worse."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from selfhelp.admin.databases import replacing
from selfhelp.admin.databases.faults import faults_in_words
from selfhelp.admin.databases.rows import CHUNKS, MANIFEST
from selfhelp.admin.databases.sqlite import BESIDE
from selfhelp.console import Stopped
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.admin.people import held, of_people
from tests.admin.prompt import Prompt
from tests.conftest import with_settings
from tests.small_disk import small_disk

pytestmark = pytest.mark.slow


def flip(file: Path) -> None:
    """One bit in the middle of what somebody sealed: SQLite itself sees nothing wrong with it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        ((vault, id_, sealed),) = connection.execute("SELECT vault, id, sealed FROM record LIMIT 1").fetchall()
        changed = bytes([*sealed[:100], sealed[100] ^ 1, *sealed[101:]])
        connection.execute("UPDATE record SET sealed = ? WHERE vault = ? AND id = ?", (changed, vault, id_))


def execute_in(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


SPOILED = {
    "a flipped bit": (flip, "is damaged: record is not what was backed up"),
    "a row less": (lambda file: execute_in(file, "DELETE FROM slot"), "is damaged: slot is not"),
    "no reminders": (lambda file: execute_in(file, f"DELETE FROM {CHUNKS}"), f"is damaged: {CHUNKS} is not"),
    "their table less": (lambda file: execute_in(file, f"DROP TABLE {CHUNKS}"), f"is damaged: {CHUNKS} is not"),
    "a table less": (lambda file: execute_in(file, "DROP TABLE opening"), "is damaged: opening is not"),
    "cut short": (lambda file: file.write_bytes(file.read_bytes()[:50_000]), "is damaged"),
    "another file": (lambda file: file.write_text("a letter"), "is damaged, or no backup"),
    "a plain copy": (lambda file: execute_in(file, f"DROP TABLE {MANIFEST}"), "is no backup that `selfhelp backup`"),
    "a newer version's": (
        lambda file: execute_in(file, "UPDATE alembic_version SET version_num = '9999_later'"),
        "of a newer version",
    ),
    "gone": (lambda file: file.unlink(), "There is no file"),
}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", SPOILED)
def test_a_backup_that_is_not_whole_is_refused(settings: Settings, prompt: Prompt, backup: Path, how: str) -> None:
    spoil, sentence = SPOILED[how]
    before, files = held(settings), sorted(settings.data.iterdir())
    spoil(backup)
    assert sentence in prompt.refused("restore", backup, "--replace")
    assert held(settings) == before
    assert sorted(settings.data.iterdir()) == files


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_of_a_folder_the_newest_backup_is_named(settings: Settings, prompt: Prompt, backup: Path) -> None:
    newest = backup.parent / "selfhelp-29991231T000000Z.backup"
    newest.touch()
    said = prompt.refused("restore", backup.parent, "--replace")
    assert said == f"FILE: {backup.parent} is a folder. Name one of its 2 backups; the newest is {newest}\n"
    assert "No backup of `selfhelp backup` lies in it." in prompt.refused("restore", settings.data)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_without_room_the_old_database_stands(settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path) -> None:
    before = held(settings)
    (tmp_path / "disk").mkdir()
    with small_disk(tmp_path / "disk") as disk:
        full = with_settings(settings, data=Path(shutil.copytree(settings.data, disk.folder / "data")))
        prompt.use(full)
        disk.fill(leave=20_000)
        files = sorted(full.data.iterdir())
        said = prompt.refused("restore", backup, "--replace")
        assert said == f"{full.data}: the disk is full. Make room. The database is as it was.\n"
        assert sorted(full.data.iterdir()) == files
        disk.free()
        assert held(full) == before


@pytest.mark.parametrize("how", [psycopg.errors.DiskFull("no space"), psycopg.errors.LockNotAvailable("taken")])
def test_what_postgresql_cannot_do_is_said(how: psycopg.Error) -> None:
    said = "own disk is full" if isinstance(how, psycopg.errors.DiskFull) else r"is busy \(taken\)\. Try again"
    with pytest.raises(Stopped, match=f"{said}.*It is as it was"), faults_in_words("here", "It is as it was."):
        raise OperationalError("COPY", None, how)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_broken_database_gives_way_and_is_kept(settings: Settings, prompt: Prompt, backup: Path) -> None:
    file = settings.data / SQLITE_FILE
    before = held(settings)
    broken = b"this was a database " * 500
    file.write_bytes(broken)
    Path(f"{file}-wal").write_bytes(broken)
    assert "is not empty" in prompt.refused("restore", backup)
    said = prompt.done("restore", backup, "--replace")
    assert Path(said.partition("The old database is kept: ")[2].split(". ")[0]).read_bytes() == broken
    assert not Path(f"{file}-wal").exists()
    assert of_people(held(settings)) == of_people(before)


def test_the_log_of_a_broken_database_is_never_left_beside_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / SQLITE_FILE
    for end in ("", *BESIDE):
        Path(f"{file}{end}").write_text(end)
    kept = replacing._keep_aside(file, is_whole=False)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        SQLITE_FILE: "",
        **{f"{Path(kept).name}{end}": end for end in ("", *BESIDE)},
    }
