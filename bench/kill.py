"""kill -9 with puts in flight, many times: `python -m bench.kill [--database postgresql] [--rounds 100]`.

Each round loads the server with 48 devices, kills it at a random instant, starts it again, and compares every put that
was acknowledged with what is stored. Prints one line of a table; exits with 1 when a promise was broken.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from selfhelp.settings import Settings
from tests.hostile.kills import Round, kill_round
from tests.live import Live, live_server
from tests.postgres import cluster

CLIENTS: Final = 48
AIM: Final = 32
"""Puts in flight at the least."""


def run(live: Live, rounds: int, seed: int) -> list[Round]:
    """Kill `live` so many times."""
    done: list[Round] = []
    for number in range(rounds):
        done.append(asyncio.run(kill_round(live, CLIENTS, seed + number)))
        if done[-1].faults:
            print(f"round {number + 1}, seed {seed + number}: {done[-1].faults[:5]}", flush=True)
    return done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    given = parser.parse_args()
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="selfhelp-kill-")))
        database = ""
        if given.database == "postgresql":
            server = stack.enter_context(cluster())
            database = server.url(server.new_database())
        settings = Settings(data=folder, database=database, jobs=False, low_disk=0, creations_per_hour=10**6)
        done = run(stack.enter_context(live_server(settings)), given.rounds, given.seed)
    faults = sum(len(one.faults) for one in done)
    fewest, promised = min(one.in_flight for one in done), sum(one.promised for one in done)
    print(
        f"| {given.database} | {len(done)} kills | {fewest} or more puts in flight (aim {AIM}) "
        f"| {promised:,} records acknowledged | {faults} lost or doubled | seed {given.seed} "
        f"| {time.monotonic() - began:.0f} s |"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
