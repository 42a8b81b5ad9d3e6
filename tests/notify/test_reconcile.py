"""A country changes its clocks: what was chosen stays, the instant moves."""

import asyncio
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from selfhelp.notify import reconcile as module
from selfhelp.notify.reconcile import PAGE, reconcile
from selfhelp.notify.recurrence import LastOpening, NudgeRow, Rule
from selfhelp.notify.rows import ChannelRow
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, OSLO, PushHarness, nudge

pytestmark = pytest.mark.pure

HOUR = 3_600


def rules_of(name: str) -> bytes:
    """What `ZoneInfo(name)` reads: the system's, else that of the package `tzdata`."""
    file = next((file for folder in zoneinfo.TZPATH if (file := Path(folder, name)).is_file()), None)
    return file.read_bytes() if file else files("tzdata.zoneinfo").joinpath(name).read_bytes()


@pytest.fixture
def own_rules(tmp_path: Path) -> Iterator[Path]:
    """A folder of rules of which the tests can change one, and which this process reads."""
    folder = tmp_path / "zoneinfo"
    for name in ("Europe/Oslo", "Europe/Helsinki", "UTC"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(rules_of(name))
    zoneinfo.reset_tzpath([str(folder)])
    module.forget_rules()
    yield folder
    zoneinfo.reset_tzpath()
    module.forget_rules()


def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two channels in one transaction."""
    monkeypatch.setattr(module, "PAGE", 2)


async def corrected(harness: PushHarness) -> int:
    """How many reminders changed; another time nothing is left to change."""
    changed = await reconcile(harness.store, harness.now)
    assert await reconcile(harness.store, harness.now) == 0
    return changed


async def next_at(harness: PushHarness, box: BoxRequest) -> int | None:
    [row] = await harness.nudges(box)
    return row.next_at


async def run(harness: PushHarness, statement: str) -> None:
    def work(session: Session) -> None:
        session.execute(text(statement))

    await harness.store.write(work)


async def test_a_zone_that_gets_other_rules_moves_its_reminders_and_no_others(
    harness: PushHarness, own_rules: Path
) -> None:
    oslo, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    device = harness.push.subscribe()
    helsinki, _ = await harness.put(device, nudge(**DAILY_AT_EIGHT), timezone="Europe/Helsinki")
    before = await next_at(harness, oslo), await next_at(harness, helsinki)
    assert await corrected(harness) == 0
    shutil.copy(own_rules / "Europe/Helsinki", own_rules / "Europe/Oslo")
    assert await corrected(harness) == 1
    assert before[0] is not None
    assert (await next_at(harness, oslo), await next_at(harness, helsinki)) == (before[0] - HOUR, before[1])
    await harness.run_until("2027-02-03T19:15")
    assert len(harness.push.received) == 2, "20:00 in the new Oslo"


async def test_every_reminder_is_reached_however_many_there_are(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_at_a_time(monkeypatch)
    for _ in range(3):
        await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", once="2027-02-05T10:00"))
    await run(harness, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    assert await corrected(harness) == 6


@pytest.fixture
async def others(settings: Settings) -> AsyncIterator[list[Store]]:
    """The stores of three more processes on the same database."""
    stores = [await Store.open(settings) for _ in range(3)]
    yield stores
    for store in stores:
        await store.close()


class Counted:
    """A store that notes how many channels each transaction writes."""

    def __init__(self, store: Store) -> None:
        self.read, self.checkpoint_passively, self._store = store.read, store.checkpoint_passively, store
        self.written: list[int] = []

    async def write(self, work: Any, key: bytes = b"") -> Any:
        self.written.append(len(work.keywords["channels"]))
        return await self._store.write(work, key)


class Dies(Counted):
    """A store whose process dies after the first transaction."""

    async def write(self, work: Any, key: bytes = b"") -> Any:
        if self.written:
            raise ConnectionError
        return await super().write(work, key)


@ON_BOTH
async def test_any_number_of_workers_may_do_it_at_once(
    harness: PushHarness, others: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    two_at_a_time(monkeypatch)
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(9)]
    right = [await next_at(harness, box) for box in boxes]
    await run(harness, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    counts = await asyncio.gather(*(reconcile(store, harness.now) for store in (harness.store, *others)))
    assert sum(counts) == 9, "each is changed once, by whoever comes first"
    assert [await next_at(harness, box) for box in boxes] == right


async def test_what_was_cut_short_is_done_by_whoever_comes_next(
    harness: PushHarness, others: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    two_at_a_time(monkeypatch)
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(5)]
    right = [await next_at(harness, box) for box in boxes]
    await run(harness, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    dies: Any = Dies(harness.store)
    with pytest.raises(ConnectionError):
        await reconcile(dies, harness.now)
    assert await reconcile(others[0], harness.now) == 3
    assert [await next_at(harness, box) for box in boxes] == right


async def test_no_transaction_writes_more_channels_than_it_may(harness: PushHarness) -> None:
    for _ in range(2 * PAGE + 1):
        await harness.channel(nudge(**DAILY_AT_EIGHT))
    await run(harness, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    store: Any = Counted(harness.store)
    assert await reconcile(store, harness.now) == 2 * PAGE + 1
    assert store.written == [PAGE, PAGE, 1]


async def test_what_has_rung_or_fell_silent_stays_so_and_a_time_just_chosen_waits_for_its_day(
    harness: PushHarness,
) -> None:
    step, _ = await harness.channel(nudge(kind="step", once="2027-02-03T12:30"))
    refused, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    device.script(403, 403)
    await harness.run_until("2027-02-03T20:15", step=30)
    assert (await harness.show(refused)).state == "resubscribe"
    late, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    before = [await harness.nudges(box) for box in (step, refused, late)]
    assert await corrected(harness) == 0
    assert [await harness.nudges(box) for box in (step, refused, late)] == before
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
    derived = module.anew(row, OSLO, moment, LastOpening("2027-02-03", 0))
    assert derived.next_nominal == "2027-02-04"
    assert derived.next_at is not None
    assert datetime.fromtimestamp(derived.next_at, OSLO).date() == date(2027, 2, 4)
    assert row.derived(OSLO, moment, LastOpening("2027-02-03", 0)).next_nominal == "2027-02-03", (
        "else this says nothing"
    )


async def test_a_zone_that_is_lost_falls_silent_and_rings_again_when_it_is_back(
    harness: PushHarness, own_rules: Path
) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.put(harness.push.subscribe(), nudge(**DAILY_AT_EIGHT), timezone="Europe/Helsinki")
    right = await next_at(harness, box)
    rules = (own_rules / "Europe/Oslo").read_bytes()
    await run(harness, "UPDATE channel SET timezone = 'Mars/Olympus' WHERE timezone = 'Europe/Oslo'")
    assert await corrected(harness) == 1
    assert await next_at(harness, box) is None
    (own_rules / "Mars").mkdir()
    (own_rules / "Mars/Olympus").write_bytes(rules)
    assert await corrected(harness) == 1
    assert await next_at(harness, box) == right


def accepts(zone: str) -> bool:
    """Whether a PUT with this zone finds nothing wrong with it."""
    body = ChannelIn(endpoint="", p256dh="", auth="", timezone=zone, locale="nb", nudges=[])
    request = read_channel(body, allow_list(localhost=True), {"nb"})
    assert isinstance(request, list)
    return all(error.field != "timezone" for error in request)


async def test_a_zone_that_is_new_in_tzdata_can_be_chosen_after_a_look(harness: PushHarness, own_rules: Path) -> None:
    assert accepts("Europe/Helsinki")
    assert not accepts("Mars/Olympus")
    (own_rules / "Mars").mkdir()
    shutil.copy(own_rules / "Europe/Helsinki", own_rules / "Mars/Olympus")
    await reconcile(harness.store, harness.now)
    assert accepts("Mars/Olympus")


async def test_what_is_due_by_older_rules_and_not_by_these_waits(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    right = await next_at(harness, box)
    await run(harness, f"UPDATE nudge SET next_at = {int(harness.seconds)}")
    assert await harness.prepare() == 1
    assert await harness.outbox() == []
    assert await next_at(harness, box) == right


async def test_a_channel_that_is_made_or_deleted_meanwhile_stops_nobody(
    harness: PushHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = sorted([(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(3)], key=lambda box: box.id)
    right = await next_at(harness, boxes[0])
    await run(harness, f"UPDATE nudge SET next_at = next_at + {HOUR}")
    looked = module._CHANNELS
    gone = ChannelRow(bytes(15) + b"\xff", "paused", "Europe/Oslo", "2099-01-01", 0, None)

    class Another:
        """The channels as they were before the one in the middle was made, and another was deleted."""

        def all(self, session: Session, **values: Any) -> Any:
            found = looked.all(session, **values)
            return [row for row in (*found, gone) if row.id != boxes[1].id] if found else []

    monkeypatch.setattr(module, "_CHANNELS", Another())
    assert await reconcile(harness.store, harness.now) == 2
    assert await next_at(harness, boxes[0]) == right


async def test_what_is_due_is_left_to_preparing(harness: PushHarness) -> None:
    """It stands at the minute from which it was due, so that nobody is said to have been late."""
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T20:30")
    await run(harness, f"UPDATE nudge SET next_at = {int(harness.seconds)}")
    assert await corrected(harness) == 0
    await harness.prepare()
    assert [row["due"] for row in await harness.outbox()] == [int(harness.seconds)]
