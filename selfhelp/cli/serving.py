"""Commands that run the server or the worker, and that check them and the reminders."""

import os
import sys
from pathlib import Path

import click

from selfhelp.cli.tree import PATH, missing_settings, read_settings, settings_file, tree
from selfhelp.console import Stopped
from selfhelp.settings import PREFIX, Settings


@tree.command()
@click.option("--host", metavar="ADDRESS", help="The address to listen on (default: the setting `host`).")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="The port to listen on; 0 takes a free one (default: `port`).",
)
def serve(host: str | None, port: int | None) -> int:
    """Serve the app, and store what phones send."""
    from selfhelp.server import serve

    settings = read_settings(needs_database=True)
    _check_may_start(settings)
    return serve(settings, host or settings.host, settings.port if port is None else port)


@tree.command()
def worker() -> int:
    """Run the scheduler alone: it sends the reminders, and does the work of the night."""
    from selfhelp.server import work

    settings = read_settings(needs_database=True)
    _check_may_start(settings)
    return work(settings)


def _check_may_start(settings: Settings) -> None:
    """Raise Stopped when the database is damaged, or when a key is missing that `selfhelp init` made in the data folder
    named by the settings' file."""
    from selfhelp.admin.databases.sqlite import damage_of
    from selfhelp.notify.keys import what_is_lost
    from selfhelp.notify.services import keys_folder
    from selfhelp.store.engine import SQLITE_FILE

    is_set_up = settings_file().is_file() and f"{PREFIX}DATA" not in os.environ
    if is_set_up and (lost := what_is_lost(keys_folder(settings))):
        raise Stopped(lost)
    if fault := damage_of(settings):
        raise Stopped(
            f"{settings.data / SQLITE_FILE} is damaged ({fault}). Nothing starts on it, so that the damage does not"
            " grow.\nDelete no backup. Is the disk failing? Then restore on another machine. Else put back the newest"
            " backup: `selfhelp restore BACKUP --replace` keeps the damaged file aside."
        )


@tree.group()
def nudges() -> None:
    """Show the state of the reminders."""


@nudges.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def status(as_json: bool) -> None:
    """Count phones and the reminders that are due or late, and name push services that refuse."""
    import msgspec

    from selfhelp.notify.status import status

    found = status(read_settings(must_exist=True, needs_database=True))
    print(msgspec.json.encode(found).decode() if as_json else found)


@tree.command()
@click.option("--launch", is_flag=True, help="Also check what must hold before people are let in.")
@click.option("--outside", is_flag=True, help="Also check the site as phones see it; --launch does it too.")
@click.option("--proxy", type=PATH, metavar="FILE", help="Also check the reverse proxy: its Caddyfile or nginx.conf.")
def doctor(launch: bool, outside: bool, proxy: Path | None) -> int:
    """Say what is wrong with this server, and what to do."""
    from selfhelp.doctor import examine, examine_from_outside
    from selfhelp.doctor.proxy import check_proxy

    settings = read_settings()
    if missing := missing_settings(settings):
        print(f"! {missing}\n")
    findings = examine(settings, launch=launch, file=settings_file())
    findings += check_proxy(settings, proxy) if launch or proxy else []
    findings += examine_from_outside(settings) if launch or outside else []
    print("\n".join(str(finding) for finding in findings))
    sys.stdout.flush()
    return int(any(finding.level == "error" for finding in findings))
