"""Every field of the app in which a person can write: which there must be, and a walk that types into each.

A field is `screen: label`. What the screens have is listed here; what the exercises have follows from the content pack.
A field that is in neither, and one that the walk does not meet, fails the test that asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.hostile.canaries import number, word
from tests.journeys.phone import Phone
from tests.journeys.words import Words

SOURCE: Final = Path(__file__).parents[2] / "pwa" / "src"

WRITABLE: Final = "textarea, [contenteditable], input" + "".join(
    f":not([type={kind}])" for kind in ("radio", "checkbox", "date", "time", "range", "file", "button", "submit")
)
"""What takes words. A kind of input that is not known here counts as one."""

DRAWN: Final = """all => all.map((it) =>
  [it.labels?.[0]?.textContent ?? it.getAttribute('aria-label') ?? '', it.value, it.type])"""

SOURCES: Final = {
    "ui/Field.tsx",
    "ui/OneLine.tsx",
    "features/calm/WordsScreen.tsx",
    "shared/OwnText.tsx",
    "shared/OwnChips.tsx",
    "shared/Writing.tsx",
    "features/diary/Checkin.tsx",
    "features/account/SignIn.tsx",
    "features/coach/Writes.tsx",
    "features/account/code/TypeCode.tsx",
    "features/diary/Search.tsx",
    "features/account/export/Sealed.tsx",
    "features/account/import/ChooseFile.tsx",
    "features/lock/Forgot.tsx",
    "features/lock/Pin.tsx",
    "features/near/Answers.tsx",
    "features/plan/EveningForm.tsx",
    "features/plan/PersonForm.tsx",
    "features/exercise/OwnLines.tsx",
    "features/exercise/Stepwise.tsx",
    "features/exercise/Table.tsx",
    "features/exercise/Write.tsx",
}
"""The files of the client that draw such fields; the walk reaches each."""


_WORDLESS: Final = re.compile(r'type=("(?:date|time|radio|checkbox|file)"|\{one)|^<Field\s[^/]*\stime\b')


def drawn_in() -> set[str]:
    """The files of the app that draw a field, as the source stands; the gallery of parts and the coaches' console are
    built apart from it."""
    found = set()
    apart = SOURCE / "testing", SOURCE / "console"
    for file in (it for it in SOURCE.rglob("*.tsx") if not any(it.is_relative_to(folder) for folder in apart)):
        tags = re.findall(r"<(?:textarea|input|Field|OneLine|Writing)\b[^>]*", file.read_text(encoding="utf-8"))
        if any(not _WORDLESS.search(tag) for tag in tags):
            found.add(file.relative_to(SOURCE).as_posix())
    return found


def screen_names() -> set[str]:
    """The names in the client's router."""
    text = (SOURCE / "platform" / "router.ts").read_text(encoding="utf-8")
    listed = re.search(r"export const screenNames = \[(.*?)\] as const", text, re.DOTALL)
    assert listed is not None
    return set(re.findall(r"'([a-z-]+)'", listed[1]))


def of_the_screens(words: Words) -> set[str]:
    """The fields that are there whatever the pack holds."""
    own, thoughts, good = (words(key) for key in ("own_words", "about_thoughts", "checkin_good"))
    return {
        f"more-about: {own}",
        f"more-about: {thoughts}",
        f"more-about: {words('about_own_word')}",
        f"the page of a slip: {words('lapse_words')}",
        f"checkin: {good}",
        f"diary: {words('search_label')}",
        f"calm: {words('calm_words_ask')}",
        f"entry of an urge: {own}",
        f"entry of an urge: {thoughts}",
        f"entry of an urge: {words('about_own_word')}",
        f"entry of a purchase: {thoughts}",
        f"entry of a purchase: {words('about_own_word')}",
        f"entry of a check-in: {good}",
        f"plan of a person: {words('person_name')}",
        f"plan of a person: {words('person_phone')}",
        f"plan of an evening: {words('evening_place_own')}",
        f"plan of an evening: {words('person_name')}",
        f"plan of an evening: {words('own_words')}",
        f"plan of an evening: {words('evening_notice')}",
        f"checkin of a relative: {words('near_note')}",
        f"entry of a relative's day: {words('near_note')}",
        "code: " + words("code_group", n="…"),
        "known-code: " + words("code_group", n="…"),
        "signin: " + words("signin_code"),
        "export: " + words("sealed_code"),
        "import: " + words("import_code"),
        "lock: " + words("pin_label"),
        "locked: " + words("forgot_erase_type", word=words("forgot_erase_word")),
    }


def exercises(bundle: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Kind of text, its id, the step and its exercise, for everything that may be answered."""
    for kind, texts in (("module", bundle["modules"]), ("page", bundle["pages"]), ("tool", bundle["tools"])):
        for text in texts.values():
            for step in text["steps"]:
                if "answer" in (step.get("exercise") or {}):
                    yield kind, text["id"], step, step["exercise"]


def to_call(exercise: dict[str, Any]) -> list[dict[str, Any]]:
    """Whom the walk chooses in a list of people: those without a number of their own, with room left for own words."""
    without_number = [one for one in exercise["options"] if not one.get("service")]
    return without_number[: exercise["most"] - (1 if exercise.get("own", False) else 0)]


def of_an_exercise(exercise: dict[str, Any], words: Words) -> set[str]:
    """The labels of its fields."""
    kind, own = exercise["kind"], exercise.get("own", False)
    if kind == "write":
        return {exercise["ask"]}
    if kind == "table":
        return {box["label"] for box in exercise["boxes"]}
    labels: set[str] = set()
    if kind == "ifthen":
        # The first half is chosen among the answers it starts from, or written.
        labels.add(words("own_words") if exercise.get("start") else exercise["if"])
    if own:
        asked = exercise["then"] if kind == "ifthen" else exercise.get("ask", "")
        labels.add(words("own_words") if exercise["options"] or kind == "choose" else asked)
    if kind == "list" and exercise.get("becomes") == "call":
        labels |= {words("phone_of", whom=one["label"]) for one in to_call(exercise)}
        labels |= {words("phone_of", whom="…")} if own else set()
    return labels


def of_the_pack(bundle: dict[str, Any], words: Words) -> set[str]:
    """The fields of every exercise, and what is written to a coach under words of the pack."""
    to_a_coach = set[str]()
    if coach := bundle.get("coach"):
        labels = (
            coach["first"]["text"],
            words("coach_field"),
            coach["checkin"]["practice"],
            coach["checkin"]["question"],
        )
        to_a_coach = {f"coach: {label}" for label in labels}
    return to_a_coach | {
        f"{kind} {text}/{step['id']}: {_without_numbers(label)}"
        for kind, text, step, exercise in exercises(bundle)
        for label in of_an_exercise(exercise, words)
    }


def _without_numbers(label: str) -> str:
    """The part of the code that is asked for is drawn by lot."""
    return re.sub(r"\d+", "…", label)


@dataclass
class Writer:
    """Types a canary of its own into every empty field of a screen, and remembers which fields it met."""

    phone: Phone
    words: Words
    core: str = field(default_factory=word)
    """Stands in everything that is typed as words."""
    digits: str = field(default_factory=number)
    """Stands in every telephone number."""
    met: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)
    """Canary → the field it was typed into."""

    def go(self, *route: str) -> None:
        # As a link from outside leads there, and at once: nothing leads back.
        self.phone.page.evaluate("path => { location.hash = `#/${path}`; }", "/".join(route))
        self.arrive(route[0])

    def arrive(self, screen: str) -> None:
        """Until the router is there, and the screen is drawn."""
        self.phone.page.wait_for_function("name => document.documentElement.dataset.screen === name", arg=screen)
        self.phone.page.locator("h1").first.wait_for()

    def write(self, screen: str) -> None:
        """Fills what is empty until nothing is: a field that was filled may bring another."""
        for _ in range(60):
            controls = self.phone.page.locator(WRITABLE).filter(visible=True)
            drawn: list[list[str]] = controls.evaluate_all(DRAWN)
            for label, _, _ in drawn:
                self._meet(screen, label)
            empty = next((at for at, (_, value, _) in enumerate(drawn) if not value), None)
            if empty is None:
                return
            control, (label, _, kind) = controls.nth(empty), drawn[empty]
            text = f"{self.digits}{len(self.typed):02d}" if kind == "tel" else f"{self.core} {len(self.typed)}"
            self.typed[text] = self._name(screen, label)
            control.fill(text)
            control.blur()
        raise AssertionError(f"the fields of {screen} have no end")

    def _meet(self, screen: str, label: str) -> None:
        name = self._name(screen, label)
        if not name.endswith(f": {self.words('one_more')}"):
            self.met.add(name)

    def _name(self, screen: str, label: str) -> str:
        plain = label
        for text in sorted(self.typed, key=len, reverse=True):
            plain = plain.replace(text, "…")
        return f"{screen}: {_without_numbers(plain)}"

    def answer(self, kind: str, text: str, step: dict[str, Any], exercise: dict[str, Any]) -> None:
        """Everything that can be written in one exercise, until the screen says that it is kept."""
        self.go("text", kind, text, step["id"], "edit")
        page = self.phone.page
        page.get_by_text(step["title"], exact=True).first.wait_for()
        if exercise.get("becomes") == "call":
            for option in to_call(exercise):
                self.phone.choose(option["label"])
        if exercise["kind"] == "ifthen" and page.locator(".exercise .joined > button").count():
            page.locator(".exercise .joined > button").click()
            page.locator(".exercise textarea").first.fill("")
        before = len(self.typed)
        screen = f"{kind} {text}/{step['id']}"
        self.write(screen)
        onwards = self.words("next_box" if exercise.get("form") == "record" else "next_link")
        while exercise["kind"] == "table" and page.get_by_role("button", name=onwards).count():
            self.phone.press(onwards, "button")
            self.write(screen)
        if len(self.typed) > before:
            kept = "answer_kept_device" if exercise["keep"] == "device" else "answer_kept"
            page.get_by_text(self.words(kept), exact=True).wait_for()
