"""The systemd units, as far as systemd itself can say without running them."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from selfhelp.cli import main

pytestmark = pytest.mark.slow

UNITS: Final = Path(__file__).parents[2] / "deploy" / "systemd"
SERVICES: Final = ("selfhelp.service", "selfhelp-worker.service", "selfhelp-backup.service")
EXPOSURE: Final = 12
"""In tenths, of 100. What is left: the network, its sockets, and a root folder that is the machine's own."""


def analyze(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root folder with systemd's own units, ours, and something to start."""
    root = tmp_path_factory.mktemp("root")
    shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    shutil.copytree(UNITS, root / "etc/systemd/system")
    program = root / "opt/selfhelp/current/bin/selfhelp"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return root


def verified(root: Path) -> tuple[int, str]:
    return analyze("verify", "--man=no", f"--root={root}", *sorted(file.name for file in UNITS.iterdir()))


def test_systemd_understands_every_line(machine: Path) -> None:
    assert verified(machine) == (0, "")
    file = machine / "etc/systemd/system/selfhelp.service"
    right = file.read_text()
    file.write_text(right.replace("ProtectClock=", "ProtectClok="))
    assert "Unknown key 'ProtectClok'" in verified(machine)[1]
    file.write_text(right)


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_may_do_stays_small(name: str) -> None:
    said = analyze("security", "--offline=true", f"--threshold={EXPOSURE}", str(UNITS / name))
    assert said[0] == 0, said[1]


def test_the_hardening_is_the_same_in_every_service() -> None:
    kept = [re.search(r"^# It gains no rights.*?\n\n", (UNITS / name).read_text(), re.M | re.S) for name in SERVICES]
    assert len({found[0] for found in kept if found}) == 1
    assert None not in kept


def test_no_service_can_take_the_memory_of_a_machine_of_one_gibibyte() -> None:
    for name in (*SERVICES, "../container/selfhelp.container"):
        found = re.findall(r"^MemoryMax=(\d+)M$", (UNITS / name).read_text(), re.M)
        assert [int(mebibytes) < 1024 for mebibytes in found] == [True], name


def test_a_stop_leaves_the_pushes_on_their_way_the_time_to_arrive() -> None:
    """Requests have ten seconds, jobs twenty-two."""
    limits = {
        **dict.fromkeys(("selfhelp.service", "selfhelp-worker.service"), r"^TimeoutStopSec=(\d+)$"),
        "../container/selfhelp.container": r"^PodmanArgs=--stop-timeout=(\d+)$",
    }
    for name, limit in limits.items():
        assert [int(it) > 32 for it in re.findall(limit, (UNITS / name).read_text(), re.M)] == [True], name


def test_the_server_is_started_when_it_can_be_asked_however_long_that_takes() -> None:
    text = (UNITS / "selfhelp.service").read_text()
    assert re.findall(r"^(?:Type|TimeoutStartSec)=.*$", text, re.M) == ["Type=notify", "TimeoutStartSec=1h"]


def test_each_service_starts_a_command_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    for name in SERVICES:
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read(UNITS / name)
        program, command, *_ = unit["Service"]["ExecStart"].split()
        assert program == "/opt/selfhelp/current/bin/selfhelp"
        assert main([command, "--help"]) == 0
        assert f"Usage: selfhelp {command}" in capsys.readouterr().out
