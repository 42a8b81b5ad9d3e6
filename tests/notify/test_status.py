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
from selfhelp.notify.status import STATES, PushStatus, read
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.migrate import upgrade
from tests.live import as_environment
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge
from tests.notify.push_service import Answer


async def look(office: Office) -> PushStatus:
    return await office.store.read(lambda session: read(session.connection(), int(office.seconds)))


async def test_an_empty_house_has_nothing_to_tell(office: Office) -> None:
    found = await look(office)
    assert found.channels == {"active": 0, "paused": 0, "resubscribe": 0, "gone": 0}
    assert (found.due_in_an_hour, found.late, found.outbox, found.hosts, found.last_alarm) == (0, 0, 0, [], None)


async def test_channels_are_counted_by_state(office: Office) -> None:
    boxes = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(6)]
    await office.store.write(partial(rows.lose_subscription, channel=boxes[0].id))

    def change(session: Session) -> None:
        for state, box in ((tables.PAUSED, boxes[1]), (tables.PAUSED, boxes[2]), (tables.RESUBSCRIBE, boxes[3])):
            session.execute(text("UPDATE channel SET state = :state WHERE id = :id"), {"state": state, "id": box.id})

    await office.store.write(change)
    assert (await look(office)).channels == {"active": 2, "paused": 2, "resubscribe": 1, "gone": 1}
    assert set(STATES) == {tables.ACTIVE, tables.PAUSED, tables.RESUBSCRIBE, tables.GONE}


async def test_what_is_due_what_waits_and_what_is_late_are_counted_whether_prepared_or_not(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.channel(nudge(kind="own", once="2027-02-03T20:25"))
    await office.channel(nudge(kind="own", once="2027-02-04T09:00"))
    assert (await look(office)).due_in_an_hour == 0
    office.at("2027-02-03T19:40")
    assert (await look(office)).due_in_an_hour == 2
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    found = await look(office)
    assert (found.due_in_an_hour, found.late, found.outbox) == (2, 0, 1)
    office.at("2027-02-03T20:40")
    found = await look(office)
    assert (found.due_in_an_hour, found.late, found.outbox) == (0, 2, 1)
    await office.prepare()
    await office.send()
    found = await look(office)
    assert (found.late, found.outbox) == (0, 0)


async def test_a_host_whose_circuit_is_open_stands_there_until_when(office: Office) -> None:
    for _ in range(4):
        await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.known()
    office.at("2027-02-03T20:11")
    await office.prepare()
    office.push.script(*[403] * 4)
    await office.send()
    await office.watch.write_down()
    found = await look(office)
    host = office.push.origin.removeprefix("https://")
    assert [(one.host, one.state, one.until) for one in found.hosts] == [(host, "open", "2027-02-03T19:16:01Z")]
    assert found.last_alarm is not None
    assert (found.last_alarm.reason, found.last_alarm.host) == ("circuit-open", host)
    assert found.last_alarm.at == "2027-02-03T19:11:00Z"
    for _ in range(4):
        office.pass_by(minutes=31)
        await office.watch.write_down()
    assert [one.state for one in (await look(office)).hosts] == ["open"], "the push sender that saw it lives"
    assert office.registry.get_sample_value("selfhelp_push_circuits_open") == 1
    office.pass_by(hours=2)
    assert (await look(office)).hosts == [], "no sender has written it down for an hour"


async def test_a_pause_is_told_while_it_lasts_and_the_newest_alarm_is_the_last(office: Office) -> None:
    for _ in range(MANY):
        await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.known()
    office.at("2027-02-03T20:11")
    await office.prepare()
    office.push.script(*[Answer(429, {"Retry-After": "100"})] * MANY)
    await office.send()
    office.sender.alarms.sound("late", "fcm.googleapis.com")
    office.pass_by(seconds=1)
    office.sender.alarms.sound("outbox-stuck")
    await office.watch.write_down()
    found = await look(office)
    assert [one.state for one in found.hosts] == ["paused"]
    assert found.last_alarm is not None
    assert (found.last_alarm.reason, found.last_alarm.host) == ("outbox-stuck", "")
    office.pass_by(seconds=150)
    assert (await look(office)).hosts == []


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line runs with the settings of the test."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)


async def test_the_command_says_it_in_words_and_as_json(
    office: Office, environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT))
    office.sender.alarms.sound("faulty-message", "fcm.googleapis.com")
    await office.watch.write_down()
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
    office: Office, environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    office.at("2027-02-03T20:11")
    await office.prepare()
    device.script(413)
    await office.send()
    await office.watch.write_down()
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
