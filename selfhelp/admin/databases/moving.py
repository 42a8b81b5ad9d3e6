"""The work of `selfhelp move`."""

from collections.abc import Iterator
from typing import Final

import msgspec
from sqlmodel import Session

from selfhelp.admin.databases.backing import check_whole
from selfhelp.admin.databases.backup_file import known_revision
from selfhelp.admin.databases.faults import check_reached, faults_in_words
from selfhelp.admin.databases.replacing import Old, Source, database_name, fill
from selfhelp.admin.databases.restoring import UNCHANGED
from selfhelp.console import Stopped
from selfhelp.settings import Settings
from selfhelp.settings.fields import is_database
from selfhelp.store import in_use
from selfhelp.store.commands import check_database_exists, check_ours, reading
from selfhelp.store.engine import database_url
from selfhelp.store.epoch import renew

TO_SQLITE: Final = "sqlite"


def move(settings: Settings, to: str) -> Iterator[str]:
    """Copy the settings' database into the one at `to`; yield lines of what was done. Raises Stopped."""
    if to != TO_SQLITE and (not to or not is_database(to)):
        raise Stopped("--to: `sqlite`, or postgresql+psycopg://user@host/name.")
    target = msgspec.structs.replace(settings, database="" if to == TO_SQLITE else to)
    if database_url(target) == database_url(settings):
        raise Stopped("--to: that is the database that the settings name. There is nothing to move.")
    check_database_exists(settings)
    check_ours(settings, "move")
    check_reached(settings, "database")
    with (
        faults_in_words(target.data, UNCHANGED),
        in_use.Hold(settings.data, alone=True),
        reading(settings) as connection,
    ):
        if settings.database:
            in_use.take_alone(connection)
        check_whole(connection, settings, "Nothing was moved.")
        check_reached(target, "--to")
        source = Source(connection, known_revision(connection))
        full = f"{database_name(target)} is not empty. A move replaces nothing: take another, or delete what is in it."
        contents, _ = fill(target, source, _finish, if_full=full)
    width = max(len(name) for name in contents.sums)
    yield f"{'table':<{width}}  {'rows':>12}  SHA-256, the same on both sides"
    for name, one in sorted(contents.sums.items()):
        yield f"{name:<{width}}  {one.rows:>12,}  {one.sha256.hex()}"
    yield f"{contents.rows:,} rows were copied. {database_name(settings)} is as it was."
    yield "Each phone reads its diary once from the start when it is opened next; nobody has to do anything."
    if to == TO_SQLITE:
        used = database_name(target)
        yield f"Now take `database` out of selfhelp.toml (or SELFHELP_DATABASE away): {used} is used then."
    else:
        yield "Now set `database` in selfhelp.toml (or SELFHELP_DATABASE) to the URL that you gave, and start."
    yield "Delete the old database when all is well: it still has what people delete later."


def _finish(session: Session, _old: Old) -> None:
    """Begin a new epoch, so that no phone takes a restarted old database for the new one (docs/engineers/adr/0022)."""
    renew(session)
