"""The diary that `selfhelp demo` writes: fifteen weeks of somebody who is about half-way through the programme.

It is the same at every run except for its dates, which count back from today. Modules and steps come from the pack that
is served: what an operator has removed is left out.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

Fields = dict[str, Any]
BundleJson = Mapping[str, Any]

WEEKS: Final = 15
_URGES: Final = (6, 5, 6, 5, 5, 4, 5, 3, 4, 3, 4, 3, 3, 2, 4)
"""How many urges each week has, from the first on."""

_PURCHASES: Final = ((99, "evening"), (82, "night"), (51, "evening"))
"""Days ago, and the part of the day."""

_HOURS: Final = {"night": 1, "morning": 8, "day": 14, "evening": 21}
_PARTS: Final = ("evening",) * 6 + ("night",) * 2 + ("day",) * 2 + ("morning",)
_PLACES: Final = {"evening": ("home", "home", "travel", "out"), "night": ("home",), "day": ("work",), "morning": ()}
_TRIGGERS: Final = ("home-alone",) * 4 + ("stress",) * 3 + ("phone-bed", "lonely", "tired", "bored", "payday", "travel")
_FEELINGS: Final = ("restless", "lonely", "stressed", "empty", "tired", "angry")
_WAYS: Final = (("wave", 4), ("wave", 5), ("call", 4), ("waiting", 2), ("breathing", 2), (None, 0), (None, 0))
"""What was tried, and about how far the urge fell."""

_MODULES: Final = {"first-hold": 104, "harder": 95, "your-reasons": 84, "your-map": 60, "when-urge-comes": 4}
"""How many days ago each was finished. Between the third and the fourth lie three weeks away."""

_BEGUN: Final = "just-this-once"
"""The module that is under way, and its step."""
_STEP: Final = "record"


class DiaryWords(msgspec.Struct, frozen=True):
    """What is said in one language. `thoughts` and `good` are used in turn; `answers` are the texts of exercises, by
    the answer's name; `chain` and `balance` are by the boxes of their tables."""

    thoughts: tuple[str, ...]
    good: tuple[str, ...]
    slips: tuple[str, ...]
    did: tuple[str, ...]
    answers: dict[str, str]
    chain: dict[str, str]
    balance: dict[str, str]
    people: tuple[str, ...]


class Story(msgspec.Struct, frozen=True):
    """story.toml: what was chosen, by the answer's name in the pack, and the words by locale."""

    given: dict[str, Fields]
    words: dict[str, DiaryWords]


class Entry(NamedTuple):
    """One record. `name` belongs to what exists once per person; `at` is the local time of writing."""

    kind: str
    at: datetime
    fields: Fields
    name: str | None = None


def read_story() -> Story:
    """Return the choices and words of the made-up person; the dates are added later."""
    return msgspec.toml.decode(Path(__file__).with_name("story.toml").read_bytes(), type=Story)


def entries(today: date, locale: str, bundle: BundleJson) -> Iterator[Entry]:
    """Yield every record but the keys. `bundle` is the pack as phones get it; the last entry is from yesterday."""
    story, chance = read_story(), random.Random(4)  # noqa: S311 - a story, no secret
    words = story.words[locale]
    begun = _moment(today, _MODULES["first-hold"], "evening")
    yield Entry("settings", begun, {"what": ["again"], "locale": locale}, "settings")
    peaks: dict[int, int] = {}
    for entry, ago in _urges(today, words, chance):
        peaks[ago] = max(peaks.get(ago, 0), entry.fields["strength"])
        yield entry
    for (ago, part), text in zip(_PURCHASES, words.slips, strict=True):
        at = _moment(today, ago, part)
        yield Entry("purchase", at, {"date": at.date().isoformat(), "part": part, "text": text})
    yield from _checkins(today, words, chance, peaks)
    yield from _fortnights(today)
    yield from _answers(today, story.given, words, bundle)
    for number, name in enumerate(words.people):
        at = begun + timedelta(days=40, minutes=number)
        yield Entry("person", at, {"name_text": name, "phone_text": "", "made": round(at.timestamp() * 1000)})
    yield Entry("progress", _moment(today, 1, "evening"), _progress(today, bundle), "progress")


def _moment(today: date, ago: int, part: str) -> datetime:
    return datetime.combine(today - timedelta(ago), time(_HOURS[part], 12)).astimezone()


def _urges(today: date, words: DiaryWords, chance: random.Random) -> Iterator[tuple[Entry, int]]:
    written = 0
    for week, count in enumerate(_URGES):
        for day in sorted(chance.sample(range(7), k=min(count, 7))):
            ago, part = WEEKS * 7 - week * 7 - day, chance.choice(_PARTS)
            at = _moment(today, ago, part)
            strength = max(2, min(10, round(7.5 - week * 0.2 + chance.uniform(-2, 2))))
            fields: Fields = {"date": at.date().isoformat(), "part": part, "strength": strength}
            fields["triggers"] = sorted(set(chance.choices(_TRIGGERS, k=chance.choice((1, 1, 2)))))
            if places := _PLACES[part]:
                fields["place"] = chance.choice(places)
            if chance.random() < 0.5:
                fields["feelings"] = chance.sample(_FEELINGS, k=chance.choice((1, 2)))
            way, fall = chance.choice(_WAYS)
            if way:
                after = max(0, strength - fall + chance.choice((-1, 0, 1)))
                fields |= {"way": way, "after": after, "minutes": chance.randint(6, 28)}
            if written % 4 == 0:
                fields["text"] = words.thoughts[written // 4 % len(words.thoughts)]
            if written % 9 == 5:
                fields["did_text"] = words.did[written // 9 % len(words.did)]
            written += 1
            yield Entry("urge", at, fields), ago


def _checkins(today: date, words: DiaryWords, chance: random.Random, peaks: Mapping[int, int]) -> Iterator[Entry]:
    days = [ago for ago in range(WEEKS * 7 - 1, 0, -1) if ago in (1, 2) or chance.random() < 0.55]
    for number, ago in enumerate(days):
        better = (WEEKS * 7 - ago) / (WEEKS * 7)
        at = _moment(today, ago, "evening") + timedelta(minutes=50)
        mood = round(4 + 3 * better + chance.uniform(-1.4, 1.4))
        fields: Fields = {"date": at.date().isoformat(), "mood": max(2, min(9, mood))}
        fields["peak"] = peaks.get(ago, chance.randint(0, 3))
        fields["control"] = max(2, min(10, round(4 + 4 * better + chance.uniform(-1, 1))))
        if number % 2 == 0:
            fields["good_text"] = words.good[number // 2 % len(words.good)]
        yield Entry("checkin", at, fields, f"checkin/{fields['date']}")


def _fortnights(today: date) -> Iterator[Entry]:
    for number, ago in enumerate(range(90, 0, -14)):
        at = _moment(today, ago, "evening")
        bought = sum(ago <= past < ago + 28 for past, _ in _PURCHASES)
        fields: Fields = {"date": at.date().isoformat(), "wellbeing": 4 + number // 2, "urge-14": 7 - number // 2}
        fields |= {"control-14": 4 + number // 2, "purchases-28": bought}
        yield Entry("measure", at, fields, f"measure/{fields['date']}")


def _answers(today: date, chosen: Mapping[str, Fields], words: DiaryWords, bundle: BundleJson) -> Iterator[Entry]:
    """Yield an answer for every exercise of the finished modules for which there are words."""
    tables = {"map-chain": words.chain, "balance": words.balance}
    for module, ago in {**_MODULES, _BEGUN: 1}.items():
        for minute, step in enumerate(bundle["modules"].get(module, {}).get("steps", ())):
            exercise = step.get("exercise") or {}
            answer = exercise.get("answer", "")
            if exercise.get("keep") != "sync" or answer not in {*chosen, *tables}:
                continue
            at = _moment(today, ago, "evening") - timedelta(minutes=40 - minute)
            given = {"programme": "stop", "module": module, "step": step["id"], "answer": answer}
            fields: Fields = {**given, "at": at.date().isoformat(), **chosen.get(answer, {})}
            if answer in words.answers:
                fields["own_text"] = words.answers[answer]
            fields |= {f"box_{box}_text": text for box, text in tables.get(answer, {}).items()}
            yield Entry("answer", at, fields, f"answer/stop/{module}/{step['id']}")


def _progress(today: date, bundle: BundleJson) -> Fields:
    def before(ago: int) -> str:
        return (today - timedelta(ago)).isoformat()

    taken = {module: ago for module, ago in _MODULES.items() if module in bundle["modules"]}
    fields: Fields = {"began": before(_MODULES["first-hold"]), "month": before(_MODULES["first-hold"] - 30)}
    for module, ago in taken.items():
        fields |= {f"done_{module}": before(ago)}
        if ago > 7:
            fields |= {f"practice_{module}": "done", f"practice_at_{module}": before(ago - 6)}
    if any(step["id"] == _STEP for step in bundle["modules"].get(_BEGUN, {}).get("steps", ())):
        fields |= {f"step_{_BEGUN}": _STEP, "latest": _BEGUN}
    return fields
