"""docs/operators/operating.md from its first line to its last, on a bare Debian that boots: nothing is played but the
authority that signs certificates, the name on the net, and the operator who reads.

The first process is systemd, the packages are Debian's, the app is a wheel of this checkout. Only root can do this, and
where a machine lacks what it takes the test says so; the lines that are run nowhere else are then held word for word
(tests/test_operating_guide.py).
"""

import json
import re
import secrets
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.machine import Booted, booted, in_folder, unpacked
from tests.http import site
from tests.live import ROOT
from tests.test_operating_guide import BOOTED, GONE, PAGE, ROOTS, SELFHELP, Block, blocks

pytestmark = [pytest.mark.deep, pytest.mark.slow, pytest.mark.long]

NAME: Final = "fotfeste.example.org"
ADDRESS, VISITOR, PROBER = "192.0.2.10", "192.0.2.66", "192.0.2.77"
"""The machine's, to which its name leads; of somebody who opens the app; and of somebody who tries the ports, whom
sshd may write down."""

REWRITTEN: Final = "Denne siden skrives om."
RELEASED: Final = ("pyproject.toml", "hatch_build.py", "LICENSE", "README.md", "selfhelp", "deploy")
LOCKS: Final = ("requirements-build.lock", "requirements.lock")
OVER_THE_NETWORK: Final = r"apt-get (update|full-upgrade|install) ?"
"""Run before the machine boots, as is section 2: once it runs, its network leads nowhere."""


SEES: Final = {
    "ufw enable": ("Firewall is active and enabled on system startup",),
    "timedatectl": ("System clock synchronized: ",),  # whether it is depends on the machine around it
    "caddy validate --config /etc/caddy/Caddyfile": ("Valid configuration",),
    f"curl --silent --head https://{NAME}/": ("HTTP/2 200", "strict-transport-security"),
    "curl --silent http://127.0.0.1:8000/health": ('{"status":"ok"}',),
}
"""What the page says beside its blocks that one sees."""

AUTHORITY: Final = f"""
set -e; umask 077; mkdir /srv/authority; cd /srv/authority
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=Authority -keyout ca.key -out ca.crt \
  -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -newkey rsa:2048 -nodes -subj /CN={NAME} -keyout {NAME}.key -out {NAME}.csr
printf 'subjectAltName=DNS:{NAME}\\nkeyUsage=digitalSignature\\nauthorityKeyIdentifier=keyid' >more
openssl x509 -req -in {NAME}.csr -CA ca.crt -CAkey ca.key -days 89 -extfile more -out {NAME}.crt
echo '{json.dumps({"sans": [NAME], "issuer_data": None})}' >{NAME}.json
cp ca.crt /usr/local/share/ca-certificates/authority.crt; update-ca-certificates
kept=/var/lib/caddy/.local/share/caddy/certificates/acme-v02.api.letsencrypt.org-directory/{NAME}
mkdir --parents $kept; cp {NAME}.* $kept; chown --recursive caddy:caddy /var/lib/caddy/.local
"""
"""A certificate where Caddy keeps the one it has fetched, so that the file that ships is the one that runs."""

NETWORK: Final = f"""
set -e
ip netns add outside
ip link add street type veth peer name door netns outside
ip address add {ADDRESS}/24 dev street; ip link set street up
ip -netns outside address add {VISITOR}/24 dev door; ip -netns outside address add {PROBER}/24 dev door
ip -netns outside link set door up; ip -netns outside link set lo up
"""
"""A network within the machine's own, with somebody on it."""

AT_THE_DOOR: Final = (
    "ip netns exec outside python3 -c 'import socket, sys; "
    f'socket.create_connection(("{ADDRESS}", int(sys.argv[1])), 2, ("{PROBER}", 0))\''
)
"""Whether somebody outside reaches a port."""

AS_A_VISITOR: Final = f"ip netns exec outside curl --silent --max-time 3 --resolve {NAME}:443:{ADDRESS}"


def release(folder: Path, root: Path, pack: Path) -> None:
    """As `make release` leaves it, of what stands in this checkout, with a small app and a small pack in it: the page
    starts it a dozen times."""
    tree, out = folder / "selfhelp-0.1.0", root / "srv/release"
    tree.mkdir()
    out.mkdir()
    for name in (*RELEASED, *LOCKS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    shutil.copytree(pack, tree / "content")
    site.build(tree / "pwa/dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(build, cwd=tree, check=True, capture_output=True, timeout=120)
    for name in LOCKS:
        shutil.copy(tree / name, out)
    with tarfile.open(out / f"{tree.name}-source.tar.gz", "w:gz", compresslevel=1) as source:
        source.add(tree, tree.name, filter=_for_everybody)
    sums = "sha256sum -- * >/tmp/sums && mv /tmp/sums SHA256SUMS"
    subprocess.run(["bash", "-c", sums.replace("/tmp/", f"{folder}/")], cwd=out, check=True, timeout=60)


def _for_everybody(file: tarfile.TarInfo) -> tarfile.TarInfo:
    """As git packs it, whatever the umask here."""
    file.mode = 0o755 if file.isdir() else 0o644
    return file


class Operator:
    """Whoever follows the page, and looks at what a line has done where the page names nothing that one sees."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ran: set[str] = set()
        self._machine: Booted | None = None

    @property
    def machine(self) -> Booted:
        assert self._machine is not None
        return self._machine

    def before_it_runs(self, block: Block) -> None:
        """What needs the network."""
        said = ""
        for line in block.commands:
            done = in_folder(self.root, line)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            said += done.stdout + done.stderr
            self.ran.add(line)
        if "sha256sum" in block.commands[0]:
            assert said.count(": OK\n") == len(list((self.root / "srv/release").iterdir())) - 1
        if any("pip install" in line for line in block.commands):
            assert "Successfully installed selfhelp-0.1.0" in said

    def boots(self, machine: Booted) -> None:
        """After each boot: the network is set up by whoever rents the machine out."""
        self._machine = machine
        machine.does(NETWORK)

    def follows(self, block: Block) -> None:
        """A block on the machine that runs."""
        said = ""
        for line in block.commands:
            self._before(block, line)
            said += self._line(block.who, line)
            self._after(line)
            self.ran.add(line)
        if block.heading == "A text may hurt somebody" and block.who == ROOTS:
            bundle = json.loads(self.machine.does("curl --silent http://127.0.0.1:8000/api/content/nb"))["bundle"]
            assert REWRITTEN in self.machine.does(f"curl --silent --compressed http://127.0.0.1:8000{bundle}")
        for seen in block.sees:
            pattern = ".*".join(re.escape(part) for part in seen.split("…"))
            assert re.search(pattern, said), (block.commands, seen, said)

    def _line(self, who: str, line: str) -> str:
        done = self.machine.run(self.here(line), "root" if who == ROOTS else "selfhelp")
        said = done.stdout + done.stderr
        found = done.returncode == 1 and "selfhelp doctor" in line
        assert done.returncode == 0 or found, (line, said, self.machine.run("journalctl --lines 40").stdout)
        assert "Traceback" not in said, (line, said)
        for seen in SEES.get(line, ()):
            assert seen.strip('"') in PAGE
            assert seen in said, (line, said)
        return said

    def here(self, line: str) -> str:
        """A line with what the reader has seen before in place of its CAPITALS."""
        newest = self.root / "var/backups/selfhelp"
        if "BACKUP" in line:
            line = line.replace("BACKUP", max(newest.glob("*.backup")).name)
        if re.search(r"\bKEPT\b", line):
            (kept,) = (self.root / "var/lib/selfhelp/data").glob("*.before_*Z")
            line = line.replace("KEPT", f"data/{kept.name}")
        return re.sub(r"\bKEY\b", "vapid.pem", line.replace("YOUR_NAME", NAME))

    def _before(self, block: Block, line: str) -> None:
        if block.heading == GONE and line.startswith("chown"):
            self.machine.does("systemctl stop selfhelp && rm --recursive /var/lib/selfhelp/data")
            self.machine.does("chown --recursive root:root /var/lib/selfhelp /var/backups/selfhelp")
        if line == "systemctl restart caddy" and not (self.root / "srv/authority").exists():
            self.machine.does(AUTHORITY)
        if line.startswith("getent"):
            self.machine.does(f"echo {ADDRESS} {NAME} >>/etc/hosts")

    def _after(self, line: str) -> None:
        machine = self.machine
        if line.startswith(("getent", "ip ")):
            assert ADDRESS in self.machine.does(line)
        if line == "ufw enable":
            self._is_shut()
        if line.startswith("useradd"):
            assert machine.does("getent passwd selfhelp").split(":")[5:] == ["/var/lib/selfhelp", "/bin/bash\n"]
        if line.startswith(("install", "chown", "chmod")):
            places = ["/var/lib/selfhelp", *(["/var/backups/selfhelp"] if not line.startswith("chmod") else [])]
            found = machine.does(f"stat --format '%U:%G %a' {' '.join(places)}").splitlines()
            assert found == ["selfhelp:selfhelp 700"] * len(places)
        if line.startswith("systemctl enable --now"):
            assert machine.does("systemctl is-enabled selfhelp selfhelp-backup.timer") == "enabled\nenabled\n"
            assert "selfhelp-backup.service" in machine.does("systemctl list-timers")
        if line.startswith("curl --silent --head"):
            self._visited()
        if line.startswith("sed --in-place"):  # the reader writes over what is wrong
            machine.does(f"sed --in-place '$s/$/ {REWRITTEN}/' /var/lib/selfhelp/content/pages/crisis/nb.md")
        if line.startswith("journalctl --unit"):
            assert "systemd[1]: Started" in machine.does(line)

    def _is_shut(self) -> None:
        """Only the web and the way in are open, to somebody on the network too; and it is written down nowhere."""
        rules = re.findall(r"^(\S+) +ALLOW +Anywhere *$", self.machine.does("ufw status"), re.MULTILINE)
        assert rules == ["OpenSSH", "80/tcp", "443"]
        for program in ("iptables", "ip6tables"):
            assert "--log-prefix" not in self.machine.does(f"{program} --list-rules")
        self.machine.does("systemd-run --unit other python3 -m http.server --directory /srv 9999")
        self.machine.does("curl --silent --retry 20 --retry-delay 1 --retry-connrefused localhost:9999")
        assert self.machine.run(f"{AT_THE_DOOR} 9999").returncode != 0
        self.machine.does(f"{AT_THE_DOOR} 22")
        self.machine.does("systemctl stop other")

    def _visited(self) -> None:
        """Somebody comes over the network, and leaves something."""
        box, bearer = secrets.token_hex(16), secrets.token_hex(32)
        what = f"--request PUT --header 'Authorization: Bearer {bearer}' --json '{{}}' https://{NAME}/api/vaults/{box}"
        assert self.machine.does(f"{AS_A_VISITOR} --output /dev/null --write-out '%{{http_code}}' {what}") == "201"


def says_that_it_did_not_start(machine: Booted) -> None:
    """The line that starts it, and the log; and with the right setting it runs again."""
    settings = "/var/lib/selfhelp/selfhelp.toml"
    machine.does(f"cp --archive {settings} /srv/right && echo strange_name=1 | tee --append {settings}")
    assert "Job for selfhelp.service failed" in machine.run("systemctl restart selfhelp").stderr
    assert machine.run("curl --silent http://127.0.0.1:8000/health").stdout == ""
    assert "strange_name" in machine.does("journalctl --unit selfhelp --since -10m")
    machine.does(f"cp --archive /srv/right {settings} && systemctl restart selfhelp")


def starts_by_itself(machine: Booted) -> None:
    """After a restart of the machine, with nobody there."""
    active = machine.does("systemctl is-active selfhelp selfhelp-backup.timer caddy ufw").split()
    assert active == ["active"] * 4
    assert machine.does("ufw status").startswith("Status: active")
    assert machine.run("systemctl --failed --no-legend").stdout == ""
    assert "HTTP/2 200" in machine.does(f"{AS_A_VISITOR} --head https://{NAME}/")


def writes_down_no_visitor(machine: Booted) -> None:
    """Nor when something fails."""
    machine.does("systemctl stop selfhelp")
    assert "HTTP/2 502" in machine.does(f"{AS_A_VISITOR} --head https://{NAME}/?page")
    machine.does("sleep 1; journalctl --sync")
    everything = machine.does("journalctl --output json")
    assert "serving initial configuration" in everything
    assert VISITOR not in everything
    assert "?page" not in everything
    logs = machine.run(f"grep --recursive --files-with-matches --fixed-strings {VISITOR} /var/log /var/lib/caddy")
    assert logs.stdout == ""


@pytest.fixture
def bare() -> Iterator[Path]:
    """The root folder of a Debian that nobody has done anything to."""
    with unpacked() as root:
        yield root


def test_whoever_follows_the_page_on_a_bare_debian_has_a_server_that_starts_by_itself(
    bare: Path, tmp_path: Path, small_content: Path
) -> None:
    release(tmp_path, bare, small_content)
    operator = Operator(bare)
    of_the_server = [block for block in blocks() if block.who in (ROOTS, SELFHELP)]
    before = [it for it in of_the_server if it.heading == "2. The app" or re.match(OVER_THE_NETWORK, it.commands[0])]
    assert all(block.who != SELFHELP for block in before)
    for block in before:
        operator.before_it_runs(block)
    with booted(bare) as machine:
        operator.boots(machine)
        for block in of_the_server:
            if block not in before:
                operator.follows(block)
        machine.does("systemctl start selfhelp")  # the last bad day on the page ends with the server shut
        says_that_it_did_not_start(machine)
    with booted(bare) as machine:
        operator.boots(machine)
        starts_by_itself(machine)
        writes_down_no_visitor(machine)
    assert operator.ran == {line for block in of_the_server for line in block.commands}
    assert operator.ran >= BOOTED
