"""The programme as it is gone through: a whole module of his, with a card in three minutes, and of theirs, an answer
that goes onward and is changed, the day after a purchase, and the safety plan for as long as it stands.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.answering import NUMBER, Answering
from tests.journeys.doing import go
from tests.journeys.locking import new_pin
from tests.journeys.phone import Locale, Phone
from tests.journeys.reading import READS, way_to
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A Wednesday evening.
FIRST_DAY: Final = datetime(2026, 11, 25, 21, 30, tzinfo=ZoneInfo("Europe/Oslo"))

STANDS: Final = 14
"""Days the safety plan stands on Today."""


@pytest.fixture(params=["nb", "en"])
def person(request: pytest.FixtureRequest, browser: Browser, live: Live) -> Iterator[Answering]:
    """Somebody who has just opened the link, with what the server gives that phone."""
    locale: Locale = request.param
    manifest = httpx.get(f"{live.url}/api/content/{locale}").json()
    pack = httpx.get(f"{live.url}{manifest['bundle']}").json()
    origin = live.url.replace("127.0.0.1", "localhost")
    phone = Phone.take(browser, origin, locale, width=320, height=700, reduced_motion=True, before=READS, asks=True)
    phone.page.clock.set_fixed_time(FIRST_DAY)
    phone.open()
    yield Answering(phone, pack)
    phone.close()


def begin(person: Answering, what: str, *, pin: bool = False) -> None:
    """«Kom i gang», «Hva gjelder det?» and «Kan andre åpne denne telefonen?», up to the first module."""
    person.phone.press(person.words("first_begin"))
    person.press(person.words(f"what_{what}"), person.page.locator("main"))
    person.phone.press(person.words("continue"))
    person.phone.press(person.words("shared_yes" if pin else "shared_no"))
    if pin:
        new_pin(person.page, person.words)
    person.main(".progress").wait_for()


def to_the_card(person: Answering) -> tuple[int, float]:
    """The presses and the seconds from the link until the plan card has been read; every digit of a PIN is a press."""
    steps = person.pack["modules"]["first-hold"]["steps"]
    return way_to(next(it["title"] for it in steps if it["id"] == "card"), person.page)


def only_here(person: Answering) -> None:
    """The code is offered, and for now the answers stay on this phone; nothing leads to the beginning again."""
    person.phone.press(person.words("code_only_here"))
    person.phone.press(person.words("here_choose"))
    person.page.locator(".hold").wait_for()
    go(person.phone, "first")
    expect(person.page.locator(".hold")).to_be_visible()


def day(person: Answering, n: int) -> None:
    """So many days after the first, on Today."""
    person.page.clock.set_fixed_time(FIRST_DAY + timedelta(days=n))
    person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    go(person.phone, "today")


def tab(person: Answering, name: str) -> None:
    person.page.locator(".tabs").get_by_role("link", name=person.words(f"tab_{name}"), exact=True).click()


def part(person: Answering, name: str) -> Locator:
    return person.main(".part").filter(has=person.page.get_by_role("heading", name=name, exact=True))


def from_the_list(person: Answering, module: str) -> None:
    """A module by its line in the programme."""
    tab(person, "programme")
    person.page.locator("main .step", has_text=person.pack["modules"][module]["title"]).click()


def practice_stands(person: Answering, module: str) -> None:
    """On Today with what was chosen for it; how it went is one press, and stands there after a cold start."""
    practice = person.pack["modules"][module]["practice"]
    standing = part(person, practice["title"])
    expect(standing).to_contain_text(f"{practice['do']} {practice['when']}")
    for words in (it for name in practice["show"] for it in person.given[name]):
        expect(standing.locator(".own", has_text=words)).to_be_visible()
    person.press(person.words("practice_tried"), standing)
    tried = standing.get_by_label(person.words("practice_tried"), exact=True)
    for again in (lambda: tab(person, "programme"), person.page.reload):
        again()
        tab(person, "today")
        expect(tried).to_be_checked()


def card_says(person: Answering, *answers: str) -> None:
    """The plan card on Today, from its first line to its last."""
    said = [words for name in answers for words in person.given[name]]
    card = part(person, person.words("plan_title")).locator(".plan .own")
    expect(card).to_have_text(said)


def test_a_card_within_three_minutes_and_what_was_answered_goes_onward(person: Answering) -> None:
    page, modules = person.page, person.pack["modules"]
    begin(person, "again")
    person.module("first-hold")
    presses, seconds = to_the_card(person)
    assert presses < 25
    assert seconds < 180
    only_here(person)
    practice_stands(person, "first-hold")
    card_says(person, "reason", "first-plan", "barrier")

    # The practice is answered, so the third module opens with the reason given in the first.
    from_the_list(person, "your-reasons")
    person.at(modules["your-reasons"]["steps"][0]["title"])
    person.sees(["reason"])

    # Another reason, where it was first asked for: it stands in both places, and the old one in neither.
    asked = next(it for it in modules["first-hold"]["steps"] if it["id"] == "reason")
    options = asked["exercise"]["options"]
    from_the_list(person, "first-hold")
    person.at(asked["title"])
    person.press(options[0]["label"])
    person.press(options[2]["label"])
    person.kept(asked["exercise"])
    person.given["reason"] = [options[2]["label"]]
    tab(person, "today")
    card_says(person, "reason", "first-plan", "barrier")
    from_the_list(person, "your-reasons")
    expect(person.main(".shown .own")).to_have_text(person.given["reason"])

    # And in own words, by the way back from what it is shown in.
    own = person.own["write"]
    page.get_by_role("link", name=person.words("change_this", what=asked["exercise"]["ask"])).click()
    person.press(options[2]["label"])
    page.get_by_label(person.words("own_words"), exact=True).fill(own)
    person.kept(asked["exercise"])
    person.dock()
    expect(person.main(".shown .own")).to_have_text([own])
    person.given["reason"] = [own]
    tab(person, "today")
    card_says(person, "reason", "first-plan", "barrier")


def test_with_a_pin_too_the_card_takes_fewer_than_25_presses(person: Answering) -> None:
    begin(person, "again", pin=True)
    person.module("first-hold")
    presses, _ = to_the_card(person)
    assert presses < 25


def test_a_whole_step_of_somebody_close_to_him(person: Answering) -> None:
    module = person.pack["modules"]["right-now"]
    health = next(it for it in module["steps"] if it.get("exercise", {}).get("keep") == "none")
    begin(person, "relative")
    person.module("right-now", {"how-now": 1})
    only_here(person)
    practice_stands(person, "right-now")

    # Whom to tell can be rung, and the answer about one's health was kept nowhere.
    go(person.phone, "plan")
    expect(person.main(f"a[href='tel:{NUMBER}']", person.own["person"])).to_be_visible()
    go(person.phone, "today")
    from_the_list(person, "right-now")
    go(person.phone, f"text/module/right-now/{health['id']}")
    person.at(health["title"])
    expect(person.main(".choice input:checked")).to_have_count(0)


def bought(person: Answering) -> None:
    """«Jeg kjøpte»: the page opens with what is urgent, asks for the next hour and for safety, and sends him to bed."""
    page, lapse = person.page, person.pack["pages"]["lapse"]
    tomorrow = next(at for at, it in enumerate(lapse["steps"]) if it["id"] == lapse["later"][0]["from"])
    page.locator(".hold .side").click()
    person.phone.press(person.words("log_bought"))
    person.at(lapse["title"])
    for at, step in enumerate(lapse["steps"]):
        expect(page.get_by_role("heading", name=step["title"], exact=True)).to_have_count(1 if at < tomorrow else 0)
    expect(person.main("a[href='tel:116117']").first).to_be_visible()
    asked = next(it for it in lapse["steps"] if it["id"] == lapse["ask_safety_after"])
    person.step(asked)
    safety = person.pack["pages"]["safety"]["steps"][0]
    no = safety["exercise"]["options"][0]
    person.press(no["label"], part(person, safety["title"]))
    expect(part(person, safety["title"])).to_contain_text(no["reply"][0]["words"][0])
    person.phone.press(person.words("page_do_now"))


def test_the_day_after_a_purchase_comes_back_until_it_has_been_gone_through(person: Answering) -> None:
    page, lapse = person.page, person.pack["pages"]["lapse"]
    chain, turn, change, *_ = (it for it in lapse["steps"] if it["id"] in ("chain", "turn", "change"))
    begin(person, "again")
    go(person.phone, "today")
    bought(person)
    back = part(person, person.words("today_due"))
    expect(page.locator(".hold")).to_be_visible()
    expect(back).to_have_count(0)

    # It waits overnight and comes by itself; left in the middle it stands there again, with what was written.
    day(person, 1)
    back.get_by_role("link", name=chain["title"]).click()
    person.at(chain["title"])
    first, *others = chain["exercise"]["boxes"]
    page.get_by_label(first["label"], exact=True).fill(person.own["box"][0])
    person.kept(chain["exercise"], person.main(".first-step"))
    person.phone.press(person.words("back"))
    day(person, 2)
    back.get_by_role("link", name=chain["title"]).click()
    expect(person.main(".chain:not(.given) .answer")).to_have_text([person.own["box"][0]])
    for box, words in zip(others, person.own["box"][1:], strict=False):
        page.get_by_label(box["label"], exact=True).fill(words)
        if box is not others[-1]:
            person.phone.press(person.words("next_link"), "button")
    person.kept(chain["exercise"], person.main(".first-step"))
    within = part(person, turn["title"])
    expect(within.locator(".chain.given li")).to_have_count(len(chain["exercise"]["boxes"]))
    within.get_by_label(turn["exercise"]["ask"], exact=True).fill(person.own["write"])
    changed = change["exercise"]["options"][1]["label"]
    person.press(changed, part(person, change["title"]))
    person.main(".place .chips label").nth(2).click()
    expect(person.main(".calendar td.planned").first).to_be_visible()
    person.phone.press(person.words("done"), "button")

    # Gone through, it stays away; the one change is a barrier of the plan.
    for n in (2, 3):
        day(person, n)
        expect(page.locator(".hold")).to_be_visible()
        expect(back).to_have_count(0)
    expect(part(person, person.words("plan_title")).locator(".own", has_text=changed)).to_be_visible()


def make_the_plan(person: Answering) -> list[str]:
    """Every question of the safety plan; what its lines will say."""
    safety = person.pack["pages"]["safety"]
    lines: list[str] = []
    for step in safety["steps"]:
        if "safety" not in step.get("exercise", {}).get("plan", []):
            continue
        within, exercise = part(person, step["title"]), step["exercise"]
        if not within.count():
            within = person.main(".first-step")
        if exercise["options"]:
            person.press(exercise["options"][0]["label"], within)
            lines.append(exercise["options"][0]["label"])
        else:
            within.get_by_label(exercise["ask"], exact=True).fill(person.own["person"])
            within.get_by_label(person.words("phone_of", whom=person.own["person"])).fill(NUMBER)
            lines.append(person.own["person"])
        expect(within.locator(".kept")).to_have_text(person.words("answer_kept_device"))
    return lines


def test_the_safety_plan_stands_on_today_for_fourteen_days(person: Answering) -> None:
    page, safety = person.page, person.pack["pages"]["safety"]
    title, question = safety["steps"][-1]["title"], safety["steps"][0]["exercise"]
    begin(person, "again")
    go(person.phone, "help")
    person.main(".row", safety["title"]).click()
    person.at(safety["steps"][0]["title"])
    person.press(question["options"][1]["label"], person.main(".three"))
    person.dock()
    person.at(person.words("safety_thanks"))
    person.phone.press(person.words("safety_plan_make"))
    lines = make_the_plan(person)
    # All of it stands together at the end, and is not on the copy that leaves the phone.
    for words in lines:
        expect(part(person, title).locator(".shown .own", has_text=words)).to_be_visible()
    person.phone.press(person.words("done"), "button")

    for n in (0, 1, STANDS):
        if n:
            day(person, n)
        standing = part(person, title)
        expect(standing.locator("p.own, .row > span:first-child")).to_have_text(lines)
        expect(standing.locator(f"a[href='tel:{NUMBER}']", has_text=person.own["person"])).to_be_visible()
        expect(standing.locator("a[href='tel:116123']")).to_be_visible()
    day(person, STANDS + 1)
    expect(page.locator(".hold")).to_be_visible()
    expect(part(person, title)).to_have_count(0)

    # «Ja» has 113 under the thumb, and lets the plan stand for as long again.
    go(person.phone, "text/page/safety")
    person.press(question["options"][2]["label"], person.main(".three"))
    person.dock()
    expect(page.locator(".dock a[href='tel:113']")).to_be_visible()
    person.phone.press(person.words("done"))
    expect(part(person, title).locator("p.own, .row > span:first-child")).to_have_text(lines)
