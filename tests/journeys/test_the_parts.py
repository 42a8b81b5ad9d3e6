"""The page on which the design language is looked at: every part usable, and none of the page in the app."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.parts_page import FACES, PWA, open_parts, parts_served
from tests.journeys.usable import axe, small_targets, too_wide

pytestmark = pytest.mark.browser


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
