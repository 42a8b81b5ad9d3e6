"""One process and several, on SQLite and PostgreSQL: `python -m bench.scale` (make bench). Prints, and writes
bench/SCALE.md.

First what syncing costs each part: a web process, and PostgreSQL, whose work is done in processes of its own. Then two
web processes and two workers on one PostgreSQL, killed and restarted for minutes with load on them (tests/hostile).
`--seconds 1 --rounds 1 --events 6` shows in three minutes that it runs; its figures are no measurement.
"""

import argparse
import asyncio
import os
import platform
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from bench.load import Measured, Plan
from bench.report import now, ran, spread
from bench.sync import ROOT, SEALED_BYTES, cpu_seconds, prepare, records, serving, wait_for_calm
from selfhelp.admin.demo import diary
from selfhelp.admin.demo.seal import padded
from selfhelp.boxes import BoxRequest, month_of
from selfhelp.diary.schema import MAX_PUTS, Put, Sync, SyncAnswer
from selfhelp.diary.service import create_vault, epoch_id, put_slot
from selfhelp.diary.sync import Allowance, Limits, SyncRequest, sync
from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.load import load_pack as load_pack
from selfhelp.modules.messages import Messages
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import SQLITE_FILE
from tests.hostile.scale_chaos import EVENTS, WEBS, WORKERS, Chaos
from tests.hostile.scale_chaos import run as chaos_run
from tests.live import as_environment
from tests.postgres import Cluster, cluster, free_port

CLIENTS: Final = 64
PEOPLE: Final = 100
"""Whose year is written to see what it takes on the disk."""

VARIANTS: Final = {
    "SQLite": (1, 0),
    "PostgreSQL": (1, 0),
    "PostgreSQL, two web processes, two workers": (WEBS, WORKERS),
}
"""Web processes and workers."""

KINDS: Final = {"put": "a put", "poll": "«nothing new»"}
AIM: Final = 0.7


class Figures(NamedTuple):
    """Of one round: what the clients saw, and CPU µs an answer of all web processes, and of PostgreSQL."""

    measured: Measured
    web: float
    database: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.measured.done / self.measured.seconds


def family_seconds(process: int) -> float:
    """CPU of a process and of its children, those that have ended included (proc(5))."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has just ended
            continue
        if int(stat.parent.name) == process:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == process:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def working(settings: Settings) -> Iterator[None]:
    """`selfhelp worker` in a process of its own."""
    environ = {**os.environ, **as_environment(settings)}
    command = [sys.executable, "-m", "selfhelp", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


def measure(variant: str, kind: str, seconds: float, server: Cluster) -> Figures:
    """One run on a fresh database. Raises when an acknowledged put is not in it afterwards."""
    webs, workers = VARIANTS[variant]
    with tempfile.TemporaryDirectory(prefix="selfhelp-scale-") as folder, ExitStack() as stack:
        settings = Settings(
            data=Path(folder),
            jobs=False,
            low_disk=0,
            vault_records_first_month=10**9,
            vault_bytes_first_month=10**12,
        )
        if variant != "SQLite":
            name = server.new_database()
            stack.callback(server.drop, name)
            settings = msgspec.structs.replace(settings, database=server.url(name))
        log, vaults = asyncio.run(prepare(settings))
        ports = [free_port() for _ in range(webs)]
        processes = [
            stack.enter_context(serving("ours", msgspec.structs.replace(settings, port=port), pinned=False))
            for port in ports
        ]
        for _ in range(workers):
            stack.enter_context(working(settings))
        plan = Plan(
            port=ports[0],
            ports=ports,
            kind=kind,
            path="/api/vaults/{id}/sync",
            clients=CLIENTS,
            seconds=seconds,
            warm_up=min(1.0, seconds / 2),
            sealed_bytes=SEALED_BYTES,
            vaults=vaults,
            log=log,
        )
        postmaster = 0 if variant == "SQLite" else server.process
        before = sum(map(cpu_seconds, processes)), family_seconds(postmaster) if postmaster else 0.0
        measured = load(plan)
        after = sum(map(cpu_seconds, processes)), family_seconds(postmaster) if postmaster else 0.0
        if kind == "put" and records(settings) < measured.acknowledged:
            raise RuntimeError(f"{variant}: {measured.acknowledged} acknowledged, {records(settings)} are there")
    web, database = (1e6 * (b - a) / max(measured.acknowledged, 1) for a, b in zip(before, after, strict=True))
    return Figures(measured, web, database)


def load(plan: Plan) -> Measured:
    """Run the load generator to its end."""
    command = [sys.executable, "-m", "bench.load", msgspec.json.encode(plan).decode()]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=plan.seconds + 60)
    return msgspec.json.decode(done.stdout, type=Measured)


def a_year() -> list[int]:
    """Sealed bytes of each record that a person writes in a year, if he goes on as in the diary of `selfhelp demo`."""
    pack = load_pack(Settings().content, Messages())
    assert pack is not None
    bundle = msgspec.to_builtins(compile_bundle(pack, "nb"), builtin_types=())
    story = list(diary.entries(now().date(), "nb", bundle))
    days = diary.WEEKS * 7
    sizes = [
        29 + len(padded(msgspec.json.encode({"kind": one.kind, "fields": one.fields, "stamps": _stamps(one.fields)})))
        for one in story
    ]
    return [sizes[n % len(sizes)] for n in range(len(sizes) * 365 // days)]


def _stamps(fields: Mapping[str, object]) -> dict[str, tuple[int, str]]:
    return dict.fromkeys(fields, (1_800_000_000_000, "de30de30"))


async def grow(settings: Settings, sizes: Sequence[int]) -> None:
    """`PEOPLE` people, each with a slot, and a vault with records of these sizes."""
    store = await Store.open(settings)
    log = (await store.read(epoch_id)).hex()
    limits = Limits(Allowance(10**9, 10**12), Allowance(10**9, 10**12))
    today = now().date()
    for _ in range(PEOPLE):
        slot, vault = (BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32)) for _ in range(2))
        await store.write(partial(put_slot, box=slot, sealed=secrets.token_bytes(61)), slot.id)
        await store.write(partial(create_vault, box=vault, month=month_of(today)), vault.id)
        for first in range(0, len(sizes), MAX_PUTS):
            puts = [
                Put(secrets.token_hex(16), 1, b"\x01" + secrets.token_bytes(size - 1), 0)
                for size in sizes[first : first + MAX_PUTS]
            ]
            answer = await store.write(
                partial(sync, request=SyncRequest(vault, Sync(log, first, puts), limits, today)), vault.id
            )
            assert isinstance(answer, SyncAnswer)
            assert len(answer.accepted) == len(puts)
    await store.compact()
    await store.checkpoint()
    await store.close()


def growth(variant: str, server: Cluster, sizes: Sequence[int]) -> float:
    """Bytes on the disk of a person's year, everything included but backups."""

    def on_disk() -> int:
        if variant == "SQLite":
            return (settings.data / SQLITE_FILE).stat().st_size
        server.execute("CHECKPOINT", name)
        size: int = server.ask("SELECT pg_database_size(current_database())", name)
        return size

    with tempfile.TemporaryDirectory(prefix="selfhelp-growth-") as folder:
        settings, name = Settings(data=Path(folder), low_disk=0, jobs=False), ""
        if variant != "SQLite":
            name = server.new_database()
            settings = msgspec.structs.replace(settings, database=server.url(name))
        asyncio.run(grow(settings, []))  # the schema, and boxes with nothing in them
        before = on_disk()
        asyncio.run(grow(settings, sizes))
        grown = (on_disk() - before) / PEOPLE
        if name:
            server.drop(name)
    return grown


Found = dict[tuple[str, str], list[Figures]]


def share(found: Found, kind: str = "put") -> list[float]:
    """PostgreSQL's rate by SQLite's, one process each, round by round."""
    pairs = zip(found["PostgreSQL", kind], found["SQLite", kind], strict=True)
    return [one.rate / other.rate for one, other in pairs if other.rate]


def line(variant: str, some: list[Figures]) -> str:
    """One row of a table."""
    rates = [one.rate for one in some]
    web, database = statistics.median(one.web for one in some), statistics.median(one.database for one in some)
    p50 = statistics.median(one.measured.p50 for one in some)
    p99 = statistics.median(one.measured.p99 for one in some)
    return (
        f"| {variant} | {statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) | {p50:.1f} | {p99:.1f} "
        f"| {web:.0f} | {f'{database:.0f}' if variant != 'SQLite' else '–'} "
        f"| {sum(one.measured.errors for one in some)} |"
    )


def page(
    found: Found,
    grown: Mapping[str, float],
    sizes: Sequence[int],
    chaos: Chaos,
    given: argparse.Namespace,
    load_before: float,
    took: float,
) -> str:
    """Everything, in Markdown."""
    ratio = share(found)
    reached = "reached" if statistics.median(ratio) >= AIM else "**missed**"
    pushes = chaos.pushes
    lines = [
        "# One process and several, measured",
        "",
        f"{ran('python -m bench.scale')}: Python {platform.python_version()}; the same "
        f"cores for the web processes, the workers, PostgreSQL and the load generator together; load average "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after; {given.rounds} interleaved rounds of "
        f"{given.seconds:g} s after a warm-up. {CLIENTS} clients, each with a vault of its own and one request under "
        f"way; a put is of {SEALED_BYTES} sealed bytes and durable before its answer (SQLite: synchronous=FULL; "
        "PostgreSQL: fsync and synchronous_commit on), and what was acknowledged is counted in the database "
        "afterwards. Clients of two processes are divided between them; a proxy's own work is not in it. CPU is an "
        "answer's, the kernel's share included; PostgreSQL's is that of all its processes.",
        "",
        "| | median (least–most) | aim | |",
        "| --- | --- | --- | --- |",
        f"| puts, one process: PostgreSQL ÷ SQLite | {spread(ratio)} | ≥ {AIM} | {reached} |",
        f"| acknowledged puts lost or doubled, reminders that a phone shows never or twice, in the chaos below "
        f"| {len(chaos.faults)} | 0 | {'**missed**' if chaos.faults else 'reached'} |",
    ]
    for kind, title in KINDS.items():
        lines += [
            "",
            f"## {title[0].upper()}{title[1:]}",
            "",
            "| | answers/s, median (least–most) | p50 ms | p99 ms | web CPU µs | PostgreSQL CPU µs | errors |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(line(variant, found[variant, kind]) for variant in VARIANTS),
        ]
    lines += [
        "",
        "## A person's year on the disk",
        "",
        f"Written as in the diary of `selfhelp demo`: {len(sizes)} records, {sum(sizes) / 1000:,.0f} kB sealed. "
        f"{PEOPLE} such people, after the nightly compaction: "
        + ", ".join(f"{size / 1000:,.0f} kB on {variant}" for variant, size in grown.items())
        + ". Reminders (bench/MILLION.md) and conversations with coaches come to it.",
        "",
        "## Chaos",
        "",
        f"{WEBS} web processes behind a round-robin proxy and {WORKERS} workers, each with a folder of its own, on one "
        f"PostgreSQL; {given.vaults} vaults with two devices each that put at the same time, and {pushes.channels} "
        f"phones whose reminder came due. {took:.0f} s, seed {given.seed}: "
        + ", ".join(f"{chaos.events[event]} × {event}" for event in EVENTS)
        + f". {chaos.promised:,} records acknowledged, {chaos.again} puts sent again before they were answered; "
        f"{pushes.messages} messages reached the push service, {pushes.again} of them again, under the same tag: a "
        "phone puts such a one in the place of the first.",
        "",
        *(f"- {fault}" for fault in chaos.faults[:20]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="counted time of each run, after its warm-up")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--patience", type=float, default=30.0, help="how long a run waits for others to pause, seconds"
    )
    parser.add_argument("--events", type=int, default=120, help="how often something dies; about a second each")
    parser.add_argument("--vaults", type=int, default=12)
    parser.add_argument("--channels", type=int, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "SCALE.md")
    given = parser.parse_args()
    load_before = os.getloadavg()[0]
    found: Found = {(variant, kind): [] for variant in VARIANTS for kind in KINDS}
    with cluster() as server:
        for number in range(given.rounds):
            for variant, kind in found:
                wait_for_calm(given.patience)
                figures = measure(variant, kind, given.seconds, server)
                found[variant, kind].append(figures)
                print(f"round {number + 1}, {kind}: {line(variant, [figures])}", flush=True)
        sizes = a_year()
        grown = {variant: growth(variant, server, sizes) for variant in ("SQLite", "PostgreSQL")}
    began = time.monotonic()
    with cluster() as server, tempfile.TemporaryDirectory(prefix="selfhelp-chaos-") as folder:
        settings = Settings(
            data=Path(folder),
            database=server.url(server.new_database()),
            jobs=False,
            low_disk=0,
            creations_per_hour=10**6,
        )
        load = {"vaults": given.vaults, "channels": given.channels, "events": given.events}
        chaos = asyncio.run(chaos_run(settings, server, seed=given.seed, pause=0.05, **load))
    text = page(found, grown, sizes, chaos, given, load_before, time.monotonic() - began)
    given.out.write_text(text)
    print(text)
    return 1 if chaos.faults else 0


if __name__ == "__main__":
    sys.exit(main())
