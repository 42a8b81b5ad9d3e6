"""The container file: what it installs is locked, and the app needs no more than what the container gives it."""

import configparser
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from selfhelp.settings import load
from tests.deploy import image
from tests.http import site
from tests.live import NO_TLS, ROOT
from tests.postgres import free_port

IMAGE: Final = image.Image.read(image.FILE.read_text(encoding="utf-8"))
PROGRAM: Final = str(Path(sys.executable).parent / "selfhelp")


def test_every_package_is_locked_and_the_image_has_neither_root_nor_tools() -> None:
    build, last = IMAGE.stages
    pips = [step.rest for step in build if "pip install" in step.rest]
    assert len(pips) == 3
    assert all("--require-hashes" in pip or "--no-deps" in pip for pip in pips)
    assert not any("pip" in step.rest for step in last)
    assert {step.word for step in [*build, *last]}.isdisjoint({"ADD"})
    assert IMAGE.all("USER") == ["10001:10001"]
    assert [step.word for step in last].index("RUN") < [step.word for step in last].index("USER")
    assert IMAGE.command == ["/opt/selfhelp/bin/selfhelp", "serve"]


def test_the_unit_starts_it_without_rights_for_this_machine_alone() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    text = image.FILE.with_name("selfhelp.container").read_text(encoding="utf-8")
    unit.read_string(text)
    container = unit["Container"]
    settings = load(dict(re.findall(r"^Environment=(SELFHELP_\w+)=(.+)$", text, re.MULTILINE)))
    assert settings.public_url == "https://fotfeste.example.org"
    assert "127.0.0.0/8" in settings.trusted_proxy
    assert (container["ReadOnly"], container["NoNewPrivileges"], container["DropCapability"]) == ("true", "true", "all")
    assert container["Volume"] == f"selfhelp:{IMAGE.volume}"
    assert container["PublishPort"].startswith("127.0.0.1:")


def backup_commands() -> list[list[str]]:
    """What the unit of the nightly copy runs inside the container, which is the one that the other unit starts."""
    folder = image.FILE.parent
    lines = re.findall(r"^ExecStart(?:Pre)?=podman exec (\S+) (.+)$", _text("selfhelp-backup.service"), re.MULTILINE)
    assert {name for name, _ in lines} == {f"systemd-{(folder / 'selfhelp.container').stem}"}
    assert len(lines) == 2
    return [line.split() for _, line in lines]


def _text(name: str) -> str:
    return image.FILE.with_name(name).read_text(encoding="utf-8")


def sealed(volume: Path, command: list[str]) -> list[str]:
    """`command` in the container, on this machine's root folder, read only."""
    # A checkout below /tmp would be hidden by the container's own.
    more = ["--tmpfs", "/var/lib", "--ro-bind", str(ROOT), str(ROOT)]
    for name in ("pwa", "content"):
        more += ["--setenv", f"SELFHELP_{name.upper()}", f"{IMAGE.volume}/{name}"]
    return image.sealed(IMAGE, "/", volume, command, *more)


@contextmanager
def started(volume: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The image's command."""
    here = [PROGRAM, *IMAGE.command[1:], "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(sealed(volume, here), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.mark.deep
def test_the_app_runs_where_only_its_volume_can_be_written(tmp_path: Path, small_content: Path) -> None:
    volume, port = tmp_path / "volume", free_port()
    volume.mkdir(mode=0o700)
    site.build(volume / "pwa")
    shutil.copytree(small_content, volume / "content")
    with started(volume, port) as process, httpx.Client(base_url=f"http://127.0.0.1:{port}", verify=NO_TLS) as client:
        deadline = time.monotonic() + 120
        while True:
            try:
                assert client.get("/health").status_code == 200
                break
            except httpx.TransportError:
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < deadline
                time.sleep(0.1)
        box = f"/api/vaults/{secrets.token_hex(16)}"
        bearer = {"Authorization": f"Bearer {secrets.token_hex(32)}"}
        assert client.put(box, json={}, headers=bearer).status_code == 201
        for line in backup_commands():
            words = [PROGRAM if word == "selfhelp" else word for word in line]
            done = subprocess.run(sealed(volume, words), capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    assert {file.name for file in volume.iterdir()} == {"pwa", "content", "data", "backups", "backups-keys"}
    assert [file.suffix for file in (volume / "backups").iterdir()] == [".backup"]
    assert (volume / "backups-keys" / "vapid.pem").is_file()
