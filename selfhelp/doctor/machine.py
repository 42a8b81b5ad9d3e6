"""What is on this machine: the data folder, the disk, the database, the app, the texts, the reminders, the coaches."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, get_args
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from selfhelp.admin.databases.sqlite import LOOKED_THROUGH, damage_of
from selfhelp.admin.demo.fill import NOTE_FILE
from selfhelp.boxes.capacity import POSTGRESQL_BYTES
from selfhelp.coach.checkup import look_over
from selfhelp.console import Stopped
from selfhelp.doctor.directory import help_directory
from selfhelp.finding import Finding
from selfhelp.modules.authoring.check import check_once
from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages, counted
from selfhelp.modules.review import missing_roles
from selfhelp.modules.sheets import Role
from selfhelp.modules.trust import trust
from selfhelp.notify.circuit_breakers import OPEN
from selfhelp.notify.keys import NEXT_KEY_FILE, NEXT_VAPID_FILE, what_is_lost
from selfhelp.notify.services import keys_folder
from selfhelp.notify.status import status
from selfhelp.ownership import owner_of, to_run
from selfhelp.settings import Settings
from selfhelp.store.commands import reading
from selfhelp.store.engine import sqlite_file
from selfhelp.store.metrics import sqlite_bytes
from selfhelp.store.migrate import revision_of, revisions

_LONG: Final = "over 1 GiB that takes long, and `selfhelp backup` does it every time"

_KEY_SUFFIXES: Final = (".key", ".pem")
_UNFIT: Final = "It does not count: it is old, or misspelled, or the pack has changed since."
_UNREAL: Final = frozenset({"localhost", "example", "invalid", "test", "local"})
"""Names under which nobody is reached (RFC 2606, RFC 6761 and RFC 6762): as the last word; `example` also further left,
as in example.org and all below it."""


def _others_may(path: Path) -> bool:
    """Whether anybody but the owner may read, write or enter."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def data_folder(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The folder and the keys in it belong to this user alone."""
    del launch
    folder = settings.data
    if not folder.exists():
        yield Finding("fine", f"data folder {folder}: not there yet, the first start makes it")
        return
    if not folder.is_dir():
        yield Finding(
            "error",
            f"data folder {folder}: a file is in its place",
            "Nothing can be kept.",
            "Set SELFHELP_DATA to a folder.",
        )
        return
    if _others_may(folder):
        yield Finding(
            "error",
            f"data folder {folder}: other users of this machine may enter",
            "The database and the keys lie there.",
            to_run("chmod", 700, folder),
        )
    else:
        whose = "yours" if owner_of(folder) == os.geteuid() else "its user's"
        yield Finding("fine", f"data folder {folder}: {whose} alone")
    lost = what_is_lost(keys_folder(settings))
    if lost and any(folder.iterdir()):
        what, _, do = lost.partition("\n→ ")
        yield Finding("error", f"keys: {what}", "The server does not start without them.", do.replace("\n", "\n    "))
    for name, which in ((NEXT_KEY_FILE, "endpoint"), (NEXT_VAPID_FILE, "vapid")):
        if (keys_folder(settings) / name).exists():
            yield Finding(
                "error",
                f"{name}: a rotation of the {which} key was cut short",
                "The server does not start: with either half of its keys something would be lost.",
                f"`selfhelp keys rotate {which} --yes` goes on with it.",
            )
    for key in sorted(file for file in keys_folder(settings).glob("*") if file.suffix in _KEY_SUFFIXES):
        if stat.S_IMODE(key.stat().st_mode) != 0o600:
            yield Finding(
                "error",
                f"{key.name}: its mode is {stat.S_IMODE(key.stat().st_mode):o}, not 600",
                "Whoever reads it can read the push endpoints or send in this server's name.",
                to_run("chmod", 600, key),
            )


def disk(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Enough room that new boxes are taken, and that vaults may grow; on SQLite also within the budget."""
    del launch
    place = next(path for path in (settings.data, *settings.data.absolute().parents) if path.exists())
    usage = shutil.disk_usage(place)
    free = f"{usage.free / 1024**3:.1f} GiB free"
    if usage.free < settings.disk_bytes(settings.full_disk, usage.total):
        yield Finding(
            "error",
            f"disk: {free}, less than full_disk",
            "Nothing new is kept of anybody's diary, and new people are turned away.",
            "Make room, or lower SELFHELP_FULL_DISK.",
        )
    elif usage.free < settings.disk_bytes(settings.low_disk, usage.total):
        yield Finding(
            "error",
            f"disk: {free}, less than low_disk",
            "New people are turned away; those who are here go on.",
            "Make room, or lower SELFHELP_LOW_DISK.",
        )
    else:
        yield Finding("fine", f"disk: {free}")


def budget(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The database is within its budget, if it has one. One that cannot be opened is `database`'s to tell."""
    del launch
    file = sqlite_file(settings)
    if not settings.database_budget or (file is not None and not file.is_file()):
        yield Finding("fine", "budget: none is set" if not settings.database_budget else "budget: nothing is used yet")
        return
    try:
        size = sqlite_bytes(file) if file is not None else _postgresql_bytes(settings)
    except SQLAlchemyError:
        return
    said = f"budget: {size / 1024**3:.1f} of {settings.database_budget / 1024**3:.1f} GiB"
    if size > settings.budget_for_new:
        is_over = size > settings.database_budget
        grows = "Nothing new is kept of anybody's diary, and new people" if is_over else "New people"
        yield Finding(
            "error",
            said,
            f"{grows} are turned away.",
            "Are these people? Then raise SELFHELP_DATABASE_BUDGET. Else see docs/watching.md, ManyNewBoxes.",
        )
    else:
        yield Finding("fine", said)


def _postgresql_bytes(settings: Settings) -> int:
    with reading(settings) as connection:
        return int(connection.execute(POSTGRESQL_BYTES).scalar_one())


def database(settings: Settings, launch: bool) -> Iterator[Finding]:
    """It can be reached, is whole as far as that is looked at, and its schema is this version's."""
    del launch
    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        yield Finding("fine", "database: not there yet, the first start makes it")
        return
    known, fault = revisions(), damage_of(settings)
    if fault is not None:
        yield Finding(
            "error",
            f"database: damaged ({fault})",
            "Part of what people wrote cannot be read here any more. Nothing starts on it, and `selfhelp backup` copies"
            " nothing of it.",
            "Erase no backup. Put back the newest: `selfhelp restore BACKUP --replace`, on another machine if the disk"
            " fails.",
        )
        return
    try:
        with reading(settings) as connection:
            found = revision_of(connection)
            is_small = file is None or file.stat().st_size <= LOOKED_THROUGH
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        yield Finding(
            "error",
            f"database: cannot be opened ({reason})",
            "Nothing can be kept or read.",
            "Check SELFHELP_DATABASE, and that the server runs and takes this user.",
        )
        return
    if found is not None and found not in known:
        yield Finding(
            "error",
            f"database: its schema is {found}, which this version does not know: a newer one made it",
            "This version does not start on it, so that nothing is written that the newer one could not read.",
            "Install the newer version again, or `selfhelp restore` the backup from before (docs/backups.md).",
        )
    elif found != known[0]:
        yield Finding(
            "warning",
            f"database: its schema is {found or 'empty'}, this version needs {known[0]}",
            "`selfhelp serve` brings it up to date at its start; an older version cannot read it afterwards.",
            "`selfhelp backup FOLDER` first (docs/backups.md).",
        )
    else:
        seen = ("" if file is None else ", looked through") if is_small else f", not looked through: {_LONG}"
        yield Finding("fine", f"database: reached, schema {found}{seen}")


def made_up(settings: Settings, launch: bool) -> Iterator[Finding]:
    """No diary of a made-up person where people are let in."""
    note = settings.data / NOTE_FILE
    if note.is_file() and (launch or settings.public_url.startswith("https:")):
        yield Finding(
            "error",
            "demo: `selfhelp demo` has put the diary of a made-up person into this database",
            "Its code stood on a screen, and the figures count it as somebody who uses the app.",
            "Begin with an empty data folder, and an empty database, before people come. Have they come already: open"
            f" the diary with its code, press «Slett alt», then {to_run('rm', note)}",
        )
    else:
        yield Finding("fine", "demo: no diary of a made-up person where people come")


def app_built(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The files of the app are there."""
    del launch
    missing = [name for name in ("index.html", "sw.js") if not (settings.pwa / name).is_file()]
    if missing:
        yield Finding(
            "error",
            f"app: {settings.pwa} has no {' and no '.join(missing)}",
            "People who open the address see nothing.",
            "`make run` builds it.",
        )
    else:
        yield Finding("fine", "app: built")


def content(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The pack can be served; at launch, every text has been read by those who must have read it."""
    result = check_once(settings.content, overlay=settings.overlay)
    errors = result.messages.errors
    if errors:
        yield Finding(
            "error",
            f"content: {counted(len(errors), 'mistake')}, the first in {errors[0].file}",
            "The server does not start with a broken pack.",
            "`selfhelp content check` lists them.",
        )
        return
    pack = load(settings.content, Messages(), settings.overlay)
    texts = pack.texts if pack else []
    yield Finding("fine", f"content: {counted(len(texts), 'text')}, no mistakes")
    for message in result.messages.found:
        if settings.overlay is not None and Path(message.file).parent == settings.overlay:
            where = f"{message.file}:{message.line}" if message.line else message.file
            yield Finding("warning", f"{where}: {message.what}", _UNFIT, f"{message.do}.")
    if pack is not None:
        yield from help_directory(pack, datetime.now(UTC).date(), launch)
    if launch and result.unlocked:
        yield Finding(
            "error",
            f"content: {counted(len(result.unlocked), 'name')} not locked yet, «{result.unlocked[0].name}» first",
            "People's answers will rest under these names; until they are locked, an edit can lose one unseen.",
            "`selfhelp content lock`, and keep content/ids.lock with the texts.",
        )
    for role in get_args(Role) if launch else ():
        waiting = [text.id for text in texts if role in missing_roles(text)]
        if waiting:
            yield Finding(
                "error",
                f"content: {len(waiting)} texts wait for a {role}: {', '.join(waiting)}",
                "People act on these texts in their worst hour; nobody has signed that they are right.",
                "Have them read, then `selfhelp content sign`; or take them out of the pack.",
            )


def push_contact(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Push services can reach the operator."""
    contact = settings.push_contact
    host = contact.rpartition("@")[2] if contact.startswith("mailto:") else urlsplit(contact).hostname or ""
    words = host.lower().rstrip(".").split(".")
    if words[-1] in _UNREAL or "example" in words or len(words) == 1:
        yield Finding(
            "error" if launch else "warning",
            f"push_contact: {contact} reaches nobody",
            "Apple refuses reminders from a made-up contact, and no push service can warn you.",
            "Set SELFHELP_PUSH_CONTACT=mailto:… to an address that somebody reads.",
        )
    else:
        yield Finding("fine", f"push_contact: {contact}")


def reminders(settings: Settings, launch: bool) -> Iterator[Finding]:
    """They reach the push services, and in time."""
    del launch
    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        yield Finding("fine", "reminders: none yet")
        return
    try:
        found = status(settings)
    except SQLAlchemyError:  # `database` says it.
        return
    refusing = [host.host for host in found.hosts if host.state == OPEN]
    if refusing:
        yield Finding(
            "error",
            f"reminders: {', '.join(refusing)} refuses this server's key",
            "Nobody whose browser uses that push service is reminded.",
            "Set this machine's clock right, and put back the keys/vapid.pem with which the devices subscribed.",
        )
    if found.late:
        yield Finding(
            "warning",
            f"reminders: {found.late} late",
            "They are dropped when they are of no use any more, after two hours at the latest.",
            "Let `selfhelp worker` run, or `selfhelp serve` with jobs = true; `selfhelp nudges status` says more.",
        )
    alarm = found.last_alarm
    if alarm is not None and alarm.at > found.a_day_ago:
        yield Finding(
            "warning",
            f"reminders: {alarm.reason}{f' at {alarm.host}' if alarm.host else ''}, {alarm.at}",
            "Somebody's reminder did not go as it should.",
            "docs/adr/0008-the-courier.md says what each alarm means; the log has a line for it.",
        )
    if not (refusing or found.late):
        yield Finding("fine", f"reminders: {counted(found.channels['active'], 'active channel')}, none late")


def coaches(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Whoever writes to a coach is answered, and by somebody whom phones believe."""
    try:
        organisation = trust(settings.content, settings.overlay).key
    except Stopped:  # `content` says it.
        return
    yield from look_over(settings, organisation, launch=launch)
