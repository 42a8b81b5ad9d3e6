"""`selfhelp coach …`: the organisation's key, invitations and certificates of coaches."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfhelp.cli.tree import PATH, read_settings, tree
from selfhelp.coach.certificate import MOST_DAYS
from selfhelp.console import Stopped, print_lines
from selfhelp.settings import Settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from selfhelp.organisation import Trust

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
_PASSWORD = click.option(
    "--password-file",
    type=PATH,
    metavar="FILE",
    help="A file with the password in its first line (default: ask for it).",
)
_DAYS = click.option(
    "--days",
    type=click.IntRange(1, MOST_DAYS),
    metavar="N",
    help=f"How many days the certificate lasts: 1 to {MOST_DAYS} (default: {MOST_DAYS}).",
)
_FINGERPRINT = click.option(
    "--fingerprint", metavar="WORDS", help="The fingerprint that the coach read to you. A key with another is refused."
)


@tree.group()
def coach() -> None:
    """Invite, certify and revoke coaches, and make the organisation's key."""


@coach.command("org-key")
@click.argument("file", type=PATH)
@click.option("--show", is_flag=True, help="Print the public key of a FILE that exists, and make none.")
@_PASSWORD
@_DRY_RUN
def org_key(file: Path, show: bool, password_file: Path | None, dry_run: bool) -> None:
    """Make the organisation's key, under a password, in FILE. Do it offline, on a stick that is never online."""
    from selfhelp.coach import orgkey_cli

    settings = read_settings()
    _print(
        orgkey_cli.show(file, password_file, dry_run=dry_run)
        if show
        else orgkey_cli.make(file, password_file, _kept_from(settings), dry_run=dry_run),
        dry_run=dry_run,
    )


@coach.command()
@click.option("--label", required=True, metavar="NAME", help="Your own name for the coach; nobody else sees it.")
@_DRY_RUN
def invite(label: str, dry_run: bool) -> None:
    """Make a link with which someone asks to become a coach. It works once, within 48 hours."""
    from selfhelp.coach import admin_cli

    settings = read_settings(needs_database=True)
    _print(admin_cli.invite(settings, _trust(settings), label, _now(), dry_run=dry_run), dry_run=dry_run)


@coach.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_coaches(as_json: bool) -> None:
    """List coaches and invitations, and say whose certificate is missing or ends soon."""
    from selfhelp.coach import admin_cli

    settings = read_settings(needs_database=True)
    _print(admin_cli.show(settings, _trust(settings), _now(), as_json=as_json))


@coach.command()
@click.option("--public-key", required=True, metavar="KEY", help="The coach's public key, as `coach list` shows it.")
@click.option("--key", required=True, type=PATH, metavar="FILE", help="The file of the organisation's key.")
@_DAYS
@_FINGERPRINT
@_PASSWORD
@_DRY_RUN
def sign(
    public_key: str,
    key: Path,
    days: int | None,
    fingerprint: str | None,
    password_file: Path | None,
    dry_run: bool,
) -> None:
    """Make a certificate for a coach's public key. Do it offline, where the organisation's key is."""
    from selfhelp.coach import orgkey_cli

    lines = orgkey_cli.sign(public_key, key, password_file, fingerprint, days or MOST_DAYS, _now(), dry_run=dry_run)
    _print(lines, dry_run=dry_run)


@coach.command()
@click.argument("name", metavar="ID")
@click.option("--key", type=PATH, metavar="FILE", help="The file of the organisation's key, to sign here.")
@click.option("--certificate", metavar="WORD", help="The certificate that `coach sign` printed elsewhere.")
@_DAYS
@_FINGERPRINT
@_PASSWORD
@_DRY_RUN
def certify(
    name: str,
    key: Path | None,
    certificate: str | None,
    days: int | None,
    fingerprint: str | None,
    password_file: Path | None,
    dry_run: bool,
) -> None:
    """Let a coach read and reply, for at most 90 days. ID is the coach's label, or the id or its beginning."""
    from selfhelp.coach import admin_cli

    if (key is None) == (certificate is None):
        raise click.UsageError("Give one of --key and --certificate.")
    settings = read_settings(needs_database=True)
    trust = _trust(settings)
    if certificate is not None and days is not None:
        raise Stopped("--days: the certificate has its end already. Leave it out, or sign another.")
    by = admin_cli.Signing(key, password_file, days or MOST_DAYS) if key is not None else certificate or ""
    _print(admin_cli.certify(settings, trust, name, by, fingerprint, _now(), dry_run=dry_run), dry_run=dry_run)


@coach.command()
@click.argument("name", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask. Required where there is no terminal.")
@_DRY_RUN
def revoke(name: str, yes: bool, dry_run: bool) -> None:
    """Revoke a coach, for good, or an invitation that nobody has used. ID is the label, or the id or its beginning."""
    from selfhelp.coach import admin_cli

    settings = read_settings(needs_database=True)
    lines = admin_cli.revoke(settings, name, _now(), dry_run=dry_run, is_sure=lambda: yes or _agreed())
    _print(lines, dry_run=dry_run)


@coach.command()
@click.argument("thread", metavar="NUMBER")
@_DRY_RUN
def erase(thread: str, dry_run: bool) -> None:
    """Delete a conversation that cannot be opened, for good. NUMBER is its 32 digits, as the console shows them."""
    from selfhelp.coach import admin_cli
    from selfhelp.notify.services import pending_notices

    settings = read_settings(needs_database=True)

    def cancel(session: "Session", channel: bytes, about: bytes) -> None:
        pending_notices(settings).cancel(session, channel, about)

    _print(admin_cli.erase(settings, thread, cancel, dry_run=dry_run), dry_run=dry_run)


@coach.command()
@click.argument("file", type=PATH, metavar="NEW")
@click.option("--key", required=True, type=PATH, metavar="OLD", help="The file of the present key.")
@_PASSWORD
@click.option(
    "--new-password-file",
    type=PATH,
    metavar="FILE",
    help="A file with the new key's password in its first line (default: ask for it).",
)
@_DRY_RUN
def rotate(file: Path, key: Path, password_file: Path | None, new_password_file: Path | None, dry_run: bool) -> None:
    """Make a new key for the organisation in the file NEW, signed by the old one. Do it offline."""
    from selfhelp.coach import orgkey_cli

    settings = read_settings()
    files = password_file, new_password_file
    lines = orgkey_cli.rotate(file, key, files, _trust(settings), _kept_from(settings), dry_run=dry_run)
    _print(lines, dry_run=dry_run)


def _print(lines: Iterator[str], *, dry_run: bool = False) -> None:
    print_lines(lines)
    if dry_run:
        print("Nothing was done: --dry-run.")


def _trust(settings: Settings) -> "Trust":
    from selfhelp.modules.checks.organisation import trust

    return trust(settings.content, settings.overlay)


def _kept_from(settings: Settings) -> tuple[Path, ...]:
    """Return the folders of the server: no key of the organisation may lie there."""
    return (settings.data, settings.content, settings.pwa, *filter(None, [settings.overlay]))


def _now() -> datetime:
    return datetime.now(UTC)


def _agreed() -> bool:
    """Ask at a terminal; without one return False."""
    return sys.stdin.isatty() and input("Type yes to continue: ").strip().lower() == "yes"
