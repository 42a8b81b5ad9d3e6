"""The work of `selfhelp restore`."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlmodel import Session

from selfhelp.admin.databases import backup_file
from selfhelp.admin.databases.backing import BEFORE, NAME, NAMED, add_tombstones
from selfhelp.admin.databases.faults import check_reached, faults_in_words
from selfhelp.admin.databases.replacing import Old, Source, database_name, fill
from selfhelp.admin.databases.rows import CHUNKS
from selfhelp.admin.databases.sealed import BackupKey, key_in, reader
from selfhelp.admin.databases.sqlite import reading_file
from selfhelp.boxes import TOMBSTONES_FILE, Tombstones, replay, unlisted
from selfhelp.console import Stopped
from selfhelp.durable import write_whole
from selfhelp.finding import counted
from selfhelp.notify.keys import ENDPOINT_FILE, KEY_FILES
from selfhelp.notify.services import keys_folder
from selfhelp.runtime import ERASERS
from selfhelp.settings import Settings
from selfhelp.store import in_use
from selfhelp.store.commands import check_ours
from selfhelp.store.epoch import renew

UNCHANGED: Final = "The database is as it was."


def restore(
    settings: Settings, file: Path, *, replace: bool, keys: Path | None, tombstones: Sequence[Path]
) -> Iterator[str]:
    """Put the backup `file` in the place of the database; yield lines of what was done. Raises Stopped.

    `tombstones` are lists of deleted boxes besides those in the data folder and in `keys`.
    """
    if file.is_dir():
        raise Stopped(f"FILE: {file} is a folder. {_newest_in(file)}")
    if not file.is_file():
        raise Stopped(f"There is no file {file}.")
    lists = [*tombstones, *([keys / TOMBSTONES_FILE] if keys else [])]
    for given in lists:
        if not given.is_file():
            raise Stopped(f"There is no list of deletions {given}.")
    check_ours(settings, "restore")
    check_reached(settings, "database")
    with faults_in_words(settings.data, UNCHANGED):
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with in_use.Hold(settings.data, alone=True):
            key = key_in(keys_folder(settings), keys)
            contents = backup_file.check(file, key)
            theirs_fit = False
            if keys is not None and CHUNKS in contents.sums and not contents.hidden:
                theirs = key_in(keys)
                copied = backup_file.check(file, theirs)
                theirs_fit = bool(copied.hidden)
                if theirs_fit and not replace:
                    # Only an empty database is replaced then: nothing in it needs the key that is here.
                    key, contents = theirs, copied
            yield f"{file}: {contents.rows:,} rows, schema {contents.revision}. All is there."
            yield from _restored(settings, file, replace, keys, lists, key, theirs_fit=theirs_fit)


def _newest_in(folder: Path) -> str:
    """Return a sentence that names the newest backup in `folder`."""
    backups = sorted(file.name for file in folder.iterdir() if NAME.fullmatch(file.name))
    if not backups:
        return "No backup of `selfhelp backup` lies in it."
    return f"Name one of its {counted(len(backups), 'backup')}; the newest is {folder / backups[-1]}"


def _restored(
    settings: Settings,
    file: Path,
    replace: bool,
    keys: Path | None,
    lists: list[Path],
    key: BackupKey | None,
    *,
    theirs_fit: bool,
) -> Iterator[str]:
    """Restore the backup. `theirs_fit`: the endpoint key in `keys` opens the reminders, and the one here does not."""
    tombstones_file = settings.data / TOMBSTONES_FILE
    knows_all = tombstones_file.exists()
    listed = {tombstone for given in lists for tombstone in Tombstones(given).hashes()}
    erased = log = None
    put_back: list[str] = []
    strange = 0

    def finish(session: Session, old: Old) -> None:
        nonlocal erased, log, knows_all, strange
        # From here on nothing is refused, and the database does not exist yet: it is never without its keys.
        if keys is not None:
            put_back.extend(_put_back(settings, keys, instead=theirs_fit and not replace))
        knows_all = knows_all or not (old.is_empty or old.tombstones is None)
        # Add to the list first: every later restore goes by it.
        if listed or old.tombstones:
            add_tombstones(tombstones_file, listed | (old.tombstones or frozenset()))
        strange = unlisted(session, Tombstones(tombstones_file).hashes())
        erased = replay(session, Tombstones(tombstones_file).hashes(), ERASERS)
        log = renew(session)

    with reading_file(file) as connection:
        rows = reader(connection, key)
        source = Source(connection, backup_file.known_revision(connection), rows)
        full = f"{database_name(settings)} is not empty. With --replace it is kept under another name."
        _, kept = fill(settings, source, finish, if_full=None if replace else full)
    yield from put_back
    if rows is None:
        yield _without_reminders(settings, keys, theirs_fit=theirs_fit)
    yield (
        f"{database_name(settings)}: restored. A phone that is opened notices it by the new log"
        f" {log.hex() if log else ''}, and sends again what the backup lacks."
    )
    if knows_all or lists:
        yield f"Deleted by people since the backup, and taken out again: {erased}."
        if not knows_all:
            yield from _of_copies(file, lists)
        if strange:
            yield (
                f"The backup knows of {counted(strange, 'deletion')} that none of the lists has: a list is missing,"
                " or was lost, or is older than the backup. If there was another machine, what people deleted"
                " through it since then is on the server again: restore once more with its list, --graves FILE, before"
                " anyone is let in."
            )
    else:
        yield (
            f"There was no list of deletions, so what people have deleted since the backup is on the server again. If "
            f"there is a copy of the list, the file `{TOMBSTONES_FILE}`: put it into {settings.data} before you start."
            " Every start takes out what stands there."
        )
    if kept is not None:
        yield f"The old database is kept: {kept}. Delete it when all is well: it still has what people delete later."


def _without_reminders(settings: Settings, keys: Path | None, *, theirs_fit: bool) -> str:
    """Return what to say when no key opened the reminders, and how to recover them."""
    here = keys_folder(settings) / ENDPOINT_FILE
    tried = [str(file) for file in (here, keys and keys / ENDPOINT_FILE) if file and file.is_file()]
    if theirs_fit:
        why = f"{tried[-1]} opens them, but {here} is another key, and stays."
        do = f"move {here} away, and run the same again."
    else:
        why = f"they are encrypted with another key than {' and '.join(tried)}." if tried else f"there is no {here}."
        move = f"move {here} away, and " if here.is_file() else ""
        do = f"{move}restore again with --replace and --keys FOLDER, with the endpoint.key of when the backup was made."
        former = sorted(keys.glob(f"{ENDPOINT_FILE}{BEFORE}*")) if keys else []
        if former:
            do += f" That may be {' or '.join(map(str, former))}: copy it to a FOLDER of its own under its first name."
    return f"Without the reminders: {why} Each phone brings its own when the app is opened. To have all of them: {do}"


def _of_copies(file: Path, lists: list[Path]) -> Iterator[str]:
    """Yield the age of the lists, where only they say what was deleted after the backup."""
    dates = []
    for given in lists:
        dates.append(datetime.fromtimestamp(given.stat().st_mtime, UTC))
        count = counted(len(set(Tombstones(given).hashes())), "deletion")
        yield f"{given}: {count}, by the date of the file until {dates[-1]:%Y-%m-%d %H:%M} UTC."
    known = min(dates)
    named = NAME.fullmatch(file.name)
    made = named and datetime.strptime(file.name, NAMED).replace(tzinfo=UTC)
    if made and made > known:
        yield f"The backup is newer, and has all deletions until {made:%Y-%m-%d %H:%M} UTC."
        known = made
    yield (
        f"Nothing here knows what was deleted after {known:%Y-%m-%d %H:%M} UTC: that is on the server again. If there"
        f" is a newer list, or another machine's, restore once more with it before anyone is let in."
    )


def _put_back(settings: Settings, keys: Path, *, instead: bool) -> Iterator[str]:
    """Copy the keys that are missing. An existing one stays; with `instead` it is renamed and replaced."""
    folder = keys_folder(settings)
    folder.mkdir(exist_ok=True, mode=0o700)
    for name in KEY_FILES:
        key, copied = folder / name, keys / name
        if not copied.is_file():
            continue
        if not key.exists():
            write_whole(key, copied.read_bytes())
            yield f"{key}: put back."
        elif key.read_bytes() != copied.read_bytes():
            if instead:
                kept = key.with_name(f"{name}{BEFORE}{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
                os.link(key, kept)
                write_whole(key, copied.read_bytes())
                yield (
                    f"{key}: put back, since the {ENDPOINT_FILE} that was here does not open the backup. The former"
                    f" {name} is kept as {kept.name}: delete it when reminders go again."
                )
            else:
                yield (
                    f"{key} is another key than {copied}, and stays. If it must be that one: move it away, and run"
                    " the same again with --replace."
                )
