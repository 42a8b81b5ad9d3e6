"""`selfhelp coach …`: runs one action and prints its lines; 0 done, 1 refused, 130 when Ctrl-C ended it."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from selfhelp.coach import admin_cli, orgkey_cli
from selfhelp.coach.notifier import PendingNotices
from selfhelp.coach.options import MOST_DAYS
from selfhelp.console import Stopped, told
from selfhelp.organisation import Trust
from selfhelp.settings import Settings


def run(options: argparse.Namespace, settings: Settings, trust: Trust, hush: Callable[[], PendingNotices]) -> int:
    """`options` are those of `options.add`; `trust` is what pack.toml says; `hush` opens what takes back a push."""

    def lines() -> Iterator[str]:
        yield from _lines(options, settings, trust, hush, datetime.now(UTC))
        if getattr(options, "dry_run", False):
            yield "Nothing was done: --dry-run."

    return told(lines())


def _lines(
    options: argparse.Namespace, settings: Settings, trust: Trust, hush: Callable[[], PendingNotices], now: datetime
) -> Iterator[str]:
    kept_from = (settings.data, settings.content, settings.pwa, *filter(None, [settings.overlay]))
    match options.action:
        case "org-key" if options.show:
            return orgkey_cli.show(options.file, options.passphrase_file, dry_run=options.dry_run)
        case "org-key":
            return orgkey_cli.make(options.file, options.passphrase_file, kept_from, dry_run=options.dry_run)
        case "sign":
            return orgkey_cli.sign(
                options.public_key,
                options.key,
                options.passphrase_file,
                options.fingerprint,
                options.days or MOST_DAYS,
                now,
                dry_run=options.dry_run,
            )
        case "rotate":
            files = options.passphrase_file, options.new_passphrase_file
            return orgkey_cli.rotate(options.file, options.key, files, trust, kept_from, dry_run=options.dry_run)
        case "invite":
            return admin_cli.invite(settings, trust, options.label, now, dry_run=options.dry_run)
        case "list":
            return admin_cli.show(settings, trust, now, as_json=options.json)
        case "certify" if options.certificate is not None:
            if options.days is not None:
                raise Stopped("--days: the certificate has its end already. Leave it out, or sign another.")
            return admin_cli.certify(
                settings,
                trust,
                options.id,
                options.certificate,
                options.fingerprint,
                now,
                dry_run=options.dry_run,
            )
        case "certify":
            return admin_cli.certify_here(
                settings,
                trust,
                options.id,
                options.key,
                options.passphrase_file,
                options.fingerprint,
                options.days or MOST_DAYS,
                now,
                dry_run=options.dry_run,
            )
        case "erase":
            return admin_cli.erase(settings, options.thread, hush, dry_run=options.dry_run)
        case _:
            return admin_cli.revoke(
                settings, trust, options.id, now, dry_run=options.dry_run, is_sure=lambda: options.yes or _agreed()
            )


def _agreed() -> bool:
    """Whether somebody at a terminal says yes; without one nobody does."""
    return sys.stdin.isatty() and input("Write yes to go on: ").strip().lower() == "yes"
