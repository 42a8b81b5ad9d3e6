"""`selfhelp restore`: the whole backup or what was there, and nothing of what was deleted since."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from selfhelp.admin.databases.sealed import SEALED
from selfhelp.admin.databases.sqlite import reading_file
from selfhelp.boxes import TOMBSTONES_FILE, Tombstone, Tombstones
from selfhelp.boxes.access import tombstone_of
from selfhelp.diary.service import epoch_id
from selfhelp.diary.tables import Record, Slot, Vault
from selfhelp.doctor.backups import kept
from selfhelp.notify.keys import KEY_FILES, Keys
from selfhelp.settings import Settings
from selfhelp.store import Store, in_use
from selfhelp.store.engine import SQLITE_FILE, database_url, writing_engine
from selfhelp.store.faults import CannotOpen
from tests.admin.people import come, execute, fill, held, held_on, of_people, people
from tests.admin.prompt import Prompt, only
from tests.conftest import with_settings
from tests.postgres import Cluster
from tests.test_who_is_who import SLOT, VAULT, Boxes

pytestmark = pytest.mark.slow

FIRST = Path(__file__).parents[2] / "store" / "released" / "0.1.0-preview.sql"
"""A backup that the first preview made."""


async def log_of(settings: Settings) -> bytes:
    """The log that a server has which starts now."""
    store = await Store.open(settings)
    log = await store.read(epoch_id)
    await store.close()
    return log


def with_list(settings: Settings) -> Path:
    """The server's own keys, as `backup --keys` would have copied them, with a list of graves."""
    (settings.data / "keys" / TOMBSTONES_FILE).touch()
    return settings.data / "keys"


def id_of(person: Boxes, kind: int) -> bytes:
    found: bytes = person[kind][0].id  # type: ignore[attr-defined]
    return found


async def test_what_was_backed_up_is_there_again_under_a_new_log(
    settings: Settings, prompt: Prompt, backup: Path
) -> None:
    before, log = held(settings), await log_of(settings)
    come(settings, people(1, seed=2)[0])
    said = prompt.done("restore", backup, "--replace")
    assert of_people(held(settings)) == of_people(before)
    after = await log_of(settings)
    assert after != log
    assert f"by the new log {after.hex()}, and sends again" in said  # and the start that was just made kept it


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
            assert f"old database: the schema {name} is still there" in [
                finding.what for finding in kept(settings, False)
            ]
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()
    else:
        name = said.partition("The old database is kept: ")[2].split(". ")[0]
        assert Path(name).parent == settings.data
        with reading_file(Path(name)) as connection:
            assert held_on(connection) == there
        assert f"old database: {name} is still there" in [finding.what for finding in kept(settings, False)]
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
    said = prompt.done("restore", backup, "--keys", with_list(settings))
    assert of_people(held(fresh)) == of_people(before)
    assert "kept" not in said
    execute(fresh, *(delete(table) for table in (Record, Vault, Slot)))
    for table in reversed([name for name in held(fresh) if name not in ("log", "record", "vault", "slot")]):
        execute(fresh, text(f"DELETE FROM {table}"))
    await log_of(fresh)
    assert "kept" not in prompt.done("restore", backup)
    assert of_people(held(fresh)) == of_people(before)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("there", [False, True], ids=["no key", "another key"])
async def test_without_its_key_all_but_the_reminders_is_restored_and_it_is_said(
    settings: Settings, prompt: Prompt, backup: Path, there: bool
) -> None:
    before = of_people(held(settings))
    (settings.data / "keys").rename(settings.data / "old keys")
    if there:
        Keys.load(settings.data / "keys")
    said = prompt.done("restore", backup, "--replace")
    own = settings.data / "keys" / "endpoint.key"
    why = f"they are encrypted with another key than {own}." if there else f"there is no {own}."
    assert f"Without the reminders: {why}" in said
    assert (f"move {own} away, and restore again with --replace and --keys FOLDER" in said) == there
    assert of_people(held(settings)) == {**before, "channel": [], "nudge": []}
    shutil.rmtree(settings.data / "keys", ignore_errors=True)
    (settings.data / "old keys").rename(settings.data / "keys")
    assert "Without the reminders" not in prompt.done("restore", backup, "--replace")
    assert of_people(held(settings)) == before


@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_backup_of_one_database_is_restored_into_the_other(
    settings: Settings, prompt: Prompt, backup: Path, postgres: Cluster, tmp_path: Path
) -> None:
    before = of_people(held(settings))
    name = postgres.new_database()
    there = Settings(data=tmp_path / "there", database=postgres.url(name))
    prompt.use(there)
    prompt.done("restore", backup, "--keys", with_list(settings))
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
    (copied / TOMBSTONES_FILE).write_text("".join(f"{tombstone_of(box).hex()}\n" for box in buried))
    given: list[str | Path] = []
    match source:
        case "data folder":
            shutil.copy(copied / TOMBSTONES_FILE, settings.data)
        case "--graves":
            given = ["--graves", copied / TOMBSTONES_FILE]
        case "--keys":
            given = ["--keys", copied]
        case _:
            for box in buried:
                come(settings, [[Tombstone(id=tombstone_of(box))]])
    said = prompt.done("restore", backup, "--replace", *given)
    assert "taken out again: 2." in said
    found = held(settings)
    assert len(found["slot"]) == len(found["vault"]) == len({row[0] for row in found["record"]}) == 2
    assert {row[0] for row in found["grave"]} == {tombstone_of(box) for box in buried}
    # And so they stay, whatever is put back later.
    assert set(Tombstones(settings.data / TOMBSTONES_FILE).hashes()) == {tombstone_of(box) for box in buried}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_it_is_said_when_nobody_knows_what_was_deleted(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    prompt.use(with_settings(settings, data=tmp_path / "fresh"))
    assert "There was no list of deletions" in prompt.done("restore", backup)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_it_is_said_how_old_a_copied_list_is_where_nothing_else_knows(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    """As on a new machine, with what several old ones had: what was deleted after the last copy comes back."""
    persons = people(3)
    made = datetime.strptime(backup.name, "selfhelp-%Y%m%dT%H%M%SZ.backup").replace(tzinfo=UTC)
    copies = [tmp_path / "first", tmp_path / "second"]
    given: list[str | Path] = []
    for copied, person in zip(copies, persons, strict=False):
        copied.write_text(f"{tombstone_of(id_of(person, SLOT)).hex()}\n")
        given += ["--graves", copied]

    def restored(*dates: datetime) -> str:
        for copied, date in zip(copies, dates, strict=True):
            os.utime(copied, (0, date.timestamp()))
        fresh = with_settings(settings, data=tmp_path / f"{dates[0]:%f%S%M%H}")
        prompt.use(fresh)
        said = prompt.done("restore", backup, *given)
        assert len(held(fresh)["slot"]) == 1
        return said

    hour = timedelta(hours=1)
    said = restored(made + 2 * hour, made + hour)
    assert f"second: 1 deletion, by the date of the file until {made + hour:%Y-%m-%d %H:%M} UTC." in said
    assert f"what was deleted after {made + hour:%Y-%m-%d %H:%M} UTC: that is on the server again" in said
    assert "The backup is newer" not in said
    said = restored(made + 3 * hour, made - hour)
    assert "The backup is newer" in said
    assert f"what was deleted after {made:%Y-%m-%d %H:%M} UTC" in said
    # A list of the server's own goes on to the end, and nobody is frightened.
    prompt.use(settings)
    (settings.data / TOMBSTONES_FILE).touch()
    assert "Nothing here knows" not in prompt.done("restore", backup, "--replace", *given)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_that_another_machines_list_is_missing_is_noticed(
    settings: Settings, prompt: Prompt, backups: Path, tmp_path: Path
) -> None:
    """Three deletions before the backup: one through this machine, two through another, whose list nobody brings."""
    await fill(settings, people(3))
    keys, theirs = tmp_path / "keys", tmp_path / "theirs"
    keys.mkdir(mode=0o700)
    ours, *others = (tombstone_of(bytes([n] * 16)) for n in range(3))
    come(settings, [[Tombstone(id=grave)] for grave in (ours, *others)])
    (settings.data / TOMBSTONES_FILE).write_text(f"{ours.hex()}\n")
    theirs.write_text("".join(f"{grave.hex()}\n" for grave in others))
    noticed = "The backup knows of 2 deletions that none of the lists has"
    told = "The database knows of 3 deletions, of which 2 are not in this machine's list"
    assert told in prompt.done("backup", backups, "--keys", keys)
    backup = only(backups)
    fresh = [with_settings(settings, data=tmp_path / f"fresh{n}") for n in range(2)]
    for one in fresh:
        one.data.mkdir(mode=0o700)
        shutil.copy(
            settings.data / TOMBSTONES_FILE, one.data
        )  # as on the machine itself, when PostgreSQL alone is gone
        prompt.use(one)
        given: list[str | Path] = ["--graves", theirs] if one is fresh[1] else []
        assert (noticed in prompt.done("restore", backup, *given)) == (one is fresh[0])
    assert "in this machine's list" not in prompt.done("backup", backups, "--keys", keys)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_list_of_graves_that_is_not_there_is_refused(settings: Settings, prompt: Prompt, backup: Path) -> None:
    before = held(settings)
    assert "There is no list of deletions" in prompt.refused("restore", backup, "--replace", "--graves", "nowhere")
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


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_keys_that_init_has_just_made_give_way_to_those_of_the_backup_and_are_kept(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    before, copied = of_people(held(settings)), with_list(settings)
    fresh = with_settings(settings, data=tmp_path / "fresh")
    Keys.load(fresh.data / "keys")
    made = {name: (fresh.data / "keys" / name).read_bytes() for name in KEY_FILES}
    prompt.use(fresh)
    said = prompt.done("restore", backup, "--keys", copied)
    assert "Without the reminders" not in said
    assert of_people(held(fresh)) == before
    for name, former in made.items():
        assert (fresh.data / "keys" / name).read_bytes() == (copied / name).read_bytes() != former
        (kept,) = (fresh.data / "keys").glob(f"{name}.before-*")
        assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (former, 0o600)
        assert kept.name in said


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_key_that_may_be_in_use_stays_and_the_advice_brings_the_reminders_back(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    before, own = of_people(held(settings)), settings.data / "keys" / "endpoint.key"
    copied = Path(shutil.copytree(with_list(settings), tmp_path / "copied"))
    shutil.rmtree(settings.data / "keys")
    Keys.load(settings.data / "keys")
    made = own.read_bytes()
    said = prompt.done("restore", backup, "--replace", "--keys", copied)
    assert f"{copied / 'endpoint.key'} opens them, but {own} is another key, and stays." in said
    assert f"To have all of them: move {own} away, and run the same again." in said
    assert own.read_bytes() == made
    own.rename(tmp_path / "away")
    assert "Without the reminders" not in prompt.done("restore", backup, "--replace", "--keys", copied)
    assert of_people(held(settings)) == before


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_former_key_among_the_copies_is_named_when_no_other_opens_the_reminders(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    """As when a machine was set up anew, and its first backup moved the right key aside."""
    copied = Path(shutil.copytree(with_list(settings), tmp_path / "copied"))
    former = (copied / "endpoint.key").rename(copied / "endpoint.key.before-20261128T031500Z")
    shutil.rmtree(settings.data / "keys")
    Keys.load(settings.data / "keys")
    said = prompt.done("restore", backup, "--replace", "--keys", copied)
    assert f"That may be {former}: copy it" in said


# Of older versions.


@pytest.mark.parametrize("keyed", [True, False], ids=["with a key", "without one"])
async def test_reminders_that_an_older_version_backed_up_in_clear_are_restored(
    settings: Settings, prompt: Prompt, tmp_path: Path, keyed: bool
) -> None:
    """The first preview, 0.1.0, sealed none of them."""
    file = tmp_path / "then.backup"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    with reading_file(file) as connection:
        then = held_on(connection)
    assert all(then[name] for name in SEALED)
    if keyed:
        Keys.load(settings.data / "keys")
    assert "Without the reminders" not in prompt.done("restore", file)
    assert of_people(held(settings)) == of_people(then)


# While somebody has it open.


async def test_it_is_refused_while_a_server_runs(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(settings)
    store = await Store.open(settings)
    assert "Stop every one of them first" in prompt.refused("restore", backup, "--replace")
    if settings.database:  # a server on another machine has a data folder of its own
        prompt.use(with_settings(settings, data=tmp_path / "another machine"))
        with monkeypatch.context() as impatient:
            impatient.setattr(in_use, "LET_GO", 0)
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


async def test_no_server_starts_meanwhile(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with in_use.Hold(settings.data, alone=True), pytest.raises(CannotOpen, match="being restored or moved"):
        await Store.open(settings)
    if settings.database:
        engine = writing_engine(database_url(settings))
        with engine.begin() as connection:
            in_use.take_alone(connection)
            with monkeypatch.context() as impatient:
                impatient.setattr(in_use, "LET_GO", 0)
                with pytest.raises(CannotOpen, match="being restored or moved"):
                    await Store.open(with_settings(settings, data=tmp_path / "another machine"))
        engine.dispose()
    await (await Store.open(settings)).close()


@pytest.mark.pure
@pytest.mark.parametrize("command", ["backup", "restore", "move", "keys", "init", "coach"])
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
        "keys": ["rotate", "endpoint", "--yes"],
        "coach": ["list"],
        "init": ["--data", settings.data, "--name", "x", "--public-url", "https://x.no", "--contact", "a@x.no"],
    }
    monkeypatch.chdir(backup.parent.parent)
    said = prompt.refused(command, *given[command])
    assert f"belongs to another user. Run this as that user: sudo -u '#{os.getuid()}' selfhelp {command}" in said
    assert sorted(settings.data.iterdir()) == files
    assert not Path("selfhelp.toml").exists()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_root_does_not_serve_what_another_user_has(
    settings: Settings, prompt: Prompt, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """The keys that it would make, the server could not open at its next start."""
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("selfhelp.ownership.owner_of", lambda _path: 4321)
    files = sorted(settings.data.iterdir())
    assert f"sudo -u '#4321' selfhelp {command}" in prompt.refused(command)
    assert sorted(settings.data.iterdir()) == files


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_refused_restore_has_put_no_key_back(
    settings: Settings, prompt: Prompt, backup: Path, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    Keys.load(keys)
    (keys / TOMBSTONES_FILE).touch()
    shutil.rmtree(settings.data / "keys")
    (settings.data / "keys").mkdir()
    assert "is not empty. With --replace" in prompt.refused("restore", backup, "--keys", keys)
    assert list((settings.data / "keys").iterdir()) == []
    assert prompt.done("restore", backup, "--replace", "--keys", keys).count("put back.") == 3
    assert {file.name for file in (settings.data / "keys").iterdir()} == {"vapid.pem", "endpoint.key", "channel.key"}
