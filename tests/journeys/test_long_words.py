"""Own words that have no break in them stay within the narrowest screen, wherever they are shown."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.fields import WRITABLE, exercises
from tests.journeys.phone import Phone
from tests.journeys.usable import too_wide
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORD = "W" * 200

SHOWN = (
    "today",
    "plan",
    "programme",
    "urge",
    "urge/alternative",
    "urge/reasons",
    "urge/call",
    "urge/holds-me",
    "reminders",
    "month",
    "sofar",
    "text/module/first-hold/card",
    "text/page/safety/my-plan",
)
"""Screens on which the answers of other screens stand."""

OUTSIDE = """() => [...document.querySelectorAll('main *')].filter((it) => {
  const range = document.createRange();
  return [...it.childNodes].filter((node) => node.nodeType === 3).some((node) => {
    range.selectNodeContents(node);
    return !it.closest('.clip, .hide') && [...range.getClientRects()].some((box) => box.right > innerWidth + 1);
  });
}).map((it) => `${it.tagName}.${it.className} «${it.textContent.slice(0, 40)}»`)"""


def write(phone: Phone, kept: str) -> None:
    """The long word into each empty field that stands on the screen."""
    page = phone.page
    when = page.locator(".exercise .joined > button")
    if when.count():
        when.click()
    wrote = False
    for field in page.locator(f"main :is({WRITABLE}):not([type=tel])").filter(visible=True).all():
        if not field.input_value():
            field.fill(WORD)
            field.blur()
            wrote = True
    if wrote:
        page.get_by_text(kept, exact=True).first.wait_for()


@pytest.mark.long
def test_a_word_of_two_hundred_letters_stays_within_320_wherever_own_words_are_shown(
    browser: Browser, live: Live
) -> None:
    manifest = httpx.get(f"{live.url}/api/content/nb").json()
    pack = httpx.get(f"{live.url}{manifest['bundle']}").json()
    phone = Phone.take(browser, live.url, "nb", width=320, height=700, reduced_motion=True)
    phone.open()
    faults: list[str] = []

    def look(where: str) -> None:
        faults.extend(f"{where}: {it}" for it in [*too_wide(phone.page), *phone.page.evaluate(OUTSIDE)])

    for kind, text, step, exercise in exercises(pack):
        if exercise["plan"] and text in ("first-hold", "your-reasons", "harder", "when-urge-comes", "safety"):
            go(phone, f"text/{kind}/{text}/{step['id']}/edit")
            phone.page.get_by_text(step["title"], exact=True).first.wait_for()
            write(phone, Words("nb")("answer_kept_device" if exercise["keep"] == "device" else "answer_kept"))
            look(f"{text}/{step['id']}")
    for screen in SHOWN:
        go(phone, screen)
        look(screen)
    go(phone, "diary")
    phone.press(Words("nb")("diary_search"))
    phone.page.fill("#search-words", WORD[:3])
    expect(phone.page.locator("mark").first).to_be_visible()
    look("search")
    go(phone, "plan")
    expect(phone.page.locator(".own", has_text=WORD).first).to_be_visible()
    assert not faults, "\n".join(faults)
    phone.close()
