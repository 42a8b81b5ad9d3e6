"""Those who are measured by `bench.push`, each in a process of its own: `python -m bench.push_senders <plan.json>`.

Everybody sends the same plaintext of 1,024 bytes to the same devices and counts what was answered with 201.
"""

import asyncio
import base64
import os
import resource
import ssl
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from datetime import time as clock_time
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import patch

import aiohttp
import msgspec
import uvloop
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from prometheus_client import CollectorRegistry, Histogram
from py_vapid import Vapid02
from pywebpush import webpush, webpush_async
from sqlalchemy.engine import RootTransaction

from bench.channels import Chosen, fill
from selfhelp.heap import freeze_heap
from selfhelp.notify import delivery, outbox, prepare, subscription
from selfhelp.notify.delivery import Delivery, VapidHeaders, client_builder
from selfhelp.notify.keys import Keys
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.recurrence import NudgeRow, instant, zone_of
from selfhelp.notify.sender import PushSender
from selfhelp.notify.subscription import Composer, LockScreenText, Subscription, allow_list
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.durability import Checkpoints

CONTACT: Final = "mailto:operator@example.org"
AT_ONCE: Final = 100
TTL: Final = 7200
OSLO: Final = "Europe/Oslo"
DAY: Final = date(2027, 2, 3)
EARLY: Final = clock_time(8)
"""When the messages of the warm-up are due, spread over ten minutes."""

MINUTE: Final = clock_time(22, 59)
"""When the others are: so shortly before 23:00 the spread ends with the minute, and none of them is late."""


class Plan(msgspec.Struct):
    """What to do. `folder` holds the push service's `ca.pem`; `devices` are PushSubscriptions by their three parts."""

    variant: str
    folder: str
    port: int
    messages: int
    warm_up: int
    devices: list[tuple[str, str, str]]
    database: str = ""
    parts: bool = False
    """Whether the push sender runs once more, on the next day, with a stopwatch inside."""


class Sent(msgspec.Struct):
    """So many messages in so many seconds, and what they cost this process: CPU seconds, in all and by thread."""

    messages: int
    seconds: float
    cpu: float
    threads: dict[str, float] = {}
    prepare_seconds: float = 0.0
    prepare_cpu: float = 0.0
    prepare_threads: dict[str, float] = {}
    parts: dict[str, float] = {}
    """CPU seconds of the parts of the work, of a run of its own."""

    service_cpu: float = 0.0
    """What the push service spent on them; it is no part of `cpu`."""

    memory: int = 0
    """The most that it held, in bytes."""


def words(locale: str, kind: str) -> LockScreenText:
    """What a message says."""
    return LockScreenText("Fotfeste", "Tid for en liten pause?")


def plain() -> bytes:
    """The plaintext that everybody encrypts."""
    return Composer(words, "https://fotfeste.example/#/today").plaintext("nb", "daily", bytes(16))


def vapid_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """One key for all of them."""
    return Keys.load(folder / "keys").vapid


class Meter:
    """What this process spends between two looks."""

    def __init__(self) -> None:
        self.seconds, self.cpu, self.threads = time.perf_counter(), cpu(), by_thread()

    def since(self, before: "Meter") -> tuple[float, float, dict[str, float]]:
        """Wall seconds, CPU seconds, and these by thread."""
        threads = {name: spent - before.threads.get(name, 0.0) for name, spent in self.threads.items()}
        return self.seconds - before.seconds, self.cpu - before.cpu, threads


def cpu() -> float:
    """CPU seconds of this process and its ended children so far, the kernel's work for them included."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def by_thread() -> dict[str, float]:
    """The same by thread: Python's by their names, what else there is (the HTTP client's) as `http`."""
    names = {thread.native_id: thread.name.split("-")[0] for thread in threading.enumerate()}
    spent: dict[str, float] = {}
    for task in Path("/proc/self/task").iterdir():
        ran = task.joinpath("schedstat").read_text().split()[0]
        name = names.get(int(task.name), "http")
        spent[name] = spent.get(name, 0.0) + int(ran) / 1e9
    return spent


def measured(messages: int, before: Meter, after: Meter) -> Sent:
    """What was sent between two looks."""
    seconds, spent, threads = after.since(before)
    memory = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Sent(messages, seconds, spent, threads, memory=memory)


def one_by_one(plan: Plan) -> Sent:
    """`webpush()` in a loop, as its README has it."""
    os.environ["REQUESTS_CA_BUNDLE"] = str(Path(plan.folder) / "ca.pem")
    key, text = Vapid02(vapid_key(Path(plan.folder))), plain().decode()
    devices = cycle(_subscriptions(plan))

    def send(count: int) -> None:
        for device in islice(devices, count):
            webpush(device, text, vapid_private_key=key, vapid_claims={"sub": CONTACT}, ttl=TTL, timeout=20)

    send(plan.warm_up)
    before = Meter()
    send(plan.messages)
    return measured(plan.messages, before, Meter())


async def a_hundred_at_once(plan: Plan) -> Sent:
    """`webpush_async()` with one session, a hundred at the same time, on uvloop."""
    folder = Path(plan.folder)
    key, text = Vapid02(vapid_key(folder)), plain().decode()
    trusted = ssl.create_default_context(cafile=folder / "ca.pem")
    devices = cycle(_subscriptions(plan))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE, ssl=trusted)) as session:

        async def carry(some: Iterator[dict[str, Any]]) -> None:
            for device in some:
                await webpush_async(
                    device,
                    text,
                    vapid_private_key=key,
                    vapid_claims={"sub": CONTACT},
                    ttl=TTL,
                    timeout=cast(float, aiohttp.ClientTimeout(20)),
                    aiohttp_session=session,
                )

        await _side_by_side(carry, islice(devices, plan.warm_up))
        before = Meter()
        await _side_by_side(carry, islice(devices, plan.messages))
        return measured(plan.messages, before, Meter())


async def raw(plan: Plan) -> Sent:
    """The limit: bodies encrypted beforehand, requests written straight to a hundred sockets, answers only counted."""
    folder = Path(plan.folder)
    origin = f"https://localhost:{plan.port}"
    authorization = VapidHeaders(vapid_key(folder), CONTACT, time.time).authorization(origin)
    requests = [
        (
            f"POST {endpoint.removeprefix(origin)} HTTP/1.1\r\nHost: localhost:{plan.port}\r\n"
            f"Authorization: {authorization}\r\nContent-Encoding: aes128gcm\r\nTTL: {TTL}\r\n"
            f"Topic: {os.urandom(16).hex()}\r\nUrgency: normal\r\nContent-Length: {subscription.BODY_BYTES}\r\n\r\n"
        ).encode()
        + subscription.encrypt(plain(), Subscription(endpoint, p256dh, auth))
        for endpoint, p256dh, auth in plan.devices
    ]
    trusted = ssl.create_default_context(cafile=folder / "ca.pem")
    trusted.set_alpn_protocols(["http/1.1"])
    loop = asyncio.get_running_loop()
    sockets = [
        (await loop.create_connection(_Socket, "localhost", plan.port, ssl=trusted, family=2))[1]
        for _ in range(AT_ONCE)
    ]

    async def send(count: int) -> None:
        some = islice(cycle(requests), count)
        await asyncio.gather(*(socket.carry(some) for socket in sockets))

    await send(plan.warm_up)
    before = Meter()
    await send(plan.messages)
    return measured(plan.messages, before, Meter())


class _Socket(asyncio.Protocol):
    """One connection of `raw`, one request after the other."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._requests: Iterator[bytes] = iter(())
        self._over: asyncio.Future[None]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def carry(self, requests: Iterator[bytes]) -> "asyncio.Future[None]":
        self._requests, self._over = requests, asyncio.get_running_loop().create_future()
        self._next()
        return self._over

    def data_received(self, data: bytes) -> None:
        if not data.startswith(b"HTTP/1.1 201 ") or not data.endswith(b"\r\n\r\n"):
            raise RuntimeError(f"answered {data!r}")
        self._next()

    def _next(self) -> None:
        request = next(self._requests, None)
        if request is not None:
            self._transport.write(request)
        else:
            self._over.set_result(None)


async def sender(plan: Plan) -> Sent:
    """This server, with everything that it does: claim, outbox, leases, state, metrics. Its clock is moved by hand."""
    folder = Path(plan.folder) / f"data-{os.getpid()}"
    settings = Settings(data=folder, database=plan.database)
    store = await Store.open(settings)
    keys = Keys.load(Path(plan.folder) / "keys")
    moment = _at(EARLY) - 60
    devices = cycle(plan.devices)
    await fill(store, keys, (_chosen(*device, EARLY) for device in islice(devices, plan.warm_up)))
    await fill(store, keys, (_chosen(*device, MINUTE) for device in islice(devices, plan.messages)))
    metrics, allowed = PushMetrics(CollectorRegistry()), allow_list(localhost=True)
    async with client_builder(Path(plan.folder) / "ca.pem").build() as client:
        way = Delivery(keys, allowed, CONTACT, client, metrics, clock=lambda: moment)
        one = PushSender(store, Composer(words, "https://fotfeste.example/#/today"), way)
        freeze_heap()
        moment = _at(EARLY) + 601
        await one.prepare()
        warmed = await one.send()
        moment = _at(MINUTE) - 540
        begun = Meter()
        prepared = await one.prepare()
        moment = _at(MINUTE) + 60
        ready = Meter()
        sent = await one.send()
        over = Meter()
        parts: dict[str, float] = {}
        if plan.parts:
            with stopwatches(parts):
                moment = _at(MINUTE) - 540 + 86_400
                await one.prepare()
                moment = _at(MINUTE) + 60 + 86_400
                await one.send()
    await store.close()
    if (warmed, prepared, sent) != (plan.warm_up, plan.messages, plan.messages):
        raise RuntimeError(f"{prepared} prepared and {sent} sent of {plan.messages}, {warmed} of {plan.warm_up}")
    result = measured(sent, ready, over)
    result.parts = parts
    result.prepare_seconds, result.prepare_cpu, result.prepare_threads = ready.since(begun)
    return result


PARTS: Final[list[tuple[Any, str, str]]] = [
    (prepare._DUE_NUDGES, "all", "preparing · due nudges with the channel's row"),
    (prepare._Channels, "__init__", "preparing · what else the channels have"),
    (prepare, "ring", "preparing · this ring, by the zone's rules"),
    (NudgeRow, "next", "preparing · the next ring"),
    (prepare, "unseal", "preparing · open the subscription"),
    (Composer, "plaintext", "preparing · the text"),
    (subscription, "encrypt", "preparing · encryption"),
    (prepare, "put_messages", "preparing · insert into the outbox"),
    (prepare, "store_next", "preparing · move the nudges on"),
    (outbox._TAKE, "all", "sending · claim with the channel's row"),
    (outbox._LEASE, "run", "sending · lease"),
    (outbox, "store_results", "sending · settle"),
    (RootTransaction, "commit", "both · commit"),
    (Checkpoints, "run", "both · checkpoint (SQLite)"),
    (delivery, "unseal", "sending · open the subscription"),
    (delivery, "origin_of", "sending · check the address"),
    (Histogram, "observe", "sending · two histograms"),
]
"""What is timed inside the work: by the clock of its thread's CPU, so that what others do meanwhile is not counted."""


@contextmanager
def stopwatches(parts: dict[str, float]) -> Iterator[None]:
    """Count into `parts` while inside."""
    with ExitStack() as stack:
        for owner, name, label in PARTS:
            parts[label] = 0.0
            stack.enter_context(patch.object(owner, name, _timed(getattr(owner, name), parts, label)))
        yield


def _timed(work: Callable[..., Any], parts: dict[str, float], label: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.thread_time()
        try:
            return work(*given, **named)
        finally:
            parts[label] += time.thread_time() - begun

    return timed


def _chosen(endpoint: str, p256dh: str, auth: str, at: clock_time) -> Chosen:
    """A channel of this device, under an address of its own."""
    subscription = Subscription(f"{endpoint}-{base64.urlsafe_b64encode(os.urandom(12)).decode()}", p256dh, auth)
    return Chosen(subscription, OSLO, at, DAY)


def _at(minute: clock_time) -> float:
    return instant(DAY, minute, zone_of(OSLO)).timestamp()


def _subscriptions(plan: Plan) -> list[dict[str, Any]]:
    return [{"endpoint": at, "keys": {"p256dh": p256dh, "auth": auth}} for at, p256dh, auth in plan.devices]


async def _side_by_side(
    carry: Callable[[Iterator[dict[str, Any]]], Awaitable[None]], devices: Iterator[dict[str, Any]]
) -> None:
    """A hundred that each take the next one."""
    await asyncio.gather(*(carry(devices) for _ in range(AT_ONCE)))


def devices(port: int, count: int) -> list[tuple[str, str, str]]:
    """So many new devices at the push service on `port`."""
    made = []
    for _ in range(count):
        point = (
            ec.generate_private_key(ec.SECP256R1())
            .public_key()
            .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        )
        texts = [base64.urlsafe_b64encode(raw).rstrip(b"=").decode() for raw in (os.urandom(96), point, os.urandom(16))]
        made.append((f"https://localhost:{port}/push/{texts[0]}", texts[1], texts[2]))
    return made


if __name__ == "__main__":
    given = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Plan)
    if given.variant == "webpush":
        result = one_by_one(given)
    else:
        result = uvloop.run({"webpush_async": a_hundred_at_once, "raw": raw}.get(given.variant, sender)(given))
    sys.stdout.buffer.write(msgspec.json.encode(result))
