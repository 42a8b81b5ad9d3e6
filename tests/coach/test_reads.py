"""What a read costs, and how soon it knows of a change."""

import threading
from functools import partial
from typing import Any

import httpx
import pytest
from litestar import Litestar
from sqlmodel import Session

from selfhelp.boxes import Tombstones
from selfhelp.boxes.admission import CreationLimits
from selfhelp.coach import coaches
from selfhelp.coach.routes import Coaching, routes
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import database_url, writing_engine
from tests.coach.conftest import Bells
from tests.coach.people import BY_ANY_CLOCK, CoachDevice, Practice, problem

pytestmark = pytest.mark.pure


async def test_whether_there_are_coaches_is_asked_without_another_thread(
    settings: Settings, store: Store, tombstones: Tombstones, bells: Bells, practice: Practice
) -> None:
    coach = await practice.coach(BY_ANY_CLOCK)
    asked: list[int] = []

    def has_coaches() -> bool:
        asked.append(threading.get_ident())
        return True

    coaching = Coaching(store, tombstones, CreationLimits(settings), bells, has_coaches)
    app: Any = Litestar(routes(coaching), openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        device = CoachDevice(client, coach.id, coach.secret)
        assert (await device.inbox())["threads"] == []
    assert asked == [threading.get_ident()]


async def test_whoever_is_revoked_beside_the_server_reads_nothing_from_then_on(
    practice: Practice, settings: Settings
) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    await person.write(1)
    for device in (coach, other):
        assert (await device.seen(person))["coaches"] == sorted([coach.id, other.id])
    engine = writing_engine(database_url(settings))
    with Session(engine) as session, session.begin():
        coaches.revoke(session, bytes.fromhex(coach.id))
    engine.dispose()
    for read in (partial(coach.in_thread, person, "GET"), partial(coach.ask, "GET", "/threads")):
        assert problem(await read()) == (403, "coach-not-active", [])
    # Also where there is nothing new.
    for after in (0, 1):
        assert (await other.seen(person, after=after))["coaches"] == [other.id]
        assert (await person.seen(after))["coaches"] == [other.id]
