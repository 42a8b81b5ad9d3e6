"""Check this machine: the data folder, the disk, the built app, the nightly work, and the clock."""

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from selfhelp.admin.site_client import Unreachable, Visit
from selfhelp.finding import Finding
from selfhelp.maintenance_log import NIGHT, NIGHTS_FILE, RESULTS_KEPT_FOR, results
from selfhelp.notify.keys import NEXT_KEY_FILE, NEXT_VAPID_FILE, what_is_lost
from selfhelp.notify.services import keys_folder
from selfhelp.ownership import is_private, owner_of, to_run
from selfhelp.settings import Settings

PUSH_SERVICES: Final = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
)
"""Only the `Date` of their answers is used."""

_SECONDS: Final = 60
"""The most by which the clock may differ from theirs."""

_CLOCK: Final = "Reminders come at a wrong time, and push services refuse what is signed on another day."
_SET: Final = "apt install systemd-timesyncd; timedatectl set-ntp true"

_KEY_SUFFIXES: Final = (".key", ".pem")
_LEFT: Final = "What was to be deleted may still be there, reminders may keep an old hour, or a count is old."
_LOG: Final = (
    "It is tried again every night. The log line job-failed with this name says why: journalctl -u selfhelp, or "
    "selfhelp-worker. If it fails again, report it with that line."
)
_RUN: Final = (
    "Let `selfhelp serve` run with jobs = true, or `selfhelp worker`. If another machine does the nightly work: "
)


def data_folder(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that the folder and the keys in it belong to this user alone."""
    folder = settings.data
    if not folder.exists():
        yield Finding("fine", f"data folder {folder}: not there yet, the first start makes it")
        return
    if not folder.is_dir():
        yield Finding.error(
            f"data folder {folder}: a file is in its place", "Nothing can be kept.", "Set SELFHELP_DATA to a folder."
        )
        return
    if not is_private(folder):
        yield Finding.error(
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
        yield Finding.error(f"keys: {what}", "The server does not start without them.", do.replace("\n", "\n    "))
    for name, which in ((NEXT_KEY_FILE, "endpoint"), (NEXT_VAPID_FILE, "vapid")):
        if (keys_folder(settings) / name).exists():
            yield Finding.error(
                f"{name}: a rotation of the {which} key was cut short",
                "The server does not start: with either half of its keys something would be lost.",
                f"`selfhelp keys rotate {which} --yes` goes on with it.",
            )
    for key in sorted(file for file in keys_folder(settings).glob("*") if file.suffix in _KEY_SUFFIXES):
        if stat.S_IMODE(key.stat().st_mode) != 0o600:
            yield Finding.error(
                f"{key.name}: its mode is {stat.S_IMODE(key.stat().st_mode):o}, not 600",
                "Anyone who reads it can read the push endpoints or send in this server's name.",
                to_run("chmod", 600, key),
            )


def disk(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that there is room for new boxes and for vaults to grow; on SQLite also within the budget."""
    place = next(path for path in (settings.data, *settings.data.absolute().parents) if path.exists())
    usage = shutil.disk_usage(place)
    free = f"{usage.free / 1024**3:.1f} GiB free"
    if usage.free < settings.disk_bytes(settings.full_disk, usage.total):
        yield Finding.error(
            f"disk: {free}, less than full_disk",
            "Nothing new is kept of anyone's diary, and new people are turned away.",
            "Make room, or lower SELFHELP_FULL_DISK.",
        )
    elif usage.free < settings.disk_bytes(settings.low_disk, usage.total):
        yield Finding.error(
            f"disk: {free}, less than low_disk",
            "New people are turned away; those who are here go on.",
            "Make room, or lower SELFHELP_LOW_DISK.",
        )
    else:
        yield Finding("fine", f"disk: {free}")


def app_built(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that the files of the app are there."""
    missing = [name for name in ("index.html", "sw.js") if not (settings.pwa / name).is_file()]
    if missing:
        yield Finding.error(
            f"app: {settings.pwa} has no {' and no '.join(missing)}",
            "People who open the address see nothing.",
            "`make run` builds it.",
        )
    else:
        yield Finding("fine", "app: built")


def maintenance_ended(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check how the scheduler's work ended, as noted in this data folder. Another machine's work is not known here."""
    tried = results(settings.data)
    failed = {name: one.at for name, one in sorted(tried.items()) if one.failed}
    if failed:
        when = f"last tried {max(failed.values()):%Y-%m-%d %H:%M} UTC"
        yield Finding.warning(f"night: {', '.join(failed)} failed, {when}", _LEFT, _LOG)
    last = tried.get(NIGHT)
    if last is None:
        if not failed:
            yield Finding("fine", "night: the nightly work has not been done yet; the first night does it")
    elif datetime.now(UTC) - last.at > RESULTS_KEPT_FOR:
        gone = f"night: nothing was done since {last.at:%Y-%m-%d %H:%M} UTC"
        yield Finding.warning(gone, _LEFT, _RUN + to_run("rm", settings.data / NIGHTS_FILE))
    elif not failed:
        yield Finding("fine", f"night: its work was done, last {last.at:%Y-%m-%d %H:%M} UTC")


def clock_kept(_settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check what systemd says of the clock, where it runs. At launch, warn when that is not known."""
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603 - a constant
        said = done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        said = ""
    if said == "yes":
        yield Finding("fine", "clock: synchronised over the net")
    elif said == "no":
        yield Finding("error" if launch else "warning", "clock: it is not synchronised", _CLOCK, _SET)
    elif launch:
        yield Finding.warning("clock: timedatectl does not say whether it is synchronised", _CLOCK, _SET)


def clock_against_push_services() -> Iterator[Finding]:
    """Compare the clock with the first push service that answers."""
    for url in PUSH_SERVICES:
        asked = time.time()
        try:
            date = Visit(url, direct=True).head("/").first("date")
            theirs = parsedate_to_datetime(date).timestamp()
        except (Unreachable, ValueError):
            continue
        # The `Date` may be up to a second old, and the answer took time to arrive.
        apart = round((asked + time.time()) / 2 - theirs - 0.5)
        host = url.partition("://")[2]
        if abs(apart) > _SECONDS:
            behind = f"{abs(apart)} seconds {'ahead' if apart > 0 else 'behind'}"
            yield Finding.error(f"clock: {behind}, compared with {host}", _CLOCK, _SET)
        else:
            yield Finding("fine", f"clock: right, compared with {host}")
        return
    yield Finding.error(
        "push services: none answers this machine, so the clock cannot be compared either",
        "No reminder leaves this machine.",
        "Let it out to port 443, and see that it can look up names: getent hosts fcm.googleapis.com",
    )
