"""What most journeys share: a browser, and a server on which every phone has a box of its own."""

import re
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from selfhelp.settings import Settings
from tests.journeys.phone import CHROMIUM, OPEN, launch
from tests.live import Live, live_server
from tests.suite import ROOT

FAILED = ROOT / ".make" / "failed"
"""Pictures of what stood on the phones of a test that failed."""

# What must come may take its time on a busy machine; a journey that is right waits for none of it.
expect.set_options(timeout=30_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Of a test that failed: what stands on every phone, what was wrong on it, and a picture."""
    report = yield
    if report.when != "call":
        return report
    for number, phone in enumerate(OPEN if report.failed else [], 1):
        stands = [phone.page.url, *phone.faults]
        try:
            stands.append(phone.page.locator("body").inner_text())
            stands.append(f"visible and drawn: {_drawn(phone.page)}")
            picture = FAILED / f"{re.sub('[^a-z0-9]+', '-', item.name.lower())}-{number}.png"
            phone.picture(picture)
            stands.append(str(picture))
        except Error as gone:
            stands.append(str(gone))
        report.sections.append((f"phone {number}", "\n".join(stands)))
    OPEN.clear()
    return report


def _drawn(page: Page) -> list[object]:
    """Whether the page is visible to the browser, and whether a second brought it a frame. Without frames no click ends
    and no picture can be taken, while everything else answers."""
    page.evaluate("() => { requestAnimationFrame(() => { globalThis.drawn = true; }); }")
    page.wait_for_timeout(1000)
    seen: list[object] = page.evaluate("[document.visibilityState, globalThis.drawn ?? false]")
    return seen


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """One at a time can run in a thread: a journey that starts Chromium in its own way asks for this one."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def shell(playwright: Playwright) -> Iterator[Browser]:
    """Chromium's engine alone."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it."""
    browser = launch(playwright, CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """The engine alone, unless a journey or its file is marked `whole_browser`."""
    browser: Browser = request.getfixturevalue(
        "whole_browser" if request.node.get_closest_marker("whole_browser") else "shell"
    )
    return browser


@pytest.fixture(scope="package")
def light_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built app with a worker that takes in none of it ahead, for journeys that never open a screen without a
    server: to take it in costs a second of processor."""
    app = Path(shutil.copytree(Settings().pwa, tmp_path_factory.mktemp("light") / "dist"))
    lists = r"\[(?:\[`[^`]+`,`sha256-[^`]+`\],?)+\]"
    text, found = re.subn(lists, "[]", (app / "sw.js").read_text())
    assert found == 1, "the list of what the worker takes in looks otherwise"
    (app / "sw.js").write_text(text)
    return app


@contextmanager
def _served(folder: Path, app: Path) -> Iterator[Live]:
    # So many phones in an hour would be refused as one that makes too many.
    with live_server(Settings(data=folder, pwa=app, jobs=False, creations_per_hour=100_000)) as live:
        yield live


@pytest.fixture(scope="package")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with _served(tmp_path_factory.mktemp("data"), Settings().pwa) as live:
        yield live


@pytest.fixture(scope="package")
def light(tmp_path_factory: pytest.TempPathFactory, light_app: Path) -> Iterator[Live]:
    """The same with the `light_app`."""
    with _served(tmp_path_factory.mktemp("data"), light_app) as live:
        yield live
