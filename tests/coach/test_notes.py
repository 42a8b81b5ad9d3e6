"""Notes: sealed to each coach by itself, numbered as messages are, and never the person's."""

import pytest

from tests.coach.people import Practice, problem, sealed_note
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure


async def test_each_coach_gets_the_notes_that_were_sealed_to_them(practice: Practice) -> None:
    one, two, three = [await practice.coach() for _ in range(3)]
    person = await practice.person(one, two, three)
    first, second = sealed_note(), sealed_note(3)
    assert (await one.note(person, 1, two, three, text=first)).status_code == 201
    assert (await two.note(person, 2, one, two, text=second)).status_code == 201
    found = {coach.id: (await coach.seen(person))["notes"] for coach in (one, two, three)}
    mine = {"n": 1, "author": one.id, "day": "2027-02-03", "sealed": first}
    theirs = {"n": 2, "author": two.id, "day": "2027-02-03", "sealed": second}
    assert found == {one.id: [theirs], two.id: [mine, theirs], three.id: [mine]}
    assert (await three.seen(person, notes=1))["notes"] == []
    assert "notes" not in await person.seen()
    assert (await person.seen())["seq"] == 0


@ON_BOTH
async def test_a_notes_number_is_given_once_and_a_retry_changes_nothing(practice: Practice) -> None:
    one, two = await practice.coach(), await practice.coach()
    person = await practice.person(one, two)
    words = sealed_note()
    assert (await one.note(person, 1, one, two, text=words)).status_code == 201
    assert (await one.note(person, 1, one, two, text=words)).status_code == 204
    assert problem(await one.note(person, 1, one, two)) == (409, "number-taken", [])
    assert problem(await one.note(person, 1, two, text=words)) == (409, "number-taken", [])
    assert problem(await two.note(person, 1, one, two, text=words)) == (409, "number-taken", [])
    assert problem(await one.note(person, 3, one)) == (422, "invalid", ["n"])
    await practice.revoke(two)
    assert (await one.note(person, 1, one, two, text=words)).status_code == 204  # what is left of it is the same
    await practice.revoke(one)
    third = await practice.coach()
    await person.open(third, expected=204)
    assert problem(await third.note(person, 1, third)) == (409, "number-taken", [])
    assert (await third.note(person, 2, third)).status_code == 201


async def test_a_note_goes_to_coaches_of_the_thread_and_each_other_is_named(practice: Practice) -> None:
    one, two, stranger = [await practice.coach() for _ in range(3)]
    person = await practice.person(one, two)
    assert problem(await one.note(person, 1, one, stranger)) == (422, "invalid", ["envelopes[1].coach"])
    assert problem(await one.note(person, 1, two, two)) == (422, "invalid", ["envelopes[1].coach"])
    assert problem(await one.note(person, 1)) == (422, "invalid", ["envelopes"])
    assert problem(await one.note(person, 1, two, text="AAAA")) == (422, "invalid", ["envelopes[0].sealed"])
    assert (await two.seen(person))["notes"] == []


@pytest.mark.slow
async def test_notes_come_a_hundred_at_a_time(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    for n in range(1, 131):
        await coach.note(person, n, coach)
    page = await coach.seen(person)
    assert ([note["n"] for note in page["notes"]], page["more_notes"]) == (list(range(1, 101)), True)
    page = await coach.seen(person, notes=100)
    assert ([note["n"] for note in page["notes"]], page["more_notes"]) == (list(range(101, 131)), False)


@pytest.mark.parametrize("bucket", [8])
async def test_a_page_of_notes_stays_within_the_budget(practice: Practice, bucket: int) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    for n in range(1, 6):
        assert (await coach.note(person, n, coach, text=sealed_note(bucket))).status_code == 201
    page = await coach.seen(person)
    assert (len(page["notes"]), page["more_notes"]) == (2, True)
