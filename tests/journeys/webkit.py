"""WebKitGTK under a display of its own, through Selenium: the nearest to an iPhone's browser that a test can start.

It is not Safari: it has no push and no home screen. What it shares with Safari is the engine: IndexedDB, WebCrypto, the
service worker, Trusted Types and the style sheets.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"


@contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees; the server picks a free number and tells it."""
    read, write = os.pipe()
    server = shutil.which("Xvfb")
    assert server is not None, "Xvfb is missing: .ci/machine installs it"
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "390x844x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def webkit(home: Path) -> Iterator[WebDriver]:
    """A fresh browser whose files lie under `home`; its folders are its own, so nothing is left from an earlier one."""
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
            # Its sandbox needs user namespaces, which a container seldom grants.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
        }
        driver = webdriver.WebKitGTK(options=options, service=Service("/usr/bin/WebKitWebDriver", env=environment))
        try:
            yield driver
        finally:
            driver.quit()
