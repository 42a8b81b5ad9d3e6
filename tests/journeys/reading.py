"""How long the way to a screen takes somebody who reads every word on it."""

from typing import Final

from playwright.sync_api import Page

WORDS_A_MINUTE: Final = 200
SECONDS_A_PRESS: Final = 1.5

READS: Final = """
globalThis.read = [];
addEventListener('pointerdown', () => read.push(document.body.innerText.split('\\n')), true);
"""
"""The whole screen is read before each press. Goes before the page."""


def way_to(heading: str, page: Page) -> tuple[int, float]:
    """The presses and the seconds until a screen with this heading has been read; no line is read twice."""
    screens: list[list[str]] = page.evaluate("read")
    presses = next(at for at, lines in enumerate(screens) if heading in lines)
    seen = {line for lines in screens[: presses + 1] for line in lines}
    words = sum(len(line.split()) for line in seen)
    return presses, words / WORDS_A_MINUTE * 60 + presses * SECONDS_A_PRESS
