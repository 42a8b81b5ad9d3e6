"""Nobody who waits is lost on the server: whatever the two sides write, read and take back, in whatever order."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from selfhelp.boxes import Tombstones
from selfhelp.coach import jobs
from selfhelp.coach.status import CoachStatus, read
from tests.coach.conftest import Bells
from tests.coach.people import CoachDevice, Person, Practice, sealed
from tests.drawn import lives

pytestmark = pytest.mark.pure

LONG = timedelta(days=2_000)
"""Longer than all the steps together."""

STEPS = st.one_of(
    st.tuples(st.just("writes")),
    st.tuples(st.just("writes")),
    st.tuples(st.just("agrees")),
    st.tuples(st.just("a day passes")),
    # The nightly job runs at its end.
    st.tuples(st.just("a month passes")),
    st.tuples(st.just("the person reads")),
    st.tuples(st.just("sends again")),
    # `place` counts back from the end of the thread: the coach had seen less.
    st.tuples(st.just("answers"), st.booleans(), st.integers(0, 3)),
    st.tuples(st.just("takes back"), st.booleans(), st.integers(0, 6)),
    st.tuples(st.sampled_from(["answers without a place", "is away", "reads", "notes"]), st.booleans()),
    st.tuples(st.sampled_from(["resigns", "is revoked"]), st.booleans()),
    st.tuples(st.sampled_from(["a coach comes", "lets everybody in", "begins anew"])),
)


@dataclass
class Case:
    """One thread, and what was promised of it: each message that wants an answer, its day, whether it is answered."""

    practice: Practice
    tombstones: Tombstones
    bells: Bells
    readers: list[CoachDevice]
    person: Person
    others: list[CoachDevice] = field(default_factory=list)
    """Active, and not let into the thread."""
    seq: int = 0
    days_quiet: int = 0
    is_gone: bool = False
    n: dict[str, int] = field(default_factory=lambda: {"u": 0, "c": 0, "note": 0})
    asked: dict[int, tuple[str, bool]] = field(default_factory=dict)
    last: Any = None

    async def takes(self, step: tuple[Any, ...]) -> None:
        if self.is_gone:
            return
        does, *rest = step
        if rest:
            # Nobody is there to do it.
            if not self.readers:
                return
            await self._coach_does(self.readers[rest[0] % len(self.readers)], does, *rest[1:])
        elif does == "writes":
            await self._post("u", self.person.write)
            self.asked[self.seq] = (self.practice.clock.today, False)
        elif does == "agrees":
            await self._post("u", self.person.write, quiet=True)
        elif does == "a day passes":
            self._pass_by(1)
        elif does == "a month passes":
            self._pass_by(31)
            erased = await jobs.erase_expired_threads(
                self.practice.store, self.tombstones, self.bells, self.practice.clock.now
            )
            self.is_gone = bool(erased)
        elif does == "the person reads":
            assert (await self.person.read(self.seq)).status_code == 204
        elif does == "sends again":
            if self.last:
                assert (await self.last()).status_code == 200
        elif does == "a coach comes":
            self.others.append(await self.practice.coach(LONG))
        elif does == "lets everybody in":
            await self._let_in(self.person, 204)
        else:
            await self._begins_anew()

    async def _coach_does(self, coach: CoachDevice, does: str, *rest: Any) -> None:
        if does == "answers":
            place = max(self.seq - rest[0], 1) if self.seq else 0
            await self._answer(coach, answers=place)
            self._settle(lambda seq, answered: answered or seq <= place)
        elif does == "answers without a place":
            everything = self.seq
            await self._answer(coach)
            self._settle(lambda seq, answered: answered or seq <= everything)
        elif does == "is away":
            await self._answer(coach, answers=0)
        elif does == "takes back":
            place = max(self.seq - rest[0], 0)
            await self._answer(coach, quiet=True, answers=place)
            self._settle(lambda seq, answered: answered and seq <= place)
        elif does == "reads":
            assert (await coach.in_thread(self.person, "POST", "/read", json={"seq": self.seq})).status_code == 204
        elif does == "notes":
            self.n["note"] += 1
            assert (await coach.note(self.person, self.n["note"], *self.readers)).status_code == 201
        else:
            await self._leaves(coach, resigns=does == "resigns")

    async def _leaves(self, coach: CoachDevice, *, resigns: bool) -> None:
        """Both ways tell before it how many wait whom nobody else can read."""
        waiting = (await self._counted()).waiting
        alone = (await coach.ask("GET")).json()["alone"]
        assert alone == (waiting if self.readers == [coach] else 0)
        if resigns:
            assert (await coach.ask("DELETE")).status_code == 204
        else:
            assert await self.practice.revoke(coach)
        self.readers.remove(coach)
        self.last = None

    async def _let_in(self, person: Person, expected: int) -> None:
        everybody = [*self.readers, *self.others]
        if everybody:
            await person.open(*everybody, expected=expected)
            self.readers, self.others = everybody, []

    async def _begins_anew(self) -> None:
        """A new thread takes the place of this one, and what nobody has answered comes along."""
        if not self.readers and not self.others:
            return
        old, self.person = self.person, Person(self.practice.api)
        assert (await old.ask("DELETE")).status_code == 204
        await self._let_in(self.person, 201)
        owed = any(not answered for _, answered in self.asked.values())
        self.seq, self.n, self.asked, self.last, self.days_quiet = 0, {"u": 0, "c": 0, "note": 0}, {}, None, 0
        if owed:
            await self.takes(("writes",))

    def _pass_by(self, days: int) -> None:
        self.practice.clock.pass_by(days=days)
        self.days_quiet += days

    async def _answer(self, coach: CoachDevice, **more: Any) -> None:
        async def post(n: int, text: str, **rest: Any) -> httpx.Response:
            return await coach.answer(self.person, n, text, **rest)

        await self._post("c", post, **more)

    async def _post(self, way: str, post: Any, **more: Any) -> None:
        self.n[way] += 1
        n, text = self.n[way], sealed()
        answer = await post(n, text, **more)
        assert answer.status_code == 201, answer.text
        self.seq = answer.json()["seq"]
        self.days_quiet = 0
        self.last = lambda: post(n, text, **more)

    def _settle(self, answered: Any) -> None:
        self.asked = {seq: (day, answered(seq, was)) for seq, (day, was) in self.asked.items()}

    async def is_right(self) -> None:
        owed = [day for day, answered in self.asked.values() if not answered]
        if self.is_gone:
            assert not owed or self.days_quiet >= 180, "who waits was erased"
            return
        counted = await self._counted()
        assert counted.threads == 1
        assert counted.waiting or not owed, "a message that nobody has answered waits for nobody"
        assert counted.unread == (0 if self.readers else counted.waiting), "whoever waits is in no list, nor counted"
        for coach in self.others:
            assert (await coach.inbox())["threads"] == [], "not let in"
        lines = [line for coach in self.readers for line in (await coach.inbox())["threads"]]
        assert [line["thread"] for line in lines] == [self.person.id] * len(self.readers)
        since = {line["waits_since"] for line in lines}
        assert len(since) == min(len(self.readers), 1), "the coaches are told different things"
        for day in since:
            assert (day is not None) == counted.waiting
            assert not owed or day <= owed[0], "it has waited longer"

    async def _counted(self) -> CoachStatus:
        return await self.practice.store.read(self._count)

    def _count(self, session: Session) -> CoachStatus:
        return read(session, self.practice.clock.now)


@pytest.mark.slow
@settings(
    max_examples=lives(24),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=14), both=st.booleans())
@example(both=True, steps=[("writes",), ("reads", False), ("a month passes",)])
@example(both=True, steps=[("writes",), ("is away", False), ("the person reads",), ("a month passes",)])
@example(both=False, steps=[("writes",), ("resigns", False), ("lets everybody in",)])
@example(both=False, steps=[("writes",), ("is revoked", False), ("begins anew",), ("answers", False, 0)])
@example(both=True, steps=[("writes",), ("answers", False, 0), ("a day passes",), ("takes back", False, 6)])
async def test_a_message_without_an_answer_waits_in_every_inbox_or_is_counted_as_in_none(
    practice: Practice, tombstones: Tombstones, bells: Bells, steps: list[tuple[Any, ...]], both: bool
) -> None:
    one, other = await practice.coach(LONG), await practice.coach(LONG)
    readers = [one, other] if both else [one]
    case = Case(practice, tombstones, bells, readers, await practice.person(*readers), [] if both else [other])
    try:
        for step in steps:
            await case.takes(step)
            await case.is_right()
    finally:
        assert (await case.person.ask("DELETE")).status_code in (204, 410)
