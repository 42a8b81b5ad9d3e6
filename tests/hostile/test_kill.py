"""kill -9 with puts in flight: nothing that was acknowledged is lost, nothing is there twice."""

import random
from pathlib import Path

import pytest

from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.hostile.kills import kill_round
from tests.live import live_server

CLIENTS = 48
IN_FLIGHT = 32


@pytest.mark.slow
@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=[pytest.mark.deep, pytest.mark.long])])
async def test_a_kill_loses_no_acknowledged_put_and_doubles_none(
    settings: Settings, small_content: Path, kills: int
) -> None:
    seed = random.randrange(2**32)
    with live_server(with_settings(settings, creations_per_hour=100_000, content=small_content)) as live:
        promised = 0
        for number in range(kills):
            one = await kill_round(live, CLIENTS, seed + number)
            assert one.faults == [], f"round {number}, seed {seed}"
            assert one.in_flight >= IN_FLIGHT, f"only {one.in_flight} puts were in flight (seed {seed})"
            promised += one.promised
        assert promised > 0
