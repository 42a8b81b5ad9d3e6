"""A person at the app in any engine: looks for words on the screen, and presses and types as the system would.

Nothing is tried twice and nothing waits for time: each step waits for what is meant, and a press must reach it.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.engines.engine import Engine

T = TypeVar("T")

SECONDS = 60
"""For what must come; on a machine that is free none of it is waited for."""

# The first thing on the screen that can be pressed: by the first line of its words, by its field's label, or by a
# selector.
FIND = """
const lines = (it) => (it.ariaLabel ?? it.innerText).trim().split('\\n').map((line) => line.trim());
const ways = {
  words: (words) => [...document.querySelectorAll('button, a, label')].filter((it) => lines(it)[0] === words),
  field: (words) => [...document.querySelectorAll('label')].filter((it) => lines(it)[0] === words)
    .map((it) => it.control).filter(Boolean),
  selector: (selector) => [...document.querySelectorAll(selector)],
};
const find = (way, what) =>
  ways[way](what).find((it) => it.checkVisibility() && it.ariaDisabled !== 'true' && it.getClientRects().length > 0);
"""

# Where it is, once it stands still and nothing lies on it.
AIM = f"""async (way, what) => {{
  {FIND}
  const found = find(way, what);
  if (!found) return null;
  found.scrollIntoView({{ block: 'center', behavior: 'instant' }});
  const frame = () => new Promise((seen) => requestAnimationFrame(seen));
  const place = () => JSON.stringify(found.getClientRects()[0]);
  const before = place();
  await frame();
  await frame();
  if (place() !== before) return null;
  const {{ x, y, width, height }} = JSON.parse(before);
  const spot = [x + width / 2, y + height / 2];
  if (!found.contains(document.elementFromPoint(...spot))) return null;
  globalThis.pressed = null;
  addEventListener('click', ({{ target }}) => {{
    globalThis.pressed = found.contains(target) ? 'it' : target.outerHTML.slice(0, 200);
  }}, {{ once: true, capture: true }});
  return spot;
}}"""


class Person:
    """With one phone."""

    def __init__(self, phone: Engine) -> None:
        self.phone = phone

    def until(self, truth: Callable[[], T], awaited: str) -> T:
        """Waits for it; what it was, once it is true."""
        deadline = time.monotonic() + SECONDS
        while not (found := truth()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{awaited}: not on this screen:\n{self.words()}")
            time.sleep(0.05)
        return found

    def words(self) -> str:
        """Everything that can be read."""
        return str(self.phone.run("() => document.body.innerText"))

    def main(self) -> str:
        """What the screen is about, without its head and foot; nothing between two screens."""
        return str(self.phone.run("() => document.querySelector('main')?.innerText ?? ''"))

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.words(), words)

    def there_is(self, selector: str) -> bool:
        return bool(self.phone.run("(it) => document.querySelector(it) !== null", selector))

    def comes(self, selector: str) -> None:
        self.until(lambda: self.there_is(selector), selector)

    def press(self, words: str) -> None:
        """The link, button or label whose first line is these words."""
        self._press("words", words)

    def press_on(self, selector: str) -> None:
        self._press("selector", selector)

    def _press(self, way: str, what: str) -> None:
        x, y = self.until(lambda: self.phone.run(AIM, way, what), what)
        self.phone.press(x, y)
        met = self.until(lambda: self.phone.run("() => pressed"), f"a press on {what}")
        assert met == "it", f"the press on {what} reached {met}"

    def write(self, label: str, text: str) -> None:
        """Into an empty field."""
        self._press("field", label)
        self.phone.type(text)
        value = f"(way, what) => {{ {FIND} return find(way, what)?.value; }}"
        self.until(lambda: self.phone.run(value, "field", label) == text, f"{label}: {text}")

    def is_at(self, screen: str) -> None:
        """Until the router is there and the screen is drawn."""
        at = "(it) => document.documentElement.dataset.screen === it && document.querySelector('h1') !== null"
        self.until(lambda: self.phone.run(at, screen), screen)

    def go(self, path: str) -> None:
        """To a screen by its address."""
        self.phone.run("(path) => { location.hash = `#/${path}`; }", path)
        self.is_at(path.split("/")[0])
