"""Runs pytest with the given arguments, and beside it the client's own tests; says last how long it took, and what."""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from tests.postgres import memory

ROOT: Final = Path(__file__).parent.parent
MAKE: Final = ROOT / ".make"

DURATIONS: Final = MAKE / "durations.json"
"""Seconds that each test took when it was last run here."""

FAST: Final = 0.15
"""Seconds: what took longer when it was last run here is left out of `make test-fast`."""

# Four at a time, for two processors: they wait for browsers and clocks half of the time. Every worker has a PostgreSQL
# and ports of its own; in which order says tests/conftest.py.
PYTEST: Final = [
    *(str(Path(sys.executable).with_name("pytest")), f"--junitxml={MAKE / 'pytest.xml'}"),
    *("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"),
]
NODE: Final = ("vault", "rules", "alone")
"""The client's tests without a screen: rules in one process; the vault, threads and the console in another; files that
count or replace what all modules share, each alone."""

LONG: Final = "long"
"""Lives of the client that are drawn or cut short at more places than in `make test`."""

RUNNERS: Final = ("pytest", "components", *NODE, LONG)


def client(variant: str = "") -> dict[str, list[str]]:
    """The client's own tests, with screens in Norwegian. `:fast` leaves out what takes long (`slow`)."""
    return screens(variant or ":norwegian") | {name: _node(f"{name}{variant}") for name in NODE}


def _node(tests: str) -> list[str]:
    return ["npm", "run", "--silent", f"test:{tests}"]


def screens(variant: str) -> dict[str, list[str]]:
    """The client's screens without a browser; `:english` are those for `make test-deep`."""
    return {
        "components": [
            *("npm", "run", "--silent", f"components{variant}", "--"),
            *("--reporter=dot", "--reporter=junit", f"--outputFile.junit={MAKE / 'components.xml'}"),
        ]
    }


class Case(NamedTuple):
    """One test that was run; `fault` is «failure», «error», «skipped» or nothing."""

    name: str
    seconds: float
    fault: str


def cases(runner: str) -> list[Case]:
    """What this runner has written down: nothing when it broke off."""
    file = MAKE / f"{runner}.xml"
    if not file.exists() or file.stat().st_size == 0:
        return []
    return [
        Case(_name(runner, one), float(one.get("time", 0)), next((child.tag for child in one if child.tag in _BAD), ""))
        for one in ElementTree.parse(file).iter("testcase")
    ]


_BAD: Final = ("failure", "error", "skipped")


def _name(runner: str, case: ElementTree.Element) -> str:
    where, name = case.get("classname", ""), case.get("name", "")
    if runner == "pytest":
        return f"{where.replace('.', '/')}.py::{name}"
    file = case.get("file", "").removeprefix(f"{ROOT}/") if runner in (*NODE, LONG) else f"pwa/{where}"
    return f"{file}::{name}"


def durations() -> dict[str, float]:
    """Seconds by the name of the test; empty before the first run."""
    return json.loads(DURATIONS.read_bytes()) if DURATIONS.exists() else {}


def slow() -> set[str]:
    """The tests that `make test-fast` leaves out."""
    return {name for name, seconds in durations().items() if seconds > FAST}


def names_of(tests: set[str]) -> str:
    """The client's tests among these, as a pattern for Node: never an empty one, which would fit every test."""
    names = sorted(name.split("::", 1)[1] for name in tests if name.startswith("pwa/"))
    return "/^(" + "|".join(["(?!)", *(re.sub(r"([^\w ])", r"\\\1", name) for name in names)]) + ")$/"


def remember(ran: list[Case], before: dict[str, float]) -> None:
    """Write down what tests took, beside what others took `before`. Not what took longer than usual, in
    `make test-deep`."""
    took = before | {case.name: round(case.seconds, 2) for case in ran if case.fault != "skipped"}
    DURATIONS.write_text(json.dumps(took, indent=0, sort_keys=True), encoding="utf-8")


def minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"


def run(arguments: list[str], others: dict[str, list[str]], left_out: set[str], *, deep: bool) -> int:
    """The exit status: zero when every runner was content."""
    began = time.monotonic()
    if left_out:
        print(f"· left out, since they took over {FAST} s when they last ran here: {len(left_out)} tests")
    around = os.environ | {"LEFT_OUT": names_of(left_out)}
    for runner in RUNNERS:
        (MAKE / f"{runner}.xml").unlink(missing_ok=True)

    def beside(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=ROOT / "pwa", env=around, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(2) as two_by_two:
        beside_it = {runner: two_by_two.submit(beside, command) for runner, command in others.items()}
        try:
            # SQLite waits for the disk at every commit; and what Python has compiled is kept for all processes.
            here = around | {"PYTEST_DEBUG_TEMPROOT": str(memory()), "PYTHONDONTWRITEBYTECODE": ""}
            failed = {"pytest": subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=here, check=False).returncode}
        except KeyboardInterrupt:
            two_by_two.shutdown(cancel_futures=True)
            raise
    for runner, other in beside_it.items():
        ended = other.result()
        failed[runner] = ended.returncode
        if ended.returncode:
            print(f"\n── {runner}\n{ended.stdout}{ended.stderr}")

    ran = {runner: cases(runner) for runner in failed}
    if not deep:
        # What no run of all tests meets any more is forgotten.
        remember([case for found in ran.values() for case in found], durations() if left_out else {})
    print("\nThe twenty slowest, in seconds:")
    for case in sorted((case for found in ran.values() for case in found), key=lambda case: -case.seconds)[:20]:
        print(f"{case.seconds:7.1f}  {case.name}")
    print()
    for runner, found in ran.items():
        bad = sum(case.fault in ("failure", "error") for case in found)
        skipped = sum(case.fault == "skipped" for case in found)
        # Vitest counts the other language as skipped.
        without = "left out" if runner == "components" else "skipped"
        print(f"{runner}: {len(found)} tests, {bad} failed, {skipped} {without}{': RED' if failed[runner] else ''}")
    print(f"in {minutes(time.monotonic() - began)}")
    return int(any(failed.values()))


if __name__ == "__main__":
    given = sys.argv[1:]
    fast = "--fast" in given
    deep = "--deep" in given
    beside = screens(":english") | {LONG: _node(LONG)} if deep else client(":fast" if fast else "")
    sys.exit(run([it for it in given if it != "--deep"], beside, slow() if fast else set(), deep=deep))
