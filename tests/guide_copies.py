"""Section 4 of docs/operators/operating.md, «Copies away from the server»: what the two keys may do, and what a night
brings."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.guide_machine import Machine

_HOST: Final = "selfhelp@fotfeste.example.org"


def let_in(machine: Machine, page: str, computers: Sequence[Path]) -> None:
    """The page's lines for `authorized_keys`, one a computer, each with the key that was made there."""
    lines = re.findall(r"`([^`\n]+) PUBLIC`", page)
    assert [line.startswith("restrict,") for line in lines] == [True] * len(computers)
    machine.authorized.parent.mkdir(mode=0o700)
    with machine.authorized.open("a") as keys:
        for line, folder in zip(lines, computers, strict=True):
            keys.write(f"{machine.here(line)} {(folder / 'fotfeste.pub').read_text()}")
    read = subprocess.run(["ssh-keygen", "-l", "-f", machine.authorized], capture_output=True, check=True)
    assert len(read.stdout.splitlines()) == len(computers)


def settings_came(machine: Machine, folder: Path) -> None:
    """The line with root's own key."""
    for name in ("selfhelp.toml", "overlay/pack.toml"):
        assert (folder / "settings" / name).read_bytes() == (machine.home / name).read_bytes()


def copies_came(machine: Machine, line: str, folder: Path) -> None:
    """After `line` in the folder of one of the two computers: it has the one folder of the server, and can get and do
    no more; old copies go, though not many in one night."""
    keys = line.endswith("keys/")
    served = machine.root / ("var/backups/selfhelp-keys" if keys else "var/backups/selfhelp")
    copy = folder / ("keys" if keys else "backups")
    assert _listed(copy) == _listed(served) != {}
    _nothing_else(machine, folder, copy)
    if not keys:
        _deletes_a_few(machine, line, folder, served, copy)


def _listed(folder: Path) -> dict[str, float]:
    return {file.name: file.stat().st_mtime for file in folder.iterdir()}


def _nothing_else(machine: Machine, folder: Path, copy: Path) -> None:
    before = sorted(machine.root.joinpath("var").rglob("*"))
    (folder / "loot").mkdir()
    for attempt in (f"{_HOST}:/../ loot/", f"{_HOST}:/../../lib/selfhelp/data loot/", f"fotfeste {_HOST}:/"):
        machine.shell(f'rsync --archive -e "ssh -i fotfeste" {attempt}', folder)
    assert sorted(machine.root.joinpath("var").rglob("*")) == before
    assert {file.name for file in (folder / "loot").rglob("*") if file.is_file()} <= _listed(copy).keys()
    shutil.rmtree(folder / "loot")


def _deletes_a_few(machine: Machine, line: str, folder: Path, served: Path, copy: Path) -> None:
    (copy / "old.backup").touch()
    assert machine.shell(line, folder).returncode == 0
    assert _listed(copy) == _listed(served)
    for number in range(4):
        (copy / f"old{number}.backup").touch()
    assert machine.shell(line, folder).returncode != 0
    assert len(list(copy.glob("old*"))) == 2
    for file in copy.glob("old*"):
        file.unlink()
