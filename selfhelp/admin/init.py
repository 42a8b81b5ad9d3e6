"""`selfhelp init`: make what a server needs besides the code, and is the operator's own.

It asks for what it was not told, writes what is missing, and never touches an existing file.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import asdict

from selfhelp.admin import templates
from selfhelp.console import Stopped
from selfhelp.durable import read_or_make
from selfhelp.modules.contact import ALLOWED, LONGEST, contact
from selfhelp.notify.keys import FILES, Keys
from selfhelp.notify.services import KEYS_FOLDER
from selfhelp.ownership import not_to_be_made, unopened
from selfhelp.settings import Settings, SettingsError, load
from selfhelp.store.commands import check_ours

_THERE: Final = "there  "
_PROXY: Final = "127.0.0.1"
_LONGEST: Final = 100
"""Letters of an organisation's name."""


class _Question(NamedTuple):
    """A question: the option that answers it, the words, and the parser of an answer, which refuses with SettingsError.
    What `may_wait` may be left unanswered."""

    name: str
    asks: str
    taken: Callable[[str], str]
    may_wait: bool = False


def _on_one_line(name: str, longest: int) -> Callable[[str], str]:
    def taken(words: str) -> str:
        words = words.strip()
        if not words or len(words) > longest or not words.isprintable():
            raise SettingsError(f"{name}: {words!r} cannot be taken. Allowed: 1 to {longest} letters, on one line.")
        return words

    return taken


def _reached(words: str) -> str:
    try:
        contact(words)
    except ValueError as error:
        raise SettingsError(f"public-contact: {error}. Allowed: {ALLOWED}.") from error
    return words.strip()


def _address(words: str) -> str:
    return Settings(public_url=words.strip().rstrip("/")).public_url


def _contact(words: str) -> str:
    words = words.strip()
    return Settings(push_contact=words if words.startswith(("mailto:", "https:")) else f"mailto:{words}").push_contact


_NAME: Final = _Question("name", "The organisation's name, as people see it", _on_one_line("name", _LONGEST))
_PUBLIC_URL: Final = _Question("public-url", "The address that people open (https://…)", _address)
_CONTACT: Final = _Question("contact", "An e-mail address that someone reads, for push services to warn you", _contact)
_POSTAL: Final = _Question(
    "postal-address",
    "Its postal address, as people see it; nothing: later",
    _on_one_line("postal-address", LONGEST),
    may_wait=True,
)
_REACHED: Final = _Question(
    "public-contact",
    "What people write to or ring: an e-mail address, an https page or a number; nothing: later",
    _reached,
    may_wait=True,
)
_OF_THE_PACK: Final = (_NAME, _POSTAL, _REACHED)

_IN_SETTINGS: Final = ((_PUBLIC_URL, "public_url"), (_CONTACT, "push_contact"))
_IN_PACK: Final = ((_NAME, "name"), (_POSTAL, "address"), (_REACHED, "contact"))
"""The answers that stand in the settings, and those under `[organisation]` in the overlay, each with its field there.
"""


class Given(NamedTuple):
    """The command line: the settings' file, the answers by their questions' names, and the folders."""

    file: Path
    answers: dict[str, str]
    data: Path
    overlay: Path
    dry_run: bool


def init(given: Given, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what is there, what is written, and what comes next.

    Raises SettingsError for an answer, or settings, that cannot be taken; Stopped where a file cannot be made.
    """
    settings = load(environ, given.file) if given.file.exists() else None
    data, overlay = (settings.data, settings.overlay) if settings else (given.data, given.overlay)
    asked = [] if settings else [_PUBLIC_URL, _CONTACT]
    if overlay is not None and not (overlay / "pack.toml").exists():
        asked += _OF_THE_PACK
    _check_ours(settings or Settings(data=data), [given.file, data, *([overlay] if overlay else [])])
    answers = {question.name: _answer(given, question) for question in asked}
    dry, file = given.dry_run, given.file
    if settings is not None:
        yield f"{_THERE} {file}"
        yield from _differs(given, _IN_SETTINGS, asdict(settings))
    else:
        url = answers[_PUBLIC_URL.name]
        proxy = _PROXY if url.startswith("https:") else ""
        yield from _written(file, templates.settings(url, answers[_CONTACT.name], data, given.overlay, proxy), dry=dry)
    yield from _folder(data, dry=dry)
    yield from _keys(data, dry=dry)
    if overlay is None:
        yield f'{file} names no overlay. Write `overlay = "{given.overlay}"` into it and run this again.'
    else:
        yield from _folder(overlay, dry=dry)
        pack = overlay / "pack.toml"
        differs = list(_differs(given, _IN_PACK, _organisation(pack)))
        yield from _written(pack, templates.pack(*(answers.get(one.name, "") for one in _OF_THE_PACK)), dry=dry)
        yield from differs
        yield from _written(overlay / "directory.toml", templates.directory(), dry=dry)
    if dry:
        yield "Nothing was written: --dry-run."
    else:
        yield templates.NEXT.format(overlay=overlay or given.overlay, keys=data / "keys")


def _check_ours(settings: Settings, places: list[Path]) -> None:
    """Raise Stopped where the server's user could not use what is made."""
    check_ours(settings, "init")
    for place in places:
        if said := not_to_be_made(place, "init"):
            raise Stopped(said)


def _answer(given: Given, question: _Question) -> str:
    """Return the option's value, else what is typed; at a terminal ask again after a wrong answer."""
    if (answer := given.answers.get(question.name)) is not None:
        return question.taken(answer)
    while True:
        try:
            typed = input(f"{question.asks}: ")
        except EOFError:
            if question.may_wait:
                return ""
            raise SettingsError(f"{question.name}: no answer. Give it with --{question.name}.") from None
        if question.may_wait and not typed.strip():
            return ""
        try:
            return question.taken(typed)
        except SettingsError as error:
            if not sys.stdin.isatty():
                raise
            sys.stderr.write(f"{error}\n")


def _organisation(file: Path) -> dict[str, Any] | None:
    """Return the organisation in the overlay's `file`; None when that cannot be read."""
    try:
        stands = tomllib.loads(file.read_text(encoding="utf-8")).get("organisation", {})
    except (OSError, ValueError):
        return None
    return stands if isinstance(stands, dict) else None  # `content check` reports it


def _differs(given: Given, fields: Iterable[tuple[_Question, str]], stands: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield what was given but differs in a file, which is left as it is; nothing when there is no file."""
    if stands is None:
        return
    for question, field in fields:
        answer = given.answers.get(question.name)
        if answer is not None and question.taken(answer) != stands.get(field):
            yield f"    it says {field} = {stands.get(field, '')!r}; for {question.taken(answer)!r}, write it there"


def _folder(folder: Path, *, dry: bool) -> Iterator[str]:
    if folder.is_dir():
        yield f"{_THERE} {folder}/"
        return
    if not dry:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Stopped(f"{folder} cannot be made: {error.strerror}.") from error
    yield f"{_verb(dry)} {folder}/"


def _keys(data: Path, *, dry: bool) -> Iterator[str]:
    folder = data / KEYS_FOLDER
    files = [folder / name for name in FILES]
    said = [f"{_THERE if file.exists() else _verb(dry)} {file}" for file in files]
    if not dry:
        try:
            Keys.load(folder)
        except PermissionError as error:
            raise Stopped(f"{unopened(Path(error.filename))}. `selfhelp doctor` says what to do.") from error
        except OSError as error:
            raise Stopped(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
        except ValueError as error:
            raise Stopped(str(error)) from error
    yield from said


def _written(file: Path, words: str, *, dry: bool) -> Iterator[str]:
    """Write a file that does not exist; with `dry`, yield what it would hold."""
    if file.exists():
        yield f"{_THERE} {file}"
        return
    if dry:
        yield f"{_verb(dry)} {file}"
        yield "".join(f"    {line}\n" for line in words.splitlines()).rstrip("\n")
        return
    try:
        # For its owner alone: the settings may come to hold a database's password.
        read_or_make(file, words.encode)
    except OSError as error:
        raise Stopped(f"{file} cannot be written: {error.strerror}.") from error
    yield f"{_verb(dry)} {file}"


def _verb(dry: bool) -> str:
    return "would write" if dry else "written"
