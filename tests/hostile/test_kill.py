"""kill -9 with puts in flight: nothing that was acknowledged is lost, nothing is there twice."""

import random
from pathlib import Path

import pytest

from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.hostile.kills import kill_round
from tests.live import live_server

ROUNDS = 6
"""`python -m bench.kill` kills a hundred times."""
CLIENTS = 48
IN_FLIGHT = 32


@pytest.mark.long
@pytest.mark.slow
async def test_a_kill_loses_no_acknowledged_put_and_doubles_none(settings: Settings, small_content: Path) -> None:
    seed = random.randrange(2**32)
    with live_server(with_settings(settings, creations_per_hour=100_000, content=small_content)) as live:
        promised = 0
        for number in range(ROUNDS):
            one = await kill_round(live, CLIENTS, seed + number)
            assert one.faults == [], f"round {number}, seed {seed}"
            assert one.in_flight >= IN_FLIGHT, f"only {one.in_flight} puts were in flight (seed {seed})"
            promised += one.promised
        assert promised > 0
