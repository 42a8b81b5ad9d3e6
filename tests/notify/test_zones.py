"""A country changes its clocks: what was chosen stays, the instant moves."""

import shutil
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from selfhelp.notify import zones
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge

HOUR = 3_600


@pytest.fixture
def own_rules(tmp_path: Path) -> Iterator[Path]:
    """A folder of rules of which the tests can change one, and which this process reads."""
    folder = tmp_path / "zoneinfo"
    for name in ("Europe/Oslo", "Europe/Helsinki", "UTC"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(zones._rules(name))
    zoneinfo.reset_tzpath([str(folder)])
    zones.forget_rules()
    yield folder
    zoneinfo.reset_tzpath()
    zones.forget_rules()


async def follow(office: Office, edition: str | None = None) -> int:
    zones.forget_rules()
    return await zones.follow(office.store, office.now, edition or zones.edition())


async def next_at(office: Office, box: BoxRequest) -> int | None:
    [row] = await office.nudges(box)
    return row.next_at


async def run(office: Office, statement: str) -> None:
    def work(session: Session) -> None:
        session.execute(text(statement))

    await office.store.write(work)


async def test_a_zone_that_gets_other_rules_moves_its_reminders_and_no_others(office: Office, own_rules: Path) -> None:
    oslo, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    device = office.push.subscribe()
    helsinki, _ = await office.put(device, nudge(**DAILY_AT_EIGHT), timezone="Europe/Helsinki")
    before = await next_at(office, oslo), await next_at(office, helsinki)
    assert await follow(office) == 0
    shutil.copy(own_rules / "Europe/Helsinki", own_rules / "Europe/Oslo")
    assert await follow(office) == 1
    assert before[0] is not None
    assert (await next_at(office, oslo), await next_at(office, helsinki)) == (before[0] - HOUR, before[1])
    await office.run_until("2027-02-03T19:15")
    assert len(office.push.received) == 2, "20:00 in the new Oslo"


async def test_only_another_edition_makes_it_look(office: Office) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    right = await next_at(office, box)
    await follow(office, "2026a")
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    assert await follow(office, "2026a") == 0
    assert await next_at(office, box) != right
    assert await follow(office, "2026b") == 1
    assert await next_at(office, box) == right
    assert await follow(office, "2026b") == 0


async def test_every_reminder_is_reached_however_many_there_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zones, "BATCH", 2)
    for _ in range(3):
        await office.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", once="2027-02-05T10:00"))
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    assert await follow(office, "2026b") == 6


async def test_what_has_rung_or_fell_silent_stays_so_and_a_time_just_chosen_waits_for_its_day(office: Office) -> None:
    step, _ = await office.channel(nudge(kind="step", once="2027-02-03T12:30"))
    refused, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    device.script(403, 403)
    await office.run_until("2027-02-03T20:15", step=30)
    assert (await office.show(refused)).state == "resubscribe"
    late, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    before = [await office.nudges(box) for box in (step, refused, late)]
    assert await follow(office, "2026b") == 0
    assert [await office.nudges(box) for box in (step, refused, late)] == before
    assert before[2][0].next_nominal == "2027-02-04"


async def test_a_zone_that_is_lost_falls_silent_and_rings_again_when_it_is_back(
    office: Office, own_rules: Path
) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.put(office.push.subscribe(), nudge(**DAILY_AT_EIGHT), timezone="Europe/Helsinki")
    right = await next_at(office, box)
    rules = (own_rules / "Europe/Oslo").read_bytes()
    await run(office, "UPDATE channel SET timezone = 'Mars/Olympus' WHERE timezone = 'Europe/Oslo'")
    assert await follow(office, "2026b") == 1
    assert await next_at(office, box) is None
    (own_rules / "Mars").mkdir()
    (own_rules / "Mars/Olympus").write_bytes(rules)
    assert await follow(office, "2026c") == 1
    assert await next_at(office, box) == right


def test_the_edition_is_that_of_the_rules(own_rules: Path) -> None:
    before = zones.edition()
    assert zones.edition() == before
    shutil.copy(own_rules / "Europe/Helsinki", own_rules / "Europe/Oslo")
    assert zones.edition() != before


async def test_what_is_due_by_an_older_edition_and_not_by_this_one_waits(office: Office) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    right = await next_at(office, box)
    await run(office, f"UPDATE nudge SET next_at = {int(office.seconds)}")
    assert await office.prepare() == 1
    assert await office.outbox() == []
    assert await next_at(office, box) == right
