"""The wave where only layout shows it: what stands in the first screen, and where one is once its strength is given."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.reached import twice_as_large
from tests.journeys.tour import CLOCK
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

# The row that asks how strong it is: above the foot, and under the top.
WHOLE = """() => {
  const row = document.querySelector('.row.how-strong').getBoundingClientRect();
  return row.top > 64 && row.bottom <= document.querySelector('.foot').getBoundingClientRect().top;
}"""

# The icon of the row, beside its words.
BESIDE = """() => {
  const [words, icon] = [...document.querySelector('.row.how-strong').children].map((it) => it.getBoundingClientRect());
  return icon.left >= words.right && icon.top < words.bottom && words.top < icon.bottom;
}"""

# How far the words over the marker are from it, and what of them is outside of the screen or beside the marker.
OVER = """here => {
  const box = (it) => it.getBoundingClientRect();
  const marker = box(document.querySelector('.wave .here'));
  const rows = [...document.querySelectorAll('.wave text')].filter((it) => here.includes(it.textContent)).map(box);
  const [left, right] = [Math.min(...rows.map((it) => it.left)), Math.max(...rows.map((it) => it.right))];
  const inside = left >= 0 && right <= innerWidth && left <= marker.right && right >= marker.left;
  return { inside, gap: marker.top - Math.max(...rows.map((it) => it.bottom)) };
}"""

# The marker is near the top of the line, and the words over it begin below the bar.
UNDER_THE_BAR = """() => {
  const box = (it) => document.querySelector(it).getBoundingClientRect();
  return document.querySelector('.here').cx.baseVal.value > 150 && box('.wave text').top >= box('.top').bottom;
}"""

# Each row of the numbers ends where the first does, and none is smaller than a finger.
NUMBERS = """() => {
  const boxes = [...document.querySelectorAll('.ten button')].map((it) => it.getBoundingClientRect());
  const rows = Map.groupBy(boxes, (it) => Math.round(it.top));
  const ends = [...rows.values()].map((it) => Math.round(it.at(-1).right));
  return { rows: [...rows.values()].map((it) => it.length), even: new Set(ends).size === 1,
           least: Math.min(...boxes.flatMap((it) => [it.width, it.height])) };
}"""

SWITCH = """() => {
  const box = (it) => document.querySelector(it).getBoundingClientRect();
  const [control, words] = [box('.senses [role=switch]'), box('.beat')];
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.senses [role=switch]'));
  return { height: control.height, gap: words.top - range.getBoundingClientRect().bottom };
}"""


@pytest.mark.parametrize("locale", BOTH)
def test_how_strong_it_is_stands_whole_and_the_marker_is_seen_once_it_is_given(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, reduced_motion=True)
    page = phone.page
    phone.open()
    go(phone, "urge")

    def over() -> None:
        said = page.evaluate(OVER, words("you_are_here"))
        assert said["inside"]
        assert 0 < said["gap"] < 50

    over()
    for width, height in ((390, 844), (390, 664)):
        page.set_viewport_size({"width": width, "height": height})
        # How tall the screen is, is looked up when the marker steps.
        go(phone, "tools")
        go(phone, "urge")
        assert page.evaluate(WHOLE), f"{width}×{height}"
        page.locator(".row.how-strong").click()
        page.locator("main .ten button").nth(7).click()
        expect(page.locator(".row.how-strong")).to_be_focused()
        assert page.evaluate("scrollY") == 0
        assert page.evaluate(WHOLE), f"{width}×{height}, given"
    # What has been opened stays so when the browser's bar goes and something is drawn anew.
    page.locator(".row.how-strong").click()
    page.set_viewport_size({"width": 390, "height": 844})
    phone.press(words("pause"))
    expect(page.locator("main .ten")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("main .ten button").nth(7).click()
    over()
    switch = page.evaluate(SWITCH)
    assert switch["height"] >= 48
    assert switch["gap"] > 0
    with twice_as_large(page):
        over()
        assert page.evaluate(SWITCH)["gap"] > 0
        assert page.evaluate(BESIDE), "the icon stands on a line of its own"
    expect(page.get_by_role("switch", name=words("vibrate"))).to_be_visible()
    phone.close()


@pytest.mark.parametrize("width", [320, 390])
def test_the_eleven_numbers_leave_no_hole_and_the_walked_line_ends_at_the_marker(
    browser: Browser, live: Live, width: int
) -> None:
    phone = Phone.take(browser, live.url, "nb", reduced_motion=True)
    page = phone.page
    page.set_viewport_size({"width": width, "height": 640})
    phone.open()
    go(phone, "log")
    numbers = page.evaluate(NUMBERS)
    assert numbers["rows"] == [6, 5]
    assert numbers["even"]
    assert numbers["least"] >= 44
    with twice_as_large(page):
        assert page.evaluate(NUMBERS)["even"]
    go(phone, "urge/wave")
    # A stroke that does not scale with the drawing would be dashed by other lengths than it is drawn with.
    assert page.locator(".wave .walked").evaluate("it => getComputedStyle(it).vectorEffect") == "none"
    phone.close()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 664)])
def test_at_the_top_of_the_wave_a_short_screen_shows_where_one_is(
    browser: Browser, live: Live, width: int, height: int
) -> None:
    phone = Phone.take(browser, live.url, "nb", width=width, height=height, reduced_motion=True, before=CLOCK)
    phone.open()
    go(phone, "urge/wave")
    phone.page.evaluate("globalThis.ahead = 301_000")
    phone.page.wait_for_function(UNDER_THE_BAR)
    phone.close()
