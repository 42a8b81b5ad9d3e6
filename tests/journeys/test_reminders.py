"""Reminders with a real server, push service and worker, from the press that asks the phone until they are off again.
What their screens say and do in every other case is tested without a browser (pwa/src/features/reminders).
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.journeys.doing import NB, go
from tests.journeys.phone import Phone, until
from tests.journeys.usable import axe, small_targets, too_wide
from tests.journeys.worker import Worker
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.whole_browser]

# Where it is between eight and nine in the morning: nothing rings while a journey looks.
# The signs of these zones are turned about.
ZONE = f"Etc/GMT{-((8 - datetime.now(UTC).hour + 12) % 24 - 12):+d}"

# Chromium has no push service here: the subscription comes from ours, and outlives a reload as a real one does.
SUBSCRIPTION = """
const kept = () => JSON.parse(sessionStorage.getItem('subscription') ?? 'null');
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0));
const madeWith = () => {
  const key = sessionStorage.getItem('key');
  return { applicationServerKey: key && bytes(key).buffer };
};
const subscription = () => kept() && {
  toJSON: kept,
  options: madeWith(),
  unsubscribe: async () => { sessionStorage.removeItem('subscription'); return true; },
};
PushManager.prototype.getSubscription = async () => subscription();
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  sessionStorage.setItem('subscription', await window.subscribeHere(applicationServerKey));
  sessionStorage.setItem('key', applicationServerKey);
  return subscription();
};
"""

# As the browser fires it; a script-made event may not wait for its work, which is done all the same.
CHANGES = """address => {
  const event = new ExtendableEvent('pushsubscriptionchange');
  Object.assign(event, { newSubscription: { toJSON: () => address } });
  try { self.dispatchEvent(event); } catch { return; }
}"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def live(tmp_path: Path, service: PushService, light_app: Path) -> Iterator[Live]:
    settings = Settings(data=tmp_path, pwa=light_app, push_test_ca=service.ca, push_contact="mailto:push@example.org")
    with live_server(settings) as live:
        yield live


@pytest.fixture
def phone(browser: Browser, live: Live, service: PushService) -> Iterator[Phone]:
    phone = Phone.take(browser, live.url, "nb", before=SUBSCRIPTION, timezone=ZONE, worker=True)
    phone.page.expose_function("subscribeHere", lambda key: json.dumps(service.subscribe(key).toJSON()))
    yield phone
    phone.close()


def _rows(live: Live, asked: str) -> list[dict[str, Any]]:
    """What the server holds."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(asked)]


def _address(live: Live) -> list[bytes]:
    return [row["fingerprint"] for row in _rows(live, "SELECT fingerprint FROM channel")]


def _state(phone: Phone, key: str) -> None:
    """How it goes, in the first line of «Status»."""
    part = phone.page.locator(".part", has=phone.page.get_by_role("heading", name=NB("reminders_delivery")))
    expect(part.locator(".lead")).to_contain_text(NB(key).split("{")[0].strip())


def _permit(phone: Phone, setting: str) -> None:
    """As in the browser's own settings."""
    session = phone.context.new_cdp_session(phone.page)
    profile = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    what = {"permission": {"name": "notifications"}, "origin": phone.origin, "browserContextId": profile}
    session.send("Browser.setPermission", {**what, "setting": setting})


def _usable(phone: Phone) -> list[str]:
    return axe(phone.page) + small_targets(phone.page) + too_wide(phone.page)


def test_reminders_are_turned_on_shown_on_the_phone_follow_its_address_and_are_turned_off(
    phone: Phone, service: PushService, live: Live
) -> None:
    page = phone.page
    worker = Worker(page, phone.origin)
    phone.open()
    phone.worker_ready()
    go(phone, "reminders")
    page.get_by_role("radiogroup", name=NB("reminders_when_daily")).locator("label", has_text="17:00").click()
    phone.press(NB("reminders_turn_on"))
    _state(phone, "reminders_state_on")
    expect(page.get_by_text("Neste:")).to_be_visible()
    [daily] = _rows(live, "SELECT * FROM nudge WHERE kind = 'daily'")
    assert (daily["at"], daily["days"]) == (17 * 60, 0b1111111)

    # A test arrives, and stands on the phone.
    phone.press(NB("reminders_test"))
    expect(page.get_by_text(NB("reminders_test_sent"))).to_be_visible()
    [test] = service.wait(1, seconds=60)
    assert (test.notification["lang"], test.notification["data"]) == ("nb", {"kind": "test"})
    assert service.complaints == []
    worker.deliver(test.plain.decode())
    worker.shows(lambda all_: [it["title"] for it in all_] == ["Fotfeste"])

    # The browser changes the address behind the app: the worker tells the server, with the same times.
    before = _address(live)
    nudges = _rows(live, "SELECT id, kind, at, days FROM nudge ORDER BY id")
    address = service.subscribe().toJSON()
    phone.context.service_workers[0].evaluate(CHANGES, address)
    until(lambda: _address(live) != before, page)
    assert _rows(live, "SELECT id, kind, at, days FROM nudge ORDER BY id") == nudges
    # The next start finds phone and server agreed.
    page.evaluate("it => sessionStorage.setItem('subscription', JSON.stringify(it))", address)
    after = _address(live)
    with page.expect_response("**/seen"):
        page.reload()
    go(phone, "reminders")
    _state(phone, "reminders_state_on")
    assert _address(live) == after

    # The settings of the phone are followed while the page stands, and every state is usable on a small one.
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("summary", has_text=NB("reminders_rest")).click()
    assert _usable(phone) == []
    _permit(phone, "denied")
    _state(phone, "reminders_state_denied")
    assert _usable(phone) == []
    _permit(phone, "granted")
    _state(phone, "reminders_state_on")

    phone.press(NB("reminders_turn_off"))
    expect(page.get_by_role("button", name=NB("reminders_turn_on"))).to_be_visible()
    until(lambda: _rows(live, "SELECT id FROM channel") == [], page)
    until(lambda: page.evaluate("sessionStorage.getItem('subscription')") is None, page)
