"""What every command on one text begins with: the pack, and the text that is meant."""

from pathlib import Path

from selfhelp.console import Stopped
from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, Text


def opened(content: Path, overlay: Path | None = None) -> Pack:
    """Return the pack under `content`, with the operator's overlay."""
    pack = load(content, Messages(), overlay)
    if pack is None:
        raise Stopped(f"{content} cannot be read: `selfhelp content check` says why")
    return pack


def text_named(pack: Pack, id: str) -> Text:
    """Return the text `id` (`police`, or `page:police` where two share an id)."""
    genre, _, name = id.rpartition(":")
    found = [text for text in pack.texts if text.id == name and genre in ("", text.genre)]
    if len(found) != 1:
        kinds = ", ".join(f"{text.genre}:{name}" for text in found)
        raise Stopped(f"say which one: {kinds}" if found else f"there is no text «{id}»")
    return found[0]
