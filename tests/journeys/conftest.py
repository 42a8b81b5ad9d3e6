"""What most journeys begin with: a browser, and a server with a folder of its own. Who needs another makes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from selfhelp.settings import Settings
from tests.journeys.phone import launch
from tests.live import Live, live_server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path_factory.mktemp("data"), jobs=False)) as live:
        yield live
