"""The coaches' console in Chromium with the real server: by keyboard, on the disk, in two tabs, at every size and in
every room. What its rooms do and say: pwa/src/console/screens."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy import delete, update
from sqlmodel import col

from selfhelp.coach.tables import Envelope, Note
from selfhelp.store.engine import database_url, writing_engine
from tests.journeys.coach_desk import PASSWORD, PATIENCE, SEALED, UNCOVERED, Desk
from tests.journeys.coach_house import House, Person, coach_house
from tests.journeys.phone import BOTH, Locale, Phone, press_shift_thrice, tick, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAPTOP: Final[ViewportSize] = {"width": 1280, "height": 800}
TABLET: Final[ViewportSize] = {"width": 820, "height": 1180}
LARGE: Final[ViewportSize] = {"width": 640, "height": 400}
"""A laptop whose browser shows everything at 200 %."""
LARGEST: Final[ViewportSize] = {"width": 320, "height": 640}
"""The same at 400 %."""


Light = Literal["light", "dark"]
Look = tuple[ViewportSize, Light]

LIGHTS: Final[tuple[Light, ...]] = ("light", "dark")

SOME: Final[tuple[Look, ...]] = ((LAPTOP, "light"), (LARGEST, "dark"))
EVERY: Final[tuple[Look, ...]] = tuple((size, light) for size in (LAPTOP, TABLET, LARGE, LARGEST) for light in LIGHTS)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with coach_house(tmp_path) as house:
        yield house


def test_an_invitation_becomes_a_coach_on_one_laptop_and_by_its_code_on_another(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb", stretched=True)
    page = desk.page
    link = house.invite("Ida")
    desk.open(link)
    desk.titled("invited_title")
    assert page.url == f"{house.url}/coach", "the secret of the link has left the address"
    desk.usable()

    desk.tab_to("#password")
    desk.type("for kort")
    desk.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(desk.says("why_weak", n=12))
    desk.usable()
    page.locator("#password").fill(PASSWORD)
    desk.press("Tab")
    desk.type(PASSWORD)
    desk.press("Enter")

    desk.titled("backup_title")
    code = page.locator(".secret").inner_text()
    desk.usable()
    desk.tab_to("input[type=checkbox]")
    desk.press("Space", "Tab", "Enter")

    desk.titled("waiting_title")
    desk.usable()
    expect(page.locator(".print")).to_have_text(house.line("Ida").fingerprint)
    house.certify("Ida")
    desk.tab_to(".btn.main")
    desk.press("Enter")
    desk.titled("inbox_title")
    expect(page.get_by_text(desk.says("empty_waiting"))).to_be_visible()
    desk.usable()

    # A second use of the link is refused, and the code opens the same coach on another machine.
    other = Desk(browser, house, "nb")
    other.phone.expect_faults("403")
    other.open(link)
    other.titled("spent_title")
    other.usable()
    other.tab_to(".acts .btn")
    other.press("Enter")
    other.titled("restore_title")
    other.tab_to("#code")
    other.type("ABCD")
    other.press("Tab")
    other.type(PASSWORD)
    other.press("Tab")
    other.type(PASSWORD)
    other.press("Enter")
    expect(other.page.locator("#code-error")).to_have_text(other.says("why_code"))
    expect(other.page.locator("#code")).to_be_focused()
    other.usable()
    other.page.locator("#code").fill(code)
    other.press("Enter")
    other.titled("inbox_title")
    other.close()
    assert not any(PASSWORD in body or code in body for _, body in desk.phone.sent)
    desk.close()


def test_a_message_is_answered_with_the_keyboard_alone(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    person = house.person("Jeg lovet å slutte i sommer.", about=["pattern"])
    desk.fetch()
    line = page.locator(".line")
    expect(line).to_contain_text([person.alias])
    desk.usable()

    desk.press("j")
    expect(line).to_be_focused()
    desk.press("Enter")
    expect(page.locator("h1", has_text=person.alias)).to_be_focused()
    expect(page.get_by_text("Jeg lovet å slutte i sommer.")).to_be_visible()
    desk.usable()

    desk.tab_to("#draft")
    desk.press("ArrowDown", "Tab", "Enter")
    field = page.locator("#answer")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"\[\["))
    desk.usable()
    field.fill("Takk for at du skriver. Hva er vanskeligst nå?")
    desk.press("Control+Enter")
    expect(page.locator("#name")).to_be_focused()
    desk.type("Ida")
    desk.press("Control+Enter")
    desk.told("sent")
    expect(field).to_have_value("")
    assert [it["text"] for it in person.answers()] == ["Takk for at du skriver. Hva er vanskeligst nå?"]

    desk.press("Escape", "n")
    expect(page.locator("#note")).to_be_focused()
    desk.type("Spør om søvnen neste gang.")
    desk.press("Control+Enter")
    desk.told("noted")
    expect(page.locator(".notes")).to_contain_text("Spør om søvnen neste gang.")
    page.get_by_role("button", name=re.compile(f"^{desk.says('withdraw')}:")).press("Enter")
    expect(page.locator(".sure .btn").first).to_be_focused()
    desk.usable()
    desk.press("Tab", "Enter")
    desk.told("withdrawn")
    expect(page.get_by_text(desk.says("withdrew_coach"))).to_be_focused()
    desk.usable()

    # The handbook is one key away, and the browser's own way leads back.
    desk.press("h")
    expect(page.locator(".contents")).to_be_visible()
    guide = page.locator("h1").text_content()
    page.locator(".prose button.inline").first.click()
    expect(page.locator("h1")).not_to_have_text(str(guide))
    page.go_back()
    expect(page.locator("h1")).to_have_text(str(guide))
    desk.press("Escape")
    expect(page.locator("h1", has_text=person.alias)).to_be_focused()
    desk.press("Escape")
    expect(line).to_be_focused()
    assert not any("Takk for at du skriver" in body or "søvnen" in body for _, body in desk.phone.sent)
    desk.close()


def test_what_is_being_written_survives_the_page_a_lock_and_another_tab(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "nb").in_the_inbox()
    page = desk.page
    house.person("Ligger våken.")
    desk.fetch()
    page.locator(".line").click()
    expect(page.locator("#answer")).to_be_visible()
    before = page.evaluate(SEALED)
    page.locator("#answer").fill("Jeg har lest det du")
    until(lambda: page.evaluate(SEALED) != before, page)
    page.reload()
    desk.unlock()
    page.locator(".line").click()
    expect(page.locator("#answer")).to_have_value("Jeg har lest det du")
    press_shift_thrice(page)
    desk.titled("unlock_title")
    desk.usable()
    desk.unlock()
    page.locator(".line").click()
    expect(page.locator("#answer")).to_have_value("Jeg har lest det du")

    other = page.context.new_page()
    other.goto(f"{house.url}/coach")
    other.locator("#password").fill(PASSWORD)
    other.locator(".btn.main").click()
    other.locator(".line").click(timeout=PATIENCE)
    other.locator("#note").fill("Ringer i morgen.")
    expect(page.locator("#note")).to_have_value("Ringer i morgen.")
    page.locator("#answer").fill("Jeg har lest det du skrev.")
    expect(other.locator("#answer")).to_have_value("Jeg har lest det du skrev.")
    expect(other.locator("#note")).to_have_value("Ringer i morgen.")
    other.close()

    page.evaluate("""() => {
      window.setInterval = () => 0;
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    }""")
    page.locator("#answer").fill("Jeg har lest det du skrev. Takk.")
    expect(page.get_by_role("alert").filter(has_text=desk.says("unkept"))).to_be_visible()
    desk.usable()
    desk.close()


def test_what_has_been_on_the_screen_is_what_counts_as_read(browser: Browser, house: House) -> None:
    """On a small laptop: a message that is longer than its window, and what is sent beside it."""
    desk = Desk(browser, house, "nb", width=1280, height=720).in_the_inbox()
    page = desk.page
    person = house.person("Jeg vet ikke hvor jeg skal begynne. " * 40)
    desk.fetch()
    page.locator(".line").click()
    page.locator("#name").fill("Ida")
    send = page.locator(".compose .btn.main")
    expect(send).to_be_in_viewport(ratio=1)
    page.locator("#answer").fill("Fint at du skriver. " * 60)
    # Nothing is answered that has not been on the screen to its end, and the person is not told that it was read.
    desk.press("Control+Enter")
    desk.told("unseen")
    assert (person.answers(), person.seq_read()) == ([], 0)
    # Whoever is in the middle of it reads on from there, and who goes away then finds it unread, from its beginning.
    letters = page.locator(".scrolls")
    letters.hover()
    page.mouse.wheel(0, 120)
    until(lambda: letters.evaluate("it => it.scrollTop") == 120, page)
    desk.press("Control+Enter")
    desk.told("unseen")
    assert letters.evaluate("it => it.scrollTop") == 120
    page.locator(".turns .back").first.click()
    expect(page.locator(".line")).to_be_focused()
    page.locator(".line").click()
    expect(page.locator(".letter em")).to_be_in_viewport()
    assert (person.answers(), person.seq_read()) == ([], 0)
    page.locator(".scrolls").hover()
    page.mouse.wheel(0, 5_000)
    until(lambda: person.seq_read() == 1, page)
    page.locator("#answer").fill("Fint at du skriver.")
    desk.press("Control+Enter")
    desk.told("sent")
    answer = page.locator(".letters .sent .letter-text")
    expect(answer).to_be_in_viewport(ratio=1)
    assert answer.evaluate(UNCOVERED), "what was sent stands under something"
    expect(send).to_be_in_viewport(ratio=1)
    page.locator(".turns .back").first.click()
    desk.titled("inbox_title")

    person.write({"kind": "text", "text": "Jeg vil ikke leve mer."})
    desk.fetch()
    page.locator(".line").click()
    message = page.get_by_text("Jeg vil ikke leve mer.")
    expect(message).to_be_in_viewport(ratio=1)
    assert message.evaluate(UNCOVERED), "the new message stands under something"

    def has_read() -> bool:
        # As soon as it listens for a key. Control: three presses of Shift would lock.
        desk.press("Control")
        return person.seq_read() == 3

    until(has_read, page)
    desk.close()


@pytest.mark.parametrize("locale", BOTH)
def test_every_room_of_the_console_is_usable(browser: Browser, house: House, locale: Locale) -> None:
    """Also where a server lies, a thread does not open, nothing can be reached, and when a certificate ends."""
    ida, per = Desk(browser, house, locale).in_the_inbox("Ida"), Desk(browser, house, locale)
    page = per.page
    per.enrol("Per")
    per.titled("waiting_title")
    house.certify("Per", days=9)
    page.locator(".btn.main").click()
    per.titled("inbox_title")
    expect(page.get_by_text(per.says("renew", n=house.line("Per").days_left))).to_be_visible()
    per.usable()

    person = house.person("Den første.", locale=None, programme=None, about=["start", "limits"])
    # The second message was sealed for another place, as a server that moves messages would have it.
    person.send(2, person.thread.seal("u", 7, {"kind": "text", "text": "Flyttet hit."}))
    person.n = 2
    person.write({"kind": "song", "text": "Fra en nyere app."})
    ida.fetch()
    ida.page.locator(".line").click()
    for text in ("Én.", "To.", "Tre."):
        ida.page.locator("#note").fill(text)
        ida.press("Control+Enter")
        expect(ida.page.locator(".notes")).to_contain_text(text)
    ida.close()
    shut = house.person(alias="Rolig bjørk 42")
    _lies(house, reader="Per", shut=shut)

    per.fetch()
    expect(page.get_by_text(per.says("shut", n=1))).to_be_visible()
    per.usable()
    page.locator(".line").click()
    expect(page.locator("section.notice")).to_contain_text(per.says("f_unreadable"))
    expect(page.locator("section.notice")).to_contain_text(per.says("f_notes"))
    expect(page.get_by_text(per.says("note_lost", n=1, numbers=2))).to_be_visible()
    per.usable()
    page.locator(".turns .back").first.click()
    tick(page.get_by_label(per.says("view_all")))
    page.locator(".line", has_text=per.says("unopened")).click()
    expect(page.get_by_text(per.says("why_unopened", thread=shut.thread.id.hex()))).to_be_visible()
    page.set_viewport_size(LARGEST)
    per.usable()
    page.set_viewport_size(LAPTOP)

    per.press("h")
    expect(page.locator(".contents")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    per.usable()
    title = page.locator("h1").text_content()
    page.locator(".prose button.inline").first.click()
    expect(page.locator("h1")).not_to_have_text(str(title))
    expect(page.locator("h1")).to_be_focused()
    per.usable()
    per.press("?")
    per.titled("nav_keys")
    per.usable()
    page.get_by_role("button", name=per.says("nav_device")).click()
    per.titled("device_title")
    per.usable()
    page.get_by_role("button", name=per.says("forget"), exact=True).click()
    per.usable()

    per.press("i")
    expect(page.locator("h1")).to_have_text(per.says("inbox_title"))
    per.phone.expect_faults("Failed to load resource|ERR_FAILED|403")
    page.route("**/api/coaches/**", lambda route: route.abort())
    per.fetch()
    expect(page.get_by_text(per.says("why_offline"))).to_be_visible()
    per.usable()
    page.unroute("**/api/coaches/**")
    house.certify_in_the_past("Per")
    per.fetch()
    per.titled("expired_title")
    per.usable()
    house.revoke("Per")
    page.locator(".btn.main").click()
    per.titled("revoked_title")
    per.usable()
    per.close()


def _lies(house: House, reader: str, shut: Person) -> None:
    """The server gives this reader another author for the first note and no second, and ruins what opens a thread."""
    coach = bytes.fromhex(house.line(reader).id)
    to_reader = col(Note.coach) == coach
    engine = writing_engine(database_url(house.live.settings))
    with engine.begin() as connection:
        connection.execute(update(Note).where(to_reader, col(Note.n) == 1).values(author=coach))
        connection.execute(delete(Note).where(to_reader, col(Note.n) == 2))
        of_shut = (col(Envelope.thread) == shut.thread.id, col(Envelope.coach) == coach)
        connection.execute(update(Envelope).where(*of_shut).values(sealed=bytes(113)))
    engine.dispose()


@pytest.mark.parametrize(
    ("locale", "looks"),
    [
        pytest.param("nb", SOME, id="nb"),
        pytest.param("nb", EVERY, id="nb, every size", marks=pytest.mark.deep),
        pytest.param("en", EVERY, id="en", marks=pytest.mark.deep),
    ],
)
def test_a_thread_can_be_read_and_answered_at_every_size_in_any_light(
    browser: Browser, house: House, locale: Locale, looks: tuple[Look, ...]
) -> None:
    desk = Desk(browser, house, locale, reduced_motion=True).in_the_inbox()
    page = desk.page
    person = house.person("Jeg vet ikke hvor jeg skal begynne. " * 8, alias="Forsiktig strandsnegl 77")
    person.write({"kind": "rhythm", "every": "week"})
    person.write({"kind": "checkin", "how": 3, "practice_text": "Gikk ikke.", "question_text": "Hva nå?"})
    person.write({"kind": "summary", "lines": ["Trang: 14 ganger", "Gikk over uten kjøp: 12 av 14"]})
    desk.fetch()
    expect(page.locator(".line")).to_be_visible()
    _usable_everywhere(desk, looks)
    page.locator(".line").click()
    expect(page.get_by_text("Gikk ikke.")).to_be_visible()
    page.locator("label", has_text=desk.says("sort_agreement")).click()
    expect(page.locator("#time")).to_be_visible()
    _usable_everywhere(desk, looks)
    desk.close()


def _usable_everywhere(desk: Desk, looks: tuple[Look, ...]) -> None:
    for size, light in looks:
        desk.page.set_viewport_size(size)
        desk.page.emulate_media(color_scheme=light)
        desk.usable()


def test_the_app_keeps_nothing_of_the_console_and_does_not_swallow_it(browser: Browser, house: House) -> None:
    phone = Phone.take(browser, house.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    kept = phone.page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname)))).flat()"""
    )
    assert "/" in kept
    assert [path for path in kept if "coach" in path] == []
    assert not any("/assets/coach/" in url for url, _ in phone.sent)
    phone.page.goto(f"{house.url}/coach")
    expect(phone.page.locator("h1")).to_have_text("Du trenger en invitasjon")
    phone.close()
