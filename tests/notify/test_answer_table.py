"""The answer table, row by row, over HTTP/1.1 and over HTTP/2, as the push service and the phone see it.

`test_answers.py` has what follows from it for the channel.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from functools import cache

import pytest
from pyreqwest.client import Client

from selfhelp.boxes import BoxRequest
from selfhelp.notify.circuit_breakers import MANY
from selfhelp.notify.delivery import client_builder
from tests.notify.authority import OTHER_NAMES, make_authority
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer, Device, PushService
from tests.notify.rude_service import MANNERS, SILENCE, RudeService

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("settings", ["sqlite"], indirect=True),
    pytest.mark.parametrize("push", ["HTTP/1.1", "HTTP/2"], indirect=True),
]

DUE = "2027-02-03T20:10:01"


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[str], PushService]]:
    """The push service of each protocol, started once: HTTP/2 has a process of its own."""
    with ExitStack() as stack:
        yield cache(lambda protocol: stack.enter_context(PushService(http2=protocol == "HTTP/2")))


@pytest.fixture
def push(request: pytest.FixtureRequest, started: Callable[[str], PushService]) -> Iterator[PushService]:
    """A push service of either protocol, which knows nobody yet."""
    service = started(request.param)
    service.forget()
    yield service
    assert service.complaints == []
    assert service.others == []


async def ring(harness: PushHarness, count: int = 1, device: Device | None = None) -> list[BoxRequest]:
    """`count` channels whose daily nudge is due, prepared."""
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT), device=device))[0] for _ in range(count)]
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(DUE)
    return boxes


async def again(harness: PushHarness) -> float:
    """Lets the clock go until something comes in once more; the seconds that took. While all in the outbox waits for
    later, only the last second of it is looked at: `send` would find nothing."""
    before, came = harness.seconds, len(harness.push.received)
    while len(harness.push.received) == came:
        waits = [row["not_before"] for row in await harness.outbox()]
        harness.seconds = max(harness.seconds + 1, min(waits, default=0) - 1)
        await harness.send()
        assert harness.seconds - before < 7_200
    return harness.seconds - before


def shown(harness: PushHarness) -> int:
    """How many notifications lie on the phones: a tag replaces what it showed before."""
    return len({got.notification["tag"] for got in harness.push.received})


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_taken(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(status)
    await harness.send()
    row = await harness.row(box)
    assert (row["state"], row["last_answer"], row["last_sent"]) == ("active", status, int(harness.seconds))
    assert await harness.outbox() == []


@pytest.mark.parametrize("status", [404, 410])
async def test_gone(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(status)
    await harness.send()
    row = await harness.row(box)
    assert (row["state"], row["sealed"], row["fingerprint"]) == ("gone", None, None)
    assert (await harness.show(box)).last_answer == status
    assert await harness.outbox() == []


@pytest.mark.parametrize("status", [400, 413])
async def test_faulty(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(status)
    await harness.send()
    await harness.run_until("2027-02-03T22:30", step=300)
    assert len(harness.push.received) == 1
    assert (await harness.row(box))["state"] == "active"
    assert harness.alarms("faulty-message") == 1


@pytest.mark.parametrize("status", [401, 403])
async def test_refused_alone(harness: PushHarness, status: int) -> None:
    boxes = await ring(harness, MANY + 1)
    harness.push.script(status)
    await harness.send()
    refused = next(got.device for got in harness.push.received if got.status == status)
    refused.script(status)
    await again(harness)
    assert sorted([(await harness.show(box)).state for box in boxes]) == ["active"] * MANY + ["resubscribe"]
    assert harness.alarms("circuit-open") == 0


@pytest.mark.parametrize("status", [401, 403])
async def test_refused_many_at_once(harness: PushHarness, status: int) -> None:
    boxes = await ring(harness, MANY + 2)
    await harness.known()
    harness.push.script(*[status] * (MANY + 2))
    await harness.send()
    assert harness.sender.circuits.open_circuits() == [harness.push.origin]
    assert harness.alarms("circuit-open") == 1
    harness.push.unscript()
    await harness.run_until("2027-02-03T20:30", step=10)
    assert harness.sender.circuits.open_circuits() == []
    assert [(await harness.show(box)).state for box in boxes] == ["active"] * (MANY + 2)
    assert shown(harness) == MANY + 2


@pytest.mark.parametrize("form", ["seconds", "date", "none", "unreadable", "past"])
async def test_throttled(harness: PushHarness, form: str) -> None:
    await ring(harness, 2)
    asked, least, most = {
        "seconds": ({"Retry-After": "600"}, 600, 662),
        "date": ({"Retry-After": format_datetime(harness.now + timedelta(minutes=10), usegmt=True)}, 600, 662),
        "none": ({}, 60, 68),
        "unreadable": ({"Retry-After": "in a while"}, 60, 68),
        "past": ({"Retry-After": "Wed, 03 Feb 2027 00:00:00 GMT"}, 1, 4),
    }[form]
    harness.push.script(*[Answer(429, asked)] * 2)
    await harness.send()
    harness.push.unscript()
    assert least <= await again(harness) <= most
    assert harness.push.received[-1].status == 201


def wns(harness: PushHarness) -> tuple[Device, Client]:
    """A device whose endpoint has a name of WNS, and a client that finds it on this machine."""
    device = harness.push.subscribe()
    device.endpoint = device.endpoint.replace(harness.push.origin, f"https://{OTHER_NAMES[0]}")
    return device, client_builder(harness.push.ca).resolve(OTHER_NAMES[0], "127.0.0.1", harness.push.port).build()


@pytest.mark.parametrize(("asked", "least", "most"), [({"Retry-After": "900"}, 900, 992), ({}, 60, 68)])
async def test_throttled_by_wns(harness: PushHarness, asked: dict[str, str], least: int, most: int) -> None:
    device, client = wns(harness)
    device.script(Answer(406, {"X-WNS-Status": "appthrottled"} | asked))
    async with harness.another_sender(client) as harness.sender:
        [box] = await ring(harness, device=device)
        await harness.send()
        assert (await harness.show(box)).last_answer == 406
        assert least <= await again(harness) <= most
        assert (await harness.show(box)).last_answer == 201
    assert harness.push.received[0].headers["host"] == OTHER_NAMES[0]


async def test_406_from_anybody_else_is_a_fault(harness: PushHarness) -> None:
    await ring(harness)
    harness.push.script(406)
    await harness.send()
    assert harness.alarms("faulty-message") == 1
    assert await harness.outbox() == []


@pytest.mark.parametrize("status", [500, 503])
async def test_in_trouble(harness: PushHarness, status: int) -> None:
    [box] = await ring(harness)
    harness.push.script(*[status] * 4)
    await harness.send()
    pauses = [await again(harness) for _ in range(4)]
    assert all(2.5 * 2**n <= pause <= 5.0 * 2**n + 2 for n, pause in enumerate(pauses)), pauses
    assert (await harness.show(box)).last_answer == 201
    assert shown(harness) == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_in_trouble_and_says_for_how_long(harness: PushHarness, form: str) -> None:
    await ring(harness)
    asked = "120" if form == "seconds" else format_datetime(harness.now + timedelta(minutes=2), usegmt=True)
    harness.push.script(Answer(503, {"Retry-After": asked}))
    await harness.send()
    assert 120 <= await again(harness) <= 122


async def test_in_trouble_until_the_time_to_live_is_over(harness: PushHarness) -> None:
    [box] = await ring(harness)
    [row] = await harness.outbox()
    harness.push.script(*[503] * 300)
    await harness.run_until("2027-02-03T23:30", step=30)
    assert harness.push.received[-1].at < row["deadline"]
    assert await harness.outbox() == []
    assert (await harness.show(box)).last_answer == 503


async def test_too_slow_to_answer(harness: PushHarness) -> None:
    """A real time-out: the client waits for less than this service takes, which has the message all the same."""
    patient, hurried = harness.sender, client_builder(harness.push.ca, timedelta(seconds=0.4)).build()
    [box] = await ring(harness)
    harness.push.script(*[Answer(201, when=(answered := threading.Event()))] * 20)
    async with harness.another_sender(hurried) as harness.sender:
        while not harness.push.received:  # on a busy machine the first may not get as far as the service
            harness.pass_by(seconds=1)
            await harness.send()
        assert (await harness.show(box)).last_answer == 0
    answered.set()
    harness.sender, before = patient, harness.seconds
    [row] = await harness.outbox()
    longest = 5 * 2 ** (row["attempts"] - 1)
    while await harness.outbox():
        harness.pass_by(seconds=1)
        await harness.send()
    assert longest / 2 <= harness.seconds - before <= longest + 2
    assert (await harness.show(box)).last_answer == 201
    assert len(harness.push.received) > 1
    assert len({(got.headers["topic"], got.notification["tag"]) for got in harness.push.received}) == 1


async def test_broken_off_in_the_middle_of_the_answer(harness: PushHarness) -> None:
    [box] = await ring(harness)
    harness.push.script(0)
    await harness.send()
    assert (await harness.show(box)).last_answer == 0
    assert 2.5 <= await again(harness) <= 7
    assert shown(harness) == 1


@pytest.mark.parametrize("manner", MANNERS)
async def test_no_push_service_at_all(
    harness: PushHarness, manner: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ca, certificate, key = make_authority(tmp_path_factory.mktemp("rude"))
    with RudeService(manner, certificate, key) as rude:
        device = harness.push.subscribe()
        device.endpoint = f"https://localhost:{rude.port}/push/x"
        patience = timedelta(seconds=2 if manner == SILENCE else 20)
        async with harness.another_sender(client_builder(ca, patience).build()) as harness.sender:
            [box] = await ring(harness, device=device)
            await harness.send()
            assert (await harness.show(box)).last_answer == 0
            [row] = await harness.outbox()
            assert 2.5 <= row["not_before"] - harness.seconds <= 7
        await asyncio.to_thread(rude.has_come)


@pytest.mark.parametrize(
    ("status", "where"),
    [
        *((status, "another host") for status in (301, 302, 303, 307, 308)),
        (302, "the same host"),
        (307, "the same host"),
        (307, "plain http"),
        (300, "nowhere"),
    ],
)
async def test_a_redirect_is_never_followed(harness: PushHarness, status: int, where: str) -> None:
    [box] = await ring(harness)
    with PushService() as elsewhere:
        target = elsewhere.subscribe()
        location = {
            "another host": target.endpoint,
            "the same host": harness.push.endpoint("/elsewhere"),
            "plain http": target.endpoint.replace("https:", "http:"),
            "nowhere": "",
        }[where]
        harness.push.script(Answer(status, {"Location": location} if location else {}))
        await harness.send()
        await harness.run_until("2027-02-03T22:30", step=600)
        assert (elsewhere.received, elsewhere.others) == ([], [])
    assert len(harness.push.received) == 1
    assert (await harness.show(box)).last_answer == status
    assert (await harness.show(box)).state == "active"
    assert harness.alarms("faulty-message") == 1


async def test_a_challenge_is_not_answered(harness: PushHarness) -> None:
    await ring(harness)
    harness.push.script(Answer(401, {"WWW-Authenticate": 'Basic realm="x"'}))
    await harness.send()
    assert len(harness.push.received) == 1


@pytest.mark.parametrize("status", [204, 304, 418, 499])
async def test_what_has_no_meaning_is_a_fault_and_not_retried(harness: PushHarness, status: int) -> None:
    await ring(harness)
    harness.push.script(status)
    await harness.send()
    assert harness.alarms("faulty-message") == 1
    assert await harness.outbox() == []
