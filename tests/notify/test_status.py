"""`selfhelp nudges status`: counts an operator can act on, and nothing of anybody."""

import json
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.cli import main
from selfhelp.notify import rows, tables
from selfhelp.notify.circuit_breakers import MANY
from selfhelp.notify.status import CHANNEL_STATES, PushStatus, read
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.migrate import upgrade
from tests.conftest import ON_BOTH
from tests.live import as_environment
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer

pytestmark = pytest.mark.pure


async def look(harness: PushHarness) -> PushStatus:
    return await harness.store.read(lambda session: read(session, int(harness.seconds)))


@ON_BOTH
async def test_an_empty_house_has_nothing_to_tell(harness: PushHarness) -> None:
    found = await look(harness)
    assert found.channels == {"active": 0, "paused": 0, "resubscribe": 0, "gone": 0}
    assert (found.due_in_an_hour, found.late, found.outbox, found.hosts, found.last_alarm) == (0, 0, 0, [], None)


async def test_channels_are_counted_by_state(harness: PushHarness) -> None:
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(6)]
    await harness.store.write(partial(rows.lose_subscription, channel=boxes[0].id))

    def change(session: Session) -> None:
        for state, box in ((tables.PAUSED, boxes[1]), (tables.PAUSED, boxes[2]), (tables.RESUBSCRIBE, boxes[3])):
            session.execute(text("UPDATE channel SET state = :state WHERE id = :id"), {"state": state, "id": box.id})

    await harness.store.write(change)
    assert (await look(harness)).channels == {"active": 2, "paused": 2, "resubscribe": 1, "gone": 1}
    assert set(CHANNEL_STATES) == {tables.ACTIVE, tables.PAUSED, tables.RESUBSCRIBE, tables.GONE}


async def test_what_is_due_what_waits_and_what_is_late_are_counted_whether_prepared_or_not(
    harness: PushHarness,
) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.channel(nudge(kind="own", once="2027-02-03T20:25"))
    await harness.channel(nudge(kind="own", once="2027-02-04T09:00"))
    assert (await look(harness)).due_in_an_hour == 0
    harness.at("2027-02-03T19:40")
    assert (await look(harness)).due_in_an_hour == 2
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    found = await look(harness)
    assert (found.due_in_an_hour, found.late, found.outbox) == (2, 0, 1)
    harness.at("2027-02-03T20:40")
    found = await look(harness)
    assert (found.due_in_an_hour, found.late, found.outbox) == (0, 2, 1)
    await harness.prepare()
    await harness.send()
    found = await look(harness)
    assert (found.late, found.outbox) == (0, 0)


async def test_a_host_whose_circuit_is_open_stands_there_until_when(harness: PushHarness) -> None:
    for _ in range(4):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.known()
    harness.at("2027-02-03T20:11")
    await harness.prepare()
    harness.push.script(*[403] * 4)
    await harness.send()
    await harness.watch.write_down()
    found = await look(harness)
    host = harness.push.origin.removeprefix("https://")
    assert [(one.host, one.state, one.until) for one in found.hosts] == [(host, "open", "2027-02-03T19:16:01Z")]
    assert found.last_alarm is not None
    assert (found.last_alarm.reason, found.last_alarm.host) == ("circuit-open", host)
    assert found.last_alarm.at == "2027-02-03T19:11:00Z"
    for _ in range(4):
        harness.pass_by(minutes=31)
        await harness.watch.write_down()
    assert [one.state for one in (await look(harness)).hosts] == ["open"], "the push sender that saw it lives"
    assert harness.registry.get_sample_value("selfhelp_push_circuits_open") == 1
    harness.pass_by(hours=2)
    assert (await look(harness)).hosts == [], "no sender has written it down for an hour"


async def test_a_pause_is_told_while_it_lasts_and_the_newest_alarm_is_the_last(harness: PushHarness) -> None:
    for _ in range(MANY):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.known()
    harness.at("2027-02-03T20:11")
    await harness.prepare()
    harness.push.script(*[Answer(429, {"Retry-After": "100"})] * MANY)
    await harness.send()
    harness.sender.alarms.sound("late", "fcm.googleapis.com")
    harness.pass_by(seconds=1)
    harness.sender.alarms.sound("outbox-stuck")
    await harness.watch.write_down()
    found = await look(harness)
    assert [one.state for one in found.hosts] == ["paused"]
    assert found.last_alarm is not None
    assert (found.last_alarm.reason, found.last_alarm.host) == ("outbox-stuck", "")
    harness.pass_by(seconds=150)
    assert (await look(harness)).hosts == []


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line runs with the settings of the test."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)


async def test_the_command_says_it_in_words_and_as_json(
    harness: PushHarness, environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.sender.alarms.sound("faulty-message", "fcm.googleapis.com")
    await harness.watch.write_down()
    assert main(["nudges", "status"]) == 0
    said = capsys.readouterr().out
    assert "channels     1 active, 0 paused, 0 resubscribe, 0 gone\n" in said
    assert "refused by   none\n" in said
    assert "last alarm   faulty-message at fcm.googleapis.com, 2027-02-03T11:00:00Z\n" in said
    assert main(["nudges", "status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.keys() == {"at", "channels", "due_in_an_hour", "late", "outbox", "hosts", "last_alarm"}
    assert found["channels"] == {"active": 1, "paused": 0, "resubscribe": 0, "gone": 0}


async def test_nothing_of_anybody_is_said(
    harness: PushHarness, environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:11")
    await harness.prepare()
    device.script(413)
    await harness.send()
    await harness.watch.write_down()
    for arguments in (["nudges", "status"], ["nudges", "status", "--json"]):
        assert main(arguments) == 0
        said = capsys.readouterr().out
        for secret in (box.id.hex(), device.endpoint.rpartition("/")[2], device.auth, device.p256dh, "Oslo"):
            assert secret not in said


def test_a_house_that_was_never_opened_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path))
    assert main(["nudges", "status"]) == 1
    assert "There is no database" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [], "and asking makes none"


def test_a_database_of_another_version_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = writing_engine(database_url(Settings(data=tmp_path)))
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE push_host"))
    engine.dispose()
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path))
    assert main(["nudges", "status"]) == 1
    assert "doctor" in capsys.readouterr().err
