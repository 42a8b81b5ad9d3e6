"""The page of the parts of the design language: built apart from the app, and served to a browser."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

PWA = Path(__file__).parents[2] / "pwa"
FACES = ("own", "near")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def parts_served() -> Iterator[str]:
    """The address of the built page, while inside."""
    with tempfile.TemporaryDirectory() as folder:
        vite = str(PWA / "node_modules" / ".bin" / "vite")
        build = [vite, "build", "--config", "build/parts.ts", "--outDir", folder, "--logLevel", "warn"]
        subprocess.run(build, cwd=PWA, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        thread = threading.Thread(target=server.serve_forever, name="parts", daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/parts.html"
        finally:
            server.shutdown()
            server.server_close()
            thread.join(timeout=10)


def open_parts(page: Page, address: str, locale: str, face: str) -> None:
    page.goto(f"{address}?locale={locale}&face={face}")
    page.locator(".keys").wait_for()
    page.locator(".saved").wait_for()
