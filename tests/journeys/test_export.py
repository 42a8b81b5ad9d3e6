"""The diary as a file that a browser saves, chooses, prints and forgets.

What the screens say of it: pwa/src/features/account/export/export.test.tsx.
"""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from docs.engineers.read_export import read_export
from tests.journeys.doing import NB, go, log, open_entry, take_code, without_server
from tests.journeys.phone import Phone
from tests.live import Live

pytestmark = pytest.mark.browser

THOUGHTS = '=HYPERLINK("x"); kveld på «hotell»'

# Everything that is left on the phone: the rows of each store, and the addresses that the worker keeps.
LEFT = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open('fotfeste');
    asked.onsuccess = () => done(asked.result);
  });
  const all = {};
  for (const name of database.objectStoreNames) {
    const store = database.transaction(name).objectStore(name);
    all[name] = await new Promise((done) => (store.getAll().onsuccess = (it) => done(it.target.result)));
  }
  database.close();
  const kept = [];
  for (const name of await caches.keys())
    kept.push(...(await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname));
  return { all, session: sessionStorage.length, local: localStorage.length, kept };
}"""


def download(phone: Phone, press: str, folder: Path) -> Path:
    with phone.page.expect_download() as started:
        phone.page.get_by_role("button", name=press).first.click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file


def test_the_file_under_the_code_opens_on_a_fresh_phone_without_a_server_and_deleting_leaves_nothing(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    one, two = (Phone.take(browser, live.url, "nb", worker=True) for _ in range(2))
    one.open("/?m=vaner")
    one.worker_ready()
    log(one, 6, THOUGHTS)
    code = take_code(one)
    two.open()
    two.worker_ready()
    with without_server(live, one, two):
        go(one, "export/sealed")
        one.page.fill("#code", code.lower())
        one.press(NB("sealed_make"))
        file = download(one, NB("file_save"), tmp_path)
        assert file.name.startswith("vaner-20")
        assert file.suffix == ".dat"
        # Whoever has the file and the code needs no app of ours.
        [entry] = [it for it in read_export(file.read_bytes(), code)["records"] if it["kind"] == "urge"]
        assert entry["fields"]["text"] == THOUGHTS

        two.page.reload()
        two.press(NB("first_code"))
        two.press(NB("signin_file"))
        two.page.set_input_files("input[type=file]", file)
        two.page.fill("#code", code)
        two.press(NB("import_open"))
        expect(two.page.get_by_role("heading", name=NB("import_done_title"))).to_be_visible()
        two.press(NB("continue"))
        expect(open_entry(two)).to_have_value(THOUGHTS)

        go(one, "delete")
        one.press(NB("delete_now"))
        expect(one.page.get_by_text(NB("deleted_title"))).to_be_visible()
        left = one.page.evaluate(LEFT)
        stores = {name: rows for name, rows in left["all"].items() if rows}
        assert set(stores) == {"goodbye", "outside"}
        assert stores["outside"] == [{"mask": "vaner", "sweep": True}]
        assert (left["session"], left["local"]) == (0, 0)
        assert not [path for path in left["kept"] if path.startswith("/api/") and not path.startswith("/api/content/")]
    one.close()
    two.close()


def test_readable_files_are_saved_and_printed_as_they_are_seen(browser: Browser, live: Live, tmp_path: Path) -> None:
    phone = Phone.take(browser, live.url, "nb")
    page = phone.page
    phone.open()
    log(phone, 6, THOUGHTS)
    go(phone, "text/page/safety/signs/edit")
    page.locator("main textarea").first.fill("blir stille")
    page.locator("main textarea").first.blur()
    expect(page.get_by_text(NB("answer_kept_device"))).to_be_visible()
    go(phone, "export/readable")
    sheet = download(phone, NB("readable_csv"), tmp_path).read_bytes()
    [_, row] = csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[2:] == ["Trang", "6", f"'{THOUGHTS}"]
    # The colours of the person draw every border: an empty box has none to draw.
    page.emulate_media(forced_colors="active")
    tick = "() => getComputedStyle(document.querySelector('.choice input'), '::after').content"
    page.wait_for_function(f"() => ({tick})() === 'none'")
    phone.choose(NB("readable_own"))
    page.wait_for_function(f"() => ({tick})() !== 'none'")
    phone.press(NB("readable_print"), exact=False)
    expect(page.get_by_text(THOUGHTS)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".print-only")).to_contain_text("Fotfeste")
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.get_by_text("blir stille")).to_be_visible()
    expect(page.get_by_role("button", name=NB("print"))).to_be_hidden()
    phone.close()
