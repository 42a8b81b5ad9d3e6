"""The name that the app wears: chosen by the person, worn from the page's first byte, never overruled by an icon."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from selfhelp.settings import Settings
from tests.journeys.doing import go, log
from tests.journeys.locking import on_disk
from tests.journeys.patient import patient_worker
from tests.journeys.phone import BOTH, Locale, Phone, until
from tests.journeys.test_install import SAFARI
from tests.journeys.words import Words
from tests.journeys.worker import Worker
from tests.live import Live, live_server

pytestmark = pytest.mark.browser

# The title as the page came, before any script of the app has run.
EARLY = """
document.addEventListener('readystatechange', () => {
  if (document.readyState === 'interactive') window.early = [document.title, document.querySelector('[rel=icon]').href];
});
"""
NOTICES = """navigator.serviceWorker.ready.then((it) => it.getNotifications())
  .then((all) => all.map(({ title, icon, badge }) => [title, new URL(icon).pathname, new URL(badge).pathname]))"""

# A phone with a sheet for sharing; the names of the files that came to it.
SHARES = """
globalThis.shared = [];
Object.assign(Navigator.prototype, {
  canShare: () => true,
  share: async ({ files }) => { shared.push(...files.map(({ name }) => name)); },
});
"""

# What the icon's own menu offers.
SHORTCUTS = {"nb": ["Nå", "Skriv"], "en": ["Now", "Write"]}


def _head(phone: Phone) -> dict[str, str]:
    found: dict[str, str] = phone.page.evaluate(
        """() => {
          const of = (it) => document.querySelector(it);
          return { title: document.title, name: of('[name=apple-mobile-web-app-title]').content,
            ...Object.fromEntries(['icon', 'apple-touch-icon', 'manifest'].map((rel) =>
              [rel, of(`link[rel="${rel}"]`).getAttribute('href')])) };
        }"""
    )
    return found


def _wears(phone: Phone, name: str) -> None:
    """The head of the page says so."""
    until(lambda: _head(phone) == _worn(name, phone.locale), phone.page)


def _worn(name: str, locale: Locale) -> dict[str, str]:
    low = name.lower()
    return {
        "title": name,
        "name": name,
        "icon": f"/icons/{low}.svg",
        "apple-touch-icon": f"/icons/{low}-180.png",
        "manifest": f"/{low}.webmanifest" if locale == "nb" else f"/{low}.en.webmanifest",
    }


def _rests(phone: Phone, mask: str) -> None:
    """It is on the disk, where the next page finds it."""
    until(lambda: on_disk(phone.page)["outside"].get("mask") == mask, phone.page)


def _manifest(phone: Phone) -> dict[str, Any]:
    """As the browser itself reads it, which fails on what it cannot."""
    session = phone.context.new_cdp_session(phone.page)
    found: dict[str, Any] = session.send("Page.getAppManifest")
    session.detach()
    assert found["errors"] == []
    return found


@pytest.mark.whole_browser
@pytest.mark.parametrize("locale", BOTH)
def test_the_mask_is_worn_in_every_place_where_others_may_look(browser: Browser, live: Live, locale: Locale) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url.replace("127.0.0.1", "localhost"), locale, before=EARLY, worker=True)
    worker = Worker(phone.page, phone.origin)
    phone.open()
    patient_worker(phone)
    _wears(phone, "Fotfeste")
    go(phone, "more")
    phone.page.get_by_role("link", name=words("mask_title")).click()
    phone.choose("Vaner", exact=False)
    _wears(phone, "Vaner")
    manifest = _manifest(phone)
    assert manifest["url"].endswith(_worn("Vaner", locale)["manifest"])
    assert [it["name"] for it in json.loads(manifest["data"])["shortcuts"]] == SHORTCUTS[locale]
    go(phone, "more")
    expect(phone.page.get_by_role("link", name=words("mask_title"))).to_contain_text("Vaner")
    assert phone.page.title() == "Vaner", "what is printed is headed by the title"

    # From the first byte, without a connection, and on the line of the first screen.
    _rests(phone, "vaner")
    phone.context.set_offline(True)
    phone.open()
    until(lambda: phone.page.evaluate("'early' in window"), phone.page)
    title, icon = phone.page.evaluate("window.early")
    assert (title, icon) == ("Vaner", f"{phone.origin}/icons/vaner.svg")
    go(phone, "first")
    expect(phone.page.locator(".brand")).to_have_text("Vaner")
    mark = phone.page.locator(".brand img")
    until(lambda: mark.evaluate("it => it.complete && it.naturalWidth > 0"), phone.page)
    phone.context.set_offline(False)

    # The server does not know the mask. The worker does, also where it cannot open anything.
    worker.push("daily")
    assert phone.page.evaluate(NOTICES) == [["Vaner", "/icons/vaner-192.png", "/icons/vaner-mono-192.png"]]

    # What was shown under the name of before is taken away with it.
    go(phone, "mask")
    phone.choose("Pust", exact=False)
    until(lambda: phone.page.evaluate(NOTICES) == [], phone.page)
    phone.choose("Vaner", exact=False)

    # What is taken out: the code on paper, and the name of a file.
    log(phone, 5, "")
    go(phone, "code")
    phone.press(words("code_make"))
    expect(phone.page.locator("ol.code li")).to_have_count(7)
    phone.page.emulate_media(media="print")
    assert phone.page.locator("body").inner_text().split()[0] == "Vaner"
    expect(phone.page.get_by_role("heading", name=words("code_title"))).to_be_hidden()
    phone.page.emulate_media(media="screen")
    go(phone, "export/readable")
    with phone.page.expect_download() as started:
        phone.press(words("readable_csv"), exact=False)
    assert started.value.suggested_filename.startswith("vaner-")

    # Deleting everything is no reason for the icon on the home screen to show another name when it opens.
    go(phone, "delete")
    phone.press(words("delete_now"))
    expect(phone.page.get_by_role("heading", name=words("deleted_title"))).to_be_visible()
    phone.open()
    _wears(phone, "Vaner")
    phone.close()


def test_an_icon_on_the_home_screen_opens_in_its_own_name_and_never_overrules_a_choice(
    browser: Browser, live: Live
) -> None:
    words = Words("en")
    phone = Phone.take(browser, live.url, "en", user_agent=SAFARI, before=SHARES, worker=True)
    phone.open("/?m=pust")
    _wears(phone, "Pust")
    assert phone.page.evaluate("location.href") == f"{live.url}/"
    phone.worker_ready()
    _rests(phone, "pust")
    phone.open()
    # The icon's name was kept.
    _wears(phone, "Pust")
    # An iPhone hands a file on, to whoever is chosen there.
    log(phone, 5, "")
    go(phone, "export/readable")
    phone.press(words("readable_csv"), exact=False)
    expect(phone.page.get_by_text(words("file_shared"))).to_be_visible()
    assert [name.split("-")[0] for name in phone.page.evaluate("shared")] == ["pust"]
    other = phone.context.new_page()
    other.goto(phone.origin)
    # The page comes in its name; what another tab says is heard once the app stands.
    expect(other.locator("h1")).to_be_visible()
    expect(other).to_have_title("Pust")
    go(phone, "mask")
    phone.choose("Fotfeste", exact=False)
    expect(other).to_have_title("Fotfeste")
    _rests(phone, "fotfeste")
    other.close()
    phone.open("/?m=pust#/mask")
    _wears(phone, "Fotfeste")
    expect(phone.page.get_by_label("Fotfeste")).to_be_checked()
    phone.open("/?m=elsewhere")
    _wears(phone, "Fotfeste")
    phone.close()


def test_only_names_that_the_operator_offers_can_be_chosen_beside_the_one_that_is_worn(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "pack.toml").write_text('masks = ["Pust"]\n', "utf-8")
    with live_server(Settings(data=tmp_path, overlay=tmp_path / "overlay", jobs=False)) as live:
        phone = Phone.take(browser, live.url, "nb")
        phone.open()
        go(phone, "mask")
        names = phone.page.locator(".masks .choice")
        expect(names).to_contain_text(["Fotfeste", "Pust"])
        phone.choose("Pust", exact=False)
        expect(names).to_contain_text(["Pust"])
        phone.close()
