"""The console and the person's side in a browser that is slowed down, for `bench.coach`."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from bench.app import PRESS, profile, slowed
from bench.app_report import Aim, Results, note
from bench.coach_people import LONG, Coach
from tests.journeys.doing import FOLLOW
from tests.journeys.phone import CHROMIUM, FLAGS
from tests.journeys.words import Words
from tests.live import Live
from tests.reference.thread import open_envelope

LAPTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 800}, "locale": "nb-NO"}
PASSWORD: Final = "fem ord fra en terning"
TIMES: Final = 4
SCREEN: Final = 40
"""Lines of the inbox that are drawn at once (DRAWN in pwa/src/console/lines.ts)."""

OPENED: Final = Aim("password stretched → first screen of the inbox drawn, nothing cached, ms", most=500)
AGAIN: Final = Aim(
    "password stretched → first screen of the inbox drawn, from the cache (the server has answered), ms", most=500
)
STRETCHED: Final = Aim("the stretching left out of the two above (a worker: not slowed down), ms")
WHOLE: Final = Aim("nothing cached: → every thread fetched and its first message opened, behind the screen, ms")
RENEWED: Final = Aim("from the cache: → every thread fetched again, behind the screen, ms")
PARTS: Final = tuple(
    Aim(f"of the first: {part}, ms")
    for part in (
        "key pair and cache",
        "asking how the coach stands",
        "49 certificates verified",
        "fetching the first page",
        "40 envelopes and first messages opened, drawing",
    )
)
THREAD: Final = Aim(f"press → thread of {LONG} messages drawn, not opened before, ms")
PERSON: Final = Aim(f"the person: press → thread of {LONG} messages drawn, ms")

# When something stands on the screen: after the frame that draws it. And when the password has been stretched: the
# worker's answer, before the page hears of it.
WATCH: Final = """
  window.marks = {};
  window.drawn = (selector, words = '') => new Promise((tell) => {
    const look = () => {
      if (!document.querySelector(selector)?.textContent.includes(words)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    look();
  });
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', () => { marks.stretched = performance.now(); });
    }
  };
"""

# Until the button says again that the inbox can be fetched, the inbox is on its way.
UNLOCK: Final = """async ([shows, button, fetch]) => {
  const before = performance.now();
  document.querySelector('form .btn.main').click();
  const first = await drawn(shows);
  const whole = await drawn(button, fetch);
  const [own, page] = ['/api/coaches/', '/threads'].map((path) =>
    performance.getEntriesByType('resource').find((it) => it.responseEnd > marks.stretched && it.name.includes(path)));
  const parts = [own.startTime - marks.stretched, own.duration, page.startTime - own.responseEnd, page.duration];
  const whole_ = [marks.stretched - before, first - marks.stretched, whole - marks.stretched];
  return [...whole_, ...parts, first - page.responseEnd];
}"""

# What has been opened goes; the key and what else the laptop has stay.
FORGET: Final = """() => new Promise((done, fail) => {
  const opening = indexedDB.open('fotfeste-coach');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const write = opening.result.transaction('desk', 'readwrite');
    write.objectStore('desk').delete('cache');
    write.oncomplete = () => {
      opening.result.close();
      done();
    };
  };
})"""


@contextmanager
def laptop(playwright: Playwright, folder: Path) -> Iterator[BrowserContext]:
    """Chromium as a coach's laptop whose files lie in `folder`."""
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, headless=True, args=FLAGS, **LAPTOP
    )
    context.add_init_script(WATCH)
    try:
        yield context
    finally:
        context.close()


def enrol(playwright: Playwright, folder: Path, address: str, invitation: str) -> None:
    """A coach on a laptop of its own, from the link to the code that is printed."""
    with laptop(playwright, folder) as context:
        page = context.pages[0]
        page.goto(f"{address}/coach#{invitation}")
        for field in ("#password", "#again"):
            page.locator(field).fill(PASSWORD)
        page.locator("form .btn.main").click()
        page.locator(".secret").wait_for()


def console(playwright: Playwright, folder: Path, address: str, results: Results) -> None:
    """One round at the laptop: with nothing cached, then with what that left behind."""
    with laptop(playwright, folder) as context:
        page = context.pages[0]
        page.goto(f"{address}/coach")
        page.locator("#password").wait_for()
        page.evaluate(FORGET)
    for first, whole in ((OPENED, WHOLE), (AGAIN, RENEWED)):
        with laptop(playwright, folder) as context:
            page = slowed(context, TIMES)
            page.goto(f"{address}/coach")
            page.locator("#password").fill(PASSWORD)
            page.wait_for_timeout(1000)  # nobody types a password sooner
            stretched, drawn, fetched, *parts = page.evaluate(UNLOCK, [".inbox .line", ".over .btn", "Oppdater"])
            for aim, value in ((STRETCHED, stretched), (first, drawn), (whole, fetched)):
                note(results, aim, value)
            if first is OPENED:
                for part, value in zip(PARTS, parts, strict=True):
                    note(results, part, value)
            else:
                page.wait_for_timeout(1000)
                note(results, THREAD, page.evaluate(PRESS, [".inbox .line", ".case"]))


def begin(playwright: Playwright, folder: Path, live: Live, staff: list[Coach]) -> None:
    """A person with a thread to every coach, whom a coach has answered."""
    words, address = Words("nb"), live.url.replace("127.0.0.1", "localhost")
    with profile(playwright, folder) as context:
        page = context.pages[0]
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.evaluate(FOLLOW, "coach")
        page.wait_for_function("document.documentElement.dataset.screen === 'coach'")
        page.get_by_role("button", name=words("coach_agree"), exact=True).click()
        for press in ("shared_no", "coach_next"):
            page.get_by_role("button", name=words(press), exact=True).click()
        page.locator("#coach-first").fill("Jeg vet ikke hvor jeg skal begynne.")
        with page.expect_response(
            lambda answer: bool(re.search(r"/api/threads/\w+/messages$", answer.url)), timeout=60_000
        ) as sent:
            page.get_by_role("button", name=words("coach_send"), exact=True).click()
        found = re.search(r"/api/threads/(\w+)/messages$", sent.value.url)
        assert found
        assert sent.value.ok
        _answer(live.url, staff[0], found[1])
        page.evaluate("dispatchEvent(new Event('online'))")
        # The older ones are folded away.
        expect(page.locator(".coach-letter", has_text=f"Svar {LONG - 1}.")).to_be_visible(timeout=60_000)


def _answer(url: str, coach: Coach, thread: str) -> None:
    headers = {"Authorization": f"Bearer {coach.secret.hex()}"}
    with httpx.Client(base_url=f"{url}/api/coaches/{coach.id.hex()}", headers=headers, timeout=30) as http:
        cursor, line = "", None
        while line is None:
            inbox = http.get(f"/threads{cursor}").raise_for_status().json()
            line = next((one for one in inbox["threads"] if one["thread"] == thread), None)
            cursor = f"?after={inbox['cursor']}"
        keys = open_envelope(coach.key, bytes.fromhex(thread), b64decode(line["envelope"]))
        for n in range(1, LONG):
            sealed = keys.seal(
                "c", n, {"kind": "text", "name": "Kari", "text": f"Svar {n}. " + "Takk for at du skriver. " * 8}
            )
            body = {"n": n, "sealed": b64encode(sealed).decode()}
            http.post(f"/threads/{thread}/messages", json=body).raise_for_status()


def person(playwright: Playwright, folder: Path, address: str, results: Results) -> None:
    """One round at the person's phone, after a cold start."""
    with profile(playwright, folder) as context:
        page: Page = slowed(context, TIMES)
        page.goto(f"{address}/#/more")
        page.locator("main a[href='#/coach']").wait_for()
        page.wait_for_timeout(2000)  # what the app fetches ahead is there
        note(results, PERSON, page.evaluate(PRESS, ["main a[href='#/coach']", ".coach-letter"]))
