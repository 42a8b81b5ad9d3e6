"""What the browser itself keeps of a visit, in files that nobody sealed: looked for after the app was closed."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.hostile.evidence import files
from tests.journeys.doing import NB, at_rest, confirm_code, go, log, open_entry
from tests.journeys.phone import CHROMIUM, FLAGS, NO, PATIENT, Phone, tick, until
from tests.journeys.worker import Worker
from tests.live import Live

pytestmark = pytest.mark.browser

THOUGHTS, GOOD, ANSWER, SOUGHT = "KANARITANKE", "KANARIGODT", "KANARISVAR", "KANARILETER"
"""Typed into a field of an entry, the check-in, an exercise and the search; never whole in anything of ours."""

WRITES_AFTER = 3_500
"""Milliseconds: Chromium gathers what goes into its session files for two and a half seconds."""


def found(folder: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """By word, the files that hold it, in either of the encodings that Chromium writes."""
    held = files(folder, "profile").items()
    needles = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    return {word: [name for name, raw in held if any(it in raw for it in of)] for word, of in needles.items()}


def visit(playwright: Playwright, live: Live, profile: Path) -> list[str]:
    """Types, answers the safety question and reads, in a profile that stays; names that would tell what was opened."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, locale="nb-NO", viewport={"width": 390, "height": 844}
    )
    context.add_init_script(PATIENT + NO)
    phone = Phone(context, context.pages[0], live.url, "nb")
    phone.open()
    phone.worker_ready()
    log(phone, 6, "")
    field = open_entry(phone)
    field.press_sequentially(THOUGHTS)
    phone.page.wait_for_timeout(WRITES_AFTER)
    go(phone, "diary")
    phone.press(NB("diary_search"))
    phone.page.get_by_label(NB("search_label")).press_sequentially(SOUGHT)
    phone.page.wait_for_timeout(WRITES_AFTER)
    go(phone, "checkin")
    phone.page.locator("#good").press_sequentially(GOOD)
    go(phone, "text/module/first-hold/reason")
    phone.page.get_by_label(NB("own_words")).first.press_sequentially(ANSWER)
    phone.page.wait_for_timeout(WRITES_AFTER)
    go(phone, "text/page/safety")
    answer = phone.page.locator("main .three input").nth(2)
    tick(answer)
    chosen = answer.get_attribute("name") or ""
    phone.page.wait_for_timeout(WRITES_AFTER)
    go(phone, "text/page/maybe-under-18")
    phone.page.wait_for_timeout(WRITES_AFTER)
    confirm_code(phone)
    phone.page.wait_for_timeout(WRITES_AFTER)
    context.close()
    return [chosen, "maybe-under-18", "first-hold", "checkin"]


@pytest.mark.long
def test_nothing_that_was_typed_or_opened_rests_unsealed_in_the_browsers_own_files(
    playwright: Playwright, light: Live, tmp_path: Path
) -> None:
    names = visit(playwright, light, tmp_path / "profile")
    sessions = tmp_path / "profile" / "Default" / "Sessions"
    assert any(sessions.iterdir()), "Chromium has written down this visit"
    typed = (THOUGHTS, GOOD, ANSWER, SOUGHT)
    assert found(tmp_path / "profile", typed) == {word: [] for word in typed}
    # The texts themselves rest in the cache for everybody alike; which of them was opened must not.
    assert all(names)
    assert found(sessions, names) == {name: [] for name in names}
    # What was typed did come to rest: sealed.
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS, locale="nb-NO"
    )
    context.add_init_script(PATIENT)
    phone = Phone(context, context.pages[0], light.url, "nb")
    phone.open()
    expect(open_entry(phone)).to_have_value(THOUGHTS)
    context.close()


MANIFEST = Path(__file__).parents[2] / "pwa" / "public" / "fotfeste.webmanifest"


def test_what_a_notice_or_the_icons_menu_opens_leaves_no_screens_name_in_the_history(
    playwright: Playwright, light: Live, tmp_path: Path
) -> None:
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS, locale="nb-NO", permissions=["notifications"]
    )
    context.add_init_script(PATIENT + NO)
    page = context.pages[0]
    phone = Phone(context, page, light.url, "nb")
    worker = Worker(page, light.url)
    phone.open()
    phone.worker_ready()
    worker.push("weekly", tag="week")
    worker.shows(lambda all_: len(all_) == 1)
    page.goto("about:blank")
    [address] = worker.opened_by("week")
    page.goto(light.url + address)
    page.locator("html[data-screen='insights']").wait_for(state="attached")
    shortcuts = [it["url"] for it in json.loads(MANIFEST.read_text(encoding="utf-8"))["shortcuts"]]
    for address, screen in zip(shortcuts, ("urge", "log"), strict=True):
        page.goto("about:blank")
        page.goto(light.url + address)
        page.locator(f"html[data-screen='{screen}']").wait_for(state="attached")
    context.close()
    with closing(sqlite3.connect(tmp_path / "profile" / "Default" / "History")) as history:
        kept = {url.removeprefix(light.url) for (url,) in history.execute("SELECT url FROM urls")}
    assert kept - {"about:blank"} == {"/", "/?m=fotfeste&s=1", "/?m=fotfeste&s=2"}


def test_a_page_that_is_loaded_anew_comes_back_to_the_tab_and_never_to_what_was_read(
    browser: Browser, live: Live
) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    log(phone, 5, "")
    at_rest(phone)
    for path, comes in (("diary", "diary"), ("insights", "insights"), ("text/page/crisis", "today"), ("help", "today")):
        go(phone, path)
        assert phone.page.evaluate("history.state") == ({"tab": path} if path == comes else None)
        phone.page.reload()
        phone.page.locator("h1").first.wait_for()
        expect(phone.page.locator(f"html[data-screen='{comes}']")).to_be_attached()
    phone.close()


@pytest.mark.whole_browser
def test_deleting_takes_the_notices_that_were_shown_along(browser: Browser, light: Live) -> None:
    phone = Phone.take(browser, light.url.replace("127.0.0.1", "localhost"), "nb", worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 5, "")
    count = "navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.length)"
    show = "navigator.serviceWorker.ready.then((it) => it.showNotification('Fotfeste', { body: 'Uken', tag: 'week' }))"

    def stands() -> bool:
        # Again: Chromium forgets a notice that is asked about while it is being shown.
        phone.page.evaluate(show)
        return bool(phone.page.evaluate(count) == 1)

    until(stands, phone.page)
    go(phone, "delete")
    phone.press(NB("delete_now"))
    expect(phone.page.get_by_role("heading", name=NB("deleted_title"))).to_be_visible()
    until(lambda: phone.page.evaluate(count) == 0, phone.page)
    phone.close()
