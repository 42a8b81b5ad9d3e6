"""Check how hard and how long a text is: LIX in Norwegian, Flesch in English, minutes in both.

LIX: Björnsson 1968, words per sentence + share of words over six letters. Reading ease: Flesch 1948.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from selfhelp.modules.layout import Passage, SourceStep, Written, of_step, passages
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack

MOST_LIX: Final = 35
STEP_LIX: Final = 40
LEAST_EASE: Final = 60
STEP_WORDS: Final = 150
MOST_MINUTES: Final = 12
WORDS_A_MINUTE: Final = 180

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?:]+(?=[\s»\"”’)]|$)")


def split_words(lines: Iterable[str]) -> list[str]:
    """Return every word of the lines, in order."""
    return [word for line in lines for word in _WORD.findall(line)]


def sentences(lines: Iterable[str]) -> int:
    """Count the parts with at least one word between . ! ? : and line ends."""
    return sum(1 for line in lines for part in _END.split(line) if _WORD.search(part))


def lix(lines: Sequence[str]) -> float:
    """Return Läsbarhetsindex (Björnsson 1968): words a sentence, plus the percentage of words over six letters."""
    words = split_words(lines)
    if not words:
        return 0.0
    long = sum(1 for word in words if len(word) > 6)
    return len(words) / sentences(lines) + 100 * long / len(words)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Estimate syllables by vowel groups, as programs usually do for reading ease."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    bare = re.sub(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$", lambda end: end[0][0], bare)
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def reading_ease(lines: Sequence[str]) -> float:
    """Return Flesch Reading Ease (1948): 206.835 − 1.015 words a sentence − 84.6 syllables a word; higher is easier."""
    words = split_words(lines)
    if not words:
        return 100.0
    return 206.835 - 1.015 * len(words) / sentences(lines) - 84.6 * sum(map(syllables, words)) / len(words)


def running_words(found: Iterable[Passage]) -> list[str]:
    """Return the running words, line by line, without labels, questions and titles: nobody reads through them."""
    return [passage.plain for passage in found if passage.role in ("prose", "reply")]


def _step_words(step: SourceStep) -> int:
    """Count what one person reads of a step: of the replies, only the longest."""
    found = list(of_step(step))
    replies = [len(split_words([passage.plain])) for passage in found if passage.role == "reply"]
    rest = split_words(passage.plain for passage in found if passage.role != "reply")
    return len(rest) + max(replies, default=0)


def minutes(written: Written, ends: str | None = None) -> float:
    """Estimate the minutes, to this step or to the end: 180 words a minute, plus what each exercise says it takes."""
    ids = [step.id for step in written.steps]
    steps = written.steps[: ids.index(ends) + 1] if ends in ids else written.steps
    intro = split_words([written.title, *(line.text for line in written.intro)])
    stated = sum(int(step.value("minutes")) for step in steps if step.value("minutes").isdecimal())
    return (len(intro) + sum(map(_step_words, steps))) / WORDS_A_MINUTE + stated


def check_reading(pack: Pack, messages: Messages) -> None:
    """Check how hard each text and step is to read, and how long it takes."""
    for text, written in pack.written():
        check_weight(written, messages)
        took = minutes(written, text.sheet.ends)
        if took > MOST_MINUTES:
            messages.error(written.file, 0, f"{took:.1f} minutes, at most {MOST_MINUTES}", "cut")
        elif text.genre != "tool" and abs(took - text.sheet.minutes) >= 2:
            what = f"minutes = {text.sheet.minutes}, but {written.file} takes {took:.1f}"
            messages.warn(*text.toml.at("minutes"), what, "correct the number")


def check_weight(written: Written, messages: Messages) -> None:
    """Check LIX or reading ease of one text in one language, and of each of its steps."""
    lines = running_words(passages(written))
    if written.locale == "nb" and lix(lines) > MOST_LIX:
        what = f"LIX {lix(lines):.0f} in the whole text, at most {MOST_LIX}"
        messages.error(written.file, 0, what, "shorter sentences and words")
    if written.locale == "en" and reading_ease(lines) < LEAST_EASE:
        what = f"reading ease {reading_ease(lines):.0f} in the whole text, at least {LEAST_EASE}"
        messages.error(written.file, 0, what, "shorter sentences and words")
    for step in written.steps:
        body = running_words(of_step(step))
        if written.locale == "nb" and lix(body) > STEP_LIX:
            messages.warn(written.file, step.line, f"LIX {lix(body):.0f} in this step", "shorter sentences and words")
        count = len(split_words(passage.plain for passage in of_step(step) if passage.role == "prose"))
        if count > STEP_WORDS:
            what = f"{count} words in this step, {STEP_WORDS} is plenty"
            messages.warn(written.file, step.line, what, "cut, or make two")
