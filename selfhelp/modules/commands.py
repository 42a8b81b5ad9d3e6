"""`selfhelp content …`: the commands of authors and reviewers."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from selfhelp.modules import ids_lock
from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Genre
from selfhelp.modules.shelf import checked
from selfhelp.modules.sign import CannotSign, sign
from selfhelp.modules.skeleton import CannotMake, make
from selfhelp.modules.table import table
from selfhelp.modules.watch import EVERY, stamp


def check_once(content: Path, *, frozen: bool = False) -> Messages:
    """All findings of one run. Without errors, new ids are added to ids.lock; `frozen` makes them an error instead."""
    messages = Messages()
    pack = checked(content, messages)
    if pack is None:
        return messages
    lock = content / ids_lock.FILE
    source = lock.read_text(encoding="utf-8") if lock.exists() else ""
    new = ids_lock.check_lock(pack, source, messages)
    if new and frozen:
        what = f"{len(new)} ids are not here yet, «{new[0]}» first"
        messages.error(ids_lock.FILE, 0, what, "run `selfhelp content check` and commit the file")
    elif new and not messages.errors:
        lock.write_text(ids_lock.with_new(source, new), encoding="utf-8")
    return messages


def check(content: Path, *, frozen: bool = False, watch: bool = False) -> int:
    """Prints every finding; 1 when there is an error, else 0. With `watch`: again after each save, until Ctrl-C."""
    status = _print(content, check_once(content, frozen=frozen))
    try:
        while watch:
            seen = stamp(content)
            while stamp(content) == seen:
                time.sleep(EVERY)
            status = _print(content, check_once(content, frozen=frozen))
    except KeyboardInterrupt:
        pass
    return status


def _print(content: Path, messages: Messages) -> int:
    found = messages.in_order()
    out = sys.stdout
    for message in found:
        out.write(f"{message}\n")
    errors = len(messages.errors)
    out.write(f"{content}: {errors} to correct, {len(found) - errors} to consider\n")
    out.flush()
    return 1 if errors else 0


def show_table(content: Path) -> int:
    """Prints one line a text and language; 1 when the pack cannot be read."""
    pack = load(content, Messages())
    if pack is None:
        return check(content, frozen=True)
    sys.stdout.write(table(pack))
    return 0


def new(content: Path, genre: Genre, id: str, programme: str) -> int:
    """Makes the skeleton of a text; 1 when it cannot be made."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in make(content, genre, id, programme)))
    except CannotMake as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def sign_text(content: Path, id: str, role: str) -> int:
    """Signs a text as a reviewer; 1 when it cannot be signed."""
    try:
        sys.stdout.write(f"{sign(content, id, role, datetime.now(UTC).date())}\n")
    except CannotSign as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
