"""The operator's commands: set a server up, back it up, restore, move, verify and report on it."""

import os
import re
from pathlib import Path

import click

from selfhelp.cli.tree import PATH, read_settings, settings_file, tree
from selfhelp.console import print_lines

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what it would do and cost, and do nothing.")
_YES = click.option("--yes", is_flag=True, help="Do it. Without --yes, only print what it would cost.")


@tree.command()
@click.option("--name", metavar="WORDS", help="The organisation's name, as people see it.")
@click.option("--public-url", metavar="URL", help="The address that people open (https://…).")
@click.option(
    "--contact",
    metavar="EMAIL",
    help="An e-mail address that someone reads: push services write there if something is wrong.",
)
@click.option("--postal-address", metavar="WORDS", help="The organisation's postal address, as people see it.")
@click.option(
    "--public-contact", metavar="WORDS", help="How people reach you: an e-mail address, an https page or a number."
)
@click.option(
    "--data",
    type=PATH,
    default="data",
    metavar="DIR",
    help="The folder for the database and the keys (default: data).",
)
@click.option(
    "--overlay", type=PATH, default="overlay", metavar="DIR", help="The folder for your own texts (default: overlay)."
)
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
def init(data: Path, overlay: Path, dry_run: bool, **answers: str | None) -> None:
    """Make settings, keys and an overlay for a new server in this folder. It asks for what you leave out."""
    from selfhelp.admin.init import init

    given = {name.replace("_", "-"): answer for name, answer in answers.items() if answer is not None}
    print_lines(init(settings_file(), given, data, overlay, os.environ, dry=dry_run))


@tree.command()
@click.argument("folder", type=PATH)
@click.option(
    "--keys",
    type=PATH,
    metavar="FOLDER",
    help="Also copy the keys and the list of deletions, into this other folder.",
)
@click.option("--keep", type=click.IntRange(1), metavar="N", help="Delete all backups in FOLDER but the newest N.")
def backup(folder: Path, keys: Path | None, keep: int | None) -> None:
    """Copy the database into FOLDER, which must exist, while the server runs."""
    from selfhelp.admin.databases.backing import back_up

    print_lines(back_up(read_settings(must_exist=True), folder, keys=keys, keep=keep))


@tree.command()
@click.argument("file", type=PATH)
@click.option(
    "--replace", is_flag=True, help="Replace a database that is not empty. It is kept, under a name that is printed."
)
@click.option(
    "--keys",
    type=PATH,
    metavar="FOLDER",
    help="Take missing keys and the list of deletions from where `backup --keys` copied them.",
)
@click.option(
    "--graves",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A further list of deletions: the file `graves` of a data folder, or its copy. Repeat it for each machine.",
)
def restore(file: Path, replace: bool, keys: Path | None, graves: tuple[Path, ...]) -> None:
    """Put the backup FILE in the place of the database, while the server is stopped."""
    from selfhelp.admin.databases.restoring import restore

    print_lines(restore(read_settings(must_exist=True), file, replace=replace, keys=keys, tombstones=list(graves)))


@tree.command()
@click.option(
    "--to",
    required=True,
    metavar="URL",
    help="`sqlite`, or postgresql+psycopg://user@host/name, with the password in ~/.pgpass or PGPASSWORD.",
)
def move(to: str) -> None:
    """Copy everything into another database, while the server is stopped."""
    from selfhelp.admin.databases.moving import move

    print_lines(move(read_settings(must_exist=True), to))


@tree.group()
def keys() -> None:
    """Replace the keys of the reminders."""


@keys.group()
def rotate() -> None:
    """Replace a key, while the server and every worker are stopped."""


@rotate.command()
@click.option(
    "--undo", is_flag=True, help="Go back to the former key. Phones that have subscribed since must subscribe again."
)
@_YES
@_DRY_RUN
def vapid(undo: bool, yes: bool, dry_run: bool) -> None:
    """Rotate the key that identifies this server to the push services."""
    from selfhelp.admin.keys import rotate_vapid

    settings = read_settings(must_exist=True, needs_database=True)
    print_lines(rotate_vapid(settings, undo=undo, is_sure=yes and not dry_run))


@rotate.command()
@_YES
@_DRY_RUN
def endpoint(yes: bool, dry_run: bool) -> None:
    """Rotate the keys that protect the phones' push addresses in the database."""
    from selfhelp.admin.keys import rotate_endpoint

    print_lines(rotate_endpoint(read_settings(must_exist=True, needs_database=True), is_sure=yes and not dry_run))


@tree.command()
@click.argument("url")
@click.option(
    "--manifest",
    type=PATH,
    metavar="FILE",
    help="The manifest.json of the release (default: the app and the texts that selfhelp serves here).",
)
def verify(url: str, manifest: Path | None) -> int:
    """Compare the running site at URL (https://name) with its release."""
    from selfhelp.admin.verify.command import verify

    return verify(read_settings(), url, manifest)


class _Month(click.ParamType[int]):
    """`YYYY-MM` as year × 12 + month − 1."""

    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", value)
        if match is None:
            self.fail(f"{value!r} is no month; write 2026-11", param, ctx)
        return int(match[1]) * 12 + int(match[2]) - 1


@tree.command()
@click.option("--from", "first", type=_Month(), required=True, metavar="YYYY-MM", help="The first month.")
@click.option("--to", "last", type=_Month(), required=True, metavar="YYYY-MM", help="The last month.")
@click.option("--out", type=PATH, metavar="FOLDER", help="The folder to write it into (default: ./report-FROM-TO).")
def report(first: int, last: int, out: Path | None) -> None:
    """Write a report of counts, as CSV and as pages to print."""
    from selfhelp.outcomes.page import write_report

    settings = read_settings(must_exist=True, needs_database=True)
    if first > last:
        raise click.UsageError("--from must not be later than --to.")
    print_lines(write_report(settings, first, last, out))


@tree.command()
@click.option("--locale", type=click.Choice(["nb", "en"]), default="nb", help="The diary's language (default: nb).")
@click.option("--on-public", is_flag=True, help="Fill it even if `public_url` is https, where people may come.")
@click.option(
    "--server",
    metavar="URL",
    help="A running server with these settings, such as http://localhost:8000 (default: start one for it).",
)
@click.pass_obj
def demo(file: Path | None, locale: str, on_public: bool, server: str | None) -> None:
    """Fill an empty database with the diary of a made-up person, to look at."""
    from selfhelp.admin.demo.fill import demo

    demo(read_settings(needs_database=True), file, locale, server, on_public=on_public)
