"""What a person does in the app, a line each, for journeys that are about something else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone, until
from tests.journeys.words import Words
from tests.live import Live

NB = Words("nb")

# Until the screen stands: the router is there at once, what is drawn a frame later.
FOLLOW = """async path => {
  const link = document.createElement('a');
  link.href = '#/' + path;
  document.body.append(link);
  link.click();
  link.remove();
  const drawn = () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
  while (document.documentElement.dataset.screen !== path.split('/')[0]) await drawn();
  do await drawn();
  while (!document.querySelector('h1')?.checkVisibility({ visibilityProperty: true }));
  return true;
}"""

# Insights is drawn in steps, and its last line is one of these.
WHOLE = """() => document.documentElement.dataset.screen !== 'insights'
  || document.querySelector('main .to-sheet, main .empty') !== null"""

# Whether words are on their way to the disk: the page holds this lock meanwhile (drafts.ts).
HOLDS = "navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'unwritten'))"

# One tab at a time speaks with the server, and has this lock as long as it does (opendiary.ts).
NO_SYNC = "navigator.locks.request('fotfeste server', () => true)"


def go(phone: Phone, path: str) -> None:
    """To a screen, as a link within the app leads there: no address is ever changed."""
    phone.page.wait_for_function(FOLLOW, arg=path)


def log(phone: Phone, strength: int, thoughts: str) -> None:
    go(phone, "log")
    phone.log_strength(strength)
    words = Words(phone.locale)
    if thoughts:
        field = phone.page.get_by_label(words("about_thoughts"), exact=True)
        field.fill(thoughts)
        field.blur()
    phone.press(words("done"))
    phone.page.locator(".hold").wait_for()


def confirm_code(phone: Phone) -> str:
    """A code is made and one part of it typed back; what is said then is for the journey to see."""
    go(phone, "code")
    phone.page.locator(".btn.main").click()
    return type_back(phone)


def type_back(phone: Phone) -> str:
    """The code that is shown, once the part that is asked for has been typed."""
    words = Words(phone.locale)
    groups = phone.page.locator("ol.code li")
    expect(groups).to_have_count(7)
    code = groups.all_inner_texts()
    phone.press(words("code_have"))
    [digit] = re.findall(r"\d", phone.page.locator("label[for=group]").inner_text())
    phone.page.fill("#group", code[int(digit) - 1])
    phone.press(words("code_check"))
    return "-".join(code)


def take_code(phone: Phone) -> str:
    """The same with a connection, until the copy is on the server."""
    words = Words(phone.locale)
    code = confirm_code(phone)
    expect(phone.page.get_by_text(words("code_done_title"))).to_be_visible()
    go(phone, "more")
    expect(phone.page.get_by_text(words("sync_idle"))).to_be_visible()
    return code


def sign_in(phone: Phone, code: str) -> None:
    words = Words(phone.locale)
    go(phone, "signin")
    phone.page.fill("#code", code)
    phone.press(words("signin_open"))
    expect(phone.page.get_by_text(words("signin_done_title"))).to_be_visible()
    phone.page.locator(".dock .btn.main").click()
    # It goes on when what the next screen goes by is written; going elsewhere before that would be undone by it.
    phone.page.wait_for_function("() => document.documentElement.dataset.screen !== 'signin'")


def open_entry(phone: Phone, shown: str = "") -> Locator:
    """Opens the only entry, or the one that shows these words in the list, to change it; the field of its thoughts."""
    go(phone, "diary")
    phone.page.locator("main .rows .row", has_text=shown).first.click()
    phone.press(Words(phone.locale)("change"), "link")
    field = phone.page.get_by_label(Words(phone.locale)("about_thoughts"), exact=True)
    field.wait_for()
    return field


def at_rest(phone: Phone) -> None:
    """Waits until nothing that was typed or pressed is on its way to the disk any more."""
    until(lambda: not phone.page.evaluate(HOLDS), phone.page)


def sync(phone: Phone) -> None:
    """As when the phone comes online; until the sync that this begins has come to its end."""
    # One that is under way may have asked before this phone, or the other one, wrote its last word.
    phone.page.evaluate(NO_SYNC)
    with phone.page.expect_response(re.compile("/sync$")):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.page.evaluate(NO_SYNC)


@contextmanager
def without_server(live: Live, *phones: Phone) -> Iterator[None]:
    """The server is away from these phones; for the next journey it is back, however this one ends."""
    for phone in phones:
        phone.expect_faults("Failed to load resource|ERR_CONNECTION")
    live.stop()
    try:
        yield
    finally:
        live.start()
