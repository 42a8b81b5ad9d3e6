"""The app on a slow phone: `python -m bench.app` (make bench). Prints, and writes bench/APP.md.

Lighthouse looks at the first load from the real server. Then Chromium, with its processor slowed down, opens the app
without a server, and a diary of ten years, of which Today waits for the last months only. Three rounds each; every
figure is of this one run.
"""

import argparse
import json
import os
import statistics
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from bench.report import ran, spread
from bench.ten_years import NEEDLE, RECORDS, SNAPSHOT_RESTS, put_ten_years
from selfhelp.settings import Settings
from tests.journeys.phone import CHROMIUM, FLAGS
from tests.journeys.words import Words
from tests.live import Live, live_server

ROOT: Final = Path(__file__).parent.parent
LIGHTHOUSE: Final = ROOT / "bench" / "lighthouse"
NODE: Final = Path(sysconfig.get_path("scripts")) / "node"
"""The project's own Node, which the environment brings: the machine's may be too old for TypeScript."""
CATEGORIES: Final = ("performance", "accessibility", "best-practices")
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "locale": "nb-NO",
}

# When the vault is first reached for, and when something stands on the screen: after the frame that draws it. The page
# says so by itself, and looks only when something in it has changed: a question put to it during its start would be
# paid for by the start, and so would every frame that is made for nothing but to look.
WATCH: Final = """
  window.marks = {};
  const reach = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    marks.reached ??= performance.now();
    return reach.apply(this, given);
  };
  window.drawn = (selector) => new Promise((tell) => {
    const look = () => {
      if (!document.querySelector(selector)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { attributes: true, childList: true, subtree: true });
    look();
  });
  drawn('.big, .hold').then((at) => {
    marks.drawn = at;
    console.debug('drawn');
  });
"""

# From the press to the frame that shows it, and did not show it before.
PRESS: Final = """async ([press, shows]) => {
  if (document.querySelector(shows)) throw new Error(`${shows} stands before ${press} is pressed`);
  const before = performance.now();
  document.querySelector(press).click();
  return (await drawn(shows)) - before;
}"""

SEARCH: Final = """async ([field, word, shows]) => {
  if (document.querySelector(shows)) throw new Error(`${shows} stands before anything is searched for`);
  const input = document.querySelector(field);
  input.value = word;
  const before = performance.now();
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return (await drawn(shows)) - before;
}"""

# The snapshot goes, the records stay.
FORGET: Final = """() => new Promise((done, fail) => {
  const opening = indexedDB.open('fotfeste');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const write = opening.result.transaction('snapshot', 'readwrite');
    write.objectStore('snapshot').clear();
    write.oncomplete = () => {
      opening.result.close();
      done();
    };
  };
})"""

# When the line that says so has gone from the screen.
WHOLE_AGAIN: Final = """(line) => new Promise((tell, fail) => {
  const stands = () => document.body.innerText.includes(line);
  if (!stands()) fail(new Error(`nothing says «${line}»`));
  const look = () => (stands() ? requestAnimationFrame(look) : tell(performance.now()));
  look();
})"""


class Aim(NamedTuple):
    """A thing that is measured, and how far it must reach: `most` milliseconds, or exactly `score`."""

    what: str
    most: float | None = None
    score: float | None = None


LOAD: Final = Aim("first load", most=61_440)
FIRST: Final = Aim("usable without a server after a cold start, nothing kept yet, 6× slower, ms", most=1000)
KEPT: Final = Aim("the same with a diary of ten years, ms", most=1000)
TODAY: Final = Aim("vault reached for → Today drawn as far as a screen reaches, 4× slower, ms", most=300)
DOWN: Final = Aim("vault reached for → all of Today drawn, down to the week, 4× slower, ms")
AGAIN: Final = Aim("press → Today drawn, 4× slower, ms", most=300)
INSIGHTS: Final = Aim("press → Insights drawn, 4× slower, ms", most=500)
ALL_INSIGHTS: Final = Aim("press → all of Insights drawn, 4× slower, ms")
SEARCHED: Final = Aim("search: last letter → hits drawn, 4× slower, ms", most=200)
DIARY: Final = Aim("press → diary drawn, 4× slower, ms")
DOWNLOAD: Final = Aim("signing in on a new phone → Today can be pressed, not slowed down, ms")
REBUILT: Final = Aim("the snapshot lost: vault reached for → Today can be pressed, 4× slower, ms")
WHOLE: Final = Aim("the snapshot lost: → every record opened again behind it, 4× slower, ms")
SCORES: Final = {name: Aim(f"Lighthouse, mobile: {name}", score=100) for name in CATEGORIES}

WHERE: Final = {
    "browser and worker, to the first byte of the page (not slowed down)": "answered",
    "the page begun, its styles and scripts there": "begun",
    "disk, keys, texts and drawing": "drawn",
    "— in all of it: scripts": "ScriptDuration",
    "— style and layout": "layout",
    "— other work of the page's thread: the browser's own, compiling, painting": "other",
    "— waiting for the disk, the worker and other threads": "waiting",
}
"""What a cold start is made of: three parts in a row, and the whole once more by what the page's thread did."""

Results = dict[Aim, list[float]]
Parts = dict[Aim, list[dict[str, float]]]


def note(results: Results, aim: Aim, value: float) -> None:
    """One measurement as it comes in."""
    results.setdefault(aim, []).append(value)
    print(f"{value:>9,.0f}  {aim.what}", flush=True)


@contextmanager
def profile(playwright: Playwright, folder: Path) -> Iterator[BrowserContext]:
    """Chromium as a phone whose files lie in `folder`: opened again it is the same phone after a cold start."""
    context = playwright.chromium.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, headless=True, args=FLAGS, **PHONE
    )
    context.add_init_script(WATCH)
    try:
        yield context
    finally:
        context.close()


def slowed(context: BrowserContext, times: int) -> Page:
    """A page whose processor is so many times slower (the page's own thread; Chromium slows no worker down)."""
    page = context.pages[0] if context.pages else context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})
    return page


def started(page: Page, address: str) -> dict[str, float]:
    """Opens the app; when the vault was reached for, and when something that can be pressed was drawn."""
    with page.expect_console_message(lambda said: said.text == "drawn", timeout=120_000):
        page.goto(address, wait_until="commit")
    marks: dict[str, float] = page.evaluate("marks")
    return marks


def lighthouse(address: str, folder: Path) -> dict[str, float]:
    """The scores of one run, 0–100, with the throttling that Lighthouse has for a phone."""
    report = folder / "lighthouse.json"
    flags = " ".join(["--headless=new", *FLAGS])
    command = [
        *(str(NODE), str(LIGHTHOUSE / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"),
        *(f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"),
        *("--no-enable-error-reporting", f"--chrome-flags={flags}"),
    ]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "CHROME_PATH": CHROMIUM})
    categories: dict[str, Any] = json.loads(report.read_text())["categories"]
    return {name: 100 * categories[name]["score"] for name in CATEGORIES}


def cold(playwright: Playwright, folder: Path, address: str) -> tuple[float, dict[str, float]]:
    """From the start of the navigation to a screen that can be pressed, and its parts (`WHERE`); the server is away."""
    with profile(playwright, folder) as context:
        page = slowed(context, 6)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        marks = started(page, address)
        counted = session.send("Performance.getMetrics")["metrics"]
        answered: float = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    drawn, reached = marks["drawn"], marks["reached"]
    did = {it["name"]: 1000 * it["value"] for it in counted if it["name"].endswith("Duration")}
    layout = did["LayoutDuration"] + did["RecalcStyleDuration"]
    return drawn, {
        "answered": answered,
        "begun": reached - answered,
        "drawn": drawn - reached,
        "ScriptDuration": did["ScriptDuration"],
        "layout": layout,
        "other": did["TaskDuration"] - did["ScriptDuration"] - layout,
        "waiting": drawn - did["TaskDuration"],
    }


def prepare(playwright: Playwright, folder: Path, address: str, code: str | None) -> float:
    """A phone that has been here before: with the diary of `code`, or with nothing kept. The sign-in's milliseconds."""
    with profile(playwright, folder) as context:
        page = context.pages[0]
        page.goto(f"{address}/#/signin" if code else address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        if not code:
            return 0
        page.get_by_role("button", name=Words("nb")("shared_no")).click()
        page.fill("#code", code)
        before: float = page.evaluate("performance.now()")
        page.locator(".dock .btn.main").click()
        page.locator("#code").wait_for(state="detached", timeout=300_000)
        page.locator(".dock .btn.main").click()
        page.locator(".hold").wait_for()
        took: float = page.evaluate("performance.now()") - before
        # The rest comes in the background; the snapshot is written when it is all there.
        page.evaluate("location.hash = '#/more'")
        page.get_by_text("Kopien på serveren er oppdatert").wait_for(timeout=600_000)
        page.wait_for_function(SNAPSHOT_RESTS, polling=200, timeout=60_000)
        return took


def ten_years(playwright: Playwright, folder: Path, address: str, results: Results) -> None:
    """One round on a phone with ten years on it."""
    with profile(playwright, folder) as context:
        page = slowed(context, 4)
        marks = started(page, address)
        note(results, TODAY, marks["drawn"] - marks["reached"])
        note(results, DOWN, page.evaluate("drawn('main figure')") - marks["reached"])
        page.wait_for_timeout(2000)  # what the app fetches ahead is there
        tab, on_tab = ".tabs a[href='#/{}']", "body:has(.tabs a[href='#/{}'][aria-current]) main {}"
        for aim, name, shows in (
            (INSIGHTS, "insights", "figure"),
            (AGAIN, "today", "figure"),
            (DIARY, "diary", ".rows a[href^='#/entry']"),
        ):
            if aim is INSIGHTS:
                page.evaluate("() => { marks.pressed = performance.now(); window.whole = drawn('.to-sheet'); }")
            note(results, aim, page.evaluate(PRESS, [tab.format(name), on_tab.format(name, shows)]))
            if aim is INSIGHTS:
                note(results, ALL_INSIGHTS, page.evaluate("whole.then((at) => at - marks.pressed)"))
        page.get_by_role("button", name=Words("nb")("diary_search")).click()
        page.locator("#search-words").wait_for()
        page.wait_for_timeout(2000)  # nobody types a word sooner
        note(results, SEARCHED, page.evaluate(SEARCH, ["#search-words", NEEDLE, "mark"]))


def rebuild(playwright: Playwright, folder: Path, address: str, results: Results) -> None:
    """One round on the same phone after its snapshot was lost: made anew from the records, behind the screens."""
    with profile(playwright, folder) as context:
        page = context.pages[0]
        started(page, address)
        page.evaluate(FORGET)
    with profile(playwright, folder) as context:
        page = slowed(context, 4)
        marks = started(page, address)
        note(results, REBUILT, marks["drawn"] - marks["reached"])
        note(results, WHOLE, page.evaluate(WHOLE_AGAIN, Words("nb")("coming_opening")) - marks["reached"])
        # The next round opens from a snapshot again.
        page.wait_for_function(SNAPSHOT_RESTS, polling=200, timeout=60_000)


def first_load() -> int:
    """Bytes of JavaScript and CSS before the first screen, compressed."""
    told = subprocess.run(
        [str(NODE), str(ROOT / "pwa/build/size.ts")], check=True, capture_output=True, text=True, cwd=ROOT / "pwa"
    ).stdout
    return int(next(line.split()[0] for line in told.splitlines() if "first screen" in line))


def measure(rounds: int, results: Results, parts: Parts) -> None:
    """Measure everything, round by round; each figure is in `results` as soon as it is there."""
    with tempfile.TemporaryDirectory() as under, sync_playwright() as playwright:
        folder = Path(under)
        (folder / "data").mkdir()
        roomy = Settings(
            data=folder / "data", jobs=False, vault_records_first_month=2 * RECORDS, vault_bytes_first_month=2**26
        )
        with live_server(roomy) as live:
            address = live.url.replace("127.0.0.1", "localhost")
            code = put_ten_years(live.url, date.today())  # noqa: DTZ011 — the phone's own calendar
            for _ in range(rounds):
                for name, score in lighthouse(address, folder).items():
                    note(results, SCORES[name], score)
            prepare(playwright, folder / "new", address, None)
            note(results, DOWNLOAD, prepare(playwright, folder / "kept", address, code))
            _without_server(live, rounds, lambda: _round(playwright, folder, address, results, parts))


def _without_server(live: Live, rounds: int, round_: Callable[[], None]) -> None:
    live.stop()
    for _ in range(rounds):
        round_()
    live.start()


def _round(playwright: Playwright, folder: Path, address: str, results: Results, parts: Parts) -> None:
    for aim, who in ((FIRST, "new"), (KEPT, "kept")):
        drawn, made_of = cold(playwright, folder / who, address)
        note(results, aim, drawn)
        parts[aim].append(made_of)
    ten_years(playwright, folder / "kept", address, results)
    rebuild(playwright, folder / "kept", address, results)


def reached(aim: Aim, values: list[float]) -> str:
    """Whether the median is where it must be."""
    middle = statistics.median(values)
    if aim.most is None and aim.score is None:
        return ""
    ok = middle <= aim.most if aim.most is not None else middle == aim.score
    return "reached" if ok else "**missed**"


def where(parts: Parts) -> list[str]:
    """The table of what a cold start is made of; nothing before both kinds were measured."""
    if not all(parts[aim] for aim in (FIRST, KEPT)):
        return []
    cells = {
        of: " | ".join(f"{statistics.median(it[of] for it in parts[aim]):.0f}" for aim in (FIRST, KEPT))
        for of in WHERE.values()
    }
    return [
        "",
        "## Where a cold start goes",
        "",
        "Medians in ms, 6× slower. The first three follow each other.",
        "",
        "| | nothing kept yet | a diary of ten years |",
        "| --- | --- | --- |",
        *(f"| {what} | {cells[of]} |" for what, of in WHERE.items()),
    ]


def page_of(results: Results, parts: Parts, size: int, load_before: float, *, whole: bool) -> str:
    """The whole page, in Markdown. `size`: of the first load, in bytes; `whole`: the run came to its end."""
    lines = [
        "# The app, measured",
        "",
        f"{ran()}: load average "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after. The server is `selfhelp serve` whole; the phone "
        f"is Debian's Chromium without a window. The diary has {RECORDS:,} records over ten years, opened from the "
        "sealed snapshot with the device key: a lock adds the time of its key, which is made slow on purpose. "
        "«× slower» is what Chromium's CPU throttling does to the page's thread.",
        *([] if whole else ["", "**The run was broken off.** What stands here was measured before that."]),
        "",
        "| | median (least–most) | aim | |",
        "| --- | --- | --- | --- |",
        f"| first load, JS and CSS, gzip, bytes | {size:,} | ≤ 61,440 | {reached(LOAD, [size])} |",
    ]
    for aim, values in results.items():
        wanted = f"≤ {aim.most:g}" if aim.most is not None else f"{aim.score:g}" if aim.score is not None else ""
        shown = spread(values) if len(values) > 1 else f"{values[0]:.0f}"
        lines.append(f"| {aim.what} | {shown} | {wanted} | {reached(aim, values)} |")
    return "\n".join([*lines, *where(parts)]) + "\n"


def main() -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "APP.md")
    args = parser.parse_args()
    before = os.getloadavg()[0]
    # What cannot be had is said before anything is measured.
    size = first_load()
    results: Results = {}
    parts: Parts = {FIRST: [], KEPT: []}
    whole = False
    try:
        measure(args.rounds, results, parts)
        whole = True
    finally:
        text = page_of(results, parts, size, before, whole=whole)
        args.out.write_text(text, encoding="utf-8")
        print(text)


if __name__ == "__main__":
    main()
