"""The tools where only a browser can tell: each without a connection, and a voice of the device that is quiet when he
leaves.
"""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone, tick
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

VOICES = """
(() => {
  const said = (globalThis.said = []);
  let now = null;
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => [%s].map(([lang, localService]) => ({ lang, localService, name: lang + localService })),
    speak: (it) => { globalThis.quiet = false; now = it; said.push([it.text, it.voice.name, it.lang]); },
    cancel: () => { globalThis.quiet = true; const it = now; now = null; it?.onerror?.({ error: 'interrupted' }); },
    end: () => { const it = now; now = null; it?.onend?.(); },
  });
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
})();
"""
"""Voices with their language and whether they live on the device, as browsers tell; a test says when one has ended."""

UNHELPED = "Object.defineProperty(ServiceWorkerContainer.prototype, 'controller', { get: () => null });"
"""A phone that has no page of its own to leave to: it stands blank until the other site comes."""

FAR = "['nb-NO', false], ['en-GB', false], ['sv-SE', true], ['de-DE', true]"
NEAR_BY = FAR + ", ['en-US', true], ['no-NO', true], ['en-GB', true], ['nb-NO', true]"


@pytest.fixture(params=BOTH)
def locale(request: pytest.FixtureRequest) -> Locale:
    chosen: Locale = request.param
    return chosen


@pytest.fixture
def words(locale: Locale) -> Words:
    return Words(locale)


@pytest.fixture
def pack(live: Live, locale: Locale) -> dict[str, Any]:
    url = httpx.get(f"{live.url}/api/content/{locale}").json()["bundle"]
    bundle: dict[str, Any] = httpx.get(live.url + url).json()
    return bundle


def _offline(phone: Phone) -> None:
    """No connection from here on; the page is loaded anew without one."""
    phone.worker_ready()
    phone.context.set_offline(True)
    phone.expect_faults("ERR_INTERNET_DISCONNECTED|Failed to load resource|status of 50")
    phone.page.reload()
    phone.page.locator("h1").first.wait_for()


def _use(phone: Phone, words: Words, tool: dict[str, Any]) -> None:
    """Through a tool to its end."""
    expect(phone.page.locator("h1").first).not_to_be_empty()
    if tool.get("pause"):
        phone.press(words("listen_start"), "button")
        phone.press(words("done"), "button")
    elif tool["id"] == "reasons":
        phone.press(words("reason_next"), "button")
        phone.page.locator(".dock .main").click()
    elif tool["id"] in ("wave", "waiting", "breathing", "call", "alternative"):
        phone.page.locator(".dock .main").click()
    else:
        for step in tool["steps"]:
            expect(phone.page.get_by_role("heading", name=step["title"], exact=True)).to_be_visible()
            phone.page.locator(".dock .main").click()


def _a_plan(phone: Phone) -> None:
    """Two reasons and one thing to do instead, as the first module asks for them."""
    for step, options in (("reason", 2), ("trigger", 1), ("first-plan", 1)):
        go(phone, f"text/module/first-hold/{step}/edit")
        for at in range(options):
            tick(phone.page.locator("main .exercise label input").nth(at))
        phone.page.locator(".kept:not(:empty)").wait_for()
        phone.page.locator(".dock .main").click()


def test_every_tool_can_be_opened_and_done_without_a_connection(
    browser: Browser, live: Live, words: Words, locale: Locale, pack: dict[str, Any]
) -> None:
    his = {id: it for id, it in pack["tools"].items() if not it["offered"] or "stop" in it["offered"]}
    tools = {id: it for id, it in his.items() if id != "urge"}
    assert {"leave", "call", "reasons", "grounding", "sleep", "problem-solving", "self-compassion"} < tools.keys()
    phone = Phone.take(browser, live.url, locale, before=VOICES % NEAR_BY, worker=True)
    phone.open()
    _a_plan(phone)
    _offline(phone)

    go(phone, "tools")
    rows = phone.page.locator("main .rows a.row[href^='#/urge']")
    expect(rows).to_have_count(len(tools))
    assert {row.split("\n")[0] for row in rows.all_inner_texts()} == {it["title"] for it in tools.values()}
    for tool in tools.values():
        phone.page.locator("main a.row", has_text=tool["title"]).first.click()
        _use(phone, words, tool)
        expect(phone.page.get_by_role("heading", name=words("tools_title"))).to_be_visible()
    phone.close()


def test_a_voice_of_the_device_says_it_and_is_quiet_as_soon_as_one_leaves(
    browser: Browser, live: Live, words: Words, locale: Locale, pack: dict[str, Any]
) -> None:
    tool = pack["tools"]["listen-wave"]
    lines = [block["words"][0] for step in tool["steps"] for block in step["blocks"]]
    voice = {"nb": "nb-NO", "en": "en-GB"}[locale]
    phone = Phone.take(browser, live.url, locale, before=VOICES % NEAR_BY + UNHELPED)
    phone.page.clock.install()
    phone.open()
    shown = phone.page.locator(".said")

    def said(*expected: str) -> None:
        """These words have been said, by the right voice, and no more."""
        phone.page.wait_for_function("n => said.length >= n", arg=len(expected))
        assert phone.page.evaluate("said") == [[it, f"{voice}true", voice] for it in expected]

    go(phone, "urge/listen-wave")
    phone.press(words("listen_start"))
    expect(shown).to_have_text(lines[0])
    said(lines[0])
    phone.page.evaluate("speechSynthesis.end()")
    phone.page.clock.fast_forward((tool["pause"] + 1) * 1000)
    expect(shown).to_have_text(lines[1])
    said(*lines[:2])

    # Also when the page it leads to is slow to come.
    phone.context.route(lambda url: not url.startswith(phone.origin), lambda route: route.abort("aborted"))
    phone.expect_faults("net::ERR")
    phone.page.locator(".leave").click(no_wait_after=True)
    phone.page.wait_for_function("() => quiet")
    # Long enough for the next sentence.
    phone.page.clock.fast_forward(60_000)
    said(*lines[:2])
    assert phone.page.evaluate("quiet")
    phone.faults.clear()
    phone.close()
