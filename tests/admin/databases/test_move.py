"""`selfhelp move`: everything is in the other database, and nothing has happened to the one it came from."""

import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert

from selfhelp.admin.databases import rows
from selfhelp.admin.databases.backup_file import write
from selfhelp.admin.databases.faults import faults_in_words
from selfhelp.admin.databases.sqlite import new_file, reading_file
from selfhelp.boxes import Tombstone
from selfhelp.console import Stopped
from selfhelp.diary.service import epoch_id
from selfhelp.diary.tables import Slot
from selfhelp.last_backup import last_failure
from selfhelp.settings import Settings
from selfhelp.store import Store, in_use
from selfhelp.store.commands import reading
from selfhelp.store.engine import SQLITE_FILE
from selfhelp.store.migrate import revisions
from tests.admin.made_up import fill_all
from tests.admin.people import come, fill, held, held_on, of_people, people
from tests.admin.prompt import Prompt
from tests.conftest import with_settings
from tests.postgres import Cluster

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def elsewhere(settings: Settings, postgres: Cluster) -> Iterator[Settings]:
    """The same data folder with an empty PostgreSQL database."""
    name = postgres.new_database()
    yield with_settings(settings, database=postgres.url(name))
    postgres.drop(name)


async def log_of(settings: Settings) -> bytes:
    store = await Store.open(settings)
    log = await store.read(epoch_id)
    await store.close()
    return log


@pytest.mark.postgres
async def test_there_and_back_again_everything_is_the_same(
    settings: Settings, elsewhere: Settings, prompt: Prompt, postgres: Cluster
) -> None:
    await fill(settings, people(3))
    come(settings, [[Tombstone(id=bytes(32))]])
    before, log = held(settings), await log_of(settings)
    file = settings.data / SQLITE_FILE
    raw = file.read_bytes()
    there = prompt.done("move", "--to", elsewhere.database)
    assert file.read_bytes() == raw
    assert of_people(held(elsewhere)) == of_people(before)
    assert "Now set `database` in selfhelp.toml" in there
    counted = "SELECT count(*) FROM pg_stats WHERE tablename = 'record' AND attname = 'vault'"
    assert postgres.ask(counted, elsewhere.database.rsplit("/", 1)[1]) == 1, "PostgreSQL knows nothing of its rows yet"
    log_there = await log_of(elsewhere)

    file.rename(settings.data / "old.db")
    prompt.use(elsewhere)
    back = prompt.done("move", "--to", "sqlite")
    assert of_people(held(settings)) == of_people(before)
    assert "Now take `database` out of selfhelp.toml" in back
    assert len({log, log_there, await log_of(settings)}) == 3  # a new one each time, and a start keeps it
    # What is printed is what was counted: the same on both ways, table by table.
    lines = [re.findall(r"^(\w+) +([\d,]+)  ([0-9a-f]{64})$", said, re.MULTILINE) for said in (there, back)]
    assert {name for name, _, _ in lines[0]} == set(before)
    assert [line for line in lines[0] if line[0] != "log"] == [line for line in lines[1] if line[0] != "log"]
    assert {name: int(count) for name, count, _ in lines[0]} == {name: len(found) for name, found in before.items()}


@pytest.mark.postgres
async def test_a_database_with_something_in_it_is_never_moved_into(
    settings: Settings, elsewhere: Settings, prompt: Prompt
) -> None:
    await fill(settings, people(1))
    await fill(elsewhere, people(1, seed=2))
    before = held(elsewhere)
    assert "The PostgreSQL database is not empty" in prompt.refused("move", "--to", elsewhere.database)
    assert held(elsewhere) == before
    prompt.use(elsewhere)
    here = held(settings)
    assert f"{settings.data / SQLITE_FILE} is not empty" in prompt.refused("move", "--to", "sqlite")
    assert held(settings) == here


@pytest.mark.postgres
async def test_it_is_refused_while_a_server_runs(
    settings: Settings, elsewhere: Settings, prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_use, "LET_GO", 0)
    store = await Store.open(settings)
    assert "Stop every one of them first" in prompt.refused("move", "--to", elsewhere.database)
    await store.close()
    other_machine = await Store.open(with_settings(elsewhere, data=tmp_path / "another machine"))
    assert "on every machine" in prompt.refused("move", "--to", elsewhere.database)
    prompt.use(elsewhere)
    assert "on every machine" in prompt.refused("move", "--to", "sqlite")
    await other_machine.close()


@pytest.mark.postgres
async def test_rows_that_do_not_arrive_as_they_were_stop_it(
    settings: Settings, elsewhere: Settings, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_less(target: object, table: object, passing: rows.Summed) -> None:
        copy_in(target, table, (row for n, row in enumerate(passing) if n))  # type: ignore[arg-type]

    await fill(settings, people(1))
    copy_in = rows._copy_in
    monkeypatch.setattr(rows, "_copy_in", one_less)
    assert "What was written is not what was read" in prompt.refused("move", "--to", elsewhere.database)
    with reading(elsewhere) as connection:
        assert held_on(connection) == {}  # not even a table: the whole move is undone


@pytest.mark.slow
@pytest.mark.parametrize("to", ["", "mysql://here", "sqlite:///file.db", "somewhere"])
def test_what_is_no_database_is_refused(prompt: Prompt, to: str) -> None:
    assert "postgresql+psycopg://user@host/name" in prompt.refused("move", "--to", to)


def test_nothing_is_moved_to_where_it_is(prompt: Prompt) -> None:
    assert "There is nothing to move" in prompt.refused("move", "--to", "sqlite")


def test_a_connection_that_breaks_off_is_not_called_busy(settings: Settings) -> None:
    said = r"cannot be reached, or broke off \(server closed\)\. Nothing\."
    with pytest.raises(Stopped, match=said), faults_in_words(settings.data, "Nothing."):
        raise psycopg.OperationalError("server closed")


async def test_a_database_that_cannot_be_reached_is_said_without_the_password(
    settings: Settings, prompt: Prompt
) -> None:
    await fill(settings, [])
    said = prompt.refused("move", "--to", "postgresql+psycopg://me:hemmelig@127.0.0.1:1/none")
    assert said.startswith("--to: PostgreSQL at 127.0.0.1:1 cannot be reached (")
    assert "Connection refused" in said
    assert said.endswith("Nothing was done.\n")
    assert "hemmelig" not in said


@pytest.mark.postgres
async def test_why_a_database_takes_nobody_is_said_by_the_name_of_the_setting_or_the_option(
    settings: Settings, elsewhere: Settings, prompt: Prompt, tmp_path: Path
) -> None:
    none = elsewhere.database.rpartition("/")[0] + "/none"
    stranger = elsewhere.database.replace("//postgres@", "//stranger@")
    why = {none: "has no database «none» (", stranger: 'refuses this user (role "stranger" does not exist)'}
    await fill(settings, [])
    for url, words in why.items():
        said = prompt.refused("move", "--to", url)
        assert said.startswith("--to: PostgreSQL at 127.0.0.1:")
        assert words in said
    private = tmp_path / "backups"
    private.mkdir(mode=0o700)
    (private / "some.backup").touch()
    for url, words in why.items():
        prompt.use(with_settings(settings, database=url))
        for command in (["backup", private], ["move", "--to", "sqlite"], ["restore", private / "some.backup"]):
            said = prompt.refused(*command)
            assert said.startswith("database: PostgreSQL at 127.0.0.1:"), command
            assert words in said
    failure = last_failure(settings)
    assert failure is not None
    assert "refuses this user" in failure.why, "doctor says it"


@pytest.mark.postgres
def test_every_kind_of_value_arrives_as_it_was(settings: Settings, elsewhere: Settings, prompt: Prompt) -> None:
    (settings.data / SQLITE_FILE).unlink()
    with new_file(settings.data / SQLITE_FILE, revisions()[0]) as connection:
        fill_all(connection)
    before = held(settings)
    prompt.done("move", "--to", elsewhere.database)
    assert of_people(held(elsewhere)) == of_people(before)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_table(settings: Settings, tmp_path: Path) -> None:
    """A row is held while it passes, and some hundred more: of 16 MB less than 4 are there at any time."""
    sealed = 4_000
    file = tmp_path / "large.db"
    with new_file(file, revisions()[0]) as connection:
        for first in range(0, 4_000, 100):
            some = [
                {"id": n.to_bytes(16), "auth": bytes(32), "sealed": n.to_bytes(4) * (sealed // 4)}
                for n in range(first, first + 100)
            ]
            connection.execute(insert(Slot), some)
    tracemalloc.start()
    try:
        with reading_file(file) as connection:
            contents = write(connection, tmp_path / "copy.db", None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert contents.sums["slot"].rows * sealed == 16_000_000
    assert peak < 4_000_000
