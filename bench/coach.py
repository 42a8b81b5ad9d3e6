"""Coaches under load: `python -m bench.coach` (make bench). Prints, and writes bench/COACH.md.

2,000 threads, each sealed to 50 coaches (bench/coach_people.py). The server's answers to a coach and to a person
stand beside sync reads of vaults with as many records and sealed bytes, from the same process in the same round, on
SQLite and on PostgreSQL; then the console and the person's phone in a slowed browser (bench/coach_console.py).
"""

import argparse
import asyncio
import os
import platform
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import sync_playwright
from sqlmodel import Session, select

from bench import coach_console as console
from bench.app_report import Results, reached
from bench.coach_people import (
    COACHES,
    LONG,
    READ,
    THREADS,
    Coach,
    Known,
    Written,
    as_heavy,
    fill,
    hire,
    make_vault,
    seal,
)
from bench.load import Measured, Plan
from bench.report import cpu, ran, rate, spread
from bench.sync import SERVER_CORE, cpu_seconds, load, pin, serving, wait_for_calm
from selfhelp.boxes import BoxRequest
from selfhelp.coach import coaches
from selfhelp.coach.schema import ENVELOPE_BYTES, MAX_LINES
from selfhelp.coach.tables import Coach as CoachRow
from selfhelp.diary.service import epoch_id
from selfhelp.organisation import public_of
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.journeys.coached import Organisation, coached_pack
from tests.live import Live, live_server
from tests.postgres import cluster, free_port

T = TypeVar("T")

ROOT: Final = Path(__file__).parent.parent
DATABASES: Final = ("SQLite", "PostgreSQL")
CLIENTS: Final = READ
AIM: Final = 1.5
"""An answer about threads ÷ an equal sync read."""


class Ask(NamedTuple):
    """A request, by whom and for what; `sync` is the one it stands beside, or None for a sync read."""

    name: str
    sync: str | None


class Who(NamedTuple):
    """Where an ask goes: a template and what stands for `{id}` in it, with the secret, for each client."""

    kind: str
    path: str
    ids: list[tuple[str, str]]
    cursor: int = 0
    items: int = 0
    bytes: int = 0
    """Items and bytes of a whole answer, for the page."""


INBOX: Final = Ask("a coach: first page of the inbox", "sync, as heavy as the inbox")
READS: Final = Ask(f"a coach: a thread of {LONG} messages", "sync, as heavy as the thread")
PERSON: Final = Ask(f"a person: the same thread of {LONG} messages", "sync, as heavy as the thread")
COACH_POLL: Final = Ask("a coach: «nothing new» in a thread", "sync, «nothing new»")
PERSON_POLL: Final = Ask("a person: «nothing new»", "sync, «nothing new»")
SYNC_INBOX: Final = Ask("sync, as heavy as the inbox", None)
SYNC_READS: Final = Ask("sync, as heavy as the thread", None)
SYNC_POLL: Final = Ask("sync, «nothing new»", None)
# Each beside its peer, so that both meet the same neighbours.
ASKS: Final = (INBOX, SYNC_INBOX, READS, SYNC_READS, PERSON, COACH_POLL, SYNC_POLL, PERSON_POLL)

Table = dict[tuple[str, Ask], list[Measured]]


async def put(
    settings: Settings,
    organisation: ec.EllipticCurvePrivateKey,
    hired: Sequence[tuple[BoxRequest, bytes]],
    every: Sequence[Written],
) -> tuple[str, dict[Ask, list[tuple[str, str]]]]:
    """Threads and vaults into one database; the log's id, and a vault a client for each sync read."""
    store = await Store.open(settings)
    await hire(store, organisation, hired)
    await store.close()
    await fill(settings, every)
    store = await Store.open(settings)
    log = (await store.read(epoch_id)).hex()
    # The inbox shows the longest waits first, as `seal` made them: each coach's first page weighs the same.
    waiting = sorted((one for one in every if one.said[-1].coach is None), key=_order)[:MAX_LINES]
    inbox = as_heavy(MAX_LINES, sum(ENVELOPE_BYTES + len(one.said[0].sealed) for one in waiting))
    thread = [len(said.sealed) for said in every[0].said]
    vaults = {
        SYNC_INBOX: [await make_vault(store, log, inbox) for _ in range(CLIENTS)],
        SYNC_READS: [await make_vault(store, log, thread) for _ in range(CLIENTS)],
    }
    vaults[SYNC_POLL] = vaults[SYNC_READS]
    await store.close()
    return log, vaults


def _order(one: Written) -> tuple[int, int, bytes]:
    """By the first message since the last answer, then the last day, as the inbox has it."""
    since = one.said[-1].days
    for said in reversed(one.said):
        if said.coach is not None:
            break
        since = said.days
    return -since, -one.said[-1].days, one.thread.id


def where(vaults: dict[Ask, list[tuple[str, str]]], staff: Sequence[Coach], every: Sequence[Written]) -> dict[Ask, Who]:
    """What each client asks for."""
    coaches = [(coach.id.hex(), coach.secret.hex()) for coach in staff[:CLIENTS]]
    threads = every[:CLIENTS]
    held = [
        (f"{coach}/threads/{one.thread.id.hex()}", secret)
        for (coach, secret), one in zip(coaches, threads, strict=True)
    ]
    persons = [(one.thread.id.hex(), one.thread.auth.hex()) for one in threads]
    return {
        INBOX: Who("get", "/api/coaches/{id}/threads", coaches),
        READS: Who("get", "/api/coaches/{id}", held),
        PERSON: Who("get", "/api/threads/{id}", persons),
        COACH_POLL: Who("get", f"/api/coaches/{{id}}?after={LONG}", held),
        PERSON_POLL: Who("get", f"/api/threads/{{id}}?after={LONG}", persons),
        **{ask: Who("poll", "/api/vaults/{id}/sync", vaults[ask]) for ask in (SYNC_INBOX, SYNC_READS)},
        SYNC_POLL: Who("poll", "/api/vaults/{id}/sync", vaults[SYNC_POLL], cursor=LONG),
    }


def look(port: int, log: str, asks: dict[Ask, Who]) -> dict[Ask, Who]:
    """Each ask once: it must be answered with what it is said to be. With items and bytes of its answer."""
    expected = {INBOX: MAX_LINES, SYNC_INBOX: MAX_LINES, COACH_POLL: 0, PERSON_POLL: 0, SYNC_POLL: 0}
    seen = {}
    for ask, who in asks.items():
        (name, secret), url = who.ids[0], f"http://127.0.0.1:{port}"
        headers = {"Authorization": f"Bearer {secret}"}
        url += who.path.format(id=name)
        if who.kind == "get":
            answer = httpx.get(url, headers=headers)
        else:
            answer = httpx.post(url, headers=headers, json={"log": log, "cursor": who.cursor, "puts": []})
        found = answer.raise_for_status().json()
        items = found["threads"] if ask is INBOX else found["messages"] if who.kind == "get" else found["changes"]
        if len(items) != expected.get(ask, LONG):
            raise RuntimeError(f"{ask.name}: {len(items)} items, not {expected.get(ask, LONG)}")
        seen[ask] = who._replace(items=len(items), bytes=len(answer.content))
    return seen


def measure(
    process: int, port: int, log: str, asks: dict[Ask, Who], seconds: float, patience: float
) -> dict[Ask, Measured]:
    """One round of every ask, at one server process."""
    found = {}
    for ask in ASKS:
        who = asks[ask]
        wait_for_calm(patience)
        plan = Plan(
            port=port,
            kind=who.kind,
            path=who.path,
            clients=CLIENTS,
            seconds=seconds,
            warm_up=min(0.5, seconds / 2),
            sealed_bytes=0,
            vaults=who.ids,
            log=log,
            cursor=who.cursor,
        )
        before = cpu_seconds(process)
        measured = load(plan)
        spent = 1e6 * (cpu_seconds(process) - before) / max(measured.acknowledged, 1)
        found[ask] = msgspec.structs.replace(measured, cpu=spent)
        if measured.errors:
            raise RuntimeError(f"{ask.name}: {measured.errors} errors: {measured.first_error!r}")
    return found


def table(results: Table, asks: dict[Ask, Who]) -> list[str]:
    """The server's answers, each beside its peer."""
    lines = [
        "| | items, bytes | answers/s, median (least–most) | CPU µs | ÷ its sync read, by rate | by CPU | aim | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (database, ask), some in results.items():
        rates = [rate(one) for one in some]
        line = (
            f"| {ask.name}, {database} | {asks[ask].items}, {asks[ask].bytes:,} "
            f"| {statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) | {cpu(some):.0f} "
        )
        if ask.sync is None:
            lines.append(f"{line}| | | | |")
            continue
        peer = results[database, Ask(ask.sync, None)]
        slower = [rate(b) / rate(a) for a, b in zip(some, peer, strict=True)]
        dearer = [a.cpu / b.cpu for a, b in zip(some, peer, strict=True)]
        ok = "reached" if max(map(statistics.median, (slower, dearer))) <= AIM else "**missed**"
        lines.append(f"{line}| {spread(slower)} | {spread(dearer)} | ≤ {AIM:g} | {ok} |")
    return lines


def page_of(served: Table, asks: dict[Ask, Who], browsed: Results, took: float, rounds: int, before: float) -> str:
    """The whole page, in Markdown."""
    lines = [
        "# Coaches, measured",
        "",
        f"{ran()}: Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load average {before:.1f} before and {os.getloadavg()[0]:.1f} after; "
        f"{rounds} interleaved rounds. {THREADS:,} threads, each sealed to {COACHES} coaches with certificates: "
        f"{THREADS * COACHES:,} envelopes, sealed in Python by the protocol's second implementation (tests/reference) "
        f"in {took:.0f} s. One of the coaches has a laptop that enrolled in the browser.",
        "",
        "## The server",
        "",
        f"{CLIENTS} connections, one request under way on each, all at one server process, on one core. A sync read is "
        "one of a vault with as many records and, as nearly as the sealed lengths allow, as many sealed bytes. CPU is "
        "the server's, the kernel's share included; PostgreSQL's own is not in it. Reached is what is within the aim "
        "by rate and by CPU.",
        "",
        *table(served, asks),
        "",
        "## The console and the phone",
        "",
        f"Chromium without a window, {console.TIMES}× slower. The password's stretching (Argon2id) is left out and "
        "stands in a line of its own: it is slow on purpose, and the console says meanwhile that it is at work. "
        "Everything after it is counted: the key pair, the cache, the question how the coach stands, the first page of "
        f"the inbox, {MAX_LINES} envelopes and first messages opened, {console.SCREEN} lines drawn.",
        "",
        "| | median (least–most) | aim | |",
        "| --- | --- | --- | --- |",
    ]
    for aim, values in browsed.items():
        wanted = f"≤ {aim.most:g}" if aim.most is not None else ""
        lines.append(f"| {aim.what} | {spread(values)} | {wanted} | {reached(aim, values)} |")
    return "\n".join(lines) + "\n"


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def process_of(live: Live) -> int:
    """The server's process."""
    process = live._process
    assert process is not None
    assert process.pid is not None
    return process.pid


async def at_store(settings: Settings, work: Callable[[Session], T]) -> T:
    """One write at a server that runs or rests."""
    store = await Store.open(settings)
    try:
        return await store.write(work)
    finally:
        await store.close()


@contextmanager
def living(folder: Path) -> Iterator[tuple[Live, Organisation]]:
    """A server without anybody, whose pack has an organisation's key."""
    organisation = Organisation()
    (folder / "data").mkdir(mode=0o700)
    content = coached_pack(folder / "content", organisation)
    settings = Settings(data=folder / "data", content=content, jobs=False, low_disk=0, creations_per_hour=100_000)
    with live_server(settings) as live:
        yield live, organisation


def main() -> None:
    """Seal, fill, measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="counted time of each run, after its warm-up")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--patience", type=float, default=10.0, help="how long a run waits for others to pause, seconds"
    )
    parser.add_argument("--threads", type=int, default=THREADS, help="fewer for a closer look")
    parser.add_argument("--databases", nargs="*", choices=DATABASES, default=DATABASES)
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "COACH.md")
    given = parser.parse_args()
    before = os.getloadavg()[0]
    served: Table = {}
    browsed: Results = {}
    seen: dict[str, dict[Ask, Who]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as under,
        sync_playwright() as playwright,
        cluster() as postgres,
        living(Path(under)) as (live, organisation),
    ):
        folder, settings = Path(under), live.settings
        address = live.url.replace("127.0.0.1", "localhost")
        invitation = apart(at_store(settings, partial(coaches.invite, label="", until=2**32 - 1)))
        console.enrol(playwright, folder / "laptop", address, invitation)
        [laptop] = apart(at_store(settings, lambda session: list(session.exec(select(CoachRow)))))
        staff = [Coach() for _ in range(COACHES - 1)]
        begun = time.perf_counter()
        every = list(seal(staff, [Known(laptop.id.hex(), laptop.public_key)], given.threads))
        took = time.perf_counter() - begun
        print(f"{took:>9,.0f}  seconds for {len(every) * COACHES:,} envelopes", flush=True)

        places, name = {"SQLite": settings}, ""
        if "PostgreSQL" in given.databases:
            (folder / "on PostgreSQL").mkdir(mode=0o700)
            name = postgres.new_database()
            places["PostgreSQL"] = msgspec.structs.replace(
                settings,
                data=folder / "on PostgreSQL",
                database=postgres.url(name),
                port=free_port(),
            )
        # The laptop's coach has enrolled itself at one of the two, and is only certified there.
        hired = [(coach.box, public_of(coach.key)) for coach in staff]
        hired.append((BoxRequest(laptop.id, secrets.token_bytes(32)), laptop.public_key))
        filled = {}
        for database, one in places.items():
            begun = time.perf_counter()
            filled[database] = apart(put(one, organisation.key, hired, every))
            print(f"{time.perf_counter() - begun:>9,.0f}  seconds to fill {database}", flush=True)
        if "PostgreSQL" in places:  # by itself it would only some minutes after it was filled
            postgres.execute("VACUUM ANALYZE", name)
        with ExitStack() as servers:
            servers_of = {
                name: servers.enter_context(serving("ours", one)) for name, one in places.items() if one.database
            }
            servers_of["SQLite"] = process_of(live)
            pin(servers_of["SQLite"], SERVER_CORE)
            for number in range(given.rounds):
                for database, process in servers_of.items():
                    (log, vaults), port = filled[database], places[database].port
                    if number == 0:
                        seen[database] = look(port, log, where(vaults, staff, every))
                    measured = measure(process, port, log, seen[database], given.seconds, given.patience)
                    for ask, one_of in measured.items():
                        served.setdefault((database, ask), []).append(one_of)
                        print(f"{rate(one_of):>9,.0f}/s {one_of.cpu:>6,.0f} µs  {ask.name}, {database}", flush=True)
        for _ in range(given.rounds):
            wait_for_calm(given.patience)
            console.console(playwright, folder / "laptop", address, browsed)
        console.begin(playwright, folder / "phone", live, staff)
        for _ in range(given.rounds):
            console.person(playwright, folder / "phone", address, browsed)
    text = page_of(served, next(iter(seen.values())), browsed, took, given.rounds, before)
    if given.threads < THREADS:
        print(text)
        return
    given.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
