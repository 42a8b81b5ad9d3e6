"""The page on which the design language is looked at: every part usable, and none of the page in the app."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.parts_page import FACES, PWA, open_parts, parts_served
from tests.journeys.usable import axe, small_targets, too_wide

pytestmark = pytest.mark.browser

UNREADY = '.btn.main[aria-disabled="true"]'
# The ground of a button now, and the colours that the tokens give a pressed one.
GROUND = """it => {
  const probe = document.body.appendChild(document.createElement('i'));
  const colour = (value) => { probe.style.backgroundColor = value; return getComputedStyle(probe).backgroundColor; };
  const found = [getComputedStyle(it).backgroundColor, colour('var(--hold-press)'), colour('var(--berry-press)')];
  probe.remove();
  return found;
}"""


def test_a_pressed_button_keeps_what_its_colour_says(browser: Browser) -> None:
    """What cannot be undone stays cranberry under the finger, and what is not ready takes no colour at all."""
    with parts_served() as address:
        for theme in ("light", "dark"):
            context = browser.new_context(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
            page = context.new_page()
            open_parts(page, address, "nb", "own")
            for button, meant in ((".btn.main.final", 2), (".btn.life", 2), (".foot .btn.main", 1), (UNREADY, 0)):
                box = page.locator(button)
                before, *pressed = box.evaluate(GROUND)
                box.hover()
                page.mouse.down()
                found = box.evaluate(GROUND)[0]
                page.mouse.up()
                assert found == [before, *pressed][meant], f"{button} {theme}"
            context.close()


def test_every_part_is_usable_in_both_faces_and_the_app_does_not_carry_their_page(browser: Browser) -> None:
    faults = []
    with parts_served() as address:
        for face, locale, width, theme in zip(FACES, ("nb", "en"), (320, 390), ("dark", "light"), strict=True):
            context = browser.new_context(
                viewport={"width": width, "height": 844},
                is_mobile=True,
                has_touch=True,
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            open_parts(page, address, locale, face)
            faults += [f"{face} {width} {theme}: {it}" for it in small_targets(page) + too_wide(page) + axe(page)]
            context.close()
    assert not faults, "\n".join(faults)
    # The build of the app, which the server hands out.
    words = "En grunn jeg selv har valgt"
    built = [file for file in (PWA / "dist").rglob("*") if file.suffix in (".js", ".html")]
    assert len(built) > 20
    assert [file.name for file in built if file.name == "parts.html" or words in file.read_text("utf-8")] == []
