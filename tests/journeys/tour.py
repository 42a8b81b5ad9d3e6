"""A walk through every screen of the app and each of its stages, as three people see it: one who has just come, one
who has kept a diary for weeks, and one who is close to somebody. Tests look at each stop; the gallery
takes its picture.

    for stop in tour(phone, words, code, coach):
        …
"""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Route

from tests.journeys.coached import AtNode
from tests.journeys.doing import WHOLE
from tests.journeys.phone import Phone, tick, until
from tests.journeys.words import Words

ROUTER = Path(__file__).parents[2] / "pwa" / "src" / "platform" / "router.ts"

# Every screen says what it is by moving the focus to its title. Without it the walk stands still, and the test fails.
ARRIVED = """name => document.documentElement.dataset.screen === name && document.activeElement?.tagName === 'H1'
  && document.activeElement.isConnected"""
TURNED = f"""([before, name]) => document.querySelector('main')?.innerHTML !== before && ({ARRIVED})(name)"""
STANDS = f"name => ({ARRIVED})(name) && ({WHOLE})()"

# To another address of the app, as a link from outside leads there.
FOLLOW = """path => {
  document.activeElement?.blur();
  location.hash = '#/' + path;
}"""

PICTURE = """() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
  const pen = canvas.getContext('2d');
  for (const [at, colour] of ['#1d4036', '#7f9c8a', '#e8e4da'].entries()) {
    pen.fillStyle = colour;
    pen.fillRect(0, at * 300, 1200, 300);
  }
  return canvas.toDataURL('image/jpeg').split(',')[1];
}"""

# The walk can put the clock of the page on.
CLOCK = "const real = Date.now; Date.now = () => real() + (globalThis.ahead ?? 0);"

# A tone in place of a microphone, which the browsers of the tests have not.
MICROPHONE = """() => {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const [tone, ear] = [context.createOscillator(), context.createMediaStreamDestination()];
    tone.connect(ear);
    tone.start();
    return ear.stream;
  };
}"""


@dataclass(frozen=True)
class Stop:
    """A screen at one of its stages. `name` is `<route>/<stage>`."""

    name: str
    # Came by going to another screen: then the focus stands on its title.
    arrived: bool


def routes() -> set[str]:
    """The router's own list of screens."""
    found = re.search(r"export const screenNames = \[(.*?)\]", ROUTER.read_text(), re.DOTALL)
    assert found is not None
    return set(re.findall(r"'([a-z0-9-]+)'", found[1]))


class Walk:
    def __init__(self, phone: Phone, words: Words) -> None:
        self.phone = phone
        self.page = phone.page
        self.words = words

    def main(self, select: str, has_text: str | None = None) -> Locator:
        return self.page.locator(f"main {select}", has_text=has_text)

    def go(self, path: str, stage: str = "") -> Stop:
        """By a link from outside, which is the fastest way."""
        name = path.split("/")[0]
        # A link to the screen that stands already changes nothing on it.
        if self.page.evaluate("document.documentElement.dataset.screen") == name:
            self._follow("language" if name != "language" else "more")
        self._follow(path)
        return Stop(f"{path}{stage}", arrived=True)

    def _follow(self, path: str) -> None:
        self.page.evaluate(FOLLOW, path)
        self.page.wait_for_function(STANDS, arg=path.split("/")[0])

    def turn(self, press: Locator, name: str) -> Stop:
        """A press that leads to another screen, or to another page of this one."""
        before = self.page.locator("main").inner_html()
        press.click()
        self.page.wait_for_function(TURNED, arg=[before, name.split("/")[0]])
        return Stop(name, arrived=True)

    def here(self, name: str) -> Stop:
        """The same screen, after something was chosen on it."""
        return Stop(name, arrived=False)

    def dock(self, select: str = ".btn.main") -> Locator:
        return self.page.locator(f".dock {select}").first

    def choose(self, label: str | re.Pattern[str]) -> None:
        tick(self.page.get_by_label(label, exact=True).first)


def tour(phone: Phone, words: Words, code: str, coach: AtNode) -> Iterator[Stop]:
    """All of them. `code` opens a full diary, `coach` answers what is written."""
    walk = Walk(phone, words)
    # In the house move the new channel takes over the address of the old one, which is gone when it is erased.
    phone.expect_faults(r"410 .*/api/channels/")
    phone.context.add_init_script(CLOCK)
    phone.open()
    phone.worker_ready()
    yield Stop("first", arrived=True)
    yield from _urge(walk)
    yield from _shared(walk)
    yield from _nothing_kept(walk)
    yield from _code(walk)
    yield from _signed_in(walk, code)
    yield from _diary(walk)
    yield from _pace(walk)
    yield from _texts(walk)
    yield from _lock(walk)
    yield from _coach(walk, coach)
    yield from _warned(walk)
    yield from _more(walk)
    yield from _relative(walk)


def _urge(walk: Walk) -> Iterator[Stop]:
    """The urge tool with nothing set up, each way of it, to the end where the ride is offered for keeping."""
    yield walk.turn(walk.page.locator(".big"), "urge/wave")
    walk.page.locator(".how-strong").click()
    yield walk.here("urge/how-strong")
    walk.phone.log_strength(7)
    walk.page.get_by_role("button", name=walk.words("pause")).click()
    yield walk.here("urge/wave-paused")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("something_else")), "urge/ways")
    ways = walk.page.locator("main button.row:not(.more-ways)")
    for at in range(ways.count()):
        yield walk.turn(ways.nth(at), f"urge/way-{at}")
        walk.turn(walk.page.locator(".back"), "urge/ways")
    for more in walk.page.locator(".more-ways").all():
        more.click()
        yield walk.here("urge/ways-more")
    walk.turn(walk.dock(), "urge/way")
    yield walk.turn(walk.dock(), "urge/again")
    yield walk.turn(walk.page.locator("fieldset.ten button").nth(3), "urge/end")
    yield from _tools(walk)


def _tools(walk: Walk) -> Iterator[Stop]:
    """The list of all tools, and one of each kind: timed, step by step, with exercises, to be listened to."""
    yield walk.go("tools")
    here = walk.main("a.row").evaluate_all("all => all.map((it) => it.getAttribute('href').slice(2))")
    for tool in ("waiting", "breathing", "alternative", "reasons", "call", "leave", "problem-solving", "listen-breath"):
        path = f"urge/{tool}"
        if path not in here:
            continue
        yield walk.go(path)
        if tool in ("leave", "problem-solving"):
            yield walk.turn(walk.dock(), f"{path}/second")
        if tool == "listen-breath":
            walk.dock().click()
            walk.page.locator(".said").wait_for()
            yield walk.here(f"{path}/on")


def _shared(walk: Walk) -> Iterator[Stop]:
    """Whether others can open the phone, and the PIN that is chosen if they can; then no."""
    walk.page.evaluate("globalThis.asks = true")
    yield walk.go("shared")
    yield walk.turn(walk.dock(), "shared/pin")
    walk.page.get_by_role("button", name=walk.words("pin_more")).click()
    walk.page.fill("#pin", "27182818")
    yield walk.here("shared/written")
    yield walk.turn(walk.main(".take"), "shared/again")
    walk.page.fill("#pin", "27182819")
    walk.page.get_by_text(walk.words("pin_differs")).wait_for()
    yield walk.here("shared/differs")
    for _ in range(2):
        walk.turn(walk.page.locator(".back"), "shared")
    yield walk.turn(walk.dock(".btn.wide"), "shared/words")
    yield walk.turn(walk.dock(), "shared/words-again")
    for _ in range(2):
        walk.turn(walk.page.locator(".back"), "shared")
    walk.page.locator(".dock .btn.wide").last.click()
    walk.page.wait_for_function(ARRIVED, arg="today")
    walk.page.evaluate("globalThis.asks = false")


def _lock(walk: Walk) -> Iterator[Stop]:
    """Set, shut, forgotten, tried, opened without logging in, and taken away."""
    yield walk.go("lock")
    walk.turn(walk.dock(), "lock/new")
    walk.page.locator("main .choice input").check()
    for words in ("pin_again_title", "lock_title"):
        walk.page.fill("#pin", "271828")
        walk.page.get_by_role("heading", name=walk.words(words)).wait_for()
    yield walk.here("lock/set")
    yield walk.turn(walk.main("button.row").first, "lock/old")
    walk.turn(walk.page.locator(".back"), "lock")
    yield walk.turn(walk.dock(), "lock/shut")
    # Wherever one goes the lock stands; nothing on it changes.
    walk.page.goto(f"{walk.phone.origin}/#/locked")
    walk.page.wait_for_function("() => document.documentElement.dataset.screen === 'locked'")
    walk.page.fill("#pin", "000000")
    walk.main(".take").click()
    walk.page.get_by_text(walk.words("pin_wrong", n=4)).wait_for()
    yield walk.here("locked/wrong")
    walk.page.get_by_role("button", name=walk.words("pin_letters")).click()
    yield walk.here("locked/letters")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("crisis_help")), "locked/crisis")
    walk.turn(walk.page.locator(".back"), "locked")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("lock_forgot")), "locked/forgotten")
    yield walk.turn(walk.dock(), "locked/code")
    walk.turn(walk.page.locator(".back"), "locked")
    yield walk.turn(walk.dock(".btn.wide"), "locked/erase")
    for _ in range(2):
        walk.turn(walk.page.locator(".back"), "locked")
    yield walk.turn(walk.dock(".btn.quiet"), "guest")
    yield walk.turn(walk.main("button.row"), "programme/guest")
    walk.page.locator(".tabs a").last.click()
    walk.page.locator("#pin").fill("271828")
    walk.main(".take").click()
    walk.page.wait_for_function(ARRIVED, arg="today")
    walk.page.locator(".hold").wait_for()
    walk.go("lock")
    walk.turn(walk.main("button.row").last, "lock/old")
    walk.page.fill("#pin", "271828")
    yield walk.turn(walk.main(".take"), "lock/remove")
    walk.turn(walk.dock(), "lock")


def _nothing_kept(walk: Walk) -> Iterator[Stop]:
    """Every screen that can be reached while the phone holds nothing."""
    yield walk.go("what")
    walk.choose(walk.words("what_again"))
    yield walk.here("what/chosen")
    for path in (
        "today", "programme", "diary", "insights", "summary", "more", "plan", "sofar", "help", "help/crisis",
        "help/stop-buying",
    ):  # fmt: skip
        yield walk.go(path, "/empty" if "/" not in path else "")
    for path in ("text/page/nothing", "signin", "import", "checkin", "log", "reminders", "language"):
        yield walk.go(path)
    for path in ("mask", "install", "storage"):
        yield walk.go(path)
    yield walk.go("first", "/again")


def _code(walk: Walk) -> Iterator[Stop]:
    """The recovery code, up to typing it back."""
    walk.go("log")
    walk.page.locator("button.row[aria-expanded]").click()
    walk.choose(walk.words("log_other_day"))
    yield walk.here("log/when")
    yield walk.turn(walk.page.locator("fieldset.ten button").nth(6), "more-about")
    walk.main(".add-own").first.click()
    walk.page.get_by_label(walk.words("about_own_word"), exact=True).fill("Lange søndager")
    yield walk.here("more-about/own")
    walk.page.get_by_role("button", name=walk.words("about_own_add"), exact=True).click()
    walk.page.get_by_role("button", name=walk.words("about_more_triggers"), exact=True).click()
    yield walk.here("more-about/all")
    yield walk.go("own-words")
    yield walk.go("code")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("code_only_here")), "code/here")
    walk.go("code")
    yield walk.turn(walk.dock(), "code/show")
    yield walk.turn(walk.dock(), "code/type")
    walk.page.fill("#group", "0000")
    walk.dock().click()
    walk.page.get_by_role("alert").wait_for()
    yield walk.here("code/mistyped")


def _signed_in(walk: Walk, code: str) -> Iterator[Stop]:
    walk.go("signin")
    walk.page.fill("#code", code[:9])
    walk.choose(re.compile("^" + re.escape(walk.words("signin_discard"))))
    walk.dock().click()
    walk.page.get_by_role("alert").wait_for()
    yield walk.here("signin/short")
    walk.page.fill("#code", code)
    with _rest_kept_back(walk.phone):
        yield walk.turn(walk.dock(), "signin/opened")
        yield walk.go("today", "/fetching")
        yield walk.go("coming")
    walk.page.get_by_text(walk.words("coming_fetching")).wait_for(state="detached")
    # Today stands already in place of the screen that has given way.
    walk.go("more")


@contextmanager
def _rest_kept_back(phone: Phone) -> Iterator[None]:
    """The server gives one page of the diary and says that there is more; that it gives later."""
    asked: list[Route] = []
    over = False

    def answer(route: Route) -> None:
        if over:
            route.continue_()
            return
        asked.append(route)
        if len(asked) > 2:
            return
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | {"more": True})

    phone.context.route("**/sync", answer)
    yield
    over = True
    for route in asked[2:]:
        route.continue_()
    phone.context.unroute("**/sync", answer)


def _diary(walk: Walk) -> Iterator[Stop]:
    """The five roots and what stands behind them, full."""
    for path in ("today", "programme", "diary", "insights", "more", "plan"):
        yield walk.go(path)
    yield walk.go("sofar")
    walk.go("insights")
    # What is unfolded may hold more of them.
    while walk.main("details:not([open]) > summary").count():
        walk.main("details:not([open]) > summary").first.click()
    yield walk.here("insights/numbers")
    yield walk.go("summary")
    while walk.main("input:not(:checked)").count():
        tick(walk.main("input:not(:checked)").first)
    yield walk.here("summary/all")
    for name, has in (("urge", "6"), ("purchase", walk.words("diary_purchase")), ("day", walk.words("diary_checkin"))):
        walk.go("diary")
        line = walk.page.locator("main .rows .row", has_text=has).first
        if name == "urge":
            line = walk.page.locator("main .rows .row", has_text=walk.words("diary_written_apart")).first
        yield walk.turn(line, f"entry/{name}")
        yield walk.turn(walk.dock("a.btn"), f"entry/{name}-change")
    yield from _looking(walk)
    walk.go("checkin")
    walk.phone.answer_day(5)
    yield walk.here("checkin/chosen")
    walk.go("today")
    walk.page.locator("fieldset.ten button").nth(6).click()
    walk.page.get_by_text(walk.words("mood_now", mood=6)).wait_for()
    yield walk.here("today/mood")
    # His own plan, and whom he can ring.
    yield walk.go("urge/alternative", "/own")
    yield from _plan(walk)


def _looking(walk: Walk) -> Iterator[Stop]:
    """The diary by the month, narrowed and searched, and a day that is written about afterwards."""
    walk.go("diary")
    walk.choose(walk.words("diary_view_month"))
    yield walk.here("diary/month")
    walk.main(".turn").first.click()
    walk.main("table.month button:has(.of-day)").first.click()
    yield walk.here("diary/month-day")
    walk.main("table.month button:not(:has(.of-day))").first.click()
    yield walk.turn(walk.page.get_by_role("link", name=walk.words("month_write")), "log/then")
    walk.page.locator("button.row[aria-expanded]").click()
    walk.page.locator("#when-other").fill("2099-12-24")
    walk.page.get_by_role("alert").wait_for()
    yield walk.here("log/ahead")
    walk.page.locator(".back").click()
    yield walk.turn(walk.main(".day-links [href*=checkin]"), "checkin/then")
    yield walk.go("diary", "/again")
    yield walk.turn(walk.page.locator("#diary-filter"), "diary/filter")
    walk.choose(walk.words("part_evening").capitalize())
    tick(walk.main("input[name=filter-before]").first)
    yield walk.here("diary/filter-chosen")
    yield walk.turn(walk.dock(), "diary/narrowed")
    walk.page.locator("#diary-filter").click()
    walk.choose(walk.words("diary_checkin"))
    yield walk.turn(walk.page.locator(".back"), "diary/nothing-fits")
    walk.page.get_by_role("button", name=walk.words("diary_search")).click()
    walk.page.fill("#search-words", "e")
    yield walk.here("diary/search")
    walk.page.fill("#search-words", "qqq")
    yield walk.here("diary/search-none")


def _plan(walk: Walk) -> Iterator[Stop]:
    """Somebody to ring, a day for a thing to do, the order, an evening; then the urge tool that follows them."""
    yield walk.go("plan/person")
    for name in ("Ola", "Kari"):
        walk.go("plan/person")
        walk.page.get_by_label(walk.words("person_name"), exact=True).fill(name)
        walk.page.get_by_label(walk.words("person_phone"), exact=True).fill("412 34 567")
        walk.turn(walk.dock(), "plan/people")
    yield walk.here("plan/people")
    yield walk.turn(walk.main(".plan-links button", has_text=walk.words("week_put")).first, "plan/week")
    walk.page.locator(".chips.week label").first.click()
    walk.page.locator(".calendar").wait_for()
    yield walk.here("plan/week-chosen")
    walk.go("plan")
    yield walk.turn(walk.dock(".btn"), "plan/order")
    walk.page.locator("[data-way=down]").first.click()
    yield walk.here("plan/moved")
    yield from _from_yourself(walk)
    today = walk.page.evaluate("new Date().toLocaleDateString('sv')")
    walk.go(f"plan/evening/{today}/evening")
    yield Stop("plan/evening", arrived=True)
    walk.page.locator("#evening-lock > summary").click()
    tick(walk.main("input[name=evening-place]").first)
    walk.dock(".main:not([aria-disabled=true])").wait_for()
    yield walk.here("plan/evening-chosen")
    yield walk.turn(walk.dock(), "today/evening")
    yield from _evenings(walk, date.fromisoformat(today))
    yield walk.go("urge/call", "/own")
    walk.go("urge")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("something_else")), "urge/ways-own")
    walk.page.locator(".more-ways").click()
    walk.page.locator(".dock .main, main button.row", has_text=re.compile("^(Bølgen|The Wave)")).first.click()
    walk.page.locator(".wave").wait_for()
    yield walk.here("urge/wave-own")
    # Some minutes on, at the top of it.
    walk.page.evaluate("globalThis.ahead = 300_000")
    walk.main(".from-self .calm-photo[data-drawn]").wait_for()
    yield walk.here("urge/wave-from-yourself")
    walk.page.evaluate("globalThis.ahead = 0")
    walk.page.locator(".how-strong").click()
    walk.phone.log_strength(7)
    walk.turn(walk.dock(), "urge/again")
    yield walk.turn(walk.page.locator("fieldset.ten button").nth(3), "urge/end-own")
    walk.page.locator(".set-off").click()
    yield walk.here("urge/end-set-off")
    walk.page.locator(".back").click()


def _from_yourself(walk: Walk) -> Iterator[Stop]:
    """Words, a photo that is chosen and kept, and a recording that is not saved yet."""
    yield walk.go("calm")
    yield walk.go("calm/words")
    walk.page.get_by_label(walk.words("calm_words_ask")).fill("Ring Ola.")
    yield walk.go("calm/photo")
    picture = base64.b64decode(walk.page.evaluate(PICTURE))
    walk.page.set_input_files("input[type=file]", {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": picture})
    walk.main(".calm-photo[data-drawn]").wait_for()
    yield walk.here("calm/photo/chosen")
    walk.turn(walk.dock(), "calm")
    stop = walk.go("calm/photo", "/kept")
    walk.main(".calm-photo[data-drawn]").wait_for()
    yield stop
    yield walk.go("calm/voice")
    walk.page.evaluate(MICROPHONE)
    walk.dock().click()
    walk.page.get_by_text(walk.words("calm_recording", n=58)).wait_for()
    walk.dock().click()
    walk.main(".calm-play").wait_for()
    yield walk.here("calm/voice/made")
    yield walk.go("calm", "/made")


def _evenings(walk: Walk, today: date) -> Iterator[Stop]:
    """The question after a planned evening, and what is planned for later."""
    # Two days ago: at night nobody is asked about the evening before.
    for days, stage in ((2, "asked"), (-3, "ahead")):
        walk.go(f"plan/evening/{today - timedelta(days)}/evening")
        tick(walk.main("input[name=evening-place]").first)
        stop = walk.turn(walk.dock(), f"today/evening-{stage}")
        walk.page.get_by_text(walk.words("evening_held_partly"), exact=True).wait_for()
        yield stop


def _pace(walk: Walk) -> Iterator[Stop]:
    """The look back at a practice, the fortnight with its advice, the month, a pause and the end."""
    yield walk.go("text/module/harder", "/look-back")
    walk.choose(walk.words("practice_notyet"))
    walk.page.get_by_text(walk.words("look_back_smaller")).wait_for()
    yield walk.here("text/module/harder/smaller")
    yield from _hard_evening(walk)
    yield walk.go("fortnight")
    for question in walk.main("fieldset.ten").all():
        tick(question.locator("input[value='2']"))
    walk.main(".plain-link").first.click()
    yield walk.here("fortnight/more")
    yield walk.turn(walk.dock(), "today/advice")
    walk.go("insights")
    walk.main("summary").last.click()
    yield walk.turn(walk.main("a.row[href*=fortnight]").last, "fortnight/again")
    yield walk.go("month")
    yield walk.turn(walk.dock(".aside button"), "month/end")
    yield walk.turn(walk.main("button.row"), "today/ended")
    walk.page.get_by_role("button", name=walk.words("rest_go_on")).click()
    walk.go("month")
    yield walk.turn(walk.dock(".btn.wide"), "month/pause")
    walk.choose(walk.words("pause_own"))
    yield walk.here("month/pause-until")
    yield walk.turn(walk.dock(), "today/paused")
    yield walk.go("programme", "/paused")
    walk.go("today")
    walk.page.get_by_role("button", name=walk.words("rest_go_on")).click()


def _hard_evening(walk: Walk) -> Iterator[Stop]:
    """The offer before an evening that he has named."""
    walk.go("text/module/harder/risky-evenings")
    tick(walk.main("input[type=checkbox]").first)
    today = date.fromisoformat(walk.page.evaluate("new Date().toLocaleDateString('sv')"))
    tick(walk.main(".chips.week input").nth((today + timedelta(days=1)).weekday()))
    walk.main(".calendar").wait_for()
    stop = walk.go("today", "/evening-offer")
    walk.page.get_by_role("button", name=walk.words("evening_stop")).wait_for()
    yield stop


def _texts(walk: Walk) -> Iterator[Stop]:
    """Every step of the module and every page, with the answers that open something."""
    yield walk.go("text/module/first-hold/reason")
    for step in range(1, 40):
        if walk.page.get_by_role("button", name=walk.words("practice_take")).count():
            break
        more = walk.page.get_by_role("button", name=walk.words("closing_more"))
        skip = walk.page.locator(".dock .aside button")
        if skip.count() and not more.count():
            yield walk.turn(walk.dock(), f"text/module/step-{step}-tried")
            walk.turn(walk.dock(), f"text/module/step-{step}-done")
        yield walk.turn(more if more.count() else walk.dock(), f"text/module/step-{step + 1}")
    yield walk.turn(walk.dock(), "text/module/closing")
    for page in ("crisis", "found-out", "threatened", "worried", "maybe-under-18", "under-18", "privacy", "lapse"):
        yield walk.go(f"text/page/{page}")
    tick(walk.main("input[name=safety-thoughts]").nth(1))
    yield walk.here("text/page/lapse-asked")
    yield walk.go("text/page/lapse/chain")
    walk.turn(walk.dock(), "today")
    for answer, at in (("no", 0), ("some", 1), ("yes", 2)):
        stop = walk.go("text/page/safety")
        if answer == "no":
            yield stop
        tick(walk.main("input[type=radio]").nth(at))
        yield walk.turn(walk.dock(), f"text/page/safety-{answer}")
    yield walk.go("text/page/safety/signs")
    yield walk.go("today", "/standing")


def _coach(walk: Walk, coach: AtNode) -> Iterator[Stop]:
    """From the consent to the end: a first message, answers of every kind, what can be attached, the rhythm."""
    yield walk.go("coach", "/consent")
    yield walk.turn(walk.dock(), "coach/about")
    walk.main(".choice").nth(2).click()
    yield walk.turn(walk.dock(), "coach/first")
    walk.page.fill("#coach-first", "Kveldene er verst. The evenings are the worst.")
    walk.page.locator(".coach-alias", has_text=re.compile(r"\d")).wait_for()
    yield walk.here("coach/first-written")
    yield walk.turn(walk.dock(), "coach/begun")
    until(lambda: bool(coach.threads()), walk.page)
    coach.reads()
    coach.says("Takk for at du skrev.\nHva gjør du på fredag når de andre har lagt seg?")
    soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    coach.answers({"kind": "agreement", "name": "Kari", "text": "Legg bort mobilen", "date": soon, "time": "21:30"})
    coach.answers({"kind": "absence", "name": "Kari", "until": soon, "text": "Ola svarer så lenge."})
    yield walk.go("today", "/answered")
    # It opens at the first new answer, not at its title.
    walk.page.goto(f"{walk.phone.origin}/#/coach")
    walk.page.get_by_role("button", name=walk.words("coach_agree_yes")).wait_for()
    yield walk.here("coach/answers")
    walk.main(".coach-standing button").first.click()
    yield walk.here("coach/take-back")
    walk.page.get_by_role("button", name=walk.words("coach_agree_yes")).click()
    walk.page.get_by_text(walk.words("coach_was_accepted")).first.wait_for()
    yield walk.here("coach/agreed")
    for path in ("summary", "plan", "tell", "who", "renew", "consent"):
        yield walk.go(f"coach/{path}")
    yield walk.go("coach/rhythm")
    walk.main(".choice").first.click()
    yield walk.here("coach/rhythm/chosen")
    yield walk.go("coach/checkin")
    walk.phone.strength(6)
    yield walk.here("coach/checkin/chosen")
    yield walk.go("consents", "/coach")
    yield walk.go("coach/close")
    yield walk.turn(walk.dock(), "coach/closed")


def _warned(walk: Walk) -> Iterator[Stop]:
    """A server that no longer understands this app: one warning on Today, and all of them on More."""
    walk.phone.expect_faults(r"404 .*/sync$")
    walk.page.route(
        "**/api/vaults/*/sync",
        lambda route: route.fulfill(status=404, json={"type": "/problems/no-such-page", "status": 404}),
    )
    walk.page.evaluate("dispatchEvent(new Event('online'))")
    for root in ("today", "more"):
        stop = walk.go(root, "/warned")
        walk.page.get_by_text(walk.words("refused_newer")).wait_for()
        yield stop
    walk.page.unroute("**/api/vaults/*/sync")
    walk.page.evaluate("dispatchEvent(new Event('online'))")
    walk.page.get_by_text(walk.words("refused_newer")).wait_for(state="detached")


def _more(walk: Walk) -> Iterator[Stop]:
    """Reminders, consents, the code again, and the end of everything."""
    walk.go("reminders")
    walk.dock().click()
    walk.page.get_by_text(walk.words("reminders_delivery")).wait_for()
    yield walk.here("reminders/on")
    yield walk.go("consents")
    yield walk.go("figures")
    yield walk.turn(walk.dock(), "figures/agreed")
    yield walk.go("storage", "/kept")
    yield walk.go("code", "/again")
    yield from _files(walk)
    yield walk.go("erased")
    yield walk.turn(walk.page.locator(".dock .btn.wide").last, "erased/sure")
    yield walk.go("signin/moved")
    yield from _devices(walk)
    yield walk.go("delete")
    walk.dock().click()
    walk.page.wait_for_function(ARRIVED, arg="delete")
    walk.page.get_by_text(walk.words("deleted_all")).wait_for()
    yield Stop("delete/deleted", arrived=True)


def _devices(walk: Walk) -> Iterator[Stop]:
    """Where the diary is open, and the move to another code, without a connection and then with one."""
    yield walk.go("devices")
    yield walk.turn(walk.main("button.row").first, "devices/one")
    walk.turn(walk.page.locator(".back"), "devices")
    yield walk.turn(walk.main("button.row").last, "devices/leave")
    yield walk.go("known-code")
    walk.go("known-code/device")
    yield walk.turn(walk.dock(), "known-code/show")
    walk.main("ol.code li").nth(6).wait_for()
    groups = walk.main("ol.code li").all_inner_texts()
    yield walk.turn(walk.dock(), "known-code/type")
    [asked] = re.findall(r"\d", walk.page.locator("label[for=group]").inner_text())
    walk.phone.expect_faults("ERR_INTERNET_DISCONNECTED")
    walk.phone.context.set_offline(True)
    walk.page.fill("#group", groups[int(asked) - 1])
    walk.turn(walk.dock(), "known-code")
    walk.main(".notice").wait_for()
    yield walk.here("known-code/waits")
    walk.phone.context.set_offline(False)
    walk.page.evaluate("dispatchEvent(new Event('online'))")
    walk.page.get_by_text(walk.words("moved_title")).wait_for()
    yield walk.here("known-code/moved")


def _files(walk: Walk) -> Iterator[Stop]:
    """The diary taken out: sealed, readable, on paper, to another place; and a file that is not ours."""
    yield walk.go("export")
    yield walk.go("export/sealed")
    walk.dock(".aside button").click()
    yield walk.here("export/sealed/without-code")
    yield walk.turn(walk.dock(), "export/password")
    yield walk.turn(walk.dock(), "export/ready")
    yield walk.go("export/readable")
    yield walk.go("export/sheet")
    yield walk.go("move")
    yield walk.go("move/erase")
    yield walk.go("import", "/again")
    walk.page.set_input_files("input[type=file]", {"name": "n.pdf", "mimeType": "", "buffer": b"%PDF-1.7"})
    walk.page.get_by_role("alert").wait_for()
    yield walk.here("import/foreign")


def _relative(walk: Walk) -> Iterator[Stop]:
    """After the first two: somebody close to him, with a week of own days."""
    walk.go("what")
    tick(walk.page.get_by_label(walk.words("what_happened")).first)
    yield walk.here("what/happened")
    walk.choose(walk.words("what_relative"))
    yield walk.turn(walk.dock(), "text/page/safety-before")
    yield walk.turn(walk.page.get_by_role("button", name=walk.words("skip_over"), exact=True), "text/module/near")
    yield walk.go("insights", "/near-empty")
    today = date.fromisoformat(walk.page.evaluate("new Date().toLocaleDateString('sv')"))
    for days in range(5):
        walk.go(f"checkin/{today - timedelta(days)}")
        tick(walk.main("input[name=sleep]").nth(days % 3))
        tick(walk.main(f"input[name=mood][value='{days + 3}']"))
    walk.go("insights")
    for details in walk.main("summary").all():
        details.click()
    yield walk.here("insights/near")
    yield walk.go("summary", "/near")
    yield walk.go("today", "/near")
    tick(walk.main("input[name=mood][value='1']"))
    yield walk.here("today/near-low")
    yield walk.go("checkin", "/near")
    yield walk.go("diary", "/near")
    tick(walk.main(".looking input").nth(1))
    yield walk.here("diary/near-month")
    tick(walk.main(".looking input").nth(0))
    walk.main("button.row").click()
    yield walk.here("diary/near-day")
    yield walk.turn(walk.main(".rows .row").first, "entry/near")
    yield walk.turn(walk.dock("a.btn"), "entry/near-change")
    yield walk.go("help", "/near")
    yield walk.go("urge", "/near")
    yield walk.go("urge/holds-me")
