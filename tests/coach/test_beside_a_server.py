"""The commands beside a server that runs, on both databases: what the operator does is so for everybody at once."""

import base64
import secrets
from pathlib import Path
from typing import Any

import httpx
import pytest

from selfhelp.organisation import written
from selfhelp.settings import Settings
from tests.coach.operator import Coach, Operator
from tests.conftest import with_settings
from tests.live import Live, live_server
from tests.modules.small_coach import with_coach_texts
from tests.modules.small_pack import Author
from tests.reference import thread


def add_what_a_key_asks_for(author: Author) -> None:
    """The texts without which a pack with a key cannot be served."""
    with_coach_texts(author)
    nudge = '[coach.neutral]\nreply = { nb = "Noe er klart.", en = "Something is ready." }\n'
    author.write("nudges.toml", author.read("nudges.toml") + nudge)
    for file in ("page.toml", "nb.md", "en.md"):
        page = author.read(f"pages/crisis/{file}").replace('"crisis"', '"coach-secrecy"')
        author.write(f"pages/coach-secrecy/{file}", page)
    author.change("pages/crisis/nb.md", "# Krise\nRing.", "# Krise\nRing. [Taushet](page:coach-secrecy)")
    author.change("pages/crisis/en.md", "# Crisis\nRing.", "# Crisis\nRing. [Secrecy](page:coach-secrecy)")


class Laptop:
    """A coach's console, as far as the server knows it."""

    def __init__(self, server: Live) -> None:
        self.coach = Coach()
        self.url = f"{server.url}/api/coaches"
        self.mine = f"{self.url}/{self.coach.id.hex()}"
        self.headers = {"Authorization": f"Bearer {secrets.token_hex(32)}"}

    def take_up(self, invitation: str) -> int:
        body = {"invitation": invitation, "public_key": written(self.coach.public)}
        return httpx.put(self.mine, json=body, headers=self.headers).status_code

    def state(self) -> str:
        return str(httpx.get(self.mine, headers=self.headers).json()["state"])

    def shown(self) -> list[dict[str, Any]]:
        """The coaches that the server shows to everybody."""
        return list(httpx.get(self.url).json()["coaches"])


@pytest.mark.slow
def test_a_coach_is_invited_certified_and_revoked_while_the_server_runs(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = with_settings(settings, content=tmp_path / "content", public_url="https://fotfeste.no")
    operator = Operator(tmp_path, changed, monkeypatch, capsys)
    add_what_a_key_asks_for(operator.author)
    key = base64.b64decode(operator.make_key())
    with live_server(operator.settings) as server:
        laptop = Laptop(server)
        invitation = operator.invite("Kari")
        assert laptop.take_up(secrets.token_hex(32)) == 403
        assert laptop.take_up(invitation) == 201
        assert (laptop.state(), laptop.shown()) == ("waiting", [])
        assert laptop.coach.id.hex()[:8] in operator.done("list").out
        operator.certify("Kari")
        assert laptop.state() == "active"
        (shown,) = laptop.shown()
        certificate = base64.b64decode(shown["certificate"])
        assert thread.is_coach(key, laptop.coach.public, shown["expires"], certificate, shown["expires"] - 1)
        operator.done("revoke", "Kari", "--yes")
        assert (laptop.state(), laptop.shown()) == ("revoked", [])
        assert Laptop(server).take_up(invitation) == 403
        server.stop()
        assert "Kari" not in server.log.read_text()
        assert invitation not in server.log.read_text()
