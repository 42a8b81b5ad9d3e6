"""The HTTP interface of channels. Reads requests, hops to the store, picks the status; no SQL."""

import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler

from selfhelp.boxes import Refusal, Tombstones, answer_for
from selfhelp.boxes.creation_limits import CreationLimits
from selfhelp.boxes.requests import box_request, refuse_cross_site
from selfhelp.http.body import read_json
from selfhelp.http.openapi import operation
from selfhelp.http.problems import Problem
from selfhelp.http.responses import Bare
from selfhelp.notify import service
from selfhelp.notify.keys import Keys
from selfhelp.notify.put import CHANNEL, Outcome
from selfhelp.notify.put import put as put_channel_rows
from selfhelp.notify.schema import ChannelIn, ChannelOut, PushKey, SkipIn
from selfhelp.notify.subscription import AllowList
from selfhelp.notify.validation import read_channel, read_skip
from selfhelp.notify.webpush import Composer
from selfhelp.store import Store

AnyRequest: TypeAlias = Request[Any, Any, Any]
T = TypeVar("T")

MAX_BODY: Final = 16 * 1024
"""Bytes: an endpoint of 2,048 and 20 nudges are under 6,000."""

TEST_EVERY: Final = 60
"""Seconds between two test pushes of one channel."""


class Brake:
    """One test push a channel and minute. In memory: nothing is written down about who tried what."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[bytes, float] = {}

    def admit(self, channel: bytes) -> None:
        """Problem `too-often` with Retry-After."""
        now = self._clock()
        self._last = {key: at for key, at in self._last.items() if at > now - TEST_EVERY}
        if channel in self._last:
            wait = int(self._last[channel] + TEST_EVERY - now) + 1
            raise Problem("too-often", "One test push a minute.", headers={"Retry-After": str(wait)})
        self._last[channel] = now


def routes(
    store: Store,
    graves: Tombstones,
    creations: CreationLimits,
    keys: Keys,
    composer: Composer,
    allowed: AllowList,
    locales: Collection[str],
    brake: Brake | None = None,
) -> list[HTTPRouteHandler]:
    """The handlers of this slice, on one store. `locales` are those the content pack has."""
    tests = brake or Brake()

    @get("/api/push-key", operation_class=operation(answers={200: PushKey}, problems=["cross-site"], box=False))
    async def fetch_push_key(request: AnyRequest) -> PushKey:
        """The key with which a browser subscribes (`applicationServerKey`)."""
        refuse_cross_site(request)
        return PushKey(keys.application_server_key)

    @put("/api/channels/{box_id:str}", operation_class=operation(ChannelIn, {201: None, 204: None}, ["too-many-new"]))
    async def put_channel(request: AnyRequest) -> Response[None]:
        """Keep a device's subscription and reminders, as a whole; the same again changes nothing."""
        box = box_request(request)
        wish = read_channel(await read_json(request, ChannelIn, MAX_BODY), allowed, locales)
        if isinstance(wish, list):
            raise Problem("invalid", errors=wish)
        if not _or_problem(await store.read(lambda session: CHANNEL.probe(session, *box))):
            creations.admit(request)
        work = partial(put_channel_rows, box=box, wish=wish, now=_now(), keys=keys, graves=graves)
        outcome = _or_problem(await store.write(work, box.id))
        return Bare(201 if outcome is Outcome.MADE else 204)

    @get("/api/channels/{box_id:str}", operation_class=operation(answers={200: ChannelOut}))
    async def get_channel(request: AnyRequest) -> ChannelOut:
        """How delivery goes, and when the next reminders come."""
        box = box_request(request)
        return _or_problem(await store.read(partial(service.show, box=box)))

    @delete("/api/channels/{box_id:str}", operation_class=operation())
    async def delete_channel(request: AnyRequest) -> Response[None]:
        """Destroy the channel for good."""
        box = box_request(request)
        _or_problem(await store.write(partial(service.delete, box=box, graves=graves), box.id))
        return Bare(204)

    @post("/api/channels/{box_id:str}/seen", operation_class=operation())
    async def post_seen(request: AnyRequest) -> Response[None]:
        """The app was opened."""
        box, now = box_request(request), _now()
        if not _or_problem(await store.read(partial(service.is_seen, box=box, now=now))):
            _or_problem(await store.write(partial(service.seen, box=box, now=now), box.id))
        return Bare(204)

    @post("/api/channels/{box_id:str}/skip", operation_class=operation(SkipIn))
    async def post_skip(request: AnyRequest) -> Response[None]:
        """One reminder is not needed before a date."""
        box = box_request(request)
        asked = read_skip(await read_json(request, SkipIn, MAX_BODY))
        if isinstance(asked, list):
            raise Problem("invalid", errors=asked)
        nudge, until = asked
        work = partial(service.skip, box=box, nudge_id=nudge, until=until, now=_now())
        _or_problem(await store.write(work, box.id))
        return Bare(204)

    @post("/api/channels/{box_id:str}/test", operation_class=operation(problems=["too-often", "invalid"]))
    async def post_test(request: AnyRequest) -> Response[None]:
        """One push now."""
        box = box_request(request)
        _or_problem(await store.read(partial(service.show, box=box)))
        tests.admit(box.id)
        _or_problem(await store.write(partial(service.test, box=box, now=_now(), keys=keys, composer=composer), box.id))
        return Bare(204)

    return [fetch_push_key, put_channel, get_channel, delete_channel, post_seen, post_skip, post_test]


def _now() -> datetime:
    return datetime.now(UTC)


def _or_problem(result: T | Refusal | list[Any]) -> T:
    """What a store function returned, or the problem that its refusal or its wrong fields are."""
    if isinstance(result, Refusal):
        raise answer_for(result)
    if isinstance(result, list):
        raise Problem("invalid", errors=result)
    return result
