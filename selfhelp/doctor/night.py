"""Whether what is done every night was done, and ended well."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from selfhelp.finding import Finding
from selfhelp.maintenance_log import KEPT, NIGHT, NOTE_FILE, noted
from selfhelp.ownership import to_run
from selfhelp.settings import Settings

_LEFT: Final = "What was to be erased may still be there, reminders may keep an old hour, or a count is old."
_LOG: Final = (
    "It is tried again every night. The log line job-failed with this name says why: journalctl -u selfhelp, or "
    "selfhelp-worker. If it fails again, report it with that line."
)
_RUN: Final = (
    "Let `selfhelp serve` run with jobs = true, or `selfhelp worker`. If another machine does the nightly work: "
)


def ended(settings: Settings, launch: bool) -> Iterator[Finding]:
    """By what the clock has noted in this data folder; of another machine's nothing is known here."""
    del launch
    tried = noted(settings.data)
    failed = {name: one.at for name, one in sorted(tried.items()) if one.failed}
    if failed:
        when = f"last tried {max(failed.values()):%Y-%m-%d %H:%M} UTC"
        yield Finding("warning", f"night: {', '.join(failed)} failed, {when}", _LEFT, _LOG)
    last = tried.get(NIGHT)
    if last is None:
        if not failed:
            yield Finding("fine", "night: the nightly work has not been done yet; the first night does it")
    elif datetime.now(UTC) - last.at > KEPT:
        gone = f"night: nothing was done since {last.at:%Y-%m-%d %H:%M} UTC"
        yield Finding("warning", gone, _LEFT, _RUN + to_run("rm", settings.data / NOTE_FILE))
    elif not failed:
        yield Finding("fine", f"night: its work was done, last {last.at:%Y-%m-%d %H:%M} UTC")
