"""Every schema that ever was is brought up to date with its rows, on both databases; a newer one is left alone."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, text

from selfhelp.admin.databases.backup_file import write
from selfhelp.admin.databases.rows import Rows, rows_of, tables_of
from selfhelp.admin.databases.sealed import key_in, reader
from selfhelp.admin.databases.sqlite import new_file, reading_file
from selfhelp.doctor import database
from selfhelp.notify.keys import ENDPOINT_FILE, Keys
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import database_url, reading_engine
from selfhelp.store.faults import CannotOpen
from selfhelp.store.migrate import revision_of, revisions
from tests.admin.made_up import fill_all
from tests.admin.people import execute
from tests.admin.prompt import Prompt

pytestmark = pytest.mark.slow

RELEASED: Final = sorted((Path(__file__).parent / "released").glob("*.sql"))
"""One for each release: docs/operators/backups.md, *For a release*."""

WRITTEN_ANEW: Final = {"log"}
"""Tables that a restore changes by itself."""

MEANT: Final[dict[tuple[str, str], str]] = {
    ("zone_rules", column): "nobody's: it told by which rules the reminders had been derived"
    for column in ("edition", "holder", "lease")
}
"""(table, column) that a migration takes away or writes anew on purpose: why nothing of anybody's is lost."""

SAID: Final = text("UPDATE alembic_version SET version_num = :revision")

Kept = dict[str, dict[str, list[Any]]]
"""Each table's columns, each with its values in the order of the keys."""


def kept_on(connection: Connection, read: Rows = rows_of) -> Kept:
    kept: Kept = {}
    for table in tables_of(connection):
        rows = list(read(connection, table))
        kept[table.name] = {name: [row[n] for row in rows] for n, name in enumerate(table.columns.keys())}
    return kept


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return folder


def made_at(revision: str, folder: Path, keys: Path) -> Path:
    """A backup of a database that was left at `revision` with rows in every table, sealed with one of `keys`."""
    Keys.load(keys)
    with new_file(folder / "then.db", revision) as connection:
        fill_all(connection)
    with reading_file(folder / "then.db") as connection:
        write(connection, folder / "then.backup", key_in(keys))
    return folder / "then.backup"


def loaded_from(dump: Path, folder: Path, keys: Path) -> Path:
    """The backup that was dumped as SQL, and its key among `keys`."""
    if (key := dump.with_suffix(".key")).is_file():
        keys.mkdir(mode=0o700)
        shutil.copy(key, keys / ENDPOINT_FILE)
    with contextlib.closing(sqlite3.connect(folder / "then.backup")) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return folder / "then.backup"


@pytest.mark.parametrize(
    "source", [*reversed(revisions()), *RELEASED], ids=lambda source: getattr(source, "stem", source)
)
def test_nothing_is_lost_on_the_way_to_this_version(
    source: str | Path,
    settings: Settings,
    backups: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = keys_folder(settings)
    file = loaded_from(source, backups, keys) if isinstance(source, Path) else made_at(source, backups, keys)
    with reading_file(file) as connection:
        rows = reader(connection, key_in(keys))
        assert rows is not None
        before = kept_on(connection, rows)
    Prompt(settings, monkeypatch, capsys).done("restore", file)
    engine = reading_engine(database_url(settings))
    with engine.connect() as connection:
        after = kept_on(connection)
    engine.dispose()
    assert sum(len(next(iter(columns.values()))) for columns in before.values()) > len(before)
    for table in before.keys() - WRITTEN_ANEW:
        for column, values in before[table].items():
            if (table, column) not in MEANT:
                assert after[table][column] == values, (table, column)


# An older version on a newer schema.


@pytest.fixture
def newer(settings: Settings) -> Iterator[Settings]:
    execute(settings, SAID.bindparams(revision="9999_later"))
    yield settings
    execute(settings, SAID.bindparams(revision=revisions()[0]))


async def test_a_server_does_not_start_on_a_newer_schema_and_writes_nothing(newer: Settings) -> None:
    with pytest.raises(CannotOpen, match="its schema is 9999_later, which this one does not know"):
        await Store.open(newer)
    engine = reading_engine(database_url(newer))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM log")) == 0
    engine.dispose()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_it_says_so_in_a_sentence(
    newer: Settings,
    command: str,
    small_content: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    from selfhelp.cli import main

    monkeypatch.setenv("SELFHELP_DATA", str(newer.data))
    monkeypatch.setenv("SELFHELP_CONTENT", str(small_content))
    monkeypatch.setenv("SELFHELP_PORT", "0")
    assert main([command]) == 1
    error = capfd.readouterr().err
    assert "The database is of a newer version: its schema is 9999_later" in error
    assert "Traceback" not in error


def test_doctor_says_so_too(newer: Settings) -> None:
    (said,) = database.database(newer, False)
    assert said.level == "error"
    assert "9999_later" in said.what
    assert "selfhelp restore" in said.do


def test_after_going_back_the_newer_version_can_come_again(
    newer: Settings, backups: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Going back leaves nothing of the newer schema: a table of it would be in the way of its own migration."""
    execute(newer, text("CREATE TABLE of_the_newer (id INTEGER PRIMARY KEY)"))
    Prompt(newer, monkeypatch, capsys).done(
        "restore", made_at(revisions()[0], backups, keys_folder(newer)), "--replace"
    )
    engine = reading_engine(database_url(newer))
    with engine.connect() as connection:
        assert "of_the_newer" not in {table.name for table in tables_of(connection)}
        assert revision_of(connection) == revisions()[0]
    engine.dispose()
