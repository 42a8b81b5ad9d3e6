"""docs/operating.md, followed to the letter in an empty folder with an empty home: each command ends well and says what
the page says. What only a server of one's own has (packages, names, a firewall) is not run, and is named here."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

from selfhelp.cli import main
from selfhelp.doctor.here import push_contact
from selfhelp.settings import Settings, load
from tests.conftest import with_settings
from tests.deploy import caddy
from tests.http import site
from tests.live import NO_TLS, ROOT, Live

DOCS: Final = ROOT / "docs"
PAGE_FILE: Final = DOCS / "operating.md"
PAGE: Final = PAGE_FILE.read_text(encoding="utf-8")
UNITS: Final = ROOT / "deploy" / "systemd"
RELEASE: Final = "/srv/release/selfhelp-0.1.0/"

GONE: Final = "The machine is gone"
ROOTS, SELFHELP, OWN, OTHER = "as root", "as selfhelp", "on your own computer", "on the other computer"

PLAIN: Final = {"cmp", "cp", "ls", "mkdir", "rm"}
"""What is run as it stands, beside `selfhelp` itself."""

NOT_RUN: Final = {
    "getent": "asks the DNS",
    "ip": "asks the server's network",
    "apt-get": "installs packages",
    "ufw": "sets the server's firewall",
    "timedatectl": "asks systemd",
    "useradd": "makes a user",
    "chmod": "is for that user's folder",
    "chown": "likewise",
    "cd": "goes into the release; tests/supply makes one",
    "python3": "makes the folder of a version; tests/deploy/image.py does it in a fresh Debian",
    "/opt/selfhelp/0.1.0/bin/pip": "likewise",
    "ln": "likewise",
    "sed": "puts the name into the Caddyfile; tests/deploy/test_caddy.py does",
    "caddy": "tests/deploy/test_caddy.py validates the same file",
    "df": "looks at the server's disk",
    "du": "looks at the server's disk",
    "journalctl": "reads the server's log",
    "rsync": "fetches from the server",
    "ssh-keygen": "makes a key of the reader's own computer",
}
"""Programs of the page that are not run here, and why."""

STANDS_FOR: Final = {"cp": "copies units", "curl": "asks the site", "systemctl": "starts Caddy, or reads units anew"}
"""Programs that are run or played where that can be, and not run in the lines that are counted here."""


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
        self.home, self.computer = folder / "home", folder / "computer"
        for place in (self.home, self.computer, folder / "empty"):
            place.mkdir(mode=0o700)
        self.live: Live | None = None
        self.not_run: set[str] = set()
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._capfd = capfd
        monkeypatch.setenv("HOME", str(folder / "empty"))
        monkeypatch.setenv("PATH", f"{Path(caddy.program()).parent}:/usr/bin:/bin")
        self._places = {"SELFHELP_PWA": str(site.build(folder / "dist")), "SELFHELP_CONTENT": str(pack)}
        for name, value in self._places.items():
            monkeypatch.setenv(name, value)
        # Nobody is asked outside: the name on the page is nobody's.
        monkeypatch.setattr("selfhelp.doctor.examine_from_outside", lambda _settings: [])

    def here(self, word: str) -> str:
        """What a word on the page stands for."""
        word = word.replace("/var/backups/", f"{self._folder}/var/backups/")
        if "BACKUP" in word:
            newest = max((self._folder / "var/backups/selfhelp").glob("*.backup"))
            word = word.replace("BACKUP", newest.name)
        if word == "KEPT":  # nobody has come, so the restore had nothing to keep
            kept = self.home / "data" / "selfhelp.db.before_20260101T000000Z"
            kept.touch()
            return str(kept)
        if "KEY" in word:
            (self.home / "data" / "keys" / "vapid.pem").unlink(missing_ok=True)
            word = word.replace("KEY", "vapid.pem")
        if self.live is not None:
            word = word.replace("http://127.0.0.1:8000", self.live.url)
            word = word if word.endswith("/") else word.replace("https://fotfeste.example.org", self.live.url)
        return word.replace("/etc/caddy/Caddyfile", str(caddy.CADDYFILE))

    def run(self, block: Block) -> str:
        """Everything that the block's commands say."""
        if block.heading == GONE and self.live is not None:
            self.live.stop()
            self.live = None
            shutil.rmtree(self.home / "data")
        self._monkeypatch.chdir(self.home if block.who in (ROOTS, SELFHELP) else self.computer)
        self._capfd.readouterr()
        said = ""
        for line in block.commands:
            words = shlex.split(line)
            said += self._as_root(words) if block.who == ROOTS else self._as_user(words)
            said += "".join(self._capfd.readouterr())
        return said

    def _as_user(self, words: list[str]) -> str:
        with pytest.MonkeyPatch.context() as patch:
            while re.match(r"SELFHELP_[A-Z]+=", words[0]):
                name, _, value = words.pop(0).partition("=")
                patch.setenv(name, value)
            if words[0] == "selfhelp":
                if words[1] == "demo":  # the made-up person has done the whole programme
                    patch.delenv("SELFHELP_CONTENT")
                self._selfhelp([self.here(word) for word in words[1:]])
                return ""
            if words[0] in PLAIN:
                return self._plain([self.here(word) for word in words])
        return self._leave(words)

    def _selfhelp(self, arguments: list[str]) -> None:
        status = main(arguments)
        assert status == 0 or (arguments[0] == "doctor" and status == 1), (arguments, self._capfd.readouterr())

    def _plain(self, words: list[str]) -> str:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), words
        return done.stdout

    def _as_root(self, words: list[str]) -> str:
        match words:
            case ["install", "--directory", "--owner=selfhelp", "--group=selfhelp", mode, *folders]:
                return self._plain(["install", "--directory", mode, *map(self.here, folders)])
            case ["systemctl", "enable", "--now", *units]:
                assert all((UNITS / self._unit(unit)).is_file() for unit in units)
                self.live = self._made()
                self.live.start()
            case ["systemctl", "start", "selfhelp-backup"]:
                started = re.findall(r"^ExecStart=\S+/selfhelp (.+)$", self._text("selfhelp-backup"), re.MULTILINE)
                self._selfhelp([self.here(word) for word in shlex.split(started[0])])
            case ["systemctl", "start" | "stop" | "restart" as action, "selfhelp"]:
                assert self.live is not None
                for step in ("stop", "start") if action == "restart" else (action,):
                    getattr(self.live, step)()
            case ["curl", "--silent", url] if url.startswith("http://"):
                return httpx.get(self.here(url), verify=NO_TLS).text
            case _:
                return self._leave(words)
        return ""

    def _leave(self, words: list[str]) -> str:
        if words[0] == "cp":
            assert words[1].startswith(RELEASE)
            assert (ROOT / words[1].removeprefix(RELEASE)).is_file()
        self.not_run.add(words[0])
        return ""

    def _made(self) -> Live:
        # A server starts in a folder of its own here, not in the reader's home.
        folders = {f"SELFHELP_{name.upper()}": str(self.home / name) for name in ("data", "overlay")}
        settings = load(self._places | folders, self.home / "selfhelp.toml")
        return Live(with_settings(settings, jobs=False))

    def _unit(self, name: str) -> str:
        return name if "." in name else f"{name}.service"

    def _text(self, unit: str) -> str:
        return (UNITS / self._unit(unit)).read_text(encoding="utf-8")


@pytest.fixture
def server(
    tmp_path: Path, small_content: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Server]:
    """With a pack of one module, which every start and every look reads."""
    made = Server(tmp_path, small_content, monkeypatch, capfd)
    yield made
    if made.live is not None:
        made.live.stop()


@pytest.mark.slow
def test_every_command_on_the_page_does_what_the_page_says(server: Server) -> None:
    for block in blocks():
        said = server.run(block)
        for line in block.sees:
            pattern = ".*".join(re.escape(part) for part in line.split("…"))
            assert re.search(pattern, said), (block.commands, line, said)
    assert server.not_run == NOT_RUN.keys() | STANDS_FOR.keys()


def test_doctor_looks_at_the_proxy_each_time_once_there_is_one() -> None:
    lines = [line for block in blocks() for line in block.commands if line.startswith("selfhelp doctor")]
    assert ["--proxy /etc/caddy/Caddyfile" in line for line in lines] == [False, True, True, True]


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
