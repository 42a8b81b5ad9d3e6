"""Somebody sets the clock of the machine: a push service is not shut out for a day, and knows this server still."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from selfhelp.notify import delivery
from selfhelp.notify.circuit_breakers import MOST_KNOWN, OPEN_FOR, CircuitBreakers
from selfhelp.notify.delivery import VALID_FOR, VapidHeaders
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_rules import claims_of, vapid_complaints
from tests.notify.push_service import Answer

pytestmark = pytest.mark.pure

FCM = "https://fcm.googleapis.com"
DAY = 86_400


async def ring(harness: PushHarness, count: int) -> None:
    for _ in range(count):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:11")
    await harness.prepare()


async def test_a_pause_ends_in_its_time_though_the_clock_is_set_back_a_day(harness: PushHarness) -> None:
    await ring(harness, 1)
    harness.push.script(Answer(429, {"Retry-After": "600"}))
    await harness.send()
    host = harness.sender.circuits[harness.push.origin]
    harness.jump(days=-1)
    harness.pass_by(seconds=661)
    assert host.wait(harness.seconds - harness.jumped) is None
    await harness.channel(nudge(kind="own", once="2027-02-02T20:40"))
    harness.at("2027-02-02T20:51")
    await harness.prepare()
    assert await harness.send() == 1
    assert harness.push.received[-1].status == 201


async def test_a_pause_is_kept_though_the_clock_is_set_forward_a_day(harness: PushHarness) -> None:
    await ring(harness, 1)
    harness.push.script(Answer(429, {"Retry-After": "600"}))
    await harness.send()
    harness.jump(days=1)
    harness.pass_by(seconds=590)
    await harness.channel(nudge(kind="own", once="2027-02-04T20:22"))
    harness.pass_by(seconds=5)
    await harness.prepare()
    harness.jump(minutes=12)
    await harness.send()
    assert len(harness.push.received) == 1
    harness.pass_by(seconds=80)
    await harness.send()
    assert len(harness.push.received) == 2


async def test_a_circuit_tries_again_in_its_time_though_the_clock_is_set_back_a_day(harness: PushHarness) -> None:
    await ring(harness, 4)
    await harness.known()
    harness.push.script(*[403] * 4)
    await harness.send()
    assert harness.sender.circuits.open_circuits() == [harness.push.origin]
    harness.jump(days=-1)
    harness.pass_by(seconds=OPEN_FOR + 1)
    assert harness.sender.circuits[harness.push.origin].wait(harness.seconds - harness.jumped) is None


@pytest.mark.parametrize("hours", [-1 / 3600, -1, -13, -24, -240])
def test_a_signature_from_before_the_clock_was_set_back_is_made_anew(hours: float) -> None:
    now = 1_800_000_000.0
    headers = VapidHeaders(ec.generate_private_key(ec.SECP256R1()), "mailto:a@example.org", lambda: now)
    first = headers.authorization(FCM)
    now += hours * 3600
    second = headers.authorization(FCM)
    assert second != first
    assert claims_of(second)["exp"] == int(now) + VALID_FOR
    assert vapid_complaints(second, FCM, now) == []
    now += VALID_FOR / 2 - 1
    assert headers.authorization(FCM) == second, "and only once"


@pytest.mark.parametrize("hours", [7, 13, 240])
def test_a_signature_from_before_the_clock_was_set_forward_is_made_anew(hours: int) -> None:
    now = 1_800_000_000.0
    headers = VapidHeaders(ec.generate_private_key(ec.SECP256R1()), "mailto:a@example.org", lambda: now)
    headers.authorization(FCM)
    now += hours * 3600
    assert vapid_complaints(headers.authorization(FCM), FCM, now) == []


def test_names_that_strangers_invent_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "MOST_SIGNED", 5)
    headers = VapidHeaders(ec.generate_private_key(ec.SECP256R1()), "mailto:a@example.org", lambda: 0.0)
    for number in range(12):
        assert (
            vapid_complaints(
                headers.authorization(f"https://x{number}.push.apple.com"), f"https://x{number}.push.apple.com", 0
            )
            == []
        )
    assert len(headers._headers) <= 5
    now = 0.0
    breakers = CircuitBreakers(lambda: now)
    for channel in range(3):
        breakers["https://refuses.push.apple.com"].refused(bytes([channel]), channel, now)
        breakers["https://rests.push.apple.com"].throttled(bytes([channel]), channel, 500, now)
    for number in range(MOST_KNOWN + 50):
        breakers[f"https://x{number}.push.apple.com"].accepted(now)
    assert len(breakers._breakers) == MOST_KNOWN
    assert breakers.open_circuits() == ["https://refuses.push.apple.com"], "those that are fine are forgotten first"
    assert breakers["https://rests.push.apple.com"].wait(now) == 500
