"""Coaches: an invitation is good once, a certificate makes active, and what is over or revoked opens nothing."""

import asyncio
import secrets
from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from selfhelp.coach import coaches
from selfhelp.coach.list_coaches import coach_lines
from selfhelp.coach.tables import ACTIVE, COACH_STATES, Envelope, Note
from selfhelp.store import Store
from tests.coach.people import CoachDevice, Person, Practice, b64, problem, public_key
from tests.coach.seeds import coach_row, named
from tests.conftest import ON_BOTH

pytestmark = pytest.mark.pure


async def test_an_invitation_makes_one_coach_who_waits(practice: Practice) -> None:
    invitation = await practice.invite()
    first, second = CoachDevice(practice.api), CoachDevice(practice.api)
    assert (await first.enrol(invitation)).status_code == 201
    assert problem(await second.enrol(invitation)) == (403, "no-invitation", [])
    found = (await first.ask("GET")).json()
    assert found == {
        "state": "waiting",
        "expired": False,
        "public_key": b64(first.key),
        "certificate": None,
        "expires": None,
        "others": [],
        "alone": 0,
    }


async def test_the_same_again_is_known_and_another_key_is_refused(practice: Practice) -> None:
    coach = await practice.waiting_coach()
    again = await coach.enrol(secrets.token_hex(32))  # whatever the invitation: it was used
    assert (again.status_code, again.content) == (204, b"")
    coach.key = public_key()
    assert problem(await coach.enrol(secrets.token_hex(32))) == (422, "invalid", ["public_key"])


async def test_unknown_used_and_late_invitations_get_one_answer(practice: Practice) -> None:
    used, late = await practice.invite(), await practice.invite(hours=48)
    await CoachDevice(practice.api).enrol(used)
    practice.clock.pass_by(hours=48)
    answers = [await CoachDevice(practice.api).enrol(secret) for secret in (used, late, secrets.token_hex(32))]
    assert [problem(answer) for answer in answers] == [(403, "no-invitation", [])] * 3
    assert len({answer.content for answer in answers}) == 1


@ON_BOTH
async def test_an_invitation_that_is_taken_back_by_its_label_is_unknown(practice: Practice) -> None:
    lost, kept = await practice.invite("Kari"), await practice.invite("Ola")
    assert await practice.store.write(partial(coaches.uninvite, label="Kari")) == 1
    assert [(await CoachDevice(practice.api).enrol(secret)).status_code for secret in (lost, kept)] == [403, 201]


@ON_BOTH
async def test_whether_an_invitation_is_good_is_told_without_using_it(practice: Practice) -> None:
    async def asked(secret: str) -> tuple[int, str, list[str]] | int:
        answer = await practice.api.get("/api/invitation", headers={"Authorization": f"Bearer {secret}"})
        return 204 if answer.status_code == 204 else problem(answer)

    used, late = await practice.invite(), await practice.invite(hours=1)
    assert [await asked(used), await asked(used)] == [204, 204]
    assert (await CoachDevice(practice.api).enrol(used)).status_code == 201
    practice.clock.pass_by(hours=1)
    assert [await asked(secret) for secret in (used, late, secrets.token_hex(32))] == [(403, "no-invitation", [])] * 3
    assert problem(await practice.api.get("/api/invitation")) == (401, "no-secret", [])
    elsewhere = {"Authorization": f"Bearer {used}", "Sec-Fetch-Site": "cross-site"}
    assert (await practice.api.get("/api/invitation", headers=elsewhere)).status_code == 403


@ON_BOTH
async def test_of_two_devices_with_one_invitation_one_becomes_a_coach(practice: Practice) -> None:
    invitation = await practice.invite()
    devices = [CoachDevice(practice.api) for _ in range(5)]
    answers = await asyncio.gather(*(device.enrol(invitation) for device in devices))
    assert sorted(answer.status_code for answer in answers) == [201] + [403] * 4


@pytest.mark.parametrize("key", [b"\x04" + bytes(64), b"\x02" + bytes(64), bytes(65), b"\x04" + b"\xff" * 64])
async def test_a_key_that_is_no_point_is_refused_and_the_invitation_stays_good(practice: Practice, key: bytes) -> None:
    invitation, coach = await practice.invite(), CoachDevice(practice.api, key=key)
    assert problem(await coach.enrol(invitation)) == (422, "invalid", ["public_key"])
    coach.key = public_key()
    assert (await coach.enrol(invitation)).status_code == 201


@ON_BOTH
async def test_everybody_sees_the_active_coaches_and_nobody_a_label(practice: Practice) -> None:
    await practice.waiting_coach()
    one, two = sorted([await practice.coach(), await practice.coach(timedelta(days=1))], key=lambda coach: coach.id)
    gone, over = await practice.coach(), await practice.coach(timedelta(hours=1))
    await practice.revoke(gone)
    practice.clock.pass_by(hours=1)
    answer = await practice.api.get("/api/coaches")
    assert [found["id"] for found in answer.json()["coaches"]] == [one.id, two.id]
    assert [found["public_key"] for found in answer.json()["coaches"]] == [b64(one.key), b64(two.key)]
    assert {tuple(found) for found in answer.json()["coaches"]} == {("id", "public_key", "expires", "certificate")}
    assert b"label" not in answer.content
    assert over.id.encode() not in answer.content


async def test_a_coach_sees_the_others_and_itself_apart(practice: Practice) -> None:
    one, two = await practice.coach(), await practice.coach()
    found = (await one.ask("GET")).json()
    assert [other["id"] for other in found["others"]] == [two.id]
    assert (found["state"], found["expired"]) == ("active", False)
    assert len(found["certificate"]) == 88
    practice.clock.pass_by(days=90)
    found = (await one.ask("GET")).json()
    assert (found["state"], found["expired"], found["others"]) == ("active", True, [])


@ON_BOTH
async def test_a_new_certificate_lets_an_expired_coach_in_again(practice: Practice) -> None:
    coach = await practice.coach(timedelta(days=1))
    person = await practice.person(coach)
    practice.clock.pass_by(days=1)
    assert problem(await coach.ask("GET", "/threads")) == (403, "coach-not-active", [])
    assert await practice.certify(coach)
    assert [line["thread"] for line in (await coach.inbox())["threads"]] == [person.id]


@ON_BOTH
async def test_code_and_database_agree_who_is_active(practice: Practice) -> None:
    now = practice.clock.now
    ends = (None, *(int(now.timestamp()) + seconds for seconds in (-1, 0, 1)))
    kinds = {named(f"coach {kind}")[:32]: kind for kind in product(COACH_STATES, ends)}

    def put(session: Session) -> None:
        for id, (state, expires) in kinds.items():
            session.add(coach_row(id, named(id), state=state, expires=expires))

    await practice.store.write(put)
    for moment in (now, now + timedelta(milliseconds=500)):
        found = await practice.store.read(partial(coaches.active, now=moment))
        active = {id: kind for id, kind in kinds.items() if coaches.is_active(*kind, moment)}
        assert {one.id for one in found.coaches} == active.keys()
        assert set(active.values()) == {(ACTIVE, ends[-1])}


async def left_for(store: Store, coach: CoachDevice) -> list[int]:
    """How many envelopes and notes there are to this coach."""

    def count(session: Session) -> list[int]:
        return [
            session.execute(
                select(func.count()).select_from(table).where(col(table.coach) == bytes.fromhex(coach.id))
            ).scalar_one()
            for table in (Envelope, Note)
        ]

    return await store.read(count)


@pytest.mark.parametrize("by_operator", [True, False])
async def test_whoever_is_revoked_or_leaves_keeps_nothing_that_was_sealed_to_them(
    practice: Practice, by_operator: bool
) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    await coach.note(person, 1, coach, other)
    assert await left_for(practice.store, coach) == [1, 1]
    if by_operator:
        assert await practice.revoke(coach)
    else:
        assert (await coach.ask("DELETE")).status_code == 204
    assert await left_for(practice.store, coach) == [0, 0]
    assert await left_for(practice.store, other) == [1, 1]
    found = await coach.ask("GET")
    assert (found.status_code, found.json()["state"]) == (200, "revoked")
    assert problem(await coach.ask("GET", "/threads")) == (403, "coach-not-active", [])
    assert (await person.seen())["coaches"] == [other.id]
    assert problem(await person.ask("PUT", json={"envelopes": [{"coach": coach.id, "sealed": b64(bytes(113))}]})) == (
        422,
        "invalid",
        ["envelopes[0].coach"],
    )
    assert not await practice.certify(coach)
    assert [one["id"] for one in (await practice.api.get("/api/coaches")).json()["coaches"]] == [other.id]


async def test_the_operator_lists_every_coach_by_label(practice: Practice) -> None:
    labels = {}
    for label in ("Bo", "Alma", "Cleo"):
        coach = CoachDevice(practice.api)
        await coach.enrol(await practice.invite(label))
        labels[label] = coach
    await practice.certify(labels["Cleo"])
    await practice.revoke(labels["Bo"])
    for days, state in ((0, "active"), (90, "over")):
        now = practice.clock.now + timedelta(days=days)
        lines = await practice.store.read(partial(coach_lines, organisation=None, now=now))
        assert [(line.label, line.state, line.id) for line in lines] == [
            ("Alma", "waiting", labels["Alma"].id),
            ("Cleo", state, labels["Cleo"].id),
            ("Bo", "revoked", labels["Bo"].id),
        ]


async def test_nothing_is_certified_or_revoked_that_is_not_there(practice: Practice) -> None:
    nobody = CoachDevice(practice.api)
    assert not await practice.certify(nobody)
    assert not await practice.revoke(nobody)


async def test_a_secret_of_another_coach_opens_nothing(practice: Practice) -> None:
    coach, other = await practice.coach(), await practice.coach()
    person = await practice.person(coach, other)
    thief = CoachDevice(practice.api, id=coach.id, secret=other.secret)
    for method, tail in (("GET", ""), ("GET", "/threads"), ("GET", f"/threads/{person.id}"), ("DELETE", "")):
        assert problem(await thief.ask(method, tail)) == (404, "no-such-box", [])
    assert problem(await CoachDevice(practice.api, id=person.id, secret=person.secret).ask("GET")) == (
        404,
        "no-such-box",
        [],
    )
    assert problem(await Person(practice.api, id=coach.id, secret=coach.secret).ask("GET")) == (404, "no-such-box", [])
