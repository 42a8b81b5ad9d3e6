"""The ways in which a thread says no, beside those of every box. A store function returns them."""

from enum import Enum
from typing import TypeAlias

from selfhelp.boxes import Refusal
from selfhelp.http.problems import FieldError


class ThreadError(Enum):
    """The value is the problem's name."""

    NO_INVITATION = "no-invitation"
    """Unknown, used, or over: nobody can tell which."""

    NOT_ACTIVE = "coach-not-active"
    """Waiting for a certificate, with one that is over, or revoked."""

    NUMBER_TAKEN = "number-taken"
    """Something else is stored under this number."""

    THREAD_FULL = "thread-full"
    TOO_OFTEN = "too-often"


Refused: TypeAlias = Refusal | ThreadError | list[FieldError]
"""Whatever is not the result: the box's refusal, the thread's, or the fields that cannot be taken."""
