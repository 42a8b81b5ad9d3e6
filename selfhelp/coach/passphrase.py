"""Where a passphrase comes from: typed at a terminal, or the first line of a file. Never from the command line."""

import getpass
import warnings
from pathlib import Path

from selfhelp.coach.orgkey import check_passphrase
from selfhelp.console import Stopped
from selfhelp.ownership import is_private, to_run


def present(of: Path, file: Path | None) -> str:
    """Return the passphrase of the key file `of`."""
    return _first_line(file) if file else _typed(f"Passphrase of {of}: ")


def new(of: Path, file: Path | None) -> str:
    """Return a passphrase for the new key file `of`, typed twice. Stopped when it is too short."""
    if file:
        chosen = _first_line(file)
        check_passphrase(chosen)
        return chosen
    chosen = _typed(f"New passphrase for {of}: ")
    check_passphrase(chosen)
    if _typed("The same once more: ") != chosen:
        raise Stopped("The two were not the same. Nothing was made; begin anew.")
    return chosen


def _typed(prompt: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise Stopped(
                "There is no terminal to type a passphrase at. Name a file that holds it: --passphrase-file."
            ) from error


def _first_line(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(f"{file} cannot be read as a passphrase ({error}).") from error
    if file.is_file() and not is_private(file):
        raise Stopped(f"{file} holds a passphrase, and others may read it: {to_run('chmod', 600, file)}")
    return text.split("\n", 1)[0].removesuffix("\r")
