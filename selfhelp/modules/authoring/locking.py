"""Compare a pack with ids.lock: diaries store answers under its ids, so none may vanish."""

from collections.abc import Iterator
from typing import Final

from selfhelp.modules.ids_lock import LOCK_FILE, LockedId, read_lock
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.review import text_hash

FileLine = tuple[str, int]

_CONSENT: Final = "consent"
_HEAD: Final = (
    "# Every name of each release, written by `selfhelp content lock`. People's answers rest under these names.\n"
    "# To let one go for good, write «retired» at the end of its line.\n"
)


def _ids(pack: Pack) -> Iterator[tuple[LockedId, FileLine]]:
    """Yield every id in the pack with its file and line."""
    for programme in pack.programmes:
        yield LockedId("programme", "pack", programme.sheet.id), programme.toml.at("id")
    for text in pack.texts:
        if text.genre not in ("guide", "consent"):  # only coaches read a guide: nothing is stored under its names
            yield from _text_ids(text)
    if pack.checkin is not None:
        file = pack.files["coach/checkin.toml"]
        for text in pack.of("consent"):  # its version, with a hash of the words that people agree to
            name = f"{pack.checkin.consent.version}={text_hash(text)[:16]}"
            yield LockedId(_CONSENT, "coach", name), file.at("consent", "version")
        for face, codes in pack.checkin.about.items():
            for code in codes:
                yield LockedId("code", f"about-{face}", code), file.at("about", face, code)
    for name, labels in pack.codes.items():
        for code in labels:
            yield LockedId("code", name, code), pack.files["codes.toml"].at(name, code)
    directory = pack.files["directory.toml"]
    for at, row in enumerate(directory.data.get("service", [])):  # the pack's own: no release has an operator's
        yield LockedId("service", "directory", row["id"]), directory.at("service", at, "id")
    for at, measure in enumerate(pack.measures):
        yield LockedId("measure", "measures", measure.id), pack.files["measures.toml"].at("measure", at, "id")


def _text_ids(text: TextSource) -> Iterator[tuple[LockedId, FileLine]]:
    written, here = text.first(), f"{text.genre}/{text.id}"
    yield LockedId(text.genre, "pack", text.id), text.toml.at("id")
    for step in written.steps:
        inner = f"{here}/{step.id}"
        yield LockedId("step", here, step.id), (written.file, step.line)
        if "answer" not in step.fields:
            continue
        yield LockedId("answer", inner, step.value("answer")), (written.file, step.fields["answer"].line)
        if step.kind != "scale":
            for option in step.options:
                yield LockedId("option", inner, option.code), (written.file, option.line)


def check_lock(pack: Pack, source: str, messages: Messages) -> list[LockedId]:
    """Report what was locked and is gone; return what is not locked yet.

    What is missing from a misread text is reported once that is corrected. A former consent may go, but people's
    agreement names its version, whose words must not change.
    """
    now, locked = dict(_ids(pack)), read_lock(source)
    added = now.keys() - locked.keys()
    misread = {f"{text.genre}/{text.id}" for text in pack.texts if text.first().file in messages.misread}
    for id, (number, retired) in locked.items():
        if id in now:
            if retired:
                what = f"«{id.name}» was retired ({LOCK_FILE}:{number})"
                messages.error(*now[id], what, "take a new id: diaries know the old one")
            continue
        if id.sort == _CONSENT:
            version = id.name.partition("=")[0]
            for other, place in now.items():
                if other.sort == _CONSENT and other.name.partition("=")[0] == version:
                    what = f"people have agreed to other words under {version}"
                    messages.error(*place, what, "write today's date: they are asked again")
            continue
        text, parent = "/".join(id.where.split("/")[:2]), _parent(id)
        if retired or text in misread or (parent is not None and parent not in now):
            continue
        new = [other for other in added if (other.sort, other.where) == (id.sort, id.where)]
        place = now[new[0]] if len(new) == 1 else _nearest(id, now) or (LOCK_FILE, number)
        renamed = f" (is it «{new[0].name}» now?)" if len(new) == 1 and id.where != "pack" else ""
        what = f"«{id.name}» is gone{renamed}, and people's answers rest under this name"
        do = f"put it back; or write «retired» at the end of {LOCK_FILE}:{number}, to let it go for good"
        messages.error(*place, what, do)
    return sorted(added)


def _parent(id: LockedId) -> LockedId | None:
    """Return the step of an answer or option, or the text of a step."""
    parts = id.where.split("/")
    if len(parts) == 3:
        return LockedId("step", "/".join(parts[:2]), parts[2])
    return LockedId(parts[0], "pack", parts[1]) if len(parts) == 2 else None


def _nearest(id: LockedId, now: dict[LockedId, FileLine]) -> FileLine | None:
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
