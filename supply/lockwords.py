"""The words of a lock, in Bokmål:
`python -m supply.lockwords BOKMAAL LARGE_NB LARGE_EN > pwa/src/core/model/words/nb.ts`.

BOKMAAL is `/usr/share/dict/bokmaal` of Debian's `wnorwegian` 2.2-4 (spell-norwegian, GPL-2.0-or-later), LARGE_NB and
LARGE_EN are `wordfreq/data/large_*.msgpack.gz` of `wordfreq` 3.1.1 on PyPI (CC BY-SA 4.0).

The rule: words of four to eight letters from a to z, so that any keyboard types them; in the form that a dictionary
has; common in Norwegian, and not much commoner in English; no two of which one is the other with `e`, `r` or `t` behind
it; none of `words/left-out.txt`. The commonest of those, as many as `SIZE`. The English list is not made here.
"""

import gzip
import re
import sys
from pathlib import Path
from typing import Final

import msgspec

SIZE: Final = 5800
"""Four words of so many have 50.0 bits."""

RARER_THAN_ENGLISH: Final = 60
"""Hundredths of a bel."""

HEAD: Final = """/**
 * Words of a lock, in Bokmål. Made by supply/lockwords.py, not to be edited: from spell-norwegian (Rune Kleveland and
 * the spell-norwegian maintainers, GPL-2.0-or-later), by the frequencies of wordfreq (Robyn Speer, CC BY-SA 4.0).
 */
"""

LEFT_OUT: Final = Path(__file__).parent / "words" / "left-out.txt"


def ranks(path: str) -> dict[str, int]:
    """Each word by how rare it is, in hundredths of a bel."""
    _, *buckets = msgspec.msgpack.decode(gzip.decompress(Path(path).read_bytes()))
    return {word: rank for rank, words in reversed(list(enumerate(buckets))) for word in words}


def is_noun(word: str, forms: set[str]) -> bool:
    if word.endswith("e"):
        return f"{word}n" in forms and f"{word[:-1]}ene" in forms
    stem = word + word[-1] if word[-1] == "m" else word
    definite = any(f"{it}{end}" in forms for it in (word, stem) for end in ("en", "et"))
    return definite and any(
        it in forms for it in (f"{word}ene", f"{stem}ene", f"{word[:-2]}{word[-1]}ene", f"{word}ne")
    )


def is_verb(word: str, forms: set[str]) -> bool:
    others = (f"{word}t", f"{word}s", f"{word[:-1]}te", f"{word}nde")
    return word.endswith("e") and f"{word}r" in forms and any(it in forms for it in others)


def is_adjective(word: str, forms: set[str]) -> bool:
    neuter = f"{word}t" in forms or word.endswith(("ig", "sk"))
    return f"{word}e" in forms and neuter and (f"{word}ere" in forms or word.endswith("sk"))


def chosen(forms: set[str], here: dict[str, int], english: dict[str, int], left_out: set[str]) -> list[str]:
    """The commonest first."""
    kept: set[str] = set()
    found = []
    for word in sorted(here, key=lambda it: (here[it], it)):
        if not re.fullmatch("[a-z]{4,8}", word) or word not in forms or word in left_out:
            continue
        if english.get(word, 999) + RARER_THAN_ENGLISH < here[word]:
            continue
        if not any(test(word, forms) for test in (is_noun, is_verb, is_adjective)):
            continue
        # «danser», «dansere»: people, of whom there is one already.
        if word.endswith("ere") and f"{word[:-1]}ne" in forms:
            continue
        # «banke» and «banker», «dans» and «danse»: one of them is enough to remember.
        if {word[:-1], *(f"{word}{letter}" for letter in "ert")} & kept:
            continue
        kept.add(word)
        found.append(word)
    return found


def typescript(words: list[str]) -> str:
    lines, line = [], ""
    for word in sorted(words):
        if len(line) + len(word) > 108:
            lines.append(line)
            line = ""
        line += f"{word} "
    text = " +\n".join(f"  '{it}'" for it in [*lines, line.rstrip()])
    return f"{HEAD}export default (\n{text}\n).split(' ');\n"


def main(bokmaal: str, norwegian: str, english: str) -> None:
    forms = set(Path(bokmaal).read_text(encoding="latin-1").split())
    lines = LEFT_OUT.read_text(encoding="utf-8").splitlines()
    left_out = {word for line in lines if not line.startswith("#") for word in line.split()}
    words = chosen(forms, ranks(norwegian), ranks(english), left_out)[:SIZE]
    if len(words) < SIZE:
        raise SystemExit(f"{len(words)} words are too few.")
    sys.stdout.write(typescript(words))


if __name__ == "__main__":
    main(*sys.argv[1:])
