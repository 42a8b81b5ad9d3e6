"""A recording in a real browser: played from its bytes, downloaded by choice, and quiet when one leaves.

The pack is the shipped one, with a made tone in place of a voice; nobody has recorded the shipped texts.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from tests.journeys.doing import NB, go
from tests.journeys.phone import Phone
from tests.journeys.test_tools import UNHELPED
from tests.journeys.usable import too_wide
from tests.live import Live, live_server
from tests.modules.recorded import ADDRESS, record

pytestmark = pytest.mark.browser

TOOL = "urge/listen-wave"
SOUND = "document.querySelector('audio')"
KEPT = "async () => (await (await caches.open('recordings')).keys()).map(({ url }) => new URL(url).pathname)"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("recorded")
    content = Path(shutil.copytree(Settings().content, folder / "content"))
    record(content / "tools" / "listen-wave")
    with live_server(Settings(data=folder, content=content, jobs=False)) as live:
        yield live


def _plays(phone: Phone) -> None:
    """The sound goes on, from a copy of its bytes in the page."""
    phone.page.wait_for_function(f"() => {SOUND}.currentTime > 0.3")
    assert phone.page.evaluate(f"{SOUND}.currentSrc").startswith("blob:")


def _fetched(phone: Phone) -> int:
    return sum(url.endswith(ADDRESS) for url, _ in phone.sent)


def test_a_recording_plays_and_once_downloaded_plays_without_a_connection_until_it_is_removed(
    browser: Browser, recorded: Live
) -> None:
    size = NB("recording_download", size="0,1 MB")
    phone = Phone.take(browser, recorded.url, "nb", width=320, height=640, worker=True)
    phone.open()
    phone.worker_ready()
    go(phone, TOOL)
    expect(phone.page.get_by_text(NB("recording_seen"))).to_be_visible()
    assert too_wide(phone.page) + phone.axe() == []
    assert _fetched(phone) == 0
    phone.press(NB("recording_play"), "button")
    _plays(phone)
    assert phone.page.evaluate(KEPT) == []
    phone.press(size, "button")
    expect(phone.page.get_by_text(NB("recording_kept"))).to_be_visible()
    assert phone.page.evaluate(KEPT) == [ADDRESS]
    assert too_wide(phone.page) + phone.axe() == []

    phone.context.set_offline(True)
    phone.expect_faults("ERR_INTERNET_DISCONNECTED|Failed to load resource|status of 50")
    phone.page.reload()
    phone.page.locator("h1").first.wait_for()
    asked = _fetched(phone)
    go(phone, TOOL)
    phone.press(NB("recording_play"), "button")
    _plays(phone)
    assert _fetched(phone) == asked
    phone.press(NB("recording_remove"), "button")
    expect(phone.page.get_by_role("button", name=size)).to_be_visible()
    assert phone.page.evaluate(KEPT) == []
    go(phone, "tools")
    go(phone, TOOL)
    expect(phone.page.get_by_text(NB("recording_offline"))).to_be_visible()
    expect(phone.page.get_by_role("button", name=NB("listen_start"))).to_be_visible()
    phone.close()


def test_quick_exit_stops_the_sound_at_once(browser: Browser, recorded: Live) -> None:
    phone = Phone.take(browser, recorded.url, "nb", before=UNHELPED)
    phone.open()
    go(phone, TOOL)
    phone.press(NB("recording_play"), "button")
    _plays(phone)
    phone.page.evaluate(f"() => {{ globalThis.heard = {SOUND}; }}")
    # Also when the page it leads to is slow to come.
    phone.context.route(lambda url: not url.startswith(phone.origin), lambda route: route.abort("aborted"))
    phone.expect_faults("net::ERR")
    phone.page.locator(".leave").click(no_wait_after=True)
    phone.page.wait_for_function("() => heard.paused && !heard.ended")
    phone.faults.clear()
    phone.close()
