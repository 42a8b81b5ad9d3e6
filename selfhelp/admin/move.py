"""`selfhelp move --to …`: everything from SQLite into PostgreSQL, or the other way."""

import argparse
from typing import TYPE_CHECKING

from selfhelp.console import told
from selfhelp.settings import Settings

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Actions") -> None:
    """The command's arguments."""
    move = commands.add_parser("move", help="copy everything into another database; the server is stopped")
    move.add_argument(
        "--to",
        required=True,
        metavar="URL",
        help="`sqlite`, or postgresql+psycopg://user@host/name (the password: in ~/.pgpass or PGPASSWORD)",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """The exit status, as `told` says."""
    from selfhelp.admin.databases.moving import move

    return told(move(settings, options.to))
