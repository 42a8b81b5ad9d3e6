"""Check the database: reachable, whole, within its budget, encrypted on the way, without a made-up diary."""

import os
from collections.abc import Iterator
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from selfhelp.admin.databases.sqlite import LOOKED_THROUGH, damage_of
from selfhelp.admin.demo import DEMO_FILE
from selfhelp.finding import Finding
from selfhelp.ownership import to_run
from selfhelp.settings import Settings
from selfhelp.store.commands import is_there, reading
from selfhelp.store.engine import database_url, sqlite_file
from selfhelp.store.metrics import postgresql_bytes, sqlite_bytes
from selfhelp.store.migrate import revision_of, revisions

_LONG: Final = "over 1 GiB that takes long, and `selfhelp backup` does it every time"


def database(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that the database can be reached, looks whole, and has this version's schema."""
    if not is_there(settings):
        yield Finding("fine", "database: not there yet, the first start makes it")
        return
    if fault := damage_of(settings):
        yield Finding.error(
            f"database: damaged ({fault})",
            "Part of what people wrote cannot be read here any more. Nothing starts on it, and `selfhelp backup` copies"
            " nothing of it.",
            "Delete no backup. Put back the newest: `selfhelp restore BACKUP --replace`, on another machine if the disk"
            " fails.",
        )
        return
    file, known = sqlite_file(settings), revisions()
    try:
        with reading(settings) as connection:
            found = revision_of(connection)
            is_small = file is None or file.stat().st_size <= LOOKED_THROUGH
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        yield Finding.error(
            f"database: cannot be opened ({reason})",
            "Nothing can be kept or read.",
            "Check SELFHELP_DATABASE, and that the server runs and takes this user.",
        )
        return
    if found is not None and found not in known:
        yield Finding.error(
            f"database: its schema is {found}, which this version does not know: a newer one made it",
            "This version does not start on it, so that nothing is written that the newer one could not read.",
            "Install the newer version again, or `selfhelp restore` the backup from before"
            " (docs/operators/backups.md).",
        )
    elif found != known[0]:
        yield Finding.warning(
            f"database: its schema is {found or 'empty'}, this version needs {known[0]}",
            "`selfhelp serve` brings it up to date at its start; an older version cannot read it afterwards.",
            "`selfhelp backup FOLDER` first (docs/operators/backups.md).",
        )
    else:
        seen = ("" if file is None else ", looked through") if is_small else f", not looked through: {_LONG}"
        yield Finding("fine", f"database: reached, schema {found}{seen}")


def budget(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that the database is within its budget, if it has one. `database` reports one that cannot be opened."""
    if not settings.database_budget or not is_there(settings):
        yield Finding("fine", "budget: none is set" if not settings.database_budget else "budget: nothing is used yet")
        return
    file = sqlite_file(settings)
    try:
        size = sqlite_bytes(file) if file is not None else _postgresql_bytes(settings)
    except SQLAlchemyError:
        return
    said = f"budget: {size / 1024**3:.1f} of {settings.database_budget / 1024**3:.1f} GiB"
    if size > settings.budget_for_new:
        is_over = size > settings.database_budget
        grows = "Nothing new is kept of anyone's diary, and new people" if is_over else "New people"
        yield Finding.error(
            said,
            f"{grows} are turned away.",
            "Are these people? Then raise SELFHELP_DATABASE_BUDGET. Else see docs/operators/watching.md, ManyNewBoxes.",
        )
    else:
        yield Finding("fine", said)


def _postgresql_bytes(settings: Settings) -> int:
    with reading(settings) as connection:
        return postgresql_bytes(connection)


def database_link(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that nobody on the way can read or change the connection to a database on another machine."""
    url = database_url(settings)
    host = str(url.query.get("host") or url.host or "")
    stays_here = not host or host.startswith(("/", "127.")) or host in {"localhost", "::1"}
    # Only `verify-full` requires TLS and checks the certificate's name (libpq, 33.19).
    if not stays_here and (url.query.get("sslmode") or os.environ.get("PGSSLMODE")) != "verify-full":
        yield Finding(
            "error" if launch else "warning",
            "connection to the database: without TLS that checks the server's name",
            "Who stands between can read which boxes there are and when they are used, and answer in its place.",
            "Add ?sslmode=verify-full&sslrootcert=… to SELFHELP_DATABASE, or let both run on one machine.",
        )
    else:
        yield Finding("fine", "connection to the database: on this machine, or under TLS")


def made_up(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that there is no made-up diary where people are let in."""
    note = settings.data / DEMO_FILE
    if note.is_file() and (launch or settings.public_url.startswith("https:")):
        yield Finding.error(
            "demo: `selfhelp demo` has put the diary of a made-up person into this database",
            "Its code stood on a screen, and the figures count it as someone who uses the app.",
            "Begin with an empty data folder, and an empty database, before people come. Have they come already: open"
            f" the diary with its code, press «Slett alt», then {to_run('rm', note)}",
        )
    else:
        yield Finding("fine", "demo: no diary of a made-up person where people come")
