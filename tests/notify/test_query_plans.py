"""A look costs what is due, not what is stored."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import outbox, prepare, reconcile, service
from selfhelp.store import Id, SetStatement, Statement
from selfhelp.store.statements import Value
from tests.notify.conftest import PushHarness

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True),
]

CHANNELS = """
INSERT INTO channel (id, auth, timezone, locale, state, opened, unanswered, created)
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), '', 'Europe/Oslo', 'nb', 'active', '2027-02-03', 0, 0
FROM generate_series(1, 20000) AS n
"""
NUDGES = """
INSERT INTO nudge (channel, id, kind, at, days, next_nominal, next_at)
SELECT id, id, 'daily', 0, 127, '2027-02-03', 1000 + row_number() OVER () FROM channel
"""
MESSAGES = """
INSERT INTO outbox (channel, tag, kind, nominal, due, not_before, deadline, lease, attempts, topic, body)
SELECT id, id, 'daily', '2027-02-03', 1, 1000 + row_number() OVER (), 9, 0, 0, '', '' FROM channel
"""


@pytest.mark.parametrize(("look", "clock"), [(prepare._DUE, "horizon"), (outbox._WAITING, "now")])
async def test_a_database_that_believes_much_is_due_does_not_read_all_there_is(
    harness: PushHarness, look: Statement[Any], clock: str
) -> None:
    """What it believes is from its last look at the table, hours ago: then half of today was still to come."""

    def fill(session: Session) -> None:
        for statement in (CHANNELS, NUDGES, MESSAGES, "ANALYZE nudge", "ANALYZE outbox"):
            session.execute(text(statement))

    def plan(session: Session) -> str:
        sql, pick, _ = look._texts["postgresql"]
        rows = session.info["driver"].execute(f"EXPLAIN {sql}", pick({clock: 15_000})).fetchall()
        return "\n".join(row[0] for row in rows)

    await harness.store.write(fill)
    told = await harness.store.read(plan)
    assert "Seq Scan" not in told
    assert "Index" in told


UPKEEP: dict[str, tuple[Statement[Any], dict[str, Value]]] = {
    "blank": (Statement(service._silent(1_000, 20), Id), {}),
    "reconcile, channels": (reconcile._CHANNELS, {"last": bytes(16), "most": 20}),
    "reconcile, nudges": (reconcile._NUDGES, {"last": bytes(16), "final": bytes(15) + b"\x40"}),
    "reconcile, messages": (reconcile._PREPARED, {"far": 1_000_000}),
}


@pytest.mark.parametrize("step", UPKEEP)
async def test_a_batch_of_the_upkeep_does_not_read_all_there_is(harness: PushHarness, step: str) -> None:
    statement, values = UPKEEP[step]

    def fill(session: Session) -> None:
        for order in (CHANNELS, NUDGES, MESSAGES, "ANALYZE channel", "ANALYZE nudge", "ANALYZE outbox"):
            session.execute(text(order))

    def plan(session: Session) -> str:
        sql, pick, constants = statement._texts["postgresql"]
        found = session.info["driver"].execute(f"EXPLAIN {sql}", pick(constants | values)).fetchall()
        return "\n".join(row[0] for row in found)

    await harness.store.write(fill)
    told = await harness.store.write(plan)
    assert "Seq Scan" not in told
    assert "Index" in told


@pytest.mark.parametrize("locks", [reconcile._LOCK_CHANNELS, reconcile._LOCK_NUDGES])
async def test_correcting_a_few_channels_does_not_read_all_there_is(
    harness: PushHarness, locks: SetStatement[Any]
) -> None:
    def fill(session: Session) -> None:
        for order in (CHANNELS, NUDGES, "ANALYZE channel", "ANALYZE nudge"):
            session.execute(text(order))

    def plan(session: Session) -> str:
        keys = [n.to_bytes(16) for n in range(1, 21)]
        found = session.info["driver"].execute(f"EXPLAIN {locks._postgresql.sql}", (keys,)).fetchall()
        return "\n".join(row[0] for row in found)

    await harness.store.write(fill)
    told = await harness.store.write(plan)
    assert "Seq Scan" not in told
    assert "Index" in told
