"""Every screen for everybody: on a small phone, with less motion, with text at 200 %, by ear and in forced colours;
and each of its stages on which something stands that no stop before has shown. In `make test-deep` all stages, in both
languages, at every width and at night."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from selfhelp.settings import Settings
from tests.journeys.coached import Organisation, coached_pack
from tests.journeys.filled import filled_diary
from tests.journeys.locking import QUICK
from tests.journeys.phone import Locale, Phone
from tests.journeys.push import PERMITTED, subscribing
from tests.journeys.reached import heard, large, moves, own_colours
from tests.journeys.tour import Stop, routes, tour
from tests.journeys.usable import DRAWN, WCAG, axe, small_targets, too_wide, torn
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

# In the engine alone: with the whole browser each change of the viewport also resizes a window with tabs and toolbar
# around the page, and once such a window got no frame any more in the middle of a walk.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

ORGANISATION = Organisation()


@pytest.fixture(scope="module")
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, push_service: PushService) -> Iterator[Live]:
    content = coached_pack(tmp_path_factory.mktemp("pack") / "content", ORGANISATION)
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, content=content, jobs=False, push_test_ca=push_service.ca)
    with live_server(settings) as live:
        yield live


def _show(page: Page, width: int, *, dark: bool = False) -> None:
    if page.viewport_size != (size := ViewportSize(width=width, height=844 if width == 390 else 640)):
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")


WHERE = """() => [
  document.documentElement.dataset.screen, document.documentElement.lang, document.title,
  location.pathname + location.hash, document.activeElement.tagName,
  document.querySelector('.leave')?.getBoundingClientRect().toJSON(), document.documentElement.clientWidth,
]"""

# Marks what the page is made of that was not known: by its tag, its classes and what it says of itself.
MARK = """(known) => {
  const seen = new Set(JSON.parse(known));
  const found = new Set();
  for (const it of document.querySelectorAll('body *:not(svg *)')) {
    const kind = [it.tagName, ...[...it.classList].sort(), it.type, it.getAttribute('role'), it.checked, it.disabled,
      it.getAttribute('aria-expanded'), it.getAttribute('aria-pressed'), it.getAttribute('aria-current')].join(' ');
    it.toggleAttribute('data-new', !seen.has(kind));
    if (!seen.has(kind)) found.add(kind);
  }
  return [...found];
}"""
UNMARK = "() => document.querySelectorAll('[data-new]').forEach((it) => it.removeAttribute('data-new'))"

# What is the same of every screen, whatever stands on it, is asked of a screen that is new.
WITHIN = {**WCAG, "preload": False}


def _says_where_it_is(page: Page, locale: Locale, stop: Stop) -> tuple[str, list[str]]:
    """Which screen it is; the language, a title that tells nobody anything, and the way out."""
    screen, language, title, address, focused, box, width = page.evaluate(WHERE)
    faults = []
    if language != locale:
        faults.append("another language")
    if title != "Fotfeste":
        faults.append(f"the title says «{title}»")
    if address != "/":
        faults.append("the address says where one is")
    if stop.arrived and focused != "H1":
        faults.append("the focus is not on the title")
    if not box or not box["height"] or box["top"] < 0 or box["bottom"] > 80 or box["right"] > width:
        faults.append(f"quick exit is not in its corner: {box}")
    return screen, faults


def _fits(page: Page) -> list[str]:
    return small_targets(page) + too_wide(page) + torn(page)


def _usable(page: Page, new: str | None = None) -> list[str]:
    """By all of WCAG, and as it is reached otherwise; axe looks at what is `new` if the rest is known to it."""
    found = axe(page, WITHIN, new) if new else axe(page)
    return found + _fits(page) + moves(page) + large(page) + heard(page) + own_colours(page)


def _usable_anywhere(page: Page, _stop: Stop) -> list[str]:
    """Also at every width, on a tablet and a laptop, and at night; afterwards as it stood."""
    _show(page, 320)
    faults = _usable(page)
    for width in (320, 390, 768, 1280):
        _show(page, width, dark=width == 390)
        faults += [f"{width}: {it}" for it in _fits(page) + (axe(page, DRAWN) if width == 390 else [])]
    _show(page, 390)
    return faults


def _walk(
    browser: Browser,
    live: Live,
    push_service: PushService,
    locale: Locale,
    look: Callable[[Page, Stop], list[str]],
    width: int = 390,
) -> None:
    """To every screen at each of its stages; `look` finds the faults of one."""
    code = filled_diary(live.url, locale, datetime.now(ZoneInfo("Europe/Oslo")).date())
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(
        browser,
        origin,
        locale,
        reduced_motion=True,
        before=PERMITTED + subscribing(push_service.subscribe()) + QUICK,
        worker=True,
    )
    _show(phone.page, width)
    visited, faults = set(), []
    with ORGANISATION.coach(live, f"Kari {locale}") as coach:
        for stop in tour(phone, Words(locale), code, coach):
            screen, found = _says_where_it_is(phone.page, locale, stop)
            visited.add(screen)
            faults += [f"{stop.name}: {it}" for it in found + look(phone.page, stop)]
    assert not faults, "\n".join(faults)
    assert visited == routes(), "a screen was added and never visited"
    phone.close()


def test_every_screen_is_usable_by_everybody(browser: Browser, live: Live, push_service: PushService) -> None:
    screens, kinds = set[str](), set[str]()

    def look(page: Page, stop: Stop) -> list[str]:
        here, new = stop.name.split("/")[0], page.evaluate(MARK, json.dumps(list(kinds)))
        known = here in screens
        screens.add(here)
        kinds.update(new)
        found = _usable(page, "[data-new]" if known else None) if new or not known else []
        page.evaluate(UNMARK)
        return found

    _walk(browser, live, push_service, "nb", look, width=320)


@pytest.mark.deep
@pytest.mark.parametrize("locale", ["nb", "en"])
def test_every_stage_is_usable_at_every_width_and_at_night(
    browser: Browser, live: Live, push_service: PushService, locale: Locale
) -> None:
    _walk(browser, live, push_service, locale, _usable_anywhere)
