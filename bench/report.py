"""The page that a run of `bench.sync` writes: every figure with its spread, and whether the aims were reached."""

import os
import platform
import sqlite3
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.load import Measured

ROOT = Path(__file__).parents[1]


class Run(NamedTuple):
    """One thing that is measured: `kind` is `put` or `poll`."""

    variant: str
    kind: str
    clients: int

    @classmethod
    def named(cls, name: str) -> "Run":
        """`ours-put-64`, as it is written on the command line."""
        variant, kind, clients = name.rsplit("-", 2)
        return cls(variant, kind, int(clients))


NAMES = {
    "empty": "empty endpoint (reads nothing)",
    "null": "null endpoint (reads and answers, no database)",
    "raw": "raw sqlite3, group commit, same access and put rule",
    "ours": "this server",
    "ours on PostgreSQL": "this server on PostgreSQL",
    "orm": "SQLModel + aiosqlite, a commit a request",
}


OTHERS = (
    "",
    "## Other pages",
    "",
    "| | |",
    "| --- | --- |",
    "| [APP.md](APP.md) | the app on a slow phone: first load, drawing, searching |",
    "| [COACH.md](COACH.md) | conversations with coaches: the server, and the console in a browser |",
    "| [COMPARED.md](COMPARED.md) | an older checkout and this one, by `python -m bench.compare` |",
    "| [MILLION.md](MILLION.md) | a million channels with a reminder each |",
    "| [PUSH.md](PUSH.md) | messages a second to push services, beside other senders |",
    "| [SCALE.md](SCALE.md) | PostgreSQL, several processes, processes that are killed |",
)
"""The other pages that measurements write."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def rate(measured: Measured) -> float:
    """Answers a second."""
    return measured.done / measured.seconds


def line(run: Run, measured: Measured) -> str:
    """One measurement as it comes in."""
    text = f"{run.kind} {run.clients:>2} clients  {rate(measured):>8,.0f}/s  p99 {measured.p99:>7.1f} ms  {run.variant}"
    return text + (f"  {measured.errors} errors: {measured.first_error!r}" if measured.errors else "")


def ratios(results: Mapping[Run, Sequence[Measured]], one: Run, other: Run) -> list[float]:
    """How the rates compare, round by round."""
    return [rate(a) / rate(b) for a, b in zip(results[one], results[other], strict=True) if b.done]


def cpu(some: Sequence[Measured]) -> float:
    """Microseconds of the server's CPU an answer: what a noisy machine disturbs least."""
    return statistics.median(one.cpu for one in some)


def spread(values: Sequence[float]) -> str:
    """Median, and from least to most."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})" if values else "–"


def _table(results: Mapping[Run, Sequence[Measured]], kind: str, clients: int) -> list[str]:
    lines = [
        "| | answers/s, median (least–most) | p50 ms | p99 ms (least–most) | CPU µs an answer | errors |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for run, some in results.items():
        if (run.kind, run.clients) == (kind, clients):
            rates = [rate(one) for one in some]
            p50 = statistics.median(one.p50 for one in some)
            p99 = [one.p99 for one in some]
            lines.append(
                f"| {NAMES[run.variant]} | {statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) "
                f"| {p50:.1f} | {statistics.median(p99):.1f} ({min(p99):.1f}–{max(p99):.1f}) "
                f"| {cpu(some):.0f} | {sum(one.errors for one in some)} |"
            )
    return lines


def _aims(results: Mapping[Run, Sequence[Measured]]) -> list[str]:
    ours = Run("ours", "put", 64)
    raw, orm = ratios(results, ours, Run("raw", "put", 64)), ratios(results, ours, Run("orm", "put", 64))
    slower = ratios(results, Run("empty", "poll", 64), Run("ours", "poll", 64))
    p99 = [one.p99 for one in results[Run("ours", "put", 64)]]
    errors = sum(one.errors for run, some in results.items() if run.variant.startswith("ours") for one in some)
    aims = [
        ("writes ÷ raw sqlite3, 64 clients", spread(raw), "≥ 0.75", statistics.median(raw) >= 0.75),
        ("writes ÷ SQLModel + aiosqlite, 64 clients", spread(orm), "≥ 8", statistics.median(orm) >= 8),
        ("p99 of a write, 64 clients, ms", spread(p99), "≤ 60", statistics.median(p99) <= 60),
        ("errors", str(errors), "0", errors == 0),
        ("an empty endpoint ÷ «nothing new», 64 clients", spread(slower), "≤ 1.5", statistics.median(slower) <= 1.5),
    ]
    if Run("ours on PostgreSQL", "put", 64) in results:
        share = ratios(results, Run("ours on PostgreSQL", "put", 64), Run("ours", "put", 64))
        aims.append(
            ("PostgreSQL ÷ SQLite, writes, 64 clients", spread(share), "≥ 0.7", statistics.median(share) >= 0.7)
        )
    lines = ["| | median (least–most) | aim | |", "| --- | --- | --- | --- |"]
    return lines + [
        f"| {what} | {value} | {aim} | {'reached' if ok else '**missed**'} |" for what, value, aim, ok in aims
    ]


def _time(results: Mapping[Run, Sequence[Measured]]) -> list[str]:
    """Where the time goes, from the figures of this run."""
    null, raw, ours = (cpu(results[Run(name, "put", 64)]) for name in ("null", "raw", "ours"))
    empty, poll = (cpu(results[Run(name, "poll", 64)]) for name in ("empty", "ours"))
    idle = statistics.median(one.p99 for one in results[Run("null", "put", 64)])
    return [
        f"At 64 clients a write takes {ours:.0f} µs of the server's CPU. {null:.0f} are uvicorn, Litestar, the "
        "security headers and the code that reads and answers a request (the null endpoint); "
        f"raw sqlite3 adds {raw - null:.0f}, this store {ours - null:.0f}. "
        f"«Nothing new» takes {poll:.0f} against {empty:.0f} of an empty endpoint. "
        f"By CPU, raw ÷ this server is {raw / ours:.2f} for writes, and «nothing new» ÷ empty {poll / empty:.2f}; "
        "CPU moves less with what else the machine does than rates do. Without any database, the null endpoint's own "
        f"p99 was {idle:.1f} ms in this run.",
    ]


def machine() -> str:
    """The processor, as Linux names it."""
    for told in Path("/proc/cpuinfo").read_text().splitlines():
        if told.startswith("model name"):
            return told.split(":", 1)[1].strip()
    return platform.machine()


def commit(folder: Path = ROOT) -> str:
    """What is measured: the commit of the checkout, «+ changes» where files differ from it, but for the pages that
    measurements write; «no git» outside a checkout."""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        found = git("rev-parse", "--short", "HEAD")
        changed = git("status", "--porcelain", "--", ":/", ":(top,exclude)bench/*.md")
    except (OSError, subprocess.CalledProcessError):
        return "no git"
    return f"commit {found}{' + changes' if changed else ''}"


def ran(command: str = "make bench") -> str:
    """How a page begins: what was run, when, of which commit, and on which machine."""
    return f"`{command}`, {now():%Y-%m-%d}, {commit()}, on {machine()}, {os.cpu_count()} cores"


def write(results: Mapping[Run, Sequence[Measured]], *, seconds: float, load_before: float, sealed_bytes: int) -> str:
    """The whole page, in Markdown."""
    rounds = len(next(iter(results.values())))
    lines = [
        "# Sync, measured",
        "",
        f"{ran()}: Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; one core for the "
        "server and one for the load generator; load average "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after; {rounds} interleaved "
        f"rounds of {seconds:g} s after a warm-up. A write is one put of {sealed_bytes} sealed bytes, durable "
        "(WAL, synchronous=FULL; PostgreSQL: fsync, synchronous_commit) before its answer; acknowledged puts are "
        "counted in the database afterwards. Each client has a vault of its own and one request under way. Every "
        "variant runs on Litestar and uvicorn in "
        "one process, behind the same layer of security headers and with the same code that reads and answers a "
        "request (but for the empty endpoint, which reads nothing and returns `{}`); this server is `selfhelp serve` "
        "whole. PostgreSQL has processes of its own, which are not kept from either core and whose CPU is not in the "
        "figures here (bench/SCALE.md has it).",
        "",
        "## Aims",
        "",
        *_aims(results),
        "",
        "## Where the time goes",
        "",
        *_time(results),
    ]
    for kind, title in (("put", "Writes"), ("poll", "«Nothing new»")):
        for clients in sorted({run.clients for run in results}):
            lines += ["", f"## {title}, {clients} client{'s' if clients > 1 else ''}", ""]
            lines += _table(results, kind, clients)
    return "\n".join([*lines, *OTHERS]) + "\n"
