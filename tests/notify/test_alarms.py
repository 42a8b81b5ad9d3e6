"""What an operator hears of: each reason once in a while, however many messages meet it; and what is written down."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import select, text
from sqlmodel import Session

from selfhelp import logs
from selfhelp.notify import delivery
from selfhelp.notify.backlog import HOSTS_KEPT
from selfhelp.notify.circuit_breakers import OPEN_FOR
from selfhelp.notify.metrics import LATENESS, SAY_EVERY, SEND_TIME, Alarms, PushMetrics
from selfhelp.notify.tables import PushHost
from selfhelp.runtime import open_runtime
from selfhelp.settings import Settings
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Answer

pytestmark = pytest.mark.pure

DUE = "2027-02-03T20:10:01"


@pytest.fixture
def stream() -> Iterator[io.BytesIO]:
    """The log from here on."""
    opened_stream = io.BytesIO()
    logs.configure(opened_stream)
    yield opened_stream
    structlog.reset_defaults()


def lines(stream: io.BytesIO, event: str = "push-alarm") -> list[dict[str, Any]]:
    every = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [line for line in every if line["event"] == event]


async def ring(harness: PushHarness, count: int = 1) -> None:
    for _ in range(count):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    harness.at(DUE)


async def written(harness: PushHarness) -> dict[str, tuple[str, int | None, str | None, int | None]]:
    """What stands in the table: host → state, until, alarm, when."""

    def fetch(session: Session) -> dict[str, tuple[str, int | None, str | None, int | None]]:
        return {
            row.host: (row.state, row.until, row.alarm, row.alarmed_at)
            for row in session.execute(select(PushHost)).scalars()
        }

    return await harness.store.read(fetch)


async def test_a_thousand_faulty_messages_are_counted_and_said_in_one_line(
    harness: PushHarness, stream: io.BytesIO
) -> None:
    await ring(harness, 20)
    harness.push.script(*[413] * 20)
    await harness.send()
    assert harness.alarms("faulty-message") == 20
    [line] = lines(stream)
    host = harness.push.origin.removeprefix("https://")
    assert (line["job"], line["host"], line["status"], line["count"]) == ("faulty-message", host, 413, 1)
    assert set(line) == {"event", "level", "timestamp", "job", "host", "status", "count"}
    harness.pass_by(seconds=SAY_EVERY)
    await harness.channel(nudge(kind="own", once="2027-02-03T20:30"))
    harness.push.script(400)
    await harness.run_until("2027-02-03T20:45")
    again = lines(stream)[1]
    assert (again["status"], again["count"]) == (400, 20), "those that were not said, and this one"


def test_strangers_can_neither_fill_the_log_by_inventing_names_nor_write_in_it(stream: io.BytesIO) -> None:
    alarms = Alarms(PushMetrics(CollectorRegistry()), lambda: 0.0, lambda: 0.0)
    for number in range(1000):
        alarms.sound("faulty-message", f"x{number}.notify.windows.com", service="*.notify.windows.com")
    [line] = lines(stream)
    assert line["host"] == "*.notify.windows.com"
    assert len(alarms.news()) == 1
    alarms.sound("faulty-message", "fcm.googleapis.com", service="fcm.googleapis.com")
    alarms.sound("late", "x.notify.windows.com", service="*.notify.windows.com")
    assert len(lines(stream)) == 3, "another service, another reason"


@pytest.mark.parametrize(("seconds", "alarms"), [(300, 0), (301, 1)])
async def test_what_reaches_its_service_five_minutes_late_is_an_alarm(
    harness: PushHarness, seconds: int, alarms: int
) -> None:
    await ring(harness)
    [row] = await harness.outbox()
    harness.seconds = float(row["due"] + seconds)
    await harness.send()
    assert len(harness.push.received) == 1
    assert harness.alarms("late") == alarms


async def test_what_is_dropped_for_its_deadline_is_an_alarm(harness: PushHarness) -> None:
    await ring(harness, 3)
    harness.at("2027-02-03T22:30")
    await harness.send()
    assert harness.alarms("too-late") == 3


@ON_BOTH
async def test_an_outbox_that_nobody_empties_is_an_alarm(harness: PushHarness) -> None:
    await ring(harness)
    await harness.watch.look()
    harness.pass_by(seconds=400)
    await harness.watch.look()
    assert harness.alarms("outbox-stuck") == 0, "a clock that was set forward makes all late for a moment"
    await harness.watch.look()
    assert harness.alarms("outbox-stuck") == 1
    await harness.send()
    await harness.watch.look()
    assert harness.alarms("outbox-stuck") == 1


async def test_a_sender_that_looks_no_more_is_an_alarm_whatever_the_clock_shows(harness: PushHarness) -> None:
    await harness.send()
    harness.jump(days=3)
    await harness.watch.look()
    await harness.watch.look()
    assert harness.alarms("courier-silent") == 0
    harness.jump(days=-5)
    harness.pass_by(seconds=121)
    await harness.watch.look()
    await harness.watch.look()
    assert harness.alarms("courier-silent") == 1
    await harness.send()
    await harness.watch.look()
    assert harness.alarms("courier-silent") == 1


async def test_nudges_that_nobody_prepares_are_an_alarm(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:16")
    await harness.watch.look()
    await harness.watch.look()
    assert harness.alarms("prepare-behind") == 1
    await harness.prepare()
    await harness.watch.look()
    assert harness.alarms("prepare-behind") == 1


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_preparing_that_fails_is_an_alarm(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = CollectorRegistry()
    async with open_runtime(settings, registry) as runtime:

        def fail(*_: object, **__: object) -> bool:
            raise RuntimeError("planted")

        monkeypatch.setattr("selfhelp.notify.sender.is_due", fail)
        with pytest.raises(RuntimeError, match="planted"):
            await runtime.services.sender.prepare()
    assert registry.get_sample_value("selfhelp_push_alarms_total", {"reason": "prepare-failed"}) == 1


async def test_a_circuit_is_written_down_when_it_opens_and_when_it_closes_and_not_for_every_message(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ring(harness, 8)
    await harness.known()
    await harness.watch.write_down()
    assert await written(harness) == {}
    harness.push.script(*[401] * 8)
    await harness.send()
    host = harness.push.origin.removeprefix("https://")
    moment = int(harness.seconds)
    await harness.watch.write_down()
    assert await written(harness) == {host: ("open", moment + OPEN_FOR + 1, "circuit-open", moment)}
    with monkeypatch.context() as nothing_is_written:
        nothing_is_written.setattr(harness.store, "write", None)
        await harness.watch.write_down()
    harness.push.unscript()  # what was not sent since the circuit opened before it was refused
    await harness.run_until("2027-02-03T20:30", step=10)
    await harness.watch.write_down()
    assert (await written(harness))[host][:3] == ("fine", None, "late"), "what it held up came late"


async def test_a_pause_that_was_asked_for_is_written_down_and_goes_when_it_is_over(harness: PushHarness) -> None:
    await ring(harness, 3)
    await harness.known()
    harness.push.script(*[Answer(429, {"Retry-After": "600"})] * 3)
    await harness.send()
    await harness.watch.write_down()
    [(state, until, alarm, _)] = (await written(harness)).values()
    assert (state, alarm) == ("paused", None)
    assert until is not None
    assert harness.seconds + 600 <= until <= harness.seconds + 662
    harness.pass_by(seconds=700)
    harness.push.unscript()
    await harness.send()
    await harness.watch.write_down()
    assert [state for state, *_ in (await written(harness)).values()] == ["fine"]


async def test_a_circuit_of_a_sender_that_died_is_closed_by_the_first_yes_to_another(harness: PushHarness) -> None:
    host = harness.push.origin.removeprefix("https://")

    def leave_open(session: Session) -> None:
        statement = "INSERT INTO push_host (host, state, until, noted) VALUES (:host, 'open', 2000000000, :now)"
        session.execute(text(statement), {"host": host, "now": int(harness.seconds)})

    await harness.store.write(leave_open)
    await ring(harness)
    await harness.send()
    await harness.watch.write_down()
    assert await written(harness) == {}


@ON_BOTH
async def test_what_is_a_month_old_is_forgotten(harness: PushHarness) -> None:
    harness.sender.alarms.sound("late")
    await harness.watch.write_down()
    assert list(await written(harness)) == [""]
    harness.pass_by(seconds=HOSTS_KEPT + 1)
    harness.sender.alarms.sound("faulty-message", "fcm.googleapis.com")
    await harness.watch.write_down()
    assert list(await written(harness)) == ["fcm.googleapis.com"]


def bucket(registry: CollectorRegistry, name: str, le: float) -> float | None:
    return registry.get_sample_value(f"{name}_bucket", {"le": str(float(le))})


async def test_lateness_and_send_time_are_counted_in_buckets_that_mean_something(harness: PushHarness) -> None:
    await ring(harness)
    [row] = await harness.outbox()
    harness.seconds = row["due"] + 45.0
    await harness.send()
    lateness = "selfhelp_push_lateness_seconds"
    assert [bucket(harness.registry, lateness, le) for le in LATENESS] == [0, 0, 0, 0, 0, 1, 1, 1, 1]
    sent = [bucket(harness.registry, "selfhelp_push_send_seconds", le) for le in SEND_TIME]
    assert sent == [1] * len(SEND_TIME), "the test's clock stood still meanwhile"
    assert LATENESS[-1] == 7200, "the longest deadline"
    assert SEND_TIME[-1] == delivery.PUSH_TIMEOUT.total_seconds()


async def test_send_time_is_that_of_the_request(harness: PushHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    real = harness.sender.delivery._post

    async def slow(*given: Any) -> Any:
        answer = await real(*given)
        harness.pass_by(seconds=3)
        return answer

    monkeypatch.setattr(harness.sender.delivery, "_post", slow)
    await ring(harness)
    await harness.send()
    assert bucket(harness.registry, "selfhelp_push_send_seconds", 2.5) == 0
    assert bucket(harness.registry, "selfhelp_push_send_seconds", 5) == 1


async def test_how_long_the_oldest_has_waited_can_be_watched(harness: PushHarness) -> None:
    await ring(harness)
    [row] = await harness.outbox()
    harness.seconds = row["due"] + 70.0
    await harness.watch.look()
    registry = CollectorRegistry()
    harness.watch.metrics = PushMetrics(registry)
    await harness.watch.look()
    assert registry.get_sample_value("selfhelp_push_overdue_seconds") == 70
    await harness.send()
    await harness.watch.look()
    assert registry.get_sample_value("selfhelp_push_overdue_seconds") == 0
