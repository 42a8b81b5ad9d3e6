"""Lives at random: phones that fly, change their minds, are opened or left alone for months. Whatever they do, every
promise about when something rings holds for every single push. The promises are told here once more, by the wall."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.notify import service as channels
from selfhelp.notify.schema import NudgeIn
from tests.notify.conftest import PushHarness, nudge
from tests.notify.push_service import Device

pytestmark = pytest.mark.pure

ZONES = ("Europe/Oslo", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Kolkata")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIMES = ("00:10", "02:30", "07:00", "12:00", "20:00", "22:31", "22:59", "23:55")
ONE_A_DAY = ("daily", "weekly", "step", "comeback")
TEN_MINUTES = 600


@dataclass
class Rung:
    """One push: for which nudge and date, sent when, in which zone."""

    nudge: NudgeIn
    nominal: date
    moment: datetime
    zone: str


@dataclass
class Person:
    """A phone and who carries it, with what was promised to them."""

    box: BoxRequest
    device: Device
    chance: random.Random
    zone: str
    opened: date
    nudges: list[NudgeIn] = field(default_factory=list)
    skipped: dict[str, date] = field(default_factory=dict)
    unanswered: int = 0
    last: dict[str, date] = field(default_factory=dict)
    last_day: date | None = None
    last_daily: date | None = None

    def local(self, harness: PushHarness) -> datetime:
        return harness.now.astimezone(ZoneInfo(self.zone))

    def dream_up(self, harness: PushHarness) -> list[NudgeIn]:
        """Some nudges, of every kind sooner or later."""
        pick, kinds = self.chance, ["daily", "weekly", "own", "own", "step", "comeback"]
        once = (self.local(harness) + timedelta(hours=pick.randrange(2, 200))).strftime("%Y-%m-%dT%H:%M")
        forms: dict[str, dict[str, Any]] = {
            "daily": {"at": pick.choice(TIMES), "days": pick.sample(WEEKDAYS, pick.randrange(3, 8))},
            "weekly": {"at": pick.choice(TIMES), "days": [pick.choice(WEEKDAYS)]},
            "own": {"at": pick.choice(TIMES), "days": pick.sample(WEEKDAYS, 2)},
            "step": {"once": once},
            "comeback": {"at": pick.choice(TIMES)},
        }
        chosen = ["daily", *(kind for kind in dict.fromkeys(kinds) if pick.random() < 0.6 and kind != "daily")]
        return [nudge(kind=kind, **forms[kind]) for kind in chosen]

    async def act(self, harness: PushHarness) -> None:
        """What somebody does with a phone now and then."""
        deed = self.chance.random()
        if deed < 0.35 or 0.70 <= deed < 0.80:  # who chooses other times has the app open
            await harness.opened(self.box)
            self.opened, self.unanswered = self.local(harness).date(), 0
        if deed < 0.35:
            return
        if deed < 0.55:
            self.zone = self.chance.choice(ZONES)
            await self.put(harness)
        elif deed < 0.70:
            chosen = self.chance.choice(self.nudges)
            until = self.local(harness).date() + timedelta(days=self.chance.randrange(1, 9))
            work = partial(channels.skip, box=self.box, nudge_id=bytes.fromhex(chosen.id), until=until, now=harness.now)
            assert await harness.store.write(work, self.box.id) is None
            self.skipped[chosen.id] = until
        elif deed < 0.80:
            self.nudges = self.dream_up(harness)
            await self.put(harness)
        elif deed < 0.90:
            await self.put(harness, locale=self.chance.choice(["nb", "en"]))

    async def put(self, harness: PushHarness, **other: Any) -> None:
        _, outcome = await harness.put(self.device, *self.nudges, box=self.box, timezone=self.zone, **other)
        assert isinstance(outcome, Outcome), outcome

    def check(self, rung: Rung) -> None:
        """Every promise, for one push."""
        zone, chosen, kind = ZoneInfo(rung.zone), rung.nudge, rung.nudge.kind
        at = time.fromisoformat((chosen.once or "T" + (chosen.at or ""))[-5:])
        wanted = datetime.combine(rung.nominal, at, zone)
        before, after = sorted(wanted.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        # In a gap up to its end, else from the chosen minute on; and not after the deadline.
        assert before <= rung.moment, "too early"
        useful = timedelta(minutes=30) if at > time(22, 30) else timedelta(hours=2)
        assert rung.moment < after + useful + timedelta(minutes=10), "too late"
        wall = rung.moment.astimezone(zone).time()
        if time(7) <= at <= time(22, 30):
            assert time(7) <= wall < time(23), "in the night"
        assert chosen.days is None or WEEKDAYS[rung.nominal.weekday()] in chosen.days
        assert chosen.once is None or chosen.once[:10] == rung.nominal.isoformat()
        assert rung.nominal >= self.skipped.get(chosen.id, rung.nominal), "skipped"
        assert chosen.id not in self.last or self.last[chosen.id] < rung.nominal, "twice for one date"
        assert self.unanswered < 18, "paused"
        self.last[chosen.id] = rung.nominal
        if kind in ONE_A_DAY:
            assert self.last_day is None or self.last_day < rung.nominal, "two on one date"
            self.last_day = rung.nominal
        if kind == "comeback":
            assert (rung.nominal - self.opened).days in (3, 7, 14, 30)
        if kind == "daily":
            if self.last_daily is not None and self.unanswered >= 7:
                assert (rung.nominal - self.last_daily).days >= (2 if self.unanswered < 14 else 7)
            self.last_daily = rung.nominal
            self.unanswered += 1


async def ride(harness: PushHarness, people: list[Person], until: float) -> list[str]:
    """Let the clock go to `until`, from event to event; the kinds that rang."""
    kinds = []
    by_box = {person.box.id: person for person in people}
    while harness.seconds < until:
        waiting = await harness.outbox()
        coming = [row["not_before"] for row in waiting]
        for person in people:
            coming += [row.next_at - TEN_MINUTES for row in await harness.nudges(person.box) if row.next_at]
        harness.seconds = min([until, *(moment for moment in coming if moment > harness.seconds)])
        await harness.prepare()
        waiting = await harness.outbox()
        arrived = len(harness.push.received)
        await harness.send()
        topics = {got.headers["topic"] for got in harness.push.received[arrived:]}
        for row in waiting:
            if row["topic"] in topics:
                person = by_box[row["channel"]]
                [chosen] = [each for each in person.nudges if bytes.fromhex(each.id) == row["nudge"]]
                person.check(Rung(chosen, date.fromisoformat(row["nominal"]), harness.now, person.zone))
                kinds.append(chosen.kind)
    return kinds


@pytest.mark.slow
@pytest.mark.parametrize(("start", "seed"), [("2027-03-10T12:00", 0), ("2027-09-12T12:00", 1)])
async def test_whatever_people_do_every_push_keeps_every_promise(harness: PushHarness, start: str, seed: int) -> None:
    harness.at(start)
    chance = random.Random(seed)
    people = []
    for number in range(6):
        zone = ZONES[number % len(ZONES)]
        device = harness.push.subscribe()
        opened = harness.now.astimezone(ZoneInfo(zone)).date()
        box, _ = await harness.put(device, timezone=zone)
        person = Person(box, device, random.Random(100 * seed + number), zone, opened)
        person.nudges = person.dream_up(harness)
        await person.put(harness)
        people.append(person)
    rung: list[str] = []
    for _ in range(60):
        rung += await ride(harness, people, harness.seconds + chance.randrange(1, 96) * 1800)
        for person in people[:4]:
            if chance.random() < 0.4:
                await person.act(harness)
    for person in people[:4]:
        await harness.opened(person.box)
    assert {"daily", "weekly", "own", "comeback"} <= set(rung)
    assert len(rung) > 60
