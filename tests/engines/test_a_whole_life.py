"""One person's way through the app on the engines of other browsers, the same steps on each, against the real server.

A lock is set and an urge kept behind it, the first module walked, the code made and typed back; an urge is kept without
a server; a second phone signs in with the code and sets its lock, a third takes in a file; everything is deleted.
Firefox does all of it, and is closed and opened anew without the server. WebKitGTK would forget its disk then: there a
new page stands for that.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from docs.engineers.read_export import read_export
from selfhelp.settings import Settings
from tests.engines.engine import Engine
from tests.engines.firefox import firefox
from tests.engines.person import Person
from tests.engines.webkit import webkit
from tests.journeys.words import Words
from tests.live import Live, live_server

pytestmark = [pytest.mark.deep, pytest.mark.slow]

NB, EN = Words("nb"), Words("en")
PIN, OTHER_PIN = "602214", "271828"
THOUGHTS = "kveld på «hotell», alene"

ENGINES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {"firefox": firefox, "webkit": webkit}

# The language that the next start speaks before the lock opens.
SPEAKS = """() => new Promise((done) => {
  indexedDB.open('fotfeste').onsuccess = ({ target: { result: database } }) => {
    database.transaction('outside').objectStore('outside').get('outside').onsuccess = ({ target }) => {
      database.close();
      done(target.result?.locale);
    };
  };
})"""

# Where anything is left in the database.
KEPT = """() => new Promise((done) => {
  indexedDB.open('fotfeste').onsuccess = ({ target: { result: database } }) => {
    const names = [...database.objectStoreNames];
    const read = database.transaction(names);
    Promise.all(names.map((name) => new Promise((counted) => {
      read.objectStore(name).count().onsuccess = ({ target }) => counted(target.result);
    }))).then((counts) => {
      database.close();
      done(names.filter((_, at) => counts[at] > 0));
    });
  };
})"""

Take = Callable[[], Person]
"""A new phone, on which the app has been opened and has come whole."""


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    data = tmp_path / "data"
    data.mkdir()
    with live_server(Settings(data=data, jobs=False)) as live:
        yield live


def address(live: Live) -> str:
    return live.url.replace("127.0.0.1", "localhost")


@pytest.fixture(params=ENGINES)
def take(request: pytest.FixtureRequest, tmp_path: Path, live: Live) -> Iterator[Take]:
    with ExitStack() as phones:

        def another() -> Person:
            home = tmp_path / f"phone-{len(list(tmp_path.glob('phone-*')))}"
            home.mkdir()
            person = Person(phones.enter_context(ENGINES[request.param](home)))
            person.phone.go(address(live))
            person.comes("h1")
            person.phone.run("() => navigator.serviceWorker.ready.then(() => true)")
            if person.phone.run("() => document.documentElement.lang") != "nb":
                person.press("Norsk")
            return person

        yield another


def type_pin(it: Person, pin: str) -> None:
    for digit in pin:
        it.press(digit)


def choose_pin(it: Person, pin: str) -> None:
    """Twice, digit by digit; a moment after the sixth it goes on by itself."""
    it.sees(NB("pin_new_title"))
    type_pin(it, pin)
    it.sees(NB("pin_again_title"))
    type_pin(it, pin)


def unlock(it: Person, words: Words, pin: str) -> None:
    """From the lock, on which nothing of the diary stands, to Today."""
    it.sees(words("lock_forgot"))
    assert THOUGHTS not in it.phone.run("() => document.documentElement.outerHTML")
    type_pin(it, pin)
    it.press_on(".keys .take")
    it.go("today")
    it.comes(".hold")


def ride_an_urge(it: Person) -> None:
    """From the first screen, with nothing set up; kept with one press afterwards."""
    it.press(NB("first_urge"))
    it.comes("[role=timer]")
    it.press_on(".how-strong")
    it.press_on("fieldset.ten button[value='7']")
    it.press(NB("way_weaker"))
    it.press_on("fieldset.ten button[value='3']")
    it.press(NB("keep_ride"))
    it.sees(NB("ride_saved"))
    it.press(NB("done"))


def walk_the_first_module(it: Person) -> None:
    """«What is it about?», and a lock, since others can open this phone; then the module, with the first option of each
    exercise."""
    it.press_on("main a[href='#/what']")
    it.press(NB("what_again"))
    it.press(NB("continue"))
    it.press(NB("shared_yes"))
    choose_pin(it, PIN)
    for _ in range(30):
        it.until(lambda: it.there_is(".progress, [role=timer], .dock .main, .hold"), "a step")
        if it.there_is(".hold"):
            return
        if it.there_is("main .choices input, main .chips input") and not it.there_is("main input:checked"):
            it.press_on("main .choices label, main .chips label")
            it.sees(NB("answer_kept"))
        before = it.main()
        it.press_on(".dock .main")
        it.until(lambda: it.main() not in ("", before), "another step")  # noqa: B023 - called at once
    raise AssertionError("the module did not end on Today")


def make_the_code(it: Person) -> str:
    """Shown once; one part of it is typed back."""
    it.go("code")
    it.press(NB("code_make"))
    it.comes("ol.code li:nth-child(7)")
    code: list[str] = it.phone.run("() => [...document.querySelectorAll('ol.code li')].map((one) => one.innerText)")
    it.press(NB("code_have"))
    it.comes("label[for=group]")
    label: str = it.phone.run("() => document.querySelector('label[for=group]').innerText")
    it.write(label, code[int(re.findall(r"\d", label)[0]) - 1])
    it.press(NB("code_check"))
    it.sees(NB("code_done_title"))
    it.press(NB("continue"))
    return "-".join(code)


def set_the_lock(it: Person) -> None:
    """On a diary that is there."""
    it.go("lock")
    it.press(NB("lock_choose"))
    choose_pin(it, OTHER_PIN)
    it.sees(NB("lock_changed"))


def log(it: Person) -> None:
    it.press_on(".hold .side")
    it.press_on("fieldset.ten button[value='9']")
    it.write(NB("about_thoughts"), THOUGHTS)
    it.press(NB("done"))
    it.comes(".hold")


def sign_in(it: Person, code: str) -> None:
    it.press(NB("first_code"))
    it.write(NB("signin_code"), code)
    it.press(NB("signin_open"))
    it.sees(NB("signin_done_title"))
    it.press(NB("signin_lock"))
    it.press(NB("shared_no"))


def save_a_file(it: Person, code: str) -> Path:
    """Sealed under the code."""
    it.go("export")
    it.press(NB("export_sealed"))
    it.write(NB("sealed_code"), code)
    it.press(NB("sealed_make"))
    it.press(NB("file_save"))
    it.sees(NB("file_saved"))
    # Firefox puts an empty one in its place until it is whole.
    landed = it.phone.downloads.glob
    [file] = it.until(lambda: [file for file in landed("fotfeste-*.dat") if file.stat().st_size], "the file")
    return file


def take_in(it: Person, file: Path, code: str) -> None:
    it.press(NB("first_code"))
    it.press(NB("signin_file"))
    it.press(NB("shared_no"))
    it.comes("input[type=file]")
    it.phone.give("input[type=file]", file)
    it.write(NB("import_code"), code)
    it.press(NB("import_open"))
    it.sees(NB("import_done_title"))
    it.press(NB("continue"))


def delete_everything(it: Person) -> None:
    it.go("delete")
    it.press(NB("delete_now"))
    it.sees(NB("deleted_title"))
    it.sees(NB("deleted_all"))
    assert set(it.phone.run(KEPT)) <= {"outside"}


def shows_both(it: Person, words: Words) -> None:
    """The diary, with the urge that was ridden and the one that was kept without a server."""
    it.go("diary")
    it.sees(words("diary_urge_after", strength=7, after=3))
    it.sees(words("diary_urge", strength=9))


def test_a_whole_life(take: Take, live: Live) -> None:
    first = take()
    ride_an_urge(first)
    walk_the_first_module(first)
    code = make_the_code(first)
    first.phone.reload()
    unlock(first, NB, PIN)

    live.kill()
    log(first)
    first.go("language")
    first.press("English")
    first.sees(EN("language_title"))
    first.until(lambda: first.phone.run(SPEAKS) == "en", "English, before the lock opens")
    first.phone.reopen(address(live))
    unlock(first, EN, PIN)
    shows_both(first, EN)
    first.go("language")
    first.press("Norsk (bokmål)")
    first.sees(NB("language_title"))
    shows_both(first, NB)
    live.start()
    # It goes to the server when the app is opened.
    first.phone.reload()
    unlock(first, NB, PIN)
    first.go("more")
    first.sees(NB("sync_idle"))
    first.go("plan")
    first.sees(NB("plan_title"))
    plan = first.main()

    second = take()
    sign_in(second, code)
    shows_both(second, NB)
    second.go("plan")
    second.until(lambda: second.main() == plan, plan)
    set_the_lock(second)
    second.phone.reload()
    unlock(second, NB, OTHER_PIN)
    file = save_a_file(second, code)
    assert THOUGHTS in [it["fields"].get("text") for it in read_export(file.read_bytes(), code)["records"]]

    third = take()
    take_in(third, file, code)
    shows_both(third, NB)
    delete_everything(third)
    third.press(NB("deleted_home"))
    third.press(NB("first_code"))
    third.write(NB("signin_code"), code)
    third.press(NB("signin_open"))
    third.sees(NB("signin_unknown"))
    for person in (first, second, third):
        assert person.phone.faults() == []
