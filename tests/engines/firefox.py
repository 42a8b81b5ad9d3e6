"""Firefox without a screen, through WebDriver BiDi, which it speaks by itself: no driver stands between."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websocket import create_connection

from tests.engines.engine import HEIGHT, WIDTH, ZONE, called, finger, keys

# Whatever else it would ask for on the net is asked of this machine.
PREFERENCES = """
user_pref("intl.accept_languages", "nb-NO, nb");
user_pref("network.dns.forceResolve", "127.0.0.1");
"""

# The policy's refusals go where the other errors are.
WATCH = """() => addEventListener('securitypolicyviolation', (event) =>
  console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`))"""


class Firefox:
    """An `Engine`. Closed and opened anew it has the same files."""

    def __init__(self, home: Path) -> None:
        program = shutil.which("firefox-esr")
        assert program is not None, "firefox-esr is missing: .ci/machine installs it"
        self.downloads = home / "downloads"
        self._program = program
        self._home = home
        self._profile = home / "profile"
        self._faults: list[str] = []
        for folder in (self.downloads, self._profile):
            folder.mkdir()
        (self._profile / "user.js").write_text(PREFERENCES)
        self._open()

    def _open(self) -> None:
        told = self._home / "firefox.log"
        command = [self._program, "--headless", "--no-remote", "--profile", str(self._profile)]
        with told.open("w") as log:
            self._process = subprocess.Popen(
                [*command, "--remote-debugging-port", "0", "about:blank"],
                env={**os.environ, "HOME": str(self._home), "TZ": ZONE},
                stdout=log,
                stderr=log,
            )
        try:
            self._take_hold(told)
        except BaseException:
            self._process.kill()
            raise

    def _take_hold(self, told: Path) -> None:
        """As soon as it listens, which it tells its log."""
        deadline = time.monotonic() + 60
        while not (listens := re.search(r"BiDi listening on (ws://\S+)\n", told.read_text())):
            assert self._process.poll() is None, told.read_text()
            assert time.monotonic() < deadline, "Firefox does not listen"
            time.sleep(0.05)
        self._socket = create_connection(f"{listens[1]}/session", suppress_origin=True, timeout=60)
        self._asked = 0
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._ask("script.addPreloadScript", functionDeclaration=WATCH)
        folder = {"type": "allowed", "destinationFolder": str(self.downloads)}
        self._ask("browser.setDownloadBehavior", downloadBehavior=folder)
        [window] = self._ask("browsingContext.getTree")["contexts"]
        self._context = window["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self._ask("browsingContext.setViewport", context=self._context, viewport=size, devicePixelRatio=2)

    def _ask(self, method: str, **params: object) -> Any:
        """One command, and its answer; what is told meanwhile is noted."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message["type"] == "event":
                self._hear(message["params"])
            elif message["id"] == self._asked:
                assert message["type"] == "success", f"{method}: {message['error']}: {message['message']}"
                return message["result"]

    def _hear(self, entry: dict[str, Any]) -> None:
        if entry["level"] == "error":
            self._faults.append(entry["text"])

    def close(self) -> None:
        try:
            self._ask("browser.close")
            self._socket.close()
            self._process.wait(timeout=60)
        finally:
            self._process.kill()
            self._process.wait()

    def go(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", context=self._context, wait="complete")

    def reopen(self, address: str) -> None:
        self.close()
        self._open()
        self.go(address)

    def run(self, function: str, *given: object) -> Any:
        target = {"context": self._context}
        called_so = called(function, given)
        answer = self._ask("script.evaluate", expression=called_so, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def press(self, x: float, y: float) -> None:
        self._ask("input.performActions", context=self._context, actions=[finger(x, y)])

    def type(self, text: str) -> None:
        self._ask("input.performActions", context=self._context, actions=[keys(text)])

    def give(self, selector: str, file: Path) -> None:
        locator = {"type": "css", "value": selector}
        [field] = self._ask("browsingContext.locateNodes", context=self._context, locator=locator)["nodes"]
        element = {"sharedId": field["sharedId"]}
        self._ask("input.setFiles", context=self._context, element=element, files=[str(file)])

    def faults(self) -> list[str]:
        # What has been told by now has been heard once this is answered.
        self._ask("session.status")
        return self._faults


@contextmanager
def firefox(home: Path) -> Iterator[Firefox]:
    """A fresh one, all of whose files lie under `home`."""
    browser = Firefox(home)
    try:
        yield browser
    finally:
        browser.close()
