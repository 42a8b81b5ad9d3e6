"""Open what a process needs of this slice, from the settings and the pack's words."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from prometheus_client import CollectorRegistry

from selfhelp.notify.backlog import BacklogMonitor
from selfhelp.notify.delivery import Delivery, client_builder
from selfhelp.notify.events import EventNotifier, PendingNotices
from selfhelp.notify.keys import Keys, what_is_lost
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.rows import count_endpoints
from selfhelp.notify.sender import PushSender
from selfhelp.notify.subscription import AllowList, Composer, LockScreenTexts, allow_list
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.faults import CannotOpen

KEYS_FOLDER = "keys"
"""The folder in the data folder. A backup leaves out `keys/endpoint.key`."""

LANDING = "/"
"""What a tap opens without our service worker."""


class NotifyServices(msgspec.Struct, frozen=True):
    """The open slice."""

    keys: Keys
    composer: Composer
    allowed: AllowList
    sender: PushSender
    backlog: BacklogMonitor
    notifier: EventNotifier


def keys_folder(settings: Settings) -> Path:
    """Return the folder of the keys."""
    return settings.data / KEYS_FOLDER


def pending_notices(settings: Settings) -> PendingNotices:
    """Return `PendingNotices` for a command beside the server. ValueError names a missing or wrong key file; OSError
    one that is another user's."""
    if lost := what_is_lost(keys_folder(settings)):
        raise ValueError(lost)
    return PendingNotices(Keys.load(keys_folder(settings)))


@asynccontextmanager
async def open_services(
    settings: Settings, store: Store, words: LockScreenTexts, locales: Collection[str], registry: CollectorRegistry
) -> AsyncIterator[NotifyServices]:
    """Load the keys, check that every text fits into a push, and open the HTTP client; close it afterwards.

    Missing keys are made unless the database holds phones' addresses; then CannotOpen names them. ValueError names a
    key file with other contents, or a text that is too long.
    """
    lost = what_is_lost(keys_folder(settings))
    if lost is not None and await store.read(lambda session: count_endpoints(session) > 0):
        raise CannotOpen(lost)
    keys = Keys.load(keys_folder(settings))
    composer = Composer(words, settings.public_url + LANDING)
    composer.check(tuple(locales))
    allowed = allow_list(settings.push_hosts, localhost=settings.push_test_ca is not None)
    metrics = PushMetrics(registry)
    async with client_builder(settings.push_test_ca).build() as client:
        delivery = Delivery(keys, allowed, settings.push_contact, client, metrics)
        sender = PushSender(store, composer, delivery)
        backlog = BacklogMonitor(store, sender.circuits, sender.alarms, metrics, silent_for=sender.silent_for)
        notifier = EventNotifier(keys, composer)
        yield NotifyServices(keys, composer, allowed, sender, backlog, notifier)
