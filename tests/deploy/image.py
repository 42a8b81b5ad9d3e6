"""The container file, read as far as it is used here; and its steps, run without a container builder.

`python -m tests.deploy.image RELEASE` makes the image's folder as a builder would, in a fresh Debian (debootstrap, as
root, a few minutes, the network), and starts the app from it as the container does. RELEASE holds wheel and lock.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tests.postgres import free_port

FILE: Final = Path(__file__).parents[2] / "deploy" / "container" / "Containerfile"
OUTSIDE: Final = ("/etc/resolv.conf", "/etc/pip.conf")
"""How this machine reaches the packages, with its apt.conf.d and what pip trusts. A builder has its own way."""


class Step(NamedTuple):
    """One line of the container file."""

    word: str
    rest: str


class Image(msgspec.Struct, frozen=True):
    """A container file: its stages, and what the last of them says of the start."""

    stages: list[list[Step]]

    @classmethod
    def read(cls, text: str) -> "Image":
        """Each instruction stands on one line."""
        stages: list[list[Step]] = []
        for line in text.splitlines():
            if line and not line.startswith("#"):
                word, _, rest = line.partition(" ")
                if word == "FROM":
                    stages.append([])
                stages[-1].append(Step(word, rest))
        return cls(stages)

    def all(self, word: str) -> list[str]:
        """What the last stage says after each `word`."""
        return [step.rest for step in self.stages[-1] if step.word == word]

    @property
    def command(self) -> list[str]:
        """What is started."""
        return [part for word in ("ENTRYPOINT", "CMD") for part in json.loads(self.all(word)[0])]

    @property
    def environment(self) -> dict[str, str]:
        """What it is started with."""
        pairs = (part.partition("=") for rest in self.all("ENV") for part in shlex.split(rest))
        return {name: value for name, _, value in pairs}

    @property
    def volume(self) -> str:
        """The one folder that can be written."""
        (volume,) = self.all("VOLUME")
        return volume


def sealed(image: Image, root: str, volume: Path, command: list[str], *more: str) -> list[str]:
    """`command` as Podman starts it: the root read only, a temporary /tmp, the volume, no rights, a user of its own."""
    user, group = image.all("USER")[0].split(":")
    isolated = ["bwrap", "--unshare-all", "--share-net", "--die-with-parent", "--cap-drop", "ALL", "--clearenv"]
    folders = ["--ro-bind", root, "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", *more]
    folders += ["--bind", str(volume), image.volume, "--chdir", image.all("WORKDIR")[0]]
    variables = [part for name, value in image.environment.items() for part in ("--setenv", name, value)]
    return [*isolated, "--unshare-user", "--uid", user, "--gid", group, *folders, *variables, *command]


def fresh_debian(folder: Path) -> Path:
    """A new root folder below `folder`."""
    root = folder / "debian"
    subprocess.run(["debootstrap", "--variant=minbase", "trixie", str(root)], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree("/etc/apt/apt.conf.d", root / "etc/apt/apt.conf.d", dirs_exist_ok=True)
    return root


def inside(root: Path, command: list[str]) -> list[str]:
    """`command` as root of the folder, with this machine's way to the packages."""
    trusted = _trusted()
    outside = [part for path in OUTSIDE for part in ("--ro-bind-try", path, path)]
    outside += ["--ro-bind", trusted, "/run/trusted.pem", "--setenv", "PIP_CERT", "/run/trusted.pem"] if trusted else []
    usual = "--clearenv --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --setenv HOME /root"
    folders = ["--bind", str(root), "/", "--dev", "/dev", "--proc", "/proc"]
    return ["bwrap", "--unshare-pid", "--die-with-parent", *folders, *usual.split(), *outside, *command]


def _trusted() -> str:
    """The file of certificates that pip trusts here, by its settings or its environment; empty if the usual ones."""
    asked = [sys.executable, "-m", "pip", "config", "debug"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    named = [os.environ.get("PIP_CERT", ""), *re.findall(r"^ *(?:global|install)\.cert: (.+)$", told, re.MULTILINE)]
    return next((name for name in named if name and Path(name).is_file()), "")


def _run(root: Path, release: Path, stage: list[Step], built: dict[str, Path]) -> None:
    for word, rest in stage:
        print(f"· {word} {rest}", flush=True)
        if word == "RUN":
            subprocess.run(inside(root, ["/bin/sh", "-c", rest]), check=True, stdout=sys.stderr)
        elif word == "COPY":
            *sources, target = [part for part in rest.split() if not part.startswith("--from=")]
            place = root / target.lstrip("/")
            if rest.startswith("--from="):
                other = built[rest.split()[0].removeprefix("--from=")]
                shutil.copytree(other / sources[0].lstrip("/"), place, symlinks=True)
                continue
            place.mkdir(parents=True, exist_ok=True)
            found = [file for source in sources for file in release.glob(source)]
            assert len(found) >= len(sources), f"{release} lacks one of {sources}"
            for file in found:
                shutil.copy(file, place)


def build(release: Path, folder: Path) -> Path:
    """The root folder of the last stage."""
    base = root = fresh_debian(folder)
    built: dict[str, Path] = {}
    for at, stage in enumerate(Image.read(FILE.read_text(encoding="utf-8")).stages):
        root = folder / f"stage{at}"
        subprocess.run(["cp", "--archive", str(base), str(root)], check=True)
        _run(root, release, stage, built)
        built[stage[0].rest.rpartition(" AS ")[2]] = root
    return root


def main(release: Path) -> int:
    """0 when the app answers from what was built."""
    image = Image.read(FILE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="image-") as name:
        root, volume, port = build(release, Path(name)), Path(name, "volume"), free_port()
        shutil.copytree(root / image.volume.lstrip("/"), volume)
        kept = (root / image.volume.lstrip("/")).stat()
        assert (kept.st_uid, kept.st_mode & 0o777) == (int(image.all("USER")[0].split(":")[0]), 0o700)
        command = sealed(image, str(root), volume, [*image.command, "--port", str(port)])
        process = subprocess.Popen(command)
        try:
            for _ in range(120):
                time.sleep(0.5)
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                        print(f"· /health: {answer.status}")
                        return int(answer.status != 200)
                except OSError:
                    assert process.poll() is None
            return 1
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
