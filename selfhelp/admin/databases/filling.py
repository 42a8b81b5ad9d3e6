"""Another database in the place of the one that the settings name: all of it at one instant, or nothing."""

from selfhelp.admin.databases import postgresql_target, sqlite_target
from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.target import Finish, Source
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file


def fill(settings: Settings, source: Source, finish: Finish, *, if_full: str | None) -> tuple[Contents, str | None]:
    """Put the rows of `source` into the database of `settings`, and bring its schema up to date.

    What was put in, and what the old database is called now, if it held anything. With the sentence `if_full` one that
    does is refused: Stopped, as when what is read back differs. Whoever calls holds the data folder alone.
    """
    if sqlite_file(settings) is None:
        return postgresql_target.fill(settings, source, finish, if_full=if_full)
    return sqlite_target.fill(settings, source, finish, if_full=if_full)
