"""Reminders from the press that asks the phone to the box on the server, and back off again."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from selfhelp.cli import main
from selfhelp.notify.keys import VAPID_FILE, Keys
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.journeys.doing import NB, go, take_code, type_back, without_server
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.whole_browser]

# Where it is between eight and nine in the morning: nothing rings while a journey looks.
# The signs of these zones are turned about.
ZONE = f"Etc/GMT{-((8 - datetime.now(UTC).hour + 12) % 24 - 12):+d}"

# Chromium has no push service here: the subscription comes from ours, and outlives a reload as a real one does.
# A phone that is `deaf` gives no address.
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
  if (sessionStorage.getItem('deaf')) throw new DOMException('no push service', 'AbortError');
  sessionStorage.setItem('subscription', await window.subscribeHere(applicationServerKey));
  sessionStorage.setItem('key', applicationServerKey);
  return subscription();
};
"""


@pytest.fixture(scope="module")
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def service(push_service: PushService) -> PushService:
    push_service.forget()
    return push_service


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, push_service: PushService, light_app: Path) -> Iterator[Live]:
    with live_server(_settings(tmp_path_factory.mktemp("data"), push_service, light_app)) as live:
        yield live


@pytest.fixture
def live(shared: Live, tmp_path: Path, service: PushService, request: pytest.FixtureRequest) -> Iterator[Live]:
    """A server on which nobody has reminders; of its own where a test needs the whole app."""
    if getattr(request, "param", "light") == "whole":
        with live_server(_settings(tmp_path, service, Settings().pwa)) as own:
            yield own
        return
    for table in ("outbox", "nudge", "channel"):
        _write(shared, f"DELETE FROM {table}")
    yield shared


def _settings(data: Path, service: PushService, app: Path) -> Settings:
    return Settings(
        data=data,
        pwa=app,
        push_test_ca=service.ca,
        push_contact="mailto:push@example.org",
        creations_per_hour=100_000,
    )


@pytest.fixture
def phone(browser: Browser, live: Live, service: PushService, request: pytest.FixtureRequest) -> Iterator[Phone]:
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, before=SUBSCRIPTION, timezone=ZONE, worker=True)
    phone.page.expose_function("subscribeHere", lambda key: json.dumps(service.subscribe(key).toJSON()))
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()


def _calls(phone: Phone) -> list[str]:
    return [url.rsplit("/", 1)[-1] for url, _ in phone.sent if "/api/channels/" in url]


def _puts(phone: Phone) -> list[dict[str, Any]]:
    return [json.loads(body) for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body]


def _rows(live: Live, asked: str) -> list[dict[str, Any]]:
    """What the server holds."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(asked)]


def _write(live: Live, change: str) -> None:
    with sqlite3.connect(live.settings.data / SQLITE_FILE, timeout=30) as database:
        database.execute(change)


def _nudges(live: Live) -> dict[str, dict[str, Any]]:
    return {row["kind"]: row for row in _rows(live, "SELECT * FROM nudge")}


def _says(phone: Phone, key: str, **values: object) -> None:
    """The screen says it, up to the first thing that is filled in."""
    words = Words(phone.locale)(key, **values).split("{")[0].strip()
    expect(phone.page.get_by_text(words).first).to_be_visible()


def _state(phone: Phone, key: str) -> None:
    """How it goes, in the first line of «Slik går det»."""
    words = Words(phone.locale)
    part = phone.page.locator(".part", has=phone.page.get_by_role("heading", name=words("reminders_delivery")))
    expect(part.locator(".lead")).to_contain_text(words(key).split("{")[0].strip())


def _today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()


def _turn_on(phone: Phone) -> None:
    phone.page.goto(f"{phone.origin}/#/reminders")
    words = Words(phone.locale)
    phone.press(words("reminders_turn_on"))
    expect(phone.page.get_by_text(words("reminders_next").split("{")[0])).to_be_visible()


def _at_rest(phone: Phone) -> None:
    """Until the phone has nothing more to tell the server: what it tells would mend what the test breaks."""
    before = -1
    while before != len(phone.sent):
        before = len(phone.sent)
        phone.page.wait_for_timeout(400)


BOX = re.compile(r"/api/channels/\w+$")


@contextmanager
def _held(phone: Phone) -> Iterator[list[Route]]:
    """What the phone tells the server, kept from it until it is let go on."""
    under_way: list[Route] = []
    phone.page.route(BOX, lambda it: under_way.append(it) if it.request.method == "PUT" else it.continue_())
    yield under_way
    phone.page.unroute(BOX)


def _lose(route: Route) -> None:
    """The server has heard it; the phone never learns that."""
    route.fetch()
    route.abort()


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

WITHDRAWN = {"nb": "Du sa nei eller trakk det tilbake i dag.", "en": "You said no, or withdrew it, today."}


PRESSES = "addEventListener('pointerdown', () => { globalThis.presses = (globalThis.presses ?? 0) + 1; }, true)"


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_reminders_are_chosen_in_two_presses_told_as_times_without_words_tried_and_turned_off(
    phone: Phone, service: PushService, live: Live
) -> None:
    words, page = Words(phone.locale), phone.page
    page.goto(f"{phone.origin}/#/reminders")
    alone = page.get_by_role("radiogroup", name=words("reminders_when_daily"))
    expect(page.get_by_role("heading", level=2).first).to_have_text(words("reminders_when_daily"))
    page.evaluate(PRESSES)
    alone.locator("label", has_text="17:00").click()
    page.get_by_role("button", name=words("reminders_turn_on")).click()
    _says(phone, "reminders_next")
    assert page.evaluate("presses") == 2
    daily = _nudges(live)["daily"]
    assert (daily["at"], daily["days"]) == (17 * 60, 0b1111111)
    [body] = _puts(phone)
    assert sorted(body) == ["auth", "endpoint", "locale", "nudges", "p256dh", "timezone"]
    assert [sorted(nudge) for nudge in body["nudges"]] == [["at", "days", "id", "kind"]] * 2

    phone.press(words("reminders_test"))
    expect(page.get_by_text(words("reminders_test_sent"))).to_be_visible()
    service.wait(1)
    assert service.received[0].notification["lang"] == phone.locale
    assert service.received[0].notification["data"] == {"kind": "test"}
    assert service.complaints == []
    phone.press(words("reminders_turn_off"))
    expect(page.get_by_role("button", name=words("reminders_turn_on"))).to_be_visible()
    until(lambda: page.evaluate("sessionStorage.getItem('subscription')") is None, page)
    page.goto(f"{phone.origin}/#/consents")
    expect(page.get_by_text(WITHDRAWN[phone.locale])).to_be_visible()


def _opened_anew(phone: Phone) -> None:
    """Until the server has heard of it."""
    seen = _calls(phone).count("seen")
    phone.page.reload()
    until(lambda: _calls(phone).count("seen") > seen, phone.page)


def test_the_server_has_the_address_of_the_day_and_is_told_nothing_twice(
    phone: Phone, service: PushService, live: Live
) -> None:
    page = phone.page
    _turn_on(phone)
    # A start that finds all as it was sends no times again.
    _opened_anew(phone)
    assert len(_puts(phone)) == 1

    # A phone that got another address tells the server by itself.
    page.evaluate("sessionStorage.removeItem('subscription')")
    page.reload()
    until(lambda: len(_puts(phone)) == 2, page)
    first, second = _puts(phone)
    assert first["endpoint"] != second["endpoint"]
    assert first["nudges"] == second["nudges"]
    _at_rest(phone)

    # So does the worker, when the browser changes it behind the app.
    before, nudges = _rows(live, "SELECT fingerprint FROM channel"), _nudges(live)
    address = service.subscribe().toJSON()
    # As the browser fires it; a script-made event may not wait for its work, which is done all the same.
    phone.context.service_workers[0].evaluate(
        """address => {
          const event = new ExtendableEvent('pushsubscriptionchange');
          Object.assign(event, { newSubscription: { toJSON: () => address } });
          try { self.dispatchEvent(event); } catch { return; }
        }""",
        address,
    )
    until(lambda: _rows(live, "SELECT fingerprint FROM channel") != before, page)
    assert _nudges(live) == nudges
    # The next start finds phone and server agreed: nothing is made anew.
    page.evaluate("it => sessionStorage.setItem('subscription', JSON.stringify(it))", address)
    after = _rows(live, "SELECT fingerprint FROM channel")
    _opened_anew(phone)
    assert _rows(live, "SELECT fingerprint FROM channel") == after

    # One that the push service let go of is renewed at the next start.
    page.goto(f"{phone.origin}/#/reminders")
    service.script(410)
    phone.press("Send en prøve nå")
    service.wait(1)
    told = len(_puts(phone))
    page.reload()
    until(lambda: len(_puts(phone)) == told + 1, page)
    page.goto(f"{phone.origin}/#/more")
    expect(page.get_by_role("link", name="Påminnelser På")).to_be_visible()
    _at_rest(phone)

    # One that the server refuses is exchanged for another, and only then spoken of.
    phone.expect_faults("422")
    told = len(_puts(phone))
    first = _puts(phone)[-1]["endpoint"]
    # The same address with the keys of another: as after a browser that lost half of what it kept.
    page.evaluate(
        """keys => {
          const kept = JSON.parse(sessionStorage.getItem('subscription'));
          sessionStorage.setItem('subscription', JSON.stringify({ ...kept, keys }));
        }""",
        service.subscribe().toJSON()["keys"],
    )
    page.reload()
    until(lambda: len(_puts(phone)) == told + 2, page)
    assert [it["endpoint"] == first for it in _puts(phone)[told:]] == [True, False]
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_on")
    # A push service that this server does not send to.
    page.evaluate(
        "sessionStorage.setItem('subscription', JSON.stringify({"
        "...JSON.parse(sessionStorage.getItem('subscription')), endpoint: 'https://push.example/1' }))"
    )
    page.route("**/api/push-key", lambda route: route.fulfill(json={"key": "BA"}))
    page.evaluate("PushManager.prototype.subscribe = () => PushManager.prototype.getSubscription()")
    page.evaluate(
        "{ const there = PushManager.prototype.getSubscription;"
        "PushManager.prototype.getSubscription = async () => ({ ...(await there()), unsubscribe: async () => true }) }"
    )
    page.evaluate("dispatchEvent(new Event('online'))")
    _state(phone, "reminders_state_refused")
    _says(phone, "reminders_refused_address")


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_server_that_lost_its_key_is_said_on_the_page_and_heals_when_the_app_is_opened(
    phone: Phone, service: PushService, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, page = Words(phone.locale), phone.page
    _turn_on(phone)
    first = _puts(phone)[0]["endpoint"]
    _at_rest(phone)
    with without_server(live, phone):
        (live.settings.data / "keys" / VAPID_FILE).unlink()
        Keys.load(live.settings.data / "keys")  # another is made, as `selfhelp init` would
    # The app stands open and has not asked: every push is refused, and the page does not say that all is well.
    phone.press(words("reminders_test"))
    service.wait(1)
    until(lambda: [row["last_answer"] for row in _rows(live, "SELECT last_answer FROM channel")] == [403], page)
    page.goto(f"{phone.origin}/#/more")
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_stopped")
    _says(phone, "reminders_our_key")
    page.reload()
    until(lambda: len(_puts(phone)) == 2, page)
    assert _puts(phone)[1]["endpoint"] != first
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_on")
    # A server that starts anew has forgotten that there was a test within the minute.
    with without_server(live):
        pass
    phone.press(words("reminders_test"))
    until(lambda: 201 in [it.status for it in service.received], page)
    # What is agreed stays: the next start makes nothing anew.
    page.reload()
    page.goto(f"{phone.origin}/#/reminders")
    _says(phone, "reminders_next")
    _at_rest(phone)
    assert len(_puts(phone)) == 2
    # The operator puts another key in place: nothing is sent to be refused, and the next opening heals that too.
    with without_server(live):
        monkeypatch.setenv("SELFHELP_DATA", str(live.settings.data))
        assert main(["keys", "rotate", "vapid", "--yes"]) == 0
        assert [row["state"] for row in _rows(live, "SELECT state FROM channel")] == ["resubscribe"]
    page.reload()
    until(lambda: len(_puts(phone)) == 3, page)
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_on")
    until(lambda: [row["state"] for row in _rows(live, "SELECT state FROM channel")] == ["active"], page)
    assert len({put["endpoint"] for put in _puts(phone)}) == 3


def test_another_language_is_told_once_and_what_was_told_stands_on_the_page(phone: Phone, live: Live) -> None:
    _turn_on(phone)
    lines = phone.page.locator(".known + ul")
    expect(lines).to_contain_text("Språk: norsk")
    _at_rest(phone)
    with _held(phone) as under_way:
        phone.page.goto(f"{phone.origin}/#/language")
        phone.choose("English")
        phone.page.goto(f"{phone.origin}/#/reminders")
        until(lambda: len(under_way) == 1, phone.page)
        # Until the server has heard of it, it knows the other one.
        expect(lines).to_contain_text("Language: Norwegian")
        under_way[0].continue_()
    expect(lines).to_contain_text("Language: English")
    assert [row["locale"] for row in _rows(live, "SELECT locale FROM channel")] == ["en"]
    _at_rest(phone)
    assert [it["locale"] for it in _puts(phone)] == ["nb", "en"]


def test_an_hour_that_is_changed_in_one_window_moves_the_same_reminder_and_stands_in_another(
    phone: Phone, live: Live
) -> None:
    _turn_on(phone)
    _at_rest(phone)
    kept = phone.page.evaluate("JSON.stringify({ ...sessionStorage })")
    other = phone.context.new_page()
    other.add_init_script(f"Object.assign(sessionStorage, {kept})")
    other.goto(f"{phone.origin}/#/reminders")
    lines = other.locator(".known + ul")
    expect(lines).to_contain_text("hver dag klokken 20:00")
    before = _nudges(live)
    phone.page.fill("#daily-at", "21:15")
    phone.press(NB("reminders_save"))
    until(lambda: _nudges(live)["daily"]["at"] == 21 * 60 + 15, phone.page)
    after = _nudges(live)
    assert {kind: row["id"] for kind, row in before.items()} == {kind: row["id"] for kind, row in after.items()}
    assert after["weekly"] == before["weekly"]
    for page in (phone.page, other):
        expect(page.locator(".known + ul")).to_contain_text("hver dag klokken 21:15")
    expect(other.locator("#daily-at")).to_have_value("21:15")
    expect(other.get_by_role("button", name=NB("reminders_save"))).to_have_count(0)
    # What the other one tells the server from now on has the same hour.
    other.goto(f"{phone.origin}/#/language")
    other.locator("label", has_text="English").click()
    until(lambda: [row["locale"] for row in _rows(live, "SELECT locale FROM channel")] == ["en"], other)
    assert _nudges(live)["daily"]["at"] == 21 * 60 + 15
    other.close()


def test_a_diary_that_moves_house_or_is_deleted_takes_its_reminders_along(phone: Phone) -> None:
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

    go(phone, "delete")
    phone.press("Slett alt nå")
    expect(phone.page.get_by_text("Det er også slettet på serveren.")).to_be_visible()
    assert phone.page.evaluate("sessionStorage.getItem('subscription')") is None


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_press_that_waits_for_the_server_says_so_and_cannot_be_pressed_twice(phone: Phone) -> None:
    words = Words(phone.locale)
    _turn_on(phone)
    _at_rest(phone)
    held: list[Route] = []
    phone.page.route("**/skip", lambda it: held.append(it))
    phone.press(words("reminders_skip"))
    _says(phone, "asking")
    for press in ("reminders_skip", "reminders_test"):
        expect(phone.page.get_by_role("button", name=words(press))).to_have_attribute("aria-disabled", "true")
    phone.expect_faults("ERR_FAILED")
    until(lambda: len(held) == 1, phone.page)
    held[0].abort()
    _says(phone, "reminders_skip_failed")
    expect(phone.page.get_by_text(words("asking"))).to_have_count(0)
    assert len(held) == 1


def _switch(phone: Phone, kind: str) -> None:
    """Taken up among what one wants, or taken out, and saved."""
    what = phone.page.get_by_role("group", name=NB("reminders_what"))
    what.locator("label", has_text=NB(kind)).click()
    phone.press(NB("reminders_save"))


def test_not_today_is_told_and_seen_and_holds_for_a_daily_one_that_was_switched_off_and_on_again(
    phone: Phone, live: Live
) -> None:
    _turn_on(phone)
    expect(phone.page.get_by_text(re.compile("^Neste: i dag"))).to_be_visible()
    phone.press(NB("reminders_skip"))
    _says(phone, "reminders_skipped")
    _says(phone, "reminders_next")
    expect(phone.page.get_by_text(re.compile("^Neste: i dag"))).to_have_count(0)
    tomorrow = (_today() + timedelta(days=1)).isoformat()
    daily = _nudges(live)["daily"]
    assert (daily["skip_until"], daily["next_nominal"]) == (tomorrow, tomorrow)
    expect(phone.page.locator(".known + ul")).to_contain_text("klokken 20:00, fri til i morgen")
    # It is still said when the page is opened anew.
    phone.page.reload()
    phone.page.goto(f"{phone.origin}/#/reminders")
    _says(phone, "reminders_skipped")

    before = _nudges(live)["daily"]["id"]
    _switch(phone, "reminders_daily")
    until(lambda: set(_nudges(live)) == {"weekly"}, phone.page)
    _switch(phone, "reminders_daily")
    until(lambda: "daily" in _nudges(live) and _nudges(live)["daily"]["next_nominal"] == tomorrow, phone.page)
    assert _nudges(live)["daily"]["id"] != before
    _says(phone, "reminders_skipped")
    expect(phone.page.get_by_text(re.compile("^Neste: i dag"))).to_have_count(0)
    expect(phone.page.locator(".known + ul")).to_contain_text("hver dag klokken 20:00, fri til i morgen")


def test_not_today_is_there_for_a_week_alone_when_it_rings_today(phone: Phone, live: Live) -> None:
    page = phone.page
    page.goto(f"{phone.origin}/#/reminders")
    what = page.get_by_role("group", name=NB("reminders_what"))
    what.locator("label", has_text=NB("reminders_daily")).click()
    phone.press(NB("reminders_turn_on"))
    _says(phone, "reminders_next")
    _at_rest(phone)
    today = _today()
    [weekly] = _puts(phone)[0]["nudges"]
    day = DAYS[today.weekday()]
    if weekly["days"] == [day]:
        expect(page.get_by_role("button", name=NB("reminders_skip"))).to_have_count(1)
    else:
        expect(page.get_by_role("button", name=NB("reminders_skip"))).to_have_count(0)
        page.get_by_role("radiogroup", name=NB("reminders_day")).locator("label").nth(today.weekday()).click()
        phone.press(NB("reminders_save"))
    phone.press(NB("reminders_skip"))
    _says(phone, "reminders_skipped")
    assert _nudges(live)["weekly"]["skip_until"] == (today + timedelta(days=1)).isoformat()
    expect(page.get_by_text(re.compile("^Neste: i dag"))).to_have_count(0)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_whoever_has_finished_the_programme_gets_none_but_his_own_until_he_asks_for_them(
    phone: Phone, live: Live
) -> None:
    words, page = Words(phone.locale), phone.page
    pack = httpx.get(f"{live.url}{httpx.get(f'{live.url}/api/content/{phone.locale}').json()['bundle']}").json()
    [stop] = [it for it in pack["programmes"] if it["id"] == "stop"]
    phone.press(words("first_begin"))
    phone.choose(words("what_once"))
    phone.press(words("continue"))
    page.locator(".progress").wait_for()
    _turn_on(phone)
    until(lambda: {"daily", "weekly"} <= set(_nudges(live)), page)
    for module in stop["tracks"]["once"]:
        go(phone, f"text/module/{module}/practice")
        phone.press(words("practice_take"))
        expect(page.get_by_role("button", name=words("practice_take"))).to_have_count(0)
    # The boosters come: they are his own.
    until(lambda: set(_nudges(live)) == {"own"}, page)
    go(phone, "reminders")
    _state(phone, "reminders_state_finished")
    _says(phone, "reminders_finished")
    _says(phone, "reminders_next")
    assert phone.axe() == []
    phone.press(words("reminders_again"))
    _state(phone, "reminders_state_on")
    until(lambda: set(_nudges(live)) == {"daily", "weekly", "own"}, page)
    page.reload()
    _at_rest(phone)
    assert set(_nudges(live)) == {"daily", "weekly", "own"}
    # An end that is pressed afterwards is another one.
    go(phone, "month")
    phone.press(words("month_end"))
    page.locator("main button.row").click()
    until(lambda: set(_nudges(live)) <= {"own"}, page)


def _permit(phone: Phone, setting: str) -> None:
    """As in the browser's own settings."""
    session = phone.context.new_cdp_session(phone.page)
    profile = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    what = {"permission": {"name": "notifications"}, "origin": phone.origin, "browserContextId": profile}
    session.send("Browser.setPermission", {**what, "setting": setting})


def test_a_phone_that_lets_no_notice_through_is_said_at_once_and_so_is_one_that_does_again(phone: Phone) -> None:
    _turn_on(phone)
    _permit(phone, "denied")
    _says(phone, "reminders_denied")
    _state(phone, "reminders_state_denied")
    assert phone.axe() == []
    # Pressed in vain: the phone's settings are the only way.
    phone.press(NB("reminders_again"))
    _state(phone, "reminders_state_denied")
    _permit(phone, "prompt")
    _state(phone, "reminders_state_stopped")
    _says(phone, "reminders_not_asked")
    _permit(phone, "granted")
    _state(phone, "reminders_state_on")
    expect(phone.page.get_by_text(NB("reminders_denied"))).to_have_count(0)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_week_of_rest_outlives_a_new_start_another_address_and_a_lost_box_and_ends_by_one_press(
    phone: Phone, live: Live
) -> None:
    words, page = Words(phone.locale), phone.page
    _turn_on(phone)
    week = (_today() + timedelta(days=7)).isoformat()

    def rests() -> bool:
        nudges = _nudges(live).values()
        return len(nudges) == 2 and all(row["skip_until"] == week and row["next_nominal"] >= week for row in nudges)

    page.locator("summary", has_text=words("reminders_rest")).click()
    phone.press(words("reminders_rest_week"))
    _state(phone, "reminders_state_resting")
    _says(phone, "reminders_rest_until")
    expect(page.get_by_role("button", name=words("reminders_rest_end"))).to_be_focused()
    until(rests, page)
    assert phone.axe() == []

    # A new start finds it so, and tells nothing again.
    skips = _calls(phone).count("skip")
    seen = _calls(phone).count("seen")
    page.reload()
    until(lambda: _calls(phone).count("seen") > seen, page)
    assert _calls(phone).count("skip") == skips

    page.evaluate("sessionStorage.removeItem('subscription')")
    page.reload()
    until(lambda: len(_puts(phone)) == 2, page)
    until(lambda: _calls(phone).count("seen") > seen + 1, page)
    assert rests()

    # The server has lost the box.
    for table in ("nudge", "channel"):
        _write(live, f"DELETE FROM {table}")
    phone.expect_faults("404 .*/api/channels/")
    page.reload()
    until(rests, page)

    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_resting")
    phone.press(words("reminders_rest_end"))
    _state(phone, "reminders_state_on")
    soon = {_today().isoformat(), (_today() + timedelta(days=1)).isoformat()}
    until(lambda: {row["skip_until"] for row in _nudges(live).values()} <= soon, page)


def _rest(phone: Phone, live: Live) -> str:
    """Four weeks, told; the date on which they end."""
    end = (_today() + timedelta(days=28)).isoformat()
    phone.page.locator("summary", has_text=NB("reminders_rest")).click()
    phone.press(NB("reminders_rest_month"))
    until(lambda: {row["skip_until"] for row in _nudges(live).values()} == {end}, phone.page)
    return end


def _rings_from_today(phone: Phone, live: Live, at: int) -> None:
    """Nothing rests on the server, and the page says so."""

    def free() -> bool:
        daily = _nudges(live)["daily"]
        return (daily["at"], daily["next_nominal"]) == (at, _today().isoformat())

    until(free, phone.page)
    _state(phone, "reminders_state_on")
    expect(phone.page.get_by_text(re.compile("^Neste: i dag"))).to_be_visible()
    expect(phone.page.locator(".known + ul")).not_to_contain_text("fri til")


def _hour(phone: Phone, chosen: str) -> None:
    phone.page.fill("#daily-at", chosen)
    phone.press(NB("reminders_save"))


def test_a_rest_holds_for_what_is_chosen_meanwhile_and_its_end_reaches_the_server_on_whatever_road(
    phone: Phone, live: Live
) -> None:
    page = phone.page
    phone.expect_faults("Failed to load resource")
    _turn_on(phone)
    end = _rest(phone, live)
    # A reminder that is chosen while all rest rests too.
    _switch(phone, "reminders_comeback")
    until(lambda: "comeback" in _nudges(live) and _nudges(live)["comeback"]["skip_until"] == end, page)
    assert {row["skip_until"] for row in _nudges(live).values()} == {end}
    expect(page.locator(".known + ul > li", has_text="fri til")).to_have_count(3)

    # Ended while another hour is on its way.
    with _held(phone) as under_way:
        _hour(phone, "21:15")
        until(lambda: len(under_way) == 1, page)
        phone.press(NB("reminders_rest_end"))
        _state(phone, "reminders_state_on")
        under_way[0].continue_()
    _rings_from_today(phone, live, 21 * 60 + 15)

    # The answer to its beginning was lost.
    page.route("**/skip", _lose)
    page.locator("summary", has_text=NB("reminders_rest")).click()
    phone.press(NB("reminders_rest_month"))
    until(lambda: _nudges(live)["daily"]["skip_until"] == end, page)
    _state(phone, "reminders_state_waiting")
    page.unroute("**/skip")
    phone.press(NB("reminders_rest_end"))
    _rings_from_today(phone, live, 21 * 60 + 15)

    # Ended without a connection, and followed by another hour.
    _rest(phone, live)
    with without_server(live, phone):
        phone.press(NB("reminders_rest_end"))
        _state(phone, "reminders_state_waiting")
        _hour(phone, "19:30")
        _state(phone, "reminders_state_waiting")
    page.evaluate("dispatchEvent(new Event('online'))")
    _rings_from_today(phone, live, 19 * 60 + 30)


def test_a_rest_without_an_end_leaves_the_server_no_times_and_no_silence_behind_and_keeps_the_choice(
    phone: Phone, live: Live
) -> None:
    page = phone.page
    _turn_on(phone)
    before = _nudges(live)
    page.locator("summary", has_text=NB("reminders_rest")).click()
    phone.press(NB("reminders_rest_open"))
    _state(phone, "reminders_state_resting_open")
    until(lambda: _nudges(live) == {}, page)
    expect(page.locator(".known + ul")).to_contain_text(NB("reminders_known_none"))
    _opened_anew(phone)
    assert _nudges(live) == {}
    page.goto(f"{phone.origin}/#/more")
    expect(page.get_by_role("link", name=f"Påminnelser {NB('reminders_state_resting_open')}")).to_be_visible()
    page.goto(f"{phone.origin}/#/reminders")
    phone.press(NB("reminders_rest_end"))
    _state(phone, "reminders_state_on")
    until(lambda: len(_nudges(live)) == 2, page)
    assert {kind: (row["id"], row["at"]) for kind, row in _nudges(live).items()} == {
        kind: (row["id"], row["at"]) for kind, row in before.items()
    }

    # The same, when the answer to its beginning was lost.
    phone.expect_faults("Failed to load resource")
    page.route(BOX, lambda route: _lose(route) if route.request.method == "PUT" else route.continue_())
    page.locator("summary", has_text=NB("reminders_rest")).click()
    phone.press(NB("reminders_rest_open"))
    until(lambda: _nudges(live) == {}, page)
    _state(phone, "reminders_state_waiting")
    page.unroute(BOX)
    phone.press(NB("reminders_rest_end"))
    until(lambda: len(_nudges(live)) == 2, page)
    _state(phone, "reminders_state_on")


LATER = "{ const now = Date.now; Date.now = () => now() + 11 * 60_000 }"


def test_reminders_that_fell_silent_come_again_because_the_app_was_opened_and_say_so(phone: Phone, live: Live) -> None:
    page = phone.page
    _turn_on(phone)
    # What is on its way would wake them at once.
    page.wait_for_load_state("networkidle")
    _write(live, "UPDATE channel SET state = 'paused', paused_at = 1, unanswered = 18")
    _write(live, "UPDATE nudge SET next_nominal = NULL, next_at = NULL")
    # Until the server has heard of it they rest.
    phone.expect_faults("Failed to load resource")
    page.route("**/seen", lambda route: route.abort())
    page.reload()
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_paused")
    _says(phone, "reminders_paused")
    again = page.get_by_role("button", name=NB("reminders_again"), exact=True)
    expect(again).to_be_enabled()
    page.unroute("**/seen")
    # At once: the app says by itself that it was opened as soon as it can, and then there is nothing to press.
    again.dispatch_event("click")
    _state(phone, "reminders_state_on")
    _says(phone, "reminders_woken")
    _says(phone, "reminders_next")
    assert [row["state"] for row in _rows(live, "SELECT state FROM channel")] == ["active"]


def test_whoever_looks_at_the_app_is_seen_and_nobody_else(phone: Phone, live: Live) -> None:
    page = phone.page

    def unanswered() -> list[int]:
        return [row["unanswered"] for row in _rows(live, "SELECT unanswered FROM channel")]

    _turn_on(phone)
    _write(live, "UPDATE channel SET unanswered = 3")
    # An opening that the server did not hear of is said again as soon as somebody looks.
    phone.expect_faults("503")
    page.route("**/seen", lambda route: route.fulfill(status=503))
    seen = _calls(phone).count("seen")
    with page.expect_response("**/seen"):
        page.reload()
    until(lambda: _calls(phone).count("seen") > seen, page)
    # What follows upon it is asked for: the talk with the server is over.
    page.goto(f"{phone.origin}/#/reminders")
    _says(phone, "reminders_next")
    page.unroute("**/seen")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: unanswered() == [0], page)

    # Whoever comes back to an open app is seen.
    _write(live, "UPDATE channel SET unanswered = 3")
    page.evaluate(LATER)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: unanswered() == [0], page)
    _at_rest(phone)

    # A tab behind others, on a computer that finds its network again, is no opening until somebody looks.
    _write(live, "UPDATE channel SET unanswered = 3")
    page.evaluate("Object.defineProperty(document, 'visibilityState', { get: () => globalThis.seen ?? 'hidden' })")
    with page.expect_response(BOX):
        page.evaluate("dispatchEvent(new Event('online'))")
    _at_rest(phone)
    assert unanswered() == [3]
    page.evaluate(LATER)
    page.evaluate("globalThis.seen = 'visible'")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: unanswered() == [0], page)


@pytest.mark.parametrize("live", ["whole"], indirect=True)
def test_what_is_chosen_without_a_server_waits_for_it_and_is_told_by_a_press(phone: Phone, live: Live) -> None:
    phone.expect_faults("Failed to load resource|ERR_CONNECTION")
    phone.page.goto(f"{phone.origin}/#/reminders")
    live.stop()
    phone.press(NB("reminders_turn_on"))
    _state(phone, "reminders_state_waiting")
    phone.press(NB("reminders_try"))
    _says(phone, "reminders_try_failed")
    live.start()
    phone.press(NB("reminders_try"))
    _state(phone, "reminders_state_on")
    live.stop()
    phone.page.fill("#daily-at", "21:15")
    phone.press(NB("reminders_save"))
    _state(phone, "reminders_state_waiting")
    live.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    _state(phone, "reminders_state_on")
    assert _nudges(live)["daily"]["at"] == 21 * 60 + 15


def _refusing(field: str, told: list[str]) -> Callable[[Route], None]:
    """The server does not take this field; what it was told is noted."""
    wrong = {"type": "/problems/invalid", "status": 422, "errors": [{"field": field, "detail": "No."}]}

    def answer(route: Route) -> None:
        if route.request.method == "PUT":
            told.append(route.request.url)
            route.fulfill(status=422, json=wrong)
        else:
            route.continue_()

    return answer


def test_what_the_server_does_not_take_is_said_with_one_thing_to_do(phone: Phone) -> None:
    phone.expect_faults("422")
    page = phone.page
    refused = ("timezone", "reminders_refused_zone"), ("nudges[0].at", "reminders_refused_time")
    for field, says in refused:
        told: list[str] = []
        page.route(BOX, _refusing(field, told))
        page.goto(f"{phone.origin}/#/reminders")
        if field == "timezone":
            phone.press(NB("reminders_turn_on"))
        else:
            _hour(phone, "21:15")
        _state(phone, "reminders_state_refused")
        _says(phone, says)
        before = len(told)
        # Those of the first round have never been on.
        phone.press(NB("reminders_turn_on" if field == "timezone" else "reminders_again"))
        until(lambda told=told, before=before: len(told) > before, page)  # type: ignore[misc]
        # From here on it may try by itself at any time: nothing more is pressed.
        page.unroute(BOX)
        page.reload()
        page.goto(f"{phone.origin}/#/reminders")
        _state(phone, "reminders_state_on")


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_what_fails_when_they_are_turned_on_is_said_where_one_pressed(phone: Phone) -> None:
    words, page = Words(phone.locale), phone.page
    page.evaluate("sessionStorage.setItem('deaf', 'yes')")
    page.goto(f"{phone.origin}/#/reminders")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    phone.press(words("reminders_turn_on"))
    expect(page.locator(".notice", has_text=words("reminders_address"))).to_be_in_viewport()
    # They have never worked here, so nothing is to be turned on again.
    _state(phone, "reminders_state_not_yet")
    expect(page.locator(".dock").get_by_role("button", name=words("reminders_turn_on"))).to_be_visible()
    assert phone.axe() == []
    page.evaluate("sessionStorage.removeItem('deaf')")
    phone.press(words("reminders_turn_on"))
    _state(phone, "reminders_state_on")
    expect(page.get_by_text(words("reminders_address"))).to_have_count(0)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_reminders_that_stopped_arriving_are_said_and_turned_on_again(phone: Phone, service: PushService) -> None:
    words, page = Words(phone.locale), phone.page
    _turn_on(phone)
    service.script(410)
    phone.press(words("reminders_test"))
    service.wait(1)
    # The phone gives no other address by itself.
    page.evaluate("sessionStorage.setItem('deaf', 'yes')")
    page.reload()
    page.goto(f"{phone.origin}/#/reminders")
    _state(phone, "reminders_state_stopped")
    _says(phone, "reminders_address")
    page.goto(f"{phone.origin}/#/more")
    state = words("reminders_state_stopped")
    expect(page.get_by_role("link", name=f"{words('more_reminders')} {state}")).to_be_visible()
    page.goto(f"{phone.origin}/#/reminders")
    page.evaluate("sessionStorage.removeItem('deaf')")
    phone.press(words("reminders_again"))
    _state(phone, "reminders_state_on")
    _says(phone, "reminders_next")
    first, second = _puts(phone)
    assert first["endpoint"] != second["endpoint"]
    assert first["nudges"] == second["nudges"]


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_a_test_that_has_nowhere_to_go_is_not_blamed_on_the_connection(phone: Phone, live: Live) -> None:
    words = Words(phone.locale)
    _turn_on(phone)
    phone.expect_faults("422|404")
    _at_rest(phone)
    # The server has the times, and an address no more.
    _write(live, "UPDATE channel SET state = 'gone', sealed = NULL")
    phone.press(words("reminders_test"))
    _state(phone, "reminders_state_stopped")
    _says(phone, "reminders_stopped")
    expect(phone.page.get_by_text(words("reminders_test_failed"))).to_have_count(0)
    phone.press(words("reminders_again"))
    _state(phone, "reminders_state_on")
    for table in ("nudge", "channel"):
        _write(live, f"DELETE FROM {table}")
    phone.press(words("reminders_test"))
    _says(phone, "reminders_test_gone")


def _welcomed_back(phone: Phone, live: Live) -> None:
    """A word for whoever has been away, which nobody gets unasked, is chosen and told as a time alone."""
    words = Words(phone.locale)
    phone.page.goto(f"{phone.origin}/#/reminders")
    kinds = phone.page.get_by_role("group", name=words("reminders_what"))
    welcome = kinds.locator("label", has_text=words("reminders_comeback"))
    expect(welcome.locator("input")).not_to_be_checked()
    expect(phone.page.locator(".lock-notice")).to_have_count(2)
    welcome.click()
    expect(phone.page.locator(".lock-notice")).to_have_count(3)
    phone.press(words("reminders_turn_on"))
    _says(phone, "reminders_next")
    [comeback] = [nudge for nudge in _puts(phone)[0]["nudges"] if nudge["kind"] == "comeback"]
    assert sorted(comeback) == ["at", "id", "kind"]
    third = (_today() + timedelta(days=3)).isoformat()
    until(lambda: _nudges(live)["comeback"]["next_nominal"] == third, phone.page)


@pytest.mark.parametrize("phone", ["en"], indirect=True)
def test_a_word_for_whoever_has_been_away_is_chosen_and_told_as_a_time_alone(phone: Phone, live: Live) -> None:
    _welcomed_back(phone, live)


def test_the_lock_screen_is_shown_in_each_style_for_each_kind_that_is_chosen(phone: Phone) -> None:
    page = phone.page
    page.goto(f"{phone.origin}/#/reminders")
    for kind in ("step", "comeback"):
        page.get_by_role("group", name=NB("reminders_what")).locator("label", has_text=NB(f"reminders_{kind}")).click()
    said: dict[str, list[str]] = {}
    for style in ("neutral", "discreet", "full"):
        phone.choose(NB(f"reminders_style_{style}"))
        expect(page.locator(".lock-notice")).to_have_count(4)
        said[style] = page.locator(".lock-notice > p:last-child").all_inner_texts()
    assert said["neutral"][1:] == [
        "Tid for en liten pause?",
        "Fortsett når du vil.",
        "Du er velkommen tilbake når som helst.",
    ]
    assert not re.search(r"\d", " ".join(said["neutral"]))
    assert "5 av 7 dager" in said["discreet"][1]
    assert all(said["full"][at] != said["neutral"][at] for at in range(4))
    page.get_by_role("group", name=NB("reminders_what")).locator("label", has_text=NB("reminders_weekly")).click()
    expect(page.locator(".lock-notice")).to_have_count(3)


# Every column that the server has of a person's reminders, and the words of the page that speak of it.
SAID = {
    "channel.id": None,  # what the phone made up; it stands for nobody
    "channel.auth": None,
    "channel.fingerprint": "adressen der telefonens varslingstjeneste når den",
    "channel.sealed": "med nøklene som meldingene låses med",
    "channel.timezone": "tidssonen",
    "channel.locale": "språket ditt",
    "channel.state": "om de har stoppet",
    "channel.paused_at": "og når",
    "channel.opened": "hvilken dag du sist åpnet appen",
    "channel.unanswered": "hvor mange daglige påminnelser som er sendt siden",
    "channel.last_day": "når hver påminnelse sist ble sendt",
    "channel.last_sent": "når hver påminnelse sist ble sendt",
    "channel.last_answer": "hva varslingstjenesten svarte",
    "channel.created": "hvilken måned du slo dem på",
    "nudge.channel": None,
    "nudge.id": None,
    "nudge.kind": "hva slags påminnelser du vil ha",
    "nudge.at": "når de skal komme",
    "nudge.days": "når de skal komme",
    "nudge.once": "når de skal komme",
    "nudge.skip_until": "når du vil ha fri fra dem",
    "nudge.last_nominal": "når hver påminnelse sist ble sendt",
    "nudge.next_nominal": "når de skal komme",
    "nudge.next_at": "når de skal komme",
}


def test_the_page_says_all_that_the_server_knows_and_nothing_else_than_it_holds(phone: Phone, live: Live) -> None:
    page = phone.page
    _welcomed_back(phone, live)
    [channel] = _rows(live, "SELECT * FROM channel")
    nudges = _nudges(live)
    held = {f"channel.{name}" for name in channel} | {f"nudge.{name}" for name in nudges["daily"]}
    assert held == set(SAID), "the server holds something that the page must speak of"
    part = page.locator(".part", has=page.get_by_role("heading", name=NB("reminders_server")))
    text = part.inner_text()
    for words in filter(None, SAID.values()):
        assert words in text

    # What stands there now is what is held: the rows, and what GET says of them.
    moment = datetime(2026, 11, 20, 12, 4, tzinfo=UTC)
    sent = int(moment.timestamp())
    _write(live, f"UPDATE channel SET last_sent = {sent}, last_answer = 201")
    page.goto(f"{phone.origin}/#/more")
    with page.expect_response(lambda it: it.request.method == "GET" and "/api/channels/" in it.url) as asked:
        page.goto(f"{phone.origin}/#/reminders")
    said = asked.value.json()
    assert {it["kind"]: it["id"] for it in said["nudges"]} == {kind: row["id"].hex() for kind, row in nudges.items()}
    at = {kind: f"{row['at'] // 60:02}:{row['at'] % 60:02}" for kind, row in nudges.items()}
    lines = part.locator(".known + ul > li")
    expect(lines).to_have_text(
        [
            f"En stund til deg selv: hver dag klokken {at['daily']}",
            f"Uken din: søndag klokken {at['weekly']}",
            f"Velkommen tilbake: klokken {at['comeback']}, når du har vært borte i 3, 7, 14 og 30 dager",
            f"Tidssone: {channel['timezone']}",
            "Språk: norsk",
            f"Adressen for varsler: hos {_puts(phone)[-1]['endpoint'].split('/')[2]}",
            re.compile(f"^Sist sendt .*20. november.* kl. {moment.astimezone(ZoneInfo(ZONE)):%H:%M}.$"),
            "Svaret fra varslingstjenesten sist: 201",
            "Dagen du sist åpnet appen, og hvor mange daglige som er sendt siden",
        ]
    )
    assert said["last_sent"] == "2026-11-20T12:04:00Z"
    assert (channel["locale"], channel["opened"], channel["unanswered"]) == ("nb", _today().isoformat(), 0)
