"""WebKitGTK under a display of its own, through Selenium: the nearest to an iPhone's browser that a test can start.

It is not Safari: it has no push and no home screen. What it shares with Safari is the engine: IndexedDB, WebCrypto, the
service worker, Trusted Types and the style sheets. Under automation its windows are private, so what it keeps lives as
long as the browser. Its toolbar makes the window 447 pixels wide, where the screens look as they do on any phone.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.engine import HEIGHT, WIDTH, ZONE, called, finger, keys

BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"

# Whatever goes wrong after this is told to the test.
LISTEN = """
window.faults ??= (() => {
  const faults = [];
  const note = (it) => faults.push(String(it));
  addEventListener('error', (event) => note(event.message));
  addEventListener('unhandledrejection', (event) => note(event.reason));
  addEventListener('securitypolicyviolation', (event) => note(`${event.violatedDirective} ${event.blockedURI}`));
  return faults;
})();
"""

CALL = """
const done = arguments[0];
%s.then((value) => done({ value }), (fault) => done({ fault: String(fault) }));
"""


class WebKit:
    """An `Engine`."""

    def __init__(self, driver: WebDriver, downloads: Path) -> None:
        self.downloads = downloads
        self._driver = driver
        self._faults: list[str] = []
        driver.set_window_rect(0, 0, WIDTH, HEIGHT)

    def go(self, address: str) -> None:
        self._leave()
        self._driver.get(address)
        self._driver.execute_script(LISTEN)

    def reload(self) -> None:
        self._leave()
        self._driver.refresh()
        self._driver.execute_script(LISTEN)

    def reopen(self, address: str) -> None:
        """The window alone: the browser would forget."""
        self._leave()
        self._driver.get("about:blank")
        self.go(address)

    def run(self, function: str, *given: object) -> Any:
        answer = self._driver.execute_async_script(CALL % called(function, given))
        assert "fault" not in answer, answer["fault"]
        return json.loads(answer["value"])

    def press(self, x: float, y: float) -> None:
        self._driver.execute(Command.W3C_ACTIONS, {"actions": [finger(x, y)]})

    def type(self, text: str) -> None:
        self._driver.execute(Command.W3C_ACTIONS, {"actions": [keys(text)]})

    def give(self, selector: str, file: Path) -> None:
        self._driver.find_element(By.CSS_SELECTOR, selector).send_keys(str(file))

    def faults(self) -> list[str]:
        self._leave()
        return self._faults

    def _leave(self) -> None:
        """What the page has noted, before it is gone."""
        self._faults += self._driver.execute_script("return window.faults?.splice(0) ?? []")


@contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees; the server picks a free number and tells it."""
    read, write = os.pipe()
    server = shutil.which("Xvfb")
    assert server is not None, "Xvfb is missing: .ci/machine installs it"
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=120)


@contextmanager
def webkit(home: Path) -> Iterator[WebKit]:
    """A fresh one, all of whose files lie under `home`."""
    [browser, *_] = sorted(Path("/usr/lib").glob(BROWSERS), reverse=True)
    with _display() as display:
        options = Options()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        options.set_capability("acceptInsecureCerts", False)
        environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "LANG": "nb_NO.UTF-8",
            "TZ": ZONE,
            # Its sandbox needs user namespaces, which a container seldom grants.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }
        driver = webdriver.WebKitGTK(options=options, service=Service("/usr/bin/WebKitWebDriver", env=environment))
        try:
            yield WebKit(driver, home)
        finally:
            driver.quit()
