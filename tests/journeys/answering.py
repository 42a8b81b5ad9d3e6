"""Somebody who answers what the pack asks: each kind of exercise through its own controls, as a person presses them."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Locator, expect

from tests.journeys.phone import Phone
from tests.journeys.words import Words

Json = dict[str, Any]

OWN: Final = {
    "nb": {
        "write": "Jeg vil ringe broren min på tirsdager.",
        "person": "Kim",
        "box": ("På hotellet", "En tom kveld", "Uro", "«Bare i dag»", "Åpnet mobilen", "Gikk ut"),
    },
    "en": {
        "write": "I want to ring my brother on Tuesdays.",
        "person": "Kim",
        "box": ("At the hotel", "An empty evening", "Unease", "“Only today”", "Opened the phone", "Went out"),
    },
}
"""What is written where words of one's own are asked for."""

NUMBER: Final = "41234567"


def opening(blocks: list[Json]) -> str:
    """The words that a text begins with, up to the first link or note."""
    first = blocks[0]["words"][0]
    return (first if isinstance(first, str) else "".join(first["words"])).strip()


@dataclass
class Answering:
    """`given` is what each answer will be shown as, by its name."""

    phone: Phone
    pack: Json
    given: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page = self.phone.page
        self.words = Words(self.phone.locale)
        self.own: Any = OWN[self.phone.locale]

    def main(self, select: str, has_text: str | None = None) -> Locator:
        return self.page.locator(f"main {select}", has_text=has_text)

    def dock(self) -> None:
        """The one thing to press at the foot."""
        self.page.locator(".dock .btn.main").click()

    def on(self, heading: str) -> None:
        """«Videre», until this heading has come."""
        self.dock()
        self.at(heading)

    def at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    def press(self, label: str, within: Locator | None = None) -> None:
        """A choice, by its label."""
        place = within or self.main(".exercise")
        place.locator("label").filter(has_text=re.compile(f"^{re.escape(label)}$")).click()

    def kept(self, exercise: Json, within: Locator | None = None) -> None:
        """The screen says that it is kept, and where; or nothing, of what is kept nowhere."""
        words = {"sync": "answer_kept", "device": "answer_kept_device"}.get(exercise["keep"])
        line = (within or self.page).locator(".kept")
        if words:
            expect(line).to_have_text(self.words(words))
        else:
            expect(line).to_be_empty()

    def step(self, step: Json, option: int = 0) -> None:
        """Answers a step whose screen stands; `option` is the place of the choice."""
        exercise = step.get("exercise")
        if exercise is None:
            return
        if exercise["kind"] == "review":
            self.sees(exercise["show"])
            return
        if exercise["kind"] == "practise":
            self._practise(exercise)
            return
        answer = getattr(self, f"_{exercise['kind']}")
        self.given[exercise["answer"]] = answer(exercise, option)
        self.kept(exercise)

    def sees(self, names: list[str]) -> None:
        """Each of these answers stands in a box of its own."""
        for words in (it for name in names for it in self.given[name]):
            expect(self.main(".shown .own, .shown .answer", words).first).to_be_visible()

    def _choice(self, exercise: Json, option: int) -> str:
        chosen = exercise["options"][option]
        self.press(chosen["label"])
        if chosen.get("reply"):
            expect(self.main(".reply").filter(has_text=opening(chosen["reply"]))).to_be_visible()
        label: str = chosen["label"]
        return label

    def _write(self, exercise: Json, option: int) -> list[str]:
        words: str = self.own["write"]
        self.page.get_by_label(exercise["ask"], exact=True).fill(words)
        return [words]

    def _choose(self, exercise: Json, option: int) -> list[str]:
        return [self._choice(exercise, option)]

    def _scale(self, exercise: Json, option: int) -> list[str]:
        """The middle of the range at this place."""
        chosen = exercise["ranges"][option]
        value = (chosen["from"] + chosen["to"]) // 2
        self.main(f".ten label.n{value}").click()
        expect(self.main(".reply")).to_contain_text(opening(chosen["reply"]))
        return [str(value)]

    def _list(self, exercise: Json, option: int) -> list[str]:
        """One of the things; of people also one more, with a number."""
        given = [self._choice(exercise, option)] if exercise["options"] else []
        if exercise.get("becomes") == "time":
            self.main(".place .chips label").nth(2).click()
            expect(self.main(".calendar td.planned, .calendar td.hard").first).to_be_visible()
        if exercise.get("becomes") == "call" and len(given) < exercise["most"] and exercise.get("own", False):
            person = self.own["person"]
            label = self.words("own_words") if given else exercise["ask"]
            self.page.get_by_label(label, exact=True).fill(person)
            self.page.get_by_label(self.words("phone_of", whom=person), exact=True).fill(NUMBER)
            given.append(person)
        return given

    def _ifthen(self, exercise: Json, option: int) -> list[str]:
        """It begins with an earlier answer, of several with one that is chosen; and so is what to do then."""
        when = self.given.get(exercise.get("start", ""), [])
        if len(when) > 1:
            when = when[:1]
            self.press(when[0], self.main(".first-half"))
        for words in when:
            expect(self.main(".joined .own").first).to_have_text(words)
        then = self._choice(exercise, option)
        expect(self.main(".joined .own.then")).to_have_text(then)
        return [*when, then]

    def _table(self, exercise: Json, option: int) -> list[str]:
        """Every box: those of a balance stand together, those of a chain and a record come one by one."""
        boxes = exercise["boxes"]
        words = list(self.own["box"][: len(boxes)])
        if exercise["form"] == "balance":
            for box, text in zip(boxes, words, strict=True):
                self.page.get_by_label(box["label"], exact=True).fill(text)
            return words
        onwards = self.words("next_link" if exercise["form"] == "chain" else "next_box")
        for at, (box, text) in enumerate(zip(boxes, words, strict=True)):
            if at:
                self.phone.press(onwards, "button")
            self.page.get_by_label(box["label"], exact=True).fill(text)
        return words

    def _practise(self, exercise: Json) -> None:
        """The tool takes the screen: a timed one until it is enough, one in steps to its end."""
        tool = self.pack["tools"][exercise["tool"]]
        self.phone.press(self.words("practise_start", n=exercise["minutes"]), "button")
        if tool["id"] in ("wave", "waiting", "breathing"):
            expect(self.page.get_by_role("timer")).to_be_visible()
            self.dock()
        else:
            for step in tool["steps"]:
                self.at(step["title"])
                self.dock()
        done = exercise.get("done") or self.words("practise_done")
        expect(self.main(".exercise").get_by_text(done, exact=True)).to_be_visible()

    def module(self, name: str, choices: dict[str, int] | None = None) -> None:
        """A whole module from its first screen to the practice taken; `choices` says which option, by the step's id."""
        module = self.pack["modules"][name]
        steps, practice = module["steps"], module["practice"]
        for number, step in enumerate(steps, 1):
            self.at(step["title"])
            where = self.words("where_in_text", title=module["title"], step=number, of=len(steps) + 1)
            expect(self.main(".meta").first).to_have_text(where)
            self.step(step, (choices or {}).get(step["id"], 0))
            self.on((steps[number] if number < len(steps) else practice)["title"])
        for words in (practice[it] for it in ("do", "when", "smallest", "obstacle")):
            expect(self.page.get_by_text(words, exact=True)).to_be_visible()
        self.sees(practice["show"])
        self.phone.press(self.words("practice_take"), "button")
