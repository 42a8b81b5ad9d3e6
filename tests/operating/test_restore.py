"""`selfhelp restore`: the whole backup or what was there, and nothing of what was deleted since."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import OperationalError

from selfhelp.boxes import GRAVES_FILE, Grave, Graves
from selfhelp.boxes.guard import grave_of
from selfhelp.diary.service import log_id
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.notify.keys import Keys
from selfhelp.operating.databases import sqlite_target
from selfhelp.operating.databases.faults import in_words
from selfhelp.operating.databases.rows import MANIFEST
from selfhelp.operating.databases.sqlite import BESIDE, reading_file
from selfhelp.operating.told import Stopped
from selfhelp.settings import Settings
from selfhelp.store import Store, in_use
from selfhelp.store.engine import SQLITE_FILE, database_url, writing_engine
from selfhelp.store.errors import CannotOpen
from tests.conftest import with_settings
from tests.operating.people import come, execute, fill, held, held_on, of_people, people
from tests.operating.prompt import Prompt, only
from tests.postgres import Cluster
from tests.small_disk import Tmpfs, small_disk
from tests.test_who_is_who import SLOT, VAULT, Boxes


async def log_of(settings: Settings) -> bytes:
    """The log that a server has which starts now."""
    store = await Store.open(settings)
    log = await store.read(log_id)
    await store.close()
    return log


def id_of(person: Boxes, kind: int) -> bytes:
    found: bytes = person[kind][0].id  # type: ignore[attr-defined]
    return found


@pytest.fixture
async def backup(settings: Settings, prompt: Prompt, backups: Path) -> Path:
    """Of a server with three people."""
    await fill(settings, people(3))
    prompt.done("backup", backups)
    return only(backups)


async def test_what_was_backed_up_is_there_again_under_a_new_log(
    settings: Settings, prompt: Prompt, backup: Path
) -> None:
    before, log = held(settings), await log_of(settings)
    come(settings, people(1, seed=2)[0])
    said = prompt.done("restore", backup, "--replace")
    assert of_people(held(settings)) == of_people(before)
    after = await log_of(settings)
    assert after != log
    assert f"A new log begins, {after.hex()}" in said  # and the start that was just made kept it


async def test_what_was_there_is_kept_aside_under_the_name_that_is_said(
    settings: Settings, prompt: Prompt, backup: Path
) -> None:
    come(settings, people(1, seed=2)[0])
    there = held(settings)
    said = prompt.done("restore", backup, "--replace")
    if settings.database:
        name = said.partition("the schema ")[2].split(".")[0]
        engine = writing_engine(database_url(settings))
        with engine.begin() as connection:
            connection.execute(text(f"SET LOCAL search_path = {name}"))
            assert held_on(connection) == there
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()
    else:
        name = said.partition("What was there is kept: ")[2].split(". ")[0]
        assert Path(name).parent == settings.data
        with reading_file(Path(name)) as connection:
            assert held_on(connection) == there
    assert name


def test_a_database_with_something_in_it_is_not_replaced_unasked(
    settings: Settings, prompt: Prompt, backup: Path
) -> None:
    before = held(settings)
    assert "is not empty. With --replace" in prompt.refused("restore", backup)
    assert held(settings) == before


async def test_a_fresh_database_needs_no_replacing(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Neither one that is not there yet, nor one on which a server has been started and nobody has come."""
    before = held(settings)
    fresh = with_settings(settings, data=tmp_path / "fresh")
    if settings.database:
        cluster: Cluster = request.getfixturevalue("postgres")
        fresh = with_settings(fresh, database=cluster.url(cluster.new_database()))
    prompt.use(fresh)
    said = prompt.done("restore", backup)
    assert of_people(held(fresh)) == of_people(before)
    assert "kept" not in said
    execute(fresh, *(delete(table) for table in (Record, Vault, Slot)))
    for table in reversed([name for name in held(fresh) if name not in ("log", "record", "vault", "slot")]):
        execute(fresh, text(f"DELETE FROM {table}"))
    await log_of(fresh)
    assert "kept" not in prompt.done("restore", backup)
    assert of_people(held(fresh)) == of_people(before)


@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_backup_of_one_database_is_restored_into_the_other(
    settings: Settings, prompt: Prompt, backup: Path, postgres: Cluster, tmp_path: Path
) -> None:
    before = of_people(held(settings))
    name = postgres.new_database()
    there = Settings(data=tmp_path / "there", database=postgres.url(name))
    prompt.use(there)
    prompt.done("restore", backup)
    assert of_people(held(there)) == before
    back = tmp_path / "from there"
    back.mkdir(mode=0o700)
    prompt.done("backup", back)
    prompt.use(settings)
    prompt.done("restore", next(back.iterdir()), "--replace")
    assert of_people(held(settings)) == before
    postgres.drop(name)


# The deleted stay deleted.


@pytest.mark.parametrize("source", ["data folder", "--graves", "--keys", "the old database"])
async def test_what_was_deleted_since_is_taken_out_again(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path, source: str
) -> None:
    person = people(3)[1]
    buried = [id_of(person, SLOT), id_of(person, VAULT)]
    copied = tmp_path / "copied"
    copied.mkdir(mode=0o700)
    (copied / GRAVES_FILE).write_text("".join(f"{grave_of(box).hex()}\n" for box in buried))
    given: list[str | Path] = []
    match source:
        case "data folder":
            shutil.copy(copied / GRAVES_FILE, settings.data)
        case "--graves":
            given = ["--graves", copied / GRAVES_FILE]
        case "--keys":
            given = ["--keys", copied]
        case _:
            for box in buried:
                come(settings, [[Grave(id=grave_of(box))]])
    said = prompt.done("restore", backup, "--replace", *given)
    assert "taken out again: 2." in said
    found = held(settings)
    assert len(found["slot"]) == len(found["vault"]) == len({row[0] for row in found["record"]}) == 2
    assert {row[0] for row in found["grave"]} == {grave_of(box) for box in buried}
    # And so they stay, whatever is put back later.
    assert set(Graves(settings.data / GRAVES_FILE).hashes()) == {grave_of(box) for box in buried}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_it_is_said_when_nobody_knows_what_was_deleted(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    prompt.use(with_settings(settings, data=tmp_path / "fresh"))
    assert "There was no list of graves" in prompt.done("restore", backup)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_list_of_graves_that_is_not_there_is_refused(settings: Settings, prompt: Prompt, backup: Path) -> None:
    before = held(settings)
    assert "There is no list of graves" in prompt.refused("restore", backup, "--replace", "--graves", "nowhere")
    assert held(settings) == before


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_keys_that_are_missing_are_put_back_and_no_other(
    settings: Settings, prompt: Prompt, backup: Path, backups: Path, tmp_path: Path
) -> None:
    Keys.load(settings.data / "keys")
    copied = tmp_path / "copied"
    copied.mkdir(mode=0o700)
    prompt.done("backup", backups, "--keys", copied)
    fresh = with_settings(settings, data=tmp_path / "fresh")
    (fresh.data / "keys").mkdir(parents=True, mode=0o700)
    (fresh.data / "keys" / "channel.key").write_bytes(bytes(32))
    prompt.use(fresh)
    said = prompt.done("restore", backup, "--keys", copied)
    for name in ("vapid.pem", "endpoint.key"):
        key = fresh.data / "keys" / name
        assert key.read_bytes() == (settings.data / "keys" / name).read_bytes()
        assert key.stat().st_mode & 0o777 == 0o600
    assert (fresh.data / "keys" / "channel.key").read_bytes() == bytes(32)
    assert "channel.key is another key than" in said


# While somebody has it open.


async def test_it_is_refused_while_a_server_runs(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    before = held(settings)
    store = await Store.open(settings)
    assert "Stop every one of them first" in prompt.refused("restore", backup, "--replace")
    if settings.database:  # a server on another machine has a data folder of its own
        prompt.use(with_settings(settings, data=tmp_path / "another machine"))
        assert "Stop every one of them first, on every machine" in prompt.refused("restore", backup, "--replace")
    await store.close()
    assert of_people(held(settings)) == of_people(before)
    prompt.done("restore", backup, "--replace")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_it_is_refused_while_anything_else_reads_the_file(settings: Settings, prompt: Prompt, backup: Path) -> None:
    with closing(sqlite3.connect(settings.data / SQLITE_FILE)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        assert other.execute("SELECT count(*) FROM slot").fetchone() == (3,)
        assert "Stop every one of them first" in prompt.refused("restore", backup, "--replace")


async def test_no_server_starts_meanwhile(settings: Settings, tmp_path: Path) -> None:
    with in_use.Hold(settings.data, alone=True), pytest.raises(CannotOpen, match="being restored or moved"):
        await Store.open(settings)
    if settings.database:
        engine = writing_engine(database_url(settings))
        with engine.begin() as connection:
            in_use.take_alone(connection)
            with pytest.raises(CannotOpen, match="being restored or moved"):
                await Store.open(with_settings(settings, data=tmp_path / "another machine"))
        engine.dispose()
    await (await Store.open(settings)).close()


@pytest.mark.parametrize("command", ["backup", "restore", "move"])
def test_another_users_data_are_left_alone(
    settings: Settings, prompt: Prompt, backup: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Root would make files in it that the server cannot open."""
    monkeypatch.setattr("os.geteuid", lambda: 4321)
    files = sorted(settings.data.iterdir())
    given: dict[str, list[str | Path]] = {
        "backup": [backup.parent],
        "restore": [backup],
        "move": ["--to", "postgresql+psycopg://elsewhere/x"],
    }
    said = prompt.refused(command, *given[command])
    assert f"belongs to another user. Run this as that user: sudo -u '#{os.getuid()}' selfhelp {command}" in said
    assert sorted(settings.data.iterdir()) == files


# What is no good backup.


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
    "a row less": (lambda file: execute_in(file, "DELETE FROM nudge"), "is damaged: nudge is not"),
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
def test_without_room_the_old_database_stands(settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path) -> None:
    before = held(settings)
    (tmp_path / "disk").mkdir()
    with small_disk(tmp_path / "disk") as disk:
        if not isinstance(disk, Tmpfs):
            pytest.skip("only root can mount a disk that is full")
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
    with pytest.raises(Stopped, match=f"{said}.*It is as it was"), in_words("here", "It is as it was."):
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
    assert Path(said.partition("What was there is kept: ")[2].split(". ")[0]).read_bytes() == broken
    assert not Path(f"{file}-wal").exists()
    assert of_people(held(settings)) == of_people(before)


def test_the_log_of_a_broken_database_is_never_left_beside_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / SQLITE_FILE
    for end in ("", *BESIDE):
        Path(f"{file}{end}").write_text(end)
    kept = sqlite_target._keep_aside(file, is_whole=False)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        SQLITE_FILE: "",
        **{f"{Path(kept).name}{end}": end for end in ("", *BESIDE)},
    }
