"""`selfhelp demo`: the diary of a made-up person on a fresh database, to look around in, through the real protocol."""

import argparse
import sys
from typing import Final

from selfhelp.settings import Settings

NOTE_FILE: Final = "demo"
"""In the data folder of a database that holds the made-up diary: doctor looks for it."""

_LANGUAGES: Final = {"nb": "Bokmål", "en": "English"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments."""
    demo = commands.add_parser(
        "demo", help="fill a fresh database with the diary of a made-up person, for looking only"
    )
    demo.add_argument("--locale", choices=_LANGUAGES, default="nb", help="the diary's language (default: nb)")
    demo.add_argument(
        "--on-public", action="store_true", help="fill it though `public_url` is https, where people may come"
    )
    demo.add_argument(
        "--server",
        metavar="URL",
        help="a server that runs on these settings, such as http://localhost:8000 (default: one is started for it)",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Fill the database and print the code that opens the diary. 1 when anything is in it, or nothing came of it."""
    from selfhelp.admin.demo_fill import fill

    if settings.public_url.startswith("https:") and not options.on_public:
        print(
            f"public_url is {settings.public_url}: people may come to this server, and the made-up diary would lie"
            " among theirs. Nothing was written.\n"
            "Try it on your own computer: SELFHELP_PUBLIC_URL=http://localhost:8000 SELFHELP_DATA=demo selfhelp demo\n"
            "If nobody has been let in yet, and you begin with an empty database before that: --on-public.",
            file=sys.stderr,
        )
        return 1
    code, count, days = fill(settings, options.locale, options.server, options.settings)
    where = options.server or f"http://localhost:{settings.port}"
    print(
        f"The diary of a made-up person is on the server: {count} records of {days} days, "
        f"in {_LANGUAGES[options.locale]}.\n\n"
        f"  Open   {where}/#/signin{'' if options.server else '   (after `selfhelp serve`)'}\n"
        f"  Code   {code}\n\n"
        "For looking only. The code stands on this screen, and whoever has it reads the diary. Let no people in on\n"
        "this database: for them, begin with an empty data folder (on PostgreSQL, with an empty database as well)."
    )
    return 0
