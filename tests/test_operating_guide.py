"""docs/operators/operating.md, followed to the letter in an empty folder with an empty home: each command ends well
and does what the page says. That takes a minute, so `make test` asks only whether there is such a command. What only a
machine of one's own has (its packages, firewall, clock, users, log) is run on one that boots, as is once more all that
is typed on the server: tests/deploy/test_machine_of_ones_own.py. Since that cannot be done everywhere, each such line
is listed here too, word for word."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import httpx
import pytest

from selfhelp.cli import main
from selfhelp.doctor.reminders import push_contact
from selfhelp.settings import Settings, load
from tests.conftest import with_settings
from tests.guide_copies import copies_came, let_in, settings_came
from tests.guide_machine import NAME, Machine
from tests.http import site
from tests.live import NO_TLS, ROOT, Live

DOCS: Final = ROOT / "docs" / "operators"
PAGE_FILE: Final = DOCS / "operating.md"
PAGE: Final = PAGE_FILE.read_text(encoding="utf-8")
UNITS: Final = ROOT / "deploy" / "systemd"

GONE: Final = "The machine is gone"
ROOTS, SELFHELP, OWN, OTHER = "as root", "as selfhelp", "on your own computer", "on the other computer"

RUN: Final = {
    *("caddy", "cd", "chmod", "cmp", "cp", "df", "du", "getent", "install", "ln", "ls", "mkdir"),
    *("/opt/selfhelp/0.1.0/bin/pip", "python3", "rm", "rsync", "sed", "ssh-keygen"),
}
"""What is run by a shell, on the folder that stands for the machine."""

QUIET: Final = RUN - {"caddy", "du", "/opt/selfhelp/0.1.0/bin/pip", "ssh-keygen"}
"""Those that say nothing beside what they were asked for."""

BOOTED: Final = {
    "ip -brief address",
    "apt-get update",
    "apt-get full-upgrade",
    "apt-get install caddy curl python3-venv rsync systemd-timesyncd ufw unattended-upgrades",
    "apt-get clean",
    "ufw allow OpenSSH",
    "ufw allow 80/tcp",
    "ufw allow 443",
    "ufw logging off",
    "ufw enable",
    "timedatectl",
    "systemctl daemon-reload",
    "systemctl restart caddy",
    "curl --silent --head https://fotfeste.example.org/",
    "journalctl --unit selfhelp --since -10m",
    "journalctl --unit caddy --since -7d",
    "journalctl --dmesg --since -7d",
    "journalctl --vacuum-size=200M",
    "useradd --system --user-group --create-home --home-dir /var/lib/selfhelp --shell /bin/bash selfhelp",
    "chown --recursive selfhelp:selfhelp /var/lib/selfhelp /var/backups/selfhelp /var/backups/selfhelp-keys",
}
"""Lines of the page that are run on a machine of one's own alone, each as somebody has read it."""


@dataclass
class Block:
    """Commands for one place, under a heading, and the lines that the page says one sees."""

    heading: str
    who: str
    commands: list[str]
    sees: list[str]


def blocks() -> list[Block]:
    """Every block of the page, in order."""
    found: list[Block] = []
    heading = ""
    parts = r"^#+ (?P<heading>.+)$|^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>(?:.*\n)*?)(?P=indent)```$"
    for part in re.finditer(parts, PAGE, re.MULTILINE):
        if part["heading"]:
            heading = part["heading"]
            continue
        indent, kind, body = part["indent"], part["kind"], part["body"]
        lines = [line.removeprefix(indent) for line in body.splitlines()]
        if kind == "text":
            found[-1].sees += lines
            continue
        assert kind == "sh"
        who = lines[0].removeprefix("# ")
        assert who in (ROOTS, SELFHELP, OWN, OTHER), lines[0]
        found.append(Block(heading, who, lines[1:], []))
    return found


class Server:
    """A server of the reader's own: what systemd does for its units is played, the rest is real."""

    def __init__(
        self, folder: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.machine = Machine(folder / "machine", pack)
        self.home, self.computer, self.other = self.machine.home, folder / "computer", folder / "other"
        for place in (self.computer, self.other):
            place.mkdir(mode=0o700)
        self.live: Live | None = None
        self.not_run: set[str] = set()
        self._monkeypatch = monkeypatch
        self._capfd = capfd
        monkeypatch.setenv("HOME", str(self.machine.root))
        self._places = {"SELFHELP_PWA": str(site.build(folder / "dist")), "SELFHELP_CONTENT": str(pack)}
        for name, value in self._places.items():
            monkeypatch.setenv(name, value)
        # Nobody is asked outside: the name on the page is nobody's.
        monkeypatch.setattr("selfhelp.doctor.examine_from_outside", lambda _settings: [])

    def run(self, block: Block) -> str:
        """Everything that the block's commands say."""
        if block.heading == GONE and self.live is not None:
            self.live.stop()
            self.live = None
            shutil.rmtree(self.home / "data")
        self._capfd.readouterr()
        said = ""
        for line in block.commands:
            self._before(line)
            for folder in self._folders(block.who, line):
                said += self._line(block.who, line, folder)
                self._after(line, folder)
            said += "".join(self._capfd.readouterr())
        return said

    def _folders(self, who: str, line: str) -> list[Path]:
        if line.startswith("ssh-keygen"):  # «on each of the two computers»
            return [self.computer, self.other]
        return [{OWN: self.computer, OTHER: self.other}.get(who, self.home)]

    def _line(self, who: str, line: str, folder: Path) -> str:
        if line in BOOTED:
            self.not_run.add(line)
            self._knows_the_options(line)
            return ""
        words = shlex.split(line)
        variables = [words.pop(0) for _ in range(len(words)) if re.match(r"SELFHELP_[A-Z]+=", words[0])]
        if words[0] == "selfhelp":
            self._monkeypatch.chdir(folder)
            self._selfhelp([self.here(word) for word in words[1:]], dict(it.split("=") for it in variables))
            return ""
        if words[0] in ("systemctl", "curl"):
            assert who == ROOTS
            return self._played(words)
        assert words[0] in RUN, f"neither run nor on the list of what a machine of one's own runs: {line}"
        done = self.machine.shell(self.here(line), folder)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        assert done.stderr == "" or words[0] not in QUIET, (line, done.stderr)
        return done.stdout + done.stderr

    def here(self, word: str) -> str:
        """What a word on the page stands for."""
        backups = self.machine.root / "var/backups/selfhelp"
        if "BACKUP" in word:
            word = word.replace("BACKUP", max(backups.glob("*.backup")).name)
        if re.search(r"\bKEPT\b", word):  # nobody has come, so the restore had nothing to keep
            kept = self.home / "data" / "selfhelp.db.before_20260101T000000Z"
            kept.touch()
            word = word.replace("KEPT", str(kept))
        if re.search(r"\bKEY\b", word):
            (self.home / "data" / "keys" / "vapid.pem").unlink(missing_ok=True)
            word = word.replace("KEY", "vapid.pem")
        if word.startswith("getent"):  # whether a name on the net leads anywhere is not asked
            word = word.replace("fotfeste.example.org", "localhost")
        # A test is run by whoever runs it.
        word = word.replace(" --owner=selfhelp --group=selfhelp ", " ")
        if self.live is not None and word.startswith("http"):
            word = word.replace("http://127.0.0.1:8000", self.live.url)
            word = word.replace("https://fotfeste.example.org", self.live.url)
        return self.machine.here(word)

    def _selfhelp(self, arguments: list[str], variables: dict[str, str]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            if arguments[0] == "demo":  # the made-up person has done the whole programme
                patch.delenv("SELFHELP_CONTENT")
            status = main(arguments)
        assert status == 0 or (arguments[0] == "doctor" and status == 1), (arguments, self._capfd.readouterr())

    def _played(self, words: list[str]) -> str:
        match words:
            case ["systemctl", "enable", "--now", *units]:
                installed = self.machine.root / "etc/systemd/system"
                for unit in map(self._unit, units):
                    assert (installed / unit).read_text() == (UNITS / unit).read_text()
                self.live = self._made()
                self.live.start()
            case ["systemctl", "start", "selfhelp-backup"]:
                started = re.findall(r"^ExecStart=\S+/selfhelp (.+)$", self._text("selfhelp-backup"), re.MULTILINE)
                self._monkeypatch.chdir(self.home)
                self._selfhelp([self.here(word) for word in shlex.split(started[0])], {})
            case ["systemctl", "start" | "stop" | "restart" as action, "selfhelp"]:
                assert self.live is not None
                self.live = self.live if action != "restart" else self._anew(self.live)
                if action != "restart":
                    getattr(self.live, action)()
            case ["curl", "--silent", url] if url.startswith("http://"):
                return httpx.get(self.here(url), verify=NO_TLS).text
            case _:
                raise AssertionError(f"neither played nor on the list of what a machine of one's own runs: {words}")
        return ""

    def _anew(self, live: Live) -> Live:
        live.stop()
        made = self._made()
        made.start()
        return made

    def _made(self) -> Live:
        # A server starts in a folder of its own here, not in the reader's home.
        folders = {f"SELFHELP_{name.upper()}": str(self.home / name) for name in ("data", "overlay")}
        if "SELFHELP_CONTENT" not in self._places:
            folders["SELFHELP_CONTENT"] = str(self.home / "content")
        settings = load(self._places | folders, self.home / "selfhelp.toml")
        return Live(with_settings(settings, jobs=False))

    def _unit(self, name: str) -> str:
        return name if "." in name else f"{name}.service"

    def _text(self, unit: str) -> str:
        return (UNITS / self._unit(unit)).read_text(encoding="utf-8")

    def _knows_the_options(self, line: str) -> None:
        program, *words = shlex.split(line)
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        if options and shutil.which(program):
            help = ["--help", "all"] if program == "curl" else ["--help"]
            told = subprocess.run([program, *help], capture_output=True, text=True, check=False)
            assert [option for option in options if option not in told.stdout + told.stderr] == [], line

    def _before(self, line: str) -> None:
        """What must hold before a line is worth running, and what a reader does by hand."""
        root = self.machine.root
        if "pip install" in line and "--requirement" in line:
            lock = root / line.split("--requirement /")[1]
            kept = lock.read_text()
            lock.write_text(kept.partition(" --hash")[0] + "\n")
            refused = self.machine.shell(line, self.home)
            assert refused.returncode != 0, f"takes a package without its hash: {line}"
            lock.write_text(kept)
        if line.startswith("ln") and "/usr/local/" not in line and (root / "opt/selfhelp/current").exists():
            (root / "opt/selfhelp/0.2.0/bin").mkdir(parents=True)  # a newer version, from which one goes back
            (root / "opt/selfhelp/current").unlink()
            (root / "opt/selfhelp/current").symlink_to(root / "opt/selfhelp/0.2.0")
        if line.startswith("rsync") and not self.machine.authorized.exists():
            let_in(self.machine, PAGE, (self.computer, self.other))

    def _after(self, line: str, folder: Path) -> None:
        """What a line has done, where the page names nothing that one sees."""
        root = self.machine.root
        if line.startswith("ln"):
            assert (root / "opt/selfhelp/current").readlink() == root / "opt/selfhelp/0.1.0"
        if line.startswith("ln") and line.endswith("/usr/local/bin/selfhelp"):
            assert self.machine.shell("/usr/local/bin/selfhelp", self.home).stdout == "selfhelp 0.1.0\n"
        if line.startswith("sed") and "Caddyfile" in line:
            shipped = (ROOT / "deploy/Caddyfile").read_text().replace("fotfeste.example.org", NAME)
            assert (root / "etc/caddy/Caddyfile").read_text() == shipped
        if line.startswith("sed --in-place"):
            self._write_over()
        if line.startswith("chmod"):
            assert self.home.stat().st_mode & 0o777 == 0o700
        if line.startswith("rsync") and "root@" in line:
            settings_came(self.machine, folder)
        elif line.startswith("rsync"):
            copies_came(self.machine, line, folder)

    def _write_over(self) -> None:
        """What the reader does by hand to a text that may hurt somebody; from then on the copy is what is served."""
        (self.home / "content/pages/crisis/nb.md").write_text(
            "# Krise\nDenne siden skrives om.\n\n## Nå {#now kind=read}\n[Mental Helse: 116 123](help:mental-helse)\n"
        )
        self._monkeypatch.delenv("SELFHELP_CONTENT")
        del self._places["SELFHELP_CONTENT"]


@pytest.fixture
def server(
    tmp_path: Path, small_content: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Server]:
    """With a pack of one module, which every start and every look reads."""
    made = Server(tmp_path, small_content, monkeypatch, capfd)
    yield made
    if made.live is not None:
        made.live.stop()


@pytest.mark.deep
@pytest.mark.slow
def test_every_command_on_the_page_does_what_the_page_says(server: Server) -> None:
    for block in blocks():
        said = server.run(block)
        for line in block.sees:
            pattern = ".*".join(re.escape(part) for part in line.split("…"))
            assert re.search(pattern, said), (block.commands, line, said)
        if block.heading == "A text may hurt somebody" and block.who == ROOTS:
            assert server.live is not None
            bundle = httpx.get(f"{server.live.url}/api/content/nb", verify=NO_TLS).json()["bundle"]
            assert "Denne siden skrives om." in httpx.get(f"{server.live.url}{bundle}", verify=NO_TLS).text
    assert server.not_run == BOOTED


def test_every_command_of_ours_on_the_page_is_one_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Command, "invoke", lambda *_: None)
    lines = [re.sub(r"^(SELFHELP_[A-Z]+=\S+ )*", "", line) for block in blocks() for line in block.commands]
    ours = [line for line in lines if line.startswith("selfhelp ")]
    assert ours
    for line in ours:
        assert main(shlex.split(line)[1:]) == 0, line


def test_doctor_looks_at_the_proxy_each_time_once_there_is_one() -> None:
    lines = [line for block in blocks() for line in block.commands if line.startswith("selfhelp doctor")]
    assert ["--proxy /etc/caddy/Caddyfile" in line for line in lines] == [False, True, True, True, True]


def test_whoever_copies_an_address_of_the_page_is_told_that_it_reaches_nobody() -> None:
    addresses = set(re.findall(r"[\w.]+@[\w.-]*\w", PAGE))
    assert addresses
    for address in addresses:
        (finding,) = push_contact(Settings(push_contact=f"mailto:{address}"), True)
        assert finding.level == "error", address


def test_every_page_that_is_linked_to_is_there_and_has_the_heading() -> None:
    missing = []
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        name, _, anchor = target.partition("#")
        page = DOCS / name
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        headings = [re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in text.splitlines()]
        if not text or (anchor and anchor not in headings):
            missing.append(target)
    assert missing == []
