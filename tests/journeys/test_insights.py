"""Insights and the sheet of four weeks: each drawing says its finding and has its numbers, the paper what one chose."""

import re
import unicodedata
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.devices.phones import phones
from tests.journeys.filled import CHECKINS, Filling
from tests.journeys.phone import BOTH, Locale, Phone, tick
from tests.journeys.sheets import texts
from tests.journeys.usable import axe, too_wide
from tests.journeys.words import Words
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Before the seven weeks of the filled diary: an urge every twenty days for three years. Urge and purchase of one night.
BEFORE: Final = range(100, 1080, 20)
ONE_EVENING: Final = 34
PRIVATE: Final = "Egne ord om kjøpet"

FINDING: Final = {
    "nb": r"Siden \d+\. \w+(?: \d{4})? har trangen kommet (\d+) av (\d+) ganger uten at du logget et kjøp\. To kjøp\.",
    "en": r"Since \d+ \w+(?: \d{4})? the urge has come without a logged purchase "
    r"(\d+) times out of (\d+)\. Two purchases\.",
}
BOUGHT: Final = {"nb": "kjøp", "en": "purchase"}

FILLS: Final = """() => ['bar', 'rest'].map((name) => {
  const it = getComputedStyle(document.querySelector(`.bars .${name}`));
  return [it.fill, it.stroke, getComputedStyle(document.body).backgroundColor];
})"""

# The sheet without what is there for a screen reader alone.
SEEN: Final = """it => {
  const copy = it.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.hide')) hidden.remove();
  return copy.textContent;
}"""

# Everything that stands on the paper and is not the sheet.
BESIDE: Final = """() => [...document.querySelectorAll('body *')].filter((it) =>
  !it.closest('.sheet') && !it.querySelector('.sheet') && it.getClientRects().length > 0
    && getComputedStyle(it).visibility === 'visible').map((it) => `${it.tagName} ${it.className}`)"""


def plain(words: str) -> str:
    """With the spaces that hold «6 av 7» together, and the letters that a font has joined, as they are typed."""
    return unicodedata.normalize("NFKC", words)


def numbers(words: str) -> list[int]:
    return [int(it) for it in re.findall(r"\d+", words)]


def long_diary(server: str, locale: Locale, today: date) -> str:
    """The code of a diary of three years."""
    with phones(1) as (phone,):
        phone.ask("new", server=server)
        filling = Filling(phone, locale, today)
        filling.write()
        for days in BEFORE:
            fields = {"date": filling.before(days), "part": "evening", "strength": 5, "triggers": ["bored"]}
            phone.ask("create", kind="urge", fields=fields)
        evening = {"date": filling.before(ONE_EVENING), "part": "night"}
        phone.ask("create", kind="urge", fields=evening | {"strength": 9, "triggers": []})
        phone.ask("create", kind="purchase", fields={"date": filling.before(3), "part": "day", "text": PRIVATE})
        code: str = phone.ask("code")
        assert phone.ask("sync") == "idle"
    return code


def sign_in(phone: Phone, words: Words, code: str) -> None:
    phone.open("/?m=vaner#/signin")
    phone.page.fill("#code", code)
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator("h1", has_text=words("signin_done_title")).wait_for()
    phone.page.locator(".dock .btn.main").click()
    phone.page.locator(".hold").wait_for()


def go(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = `#/${name}`; }", name)
    page.wait_for_function("name => document.documentElement.dataset.screen === name", arg=name)
    expect(page.locator("h1").first).to_be_visible()


def column(table: Locator, at: int) -> list[str]:
    """The cells of one column, from the top."""
    cells = table.locator(f"tbody tr td:nth-of-type({at})")
    expect(cells.first).to_be_visible()
    return cells.all_inner_texts()


@pytest.mark.parametrize("locale", BOTH)
def test_what_the_diary_shows_and_what_is_taken_along(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    code = long_diary(live.url, locale, datetime.now(ZoneInfo("Europe/Oslo")).date())
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, reduced_motion=True)
    sign_in(phone, words, code)
    go(phone.page, "insights")
    weeks_in_sentence_and_table(phone.page, words)
    there_and_back(phone.page, words)
    hours_in_sentence_and_table(phone.page, words)
    mood_in_sentence_line_and_table(phone.page, words)
    if locale == "nb":
        read_by_everybody(phone.page)
    longer_spans(phone.page, words)
    phone.page.get_by_role("link", name=re.compile("^" + words("summary_title"))).click()
    sheet_as_chosen(phone, words)
    sheet_on_paper(phone.page, words)
    if locale == "nb":
        chosen_anew(phone.page, words)
    phone.close()


def weeks_in_sentence_and_table(page: Page, words: Words) -> None:
    """The figure is named by its finding, once; the table behind it has the same numbers, and no shape is read out."""
    figure = page.get_by_role("figure", name=re.compile(FINDING[words.locale].replace(" ", r"\s")))
    expect(figure).to_have_count(1)
    told = re.match(FINDING[words.locale], plain(figure.locator("figcaption").inner_text()))
    assert told
    passed, times = map(int, told.groups())
    figure.get_by_text(words("show_numbers")).click()
    table = figure.get_by_role("table")
    assert [sum(map(int, column(table, at)[-4:])) for at in (2, 1)] == [passed, times]
    assert column(table, 1)[-1] == page.locator(".bars.weeks .val").last.inner_text().split("/")[-1]
    # The urge of the evening of a purchase is none that passed.
    assert sum(map(int, column(table, 1))) - sum(map(int, column(table, 2))) == 3
    spoken = plain(figure.aria_snapshot())
    assert "img" not in spoken
    assert spoken.count("5/5") == 0


def there_and_back(page: Page, words: Words) -> None:
    """A time of the week leads to its entries, and the way back to where it was pressed, unfolded as it was."""
    page.locator("#times summary").click()
    link = page.locator("#times a").last
    expect(link).to_be_visible()
    # The press itself may bring the link into the middle.
    page.evaluate("addEventListener('click', () => { globalThis.left = scrollY; }, { capture: true, once: true })")
    link.click()
    expect(page.locator("h1")).to_have_text(words("tab_diary"))
    page.locator(".back", has_text=words("tab_insights")).click()
    expect(link).to_be_focused()
    page.wait_for_function("Math.abs(scrollY - globalThis.left) < 2")
    assert page.evaluate("globalThis.left") > 200, "the link is far down the page"
    page.locator("#times summary").click()


def hours_in_sentence_and_table(page: Page, words: Words) -> None:
    """Weekday by part of the day is a table with a number in each cell."""
    figure = page.get_by_role("figure").filter(has=page.locator("table.heat"))
    table = figure.get_by_role("table", name=words("heat_caption", span=words("span_past_weeks")))
    assert table.get_by_role("rowheader").count() == 7
    cells = [int(it) for it in table.get_by_role("cell").all_inner_texts()]
    assert len(cells) == 28
    told = numbers(figure.locator("figcaption").inner_text())
    # One or two cells, else a part of the day or a weekday.
    shares = [sum(cells[part::4]) for part in range(4)] + [sum(cells[day : day + 4]) for day in range(0, 28, 4)]
    assert not told or told in [[of, sum(cells)] for of in (max(cells), sum(sorted(cells)[-2:]), *shares)]


def mood_in_sentence_line_and_table(page: Page, words: Words) -> None:
    """A point for the mean of each week from Monday, a line between weeks in a row; in the sentence the last four."""
    both = page.locator(".sub-part", has=page.get_by_role("heading", name=words("being_daily"), exact=True))
    part = both.locator("figure").first
    part.get_by_text(words("show_numbers")).click()
    table = part.get_by_role("table")
    answered = [int(it) for it in column(table, 1)]
    assert sum(answered) == len(CHECKINS)
    into = datetime.now(ZoneInfo("Europe/Oslo")).weekday()
    weeks = [(into - ago) // 7 for ago, *_ in CHECKINS]
    moods = {
        recent: [mood for week, (_, mood, *_) in zip(weeks, CHECKINS, strict=True) if (week >= -3) is recent]
        for recent in (True, False)
    }
    # The weeks before are set beside them where enough is answered there.
    beside = [moods[True], moods[False]] if len(moods[False]) >= 5 else [moods[True]]
    said = plain(part.inner_text())
    means = [
        float(it.replace(",", ".")) for it in re.findall(r"\d+[.,]\d", plain(part.locator("figcaption").inner_text()))
    ]
    assert len(means) == len(beside)
    assert all(abs(mean - sum(of) / len(of)) <= 0.05 for mean, of in zip(means, beside, strict=True))
    assert re.search(rf"(svarte|answered on) {len(moods[True])} (dager|days)", said)
    in_a_row = len(set(weeks) & {week + 1 for week in weeks})
    drawn = [part.locator(f".over-time .chart > .{it}").count() for it in ("point", "course")]
    assert drawn == [len(answered), in_a_row] == [len(set(weeks)), in_a_row]
    shows = part.locator(".shows").inner_text()
    low, high = words("checkin_mood_low"), words("checkin_mood_high")
    assert words("scale_ends", least=0, low=low, most=10, high=high) in shows
    good = page.locator(".sub-part", has=page.get_by_role("heading", name=words("checkin_good"), exact=True))
    expect(good.locator(".own")).to_have_count(1)
    good.locator("summary").click()
    expect(good.locator(".own")).to_have_count(3)


def read_by_everybody(page: Page) -> None:
    """axe, own colours, a narrow phone and text twice as large."""
    assert axe(page) == []
    if page.locator(".bars").count():
        page.emulate_media(forced_colors="active")
        (bar, _, _), (rest, edge, ground) = page.evaluate(FILLS)
        assert bar != rest == ground != edge
        page.emulate_media(forced_colors="none")
    for width, size in ((320, ""), (390, "32px"), (320, "32px")):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        assert too_wide(page) == [], f"{width} px, {size}"
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 390, "height": 844})


def longer_spans(page: Page, words: Words) -> None:
    """A year by months, and all of it by years; the sentence is the sum of the rows."""
    for span, rows in (("year", [12]), ("all", [3, 4])):
        tick(page.get_by_label(words(f"span_{span}"), exact=True))
        figure = page.get_by_role("figure").filter(
            has=page.get_by_role("table", name=words("weeks_caption", span=words(f"span_past_{span}")))
        )
        table = figure.get_by_role("table")
        finding = numbers(figure.locator("figcaption").inner_text())
        # After them stand the purchases, of which three are told as a figure.
        assert [*(sum(map(int, column(table, at))) for at in (2, 1)), 3] == finding
        assert len(column(table, 1)) in rows
    names = page.locator("table.counts").first.get_by_role("rowheader").all_inner_texts()
    assert all(int(one) + 1 == int(other) for one, other in pairwise(names))


def sheet_as_chosen(phone: Phone, words: Words) -> None:
    """Purchases and own words stand there only when they are ticked, and what is copied is what stands there."""
    page = phone.page
    sheet = page.get_by_role("article", name=words("summary_preview"))
    expect(sheet).to_be_visible()
    sent = len(phone.sent)
    assert sheet.get_by_role("heading", level=2).inner_text() == "Vaner"
    bought = BOUGHT[words.locale]
    assert bought not in sheet.inner_text().lower()
    expect(page.get_by_label(PRIVATE)).to_have_count(0)
    tick(page.get_by_label(words("summary_purchases"), exact=True))
    expect(sheet.get_by_role("heading", name=words("summary_purchases"))).to_be_visible()
    assert PRIVATE not in sheet.inner_text()
    tick(page.get_by_label(PRIVATE))
    expect(sheet.get_by_text(PRIVATE)).to_be_visible()
    tick(page.get_by_label(words("summary_when"), exact=True), False)
    expect(sheet.get_by_role("heading", name=words("summary_when"))).to_have_count(0)
    phone.press(words("summary_copy"))
    page.get_by_text(words("summary_copied")).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Vaner\n")
    stands = plain(sheet.inner_text())
    for line in copied.splitlines():
        for part in filter(None, line.split(" · ")):
            assert plain(part) in stands, part
    # But for the phone's own look at whether another has written.
    assert [url for url, body in phone.sent[sent:] if not (url.endswith("/sync") and '"puts":[]' in body)] == []


def sheet_on_paper(page: Page, words: Words) -> None:
    """One page: the sheet and nothing of what surrounds it, whatever the phone's colours."""
    page.emulate_media(media="print", color_scheme="dark")
    beside = page.evaluate(BESIDE)
    assert [it for it in beside if not it.startswith(("HTML", "BODY", "MAIN"))] == []
    stands = page.locator(".sheet").evaluate(SEEN)
    [paper] = texts(page.pdf(prefer_css_page_size=True))
    said = "".join(plain(paper).split())
    assert said == "".join(plain(stands).split())
    assert said.startswith("Vaner")
    assert PRIVATE.replace(" ", "") in said
    assert words("summary_copy").replace(" ", "") not in said
    ink, ground = page.locator(".sheet").evaluate(
        "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"
    )
    assert (ink, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    page.emulate_media(media="screen", color_scheme="light")


def chosen_anew(page: Page, words: Words) -> None:
    """What was ticked is not remembered; with nothing ticked there is nothing to print."""
    go(page, "today")
    go(page, "summary")
    expect(page.get_by_label(words("summary_purchases"), exact=True)).not_to_be_checked()
    read_by_everybody(page)
    while page.locator("main input:checked").count():
        tick(page.locator("main input:checked").first, False)
    expect(page.get_by_text(words("summary_nothing"))).to_be_visible()
    expect(page.get_by_role("button", name=words("print"))).to_have_count(0)
