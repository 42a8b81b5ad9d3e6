"""The pace: a week, a fortnight, a month, a pause, the end and what follows it, on a phone whose days go by at once."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.doing import go
from tests.journeys.phone import BOTH, Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A Wednesday noon.
FIRST_DAY = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/Oslo"))

WAITS = {
    "nb": "Fra onsdag 2. desember. Du kan ta den nå.",
    "en": "From Wednesday 2 December. You can take it now.",
}
BOUGHT = {
    "nb": (
        "Du har ikke skrevet noe de siste 28 dagene.",
        "Den 23. desember svarte du 5 kjøp på fire uker.",
        "Lengste tid uten kjøp",
        "ifølge dagboken",
    ),
    "en": (
        "You haven’t written anything in the last 28 days.",
        "On 23 December you counted 5 purchases in four weeks.",
        "Longest time without",
        "according to your diary",
    ),
}
PAUSED = {"nb": "Pause til 1. januar", "en": "A break until 1 January"}
ADVICE = {"nb": "Det kan være lurt å snakke med noen", "en": "It may help to talk to someone"}
NEAR_ADVICE = "Twice in a row you’ve answered that life is hard. You shouldn’t have to carry it alone."


class Person:
    """Somebody who opens the app on some days. `pack` is what the server gives that phone."""

    def __init__(self, browser: Browser, live: Live, locale: Locale) -> None:
        self.phone = Phone.take(
            browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True, worker=True
        )
        self.page = self.phone.page
        self.words = Words(locale)
        manifest = httpx.get(f"{live.url}/api/content/{locale}").json()
        self.pack: dict[str, Any] = httpx.get(f"{live.url}{manifest['bundle']}").json()
        self.page.clock.set_fixed_time(FIRST_DAY)
        self.phone.open()
        self.phone.worker_ready()

    def begin(self, *answers: str) -> None:
        """«Hva gjelder det?», up to the first module."""
        self.phone.press(self.words("first_begin"))
        for answer in answers:
            self.phone.choose(self.words(f"what_{answer}"))
        self.phone.press(self.words("continue"))
        self.page.locator(".progress").wait_for()

    def day(self, n: int) -> None:
        """So many days after the first, on Today."""
        self.page.clock.set_fixed_time(FIRST_DAY + timedelta(days=n))
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        go(self.phone, "today")

    def module(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.pack["modules"][name]
        return found

    def answer(self, module: str, step: str, label: str = "") -> str:
        """Chooses one answer of a step, the first without a label; its words."""
        go(self.phone, f"text/module/{module}/{step}")
        exercise = next(it["exercise"] for it in self.module(module)["steps"] if it["id"] == step)
        words: str = label or exercise["options"][0]["label"]
        self.phone.choose(words)
        self.page.get_by_text(self.words("answer_kept"), exact=True).wait_for()
        return words

    def take(self, module: str) -> None:
        """The last step of a module: its practice is taken."""
        go(self.phone, f"text/module/{module}/practice")
        self.phone.press(self.words("practice_take"))
        expect(self.page.get_by_role("button", name=self.words("practice_take"))).to_have_count(0)
        go(self.phone, "today")

    def row(self, title: str) -> Locator:
        return self.page.locator("main .step", has_text=title)

    def fortnight(self, **given: int) -> None:
        """Answers what is asked every fortnight: 5, unless a word of the question's id says otherwise."""
        self.row(self.words("fortnight_title")).click()
        face = "near" if self.page.locator("body[data-face=near]").count() else "stop"
        for measure in self.pack["measures"]:
            if measure["every"] == 14 and face in measure["for"]:
                value = next((given[word] for word in measure["id"].split("-") if word in given), 5)
                self.page.locator(f"input[name='{measure['id']}'][value='{value}']").check(force=True)
        self.phone.press(self.words("save"))

    def part(self, name: str) -> Locator:
        return self.page.locator("main .part", has=self.page.get_by_role("heading", name=name, exact=True))

    def aside(self, what: str) -> None:
        """«Ikke nå»."""
        self.phone.press(self.words("hide_this", what=what))

    def press(self, key: str) -> None:
        self.phone.press(self.words(key))


def the_first_week(person: Person, track: list[str]) -> str:
    """One entry and the first module, with a trigger that a side path is for; the barrier that was chosen."""
    first = person.module(track[0])
    [stop] = [it for it in person.pack["programmes"] if it["id"] == "stop"]
    triggers = next(it["exercise"]["options"] for it in first["steps"] if it["id"] == "trigger")
    side, label = next(
        (side, option["label"])
        for side in stop["side"]
        for option in triggers
        if option["code"] in stop["offers"].get(side, {}).get("triggers", [])
    )
    person.answer(track[0], "reason")
    person.answer(track[0], "trigger", label)
    barrier = person.answer(track[0], "barrier")
    go(person.phone, "log")
    person.phone.log_strength(4)
    person.page.get_by_text(person.words("about_title")).wait_for()
    person.take(track[0])

    offered = person.row(person.words("side_short"))
    expect(offered).to_be_visible()
    # What it is about may stand on nobody's Today.
    expect(person.page.get_by_text(person.module(side)["title"])).to_have_count(0)
    person.aside(person.words("side_short"))
    expect(offered).to_have_count(0)
    # What was put aside stands in the programme all the same.
    go(person.phone, "programme")
    expect(person.part(person.words("side_paths")).get_by_text(person.module(side)["title"])).to_be_visible()
    return barrier


def the_next_module(person: Person, track: list[str], barrier: str) -> None:
    """It waits a week and can be opened at once; it opens with the practice, and «ikke ennå» makes that smaller."""
    page, words, locale = person.page, person.words, person.words.locale
    first, second = person.module(track[0]), person.module(track[1])
    practice = first["practice"]
    person.day(1)
    parts = page.locator("main .part h2").all_inner_texts()
    assert parts.index(practice["title"]) < parts.index(words("today_next"))
    expect(person.row(second["title"])).to_contain_text(WAITS[locale])

    person.day(7)
    expect(person.row(second["title"])).not_to_contain_text(WAITS[locale])
    expect(person.part(words("seven_title"))).to_be_visible()
    person.row(second["title"]).click()
    expect(page.get_by_role("heading", name=words("look_back_title"))).to_be_visible()
    expect(page.get_by_text(practice["next"])).to_be_visible()
    expect(page.locator("main .own", has_text=barrier)).to_be_visible()
    person.phone.choose(words("practice_notyet"))
    expect(page.get_by_text(practice["smallest"])).to_be_visible()
    person.press("continue")
    expect(page.get_by_role("heading", name=second["title"])).to_be_visible()
    person.press("back")
    expect(page.get_by_label(words("practice_notyet"), exact=True)).to_be_checked()
    person.press("continue")
    page.get_by_role("heading", name=second["title"]).wait_for()
    page.locator(".dock .btn.main").click()
    step = page.get_by_role("heading", name=second["steps"][1]["title"])
    expect(step).to_be_visible()

    go(person.phone, "today")
    # A week has gone: it stands there still, but it is not that of this week.
    expect(person.part(practice["title"])).to_have_count(0)
    expect(person.part(words("practice_since"))).to_contain_text(practice["smallest"])
    expect(person.row(second["title"])).to_contain_text(words("today_page", step=2, of=len(second["steps"]) + 1))
    person.row(second["title"]).click()
    expect(step).to_be_visible()
    person.take(track[1])
    # Done takes the practice off the screen, its answers too.
    person.part(second["practice"]["title"]).get_by_text(words("practice_done"), exact=True).click()
    expect(person.part(second["practice"]["title"])).to_have_count(0)


def half_a_fortnight(person: Person) -> None:
    """What was answered before one left is there the next time, after a cold start too."""
    first = next(it["id"] for it in person.pack["measures"] if it["every"] == 14 and "stop" in it["for"])
    chosen = person.page.locator(f"input[name='{first}'][value='7']")
    person.row(person.words("fortnight_title")).click()
    chosen.check(force=True)
    go(person.phone, "today")
    person.page.reload()
    person.row(person.words("fortnight_title")).click()
    expect(chosen).to_be_checked()
    go(person.phone, "today")


def the_fortnights(person: Person) -> None:
    """Twice low control advises talking to somebody, until that is put aside; Insights shows both, to be changed."""
    page, words, locale = person.page, person.words, person.words.locale
    for day, control in ((14, 3), (28, 2)):
        person.day(day)
        expect(person.part(ADVICE[locale])).to_have_count(0)
        if day == 14:
            half_a_fortnight(person)
        person.fortnight(control=control)
        expect(person.row(words("fortnight_title"))).to_have_count(0)
    expect(person.part(ADVICE[locale])).to_contain_text("Sex og samfunn")
    person.aside(ADVICE[locale])
    expect(person.part(ADVICE[locale])).to_have_count(0)
    go(person.phone, "insights")
    # The diary is silent and the answer five: silence is not called «none», and the answer stands beside it.
    bought = person.part(words("purchases_title"))
    for said in BOUGHT[locale]:
        expect(bought).to_contain_text(said)
    shown = person.part(words("fortnights_title"))
    shown.locator("summary").click()
    assert [cell for cell in shown.locator("tbody tr").all_inner_texts() if cell.split()[-2:] == ["3", "2"]]
    shown.locator(".row").last.click()
    control = next(it["id"] for it in person.pack["measures"] if it["every"] == 14 and "control" in it["id"])
    page.locator(f"input[name='{control}'][value='6']").check(force=True)
    person.press("save")
    person.part(words("fortnights_title")).locator("summary").click()
    assert [cell for cell in shown.locator("tbody tr").all_inner_texts() if cell.split()[-2:] == ["6", "2"]]


def the_month_and_a_pause(person: Person, next_module: str) -> None:
    """Day 30 shows one's own reason; in a pause nothing is offered until its date, or until one goes on."""
    page, words, locale = person.page, person.words, person.words.locale
    person.day(30)
    person.row(words("month_title")).click()
    expect(person.part(words("month_why")).locator(".own")).to_be_visible()
    expect(person.part(words("month_numbers"))).not_to_contain_text(BOUGHT[locale][2])
    person.press("month_pause")
    person.phone.choose(words("pause_week"))
    page.locator(".dock .btn.main").click()
    expect(person.part(PAUSED[locale])).to_be_visible()
    expect(person.row(next_module)).to_have_count(0)
    page.reload()
    expect(person.part(PAUSED[locale])).to_be_visible()
    person.press("rest_go_on")
    expect(person.row(next_module)).to_be_visible()
    expect(person.row(words("month_title"))).to_have_count(0)

    go(person.phone, "month")
    person.press("month_pause")
    person.phone.choose(words("pause_week"))
    page.locator(".dock .btn.main").click()
    expect(person.part(PAUSED[locale])).to_be_visible()
    person.day(37)
    expect(person.part(PAUSED[locale])).to_have_count(0)
    expect(person.row(next_module)).to_be_visible()


def the_end(person: Person, track: list[str]) -> None:
    """Ended, only the follow-ups are left; finished, the first of them comes after its days."""
    words = person.words
    [stop] = [it for it in person.pack["programmes"] if it["id"] == "stop"]
    booster, days = min(stop["boosters"].items(), key=lambda it: it[1])
    go(person.phone, "month")
    person.press("month_end")
    person.page.locator("main button.row").click()
    expect(person.part(words("rest_ended"))).to_be_visible()
    expect(person.row(person.module(track[2])["title"])).to_have_count(0)
    person.press("rest_go_on")
    expect(person.part(words("rest_ended"))).to_have_count(0)
    for module in track[2:]:
        person.take(module)
    person.day(37 + days - 1)
    person.fortnight()
    expect(person.row(person.module(booster)["title"])).to_have_count(0)
    person.day(37 + days)
    expect(person.row(person.module(booster)["title"])).to_be_visible()


@pytest.mark.parametrize("locale", BOTH)
def test_the_programme_goes_at_a_pace_that_can_be_kept(browser: Browser, live: Live, locale: Locale) -> None:
    person = Person(browser, live, locale)
    [stop] = [it for it in person.pack["programmes"] if it["id"] == "stop"]
    track = stop["tracks"]["once"]
    person.begin("once")
    barrier = the_first_week(person, track)
    the_next_module(person, track, barrier)
    the_fortnights(person)
    the_month_and_a_pause(person, person.module(track[2])["title"])
    the_end(person, track)
    person.phone.close()


def test_somebody_close_to_him_has_a_fortnight_and_a_month_of_their_own(browser: Browser, live: Live) -> None:
    person = Person(browser, live, "en")
    [near] = [it for it in person.pack["programmes"] if it["id"] == "near"]
    person.begin("relative")
    person.take(near["modules"][0])
    for day in (14, 28):
        person.day(day)
        expect(person.row(person.module(near["modules"][1])["title"])).to_be_visible()
        person.fortnight(wellbeing=2)
    expect(person.part(ADVICE["en"])).to_contain_text(NEAR_ADVICE)
    person.day(30)
    person.row(person.words("month_title")).click()
    expect(person.page.get_by_text(person.words("month_read_near"))).to_be_visible()
    for word in ("urge", "purchase"):
        expect(person.page.locator("main")).not_to_contain_text(word)
    person.press("month_go_on")
    expect(person.row(person.words("month_title"))).to_have_count(0)
    person.phone.close()
