"""The HTTP interface of coach check-ins. Reads requests, hops to the store, picks the status; no SQL.

Where the pack has no organisation's key a person may still read and erase a thread; nothing else is there.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from selfhelp.boxes import BoxRequest, Refusal, Tombstones, answer_for
from selfhelp.boxes.creation_limits import CreationLimits
from selfhelp.boxes.requests import box_request, refuse_cross_site, secret_of
from selfhelp.boxes.tables import is_sealed
from selfhelp.coach import coaches, inbox, messages, notes, threads
from selfhelp.coach.notifier import Notifier
from selfhelp.coach.refusal import ThreadError
from selfhelp.coach.schema import (
    MAX_ENVELOPES_BODY,
    MAX_MESSAGE_BODY,
    MAX_NOTE_BODY,
    MAX_SEQ,
    MAX_SMALL_BODY,
    NOTE_LENGTHS,
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
from selfhelp.http.body import read_json
from selfhelp.http.openapi import SECRET, operation
from selfhelp.http.problems import FieldError, Problem
from selfhelp.http.responses import Answer, Bare
from selfhelp.organisation import is_point
from selfhelp.store import Store

AnyRequest: TypeAlias = Request[Any, Any, Any]
T = TypeVar("T")
M = TypeVar("M", bound=MessageIn)

First: TypeAlias = Callable[[AnyRequest], Awaitable[None]]
"""What is asked before a handler runs. Litestar's guards do the same for a third of a short answer: each copies the
handler, and one that is no coroutine runs in a thread of its own."""

DAY: Final = 86_400

_ID: Final = re.compile(r"[0-9a-f]{32}")
_NUMBER: Final = re.compile(r"[0-9]{1,10}")

_THREAD: Final = {
    "name": "thread_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$", "minLength": 32, "maxLength": 32},
}
_AFTER: Final = {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": MAX_SEQ}}
_NOTES: Final = _AFTER | {"name": "notes"}
_CURSOR: Final = {
    "name": "after",
    "in": "query",
    "schema": {"type": "string", "pattern": "^(w[0-9]{4}-[0-9]{2}-[0-9]{2}|r)[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9a-f]{32}$"},
}

_POSTING: Final = ("number-taken", "thread-full", "too-often")


def routes(
    store: Store, graves: Tombstones, creations: CreationLimits, bell: Notifier, has_coaches: Callable[[], bool]
) -> list[HTTPRouteHandler]:
    """The handlers of this slice, on one store. `has_coaches`: whether the pack has an organisation's key just now."""

    async def with_coaches(_request: AnyRequest) -> None:
        if not has_coaches():
            raise Problem("no-such-page")

    return [
        *_always(store, graves, bell),
        *_of_persons(store, creations, bell, with_coaches),
        *_of_coaches(store, creations, with_coaches),
        *_of_inboxes(store, bell, with_coaches),
    ]


def _always(store: Store, graves: Tombstones, bell: Notifier) -> list[HTTPRouteHandler]:
    @get(
        "/api/threads/{box_id:str}",
        operation_class=operation(answers={200: ThreadOut}, problems=["invalid"], query=[_AFTER]),
    )
    async def get_thread(request: AnyRequest) -> ASGIApp:
        """What was written after a seq, who may read, and how far each side has read."""
        box = box_request(request)
        (after,) = _numbers(request, "after")
        return Answer(_or_problem(await store.read(partial(messages.show, box=box, after=after, bell=bell))))

    @delete("/api/threads/{box_id:str}", operation_class=operation())
    async def delete_thread(request: AnyRequest) -> Response[None]:
        """Destroy the thread for good, for both sides."""
        box = box_request(request)
        _or_problem(await store.write(partial(threads.destroy, box=box, graves=graves, bell=bell), box.id))
        return Bare(204)

    return [get_thread, delete_thread]


def _of_persons(store: Store, creations: CreationLimits, bell: Notifier, first: First) -> list[HTTPRouteHandler]:
    @get(
        "/api/coaches",
        before_request=first,
        operation_class=operation(answers={200: Coaches}, problems=["cross-site"], box=False),
    )
    async def get_coaches(request: AnyRequest) -> Coaches:
        """Everybody to whom a thread may be sealed now."""
        refuse_cross_site(request)
        return await store.read(partial(coaches.active, now=_now()))

    @put(
        "/api/threads/{box_id:str}",
        before_request=first,
        operation_class=operation(ThreadIn, {201: None, 204: None}, ["too-many-new"]),
    )
    async def put_thread(request: AnyRequest) -> Response[None]:
        """Open a thread, or replace its envelopes: the thread's key, sealed to each coach who may read."""
        box = box_request(request)
        body = await read_json(request, ThreadIn, MAX_ENVELOPES_BODY)
        _refuse_twice(body.envelopes)
        if not _or_problem(await store.read(lambda session: threads.THREAD.probe(session, box))):
            creations.admit(request)
        work = partial(threads.put, box=box, envelopes=body.envelopes, now=_now())
        outcome = _or_problem(await store.write(work, box.id))
        return Bare(201 if outcome is threads.Outcome.MADE else 204)

    @post(
        "/api/threads/{box_id:str}/messages",
        before_request=first,
        operation_class=operation(MessageIn, {201: Posted, 200: Posted}, _POSTING),
    )
    async def post_message(request: AnyRequest) -> Response[Posted]:
        """Write to the coaches."""
        box = box_request(request)
        asked = _sealed(await read_json(request, MessageIn, MAX_MESSAGE_BODY))
        creations.room.refuse_growth()
        return _posted(await store.write(partial(messages.post, box=box, asked=asked, now=_now()), box.id))

    @post("/api/threads/{box_id:str}/read", before_request=first, operation_class=operation(ReadIn))
    async def post_read(request: AnyRequest) -> Response[None]:
        """The person's device has read up to a seq."""
        box = box_request(request)
        seq = (await read_json(request, ReadIn, MAX_SMALL_BODY)).seq
        if not _or_problem(await store.read(partial(threads.is_read, box=box, seq=seq))):
            _or_problem(await store.write(partial(threads.read, box=box, seq=seq, bell=bell), box.id))
        return Bare(204)

    @put("/api/threads/{box_id:str}/tell", before_request=first, operation_class=operation(TellIn))
    async def put_tell(request: AnyRequest) -> Response[None]:
        """Let a channel be told of answers, which ties the two together on this server; or none."""
        box = box_request(request)
        named = (await read_json(request, TellIn, MAX_SMALL_BODY)).channel
        channel = None if named is None else bytes.fromhex(named)
        _or_problem(await store.write(partial(threads.tell, box=box, channel=channel, bell=bell), box.id))
        return Bare(204)

    return [get_coaches, put_thread, post_message, post_read, put_tell]


def _of_coaches(store: Store, creations: CreationLimits, first: First) -> list[HTTPRouteHandler]:
    @get(
        "/api/invitation",
        before_request=first,
        operation_class=operation(
            answers={204: None}, problems=["no-secret", "cross-site", "no-invitation"], box=False, query=[SECRET]
        ),
    )
    async def get_invitation(request: AnyRequest) -> Response[None]:
        """Whether an invitation can still be taken up, before anything is made for it."""
        refuse_cross_site(request)
        work = partial(coaches.is_invited, secret=secret_of(request), now=_now())
        if not await store.read(work):
            raise Problem("no-invitation")
        return Bare(204)

    @put(
        "/api/coaches/{box_id:str}",
        before_request=first,
        operation_class=operation(CoachIn, {201: None, 204: None}, ["too-many-new", "no-invitation"]),
    )
    async def put_coach(request: AnyRequest) -> Response[None]:
        """Take up an invitation; the same again changes nothing."""
        box = box_request(request)
        body = await read_json(request, CoachIn, MAX_SMALL_BODY)
        if not is_point(body.public_key):
            raise Problem("invalid", errors=[FieldError("public_key", "Not a point on P-256")])
        if not _or_problem(await store.read(lambda session: coaches.COACH.probe(session, box))):
            creations.admit(request)
        invitation = bytes.fromhex(body.invitation)
        work = partial(coaches.enrol, box=box, invitation=invitation, public_key=body.public_key, now=_now())
        enrolled = _or_problem(await store.write(work, box.id))
        return Bare(201 if enrolled is coaches.Enrolled.NEW else 204)

    @get("/api/coaches/{box_id:str}", before_request=first, operation_class=operation(answers={200: CoachState}))
    async def get_coach(request: AnyRequest) -> CoachState:
        """A coach's own standing, and the colleagues."""
        box = box_request(request)
        return _or_problem(await store.read(partial(coaches.standing, box=box, now=_now())))

    @delete("/api/coaches/{box_id:str}", before_request=first, operation_class=operation())
    async def delete_coach(request: AnyRequest) -> Response[None]:
        """This device stops being a coach, for good."""
        box = box_request(request)
        _or_problem(await store.write(partial(coaches.leave, box=box), box.id))
        return Bare(204)

    return [get_invitation, put_coach, get_coach, delete_coach]


def _of_inboxes(store: Store, bell: Notifier, first: First) -> list[HTTPRouteHandler]:
    @get(
        "/api/coaches/{box_id:str}/threads",
        before_request=first,
        operation_class=operation(answers={200: Inbox}, problems=["coach-not-active", "invalid"], query=[_CURSOR]),
    )
    async def get_inbox(request: AnyRequest) -> ASGIApp:
        """A coach's threads, the longest wait first."""
        box = box_request(request)
        cursor = _cursor(request)
        return Answer(_or_problem(await store.read(partial(inbox.inbox, box=box, cursor=cursor, now=_now()))))

    @get(
        "/api/coaches/{box_id:str}/threads/{thread_id:str}",
        before_request=first,
        operation_class=operation(
            answers={200: CoachThreadOut}, problems=["coach-not-active", "invalid"], query=[_THREAD, _AFTER, _NOTES]
        ),
    )
    async def get_coach_thread(request: AnyRequest) -> ASGIApp:
        """What was written after a seq, and the notes after a number."""
        box, thread = _thread_request(request)
        after, after_note = _numbers(request, "after", "notes")
        work = partial(inbox.show, box=box, thread=thread, after=after, after_note=after_note, now=_now())
        return Answer(_or_problem(await store.read(work)))

    @post(
        "/api/coaches/{box_id:str}/threads/{thread_id:str}/messages",
        before_request=first,
        operation_class=operation(
            AnswerIn, {201: Posted, 200: Posted}, ["coach-not-active", *_POSTING], query=[_THREAD]
        ),
    )
    async def post_answer(request: AnyRequest) -> Response[Posted]:
        """Write to the person, and have the channel told that was chosen for it."""
        box, thread = _thread_request(request)
        asked = _sealed(await read_json(request, AnswerIn, MAX_MESSAGE_BODY))
        work = partial(inbox.answer, box=box, thread=thread, asked=asked, now=_now(), bell=bell)
        return _posted(await store.write(work, thread))

    @post(
        "/api/coaches/{box_id:str}/threads/{thread_id:str}/notes",
        before_request=first,
        operation_class=operation(
            NoteIn,
            {201: None, 204: None},
            ["coach-not-active", "number-taken", "thread-full"],
            query=[_THREAD],
        ),
    )
    async def post_note(request: AnyRequest) -> Response[None]:
        """Write to colleagues about a thread; 204: it was there already."""
        box, thread = _thread_request(request)
        asked = await read_json(request, NoteIn, MAX_NOTE_BODY)
        _refuse_twice(asked.envelopes)
        wrong = [at for at, one in enumerate(asked.envelopes) if len(one.sealed) not in NOTE_LENGTHS]
        if wrong:
            raise Problem(
                "invalid", errors=[FieldError(f"envelopes[{at}].sealed", "Not a sealed note") for at in wrong]
            )
        outcome = _or_problem(
            await store.write(partial(notes.write, box=box, thread=thread, asked=asked, now=_now()), thread)
        )
        return Bare(201 if outcome is notes.Outcome.WRITTEN else 204)

    @post(
        "/api/coaches/{box_id:str}/threads/{thread_id:str}/read",
        before_request=first,
        operation_class=operation(ReadIn, problems=["coach-not-active"], query=[_THREAD]),
    )
    async def post_coach_read(request: AnyRequest) -> Response[None]:
        """A coach has read up to a seq."""
        box, thread = _thread_request(request)
        seq = (await read_json(request, ReadIn, MAX_SMALL_BODY)).seq
        now = _now()
        if not _or_problem(await store.read(partial(inbox.is_read, box=box, thread=thread, seq=seq, now=now))):
            _or_problem(await store.write(partial(inbox.read, box=box, thread=thread, seq=seq, now=now), thread))
        return Bare(204)

    return [get_inbox, get_coach_thread, post_answer, post_note, post_coach_read]


def _now() -> datetime:
    return datetime.now(UTC)


def _thread_request(request: AnyRequest) -> tuple[BoxRequest, bytes]:
    """The coach who asks and the thread that is meant; the form of both ids comes before everything else."""
    thread = request.path_params["thread_id"]
    if not _ID.fullmatch(thread):
        raise Problem("no-such-page")
    return box_request(request), bytes.fromhex(thread)


def _or_problem(result: T | Refusal | ThreadError | list[FieldError]) -> T:
    """What a store function returned, or the problem that its refusal or its wrong fields are."""
    if isinstance(result, Refusal):
        raise answer_for(result)
    if isinstance(result, ThreadError):
        headers = {"Retry-After": str(DAY - int(_now().timestamp()) % DAY)} if result is ThreadError.TOO_OFTEN else None
        raise Problem(result.value, headers=headers)
    if isinstance(result, list):
        raise Problem("invalid", errors=result)
    return result


def _posted(result: messages.Stored | Refusal | ThreadError | list[FieldError]) -> Response[Posted]:
    stored = _or_problem(result)
    return Response(Posted(stored.seq), status_code=201 if stored.new else 200)


def _sealed(asked: M) -> M:
    if not is_sealed(asked.sealed):
        raise Problem("invalid", errors=[FieldError("sealed", "Not a sealed message")])
    return asked


def _refuse_twice(envelopes: Sequence[EnvelopeIn] | Sequence[NoteFor]) -> None:
    """Each coach once. Problem `invalid`."""
    coaches_named = [one.coach for one in envelopes]
    errors = [
        FieldError(f"envelopes[{at}].coach", "The same coach twice")
        for at, coach in enumerate(coaches_named)
        if coach in coaches_named[:at]
    ]
    if errors:
        raise Problem("invalid", errors=errors)


def _asked(request: AnyRequest, *names: str) -> list[str | None]:
    """The query's parameters, each at most once, and no others. Problem `invalid`."""
    given = request.query_params
    errors = [FieldError(name, "Not taken here") for name in given if name not in names]
    errors += [FieldError(name, "Given twice") for name in names if len(given.getall(name, [])) > 1]
    if errors:
        raise Problem("invalid", errors=errors)
    return [given.get(name) for name in names]


def _numbers(request: AnyRequest, *names: str) -> list[int]:
    """The query's parameters as numbers; 0 for one that was not given. Problem `invalid`."""
    texts = _asked(request, *names)
    errors = [
        FieldError(name, f"Expected a number from 0 to {MAX_SEQ}")
        for name, text in zip(names, texts, strict=True)
        if text is not None and not (_NUMBER.fullmatch(text) and int(text) <= MAX_SEQ)
    ]
    if errors:
        raise Problem("invalid", errors=errors)
    return [int(text or 0) for text in texts]


def _cursor(request: AnyRequest) -> inbox.Cursor:
    (text,) = _asked(request, "after")
    cursor = inbox.FIRST_WAITING if text is None else inbox.cursor_of(text)
    if cursor is None:
        raise Problem("invalid", errors=[FieldError("after", "Expected the `cursor` of the page before")])
    return cursor
