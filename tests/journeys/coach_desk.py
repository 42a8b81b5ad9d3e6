"""A coach at a laptop or a tablet: the console in a browser, by keyboard."""

from functools import cache
from pathlib import Path
from typing import Final, Protocol

import msgspec
from playwright.sync_api import Browser, Page, expect

from tests.journeys.locking import QUICK
from tests.journeys.phone import Locale, Phone
from tests.journeys.usable import WIDE

PASSWORD: Final = "fem ord fra en terning"
PATIENCE: Final = 60_000
"""Milliseconds: a password is stretched in between, which a busy machine takes its time for."""

MESSAGES: Final = Path(__file__).parents[2] / "pwa" / "src" / "console" / "messages"

# The coach's drafts and places on this machine, as they are sealed.
SEALED: Final = """() => new Promise((tell, fail) => {
  const opening = indexedDB.open('fotfeste-coach');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('desk').objectStore('desk').get('desk');
    asked.onsuccess = () => {
      opening.result.close();
      tell(String(asked.result));
    };
  };
})"""

# What has the focus shows it, by an outline or a ring, itself where it can be seen or on the label around it.
SHOWS_FOCUS: Final = """() => {
  const at = document.activeElement;
  if (at === document.body) return true;
  return [at, at.closest('label')].filter(Boolean).some((it) => {
    const { opacity, outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
    if (opacity === '0') return false;
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  });
}"""

# Whether nothing lies over its upper and its lower edge.
UNCOVERED: Final = """at => {
  const { left, top, bottom } = at.getBoundingClientRect();
  return [top + 2, bottom - 2].every(y => at.contains(document.elementFromPoint(left + 2, y)));
}"""


@cache
def _messages(locale: str) -> dict[str, str]:
    return msgspec.json.decode((MESSAGES / f"{locale}.json").read_bytes(), type=dict[str, str])


class House(Protocol):
    """Where the coaches belong, and who lets them in."""

    @property
    def url(self) -> str: ...

    def invite(self, label: str) -> str:
        """The link's path with its secret."""
        ...

    def certify(self, label: str) -> None: ...


class Desk:
    """One coach's browser. `says` gives the console's words by their keys. The password is `stretched` as in life
    where a journey is about it."""

    def __init__(
        self, browser: Browser, house: House, locale: Locale, *, stretched: int | bool = False, **more: int | bool
    ) -> None:
        size = {"width": 1280, "height": 800} | more
        before = "" if stretched else QUICK
        self.phone = Phone.take(browser, house.url, locale, before=before, **size)  # type: ignore[arg-type]
        self.locale = locale
        self.house = house

    @property
    def page(self) -> Page:
        return self.phone.page

    def says(self, key: str, **values: object) -> str:
        known = _messages(self.locale)
        words = known[key] if key in known else known[f"{key}_{'one' if values['n'] == 1 else 'other'}"]
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", str(value))
        return words

    def open(self, path: str = "/coach") -> None:
        self.phone.open(path)

    def titled(self, key: str) -> None:
        """The room with this title stands, and the keyboard begins at it."""
        title = self.page.locator("h1", has_text=self.says(key))
        expect(title).to_be_focused(timeout=PATIENCE)

    def told(self, key: str) -> None:
        expect(self.page.get_by_role("status")).to_have_text(self.says(key), timeout=PATIENCE)

    def tab_to(self, selector: str, backwards: bool = False) -> None:
        """Goes to it by Tab alone; everything on the way shows that it has the focus."""
        for _ in range(90):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            assert self.page.evaluate(SHOWS_FOCUS), "nothing shows what has the focus"
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def usable(self) -> None:
        """Axe finds nothing, and nothing sticks out or is cut, as it stands."""
        found = self.phone.axe() + self.page.evaluate(WIDE)
        assert found == [], found

    def enrol(self, label: str) -> None:
        """From a link to the fingerprint, by keyboard."""
        self.open(self.house.invite(label))
        self.titled("invited_title")
        self.tab_to("#password")
        self.type(PASSWORD)
        self.press("Tab")
        self.type(PASSWORD)
        self.press("Enter")
        self.titled("backup_title")
        self.tab_to("input[type=checkbox]")
        self.press("Space", "Tab", "Enter")

    def in_the_inbox(self, label: str = "Ida") -> "Desk":
        """A certified coach who has the inbox open."""
        self.enrol(label)
        self.titled("waiting_title")
        self.house.certify(label)
        self.tab_to(".btn.main")
        self.press("Enter")
        self.titled("inbox_title")
        return self

    def fetch(self) -> None:
        self.page.get_by_role("button", name=self.says("fetch")).click()

    def unlock(self) -> None:
        self.titled("unlock_title")
        self.tab_to("#password")
        self.type(PASSWORD)
        self.press("Enter")

    def close(self) -> None:
        self.phone.close()
