"""The app without a server, its next version, and the notices that it writes itself."""

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from tests.journeys.patient import patient_app
from tests.journeys.phone import BOTH, Locale, Phone, tick, until
from tests.journeys.tour import routes
from tests.journeys.words import Words
from tests.journeys.worker import TOLD_NOTHING, Worker
from tests.live import Live, live_server

pytestmark = pytest.mark.browser

# They show one entry, and go back when there is none.
NEED_AN_ENTRY = {"entry", "more-about"}

AWAY = r"Failed to load resource|ERR_CONNECTION"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A copy of the built app that a test may change."""
    app = Path(shutil.copytree(Settings().pwa, tmp_path / "dist"))
    patient_app(app)
    return app


@pytest.fixture
def live(tmp_path: Path, dist: Path) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path, pwa=dist, jobs=False)) as live:
        yield live


@pytest.fixture(scope="module")
def ringing(tmp_path_factory: pytest.TempPathFactory, light_app: Path) -> Iterator[Live]:
    """For what is about notices: there whatever happens, with a worker that takes nothing in ahead."""
    app = Path(shutil.copytree(light_app, tmp_path_factory.mktemp("ringing") / "dist"))
    patient_app(app)
    with live_server(Settings(data=tmp_path_factory.mktemp("data"), pwa=app, jobs=False)) as live:
        yield live


def _hash(raw: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(raw).digest()).decode()


def _next_version(dist: Path) -> str:
    """Changes one file and the worker with it, as a new build would; the build that was."""
    [style] = (dist / "assets").glob("first-*.css")
    old, new = style.read_bytes(), style.read_bytes() + b"\n"
    style.write_bytes(new)
    worker = (dist / "sw.js").read_text()
    assert _hash(old) in worker
    [build] = set(re.findall(r"[`'\"]([0-9a-f]{16})[`'\"]", worker))
    (dist / "sw.js").write_text(worker.replace(_hash(old), _hash(new)).replace(build, build[::-1]))
    return str(build)


def _log(phone: Phone) -> None:
    """An urge, kept."""
    phone.page.goto(f"{phone.origin}/#/log")
    phone.log_strength(6)
    expect(phone.page.locator(".saved")).to_be_visible()


def test_everything_works_without_the_server_after_the_first_load(browser: Browser, live: Live) -> None:
    # Whether others can open the phone stands like any other screen.
    phone = Phone.take(browser, live.url, "nb", asks=True, worker=True)
    phone.open()
    phone.worker_ready()
    live.kill()
    phone.expect_faults(AWAY)
    phone.page.reload()
    expect(phone.page.locator("h1")).to_be_visible()
    phone.page.goto(f"{live.url}/#/language")
    phone.choose("English")
    expect(phone.page.get_by_role("heading", name="Language and appearance")).to_be_visible()
    pages = ("text/page/crisis", "text/page/safety", "text/module/first-hold", "urge/wave", "urge/breathing")
    for screen in (*sorted(routes() - NEED_AN_ENTRY), *pages):
        phone.page.goto(f"{live.url}/#/{screen}")
        # The address is read a moment after it has changed; the title of the screen before stands until then.
        expect(phone.page.locator(f"html[data-screen='{screen.split('/')[0]}']")).to_be_attached()
        expect(phone.page.locator("h1").first).to_be_attached()
    phone.close()


def test_what_is_done_without_the_server_is_there_after_a_cold_start_without_it(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en", worker=True)
    phone.open()
    phone.worker_ready()
    live.kill()
    phone.expect_faults(AWAY)
    phone.page.goto(f"{live.url}/#/text/module/first-hold/reason")
    tick(phone.page.locator("main .choices input").first)
    expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible()
    _log(phone)
    phone.page.goto("about:blank")
    phone.open("/#/diary")
    expect(phone.page.get_by_text(words("diary_urge", strength=6))).to_be_visible()
    phone.page.goto(f"{live.url}/#/plan")
    expect(phone.page.locator("main .own").first).to_be_visible()

    phone.page.add_init_script(TOLD_NOTHING)
    phone.page.goto("about:blank")
    phone.open()
    expect(phone.page.locator(".hold")).to_be_visible()
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_a_new_version_is_offered_waits_for_a_yes_and_opens_while_the_network_hangs(
    browser: Browser, live: Live, dist: Path, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, worker=True)
    phone.open()
    phone.worker_ready()
    live.stop()
    build = _next_version(dist)
    live.start()
    phone.page.goto(f"{live.url}/#/checkin")
    phone.page.evaluate("window.stays = true")
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)")
    until(
        lambda: bool(phone.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => !!it.waiting)")),
        phone.page,
    )
    expect(phone.page.get_by_text(words("warn_update"))).to_have_count(0)
    phone.page.goto(f"{live.url}/#/more")
    expect(phone.page.get_by_text(words("warn_update"))).to_be_visible()
    expect(phone.page.get_by_text(words("more_build", build=build), exact=True)).to_be_visible()
    assert phone.page.evaluate("window.stays") is True
    # It opens although the network hangs.
    with live.hanging():
        with phone.page.expect_event("load"):
            phone.press(words("warn_update_do"))
        assert phone.page.evaluate("window.stays") is None
        expect(phone.page.get_by_role("heading", name=words("tab_more"), exact=True)).to_be_visible()
        expect(phone.page.get_by_text(words("more_build", build=build[::-1]), exact=True)).to_be_visible()
    expect(phone.page.get_by_text(words("warn_update"))).to_have_count(0)
    phone.close()


def test_a_version_that_one_window_takes_leaves_the_exercise_in_another_alone(
    browser: Browser, live: Live, dist: Path
) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en", worker=True)
    phone.open("/#/urge/wave")
    phone.worker_ready()
    live.stop()
    _next_version(dist)
    live.start()
    phone.page.evaluate("window.stays = true")
    other = phone.context.new_page()
    other.goto(f"{live.url}/#/more")
    other.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)")
    with other.expect_event("load"):
        other.get_by_role("button", name=words("warn_update_do")).click()
    expect(other.get_by_role("heading", name=words("tab_more"), exact=True)).to_be_visible()
    other.close()
    # What this window loads from now on comes from the old version's cache or from the server; it goes on to its end.
    phone.press(words("done"))
    expect(phone.page.locator(".dock .big")).to_be_visible()
    assert phone.page.evaluate("window.stays") is True
    phone.close()


def test_words_half_typed_outlive_a_version_that_another_window_takes(browser: Browser, live: Live, dist: Path) -> None:
    words = Words("nb")
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open("/#/text/module/first-hold/reason")
    phone.worker_ready()
    field = phone.page.locator("main .exercise input[maxlength], main .exercise textarea").first
    field.fill("Jeg vil")
    expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible()
    live.stop()
    _next_version(dist)
    live.start()
    phone.page.evaluate("window.stays = true")
    field.press_sequentially(" slippe å skjule")
    other = phone.context.new_page()
    other.goto(f"{live.url}/#/more")
    other.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)")
    with other.expect_event("load"):
        other.get_by_role("button", name=words("warn_update_do")).click()
    # Under the fingers nothing moves, and what is typed on comes to rest as before.
    assert phone.page.evaluate("window.stays") is True
    expect(field).to_have_value("Jeg vil slippe å skjule")
    field.press_sequentially(" noe")
    expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible()
    other.goto(f"{live.url}/#/text/module/first-hold/reason")
    expect(other.locator("main .exercise input[maxlength], main .exercise textarea").first).to_have_value(
        "Jeg vil slippe å skjule noe"
    )
    other.close()
    # This window goes over to the new version when it is opened anew, and finds its words.
    phone.page.reload()
    assert phone.page.evaluate("window.stays") is None
    phone.page.goto(f"{live.url}/#/text/module/first-hold/reason")
    expect(field).to_have_value("Jeg vil slippe å skjule noe")
    phone.close()


def test_half_of_a_new_version_is_never_taken_in(browser: Browser, live: Live, dist: Path) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    live.stop()
    _next_version(dist)
    [style] = (dist / "assets").glob("first-*.css")
    style.write_bytes(style.read_bytes() + b"/* not what the worker was built with */")
    live.start()
    phone.expect_faults("integrity|Failed to load")
    refused = "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => false, () => true)"
    phone.page.evaluate(refused)
    idle = "navigator.serviceWorker.getRegistration().then((it) => !it.installing && !it.waiting)"
    until(lambda: bool(phone.page.evaluate(idle)), phone.page)
    live.kill()
    phone.expect_faults(AWAY)
    phone.page.reload()
    expect(phone.page.locator("h1")).to_be_visible()
    phone.close()


@pytest.mark.whole_browser
def test_a_notice_is_always_shown_and_written_from_the_diary_when_it_can_be(browser: Browser, ringing: Live) -> None:
    phone = Phone.take(browser, ringing.url, "nb", worker=True)
    worker = Worker(phone.page, ringing.url)
    phone.open()
    phone.worker_ready()
    worker.push("weekly", body="Ukens oversikt er klar.")
    worker.shows(lambda all_: [it["body"] for it in all_] == ["Ukens oversikt er klar."])
    _log(phone)
    worker.push("weekly")
    worker.shows(lambda all_: [it["body"] for it in all_] == ["Uken din så langt: én dag."])
    worker.push("daily")
    worker.shows(lambda all_: [it["body"][:21] for it in all_] == ["Du har skrevet i dag."])
    for broken in ("", "{", "7"):
        worker.deliver(broken)
        worker.shows(lambda all_: "Tid for en liten pause?" in [it["body"] for it in all_])
    phone.close()


@pytest.mark.whole_browser
@pytest.mark.parametrize(
    ("declarative", "locale", "week", "written"),
    [(True, "nb", "Uken din", "Du har skrevet i dag."), (False, "en", "Your week", "You’ve written something today.")],
    ids=["declarative-nb", "classic-en"],
)
def test_a_push_wakes_a_worker_that_was_killed_and_it_writes_from_the_diary(
    browser: Browser, ringing: Live, declarative: bool, locale: Locale, week: str, written: str
) -> None:
    phone = Phone.take(browser, ringing.url, locale, worker=True)
    worker = Worker(phone.page, ringing.url)
    phone.open()
    phone.worker_ready()
    _log(phone)
    worker.kill()
    worker.push("weekly", lang=locale, declarative=declarative)
    worker.shows(lambda all_: [it["body"].startswith(week) for it in all_] == [True])
    # Without the app's own page, and killed once more.
    worker.kill()
    phone.page.goto("about:blank")
    worker.push("daily", tag="daily", lang=locale, declarative=declarative)
    phone.page.goto(f"{ringing.url}/#/more")
    worker.shows(lambda all_: any(it["body"].startswith(written) for it in all_))
    phone.close()


@pytest.mark.whole_browser
def test_what_is_pushed_twice_stands_once_and_sounds_once_also_when_it_was_put_away(
    browser: Browser, ringing: Live
) -> None:
    phone = Phone.take(browser, ringing.url, "nb", worker=True)
    worker = Worker(phone.page, ringing.url)
    phone.open()
    phone.worker_ready()
    _log(phone)

    def stands(*expected: tuple[str, bool]) -> None:
        worker.shows(lambda all_: sorted((it["tag"], it["silent"]) for it in all_) == sorted(expected))

    worker.push("weekly", tag="a")
    stands(("a", False))
    worker.push("weekly", tag="a")
    stands(("a", True))
    worker.put_away("a")
    stands()
    # The worker that saw the first is no more; what it noted is on the disk.
    worker.kill()
    worker.push("weekly", tag="a")
    stands(("a", True))
    worker.push("weekly", tag="b")
    stands(("a", True), ("b", False))
    phone.close()


# What may become of a diary on a phone: each leaves the worker with less than it needs.
BROKEN = {
    "sealed bytes that open nothing": """
        for (const name of ['records', 'snapshot', 'here']) await change(name, (row) => {
          row.sealed = crypto.getRandomValues(new Uint8Array(64));
          return row;
        });
        await change('meta', (row) => ({ ...row, wrapped: { ...row.wrapped, sealed: new Uint8Array(60) } }));
    """,
    "a key that is gone": "await clear('keys');",
    "a diary without its own row": "await clear('meta');",
    "a row that is no row": "await change('meta', () => ({ epoch: 7 }));",
}
BREAK = """async (how) => {
  const [{ name }] = await indexedDB.databases();
  const done = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
  const database = await done(indexedDB.open(name));
  const store = (of) => database.transaction(of, 'readwrite').objectStore(of);
  const clear = (of) => done(store(of).clear());
  const change = async (of, next) => {
    const at = store(of);
    const [keys, rows] = await Promise.all([done(at.getAllKeys()), done(at.getAll())]);
    await Promise.all(rows.map((row, n) => done(at.keyPath ? at.put(next(row)) : at.put(next(row), keys[n]))));
  };
  %s
  database.close();
}"""
BREAKS = {name: BREAK % how for name, how in BROKEN.items()} | {
    "a database of a newer app": """() => indexedDB.databases().then(([{ name }]) => new Promise((yes) => {
      indexedDB.open(name, 99).onsuccess = ({ target }) => { target.result.close(); yes(); } }))"""
}
GONE = """() => indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((yes) => {
  indexedDB.deleteDatabase(name).onsuccess = yes; }))).then(() => true))"""


@pytest.mark.whole_browser
def test_whatever_has_become_of_the_diary_a_notice_is_shown_in_the_words_that_came(
    browser: Browser, ringing: Live
) -> None:
    phone = Phone.take(browser, ringing.url, "nb", worker=True)
    worker = Worker(phone.page, ringing.url)
    # A page of the same origin that is not the app, and has no icon.
    phone.expect_faults("favicon")
    phone.open()
    phone.worker_ready()
    for how, kind in zip(BREAKS.values(), ("weekly", "daily", "step", "own", "comeback"), strict=True):
        _log(phone)
        phone.page.goto(f"{ringing.url}/health")
        phone.page.evaluate(how)
        worker.kill()
        for _ in range(2):
            worker.push(kind, tag=kind, body="Tid for en liten pause?")
            worker.shows(lambda all_: [it["body"] for it in all_] == ["Tid for en liten pause?"])
        worker.deliver("")
        worker.shows(lambda all_: len(all_) == 2)
        # The next one breaks on a diary that is whole.
        worker.put_away()
        worker.shows(lambda all_: all_ == [])
        worker.kill()
        phone.page.evaluate(GONE)
        phone.open()
    phone.close()


# Where each kind leads is held beside the worker (pwa/src/worker/push.test.ts).
LEADS = {"daily": "checkin", "weekly": "insights"}


@pytest.mark.whole_browser
def test_a_click_leads_to_where_the_notice_speaks_of_and_leaves_one_history_entry(
    browser: Browser, ringing: Live
) -> None:
    words = Words("nb")
    phone = Phone.take(browser, ringing.url, "nb", worker=True)
    page = phone.page
    worker = Worker(page, ringing.url)
    phone.open()
    phone.worker_ready()
    # A diary in which nothing is written today.
    page.goto(f"{ringing.url}/#/reminders")
    phone.choose(words("reminders_style_neutral"))
    expect(page.get_by_label(words("reminders_style_neutral"), exact=True)).to_be_checked()
    page.goto(f"{ringing.url}/#/more")
    expect(page.get_by_role("link", name=re.compile("^" + words("more_lock")))).to_be_visible()

    def screen(name: str) -> None:
        until(lambda: page.evaluate("document.documentElement.dataset.screen") == name, page)

    for kind, name in LEADS.items():
        page.goto(f"{ringing.url}/#/more")
        screen("more")
        length = page.evaluate("history.length")
        worker.push(kind, tag=kind)
        worker.shows(lambda all_: [it["tag"] for it in all_] == [kind])  # noqa: B023 - used at once
        worker.click(kind)
        screen(name)
        assert page.evaluate("history.length") == length
        worker.shows(lambda all_: all_ == [])
    worker.push("weekly", tag="2")
    worker.shows(lambda all_: len(all_) == 1)
    page.goto("about:blank")
    [address] = worker.opened_by("2")
    page.goto(f"{ringing.url}{address}")
    screen("insights")
    # A day that is written asks for nothing more.
    _log(phone)
    worker.push("daily", tag="logged")
    worker.shows(lambda all_: [it["tag"] for it in all_] == ["logged"])
    worker.click("logged")
    screen("today")
    phone.close()
