"""Whatever is written in a thread, by either side: none of it leaves a device but sealed; deletion leaves a grave.

A person at a phone and a coach at a laptop, both with the shipped code in a browser, type words that stand nowhere
else. Afterwards these, the alias, the coach's name, code and password are looked for in everything that the server
kept, wrote and sent, and in everything that the two devices sent.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect
from prometheus_client import CollectorRegistry
from sqlalchemy import make_url
from sqlmodel import Session, col, select

from selfhelp.boxes.access import tombstone_of
from selfhelp.coach import certificate, coaches
from selfhelp.coach.tables import Coach, Thread
from selfhelp.notify.delivery import Delivery, client_builder
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.sender import PushSender
from selfhelp.notify.tables import Outbox
from selfhelp.runtime import open_runtime
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, sqlite_file, writing_engine
from tests.conftest import DATABASES_DEEP, with_settings
from tests.hostile.canaries import Canary, Search, word
from tests.hostile.evidence import cluster_files, files, metrics, pushes, rows
from tests.journeys.coach_desk import SEALED
from tests.journeys.coached import Organisation, coached_pack
from tests.journeys.doing import go
from tests.journeys.locking import QUICK
from tests.journeys.phone import Phone, tick, until
from tests.journeys.push import subscribing
from tests.journeys.tap import Tap, tapped
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService
from tests.postgres import free_port
from tests.reference.protocol import read_code

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ORGANISATION: Final = Organisation()
OF_A_THREAD: Final = ("thread", "envelope", "message", "note")


@pytest.fixture
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def server(settings: Settings, push_service: PushService, light_app: Path, tmp_path: Path) -> Iterator[Live]:
    """As an operator would run it who writes down all that can be written down."""
    told = with_settings(
        settings,
        content=coached_pack(tmp_path / "content", ORGANISATION),
        pwa=light_app,
        jobs=False,
        push_test_ca=push_service.ca,
        trusted_proxy="127.0.0.1",
        log_requests=True,
        metrics_port=free_port(),
    )
    with live_server(told) as live:
        yield live


@pytest.fixture
def tap(server: Live) -> Iterator[Tap]:
    with tapped(server.url, "198.51.100.7") as tap:
        yield tap


@contextmanager
def writing(settings: Settings) -> Iterator[Session]:
    engine = writing_engine(database_url(settings))
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


class Laptop:
    """A certified coach at the console. What was typed is in `typed`, by what it is."""

    def __init__(self, browser: Browser, tap: Tap, settings: Settings) -> None:
        self.phone = Phone.take(browser, tap.origin, "nb", width=1280, height=800, before=QUICK)
        self.typed: dict[str, str] = {}
        with writing(settings) as session:
            invitation = coaches.invite(session, "", 2**32 - 1)
        self.phone.open(f"/coach#{invitation}")
        self.type("#password", "password")
        self.page.locator("#again").fill(self.typed["password"])
        self.go_on()
        self.code = self.page.locator(".secret").inner_text()
        tick(self.page.locator("input[type=checkbox]"))
        self.go_on()
        self.page.locator(".print").wait_for()
        with writing(settings) as session:
            [coach] = session.exec(select(Coach)).all()
            signed = certificate.sign(ORGANISATION.key, coach.public_key, certificate.end(datetime.now(UTC), 60))
            assert coaches.certify(session, coach.id, signed.signature, signed.expires)
        self.go_on()
        self.page.locator("#search").wait_for()

    @property
    def page(self) -> Page:
        return self.phone.page

    def go_on(self) -> None:
        self.page.locator(".btn.main").first.click()

    def type(self, field: str, what: str) -> None:
        """A word that stands nowhere else."""
        self.typed[what] = word()
        self.page.locator(field).fill(self.typed[what])

    def send(self, form: str) -> None:
        self.page.locator(form).press("Control+Enter")

    def open_the_thread(self) -> str:
        """The person's alias."""
        self.page.locator(".over .btn").click()
        alias = self.page.locator(".line .alias b").inner_text()
        self.page.locator(".line").click()
        self.page.locator("#answer").wait_for()
        return alias


def begin(phone: Phone, text: str) -> None:
    """The person agrees, and sends the first words."""
    words = Words("nb")
    go(phone, "coach")
    phone.press(words("coach_agree"))
    phone.press(words("coach_next"))
    phone.page.locator("#coach-first").fill(text)
    phone.press(words("coach_send"))
    phone.page.locator("#coach-letter").wait_for()


def be_told(phone: Phone, tap: Tap) -> None:
    """Of answers, by push."""
    words = Words("nb")

    def channel_is_there() -> bool:
        return any(one.method == "PUT" and "/api/channels/" in one.path and one.status < 300 for one in tap.passed)

    go(phone, "coach/tell")
    phone.press(words("coach_reminders_on"))
    phone.press(words("reminders_turn_on"))
    phone.page.get_by_text(words("reminders_delivery")).wait_for()
    until(channel_is_there, phone.page)
    go(phone, "coach/tell")
    phone.press(words("coach_tell_on"))
    expect(phone.page.get_by_text(words("coach_tell_done"))).to_be_visible()


def thread_id(settings: Settings) -> bytes:
    with writing(settings) as session:
        return session.exec(select(Thread.id)).one()


def left_in(settings: Settings, table: str) -> int:
    """How many rows a table has."""
    counted = f'SELECT count(*) FROM "{table}"'
    if file := sqlite_file(settings):
        with sqlite3.connect(file) as database:
            return int(database.execute(counted).fetchone()[0])
    url = make_url(settings.database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as server:
        (count,) = server.execute(counted.encode()).fetchone() or (0,)
    return int(count)


async def ring(settings: Settings, service: PushService) -> None:
    """Lets the push sender send what waits for its minute: the same code and database, another clock."""
    beside = with_settings(settings, metrics_port=0)  # the server has the port
    async with open_runtime(beside, CollectorRegistry()) as runtime:
        due = await runtime.store.read(
            lambda session: session.exec(select(Outbox.due).order_by(col(Outbox.due))).first()
        )
        assert due is not None, "nothing waits to be sent"
        clock = lambda: float(due)  # noqa: E731
        service.clock = clock
        office = runtime.services
        metrics = PushMetrics(CollectorRegistry())
        async with client_builder(settings.push_test_ca).build() as client:
            delivery = Delivery(office.keys, office.allowed, settings.push_contact, client, metrics, clock=clock)
            await PushSender(runtime.store, office.composer, delivery).send()


@pytest.mark.parametrize("settings", DATABASES_DEEP, indirect=True)
@pytest.mark.whole_browser
@pytest.mark.long
def test_nothing_of_a_thread_is_found_anywhere_and_its_deletion_leaves_a_grave(
    browser: Browser, server: Live, tap: Tap, push_service: PushService, request: pytest.FixtureRequest
) -> None:
    words, first, second = Words("nb"), word(), word()
    settings = server.settings
    laptop = Laptop(browser, tap, settings)
    person = Phone.take(browser, tap.origin, "nb", before=subscribing(push_service.subscribe()), worker=True)
    person.open()
    person.worker_ready()
    begin(person, first)
    be_told(person, tap)
    go(person, "coach")
    person.page.locator("#coach-letter").fill(second)
    person.press(words("coach_send"))
    expect(person.page.locator(".coach-letter")).to_have_count(2)
    # A draft of the person's, too.
    unsent = word()
    person.page.locator("#coach-letter").fill(unsent)
    person.page.locator("#coach-letter").blur()

    alias = laptop.open_the_thread()
    page = laptop.page
    expect(page.get_by_text(first)).to_be_visible()
    expect(page.get_by_text(second)).to_be_visible()
    laptop.type("#name", "the coach's name")
    laptop.type("#answer", "the answer")
    laptop.send("#answer")
    expect(page.locator("#answer")).to_have_value("")
    until(lambda: left_in(settings, "message") == 3, page)
    # Before he looks: what he has read is told no more.
    with ThreadPoolExecutor(1) as pool:  # Playwright's loop runs in this thread
        pool.submit(asyncio.run, ring(settings, push_service)).result()
    push_service.wait(1)
    assert [one.message.get("notification", {}).get("data", {}).get("kind") for one in push_service.received] == [
        "coach"
    ]
    laptop.type("#note", "the note")
    laptop.send("#note")
    expect(page.locator(".notes")).to_contain_text(laptop.typed["the note"])
    for field, draft in (("#answer", "the coach's draft"), ("#note", "the draft of a note")):
        before = page.evaluate(SEALED)
        laptop.type(field, draft)
        page.wait_for_function(f"before => ({SEALED})().then(now => now !== before)", arg=before)

    person.page.evaluate("dispatchEvent(new Event('online'))")
    answer = person.page.locator(".coach-letter", has_text=laptop.typed["the answer"])
    expect(answer).to_be_visible()
    # What was sealed is what is there: the coach reads the person, the person the coach.
    until(lambda: left_in(settings, "note") == 1, person.page)

    thread = thread_id(settings)
    places = rows(settings) | files(settings.data, "data") | metrics(settings)
    if settings.database:
        places |= cluster_files(request.getfixturevalue("postgres"))
    places |= tap.sent | pushes(push_service.received)

    search = Search(
        [
            Canary("the person's first message", first),
            Canary("the person's second message", second),
            Canary("the person's draft", unsent),
            Canary("the alias", alias),
            *(Canary(name, value) for name, value in laptop.typed.items()),
            Canary("the coach's code", laptop.code),
            Canary("the coach's secret", read_code(laptop.code)),
        ]
    )
    assert search.through(places) == []
    # What was searched is what passed, and whatever stands there in clear is found.
    for place, known in {
        "rows": thread,
        "metrics": b"selfhelp_requests_total",
        "data/server.out": b"/api/coaches/{box_id}/threads/{thread_id}/messages",
        "request addresses": thread.hex().encode(),
        "request bodies": b'"envelopes":[{',
        "push bodies, decrypted": b'"web_push":8030',
    }.items():
        assert known in places[place], place
    for place, raw in places.items():
        assert search.through({place: raw + laptop.typed["the answer"].encode().hex().encode()}), place

    sealed = [bytes(value) for value in sealed_in(settings)]
    assert len(sealed) >= 5
    go(person, "coach/close")
    person.press(words("coach_close_yes"))
    expect(person.page.get_by_role("heading", name=words("coach_closed_title"))).to_be_visible()
    until(lambda: left_in(settings, "thread") == 0, person.page)
    assert [left_in(settings, table) for table in OF_A_THREAD] == [0, 0, 0, 0]
    after = rows(settings)
    assert tombstone_of(thread) in after["rows"]
    gone = Search([Canary("the thread", thread), *(Canary(f"sealed {at}", raw) for at, raw in enumerate(sealed))])
    assert gone.through(after) == []

    def on_the_disk() -> list[Any]:
        places = files(settings.data, "data")
        return list(gone.through({place: raw for place, raw in places.items() if place != "data/server.out"}))

    if not settings.database:  # PostgreSQL keeps what is gone until VACUUM and the log's next round
        # SQLite's log is emptied after the answer, and tried again when somebody was reading.
        with suppress(AssertionError):
            until(lambda: on_the_disk() == [], person.page)
        assert on_the_disk() == []
    laptop.phone.close()
    person.close()


def sealed_in(settings: Settings) -> list[bytes]:
    """Every sealed message, note and envelope."""
    with writing(settings) as session:
        connection = session.connection()
        return [
            value
            for table in ("message", "note", "envelope")
            for (value,) in connection.exec_driver_sql(f"SELECT sealed FROM {table}")
        ]
