"""Check this machine's clock: reminders depend on it, and push services refuse a server with a wrong one."""

import subprocess
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Final

from selfhelp.admin.site_client import Unreachable, Visit
from selfhelp.finding import Finding
from selfhelp.settings import Settings

PUSH_SERVICES: Final = (
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
)
"""Only the `Date` of their answers is used."""

MOST: Final = 60
"""The most seconds by which it may differ."""

_WHY: Final = "Reminders come at a wrong time, and push services refuse what is signed on another day."
_DO: Final = "apt install systemd-timesyncd; timedatectl set-ntp true"


def kept(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check what systemd says of the clock, where it runs. At launch, warn when that is not known."""
    del settings
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603 - a constant
        said = done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        said = ""
    if said == "yes":
        yield Finding("fine", "clock: kept right by the net's time")
    elif said == "no":
        yield Finding("error" if launch else "warning", "clock: nobody keeps it right", _WHY, _DO)
    elif launch:
        yield Finding.warning("clock: timedatectl does not say whether anyone keeps it right", _WHY, _DO)


def against_push_services() -> Iterator[Finding]:
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
        if abs(apart) > MOST:
            behind = f"{abs(apart)} seconds {'ahead' if apart > 0 else 'behind'}"
            yield Finding.error(f"clock: {behind}, held against {host}", _WHY, _DO)
        else:
            yield Finding("fine", f"clock: right, held against {host}")
        return
    yield Finding.error(
        "push services: none answers this machine, so the clock cannot be compared either",
        "No reminder leaves this machine.",
        "Let it out to port 443, and see that it can look up names: getent hosts fcm.googleapis.com",
    )
