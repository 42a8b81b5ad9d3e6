"""A setting with which no process can run stops the start, by name, with what is allowed, in one line."""

import logging
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
import structlog

from selfhelp.cli import main
from selfhelp.settings import described
from tests.http import site


class Said(Protocol):
    """Starts `command` and reads what it says."""

    def __call__(self, command: str = "serve") -> str: ...


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in which the process starts, with settings that are right. Afterwards it is as it was."""
    on_stop = signal.getsignal(signal.SIGTERM)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SELFHELP_PWA", str(site.build(tmp_path / "dist")))
    monkeypatch.setenv("SELFHELP_PORT", "0")
    yield tmp_path
    signal.signal(signal.SIGTERM, on_stop)
    structlog.reset_defaults()
    logging.basicConfig(force=True)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What a start that must fail over a setting says."""

    def start_and_read(command: str = "serve") -> str:
        assert main([command]) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        return error

    return start_and_read


def refused(name: str, value: object, why: str) -> str:
    return (
        f"{name} (SELFHELP_{name.upper()}): {str(value)!r} cannot be taken ({why}). Allowed: {described()[name][1]}.\n"
    )


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_file_in_the_place_of_the_data_folder(
    place: Path, said: Said, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (place / "data").write_text("")
    assert said(command) == refused("data", place / "data", "File exists")
    monkeypatch.setenv("SELFHELP_DATA", str(place / "data" / "below"))
    assert said(command) == refused("data", place / "data" / "below", "Not a directory")


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_content_folder_that_is_missing_or_empty(
    place: Path, said: Said, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SELFHELP_CONTENT", str(place / "pack"))
    assert said(command) == refused("content", place / "pack", "there is no pack.toml in it")
    (place / "pack").mkdir()
    assert said(command) == refused("content", place / "pack", "there is no pack.toml in it")


def test_an_authority_for_tests_that_is_missing_empty_or_something_else(
    place: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = place / "ca.pem"
    monkeypatch.setenv("SELFHELP_PUSH_TEST_CA", str(file))
    assert said() == refused("push_test_ca", file, "No such file or directory")
    for written in ("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        file.write_text(written)
        assert said() == refused("push_test_ca", file, "no certificate in it")


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_metrics_port_that_is_taken(place: Path, said: Said, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("SELFHELP_METRICS_PORT", str(port))
        assert said(command) == refused("metrics_port", port, "each process on a machine needs its own")


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("no such host", "no such name"),
        ("a..b", "no such name"),
        ("a" * 64, "no such name"),
        ("192.0.2.1", "not of this machine"),
    ],
)
def test_a_host_that_is_not_of_this_machine(
    place: Path, said: Said, monkeypatch: pytest.MonkeyPatch, host: str, why: str
) -> None:
    monkeypatch.setenv("SELFHELP_HOST", host)
    assert said() == refused("host", host, why)


def test_a_settings_file_that_was_named_and_is_not_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--settings", "typo.toml", "serve"]) == 2
    assert capsys.readouterr().err == "The settings file typo.toml cannot be read: No such file or directory.\n"


def test_a_pack_that_cannot_be_served_stops_the_worker_too(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "pack").mkdir()
    (place / "pack" / "pack.toml").write_text("")
    monkeypatch.setenv("SELFHELP_CONTENT", str(place / "pack"))
    assert main(["worker"]) == 1
    assert "The content pack cannot be served." in capsys.readouterr().err
