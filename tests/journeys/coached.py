"""An organisation with coaches: the help with its key in the pack, and coaches' laptops under Node that the server has.

content = coached_pack(tmp_path / "content", organisation := Organisation())
with live_server(Settings(content=content, …)) as live, organisation.coach(live, "Kari") as kari:
    …
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session, select

from selfhelp.coach import certificate, coaches
from selfhelp.coach.tables import Coach
from selfhelp.organisation import public_of, written
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from tests.devices.phones import Phone as Node
from tests.live import Live

KEY: Final = ec.derive_private_key(0x57E6, ec.SECP256R1())
"""The organisation's, the same for every server of a run: so they have the same pack, which is read once."""

LAPTOP: Final = Path(__file__).parents[1] / "devices" / "coach.ts"
DAYS: Final = 60

_EMPTY: Final = 'key         = ""'
_HOURS: Final = "coach_hours = {}"
_PROMISE: Final = "promise     = {}"
_NAME: Final = 'name        = ""'


@dataclass
class AtNode:
    """A coach who answers. `id` is the server's name for the coach."""

    node: Node
    id: str
    label: str

    def thread(self) -> str:
        """The thread that was written in last."""
        [line, *_] = self.node.ask("inbox")
        return str(line["thread"])

    def threads(self) -> list[str]:
        return [line["thread"] for line in self.node.ask("inbox")]

    def reads(self) -> dict[str, Any]:
        """The thread as this coach has it on the screen; the person is told that it was read."""
        thread = self.thread()
        case: dict[str, Any] = self.node.ask("open", thread=thread)
        self.node.ask("read", thread=thread, seq=max(letter["seq"] for letter in case["letters"]))
        return case

    def says(self, text: str) -> None:
        self.answers({"kind": "text", "name": self.label, "text": text})

    def answers(self, content: dict[str, Any]) -> None:
        self.node.ask("answer", thread=self.thread(), content=content)


@dataclass
class Organisation:
    """Who vouches for coaches."""

    key: ec.EllipticCurvePrivateKey = KEY

    @property
    def public(self) -> str:
        return written(public_of(self.key))

    @contextmanager
    def coach(self, live: Live, label: str) -> Iterator[AtNode]:
        """One who was invited, has enrolled and is certified."""
        with _writing(live.settings) as session:
            invitation = coaches.invite(session, label, int(datetime.now(UTC).timestamp()) + 3600)
        node = Node(LAPTOP)
        try:
            found = node.ask("enrol", server=live.url, key=self.public, invitation=invitation)
            with _writing(live.settings) as session:
                raw = bytes.fromhex(found)
                coach = session.exec(select(Coach).where(Coach.id == raw)).one()
                signed = certificate.sign(self.key, coach.public_key, certificate.end(datetime.now(UTC), DAYS))
                coaches.certify(session, raw, signed.signature, signed.expires)
            yield AtNode(node, found, label)
        finally:
            node.close()


def revoke(live: Live, coach: AtNode) -> None:
    """For good, as the operator does it."""
    with _writing(live.settings) as session:
        coaches.revoke(session, bytes.fromhex(coach.id))


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    engine = writing_engine(database_url(settings))
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def coached_pack(folder: Path, organisation: Organisation) -> Path:
    """The help as it is, of an operator who has coaches."""
    shutil.copytree(Settings().content, folder)
    sheet = folder / "pack.toml"
    text = sheet.read_text(encoding="utf-8")
    for old, new in (
        (_NAME, 'name        = "Stegvis"'),
        (_EMPTY, f'key         = "{organisation.public}"'),
        (_HOURS, 'coach_hours = { nb = "tirsdager og torsdager", en = "Tuesdays and Thursdays" }'),
        (_PROMISE, 'promise     = { nb = "Svar innen tre virkedager", en = "An answer within three working days" }'),
    ):
        assert text.count(old) == 1, f"pack.toml has no line «{old}»"
        text = text.replace(old, new)
    sheet.write_text(text, encoding="utf-8")
    return folder
