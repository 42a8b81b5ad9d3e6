"""A real Caddy with the Caddyfile that ships, on 127.0.0.1 and with an authority of its own."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from tests.postgres import free_port

ROOT: Final = Path(__file__).parents[2]
CADDYFILE: Final = ROOT / "deploy" / "Caddyfile"
NAME: Final = "fotfeste.example.org"

_HERE: Final = ROOT / ".make" / "caddy" / "usr" / "bin" / "caddy"


def program() -> str:
    """Caddy, from the machine or from where .ci/machine has put it."""
    found = shutil.which("caddy") or str(_HERE)
    assert Path(found).is_file(), "no caddy: run .ci/machine"
    return found


class Front(msgspec.Struct, frozen=True):
    """Caddy's two ports, the certificate of its authority, and the file with all that it says."""

    https: int
    http: int
    authority: Path
    log: Path

    @property
    def url(self) -> str:
        """What stands in the address field."""
        return f"https://localhost:{self.https}"

    def trusting(self) -> ssl.SSLContext:
        """For a client that believes this Caddy."""
        return ssl.create_default_context(cafile=str(self.authority))


def here(text: str, front: Front, upstream: int, storage: Path) -> str:
    """The shipped file, with other ports, another name, and certificates of its own making."""
    local = f"{{\n\tlocal_certs\n\tskip_install_trust\n\thttp_port {front.http}\n\thttps_port {front.https}\n"
    local += f"\tdefault_bind 127.0.0.1\n\tstorage file_system {storage}\n"
    assert (text.count("\n{\n"), text.count(NAME + " {"), text.count("127.0.0.1:8000")) == (1, 1, 1)
    changed = text.replace("\n{\n", f"\n{local}", 1).replace(NAME + " {", "localhost {")
    return changed.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")


@contextmanager
def running(folder: Path, upstream: int, text: str = "") -> Iterator[Front]:
    """Caddy in front of 127.0.0.1:`upstream`, until the end; `text` in place of the shipped Caddyfile."""
    folder.mkdir(exist_ok=True)
    storage = folder / "storage"
    front = Front(free_port(), free_port(), storage / "pki" / "authorities" / "local" / "root.crt", folder / "said")
    file = folder / "Caddyfile"
    file.write_text(here(text or CADDYFILE.read_text(encoding="utf-8"), front, upstream, storage), encoding="utf-8")
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with front.log.open("w") as said:
        process = subprocess.Popen(
            [program(), "run", "--config", str(file)], stdout=said, stderr=said, env=environ, cwd=folder
        )
        try:
            _wait(front, process)
            yield front
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(front: Front, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with (
                socket.create_connection(("127.0.0.1", front.https)) as plain,
                front.trusting().wrap_socket(plain, server_hostname="localhost"),
            ):
                return
        except (OSError, ssl.SSLError):
            assert process.poll() is None, front.log.read_text()
            assert time.monotonic() < deadline, front.log.read_text()
            time.sleep(0.05)
