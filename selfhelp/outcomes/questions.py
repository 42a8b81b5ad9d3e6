"""The questions, their waves, and their encoding in requests, as in `pwa/src/core/model/outcomes.ts` for the phone.

A *report* is one randomised answer: two digits for the wave, a letter for the question, a digit for the category. Every
report has four characters, so that the size of a request does not tell what it says.
"""

from typing import Annotated, Final

import msgspec

WAVES: Final = ("00", "04", "12", "26")
"""Weeks since the person began."""


class Question(msgspec.Struct, frozen=True):
    """`categories` in the order of their digits; the last one, `none`, is no answer, also where it is never asked.

    `groups`: categories that are shares of one another, such as the three answers of one programme.
    """

    code: str
    name: str
    categories: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    waves: tuple[str, ...] = WAVES

    @property
    def k(self) -> int:
        """How many categories there are."""
        return len(self.categories)


QUESTIONS: Final = (
    Question("p", "purchases", ("zero", "few", "more", "none"), ((0, 1, 2),)),
    Question("c", "control", ("low", "mid", "high", "none"), ((0, 1, 2),)),
    Question(
        "w",
        "wellbeing",
        ("low", "mid", "high", "near-low", "near-mid", "near-high", "none"),
        ((0, 1, 2), (3, 4, 5)),
    ),
    Question("m", "modules", ("zero", "few", "more", "none"), ((0, 1, 2),), WAVES[1:]),
    # At the start hardly anybody has made a copy.
    Question("k", "kept", ("alone", "one", "several", "none"), ((0, 1, 2),), WAVES[1:]),
)

PATTERN: Final = "^(?:{})$".format("|".join(f"(?:{'|'.join(one.waves)}){one.code}[0-{one.k - 1}]" for one in QUESTIONS))


class Report(msgspec.Struct, forbid_unknown_fields=True):
    """One randomised answer: wave, question, category."""

    report: Annotated[str, msgspec.Meta(pattern=PATTERN, min_length=4, max_length=4)]
