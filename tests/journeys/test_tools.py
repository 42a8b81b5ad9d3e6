"""The tools: each can be opened and done without a connection, from the list and from a hard moment; what helped is
kept for him and nothing is for somebody close to him; and they are read aloud by a voice of the device, or by none.
"""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone
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


def _use(phone: Phone, words: Words, tool: dict[str, Any], done: str) -> None:
    """Through a tool to its end; `done` is what is pressed when it is enough."""
    expect(phone.page.locator("h1").first).not_to_be_empty()
    if tool.get("pause"):
        phone.press(words("listen_start"), "button")
        phone.press(words(done), "button")
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
            phone.page.locator("main .exercise label input").nth(at).check(force=True)
        phone.page.locator(".kept:not(:empty)").wait_for()
        phone.page.locator(".dock .main").click()


def test_every_tool_without_a_connection_and_what_it_did_is_in_the_diary(
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
    rows = phone.page.locator("main .rows a.row")
    assert {row.split("\n")[0] for row in rows.all_inner_texts()} == {it["title"] for it in tools.values()}
    for tool in tools.values():
        phone.page.locator("main a.row", has_text=tool["title"]).first.click()
        _use(phone, words, tool, "done")
        expect(phone.page.get_by_role("heading", name=words("tools_title"))).to_be_visible()

    offered = [it for it in tools.values() if "stop" in it["offered"]]
    for after, tool in enumerate(offered):
        go(phone, "urge")
        phone.strength(9)
        phone.press(words("continue"))
        title = re.compile("^" + re.escape(tool["title"]))
        if not phone.page.locator(".dock .main", has_text=title).count():
            phone.press(words("ways_more"), "button")
        phone.page.locator(".dock .main, main button.row", has_text=title).first.click()
        _use(phone, words, tool, "way_weaker")
        phone.strength(min(after, 8))
        phone.press(words("continue"))
        expect(phone.page.get_by_text(words("ride_saved"))).to_be_visible()
        # Back to the beginning, as «Ferdig» leads.
        phone.press(words("close_this"))
    go(phone, "diary")
    for after, tool in enumerate(offered):
        line = phone.page.locator(
            "main .rows .row", has_text=words("diary_urge_after", strength=9, after=min(after, 8))
        )
        labels = {it["code"]: it["label"] for it in pack["codes"]["ways"]}
        # His own plan is kept as what he did.
        way = "outside" if tool["id"] == "alternative" else tool["id"]
        expect(line.filter(has_text=labels.get(way, tool["title"])).first).to_be_visible()
    phone.close()


def test_a_voice_of_the_device_says_it_and_only_such_a_voice(
    browser: Browser, live: Live, words: Words, locale: Locale, pack: dict[str, Any]
) -> None:
    tool = pack["tools"]["listen-wave"]
    lines = [block["words"][0] for step in tool["steps"] for block in step["blocks"]]
    voice = {"nb": "nb-NO", "en": "en-GB"}[locale]
    phone = Phone.take(browser, live.url, locale, before=VOICES % NEAR_BY + UNHELPED)
    phone.page.clock.install()
    phone.open()
    shown = phone.page.locator(".said")

    def said(*expected: str, quiet: bool = False) -> None:
        """These words have been said, by the right voice, and no more; `quiet`: the last was cut short, or is over."""
        phone.page.wait_for_function("n => said.length >= n", arg=len(expected))
        if quiet:
            # Long enough for a sentence that should not come.
            phone.page.wait_for_timeout(300)
            assert phone.page.evaluate("quiet")
        assert phone.page.evaluate("said") == [[it, f"{voice}true", voice] for it in expected]

    go(phone, "urge/listen-wave")
    expect(phone.page.get_by_text(words("listen_voice"))).to_be_visible()
    # Nothing is said before it is asked for.
    said()
    phone.press(words("listen_start"))
    expect(shown).to_have_text(lines[0])
    so_far = lines[:1]
    said(*so_far)
    phone.page.evaluate("speechSynthesis.end()")
    phone.page.clock.fast_forward((tool["pause"] - 1) * 1000)
    expect(shown).to_have_text(lines[0])
    phone.page.clock.fast_forward(1500)
    expect(shown).to_have_text(lines[1])
    so_far += lines[1:2]
    said(*so_far)
    phone.press(words("listen_back"))
    expect(shown).to_have_text(lines[0])
    so_far += lines[:1]
    said(*so_far)
    phone.press(words("pause"))
    phone.page.clock.fast_forward(60_000)
    said(*so_far, quiet=True)
    phone.press(words("go_on"))
    so_far += lines[:1]
    said(*so_far)
    # Another screen is quiet.
    phone.press(words("back"))
    phone.page.clock.fast_forward(60_000)
    said(*so_far, quiet=True)

    # A timed tool says each of its beats when asked to.
    go(phone, "urge/breathing")
    phone.press(words("listen"), "button")
    for at, step in enumerate(pack["tools"]["breathing"]["steps"][:2]):
        if at:
            phone.page.clock.fast_forward(5000)
        expect(phone.page.locator(".big-lead")).to_have_text(step["title"])
        so_far.append(step["title"])
        said(*so_far)

    # Quick exit is quiet at once, also when the page it leads to is slow to come.
    phone.context.route(lambda url: not url.startswith(phone.origin), lambda route: route.abort("aborted"))
    phone.expect_faults("net::ERR")
    phone.page.locator(".leave").click(no_wait_after=True)
    # So long that the next beat is another than the last that was said.
    phone.page.clock.fast_forward(15_000)
    said(*so_far, quiet=True)
    phone.faults.clear()
    phone.close()


def test_without_such_a_voice_nothing_read_aloud_is_offered_and_a_text_moves_at_the_same_pace(
    browser: Browser, live: Live, words: Words, locale: Locale, pack: dict[str, Any]
) -> None:
    tool = pack["tools"]["listen-wave"]
    lines = [block["words"][0] for step in tool["steps"] for block in step["blocks"]]
    phone = Phone.take(browser, live.url, locale, before=VOICES % FAR)
    phone.page.clock.install()
    phone.open("/#/urge/listen-wave")
    expect(phone.page.get_by_text(words("listen_none"))).to_be_visible()
    phone.press(words("listen_start"))
    expect(phone.page.locator(".said")).to_have_text(lines[0])
    phone.page.clock.fast_forward(tool["pause"] * 1000)
    expect(phone.page.locator(".said")).to_have_text(lines[0])
    phone.page.clock.fast_forward(len(lines[0].split()) * 1000)
    expect(phone.page.locator(".said")).to_have_text(lines[1])
    go(phone, "urge/wave")
    expect(phone.page.get_by_role("button", name=words("listen"), exact=True)).to_have_count(0)
    assert phone.page.evaluate("said") == []
    # Nothing that is read aloud is offered where it cannot be.
    aloud = {it["title"] for it in pack["tools"].values() if "pause" in it}
    assert len(aloud) == 4
    go(phone, "tools")
    listed = {row.split("\n")[0] for row in phone.page.locator("main .rows a.row").all_inner_texts()}
    assert pack["tools"]["breathing"]["title"] in listed
    assert not listed & aloud
    go(phone, "urge")
    phone.strength(9)
    phone.press(words("continue"))
    phone.press(words("ways_more"), "button")
    offered = {row.split("\n")[0] for row in phone.page.locator("main button.row, .dock .main").all_inner_texts()}
    assert pack["tools"]["breathing"]["title"] in offered
    assert not offered & aloud
    phone.close()


def test_somebody_close_to_him_gets_tools_of_their_own_and_nothing_is_rated_or_kept(
    browser: Browser, live: Live, words: Words, locale: Locale, pack: dict[str, Any]
) -> None:
    phone = Phone.take(browser, live.url, locale, before=VOICES % NEAR_BY)
    phone.open()
    go(phone, "what")
    phone.choose(words("what_relative"))
    phone.page.locator(".dock .main").click()
    phone.page.wait_for_function("() => document.documentElement.dataset.screen !== 'what'")
    titles: dict[bool, set[str]] = {True: set(), False: set()}
    for it in pack["tools"].values():
        titles["near" in it["offered"]].add(it["title"])
    go(phone, "urge")
    expect(phone.page.locator("fieldset.ten")).to_have_count(0)
    steady = phone.page.locator("main button.row", has_text=pack["tools"]["holds-me"]["title"])
    expect(steady).to_be_visible()
    phone.press(words("ways_more"), "button")
    offered = phone.page.locator("main button.row, .dock .main").all_inner_texts()
    assert {row.split("\n")[0] for row in offered} == titles[True]
    go(phone, "tools")
    listed = {row.split("\n")[0] for row in phone.page.locator("main a.row").all_inner_texts()}
    assert titles[True] <= listed
    assert not listed & {pack["tools"][id]["title"] for id in ("wave", "waiting", "leave", "reasons", "urge")}

    go(phone, "urge")
    phone.page.locator("main button.row", has_text=pack["tools"]["grounding"]["title"]).click()
    phone.press(words("crisis_help"))
    phone.press(words("back"))
    _use(phone, words, pack["tools"]["grounding"], "done")
    expect(phone.page.locator("fieldset.ten")).to_have_count(0)
    expect(phone.page.get_by_role("heading", name=pack["tools"]["urge"]["steps"][-1]["title"])).to_be_visible()
    expect(phone.page.get_by_text(words("ride_saved"))).to_have_count(0)
    expect(phone.page.get_by_text(words("keep_ride"), exact=True)).to_have_count(0)
    phone.press(words("done"))
    assert phone.page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1

    # What holds one up: chosen when there is nothing yet, and from then on read there in own words.
    go(phone, "urge")
    steady.click()
    phone.press(words("steady_make"))
    chosen = phone.page.locator("main .exercise label").first
    chosen.locator("input").check(force=True)
    label = chosen.inner_text().strip()
    phone.page.locator(".kept:not(:empty)").wait_for()
    phone.page.locator(".dock .main").click()
    go(phone, "urge/holds-me")
    expect(phone.page.locator("main .reason")).to_have_text(label)
    expect(phone.page.locator("main .meta").first).to_contain_text(words("place_steady"))
    assert phone.axe() == []
    phone.press(words("done"))
    phone.close()
