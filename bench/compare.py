"""Measure this checkout beside an older one: `python -m bench.compare --before <checkout>`. Writes bench/COMPARED.md.

The older checkout has its own environment and its own built app (`make env .make/pwa` there). Each round runs sync,
push and coach of both, one after the other, so that both meet the same machine.
"""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bench import report
from bench.sync import ROOT, wait_for_calm

SIDES: Final = ("before", "after")
SENDERS: Final = ("courier", "sender")
"""What 0.1.0 calls a sender of pushes, and what it is called now."""

RUNS: Final = {
    "sync": ["--seconds", "1", "--out", os.devnull],
    "push": [
        *("--messages", "4000", "--only", "webpush_async"),
        *(f"{who}-{version}" for who in SENDERS for version in ("h1", "h2", "postgresql-h1", "postgresql-h2")),
    ],
    "coach": ["--threads", "400"],
}
"""The part of each bench that is compared, as its own command line asks for it."""

LINES: Final = {
    "sync": re.compile(r"\| (?P<who>[^|]+) \| (?P<rate>[\d,]+) \([^|]+ \| [^|]+ \| [^|]+ \| (?P<cpu>\d+) \| \d+ \|"),
    "push": re.compile(r"round 1: +(?P<rate>[\d,]+)/s  (?P<cpu>[\d.]+) CPU ms a message  (?P<who>[\w-]+)"),
    "coach": re.compile(r" +(?P<rate>[\d,]+)/s +(?P<cpu>[\d,]+) µs  (?P<who>.+)"),
}
"""How each bench prints a measurement: a name (for sync below a heading), answers or messages a second, CPU."""


class Measured(NamedTuple):
    """One printed measurement: what, a second, and CPU for each in the bench's own unit."""

    name: str
    rate: float
    cpu: float


def measured(bench: str, printed: str) -> Iterator[Measured]:
    """Read what a bench printed."""
    heading = ""
    for line in printed.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ") + ": "
        elif found := LINES[bench].match(line):
            name = heading + found["who"].replace(*SENDERS)
            rate, cpu = (float(found[key].replace(",", "")) for key in ("rate", "cpu"))
            yield Measured(f"{bench}: {name}", rate, cpu)


def run(bench: str, checkout: Path) -> list[Measured]:
    """Run one round of a bench in a checkout. Raises when it fails or prints nothing that can be read."""
    command = [str(checkout / ".venv/bin/python"), "-m", f"bench.{bench}", "--rounds", "1", *RUNS[bench]]
    # 0.1.0 keeps the packs of a run in a folder that its servers are not told of.
    with tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as packs:
        environment = {**os.environ, "FOTFESTE_TESTS_PACKS": packs}
        done = subprocess.run(command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    if not (found := list(measured(bench, done.stdout))):
        raise RuntimeError(f"bench.{bench} in {checkout} printed no measurement: {done.stdout[-400:]!r}")
    return found


def figure(value: float) -> str:
    """Write a rate as a whole number, and a ratio with two decimals."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def shares(one_side: list[Measured]) -> Iterator[Measured]:
    """Divide the server's writes by those of raw sqlite3 and of async SQLModel, by rate and by processor time."""
    ours, raw, orm = (
        next(one for one in one_side if one.name.startswith(f"sync: Writes, 64 clients: {name}"))
        for name in ("this server", "raw sqlite3", "SQLModel")
    )
    for peer, name in ((raw, "raw sqlite3"), (orm, "SQLModel + aiosqlite")):
        yield Measured(f"sync: writes of 64 clients ÷ {name}", ours.rate / peer.rate, ours.cpu / peer.cpu)


def table(results: dict[str, dict[str, list[Measured]]]) -> Iterator[str]:
    """One row for each measurement that both sides have."""
    yield "| | before, a second | after, a second | after ÷ before (least–most) | CPU, after ÷ before |"
    yield "| --- | --- | --- | --- | --- |"
    for name, sides in results.items():
        if not all(side in sides for side in SIDES):
            continue
        before, after = (sides[side] for side in SIDES)
        pairs = list(zip(before, after, strict=True))
        rates = report.spread([new.rate / old.rate for old, new in pairs])
        cpus = report.spread([new.cpu / old.cpu for old, new in pairs])
        middle = [figure(statistics.median(one.rate for one in side)) for side in (before, after)]
        yield f"| {name} | {middle[0]} | {middle[1]} | {rates} | {cpus} |"


def page(given: argparse.Namespace, results: dict[str, dict[str, list[Measured]]]) -> str:
    """Write the page as far as it has come: it is kept when a later bench breaks off."""
    return "\n".join(
        [
            "# Before and after, measured",
            "",
            f"{report.ran('python -m bench.compare')}. Before is {report.commit(given.before)}. {given.rounds} rounds "
            "for each bench, in each of which one side ran after the other. CPU is the server's or the sender's.",
            "",
            *table(results),
            "",
        ]
    )


def main() -> None:
    """Measure both sides, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, required=True, help="an older checkout with its own environment")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bench", nargs="*", choices=RUNS, default=list(RUNS))
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "COMPARED.md")
    given = parser.parse_args()
    checkouts = dict(zip(SIDES, (given.before, ROOT), strict=True))
    results: dict[str, dict[str, list[Measured]]] = {}
    for bench in given.bench:
        for number in range(given.rounds):
            for side, checkout in checkouts.items():
                wait_for_calm(30)
                found = run(bench, checkout)
                for one in (*found, *(shares(found) if bench == "sync" else ())):
                    results.setdefault(one.name, {}).setdefault(side, []).append(one)
                    print(f"{bench}, round {number + 1}, {side}: {figure(one.rate)}  {one.name}", flush=True)
        given.out.write_text(page(given, results), encoding="utf-8")
    print(given.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
