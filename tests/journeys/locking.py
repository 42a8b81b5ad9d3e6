"""A person at the lock: a PIN on the pad, an app that is left and come back to, and what rests on the disk."""

from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from playwright.sync_api import Page, expect

from tests.hostile.evidence import files
from tests.journeys.doing import go
from tests.journeys.phone import Phone
from tests.journeys.words import Words

PIN = "271828"

LONG = "27182818"
"""Two digits more than what goes on by itself."""

# Instead of Argon2id in a worker, which costs a second of processor for every PIN or password; the journeys that are
# about these, and those that look into the browser's files, have the real one. A try seems to take no time: by what it
# takes the app fits the lock to the device, and one that was set while the machine was busy is raised at the next try,
# which shuts the other tabs.
QUICK = """
const running = performance.now.bind(performance);
performance.now = () => running() / 1000;
globalThis.Worker = class extends EventTarget {
  postMessage({ pin, salt }) {
    const typed = new TextEncoder().encode(pin.normalize('NFKC'));
    crypto.subtle.digest('SHA-256', new Uint8Array([...typed, ...salt])).then((digest) =>
      this.dispatchEvent(new MessageEvent('message', { data: new Uint8Array(digest) })));
  }
  terminate() {}
};
"""

HIDDEN = """value => {
  Object.defineProperty(document, 'visibilityState', { value, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""

# Everything that stands in the database, without its bytes.
DISK = """async () => {
  const { promise, resolve } = Promise.withResolvers();
  const opening = indexedDB.open('fotfeste');
  opening.onsuccess = () => resolve(opening.result);
  const database = await promise;
  const all = (store, how) => new Promise((done) => {
    const asked = database.transaction(store).objectStore(store)[how]();
    asked.onsuccess = () => done(asked.result);
  });
  const [meta] = await all('meta', 'getAll');
  const found = {
    by: meta?.wrapped.by ?? null,
    keys: await all('keys', 'getAllKeys'),
    records: (await all('records', 'getAllKeys')).length,
    here: (await all('here', 'getAllKeys')).length,
    outside: (await all('outside', 'getAll'))[0] ?? {},
  };
  database.close();
  return found;
}"""


def type_pin(page: Page, pin: str) -> None:
    """Digit by digit."""
    for digit in pin:
        page.locator(".keys").get_by_role("button", name=digit, exact=True).click()


def press_pin(page: Page, pin: str) -> None:
    """Digit by digit, then the key that takes it."""
    type_pin(page, pin)
    page.locator(".keys .take").click()


def new_pin(page: Page, words: Words, pin: str = PIN) -> None:
    """Six digits twice, as they are asked for; a moment after the sixth they go on by themselves."""
    type_pin(page, pin)
    expect(page.get_by_role("heading", name=words("pin_again_title"))).to_be_visible()
    type_pin(page, pin)


def key_pin(page: Page, words: Words, pin: str = PIN) -> None:
    """The same by keyboard, where Enter does not wait for a digit more; also in a tab behind another."""
    expect(page.get_by_role("heading", name=words("pin_new_title"))).to_be_visible()
    page.keyboard.type(f"{pin}\n")
    expect(page.get_by_role("heading", name=words("pin_again_title"))).to_be_visible()
    page.keyboard.type(f"{pin}\n")


def set_lock(phone: Phone, words: Words) -> None:
    """In More, on a diary that is there."""
    go(phone, "lock")
    phone.press(words("lock_choose"))
    key_pin(phone.page, words)
    expect(phone.page.get_by_text(words("lock_changed"), exact=True)).to_be_visible()


def leave(page: Page) -> None:
    """Another app comes to the front."""
    page.evaluate(HIDDEN, "hidden")


def come_back(page: Page) -> None:
    page.evaluate(HIDDEN, "visible")
    page.wait_for_function("() => !document.documentElement.classList.contains('covered')")


def locked(page: Page) -> None:
    """The lock stands, with the name of the mask and nothing else."""
    expect(page.locator(".mask h1")).to_have_text("Fotfeste")
    expect(page.locator(".keys")).to_be_visible()


def on_disk(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(DISK)
    return found


# The master key as it rests before there is a lock: sealed by the device key.
WRAPPED = """async () => {
  const { promise, resolve } = Promise.withResolvers();
  const opening = indexedDB.open('fotfeste');
  opening.onsuccess = () => resolve(opening.result);
  const database = await promise;
  const asked = database.transaction('meta').objectStore('meta').get('vault');
  const meta = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  database.close();
  return [...meta.wrapped.sealed];
}"""


def key_in(profile: Path, sealed: bytes) -> bytes:
    """The 32 bytes in the files of the browser's database that open these sealed ones, wherever they stand there."""
    iv, rest = sealed[1:13], sealed[13:]

    def opens(key: bytes) -> bool:
        try:
            AESGCM(key).decrypt(iv, rest, b"selfhelp/v1 device\0")
        except InvalidTag:
            return False
        return True

    tried = (raw[at : at + 32] for raw in _database(profile).values() for at in range(len(raw) - 31))
    return next(key for key in tried if opens(key))


def holding(profile: Path, key: bytes) -> list[str]:
    """The files of the browser's database in which this key stands."""
    return [name for name, raw in _database(profile).items() if key in raw]


def _database(profile: Path) -> dict[str, bytes]:
    """Read until twice the same: the browser merges its files meanwhile, and what it holds may stand in a new one."""
    folder = profile / "Default" / "IndexedDB"
    before: dict[str, bytes] = {}
    now = files(folder, folder.name)
    while now != before:
        before, now = now, files(folder, folder.name)
    return now
