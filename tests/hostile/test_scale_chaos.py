"""Two web processes, two workers, one PostgreSQL: whichever dies, nothing acknowledged is lost or comes twice."""

import random
from pathlib import Path

import pytest

from selfhelp.settings import Settings
from tests.hostile.scale_chaos import EVENTS, WEBS, run
from tests.postgres import Cluster

VAULTS = 6
CHANNELS = 60
KILLS = 18


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.postgres
async def test_whichever_machine_dies_no_put_and_no_reminder_is_lost_or_doubled(
    tmp_path: Path, small_content: Path, durable_postgres: Cluster
) -> None:
    """`python -m bench.scale` goes on for longer."""
    seed = random.randrange(2**32)
    settings = Settings(
        data=tmp_path,
        database=durable_postgres.url(durable_postgres.new_database()),
        content=small_content,
        jobs=False,
        creations_per_hour=100_000,
    )
    load = {"vaults": VAULTS, "channels": CHANNELS, "events": KILLS}
    chaos = await run(settings, durable_postgres, seed=seed, pause=0.1, **load)
    assert chaos.faults == [], f"seed {seed}"
    assert set(chaos.events) == set(EVENTS)
    assert len(chaos.taken) == WEBS
    assert chaos.promised > 0
    assert chaos.again > 0, f"no kill met a put on its way (seed {seed})"
    assert chaos.pushes.channels == CHANNELS
