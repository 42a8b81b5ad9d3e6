"""Compare a pack with ids.lock: diaries store answers under its ids, so none may vanish."""

from collections.abc import Iterator
from typing import Final

from selfhelp.modules.ids_lock import FILE, LockedId, read_lock
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.review import text_hash

_CONSENT: Final = "consent"
_HEAD: Final = (
    "# Every name of each release, written by `selfhelp content lock`. People's answers rest under these names.\n"
    "# To let one go for good, write «retired» at the end of its line.\n"
)


def _ids(pack: Pack) -> Iterator[tuple[LockedId, tuple[str, int]]]:
    """Yield every id in the pack with its file and line."""
    for programme in pack.programmes:
        yield LockedId("programme", "pack", programme.sheet.id), programme.toml.at("id")
    for text in pack.texts:
        if text.genre == "consent":
            yield from _consent_id(pack, text)
        elif text.genre != "guide":  # only coaches read it: nothing is stored under its names
            yield from _text_ids(text)
    if pack.checkin is not None:
        for face, codes in pack.checkin.about.items():
            for code in codes:
                file = pack.files["coach/checkin.toml"]
                yield LockedId("code", f"about-{face}", code), file.at("about", face, code)
    for name, labels in pack.codes.items():
        for code in labels:
            file = pack.files["codes.toml"]
            yield LockedId("code", name, code), file.at(name, code)
    directory = pack.files["directory.toml"]
    for at, row in enumerate(directory.data.get("service", [])):  # the pack's own: no release has an operator's
        yield LockedId("service", "directory", row["id"]), directory.at("service", at, "id")
    for at, measure in enumerate(pack.measures):
        file = pack.files["measures.toml"]
        yield LockedId("measure", "measures", measure.id), file.at("measure", at, "id")


def _consent_id(pack: Pack, text: TextSource) -> Iterator[tuple[LockedId, tuple[str, int]]]:
    """Yield the consent's version with a hash of the words that people agree to."""
    if pack.checkin is not None:
        file = pack.files["coach/checkin.toml"]
        name = f"{pack.checkin.consent.version}={text_hash(text)[:16]}"
        yield LockedId(_CONSENT, "coach", name), file.at("consent", "version")


def _check_consent(
    now: dict[LockedId, tuple[str, int]], locked: dict[LockedId, tuple[int, bool]], messages: Messages
) -> Iterator[LockedId]:
    """Check former consents, and yield their ids. People's agreement names a version, so its words must not change."""
    for id in locked:
        if id.sort != _CONSENT or id in now:
            continue
        yield id
        version = id.name.partition("=")[0]
        for other, (file, line) in now.items():
            if other.sort == _CONSENT and other.name.partition("=")[0] == version:
                what = f"people have agreed to other words under {version}"
                messages.error(file, line, what, "write today's date: they are asked again")


def _text_ids(text: TextSource) -> Iterator[tuple[LockedId, tuple[str, int]]]:
    written, here = text.first(), f"{text.genre}/{text.id}"
    yield LockedId(text.genre, "pack", text.id), text.toml.at("id")
    for step in written.steps:
        inner = f"{here}/{step.id}"
        yield LockedId("step", here, step.id), (written.file, step.line)
        answer = step.fields.get("answer")
        if answer is None:
            continue
        yield LockedId("answer", inner, answer.value), (written.file, answer.line)
        if step.kind != "scale":
            for option in step.options:
                yield LockedId("option", inner, option.code), (written.file, option.line)


def check_lock(pack: Pack, source: str, messages: Messages) -> list[LockedId]:
    """Report what was locked and is gone; return what is not locked yet.

    What is missing from a misread text is reported once that is corrected.
    """
    now, locked = dict(_ids(pack)), read_lock(source)
    former = set(_check_consent(now, locked, messages))
    misread = {f"{text.genre}/{text.id}" for text in pack.texts if text.first().file in messages.misread}
    for id, (number, retired) in locked.items():
        parent = _parent(id)
        if id in now and retired:
            file, line = now[id]
            messages.error(
                file, line, f"«{id.name}» was retired ({FILE}:{number})", "take a new id: diaries know the old one"
            )
        elif id in former:
            continue
        elif id not in now and not retired and (parent is None or parent in now) and _text(id) not in misread:
            new = [other for other in now.keys() - locked.keys() if (other.sort, other.where) == (id.sort, id.where)]
            file, line = now[new[0]] if len(new) == 1 else _nearest(id, now) or (FILE, number)
            renamed = f" (is it «{new[0].name}» now?)" if len(new) == 1 and id.where != "pack" else ""
            what = f"«{id.name}» is gone{renamed}, and people's answers rest under this name"
            do = f"put it back; or write «retired» at the end of {FILE}:{number}, to let it go for good"
            messages.error(file, line, what, do)
    return sorted(now.keys() - locked.keys())


def _parent(id: LockedId) -> LockedId | None:
    """Return the step of an answer or option, or the text of a step."""
    parts = id.where.split("/")
    if len(parts) == 3:
        return LockedId("step", "/".join(parts[:2]), parts[2])
    return LockedId(parts[0], "pack", parts[1]) if len(parts) == 2 else None


def _text(id: LockedId) -> str:
    """Return the text that it belongs to: `module/first-hold`."""
    return "/".join(id.where.split("/")[:2])


def _nearest(id: LockedId, now: dict[LockedId, tuple[str, int]]) -> tuple[str, int] | None:
    """Return where an author would look: what replaced it, or what it was in."""
    if id.where == "pack":
        return None
    same = [place for other, place in now.items() if (other.sort, other.where) == (id.sort, id.where)]
    if id.sort == "answer" and same:
        return same[0]
    parent = _parent(id)
    if id.sort == "option" and parent is not None:
        return now[parent]
    return (same[0][0], 0) if same else None


def with_new(source: str, new: list[LockedId]) -> str:
    """Return the lock file with `new` added, each beside its kind; retired lines and their order stay."""
    lines = [line for line in source.splitlines() if line and not line.startswith("#")]
    return _HEAD + "".join(f"{line}\n" for line in sorted({*lines, *map(str, new)}))
