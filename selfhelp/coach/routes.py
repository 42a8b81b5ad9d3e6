"""The HTTP interface of coach check-ins. Reads requests, calls the store; no SQL.

Where the pack has no organisation's key a person may still read and erase a thread; nothing else is there.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple, TypeAlias, TypeVar

import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from selfhelp.boxes import DAY, BoxRequest, Tombstones
from selfhelp.boxes.admission import (
    BOX,
    SAME_SITE,
    SECRET,
    BoxCall,
    CreationLimits,
    box_request,
    id_in,
    id_parameter,
    refuse_cross_site,
    secret_of,
)
from selfhelp.boxes.sealed import is_sealed
from selfhelp.coach import coaches, inbox, messages, notes, threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.schema import (
    MAX_ENVELOPES_BODY,
    MAX_MESSAGE_BODY,
    MAX_NOTE_BODY,
    NOTE_LENGTHS,
    AfterBoth,
    AfterLine,
    AfterSeq,
    AnswerIn,
    Coaches,
    CoachIn,
    CoachState,
    CoachThreadOut,
    EnvelopeIn,
    Inbox,
    MessageIn,
    NoteFor,
    NoteIn,
    Posted,
    ReadIn,
    TellIn,
    ThreadIn,
    ThreadOut,
)
from selfhelp.http.problems import FieldError, Outcome, Problem, Refusal, RefusalOrErrors
from selfhelp.http.routing import (
    MADE,
    AnyRequest,
    Call,
    JsonAnswer,
    QueryCall,
    Requirement,
    Route,
    mount,
    or_problem,
    utc_now,
)
from selfhelp.organisation import is_point
from selfhelp.store import Store

T = TypeVar("T")
M = TypeVar("M", bound=MessageIn)


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


async def get_thread(coaching: Coaching, call: QueryCall[BoxRequest, AfterSeq]) -> ThreadOut | Refusal:
    """Answer with what was written after a seq, who may read, and how far each side has read."""
    work = partial(messages.show, box=call.target, after=call.query.after, notifier=coaching.notifier)
    return await coaching.store.read(work)


async def delete_thread(coaching: Coaching, call: BoxCall[None]) -> Refusal | None:
    """Destroy the thread for good, for both sides."""
    work = partial(threads.destroy, box=call.target, tombstones=coaching.tombstones, notifier=coaching.notifier)
    return await coaching.store.write(work, call.target.id)


async def get_coaches(coaching: Coaching, _call: Call[None, None]) -> Coaches:
    """List everybody to whom a thread may be sealed now."""
    return await coaching.store.read(partial(coaches.active, now=coaching.now()))


async def put_thread(coaching: Coaching, call: BoxCall[ThreadIn]) -> Outcome | RefusalOrErrors:
    """Open a thread, or replace its envelopes: the thread's key, sealed to each coach who may read."""
    box, envelopes = call.target, call.body.envelopes
    _refuse_twice(envelopes)
    if not or_problem(await coaching.store.read(lambda session: threads.THREAD.probe(session, box))):
        coaching.creations.admit(call.request)
    return await coaching.store.write(partial(threads.put, box=box, envelopes=envelopes, now=coaching.now()), box.id)


async def post_message(coaching: Coaching, call: BoxCall[MessageIn]) -> ASGIApp:
    """Write to the coaches."""
    box, asked, now = call.target, _sealed(call.body), coaching.now()
    coaching.creations.room.refuse_growth()
    return _posted(await coaching.store.write(partial(messages.post, box=box, asked=asked, now=now), box.id), now)


async def post_read(coaching: Coaching, call: BoxCall[ReadIn]) -> RefusalOrErrors | None:
    """Note that the person's device has read up to a seq."""
    work = partial(threads.read, box=call.target, seq=call.body.seq, notifier=coaching.notifier)
    return await coaching.store.write(work, call.target.id)


async def put_tell(coaching: Coaching, call: BoxCall[TellIn]) -> RefusalOrErrors | None:
    """Choose the channel that is told of answers, or none. This links the two boxes on this server."""
    channel = None if call.body.channel is None else bytes.fromhex(call.body.channel)
    work = partial(threads.tell, box=call.target, channel=channel, notifier=coaching.notifier)
    return await coaching.store.write(work, call.target.id)


async def get_invitation(coaching: Coaching, call: Call[bytes, None]) -> Refusal | None:
    """Say whether an invitation is still valid, before anything is made for it."""
    found = await coaching.store.read(partial(coaches.is_invited, secret=call.target, now=coaching.now()))
    return None if found else Refusal.NO_INVITATION


async def put_coach(coaching: Coaching, call: BoxCall[CoachIn]) -> Outcome | RefusalOrErrors:
    """Take up an invitation; a repeated request changes nothing."""
    box, body = call.target, call.body
    if not is_point(body.public_key):
        return [FieldError("public_key", "Not a point on P-256")]
    if not or_problem(await coaching.store.read(lambda session: coaches.COACH.probe(session, box))):
        coaching.creations.admit(call.request)
    invitation = bytes.fromhex(body.invitation)
    work = partial(coaches.enrol, box=box, invitation=invitation, public_key=body.public_key, now=coaching.now())
    return await coaching.store.write(work, box.id)


async def get_coach(coaching: Coaching, call: BoxCall[None]) -> CoachState | Refusal:
    """Answer with the coach's own state, and the colleagues."""
    return await coaching.store.read(partial(coaches.standing, box=call.target, now=coaching.now()))


async def delete_coach(coaching: Coaching, call: BoxCall[None]) -> Refusal | None:
    """Stop being a coach on this device, for good."""
    return await coaching.store.write(partial(coaches.leave, box=call.target), call.target.id)


async def get_inbox(coaching: Coaching, call: QueryCall[BoxRequest, AfterLine]) -> Inbox | RefusalOrErrors:
    """List a coach's threads, the longest wait first."""
    after = call.query.after
    cursor = inbox.FIRST_WAITING if after is msgspec.UNSET else inbox.cursor_of(after)
    if cursor is None:
        return [FieldError("after", "Expected the `cursor` of the page before")]
    return await coaching.store.read(partial(inbox.inbox, box=call.target, cursor=cursor, now=coaching.now()))


async def get_coach_thread(
    coaching: Coaching, call: QueryCall[ThreadRequest, AfterBoth]
) -> CoachThreadOut | RefusalOrErrors:
    """Answer with what was written after a seq, and the notes after a number."""
    box, thread = call.target
    work = partial(inbox.show, box=box, thread=thread, asked=call.query, now=coaching.now())
    return await coaching.store.read(work)


async def post_answer(coaching: Coaching, call: ThreadCall[AnswerIn]) -> ASGIApp:
    """Write to the person, and notify the channel that was chosen for it."""
    (box, thread), asked, now = call.target, _sealed(call.body), coaching.now()
    work = partial(inbox.answer, box=box, thread=thread, asked=asked, now=now, notifier=coaching.notifier)
    return _posted(await coaching.store.write(work, thread), now)


async def post_note(coaching: Coaching, call: ThreadCall[NoteIn]) -> Outcome | RefusalOrErrors:
    """Write to colleagues about a thread; 204 when it was stored already."""
    (box, thread), asked = call.target, call.body
    _refuse_twice(asked.envelopes)
    wrong = [at for at, one in enumerate(asked.envelopes) if len(one.sealed) not in NOTE_LENGTHS]
    if wrong:
        return [FieldError(f"envelopes[{at}].sealed", "Not a sealed note") for at in wrong]
    work = partial(notes.write, box=box, thread=thread, asked=asked, now=coaching.now())
    return await coaching.store.write(work, thread)


async def post_coach_read(coaching: Coaching, call: ThreadCall[ReadIn]) -> RefusalOrErrors | None:
    """Note that a coach has read up to a seq."""
    (box, thread), seq = call.target, call.body.seq
    work = partial(inbox.read, box=box, thread=thread, seq=seq, now=coaching.now())
    return await coaching.store.write(work, thread)


def _thread_request(request: AnyRequest) -> ThreadRequest:
    """Return the coach and the thread of a request; both ids are checked first. Problems `no-such-page`, `cross-site`,
    `no-secret`."""
    thread = id_in(request, "thread_id")
    return ThreadRequest(box_request(request), thread)


def _invitation(request: AnyRequest) -> bytes:
    """Return SHA-256 of the invitation's secret. Problems `cross-site`, `no-secret`."""
    refuse_cross_site(request)
    return secret_of(request)


def _posted(result: messages.Stored | RefusalOrErrors, now: datetime) -> ASGIApp:
    """Answer with the number of a stored message: 201 when it is new. After too many in a day: tomorrow again."""
    if result is Refusal.TOO_OFTEN:
        raise Problem(result.value, headers={"Retry-After": str(DAY - int(now.timestamp()) % DAY)})
    stored = or_problem(result)
    return JsonAnswer(Posted(stored.seq), 201 if stored.new else 200)


def _sealed(asked: M) -> M:
    """Return the message. Problem `invalid` when its contents are not sealed."""
    if not is_sealed(asked.sealed):
        raise Problem("invalid", errors=[FieldError("sealed", "Not a sealed message")])
    return asked


def _refuse_twice(envelopes: Sequence[EnvelopeIn] | Sequence[NoteFor]) -> None:
    """Raise the problem `invalid` when a coach is named twice."""
    coaches_named = [one.coach for one in envelopes]
    errors = [
        FieldError(f"envelopes[{at}].coach", "The same coach twice")
        for at, coach in enumerate(coaches_named)
        if coach in coaches_named[:at]
    ]
    if errors:
        raise Problem("invalid", errors=errors)


_INVITATION: Final = Requirement(_invitation, ("no-secret", "cross-site"), (SECRET,))
_COACHS_THREAD: Final = Requirement(
    _thread_request, (*BOX.problems, "coach-not-active"), (*BOX.parameters, id_parameter("thread_id"))
)
_THREAD: Final = "/api/threads/{box_id:str}"
_COACH: Final = "/api/coaches/{box_id:str}"
_INBOX: Final = f"{_COACH}/threads"
_IN_INBOX: Final = f"{_INBOX}/{{thread_id:str}}"
_POSTED: Final = {201: Posted, 200: Posted}
_NOTING: Final = ("number-taken", "thread-full")
_POSTING: Final = (*_NOTING, "too-often")

ALWAYS: Final = [
    Route("GET", _THREAD, get_thread, BOX, answers={200: ThreadOut}, query=AfterSeq),
    Route("DELETE", _THREAD, delete_thread, BOX),
]
"""Routes that exist without an organisation's key, too."""

WITH_COACHES: Final = [
    Route("GET", "/api/coaches", get_coaches, SAME_SITE, answers={200: Coaches}),
    Route("PUT", _THREAD, put_thread, BOX, ThreadIn, MAX_ENVELOPES_BODY, MADE, ("too-many-new",)),
    Route("POST", f"{_THREAD}/messages", post_message, BOX, MessageIn, MAX_MESSAGE_BODY, _POSTED, _POSTING),
    Route("POST", f"{_THREAD}/read", post_read, BOX, ReadIn),
    Route("PUT", f"{_THREAD}/tell", put_tell, BOX, TellIn),
    Route("GET", "/api/invitation", get_invitation, _INVITATION, problems=("no-invitation",)),
    Route("PUT", _COACH, put_coach, BOX, CoachIn, answers=MADE, problems=("too-many-new", "no-invitation")),
    Route("GET", _COACH, get_coach, BOX, answers={200: CoachState}),
    Route("DELETE", _COACH, delete_coach, BOX),
    Route("GET", _INBOX, get_inbox, BOX, answers={200: Inbox}, problems=("coach-not-active",), query=AfterLine),
    Route("GET", _IN_INBOX, get_coach_thread, _COACHS_THREAD, answers={200: CoachThreadOut}, query=AfterBoth),
    Route("POST", f"{_IN_INBOX}/messages", post_answer, _COACHS_THREAD, AnswerIn, MAX_MESSAGE_BODY, _POSTED, _POSTING),
    Route("POST", f"{_IN_INBOX}/notes", post_note, _COACHS_THREAD, NoteIn, MAX_NOTE_BODY, MADE, _NOTING),
    Route("POST", f"{_IN_INBOX}/read", post_coach_read, _COACHS_THREAD, ReadIn),
]


def routes(coaching: Coaching) -> list[HTTPRouteHandler]:
    """Return the handlers of both tables."""
    return [*mount(ALWAYS, coaching), *mount(WITH_COACHES, coaching, coaching.refuse_without_coaches)]
