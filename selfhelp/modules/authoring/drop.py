"""`selfhelp content drop`: remove a text that was never locked from the pack, and its name from the lists."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from selfhelp.console import Stopped
from selfhelp.modules.authoring.check import check_once, open_pack, text_named
from selfhelp.modules.authoring.toml_edit import without
from selfhelp.modules.ids_lock import LOCK_FILE, LockedId, lock_of, read_lock
from selfhelp.modules.pack import Pack, TextSource


def drop(content: Path, id: str) -> list[str]:
    """Move the text `id` out of `content`; return lines that say what was done, and where its words are now."""
    pack = open_pack(content)
    text = text_named(pack, id)
    number, retired = read_lock(lock_of(content)).get(LockedId(text.genre, "pack", text.id), (0, True))
    if not retired:
        raise Stopped(
            f"«{text.id}» is locked, and people's answers rest under it. To let it go for good, write «retired» at the "
            f"end of {LOCK_FILE}:{number}, then drop it."
        )
    lists = dict(_lists(pack, text))
    folder = (content / text.toml.file).parent
    with tempfile.TemporaryDirectory() as scratch:
        trial = shutil.copytree(content, Path(scratch) / "content")
        _take_out(trial, trial / folder.relative_to(content), lists)
        before = {(message.file, message.what) for message in check_once(content).messages.errors}
        found = [one for one in check_once(trial).messages.in_order() if not one.warning]
    held = [f"  {one}" for one in found if (one.file, one.what) not in before]
    if held:
        raise Stopped("\n".join([f"«{text.id}» is in use. Without it:", *held]))
    kept = Path(tempfile.mkdtemp(prefix="fotfeste-")) / folder.name
    shutil.copytree(folder, kept)
    _take_out(content, folder, lists)
    named = f", and its name from {', '.join(lists)}" if lists else ""
    return [f"took out {folder}{named}", f"its words lie in {kept} until this computer clears them away"]


def _take_out(content: Path, folder: Path, lists: dict[str, str]) -> None:
    for file, source in lists.items():
        (content / file).write_text(source, encoding="utf-8")
    shutil.rmtree(folder)


def _lists(pack: Pack, text: TextSource) -> Iterator[tuple[str, str]]:
    """Yield every TOML file that lists the text, with its contents without the text."""
    if text.genre == "page":
        tables = [pack.files["pack.toml"]]
    else:
        tables = [programme.toml for programme in pack.programmes if text.genre == "module"]
    for toml in tables:
        faces, tracks = ([(name, key) for key in toml.data.get(name, {})] for name in ("help", "tracks"))
        if text.genre == "page":
            source = without(toml.source, text.id, faces, ())
        else:
            source = without(toml.source, text.id, [("modules",), ("side",), *tracks], ("boosters", "offers"))
        if source != toml.source:
            yield toml.file, source
