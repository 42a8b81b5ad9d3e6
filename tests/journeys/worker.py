"""The service worker as a journey meets it: pushes that arrive, notices that stand, clicks on them."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.journeys.phone import until

# A script-made event may not wait for its work; the work is done all the same.
CLICK = """async (tag) => {
  const [notification] = await self.registration.getNotifications({ tag });
  try { self.dispatchEvent(new NotificationEvent('notificationclick', { notification })); } catch { return; }
}"""
NOTICES = """navigator.serviceWorker.ready.then(async (registration) =>
  (await registration.getNotifications()).map(
    ({ title, body, tag, lang, silent }) => ({ title, body, tag, lang, silent })))"""

# A click that a script makes may open no window: what would be opened is noted.
OPENS = "self.opened = []; self.clients.openWindow = async (url) => { self.opened.push(url); return null; }; 0"


class Worker:
    """Make it before the page is opened: the browser tells of the registration only once."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self._ids: dict[str, str] = {}
        self._cdp = page.context.new_cdp_session(page)
        self._running: dict[str, str] = {}
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._cdp.on("ServiceWorker.workerVersionUpdated", self._note_running)
        self._cdp.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            self._ids[registration["scopeURL"]] = registration["registrationId"]

    def _note_running(self, event: dict[str, Any]) -> None:
        for version in event["versions"]:
            self._running[version["versionId"]] = version["runningStatus"]

    def deliver(self, data: str) -> None:
        """The bytes of a push, as the browser hands them over when they are decrypted."""
        registration = self._ids[f"{self.origin}/"]
        self._cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": registration, "data": data},
        )

    def push(self, kind: str, tag: str = "tag", body: str = "Et lite øyeblikk?", *, declarative: bool = True) -> None:
        """A push as the server writes it; or without the marks by which a browser could read it itself."""
        notification = {
            "title": "Fotfeste",
            "body": body,
            "navigate": f"{self.origin}/#/today",
            "lang": "nb",
            "tag": tag,
            "data": {"kind": kind},
        }
        marks = {"web_push": 8030, "mutable": True} if declarative else {}
        self.deliver(json.dumps({**marks, "notification": notification}).ljust(1024))

    def kill(self) -> None:
        """As a browser does with every worker that has nothing to do."""
        self._cdp.send("ServiceWorker.stopAllWorkers")
        until(lambda: set(self._running.values()) == {"stopped"}, self.page)

    def notices(self) -> list[dict[str, Any]]:
        """What stands on the lock screen."""
        notices: list[dict[str, Any]] = self.page.evaluate(NOTICES)
        return notices

    def shows(self, expected: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Waits until it does. Asked seldom: Chromium forgets a notice that is asked about while it is being shown."""
        for _ in range(60):
            self.page.wait_for_timeout(300)
            if expected(self.notices()):
                return
        raise AssertionError(f"not what was expected: {self.notices()}")

    def click(self, tag: str) -> None:
        self.page.context.service_workers[-1].evaluate(CLICK, tag)

    def put_away(self, tag: str) -> None:
        """As when it is wiped off the lock screen."""
        self.page.evaluate(
            "tag => navigator.serviceWorker.ready.then((it) => it.getNotifications({ tag }))"
            ".then((all) => all.forEach((it) => it.close()))",
            tag,
        )

    def opened_by(self, tag: str) -> list[str]:
        """The addresses that a click opens when the app has no window."""
        worker = self.page.context.service_workers[-1]
        worker.evaluate(OPENS)
        worker.evaluate(CLICK, tag)
        until(lambda: bool(worker.evaluate("self.opened.length")), self.page)
        opened: list[str] = worker.evaluate("self.opened")
        return opened
