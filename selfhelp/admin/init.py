"""`selfhelp init`: make what a server needs besides the code, and is the operator's own.

It asks for what it was not told, writes what is missing, and never touches an existing file.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any, Final, NamedTuple

from msgspec.structs import asdict

from selfhelp.console import Stopped
from selfhelp.durable import read_or_make
from selfhelp.modules.contact import ALLOWED, LONGEST_CONTACT, contact
from selfhelp.notify.keys import KEY_FILES, Keys
from selfhelp.notify.services import KEYS_FOLDER
from selfhelp.ownership import not_to_be_made, unopened
from selfhelp.settings import Settings, SettingsError, load
from selfhelp.store.commands import check_ours

_TEMPLATES: Final = Path(__file__).parent / "templates"
_PROXY: Final = '\n\n# The reverse proxy that has the certificate, as seen from here.\ntrusted_proxy = "127.0.0.1"'
_NEXT: Final = """
Next:
1. Look through {overlay}/pack.toml and {overlay}/directory.toml; docs/operators/overlay.md says what may stand there.
2. `selfhelp content check`, then `selfhelp doctor`.
3. `selfhelp serve`. Before people are let in: `selfhelp doctor --launch`.
Keep a copy of {keys} apart from this machine, and never beside a copy of the database."""

_THERE: Final = "there  "
_LONGEST: Final = 100
"""Letters of an organisation's name."""


class _Question(NamedTuple):
    """A question: the option that answers it, the field for the answer in its file, the words, and the parser of an
    answer, which refuses with SettingsError. What `may_wait` may be left unanswered."""

    option: str
    field: str
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


_OF_SETTINGS: Final = (
    _Question("public-url", "public_url", "The address that people open (https://…)", _address),
    _Question(
        "contact", "push_contact", "An e-mail address that someone reads, for push services to warn you", _contact
    ),
)
_OF_PACK: Final = (
    _Question("name", "name", "The organisation's name, as people see it", _on_one_line("name", _LONGEST)),
    _Question(
        "postal-address",
        "address",
        "Its postal address, as people see it; nothing: later",
        _on_one_line("postal-address", LONGEST_CONTACT),
        may_wait=True,
    ),
    _Question(
        "public-contact",
        "contact",
        "What people write to or ring: an e-mail address, an https page or a number; nothing: later",
        _reached,
        may_wait=True,
    ),
)
"""The answers that stand under `[organisation]` in the overlay's pack.toml."""


def init(
    file: Path, given: Mapping[str, str], data: Path, overlay: Path, environ: Mapping[str, str], *, dry: bool
) -> Iterator[str]:
    """Yield what is there, what is written, and what comes next. `given`: answers by option.

    Raises SettingsError for an answer, or settings, that cannot be taken; Stopped where a file cannot be made.
    """
    settings = load(environ, file) if file.exists() else None
    data, used = (settings.data, settings.overlay) if settings else (data, overlay)
    asked = [] if settings else [*_OF_SETTINGS]
    if used is not None and not (used / "pack.toml").exists():
        asked += _OF_PACK
    check_ours(settings or Settings(data=data), "init")
    for place in (file, data, used):
        # The server's user could not use what root makes.
        if place is not None and (said := not_to_be_made(place, "init")):
            raise Stopped(said)
    answers = {question.field: _answer(given, question) for question in asked}
    if settings is not None:
        yield f"{_THERE} {file}"
        yield from _differs(given, _OF_SETTINGS, asdict(settings))
    else:
        proxy = _PROXY if answers["public_url"].startswith("https:") else ""
        values = {"data": str(data), "overlay": str(overlay), **answers}
        yield from _written(file, _filled("selfhelp.toml", values, proxy=proxy), dry=dry)
    yield from _folder(data, dry=dry)
    yield from _keys(data / KEYS_FOLDER, dry=dry)
    if used is None:
        yield f'{file} names no overlay. Write `overlay = "{overlay}"` into it and run this again.'
    else:
        yield from _folder(used, dry=dry)
        pack = used / "pack.toml"
        differs = list(_differs(given, _OF_PACK, _organisation(pack)))
        yield from _written(pack, _pack(answers), dry=dry)
        yield from differs
        yield from _written(used / "directory.toml", _filled("directory.toml", {}), dry=dry)
    yield "Nothing was written: --dry-run." if dry else _NEXT.format(overlay=used or overlay, keys=data / "keys")


def _answer(given: Mapping[str, str], question: _Question) -> str:
    """Return the option's value, else what is typed; at a terminal ask again after a wrong answer."""
    if (answer := given.get(question.option)) is not None:
        return question.taken(answer)
    while True:
        try:
            typed = input(f"{question.asks}: ")
        except EOFError:
            if question.may_wait:
                return ""
            raise SettingsError(f"{question.option}: no answer. Give it with --{question.option}.") from None
        if question.may_wait and not typed.strip():
            return ""
        try:
            return question.taken(typed)
        except SettingsError as error:
            if not sys.stdin.isatty():
                raise
            sys.stderr.write(f"{error}\n")


def _filled(name: str, values: Mapping[str, str], **lines: str) -> str:
    """Return a template with `values` as TOML strings (JSON's escapes are TOML's), and `lines` as they are."""
    strings = {field: json.dumps(value, ensure_ascii=False) for field, value in values.items()}
    return Template((_TEMPLATES / name).read_text(encoding="utf-8")).substitute(strings, **lines)


def _pack(answers: Mapping[str, str]) -> str:
    """Return an overlay's pack.toml. A missing address or contact is written as an example without effect."""
    values = {"name": answers.get("name", "")}
    marks = {}
    for field, example in (("address", "Storgata 1, 0155 Oslo"), ("contact", "post@example.no")):
        values[field] = answers.get(field) or example
        marks[f"no_{field}"] = "" if answers.get(field) else "# "
    return _filled("pack.toml", values, **marks)


def _organisation(file: Path) -> dict[str, Any] | None:
    """Return the organisation in the overlay's `file`; None when that cannot be read."""
    try:
        stands = tomllib.loads(file.read_text(encoding="utf-8")).get("organisation", {})
    except (OSError, ValueError):
        return None
    return stands if isinstance(stands, dict) else None  # `content check` reports it


def _differs(
    given: Mapping[str, str], questions: tuple[_Question, ...], stands: Mapping[str, Any] | None
) -> Iterator[str]:
    """Yield what was given but differs in a file, which is left as it is; nothing when there is no file."""
    if stands is None:
        return
    for question in questions:
        answer, stood = given.get(question.option), stands.get(question.field, "")
        if answer is not None and (wanted := question.taken(answer)) != stood:
            yield f"    it says {question.field} = {stood!r}; for {wanted!r}, write it there"


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


def _keys(folder: Path, *, dry: bool) -> Iterator[str]:
    files = [folder / name for name in KEY_FILES]
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
