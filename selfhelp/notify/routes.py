"""The HTTP interface of channels. Reads requests, hops to the store, picks the status; no SQL."""

import base64
import time
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Final

import msgspec

from selfhelp.boxes import Tombstones
from selfhelp.boxes.admission import BOX, SAME_SITE, BoxCall, CreationLimits
from selfhelp.http.problems import Outcome, Problem, Refusal, RefusalOrErrors
from selfhelp.http.routing import MADE, Call, Route, or_problem, utc_now
from selfhelp.notify import service
from selfhelp.notify.keys import Keys
from selfhelp.notify.put import put_channel as put_channel_rows
from selfhelp.notify.schema import ChannelIn, ChannelOut, PushKey, SkipIn
from selfhelp.notify.subscription import AllowList, Composer
from selfhelp.notify.validation import read_channel, read_skip
from selfhelp.organisation import public_of
from selfhelp.store import Store

MAX_CHANNEL_BODY: Final = 16 * 1024
"""Bytes: an endpoint of 2,048 and 20 nudges are under 6,000."""

TEST_EVERY: Final = 60
"""Seconds between two test pushes of one channel."""


class RateLimit:
    """Allows one test push a minute to each channel. In memory, so that nobody can read later who tried what."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[bytes, float] = {}

    def admit(self, channel: bytes) -> None:
        """Count a test push; raise the problem `too-often`, with Retry-After."""
        now = self._clock()
        self._last = {key: at for key, at in self._last.items() if at > now - TEST_EVERY}
        if channel in self._last:
            wait = int(self._last[channel] + TEST_EVERY - now) + 1
            raise Problem("too-often", "One test push a minute.", headers={"Retry-After": str(wait)})
        self._last[channel] = now


class Channels(msgspec.Struct, frozen=True):
    """What the handlers work with. `locales` are those of the content pack."""

    store: Store
    tombstones: Tombstones
    creations: CreationLimits
    keys: Keys
    composer: Composer
    allowed: AllowList
    locales: Collection[str]
    tests: RateLimit = msgspec.field(default_factory=RateLimit)
    now: Callable[[], datetime] = utc_now


async def fetch_push_key(channels: Channels, _call: Call[None, None]) -> PushKey:
    """Answer with the key with which a browser subscribes (`applicationServerKey`)."""
    point = public_of(channels.keys.vapid)
    return PushKey(base64.urlsafe_b64encode(point).rstrip(b"=").decode())


async def put_channel(channels: Channels, call: BoxCall[ChannelIn]) -> Outcome | RefusalOrErrors:
    """Keep a device's subscription and reminders, as a whole; the same again changes nothing."""
    box, keys, tombstones = call.target, channels.keys, channels.tombstones
    request = or_problem(read_channel(call.body, channels.allowed, channels.locales))
    if not or_problem(await channels.store.read(lambda session: service.CHANNEL.probe(session, box))):
        channels.creations.admit(call.request)
    work = partial(put_channel_rows, box=box, request=request, now=channels.now(), keys=keys, tombstones=tombstones)
    return await channels.store.write(work, box.id)


async def get_channel(channels: Channels, call: BoxCall[None]) -> ChannelOut | Refusal:
    """Answer with the state of delivery, and when the next reminders come."""
    return await channels.store.read(partial(service.show, box=call.target))


async def delete_channel(channels: Channels, call: BoxCall[None]) -> Refusal | None:
    """Destroy the channel for good."""
    box = call.target
    return await channels.store.write(partial(service.delete, box=box, tombstones=channels.tombstones), box.id)


async def post_seen(channels: Channels, call: BoxCall[None]) -> RefusalOrErrors | None:
    """Note that the app was opened."""
    box, now = call.target, channels.now()
    if not or_problem(await channels.store.read(partial(service.is_seen, box=box, now=now))):
        return await channels.store.write(partial(service.seen, box=box, now=now), box.id)
    return None


async def post_skip(channels: Channels, call: BoxCall[SkipIn]) -> RefusalOrErrors | None:
    """Skip one reminder until a date."""
    box = call.target
    nudge, until = or_problem(read_skip(call.body))
    work = partial(service.skip, box=box, nudge_id=nudge, until=until, now=channels.now())
    return await channels.store.write(work, box.id)


async def post_test(channels: Channels, call: BoxCall[None]) -> RefusalOrErrors | None:
    """Send one push now."""
    box = call.target
    or_problem(await channels.store.read(partial(service.show, box=box)))
    channels.tests.admit(box.id)
    work = partial(service.test, box=box, now=channels.now(), keys=channels.keys, composer=channels.composer)
    return await channels.store.write(work, box.id)


_CHANNEL: Final = "/api/channels/{box_id:str}"

ROUTES: Final = [
    Route("GET", "/api/push-key", fetch_push_key, SAME_SITE, answers={200: PushKey}),
    Route("PUT", _CHANNEL, put_channel, BOX, ChannelIn, MAX_CHANNEL_BODY, MADE, ("too-many-new",)),
    Route("GET", _CHANNEL, get_channel, BOX, answers={200: ChannelOut}),
    Route("DELETE", _CHANNEL, delete_channel, BOX),
    Route("POST", f"{_CHANNEL}/seen", post_seen, BOX),
    Route("POST", f"{_CHANNEL}/skip", post_skip, BOX, SkipIn, MAX_CHANNEL_BODY),
    Route("POST", f"{_CHANNEL}/test", post_test, BOX, problems=("too-often", "invalid")),
]
