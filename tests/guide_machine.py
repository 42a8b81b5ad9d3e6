"""The server of docs/operators/operating.md, as a folder: a release to install, places that stand for those of a
machine, and an ssh that does with `authorized_keys` what sshd does."""

import base64
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

from tests.deploy import caddy
from tests.live import ROOT

NAME: Final = "fotfeste.stiftelsen.no"
"""What the reader's server is called: YOUR_NAME on the page."""

_PLACES: Final = re.compile(
    r"(?<![\w.])/(?:srv/release|opt/selfhelp|usr/local/bin|etc/caddy|etc/systemd/system|var)(?![\w-])"
)
_ABSOLUTE: Final = re.compile(r"(?<![\w./:…])/[\w./-]+")

_SSH: Final = """#!{python}
import os, re, sys
given, key, user = sys.argv[1:], None, None
while given[0].startswith("-"):
    name, value = given.pop(0), given.pop(0)
    key, user = (value, user) if name == "-i" else (key, value) if name == "-l" else sys.exit(f"unknown {{name}}")
host, command = given.pop(0), " ".join(given)
if host != "fotfeste.example.org":
    sys.exit(f"no such host: {{host}}")
if key is None and user == "root":  # the reader's own key, which is root's
    os.execvp("sh", ["sh", "-c", command])
public = open(f"{{key}}.pub").read().split()[1]
for line in open("{keys}") if user == "selfhelp" else ():
    options, found = re.fullmatch(r"(?:(\\S.*?) )?ssh-ed25519 (\\S+).*", line.strip()).groups()
    forced = re.search(r'command="([^"]*)"', options or "")
    if found == public:
        os.environ["SSH_ORIGINAL_COMMAND"] = command
        os.execvp("sh", ["sh", "-c", forced[1] if forced else command])
sys.exit("Permission denied (publickey).")
"""


class Machine:
    """Everything below `root`, which stands for `/`. `bin` comes first on the PATH."""

    def __init__(self, root: Path, pack: Path) -> None:
        self.root, self.home, self.bin = root, root / "var/lib/selfhelp", root / "bin"
        for folder in (self.home, self.bin, *(root / name for name in ("usr/local/bin", "etc/caddy", "opt/selfhelp"))):
            folder.mkdir(parents=True)
        (root / "etc/systemd/system").mkdir(parents=True)
        self.authorized = self.home / ".ssh/authorized_keys"
        self._script("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        self._script("ssh", _SSH.format(python=sys.executable, keys=self.authorized))
        _release(root / "srv/release", root / "wheels", pack)
        self._environment = {
            "PATH": f"{self.bin}:{Path(caddy.program()).parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": str(root),
            "LC_ALL": "C.UTF-8",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(root / "wheels"),
        }

    def here(self, text: str) -> str:
        """A command of the page with the places of this machine in it."""
        return _PLACES.sub(lambda found: f"{self.root}{found[0]}", text.replace("YOUR_NAME", NAME))

    def shell(self, line: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Runs a line in `folder`, unless it would touch what is not this machine's."""
        line = self.here(line)
        assert line.startswith("SELFHELP_") or line.split()[0] not in ("sh", "bash", "eval")
        strange = [path for path in _ABSOLUTE.findall(line) if not path.startswith(str(self.root))]
        assert strange == [], f"{line}: {strange} are of the machine on which the tests run"
        return subprocess.run(
            ["bash", "-c", line], cwd=folder, env=self._environment, capture_output=True, text=True, check=False
        )

    def _script(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)


def _release(folder: Path, wheels: Path, pack: Path) -> None:
    """As `make release` leaves it, with little in it: what is installed is one package, one that it needs, and
    one that builds."""
    folder.mkdir(parents=True)
    wheels.mkdir()
    _wheel(folder, "selfhelp", "0.1.0")
    for lock, name in (("requirements-build.lock", "builder"), ("requirements.lock", "needed")):
        hashed = _sha256(_wheel(wheels, name, "1.0"))
        (folder / lock).write_text(f"{name}==1.0 --hash=sha256:{hashed}\n")
    with tarfile.open(folder / "selfhelp-0.1.0-source.tar.gz", "w:gz") as source:
        source.add(ROOT / "deploy", "selfhelp-0.1.0/deploy")
        source.add(pack, "selfhelp-0.1.0/content")
    sums = [f"{_sha256(file)}  {file.name}\n" for file in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums))


def _wheel(folder: Path, name: str, version: str) -> Path:
    """A wheel whose one module says its version, with a command of its name."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"def main():\n    print('{name} {version}')\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
    }
    record = "".join(f"{path},sha256={_urlsafe(text)},{len(text)}\n" for path, text in files.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wheel:
        for path, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(path, text)
    file = folder / f"{name}-{version}-py3-none-any.whl"
    file.write_bytes(packed.getvalue())
    return file


def _urlsafe(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
