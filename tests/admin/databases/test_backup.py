"""`selfhelp backup`: whole, consistent, read back, private; or not at all."""

import asyncio
import os
import random
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from prometheus_client import CollectorRegistry
from sqlalchemy import Connection, Table

from selfhelp.admin.databases import backing, backup_file, rows
from selfhelp.boxes import Tombstone
from selfhelp.cli import main
from selfhelp.durable import write_whole
from selfhelp.last_backup import last_backup
from selfhelp.settings import Settings
from selfhelp.store import Store, in_use
from selfhelp.store.engine import SQLITE_FILE
from selfhelp.store.metrics import DiskMetrics
from tests.admin.damage import lose_half_of_the_graves
from tests.admin.people import come, fill, held, held_in, people
from tests.admin.prompt import Prompt, only
from tests.postgres import Cluster
from tests.small_disk import small_disk
from tests.test_who_is_who import COUNTERS


@pytest.mark.slow
async def test_a_backup_holds_all_and_is_its_owners_alone(
    settings: Settings, prompt: Prompt, backups: Path, bars: list[str]
) -> None:
    await fill(settings, people(3))
    said = prompt.done("backup", backups)
    made = only(backups)
    assert backing.NAME.fullmatch(made.name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert held_in(made, settings) == held(settings)
    assert f"{made}: " in said
    assert "Read back, and all is there." in said
    assert bars.count("reading the database through") == (1 if settings.database else 2)


@pytest.mark.slow
async def test_it_is_one_instant_of_a_server_that_goes_on(
    settings: Settings, prompt: Prompt, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(settings, people(2))
    before = held(settings)
    late = iter(people(40, seed=2))

    def meanwhile(connection: Connection, table: Table) -> Iterator[rows.Row]:
        """Before each table is read, another person comes and is answered."""
        come(settings, next(late))
        return rows_of(connection, table)

    rows_of = rows.rows_of
    with monkeypatch.context() as patched:
        patched.setattr(rows, "rows_of", meanwhile)
        prompt.done("backup", backups)
    found = held_in(only(backups), settings)
    assert found == before
    assert len(held(settings)["slot"]) > len(found["slot"])


def without_counters(file: Path) -> bytes:
    raw = bytearray(file.read_bytes())
    for start, end in COUNTERS:
        raw[start:end] = bytes(end - start)
    return bytes(raw)


@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_it_is_the_same_in_whatever_order_boxes_were_made_and_from_either_database(
    postgres: Cluster, tmp_path: Path, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the sealed rows are never the same bytes.
    monkeypatch.setattr(backing, "key_in", lambda _: AESGCM(bytes(32)))
    monkeypatch.setattr("selfhelp.admin.databases.sealed.secrets.token_bytes", bytes)
    persons = people(12)
    shuffled = random.Random(3).sample(persons, len(persons))
    names = [postgres.new_database() for _ in range(2)]
    made: list[bytes] = []
    for n, (database, order) in enumerate([("", persons), (names[0], persons), (names[1], shuffled)]):
        settings = Settings(data=tmp_path / f"data-{n}", database=database and postgres.url(database), jobs=False)
        await fill(settings, order, log=bytes(16))
        folder = tmp_path / f"backups-{n}"
        folder.mkdir(mode=0o700)
        prompt.use(settings)
        prompt.done("backup", folder)
        made.append(without_counters(only(folder)))
    assert made[1] == made[2]
    assert made[0] == made[1]
    for name in names:
        postgres.drop(name)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_backup_that_cannot_seal_the_reminders_leaves_them_out_fails_and_erases_no_older_one(
    settings: Settings, prompt: Prompt, backups: Path
) -> None:
    await fill(settings, people(2))
    prompt.done("backup", backups, "--keep", "1")
    whole = only(backups)
    (settings.data / "keys" / "endpoint.key").unlink()
    said = prompt.refused("backup", backups, "--keep", "1")
    assert f"without the reminders: there is no {settings.data / 'keys' / 'endpoint.key'}" in said
    [without] = set(backups.iterdir()) - {whole}  # noqa: ASYNC240
    assert held_in(without, settings) == {**held(settings), "channel": [], "nudge": []}


def test_a_folder_that_is_not_there_is_often_a_disk_that_is_not_mounted(tmp_path: Path, prompt: Prompt) -> None:
    """So nothing is written in its place."""
    assert "Mount the disk" in prompt.refused("backup", tmp_path / "nothing there")
    assert not (tmp_path / "nothing there").exists()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o710, 0o740, 0o720, 0o705, 0o701, 0o702])
@pytest.mark.parametrize("which", ["FOLDER", "--keys"])
def test_a_folder_that_anybody_else_may_use_is_refused(
    settings: Settings, tmp_path: Path, prompt: Prompt, backups: Path, mode: int, which: str
) -> None:
    place = tmp_path / "open to others"
    place.mkdir()
    place.chmod(mode)
    said = prompt.refused("backup", place) if which == "FOLDER" else prompt.refused("backup", backups, "--keys", place)
    assert said.startswith(f"{which}: others on this machine may enter {place}.")
    assert "chmod 700" in said
    assert [*place.iterdir(), *backups.iterdir()] == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("which", ["FOLDER", "--keys"])
@pytest.mark.parametrize("inside", ["", "backups", "keys"])
def test_no_copy_is_put_beside_what_it_is_a_copy_of(
    settings: Settings, prompt: Prompt, backups: Path, inside: str, which: str
) -> None:
    place = settings.data / inside
    place.mkdir(mode=0o700, exist_ok=True)
    place.chmod(0o700)
    before = sorted(settings.data.rglob("*"))
    said = prompt.refused("backup", place) if which == "FOLDER" else prompt.refused("backup", backups, "--keys", place)
    assert said.startswith(f"{which}: {place} lies in {settings.data}, with the database and the keys.")
    assert [path for path in sorted(settings.data.rglob("*")) if path.name != "last-backup-failed"] == before
    assert list(backups.iterdir()) == []


def test_before_the_first_start_there_is_nothing_to_back_up(tmp_path: Path, prompt: Prompt, backups: Path) -> None:
    prompt.use(Settings(data=tmp_path / "new"))
    assert "the first start makes it" in prompt.refused("backup", backups)
    assert not list(backups.iterdir())


@pytest.mark.slow
def test_a_full_disk_leaves_nothing(settings: Settings, prompt: Prompt, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir(mode=0o700)
    with small_disk(tmp_path / "disk") as disk:
        folder = disk.folder / "backups"
        folder.mkdir(mode=0o700)
        disk.fill(leave=20_000)
        said = prompt.refused("backup", folder)
        assert said == f"{folder}: the disk is full. Make room. No backup was made.\n"
        assert not list(folder.iterdir())
        assert last_backup(settings) is None
        disk.free()
        prompt.done("backup", folder)


def test_a_file_takes_its_name_when_its_bytes_are_on_the_disk_and_the_name_is_durable_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def synced(file: int) -> None:
        order.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else f"{os.fstat(file).st_size} bytes")
        fsync(file)

    def renamed(file: Path, name: Path) -> Path:
        order.append("name")
        return rename(file, name)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    write_whole(tmp_path / "a", b"content")
    assert order == ["7 bytes", "name", "folder"]
    assert (tmp_path / "a").read_bytes() == b"content"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_does_not_read_back_the_same_is_no_backup(
    settings: Settings, prompt: Prompt, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_a_row(source: Connection, file: Path, key: AESGCM | None) -> backup_file.Contents:
        contents = write(source, file, key)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("DELETE FROM slot")
        return contents

    asyncio.run(fill(settings, people(1)))

    write = backup_file.write
    monkeypatch.setattr(backup_file, "write", lose_a_row)
    assert "is damaged: slot is not what was backed up" in prompt.refused("backup", backups)
    assert not list(backups.iterdir())
    assert last_backup(settings) is None


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_whole_backup_of_something_else_than_was_read_is_no_backup(
    settings: Settings, prompt: Prompt, backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own sums are right; only what was read shows that it is another's."""
    asyncio.run(fill(settings, people(1)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    prompt.done("backup", elsewhere)
    other = only(elsewhere).read_bytes()
    come(settings, [[Tombstone(id=bytes(32))]])
    write = backup_file.write

    def write_another(source: Connection, file: Path, key: AESGCM | None) -> backup_file.Contents:
        contents = write(source, file, key)
        file.write_bytes(other)
        return contents

    monkeypatch.setattr(backup_file, "write", write_another)
    said = prompt.refused("backup", backups)
    assert said == f"{backups}: what was written is not what was read. Is the disk sound? No backup was made.\n"
    assert not list(backups.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_of_a_damaged_database_none_is_made_and_older_ones_stay(
    settings: Settings, prompt: Prompt, backup: Path, backups: Path
) -> None:
    """Half of a table is gone, and no statement fails: a copy of the rest would read back well."""
    lose_half_of_the_graves(settings)
    noted = last_backup(settings)
    said = prompt.refused("backup", backups, "--keep", "1")
    assert f"{settings.data / SQLITE_FILE} is damaged (" in said
    assert "No backup was made. Delete no backup." in said
    assert only(backups) == backup
    assert last_backup(settings) == noted
    assert "Nothing was moved." in prompt.refused("move", "--to", "postgresql+psycopg://elsewhere/x")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_the_night_does_not_rewrite_a_damaged_file_into_one_that_looks_whole(
    settings: Settings, prompt: Prompt, backups: Path
) -> None:
    await (await Store.open(settings)).close()
    lose_half_of_the_graves(settings)
    store = await Store.open(settings)
    with pytest.raises(sqlite3.DatabaseError, match="it is damaged"):
        await store.compact()
    await store.close()
    assert "No backup was made" in prompt.refused("backup", backups)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_database_that_somebody_has_locked_is_said(
    settings: Settings, prompt: Prompt, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selfhelp.store.engine.BUSY_MS", 10)
    with closing(sqlite3.connect(settings.data / SQLITE_FILE, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        said = prompt.refused("backup", backups)
    assert said == "The database is busy (database is locked). Try again. No backup was made.\n"
    assert not list(backups.iterdir())


def test_none_is_made_of_a_database_that_is_being_put_in_place(
    settings: Settings, prompt: Prompt, backups: Path
) -> None:
    with in_use.Hold(settings.data, alone=True):
        assert "being restored or moved" in prompt.refused("backup", backups)
    assert not list(backups.iterdir())


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_database_of_a_newer_version_is_left_to_that_version(
    settings: Settings, prompt: Prompt, backups: Path
) -> None:
    with closing(sqlite3.connect(settings.data / SQLITE_FILE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    assert "its schema is 9999_later" in prompt.refused("backup", backups)
    assert not list(backups.iterdir())


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_only_the_newest_are_kept_and_nothing_else_is_erased(settings: Settings, prompt: Prompt, backups: Path) -> None:
    older = [f"selfhelp-2025010{n}T030000Z.backup" for n in range(1, 5)]
    others = ["selfhelp-20250101T030000Z.backup.txt", "selfhelp.backup", "my-selfhelp-20250101T030000Z.backup"]
    for name in (*older, *others):
        (backups / name).write_text("")
    (backups / "selfhelp-20240101T030000Z.backup").mkdir()
    (backups / "selfhelp-20240102T030000Z.backup").symlink_to(others[0])
    # A clock that was ahead has named this one: what was just made is kept all the same.
    (backups / "selfhelp-29990101T030000Z.backup").write_text("")
    prompt.done("backup", backups, "--keep", "3")
    assert len(made_in(backups)) == 3
    assert {older[-1], "selfhelp-29990101T030000Z.backup"} < made_in(backups)
    prompt.done("backup", backups, "--keep", "1")
    (made,) = made_in(backups)
    assert backup_file.check(backups / made).sums
    assert {file.name for file in backups.iterdir()} == {
        made,
        *others,
        "selfhelp-20240101T030000Z.backup",
        "selfhelp-20240102T030000Z.backup",
    }


def made_in(folder: Path) -> set[str]:
    """The names of what `selfhelp backup` has made there."""
    return {file.name for file in folder.glob("selfhelp-*Z.backup") if file.is_file() and not file.is_symlink()}


def test_no_less_than_one_can_be_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "folder", "--keep", "0"]) == 2
    assert "'--keep': 0 is not in the range x>=1" in capsys.readouterr().err


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_a_killed_one_left_is_cleared_away_when_it_is_surely_nobodys(prompt: Prompt, backups: Path) -> None:
    old, fresh = backups / ".selfhelp-old.part", backups / ".selfhelp-fresh.part"
    for file in (old, fresh):
        file.write_text("half")
    long_ago = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(old, (long_ago, long_ago))
    prompt.done("backup", backups)
    assert (old.exists(), fresh.exists()) == (False, True)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_time_and_place_of_the_last_one_are_known(settings: Settings, prompt: Prompt, backups: Path) -> None:
    assert last_backup(settings) is None
    before = datetime.now(UTC).replace(microsecond=0)
    prompt.done("backup", backups)
    noted = last_backup(settings)
    assert noted is not None
    assert before <= noted.made <= datetime.now(UTC)
    assert (noted.file, noted.keys) == (only(backups), None)
    registry = CollectorRegistry()
    DiskMetrics(settings, registry)
    assert registry.get_sample_value("selfhelp_backup_age_seconds") is not None
    (settings.data / "last-backup").write_text("\0")
    assert last_backup(settings) is None
