"""The wire: what a phone sends (docs/engineers/protocol.md, *Outcomes*)."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from selfhelp.outcomes.questions import QUESTIONS

MAX_BODY: Final = 4 * 1024
"""Bytes, as of any small body; an honest one has seventeen."""

PATTERN: Final = "^(?:{})$".format("|".join(f"(?:{'|'.join(one.waves)}){one.code}[0-{one.k - 1}]" for one in QUESTIONS))


class Report(Struct, forbid_unknown_fields=True):
    """One blurred answer: wave, question, category."""

    report: Annotated[str, Meta(pattern=PATTERN, min_length=4, max_length=4)]
