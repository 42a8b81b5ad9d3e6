"""The exercises where only a browser can tell: how they are laid out, and the calendar that reminds.

How each kind is answered, left, changed and kept: pwa/src/features/exercise/exercises.test.tsx.
"""

import asyncio
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Playwright, expect

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.journeys.doing import go, without_server
from tests.journeys.exercise_pack import EVENING, FIRST, LAST, build
from tests.journeys.phone import CHROMIUM, FLAGS, Phone, tick, until
from tests.journeys.push import deliver, next_week, shown, subscribing
from tests.journeys.usable import axe, small_targets, too_wide
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def live(tmp_path: Path, pack: Path, light_app: Path, service: PushService) -> Iterator[Live]:
    settings = Settings(data=tmp_path, content=pack, pwa=light_app, jobs=False, push_test_ca=service.ca)
    with live_server(settings) as live:
        yield live


class Walker:
    """Somebody in the module of every kind, on a phone of 320 px."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page = phone.page
        self.words = Words(phone.locale)
        self.faults: list[str] = []

    def main(self, select: str, has_text: str | None = None) -> Locator:
        return self.page.locator(f"main {select}", has_text=has_text)

    def step(self, step: str, module: str = FIRST) -> None:
        go(self.phone, f"text/module/{module}/{step}")

    def on(self) -> None:
        """«Videre»; before that whatever is wrong with the screen that is left."""
        self.look()
        before = self.main(".meta").first.inner_text()
        self.phone.press(self.words("continue"), "button")
        expect(self.main(".meta").first).not_to_have_text(before)

    def look(self, deep: bool = False) -> None:
        where = self.page.locator("h1").first.inner_text()
        found = too_wide(self.page) + small_targets(self.page) + (axe(self.page) if deep else [])
        self.faults += [f"{where}: {it}" for it in found]
        self.page.evaluate("scrollTo(0, 0)")

    def own(self, text: str) -> None:
        self.page.get_by_label(self.words("own_words"), exact=True).last.fill(text)

    def pick(self, at: int) -> None:
        tick(self.main(".exercise > .choices > .choice input").nth(at))

    def kept(self) -> None:
        self.page.get_by_text(self.words("answer_kept"), exact=True).wait_for()


DRAWN = "new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"


def _stays_under_the_finger(walker: Walker) -> None:
    """A reply that comes, and one that goes, move nothing that is pressed."""
    for step in ("cause", "thoughts", "plan"):
        walker.step(step)
        for at in (1, 0, 1):
            pressed = walker.main(".exercise > .choices > .choice").nth(at)
            before = pressed.bounding_box()
            chosen = pressed.locator("input").is_checked()
            pressed.click()
            expect(pressed.locator("input")).to_be_checked(checked=not chosen)
            walker.page.evaluate(DRAWN)
            after = pressed.bounding_box()
            assert before is not None
            assert after is not None
            assert after["y"] == before["y"]


def _place(walker: Walker, day: int, at: str | None = None) -> None:
    """The open thing gets a weekday, Monday = 0, and a time."""
    tick(walker.main(".place .chips input").nth(day))
    if at:
        walker.main(".place input[type=time]").fill(at)


def test_whatever_kind_is_asked_nothing_is_too_wide_or_small_and_what_is_pressed_stays_under_the_finger(
    browser: Browser, live: Live
) -> None:
    phone = Phone.take(browser, live.url, "nb", width=320, height=1500, reduced_motion=True)
    phone.open()
    walker = Walker(phone)
    for step in ("letter", "cause"):
        walker.step(step)
        walker.look()
    walker.step("evenings")
    walker.pick(0)
    _place(walker, 2, "20:30")
    expect(walker.main(".calendar td.hard").first).to_be_visible()
    walker.look(deep=True)
    walker.step("plan")
    walker.pick(0)
    expect(walker.main(".joined .own.then")).to_be_visible()
    walker.look(deep=True)
    # The boxes of a balance stand side by side.
    walker.step("balance")
    boxes = walker.main("textarea")
    for at in range(4):
        boxes.nth(at).fill(f"box {at}")
    walker.look(deep=True)
    left, right = (boxes.nth(at).bounding_box() for at in (0, 1))
    assert left is not None
    assert right is not None
    assert right["x"] > left["x"]
    assert abs(right["y"] - left["y"]) < 3
    walker.step("sure", LAST)
    phone.strength(7)
    walker.on()
    expect(walker.main(".columns dd")).to_have_count(4)
    walker.look(deep=True)
    go(phone, "plan")
    walker.look(deep=True)
    _stays_under_the_finger(walker)
    assert not walker.faults, "\n".join(walker.faults)
    phone.close()


@pytest.fixture
def zone() -> str:
    """A zone in which it is between eight and nine in the evening."""
    ahead = (20 - datetime.now(UTC).hour + 12) % 24 - 12
    # The signs of these zones are turned about.
    return f"Etc/GMT{-ahead:+d}"


@pytest.fixture
def evening(playwright: Playwright, live: Live, service: PushService, zone: str) -> Iterator[Phone]:
    """A phone on which it is evening."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, headless=True, args=FLAGS, env={**os.environ, "TZ": zone}
    )
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, "nb", before=subscribing(service.subscribe()), timezone=zone, worker=True)
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()
    browser.close()


def _nudges(live: Live) -> list[tuple[Any, ...]]:
    """What the server holds of them: id, kind, minute of the day, days, date."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        found = database.execute("SELECT id, kind, at, days, once FROM nudge ORDER BY at").fetchall()
    return [tuple(row) for row in found]


def _puts(phone: Phone) -> list[dict[str, Any]]:
    """What the phone has told the server of its reminders."""
    return [json.loads(body) for url, body in phone.sent if re.search(r"/api/channels/\w+$", url) and body]


def test_the_calendar_arms_own_reminders_and_the_phone_says_what_they_are(
    evening: Phone, live: Live, service: PushService, zone: str
) -> None:
    phone, walker = evening, Walker(evening)
    words, page = walker.words, evening.page
    # Rings next week: the minute has just passed, and its notice may still come today.
    now = datetime.now(ZoneInfo(zone))
    clock = (now - timedelta(minutes=1)).strftime("%H:%M")

    walker.step("barrier", "first-hold")
    walker.pick(0)
    walker.step("plan")
    walker.pick(0)
    walker.step("evenings")
    walker.pick(0)
    _place(walker, now.weekday(), clock)
    walker.own("Alene på hytta")
    walker.main(".times button.row").last.click()
    _place(walker, now.weekday(), "23:30")
    expect(page.get_by_text("aldri hva den gjelder")).to_be_visible()
    tick(walker.main(".remind").get_by_label("Ja", exact=True))
    expect(page.get_by_text("Påminnelser er av på denne telefonen")).to_be_visible()
    walker.kept()
    phone.press("Gå til påminnelser", "link")

    # Nothing but one's own is chosen, and that is enough to turn reminders on.
    for kind in ("daily", "weekly"):
        tick(page.get_by_label(re.compile("^" + re.escape(words(f"reminders_{kind}")))).first, False)
    own = page.get_by_role("group", name=words("own_title")).locator("label")
    expect(own).to_have_count(2)
    expect(own.locator("input:checked")).to_have_count(2)
    walker.look(deep=True)
    phone.press("Slå på påminnelser")
    until(lambda: len(_nudges(live)) == 2, page)
    until(lambda: [len(it["nudges"]) for it in _puts(phone)][-1:] == [2], page)
    nudges = _puts(phone)[-1]["nudges"]
    assert [sorted(nudge) for nudge in nudges] == [["at", "days", "id", "kind"]] * 2
    assert {nudge["kind"] for nudge in nudges} == {"own"}
    first, second = _nudges(live)
    assert first[1:] == ("own", int(clock[:2]) * 60 + int(clock[3:]), 1 << now.weekday(), None)
    assert second[2] == 23 * 60 + 30

    # One is switched off here; the other is still armed.
    tick(own.nth(1).locator("input"), False)
    until(lambda: len(_nudges(live)) == 1, page)
    tick(own.nth(1).locator("input"), True)
    until(lambda: len(_nudges(live)) == 2, page)

    # Tonight shows the evening with its plan and the barrier.
    go(phone, "today")
    tonight = page.locator(".part", has=page.get_by_role("heading", name="I kveld", exact=True))
    expect(tonight).to_contain_text("Når lønnen kommer")
    expect(tonight).to_contain_text("Dra til søsteren min")
    expect(tonight).to_contain_text("Mobilen i et annet rom i natt")
    walker.look(deep=True)
    assert not walker.faults, "\n".join(walker.faults)

    # What comes over the wire says nothing; the phone writes the words.
    server = live.settings
    with without_server(live, phone), ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, next_week(server, service)).result()
    service.wait(1)
    message = service.received[0]
    assert service.complaints == []
    assert message.notification["data"] == {"kind": "own"}
    assert "kveld" not in message.plain.decode()
    deliver(phone, message.plain.decode())
    assert shown(phone) == [("Fotfeste", EVENING)]

    # Another time keeps the reminder, and what is taken away takes its reminder along.
    [id_] = [row[0] for row in _nudges(live) if row[2] == 23 * 60 + 30]
    walker.step("evenings")
    walker.main(".times button.row").last.click()
    _place(walker, now.weekday(), "23:15")
    until(lambda: (id_, 23 * 60 + 15) in [(row[0], row[2]) for row in _nudges(live)], page)
    phone.press(words("own_remove_this", words="Alene på hytta"), "button")
    until(lambda: len(_nudges(live)) == 1, page)
    tick(walker.main(".remind").get_by_label("Nei", exact=True))
    until(lambda: _nudges(live) == [], page)


def test_a_reply_under_the_foot_is_brought_up_and_what_was_pressed_stays_in_sight(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", width=320, height=640, reduced_motion=True)
    page = phone.page
    phone.open()
    go(phone, "text/module/first-hold/barrier")
    pressed = page.locator("main .exercise label").first
    pressed.click()
    reply = page.locator("main .exercise .reply .prose")
    expect(reply).to_be_visible()
    foot, bar = (page.locator(it).bounding_box() for it in (".foot", ".top"))
    assert foot
    assert bar

    def both_seen() -> bool:
        words, label = reply.bounding_box(), pressed.bounding_box()
        assert words
        assert label
        return words["y"] + 24 < foot["y"] and label["y"] >= bar["y"] + bar["height"] - 1

    until(both_seen, page)
    phone.close()
