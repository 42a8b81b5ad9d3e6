"""Fixtures that every part of the tests shares: settings on either database, an open store, a live server."""

import codecs
import shutil
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import structlog
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from rich.progress import Progress
from sqlmodel import Session

from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import SQLITE_FILE, database_url, writing_engine
from selfhelp.store.migrate import upgrade
from tests import drawn  # noqa: F401 - its profile is known before the tests are read
from tests.live import NO_TLS, Live, live_server
from tests.modules.small_pack import Author
from tests.one_pack import read_once
from tests.patience import be_patient
from tests.postgres import Cluster, cluster
from tests.suite import durations, slow

read_once()
be_patient()
# Python remembers for good a codec that it could not read, as in a test that has no file left to open.
codecs.lookup("utf-8-sig")
# httpx waits for five seconds, and on a busy machine a server may stand still for as long.
for _phase in ("connect", "read", "write", "pool"):
    setattr(DEFAULT_TIMEOUT_CONFIG, _phase, 60)

DATABASES = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]
DATABASES_DEEP = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.deep])]
"""For what takes a minute and is the same on either but for where it rests."""


ON_BOTH = pytest.mark.parametrize("settings", DATABASES, indirect=True)
"""For what a file of pure rules has of its own to ask of each database."""


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that is marked `pure` runs on SQLite alone, unless it names its databases itself."""
    names = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    is_pure = metafunc.definition.get_closest_marker("pure") is not None
    if is_pure and "settings" in metafunc.fixturenames and "settings" not in names:
        metafunc.definition.add_marker(pytest.mark.parametrize("settings", ["sqlite"], indirect=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test-fast`."""
    parser.addoption("--fast", action="store_true", help="leave out what took long when it was last run here")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Begin with the file that takes longest, so that no worker is left alone with it at the end.

    How long each test takes, the last run has noted; of what has never run here, its markers say it roughly.
    """
    yield
    took = durations()
    left_out = slow() if config.getoption("--fast") else set()
    config.hook.pytest_deselected(items=[it for it in items if it.nodeid in left_out])
    items[:] = [it for it in items if it.nodeid not in left_out]
    files: dict[Path, float] = defaultdict(float)
    for item in items:
        guess = 15 if item.get_closest_marker("long") else 3 if item.get_closest_marker("browser") else 0.2
        files[item.path] += took.get(item.nodeid, guess)
    items.sort(key=lambda item: (-files[item.path], item.path))


@pytest.fixture(autouse=True)
def log_of_its_own() -> Iterator[None]:
    """A command that ran within a test has set the log up to go where the test looked, which is shut now."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What each bar says that a command would show at a terminal."""
    said: list[str] = []
    add_task = Progress.add_task

    def noted(progress: Progress, doing: str, **more: Any) -> Any:
        said.append(doing)
        return add_task(progress, doing, **more)

    monkeypatch.setattr(Progress, "add_task", noted)
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _stderr: True)
    return said


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A real PostgreSQL server, started once, which a crash of the machine would destroy."""
    with cluster(durable=False) as running:
        yield running


@pytest.fixture
def durable_postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of the test's own that keeps what it has confirmed, to be stopped and crashed."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_database(postgres: Cluster) -> str:
    """The name of a database with the newest schema; one for all tests, emptied before each."""
    name = postgres.new_database()
    engine = writing_engine(database_url(Settings(database=postgres.url(name))))
    upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and nothing in it, to be copied."""
    data = tmp_path_factory.mktemp("template")
    engine = writing_engine(database_url(Settings(data=data)))
    upgrade(engine)
    engine.dispose()
    return data / SQLITE_FILE


@pytest.fixture(scope="session")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of one module, for servers that start many times and are asked for no text."""
    return Author(tmp_path_factory.mktemp("pack")).root


@pytest.fixture(params=DATABASES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings on a fresh data folder and a fresh database, once for SQLite and once for PostgreSQL."""
    data = tmp_path / "data"
    data.mkdir()
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), data / SQLITE_FILE)
        # A file that was carried here gets a new log at the first start, which is what these tests want anyway.
        yield Settings(data=data, jobs=False)
        return
    server: Cluster = request.getfixturevalue("postgres")
    name: str = request.getfixturevalue("postgres_database")
    server.empty(name)
    yield Settings(data=data, database=server.url(name), jobs=False)


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    """An open store, on both databases."""
    opened = await Store.open(settings)
    yield opened
    await opened.close()


@pytest.fixture
def live(settings: Settings) -> Iterator[Live]:
    """The whole server in a process of its own on a free port, on both databases."""
    with live_server(settings) as server:
        yield server


@pytest.fixture
async def client(live: Live) -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client of the live server."""
    async with httpx.AsyncClient(base_url=live.url, verify=NO_TLS) as opened:
        yield opened


def after_the_next_read(store: Store, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Awaitable[None]]) -> None:
    """Let something happen between what a job reads next and what it writes then."""
    read = store.read

    async def then(work: Callable[[Session], Any]) -> Any:
        monkeypatch.setattr(store, "read", read)
        found = await read(work)
        await happens()
        return found

    monkeypatch.setattr(store, "read", then)


def with_settings(settings: Settings, **changes: object) -> Settings:
    """The same settings with some of them changed."""
    return msgspec.structs.replace(settings, **changes)
