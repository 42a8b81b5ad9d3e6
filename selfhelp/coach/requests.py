"""What requests about threads and coaches have in common: their checks, and the answers to them."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias, TypeVar

import msgspec
from litestar.types import ASGIApp

from selfhelp.boxes import BoxRequest, Refusal, RefusalOrErrors, Tombstones
from selfhelp.boxes.admission import (
    BOX,
    SECRET,
    CreationLimits,
    box_request,
    id_in,
    id_parameter,
    refuse_cross_site,
    secret_of,
)
from selfhelp.boxes.sealed import is_sealed
from selfhelp.coach.messages import Stored
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.schema import MAX_SEQ, EnvelopeIn, MessageIn, NoteFor, Posted
from selfhelp.http.problems import FieldError, Problem
from selfhelp.http.routing import AnyRequest, Call, JsonAnswer, Requirement, or_problem, read_query, utc_now
from selfhelp.store import Store

T = TypeVar("T")
M = TypeVar("M", bound=MessageIn)

DAY: Final = 86_400

_NUMBER: Final = re.compile(r"[0-9]{1,10}")


class Coaching(msgspec.Struct, frozen=True):
    """What the handlers work with. `has_coaches`: whether the pack has an organisation's key at present."""

    store: Store
    tombstones: Tombstones
    creations: CreationLimits
    notifier: Notifier
    has_coaches: Callable[[], bool]
    now: Callable[[], datetime] = utc_now

    async def refuse_without_coaches(self, _request: AnyRequest) -> None:
        """Raise the problem `no-such-page` when the pack has no organisation's key."""
        if not self.has_coaches():
            raise Problem("no-such-page")


class ThreadRequest(NamedTuple):
    """The coach who asks, and the thread in question (16 bytes)."""

    box: BoxRequest
    thread: bytes


ThreadCall: TypeAlias = Call[ThreadRequest, T]
"""A call of a coach about a thread, with this body."""


def _thread_request(request: AnyRequest) -> ThreadRequest:
    """Return the coach and the thread of a request; both ids are checked first. Problems `no-such-page`, `cross-site`,
    `no-secret`."""
    thread = id_in(request, "thread_id")
    return ThreadRequest(box_request(request), thread)


def _invitation(request: AnyRequest) -> bytes:
    """Return SHA-256 of the invitation's secret. Problems `cross-site`, `no-secret`."""
    refuse_cross_site(request)
    return secret_of(request)


INVITATION: Final = Requirement(_invitation, ("no-secret", "cross-site"), (SECRET,))

COACHS_THREAD: Final = Requirement(
    _thread_request, (*BOX.problems, "coach-not-active"), (*BOX.parameters, id_parameter("thread_id"))
)


def answer_posted(result: Stored | RefusalOrErrors, now: datetime) -> ASGIApp:
    """Answer with the number of a stored message: 201 when it is new. After too many in a day: tomorrow again."""
    if result is Refusal.TOO_OFTEN:
        raise Problem(result.value, headers={"Retry-After": str(DAY - int(now.timestamp()) % DAY)})
    stored = or_problem(result)
    return JsonAnswer(Posted(stored.seq), 201 if stored.new else 200)


def sealed(asked: M) -> M:
    """Return the message. Problem `invalid` when its contents are not sealed."""
    if not is_sealed(asked.sealed):
        raise Problem("invalid", errors=[FieldError("sealed", "Not a sealed message")])
    return asked


def refuse_twice(envelopes: Sequence[EnvelopeIn] | Sequence[NoteFor]) -> None:
    """Raise the problem `invalid` when a coach is named twice."""
    coaches_named = [one.coach for one in envelopes]
    errors = [
        FieldError(f"envelopes[{at}].coach", "The same coach twice")
        for at, coach in enumerate(coaches_named)
        if coach in coaches_named[:at]
    ]
    if errors:
        raise Problem("invalid", errors=errors)


def read_numbers(request: AnyRequest, *names: str) -> list[int]:
    """Return the query's parameters as numbers; 0 for an absent one. Problem `invalid`."""
    texts = read_query(request, *names)
    errors = [
        FieldError(name, f"Expected a number from 0 to {MAX_SEQ}")
        for name, text in zip(names, texts, strict=True)
        if text is not None and not (_NUMBER.fullmatch(text) and int(text) <= MAX_SEQ)
    ]
    if errors:
        raise Problem("invalid", errors=errors)
    return [int(text or 0) for text in texts]
