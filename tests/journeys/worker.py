"""The service worker as a journey meets it: pushes that arrive, notices that stand, clicks on them."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page
from playwright.sync_api import Worker as PlaywrightWorker

from tests.journeys.patient import PATIENT
from tests.journeys.phone import Locale, until

# A script-made event may not wait for its work; the work is done all the same. How many notices it was told of.
CLICK = """async (tag) => {
  const found = await self.registration.getNotifications({ tag });
  for (const notification of found)
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  return found.length;
}"""
NOTICES = """navigator.serviceWorker.ready.then(async (registration) =>
  (await registration.getNotifications()).map(
    ({ title, body, tag, lang, silent }) => ({ title, body, tag, lang, silent })))"""

WINDOWS = "self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((all) => all.length)"

# A click that a script makes may open no window: what would be opened is noted.
OPENS = "self.opened = []; self.clients.openWindow = async (url) => { self.opened.push(url); return null; }; 0"

# What a worker says that looked at the disk just before something was kept there.
TOLD_NOTHING = """
document.addEventListener('readystatechange', () => {
  if (document.readyState !== 'interactive') return;
  const kept = document.createElement('meta');
  kept.name = 'kept';
  kept.content = 'nothing';
  document.head.append(kept);
});
"""


class Worker:
    """Make it before the page is opened: the browser tells of the registration only once."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self._ids: dict[str, str] = {}
        self._cdp = page.context.new_cdp_session(page)
        self._running: dict[str, str] = {}
        self._handled: list[str] = []
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._cdp.on("ServiceWorker.workerVersionUpdated", self._note_running)
        self._cdp.on("BackgroundService.backgroundServiceEventReceived", self._note_handled)
        self._cdp.send("BackgroundService.setRecording", {"shouldRecord": True, "service": "pushMessaging"})
        self._cdp.send("BackgroundService.startObserving", {"service": "pushMessaging"})
        self._cdp.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            self._ids[registration["scopeURL"]] = registration["registrationId"]

    def _note_running(self, event: dict[str, Any]) -> None:
        for version in event["versions"]:
            self._running[version["versionId"]] = version["runningStatus"]

    def _note_handled(self, event: dict[str, Any]) -> None:
        of = event["backgroundServiceEvent"]
        if of["eventName"] == "Push event completed":
            [status] = [it["value"] for it in of["eventMetadata"] if it["key"] == "Status"]
            self._handled.append(status)

    def deliver(self, data: str) -> None:
        """The bytes of a push, as the browser hands them over when they are decrypted; until the worker has shown what
        it shows. Before that nobody may ask what stands: Chromium forgets a notice that is asked about while it is
        being shown."""
        scope, before = f"{self.origin}/", len(self._handled)
        until(lambda: scope in self._ids, self.page)
        self._cdp.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": self._ids[scope], "data": data},
        )
        until(lambda: len(self._handled) > before, self.page, seconds=30)
        assert self._handled[before:] == ["Success"]

    def push(
        self,
        kind: str,
        tag: str = "tag",
        body: str = "Et lite øyeblikk?",
        *,
        lang: Locale = "nb",
        declarative: bool = True,
    ) -> None:
        """A push as the server writes it; or without the marks by which a browser could read it itself."""
        notification = {
            "title": "Fotfeste",
            "body": body,
            "navigate": f"{self.origin}/#/today",
            "lang": lang,
            "tag": tag,
            "data": {"kind": kind},
        }
        marks = {"web_push": 8030, "mutable": True} if declarative else {}
        self.deliver(json.dumps({**marks, "notification": notification}).ljust(1024))

    def kill(self) -> None:
        """As a browser does with every worker that has nothing to do."""

        def stopped() -> bool:
            # One that has been started meanwhile, by what the page asked for last, is stopped again.
            self._cdp.send("ServiceWorker.stopAllWorkers")
            self.page.wait_for_timeout(100)
            return set(self._running.values()) == {"stopped"}

        until(stopped, self.page)

    def notices(self) -> list[dict[str, Any]]:
        """What stands on the lock screen."""
        notices: list[dict[str, Any]] = self.page.evaluate(NOTICES)
        return notices

    def shows(self, expected: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Waits until it does: what a click puts away goes a moment later."""
        for _ in range(300):
            if expected(self.notices()):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not what was expected: {self.notices()}")

    def _awake(self) -> PlaywrightWorker:
        """The worker that runs. One that was stopped stands in the list for a while, and answers nothing."""
        self._cdp.send("ServiceWorker.startWorker", {"scopeURL": f"{self.origin}/"})
        for _ in range(300):
            for worker in reversed(self.page.context.service_workers):
                with suppress(Error):
                    worker.evaluate("1")
                    return worker
            self.page.wait_for_timeout(100)
        raise AssertionError("no worker runs")

    def patient(self) -> "Worker":
        """For a push that is about what is shown, however long this machine takes for it."""
        self._awake().evaluate(PATIENT)
        return self

    def click(self, tag: str) -> None:
        assert self._awake().evaluate(CLICK, tag) == 1, self.notices()

    def put_away(self, tag: str = "") -> None:
        """As when it is wiped off the lock screen; without a tag all of them."""
        self.page.evaluate(
            "tag => navigator.serviceWorker.ready.then((it) => it.getNotifications(tag ? { tag } : {}))"
            ".then((all) => all.forEach((it) => it.close()))",
            tag,
        )

    def opened_by(self, tag: str) -> list[str]:
        """The addresses that a click opens when the app has no window."""
        worker = self._awake()
        until(lambda: worker.evaluate(WINDOWS) == 0, self.page)
        worker.evaluate(OPENS)
        assert worker.evaluate(CLICK, tag) == 1
        until(lambda: bool(worker.evaluate("self.opened.length")), self.page)
        opened: list[str] = worker.evaluate("self.opened")
        return opened
