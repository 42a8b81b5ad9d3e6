"""Counts for the operator: how many, how long at most, and nothing of anybody."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from selfhelp.coach.status import CoachStatus, read
from tests.coach.people import Practice

pytestmark = pytest.mark.pure


async def counted(practice: Practice) -> CoachStatus:
    def count(session: Session) -> CoachStatus:
        return read(session, practice.clock.now)

    return await practice.store.read(count)


async def test_nothing_is_counted_where_nothing_is(practice: Practice) -> None:
    found = await counted(practice)
    assert found == CoachStatus(0, 0, 0, 0, {"waiting": 0, "active": 0, "revoked": 0, "expired": 0})


async def test_threads_waits_and_coaches_are_counted(practice: Practice) -> None:
    coach = await practice.coach()
    await practice.coach(timedelta(days=1))
    await practice.waiting_coach()
    await practice.revoke(await practice.coach())
    persons = [await practice.person(coach) for _ in range(3)]
    for person in persons[:2]:
        await person.write(1)
        practice.clock.pass_by(days=2)
    found = await counted(practice)
    assert found == CoachStatus(3, 2, 4, 0, {"waiting": 1, "active": 1, "revoked": 1, "expired": 1})
