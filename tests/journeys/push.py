"""Push in the journeys: the browser's subscription is replaced by a device of the test push service (Chromium cannot
subscribe without Google), everything else is real: the server encrypts, the service decrypts, the worker shows.
"""

import json
from typing import Final

from prometheus_client import CollectorRegistry
from sqlmodel import Session, col, select

from selfhelp.notify.delivery import Delivery, client_builder
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.sender import PushSender
from selfhelp.notify.tables import Nudge
from selfhelp.runtime import open_runtime
from selfhelp.settings import Settings
from tests.journeys.phone import Phone
from tests.journeys.worker import Worker
from tests.notify.push_service import Device, PushService

LATEST_AFTER: Final = 11 * 60
"""Seconds after the chosen minute by which everything has been sent: the spread is ten minutes."""


PERMITTED: Final = """
Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
Notification.requestPermission = async () => 'granted';
"""
"""A script for the page, for a journey in the engine alone, which refuses every notification: they are allowed, and
none is shown."""


def subscribing(device: Device) -> str:
    """A script for the page: `pushManager` hands out this device once it has been subscribed."""
    return f"""
    {{
      const given = {json.dumps(device.toJSON())};
      const subscription = {{ ...given, toJSON: () => given, unsubscribe: async () => true, options: {{}} }};
      PushManager.prototype.subscribe = async () => {{
        sessionStorage.setItem('subscribed', 'yes');
        return subscription;
      }};
      PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('subscribed') ? subscription : null);
    }}
    """


async def next_week(settings: Settings, service: PushService) -> None:
    """Lets the push sender work as it will when the next reminder is due: the same code and database, another clock."""
    async with open_runtime(settings, CollectorRegistry()) as runtime:
        due = await runtime.store.read(_next)
        office = runtime.services
        for seconds in (due - 60, due + LATEST_AFTER):
            service.clock = lambda at=seconds: at  # type: ignore[misc]
            async with client_builder(settings.push_test_ca).build() as client:
                delivery = Delivery(
                    office.keys,
                    office.allowed,
                    settings.push_contact,
                    client,
                    PushMetrics(CollectorRegistry()),
                    clock=lambda at=seconds: at,  # type: ignore[misc]
                )
                sender = PushSender(runtime.store, office.composer, delivery)
                await sender.prepare()
                await sender.send()


def _next(session: Session) -> int:
    """When the first reminder of all rings, seconds since 1970."""
    found = session.exec(select(Nudge.next_at).where(col(Nudge.next_at).is_not(None)).order_by(col(Nudge.next_at)))
    due = found.first()
    assert due is not None, "no channel waits for anything"
    return due


def deliver(phone: Phone, message: str) -> None:
    """What the push service would hand to the browser; until it is shown."""
    Worker(phone.page, phone.origin).patient().deliver(message)


def shown(phone: Phone) -> list[tuple[str, str]]:
    """Title and text of every notification that stands."""
    found = phone.page.evaluate(
        "navigator.serviceWorker.ready.then((it) => it.getNotifications())"
        ".then((all) => all.map((it) => [it.title, it.body]))"
    )
    return [(title, body) for title, body in found]
