"""Giving figures to the organisation: read about, agreed to, answered, sent days later, counted, and withdrawn."""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.outcomes.questions import REPORTS
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file
from tests.journeys.doing import go, sign_in, sync, take_code
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

DAY = 24 * 3600 * 1000


def counted(settings: Settings) -> int:
    file = sqlite_file(settings)
    assert file is not None
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        (n,) = connection.execute("SELECT coalesce(sum(n), 0) FROM outcome_count").fetchone()
        return int(n)


def reports(phone: Phone) -> Iterator[tuple[str, str]]:
    """One-time id and body of every answer that went, as the network saw them."""
    for url, body in phone.sent:
        if match := re.search(r"/api/outcomes/([0-9a-f]{32})$", url):
            yield match[1], body


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_rough_answers_go_one_by_one_days_later_and_only_while_it_is_agreed_to(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True)
    page = phone.page
    page.clock.install(time=datetime.now(UTC))
    phone.open()
    go(phone, "log")
    phone.log_strength(6)
    page.locator(".saved").wait_for()

    go(phone, "more")
    phone.press(re.compile(f"^{re.escape(words('more_figures'))}"), "link")
    expect(page.get_by_role("heading", name=words("figures_title"))).to_be_visible()
    assert phone.axe() == []
    phone.press(words("figures_yes"))

    # Nothing is given before each has an answer.
    expect(page.get_by_role("heading", name=words("figures_wave_00"))).to_be_visible()
    expect(page.get_by_role("button", name=words("figures_left", n=3))).to_be_disabled()
    for label in (words("figures_p_1"), words("figures_c_2")):
        phone.choose(label)
    page.locator("fieldset[class=choices]").last.get_by_label(words("figures_none")).check(force=True)
    assert phone.axe() == []
    phone.press(words("figures_give"))
    expect(page.get_by_text(words("figures_given"))).to_be_visible()

    go(phone, "figures")
    expect(page.get_by_text(words("figures_waiting", n=3))).to_be_visible()
    assert phone.axe() == []
    before = counted(live.settings)
    page.clock.fast_forward(12 * 3600 * 1000)
    assert list(reports(phone)) == []

    # Whoever opens the app after three weeks sends one, and the next a day later.
    phone.page.clock.set_system_time(datetime.fromtimestamp(page.evaluate("Date.now()") / 1000 + 21 * 86_400, UTC))
    for n in (1, 2):
        page.clock.fast_forward(DAY)
        until(lambda n=n: counted(live.settings) == before + n, page)  # type: ignore[misc]
        expect(page.get_by_text(words("figures_waiting", n=3 - n))).to_be_visible()
    sent = list(reports(phone))
    assert len({once for once, _ in sent}) == 2
    assert {json.loads(body)["report"] for _, body in sent} <= set(REPORTS)
    assert all(len(one[1]) == len(another[1]) for one, another in pairwise(sent))

    go(phone, "consents")
    page.locator("section.part").filter(has=page.get_by_role("heading", name=words("consent_figures"))).get_by_role(
        "button", name=words("consents_withdraw")
    ).click()
    expect(page.get_by_text(words("consents_figures_gone"))).to_be_visible()
    page.clock.fast_forward(3 * DAY)
    page.wait_for_timeout(200)
    assert len(list(reports(phone))) == 2
    phone.close()


ASKED = {
    "nb": (
        "På hvor mange enheter har du brukt dagboken de siste fire ukene?",
        "Forslag fra det appen vet om denne dagboken.",
    ),
    "en": (
        "On how many devices have you used the diary in the last four weeks?",
        "Suggested from what the app knows of this diary.",
    ),
}
WHERE = {
    "nb": (
        "Bare her, uten kopi på serveren",
        "Bare her, med kopi på serveren",
        "På to enheter eller flere, med kopi på serveren",
    ),
    "en": (
        "Only here, with no copy on the server",
        "Only here, with a copy on the server",
        "On two devices or more, with a copy on the server",
    ),
}


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_where_the_diary_is_kept_is_asked_after_four_weeks_and_proposed_as_the_phone_knows_it(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    asked, known = ASKED[locale]
    phone, other = (Phone.take(browser, live.url, locale, reduced_motion=True) for _ in range(2))
    page = phone.page
    now = datetime.now(UTC)
    page.clock.install(time=now - timedelta(days=30))
    phone.open()
    go(phone, "log")
    phone.log_strength(6)
    page.locator(".saved").wait_for()
    go(phone, "figures")
    # What is agreed to says that it is asked, and what for.
    expect(page.get_by_text(asked)).to_be_visible()
    said = {"nb": "omtrent hvor mange enheter appen er i bruk på", "en": "roughly how many devices the app is used on"}
    expect(page.get_by_text(said[locale])).to_be_visible()
    phone.press(words("figures_yes"))
    # At the start it is not asked.
    expect(page.get_by_role("heading", name=words("figures_wave_00"))).to_be_visible()
    expect(page.get_by_text(asked)).to_have_count(0)

    page.clock.set_system_time(datetime.now(UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    where = page.get_by_role("radiogroup", name=asked)

    def proposed(answer: int) -> None:
        go(phone, "today")
        go(phone, "figures")
        expect(page.get_by_role("heading", name=words("figures_wave_04"))).to_be_visible()
        for place, label in enumerate(WHERE[locale]):
            expect(where.get_by_label(label, exact=True)).to_be_checked(checked=place == answer)
        expect(page.get_by_text(known)).to_be_visible()

    proposed(0)
    assert phone.axe() == []
    code = take_code(phone)
    proposed(1)
    other.open()
    sign_in(other, code)
    sync(other)
    sync(phone)
    proposed(2)

    # It is a proposal: the person has the last word, and then it is the person's own.
    phone.choose(WHERE[locale][1])
    expect(page.get_by_text(known)).to_have_count(0)
    for label in (words("figures_p_1"), words("figures_c_2"), words("figures_w_1")):
        phone.choose(label)
    phone.press(words("figures_give"))
    expect(page.get_by_text(words("figures_given"))).to_be_visible()
    go(phone, "figures")
    expect(page.get_by_text(words("figures_waiting", n=5))).to_be_visible()
    for one in (phone, other):
        one.close()
