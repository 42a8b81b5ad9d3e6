"""The urge tool by keyboard alone, and for people whom moving pictures make ill."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import NB, go
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser

# The mark of focus may be drawn on the label or on what stands in it.
SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  const places = [at, at.closest('label'), ...(at.closest('label')?.children ?? [])].filter(Boolean);
  return places.some((it) => {
    const { opacity, outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
    if (opacity === '0') return false;
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((it) => {
  const { animationName, animationDuration, transitionDuration } = getComputedStyle(it);
  const long = (durations) => durations.split(',').some((it) => parseFloat(it) > 0.01);
  return (animationName !== 'none' && long(animationDuration)) || long(transitionDuration);
}).map((it) => it.outerHTML.slice(0, 80))"""


def _tab_to(phone: Phone, selector: str) -> None:
    for _ in range(30):
        phone.page.keyboard.press("Tab")
        if phone.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert phone.page.evaluate(SHOWS_FOCUS), f"nothing shows that {selector} has the focus"
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def _on_the_title(phone: Phone, words: str) -> None:
    expect(phone.page.locator("h1", has_text=words)).to_be_focused()


def test_an_urge_is_ridden_with_the_keyboard_alone(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", width=1024, height=768)
    phone.open()
    _on_the_title(phone, NB("first_title"))
    _tab_to(phone, ".big")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("h1")).to_be_focused()
    expect(phone.page.get_by_role("timer")).to_be_visible()
    _tab_to(phone, ".how-strong")
    phone.page.keyboard.press("Enter")
    _tab_to(phone, "fieldset.ten button[value='7']")
    phone.page.keyboard.press("Enter")
    # The row that has the answer takes the place of what was pressed.
    expect(phone.page.locator(".how-strong")).to_be_focused()
    _tab_to(phone, ".dock .main")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("fieldset.ten")).to_be_visible()
    expect(phone.page.locator("h1")).to_be_focused()
    _tab_to(phone, "fieldset.ten button[value='3']")
    phone.page.keyboard.press("Space")
    expect(phone.page.get_by_role("button", name=NB("keep_ride"))).to_be_visible()
    expect(phone.page.locator("h1")).to_be_focused()
    phone.close()


def test_before_the_title_stands_a_way_past_the_bar_to_the_content(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open("/#/more")
    expect(phone.page.locator("h1")).to_be_focused()
    phone.page.keyboard.press("Shift+Tab")
    expect(phone.page.locator(".skip")).to_be_focused()
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator("main")).to_be_focused()
    phone.close()


def test_with_less_motion_nothing_moves(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    phone.open()
    for screen in ("first", "urge/breathing", "urge/wave", "today", "text/module/first-hold/reason"):
        go(phone, screen)
        assert phone.page.evaluate(MOVING) == [], screen
    phone.close()
