"""The inbox: those who wait come first, each once, however many there are; a coach sees what was sealed to them."""

from itertools import chain
from typing import Any

import pytest
from sqlmodel import Session

from selfhelp.coach import inbox
from selfhelp.store import Statement, Store
from tests.coach.people import CoachDevice, Person, Practice, problem, sealed
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure


async def every_page(coach: CoachDevice) -> list[list[dict[str, Any]]]:
    pages, cursor = [], None
    while True:
        page = await coach.inbox(cursor)
        pages.append(page["threads"])
        cursor = page["cursor"]
        if cursor is None:
            return pages


@ON_BOTH
async def test_a_line_says_what_a_coach_needs_and_nothing_of_who_it_is(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    opening = sealed(2)
    await person.write(1, opening)
    await person.write(2)
    await other.answer(person, 1)
    await coach.note(person, 1, coach, other)
    await coach.in_thread(person, "POST", "/read", json={"seq": 2})
    await person.read(3)
    (line,) = (await coach.inbox())["threads"]
    envelope = line.pop("envelope")
    assert len(envelope) == 152
    assert line == {
        "thread": person.id,
        "seq": 3,
        "read_c": 2,
        "read_u": 3,
        "waits_since": None,
        "day": "2027-02-03",
        "answered_by": other.id,
        "opening": opening,
        "notes": 1,
    }


async def test_a_thread_in_which_nothing_is_written_yet_is_listed_too(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    (line,) = (await coach.inbox())["threads"]
    assert (line["thread"], line["seq"], line["opening"], line["answered_by"]) == (person.id, 0, None, None)


async def test_those_who_wait_come_first_the_longest_wait_before_all_and_then_the_latest(practice: Practice) -> None:
    coach = await practice.coach()
    persons = {name: await practice.person(coach) for name in ("a", "b", "c", "d", "quiet")}
    for name in ("c", "a"):  # they wait from the first day and the second
        await persons[name].write(1)
        practice.clock.pass_by(days=1)
    for name in ("b", "d"):  # answered on the third day and the fourth
        await persons[name].write(1)
        await coach.answer(persons[name], 1)
        practice.clock.pass_by(days=1)
    (page,) = await every_page(coach)
    names = {person.id: name for name, person in persons.items()}
    assert [names[line["thread"]] for line in page] == ["c", "a", "d", "b", "quiet"]


@pytest.mark.parametrize("waiting", [0, 30, 40, 60])
async def test_every_thread_is_on_one_page_of_at_most_forty(practice: Practice, waiting: int) -> None:
    coach, stranger = await practice.coach(), await practice.coach()
    for at in range(60):
        person = await practice.person(coach)
        if at < waiting:
            await person.write(1)
        if at % 20 == 19:
            practice.clock.pass_by(days=1)
    pages = await every_page(coach)
    assert [len(page) for page in pages] == [40, 20]
    lines = list(chain.from_iterable(pages))
    assert len({line["thread"] for line in lines}) == 60
    waits = [line["waits_since"] for line in lines]
    assert waits[:waiting] == sorted(waits[:waiting])
    assert waits[waiting:] == [None] * (60 - waiting)
    days = [line["day"] for line in lines[waiting:]]
    assert days == sorted(days, reverse=True)
    assert await every_page(stranger) == [[]]


async def test_a_page_of_openings_stays_within_the_budget(practice: Practice) -> None:
    coach = await practice.coach()
    for _ in range(5):
        await (await practice.person(coach)).write(1, sealed(8))
    assert [len(page) for page in await every_page(coach)] == [2, 2, 1]


@pytest.mark.parametrize("cursor", ["x", "", "w2027-02-03", f"q2027-02-03{'0' * 32}", f"w2027-02-03{'0' * 31}", "9"])
async def test_a_cursor_of_ones_own_making_is_refused(practice: Practice, cursor: str) -> None:
    coach = await practice.coach()
    assert problem(await coach.ask("GET", "/threads", params={"after": cursor})) == (422, "invalid", ["after"])


@pytest.mark.parametrize("wanted", [inbox._WAITING, inbox._RESTING])
async def test_sqlite_reads_a_page_in_its_order_and_looks_each_envelope_up_once(
    store: Store, wanted: Statement[Any]
) -> None:
    if store.dialect != "sqlite":
        return

    def plan(session: Session) -> list[str]:
        sql = wanted._texts["sqlite"].sql
        rows = session.info["driver"].execute(f"EXPLAIN QUERY PLAN {sql}", (1,) * sql.count("?"))
        return [row[3].partition(" (")[0] for row in rows]

    assert await store.read(plan) == [
        "SEARCH thread USING INDEX thread_in_order",
        "SEARCH envelope USING PRIMARY KEY",
        "SEARCH opening USING PRIMARY KEY",
    ]


async def test_a_coach_reads_nothing_that_is_not_sealed_to_them(practice: Practice) -> None:
    coach, stranger = await practice.coach(), await practice.coach()
    person = await practice.person(coach)
    missing = Person(practice.api)
    for method, tail, body in (
        ("GET", "", None),
        ("POST", "/messages", {"n": 1, "sealed": sealed()}),
        ("POST", "/notes", {"n": 1, "envelopes": [{"coach": stranger.id, "sealed": sealed()}]}),
        ("POST", "/read", {"seq": 0}),
    ):
        if tail == "/notes":
            body["envelopes"][0]["sealed"] = "BAAA" * (337 // 3) + "BA=="  # type: ignore[index]
        answers = [await stranger.in_thread(thread, method, tail, json=body) for thread in (person, missing)]
        assert [problem(answer) for answer in answers] == [(404, "no-such-box", [])] * 2
        assert answers[0].content == answers[1].content


async def test_a_coach_is_not_told_whether_anybody_is_told(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    assert set(await coach.seen(person)) == {
        *("seq", "read_u", "read_c", "coaches", "messages", "more", "notes", "more_notes"),
    }
    assert set(await person.seen()) == {"seq", "read_u", "read_c", "tell", "coaches", "messages", "more"}


async def test_the_form_of_a_threads_id_comes_first(practice: Practice) -> None:
    coach = await practice.coach()
    for bad in ("F" * 32, "f" * 31, "f" * 33, "g" * 32):
        path = f"/api/coaches/{coach.id}/threads/{bad}"
        answer = await practice.api.get(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert problem(answer) == (404, "no-such-page", [])
