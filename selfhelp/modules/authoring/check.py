"""`selfhelp content check`, once or after each save, and `lock`, for a release.

It also opens the pack and finds the text for the commands that work on one text.
"""

import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from selfhelp.console import Stopped
from selfhelp.finding import counted
from selfhelp.modules.authoring.locking import check_lock, with_new
from selfhelp.modules.bundles import checked
from selfhelp.modules.ids_lock import LOCK_FILE, LockedId, lock_of
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.watch import CHECK_EVERY, snapshot

MOMENT: Final = 1.0
"""Seconds after which an author wonders whether anything happens."""


@dataclass
class CheckResult:
    """The findings of one round, the pack if it could be read, and the ids that are not in ids.lock yet."""

    messages: Messages
    unlocked: list[LockedId] = field(default_factory=list)
    pack: Pack | None = None


def check_once(content: Path, *, frozen: bool = False, overlay: Path | None = None) -> CheckResult:
    """Check once without writing anything. `frozen`: an id that is not locked is an error."""
    messages = Messages()
    pack = checked(content, messages, overlay)
    if pack is None:
        return CheckResult(messages)
    new = check_lock(pack, lock_of(content), messages)
    if new and frozen:
        what = f"{counted(len(new), 'new name')} not locked yet, «{new[0].name}» first"
        messages.error(LOCK_FILE, 0, what, "run `selfhelp content lock` and commit the file")
    return CheckResult(messages, new, pack)


def check_content(content: Path, *, frozen: bool = False, watch: bool = False, overlay: Path | None = None) -> int:
    """Print every finding; return 1 for an error, else 0. With `watch`: again after each save, until Ctrl-C."""
    seen = snapshot(content, overlay)
    status = _round(content, frozen, watch, overlay)
    try:
        while watch:
            while snapshot(content, overlay) == seen:
                time.sleep(CHECK_EVERY)
            seen = snapshot(content, overlay)
            status = _round(content, frozen, watch, overlay)
    except KeyboardInterrupt:
        pass
    return status


def _round(content: Path, frozen: bool, watch: bool, overlay: Path | None) -> int:
    """Print one round. With `watch`, begin it with a rule and the time, and say so when it takes more than a moment."""
    patience = threading.Timer(MOMENT, print, ["checking …"], {"flush": True})
    if watch:
        print(f"\n── {time.strftime('%H:%M:%S')} {'─' * 60}", flush=True)
        patience.start()
    try:
        result = check_once(content, frozen=frozen, overlay=overlay)
    finally:
        patience.cancel()
    found = result.messages.in_order()
    errors = len(result.messages.errors)
    new = f"; {counted(len(result.unlocked), 'new name')}, not locked yet" if result.unlocked and not frozen else ""
    summary = f"{content}: {errors} to correct, {len(found) - errors} to consider{new}"
    print(*found, summary, sep="\n", flush=True)
    return 1 if errors else 0


def lock(content: Path) -> int:
    """Add every new id to ids.lock, for a release; return 1 when the pack has mistakes."""
    result = check_once(content)
    if result.messages.errors:
        mistakes = counted(len(result.messages.errors), "mistake")
        sys.stderr.write(f"nothing was locked: {mistakes} to correct first; `selfhelp content check` lists them\n")
        return 1
    file = content / LOCK_FILE
    if not result.unlocked:
        print(f"{file}: nothing new", flush=True)
        return 0
    file.write_text(with_new(lock_of(content), result.unlocked), encoding="utf-8")
    print(f"{file}: {counted(len(result.unlocked), 'new name')} locked, for good. Commit the file.", flush=True)
    return 0


def open_pack(content: Path, overlay: Path | None = None) -> Pack:
    """Return the pack under `content`, with the operator's overlay."""
    pack = load_pack(content, Messages(), overlay)
    if pack is None:
        raise Stopped(f"{content} cannot be read: `selfhelp content check` says why")
    return pack


def text_named(pack: Pack, id: str) -> TextSource:
    """Return the text `id` (`police`, or `page:police` where two share an id)."""
    genre, _, name = id.rpartition(":")
    found = [text for text in pack.texts if text.id == name and genre in ("", text.genre)]
    if len(found) != 1:
        kinds = ", ".join(f"{text.genre}:{name}" for text in found)
        raise Stopped(f"say which one: {kinds}" if found else f"there is no text «{id}»")
    return found[0]
