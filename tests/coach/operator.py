"""An operator at the command line, with a key, a pack and a database; and coaches who take up invitations."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Integer, inspect
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.cli import main
from selfhelp.coach import coaches
from selfhelp.coach.tables import Envelope, Thread
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.statements import bind_driver
from tests.live import as_environment
from tests.modules.small_pack import Author
from tests.reference import hpke

PASSWORD = "fem ord fra fem terninger"
WORDS = 'name = "Stiftelsen"\ncoach_hours = { nb = "T", en = "T" }\npromise = { nb = "P", en = "P" }\n'


@dataclass
class Printed:
    """How a command ended and what it said."""

    status: int
    out: str
    error: str

    def value(self, pattern: str) -> str:
        """The first group of `pattern` in what was printed."""
        found = re.search(pattern, self.out, re.MULTILINE)
        assert found, self.out
        return found[1]


@dataclass
class Coach:
    """A coach's own device."""

    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def public(self) -> bytes:
        return hpke.point(self.key.public_key())


class Operator:
    """Runs `selfhelp coach …`. `typed` is what is typed at the next questions for a password."""

    def __init__(
        self, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.author = Author(settings.content)
        self.key = folder / "key.pem"
        self.typed: list[str] = []
        self._capsys = capsys
        for name, value in as_environment(settings).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: self.typed.pop(0))

    def run(self, *arguments: str) -> Printed:
        self._capsys.readouterr()
        status = main(["coach", *arguments])
        return Printed(status, *self._capsys.readouterr())

    def refused(self, *arguments: str) -> str:
        """What a command says that changes nothing."""
        printed = self.run(*arguments)
        assert printed.status == 1, printed.out
        assert "Traceback" not in printed.error
        return printed.error

    def done(self, *arguments: str) -> Printed:
        printed = self.run(*arguments)
        assert (printed.status, printed.error) == (0, "")
        return printed

    def make_key(self) -> str:
        """A key, in the pack; its base64."""
        self.typed = [PASSWORD, PASSWORD]
        words = self.done("org-key", str(self.key)).value(r'^key = "(.+)"$')
        self.organise(f'key = "{words}"\n')
        return words

    def organise(self, lines: str) -> None:
        """Puts `lines` under [organisation], alone with the words that a key asks for."""
        pack = self.author.read("pack.toml").split("[organisation]")[0]
        self.author.write("pack.toml", f"{pack}[organisation]\n{WORDS}{lines}")

    def invite(self, label: str) -> str:
        """The secret of the link."""
        return self.done("invite", "--label", label).value(r"/coach#([0-9a-f]{64})$")

    def enrol(self, label: str) -> Coach:
        """A coach who has taken up an invitation and waits."""
        return self.take_up(self.invite(label))

    def take_up(self, secret: str) -> Coach:
        """What a coach's laptop does with the secret of an invitation."""
        coach, invitation = Coach(), bytes.fromhex(secret)

        def work(session: Session) -> None:
            box = BoxRequest(coach.id, secrets.token_bytes(32))
            taken = coaches.enrol(session, box, invitation, coach.public, datetime.now(UTC))
            assert taken == Outcome.MADE

        self.write(work)
        return coach

    def certify(self, label: str, *more: str) -> Printed:
        self.typed = [PASSWORD]
        return self.done("certify", label, "--key", str(self.key), *more)

    def thread(self, waits_since: str | None = None, *readers: Coach) -> bytes:
        """The id of a thread that somebody has made, sealed to `readers`."""
        counters: dict[str, Any] = {
            column.name: 0 for column in inspect(Thread).columns if isinstance(column.type, Integer)
        }
        row = Thread(
            **counters, id=secrets.token_bytes(16), auth=bytes(32), last_day="2026-11-27", waits_since=waits_since
        )
        id = row.id

        def work(session: Session) -> None:
            session.add(row)
            session.flush()
            session.add_all(Envelope(thread=id, coach=coach.id, sealed=bytes(113)) for coach in readers)

        self.write(work)
        return id

    def write(self, work: Callable[[Session], None]) -> None:
        """One transaction on the server's database."""
        engine = writing_engine(database_url(self.settings))
        with Session(engine) as session, session.begin():
            bind_driver(session, session.connection().connection.dbapi_connection, engine.dialect.name)
            work(session)
        engine.dispose()
