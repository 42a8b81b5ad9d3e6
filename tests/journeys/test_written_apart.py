"""Two phones, two tabs, a page that is thrown out, a disk that takes nothing: no word is lost unsaid."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.doing import NB, go, log, open_entry, sign_in, sync, take_code
from tests.journeys.phone import Locale, Phone, until
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

# Every write to the disk fails from here on, as when the phone has run full; `disk.full = false` makes room again.
FULL_DISK = """
globalThis.disk = { full: false, refused: 0 };
for (const name of ['put', 'add']) {
  const write = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...given) {
    if (disk.full) {
      disk.refused++;
      throw new DOMException('full', 'QuotaExceededError');
    }
    return write.apply(this, given);
  };
}
"""


@pytest.fixture
def two(browser: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[tuple[Phone, Phone]]:
    """Two phones with one diary, in which there is one entry; in Norwegian where a test does not say otherwise."""
    locale: Locale = getattr(request, "param", "nb")
    phones = Phone.take(browser, live.url, locale), Phone.take(browser, live.url, locale)
    for phone in phones:
        phone.open()
    log(phones[0], 6, "")
    sign_in(phones[1], take_code(phones[0]))
    yield phones
    for phone in phones:
        phone.close()


def _both_stand(phone: Phone, *texts: str) -> None:
    words = Words(phone.locale)
    expect(phone.page.get_by_text(words("rivals_written_apart")).first).to_be_visible()
    expect(phone.page.get_by_role("button", name=words("rivals_keep_both"))).to_be_visible()
    for text in texts:
        expect(phone.page.locator("main .own", has_text=text)).to_be_visible()


def _type(field: Locator, text: str) -> None:
    field.press_sequentially(text)


@pytest.mark.parametrize("two", ["en"], indirect=True)
def test_a_text_that_came_while_another_was_being_written_stands_beside_it_on_both_phones(
    two: tuple[Phone, Phone],
) -> None:
    one, other = two
    mine, theirs = open_entry(one), open_entry(other)
    mine.focus()
    _type(theirs, "skrevet på den andre")
    theirs.blur()
    sync(other)
    sync(one)
    # Under the fingers nothing moves; what is written next was written without having seen the other.
    expect(mine).to_have_value("")
    _type(mine, "skrevet på den første")
    mine.blur()
    _both_stand(one, "skrevet på den første", "skrevet på den andre")
    sync(one)
    sync(other)
    _both_stand(other, "skrevet på den første", "skrevet på den andre")


def test_a_field_that_nobody_writes_in_follows_the_other_phone(two: tuple[Phone, Phone]) -> None:
    one, other = two
    mine, theirs = open_entry(one), open_entry(other)
    _type(theirs, "fra den andre")
    theirs.blur()
    sync(other)
    sync(one)
    expect(mine).to_have_value("fra den andre")
    _type(mine, ", og mer")
    mine.blur()
    sync(one)
    sync(other)
    expect(theirs).to_have_value("fra den andre, og mer")
    assert one.page.get_by_role("button", name=NB("rivals_keep_both")).count() == 0


def test_a_check_in_writes_only_what_was_pressed_and_keeps_both_good_things(two: tuple[Phone, Phone]) -> None:
    one, other = two
    for phone in two:
        go(phone, "checkin")
    _type(one.page.locator("#good"), "godt hos den første")
    for phone, mood in ((other, 5), (one, None)):
        for name in ("mood", "peak", "control"):
            value = mood if phone is other else 7 if name == "mood" else None
            if value is not None:
                phone.page.locator(f"input[name={name}][value='{value}']").check(force=True)
        if phone is other:
            _type(phone.page.locator("#good"), "godt hos den andre")
            phone.press(NB("save"))
            phone.page.locator(".hold").wait_for()
            sync(other)
            sync(one)
    # What the other phone answered is here by now; only the mood was pressed.
    expect(one.page.locator("input[name=peak][value='5']")).to_be_checked()
    one.press(NB("save"))
    one.page.locator(".hold").wait_for()
    sync(one)
    sync(other)
    go(other, "diary")
    other.page.locator("main .rows .row", has_text=NB("diary_checkin")).first.click()
    expect(other.page.locator("input[name=mood][value='7']")).to_be_checked()
    expect(other.page.locator("input[name=control][value='5']")).to_be_checked()
    _both_stand(other, "godt hos den første", "godt hos den andre")


def test_two_tabs_of_one_phone_lose_neither_text(two: tuple[Phone, Phone]) -> None:
    phone = two[0]
    field = open_entry(phone)
    field.focus()
    page = phone.context.new_page()
    tab = Phone(phone.context, page, phone.origin, "nb")
    tab.open()
    there = open_entry(tab)
    _type(there, "i den andre fanen")
    there.blur()
    expect(page.get_by_label(NB("about_thoughts"), exact=True)).to_have_value("i den andre fanen")
    page.wait_for_timeout(700)
    _type(field, "i den første fanen")
    field.blur()
    for each in (phone, tab):
        _both_stand(each, "i den første fanen", "i den andre fanen")
    page.close()


def test_words_that_were_never_left_outlive_the_page(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", worker=True)
    phone.open()
    phone.worker_ready()
    log(phone, 6, "")
    for label, text in (("about_did", "gikk en tur"), ("about_thoughts", "tom leilighet")):
        open_entry(phone)
        field = phone.page.get_by_label(NB(label), exact=True)
        _type(field, text)
        phone.page.wait_for_timeout(900)
        phone.page.reload()
        open_entry(phone)
        expect(phone.page.get_by_label(NB(label), exact=True)).to_have_value(text)
    # Half a second has not passed when the app goes to the back.
    _type(phone.page.get_by_label(NB("about_thoughts"), exact=True), ", sent")
    phone.page.evaluate("""() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }""")
    phone.page.wait_for_timeout(150)
    phone.page.reload()
    expect(open_entry(phone)).to_have_value("tom leilighet, sent")
    # Nor has it when the page is loaded anew: the next page waits for what the old one writes.
    said = "tom leilighet, sent"
    for more in (", i", " går", " også"):
        field = open_entry(phone)
        field.press("End")
        _type(field, more)
        phone.page.reload()
        said += more
        expect(open_entry(phone)).to_have_value(said)
    go(phone, "checkin")
    _type(phone.page.locator("#good"), "sola kom")
    phone.page.wait_for_timeout(900)
    phone.page.reload()
    go(phone, "checkin")
    expect(phone.page.locator("#good")).to_have_value("sola kom")
    go(phone, "diary")
    assert phone.page.locator("main .rows .row").count() == 1, "half a check-in is no entry"
    phone.close()


def test_in_a_first_visit_no_word_waits_for_a_pause_before_it_is_written(browser: Browser, live: Live) -> None:
    """Until the worker has come, nothing holds the next page back for what is on its way."""
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    said = ""
    for more in ("jeg vil", " slippe", " å skjule"):
        go(phone, "text/module/first-hold/reason")
        field = phone.page.get_by_label(NB("own_words")).first
        field.press("End")
        _type(field, more)
        # As soon as a hand can, and sooner than anything that waits for a pause.
        phone.page.wait_for_timeout(150)
        phone.page.reload()
        said += more
        go(phone, "text/module/first-hold/reason")
        expect(phone.page.get_by_label(NB("own_words")).first).to_have_value(said)
    phone.close()


def test_a_full_phone_says_so_on_every_screen_and_the_words_stay(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb", before=FULL_DISK)
    phone.open()
    log(phone, 6, "før")
    said = phone.page.get_by_role("alert").filter(has_text=NB("kept_not_full"))
    field = open_entry(phone)
    phone.page.evaluate("disk.full = true")
    field.fill("dette er det ikke plass til")
    field.blur()
    expect(said).to_be_visible()
    before = phone.page.evaluate("disk.refused")
    phone.press(NB("done"))
    until(lambda: phone.page.evaluate("disk.refused") > before, phone.page)
    expect(field).to_have_value("dette er det ikke plass til")
    phone.page.evaluate("disk.full = false")
    phone.press(NB("done"))
    phone.page.locator("main .rows .row").first.wait_for()
    expect(open_entry(phone)).to_have_value("dette er det ikke plass til")

    phone.page.evaluate("disk.full = true")
    go(phone, "log")
    for _ in range(2):
        phone.log_strength(4)
        expect(said).to_be_visible()
    go(phone, "checkin")
    for name in ("mood", "peak", "control"):
        phone.page.locator(f"input[name={name}][value='6']").check(force=True)
    phone.press(NB("save"))
    expect(said).to_be_visible()
    go(phone, "language")
    phone.page.locator("input[name=theme]").nth(2).click(force=True)
    expect(said).to_be_visible()
    go(phone, "code")
    phone.press(NB("code_only_here"))
    phone.press(NB("here_choose"))
    expect(said).to_be_visible()
    phone.page.evaluate("disk.full = false")
    phone.press(NB("here_choose"))
    expect(said).to_have_count(0)
    phone.close()


def test_a_field_that_is_full_says_how_much_it_holds(browser: Browser, live: Live) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en")
    phone.open()
    log(phone, 6, "")
    field = open_entry(phone)
    field.fill("字" * 9_999)
    expect(phone.page.get_by_text("This field is full.")).to_have_count(0)
    field.press("End")
    _type(field, "字字")
    expect(phone.page.get_by_text("This field is full. It has room for 10000 characters.")).to_be_visible()
    field.blur()
    phone.press(words("done"))
    expect(open_entry(phone)).to_have_value("字" * 10_000)
    phone.close()


def test_a_browser_that_keeps_nothing_is_told_apart_from_a_missing_connection(browser: Browser, live: Live) -> None:
    words = Words("en")
    refused = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
    phone = Phone.take(browser, live.url, "en", before=refused)
    phone.open()
    go(phone, "signin")
    phone.page.fill("#code", "0000-0000-0000-0000-0000-0000-000H")
    phone.press(words("signin_open"))
    expect(phone.page.get_by_text(words("signin_storage"))).to_be_visible()
    go(phone, "log")
    phone.log_strength(4)
    expect(phone.page.get_by_text(words("kept_not_here"))).to_be_visible()
    phone.close()


def _person(phone: Phone, name: str) -> tuple[Locator, Locator]:
    """The form of somebody in the plan: the name and the number."""
    go(phone, "plan")
    phone.page.get_by_role("button", name=NB("change_this", what=name), exact=True).first.click()
    page = phone.page
    return page.get_by_label(NB("person_name"), exact=True), page.get_by_label(NB("person_phone"), exact=True)


def _saved_person(phone: Phone) -> None:
    phone.page.locator(".dock .main").click()
    expect(phone.page.get_by_role("heading", name=NB("my_plan"), exact=True)).to_be_visible()


def test_somebody_to_ring_who_was_begun_here_loses_nothing_that_another_phone_kept_meanwhile(
    two: tuple[Phone, Phone],
) -> None:
    one, other = two
    go(one, "plan")
    one.press(NB("person_add"), "button")
    one.page.get_by_label(NB("person_name"), exact=True).fill("Kari")
    one.page.get_by_label(NB("person_phone"), exact=True).fill("41 11 11 11")
    _saved_person(one)
    sync(one)
    sync(other)
    # Begun here and left; there another number is kept.
    _, number = _person(one, "Kari")
    number.fill("42 22 22 22")
    one.press(NB("back"))
    _, theirs = _person(other, "Kari")
    theirs.fill("43 33 33 33")
    _saved_person(other)
    sync(other)
    sync(one)
    one.page.reload()
    name, number = _person(one, "Kari")
    expect(number).to_have_value("42 22 22 22")
    _saved_person(one)
    rung = one.page.locator("a[href^='tel:']")
    expect(rung).to_have_count(2)
    for digits in ("42222222", "43333333"):
        expect(one.page.locator(f"a[href='tel:{digits}']")).to_be_visible()
    # The form asks which of them stays; kept, they both ring on both phones.
    _person(one, "Kari")
    _both_stand(one, "42 22 22 22", "43 33 33 33")
    one.press(NB("rivals_keep_both"))
    sync(one)
    sync(other)
    go(other, "plan")
    expect(other.page.locator("a[href^='tel:']")).to_have_count(2)

    # Only the name is changed here: the number that was changed there is not put back.
    name, _ = _person(one, "Kari")
    name.fill("Kari K")
    one.press(NB("back"))
    _, theirs = _person(other, "Kari")
    theirs.fill("44 44 44 44")
    _saved_person(other)
    sync(other)
    sync(one)
    one.page.reload()
    name, _ = _person(one, "Kari")
    expect(name).to_have_value("Kari K")
    _saved_person(one)
    expect(one.page.locator("a[href='tel:44444444']")).to_contain_text("Kari K")
    expect(rung).to_have_count(2)


def test_two_numbers_of_one_name_in_an_exercise_both_ring(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    phone.open()
    steps = """async () => {
      const { bundle } = await fetch('/api/content/nb').then((it) => it.json());
      const { pages } = await fetch(bundle).then((it) => it.json());
      return pages.threatened.steps.filter((it) => it.exercise?.becomes === 'call').map((it) => it.id);
    }"""
    [step] = page.evaluate(steps)
    go(phone, f"text/page/threatened/{step}/edit")
    for at, digits in enumerate(("22 22 22 22", "33 33 33 33")):
        page.locator("main .own-lines input:not([type=tel])").nth(at).fill("Onkel")
        page.locator("main .own-lines input[type=tel]").nth(at).fill(digits)
    page.locator(".kept:not(:empty)").wait_for()
    go(phone, "plan")
    for digits in ("22222222", "33333333"):
        expect(page.locator(f"a[href='tel:{digits}']")).to_be_visible()
    # Come back to, each stands beside its own name, and one is changed without the other.
    page.reload()
    go(phone, f"text/page/threatened/{step}/edit")
    for at, digits in enumerate(("22 22 22 22", "33 33 33 33")):
        expect(page.locator("main .own-lines input[type=tel]").nth(at)).to_have_value(digits)
    page.locator("main .own-lines input[type=tel]").nth(1).fill("34 34 34 34")
    page.locator(".kept:not(:empty)").wait_for()
    go(phone, "urge/call")
    for digits in ("22222222", "34343434"):
        expect(page.locator(f".calls a[href='tel:{digits}']")).to_be_visible()
    phone.close()
