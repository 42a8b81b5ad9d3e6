"""How the Norwegian texts speak: `python -m bench.texts [CONTENT …]`, each a content folder, side by side.

Words to the first button: what somebody reads on a page that is opened in need before something can be pressed: a
button, a choice or a row with a number. Conditions: sentences with «hvis», beside sentences that put the verb first
(«Er du …, så …») and questions that are answered with what to do («Har du …? Ring …»).

`--replies 40` prints so many replies of exercises instead, drawn by chance but the same at every run, for a reader to
judge.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from selfhelp.modules.checks.reading import split_words
from selfhelp.modules.layout import Written, passages
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack

PAGES: Final = (
    *("police", "found-out", "threatened", "lapse", "coach-secrecy", "maybe-under-18", "worried", "crisis", "safety"),
)

_VERBS: Final = (
    "Er|Var|Har|Hadde|Vil|Kan|Skal|Må|Får|Blir|Ble|Går|Kommer|Kjenner|Merker|Gjelder|Trenger|Truer|Står|Ligger|Tror|"
    "Vet|Ser|Finner|Bor|Kjøper|Drikker|Bruker|Sier|Spør|Ber|Handler|Lar|Slutter|Mister|Velger|Skriver|Sitter|Klarer"
)
_VERB_FIRST: Final = re.compile(rf"^(?:{_VERBS})\b[^?]*,[^?]*$")
_ASKED: Final = re.compile(rf"^(?:{_VERBS})\b[^?]*\?$")
_TOLD: Final = re.compile(
    r"^(?:Da\b|Ring\b|Les\b|Åpne\b|Snakk\b|Si\b|Gå\b|Ta\b|Spør\b|Se\b|Be\b|Test\b|Velg\b|Prøv\b|Begynn\b|Skriv\b|La\b|Bruk\b)"
)
_ALONE: Final = re.compile(r"\[[^\[\]]+\]\([^()\s]+\)")


class Said(NamedTuple):
    """Conditions in Norwegian: how many say «hvis», and how many put the verb first."""

    hvis: int
    verb_first: int


def sentences(written: Written) -> Iterator[str]:
    for passage in passages(written):
        if passage.role in ("prose", "reply"):
            yield from re.split(r"(?<=[.!?])\s+", passage.plain)


def conditions(pack: Pack) -> Said:
    """Count the conditions of all Norwegian texts."""
    hvis = verb_first = 0
    for _, written in pack.written():
        if written.locale != "nb":
            continue
        said = list(sentences(written))
        hvis += sum(bool(re.search(r"\bhvis\b", one, re.IGNORECASE)) for one in said)
        verb_first += sum(bool(_VERB_FIRST.match(one)) for one in said)
        verb_first += sum(bool(_ASKED.match(one) and _TOLD.match(two)) for one, two in pairwise(said))
    return Said(hvis, verb_first)


def to_the_button(written: Written) -> int:
    """Count the words that are read before something can be pressed."""
    read = []
    for passage in passages(written):
        pressed = _ALONE.fullmatch(passage.raw.strip()) or passage.role in ("field", "label")
        if pressed:
            break
        if passage.role == "prose":
            read.append(passage.plain)
    return len(split_words(read))


def replies(pack: Pack) -> list[str]:
    """Return every Norwegian reply, in the order of the pack."""
    written = (written for _, written in pack.written() if written.locale == "nb")
    return [passage.plain for one in written for passage in passages(one) if passage.role == "reply"]


def main() -> None:
    """Print one table, a column a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", nargs="*", type=Path, default=[Path("content")])
    parser.add_argument("--replies", type=int, metavar="N")
    args = parser.parse_args()
    folders: list[Path] = args.content
    packs = []
    for folder in folders:
        pack = load_pack(folder, Messages())
        if pack is None:
            sys.exit(f"{folder} is no content folder that can be read.")
        packs.append(pack)
    out = sys.stdout.write
    if args.replies:
        for pack in packs:
            said = random.Random(19).sample(replies(pack), args.replies)
            out("\n".join(f"{number}. {one}" for number, one in enumerate(said, 1)) + "\n\n")
        return
    out("| | " + " | ".join(str(folder) for folder in folders) + " |\n|" + " --- |" * (len(packs) + 1) + "\n")
    for page in PAGES:
        row = [next(t for t in pack.texts if t.genre == "page" and t.sheet.id == page) for pack in packs]
        out(f"| words to the first button: {page} | " + " | ".join(str(to_the_button(t.written["nb"])) for t in row))
        out(" |\n")
    counted = [conditions(pack) for pack in packs]
    out("| sentences with «hvis» | " + " | ".join(str(one.hvis) for one in counted) + " |\n")
    out("| conditions with the verb first | " + " | ".join(str(one.verb_first) for one in counted) + " |\n")
    share = (f"{one.hvis / max(1, one.hvis + one.verb_first):.0%}" for one in counted)
    out("| share with «hvis» | " + " | ".join(share) + " |\n")


if __name__ == "__main__":
    main()
