"""Threads as boxes: sealed to active coaches and no others, tied to a channel only by choice, and gone when deleted."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Tombstones, replay
from selfhelp.boxes.access import tombstone_of
from selfhelp.coach import coaches, threads
from selfhelp.coach.jobs import ERASERS
from selfhelp.coach.tables import Thread
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.commands import session_on
from selfhelp.store.engine import SQLITE_FILE, database_url, disposing, writing_engine
from tests.coach.conftest import Bells
from tests.coach.people import Person, Practice, b64, problem, sealed
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure

TABLES = ("thread", "envelope", "message", "opening", "note")


def envelope(coach: str, length: int = 113) -> dict[str, str]:
    return {"coach": coach, "sealed": b64(secrets.token_bytes(length))}


async def rows(store: Store, *tables: str) -> dict[str, int]:
    """How many rows each of these tables has."""

    def count(session: Session) -> dict[str, int]:
        return {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables or TABLES
        }

    return await store.read(count)


async def test_a_thread_is_made_once_and_then_has_the_envelopes_it_is_given(practice: Practice) -> None:
    one, two, three = sorted([await practice.coach() for _ in range(3)], key=lambda coach: coach.id)
    person = await practice.person(one, two)
    assert (await person.seen())["coaches"] == [one.id, two.id]
    await person.open(two, three, expected=204)
    assert (await person.seen())["coaches"] == [two.id, three.id]
    assert problem(await one.in_thread(person, "GET")) == (404, "no-such-box", [])
    assert (await three.inbox())["threads"][0]["thread"] == person.id


async def test_the_bytes_of_an_envelope_come_back_as_they_were_sealed(practice: Practice) -> None:
    coach = await practice.coach()
    given = envelope(coach.id)
    person = Person(practice.api)
    await person.ask("PUT", json={"envelopes": [given]})
    assert [line["envelope"] for line in (await coach.inbox())["threads"]] == [given["sealed"]]


async def test_only_active_coaches_get_an_envelope_and_each_wrong_one_is_named(practice: Practice) -> None:
    active, waiting = await practice.coach(), await practice.waiting_coach()
    revoked, expired = await practice.coach(), await practice.coach(timedelta(hours=1))
    await practice.revoke(revoked)
    practice.clock.pass_by(hours=1)
    body = {"envelopes": [envelope(id) for id in (active.id, waiting.id, revoked.id, expired.id, "0" * 32)]}
    person = Person(practice.api)
    assert problem(await person.ask("PUT", json=body)) == (
        422,
        "invalid",
        [f"envelopes[{at}].coach" for at in (1, 2, 3, 4)],
    )
    assert await rows(practice.store) == dict.fromkeys(TABLES, 0)
    await person.open(active)
    assert problem(await person.ask("PUT", json=body))[0] == 422
    assert (await person.seen())["coaches"] == [active.id]  # what is refused changes nothing


@pytest.mark.slow
@pytest.mark.parametrize(
    ("envelopes", "field"),
    [
        ([], "envelopes"),
        ([envelope("0" * 32)] * 51, "envelopes"),
        ([envelope("0" * 32, 112)], "envelopes[0].sealed"),
        ([envelope("0" * 32, 114)], "envelopes[0].sealed"),
        ([envelope("0" * 31)], "envelopes[0].coach"),
        ([envelope("0" * 32), envelope("0" * 32)], "envelopes[1].coach"),
        ([envelope("0" * 32) | {"name": "Bo"}], "envelopes[0].name"),
    ],
)
async def test_a_wrong_envelope_is_named(practice: Practice, envelopes: list[Any], field: str) -> None:
    status, name, fields = problem(await Person(practice.api).ask("PUT", json={"envelopes": envelopes}))
    assert (status, name, fields) == (422, "invalid", [field])


@ON_BOTH
async def test_notes_to_a_coach_who_has_no_envelope_any_more_go(practice: Practice) -> None:
    one, two = await practice.coach(), await practice.coach()
    person = await practice.person(one, two)
    await one.note(person, 1, one, two)
    await person.open(two, expected=204)
    assert (await rows(practice.store))["note"] == 1
    await person.open(one, two, expected=204)
    assert (await one.seen(person))["notes"] == []
    assert len((await two.seen(person))["notes"]) == 1


@pytest.mark.parametrize("per_hour", [2])
async def test_a_new_thread_counts_as_a_creation_and_one_that_is_there_does_not(practice: Practice) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    await person.open(coach, expected=204)
    refused = await Person(practice.api).ask("PUT", json={"envelopes": [envelope(coach.id)]})
    assert problem(refused) == (429, "too-many-new", [])


async def test_a_deleted_thread_leaves_a_grave_and_nothing_else(
    practice: Practice, tombstones: Tombstones, bells: Bells
) -> None:
    coach = await practice.coach()
    person, other = await practice.person(coach), await practice.person(coach)
    bells.known = {bytes(16)}
    await person.ask("PUT", "/tell", json={"channel": "0" * 32})
    for thread in (person, other):
        await thread.write(1)
        await coach.answer(thread, 1)
        await coach.note(thread, 1, coach)
    assert (await person.ask("DELETE")).status_code == 204
    assert await rows(practice.store) == {"thread": 1, "envelope": 1, "message": 2, "opening": 1, "note": 1}
    assert list(tombstones.hashes()) == [tombstone_of(bytes.fromhex(person.id))]
    assert bells.hushed == [(bytes(16), bytes.fromhex(person.id))]
    for method, tail, body in (
        ("GET", "", None),
        ("DELETE", "", None),
        ("PUT", "", {"envelopes": [envelope(coach.id)]}),
        ("PUT", "/tell", {"channel": None}),
        ("POST", "/messages", {"n": 2, "sealed": sealed()}),
        ("POST", "/read", {"seq": 0}),
    ):
        assert problem(await person.ask(method, tail, json=body)) == (410, "box-deleted", [])
    for method, tail, body in (
        ("GET", "", None),
        ("POST", "/messages", {"n": 2, "sealed": sealed()}),
        ("POST", "/read", {"seq": 0}),
    ):
        assert problem(await coach.in_thread(person, method, tail, json=body)) == (410, "box-deleted", [])
    assert [line["thread"] for line in (await coach.inbox())["threads"]] == [other.id]


@ON_BOTH
async def test_a_restore_does_not_bring_a_deleted_thread_or_coach_back(
    practice: Practice, tombstones: Tombstones
) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    await person.write(1)
    await coach.note(person, 1, coach, other)
    hashes = [tombstone_of(bytes.fromhex(box.id)) for box in (person, coach)]
    assert await practice.store.write(lambda session: replay(session, hashes, ERASERS)) == 2
    assert await rows(practice.store, *TABLES, "coach") == dict.fromkeys(TABLES, 0) | {"coach": 1}


async def test_a_channel_is_told_only_where_that_was_asked_for(practice: Practice, bells: Bells) -> None:
    coach = await practice.coach()
    channel = secrets.token_bytes(16)
    bells.known = {channel}
    told, silent = await practice.person(coach), await practice.person(coach)
    assert (await told.ask("PUT", "/tell", json={"channel": channel.hex()})).status_code == 204
    assert [(await person.seen())["tell"] for person in (told, silent)] == [True, False]
    for person in (told, silent):
        await person.write(1)
    assert bells.rung == []  # one's own words need no telling
    words = sealed()
    for person in (told, silent):
        await coach.answer(person, 1, words)
        await coach.answer(person, 1, words)
        await coach.note(person, 1, coach)
    assert bells.rung == [(channel, bytes.fromhex(told.id))]


async def test_reading_the_answer_untying_and_another_channel_take_back_what_waits(
    practice: Practice, bells: Bells
) -> None:
    coach = await practice.coach()
    first, second = secrets.token_bytes(16), secrets.token_bytes(16)
    bells.known = {first, second}
    person = await practice.person(coach)
    about = bytes.fromhex(person.id)
    await person.ask("PUT", "/tell", json={"channel": first.hex()})
    await person.write(1)
    await coach.answer(person, 1)
    await person.read(1)
    assert bells.hushed == []
    await person.read(2)
    assert bells.hushed == [(first, about)]
    await person.ask("PUT", "/tell", json={"channel": second.hex()})
    await person.ask("PUT", "/tell", json={"channel": second.hex()})
    assert bells.hushed == [(first, about)] * 2
    await person.ask("PUT", "/tell", json={"channel": None})
    assert bells.hushed == [(first, about), (first, about), (second, about)]
    assert (await person.seen())["tell"] is False


async def test_a_channel_that_is_not_there_cannot_be_told(practice: Practice, bells: Bells) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    assert problem(await person.ask("PUT", "/tell", json={"channel": "0" * 32})) == (422, "invalid", ["channel"])
    channel = secrets.token_bytes(16)
    bells.known = {channel}
    await person.ask("PUT", "/tell", json={"channel": channel.hex()})
    bells.known = set()
    assert (await person.seen())["tell"] is False  # it was deleted since
    await coach.answer(person, 1)
    assert bells.rung == [(channel, bytes.fromhex(person.id))]
    tied = await practice.store.read(lambda session: session.execute(text("SELECT channel FROM thread")).scalar_one())
    assert tied is None


async def test_what_a_thread_was_tied_to_is_left_in_no_file(
    practice: Practice, bells: Bells, settings: Settings
) -> None:
    if settings.database:
        return
    coach = await practice.coach()
    person = await practice.person(coach)
    channel = secrets.token_bytes(16)

    async def is_named() -> bool:
        await practice.store.write(lambda _session: None)  # a checkpoint follows the answer; this comes after it
        return any(channel in file.read_bytes() for file in settings.data.glob(f"{SQLITE_FILE}*"))

    bells.known = {channel}
    await person.ask("PUT", "/tell", json={"channel": channel.hex()})
    assert await is_named()
    bells.known = set()
    await coach.answer(person, 1)
    assert not await is_named()


async def test_a_channel_that_is_silent_tells_of_nothing_and_is_said_not_to(practice: Practice, bells: Bells) -> None:
    person = await practice.person(await practice.coach())
    channel = bytes(16)
    bells.known = {channel}
    await person.ask("PUT", "/tell", json={"channel": channel.hex()})
    bells.silent = {channel}
    assert (await person.seen())["tell"] is False
    bells.silent = set()
    assert (await person.seen())["tell"] is True  # it is still tied


@pytest.mark.postgres
@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_nobody_revokes_a_coach_who_is_writing_and_who_writes_elsewhere_too(
    practice: Practice, settings: Settings
) -> None:
    coach = await practice.coach()
    one, two = [await practice.person(coach) for _ in range(2)]
    box = BoxRequest(bytes.fromhex(coach.id), hashlib.sha256(bytes.fromhex(coach.secret)).digest())
    with (
        disposing(writing_engine(database_url(settings))) as engine,
        engine.connect() as here,
        engine.connect() as there,
    ):
        there.execute(text("SET lock_timeout = 200"))
        there.commit()
        with session_on(here) as session, session_on(there) as other:
            for writing, person in ((session, one), (other, two)):
                found = threads.lock_for_coach(writing, box, bytes.fromhex(person.id), practice.clock.now)
                assert isinstance(found, Thread)
            with pytest.raises(OperationalError, match="lock timeout"):
                coaches.revoke(other, box.id)
            there.rollback()
