"""`selfhelp doctor`: find what is wrong, why it matters and what to do; one module a subject."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from selfhelp.console import progress
from selfhelp.doctor import backups, content, database, files, machine, public_site, reminders
from selfhelp.finding import Finding
from selfhelp.settings import SETTINGS_FILE, Settings

Check = Callable[[Settings, bool], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    files.owned,
    machine.data_folder,
    files.of_others,
    machine.disk,
    database.budget,
    database.database,
    database.made_up,
    database.database_link,
    backups.age,
    backups.kept,
    machine.app_built,
    content.pack_readable,
    content.pack_unchanged,
    content.organisation_named,
    content.notice_current,
    reminders.push_contact,
    reminders.reminders,
    reminders.coaches,
    machine.clock_kept,
    machine.maintenance_ended,
    public_site.public_address,
)


def examine(settings: Settings, *, launch: bool, file: Path = SETTINGS_FILE) -> list[Finding]:
    """Return every check's findings; with `launch` also of what must hold before people are let in. Connects to nobody.

    `file` is where the settings were read, if there is such a file.
    """
    found = [finding for check in CHECKS for finding in _looked(check, settings, launch)]
    found += [*files.settings_readable(file), *(files.read_only(settings, file) if file.is_file() else ())]
    return list(dict.fromkeys(found))


def _looked(check: Check, settings: Settings, launch: bool) -> Iterator[Finding]:
    """Yield what `check` finds; a file that it may not read is a finding too."""
    try:
        yield from check(settings, launch)
    except PermissionError as error:
        yield files.unreadable(settings, Path(error.filename or settings.data))


def examine_from_outside(settings: Settings) -> list[Finding]:
    """Return what only requests over the net can tell: the site as phones see it, and this machine's clock."""
    if not settings.public_url.startswith("https:"):
        what = f"outside: not looked at, since public_url, {settings.public_url}, is not https"
        why = "Its certificate, its headers and this machine's clock are not known of."
        return [Finding.warning(what, why, "Set SELFHELP_PUBLIC_URL=https://… as soon as people can open it.")]
    asked = chain(public_site.site(settings.public_url), machine.clock_against_push_services())
    with progress("visiting the site", asked, lambda: None) as findings:
        return list(findings)
