"""What takes long shows a bar on a terminal; where no terminal is, it prints neither a bar nor colour."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.settings import Settings
from tests.admin.people import fill, people
from tests.live import as_environment, live_server
from tests.one_pack import build
from tests.postgres import Cluster

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

ESCAPE = b"\x1b["

Work = Callable[[], None]


class AtOnce(threading.Timer):
    """A timer of no time at all, which has gone off when `start` returns."""

    def start(self) -> None:
        self.interval = 0
        super().start()
        self.join()


def done(*arguments: str | Path) -> None:
    assert main([str(argument) for argument in arguments]) == 0


@pytest.fixture
def backed_up(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with a backup of two people, whose server is the command line's."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    settings.data.chmod(0o700)
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    asyncio.run(fill(settings, people(2)))
    done("backup", folder)
    return folder


@pytest.fixture
def command(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Work]:
    """The command of this name, with what it needs around it."""
    if request.param == "pack":
        content: Path = request.getfixturevalue("small_content")
        yield lambda: print(len(build(content)))
    elif request.param == "demo":
        with live_server(settings) as live:
            monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
            for name, value in as_environment(settings).items():
                monkeypatch.setenv(name, value)
            yield lambda: done("demo", "--server", live.url)
    else:
        folder: Path = request.getfixturevalue("backed_up")
        if request.param == "backup":
            yield lambda: done("backup", folder)
        elif request.param == "restore":
            (backup,) = folder.iterdir()
            yield lambda: done("restore", "--replace", backup)
        else:
            postgres: Cluster = request.getfixturevalue("postgres")
            name = postgres.new_database()
            yield lambda: done("move", "--to", postgres.url(name))
            postgres.drop(name)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work, bool], bytes]:
    """What stands on standard output and standard error after the work, on a terminal or in a pipe."""
    monkeypatch.setattr(threading, "Timer", AtOnce)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def shown(work: Work, terminal: bool) -> bytes:
        ours, theirs = os.openpty() if terminal else os.pipe()
        read: list[bytes] = []

        def follow() -> None:
            try:
                while more := os.read(ours, 65536):
                    read.append(more)
            except OSError:  # the other end of a terminal is closed
                pass

        reader = threading.Thread(target=follow)
        reader.start()
        with os.fdopen(theirs, "w") as out, monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", out)
            work()
        reader.join()
        os.close(ours)
        return b"".join(read)

    return shown


@pytest.mark.slow
@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    ("command", "doing"),
    [
        ("backup", b"reading record"),
        ("restore", b"copying record"),
        pytest.param("move", b"copying record", marks=pytest.mark.postgres),
        ("pack", b"compiling the texts"),
        ("demo", b"writing the diary"),
    ],
    indirect=["command"],
)
def test_a_long_command_shows_a_bar_on_a_terminal_and_neither_bar_nor_colour_elsewhere(
    command: Work, doing: bytes, terminal: bool, shown: Callable[[Work, bool], bytes]
) -> None:
    said = shown(command, terminal)
    assert said.strip()
    assert (doing in said) is terminal
    assert (ESCAPE in said) is terminal
