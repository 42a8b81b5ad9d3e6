"""`selfhelp restore FILE`: a backup in the place of the database, with nothing in it that was deleted since."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from selfhelp.console import told
from selfhelp.settings import Settings

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Actions") -> None:
    """The command's arguments."""
    restore = commands.add_parser("restore", help="put a backup in the place of the database; the server is stopped")
    restore.add_argument("file", type=Path, metavar="FILE", help="what `selfhelp backup` made")
    restore.add_argument(
        "--replace", action="store_true", help="keep the database that is there, under another name that is said"
    )
    restore.add_argument(
        "--keys", type=Path, metavar="FOLDER", help="put back what `backup --keys` copied there: keys that are missing"
    )
    restore.add_argument(
        "--graves",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a list of deletions besides the one in the data folder; once for each machine's",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """The exit status, as `told` says."""
    from selfhelp.admin.databases.restoring import restore

    return told(restore(settings, options.file, replace=options.replace, keys=options.keys, graves=options.graves))
