"""Right secrets beside wrong ones: `python -m bench.overload`. What the right ones keep of their rate; aim: 0.7.

64 clients put with the right secret, alone and then beside 64 that ask the same vaults with wrong ones, as fast as both
can. The load generators run on the same machine and take their share of it: the wrong ones' share counts against us.
"""

import argparse
import asyncio
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from bench.load import Measured, Plan
from bench.report import rate, spread
from bench.sync import CLIENTS, ROOT, ROUNDS, SEALED_BYTES, prepare, serving
from selfhelp.settings import Settings
from tests.postgres import free_port

AIM: Final = 0.7


def _begin(plan: Plan) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bench.load", msgspec.json.encode(plan).decode()]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def _end(load: "subprocess.Popen[bytes]", seconds: float) -> Measured:
    out, _ = load.communicate(timeout=seconds + 60)
    return msgspec.json.decode(out, type=Measured)


def measure(seconds: float, *, beside: bool) -> tuple[Measured, Measured | None]:
    """The right ones and, `beside` them, the wrong ones, on a fresh database. Raises when a right one is refused."""
    with tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as folder:
        settings = Settings(
            data=Path(folder),
            port=free_port(),
            jobs=False,
            low_disk=0,
            vault_records_first_month=10**9,
            vault_bytes_first_month=10**12,
        )
        log, vaults = asyncio.run(prepare(settings))
        right = Plan(
            port=settings.port,
            kind="put",
            path="/api/vaults/{id}/sync",
            clients=max(CLIENTS),
            seconds=seconds,
            warm_up=1.0,
            sealed_bytes=SEALED_BYTES,
            vaults=vaults,
            log=log,
        )
        wrong = msgspec.structs.replace(right, vaults=[(vault, secrets.token_hex(32)) for vault, _ in vaults])
        with serving("ours", settings):
            loads = [_begin(plan) for plan in ((right, wrong) if beside else (right,))]
            measured = [_end(load, seconds) for load in loads]
    if measured[0].errors:
        raise RuntimeError(f"a right secret was refused: {measured[0].first_error}")
    if beside and (measured[1].acknowledged or b"no-such-box" not in measured[1].first_error.encode()):
        raise RuntimeError(f"a wrong secret was not refused as it should be: {measured[1].first_error}")
    return measured[0], measured[1] if beside else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="counted time of each run, after its warm-up")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    ratios: list[float] = []
    for number in range(given.rounds):
        alone, _ = measure(given.seconds, beside=False)
        crowded, wrong = measure(given.seconds, beside=True)
        assert wrong is not None
        ratios.append(rate(crowded) / rate(alone))
        print(
            f"round {number + 1}: alone {rate(alone):,.0f}/s, p99 {alone.p99:.0f} ms; beside {wrong.errors:,} refusals "
            f"{rate(crowded):,.0f}/s, p99 {crowded.p99:.0f} ms; kept {ratios[-1]:.2f}",
            flush=True,
        )
    reached = "reached" if sorted(ratios)[len(ratios) // 2] >= AIM else "not reached"
    print(f"| right secrets beside wrong ones keep | {spread(ratios)} of their rate | aim {AIM}: {reached} |")


if __name__ == "__main__":
    main()
