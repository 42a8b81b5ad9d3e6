"""The command line: what it prints, how it ends, and that a wrong call is refused."""

import builtins
import errno
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import click
import httpx
import pytest

from selfhelp.__main__ import main as begin
from selfhelp.cli import main, tree
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.admin.damage import lose_half_of_the_graves
from tests.http import site
from tests.live import NO_TLS, Live, as_environment
from tests.postgres import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path, small_content: Path) -> Settings:
    return Settings(
        data=tmp_path / "data",
        pwa=site.build(tmp_path / "dist"),
        content=small_content,
        push_contact="mailto:drift@fotfeste.no",
    )


class Command:
    """A `selfhelp …` in a process of its own."""

    def __init__(self, settings: Settings, *arguments: str, **variables: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "selfhelp", *arguments],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **as_environment(settings), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def first_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Exit status, the rest of stdout, stderr."""
        self.process.send_signal(how)
        out, error = self.process.communicate(timeout=120)
        return self.process.returncode, out, error


@pytest.fixture
def run() -> Iterator[list[Command]]:
    """Commands that a test has started; whatever still runs is killed at its end."""
    started: list[Command] = []
    yield started
    for command in started:
        if command.process.poll() is None:
            command.process.kill()
            command.process.communicate()


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`main` runs with the settings of the test."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)


@pytest.mark.slow
@pytest.mark.parametrize(("how", "name"), [(signal.SIGTERM, "{}/notify"), (signal.SIGINT, "@{}")])
def test_serve_tells_systemd_says_where_it_is_in_one_line_and_ends_well(
    settings: Settings, run: list[Command], tmp_path: Path, how: signal.Signals, name: str
) -> None:
    port, place = free_port(), name.format(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(place.replace("@", "\0"))
        systemd.settimeout(60)
        run.append(Command(settings, "serve", "--host", "127.0.0.1", "--port", str(port), NOTIFY_SOCKET=place))
        assert systemd.recv(100) == b"READY=1"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
        assert answer.status == 200
    assert run[0].first_line() == f"Fotfeste: http://localhost:{port}"
    assert run[0].stop(how) == (0, "", "")


@pytest.mark.slow
def test_the_first_start_makes_a_data_folder_and_keys_for_this_user_alone_and_the_next_keeps_them(
    settings: Settings, tmp_path: Path
) -> None:
    keys = settings.data / "keys"
    server = Live(settings)
    server.log = tmp_path / "server.out"  # the data folder is for the server to make
    seen = []
    for _ in range(2):
        server.start()
        assert httpx.get(f"{server.url}/", verify=NO_TLS).status_code == 200
        assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(keys.stat().st_mode) == 0o700
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()}
        assert modes == {"vapid.pem": 0o600, "endpoint.key": 0o600, "channel.key": 0o600}
        seen.append({file.name: file.read_bytes() for file in keys.iterdir()})
        server.stop()
    assert seen[0] == seen[1]


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("name", ["vapid.pem", "endpoint.key", "channel.key"])
def test_after_init_nothing_starts_without_a_key_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = {"name": "S", "public-url": "http://localhost:8000", "contact": "a@b.no", "public-contact": "a@b.no"}
    given = [f"--{option}={answer}" for option, answer in answers.items()]
    assert main(["init", *given, "--postal-address=Storgata 1"]) == 0
    key = tmp_path / "data" / "keys" / name
    key.unlink()
    capsys.readouterr()
    assert main([command]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"data/keys/{name} is missing.")
    assert f"keys rotate {'vapid' if name == 'vapid.pem' else 'endpoint'} --yes" in said
    assert "restore BACKUP --keys" in said
    assert not key.exists()
    assert not (tmp_path / "data" / "selfhelp.db").exists()


@pytest.mark.parametrize("module", ["selfhelp.cli", "selfhelp.server", "selfhelp.admin.databases.backing"])
def test_ctrl_c_during_the_first_imports_is_answered_in_one_line(
    environment: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: Settings,
    module: str,
) -> None:
    real = builtins.__import__

    def interrupted(name: str, *given: Any, **also: Any) -> Any:
        if name == module:
            raise KeyboardInterrupt
        return real(name, *given, **also)

    command = ["backup", str(settings.data)] if module.endswith("backing") else ["serve"]
    monkeypatch.setattr(sys, "argv", ["selfhelp", *command])
    monkeypatch.setattr(builtins, "__import__", interrupted)
    assert begin() == 130
    assert capsys.readouterr() == ("", "\nStopped.\n")


@pytest.mark.parametrize(
    "command",
    [["backup", "b"], ["restore", "b"], ["move", "--to", "sqlite"], ["keys", "rotate", "vapid"], ["nudges", "status"]],
)
def test_in_a_folder_without_settings_it_is_said_and_nothing_is_made(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SELFHELP_")]:
        monkeypatch.delenv(name)
    assert main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"No settings here: {tmp_path} has no selfhelp.toml and no data folder")
    assert "--settings FILE" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_doctor_says_that_no_settings_are_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SELFHELP_")]:
        monkeypatch.delenv(name)
    main(["doctor"])
    assert capsys.readouterr().out.startswith("! No settings here: ")


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"selfhelp {version('selfhelp')}\n"


def every_command(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from every_command(inner, f"{name} {inner.name}")


def test_help_begins_with_what_a_command_does_and_explains_each_option() -> None:
    for name, command in every_command(tree, "selfhelp"):
        assert (command.help or "").split()[0] not in {"", "A", "An", "For", "The", "Offline:"}, name
        options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
        assert [one.opts for one in options if not (one.help or "").endswith((".", ")", "…"))] == [], name
        with command.make_context(name, [], resilient_parsing=True, parent=tree.make_context("selfhelp", ["x"])) as at:
            assert not re.search(r"INTEGER|FLOAT|[<>]=", command.get_help(at)), name


def test_the_installed_command_begins_where_ctrl_c_is_answered() -> None:
    (command,) = entry_points(group="console_scripts", name="selfhelp")
    assert command.load() is begin


@pytest.mark.slow
def test_init_makes_everything_though_nobody_reads_what_it_prints(tmp_path: Path) -> None:
    """As in `selfhelp init | head -1`."""
    read, write = os.pipe()
    os.close(read)
    answers = {"name": "S", "public-url": "http://localhost:8000", "contact": "a@b.no", "public-contact": "a@b.no"}
    given = [f"--{option}={answer}" for option, answer in answers.items()]
    command = [sys.executable, "-m", "selfhelp", "init", *given, "--postal-address=Storgata 1"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"}, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    made = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    keys = {f"data/keys/{name}" for name in ("vapid.pem", "endpoint.key", "channel.key")}
    assert made == {"selfhelp.toml", "overlay/pack.toml", "overlay/directory.toml", *keys}


@pytest.mark.slow
def test_doctor_ends_quietly_when_nobody_reads_on(settings: Settings) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "selfhelp", "doctor"],
        env={"PATH": "/usr/bin:/bin", **as_environment(settings)},
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_start_on_a_full_disk_names_the_file(
    settings: Settings, environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = os.fsync

    def full(file: int) -> None:
        if ".vapid.pem." in str(Path(f"/proc/self/fd/{file}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(file)

    monkeypatch.setattr(os, "fsync", full)
    assert main(["worker"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == f"Could not start: {settings.data / 'keys' / 'vapid.pem'}: the disk is full. Make room."


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", ["a lost part", "nonsense", "half"])
async def test_nothing_starts_on_a_damaged_database(
    settings: Settings, environment: None, capsys: pytest.CaptureFixture[str], damage: str, command: str
) -> None:
    store = await Store.open(settings)
    await store.close()
    file = lose_half_of_the_graves(settings)
    if damage == "nonsense":
        file.write_bytes(b"this is no database " * 500)
    elif damage == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert main([command]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{file} is damaged (")
    assert "`selfhelp restore BACKUP --replace`" in said


def test_a_port_in_use_is_told_in_one_sentence(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    cannot = f"127.0.0.1:{port} cannot be used: Address already in use."
    assert capsys.readouterr() == ("", f"{cannot} Choose another with --port or SELFHELP_PORT.\n")


@pytest.mark.parametrize(
    "command",
    [
        "serve",
        "worker",
        "nudges status",
        "report --from 2026-01 --to 2026-02",
        "coach invite --label Kari",
        "coach list",
        "coach certify abcd --key key.pem",
        "coach revoke abcd --yes",
        f"coach erase {32 * '0'}",
        "backup folder",
        "demo",
        "keys rotate vapid",
        "keys rotate endpoint",
        "move --to sqlite",
    ],
)
def test_a_database_that_cannot_be_reached_is_told_as_that(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    settings.data.mkdir(mode=0o700)
    nowhere = "postgresql+psycopg://me:hemmelig@127.0.0.1:1/none"
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SELFHELP_DATABASE", nowhere)
    assert main(command.split()) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("database: PostgreSQL at 127.0.0.1:1 cannot be reached (")
    assert "hemmelig" not in said.err


def test_a_wrong_setting_stops_the_start_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_PORT", "eighty")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "port (SELFHELP_PORT): 'eighty' cannot be taken. Allowed: 0 to 65535.\n"


@pytest.mark.parametrize("arguments", [[], ["dance"], ["serve", "--port", "99999"], ["content"]])
def test_a_wrong_call_is_refused_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Usage: selfhelp" in capsys.readouterr().err


def test_doctor_ends_with_1_when_something_is_wrong(environment: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "✗" not in capsys.readouterr().out
    assert main(["doctor", "--launch"]) == 1
    assert "✗ public_url: http://localhost:8000 is not https" in capsys.readouterr().out
