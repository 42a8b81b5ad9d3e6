"""A short life on the engine of an iPhone's browser: a lock, an urge, the server goes, the PIN, and it is there."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from selfhelp.settings import Settings
from tests.journeys.webkit import webkit
from tests.journeys.words import Words
from tests.live import live_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NB = Words("nb")
EN = Words("en")
PIN = "602214"

# Whatever goes wrong after this is told to the test.
LISTEN = """
window.faults = [];
addEventListener('error', (event) => faults.push(String(event.message)));
addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
addEventListener('securitypolicyviolation', (event) => faults.push(`${event.violatedDirective} ${event.blockedURI}`));
"""

# In one go: between finding and pressing the screen may be drawn anew.
PRESS = """
const found = document.evaluate(arguments[0], document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
found?.click();
return found !== null;
"""
WORDS = "return document.querySelector('main')?.innerText ?? ''"

# The language that the next start speaks before the lock opens.
SPEAKS = """
const done = arguments[0];
indexedDB.open('fotfeste').onsuccess = ({ target: { result: database } }) => {
  database.transaction('outside').objectStore('outside').get('outside').onsuccess = ({ target }) => {
    database.close();
    done(target.result?.locale ?? '');
  };
};
"""


class Hand:
    """What a person does with it."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        self.wait = WebDriverWait(driver, 30)

    def open(self, address: str) -> None:
        self.driver.get(address)
        self.wait.until(lambda it: it.find_elements(By.CSS_SELECTOR, "h1"))
        self.driver.execute_script(LISTEN)

    def go(self, screen: str) -> None:
        self.driver.execute_script("location.hash = arguments[0]", f"#/{screen}")
        self.wait.until(lambda it: it.execute_script("return document.documentElement.dataset.screen") == screen)

    def press(self, words: str) -> None:
        path = f"//*[self::button or self::a or self::label][normalize-space()='{words}']"
        self.wait.until(lambda it: it.execute_script(PRESS, path))

    def types(self, digits: str) -> None:
        """On the pad."""
        self.wait.until(lambda it: it.find_elements(By.CSS_SELECTOR, ".keys button:not([aria-disabled=true])"))
        for digit in digits:
            self.press(digit)

    def pin(self, digits: str) -> None:
        """Typed on the pad, and taken."""
        self.types(digits)
        self.wait.until(lambda it: it.find_elements(By.CSS_SELECTOR, ".keys .take:not([aria-disabled=true])"))
        self.driver.execute_script("document.querySelector('.keys .take').click()")

    def log_strength(self, value: int) -> None:
        found = f"fieldset.ten button[value='{value}']"
        self.wait.until(lambda it: it.find_elements(By.CSS_SELECTOR, found))
        self.driver.execute_script("document.querySelector(arguments[0]).click()", found)

    def sees(self, words: str) -> None:
        self.wait.until(lambda it: words in it.execute_script(WORDS))

    def comes(self, selector: str) -> None:
        self.wait.until(lambda it: it.find_elements(By.CSS_SELECTOR, selector))

    def faults(self) -> list[str]:
        return list(self.driver.execute_script("return window.faults"))


def test_what_was_written_behind_a_lock_is_there_without_a_server(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "data").mkdir()
    with live_server(Settings(data=tmp_path / "data", jobs=False)) as live, webkit(home) as driver:
        address = live.url.replace("127.0.0.1", "localhost")
        hand = Hand(driver)
        hand.open(address)
        driver.execute_async_script("navigator.serviceWorker.ready.then(() => arguments[0]())")
        if driver.execute_script("return document.documentElement.lang") != "nb":
            hand.press("Norsk")
        hand.go("log")
        # Before the first thing is kept.
        hand.press(NB("shared_yes"))
        hand.types(PIN)
        hand.sees(NB("pin_again_title"))
        hand.types(PIN)
        hand.log_strength(7)
        hand.sees("Lagret: 7")
        hand.go("language")
        hand.press("English")
        hand.sees(EN("language_title"))
        hand.wait.until(lambda it: it.execute_async_script(SPEAKS) == "en")
        live.kill()
        hand.open(address)
        hand.sees(EN("lock_forgot"))
        hand.pin(PIN)
        hand.comes(".hold")
        for words, other in ((EN, "Norsk (bokmål)"), (NB, "English")):
            hand.go("diary")
            hand.sees(words("diary_urge", strength=7))
            hand.go("language")
            hand.press(other)
        assert hand.faults() == []
