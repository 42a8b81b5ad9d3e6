"""A person who writes in every field there is, in the order in which the app asks."""

import re
from typing import Any, Final

from playwright.sync_api import expect

from tests.journeys.fields import Writer, exercises

WITHOUT_FIELDS: Final = (
    "first", "what", "urge", "log", "today", "programme", "fortnight", "month", "diary", "insights", "summary", "more",
    "plan", "help", "tools", "reminders", "consents", "language", "mask", "install", "storage", "move",
    "delete", "erased", "devices", "own-words", "shared", "locked", "guest", "coming", "figures", "sofar",
)  # fmt: skip
"""Screens on which nothing is written; `Writer.write` would meet a field that had come to one."""

WITH_FIELDS: Final = (
    "more-about", "checkin", "entry", "calm", "code", "known-code", "signin", "export", "import", "lock", "text",
    "coach",
)  # fmt: skip


def write_everywhere(writer: Writer, bundle: dict[str, Any]) -> str:
    """Types into each field; the recovery code."""
    code = make_a_code(writer)
    write_the_diary(writer)
    sign_in_wrongly(writer)
    take_out_and_in_wrongly(writer)
    move_house_wrongly(writer)
    for kind, text, step, exercise in exercises(bundle):
        writer.answer(kind, text, step, exercise)
    write_a_person(writer)
    write_an_evening(writer)
    write_to_himself(writer)
    write_to_a_coach(writer)
    for screen in WITHOUT_FIELDS:
        writer.go(screen)
        writer.write(screen)
    write_as_a_relative(writer)
    write_a_pin(writer)
    return code


def make_a_code(writer: Writer) -> str:
    """The copy on the server begins when one part of the code has been typed back."""
    page, words = writer.phone.page, writer.words
    writer.go("code")
    writer.phone.press(words("code_make"))
    expect(page.locator("ol.code li")).to_have_count(7)
    groups = [group.strip() for group in page.locator("ol.code li").all_inner_texts()]
    writer.phone.press(words("code_have"))
    writer.write("code")
    writer.phone.press(words("code_check"))
    expect(page.get_by_role("alert")).to_be_visible()
    [asked] = re.findall(r"\d", page.locator("label[for=group]").inner_text())
    page.fill("#group", groups[int(asked) - 1])
    writer.phone.press(words("code_check"))
    page.get_by_text(words("code_done_title")).wait_for()
    return "-".join(groups)


def write_the_diary(writer: Writer) -> None:
    """An urge, a purchase and a check-in, each with all that can be written about it, twice."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    writer.go("log")
    phone.log_strength(6)
    page.get_by_text(words("about_title")).wait_for()
    _add_own_words(writer)
    writer.write("more-about")
    phone.press(words("done"))
    writer.go("log")
    phone.press(words("log_bought"), exact=False)
    writer.arrive("text")
    page.get_by_label(words("lapse_words")).wait_for()
    writer.write("the page of a slip")
    writer.go("checkin")
    phone.answer_day(5)
    writer.write("checkin")
    phone.press(words("save"))
    writer.arrive("today")
    lines = {"a check-in": "diary_checkin", "a purchase": "diary_purchase", "an urge": "diary_urge"}
    for what, line in lines.items():
        writer.go("diary")
        title = re.compile("^" + re.escape(words(line, strength=6)))
        page.locator("main .rows .row", has_text=title).click()
        page.locator(".dock a.btn").wait_for()
        phone.press(words("change"), "link")
        page.locator("main textarea").first.wait_for()
        _add_own_words(writer)
        writer.write(f"entry of {what}")
        phone.press(words("done"))
        page.locator("main dl").first.wait_for()
    writer.go("diary")
    phone.press(words("diary_search"))
    writer.write("diary")


def _add_own_words(writer: Writer) -> None:
    """Opens the field for a short word of his own under each question that has one."""
    add = writer.phone.page.get_by_role("button", name=writer.words("about_add_own"), exact=True)
    while add.count():
        add.first.click()


def write_a_person(writer: Writer) -> None:
    """Somebody to ring, written straight into the plan and opened again."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    writer.go("plan", "person")
    writer.write("plan of a person")
    phone.press(words("save"))
    page.get_by_role("heading", name=words("my_plan"), exact=True).wait_for()


def write_an_evening(writer: Writer) -> None:
    """A plan for this evening, all of it in own words."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    writer.go("plan", "evening", today, "evening")
    page.locator("#evening-lock > summary").click()
    writer.write("plan of an evening")
    phone.press(words("evening_plan_evening").capitalize())
    writer.arrive("today")


def write_to_himself(writer: Writer) -> None:
    """A few words for the middle of an urge."""
    writer.go("calm", "words")
    writer.write("calm")
    writer.phone.press(writer.words("done"))
    writer.phone.page.get_by_role("heading", name=writer.words("calm_title"), exact=True).wait_for()


def write_to_a_coach(writer: Writer) -> None:
    """A first message, one in the conversation and a check-in."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    writer.go("coach")
    phone.press(words("coach_agree"))
    phone.press(words("coach_next"))
    page.locator("#coach-first").wait_for()
    writer.write("coach")
    phone.press(words("coach_send"))
    page.locator("#coach-letter").wait_for()
    writer.write("coach")
    phone.press(words("coach_send"))
    expect(page.locator(".coach-letter")).to_have_count(2)
    writer.go("coach", "checkin")
    phone.strength(4)
    writer.write("coach")
    phone.press(words("coach_send"))
    expect(page.locator(".coach-letter")).to_have_count(3)


def move_house_wrongly(writer: Writer) -> None:
    """A new code is shown because somebody knows the old one; what is typed back is another."""
    writer.go("known-code")
    writer.phone.press(writer.words("known_make"))
    writer.phone.press(writer.words("code_have"))
    writer.write("known-code")
    writer.phone.press(writer.words("code_check"))
    expect(writer.phone.page.get_by_role("alert")).to_be_visible()


def write_as_a_relative(writer: Writer) -> None:
    """The day of somebody close to him, as it is answered and as it is opened again; then his own app once more."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    writer.go("what", "change")
    phone.choose(words("what_relative"))
    phone.press(words("save"))
    writer.arrive("today")
    writer.go("checkin")
    writer.write("checkin of a relative")
    phone.press(words("done"))
    writer.go("diary")
    page.locator("main .rows .row").first.click()
    page.locator(".dock a.btn").wait_for()
    phone.press(words("change"), "link")
    page.locator("main textarea").wait_for()
    writer.write("entry of a relative's day")
    phone.press(words("done"))
    page.locator("main dl").first.wait_for()
    writer.go("what", "change")
    phone.choose(words("what_again"))
    phone.press(words("save"))
    writer.arrive("today")


def write_a_pin(writer: Writer) -> None:
    """A lock is set and taken away again, with a PIN that is words."""
    page, phone, words = writer.phone.page, writer.phone, writer.words
    writer.go("lock")
    phone.press(words("lock_choose"))
    page.locator("#pin").wait_for()
    writer.write("lock")
    pin = page.locator("#pin").input_value()
    phone.press(words("pin_next"))
    page.get_by_role("heading", name=words("pin_again_title")).wait_for()
    page.fill("#pin", pin)
    page.get_by_text(words("lock_changed"), exact=True).wait_for()
    phone.press(words("lock_now"))
    phone.press(words("lock_forgot"))
    phone.press(words("forgot_erase"))
    page.locator("#erase").wait_for()
    writer.write("locked")
    phone.press(words("forgot_erase_no"))
    page.locator(".back").click()
    page.fill("#pin", pin)
    page.locator(".take").click()
    page.locator("#pin").wait_for(state="detached")
    writer.go("lock")
    phone.press(words("lock_remove"))
    page.fill("#pin", pin)
    phone.press(words("pin_next"))
    page.get_by_role("heading", name=words("lock_remove_title")).wait_for()
    phone.press(words("lock_remove"))
    page.get_by_text(words("lock_removed")).wait_for()


def sign_in_wrongly(writer: Writer) -> None:
    writer.go("signin")
    writer.write("signin")
    writer.phone.choose(writer.words("signin_add"), exact=False)
    writer.phone.press(writer.words("signin_open"))
    expect(writer.phone.page.get_by_role("alert")).to_be_visible()


def take_out_and_in_wrongly(writer: Writer) -> None:
    """A code that is none, where one is asked for to make a file and to open one."""
    page, words = writer.phone.page, writer.words
    writer.go("export", "sealed")
    writer.write("export")
    writer.phone.press(words("sealed_make"))
    expect(page.get_by_role("alert")).to_be_visible()
    writer.go("import")
    writer.write("import")
    page.set_input_files("input[type=file]", {"name": "n.dat", "mimeType": "", "buffer": b"no such file"})
    expect(page.get_by_role("alert")).to_be_visible()
