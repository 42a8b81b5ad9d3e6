"""Problem documents (RFC 9457): every refusal of the server, in one list; and what store functions return of them.

`docs/engineers/problems.md` shows the same list to people; a test compares the two.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

import msgspec


class FieldError(msgspec.Struct):
    """A field that cannot be taken: where it is (`puts[3].version`) and what is wrong with it."""

    field: str
    detail: str


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """The body of an error answer; `type` is `/problems/<name>`."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


PROBLEMS: Final = {
    "bad-request": (400, "The request could not be read"),
    "no-secret": (401, "The secret is missing or malformed"),
    "cross-site": (403, "Requests from other sites are not taken"),
    "no-invitation": (403, "There is no such invitation, or it was used or is over"),
    "coach-not-active": (403, "This coach has no certificate that is good now"),
    "no-such-page": (404, "There is nothing at this address"),
    "no-such-box": (404, "There is no such box, or the secret is another's"),
    "wrong-method": (405, "This address does not take that method"),
    "vault-has-grown": (409, "The vault has changed since it was last seen"),
    "number-taken": (409, "Something else is stored under this number"),
    "box-deleted": (410, "The box was deleted and never comes back"),
    "too-large": (413, "The body is too large"),
    "not-json": (415, "The body must be application/json"),
    "invalid": (422, "A field cannot be taken"),
    "thread-full": (422, "The thread holds all that it may"),
    "too-many-new": (429, "Too many new boxes from this network for now"),
    "too-often": (429, "Asked again too soon"),
    "fault": (500, "Something broke here, not with you"),
    "overloaded": (503, "Too busy for the moment"),
}


class Problem(Exception):
    """An exception that routes raise (never a store function) to answer with the problem document `name`."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """The HTTP status that goes with the name."""
        return PROBLEMS[self.name][0]

    def document(self) -> ProblemDocument:
        """Return the body of the answer."""
        status, title = PROBLEMS[self.name]
        return ProblemDocument(f"/problems/{self.name}", title, status, self.detail, self.errors)


class Refusal(Enum):
    """The refusals of store functions. They are returned, and the value is the problem's name."""

    NO_SUCH_BOX = "no-such-box"
    """Missing, or the secret is another's: the two look alike."""

    BOX_DELETED = "box-deleted"
    """There is a tombstone."""

    VAULT_HAS_GROWN = "vault-has-grown"
    """Not deleted: the vault or the log is not the one that the caller saw last."""

    NO_INVITATION = "no-invitation"
    """Unknown, used, or expired: the three look alike."""

    NOT_ACTIVE = "coach-not-active"
    """Waiting for a certificate, with an expired one, or revoked."""

    NUMBER_TAKEN = "number-taken"
    """Something else is stored under this number."""

    THREAD_FULL = "thread-full"
    TOO_OFTEN = "too-often"


RefusalOrErrors: TypeAlias = Refusal | list[FieldError]
"""What is returned in place of a result: a refusal, or the fields that cannot be taken."""


class Outcome(Enum):
    """What a write did that returns nothing else."""

    MADE = "made"
    KEPT = "kept"
    """It existed: replaced, or the same already."""
