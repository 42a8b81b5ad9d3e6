"""Messages: numbers are given once, retries change nothing, pages are whole, and no time is finer than a day."""

import asyncio
import secrets
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from selfhelp.boxes.admission import Capacity
from selfhelp.coach import messages
from selfhelp.store import Store
from tests.coach.conftest import Bells
from tests.coach.people import Person, Practice, b64, problem, sealed
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure


async def test_each_side_counts_by_itself_and_the_thread_counts_both(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    written = [await write for n in (1, 2) for write in (person.write(n), coach.answer(person, n))]
    assert [(answer.status_code, answer.json()) for answer in written] == [(201, {"seq": seq}) for seq in (1, 2, 3, 4)]
    for found in (await person.seen(), await coach.seen(person)):
        assert found["seq"] == 4
        assert [(one["seq"], one["from"], one["n"]) for one in found["messages"]] == [
            (1, "u", 1),
            (2, "c", 1),
            (3, "u", 2),
            (4, "c", 2),
        ]
        assert [one.get("coach") for one in found["messages"]] == [None, coach.id, None, coach.id]
        assert {one["day"] for one in found["messages"]} == {"2027-02-03"}
        assert found["more"] is False


async def test_without_room_a_person_is_told_to_come_back_and_a_coach_can_still_answer(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    assert (await person.write(1)).status_code == 201
    monkeypatch.setattr(Capacity, "is_full", True)
    refused = await person.write(2)
    assert (problem(refused), "Retry-After" in refused.headers) == ((503, "overloaded", []), True)
    assert (await coach.answer(person, 1)).status_code == 201
    assert (await person.ask("DELETE")).status_code == 204


async def test_a_retry_is_never_stored_twice_and_no_number_is_given_again(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    mine, theirs = sealed(), sealed()
    for write, words, seq in (
        (person.write, mine, 1),
        (lambda n, words: coach.answer(person, n, words), theirs, 2),
    ):
        assert (await write(1, words)).status_code == 201
        for _ in range(2):
            again = await write(1, words)
            assert (again.status_code, again.json()) == (200, {"seq": seq})
        assert problem(await write(1, sealed())) == (409, "number-taken", [])
        assert problem(await write(3, sealed())) == (422, "invalid", ["n"])
        assert (await write(2, sealed())).status_code == 201 if seq == 2 else True
    assert problem(await other.answer(person, 1, theirs)) == (409, "number-taken", [])  # its number is its author's
    assert [one["sealed"] for one in (await person.seen())["messages"]][:2] == [mine, theirs]


@ON_BOTH
async def test_a_number_stays_taken_when_the_coach_who_gave_it_was_revoked(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    await person.write(1)
    await coach.answer(person, 1)
    await practice.revoke(coach)
    assert problem(await other.answer(person, 1)) == (409, "number-taken", [])
    assert (await other.answer(person, 2)).status_code == 201
    assert [one.get("coach") for one in (await person.seen())["messages"]] == [None, coach.id, other.id]


@pytest.mark.parametrize(
    "bad", [b"\x02" + bytes(284), b"\x01" + bytes(283), b"\x01" + bytes(285), b"", b"\x01" + bytes(28 + 2 * 65536)]
)
async def test_only_the_known_suite_in_one_of_the_nine_lengths_is_taken(practice: Practice, bad: bytes) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    await person.write(1)
    expected = (413, "too-large", []) if len(bad) > 65_565 else (422, "invalid", ["sealed"])
    assert problem(await person.write(2, b64(bad))) == expected
    assert problem(await coach.answer(person, 1, b64(bad))) == expected


async def test_every_one_of_the_nine_lengths_is_taken(practice: Practice) -> None:
    person = await practice.person(await practice.coach())
    for bucket in range(9):
        assert (await person.write(bucket + 1, sealed(bucket))).status_code == 201


async def test_paging_by_seq_gives_each_message_once_at_most_a_hundred_at_a_time(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    for n in range(1, 126):
        await person.write(n)
        await coach.answer(person, n)
    for reader in (person.seen, lambda after: coach.seen(person, after=after)):
        pages, after = [], 0
        while True:
            page = await reader(after)
            assert page["seq"] == 250
            pages.append([one["seq"] for one in page["messages"]])
            after = pages[-1][-1]
            if not page["more"]:
                break
        assert [len(page) for page in pages] == [100, 100, 50]
        assert list(chain.from_iterable(pages)) == list(range(1, 251))
    assert (await person.seen(250))["messages"] == []
    assert (await person.seen(999))["seq"] == 250  # a device that has seen more notices by this


async def test_a_page_of_messages_stays_within_the_budget(practice: Practice) -> None:
    person = await practice.person(await practice.coach())
    for n in range(1, 5):
        await person.write(n, sealed(8))
    page = await person.seen()
    assert len(page["messages"]) == 2  # of 65,565 bytes each
    assert page["more"] is True
    rest = await person.seen(page["messages"][-1]["seq"])
    assert [one["seq"] for one in rest["messages"]] == [3, 4]
    assert rest["more"] is False


@pytest.mark.parametrize("after", ["-1", "-0", "x", "1.5", "5.0", "1e3", "2147483648", "", "99999999999"])
async def test_a_page_after_nonsense_is_refused(practice: Practice, after: str) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    assert problem(await person.ask("GET", params={"after": after})) == (422, "invalid", ["after"])
    assert problem(await coach.in_thread(person, "GET", params={"notes": after})) == (422, "invalid", ["notes"])
    assert problem(await person.ask("GET", params=[("after", 1), ("after", 2)])) == (422, "invalid", ["after"])
    assert problem(await person.ask("GET", params={"befor": 1})) == (422, "invalid", ["befor"])


async def test_a_thread_takes_two_hundred_messages_of_a_side_a_day(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    for n in range(1, 201):
        assert (await person.write(n)).status_code == 201
    refused = await person.write(201)
    assert problem(refused) == (429, "too-often", [])
    assert refused.headers["retry-after"] == str(13 * 3600)  # it is eleven in the morning, and days are UTC's
    assert (await coach.answer(person, 1)).status_code == 201
    practice.clock.pass_by(days=1)
    assert (await person.write(201)).status_code == 201


async def test_a_full_thread_takes_nothing_but_answers(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_THREAD_BYTES", 1_000)
    coach = await practice.coach()
    person = await practice.person(coach)
    assert [(await person.write(n)).status_code for n in (1, 2, 3)] == [201, 201, 201]
    assert problem(await person.write(4)) == (422, "thread-full", [])
    assert [(await coach.answer(person, n)).status_code for n in range(1, 6)] == [201] * 4 + [422]
    assert problem(await coach.note(person, 1, coach)) == (422, "thread-full", [])


async def test_a_thread_ends_with_two_thousand_messages_of_a_side(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert messages.MOST_MESSAGES == 2_000
    monkeypatch.setattr(messages, "MOST_MESSAGES", 3)
    coach = await practice.coach()
    person = await practice.person(coach)
    assert [(await person.write(n)).status_code for n in (1, 2, 3)] == [201, 201, 201]
    assert problem(await person.write(4)) == (422, "thread-full", [])
    assert (await coach.answer(person, 1)).status_code == 201


async def test_reading_only_rises_and_never_beyond_the_end(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    await person.write(1)
    await coach.answer(person, 1)

    async def coach_reads(seq: int) -> int:
        return (await coach.in_thread(person, "POST", "/read", json={"seq": seq})).status_code

    assert [(await person.read(seq)).status_code for seq in (2, 1, 0, 3)] == [204, 204, 204, 422]
    assert [await coach_reads(seq) for seq in (1, 0, 3)] == [204, 204, 422]
    assert [(found["read_u"], found["read_c"]) for found in (await person.seen(), await coach.seen(person))] == [
        (2, 1),
        (2, 1),
    ]


async def test_the_first_message_without_an_answer_says_since_when_somebody_waits(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)

    async def waits() -> tuple[str | None, str]:
        (line,) = (await coach.inbox())["threads"]
        return line["waits_since"], line["day"]

    assert await waits() == (None, "2027-02-03")
    await person.write(1)
    practice.clock.pass_by(days=2)
    await person.write(2)
    assert await waits() == ("2027-02-03", "2027-02-05")
    practice.clock.pass_by(days=1)
    await coach.answer(person, 1)
    assert await waits() == (None, "2027-02-06")
    await person.write(3)
    assert await waits() == ("2027-02-06", "2027-02-06")


async def test_a_retry_of_an_answer_ends_no_wait_that_began_since(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    words = sealed()
    await person.write(1)
    await coach.answer(person, 1, words)
    await person.write(2)
    assert (await coach.answer(person, 1, words)).status_code == 200
    assert (await coach.inbox())["threads"][0]["waits_since"] == "2027-02-03"


@ON_BOTH
async def test_two_who_write_at_once_get_one_number_each(practice: Practice, store: Store) -> None:
    """Several coaches answer with the same number: one of them has it, the others hear of it."""
    coaches = [await practice.coach() for _ in range(6)]
    person = await practice.person(*coaches)
    await person.write(1)
    answers = await asyncio.gather(*(coach.answer(person, 1) for coach in coaches))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


async def test_a_person_may_ask_as_long_as_nobody_is_active(practice: Practice) -> None:
    """A certificate that is over stops the coach, and nobody else."""
    coach = await practice.coach(timedelta(days=1))
    person = await practice.person(coach)
    practice.clock.pass_by(days=2)
    assert (await person.write(1)).status_code == 201
    assert (await person.seen())["coaches"] == [coach.id]


async def test_an_unknown_thread_and_a_wrong_secret_are_told_apart_by_nobody(practice: Practice) -> None:
    coach = await practice.coach()
    person, stranger = await practice.person(coach), Person(practice.api)
    with_other_secret = Person(practice.api, id=person.id, secret=secrets.token_hex(32))
    for method, tail, body in (
        ("GET", "", None),
        ("POST", "/messages", {"n": 1, "sealed": sealed()}),
        ("POST", "/read", {"seq": 0}),
        ("PUT", "/tell", {"channel": None}),
        ("DELETE", "", None),
    ):
        answers = [await who.ask(method, tail, json=body) for who in (stranger, with_other_secret)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


@ON_BOTH
async def test_an_answer_ends_no_wait_for_what_its_coach_had_not_seen(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)

    async def waits() -> str | None:
        since: str | None = (await coach.inbox())["threads"][0]["waits_since"]
        return since

    await person.write(1)
    practice.clock.pass_by(days=1)
    await person.write(2)
    assert problem(await coach.answer(person, 1, answers=3)) == (422, "invalid", ["answers"])
    assert (await coach.answer(person, 1, answers=1)).status_code == 201
    assert await waits() == "2027-02-04"  # of the second, which was written meanwhile
    assert (await coach.answer(person, 2, answers=3)).status_code == 201
    assert await waits() is None
    practice.clock.pass_by(days=1)
    assert (await other.answer(person, 3, answers=3)).status_code == 201
    assert (await coach.inbox())["threads"][0]["answered_by"] == other.id
    assert await waits() is None
    assert problem(await person.write(3, answers=1)) == (422, "invalid", ["answers"])


async def test_an_answer_to_nothing_tells_of_it_and_leaves_the_wait(practice: Practice, bells: Bells) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    bells.known = {bytes(16)}
    await person.ask("PUT", "/tell", json={"channel": bytes(16).hex()})
    await person.write(1)
    await coach.answer(person, 1)
    await person.write(2)
    await other.answer(person, 2, answers=0)
    (line,) = (await coach.inbox())["threads"]
    assert (line["waits_since"], line["answered_by"]) == ("2027-02-03", coach.id)
    assert len(bells.rung) == 2


async def test_what_is_quiet_neither_begins_nor_ends_a_wait_and_rings_nobody(practice: Practice, bells: Bells) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    bells.known = {bytes(16)}
    await person.ask("PUT", "/tell", json={"channel": bytes(16).hex()})

    async def line() -> tuple[str | None, str | None]:
        (found,) = (await coach.inbox())["threads"]
        return found["waits_since"], found["answered_by"]

    await person.write(1)
    await coach.answer(person, 1, quiet=True)
    assert await line() == ("2027-02-03", None)
    assert bells.rung == []
    await coach.answer(person, 2)
    await person.write(2, quiet=True)
    assert await line() == (None, coach.id)
    assert [one["n"] for one in (await person.seen())["messages"]] == [1, 1, 2, 2]
    assert problem(await person.write(3, quiet="yes")) == (422, "invalid", ["quiet"])


@ON_BOTH
async def test_an_answer_that_is_taken_back_begins_the_wait_again_as_long_as_it_was(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    began = practice.clock.today

    async def line() -> tuple[str | None, str | None]:
        (found,) = (await coach.inbox())["threads"]
        return found["waits_since"], found["answered_by"]

    async def take_back(n: int, **more: Any) -> int:
        return (await coach.answer(person, n, quiet=True, **more)).status_code

    await person.write(1)
    practice.clock.pass_by(days=3)
    await coach.answer(person, 1)
    practice.clock.pass_by(days=1)
    assert await take_back(2) == 201
    assert await line() == (None, coach.id)  # something else was taken back
    assert await take_back(3, answers=5) == 422
    words = sealed()
    assert (await coach.answer(person, 3, words, quiet=True, answers=0)).status_code == 201
    assert await line() == (began, None)
    await other.answer(person, 4)
    assert (await coach.answer(person, 3, words, quiet=True, answers=0)).status_code == 200
    assert await line() == (None, other.id)  # a retry begins nothing

    practice.clock.pass_by(days=2)
    second = practice.clock.today
    await person.write(2)
    await coach.answer(person, 5)
    practice.clock.pass_by(days=2)
    await person.write(3)
    assert await line() == (practice.clock.today, coach.id)
    assert await take_back(6, answers=5) == 201  # the fifth of the thread was the other coach's answer
    assert await line() == (second, other.id)  # it waits already, and has waited longer
    assert await take_back(7, answers=9) == 201
    assert await line() == (second, other.id)  # nobody waits for less
