"""An operator who types what docs/operators/coaches.md tells, in a folder with a `selfhelp.toml` and a stick."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from selfhelp.settings import SETTINGS_FILE, Settings
from tests.journeys.coach_house import organised_pack
from tests.live import Live, printed

PASSWORD: Final = "korrekt hest batteri stift bord"


class Office:
    """Each command runs in a process of its own. `live` is the server that the pack with the new key was made for."""

    def __init__(self, folder: Path, push_ca: Path, app: Path) -> None:
        self.folder = folder
        stick = folder / "stick"
        for place in (stick, folder / "data"):
            place.mkdir(mode=0o700)
        self.key, self.password = stick / "organisation.pem", stick / "password"
        self.password.touch(mode=0o600)
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        printed = self.coach("org-key", str(self.key), "--password-file", str(self.password))
        content = organised_pack(folder / "content", _found(r'^key = "(.+)"$', printed))
        self.live = Live(Settings(data=folder / "data", content=content, pwa=app, push_test_ca=push_ca))
        self.url = f"http://localhost:{self.live.settings.port}"
        self.live.settings = msgspec.structs.replace(self.live.settings, public_url=self.url)
        places = {"data": folder / "data", "content": content, "public_url": self.url}
        (folder / SETTINGS_FILE).write_text(
            "".join(f'{name} = "{it}"\n' for name, it in places.items()), encoding="utf-8"
        )

    def coach(self, *words: str) -> str:
        """`selfhelp coach …`; what it printed."""
        return printed(["coach", *words], self.folder)

    def invite(self, label: str) -> str:
        """The link's path with its secret."""
        link = _found(r"^(http.+/coach#[0-9a-f]{64})$", self.coach("invite", "--label", label))
        assert link.startswith(self.url)
        return link.removeprefix(self.url)

    def certify(self, label: str, read_aloud: str = "") -> None:
        """With the fingerprint that the coach has read to the operator, if any was."""
        heard = ["--fingerprint", read_aloud] if read_aloud else []
        self.coach("certify", label, "--key", str(self.key), "--password-file", str(self.password), *heard)

    def revoke(self, label: str) -> None:
        self.coach("revoke", label, "--yes")


@contextmanager
def coach_office(folder: Path, push_ca: Path, app: Path) -> Iterator[Office]:
    """The server runs meanwhile, with its clock. `push_ca` vouches for the push service."""
    office = Office(folder, push_ca, app)
    office.live.start()
    try:
        yield office
    finally:
        office.live.stop()


def _found(pattern: str, printed: str) -> str:
    found = re.search(pattern, printed, re.MULTILINE)
    assert found, printed
    return found[1]
