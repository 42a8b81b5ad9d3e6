"""What rests where: nothing for the young, only on the phone for who wants that, and gone when it is deleted."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from selfhelp.settings import Settings
from tests.journeys.doing import at_rest, go, log, open_entry, sign_in, take_code
from tests.journeys.phone import BOTH, Locale, Phone, tick, until
from tests.journeys.push import subscribing
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService

pytestmark = pytest.mark.browser

NB = Words("nb")
PWA = Path(__file__).parents[2] / "pwa"

# How many rows rest in each store of the page's databases.
RESTING = """async () => {
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done, fail) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(opening.error);
    });
    for (const store of database.objectStoreNames) {
      const counting = database.transaction(store).objectStore(store).count();
      found[store] = await new Promise((done) => { counting.onsuccess = () => done(counting.result); });
    }
    database.close();
  }
  return found;
}"""


@pytest.fixture(scope="module")
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, push_service: PushService) -> Iterator[Live]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, jobs=False, push_test_ca=push_service.ca, creations_per_hour=100_000)
    with live_server(settings) as live:
        yield live


def _resting(page: Page) -> dict[str, int]:
    """Rows by store, without the empty ones."""
    found: dict[str, int] = page.evaluate(RESTING)
    return {store: count for store, count in found.items() if count}


def _diary(phone: Phone, count: int) -> list[str]:
    """Every line of the list, once so many stand there."""
    go(phone, "diary")
    rows = phone.page.locator("main .rows .row")
    expect(rows).to_have_count(count)
    return rows.all_inner_texts()


def _shows(phone: Phone, lines: list[str]) -> None:
    go(phone, "diary")
    expect(phone.page.locator("main .rows .row")).to_have_text(lines, use_inner_text=True)


# The page for somebody under 18, by its title.
YOUNG = {"nb": "Du er under 18", "en": "If you’re under 18"}


@pytest.mark.parametrize("locale", BOTH)
def test_who_is_under_18_gets_help_and_leaves_nothing_behind(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, worker=True)
    phone.open()
    phone.worker_ready()
    phone.press(words("first_begin"))
    phone.press(words("what_under_18"))
    expect(phone.page.get_by_role("heading", name=YOUNG[phone.locale], exact=True)).to_be_visible()
    phone.page.locator("main a", has_text=words("hard_now")).first.click()
    phone.page.locator(".how-strong").click()
    phone.log_strength(7)
    phone.press(words("way_weaker"))
    phone.log_strength(3)
    expect(phone.page.locator("main .fall")).to_be_visible()
    expect(phone.page.get_by_text(words("keep_this"))).to_have_count(0)
    phone.page.locator(".dock .main").click()
    # Even a question that is answered stays in this visit.
    phone.press(words("crisis_help"))
    go(phone, "text/page/safety")
    tick(phone.page.locator("main .three input").nth(1))
    phone.press(words("continue"))
    expect(phone.page.get_by_role("heading", name=words("safety_thanks"))).to_be_visible()
    at_rest(phone)
    assert _resting(phone.page) == {}
    assert phone.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert not [url for url, _ in phone.sent if "/api/" in url and "/api/content/" not in url]
    phone.page.reload()
    expect(phone.page.locator("h1").first).to_be_visible()
    # The start tries whether the browser keeps a key, and takes it away again.
    until(lambda: _resting(phone.page) == {}, phone.page)
    phone.close()


# Every screen by its name in the router, and texts that are not the page for somebody under 18 or what it leads to.
SCREENS = re.findall(r"^  '([a-z-]+)',$", (PWA / "src" / "platform" / "router.ts").read_text(), re.MULTILINE)
ELSEWHERE = ["text/module/first-hold", "text/module/right-now/near-now", "text/page/lapse", "code", "reminders/here"]
OPEN = {"first", "what", "urge", "tools", "help", "text"}


def test_no_screen_that_keeps_anything_opens_in_a_visit_under_18_and_a_diary_that_is_here_stays_shut(
    browser: Browser, live: Live
) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    log(phone, 6, "fra en annen dag")
    at_rest(phone)
    before = _resting(phone.page)
    go(phone, "what")
    phone.press(NB("what_under_18"))
    title = phone.page.get_by_role("heading", name=YOUNG[phone.locale], exact=True)
    expect(title).to_be_visible()
    closed = [name for name in SCREENS if name not in OPEN]
    assert len(closed) >= 18
    assert phone.axe() == []
    for path in [*closed, *ELSEWHERE]:
        go(phone, path)
        expect(title).to_be_visible()
    phone.press(re.compile(f"^{NB('help_title')}"))
    expect(phone.page.locator("h1", has_text=NB("help_title"))).to_be_visible()
    expect(phone.page.locator("main a[href*='lapse']")).to_have_count(0)
    phone.press(NB("back"))
    phone.press(re.compile(f"^{NB('tools_title')}"))
    phone.page.locator("main a[href$='alternative']").click()
    expect(phone.page.get_by_text(NB("alternative_make"))).to_have_count(0)
    phone.press(NB("back"))
    phone.page.locator("main a[href$='problem-solving']").click()
    phone.page.locator("main textarea").first.fill("leksene")
    go(phone, "first")
    expect(phone.page.get_by_role("link", name=NB("first_begin"))).to_be_visible()
    expect(phone.page.get_by_text(NB("first_code"))).to_have_count(0)
    expect(phone.page.locator(".tabs, .hold")).to_have_count(0)
    at_rest(phone)
    assert _resting(phone.page) == before

    # Pressed by mistake: another answer opens the diary again, as it was.
    phone.press(NB("first_begin"))
    phone.choose(NB("what_again"))
    phone.press(NB("continue"))
    expect(phone.page.locator("html[data-screen='text']")).to_be_attached()
    expect(open_entry(phone)).to_have_value("fra en annen dag")
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_a_diary_on_this_phone_only_becomes_a_synced_one_without_loss(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale)
    phone.open()
    for strength, thoughts in ((6, "før koden, den første"), (4, "før koden, den andre")):
        log(phone, strength, thoughts)
    go(phone, "text/module/first-hold/reason")
    phone.page.get_by_label(words("own_words")).first.fill("Jeg vil slippe å skjule noe.")
    expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible()
    go(phone, "code")
    phone.press(words("code_only_here"))
    phone.press(words("here_choose"))
    expect(phone.page.locator("h1", has_text=words("here_title"))).to_have_count(0)
    log(phone, 8, "etter valget")
    assert not [url for url, _ in phone.sent if "/api/slots/" in url or "/api/vaults/" in url]
    lines = _diary(phone, 3)

    code = take_code(phone)
    _shows(phone, lines)
    second = Phone.take(browser, live.url, locale)
    second.open()
    sign_in(second, code)
    _shows(second, lines)
    assert [line for line in lines if "etter valget" in line or "før koden" in line] == lines
    go(second, "plan")
    expect(second.page.get_by_text("Jeg vil slippe å skjule noe.")).to_be_visible()
    second.close()
    phone.close()


@pytest.mark.whole_browser
def test_what_is_deleted_offline_is_erased_at_the_next_start_with_a_connection(
    browser: Browser, live: Live, push_service: PushService
) -> None:
    words = Words("en")
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, "en", before=subscribing(push_service.subscribe()), worker=True)
    boxes: dict[str, str] = {}

    def note(request: Request) -> None:
        box = re.search(r"/api/(?:slots|vaults|channels)/[0-9a-f]{32}", request.url)
        if box and "authorization" in request.headers:
            boxes[box[0]] = request.headers["authorization"]

    phone.context.on("request", note)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "skal bort")
    take_code(phone)
    go(phone, "reminders")
    phone.press(words("reminders_turn_on"))
    expect(phone.page.get_by_text("Next: ")).to_be_visible()
    assert sorted(box.split("/")[2] for box in boxes) == ["channels", "slots", "vaults"]

    live.kill()
    phone.expect_faults(r"Failed to load resource|ERR_CONNECTION")
    go(phone, "delete")
    phone.press(words("delete_now"))
    expect(phone.page.get_by_role("heading", name=words("deleted_title"))).to_be_visible()
    # Outside stands that what was deleted is still to be swept out of the browser's files.
    until(lambda: _resting(phone.page) == {"goodbye": 3, "outside": 1}, phone.page)
    # The app is closed, and opened again another day, when there is a connection.
    phone.page.goto("about:blank")
    live.start()
    assert {httpx.delete(f"{live.url}{box}").status_code for box in boxes} == {401}, "they are still guarded"
    phone.open()
    until(lambda: _resting(phone.page) == {}, phone.page)
    for box, secret in boxes.items():
        answer = httpx.delete(f"{live.url}{box}", headers={"Authorization": secret})
        assert answer.status_code == 410, box
        assert answer.json()["type"] == "/problems/box-deleted"
    phone.press(words("first_begin"))
    expect(phone.page.get_by_text(words("deletions_left_other", n=3))).to_have_count(0)
    phone.close()
