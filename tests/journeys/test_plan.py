"""The plan: put in one's own order with a mouse, a finger or the keyboard, and followed wherever its lines are shown;
people to ring, written straight into it; a thing to do instead with a day of its own; and one sheet of paper.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from tests.journeys.doing import go
from tests.journeys.phone import Locale, Phone
from tests.journeys.usable import axe, small_targets, too_wide
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

MONDAY = {"nb": "Man", "en": "Mon"}


@pytest.fixture
def phone(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Phone]:
    locale: Locale = getattr(request, "param", "nb")
    phone = Phone.take(browser, live.url, locale, worker=True)
    # A Monday afternoon, so that a day of the week can be now.
    phone.page.clock.install(time="2026-11-23T16:30:00")
    phone.open()
    phone.worker_ready()
    yield phone
    phone.close()


def _answer(phone: Phone, step: str, *chosen: int, own: str = "") -> None:
    go(phone, f"text/module/first-hold/{step}/edit")
    for at in chosen:
        phone.page.locator("main .exercise label input").nth(at).check(force=True)
    if own:
        phone.page.locator("main .own-lines input").last.fill(own)
    phone.page.clock.run_for(1000)
    phone.page.locator(".kept:not(:empty)").wait_for()
    phone.page.locator(".dock .main").click()


def _a_plan(phone: Phone) -> None:
    _answer(phone, "reason", 0, 1, 2)
    _answer(phone, "trigger", 0)
    _answer(phone, "first-plan", 0)


def _part(phone: Phone, name: str) -> Locator:
    heading = phone.page.get_by_role("heading", name=Words(phone.locale)(name), exact=True)
    return phone.page.locator("section.part", has=heading)


def _order(phone: Phone) -> list[str]:
    return _part(phone, "place_reasons").locator(".own").all_inner_texts()


def _middle(row: Locator) -> tuple[float, float]:
    box = row.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _by_finger(phone: Phone, grip: Locator, to: float) -> None:
    """A finger put down on the grip, moved and lifted, as the browser gets it from a screen."""
    x, y = _middle(grip)
    session: CDPSession = phone.context.new_cdp_session(phone.page)
    for kind, at in (("touchStart", y), ("touchMove", y + (to - y) / 2), ("touchMove", to), ("touchEnd", None)):
        points = [] if at is None else [{"x": x, "y": at}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_the_order_is_his_own_by_mouse_finger_and_keyboard_and_everything_follows_it(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    _a_plan(phone)
    go(phone, "plan")
    first, second, third = _order(phone)
    phone.press(words("plan_order"), "button")
    reasons = _part(phone, "place_reasons")
    rows = reasons.locator("li")
    expect(rows).to_have_count(3)
    # The other places have one line each: nothing to put in order.
    expect(page.locator("section.part")).to_have_count(1)
    grips = reasons.locator(".grip")
    box = grips.first.bounding_box()
    assert box is not None
    assert box["width"] >= 48
    assert box["height"] >= 48
    assert axe(page) == []
    assert small_targets(page) == []
    assert too_wide(page) == []

    # With a mouse: the third to the top, and while it is held the place is marked.
    x, y = _middle(grips.nth(2))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 40, steps=3)
    page.mouse.move(x, _middle(rows.nth(0))[1] - 8, steps=3)
    expect(rows.nth(0)).to_have_class("above")
    page.mouse.up()
    expect(reasons.locator(".own")).to_have_text([third, first, second])
    expect(page.get_by_role("status")).to_have_text(words("moved_to", words=third, place=1, of=3))

    # With a finger: the first past the last. Escape in the middle of it changes nothing.
    _by_finger(phone, grips.nth(0), _middle(rows.nth(2))[1] + 12)
    expect(reasons.locator(".own")).to_have_text([first, second, third])
    x, y = _middle(grips.nth(0))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 300, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(reasons.locator(".own")).to_have_text([first, second, third])
    expect(rows.locator("xpath=self::*[@style and @style!='']")).to_have_count(0)

    # With the keyboard: the same button keeps the focus and says where the line is; at the end there is nowhere to go.
    down = page.get_by_role("button", name=words("move_down_this", words=first), exact=True)
    down.focus()
    page.keyboard.press("Enter")
    expect(reasons.locator(".own")).to_have_text([second, first, third])
    expect(down).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(words("moved_to", words=first, place=2, of=3))
    page.keyboard.press("Space")
    expect(reasons.locator(".own")).to_have_text([second, third, first])
    expect(down).to_be_focused()
    expect(down).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    expect(reasons.locator(".own")).to_have_text([second, third, first])

    # It rests in the diary: another visit, the card and the urge tool's reasons have it.
    phone.press(words("done"), "button")
    expect(page.get_by_role("heading", name=words("my_plan"), exact=True)).to_be_visible()
    page.reload()
    go(phone, "plan")
    assert _order(phone) == [second, third, first]
    go(phone, "today")
    expect(_part(phone, "plan_title").locator(".own").first).to_have_text(second)
    go(phone, "urge/reasons")
    expect(page.locator("main .reason")).to_have_text(second)

    # What is written afterwards comes last, and nothing is lost.
    go(phone, "text/module/first-hold/reason/edit")
    page.locator("main .exercise label input").nth(0).uncheck(force=True)
    _answer(phone, "reason", 3)
    go(phone, "plan")
    now = _order(phone)
    assert now[:-1] == [it for it in (second, third, first) if it != now[-1]][: len(now) - 1]
    assert len(now) == 3


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_people_are_written_rung_changed_and_taken_out_straight_from_the_plan(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    go(phone, "plan")
    phone.press(words("person_add"), "button")
    save = page.locator(".dock .main")

    def saved() -> None:
        save.click()
        expect(page.get_by_role("heading", name=words("my_plan"), exact=True)).to_be_visible()

    expect(save).to_have_attribute("aria-disabled", "true")
    expect(save).to_have_text(words("person_name_first"))
    assert axe(page) == []
    page.get_by_label(words("person_name"), exact=True).fill("Kari")
    page.get_by_label(words("person_phone"), exact=True).fill("ring meg")
    # Half written it outlives the page, and stands in no plan before it is saved.
    page.reload()
    go(phone, "plan")
    phone.press(f"Kari {words('person_begun')}", "button")
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("Kari")
    expect(page.get_by_label(words("person_phone"), exact=True)).to_have_value("ring meg")
    expect(page.get_by_text(words("phone_wrong"))).to_be_visible()
    expect(save).to_have_attribute("aria-disabled", "true")
    # Kept as it is typed, dialled without the blanks.
    page.get_by_label(words("person_phone"), exact=True).fill("+47 412 34 567")
    saved()
    kari = _part(phone, "place_people").get_by_role("link", name=re.compile("Kari.*412", re.DOTALL))
    expect(kari).to_have_attribute("href", "tel:+4741234567")
    message = page.get_by_role("link", name=words("write_to", whom="Kari"))
    expect(message).to_have_attribute("href", "sms:+4741234567")
    assert axe(page) == []
    assert small_targets(page) == []

    # Nothing of it stands on the card at a glance, until he says so.
    phone.press(words("person_add"), "button")
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("")
    page.get_by_label(words("person_name"), exact=True).fill("Bror")
    page.get_by_label(words("person_phone"), exact=True).fill("41 23 45 68")
    saved()
    go(phone, "today")
    card = _part(phone, "plan_title")
    expect(card).to_contain_text("Kari")
    expect(card.locator("a[href^='tel:']")).to_have_count(0)
    go(phone, "plan")
    page.get_by_role("button", name=words("change_this", what="Kari"), exact=True).click()
    expect(page.get_by_label(words("person_phone"), exact=True)).to_have_value("+47 412 34 567")
    page.get_by_label(re.compile("^" + re.escape(words("person_on_card")))).check(force=True)
    page.get_by_label(words("person_name"), exact=True).fill("Kari på jobb")
    saved()
    go(phone, "today")
    expect(card).to_contain_text("Kari på jobb")
    expect(card.locator("a[href='tel:+4741234567']")).to_be_visible()

    # In a hard moment the first in his order is rung first.
    go(phone, "plan")
    phone.press(words("plan_order"), "button")
    page.get_by_role("button", name=words("move_up_this", words="Bror"), exact=True).click()
    phone.press(words("done"), "button")
    expect(page.get_by_role("heading", name=words("my_plan"), exact=True)).to_be_visible()
    page.reload()
    go(phone, "urge/call")
    expect(page.locator(".calls .person b")).to_have_text(["Bror", "Kari på jobb"])
    expect(page.locator(".calls a[href='tel:41234568']")).to_be_visible()
    expect(page.locator(".calls a[href^='sms:41234568']")).to_be_visible()

    # Taken out, and back again; then out for good.
    go(phone, "plan")
    people = _part(phone, "place_people")
    for undone in (True, False):
        page.get_by_role("button", name=words("change_this", what="Bror"), exact=True).click()
        phone.press(words("own_remove"), "button")
        expect(page.get_by_text(words("own_taken", words="Bror"))).to_be_visible()
        expect(people.get_by_text("Bror", exact=True)).to_have_count(0)
        if undone:
            phone.press(words("undo"), "button")
            expect(people.get_by_text("Bror", exact=True)).to_be_visible()
    page.reload()
    go(phone, "plan")
    expect(people.locator("b")).to_have_text(["Kari på jobb"])


def _write_person(page: Page, words: Words, name: str, number: str = "") -> None:
    page.get_by_label(words("person_name"), exact=True).fill(name)
    if number:
        page.get_by_label(words("person_phone"), exact=True).fill(number)


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_the_plan_says_what_was_begun_of_somebody_and_not_saved_and_it_can_be_given_up(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    begun = page.get_by_role("button", name=f"Kari {words('person_begun')}", exact=True)
    go(phone, "plan")
    phone.press(words("person_add"), "button")
    _write_person(page, words, "Kari")
    phone.press(words("back"))
    expect(begun).to_be_visible()
    assert axe(page) == []

    # The next one begins empty; who was begun is gone on with, or given up, or taken back.
    phone.press(words("person_add"), "button")
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("")
    expect(page.get_by_text(words("person_left"))).to_have_count(0)
    phone.press(words("back"))
    for taken_back in (True, False):
        begun.click()
        expect(page.get_by_text(words("person_left"))).to_be_visible()
        expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("Kari")
        assert axe(page) == []
        phone.press(words("own_remove"), "button")
        expect(page.get_by_text(words("own_taken", words="Kari"))).to_be_visible()
        expect(begun).to_have_count(0)
        if taken_back:
            phone.press(words("undo"), "button")

    # A change that was left: the plan has the name that was saved, and says so in both places.
    phone.press(words("person_add"), "button")
    _write_person(page, words, "Bror", "41 23 45 68")
    page.locator(".dock .main").click()
    people = _part(phone, "place_people")
    unsaved = people.get_by_text(words("person_change_left"))
    change = page.get_by_role("button", name=words("change_this", what="Bror"), exact=True)
    change.click()
    expect(page.get_by_text(words("person_discard"))).to_have_count(0)
    _write_person(page, words, "Broren min")
    phone.press(words("back"))
    expect(unsaved).to_be_visible()
    expect(people.locator(".person b")).to_have_text(["Bror"])
    assert axe(page) == []
    change.click()
    expect(page.get_by_text(words("person_left_change", who="Bror, 41 23 45 68"))).to_be_visible()
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("Broren min")
    phone.press(words("person_discard"), "button")
    expect(page.get_by_text(words("person_discarded"))).to_be_visible()
    expect(unsaved).to_have_count(0)
    change.click()
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("Bror")


def test_two_tabs_with_somebody_new_each_keep_what_was_typed_in_them(phone: Phone) -> None:
    words = Words(phone.locale)
    go(phone, "plan")
    other = Phone(phone.context, phone.context.new_page(), phone.origin, phone.locale)
    other.open()
    go(other, "plan")
    for tab in (phone, other):
        tab.press(words("person_add"), "button")
    _write_person(phone.page, words, "Kari")
    _write_person(other.page, words, "Ola")
    for tab in (phone, other):
        tab.page.clock.run_for(1000)
    # Saved in one tab, it takes nothing from the other, whose words have come to rest.
    phone.page.locator(".dock .main").click()
    people = _part(phone, "place_people")
    expect(people.locator(".person b")).to_have_text(["Kari"])
    expect(people.get_by_role("button", name=f"Ola {words('person_begun')}", exact=True)).to_be_visible()
    expect(other.page.get_by_label(words("person_name"), exact=True)).to_have_value("Ola")
    other.page.locator(".dock .main").click()
    expect(people.locator(".person b")).to_have_text(["Kari", "Ola"])
    expect(people.get_by_text(words("person_begun"))).to_have_count(0)


# As when the page is closed between the saving and the end of its draft: the draft is never taken away.
DRAFTS_STAY = """
const take = IDBObjectStore.prototype.delete;
IDBObjectStore.prototype.delete = function (key) {
  return this.name === 'here' && window.stays ? this.get(key) : take.call(this, key);
};
"""


def test_a_page_closed_right_after_the_saving_does_not_offer_somebody_anew(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", before=DRAFTS_STAY)
    page = phone.page
    words = Words("nb")
    phone.open()
    go(phone, "plan")
    phone.press(words("person_add"), "button")
    _write_person(page, words, "Kari", "41 23 45 67")
    page.evaluate("window.stays = true")
    page.locator(".dock .main").click()
    expect(page.get_by_role("heading", name=words("my_plan"), exact=True)).to_be_visible()
    page.reload()
    go(phone, "plan")
    expect(_part(phone, "place_people").locator(".person b")).to_have_text(["Kari"])
    expect(page.get_by_text(words("person_begun"))).to_have_count(0)
    phone.press(words("person_add"), "button")
    expect(page.get_by_label(words("person_name"), exact=True)).to_have_value("")
    phone.press(words("back"))
    # Taken out of the plan he does not come back as begun.
    page.get_by_role("button", name=words("change_this", what="Kari"), exact=True).click()
    phone.press(words("own_remove"), "button")
    expect(page.get_by_text(words("own_taken", words="Kari"))).to_be_visible()
    expect(page.get_by_text(words("person_begun"))).to_have_count(0)
    phone.close()


def test_somebody_written_in_an_exercise_is_changed_there_from_the_plan(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    go(phone, "text/page/threatened")
    [step] = page.evaluate(
        """async () => {
          const { bundle } = await fetch('/api/content/nb').then((it) => it.json());
          const { pages } = await fetch(bundle).then((it) => it.json());
          return pages.threatened.steps.filter((it) => it.exercise?.becomes === 'call').map((it) => it.id);
        }"""
    )
    go(phone, f"text/page/threatened/{step}/edit")
    page.locator("main .own-lines input").first.fill("Onkel")
    page.locator("main .own-lines input[type=tel]").first.fill("22 22 22 22")
    page.clock.run_for(1000)
    page.locator(".kept:not(:empty)").wait_for()
    go(phone, "plan")
    page.get_by_role("button", name=words("change_this", what="Onkel"), exact=True).click()
    page.get_by_label(words("person_name"), exact=True).fill("Onkel Per")
    page.get_by_label(words("person_phone"), exact=True).fill("33 33 33 33")
    page.locator(".dock .main").click()
    expect(page.locator("a[href='tel:33333333']")).to_contain_text("Onkel Per")
    go(phone, f"text/page/threatened/{step}/edit")
    expect(page.locator("main .own-lines input").first).to_have_value("Onkel Per")
    expect(page.locator("main .own-lines input[type=tel]").first).to_have_value("33 33 33 33")


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_something_to_do_instead_gets_a_day_and_is_offered_when_it_is_that_time(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    _a_plan(phone)
    go(phone, "plan")
    line = _part(phone, "place_plans").locator(".own").last.inner_text()
    phone.press(words("week_put_this", what=line), "button")
    page.get_by_label(MONDAY[phone.locale], exact=True).first.check(force=True)
    page.get_by_label(words("what_time"), exact=True).fill("18:00")
    expect(page.locator("table").first).to_be_visible()
    expect(page.get_by_text(words("remind_ask")).first).to_be_visible()
    assert axe(page) == []
    phone.press(words("done"), "button")
    phone.page.locator(".dock button", has_text=words("print")).wait_for()
    expect(_part(phone, "place_plans")).to_contain_text(words("day_at", day=words("every_mon"), at="18:00"))
    go(phone, "today")
    expect(_part(phone, "tonight_planned")).to_contain_text(line)

    def in_the_tool() -> Locator:
        go(phone, "urge")
        if page.locator("fieldset.ten").count():
            phone.strength(7)
            phone.press(words("continue"), "button")
        return page.locator("main .rows .row", has_text=words("planned_now"))

    planned = in_the_tool()
    expect(planned).to_contain_text(line)
    planned.click()
    expect(page.locator("main .own").first).to_have_text(line)
    phone.press(words("something_else"), "button")
    # Three hours later it is not what one has planned for now.
    page.clock.fast_forward(5 * 3_600_000)
    page.reload()
    expect(in_the_tool()).to_have_count(0)

    go(phone, "plan")
    page.get_by_role("button", name=words("week_change_this", what=line), exact=True).click()
    phone.press(words("week_out"), "button")
    phone.press(words("done"), "button")
    expect(_part(phone, "place_plans")).not_to_contain_text(words("every_mon"))
    page.reload()
    go(phone, "plan")
    expect(_part(phone, "place_plans")).not_to_contain_text(words("every_mon"))


@pytest.mark.parametrize("phone", ["nb", "en"], indirect=True)
def test_it_prints_as_one_sheet_under_the_neutral_name_without_the_safety_plan(phone: Phone) -> None:
    page = phone.page
    words = Words(phone.locale)
    _a_plan(phone)
    _answer(phone, "barrier", own="Laderen står i gangen")
    go(phone, "plan")
    phone.press(words("person_add"), "button")
    page.get_by_label(words("person_name"), exact=True).fill("Kari")
    page.get_by_label(words("person_phone"), exact=True).fill("41 23 45 67")
    page.locator(".dock .main").click()
    expect(_part(phone, "place_people")).to_contain_text("Kari")
    go(phone, "text/page/safety/signs")
    page.locator("main input:not([type=radio]):not([type=checkbox]), main textarea").first.fill("Sover lite")
    page.clock.run_for(1000)
    page.locator(".kept:not(:empty)").first.wait_for()
    go(phone, "plan")

    def paper() -> tuple[int, str]:
        """How many sheets, and what stands on them."""
        sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        page.emulate_media(media="print")
        text = page.locator("body").inner_text()
        page.emulate_media(media="null")
        return sheets, text

    pages, text = paper()
    assert pages == 1
    assert text.strip().split("\n")[0] == "Fotfeste"
    assert "Laderen står i gangen" in text
    assert "Kari" in text
    assert "41 23 45 67" in text.replace("\u00a0", " ")
    for shell in (
        "leave",
        "back",
        "print",
        "plan_order",
        "person_add",
        "change",
        "write_message",
        "week_put",
        "my_plan",
    ):
        assert words(shell) not in text, shell
    assert "Sover lite" not in text
    expect(page.locator("main")).not_to_contain_text("Sover lite")
    page.get_by_label(re.compile("^" + re.escape(words("plan_with_safety")))).check(force=True)
    pages, text = paper()
    assert pages == 1
    assert "Sover lite" in text
