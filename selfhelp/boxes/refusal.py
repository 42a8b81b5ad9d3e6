"""The two ways in which a box says no. A store function returns them; a route answers with the problem."""

from enum import Enum

from selfhelp.http.problems import Problem


class Refusal(Enum):
    """The value is the problem's name."""

    NO_SUCH_BOX = "no-such-box"
    """Missing, or the secret is another's: nobody can tell which."""

    BOX_DELETED = "box-deleted"
    """There is a grave."""


def answer_for(refusal: Refusal) -> Problem:
    """The problem to raise in a route."""
    return Problem(refusal.value)
