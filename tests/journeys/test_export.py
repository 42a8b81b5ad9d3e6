"""The diary taken out and in: as a sealed file from phone to phone without a server, and in files that people read."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from docs.read_export import read_export
from tests.journeys.doing import go, log, open_entry, take_code, without_server
from tests.journeys.phone import Locale, Phone
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser

THOUGHTS = '=HYPERLINK("x"); kveld på «hotell»'


def download(phone: Phone, press: str, folder: Path) -> Path:
    with phone.page.expect_download() as started:
        phone.page.get_by_role("button", name=press).first.click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file


def choose_file(phone: Phone, file: Path | bytes, code: str = "") -> None:
    """On a phone that stands on «Hent inn en fil»."""
    if isinstance(file, Path):
        phone.page.set_input_files("input[type=file]", file)
    else:
        phone.page.set_input_files("input[type=file]", {"name": "n.dat", "mimeType": "", "buffer": file})
    if code:
        phone.page.fill("#code", code)


def make_under_password(phone: Phone, folder: Path) -> tuple[Path, str]:
    """From a screen whose press makes the file."""
    words = Words(phone.locale)
    phone.press(words("sealed_make"))
    expect(phone.page.get_by_role("heading", name=words("password_title"))).to_be_visible()
    password = "-".join(phone.page.locator("ol.code li").all_inner_texts())
    phone.press(words("password_have"))
    return download(phone, words("file_save"), folder), password


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_file_under_the_code_opens_on_a_fresh_phone_without_a_server(
    browser: Browser, live: Live, tmp_path: Path, locale: Locale
) -> None:
    words = Words(locale)
    one, two = (Phone.take(browser, live.url, locale, worker=True) for _ in range(2))
    one.open()
    log(one, 6, THOUGHTS)
    code = take_code(one)
    two.open()
    two.worker_ready()
    with without_server(live, one, two):
        go(one, "export")
        one.press(words("export_sealed"), exact=False)
        one.page.fill("#code", code[:-1] + ("0" if code[-1] != "0" else "1"))
        one.press(words("sealed_make"))
        expect(one.page.get_by_role("alert")).to_have_text(words("signin_mistyped"))
        one.page.fill("#code", code.lower())
        one.press(words("sealed_make"))
        file = download(one, words("file_save"), tmp_path)
        assert file.name.startswith("fotfeste-20")
        assert file.suffix == ".dat"
        expect(one.page.get_by_text(words("file_saved"))).to_be_visible()
        [entry] = [it for it in read_export(file.read_bytes(), code)["records"] if it["kind"] == "urge"]
        assert entry["fields"]["text"] == THOUGHTS

        two.page.reload()
        two.press(words("first_code"))
        two.press(words("signin_file"))
        whole = file.read_bytes()
        for flaw, broken in (
            ("import_foreign", b"%PDF-1.7 something else altogether, and long enough to be a header"),
            ("import_newer", whole[:4] + b"\2" + whole[5:]),
            ("import_cut", whole[:-5]),
        ):
            choose_file(two, broken)
            expect(two.page.get_by_role("alert")).to_contain_text(words(flaw).split("{")[0].rstrip(" «‘"))
        choose_file(two, whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:], code)
        two.press(words("import_open"))
        expect(two.page.get_by_role("alert")).to_have_text(words("import_damaged"))
        choose_file(two, file, "0" * 28)
        two.press(words("import_open"))
        expect(two.page.get_by_role("alert")).to_have_text(words("signin_mistyped"))
        two.page.fill("#code", code)
        two.press(words("import_open"))
        expect(two.page.get_by_role("heading", name=words("import_done_title"))).to_be_visible()
        two.press(words("continue"))
        expect(open_entry(two)).to_have_value(THOUGHTS)

    # The server is back, and both go on in one diary.
    log(two, 3, "")
    go(two, "more")
    expect(two.page.get_by_text(words("sync_idle"))).to_be_visible(timeout=20_000)
    one.page.evaluate("dispatchEvent(new Event('online'))")
    go(one, "diary")
    expect(one.page.locator("main .rows .row")).to_have_count(2, timeout=20_000)
    one.close()
    two.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_diary_moves_by_a_file_with_a_password_beside_what_the_new_phone_has(
    browser: Browser, live: Live, tmp_path: Path, locale: Locale
) -> None:
    words = Words(locale)
    one, two = (Phone.take(browser, live.url, locale, worker=True) for _ in range(2))
    for phone, thoughts in ((one, "fra den gamle"), (two, "skrevet på den nye")):
        phone.open()
        phone.worker_ready()
        log(phone, 5, thoughts)
    with without_server(live, one, two):
        go(one, "export")
        one.press(words("move_title"), exact=False)
        # The button of the first screen, as it is called there.
        expect(one.page.locator(".steps-list")).to_contain_text(words("first_code"))
        file, password = make_under_password(one, tmp_path)

        go(two, "import")
        choose_file(two, file, password[:-4] + "0000")
        two.press(words("import_open"))
        expect(two.page.get_by_role("alert")).to_be_visible()
        two.page.fill("#code", password)
        two.press(words("import_open"))
        expect(two.page.get_by_role("heading", name=words("import_ask_title"))).to_be_visible()
        two.choose(words("import_add"), exact=False)
        two.press(words("import_take"))
        two.press(words("continue"))
        go(two, "diary")
        expect(two.page.locator("main .rows .row")).to_have_count(2)

        # Erased in the old place when the person says so, and nowhere else.
        one.press(words("move_done"))
        one.press(words("move_erase_now"))
        expect(one.page.get_by_text(words("first_begin"))).to_be_visible()
        one.page.reload()
        expect(one.page.get_by_text(words("first_begin"))).to_be_visible()
        expect(two.page.locator("main .rows .row")).to_have_count(2)
    one.close()
    two.close()


# The heads of the columns, and what was written.
SHEET = {
    "nb": (["Dato", "Tid på dagen", "Hva", "Hvor sterk", "Tanker"], "Trang"),
    "en": (["Date", "Time of day", "What", "How strong", "Thoughts"], "Urge"),
}


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_readable_files_hold_every_word_and_no_formula(
    browser: Browser, live: Live, tmp_path: Path, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale)
    phone.open()
    log(phone, 6, THOUGHTS)
    log(phone, 0, "")
    go(phone, "text/page/safety/signs/edit")
    phone.page.locator("main input[maxlength]").first.fill("blir stille")
    phone.page.locator("main input[maxlength]").first.blur()
    phone.page.get_by_text(words("answer_kept_device")).wait_for()
    go(phone, "export/readable")
    expect(phone.page.get_by_text(words("readable_warning"))).to_be_visible()

    heads, urge = SHEET[locale]
    sheet = download(phone, words("readable_csv"), tmp_path).read_bytes()
    assert sheet.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == heads
    assert [row[2:] for row in rows] == [[urge, "6", f"'{THOUGHTS}"], [urge, "0", ""]]
    content = json.loads(download(phone, words("readable_json"), tmp_path).read_text(encoding="utf-8"))
    assert [it.get("thoughts") for it in content["diary"]] == [THOUGHTS, None]
    assert content["answers"] == []
    # The colours of the person draw every border: an empty box has none to draw.
    phone.page.emulate_media(forced_colors="active")
    tick = "getComputedStyle(document.querySelector('.choice input'), '::after').content"
    assert phone.page.evaluate(tick) == "none"
    phone.choose(words("readable_own"))
    assert phone.page.evaluate(tick) != "none"
    content = json.loads(download(phone, words("readable_json"), tmp_path).read_text(encoding="utf-8"))
    assert [it["answer"] for it in content["answers"]] == [["blir stille"]]

    phone.press(words("readable_print"), exact=False)
    expect(phone.page.get_by_text(THOUGHTS)).to_be_visible()
    phone.page.emulate_media(media="print")
    assert "Fotfeste" in phone.page.locator(".print-only").inner_text()
    expect(phone.page.get_by_text("blir stille")).to_be_visible()
    expect(phone.page.get_by_role("button", name=words("print"))).to_be_hidden()
    # What is about the safety of one's life comes along this time, not every time.
    phone.page.emulate_media(media="screen")
    go(phone, "more")
    go(phone, "export/readable")
    expect(phone.page.get_by_label(words("readable_own"), exact=True)).not_to_be_checked()
    phone.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_after_everything_was_deleted_offline_nothing_is_left_but_the_mask_and_the_list(
    browser: Browser, live: Live, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, live.url, locale, worker=True)
    phone.open("/?m=vaner")
    phone.worker_ready()
    waits = words("goodbye", n=2)
    log(phone, 6, "borte")
    take_code(phone)
    with without_server(live, phone):
        go(phone, "delete")
        expect(phone.page.get_by_role("link", name=words("delete_export"))).to_be_visible()
        phone.press(words("delete_now"))
        expect(phone.page.get_by_text(words("deleted_title"))).to_be_visible()
        expect(phone.page.get_by_text(waits)).to_be_visible()
        left = phone.page.evaluate(
            """async () => {
              const database = await new Promise((done) => {
                const asked = indexedDB.open('fotfeste');
                asked.onsuccess = () => done(asked.result);
              });
              const all = {};
              for (const name of database.objectStoreNames) {
                const store = database.transaction(name).objectStore(name);
                all[name] = await new Promise((done) => (store.getAll().onsuccess = (it) => done(it.target.result)));
              }
              const kept = [];
              for (const name of await caches.keys())
                kept.push(...(await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname));
              return { all, session: sessionStorage.length, local: localStorage.length, kept };
            }"""
        )
        stores = {name: rows for name, rows in left["all"].items() if rows}
        assert set(stores) == {"goodbye", "outside"}
        assert stores["outside"] == [{"mask": "vaner"}]
        assert {it["kind"] for it in stores["goodbye"]} == {"vault", "slot"}
        assert (left["session"], left["local"]) == (0, 0)
        assert not [path for path in left["kept"] if path.startswith("/api/") and not path.startswith("/api/content/")]

        # At the next start, still without a server, it is said again; with one it is worked off.
        phone.page.reload()
        expect(phone.page.get_by_text(waits)).to_be_visible()
    phone.page.reload()
    expect(phone.page.get_by_text(waits)).to_have_count(0, timeout=20_000)
    phone.close()
