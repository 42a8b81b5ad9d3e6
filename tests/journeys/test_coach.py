"""What only a browser shows of a thread with a coach: where things stand, two tabs, a push service, and axe.

What the screens do and say is held beside them, in pwa/src/features/coach/*.test.tsx.
"""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from selfhelp.coach import admin_cli
from selfhelp.modules import bundles
from selfhelp.notify.services import pending_notices
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.hostile.canaries import word
from tests.journeys.coached import AtNode, Organisation, coached_pack, revoke
from tests.journeys.doing import go, take_code
from tests.journeys.phone import Phone, until
from tests.journeys.push import subscribing
from tests.journeys.usable import axe, small_targets, too_wide, torn
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = [pytest.mark.browser]

ORGANISATION = Organisation()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    content = coached_pack(tmp_path_factory.mktemp("pack") / "content", ORGANISATION)
    settings = Settings(data=tmp_path_factory.mktemp("data"), content=content, jobs=False, creations_per_hour=100_000)
    with live_server(settings) as live:
        yield live


@pytest.fixture
def kari(live: Live) -> Iterator[AtNode]:
    with ORGANISATION.coach(live, "Kari") as coach:
        yield coach
        revoke(live, coach)


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), getattr(request, "param", "nb"))
    phone.open()
    yield phone
    phone.close()


LABELS = {
    "nb": ("Hva vil du ha hjelp til?", "Det du vil si", "Jeg vet ikke hvor jeg skal begynne"),
    "en": ("What would you like help with?", "What you want to say", "I don’t know where to begin"),
}


def _begin(phone: Phone, text: str) -> None:
    """Agrees, says what it is about, and sends the first words."""
    words = Words(phone.locale)
    ask, label, about = LABELS[phone.locale]
    go(phone, "coach")
    phone.press(words("coach_agree"))
    expect(phone.page.get_by_role("heading", name=ask)).to_be_visible()
    phone.choose(about)
    phone.press(words("coach_next"))
    phone.page.get_by_label(label, exact=True).fill(text)
    phone.press(words("coach_send"))
    expect(phone.page.get_by_role("heading", name=words("coach_title"))).to_be_visible()


def _write(phone: Phone, text: str) -> None:
    words = Words(phone.locale)
    phone.page.get_by_label(words("coach_field"), exact=True).fill(text)
    phone.press(words("coach_send"))
    expect(phone.page.locator(".coach-letter", has_text=text)).to_be_visible()


def _look(phone: Phone) -> None:
    phone.page.evaluate("dispatchEvent(new Event('online'))")


SPACE_ABOVE_THE_OLD = """() => {
  const [above, part] = ['.meta', '.part'].map((it) => document.querySelector(`main > ${it}`).getBoundingClientRect());
  return part.top - above.bottom;
}"""

NOTHING_OVER_IT = """it => {
  const { left, right, top, bottom } = it.getBoundingClientRect();
  return [top + 1, bottom - 1].every((y) => it.contains(document.elementFromPoint((left + right) / 2, y)));
}"""


def _seen(some: Locator) -> None:
    """It is on the screen, and nothing lies over it: neither the top nor the dock."""
    expect(some).to_be_in_viewport(ratio=1)
    until(lambda: bool(some.evaluate(NOTHING_OVER_IT)), some.page)


def _in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def test_what_has_just_happened_in_a_long_conversation_is_on_the_screen(phone: Phone, live: Live, kari: AtNode) -> None:
    words = Words("nb")
    page = phone.page
    _begin(phone, word())
    until(lambda: bool(kari.threads()), page)
    kari.says("En lang linje om mye.\n" * 40)
    _look(phone)
    expect(page.get_by_text("En lang linje")).to_be_visible()
    # Read, since its name stands on the screen.
    expect(page.get_by_role("button", name=words("coach_came", n=1), exact=True)).to_have_count(0)
    until(lambda: bool(kari.reads()["letters"][-1]["read"]), page)
    go(phone, "today")
    for text in ("Hei igjen", *map(str, range(1, 10))):
        kari.says(text)
    _look(phone)
    phone.press(words("coach_news", n=10))
    name = page.locator(".coach-letter", has_text="Hei igjen").get_by_role("heading")
    expect(name).to_be_focused()
    _seen(name)

    text = word()
    _write(phone, text)
    mine = page.locator(".coach-letter", has_text=text)
    _seen(mine)
    expect(page.locator("main > [role=status]", has_text=words("coach_sent"))).to_have_text(words("coach_sent"))

    ask = mine.get_by_role("button", name=words("coach_withdraw"), exact=True)
    ask.click()
    question = mine.get_by_role("group", name=words("coach_withdraw"))
    expect(question).to_be_focused()
    _seen(question)
    phone.press(words("coach_no"))
    expect(ask).to_be_focused()
    ask.click()
    phone.press(words("coach_withdraw_yes"))
    expect(page.get_by_text(words("coach_withdrew_you"))).to_be_focused()

    # Read to its end, it opens at its newest message, and what came before is led to.
    kari.says("Takk for at du skriver.")
    _look(phone)
    answer = page.get_by_text("Takk for at du skriver.")
    answer.scroll_into_view_if_needed()
    _seen(answer)
    until(lambda: bool(kari.reads()["letters"][-1]["read"]), page)
    go(phone, "more")
    go(phone, "coach")
    _seen(answer)
    first = page.locator(".coach-letter").first.get_attribute("id")
    phone.press(words("coach_earlier"))
    last = page.locator(f".coach-letter:has(+ [id='{first}'])").get_by_role("heading")
    expect(last).to_be_focused()
    _seen(last)

    # Why it has to begin anew stands where one writes, and what was written before keeps its distance above.
    field = page.locator("#coach-letter")
    field.fill("Halvveis i en tanke")
    phone.expect_faults("410")
    list(admin_cli.erase(live.settings, kari.thread(), pending_notices(live.settings).cancel, dry_run=False))
    _look(phone)
    dock = page.locator(".dock", has_text=words("coach_found_ended"))
    _seen(dock.get_by_role("link"))
    assert axe(page) == []
    dock.get_by_role("link").click()
    phone.press(words("coach_renew"), "button")
    until(lambda: bool(kari.threads()), page)
    expect(field).to_have_value("Halvveis i en tanke")
    until(lambda: bool(page.evaluate(SPACE_ABOVE_THE_OLD) > 8), page)


LOOSE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { overflow-anchor: none }');
  document.adoptedStyleSheets.push(sheet);
}"""
TOP = "it => Math.round(it.getBoundingClientRect().top)"


def test_an_answer_that_comes_meanwhile_is_said_and_led_to_and_moves_nobody(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    page = phone.page
    _begin(phone, "En linje.\n" * 30)
    until(lambda: bool(kari.threads()), page)
    page.evaluate(LOOSE)
    said = page.locator(".dock").get_by_role("status")
    news = page.get_by_role("button", name=words("coach_came", n=1), exact=True)
    expect(said).to_be_empty()

    # To whoever reads further up.
    page.evaluate("scrollTo(0, 0)")
    kari.says("Hei igjen")
    _look(phone)
    expect(said).to_have_text(words("coach_news", n=1))
    assert page.evaluate("scrollY") == 0
    assert axe(page) == []
    assert not kari.reads()["letters"][-1]["read"]
    news.click()
    answer = page.locator(".coach-letter", has_text="Hei igjen").get_by_role("heading")
    expect(answer).to_be_focused()
    _seen(answer)
    expect(news).to_have_count(0)
    until(lambda: kari.reads()["letters"][-1]["read"], page)

    # To whoever writes.
    field = page.locator("#coach-letter")
    field.fill("Jeg tenker")
    field.scroll_into_view_if_needed()
    before = field.evaluate(TOP)
    kari.says("En lang linje om mye.\n" * 40)
    _look(phone)
    expect(said).to_have_text(words("coach_news", n=2))
    expect(news).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("Jeg tenker")
    assert abs(field.evaluate(TOP) - before) <= 1
    # Found without a press.
    page.locator(".coach-letter", has_text="En lang linje").get_by_role("heading").scroll_into_view_if_needed()
    expect(news).to_have_count(0)


def test_two_tabs_that_write_to_a_coach_keep_both_letters(phone: Phone, kari: AtNode) -> None:
    words = Words("nb")
    _begin(phone, word())
    until(lambda: bool(kari.threads()), phone.page)
    second = Phone(phone.context, phone.context.new_page(), phone.origin, "nb")
    second.open()
    go(second, "coach")
    one, two = (tab.page.locator("#coach-letter") for tab in (phone, second))
    one.focus()
    two.fill("fra den andre fanen")
    two.blur()
    # What is to be sent here has come from there, and the field that is written in stays as it is.
    expect(phone.page.get_by_role("button", name=words("coach_send"), exact=True)).to_be_visible()
    expect(one).to_have_value("")
    one.fill("fra den første fanen")
    one.blur()
    for tab in (phone, second):
        for text in ("fra den første fanen", "fra den andre fanen"):
            expect(tab.page.locator("main p.own", has_text=text)).to_be_visible()
    phone.press(words("coach_send"))
    expect(phone.page.locator(".coach-letter", has_text="fra den første fanen")).to_be_visible()
    for field in (one, two):
        expect(field).to_have_value("fra den andre fanen")


def _channel(live: Live) -> str | None:
    """The channel that is told of answers in the only thread there is."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        [(channel,)] = database.execute("SELECT channel FROM thread").fetchall()
    return channel and bytes(channel).hex()


def _rings(live: Live) -> list[tuple[str, int]]:
    """What the server rings once of a person's own: the local dates, and the minutes after midnight."""
    with sqlite3.connect(live.settings.data / SQLITE_FILE) as database:
        return database.execute("SELECT once, at FROM nudge WHERE kind = 'own' AND once IS NOT NULL").fetchall()


@pytest.mark.whole_browser
def test_the_server_learns_which_phone_it_is_only_when_the_person_asks_to_be_told(
    browser: Browser, tmp_path: Path, light_app: Path
) -> None:
    words = Words("nb")
    with PushService() as service:
        settings = Settings(
            data=tmp_path / "data",
            content=coached_pack(tmp_path / "content", ORGANISATION),
            pwa=light_app,
            jobs=False,
            push_test_ca=service.ca,
        )
        settings.data.mkdir()
        with live_server(settings) as live, ORGANISATION.coach(live, "Kari") as kari:
            origin = live.url.replace("127.0.0.1", "localhost")
            phone = Phone.take(browser, origin, "nb", before=subscribing(service.subscribe()), worker=True)
            phone.open()
            phone.worker_ready()
            _begin(phone, word())
            until(lambda: bool(kari.threads()), phone.page)
            go(phone, "coach/tell")
            phone.press(words("coach_reminders_on"))
            phone.press(words("reminders_turn_on"))
            # Until the server has heard of it, the status stands there too.
            phone.page.get_by_text(words("reminders_spread")).wait_for()
            assert _channel(live) is None
            expect(phone.page.get_by_text(words("reminders_known_told"))).to_have_count(0)
            go(phone, "coach/tell")
            phone.press(words("coach_tell_on"))
            expect(phone.page.get_by_text(words("coach_tell_done"))).to_be_visible()
            assert _channel(live) is not None
            # What he says yes to rings, after the end of the programme too.
            day = _in_days(5)
            kari.answers({"kind": "agreement", "name": "Kari", "text": "Ring legen", "date": day, "time": "18:30"})
            go(phone, "month")
            phone.press(words("month_end"))
            phone.page.locator("main button.row").click()
            go(phone, "coach")
            _look(phone)
            phone.press(words("coach_agree_yes"))
            reminded = words("coach_agreed").split("{")[0]
            expect(phone.page.get_by_text(reminded)).to_be_visible()
            until(lambda: (day, 18 * 60 + 30) in _rings(live), phone.page)
            go(phone, "today")
            phone.press(words("rest_go_on"))
            expect(phone.page.get_by_text(words("rest_ended"))).to_have_count(0)
            go(phone, "reminders")
            expect(phone.page.get_by_text(words("reminders_known_told"))).to_be_visible()
            # A rest from the reminders is none from these, and the page says so.
            expect(phone.page.get_by_text(words("reminders_rest_answers"))).to_have_count(0)
            phone.page.locator("summary", has_text=words("reminders_rest")).click()
            phone.press(words("reminders_rest_week"))
            expect(phone.page.get_by_text(words("reminders_rest_answers"))).to_be_visible()
            # Of what he had said yes to: that it does not come meanwhile, with the way to the rest.
            go(phone, "coach")
            expect(phone.page.get_by_text(words("coach_minded_pause").split("{")[0])).to_be_visible()
            expect(phone.page.get_by_text(reminded)).to_have_count(0)
            expect(phone.page.get_by_role("link", name=words("coach_reminders_see"))).to_be_visible()
            go(phone, "coach/tell")
            phone.press(words("coach_tell_off"))
            expect(phone.page.get_by_role("button", name=words("coach_tell_on"))).to_be_visible()
            assert _channel(live) is None
            phone.close()


Screens = Iterator[str]


def _stages(phone: Phone, kari: AtNode) -> Screens:
    """Every screen of coaching at each of its stages, by name."""
    words, page = Words(phone.locale), phone.page
    ask, label, _ = LABELS[phone.locale]
    go(phone, "plan/person")
    page.get_by_label(words("person_name"), exact=True).fill("Ola Dunk")
    phone.press(words("save"))
    go(phone, "log")
    phone.log_strength(6)
    go(phone, "coach")
    expect(page.get_by_role("button", name=words("coach_agree"))).to_be_visible()
    yield "consent before the first word"
    phone.press(words("coach_agree"))
    expect(page.get_by_role("heading", name=ask)).to_be_visible()
    yield "about"
    phone.press(words("coach_next"))
    page.get_by_label(label, exact=True).fill("Det er vanskelig om kvelden.")
    expect(page.get_by_text(words("coach_readers", n=1))).to_be_visible()
    yield "first"
    phone.press(words("coach_send"))
    expect(page.get_by_role("heading", name=words("coach_title"))).to_be_visible()
    until(lambda: bool(kari.threads()), page)
    kari.says("Takk for at du skrev. Hva gjør du på fredag?")
    soon = _in_days(3)
    kari.answers({"kind": "agreement", "name": "Kari", "text": "Legg bort mobilen", "date": soon, "time": None})
    kari.answers({"kind": "absence", "name": "Kari", "until": soon, "text": "Jeg er på kurs."})
    _look(phone)
    expect(page.get_by_text(words("coach_absence").split("{")[0])).to_be_visible()
    yield "thread"
    for screen in ("checkin", "plan", "summary", "rhythm", "tell", "who", "renew", "close", "consent"):
        go(phone, f"coach/{screen}")
        yield screen


def _unsent(phone: Phone) -> Screens:
    """What is said to whoever leaves a device, or takes the diary along, with a message that was not sent."""
    words, page = Words(phone.locale), phone.page
    take_code(phone)
    phone.expect_faults("503")
    overloaded = {"type": "/problems/overloaded", "status": 503}
    page.route("**/messages", lambda route: route.fulfill(status=503, json=overloaded))
    go(phone, "coach")
    _write(phone, "Ikke sendt ennå.")
    for path in ("export/sealed", "move"):
        go(phone, path)
        expect(page.get_by_text(words("sealed_letters", n=1))).to_be_visible()
        yield path
    go(phone, "move/erase")
    phone.press(words("move_erase_now"))
    expect(page.get_by_text(words("move_erase_letters", n=1))).to_be_visible()
    yield "move/erase"
    go(phone, "devices")
    phone.press(re.compile("^" + words("devices_leave")))
    phone.press(words("leave_now"))
    expect(page.get_by_text(words("leave_letters", n=1))).to_be_visible()
    yield "devices"
    page.unroute("**/messages")


def _seldom(phone: Phone, live: Live, kari: AtNode) -> Screens:
    """What few people are ever told: who has joined, what a server got wrong, that nobody reads."""
    words, page = Words(phone.locale), phone.page
    with ORGANISATION.coach(live, "Ola") as ola:
        go(phone, "more")
        go(phone, "coach")
        expect(page.locator(".notice", has_text=words("coach_newcomers", n=1))).to_be_visible()
        yield "who has joined"
        revoke(live, ola)
    thread = re.compile(r"/api/threads/[0-9a-f]{32}\?")
    page.route(thread, _lets_in)
    _look(phone)
    expect(page.get_by_text(words("coach_found_added"))).to_be_visible()
    yield "what a server got wrong"
    page.unroute(thread)
    revoke(live, kari)
    for screen in ("", "/plan", "/summary"):
        go(phone, f"coach{screen}")
        _look(phone)
        expect(page.get_by_text(words("coach_unread"))).to_be_visible()
        yield f"nobody reads {screen}"
    # The texts of an operator without coaches.
    [served] = [it for it in bundles.build(Settings().content) if it.locale == phone.locale]
    page.route("**/api/content/*", lambda route: route.fulfill(body=served.manifest.plain.body))
    for name, file in served.files.items():
        page.route(f"**/content/{name}", partial(_gives, body=file.plain.body))
    page.reload()
    go(phone, "coach")
    expect(page.get_by_text(words("coach_no_more"))).to_be_visible()
    yield "coaches no more"


def _lets_in(route: Route) -> None:
    """The server says that a stranger can read."""
    answer = route.fetch()
    page = answer.json()
    route.fulfill(response=answer, json=page | {"coaches": [*page["coaches"], "f" * 32]})


def _gives(route: Route, body: bytes) -> None:
    route.fulfill(body=body, content_type="application/json")


SMALL = ((320, 640, ""), (320, 640, "32px"))
STILL = "() => document.getAnimations().every((it) => it.timeline !== document.timeline)"
"""Nothing moves but what one scrolls."""
ALL = ((390, 844, ""), *SMALL)


@pytest.mark.parametrize(
    ("phone", "sizes"),
    [
        pytest.param("nb", SMALL, id="nb"),
        pytest.param("nb", ALL, id="nb, every size", marks=pytest.mark.deep),
        pytest.param("en", ALL, id="en", marks=pytest.mark.deep),
    ],
    indirect=["phone"],
)
def test_every_screen_of_it_is_usable_by_everybody(
    phone: Phone, live: Live, kari: AtNode, sizes: tuple[tuple[int, int, str], ...]
) -> None:
    words, page = Words(phone.locale), phone.page
    page.emulate_media(reduced_motion="reduce")
    faults = []
    stages = _stages(phone, kari)
    if sizes == SMALL:
        # The tour looks at these on a small phone (test_every_screen.py).
        assert len(list(stages)) == 13
    for stage in chain(stages, _in_large_text(phone, words), _unsent(phone), _seldom(phone, live, kari)):
        for width, height, size in sizes:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
            page.wait_for_function(STILL)
            found = too_wide(page) + torn(page)
            if not size:
                found += small_targets(page) + axe(page)
            faults += [f"{stage} {width} {size}: {it}" for it in found]
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size({"width": 390, "height": 844})
    assert not faults, "\n".join(faults)


def _in_large_text(phone: Phone, words: Words) -> Screens:
    """While one writes in a text twice as large, the number to ring is in sight, and lies over nothing of the field."""
    page = phone.page
    go(phone, "coach")
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    field = page.locator("#coach-letter")
    field.focus()
    _seen(page.get_by_role("link", name=words("life_call"), exact=True))
    _seen(field)
    _seen(page.locator("label[for=coach-letter]"))
    _seen(page.locator(".leave"))
    yield "while one writes"
