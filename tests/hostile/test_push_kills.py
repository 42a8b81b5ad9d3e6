"""kill -9 of workers while reminders come due: each is sent within its time, and no phone shows one twice."""

import random
from pathlib import Path

import pytest

from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.hostile.push_kills import run

WORKERS = 4
CHANNELS = 300
KILLS = 40


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_a_worker_that_is_killed_costs_nobody_a_reminder_and_shows_none_twice(
    settings: Settings, small_content: Path
) -> None:
    seed = random.randrange(2**32)
    outcomes = await run(
        with_settings(settings, content=small_content),
        seed=seed,
        workers=WORKERS,
        channels=CHANNELS,
        kills=KILLS,
    )
    assert not outcomes.faults, f"seed {seed}: {outcomes}"
    assert not outcomes.said, f"a worker met a fault (seed {seed})"
    assert outcomes.channels == CHANNELS + 1
    assert outcomes.again > 0, f"no kill met a message on its way (seed {seed})"
