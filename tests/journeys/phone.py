"""A phone for the journeys: Chromium at phone size, and everything that must never happen on it.

Any console error, page error, CSP violation or request to another host is written down; `Phone.close` fails on them.
"""

import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, expect

from tests.journeys.usable import axe

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
"""The whole browser."""

SHELL = shutil.which("chromium-headless-shell") or "/usr/bin/chromium-headless-shell"
"""The same engine without a browser around it: a new profile costs it a fifth, and it shows no notifications."""

ZONE = "Europe/Oslo"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

NO_ADDRESS_FIELD = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
"""What the whole browser loads for its address field, in every new profile: 0.8 s of processor each. Lighthouse has a
list of its own under this flag, of which the last one counts."""

Locale = Literal["nb", "en"]

BOTH = ["nb", pytest.param("en", marks=pytest.mark.deep)]
"""Of what is the same in both languages but for its words, which tests without a browser hold."""

# «Kan andre åpne denne telefonen?» is asked once on every phone, before the first thing is kept. Here: no, at once, and
# once: a second press, while the first is written, would count for the screen that the journey has gone to meanwhile.
NO = """
{
  const pressed = new WeakSet();
  new MutationObserver(() => {
    if (globalThis.asks) return;
    const title = document.querySelector('h1')?.textContent ?? '';
    if (!/^(Kan andre åpne denne telefonen|Can anyone else open this phone)/.test(title)) return;
    const no = document.querySelector('.dock .btn.wide:last-child');
    if (!no || pressed.has(no)) return;
    pressed.add(no);
    no.click();
  }).observe(document, { childList: true, subtree: true });
}
"""

OPEN: list["Phone"] = []
"""Those that the running test has taken and not closed, for what is told when it fails."""

# CSP violations are reported as console errors by Chromium; the listener also sees those that a handler swallowed.
WATCH = """
addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI);
});
"""

# The app begins without a disk that has said nothing for four seconds, and locks without words that do not rest on it
# within three. That of a busy machine answers, however late.
PATIENT = """
{
  const later = window.setTimeout.bind(window);
  const hasLeft = () => document.documentElement.classList.contains('left');
  window.setTimeout = (act, delay, ...rest) =>
    [3000, 4000].includes(delay) && !hasLeft() ? 0 : later(act, delay, ...rest);
}
"""


def launch(playwright: Playwright, program: str = SHELL, *more: str) -> Browser:
    """In the zone that the phones are in: a page is told its zone, a service worker takes the browser's own. `more`:
    further flags."""
    assert Path(program).exists(), f"{program} is missing: .ci/machine installs what the tests need"
    env: dict[str, str | float | bool] = {**os.environ, "TZ": ZONE}
    return playwright.chromium.launch(
        executable_path=program, headless=True, args=[*FLAGS, NO_ADDRESS_FIELD, *more], env=env
    )


@dataclass
class Phone:
    """One browser profile. `page` is the app; `faults` is what must stay empty."""

    context: BrowserContext
    page: Page
    origin: str
    locale: Locale
    faults: list[str] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    worker: bool = True
    _expected: list[re.Pattern[str]] = field(default_factory=list)

    @classmethod
    def take(
        cls,
        browser: Browser,
        origin: str,
        locale: Locale,
        *,
        width: int = 390,
        height: int = 844,
        dark: bool = False,
        reduced_motion: bool = False,
        before: str = "",
        user_agent: str | None = None,
        timezone: str = ZONE,
        asks: bool = False,
        worker: bool = False,
    ) -> "Phone":
        """A new one. Whether others can open it is answered with no wherever it is asked, unless the test `asks`.
        Without `worker` it never gets the service worker, whose arrival costs as much as a short journey: for one in
        which nothing is loaded anew in the middle of writing (the worker holds a page until the last one has written).
        """
        options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "is_mobile": True,
            "has_touch": True,
            "device_scale_factor": 2,
            "locale": "nb-NO" if locale == "nb" else "en-GB",
            "timezone_id": timezone,
            "color_scheme": "dark" if dark else "light",
            "reduced_motion": "reduce" if reduced_motion else "no-preference",
            "permissions": ["notifications", "clipboard-read", "clipboard-write"],
            "service_workers": "allow" if worker else "block",
        }
        if user_agent:
            options["user_agent"] = user_agent
        context = browser.new_context(**options)
        context.add_init_script(WATCH + PATIENT + before + ("" if asks else NO))
        page = context.new_page()
        phone = cls(context, page, origin, locale, worker=worker)
        page.on("console", phone._hear)
        page.on("pageerror", lambda error: phone.faults.append(f"page error: {error}"))
        context.on("request", phone._see)
        OPEN.append(phone)
        return phone

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        words = f"{message.text} {message.location.get('url', '')}"
        if not any(pattern.search(words) for pattern in self._expected):
            self.faults.append(f"console: {words}")

    def _see(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in ("", urlsplit(self.origin).netloc):
            self.faults.append(f"foreign request: {request.url}")
        self.sent.append((request.url, request.post_data or ""))

    def expect_faults(self, pattern: str) -> None:
        """Chromium writes failed requests on the console while the server is away; only what matches is let through."""
        self._expected.append(re.compile(pattern))

    def open(self, path: str = "/") -> None:
        self.page.goto(self.origin + path)
        self.page.locator("h1").first.wait_for()

    def worker_ready(self) -> None:
        """Until the service worker has everything that is needed offline."""
        assert self.worker, "a phone that was taken without a worker"
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def press(
        self, name: str | re.Pattern[str], role: Literal["link", "button"] | None = None, exact: bool = True
    ) -> None:
        """Presses the link or button with this name, as a person would."""
        exactly = exact and isinstance(name, str)
        if role:
            self.page.get_by_role(role, name=name, exact=exactly).first.click()
            return
        link = self.page.get_by_role("link", name=name, exact=exactly)
        self.page.get_by_role("button", name=name, exact=exactly).or_(link).first.click()

    def choose(self, label: str, exact: bool = True) -> None:
        """Presses a radio or checkbox by its label."""
        tick(self.page.get_by_label(label, exact=exact).first)

    def strength(self, value: int) -> None:
        tick(self.page.locator(f"fieldset.ten input[value='{value}']").first)

    def log_strength(self, value: int) -> None:
        """The press that keeps an urge in the log, or says how strong one is that is being ridden."""
        self.page.locator(f"fieldset.ten button[value='{value}']").click()

    def answer_day(self, value: int) -> None:
        """Answers the three numbers of a check-in: what is known already is not asked until its row is pressed."""
        for asked in ("mood", "peak", "control"):
            row = self.page.locator(f"#ask-{asked}")
            if row.get_attribute("aria-expanded") == "false":
                row.click()
            self.log_strength(value)
            expect(row).to_have_attribute("aria-expanded", "false")

    def axe(self) -> list[str]:
        return axe(self.page)

    def picture(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)

    def close(self) -> None:
        if self in OPEN:
            OPEN.remove(self)
        self.context.close()
        assert not self.faults, "\n".join(self.faults)


def tick(choice: Locator, on: bool = True) -> None:
    """Presses the label of a radio or checkbox, inside which the input lies hidden, once it stands still."""
    choice.locator("xpath=ancestor::label").set_checked(on)


def press_shift_thrice(page: Page) -> None:
    """In one moment, however long this process or the browser stands still between two of them.

    The session ends with the page: one that leaves meanwhile does not answer when it is detached.
    """
    session = page.context.new_cdp_session(page)
    key = {"key": "Shift", "code": "ShiftLeft", "windowsVirtualKeyCode": 16, "timestamp": time.time()}
    for _ in range(3):
        for what in ("rawKeyDown", "keyUp"):
            session.send("Input.dispatchKeyEvent", {"type": what, **key})


def until(truth: Callable[[], bool], page: Page, seconds: float = 30) -> None:
    """Waits for something outside the page, letting the page go on meanwhile."""
    for _ in range(int(seconds * 20)):
        if truth():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true within {seconds} s")
