"""Doctor on the clock: what systemd says, and what push services say."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from selfhelp.doctor import machine
from selfhelp.settings import Settings
from tests.postgres import free_port


@pytest.mark.parametrize(
    ("says", "levels"),
    [
        ("echo yes", ["fine", "fine"]),
        ("echo no", ["warning", "error"]),
        ("exit 1", ["", "warning"]),
        ("echo perhaps", ["", "warning"]),
    ],
)
def test_a_clock_that_nobody_keeps_right_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, levels: list[str]
) -> None:
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    for launch, level in zip((False, True), levels, strict=True):
        assert [finding.level for finding in machine.clock_kept(Settings(), launch)] == ([level] if level else [])


def test_without_systemd_it_is_said_that_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [finding.level for finding in machine.clock_kept(Settings(), True)] == ["warning"]


@contextmanager
def service(ahead: float, header: str = "Date") -> Iterator[str]:
    """A push service whose clock is `ahead` seconds before this machine's."""

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response_only(404)
            self.send_header(header, formatdate(time.time() + ahead, usegmt=True))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize(("ahead", "says"), [(0, "right"), (50, "right"), (80, "behind"), (-3600, "ahead")])
def test_a_clock_that_is_wrong_is_told_by_how_much(ahead: float, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(ahead) as url:
        monkeypatch.setattr(machine, "PUSH_SERVICES", (f"http://127.0.0.1:{free_port()}", url))
        (finding,) = machine.clock_against_push_services()
    assert says in finding.what
    assert finding.level == ("fine" if says == "right" else "error")


@pytest.mark.slow
def test_that_no_push_service_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with service(0, "X-Nothing") as url:
        monkeypatch.setattr(machine, "PUSH_SERVICES", (f"http://127.0.0.1:{free_port()}", url))
        (finding,) = machine.clock_against_push_services()
    assert finding.level == "error"
    assert finding.what.startswith("push services: none answers")
