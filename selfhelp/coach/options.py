"""`selfhelp coach …` on the command line. Imports nothing heavy: every start of any command reads this."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

MOST_DAYS: Final = 90
"""Of a certificate."""


def add(commands: "Actions") -> None:
    """The command `coach` with all its actions."""
    coach = commands.add_parser("coach", help="the coaches: the organisation's key, invitations, certificates")
    actions = coach.add_subparsers(dest="action", required=True, metavar="action")

    org_key = _action(actions, "org-key", "offline: make the key that vouches for coaches, locked by a passphrase")
    org_key.add_argument("file", type=Path, metavar="FILE", help="where the key goes: a stick that is never online")
    org_key.add_argument("--show", action="store_true", help="print the public key of a file that is there")
    _passphrase(org_key)

    invite = _action(actions, "invite", "a link by which somebody asks to be a coach: works once, for 48 hours")
    invite.add_argument(
        "--label", required=True, metavar="NAME", help="your own name for the coach; nobody else sees it"
    )

    shown = actions.add_parser("list", help="coaches, invitations, and whose certificate is missing or ends")
    shown.add_argument("--json", action="store_true", help="the same as JSON")

    sign = _action(actions, "sign", "offline: a certificate for a public key that `coach list` shows")
    sign.add_argument("--public-key", required=True, metavar="KEY", help="of the coach, as `coach list` shows it")
    sign.add_argument("--key", required=True, type=Path, metavar="FILE", help="the organisation's key")
    _signing(sign)

    certify = _action(actions, "certify", "let a coach read and answer, for at most 90 days")
    certify.add_argument("id", metavar="ID", help="the coach: the label, or the id or its beginning")
    how = certify.add_mutually_exclusive_group(required=True)
    how.add_argument("--key", type=Path, metavar="FILE", help="the organisation's key, on this machine")
    how.add_argument("--certificate", metavar="WORD", help="what `coach sign` printed on another")
    _signing(certify)

    revoke = _action(actions, "revoke", "end a coach, for good, or an invitation that nobody has used")
    revoke.add_argument("id", metavar="ID", help="the coach: the label, or the id or its beginning")
    revoke.add_argument("--yes", action="store_true", help="do not ask; without it a coach is ended only at a terminal")

    erase = _action(actions, "erase", "erase one thread from the server, for good: one that cannot be opened")
    erase.add_argument("thread", metavar="THREAD", help="its number, 32 digits, as the console shows it")

    rotate = _action(actions, "rotate", "offline: a new key for the organisation, signed by the old one")
    rotate.add_argument("file", type=Path, metavar="NEW", help="where the new key goes")
    rotate.add_argument("--key", required=True, type=Path, metavar="OLD", help="the present key")
    _passphrase(rotate)
    rotate.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help="holds the passphrase of the new key")


def _action(actions: "Actions", name: str, does: str) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=does)
    action.add_argument("--dry-run", action="store_true", help="say what it would do, and do nothing")
    return action


def _passphrase(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="holds the passphrase in its first line (default: ask)"
    )


def _signing(action: argparse.ArgumentParser) -> None:
    action.add_argument("--days", type=_days, help=f"how long it lasts: 1 to {MOST_DAYS} (default: {MOST_DAYS})")
    action.add_argument("--fingerprint", metavar="WORDS", help="what the coach read to you: sign nothing else")
    _passphrase(action)


def _days(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of days from 1 to {MOST_DAYS}")
    return int(value)
