"""What a read may cost: what is asked most is one statement, and nothing of it leaves the loop but that."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import pytest
from litestar import Litestar
from sqlmodel import Session

from selfhelp.boxes import Graves
from selfhelp.boxes.creations import Creations
from selfhelp.coach import office
from selfhelp.coach.routes import routes
from selfhelp.settings import Settings
from selfhelp.store import Prepared, Store
from selfhelp.store.engine import database_url, writing_engine
from tests.coach.conftest import Bells
from tests.coach.people import CoachDevice, Practice, problem


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every prepared statement that is run, in order."""
    run: list[str] = []
    execute: Callable[..., Any] = Prepared._execute

    def counted(self: Prepared, session: Session, values: dict[str, Any]) -> Any:
        run.append(self._texts[session.info["dialect"]].sql)
        return execute(self, session, values)

    monkeypatch.setattr(Prepared, "_execute", counted)
    return run


async def test_without_news_either_side_is_answered_by_one_statement(practice: Practice, statements: list[str]) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    await person.write(1)
    await coach.answer(person, 1)
    statements.clear()
    for found in (await person.seen(2), await coach.seen(person, after=2)):
        assert (found["seq"], found["messages"]) == (2, [])
        assert found["coaches"] == sorted([coach.id, other.id])
    assert len(statements) == 2
    statements.clear()
    assert [len(found["messages"]) for found in (await person.seen(), await coach.seen(person))] == [2, 2]
    assert len(statements) == 4


async def test_whether_there_are_coaches_is_asked_without_another_thread(
    settings: Settings, store: Store, graves: Graves, bells: Bells, practice: Practice
) -> None:
    coach = await practice.coach()
    asked: list[int] = []

    def has_coaches() -> bool:
        asked.append(threading.get_ident())
        return True

    app: Any = Litestar(routes(store, graves, Creations(settings), bells, has_coaches), openapi_config=None)
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
        office.revoke(session, bytes.fromhex(coach.id))
    engine.dispose()
    for read in (partial(coach.in_thread, person, "GET"), partial(coach.ask, "GET", "/threads")):
        assert problem(await read()) == (403, "coach-not-active", [])
    assert (await other.seen(person))["coaches"] == [other.id]
    assert (await person.seen())["coaches"] == [other.id]
