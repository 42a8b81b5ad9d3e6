"""The command line: `selfhelp serve · worker · content · doctor · backup …`; each command's work is elsewhere."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Protocol

from selfhelp.admin import backup, demo, init, keys, move, restore, verify
from selfhelp.coach import options as coach
from selfhelp.console import Stopped, hush
from selfhelp.outcomes import options as outcomes
from selfhelp.owner import unopened
from selfhelp.settings import FILE, PREFIX, Settings, SettingsError, load
from selfhelp.store.engine import SQLITE_FILE


class _Command(Protocol):
    """What the operator does at a prompt; each has a module of its own."""

    def add(self, commands: Any) -> None: ...

    def run(self, options: argparse.Namespace, settings: Settings) -> int: ...


_OPERATING: Final[dict[str, _Command]] = {
    "backup": backup,
    "demo": demo,
    "keys": keys,
    "move": move,
    "restore": restore,
    "verify": verify,
}


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    parser = argparse.ArgumentParser(
        prog="selfhelp",
        description="Fotfeste: the server, its clock, and its tools.",
        epilog="Pages that are named docs/… come with the release, in its archive of the source, and do not lie here.",
    )
    parser.add_argument("--version", action="version", version=f"selfhelp {version('selfhelp')}")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help=f"settings in TOML (default: ./{FILE}, if there is one)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    serve = commands.add_parser("serve", help="serve the app, and keep what phones send")
    serve.add_argument("--host", help="the address to listen on (default: the setting `host`)")
    serve.add_argument("--port", type=_port, help="the port to listen on; 0 takes a free one (default: `port`)")

    commands.add_parser("worker", help="run the clock alone: reminders, retention, compaction")

    nudges = commands.add_parser("nudges", help="the reminders")
    asked = nudges.add_subparsers(dest="action", required=True, metavar="action")
    status = asked.add_parser("status", help="counts only: phones, what is due or late, push services that refuse")
    status.add_argument("--json", action="store_true", help="the same as one JSON object")

    content = commands.add_parser("content", help="the content pack")
    actions = content.add_subparsers(dest="action", required=True, metavar="action")
    check = actions.add_parser("check", help="check every text and table of the pack")
    check.add_argument("--watch", action="store_true", help="check again at every change")
    check.add_argument("--frozen", action="store_true", help="a new name that is not locked is an error")
    actions.add_parser("lock", help="for a release: lock the new names, under which answers will rest")
    table = actions.add_parser("table", help="words, minutes, reading ease and review of every text")
    table.add_argument("id", nargs="?", help="all there is to say of one text")
    table.add_argument("--wide", action="store_true", help="kinds of step, answers made and used, and sources too")
    new = actions.add_parser("new", help="a new text to write in")
    new.add_argument("genre", choices=["module", "page", "tool"])
    new.add_argument("id", help="its name in diaries and links, in English: sleep-better")
    new.add_argument("--programme", default="stop", help="where a module belongs (default: stop)")
    actions.add_parser("directory", help="what somebody must ring or open before launch, and what has been")
    drop = actions.add_parser("drop", help="take out a text that was never locked")
    drop.add_argument("id", help="the id of the text")
    sign = actions.add_parser("sign", help="vouch for the words of a text as they stand")
    sign.add_argument("id", help="the id of the text")
    sign.add_argument("--as", dest="role", required=True, metavar="ROLE", help="psychologist, lawyer, relative …")

    coach.add(commands)
    outcomes.add(commands)
    init.add(commands)
    for command in _OPERATING.values():
        command.add(commands)

    doctor = commands.add_parser("doctor", help="what is not as it should be on this machine")
    doctor.add_argument("--launch", action="store_true", help="also what must hold before people are let in")
    doctor.add_argument("--outside", action="store_true", help="also the site as phones see it; part of --launch")
    doctor.add_argument(
        "--proxy", type=Path, metavar="FILE", help="also the reverse proxy: its Caddyfile or nginx.conf"
    )
    return parser


def _port(value: str) -> int:
    if not value.isdigit() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port; 0 to 65535 are")
    return int(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 fine, 1 it found or met something wrong, 2 it was called wrongly."""
    options = parser().parse_args(arguments)
    try:
        status = init.run(options, os.environ) if options.command == "init" else _run_on_settings(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        hush()
        return 1
    except Stopped as error:
        print(error, file=sys.stderr)
        return 1
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except PermissionError as error:
        print(f"{unopened(Path(error.filename or '.'))}. `selfhelp doctor` looks closer.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'The system says'}: {error.strerror}.", file=sys.stderr)
        return 1


def _run_on_settings(options: argparse.Namespace) -> int:
    settings = load(os.environ, options.settings)
    missing = _no_settings(options, settings)
    if missing and options.command in ("backup", "keys", "move", "nudges", "report", "restore"):
        print(missing, file=sys.stderr)
        return 1
    if missing and options.command == "doctor":
        print(f"! {missing}\n")
    return _run(options, settings)


def _no_settings(options: argparse.Namespace, settings: Settings) -> str | None:
    """What to say where there are neither settings nor data: most often it is the wrong folder."""
    if (options.settings or FILE).is_file() or any(name.startswith(PREFIX) for name in os.environ):
        return None
    if settings.data.exists():
        return None
    return (
        f"No settings here: {Path.cwd()} has no {FILE} and no data folder, and no {PREFIX}… is set.\n"
        f"Go to the folder of the server, or name its file: selfhelp --settings FILE {options.command} …"
    )


def _run(options: argparse.Namespace, settings: Settings) -> int:
    # Imported here, so that `doctor` answers even when the server cannot be imported, and each command starts fast.
    _check_reached(options, settings)
    if options.command in ("serve", "worker") and (why := _must_not_start(options, settings)):
        print(why, file=sys.stderr)
        return 1
    if options.command == "serve":
        from selfhelp.server import serve

        return serve(settings, options.host or settings.host, settings.port if options.port is None else options.port)
    if options.command == "worker":
        from selfhelp.server import work

        return work(settings)
    if options.command == "nudges":
        return _nudges_status(settings, as_json=options.json)
    if options.command == "content":
        from selfhelp.modules import checking, commands

        match options.action:
            case "check":
                return checking.check(
                    settings.content, frozen=options.frozen, watch=options.watch, overlay=settings.overlay
                )
            case "lock":
                return checking.lock(settings.content)
            case "table":
                return commands.show_table(settings.content, options.id, wide=options.wide, overlay=settings.overlay)
            case "directory":
                return commands.show_directory(settings.content, settings.overlay)
            case "new":
                return commands.new(settings.content, options.genre, options.id, options.programme)
            case "drop":
                return commands.drop_text(settings.content, options.id)
            case _:
                return commands.sign_text(settings.content, options.id, options.role, settings.overlay)
    if options.command == "coach":
        return _coach(options, settings)
    if options.command == "report":
        return _report(options, settings)
    if options.command in _OPERATING:
        return _OPERATING[options.command].run(options, settings)
    from selfhelp.doctor import examine, examine_from_outside, examine_proxy

    findings = examine(settings, launch=options.launch, file=options.settings or FILE)
    findings += examine_proxy(settings, options.proxy) if options.launch or options.proxy else []
    findings += examine_from_outside(settings) if options.launch or options.outside else []
    print("\n".join(str(finding) for finding in findings))
    return int(any(finding.level == "error" for finding in findings))


_SEE_FOR_THEMSELVES: Final = {"backup", "content", "doctor", "init", "move", "restore", "verify"}
_WITHOUT_DATABASE: Final = {"org-key", "rotate", "sign"}
"""What `coach` does with keys alone."""


def _check_reached(options: argparse.Namespace, settings: Settings) -> None:
    """Raise Stopped where a command needs a PostgreSQL database that cannot be reached."""
    is_of_keys = options.command == "coach" and options.action in _WITHOUT_DATABASE
    if not settings.database or options.command in _SEE_FOR_THEMSELVES or is_of_keys:
        return
    from selfhelp.admin.databases.faults import check_reached

    check_reached(settings, "database")


def _must_not_start(options: argparse.Namespace, settings: Settings) -> str | None:
    """Why neither a server nor a worker may start: a key is missing of a server that `selfhelp init` has set up, with
    keys in the data folder that its file of settings names; or the database is damaged."""
    from selfhelp.admin.databases.sqlite import damage_of
    from selfhelp.notify.keys import what_is_lost
    from selfhelp.notify.services import keys_folder

    is_set_up = (options.settings or FILE).is_file() and f"{PREFIX}DATA" not in os.environ
    if is_set_up and (lost := what_is_lost(keys_folder(settings))):
        return lost
    if fault := damage_of(settings):
        return (
            f"{settings.data / SQLITE_FILE} is damaged ({fault}). Nothing starts on it, so that the damage does not"
            " grow.\nErase no backup. Is the disk failing? Then restore on another machine. Else put back the newest"
            " backup: `selfhelp restore BACKUP --replace` keeps the damaged file aside."
        )
    return None


def _coach(options: argparse.Namespace, settings: Settings) -> int:
    from selfhelp.coach import commands
    from selfhelp.coach.notifier import PendingNotices
    from selfhelp.modules.trust import trust
    from selfhelp.organisation import Trust

    def hush() -> PendingNotices:
        from selfhelp.notify.services import hush

        return hush(settings)

    # The key is made and used on a machine that may have no pack; and a coach is revoked, and a thread erased, whatever
    # is wrong with it.
    needs_pack = options.action not in ("org-key", "sign", "revoke", "erase")
    known = trust(settings.content, settings.overlay) if needs_pack else Trust()
    return commands.run(options, settings, known, hush)


def _report(options: argparse.Namespace, settings: Settings) -> int:
    from selfhelp.outcomes.commands import run

    if options.first > options.last:
        print("--from must not be later than --to.", file=sys.stderr)
        return 2
    return run(settings, options.first, options.last, options.out)


def _nudges_status(settings: Settings, *, as_json: bool) -> int:
    import msgspec
    from sqlalchemy.exc import SQLAlchemyError

    from selfhelp.notify.status import status
    from selfhelp.store.engine import sqlite_file

    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        print(f"There is no database in {settings.data} yet: the first start makes it.", file=sys.stderr)
        return 1
    try:
        found = status(settings)
    except SQLAlchemyError:
        print(
            "The database cannot be read, or is not of this version. `selfhelp doctor` looks closer.", file=sys.stderr
        )
        return 1
    print(msgspec.json.encode(found).decode() if as_json else found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
