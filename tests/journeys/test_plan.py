"""The plan where it needs a browser: dragged with a mouse and a finger, written in two tabs at once, and on paper.
All else about it is tested without one (pwa/src/features/plan/Plan.test.tsx).
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, expect

from tests.devices.phones import phones
from tests.journeys.doing import NB, go, sign_in
from tests.journeys.phone import Phone, tick
from tests.journeys.usable import axe, small_targets, too_wide
from tests.live import Live

pytestmark = pytest.mark.browser

GIVEN: dict[str, dict[str, Any]] = {
    "reason": {"codes": ["mutual", "doubt", "honest"]},
    "trigger": {"codes": ["home-alone"]},
    "first-plan": {"if_code": "home-alone", "codes": ["outside"]},
    "barrier": {"own_text": "Laderen står i gangen"},
}


@pytest.fixture(scope="module")
def code(live: Live) -> str:
    """Opens a diary with a plan and somebody to ring."""
    with phones(1) as (node,):
        node.ask("new", server=live.url)
        for step, given in GIVEN.items():
            where = {"programme": "stop", "module": "first-hold", "step": step, "answer": step, "at": "2026-11-17"}
            node.ask("write", name=f"answer/stop/first-hold/{step}", kind="answer", fields=where | given)
        node.ask("create", kind="person", fields={"name_text": "Kari", "phone_text": "41 23 45 67", "made": 0})
        code: str = node.ask("code")
        assert node.ask("sync") == "idle"
    return code


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Phone]:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    yield phone
    phone.close()


def _part(phone: Phone, name: str) -> Locator:
    heading = phone.page.get_by_role("heading", name=NB(name), exact=True)
    return phone.page.locator("section.part", has=heading)


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


def test_lines_are_dragged_into_their_order_with_a_mouse_and_with_a_finger(phone: Phone, code: str) -> None:
    page = phone.page
    sign_in(phone, code)
    go(phone, "plan")
    own = _part(phone, "place_reasons").locator(".own")
    expect(own).to_have_count(3)
    first, second, third = own.all_inner_texts()
    phone.press(NB("plan_order"), "button")
    reasons = _part(phone, "place_reasons")
    rows, grips = reasons.locator("li"), reasons.locator(".grip")
    expect(rows).to_have_count(3)
    # The sizes at which a grip could be lost.
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        box = grips.first.bounding_box()
        assert box is not None
        assert (box["width"] >= 48, box["height"] >= 48) == (True, True)
        assert axe(page) + small_targets(page) + too_wide(page) == []
    page.evaluate("scrollTo(0, 0)")

    # With a mouse: the third to the top, and while it is held the place is marked.
    x, y = _middle(grips.nth(2))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 40, steps=3)
    page.mouse.move(x, _middle(rows.nth(0))[1] - 8, steps=3)
    expect(rows.nth(0)).to_have_class("above")
    page.mouse.up()
    expect(reasons.locator(".own")).to_have_text([third, first, second])
    expect(page.get_by_role("status")).to_have_text(NB("moved_to", words=third, place=1, of=3))

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

    # With the keyboard: the same button keeps the focus, whichever row the browser moves.
    for way, pressed, order in (
        ("down", "Enter", [second, first, third]),
        ("down", "Space", [second, third, first]),
        ("up", "Enter", [second, first, third]),
        ("up", "Space", [first, second, third]),
    ):
        button = page.get_by_role("button", name=NB(f"move_{way}_this", words=first), exact=True)
        button.focus()
        page.keyboard.press(pressed)
        expect(reasons.locator(".own")).to_have_text(order)
        expect(button).to_be_focused()


def _write(tab: Phone, name: str) -> Locator:
    """Somebody new, in this tab; the button that saves it."""
    tab.press(NB("person_add"), "button")
    tab.page.get_by_label(NB("person_name"), exact=True).fill(name)
    return tab.page.locator(".dock .main")


def test_two_tabs_with_somebody_new_each_keep_what_was_typed_in_them(phone: Phone) -> None:
    go(phone, "plan")
    other = Phone(phone.context, phone.context.new_page(), phone.origin, phone.locale)
    other.open()
    go(other, "plan")
    save = _write(phone, "Kari")
    _write(other, "Ola")
    # Saved in one tab, it takes nothing from the other, whose words have come to rest.
    save.click()
    people = _part(phone, "place_people")
    expect(people.locator(".person b")).to_have_text(["Kari"])
    expect(people.get_by_role("button", name=f"Ola {NB('person_begun')}", exact=True)).to_be_visible()
    expect(other.page.get_by_label(NB("person_name"), exact=True)).to_have_value("Ola")
    assert axe(phone.page) + small_targets(phone.page) + too_wide(phone.page) == []
    other.page.locator(".dock .main").click()
    expect(people.locator(".person b")).to_have_text(["Kari", "Ola"])
    expect(people.get_by_text(NB("person_begun"))).to_have_count(0)


def test_it_prints_as_one_sheet_under_the_neutral_name_without_the_safety_plan(phone: Phone, code: str) -> None:
    page = phone.page
    sign_in(phone, code)
    go(phone, "text/page/safety/signs")
    page.locator("main input:not([type=radio]):not([type=checkbox]), main textarea").first.fill("Sover lite")
    expect(page.locator(".kept").first).not_to_be_empty()
    go(phone, "plan")
    expect(_part(phone, "place_people")).to_contain_text("Kari")
    with_safety = page.get_by_label(re.compile("^" + re.escape(NB("plan_with_safety"))))
    expect(with_safety).to_be_attached()

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
    for own in ("Laderen står i gangen", "Kari", "41 23 45 67"):
        assert own in text.replace("\u00a0", " ")
    pressed = (
        *("leave", "back", "print", "plan_order", "person_add", "change"),
        *("write_message", "week_put", "my_plan"),
    )
    assert [it for it in pressed if NB(it) in text] == []
    assert "Sover lite" not in text
    tick(with_safety)
    expect(page.locator("main")).to_contain_text("Sover lite")
    pages, text = paper()
    assert pages == 1
    assert "Sover lite" in text
