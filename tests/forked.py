"""A server that is forked, not started. Imported once by the process that all of them come from, this has read the
code, and the app and the texts as they are compressed, and made an app, before the first test asks."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from selfhelp import cli, scheduler, server
from selfhelp.admin import keys
from selfhelp.admin.databases import restoring
from selfhelp.admin.databases.sqlite import tables_at
from selfhelp.app import create_app
from selfhelp.coach import orgkey
from selfhelp.http import static_files
from selfhelp.settings import Settings
from selfhelp.store import store
from selfhelp.store.migrate import import_tables, revisions
from tests import one_pack
from tests.patience import be_patient

READ = (scheduler, server, static_files.routes(Settings().pwa), one_pack.shipped(), create_app(Settings()))
one_pack.read_once()
be_patient()
# For the commands that are killed again and again (tests/admin/dying.py, killed.py).
import_tables()
COMMANDS = (keys, restoring, tables_at(revisions()[0]))
# What each server would look through once more when it has started.
gc.collect()
gc.freeze()


def serve(environ: Mapping[str, str], log: Path, limit: int) -> None:
    """`selfhelp serve` with this environment and no other; what it says goes to `log`. Beyond `limit` calls at once it
    refuses."""
    store.LIMIT = limit  # type: ignore[misc]
    _run(["serve"], environ, log, log)


def work(environ: Mapping[str, str], log: Path) -> None:
    """`selfhelp worker`, likewise."""
    _run(["worker"], environ, log, log)


def command(arguments: Sequence[str], environ: Mapping[str, str], folder: Path, out: Path, error: Path) -> None:
    """`selfhelp …` in this folder; a password of the tests need not withstand anybody."""
    orgkey.ROUNDS = 2_048  # type: ignore[misc]
    os.chdir(folder)
    _run(arguments, environ, out, error)


def _run(arguments: Sequence[str], environ: Mapping[str, str], out: Path, error: Path) -> None:
    os.environ.clear()
    os.environ.update(environ)
    for descriptor, file in ((1, out), (2, error)):
        with file.open("ab") as said:
            os.dup2(said.fileno(), descriptor)
    sys.exit(cli.main(arguments))
