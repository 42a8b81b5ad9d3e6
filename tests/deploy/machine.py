"""A Debian of one's own: a root folder as an operator rents it, changed over the network, then booted without one.

mmdebstrap makes it once a week, into .make/; each test unpacks it into a folder that goes again. systemd-nspawn boots
it, with systemd as its first process and a network that leads nowhere. Commands are run by nsenter, through handles
that lead into this machine and nowhere else: when it is gone, a command fails, and never reaches the one around it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.deploy.image import inside
from tests.live import ROOT

KEPT: Final = ROOT / ".make" / "debian.tar"
WEEK: Final = 7 * 86400
"""Seconds after which it is made anew, so that `apt-get full-upgrade` never has much to fetch."""

HOUR: Final = 3600

PACKAGES: Final = "ca-certificates,dbus,libpam-systemd,openssh-server"
"""What Debian's own installer puts on a server beside what is `important`."""

QUIET: Final = 'APT::Get::Assume-Yes "true";\nquiet "2";\nDpkg::Use-Pty "false";\n'
"""Nobody is there who could answer apt."""

ENVIRONMENT: Final = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
SYSTEMD: Final = Path("/run/systemd/system").is_dir()
"""Whether systemd runs the machine around it, and makes control groups for what is started."""

NAMESPACES: Final = ("mnt", "uts", "ipc", "net", "pid", "cgroup")
GROUPS: Final = [Path("/sys/fs/cgroup", place) for place in ("unified", "systemd", ".")]
LONGEST: Final = 600  # seconds, for one line
BOOT: Final = 240


class Lacking(Exception):
    """The machine on which the tests run has not what it takes, in words."""


def debian(folder: Path) -> Path:
    """A root folder below `folder`. Raises Lacking."""
    for program, package in (("systemd-nspawn", "systemd-container"), ("mmdebstrap", "mmdebstrap")):
        if shutil.which(program) is None:
            raise Lacking(f"no {program}: run .ci/machine, or install {package}")
    if os.geteuid() != 0:
        raise Lacking("only root can boot a machine")
    if not KEPT.is_file() or time.time() - KEPT.stat().st_mtime > WEEK:
        _make()
    root = folder / "machine"
    root.mkdir()
    subprocess.run(["tar", "--extract", "--file", KEPT, "--directory", root], check=True, timeout=LONGEST)
    _must([*_nspawn(root), "--pipe", "true"], "systemd-nspawn can start nothing here")
    (root / "etc/apt/apt.conf.d/90nobody-there").write_text(QUIET)
    _must([*inside(root, ["apt-get", "update", "--error-on=any"])], "Debian's packages cannot be reached")
    return root


def _make() -> None:
    """Debian, with this machine's way to its packages."""
    KEPT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT.parent) as name:
        way, made = Path(name, "apt.conf"), Path(name, KEPT.name)
        with suppress(FileNotFoundError):  # no Debian: it goes the usual way
            way.write_bytes(subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, check=True).stdout)
        how = ["--quiet", "--mode=root", "--variant=important", f"--include={PACKAGES}", f"--aptopt={way}"]
        _must(["mmdebstrap", *how, "trixie", str(made)], "Debian cannot be fetched")
        made.replace(KEPT)


def _must(command: Sequence[str], lacking: str) -> None:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Lacking(f"{lacking}: {error}") from error
    if done.returncode != 0:
        raise Lacking(f"{lacking}: {(done.stderr or done.stdout).strip()[-300:]}")


def _nspawn(root: Path) -> list[str]:
    alone = ["--private-network", "--register=no", "--link-journal=no", *([] if SYSTEMD else ["--keep-unit"])]
    return ["systemd-nspawn", "--quiet", f"--directory={root}", f"--machine={_name(root)}", *alone]


def _name(root: Path) -> str:
    return f"fotfeste-{root.parent.name.strip('._').replace('_', '-')}"


@contextmanager
def unpacked() -> Iterator[Path]:
    """A root folder until the end. Raises Lacking."""
    KEPT.parent.mkdir(exist_ok=True)
    for left in KEPT.parent.glob("machine-*"):  # by a test that was killed
        if time.time() - left.stat().st_mtime > HOUR:
            _sweep(_name(left / "machine"))
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=KEPT.parent, prefix="machine-", ignore_cleanup_errors=True) as name:
        yield debian(Path(name))


def in_folder(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line as root of the folder, while it is not booted: over this machine's network, which it cannot change."""
    # Packages start nothing in a folder.
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    variables = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
    command = inside(root, ["env", *variables, "bash", "-c", line])
    try:
        return _run([command[0], "--cap-drop", "CAP_NET_ADMIN", *command[1:]])
    finally:
        policy.unlink()


def _run(command: Sequence[str], handles: Sequence[int] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=LONGEST,
        pass_fds=handles,
    )


class Booted:
    """A machine whose first process is systemd."""

    def __init__(self, root: Path, handles: dict[str, int]) -> None:
        self.root = root
        self._handles = handles

    def run(self, line: str, user: str = "root") -> subprocess.CompletedProcess[str]:
        """A line, as whoever is logged in as root types it, or as `su - user` does."""
        shell = ["bash", "-c", line] if user == "root" else ["su", "-", user, "--command", line]
        variables = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
        return self._enter(["env", "--ignore-environment", "--chdir=/root", *variables, *shell])

    def does(self, line: str) -> str:
        """A line of the test's own, which must end well. What it says."""
        done = self.run(line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        return done.stdout

    def _enter(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        words = {"mnt": "mount", "root": "root"}
        into = [f"--{words.get(name, name)}=/proc/self/fd/{handle}" for name, handle in self._handles.items()]
        return _run(["nsenter", *into, "--", *command], list(self._handles.values()))


@contextmanager
def booted(root: Path) -> Iterator[Booted]:
    """The folder as a running machine, until the end. Raises Lacking when it does not come up."""
    console = root.parent / "console"
    with ExitStack() as stack:
        group = stack.enter_context(_group(_name(root)))
        said = stack.enter_context(console.open("wb"))
        # Should whoever runs the test be killed, the machine is shut down with them.
        start = ["setpriv", "--pdeathsig", "TERM", *_nspawn(root), "--boot", "--console=pipe"]
        enter = 'for group in $0; do echo $$ >"$group/cgroup.procs"; done; exec "$@"'
        process = subprocess.Popen(
            ["sh", "-c", enter, " ".join(map(str, group)), *start], stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        stack.callback(_off, process)
        first = _first_process(process, console)
        machine = Booted(root, _handles(first, stack))
        _up(machine, console)
        yield machine


def _off(process: subprocess.Popen[bytes]) -> None:
    """Shuts the machine down; after twenty seconds, whether it wants to or not."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=20)


@contextmanager
def _group(name: str) -> Iterator[list[Path]]:
    """Control groups that hold this machine and no other; what is left in them at the end is ended."""
    made = [] if SYSTEMD else [place / name for place in GROUPS if (place / "cgroup.procs").is_file()]
    try:
        for group in made:
            group.mkdir()
    except OSError as error:
        raise Lacking(f"no control group can be made: {error}") from error
    try:
        yield made
    finally:
        _sweep(name)


def _sweep(name: str) -> None:
    """Ends what is left in a machine's groups, and takes away what it left around it."""
    groups = [place / name for place in GROUPS]
    deadline = time.monotonic() + 10
    while any(group.is_dir() for group in groups) and time.monotonic() < deadline:
        for group in groups:
            with suppress(OSError):
                (group / "cgroup.kill").write_text("1")
            for folder, _, _ in os.walk(group, topdown=False):
                with suppress(OSError):
                    Path(folder).rmdir()
        time.sleep(0.05)
    for left in Path("/run/systemd/nspawn").glob(f"*/{name}"):
        with suppress(OSError):
            left.rmdir()


def _first_process(process: subprocess.Popen[bytes], console: Path) -> int:
    deadline = time.monotonic() + BOOT
    while time.monotonic() < deadline and process.poll() is None:
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            with suppress(OSError):
                if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                    return int(child)
        time.sleep(0.05)
    raise Lacking(f"no machine can be booted: {console.read_text(errors='replace')[-300:]}")


def _handles(first: int, stack: ExitStack) -> dict[str, int]:
    """What leads into the machine. Its network must be its own: what is done in there sets a firewall."""
    found = {}
    for name in (*NAMESPACES, "root"):
        place = f"/proc/{first}/{'root' if name == 'root' else f'ns/{name}'}"
        found[name] = os.open(place, os.O_RDONLY)
        stack.callback(os.close, found[name])
    for name in ("net", "mnt", "pid"):
        ours, theirs = Path(f"/proc/self/ns/{name}").stat(), os.fstat(found[name])
        assert (ours.st_dev, ours.st_ino) != (theirs.st_dev, theirs.st_ino), f"{name} would be this machine's own"
    return found


def _up(machine: Booted, console: Path) -> None:
    deadline = time.monotonic() + BOOT
    while time.monotonic() < deadline:
        said = machine.run("systemctl is-system-running").stdout.strip()
        if said in ("running", "degraded"):
            return
        time.sleep(0.2)
    raise Lacking(f"systemd does not come up: {console.read_text(errors='replace')[-300:]}")
