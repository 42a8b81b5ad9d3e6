"""The overlay: what is the operator's own and not the pack's, in a folder that no upgrade of the pack touches.

| file | what stands in it |
| --- | --- |
| `pack.toml` | `name`, `masks`, `[organisation]`: each field takes the place of the pack's; `[notice]` |
| `directory.toml` | `hide = ["id"]`; `[[service]]`: in place of the pack's of this id, or one more; `[rung]` |
| `audio.toml` | `[tool.language]`: a recording of a tool that is read aloud, with its file beside it (`audio.py`) |
| `reviews.toml` | who has signed which text (`review.py`) |

Nothing else counts there. What is written wrongly is an error. What is right, but no longer fits a newer pack, is
left out with a warning: an upgrade must never keep a server from starting. An unknown
file gives a warning too: an editor may have left it, or somebody who copied one.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from selfhelp.modules.audio import AUDIO, SOUNDS, files_named
from selfhelp.modules.coach_words import PLACEHOLDER
from selfhelp.modules.ids_lock import LockedId, lock_of, read_lock
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import REVIEWS_FILE, is_to_come
from selfhelp.modules.sheets import ContentId, NoticeSheet, OrganisationSheet, PackSheet, ServiceSheet, Words
from selfhelp.modules.toml_file import TomlFile, TomlPart, convert, read_toml, unread

PACK: Final = "pack.toml"
DIRECTORY: Final = "directory.toml"
FILES: Final = (PACK, DIRECTORY, AUDIO, REVIEWS_FILE)

_LINK: Final = re.compile(r"\bhelp:([a-z0-9-]+)")


class OwnSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`pack.toml` of an overlay."""

    name: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    masks: Annotated[list[str], Meta(min_length=1)] | None = None
    organisation: OrganisationSheet = OrganisationSheet()
    notice: NoticeSheet | None = None


class OwnService(ServiceSheet, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One `[[service]]` of an overlay. A new one is placed before the one that it names, or last."""

    before: ContentId | None = None


def read_overlay(folder: Path, messages: Messages) -> dict[str, TomlFile]:
    """Return the overlay's files by name. A missing folder is an error, any other file in it a warning."""
    if not folder.is_dir():
        do = "make the folder, or take `overlay` out of the settings"
        messages.error(str(folder), 0, "the overlay is missing", do)
        return {}
    try:
        there = sorted(folder.iterdir())
    except PermissionError:
        messages.error(*unread(folder, str(folder)))
        return {}
    own = {name: read_toml(folder / name, str(folder / name), messages) for name in FILES if folder / name in there}
    known = {*FILES, *files_named(own.get(AUDIO))}
    for path in there:
        if path.name in known or path.name.startswith(".") or path.name.endswith("~"):
            continue
        if path.suffix.lower() in SOUNDS:
            what = f"nobody refers to this file in {AUDIO}: it is not served"
            messages.warn(str(path), 0, what, f'write [tool.language] there with file = "{path.name}", or take it out')
        else:
            what = f"it counts for nothing: an overlay holds {', '.join(FILES)}{did_you_mean(path.name, FILES)}"
            messages.warn(str(path), 0, what, "take it out, or correct its name")
    return own


def own_sheet(sheet: PackSheet, toml: TomlFile, messages: Messages) -> PackSheet:
    """Return the pack's sheet, overridden by the overlay's `pack.toml`."""
    own = convert(toml, OwnSheet, messages)
    if own is None:
        return sheet
    for mask in own.masks or ():
        if mask not in sheet.masks:
            what = f"masks: the app has no name «{mask}»{did_you_mean(mask, sheet.masks)}"
            do = f"leave out what you do not want of {', '.join(sheet.masks)}; another name needs a build of your own"
            messages.warn(*toml.at("masks"), what, do)
    given = {name: getattr(own.organisation, name) for name in toml.data.get("organisation", {})}
    for name in ("coach_hours", "promise"):
        if name in given:
            given[name] = _in_all(given[name], sheet.locales, toml, ("organisation", name), messages)
    return msgspec.structs.replace(
        sheet,
        name=own.name or sheet.name,
        masks=[mask for mask in sheet.masks if mask in (own.masks or ())] or sheet.masks,
        organisation=msgspec.structs.replace(sheet.organisation, **given),
        notice=own.notice or sheet.notice,
    )


def _in_all(words: Words, locales: list[str], toml: TomlFile, path: tuple[TomlPart, ...], messages: Messages) -> Words:
    """Return `words` in every language of the pack; where one is missing, the first language's are used."""
    if not words.get(locales[0]):
        return words
    missing = [locale for locale in locales if not words.get(locale)]
    if missing:
        what = f"«{path[-1]}» has no words in {', '.join(missing)}, and says what stands in {locales[0]}"
        messages.warn(*toml.at(*path), what, "write them")
    return {**words, **dict.fromkeys(missing, words[locales[0]])}


def own_directory(pack: Pack, toml: TomlFile, messages: Messages) -> None:
    """Hide, replace and add services as the overlay's `directory.toml` says."""
    for other in toml.data.keys() - {"hide", "service", "rung"}:
        do = "this file holds `hide`, [[service]] and [rung] only"
        messages.error(*toml.at(other), f"«{other}» is no field here", do)
    rows = toml.data.get("service", [])
    if not isinstance(rows, list):
        messages.error(*toml.at("service"), "service: write [[service]], with two brackets", "correct it")
        rows = []
    hidden = convert(toml, list[ContentId], messages, "hide") or []
    services = [convert(toml, OwnService, messages, "service", at) for at in range(len(rows))]
    named = dict(_named(pack))
    for id in hidden:
        _hide(pack, id, toml, named, messages)
    named_here = [(id, toml.at("hide")) for id in dict.fromkeys(hidden)]
    named_here += [(one.id, toml.at("service", at, "id")) for at, one in enumerate(services) if one is not None]
    messages.twice(named_here, "«{}» stands here twice", "take one out")
    for at, service in enumerate(services):
        if service is not None:
            _put(pack, at, service, toml, named, messages)


def _named(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield the id of each service that a text of the pack names, with the file: in a link, somebody to ring, or a
    coach's draft."""
    for text, written in pack.written():
        for id in _LINK.findall(text.raw[written.locale].decode("utf-8-sig")):
            yield id, written.file
        for step in written.steps:
            if step.value("becomes") == "call":
                yield from ((option.code, written.file) for option in step.options)
    for reply in pack.replies.values():
        for words in reply.words.values():
            yield from ((id, "coach/replies.toml") for id in PLACEHOLDER.findall(words))


def _index(pack: Pack, id: str | None) -> int | None:
    return next((at for at, service in enumerate(pack.services) if service.id == id), None)


def _hide(pack: Pack, id: str, toml: TomlFile, named: dict[str, str], messages: Messages) -> None:
    at, here = _index(pack, id), toml.at("hide")
    if at is None:
        near = did_you_mean(id, [service.id for service in pack.services])
        messages.warn(*here, f"hide: the pack has no service «{id}»{near}", "take it out, or correct it")
    elif id in named:
        what = f"hide: «{id}» stays, since {named[id]} leads to it"
        messages.warn(*here, what, "take it out: anyone who follows that link must find someone")
    else:
        del pack.services[at], pack.places[at]


def _put(pack: Pack, row: int, service: OwnService, toml: TomlFile, named: dict[str, str], messages: Messages) -> None:
    """Put the service in the place of the pack's with this id, else before the one that it names, else last."""
    at = _index(pack, service.id)
    here = toml.at("service", row, "id")
    if at is not None and service.id in named and pack.services[at].phone != service.phone:
        what = f"«{service.id}» is left out: {named[service.id]} tells people of the pack's number for it"
        return messages.warn(*here, what, "keep the number, or give yours another id")
    taken = _fitting(pack, row, service, toml, messages)
    if not taken.needs:
        what = f"«{service.id}» is left out: the pack has none of its needs any more"
        return messages.warn(*here, what, "write others")
    if at is not None:
        pack.services[at], pack.places[at] = taken, (toml, row)
        return None
    before = _index(pack, service.before)
    if service.before and before is None:
        what = f"before: the pack has no service «{service.before}», so «{service.id}» stands last"
        messages.warn(*toml.at("service", row, "before"), what, "name another, or take it out")
    where = len(pack.services) if before is None else before
    pack.services.insert(where, taken)
    pack.places.insert(where, (toml, row))
    return None


def _fitting(pack: Pack, row: int, service: OwnService, toml: TomlFile, messages: Messages) -> ServiceSheet:
    """Return the service in all languages of the pack, without needs that the pack no longer has, and with what version
    0.1 called `checked` as `rung`."""
    changed: dict[str, Any] = {"rung": service.rung or service.checked, "checked": None}
    for name in ("name", "does", "hours"):
        words = getattr(service, name)
        if isinstance(words, dict):
            changed[name] = _in_all(words, pack.sheet.locales, toml, ("service", row, name), messages)
    once = read_lock(lock_of(pack.root))
    known = pack.codes.get("needs", {})
    gone = [need for need in service.needs if need not in known and LockedId("code", "needs", need) in once]
    for need in gone:
        messages.warn(*toml.at("service", row, "needs"), f"needs: the pack has «{need}» no more", "take it out")
    return msgspec.structs.replace(service, **changed, needs=[need for need in service.needs if need not in gone])


def own_rung(pack: Pack, toml: TomlFile, messages: Messages) -> None:
    """Set the days of `[rung]`: when somebody rang, or opened, each service that it names."""
    at = {service.id: number for number, service in enumerate(pack.services)}
    for id, day in (convert(toml, dict[ContentId, date], messages, "rung") or {}).items():
        here = toml.at("rung", id)
        if id not in at:
            messages.warn(*here, f"rung: there is no service «{id}»", "take it out, or correct it")
        elif is_to_come(day, datetime.now(UTC).date()):
            messages.error(*here, f"rung: «{id}» on a day to come", "write the day it was")
        else:
            pack.services[at[id]] = msgspec.structs.replace(pack.services[at[id]], rung=day)
