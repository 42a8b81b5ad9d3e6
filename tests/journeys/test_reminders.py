"""Reminders from the press that asks the phone to the box on the server, and back off again."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from tests.journeys.doing import NB, go, take_code, type_back
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.whole_browser]

# Chromium has no push service here: the subscription comes from ours, and outlives a reload as a real one does.
SUBSCRIPTION = """
const kept = () => JSON.parse(sessionStorage.getItem('subscription') ?? 'null');
const subscription = () => kept() && {
  toJSON: kept,
  unsubscribe: async () => { sessionStorage.removeItem('subscription'); return true; },
};
PushManager.prototype.getSubscription = async () => subscription();
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  sessionStorage.setItem('subscription', await window.subscribeHere(applicationServerKey));
  return subscription();
};
"""


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def live(tmp_path: Path, service: PushService) -> Iterator[Live]:
    settings = Settings(data=tmp_path, push_test_ca=service.ca, push_contact="mailto:push@example.org")
    with live_server(settings) as live:
        yield live


@pytest.fixture
def phone(browser: Browser, live: Live, service: PushService, request: pytest.FixtureRequest) -> Iterator[Phone]:
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, before=SUBSCRIPTION)
    phone.page.expose_function("subscribeHere", lambda key: json.dumps(service.subscribe(key).toJSON()))
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()


def _calls(phone: Phone) -> list[str]:
    return [url.rsplit("/", 1)[-1] for url, _ in phone.sent if "/api/channels/" in url]


def _puts(phone: Phone) -> list[dict[str, Any]]:
    return [json.loads(body) for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body]


def _turn_on(phone: Phone) -> None:
    phone.page.goto(f"{phone.origin}/#/reminders")
    words = Words(phone.locale)
    phone.press(words("reminders_turn_on"))
    expect(phone.page.get_by_text(words("reminders_next").split("{")[0])).to_be_visible()


WITHDRAWN = {"nb": "Du sa nei eller trakk det tilbake i dag.", "en": "You said no, or withdrew it, today."}


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_reminders_are_turned_on_tried_and_turned_off(phone: Phone, service: PushService) -> None:
    words = Words(phone.locale)
    _turn_on(phone)
    phone.press(words("reminders_test"))
    expect(phone.page.get_by_text(words("reminders_test_sent"))).to_be_visible()
    service.wait(1)
    assert service.received[0].notification["lang"] == phone.locale
    assert service.received[0].notification["data"] == {"kind": "test"}
    assert service.complaints == []
    phone.press(words("reminders_turn_off"))
    expect(phone.page.get_by_role("button", name=words("reminders_turn_on"))).to_be_visible()
    until(lambda: phone.page.evaluate("sessionStorage.getItem('subscription')") is None, phone.page)
    phone.page.goto(f"{phone.origin}/#/consents")
    expect(phone.page.get_by_text(WITHDRAWN[phone.locale])).to_be_visible()


def test_the_server_is_told_times_and_no_words(phone: Phone) -> None:
    _turn_on(phone)
    [body] = _puts(phone)
    assert sorted(body) == ["auth", "endpoint", "locale", "nudges", "p256dh", "timezone"]
    assert [sorted(nudge) for nudge in body["nudges"]] == [["at", "days", "id", "kind"]] * 2


def test_a_start_that_finds_all_as_it_was_sends_no_times_again(phone: Phone) -> None:
    _turn_on(phone)
    puts = len(_puts(phone))
    seen = _calls(phone).count("seen")
    phone.page.reload()
    until(lambda: _calls(phone).count("seen") > seen, phone.page)
    assert len(_puts(phone)) == puts


def test_a_phone_that_got_another_address_tells_the_server_by_itself(phone: Phone) -> None:
    _turn_on(phone)
    phone.page.evaluate("sessionStorage.removeItem('subscription')")
    phone.page.reload()
    until(lambda: len(_puts(phone)) == 2, phone.page)
    first, second = _puts(phone)
    assert first["endpoint"] != second["endpoint"]
    assert first["nudges"] == second["nudges"]


def test_an_address_that_the_push_service_let_go_of_is_renewed_at_the_next_start(
    phone: Phone, service: PushService
) -> None:
    _turn_on(phone)
    service.script(410)
    phone.press("Send en prøve nå")
    service.wait(1)
    phone.page.reload()
    until(lambda: len(_puts(phone)) == 2, phone.page)
    phone.page.goto(f"{phone.origin}/#/more")
    expect(phone.page.get_by_role("link", name="Påminnelser På")).to_be_visible()


def test_deleting_everything_takes_the_reminders_along(phone: Phone) -> None:
    _turn_on(phone)
    phone.page.goto(f"{phone.origin}/#/delete")
    phone.press("Slett alt nå")
    expect(phone.page.get_by_text("Det er også slettet på serveren.")).to_be_visible()
    assert phone.page.evaluate("sessionStorage.getItem('subscription')") is None


def test_a_diary_that_moves_house_takes_its_reminders_along_in_another_box(phone: Phone) -> None:
    _turn_on(phone)
    take_code(phone)
    [before] = {url for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body}
    [told] = _puts(phone)
    # The new box takes the address over; what the old one was is gone when it is said goodbye to.
    phone.expect_faults("410")
    go(phone, "known-code")
    phone.press(NB("known_make"))
    type_back(phone)
    expect(phone.page.get_by_role("heading", name=NB("moved_title"))).to_be_visible()
    until(lambda: len(_puts(phone)) == 2, phone.page)
    assert _puts(phone)[1] == told
    boxes = {url for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body}
    assert len(boxes - {before}) == 1
    go(phone, "reminders")
    expect(phone.page.get_by_text("Neste:")).to_be_visible()
    gone = phone.context.request.get(before, headers={"Authorization": f"Bearer {'0' * 64}"})
    assert gone.status == 410
