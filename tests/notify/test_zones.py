"""A country changes its clocks: what was chosen stays, the instant moves."""

import asyncio
import secrets
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from selfhelp.notify import zones
from selfhelp.notify.endpoint import allow_list
from selfhelp.notify.events import EventNotifier
from selfhelp.notify.recurrence import Rule
from selfhelp.notify.rows import NudgeRow, Opening
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.services import NotifyServices
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.notify.conftest import DAILY_AT_EIGHT, OSLO, Office, nudge

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


def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two channels in one transaction, however fast or slow it is."""
    monkeypatch.setattr(zones, "FEWEST", 2)
    monkeypatch.setattr(zones, "BATCH", 2)
    monkeypatch.setattr(zones, "AIM", 60)


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
    two_at_a_time(monkeypatch)
    for _ in range(3):
        await office.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", once="2027-02-05T10:00"))
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    assert await follow(office, "2026b") == 6


@pytest.fixture
async def others(settings: Settings) -> AsyncIterator[list[Store]]:
    """The stores of three more processes on the same database."""
    stores = [await Store.open(settings) for _ in range(3)]
    yield stores
    for store in stores:
        await store.close()


class Counted:
    """A store that counts the batches that were derived through it."""

    def __init__(self, store: Store) -> None:
        self.read, self.bring_in, self._store, self.batches = store.read, store.bring_in, store, 0

    async def write(self, work: Any, key: bytes = b"") -> Any:
        self.batches += getattr(work, "func", None) is zones._derive_some
        return await self._store.write(work, key)


async def test_channels_with_many_reminders_are_reached_in_smaller_steps(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zones, "MOST", 5)
    for _ in range(7):
        await office.channel(*(nudge(kind="own", at="10:00", days=[day]) for day in ("mon", "tue", "wed")))
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    store: Any = Counted(office.store)
    assert await zones.follow(store, office.now, "2026b") == 21
    assert store.batches == 8, "one channel each, and a look that finds the end"


async def test_of_many_workers_one_derives_and_the_others_wait_until_it_is_done(
    office: Office, others: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    two_at_a_time(monkeypatch)
    monkeypatch.setattr(zones, "PAUSE", 0.02)
    boxes = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(9)]
    right = [await next_at(office, box) for box in boxes]
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    stores: list[Any] = [Counted(store) for store in (office.store, *others)]
    counts = await asyncio.gather(*(zones.follow(store, office.now, "2026b") for store in stores))
    assert sorted(counts) == [0, 0, 0, 9]
    assert sorted(store.batches for store in stores) == [0, 0, 0, 6]
    assert [await next_at(office, box) for box in boxes] == right


async def test_a_worker_that_dies_while_it_derives_is_followed_by_another(
    office: Office, others: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    two_at_a_time(monkeypatch)
    monkeypatch.setattr(zones, "PAUSE", 0.02)
    boxes = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(5)]
    right = [await next_at(office, box) for box in boxes]
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    dead = secrets.token_bytes(16)
    assert await office.store.write(partial(zones._claim, me=dead, current="2026b")) is True
    work = partial(zones._derive_some, after=b"", now=office.now, me=dead, most=2)
    batch = await office.store.write(work)
    assert batch is not None
    assert batch.changed == 2
    following = asyncio.create_task(zones.follow(others[0], office.now, "2026b"))
    assert not (await asyncio.wait([following], timeout=0.2))[0], "the lease still runs"
    await run(office, f"UPDATE zone_rules SET lease = lease - {zones.LEASE + 1}")
    assert await following == 3
    assert [await next_at(office, box) for box in boxes] == right
    assert await office.store.write(work) is None, "who wakes up late derives no more"


async def test_what_has_rung_or_fell_silent_stays_so_and_a_time_just_chosen_waits_for_its_day(
    office: Office,
) -> None:
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


@pytest.mark.parametrize(
    ("now", "rung"),
    [("2027-02-03T12:00", None), ("2027-02-03T12:00", "2027-02-01"), ("2027-02-03T20:05", "2027-02-02")],
)
def test_a_date_that_was_passed_over_does_not_ring_after_new_rules(now: str, rung: str | None) -> None:
    """It gave way to another reminder of that day, so its next date is tomorrow though nothing has rung today."""
    moment = datetime.fromisoformat(now).replace(tzinfo=OSLO)
    chosen = Rule(time(20), frozenset(range(7)))
    row = NudgeRow(bytes(16), bytes(8), "daily", 20 * 60, 127, None, None, rung, "2027-02-04", 0)
    assert row.rule == chosen
    derived = row.anew(OSLO, moment, Opening("2027-02-03", 0))
    assert derived.next_nominal == "2027-02-04"
    assert derived.next_at is not None
    assert datetime.fromtimestamp(derived.next_at, OSLO).date() == date(2027, 2, 4)
    assert row.derived(OSLO, moment, Opening("2027-02-03", 0)).next_nominal == "2027-02-03", "else this says nothing"


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


def accepts(zone: str) -> bool:
    """Whether a PUT with this zone finds nothing wrong with it."""
    body = ChannelIn(endpoint="", p256dh="", auth="", timezone=zone, locale="nb", nudges=[])
    wish = read_channel(body, allow_list(localhost=True), {"nb"})
    assert isinstance(wish, list)
    return all(error.field != "timezone" for error in wish)


async def test_a_zone_that_is_new_in_tzdata_can_be_chosen_after_a_look(office: Office, own_rules: Path) -> None:
    assert accepts("Europe/Helsinki")
    assert not accepts("Mars/Olympus")
    (own_rules / "Mars").mkdir()
    shutil.copy(own_rules / "Europe/Helsinki", own_rules / "Mars/Olympus")
    watch, courier, allowed = office.watch, office.courier, allow_list(localhost=True)
    real = NotifyServices(
        office.store,
        office.keys,
        office.composer,
        allowed,
        ("nb",),
        courier,
        watch,
        EventNotifier(office.keys, office.composer),
    )
    await real.follow_zones()
    assert accepts("Mars/Olympus")


def test_a_batch_is_as_large_as_fits_into_its_time() -> None:
    assert zones.fitting(40, zones.AIM / 2) == 80
    assert zones.fitting(40, zones.AIM / 100) == 80, "at most twice as many at once"
    assert zones.fitting(40, zones.AIM * 4) == 10
    assert zones.fitting(zones.BATCH, 0) == zones.BATCH
    assert zones.fitting(zones.FEWEST, 10) == zones.FEWEST


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


async def test_a_channel_that_is_made_while_others_are_derived_stops_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = sorted([(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(3)], key=lambda box: box.id)
    right = await next_at(office, boxes[0])
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    looked = zones._CHANNELS

    class Earlier:
        """The channels as they were before the one in the middle was made; its reminder is found all the same."""

        def all(self, session: Session, **values: Any) -> Any:
            return [row for row in looked.all(session, **values) if row[0] != boxes[1].id]

    monkeypatch.setattr(zones, "_CHANNELS", Earlier())
    assert await follow(office, "2026b") == 2
    assert await next_at(office, boxes[0]) == right


async def test_a_batch_that_takes_long_ends_early_and_reaches_everybody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large it was meant to be: other work on the machine may make it slow from one moment to the next."""
    boxes = [(await office.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(12)]
    right = [await next_at(office, box) for box in boxes]
    await run(office, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    ticks = iter(range(10_000))
    monkeypatch.setattr("selfhelp.notify.zones.time.perf_counter", lambda: next(ticks) * zones.AIM / 2)
    monkeypatch.setattr(zones, "FEWEST", 12)
    store: Any = Counted(office.store)
    assert await zones.follow(store, office.now, "2026b") == 12
    assert [await next_at(office, box) for box in boxes] == right
    assert store.batches > 3
