"""Check what reaches people from here: reminders, and coaches' answers."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from selfhelp.coach.checkup import look_over
from selfhelp.console import Stopped
from selfhelp.finding import Finding, counted
from selfhelp.modules.checks.organisation import trust
from selfhelp.notify.circuit_breakers import OPEN
from selfhelp.notify.status import status
from selfhelp.settings import Settings
from selfhelp.store.commands import is_there

_UNREAL: Final = frozenset({"localhost", "example", "invalid", "test", "local"})
"""Names at which nobody can be reached (RFC 2606, RFC 6761 and RFC 6762): as the last label; `example` also before it,
as in example.org and all names below."""


def push_contact(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that push services can reach the operator."""
    contact = settings.push_contact
    host = contact.rpartition("@")[2] if contact.startswith("mailto:") else urlsplit(contact).hostname or ""
    words = host.lower().rstrip(".").split(".")
    if words[-1] in _UNREAL or "example" in words or len(words) == 1:
        yield Finding(
            "error" if launch else "warning",
            f"push_contact: {contact} reaches nobody",
            "Apple refuses reminders from a made-up contact, and no push service can warn you.",
            "Set SELFHELP_PUSH_CONTACT=mailto:… to an address that someone reads.",
        )
    else:
        yield Finding("fine", f"push_contact: {contact}")


def reminders(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check that reminders reach the push services, and in time."""
    if not is_there(settings):
        yield Finding("fine", "reminders: none yet")
        return
    try:
        found = status(settings)
    except Stopped:  # `database` reports it
        return
    refusing = [host.host for host in found.hosts if host.state == OPEN]
    if refusing:
        yield Finding.error(
            f"reminders: {', '.join(refusing)} refuses this server's key",
            "Nobody whose browser uses that push service is reminded.",
            "Set this machine's clock right, and put back the keys/vapid.pem with which the devices subscribed.",
        )
    if found.late:
        yield Finding.warning(
            f"reminders: {found.late} late",
            "They are dropped when they are of no use any more, after two hours at the latest.",
            "Let `selfhelp worker` run, or `selfhelp serve` with jobs = true; `selfhelp nudges status` says more.",
        )
    alarm = found.last_alarm
    if alarm is not None and alarm.at > found.a_day_ago:
        yield Finding.warning(
            f"reminders: {alarm.reason}{f' at {alarm.host}' if alarm.host else ''}, {alarm.at}",
            "Someone's reminder did not go as it should.",
            "docs/operators/watching.md says what each alarm means; the log has a line for it.",
        )
    if not (refusing or found.late):
        yield Finding("fine", f"reminders: {counted(found.channels['active'], 'active channel')}, none late")


def coaches(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that people who write to coaches are answered, and by coaches whom phones trust."""
    try:
        organisation = trust(settings.content, settings.overlay).key
    except Stopped:  # `content` reports it
        return
    yield from look_over(settings, organisation, launch=launch)
