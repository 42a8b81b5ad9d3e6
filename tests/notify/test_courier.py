"""From a chosen minute to the phone and back: prepare, send, and every row of the answer table."""

import msgspec

from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge


async def test_a_daily_nudge_reaches_the_phone_at_its_minute_and_the_next_one_stands(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.run_until("2027-02-03T19:59:59")
    assert office.push.received == []
    await office.run_until("2027-02-03T20:10", step=30)
    [got] = office.push.received
    assert got.device is device
    assert msgspec.json.decode(got.plain) == got.message
    assert len(got.plain) == 1024
    assert got.message["web_push"] == 8030
    assert got.notification["data"] == {"kind": "daily"}
    shown = await office.show(box)
    assert shown.state == "active"
    assert shown.last_answer == 201
    assert shown.nudges[0].next is not None
    assert shown.nudges[0].next.startswith("2027-02-04T19:")
    assert await office.outbox() == []
