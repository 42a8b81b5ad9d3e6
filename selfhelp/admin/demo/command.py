"""`selfhelp demo`: the diary of a made-up person on a fresh database, to look around in, through the real protocol."""

from pathlib import Path
from typing import Final

from selfhelp.console import Stopped
from selfhelp.settings import Settings

NOTE_FILE: Final = "demo"
"""In the data folder of a database that holds the made-up diary: doctor looks for it."""

_LANGUAGES: Final = {"nb": "Bokmål", "en": "English"}


def demo(settings: Settings, file: Path | None, locale: str, server: str | None, *, on_public: bool) -> None:
    """Fill the database and print the code that opens the diary. `file`: the settings, for a server that is started.

    Raises Stopped when anything is in the database, when people may come to it, or when nothing came of it.
    """
    from selfhelp.admin.demo.fill import fill

    if settings.public_url.startswith("https:") and not on_public:
        raise Stopped(
            f"public_url is {settings.public_url}: people may come to this server, and the made-up diary would lie"
            " among theirs. Nothing was written.\n"
            "Try it on your own computer: SELFHELP_PUBLIC_URL=http://localhost:8000 SELFHELP_DATA=demo selfhelp demo\n"
            "If nobody has been let in yet, and you begin with an empty database before that: --on-public."
        )
    code, count, days = fill(settings, locale, server, file)
    where = server or f"http://localhost:{settings.port}"
    print(
        f"The diary of a made-up person is on the server: {count} records of {days} days, "
        f"in {_LANGUAGES[locale]}.\n\n"
        f"  Open   {where}/#/signin{'' if server else '   (after `selfhelp serve`)'}\n"
        f"  Code   {code}\n\n"
        "For looking only. The code stands on this screen, and whoever has it reads the diary. Let no people in on\n"
        "this database: for them, begin with an empty data folder (on PostgreSQL, with an empty database as well)."
    )
