"""What the night takes: threads that have rested, invitations that are over, coaches who were revoked long ago."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import text

from selfhelp.boxes import Tombstones
from selfhelp.boxes.access import tombstone_of
from selfhelp.coach import jobs
from selfhelp.store import Store
from tests.coach.conftest import Bells
from tests.coach.people import CoachDevice, Person, Practice, problem
from tests.coach.test_threads import TABLES, rows
from tests.conftest import ON_BOTH, after_the_next_read

pytestmark = pytest.mark.pure


class Night:
    """The nightly jobs, by the clock of the test."""

    def __init__(self, practice: Practice, tombstones: Tombstones, bells: Bells) -> None:
        self.practice, self.tombstones, self.bells = practice, tombstones, bells

    async def threads(self) -> int:
        return await jobs.erase_expired_threads(
            self.practice.store, self.tombstones, self.bells, self.practice.clock.now
        )

    async def coaches(self) -> int:
        return await jobs.erase_revoked_coaches(self.practice.store, self.tombstones, self.practice.clock.now)


@pytest.fixture
def night(practice: Practice, tombstones: Tombstones, bells: Bells) -> Night:
    return Night(practice, tombstones, bells)


async def test_a_thread_that_is_written_in_after_it_was_found_over_is_not_erased(
    practice: Practice, night: Night, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await practice.person(await practice.coach(timedelta(days=400)))
    await person.write(1)
    practice.clock.pass_by(days=200)

    async def write_again() -> None:
        assert (await person.write(2)).status_code == 201

    after_the_next_read(store, monkeypatch, write_again)
    assert await night.threads() == 0
    assert await is_there(person)
    assert list(night.tombstones.hashes()) == []


async def is_there(person: Person) -> bool:
    answer = await person.ask("GET")
    assert answer.status_code in (200, 410)
    return answer.status_code == 200


async def goes_after(night: Night, person: Person, days: int) -> None:
    night.practice.clock.pass_by(days=days - 1)
    assert (await night.threads(), await is_there(person)) == (0, True)
    night.practice.clock.pass_by(days=1)
    assert (await night.threads(), await is_there(person)) == (1, False)


@pytest.mark.parametrize("last", ["u", "c"])
@pytest.mark.parametrize("was_read", [True, False])
async def test_a_thread_goes_thirty_days_after_a_message_that_was_read_and_180_after_one_that_was_not(
    practice: Practice, night: Night, last: str, was_read: bool
) -> None:
    coach = await practice.coach(timedelta(days=400))
    person = await practice.person(coach)
    await (coach.answer(person, 1) if last == "u" else person.write(1))
    practice.clock.pass_by(days=10)
    # The person's is a quiet one, since whoever waits for an answer is kept longer.
    await (person.write(1, quiet=True) if last == "u" else coach.answer(person, 1))
    # One's own reading of one's own words is no reading of the other side.
    mine, theirs = (person.read, lambda seq: coach.in_thread(person, "POST", "/read", json={"seq": seq}))
    own, other = (mine, theirs) if last == "u" else (theirs, mine)
    await own(2)
    if was_read:
        await other(2)
    else:
        await other(1)
    await goes_after(night, person, 30 if was_read else 180)
    assert await rows(practice.store) == dict.fromkeys(TABLES, 0)
    assert list(night.tombstones.hashes()) == [tombstone_of(bytes.fromhex(person.id))]


@pytest.mark.parametrize("then", ["nothing", "an absence"])
async def test_who_waits_for_an_answer_is_kept_180_days_whoever_has_read_it(
    practice: Practice, night: Night, then: str
) -> None:
    coach = await practice.coach(timedelta(days=400))
    person = await practice.person(coach)
    await person.write(1)
    if then == "an absence":
        await coach.answer(person, 1, answers=0)
    assert (await coach.in_thread(person, "POST", "/read", json={"seq": 1})).status_code == 204
    await person.read(1 if then == "nothing" else 2)
    await goes_after(night, person, 180)


async def test_a_thread_in_which_nobody_wrote_goes_after_thirty_days(practice: Practice, night: Night) -> None:
    person = await practice.person(await practice.coach())
    practice.clock.pass_by(days=29)
    assert await night.threads() == 0
    practice.clock.pass_by(days=1)
    assert await night.threads() == 1
    assert not await is_there(person)


@ON_BOTH
async def test_only_what_is_over_goes_and_what_waits_for_its_channel_with_it(
    practice: Practice, night: Night, bells: Bells
) -> None:
    coach = await practice.coach()
    channel = secrets.token_bytes(16)
    bells.known = {channel}
    old = await practice.person(coach)
    await old.ask("PUT", "/tell", json={"channel": channel.hex()})
    practice.clock.pass_by(days=20)
    young = await practice.person(coach)
    practice.clock.pass_by(days=10)
    assert await night.threads() == 1
    assert [await is_there(person) for person in (old, young)] == [False, True]
    assert bells.hushed == [(channel, bytes.fromhex(old.id))]


async def test_notes_do_not_prolong_a_thread(practice: Practice, night: Night) -> None:
    coach = await practice.coach()
    person = await practice.person(coach)
    practice.clock.pass_by(days=30)
    await coach.note(person, 1, coach)
    assert await night.threads() == 1


@ON_BOTH
async def test_no_thread_names_a_channel_that_is_gone(practice: Practice, bells: Bells) -> None:
    coach = await practice.coach()
    kept, gone = secrets.token_bytes(16), secrets.token_bytes(16)
    bells.known = {kept, gone}
    for channel in (kept, gone):
        person = await practice.person(coach)
        await person.ask("PUT", "/tell", json={"channel": channel.hex()})
    bells.known = {kept}
    assert await jobs.untie_threads(practice.store, bells) == 1
    named = await practice.store.read(
        lambda session: [channel for (channel,) in session.execute(text("SELECT channel FROM thread")) if channel]
    )
    assert [bytes(channel) for channel in named] == [kept]


async def test_invitations_that_nobody_took_up_are_forgotten(practice: Practice, night: Night) -> None:
    await practice.invite(hours=48)
    practice.clock.pass_by(hours=47)
    await practice.invite(hours=48)
    await night.coaches()
    assert await rows(practice.store, "coach_invitation") == {"coach_invitation": 2}
    practice.clock.pass_by(hours=1)
    await night.coaches()
    assert await rows(practice.store, "coach_invitation") == {"coach_invitation": 1}


async def test_a_revoked_coach_is_forgotten_180_days_after_the_certificates_end(
    practice: Practice, night: Night
) -> None:
    coach, expired = await practice.coach(), await practice.coach(timedelta(days=1))
    person = await practice.person(coach, expired)
    await coach.answer(person, 1)
    await practice.revoke(coach)
    practice.clock.pass_by(days=90 + 179)
    assert await night.coaches() == 0
    assert (await coach.ask("GET")).json()["state"] == "revoked"
    practice.clock.pass_by(days=1)
    assert await night.coaches() == 1
    assert problem(await coach.ask("GET")) == (410, "box-deleted", [])
    assert [one["coach"] for one in (await person.seen())["messages"]] == [coach.id]  # what was answered stays
    assert (await expired.ask("GET")).json()["state"] == "active"  # the operator has not ended this one


async def test_a_coach_who_was_never_certified_is_forgotten_half_a_year_after_being_revoked(
    practice: Practice, night: Night
) -> None:
    coach: CoachDevice = await practice.waiting_coach()
    practice.clock.pass_by(days=400)
    assert await night.coaches() == 0
    await practice.revoke(coach)
    assert await night.coaches() == 1
