"""An operator at a prompt: `selfhelp …` as it is called, and what it prints."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.settings import Settings
from tests.live import as_environment


@dataclass
class Printed:
    """How a command ended and what it said."""

    status: int
    out: str
    error: str


def only(folder: Path) -> Path:
    """The one file in `folder`."""
    (file,) = folder.iterdir()
    return file


class Prompt:
    """Runs commands on `settings`."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.use(settings)

    def use(self, settings: Settings) -> None:
        """Go on with other settings."""
        self.settings = settings
        self._monkeypatch.delenv("SELFHELP_DATABASE", raising=False)
        for name, value in as_environment(settings).items():
            self._monkeypatch.setenv(name, value)

    def run(self, *arguments: str | Path) -> Printed:
        self._capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Printed(status, *self._capsys.readouterr())

    def done(self, *arguments: str | Path) -> str:
        """What a command that did its work printed."""
        printed = self.run(*arguments)
        assert (printed.status, printed.error) == (0, ""), printed
        return printed.out

    def refused(self, *arguments: str | Path) -> str:
        """What a command said that did not do its work."""
        printed = self.run(*arguments)
        assert printed.status == 1, printed
        return printed.error
