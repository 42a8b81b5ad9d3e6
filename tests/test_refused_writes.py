"""What is refused changes nothing: a refusal is returned, so whatever was written before it would be committed.

Every function of the slices that may refuse and that may write is called in every situation in which it refuses, also
those that only another process can bring about: the box is made, or made and deleted, after it was looked for.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any, Final

import msgspec
import pytest
from sqlmodel import Session, SQLModel

import selfhelp.coach
import selfhelp.diary
import selfhelp.notify
import selfhelp.outcomes
from selfhelp.admin.databases.rows import sums_of
from selfhelp.boxes import Access, BoxRequest, Refusal
from selfhelp.coach import coaches, inbox, messages, notes, threads
from selfhelp.coach.schema import AnswerIn, EnvelopeIn, MessageIn, NoteFor, NoteIn
from selfhelp.coach.tables import ACTIVE, REVOKED, WAITING, Envelope
from selfhelp.diary import service as diary
from selfhelp.diary import sync as syncing
from selfhelp.diary.schema import Seen, Sync
from selfhelp.notify import put as channel_put
from selfhelp.notify import rows
from selfhelp.notify import service as channels
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import ChannelRequest, read_channel
from selfhelp.runtime import Runtime
from tests.coach.conftest import runtime  # noqa: F401 - a fixture
from tests.coach.seeds import COACH, COACH_SECRET, FAR, POINT, auth, coach_row, invitation
from tests.coach.tied import SEALED, Somebody
from tests.conftest import ON_BOTH
from tests.hostile.samples import channel_body

pytestmark = pytest.mark.pure

MODULES: Final = [
    importlib.import_module(module.name)
    for slice_ in (selfhelp.diary, selfhelp.notify, selfhelp.coach, selfhelp.outcomes)
    for module in pkgutil.walk_packages(slice_.__path__, f"{slice_.__name__}.")
]

ONLY_READ: Final = {
    *("diary.service.fetch_slot", "diary.sync.look"),
    *("notify.service.show", "notify.service.is_seen"),
    *("coach.messages.show", "coach.coaches.standing", "coach.coaches.admitted"),
    *("coach.inbox.inbox", "coach.inbox.show"),
}
"""They refuse too, and run in transactions that cannot write."""

PARTS: Final = {"coach.messages.write", "coach.threads.read_for_coach", "coach.threads.lock_for_coach"}
"""What the functions that are called here share."""

COMPARED: Final = {"diary.coalesced.sync_together"}
"""It answers and stores as `diary.sync.sync` does, call by call (tests/diary/test_coalesced.py)."""

NOW: Final = datetime.now(UTC)
MONTH: Final = NOW.year * 12 + NOW.month - 1
LATER: Final = NOW.date() + timedelta(days=31)
BUSY: Final = NOW + timedelta(days=2)
"""On which as much has been written as a day allows, after everybody has arrived."""
LIMITS: Final = syncing.Limits(syncing.Allowance(1, 1), syncing.Allowance(1, 1))
THE_COACH: Final = BoxRequest(bytes.fromhex(COACH), auth(COACH_SECRET))
TABLES: Final = [table for table in SQLModel.metadata.sorted_tables if table.name != "log"]
"""Without the count of transactions, which also counts one that took back what it wrote."""

STRANGER: Final = "00" * 16
NOT_ACTIVE: Final = [THE_COACH._replace(id=bytes([n]) * 16) for n in (1, 2, 3)]
"""A coach who was revoked, one whose certificate has expired, and one who has none yet, as if something had still been
sealed to them."""

Work = Callable[..., Any]


def name_of(function: Work) -> str:
    return f"{function.__module__.removeprefix('selfhelp.')}.{function.__name__}"


def refusing(module: ModuleType) -> set[str]:
    """The module's own functions on a session that may return a refusal."""
    return {
        name_of(function)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not function.__name__.startswith("_")
        and "session" in inspect.signature(function).parameters
        and any(part in str(inspect.signature(function).return_annotation) for part in ("Refusal", "FieldError"))
    }


def request(**changes: Any) -> ChannelRequest:
    found = read_channel(msgspec.convert(channel_body() | changes, ChannelIn), allow_list(), {"nb", "en"})
    assert isinstance(found, ChannelRequest)
    return found


class Stale:
    """Boxes that another process makes, or makes and deletes, after they were looked for: the first look at each finds
    nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._left: dict[bytes, set[str]] = {}
        lock, probe = Access.lock, Access.probe

        def stale_lock(access: Access[Any, Any], session: Session, box: BoxRequest, **values: Any) -> Any:
            return Refusal.NO_SUCH_BOX if self._first(box.id, "lock") else lock(access, session, box, **values)

        def stale_probe(access: Access[Any, Any], session: Session, box: BoxRequest) -> Any:
            return False if self._first(box.id, "probe") else probe(access, session, box)

        monkeypatch.setattr(Access, "lock", stale_lock)
        monkeypatch.setattr(Access, "probe", stale_probe)

    def _first(self, box_id: bytes, look: str) -> bool:
        left = self._left.get(box_id, set())
        is_left = look in left
        left.discard(look)
        return is_left

    def __call__(self, box: BoxRequest) -> BoxRequest:
        self._left[box.id] = {"lock", "probe"}
        return box


class Town:
    """A person who has one of everything, one who had, and one who has written and been answered as often as a day
    allows, on a phone whose subscription is gone; at a server that is whole."""

    def __init__(self, runtime: Runtime, stale: Stale) -> None:  # noqa: F811
        self.runtime, self.stale = runtime, stale
        self.mine, self.gone, self.busy = (Somebody(runtime) for _ in range(3))
        self.given = {"keys": runtime.services.keys, "tombstones": runtime.tombstones, "now": NOW}
        self.request = request()
        self.missing = BoxRequest(b"m" * 16, bytes(32))

    async def arrive(self) -> "Town":
        for one in (self.mine, self.gone, self.busy):
            await one.arrive()
            await self.write(diary.put_slot, box=self.slot(one), sealed=bytes(61))
        await self.write(channel_put.put_channel, box=self.mine.channel, request=self.request, **self.given)
        await self.mine.be_told()
        tombstones, notifier = self.runtime.tombstones, self.runtime.services.notifier
        await self.write(diary.destroy_slot, box=self.slot(self.gone), tombstones=tombstones)
        await self.write(diary.destroy_vault, box=self.gone.vault, seen=Seen(), tombstones=tombstones)
        await self.write(channels.delete, box=self.gone.channel, tombstones=tombstones)
        await self.write(threads.destroy, box=self.gone.thread, tombstones=tombstones, notifier=notifier)
        await self.write(self._have_a_busy_day)
        await self.write(self._leave_coaches)
        return self

    def _have_a_busy_day(self, session: Session) -> None:
        thread, notifier, last = self.busy.thread, self.runtime.services.notifier, messages.MOST_A_DAY
        for n in range(2, last + 2):
            messages.post(session, thread, MessageIn(n, SEALED), BUSY)
        for n in range(1, last + 1):
            inbox.answer(session, THE_COACH, thread.id, AnswerIn(n, SEALED), BUSY, notifier)
        notes.write(session, THE_COACH, thread.id, NoteIn(1, [NoteFor(COACH, bytes(337))]), BUSY)
        rows.lose_subscription(session, self.busy.channel.id)

    def _leave_coaches(self, session: Session) -> None:
        for box, state, expires in zip(NOT_ACTIVE, (REVOKED, ACTIVE, WAITING), (FAR, 1, None), strict=True):
            session.add(coach_row(box.id.hex(), COACH_SECRET, state=state, expires=expires))
            session.flush()
            session.add(Envelope(thread=self.mine.thread.id, coach=box.id, sealed=bytes(113)))

    @staticmethod
    def slot(of: Somebody) -> BoxRequest:
        return BoxRequest(bytes(reversed(of.vault.id)), of.vault.auth)

    async def write(self, function: Work, **given: Any) -> Any:
        return await self.runtime.store.write(partial(function, **given))

    async def refused(self, function: Work, **given: Any) -> Any:
        """What it returns, and whether rows, and the list of graves, are then what they were."""

        def look(session: Session) -> Any:
            return sums_of(session.connection(), TABLES), sorted(self.runtime.tombstones.hashes())

        before = await self.runtime.store.read(look)
        answer = await self.write(function, **given)
        return answer, await self.runtime.store.read(look) == before


def boxes(town: Town, kind: str, *, put: bool = False) -> list[BoxRequest]:
    """Boxes of a kind whose request is refused: another's secret, a deleted one, and one that is not there; for a PUT,
    which may make the last, those instead that turn out to be another's, or deleted, when they are made."""
    mine, gone = (
        (town.slot(one), one.vault, one.channel, one.thread)[("slot", "vault", "channel", "thread").index(kind)]
        for one in (town.mine, town.gone)
    )
    wrong = mine._replace(auth=b"w" * 32)
    return [wrong, gone, town.stale(wrong), town.stale(gone)] if put else [wrong, gone, town.missing]


Case = tuple[Work, dict[str, Any]]


def of_the_diary(town: Town) -> list[Case]:
    tombstones = town.runtime.tombstones
    asked = Sync(None, 0, [])
    return [
        *((diary.put_slot, {"box": box, "sealed": bytes(61)}) for box in boxes(town, "slot", put=True)),
        *((diary.destroy_slot, {"box": box, "tombstones": tombstones}) for box in boxes(town, "slot")),
        *((diary.create_vault, {"box": box, "month": MONTH}) for box in boxes(town, "vault", put=True)),
        *(
            (diary.destroy_vault, {"box": box, "seen": Seen(), "tombstones": tombstones})
            for box in boxes(town, "vault")
        ),
        (diary.destroy_vault, {"box": town.mine.vault, "seen": Seen("00" * 16, 0), "tombstones": tombstones}),
        *((syncing.sync, {"request": syncing.SyncRequest(box, asked, LIMITS, LATER)}) for box in boxes(town, "vault")),
    ]


def of_channels(town: Town) -> list[Case]:
    tombstones, services = town.runtime.tombstones, town.runtime.services
    nudge = {"id": "0011223344556677", "kind": "own", "once": "2020-01-01T20:00"}
    taken = msgspec.structs.replace(town.request.subscription, auth="AAAAAAAAAAAAAAAAAAAAAA")
    far = (NOW + timedelta(days=500)).date()
    testing = {"now": NOW, "keys": services.keys, "composer": services.composer}
    return [
        # With the subscription of a channel that is there: its owner would make way.
        *(
            (channel_put.put_channel, {"box": box, "request": town.request, **town.given})
            for box in boxes(town, "channel", put=True)
        ),
        *(
            (channel_put.put_channel, {"box": box, "request": requested, **town.given})
            for box in (town.missing, town.mine.channel)
            for requested in (
                request(nudges=[nudge]),
                msgspec.structs.replace(town.request, subscription=taken, locale="en"),
            )
        ),
        (channel_put.put_channel, {"box": town.missing, "request": replaced(town.request, nudge), **town.given}),
        *((channels.seen, {"box": box, "now": NOW}) for box in boxes(town, "channel")),
        *(
            (channels.skip, {"box": box, "nudge_id": bytes(8), "until": NOW.date(), "now": NOW})
            for box in (*boxes(town, "channel"), town.mine.channel)
        ),
        (channels.skip, {"box": town.mine.channel, "nudge_id": town.request.nudges[0].id, "until": far, "now": NOW}),
        *((channels.test, {"box": box, **testing}) for box in (*boxes(town, "channel"), town.busy.channel)),
        *((channels.delete, {"box": box, "tombstones": tombstones}) for box in boxes(town, "channel")),
    ]


def replaced(requested: ChannelRequest, nudge: dict[str, Any]) -> ChannelRequest:
    """With another nudge, which has passed, and the same subscription."""
    return msgspec.structs.replace(request(nudges=[nudge]), subscription=requested.subscription)


def of_threads(town: Town) -> list[Case]:
    notifier, tombstones = town.runtime.services.notifier, town.runtime.tombstones
    to_coach, *to_others = (
        [EnvelopeIn(coach, bytes(113))] for coach in (COACH, STRANGER, *(box.id.hex() for box in NOT_ACTIVE))
    )
    mine = town.mine.thread
    heavy = MessageIn(2, bytes(messages.MOST_THREAD_BYTES))
    return [
        *((threads.put, {"box": box, "envelopes": to_coach, "now": NOW}) for box in boxes(town, "thread", put=True)),
        *(
            (threads.put, {"box": box, "envelopes": to_other, "now": NOW})
            for box in (mine, town.missing)
            for to_other in to_others
        ),
        *((threads.read, {"box": box, "seq": 1, "notifier": notifier}) for box in boxes(town, "thread")),
        (threads.read, {"box": mine, "seq": 99, "notifier": notifier}),
        *((threads.tell, {"box": box, "channel": None, "notifier": notifier}) for box in boxes(town, "thread")),
        (threads.tell, {"box": mine, "channel": bytes(16), "notifier": notifier}),
        *(
            (threads.destroy, {"box": box, "tombstones": tombstones, "notifier": notifier})
            for box in boxes(town, "thread")
        ),
        *((messages.post, {"box": box, "asked": MessageIn(1, SEALED), "now": NOW}) for box in boxes(town, "thread")),
        *((messages.post, {"box": mine, "asked": asked, "now": NOW}) for asked in (MessageIn(9, SEALED), heavy)),
        (messages.post, {"box": mine, "asked": MessageIn(1, SEALED + b"x"), "now": NOW}),
        (messages.post, {"box": town.busy.thread, "asked": MessageIn(messages.MOST_A_DAY + 2, SEALED), "now": BUSY}),
    ]


def of_coaches(town: Town) -> list[Case]:
    notifier = town.runtime.services.notifier
    heavy = AnswerIn(1, bytes(2 * messages.MOST_THREAD_BYTES))
    enrolling = {"public_key": POINT, "now": NOW}
    no_coach = [town.missing, THE_COACH._replace(auth=b"w" * 32)]
    known = bytes.fromhex(invitation())
    note = NoteIn(1, [NoteFor(COACH, bytes(337))])
    asked, gone = ({"thread": one.thread.id, "now": NOW} for one in (town.mine, town.gone))
    busy = {"thread": town.busy.thread.id, "now": BUSY}
    again, too_often = AnswerIn(1, SEALED + b"x"), AnswerIn(messages.MOST_A_DAY + 1, SEALED)
    return [
        *((coaches.enrol, {"box": box, "invitation": known, **enrolling}) for box in no_coach[1:]),
        (coaches.enrol, {"box": town.stale(no_coach[1]), "invitation": known, **enrolling}),
        (coaches.enrol, {"box": town.stale(town.gone.vault), "invitation": known, **enrolling}),
        (coaches.enrol, {"box": town.missing, "invitation": bytes(32), **enrolling}),
        (coaches.enrol, {"box": THE_COACH, "invitation": known, "public_key": b"\x04" + bytes(64), "now": NOW}),
        *((coaches.leave, {"box": box}) for box in no_coach),
        *(
            (inbox.answer, {"box": box, "asked": AnswerIn(1, SEALED), "notifier": notifier, **asked})
            for box in (*no_coach, *NOT_ACTIVE)
        ),
        (inbox.answer, {"box": THE_COACH, "asked": AnswerIn(1, SEALED), "notifier": notifier, **gone}),
        *((inbox.answer, {"box": THE_COACH, "asked": one, "notifier": notifier, **busy}) for one in (again, too_often)),
        *(
            (inbox.answer, {"box": THE_COACH, "asked": one, "notifier": notifier, **asked})
            for one in (
                AnswerIn(9, SEALED),
                AnswerIn(1, SEALED, answers=99),
                heavy,
            )
        ),
        *((inbox.read, {"box": box, "seq": 1, **asked}) for box in (*no_coach, *NOT_ACTIVE)),
        (inbox.read, {"box": THE_COACH, "seq": 99, **asked}),
        (inbox.read, {"box": THE_COACH, "seq": 1, **gone}),
        *((notes.write, {"box": box, "asked": note, **asked}) for box in (*no_coach, *NOT_ACTIVE)),
        (notes.write, {"box": THE_COACH, "asked": note, **gone}),
        (notes.write, {"box": THE_COACH, "asked": NoteIn(1, [NoteFor(COACH, bytes(338))]), **busy}),
        *(
            (notes.write, {"box": THE_COACH, "asked": NoteIn(n, [NoteFor(coach, bytes(size))]), **asked})
            for n, coach, size in ((9, COACH, 337), (1, STRANGER, 337), (1, COACH, 2 * messages.MOST_THREAD_BYTES))
        ),
    ]


CASES: Final = {"diary": of_the_diary, "channels": of_channels, "threads": of_threads, "coaches": of_coaches}

NO_BOX: Final = {Refusal.NO_SUCH_BOX, Refusal.BOX_DELETED}
NO_MESSAGE: Final = {Refusal.NUMBER_TAKEN, Refusal.THREAD_FULL, Refusal.TOO_OFTEN}
REFUSALS: Final = {
    "diary": NO_BOX | {Refusal.VAULT_HAS_GROWN},
    "channels": NO_BOX,
    "threads": NO_BOX | NO_MESSAGE,
    "coaches": NO_BOX | NO_MESSAGE | {Refusal.NO_INVITATION, Refusal.NOT_ACTIVE},
}


@pytest.fixture
async def town(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Town:  # noqa: F811
    return await Town(runtime, Stale(monkeypatch)).arrive()


@ON_BOTH
@pytest.mark.slow
@pytest.mark.parametrize("of", CASES)
async def test_what_is_refused_leaves_every_row_and_every_grave_as_it_was(town: Town, of: str) -> None:
    refusals = set()
    for function, given in CASES[of](town):
        answer, is_unchanged = await town.refused(function, **given)
        assert isinstance(answer, Refusal) or (isinstance(answer, list) and answer), (name_of(function), given, answer)
        assert is_unchanged, (name_of(function), given, answer)
        refusals |= {answer} if isinstance(answer, Refusal) else set()
    assert refusals == REFUSALS[of]


async def test_every_function_that_may_refuse_and_write_is_among_them(town: Town) -> None:
    called = {name_of(function) for cases in CASES.values() for function, _ in cases(town)}
    found = set[str]().union(*map(refusing, MODULES))
    assert found - ONLY_READ - PARTS - COMPARED == called
    assert found > ONLY_READ | PARTS | COMPARED
    assert set[Refusal]().union(*REFUSALS.values()) == set(Refusal)
