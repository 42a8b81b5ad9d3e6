"""What a push service answers to a stranger's channels holds back nobody else's reminder."""

import re

import pytest

from selfhelp.notify.circuit_breakers import LONGEST_REST
from selfhelp.notify.subscription import SERVICES, AllowList
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer, Device

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("settings", ["sqlite"], indirect=True)]


async def strangers(harness: PushHarness, count: int) -> list[Device]:
    """Devices whose channels ring ten minutes before everybody else's; it is just before any is prepared."""
    harness.at("2027-02-03T19:38")
    return [(await harness.channel(nudge(kind="own", once="2027-02-03T19:50")))[1] for _ in range(count)]


@pytest.mark.parametrize("status", [401, 403])
async def test_refusals_of_new_channels_delay_nobody(harness: PushHarness, status: int) -> None:
    for device in await strangers(harness, 20):
        device.script(*[status] * 100)
    _, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:10:01", step=5)
    [arrived] = [got for got in harness.push.received if got.device is device]
    assert arrived.status == 201
    assert harness.registry.get_sample_value("selfhelp_push_lateness_seconds_sum") == pytest.approx(0, abs=5)
    assert harness.sender.circuits.open_circuits() == []
    assert harness.alarms("key-refused") >= 1, "the operator hears that a service takes nothing"


async def test_a_pause_asked_for_one_channel_delays_no_other(harness: PushHarness) -> None:
    [stranger] = await strangers(harness, 1)
    stranger.script(Answer(429, {"Retry-After": "7200"}))
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:10:01", step=5)
    assert (await harness.show(box)).last_answer == 201
    assert harness.sender.circuits.news() == [(harness.push.origin, "fine", 0.0)]


async def test_a_channel_that_is_to_rest_is_left_alone_also_by_its_other_messages(harness: PushHarness) -> None:
    times = ("19:50", "19:55", "20:30")
    harness.at("2027-02-03T19:38")
    _, device = await harness.channel(*(nudge(kind="own", once=f"2027-02-03T{at}") for at in times))
    device.script(Answer(429, {"Retry-After": "1200"}))
    await harness.run_until("2027-02-03T20:10", step=5)
    assert [got.status for got in harness.push.received] == [429]
    await harness.run_until("2027-02-03T21:00", step=5)
    assert [got.status for got in harness.push.received] == [429, 201, 201, 201]


async def test_pauses_asked_for_many_channels_of_one_month_delay_nobody(harness: PushHarness) -> None:
    """Somebody with a few phones may have real subscriptions that a service throttles."""
    for device in await strangers(harness, 10):
        device.script(Answer(429, {"Retry-After": "7200"}))
    await harness.known(months=1)
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:10:01", step=5)
    assert (await harness.show(box)).last_answer == 201


async def test_answers_at_a_path_that_no_browser_is_given_count_for_that_channel_alone(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service may have a path at which it gives whatever answer somebody asks for."""
    monkeypatch.setitem(SERVICES, "localhost", re.compile("/wpush/.+"))
    monkeypatch.setattr(AllowList, "name_of", lambda _, host: host)
    for device in await strangers(harness, 4):
        device.script(*[403] * 100)
    await harness.known()
    await harness.run_until("2027-02-03T20:10", step=5)
    assert len(harness.push.received) >= 4
    assert harness.sender.circuits.open_circuits() == []


async def test_a_service_that_throttles_known_channels_of_several_months_rests_not_longer_than_is_of_use(
    harness: PushHarness,
) -> None:
    for device in await strangers(harness, 4):
        device.script(Answer(429, {"Retry-After": "7200"}))
    await harness.known()
    box, _ = await harness.channel(nudge(kind="own", once="2027-02-03T19:52"))
    await harness.run_until("2027-02-03T19:58", step=5)
    assert (await harness.show(box)).last_answer is None
    assert 0 < harness.sender.circuits.news()[0][2] <= LONGEST_REST * 1.1
    await harness.run_until("2027-02-03T20:10", step=5)
    assert (await harness.show(box)).last_answer == 201
