"""A million channels: `python -m bench.million` (make bench). Prints, and writes bench/MILLION.md.

The real tables are filled with channels of one daily nudge each, spread over the day and over six zones, so that a
quarter of them is due within fifteen minutes. Then, on SQLite and on PostgreSQL: what a look of the push sender costs
with nothing due, beside databases of a thousand and a hundred thousand channels; that quarter of an hour; and the
upkeep of a night. Before each the database has settled: what laid the channels in is no part of what is measured.

The sending is driven faster than the clock: its clock runs while there is work, and jumps to the next second when there
is none. Nothing is sent before its second, and lateness is by that clock.
"""

import argparse
import asyncio
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import cycle, islice
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import uvloop
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlmodel import Session

from bench.channels import Chosen, fill
from bench.push import PushService
from bench.push_senders import CONTACT, cpu, devices, words
from bench.report import ran
from selfhelp.heap import freeze_heap
from selfhelp.notify.delivery import Delivery, client_builder
from selfhelp.notify.keys import Keys
from selfhelp.notify.metrics import PushMetrics
from selfhelp.notify.reconcile import reconcile
from selfhelp.notify.recurrence import instant, zone_of
from selfhelp.notify.sender import PushSender
from selfhelp.notify.service import blank_silent_endpoints
from selfhelp.notify.subscription import Composer, Subscription, allow_list
from selfhelp.runtime import PREPARE_EVERY, SEND_EVERY
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import SQLITE_FILE, database_url, writing_engine
from selfhelp.store.writer import Writer
from tests.notify.authority import make_authority
from tests.postgres import cluster

ROOT: Final = Path(__file__).parent.parent
ZONES: Final = ("Europe/Oslo", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo")
OSLO: Final = "Europe/Oslo"
DAY: Final = date(2027, 2, 3)
PEAK: Final = clock_time(20)
"""The quarter of an hour from here is the busy one: chosen minutes of 20:00 to 20:05, and ten minutes of spread."""

MILLION: Final = 1_000_000
QUARTER: Final = 900


UNANSWERED: Final = 0.02
"""So many channels have been paused for over 180 days, and lose their endpoints in the night."""

AIM: Final = 0.050
"""Seconds for which a batch of the upkeep may hold the writer at most."""

GROWS: Final = 1.5
"""A look at the most channels costs at most so many times what it costs at the fewest: a tree is a little deeper, and
nothing is read that is not due."""

ROUNDS: Final = 15
LOOKS: Final = 20
"""Looks in each round, the databases by turns."""


class Plan(msgspec.Struct):
    """What to do on which database; `folder` holds the push service's `ca.pem`."""

    folder: str
    port: int
    channels: int
    databases: dict[int, str]
    """One for each number of channels, the largest last; "" is SQLite."""


class Spent(msgspec.Struct):
    """So many of something, in so many seconds, and for how long its transactions held the writer."""

    count: int
    seconds: float
    cpu: float
    held: float
    """The longest."""

    usually: float
    """The median."""

    nearly: float
    """What 99 of 100 stay below."""

    worked: float
    """The most CPU seconds of the writer in one of them. What is beyond is the disk, and others on the cores."""


class Found(msgspec.Struct):
    """What one database has shown."""

    channels: int
    fill_seconds: float
    bytes: int
    looks: dict[int, tuple[float, float]]
    """By the number of channels: microseconds of `prepare` and of `send` with nothing due."""

    quarter: Spent
    p50: float
    p99: float
    worst: float
    blank: Spent
    derive: Spent
    memory: int
    """The most that the process held until the quarter was over, in bytes."""


class Clock:
    """Seconds since 1970 that run as they do while there is work, and jump over the time in which there is none."""

    def __init__(self, start: float) -> None:
        self._ahead = start - time.perf_counter()

    def __call__(self) -> float:
        return self._ahead + time.perf_counter()

    def jump_to(self, moment: float) -> None:
        """Forward to `moment`, unless it is over already."""
        self._ahead += max(moment - self(), 0.0)


class Meter:
    """What is spent between `begin` and `end`."""

    held: ClassVar[list[float]] = []
    worked: ClassVar[list[float]] = []

    def __init__(self) -> None:
        Meter.held, Meter.worked = [], []
        self._seconds, self._cpu = time.perf_counter(), cpu()

    def end(self, count: int) -> Spent:
        """So many were done."""
        seconds, held = time.perf_counter() - self._seconds, Meter.held
        return Spent(
            count, seconds, cpu() - self._cpu, max(held), statistics.median(held), p99(held), max(Meter.worked)
        )

    @classmethod
    def watch(cls) -> None:
        """From now on note how long every transaction holds the writer, from its BEGIN to the end of its COMMIT."""
        transaction = Writer._transaction

        def timed(self: Writer, jobs: Any) -> None:
            begun, worked = time.perf_counter(), time.thread_time()
            try:
                transaction(self, jobs)
            finally:
                cls.held.append(time.perf_counter() - begun)
                cls.worked.append(time.thread_time() - worked)

        Writer._transaction = timed  # type: ignore[method-assign]


def people(count: int, port: int) -> Iterator[Chosen]:
    """So many channels: a quarter rings at the peak, the others at any other time, in six zones."""
    over = instant(DAY, clock_time(PEAK.hour + 2), zone_of(OSLO))
    for number, (endpoint, p256dh, auth) in enumerate(islice(cycle(devices(port, 1_000)), count)):
        subscription = Subscription(f"{endpoint}/{number}", p256dh, auth)
        if number % 4 == 0:
            yield Chosen(subscription, OSLO, clock_time(PEAK.hour, number // 4 % 6), DAY)
            continue
        zone, minute = ZONES[number % len(ZONES)], clock_time(*divmod(number * 7 % 1440, 60))
        today = over.astimezone(zone_of(zone)).date()
        # Nobody else is due before the evening is over.
        comes_today = instant(today, minute, zone_of(zone)) > over
        yield Chosen(subscription, zone, minute, today if comes_today else today + timedelta(days=1))


async def look(senders: dict[int, PushSender]) -> dict[int, tuple[float, float]]:
    """By the number of channels, microseconds of a look when nothing is due: of `prepare` and of `send`, the median of
    the rounds' medians."""
    took: dict[int, tuple[list[float], list[float]]] = {size: ([], []) for size in senders}
    for _ in range(ROUNDS):
        for size, sender in senders.items():
            for work, medians in zip((sender.prepare, sender.send), took[size], strict=True):
                medians.append(statistics.median([await _timed(work) for _ in range(LOOKS)]))
    return {size: (statistics.median(prepare), statistics.median(send)) for size, (prepare, send) in took.items()}


async def _timed(work: Callable[[], Awaitable[int]]) -> float:
    begun = time.perf_counter()
    if await work():
        raise RuntimeError("something was due")
    return 1e6 * (time.perf_counter() - begun)


async def quarter(sender: PushSender, clock: Clock) -> int:
    """From ten minutes before the peak to its end, as the clock runs the jobs; how many were sent."""
    start = instant(DAY, PEAK, zone_of(OSLO)).timestamp()
    sent, prepare_at, second = 0, start - 600, start - 600
    while second <= start + QUARTER:
        clock.jump_to(second)
        work = [sender.send()]
        if clock() >= prepare_at:
            prepare_at += PREPARE_EVERY
            work.append(sender.prepare())
        sent += (await asyncio.gather(*work))[0]
        second = max(second + SEND_EVERY, float(int(clock())))
    return sent


async def measure(plan: Plan) -> Found:
    """One kind of database, from empty to the night after the peak."""
    folder = Path(plan.folder)
    keys = Keys.load(folder / "keys")
    start = instant(DAY, PEAK, zone_of(OSLO)).timestamp()
    clock, metrics, late = Clock(start - 3600), PushMetrics(CollectorRegistry()), list[float]()
    observe = metrics.lateness.observe

    def noted(value: float, exemplar: dict[str, str] | None = None) -> None:
        late.append(value)
        observe(value, exemplar)

    metrics.lateness.observe = noted  # type: ignore[method-assign, assignment]
    composer = Composer(words, "https://fotfeste.example/#/today")
    client = client_builder(folder / "ca.pem").build()
    stores, senders = dict[int, Store](), dict[int, PushSender]()
    for size, database in plan.databases.items():
        settings = Settings(data=folder / f"data-{os.getpid()}-{size}", database=database)
        store = stores[size] = await Store.open(settings)
        begun = time.perf_counter()
        await fill(store, keys, people(size, plan.port))
        fill_seconds = time.perf_counter() - begun
        say(f"{size:,} channels after {fill_seconds:.0f} s")
        await settle(store, settings)
        counted = metrics if size == plan.channels else PushMetrics(CollectorRegistry())
        allowed = allow_list(localhost=True)
        way = Delivery(keys, allowed, CONTACT, client, counted, clock=clock)
        senders[size] = PushSender(store, composer, way)
    looks = await look(senders)
    for other in stores.values():
        if other is not store:
            await other.close()
    sender = senders[plan.channels]
    freeze_heap()
    Meter.watch()
    meter = Meter()
    sent = await quarter(sender, clock)
    spent = meter.end(sent)
    memory = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    late.sort()
    say(f"{sent:,} sent in {spent.seconds:.0f} s")
    size = await store.read(lambda session: size_of(session, settings))
    blank = await night(store, settings, clock)
    say(f"{blank.count:,} blanked in {blank.seconds:.0f} s")
    derive = await change_of_rules(store, settings, clock)
    say(f"{derive.count:,} derived in {derive.seconds:.0f} s")
    await client.close()
    await store.close()
    if sent != -(-plan.channels // 4):
        raise RuntimeError(f"{sent} of {plan.channels} channels were sent something")
    p50, p99 = late[len(late) // 2], late[len(late) * 99 // 100]
    return Found(plan.channels, fill_seconds, size, looks, spent, p50, p99, late[-1], blank, derive, memory)


async def night(store: Store, settings: Settings, clock: Clock) -> Spent:
    """Channels that have been paused for long lose their endpoints."""
    long_ago = int(clock() - timedelta(days=200).total_seconds())
    every = round(1 / UNANSWERED)

    def pause(session: Session) -> int:
        ids = [row[0] for row in session.execute(text("SELECT id FROM channel ORDER BY id"))][::every]
        statement = text("UPDATE channel SET state = 'paused', paused_at = :at WHERE id = :id")
        session.execute(statement, [{"at": long_ago, "id": box} for box in ids])
        return len(ids)

    paused = await store.write(pause)
    await settle(store, settings)
    meter = Meter()
    blanked = await blank_silent_endpoints(store, datetime.fromtimestamp(clock(), UTC))
    if blanked != paused:
        raise RuntimeError(f"{blanked} of {paused} were blanked")
    return meter.end(blanked)


async def change_of_rules(store: Store, settings: Settings, clock: Clock) -> Spent:
    """The rules of a zone have changed: everything is derived anew, and what lives in Oslo rings at another moment."""

    def shift(session: Session) -> None:
        where = f"channel IN (SELECT id FROM channel WHERE timezone = '{OSLO}')"
        session.execute(text(f"UPDATE nudge SET next_at = next_at + 3600 WHERE next_at IS NOT NULL AND {where}"))

    await store.write(shift)
    await settle(store, settings)
    meter = Meter()
    return meter.end(await reconcile(store, datetime.fromtimestamp(clock(), UTC)))


async def settle(store: Store, settings: Settings) -> None:
    """What was laid in is in the file, PostgreSQL knows its tables, and nothing is being written behind."""
    await store.checkpoint()
    if settings.database:
        engine = writing_engine(database_url(settings)).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in ("VACUUM (ANALYZE) channel", "VACUUM (ANALYZE) nudge", "ANALYZE outbox", "CHECKPOINT"):
                await asyncio.to_thread(connection.execute, text(statement))
        engine.dispose()
    await asyncio.to_thread(os.sync)


def size_of(session: Session, settings: Settings) -> int:
    """How large the database is, in bytes."""
    if settings.database:
        return int(session.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    return (settings.data / SQLITE_FILE).stat().st_size


def say(what: str) -> None:
    """How far it has come; standard output is for what was found."""
    print(f"  {what}", file=sys.stderr, flush=True)


def run(plan: Plan) -> Found:
    """One database, in a process of its own."""
    command = [sys.executable, "-m", "bench.million", "--plan", msgspec.json.encode(plan).decode()]
    printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    return msgspec.json.decode(printed.splitlines()[-1], type=Found)


ROWS: Final[list[tuple[str, Callable[[Found], str]]]] = [
    ("filled in, s", lambda f: f"{f.fill_seconds:.0f}"),
    ("database, MB", lambda f: f"{f.bytes / 1e6:,.0f} ({f.bytes / f.channels:,.0f} bytes a channel)"),
    ("memory of the worker, at most, MB", lambda f: f"{f.memory / 1e6:,.0f}"),
    ("due within a quarter of an hour", lambda f: f"{f.quarter.count:,}"),
    ("prepared and sent, messages/s", lambda f: f"{f.quarter.count / f.quarter.seconds:,.0f}"),
    ("of the quarter's 900 s the work takes, s", lambda f: f"{f.quarter.seconds:.0f}"),
    ("CPU s per 1,000, prepared and sent", lambda f: f"{1000 * f.quarter.cpu / f.quarter.count:.3f}"),
    ("lateness p50 · p99 · most, s", lambda f: f"{f.p50:.2f} · {f.p99:.2f} · {f.worst:.2f}"),
    ("transactions of the push sender, ms: median · p99 · longest (most CPU)", lambda f: holds(f.quarter)),
    ("blanked, and in how many s", lambda f: f"{f.blank.count:,} in {f.blank.seconds:.1f}"),
    (f"its transactions, ms: median · p99 · longest (most CPU), aim ≤ {1000 * AIM:.0f}", lambda f: within(f.blank)),
    ("derived anew and changed, and in how many s", lambda f: f"{f.derive.count:,} in {f.derive.seconds:.1f}"),
    (f"its transactions, ms: median · p99 · longest (most CPU), aim ≤ {1000 * AIM:.0f}", lambda f: within(f.derive)),
]


def p99(values: list[float]) -> float:
    """What 99 of 100 stay below."""
    return sorted(values)[len(values) * 99 // 100]


def holds(spent: Spent) -> str:
    """For how long the writer was held, in milliseconds."""
    return (
        f"{1000 * spent.usually:.0f} · {1000 * spent.nearly:.0f} · {1000 * spent.held:.0f} ({1000 * spent.worked:.0f})"
    )


def within(spent: Spent) -> str:
    """The same, and whether the longest is within the aim."""
    return f"{holds(spent)}, {'reached' if spent.held <= AIM else '**missed**'}"


def growth(found: Found) -> str:
    """How much more a look costs at the most channels than at the fewest, and whether that is within the aim."""
    fewest, most = found.looks[min(found.looks)], found.looks[max(found.looks)]
    prepare, send = (large / small for large, small in zip(most, fewest, strict=True))
    verdict = "reached" if max(prepare, send) <= GROWS else "**missed**"
    return f"prepare {prepare:.2f} · send {send:.2f}, {verdict}"


def page_of(found: dict[str, Found], load_before: float) -> str:
    """The whole page, in Markdown."""
    one = next(iter(found.values()))
    lines = [
        "# A million channels, measured",
        "",
        f"{ran()}: Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"the same cores for the worker, the database and the push service together; load average "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after. {one.channels:,} channels with one daily nudge "
        "each, in the real tables; one worker; the push service answers 201 over TLS and HTTP/2. The worker's clock "
        "runs while there is work and jumps to the next second when there is none, so that a quarter of an hour takes "
        "as long as its work; lateness is by that clock, from the second a message was due to the service's answer.",
        "",
        f"| | {' | '.join(found)} |",
        f"| --- |{' --- |' * len(found)}",
    ]
    lines += [f"| {what} | {' | '.join(tell(f) for f in found.values())} |" for what, tell in ROWS]
    lines += ["", "## A look with nothing due", "", f"| channels | {' | '.join(found)} |"]
    lines += [f"| --- |{' --- |' * len(found)}"]
    for size in sorted(one.looks):
        told = (f"prepare {f.looks[size][0]:.0f} µs · send {f.looks[size][1]:.0f} µs" for f in found.values())
        lines.append(f"| {size:,} | {' | '.join(told)} |")
    lines.append(f"| the most ÷ the fewest (aim ≤ {GROWS:g}) | {' | '.join(growth(f) for f in found.values())} |")
    if one.channels < MILLION:
        times = MILLION / one.channels
        lines += [
            "",
            f"Not run: {MILLION:,} channels. By the figures of this run, {times:.4g} times as many take at most the "
            "following: what a transaction costs by itself is shared by more of them then.",
            "",
        ]
        for name, f in found.items():
            lines.append(
                f"- on {name} {times * f.quarter.seconds:.0f} of the quarter's {QUARTER} s "
                f"({f.quarter.seconds:.1f} s × {times:.4g}), {times * f.bytes / 1e6:,.0f} MB, "
                f"{times * f.blank.seconds:.0f} s for {times * f.blank.count:,.0f} to blank and "
                f"{times * f.derive.seconds:.0f} s for the change of rules."
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=MILLION)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"], help="one database, for a closer look")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "MILLION.md")
    parser.add_argument("--plan", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.plan:
        found_here = uvloop.run(measure(msgspec.json.decode(given.plan, type=Plan)))
        sys.stdout.buffer.write(msgspec.json.encode(found_here))
        return
    load_before = os.getloadavg()[0]
    found: dict[str, Found] = {}
    with tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as under:
        folder = Path(under)
        make_authority(folder)
        push = PushService(folder, "h2")
        sizes = [*(size for size in (1_000, 100_000) if size < given.channels), given.channels]
        if given.only != "PostgreSQL":
            print("SQLite", flush=True)
            found["SQLite"] = run(Plan(under, push.port, given.channels, dict.fromkeys(sizes, "")))
        if given.only != "SQLite":
            print("PostgreSQL", flush=True)
            with cluster() as server:
                databases = {size: server.url(server.new_database()) for size in sizes}
                found["PostgreSQL"] = run(Plan(under, push.port, given.channels, databases))
        push.close()
    page = page_of(found, load_before)
    print(page)
    if not given.only:
        given.out.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
