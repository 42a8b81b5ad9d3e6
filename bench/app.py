"""The app on a slow phone: `python -m bench.app` (make bench). Prints each figure and writes bench/APP.md as it comes.

Lighthouse looks at the first load from the real server. Then Chromium, with its processor slowed down, opens the app
without a server: with nothing kept, with a diary of one day, and with one of ten years, of which Today waits for the
last months only. Every figure is of this one run.

How fast the machine is shows in the reference, which is measured in each round: the app's own page, built with a script
that writes one sentence in place of the app (pwa/build/reference.ts). Of the app it has the HTML, the service worker
with its look at the disk and its cache, the server's headers, and Chromium's own start; it has neither the app's
scripts and style sheets nor a disk that the page reads. Each figure is also told as a ratio to the reference of the
same round and slowdown.

`--before` measures another build in the same rounds: a folder with a built app (`dist`), or a checkout with one.
"""

import argparse
import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from bench.app_report import (
    AGAIN,
    ALL_INSIGHTS,
    CATEGORIES,
    DIARY,
    DOWN,
    DOWNLOAD,
    FIRST,
    FRESH,
    HILL,
    INSIGHTS,
    KEPT,
    LOAD,
    REBUILT,
    REFERENCES,
    SCORES,
    SEARCHED,
    TODAY,
    WHOLE,
    Run,
)
from bench.ten_years import NEEDLE, RECORDS, put_first_day, put_ten_years, snapshot_rests
from selfhelp.settings import Settings
from tests.journeys.phone import CHROMIUM, FLAGS
from tests.journeys.words import Words
from tests.live import Live, live_server

ROOT: Final = Path(__file__).parent.parent
PWA: Final = ROOT / "pwa"
LIGHTHOUSE: Final = ROOT / "bench/lighthouse/node_modules/lighthouse/cli/index.js"
PROGRAMS: Final = os.pathsep.join(
    [str(ROOT / ".venv" / "bin"), sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
)
"""Where Node is looked for, as by the build (Makefile): the project's own first, since the machine's may be too old for
TypeScript."""
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

# The hill: how long the app took to count all of the diary and to make the lines of it, which it measures itself, and
# how long the finished lines take from the page to the screen.
DRAW_HILL: Final = """async () => {
  const hill = document.querySelector('.terrain svg');
  const place = hill.parentElement;
  hill.remove();
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  const before = performance.now();
  place.append(hill.cloneNode(true));
  const [made] = performance.getEntriesByName('hill', 'measure');
  return made.duration + (await drawn('.terrain svg')) - before;
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


class Phone(NamedTuple):
    """A browser profile in `folder`, and where the app was opened on it."""

    folder: Path
    address: str


class Build(NamedTuple):
    """A build of the app, the phones that have it, and whether it is the one to compare with."""

    new: Phone
    fresh: Phone
    kept: Phone
    before: bool


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


def node() -> str:
    """The Node that builds the app. Raises FileNotFoundError without one."""
    found = shutil.which("node", path=PROGRAMS)
    if found is None:
        raise FileNotFoundError("Node is missing: run `make env` first.")
    return found


def lighthouse(address: str, folder: Path) -> dict[str, float]:
    """The scores of one run, 0–100, with the throttling that Lighthouse has for a phone."""
    report = folder / "lighthouse.json"
    flags = " ".join(["--headless=new", *FLAGS])
    command = [
        *(node(), str(LIGHTHOUSE), address, "--quiet", "--output=json"),
        *(f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"),
        *("--no-enable-error-reporting", f"--chrome-flags={flags}"),
    ]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "CHROME_PATH": CHROMIUM})
    categories: dict[str, Any] = json.loads(report.read_text())["categories"]
    return {name: 100 * categories[name]["score"] for name in CATEGORIES}


def build_reference(to: Path) -> Path:
    """The page that starts are compared with, as the server serves it."""
    vite = [node(), str(PWA / "node_modules/.bin/vite"), "build", "--config", "build/reference.ts"]
    subprocess.run([*vite, "--outDir", str(to), "--logLevel", "warn"], check=True, cwd=PWA)
    return to


def built(given: Path) -> Path:
    """The folder of the built app: the one given, or that of a checkout. Raises FileNotFoundError."""
    for folder in (given, given / "pwa" / "dist"):
        if (folder / "sw.js").is_file():
            return folder.resolve()
    raise FileNotFoundError(f"{given} is neither a built app nor a checkout with one in pwa/dist.")


def first_load(dist: Path) -> int:
    """Bytes of JavaScript and CSS before the first screen, compressed."""
    command = [node(), str(PWA / "build/size.ts"), str(dist)]
    told = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PWA).stdout
    return int(next(line.split()[0] for line in told.splitlines() if "first screen" in line))


def cold(playwright: Playwright, phone: Phone, times: int) -> tuple[float, dict[str, float]]:
    """From the start of the navigation to a screen that can be pressed, and its parts (`WHERE`)."""
    with profile(playwright, phone.folder) as context:
        page = slowed(context, times)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        marks = started(page, phone.address)
        counted = session.send("Performance.getMetrics")["metrics"]
        answered: float = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    drawn = marks["drawn"]
    reached = marks.get("reached", drawn)
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


def prepare(playwright: Playwright, phone: Phone) -> None:
    """Makes it a phone that has been here before, and on which nothing is kept."""
    with profile(playwright, phone.folder) as context:
        page = context.pages[0]
        page.goto(phone.address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def sign_in(playwright: Playwright, phone: Phone, code: str, parts: int) -> float:
    """Makes it a phone with the diary of `code`, whose snapshot has so many parts. The sign-in's milliseconds."""
    with profile(playwright, phone.folder) as context:
        page = context.pages[0]
        page.goto(f"{phone.address}/#/signin")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.fill("#code", code)
        before: float = page.evaluate("performance.now()")
        page.locator(".dock .btn.main").click()
        page.locator("#code").wait_for(state="detached", timeout=300_000)
        for press in ("signin_lock", "shared_no"):
            page.get_by_role("button", name=Words("nb")(press)).click()
        page.locator(".hold").wait_for()
        took: float = page.evaluate("performance.now()") - before
        # The rest comes in the background; the snapshot is written when it is all there.
        page.evaluate("location.hash = '#/more'")
        page.get_by_text("Sikkerhetskopien er oppdatert").wait_for(timeout=600_000)
        page.wait_for_function(snapshot_rests(parts), polling=200, timeout=60_000)
        return took


def fresh(playwright: Playwright, build: Build, run: Run) -> None:
    """One start on a phone with a diary of one day."""
    with profile(playwright, build.fresh.folder) as context:
        marks = started(slowed(context, 4), build.fresh.address)
        run.note(FRESH, marks["drawn"] - marks["reached"], before=build.before)


def ten_years(playwright: Playwright, build: Build, run: Run) -> None:
    """One round on a phone with ten years on it."""
    with profile(playwright, build.kept.folder) as context:
        page = slowed(context, 4)
        marks = started(page, build.kept.address)
        run.note(TODAY, marks["drawn"] - marks["reached"], before=build.before)
        run.note(DOWN, page.evaluate("drawn('main figure')") - marks["reached"], before=build.before)
        page.wait_for_timeout(2000)  # what the app fetches ahead is there
        tab, on_tab = ".tabs a[href='#/{}']", "body:has(.tabs a[href='#/{}'][aria-current]) main {}"
        for aim, name, shows in (
            (INSIGHTS, "insights", "figure"),
            (AGAIN, "today", "figure"),
            (DIARY, "diary", ".rows a[href^='#/entry']"),
        ):
            if aim is INSIGHTS:
                page.evaluate("() => { marks.pressed = performance.now(); window.whole = drawn('.to-sheet'); }")
            pressed = page.evaluate(PRESS, [tab.format(name), on_tab.format(name, shows)])
            run.note(aim, pressed, before=build.before)
            if aim is INSIGHTS:
                whole = page.evaluate("whole.then((at) => at - marks.pressed)")
                run.note(ALL_INSIGHTS, whole, before=build.before)
            if aim is AGAIN and not build.before:
                run.note(HILL, page.evaluate(DRAW_HILL))
        page.get_by_role("button", name=Words("nb")("diary_search")).click()
        page.locator("#search-words").wait_for()
        page.wait_for_timeout(2000)  # nobody types a word sooner
        searched = page.evaluate(SEARCH, ["#search-words", NEEDLE, "mark"])
        run.note(SEARCHED, searched, before=build.before)


def rebuild(playwright: Playwright, build: Build, run: Run) -> None:
    """One round on the same phone after its snapshot was lost: made anew from the records, behind the screens."""
    with profile(playwright, build.kept.folder) as context:
        page = context.pages[0]
        started(page, build.kept.address)
        page.evaluate(FORGET)
    with profile(playwright, build.kept.folder) as context:
        page = slowed(context, 4)
        marks = started(page, build.kept.address)
        run.note(REBUILT, marks["drawn"] - marks["reached"], before=build.before)
        again = page.evaluate(WHOLE_AGAIN, Words("nb")("coming_opening"))
        run.note(WHOLE, again - marks["reached"], before=build.before)
        # The next round opens from a snapshot again.
        page.wait_for_function(snapshot_rests(2), polling=200, timeout=60_000)


def measure(run: Run, rounds: int, dists: list[Path], *, scored: bool) -> None:
    """Measure everything, round by round: the first of the builds, and the one that it is compared with; then, where
    it is to be `scored`, the first with Lighthouse."""
    with tempfile.TemporaryDirectory() as under, sync_playwright() as playwright, ExitStack() as servers:
        folder = Path(under)
        phones = folder / "phones"
        reference, live = _served(servers, build_reference(folder / "reference"), folder / "server")
        plain = Phone(phones / "reference", reference)
        prepare(playwright, plain)
        live.stop()
        builds: list[Build] = []
        lives: list[Live] = []
        for number, dist in enumerate(dists):
            run.note(LOAD, first_load(dist), before=number > 0)
            address, live = _served(servers, dist, folder / f"server {number}")
            new, one_day, kept = (Phone(phones / f"{it} {number}", address) for it in ("new", "fresh", "kept"))
            build = Build(new, one_day, kept, before=number > 0)
            today = date.today()  # noqa: DTZ011 — the phone's own calendar
            prepare(playwright, build.new)
            sign_in(playwright, build.fresh, put_first_day(live.url, today), 1)
            took = sign_in(playwright, build.kept, put_ten_years(live.url, today), 2)
            run.note(DOWNLOAD, took, before=build.before)
            # From here on without a server.
            live.stop()
            builds.append(build)
            lives.append(live)
        for number in range(rounds):
            for times, aim in REFERENCES.items():
                run.note(aim, cold(playwright, plain, times)[0])
            # Neither is always the first.
            for build in builds if number % 2 == 0 else reversed(builds):
                _round(playwright, build, run)
        if scored:
            lives[0].start()
            for _ in range(rounds):
                for name, score in lighthouse(builds[0].new.address, folder).items():
                    run.note(SCORES[name], score)


def _served(servers: ExitStack, dist: Path, data: Path) -> tuple[str, Live]:
    """The address of a server with this build."""
    data.mkdir()
    roomy = Settings(
        data=data,
        pwa=dist,
        jobs=False,
        vault_records_first_month=2 * RECORDS,
        vault_bytes_first_month=2**26,
    )
    live = servers.enter_context(live_server(roomy))
    return live.url.replace("127.0.0.1", "localhost"), live


def _round(playwright: Playwright, build: Build, run: Run) -> None:
    for aim, phone in ((FIRST, build.new), (KEPT, build.kept)):
        drawn, made_of = cold(playwright, phone, 6)
        if not build.before:
            run.parts[aim].append(made_of)
        run.note(aim, drawn, before=build.before)
    fresh(playwright, build, run)
    ten_years(playwright, build, run)
    rebuild(playwright, build, run)


def main() -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", type=Path, metavar="PATH", help="a built app, or a checkout with one")
    parser.add_argument(
        "--no-lighthouse", action="store_true", help="leave Lighthouse out, which `make bench` installs"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "APP.md")
    args = parser.parse_args()
    # What cannot be had is said before anything is measured.
    dists = [built(it) for it in (PWA / "dist", args.before) if it]
    node()
    if not args.no_lighthouse and not LIGHTHOUSE.is_file():
        raise FileNotFoundError("Lighthouse is missing: run `make .make/lighthouse`, or measure with --no-lighthouse.")
    run = Run(args.out)
    measure(run, args.rounds, dists, scored=not args.no_lighthouse)
    run.end()
    print(run.page())


if __name__ == "__main__":
    main()
