"""Sync, measured beside what it could be: `python -m bench.sync` (make bench). Prints, and writes bench/RESULTS.md.

Every figure comes from this one run: three rounds, the variants interleaved, each on a database of its own with the
same schema. The server is `selfhelp serve` as it ships; its peers stand in `bench/peers.py`.
"""

import argparse
import asyncio
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import text

from bench import report
from bench.load import Measured, Plan
from bench.report import Run
from selfhelp.boxes import BoxRequest, month_of
from selfhelp.diary.service import create_vault, epoch_id
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import SQLITE_FILE, database_url, reading_engine
from tests.live import as_environment
from tests.postgres import Cluster, cluster, free_port

ROOT: Final = Path(__file__).parent.parent
ROUNDS: Final = 3
CLIENTS: Final = (1, 64)
SEALED_BYTES: Final = 541
"""The smallest sealed length above the 400 bytes that are asked for."""

SERVER_CORE: Final = 0
LOAD_CORE: Final = 1
"""With two cores or more, each server has one to itself and the load generator another, so that none of the variants
is measured by how well the two share."""

WRITERS: Final = ("null", "raw", "ours", "orm")
POLLED: Final = ("empty", "null", "ours")


Vaults = list[tuple[str, str]]


def pin(process: int, core: int) -> None:
    """Keep a process that has just begun, and the threads it will start, on one core."""
    if core in os.sched_getaffinity(0) and len(os.sched_getaffinity(0)) > 1:
        os.sched_setaffinity(process, {core})


async def prepare(settings: Settings) -> tuple[str, Vaults]:
    """A database with one vault a client; the log id, and ids and secrets in hex."""
    store = await Store.open(settings)
    vaults: Vaults = []
    for _ in range(max(CLIENTS)):
        box_id, secret = secrets.token_bytes(16), secrets.token_bytes(32)
        box = BoxRequest(box_id, sha256(secret).digest())
        await store.write(partial(create_vault, box=box, month=month_of(report.now())), box_id)
        vaults.append((box_id.hex(), secret.hex()))
    log = (await store.read(epoch_id)).hex()
    await store.close()
    return log, vaults


@contextmanager
def serving(variant: str, settings: Settings, *, pinned: bool = True) -> Iterator[int]:
    """The variant's server in a process of its own, kept on one core if `pinned`; the process."""
    command = [sys.executable, "-m", "selfhelp", "serve"]
    if not variant.startswith("ours"):
        command = [sys.executable, "-m", "bench.peers", variant, str(settings.port), str(settings.data / SQLITE_FILE)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **as_environment(settings)}, stdout=subprocess.DEVNULL
    )
    if pinned:
        pin(process.pid, SERVER_CORE)
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{settings.port}/health")
            except urllib.error.HTTPError:
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(f"{variant} did not start") from None
                time.sleep(0.05)
            else:
                break
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def records(settings: Settings) -> int:
    """How many records are in the database."""
    engine = reading_engine(database_url(settings))
    with engine.connect() as connection:
        count: int = connection.execute(text("SELECT count(*) FROM record")).scalar_one()
    engine.dispose()
    return count


def cpu_seconds(process: int) -> float:
    """What a process has spent so far, its threads and the kernel's work for it together (proc(5), utime and stime)."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_calm(patience: float) -> None:
    """Wait for a second in which the machine does next to nothing, for at most `patience` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        before = idle_seconds()
        time.sleep(1)
        if idle_seconds() - before > 0.95 * (os.cpu_count() or 1):
            return


def idle_seconds() -> float:
    """How long all cores together have been idle so far (proc(5), /proc/stat)."""
    fields = Path("/proc/stat").read_text().split(maxsplit=6)
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


def load(plan: Plan) -> Measured:
    """Run the load generator to its end."""
    command = [sys.executable, "-m", "bench.load", msgspec.json.encode(plan).decode()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        pin(process.pid, LOAD_CORE)
        printed, _ = process.communicate(timeout=plan.seconds + 60)
    if process.returncode:
        raise RuntimeError(f"the load generator ended with {process.returncode}")
    return msgspec.json.decode(printed, type=Measured)


def measure(run: Run, seconds: float, server: Cluster | None) -> Measured:
    """One run on a fresh database. Raises when an acknowledged put is not in it afterwards."""
    with tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as folder:
        settings = Settings(
            data=Path(folder),
            port=free_port(),
            jobs=False,
            low_disk=0,
            vault_records_first_month=10**9,
            vault_bytes_first_month=10**12,
        )
        name = ""
        if run.variant == "ours on PostgreSQL":
            assert server is not None
            name = server.new_database()
            settings = msgspec.structs.replace(settings, database=server.url(name))
        log, vaults = asyncio.run(prepare(settings))
        with serving(run.variant, settings) as process:
            plan = Plan(
                port=settings.port,
                kind=run.kind,
                path="/api/vaults/{id}/sync",
                clients=run.clients,
                seconds=seconds,
                warm_up=min(1.0, seconds / 2),
                sealed_bytes=SEALED_BYTES,
                vaults=vaults,
                log=log,
            )
            before = cpu_seconds(process)
            measured = load(plan)
            spent = cpu_seconds(process) - before
            measured = msgspec.structs.replace(measured, cpu=1e6 * spent / max(measured.acknowledged, 1))
        if run.kind == "put" and run.variant not in {"null", "empty"}:
            kept = records(settings)
            if kept < measured.acknowledged:
                raise RuntimeError(f"{run}: {measured.acknowledged} puts were acknowledged, {kept} are there")
        if server is not None and name:
            server.drop(name)
        return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="counted time of each run, after its warm-up")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--patience", type=float, default=30.0, help="how long a run waits for others to pause, seconds"
    )
    parser.add_argument("--no-postgres", action="store_true", help="leave the server on PostgreSQL out")
    parser.add_argument("--only", type=Run.named, nargs="*", default=[], help="such as ours-put-64, for a closer look")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "RESULTS.md")
    given = parser.parse_args()
    others = () if given.no_postgres else ("ours on PostgreSQL",)
    writers, polled = (*WRITERS, *others), (*POLLED, *others)
    runs = [Run(variant, "put", clients) for clients in CLIENTS for variant in writers]
    runs += [Run(variant, "poll", clients) for clients in CLIENTS for variant in polled]
    if given.only:
        runs = [run for run in runs if run in given.only]
    results: dict[Run, list[Measured]] = {run: [] for run in runs}
    load_before = os.getloadavg()[0]

    def every_round(server: Cluster | None) -> None:
        for number in range(given.rounds):
            for run in runs:
                wait_for_calm(given.patience)
                measured = measure(run, given.seconds, server)
                results[run].append(measured)
                print(f"round {number + 1}: {report.line(run, measured)}", flush=True)

    with nullcontext() if given.no_postgres else cluster() as server:
        every_round(server)
    if given.only:
        return
    page = report.write(results, seconds=given.seconds, load_before=load_before, sealed_bytes=SEALED_BYTES)
    given.out.write_text(page)
    print(page)


if __name__ == "__main__":
    main()
