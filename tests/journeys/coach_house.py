"""A server with coaches, its operator, and people who write to them (the protocol in Python: tests/reference)."""

import base64
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session

from selfhelp.coach import admin_cli, certificate, coaches, status
from selfhelp.coach.list_coaches import CoachLine
from selfhelp.organisation import Trust, public_key, public_of, sign_certificate, written
from selfhelp.settings import Settings
from selfhelp.store.commands import reading
from selfhelp.store.engine import database_url, writing_engine
from tests.journeys.coached import KEY
from tests.live import Live, live_server
from tests.reference.thread import Thread

ORGANISATION: Final = """[organisation]
name        = "Stiftelsen Steget"
key         = "{key}"
coach_hours = {{ nb = "tirsdager og torsdager", en = "Tuesdays and Thursdays" }}
promise     = {{ nb = "Svar innen tre virkedager", en = "An answer within three working days" }}
"""


@cache
def _client() -> httpx.Client:
    """One for everybody: a new one for each request would cost more than the request."""
    return httpx.Client()


@dataclass
class Person:
    """Somebody who writes, as their phone does."""

    url: str
    alias: str = "Rolig bjørk 41"
    locale: str | None = "nb"
    programme: str | None = "stop"
    thread: Thread = field(default_factory=lambda: Thread(secrets.token_bytes(32)))
    n: int = 0

    def _call(self, method: str, tail: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.thread.auth.hex()}"}
        return _client().request(
            method, f"{self.url}/api/threads/{self.thread.id.hex()}{tail}", headers=headers, **more
        )

    def begin(self, text: str, about: list[str] | None = None) -> "Person":
        """Opens the thread for every active coach, with a first message."""
        coaches = _client().get(f"{self.url}/api/coaches").json()["coaches"]
        envelopes = [
            {"coach": it["id"], "sealed": _b64(self.thread.envelope(base64.b64decode(it["public_key"])))}
            for it in coaches
        ]
        answer = self._call("PUT", json={"envelopes": envelopes})
        assert answer.status_code == 201, answer.text
        said = {"alias": self.alias, "programme": self.programme, "locale": self.locale, "about": about or []}
        self.write({"kind": "opening", **said, "text": text})
        return self

    def write(self, content: dict[str, Any]) -> None:
        self.n += 1
        self.send(self.n, self.thread.seal("u", self.n, content))

    def send(self, n: int, sealed: bytes) -> None:
        answer = self._call("POST", "/messages", json={"n": n, "sealed": _b64(sealed)})
        assert answer.status_code == 201, answer.text

    def answers(self) -> list[dict[str, Any]]:
        """What coaches have written, opened."""
        found = self._call("GET").json()["messages"]
        return [self.thread.open("c", it["n"], base64.b64decode(it["sealed"])) for it in found if it["from"] == "c"]

    def reads(self) -> None:
        seq = self._call("GET").json()["seq"]
        assert self._call("POST", "/read", json={"seq": seq}).status_code == 204

    def seq_read(self) -> int:
        """Up to where the server says that a coach has read."""
        return int(self._call("GET").json()["read_c"])

    def deletes(self) -> None:
        assert self._call("DELETE").status_code == 204


@dataclass
class House:
    """The operator's desk."""

    live: Live
    key: ec.EllipticCurvePrivateKey

    @property
    def url(self) -> str:
        return self.live.url

    @property
    def _trust(self) -> Trust:
        public = public_of(self.key)
        return Trust(public, public)

    def waiting(self) -> int:
        """How many wait for an answer, as the server counts them."""
        with reading(self.live.settings) as connection, Session(connection) as session:
            return status.read(session, datetime.now(UTC)).waiting

    def invite(self, label: str) -> str:
        """The link's path with its secret."""
        lines = list(admin_cli.invite(self.live.settings, self._trust, label, datetime.now(UTC), dry_run=False))
        (link,) = [line for line in lines if "/coach#" in line]
        return "/coach#" + link.partition("/coach#")[2]

    def line(self, label: str) -> CoachLine:
        """What `coach list` says of a coach."""
        found = "".join(admin_cli.show(self.live.settings, self._trust, datetime.now(UTC), as_json=True))
        (line,) = [it for it in msgspec.json.decode(found, type=list[CoachLine]) if it.label == label]
        return line

    def certify(self, label: str, days: int = 90) -> None:
        now, line = datetime.now(UTC), self.line(label)
        signed = certificate.sign(self.key, public_key(line.public_key), certificate.end(now, days))
        list(
            admin_cli.certify(self.live.settings, self._trust, label, str(signed), line.fingerprint, now, dry_run=False)
        )

    def certify_in_the_past(self, label: str) -> None:
        """A certificate that ended a minute ago."""
        line, expires = self.line(label), int(datetime.now(UTC).timestamp()) - 60
        signed = sign_certificate(self.key, public_key(line.public_key), expires)
        with self._writing() as session:
            assert coaches.certify(session, bytes.fromhex(line.id), signed, expires)

    def revoke(self, label: str) -> None:
        list(admin_cli.revoke(self.live.settings, label, datetime.now(UTC), dry_run=False))

    def person(self, text: str = "Jeg vet ikke hvor jeg skal begynne.", **more: Any) -> Person:
        about = more.pop("about", None)
        return Person(self.url, **more).begin(text, about)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        engine = writing_engine(database_url(self.live.settings))
        with Session(engine) as session, session.begin():
            yield session
        engine.dispose()


def organised_pack(folder: Path, key: str) -> Path:
    """The pack as it is, of an organisation with this public key."""
    shutil.copytree(Settings().content, folder)
    pack = folder / "pack.toml"
    before, _, _ = pack.read_text(encoding="utf-8").partition("[organisation]")
    pack.write_text(before + ORGANISATION.format(key=key), encoding="utf-8")
    return folder


@contextmanager
def coach_house(folder: Path) -> Iterator[House]:
    """A server on the pack as it is, with an organisation that has a key."""
    content = organised_pack(folder / "content", written(public_of(KEY)))
    data = folder / "data"
    data.mkdir(mode=0o700)
    settings = Settings(data=data, content=content, jobs=False, creations_per_hour=100_000)
    with live_server(settings) as live:
        yield House(live, KEY)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
