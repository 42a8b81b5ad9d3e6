"""On a busy machine any process may stand still for seconds; a deadline that a test is not about must not run out."""

from typing import Final

from selfhelp.http import health
from selfhelp.store import engine

PATIENCE: Final = 60
"""Seconds in which everything is over that waits for nobody."""

LOCK_MS: Final = engine.LOCK_MS
"""What the server has, for the tests of just that."""


def be_patient() -> None:
    """From now on, in this process and in those that are forked from it."""
    for module, deadline, value in (
        (health, "_PATIENCE", PATIENCE),
        (engine, "LOCK_MS", 15_000),  # a statement may take twenty seconds in all
    ):
        setattr(module, deadline, value)
    engine.NETWORK["connect_timeout"] = PATIENCE
