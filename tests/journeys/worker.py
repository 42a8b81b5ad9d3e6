"""The service worker as a journey meets it: pushes that arrive, notices that stand, clicks on them."""

import json
from typing import Any

from playwright.sync_api import Page

# A script-made event may not wait for its work; the work is done all the same.
CLICK = """async (tag) => {
  const [notification] = await self.registration.getNotifications({ tag });
  try { self.dispatchEvent(new NotificationEvent('notificationclick', { notification })); } catch { return; }
}"""
NOTICES = """navigator.serviceWorker.ready.then(async (registration) =>
  (await registration.getNotifications()).map(({ title, body, tag, lang }) => ({ title, body, tag, lang })))"""


class Worker:
    """Make it before the page is opened: the browser tells of the registration only once."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self._ids: dict[str, str] = {}
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._cdp.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            self._ids[registration["scopeURL"]] = registration["registrationId"]

    def deliver(self, data: str) -> None:
        """The bytes of a push, as the browser hands them over when they are decrypted."""
        registration = self._ids[f"{self.origin}/"]
        self._cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": registration, "data": data},
        )

    def push(self, kind: str, tag: str = "tag", body: str = "Et lite øyeblikk?") -> None:
        """A push as the server writes it."""
        notification = {
            "title": "Fotfeste",
            "body": body,
            "navigate": f"{self.origin}/#/today",
            "lang": "nb",
            "tag": tag,
            "data": {"kind": kind},
        }
        self.deliver(json.dumps({"web_push": 8030, "mutable": True, "notification": notification}).ljust(1024))

    def notices(self) -> list[dict[str, str]]:
        """What stands on the lock screen."""
        notices: list[dict[str, str]] = self.page.evaluate(NOTICES)
        return notices

    def click(self, tag: str) -> None:
        self.page.context.service_workers[0].evaluate(CLICK, tag)
