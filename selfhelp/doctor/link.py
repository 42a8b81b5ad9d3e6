"""What `selfhelp doctor` says of the way to the database."""

import os
from collections.abc import Iterator

from sqlalchemy import URL

from selfhelp.finding import Finding
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url


def goes_bare(url: URL) -> bool:
    """Whether somebody between here and the database could read or answer what is said: it is on another machine, and
    `sslmode` is not `verify-full`, which alone asks for TLS and for the name in the certificate (libpq, 33.19)."""
    host = str(url.query.get("host") or url.host or "")
    stays_here = not host or host.startswith(("/", "127.")) or host in {"localhost", "::1"}
    return not stays_here and (url.query.get("sslmode") or os.environ.get("PGSSLMODE")) != "verify-full"


def database_link(settings: Settings, launch: bool) -> Iterator[Finding]:
    """What is said to a database on another machine cannot be read or answered by anybody on the way."""
    if goes_bare(database_url(settings)):
        yield Finding(
            "error" if launch else "warning",
            "way to the database: not under TLS with a name that is checked",
            "Who stands between can read which boxes there are and when they are used, and answer in its place.",
            "Add ?sslmode=verify-full&sslrootcert=… to SELFHELP_DATABASE, or let both run on one machine.",
        )
    else:
        yield Finding("fine", "way to the database: on this machine, or under TLS")
