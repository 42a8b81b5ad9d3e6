"""Every report that a phone may send."""

from typing import Final

from selfhelp.outcomes.questions import QUESTIONS

REPORTS: Final = tuple(
    f"{wave}{question.code}{category}"
    for question in QUESTIONS
    for wave in question.waves
    for category in range(question.k)
)
